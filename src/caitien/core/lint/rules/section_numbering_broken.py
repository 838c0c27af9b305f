"""STR-01: numbers of sections or of their parts jump, repeat or start anew."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._standards import title_place
from caitien.core.lint.context import Context
from caitien.core.lint.outline import Numbered, faults
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, show

RULE = Rule(
    code="CT101",
    slug="section-numbering-broken",
    kind="STR-01",
    severity=Severity.ERROR,
    title="Đánh số mục không liên tục",
    why="Số mục nhảy cóc hoặc lặp lại cho thấy thiếu mục, thừa mục hay hai mẫu bị ghép vào nhau.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6",
)


def check(ctx: Context) -> Iterator[Finding]:
    torn = bool({"page_order", "scan"} & ctx.damage)
    for fault in faults(ctx):
        at = fault.at
        if at.depth > 0 and torn:
            continue
        yield ctx.whole(
            at.block,
            fault.message,
            fix=_fix(at, fault.expected) if fault.expected else show(_how(at)),
            severity=Severity.ERROR if at.depth == 0 else Severity.WARNING,
            confidence="có thể" if torn or (ctx.extracted and at.depth > 0) else "chắc",
        )
    yield from row_numbers(ctx)


def row_numbers(ctx: Context) -> Iterator[Finding]:
    """The first heading row of a standard whose number of order is another, after rows that agree.

    So in forms that left a standard out and counted on: "4 | Tiêu chuẩn 5".
    """
    for row in ctx.plan.standards:
        tt = (row.tt or "").strip(" .")
        if not tt.isdigit():
            return
        if tt != row.standard:
            yield ctx.spot(
                title_place(ctx, row.standard, row.place),
                row.text or f"Tiêu chuẩn {row.standard}",
                f"Dòng Tiêu chuẩn {row.standard} mang số thứ tự {tt}: có tiêu chuẩn bị bỏ.",
                fix=show(f"Thêm dòng của tiêu chuẩn còn thiếu; dòng này mang số {row.standard}."),
                severity=Severity.INFO,
                confidence="có thể",
            )
            return


def _how(at: Numbered) -> str:
    if at.number == 1:
        return "Xem lại và bỏ phần thừa."
    return "Thêm phần còn thiếu ở trước, hoặc đánh số lại từ 1."


def _fix(at: Numbered, expected: str) -> Fix:
    return ask(at.block.text.strip().replace(at.label, expected, 1))
