"""NUM-02: the number of criteria of a level is not that of the circular."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import Chosen, chosen
from caitien.core.lint._level_counts import ABOUT, AFTER, FIRST, LEVEL, SHORT
from caitien.core.lint._time import sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.regulations.loader import catalogue_ids, load_catalogue

RULE = Rule(
    code="SO102",
    slug="denominator-wrong",
    kind="NUM-02",
    severity=Severity.ERROR,
    title="Mẫu số của tỷ lệ tiêu chí đạt không đúng số tiêu chí của thông tư",
    why="Mỗi mức có số tiêu chí riêng; sai mẫu số thì tỷ lệ đạt cũng sai.",
)

#: a count of one standard, or of the mandatory criteria, has another denominator
PART = re.compile(r"tiêu\s+chuẩn\s*\d|bắt\s+buộc|còn\s+lại|trong\s+đó", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None:
        return
    for pattern in (FIRST, AFTER, LEVEL, SHORT):
        for block, match in ctx.find(pattern):
            line = block.text[: match.start()].split("\n")[-1] + match.group()
            level, total = int(match["level"]), int(match["b"])
            if pattern is SHORT and not re.search(
                r"tự đánh|đánh giá ngoài|tiêu chí", block.text, re.I
            ):
                continue
            if pattern is SHORT and not ABOUT.search(block.text):
                continue
            if PART.search(line) or total in allowed(ctx, choice, level):
                continue
            right = choice.catalogue.counts.get(level)
            if right is None:
                continue
            sure = choice.sure and int(match["a"]) <= right
            yield ctx.at(
                block,
                match.start("a"),
                match.end("b"),
                f"Mẫu số {total} sai: {choice.name} có {right} tiêu chí ở Mức {level}.",
                fix=ask(f"{match['a'] if match['a'] != match['b'] else right}/{right}"),
                severity=Severity.ERROR if sure else Severity.WARNING,
                confidence="chắc" if sure else "có thể",
            )


def allowed(ctx: Context, choice: Chosen, level: int) -> set[int]:
    """Totals that may be right: the circular's, the amended one's, those of an older report."""
    totals = {choice.catalogue.counts.get(level, 0)}
    if choice.amended:  # the totals after the amendment are known from second hand only
        base = choice.catalogue.counts.get(1, 0)
        totals |= {base - 3} if level < 3 else set(range(10, base))
    day = sure_date(ctx)
    later = choice.catalogue.level_rule.kind == "quota" or (day is not None and day.year >= 2026)
    for catalogue_id in catalogue_ids() if later else ():
        other = load_catalogue(catalogue_id)
        if ctx.level in other.school_levels:
            totals.add(other.counts.get(level, 0))
    return totals
