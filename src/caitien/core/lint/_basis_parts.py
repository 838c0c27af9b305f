"""What a citation of a document lacks (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caitien.core.vietnamese.dates import paper_date

from ._where import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from ._legal import Cited
    from .context import Context

ISSUER = re.compile(
    r"\bcủa\s+(?:[A-ZĐƯÔÂÁỦ]|trường|nhà trường|phòng|sở|bộ|ủy ban|chính phủ|hiệu trưởng)", re.I
)
#: words that may stand after a number without saying what the document is about
NO_SUBJECT = re.compile(r"^[\s,;.:()”\"'…/-]*$|^\s*(?:như sau|này)\b", re.IGNORECASE)
#: a basis that names a kind of document first: "1. Kế hoạch thực hiện nhiệm vụ năm học …"
_NAMED = re.compile(
    r"\s*(?:\d{1,2}[.)]\s*|[-–+•]\s*)?(?:Căn cứ\s+)?"
    r"(?P<what>(?P<kind>Kế hoạch|Quyết định|Nghị quyết|Công văn|Chỉ thị|Báo cáo"
    r"|Hướng dẫn|Thông báo|Đề án|Tờ trình)\s[^.;,()]{6,90})",
    re.IGNORECASE,
)
#: "Báo cáo tự đánh giá số 18/BC-…": the subject stands between kind and number
_KIND_BEFORE = re.compile(
    r"(?:Báo cáo|Kế hoạch|Quyết định|Nghị quyết|Biên bản|Tờ trình|Thông báo|Hướng dẫn|Chương trình"
    r"|Thông tư|Công văn|Quy chế)\b(?P<about>(?:[^.;\d]|(?<!\d)20\d\d(?!\d)){0,90})$",
    re.IGNORECASE,
)
#: "Kết quả đánh giá ngoài tháng 7 năm 2020": the document that tells it is not named
_OUTER = re.compile(
    r"\s*(?:\d{1,2}[.)]\s*|[-–+•]\s*)?(?:Căn cứ\s+)?(?P<what>(?:kết quả|kết luận|ý kiến)"
    r"[^.;,()\n]{0,30}(?:đánh giá ngoài|ĐGN)[^.;,()\n]{0,60})",
    re.IGNORECASE,
)
_LETTER = re.compile(r"công văn|hướng dẫn|thông báo|quyết định|chỉ thị|nghị quyết", re.IGNORECASE)
_NUMBER = re.compile(
    r"số\s*:?\s*[\d…]|\d+\s*/(?!\s*20\d\d(?![\d/]))|ngày\s+[\d…]|\.\.|…", re.IGNORECASE
)
#: "Quyết định số 3031 ngày …": a number without its symbol
_BARE = re.compile(
    r"(?<!\w)(?:Quyết định|Kế hoạch|Nghị quyết|Công văn|Tờ trình|Báo cáo|Thông tư|Nghị định)"
    r" số \d+(?=[ ,]+(?:ngày|của)\b)"
)
_NEW = re.compile(
    r"(?<=theo )(?:thông tư|TT|công văn|quyết định) (?:mới(?: nhất)?|hiện hành)(?!\w)", re.I
)


def unnumbered(ctx: Context) -> Iterator[tuple[TextBlock, int, int, str]]:
    """The bases that name a document without number and day.

    The form of Thông tư 57/2026 prints such lines itself, for reports and plans.
    """
    law = ctx.proper_catalogue or ctx.cited_catalogue
    printed = law is not None and law.level_rule.kind == "quota"
    for block in ctx.role("basis"):
        match = _NAMED.match(block.text)
        outer = _OUTER.match(block.text)
        if outer and not re.search(r"số\s*:?\s*[\d…]|\d/|ngày\s+[\d…]", block.text):
            what = outer["what"].rstrip()
            start = outer.start("what")
            yield block, start, start + len(what), "số và ngày của văn bản nêu kết quả ấy"
        if match is None or _NUMBER.search(block.text):
            continue
        if printed and not _LETTER.match(match["kind"]):
            continue
        yield block, match.start("what"), match.end("what"), "số và ngày ban hành"


def vague(ctx: Context) -> Iterator[tuple[TextBlock, int, int, str]]:
    """Documents named outside the bases by half a number, or only as "the new one"."""
    for block in prose(ctx):
        if block.role in ("body", "cell"):
            for match in _BARE.finditer(block.text):
                yield block, *match.span(), "ký hiệu"
            for match in _NEW.finditer(block.text):
                yield block, *match.span(), "số và ký hiệu"


def missing(one: Cited) -> list[str]:
    """What the citation lacks, in the order of the decree."""
    c, text = one.citation, one.block.text
    after = text[max((c.number_span or (0, c.start))[1], c.start) : c.end]
    if c.number is None:
        return [] if c.date else ["ngày ban hành"]
    letter = c.kind is not None and c.kind.name == "Công văn"
    symbol = c.number.symbol or ""
    by_date = after[max(0, (c.date_span or (0, 0))[1] - (c.number_span or (0, 0))[1]) :]
    named = _KIND_BEFORE.search(text[: c.start])
    about = named is not None and len(named["about"].split()) > 2
    checks = [
        ("tên loại văn bản", c.type_word is None and named is None),
        ("ký hiệu", not symbol),
        ("đơn vị soạn thảo trong ký hiệu", letter and bool(symbol) and "-" not in symbol),
        ("ngày ban hành", c.date is None),
        ("cơ quan ban hành", c.issuer is None and not ISSUER.search(after)),
        ("trích yếu", c.title is None and not about and bool(NO_SUBJECT.match(by_date))),
    ]
    return [name for name, lost in checks if lost]


def how(one: Cited) -> str:
    """How to complete the basis: with the whole citation of a known document, else in general."""
    known = one.document
    if known is None or not known.issued or not known.issuer:
        return "Ghi đủ: tên loại, số và ký hiệu, ngày ban hành, cơ quan ban hành, trích yếu."
    named = f"{known.kind} số {known.number}"
    if known.kind == "Luật":  # a law is known by its name
        named = known.title or known.kind
    return f"Ghi đủ: {named} {paper_date(known.issued)} của {known.issuer} …"
