"""TPL-01: blanks of the form are still there: dots, "20…", "(ghi rõ …)"."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.blanks import find_blanks
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="MA101",
    slug="template-blank-left",
    kind="TPL-01",
    severity=Severity.ERROR,
    title="Còn chỗ trống của biểu mẫu",
    why="Chỗ trống của biểu mẫu chưa điền thì kế hoạch chưa xong, chưa thể ban hành.",
)

_HOW = show("Điền nội dung vào chỗ trống, hoặc bỏ cả dòng nếu không dùng.")


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.blocks:
        if block.role in ("header", "signature"):
            continue  # number, date and name left blank are checks of their own
        for blank in find_blanks(block.text):
            shown = " ".join(block.text[blank.start : blank.end].split())
            yield ctx.at(
                block,
                blank.start,
                blank.end,
                f"Còn chỗ trống của biểu mẫu: “{shown}”.",
                fix=_HOW,
                confidence="chắc" if blank.sure else "có thể",
            )
