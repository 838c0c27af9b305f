"""FRM-07: the signature block names the wrong power to sign, or holds other things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TT107",
    slug="signature-block-wrong",
    kind="FRM-07",
    severity=Severity.WARNING,
    title="Khối chữ ký không đúng thẩm quyền hoặc lẫn nội dung khác",
    why="Hiệu trưởng ký kế hoạch; cấp phó ký phải ghi “KT. HIỆU TRƯỞNG” trên “PHÓ HIỆU TRƯỞNG”.",
    article="Nghị định 30/2020/NĐ-CP, Điều 13 và Phụ lục I, mục II.7",
)

FOR = re.compile(r"\bK\.?\s?T\.?\s", re.IGNORECASE)
DEPUTY = re.compile(r"(?:phó\s+|^\W*P\.\s?)(?:hiệu trưởng|giám đốc|chủ tịch)", re.IGNORECASE)
#: a school is headed by one person: nobody signs on its behalf
WHOLE = re.compile(r"\W*T\.?\s?/?\s?M\.?[\s.]+(?:nhà trường|ban giám hiệu|BGH|trường)\b", re.I)
#: what may stand in the block beside title and name
USUAL = re.compile(
    r"nơi nhận|\(?\s*đã ký|\(?\s*ký|hiệu trưởng|giám đốc|chủ tịch|chủ nhiệm|hội đồng|người lập"
    r"|duyệt|xác nhận|[-_.…*\s]+$|\bKT\b|\bTM\b|thủ trưởng|đóng dấu|chữ ký|ngày\b|ký bởi|ký số",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"^\W*(?:th\.?\s?s|t\.?s|thạc s[ĩỹ]|tiến s[ĩỹ]|cử nhân|nhà giáo)[.\s]+(?=[A-ZĐ])", re.I
)


def check(ctx: Context) -> Iterator[Finding]:
    title, name = ctx.plan.signatory.title or "", ctx.plan.signatory.name or ""
    blocks = ctx.role("signature")
    where = next((b for b in blocks if DEPUTY.search(b.text) or FOR.match(b.text + " ")), None)
    if DEPUTY.search(title) and not FOR.search(title) and "Q." not in title:
        message = "Cấp phó ký thay phải ghi “KT. HIỆU TRƯỞNG” ở dòng trên."
        fix = show("Thêm dòng “KT. HIỆU TRƯỞNG” phía trên “PHÓ HIỆU TRƯỞNG”.")
        yield on(ctx, where, title, message, fix=fix, severity=Severity.ERROR)
    elif FOR.search(title) and not DEPUTY.search(title):
        message = "Ký thay (KT.) nhưng không ghi chức vụ của người ký."
        fix = show("Thêm dòng “PHÓ HIỆU TRƯỞNG” dưới “KT. HIỆU TRƯỞNG”.")
        yield on(ctx, where, title, message, fix=fix, severity=Severity.ERROR)
    elif FOR.search(title) and ctx.years and ctx.years[1] - ctx.years[0] > 1:
        message = "Kế hoạch nhiều năm do cấp phó ký thay; nên do hiệu trưởng ký."
        fix = show("Trình hiệu trưởng ký, hoặc kèm văn bản giao cấp phó phụ trách trường.")
        yield on(ctx, where, title, message, fix=fix, confidence="có thể")
    whole = next((b for b in blocks if WHOLE.match(b.text)), None)
    if whole:
        message = "Trường theo chế độ thủ trưởng: hiệu trưởng ký trực tiếp, không ghi “TM.”."
        yield ctx.whole(whole, message, fix=show("Chỉ ghi “HIỆU TRƯỞNG” ở khối chữ ký."))
    name = name or next((b.text.strip() for b in blocks if DEGREE.match(b.text)), "")
    if DEGREE.match(name):
        message = "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu."
        block = next((b for b in blocks if name in b.text), None)
        yield on(ctx, block, name, message, fix=show("Bỏ học vị, chỉ ghi họ và tên."))
    seal = [
        b
        for b in blocks
        if b.text.isupper() and len(b.text.strip()) > 3 and not USUAL.search(b.text)
    ]
    seal = [b for b in seal if b.text.strip() not in (name, name.upper())]
    if name and seal and title:
        message = "Khối chữ ký lẫn nội dung khác (chữ của con dấu?)."
        if ctx.extracted:
            message = "Khối chữ ký lẫn nội dung khác; có thể là chữ của con dấu khi quét."
        fix = show("Giữa chức vụ và họ tên chỉ có chữ ký; chuyển nội dung khác ra ngoài.")
        yield ctx.whole(seal[0], message, fix=fix, confidence="có thể", severity=Severity.INFO)


def on(ctx: Context, block: TextBlock | None, text: str, message: str, **more: object) -> Finding:
    if block is None:
        return ctx.spot(ctx.plan.signatory.place, text, message, **more)
    return ctx.whole(block, message, **more)
