"""Diagnostics as one HTML file: the text of the plans with marks, the findings beside it.

The page needs nothing else: no script, no font, no picture, and its own policy forbids them.
Everything that comes from a file is escaped; addresses are only numbers made here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from caitien.core.drafts.model import PlanDraft, Reading

from ._marked_text import Grid, Piece, parts_of, pieces_of, place_marks
from .diagnostic import Diagnostic, Severity, count_by_severity

#: what was read of each file (None where only the findings are known) and its findings
HtmlFiles = Mapping[str, tuple[Reading | None, Sequence[Diagnostic]]]

_GLYPHS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "lưu ý"}
_TITLE = "Kết quả kiểm tra kế hoạch cải tiến chất lượng"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STYLE = """
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
.text p,.text td,.text h4{white-space:pre-line}.text .title{font-weight:700;text-align:center}
.cards{list-style:none;margin:0;padding:0}
.cards li{border:1px solid #D9DDD5;border-left:6px solid #B3261E;border-radius:6px;background:#fff;
padding:12px;margin:0 0 12px;break-inside:avoid;scroll-margin:16px}
.cards li.warning{border-left:6px dashed #9A6700}.cards li.info{border-left:6px dotted #1F4B7A}
.cards li{color:#1B2430}.cards p{margin:0 0 4px}.cards .message{font-weight:600}
.quote{background:#F5F6F2;padding:4px 8px;white-space:pre-line}
mark.error{color:inherit;background:#FBEAE8;text-decoration:underline wavy #B3261E}
mark.warning{color:inherit;background:#FFF4D6;text-decoration:underline dashed #9A6700 2px}
mark.info{color:inherit;background:#E8EFF5;text-decoration:underline dotted #1F4B7A 2px}
.number{display:inline-block;min-width:24px;margin:0 2px;padding:0 4px;border:1px solid #1F4B7A;
border-radius:6px;background:#fff;font-size:14px;font-weight:600;line-height:22px;
text-align:center;text-decoration:none;font-variant-numeric:tabular-nums;scroll-margin:64px}
.scroll{overflow-x:auto;margin:12px 0}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{border:1px solid #D9DDD5;padding:4px 8px;text-align:left;vertical-align:top;min-width:7rem}
th:first-child,td:first-child{min-width:4.5rem}
th{background:#F5F6F2}
@media (min-width:64rem){.desk{display:grid;grid-template-columns:minmax(0,1fr) 24rem;gap:24px}
.desk.alone{display:block}.desk:not(.alone)>.found{position:sticky;top:0;align-self:start;
max-height:100vh;overflow-y:auto;padding:4px}}
@media (max-width:45rem){main,body>header,body>footer{padding:8px}.file{padding:12px}
table,tbody,tr,th,td{display:block}
tr{border:1px solid #D9DDD5;border-radius:6px;margin:0 0 12px;padding:4px}
th,td,td:first-child,th:first-child{border:0;min-width:0}
th:empty,td:empty{display:none}
tr.heads{display:none}
td[data-label]::before{content:attr(data-label);display:block;font-size:14px;font-weight:600}}
@media print{body{background:#fff;font-size:11pt}.file,nav,.notes{border:0;padding:0}
.file{break-before:page}.file:first-of-type{break-before:auto}.jump{display:none}
.desk{display:block!important}.desk>.found{position:static!important;max-height:none!important;
overflow:visible!important;margin-top:16px}.scroll{overflow:visible}th,td{min-width:0}
mark,th,.number{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def to_html(
    files: HtmlFiles,
    version: str,
    *,
    unread: Iterable[tuple[str, str]] = (),
    notes: Iterable[str] = (),
) -> str:
    """The whole page, in Vietnamese.

    `version` is that of the program, `unread` are files with the reason there is nothing of them
    to show, `notes` are lines about what was left out of the findings.
    """
    sections = [
        _file(number, name, reading, found)
        for number, (name, (reading, found)) in enumerate(files.items(), 1)
    ]
    everything = [one for _, found in files.values() for one in found]
    total = _counts(everything) if len(files) > 1 else ""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{_TITLE}</h1>{total}</header>\n<main>\n{_contents(files)}"
        f"{_remarks(unread, notes)}{''.join(sections)}</main>\n"
        f"<footer><p>Cải Tiến {_safe(version)}</p></footer>\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    """Text as HTML: signs escaped, what no page may hold replaced."""
    return html.escape(_CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\f", "\n")))


def _counts(found: Iterable[Diagnostic]) -> str:
    parts = (
        f'<li class="{one.value}"><span aria-hidden="true">{_GLYPHS[one]}</span> '
        f"{number} {_WORDS[one]}</li>"
        for one, number in count_by_severity(found).items()
    )
    return f'<ul class="counts">{"".join(parts)}</ul>\n'


def _contents(files: HtmlFiles) -> str:
    if len(files) < 2:
        return ""
    lines = []
    for number, (name, (reading, found)) in enumerate(files.items(), 1):
        counts = count_by_severity(found).items()
        words = ", ".join(f"{_GLYPHS[one]} {count} {_WORDS[one]}" for one, count in counts)
        school = _school(reading)
        told = f"{_safe(name)} ({_safe(school)})" if school else _safe(name)
        lines.append(f'<li><a href="#f{number}">{told}</a>: {words}</li>')
    return f'<nav aria-label="Mục lục"><h2>Mục lục</h2><ol>{"".join(lines)}</ol></nav>\n'


def _remarks(unread: Iterable[tuple[str, str]], notes: Iterable[str]) -> str:
    lines = [f"<strong>{_safe(name)}</strong>: {_safe(why)}" for name, why in unread]
    lines += [_safe(note) for note in notes]
    if not lines:
        return ""
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<section class="notes"><h2>Cần biết</h2><ul>{items}</ul></section>\n'


def _school(reading: Reading | None) -> str:
    plans = reading.plans if reading else []
    return " ".join(next((p.school_name for p in plans if p.school_name), "").split())


def _file(number: int, name: str, reading: Reading | None, found: Sequence[Diagnostic]) -> str:
    plans = reading.plans if reading else []
    read = [list(parts_of(plan)) for plan in plans]
    placed = _place_all(read, found)
    texts = []
    for index, parts in enumerate(read):
        heading = f"<h3>Văn bản {index + 1}</h3>" if len(plans) > 1 else "<h3>Văn bản</h3>"
        texts.append(heading + "".join(_part(part, number, found) for part in parts))
    cards = "".join(_card(number, n, one, n in placed) for n, one in enumerate(found, 1))
    findings = (
        f'<ol class="cards">{cards}</ol>'
        if found
        else ('<p class="clean"><span aria-hidden="true">✓</span> Không thấy lỗi nào.</p>')
    )
    text = f'<div class="text">{"".join(texts)}</div>\n' if texts else ""
    jump = f'<p class="jump"><a href="#f{number}-found">Tới các điểm tìm thấy</a></p>'
    return (
        f'<section class="file" id="f{number}"><h2>{_safe(_school(reading) or name)}</h2>\n'
        f"{_facts(name, plans)}{_counts(found)}{jump if found and texts else ''}"
        f'<div class="desk{"" if texts else " alone"}">{text}'
        f'<section class="found" id="f{number}-found" tabindex="0" '
        f'aria-labelledby="f{number}-title"><h3 id="f{number}-title">Các điểm tìm thấy</h3>'
        f"{findings}</section></div></section>\n"
    )


def _place_all(plans: Sequence[list[Piece | Grid]], found: Sequence[Diagnostic]) -> set[int]:
    """Mark each finding in its own plan, or else where the file has it; who has a mark."""
    numbered = list(enumerate(found, 1))
    placed: set[int] = set()
    for index, parts in enumerate(plans):
        mine = [(n, one) for n, one in numbered if one.plan == index]
        placed |= place_marks(list(pieces_of(parts)), mine)
    everywhere = [piece for parts in plans for piece in pieces_of(parts)]
    return placed | place_marks(everywhere, [pair for pair in numbered if pair[0] not in placed])


def _facts(name: str, plans: Sequence[PlanDraft]) -> str:
    facts = [("Tệp", name)]
    for index, plan in enumerate(plans, 1):
        which = f" (văn bản {index})" if len(plans) > 1 else ""
        facts.append(("Số" + which, plan.plan_number or plan.plan_number_raw or "không thấy"))
        years = plan.school_year or "không thấy"
        if plan.school_year_to:
            years += f" đến {plan.school_year_to}"
        facts.append(("Năm học" + which, years))
    return f"<dl>{''.join(f'<dt>{_safe(a)}</dt><dd>{_safe(b)}</dd>' for a, b in facts)}</dl>\n"


def _card(file: int, number: int, one: Diagnostic, placed: bool) -> str:
    word = _WORDS[one.severity] + (" (có thể)" if one.confidence != "chắc" else "")
    label = _safe(one.place.label() or "đầu văn bản")
    shown = f'<span class="number">{number}</span>'
    if placed:
        say = f"Điểm {number}: về chỗ này trong văn bản"
        shown = f'<a class="number" href="#t{file}-{number}" aria-label="{say}">{number}</a>'
    why = f"{one.why} ({one.article})" if one.article else one.why
    quote = f'<p class="quote">{_safe(one.excerpt)}</p>' if one.excerpt.strip() else ""
    fix = f"<p>Cách sửa: {_safe(one.fix.description)}</p>" if one.fix else ""
    return (
        f'<li class="{one.severity.value}" id="d{file}-{number}"><p>{shown} '
        f'<strong class="{one.severity.value}"><span aria-hidden="true">{_GLYPHS[one.severity]}'
        f"</span> {word}</strong> {_safe(one.code)}</p>"
        f'<p class="message">{_safe(one.message)}</p>{quote}<p>Ở đâu: {label}</p>'
        f"<p>Vì sao: {_safe(why)}</p>{fix}</li>\n"
    )


def _part(part: Piece | Grid, file: int, found: Sequence[Diagnostic]) -> str:
    if isinstance(part, Grid):
        return _table(part, file, found)
    tag = "h4" if part.role == "heading" else "p"
    style = ' class="title"' if part.role == "title" else ""
    return f"<{tag}{style}>{_marked(part, file, found)}</{tag}>\n"


def _table(grid: Grid, file: int, found: Sequence[Diagnostic]) -> str:
    """A table that scrolls by itself; on a phone every row becomes a card."""
    width = max([len(grid.heads), *(max(row, default=1) for row in grid.rows)])
    first = grid.titles()
    names = {n: cell.text for n, cell in first.items()} or dict(enumerate(grid.heads, 1))
    lines = []
    if grid.heads:
        cells = "".join(f'<th scope="col">{_safe(head)}</th>' for head in grid.heads)
        lines.append(f'<tr class="heads">{cells}</tr>\n')
    for row in grid.rows:
        if len(row) == 1 and 1 in row and width > 1:
            lines.append(f'<tr><td colspan="{width}">{_marked(row[1], file, found)}</td></tr>\n')
            continue
        cells = ""
        for column in range(1, width + 1):
            text = _marked(row[column], file, found) if column in row else ""
            if row is first:
                cells += f'<th scope="col">{text}</th>'
                continue
            label = " ".join(names.get(column, "").split())
            label = f' data-label="{_safe(label)}"' if label else ""
            cells += f"<td{label}>{text}</td>"
        lines.append(f"<tr>{cells}</tr>\n")
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Bảng của kế hoạch">'
        f"<table><tbody>\n{''.join(lines)}</tbody></table></div>\n"
    )


def _marked(piece: Piece, file: int, found: Sequence[Diagnostic]) -> str:
    """The text with its marks, cut where marks begin and end; a number follows each."""
    cuts = sorted({0, len(piece.text), *(cut for span in piece.spans for cut in span[:2])})
    out = []
    for start, end in pairwise(cuts):
        over = [n for low, high, n in piece.spans if low <= start and end <= high]
        text = _safe(piece.text[start:end])
        if over:
            gravest = min((found[n - 1].severity for n in over), key=lambda one: one.rank)
            text = f'<mark class="{gravest.value}">{text}</mark>'
        out.append(text)
        for _, high, n in piece.spans:
            if high == end:
                say = f"{_WORDS[found[n - 1].severity]}, xem điểm {n}"
                out.append(
                    f'<a class="number" id="t{file}-{n}" href="#d{file}-{n}" '
                    f'aria-label="{say}">{n}</a>'
                )
    return "".join(out)
