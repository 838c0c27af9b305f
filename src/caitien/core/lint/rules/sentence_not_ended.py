"""SPL-08: a paragraph ends with a comma, or with no sign at all."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import say
from caitien.core.lint._sentence_ends import open_cells, open_lines, trailing_commas
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe, show

RULE = Rule(
    code="CH122",
    slug="sentence-not-ended",
    kind="SPL-08",
    severity=Severity.INFO,
    title="Câu cuối đoạn chưa có dấu chấm",
    why="Đoạn không có dấu kết thúc thì người đọc không biết câu đã hết hay bị mất chữ.",
)

_HOW = show("Thêm dấu chấm cuối đoạn; nếu câu bị cắt thì viết nốt.")
#: so many words of the end are shown
_TAIL = 3


def check(ctx: Context) -> Iterator[Finding]:
    for part in trailing_commas(ctx):
        end = part.text.rstrip().split()[-1]
        message = "Đoạn kết thúc bằng dấu phẩy; câu chưa hết hoặc thừa dấu."
        yield say(ctx, part, message, end, fix=_HOW)
    if "table" not in ctx.damage:
        for part in open_cells(ctx):
            end = " ".join(part.text.split()[-_TAIL:])
            message = "Đoạn này chưa có dấu chấm ở cuối, các đoạn khác đều có."
            yield say(ctx, part, message, end, fix=_HOW)
    for block in open_lines(ctx):
        text = block.text.rstrip()
        start = text.rfind(" ") + 1
        right = text[start:] + "."
        message = "Đoạn này chưa có dấu chấm ở cuối, các đoạn khác đều có."
        yield ctx.at(block, start, len(text), message, fix=safe(right))
