"""CAT-03: the title of a standard is not that of the circular."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.documents.model import Place
from caitien.core.lint._catalogue import Chosen, chosen, nearly, owner_of
from caitien.core.lint._standards import title_place
from caitien.core.lint._titles import clean_title, same_title, starts_like
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, safe
from caitien.core.regulations.model import Standard

RULE = Rule(
    code="TC103",
    slug="standard-title-differs",
    kind="CAT-03",
    severity=Severity.ERROR,
    title="Tên tiêu chuẩn khác thông tư",
    why="Tên chép từ mẫu của cấp học khác làm sai phạm vi của cả tiêu chuẩn.",
    article="Chương II của Thông tư 17, 18, 19/2018; Phụ lục I đến III của Thông tư 57/2026",
)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None:
        return
    seen: set[tuple[str, str]] = set()
    for code, title, place in written(ctx):
        standard = choice.catalogue.standard(code)
        if not standard or (code, title) in seen:
            continue
        seen.add((code, title))
        if same_title(title, standard.title, *standard.also):
            continue
        if "table" in ctx.damage and starts_like(title, standard.title):
            continue  # words of another cell may have been joined to it
        yield finding(ctx, choice, standard, title, place)


def written(ctx: Context) -> Iterator[tuple[str, str, Place]]:
    """Code, title and place of every standard as the table names it."""
    rows = [
        (row.standard, row.title, title_place(ctx, row.standard, row.place))
        for row in ctx.plan.standards
    ]
    if not rows:
        rows = [
            (item.standard or "", item.standard_title, item.place_of("standard"))
            for item in ctx.plan.items
            if "standard_title" not in item.uncertain
        ]
    for code, title, place in rows:
        clean = clean_title(title or "")
        if clean:
            yield code, clean, place


def finding(ctx: Context, choice: Chosen, standard: Standard, title: str, place: Place) -> Finding:
    owner = owner_of(title, standard.code, of="standard")
    other = owner is not None and owner.number != choice.catalogue.number
    whose = f" Tên đang ghi là của Thông tư {owner.number}." if owner and other else ""
    slight = nearly(title, standard.title)
    sure = choice.sure and "table" not in ctx.damage
    right = standard.title.upper() if title.isupper() else standard.title
    # Quite other words may mean that the code is the wrong one: a person has to say.
    plain = sure and (slight or other)
    return ctx.spot(
        place,
        title,
        f"Tên Tiêu chuẩn {standard.code} khác {choice.name}: phải là “{standard.title}”.{whose}",
        fix=safe(right) if plain else ask(right),
        severity=Severity.ERROR if sure and not slight else Severity.WARNING,
        confidence="chắc" if sure else "có thể",
        field="standard_title",
    )
