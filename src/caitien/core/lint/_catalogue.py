"""Which catalogue of standards and criteria a plan stands under."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caitien.core.regulations.loader import catalogue_by_number, catalogue_ids, load_catalogue

from ._legal import cited, level_sure
from ._titles import plain_title, same_title

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item
    from caitien.core.regulations.model import Catalogue

    from .context import Context


@dataclass(frozen=True, slots=True)
class Chosen:
    """The catalogue to read a plan by.

    `sure`: the level is written and a basis or day points to it.
    `amended`: the plan stands under later changes of the circular that are only partly known.
    """

    catalogue: Catalogue
    sure: bool
    amended: bool

    @property
    def name(self) -> str:
        """ "Thông tư 17/2018/TT-BGDĐT"."""
        return f"Thông tư {self.catalogue.number}"


def chosen(ctx: Context) -> Chosen | None:
    """The circular the plan cites where it governs the school, else the one in force; else None."""
    return ctx.memo(_choose)


def _choose(ctx: Context) -> Chosen | None:
    numbers = [c.document.number for c in cited(ctx) if c.document]
    named = [found for n in dict.fromkeys(numbers) if (found := catalogue_by_number(n, ctx.level))]
    level = ctx.level
    fitting = [c for c in named if level is None or level in c.school_levels]
    if len(fitting) > 1 and (day := _day(ctx)):
        fitting = [c for c in fitting if c.in_force_on(day)] or fitting
    form, now = ctx.plan.table_layout == "bieu2_tt57", ctx.proper_catalogue
    if form and now and now.level_rule.kind == "quota":
        best = now  # written in the form of the circular now in force, whatever is cited
    elif fitting:
        best = fitting[0]
    elif level and ctx.proper_catalogue:
        best = ctx.proper_catalogue
    else:
        return None
    sure = level_sure(ctx) and bool(fitting or ctx.plan_date or ctx.years)
    return Chosen(best, sure, _amended(ctx, best, set(numbers)))


def _day(ctx: Context) -> date | None:
    return ctx.plan_date or (date(ctx.years[0], 9, 5) if ctx.years else None)


def _amended(ctx: Context, catalogue: Catalogue, numbers: set[str]) -> bool:
    day = _day(ctx)
    return any(
        amendment.number in numbers or (day is not None and day >= amendment.in_force_from)
        for amendment in catalogue.edition.amendments
    )


def item_codes(ctx: Context) -> list[Item]:
    """The items under Mức 1 to 3 that carry the code of a criterion ("2.1")."""
    return [i for i in ctx.plan.items if i.criterion and "." in i.criterion and i.level != 4]


def owner_of(title: str, code: str | None = None, *, of: str = "criterion") -> Catalogue | None:
    """The catalogue that has this very title (at this code); None where none or several kinds do.

    `of` is "criterion" or "standard".
    """
    for catalogue_id in catalogue_ids():
        catalogue = load_catalogue(catalogue_id)
        parts = catalogue.criteria if of == "criterion" else catalogue.standards
        for part in parts:
            if code is not None and part.code != code:
                continue
            if same_title(title, part.title, *part.also) or (
                of == "standard" and nearly(title, part.title)
            ):
                return catalogue
    return None


def nearly(written: str, official: str) -> bool:
    """Whether a title lacks or adds no more than one word that counts."""
    mine, theirs = Counter(plain_title(written)), Counter(plain_title(official))
    return ((mine - theirs) + (theirs - mine)).total() < 2


def damaged(ctx: Context, *, item: Item | None = None, field: str = "criterion") -> bool:
    """Whether the table is torn, or the reader is unsure of this field of this row."""
    if "table" in ctx.damage or "items" in ctx.plan.uncertain:
        return True
    return item is not None and (item.partial or field in item.uncertain)
