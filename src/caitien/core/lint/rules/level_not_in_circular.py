"""CAT-04: a criterion is given a level for which the circular asks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen, damaged, item_codes
from caitien.core.lint._cells import cells, mark
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

#: a result that is a level
AIM = re.compile(r"\W*(?:đạt\s)?(?:được\s)?Mức\s?(?P<level>[1-4])(?![\d/])", re.IGNORECASE)
_MOST = 3  # no criterion has more levels; "Mức 4" is told by articles
#: an aim above the two levels of Thông tư 57/2026
HIGHER = re.compile(
    r"(?<!\w)đạt\s(?:được\s)?(?P<level>Mức\s?(?:độ\s)?[34])(?![\d/])", re.IGNORECASE
)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None:
        return
    if choice.catalogue.level_rule.kind == "quota" and choice.sure:
        for block in cells(ctx):
            for match in HIGHER.finditer(block.text if block.item is not None else ""):
                words = f"{choice.name} chỉ có Mức 1 và Mức 2, không có {match['level']}."
                how = show("Ghi Mức 1 hoặc Mức 2 của Thông tư 57/2026.")
                yield mark(ctx, block, *match.span("level"), words, fix=how)
    fourth = [i for i in ctx.plan.items if i.level == _MOST + 1 and "." in (i.criterion or "")]
    for item in (*item_codes(ctx), *fourth):
        criterion = choice.catalogue.criterion(item.criterion or "")
        level = item.level
        if level is None and (told := AIM.match(item.target or "")):
            level = int(told["level"])
        if criterion is None or level is None or level in criterion.levels:
            continue
        if choice.amended and level <= _MOST:
            continue  # the levels of the amended criteria are not known in full
        sure = choice.sure and not damaged(ctx, item=item) and "level" not in item.uncertain
        yield ctx.spot(
            item.place_of("level") if "level" in item.places else item.place_of("criterion"),
            item.code_text or criterion.code,
            f"Tiêu chí {criterion.code} không có Mức {level};"
            f" {choice.name} chỉ có đến Mức {criterion.top}.",
            fix=show(f"Ghi mức cần đạt cao nhất là Mức {criterion.top}."),
            severity=Severity.ERROR if sure else Severity.WARNING,
            confidence="chắc" if sure else "có thể",
            field="level",
            item=ctx.plan.items.index(item),
        )
