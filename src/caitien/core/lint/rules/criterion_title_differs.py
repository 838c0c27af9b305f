"""CAT-02: the title of a criterion is not that of the circular."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import Chosen, chosen, damaged, item_codes, owner_of
from caitien.core.lint._issue_titles import issue_titles
from caitien.core.lint._titles import clean_title, cut_short, same_title
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.regulations.model import Criterion
from caitien.core.vietnamese.text import similarity

RULE = Rule(
    code="TC102",
    slug="criterion-title-differs",
    kind="CAT-02",
    severity=Severity.ERROR,
    title="Tên tiêu chí khác thông tư",
    why="Tên khác thường là của bộ tiêu chuẩn cấp học khác, nội dung đánh giá cũng khác theo.",
    article="Chương II của Thông tư 17, 18, 19/2018; Phụ lục I đến III của Thông tư 57/2026",
)

HEADING = re.compile(r"(?:\d{1,2}[.)]\s*)?tiêu chuẩn\s*\d\s*[:.]", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None:
        return
    for block, known in issue_titles(ctx, choice.catalogue):
        fix = ask(known.title)
        said = message(choice, known, None)
        yield ctx.whole(block, said, fix=fix, severity=Severity.WARNING)
    seen: set[tuple[str, str]] = set()
    for item in item_codes(ctx):
        written = clean_title(item.criterion_title or "")
        criterion = choice.catalogue.criterion(item.criterion or "")
        if not written or not criterion or (criterion.code, written) in seen:
            continue
        if HEADING.match(written):
            continue  # the heading of the next standard was read into the cell
        seen.add((criterion.code, written))
        if choice.amended and criterion.standard == "3":
            continue  # the amended criteria of standard 3 are not known in full
        if agrees(written, criterion):
            continue
        owner = owner_of(written, criterion.code)
        torn = damaged(ctx, item=item) or "criterion_title" in item.uncertain
        if owner is None and (torn or cut_short(written, criterion.title, *criterion.also)):
            continue
        sure = choice.sure and not torn
        near = owner is None and similarity(written, criterion.title) > 0.9
        yield ctx.spot(
            item.place_of("criterion"),
            written,
            message(choice, criterion, owner.number if owner else None),
            fix=ask(criterion.title),
            severity=Severity.ERROR if sure and not near else Severity.WARNING,
            confidence="chắc" if sure else "có thể",
            field="criterion_title",
            item=ctx.plan.items.index(item),
        )


def agrees(written: str, criterion: Criterion) -> bool:
    return same_title(written, criterion.title, *criterion.also)


def message(choice: Chosen, criterion: Criterion, owner: str | None) -> str:
    text = f"Tên Tiêu chí {criterion.code} khác {choice.name}: phải là “{criterion.title}”."
    if owner and owner != choice.catalogue.number:
        text += f" Tên đang ghi là của Thông tư {owner}."
    return text
