"""CAT-04: a criterion is given a level for which the circular asks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen, damaged, item_codes
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TC104",
    slug="level-not-in-circular",
    kind="CAT-04",
    severity=Severity.ERROR,
    title="Tiêu chí không có mức đã ghi",
    why="Không phải tiêu chí nào cũng có Mức 3; mức không có yêu cầu thì không thể phấn đấu đạt.",
    article="Chương II của Thông tư 17, 18, 19/2018; Phụ lục I đến III của Thông tư 57/2026",
)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None or choice.amended:
        return
    for item in item_codes(ctx):
        criterion = choice.catalogue.criterion(item.criterion or "")
        if criterion is None or item.level is None or item.level in criterion.levels:
            continue
        sure = choice.sure and not damaged(ctx, item=item) and "level" not in item.uncertain
        yield ctx.spot(
            item.place_of("level") if "level" in item.places else item.place_of("criterion"),
            item.code_text or criterion.code,
            f"Tiêu chí {criterion.code} không có Mức {item.level};"
            f" {choice.name} chỉ có đến Mức {criterion.top}.",
            fix=show(f"Ghi mức cần đạt cao nhất là Mức {criterion.top}."),
            severity=Severity.ERROR if sure else Severity.WARNING,
            confidence="chắc" if sure else "có thể",
            field="level",
            item=ctx.plan.items.index(item),
        )
