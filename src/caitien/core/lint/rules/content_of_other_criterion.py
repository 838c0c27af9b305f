"""CAT-05: a row does not speak of its criterion but of another."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen, damaged, item_codes
from caitien.core.lint._topics import edition_of, stranger
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TC109",
    slug="content-of-other-criterion",
    kind="CAT-05",
    severity=Severity.WARNING,
    title="Nội dung không thuộc tiêu chí",
    why="Việc làm đặt nhầm tiêu chí thì khi đánh giá lại tiêu chí đó vẫn không có gì mới.",
    article="Chương II của Thông tư 17, 18, 19/2018; Phụ lục I đến III của Thông tư 57/2026",
)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None:
        return
    edition = edition_of(choice.catalogue)
    for item in item_codes(ctx):
        criterion = choice.catalogue.criterion(item.criterion or "")
        if criterion is None or item.partial or (choice.amended and criterion.standard == "3"):
            continue
        found = stranger(item, criterion.code, edition)
        if found is None:
            continue
        topic, words = found
        better = choice.catalogue.criterion(topic.codes[edition][0])
        if better is None or better.code == criterion.code:
            continue
        spoken = ", ".join(f"“{word}”" for word in words[:3])
        yield ctx.spot(
            item.place_of("criterion"),
            item.code_text or f"Tiêu chí {criterion.code}",
            f"Nội dung không thuộc Tiêu chí {criterion.code} ({criterion.title}): nói về {spoken}; "
            f"gần với Tiêu chí {better.code} ({better.title}).",
            fix=show(
                f"Chuyển sang Tiêu chí {better.code}, hoặc nói rõ gắn với {criterion.code} thế nào."
            ),
            confidence="có thể",
            severity=RULE.severity if not damaged(ctx, item=item) else Severity.WARNING,
            field="criterion",
            item=ctx.plan.items.index(item),
        )
