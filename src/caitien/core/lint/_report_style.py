"""The looks of the HTML report: on a screen, a phone and paper."""

from __future__ import annotations

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#F5F6F2;color:#1B2430;font:16px/1.55 system-ui,-apple-system,"Segoe UI",
Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}
main,body>header,body>footer{max-width:100rem;margin:0 auto;padding:16px}
h1{font-size:1.5rem;line-height:1.3;margin:8px 0}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 8px}
h3{font-size:1.125rem;margin:0 0 12px}h4{font-size:1rem;margin:16px 0 4px}
p{margin:0 0 8px}a{color:#1F4B7A}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid #1F4B7A;outline-offset:2px}
:target{outline:3px solid #1F4B7A;outline-offset:2px}
.file,nav,.notes{background:#fff;border:1px solid #D9DDD5;border-radius:6px;padding:16px;
margin:0 0 24px}
nav ol,.notes ul{margin:0;padding-left:24px}nav li{margin:4px 0}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 16px;margin:0 0 12px}
dt{font-weight:600}dd{margin:0}
.counts{list-style:none;display:flex;flex-wrap:wrap;gap:8px;margin:0 0 16px;padding:0}
.counts li{border:2px solid;border-radius:6px;padding:0 12px;background:#fff;font-weight:600;
font-variant-numeric:tabular-nums}
.error{color:#B3261E}.warning{color:#9A6700}.info{color:#1F4B7A}
.counts .warning{border-style:dashed}.counts .info{border-style:dotted}.clean{color:#2E7D4F}
.page{background:#fff;border:1px solid #D9DDD5;box-shadow:0 1px 4px rgba(27,36,48,.18);
padding:32px;margin:0 0 24px;font-size:17px;
font-family:"Times New Roman",Tinos,"Liberation Serif","Noto Serif",serif}
.page p,.page td,.page h4{white-space:pre-line}.page .title{font-weight:700;text-align:center}
.page h4{font-size:1em}
.beside{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);gap:16px;
margin:0 0 16px;text-align:center}.beside p{margin:0 0 2px}
.foot>:first-child{text-align:left}
.cards{list-style:none;margin:0;padding:0}
.cards>li{border:1px solid #D9DDD5;border-left:6px solid #B3261E;border-radius:6px;background:#fff;
padding:12px;margin:0 0 12px;break-inside:avoid;scroll-margin:16px}
.cards>li.warning{border-left:6px dashed #9A6700}.cards>li.info{border-left:6px dotted #1F4B7A}
.cards>li{color:#1B2430}.cards p{margin:0 0 4px}.cards .message{font-weight:600}
.also{list-style:none;margin:0 0 4px;padding:0;display:flex;flex-wrap:wrap;gap:4px 14px;
font-size:13px;max-height:11em;overflow:auto}
.quote{background:#F5F6F2;padding:4px 8px;white-space:pre-line}
mark.error{color:inherit;background:#FBEAE8;text-decoration:underline wavy #B3261E}
mark.warning{color:inherit;background:#FFF4D6;text-decoration:underline dashed #9A6700 2px}
mark.info{color:inherit;background:#E8EFF5;text-decoration:underline dotted #1F4B7A 2px}
.number{display:inline-block;min-width:24px;margin:0 2px;padding:0 4px;border:1px solid #1F4B7A;
border-radius:6px;background:#fff;font-size:14px;font-weight:600;line-height:22px;
text-align:center;text-decoration:none;font-variant-numeric:tabular-nums;scroll-margin:64px}
.scroll{overflow-x:auto;margin:12px 0}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{border:1px solid #C3C9BE;padding:4px 6px;text-align:left;vertical-align:top;min-width:5rem}
th:first-child,td:first-child{min-width:3rem}
th,.band td{background:#F5F6F2}.band td{font-weight:600}
@media (min-width:64rem){.desk{display:grid;grid-template-columns:minmax(0,1fr) 24rem;gap:24px}
.desk.alone{display:block}.desk:not(.alone)>.found{position:sticky;top:0;align-self:start;
max-height:100vh;overflow-y:auto;padding:4px}}
@media (max-width:45rem){main,body>header,body>footer{padding:8px}.file{padding:12px}
table,tbody,tr,th,td{display:block}
tr{border:1px solid #D9DDD5;border-radius:6px;margin:0 0 12px;padding:4px}
th,td,td:first-child,th:first-child{border:0;min-width:0}
th:empty,td:empty{display:none}
tr.heads,tr.heads th{display:none}tr.some,tr.some th.marked{display:block}
tr.band{background:#F5F6F2}tr.band td{display:inline;padding:0 4px 0 0}
.page{padding:12px;font-size:16px}
.beside{display:block;text-align:left}dl{display:block}dd{margin:0 0 4px}
td[data-label]::before{content:attr(data-label);display:block;font-size:14px;font-weight:600}
.band td[data-label]::before{display:none}}
@media print{body{background:#fff;font-size:11pt}.file,nav,.notes{border:0;padding:0}
.file+.file{break-before:page}.jump{display:none}
.page{border:0;box-shadow:none;padding:0}
.desk{display:block!important}.desk>.found{position:static!important;max-height:none!important;
overflow:visible!important;margin-top:16px}.scroll{overflow:visible}th,td{min-width:0}
mark,th,.number{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
#: for pages of a PDF as pictures
PICTURES = """
.sheet{margin:0 0 24px;break-inside:avoid}.sheet figcaption{font-size:15px;margin:8px 0 0}
.paper{position:relative;background:#fff;border:1px solid #D9DDD5;
box-shadow:0 1px 4px rgba(27,36,48,.18)}
.paper img{display:block;width:100%;height:auto}
.spot{position:absolute;border:1px solid;border-radius:3px;scroll-margin:96px}
.spot::before{content:"";position:absolute;inset:0;mix-blend-mode:multiply}
.spot.error::before{background:#FBDAD7}.spot.warning::before{background:#FFEDB8}
.spot.info::before{background:#DCE8F3}
.spot.warning{border-style:dashed}.spot.info{border-style:dotted}
.spot b{position:absolute;right:100%;bottom:100%;margin:0 -9px -7px 0;min-width:20px;padding:0 4px;
border-radius:9px;background:currentColor;font:600 12px/18px system-ui,sans-serif;
text-align:center;
white-space:nowrap;overflow-wrap:normal;z-index:1;translate:calc(var(--n,0)*-18px)}
.spot b i{color:#fff;font-style:normal}
.spot:focus-visible,.spot:target{outline:3px solid #1F4B7A;outline-offset:2px;z-index:2}
@media (max-width:45rem){.spot b{translate:calc(var(--n,0)*-13px);
margin:0 -6px -4px 0;min-width:14px;padding:0 2px;font-size:10px;line-height:13px}}
@media print{.paper{box-shadow:none}.spot,.spot b,.spot::before{print-color-adjust:exact;
-webkit-print-color-adjust:exact}}
"""
