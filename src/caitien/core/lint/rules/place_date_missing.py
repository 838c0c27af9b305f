"""FRM-04: place or date of the plan is absent or left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe, show

RULE = Rule(
    code="TT104",
    slug="place-date-missing",
    kind="FRM-04",
    severity=Severity.ERROR,
    title="Thiếu địa danh, ngày tháng năm",
    why="Không có ngày ban hành thì không soát được căn cứ và các mốc thời gian của kế hoạch.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4",
)

DATE = re.compile(
    r"(?P<place>[^,\n]*?)[,.]?\s*\bngày(?P<day>[^\w]*\d*[^\w]*)tháng(?P<month>[^\w]*\d*[^\w]*)"
    r"năm\s*(?P<year>[\d.…_\s]*)",
    re.IGNORECASE,
)
_HOW = show("Ghi địa danh và ngày ký, ví dụ “…, ngày 05 tháng 9 năm 2025”.")
_WHAT = "địa danh, ngày tháng năm"
_TOP = 15


def check(ctx: Context) -> Iterator[Finding]:
    block = ctx.line("date_line") or _blank_line(ctx)
    match = DATE.search(block.text) if block else None
    if block and match:
        if not _whole(match):
            message = "Ngày tháng năm của kế hoạch chưa ghi đủ."
            yield ctx.at(block, match.start(), match.end(), message, fix=_HOW)
        elif not ctx.plan.place and not match["place"].strip(" .…_\t,"):
            yield ctx.whole(block, "Thiếu địa danh trước ngày tháng năm.", fix=_HOW)
        elif (right := _padded(match)) and not ctx.extracted:
            message = "Ngày dưới 10 và tháng 1, 2 phải thêm số 0 ở trước."
            written = (match.start("day"), match.end("month"))
            yield ctx.at(block, *written, message, fix=safe(right), severity=Severity.INFO)
    elif not ctx.plan.date:
        near = ("date_line", "number_line", "national_name", "header", "title")
        yield ctx.missing(_WHAT, near, fix=_HOW)


def _padded(match: re.Match[str]) -> str | None:
    """Day and month with the noughts the decree asks for; None where they are right."""
    day, month = match["day"].strip(), match["month"].strip()
    if not (day.isdigit() and month.isdigit()) or not (len(day) == 1 or month in ("1", "2")):
        return None
    return f" {day.zfill(2)} tháng {month.zfill(2) if int(month) < 3 else month} "


def _whole(match: re.Match[str]) -> bool:
    year = "".join(filter(str.isdigit, match["year"]))
    days = [any(map(str.isdigit, match[name])) for name in ("day", "month")]
    return all(days) and len(year) == 4


def _blank_line(ctx: Context) -> TextBlock | None:
    """A date line whose blanks kept the reader from knowing it for one."""
    for block in ctx.blocks[:_TOP]:
        match = DATE.search(block.text)
        if match and block.role in ("header", "body", "title") and not _whole(match):
            return block
    return None
