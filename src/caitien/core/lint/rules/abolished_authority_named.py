"""A plan after 01/7/2025 names a body or unit of the district level that no longer exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._time import sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TT112",
    slug="abolished-authority-named",
    kind=None,
    severity=Severity.ERROR,
    title="Nêu cơ quan, đơn vị hành chính cấp huyện đã bãi bỏ",
    why="Từ 01/7/2025 chỉ còn cấp tỉnh và cấp xã; không còn Phòng GD&ĐT, quận, huyện, thị xã.",
    article="Luật Tổ chức chính quyền địa phương năm 2025",
)

#: the first day without districts
SINCE = date(2025, 7, 1)
NAME = r"[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ][\wà-ỹ]*"
GONE = re.compile(
    r"(?<!\w)(?P<office>(?i:phòng)\s+(?:GD\s?&?\s?ĐT|(?i:giáo\s+dục(?:\s+và\s+đào\s+tạo)?))"
    r"|PGD(?:\s?&?\s?ĐT)?(?!\w))"
    r"|(?<!\w)(?P<body>(?:UBND|HĐND|(?i:ủy ban nhân dân|cấp))"
    r"\s+(?i:quận|huyện|thị xã))(?!\w)"
    rf"|(?<!\w)(?P<unit>(?i:quận|huyện|thị xã)\s+(?:{NAME}|\d{{1,2}})(?:\s+{NAME})*)"
)
#: the past may be told
PAST = re.compile(
    r"trước (?:đây|ngày|khi|năm|sáp nhập)|nguyên là|\bcũ\b|\(cũ\)|năm 20(?:[01]\d|2[0-4])"
    r"|(?:/|-)20(?:[01]\d|2[0-4])"
    r"|thành lập|năm học 20(?:1\d|2[0-4])|khi còn|sáp nhập|chuyển từ",
    re.IGNORECASE,
)
_HOW = show("Ghi UBND xã, phường, đặc khu hoặc Sở Giáo dục và Đào tạo đang quản lý trường.")


def check(ctx: Context) -> Iterator[Finding]:
    day = sure_date(ctx)
    if day is None or day < SINCE:
        return
    spots: dict[str, list[tuple[TextBlock, re.Match[str]]]] = {}
    for block in ctx.blocks:
        for match in GONE.finditer(block.text):
            around = block.text[max(0, match.start() - 120) : match.end() + 80]
            if block.role in ("signature",) or (block.role == "basis" and PAST.search(block.text)):
                continue
            if block.role not in ("header", "recipients") and PAST.search(around):
                continue
            name = " ".join(match.group().split())
            spots.setdefault(name.casefold(), []).append((block, match))
    for found in spots.values():
        block, match = found[0]
        more = f" (và {len(found) - 1} chỗ khác)" if len(found) > 1 else ""
        form = any(b.role in ("header", "recipients") for b, _ in found)
        yield ctx.at(
            block,
            *match.span(),
            f"“{match.group()}” không còn từ 01/7/2025{more}.",
            fix=_HOW,
            severity=RULE.severity if form or match["office"] else Severity.WARNING,
        )
