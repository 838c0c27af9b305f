"""STR-03: a standard is missing from the table of the plan (2018 circulars)."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen
from caitien.core.lint._standards import last_row, named_standards, rest_is_said
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TC105",
    slug="standard-missing-from-table",
    kind="STR-03",
    severity=Severity.ERROR,
    title="Bảng kế hoạch thiếu tiêu chuẩn",
    why="Bảng nêu đủ các tiêu chuẩn hoặc ghi rõ tiêu chuẩn nào không có nội dung cải tiến.",
)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None or choice.catalogue.level_rule.kind != "every_criterion":
        return  # from Thông tư 57/2026 on a plan holds only what comes first
    rows = {row.standard for row in ctx.plan.standards} | {
        item.standard for item in ctx.plan.items if item.standard_title
    }
    present = rows | named_standards(ctx) | {i.standard for i in ctx.plan.items}
    present |= {row.standard for row in ctx.plan.empty_rows}
    missing = [s for s in choice.catalogue.standards if s.code not in present]
    if not (ctx.plan.standards or ctx.plan.items) or not missing:
        return
    if not rows and len(present) < 3:
        return  # codes without heading rows: a choice of a few criteria
    if rest_is_said(ctx):
        return
    codes = ", ".join(s.code for s in missing)
    codes_of = {s.code for s in choice.catalogue.standards}
    at_end = missing[-1].code > max((c for c in present if c in codes_of), default="0")
    torn = bool({"table", "page_order"} & ctx.damage) or "items" in ctx.plan.uncertain
    torn = torn or (ctx.extracted and at_end)  # the end of extracted text may be lost
    sure = bool(rows) and not torn and len(missing) < 3
    lost = " Nếu phần này chỉ bị mất khi trích văn bản, hãy xem lại bản gốc." if torn else ""
    place, excerpt = last_row(ctx)
    yield ctx.spot(
        place,
        excerpt,
        f"Thiếu Tiêu chuẩn {codes} trong bảng kế hoạch.{lost}",
        absent=f"Tiêu chuẩn {codes}",
        fix=show("Thêm hàng của tiêu chuẩn còn thiếu, hoặc ghi “không có nội dung cải tiến”."),
        severity=Severity.ERROR if sure else Severity.WARNING,
        confidence="chắc" if sure else "có thể",
    )
