"""What a rule sees: one plan with its text, places and the regulations it stands under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from caitien.core.documents.model import NOWHERE, Place
from caitien.core.drafts.blocks import text_blocks

from .diagnostic import Confidence, Fix, Severity
from .rule import Finding

if TYPE_CHECKING:
    from datetime import date

    from caitien.core.documents.model import ReadWarning
    from caitien.core.drafts.model import Item, PlanDraft, Reading, Section, TextBlock
    from caitien.core.regulations.citations import Citation
    from caitien.core.regulations.model import Catalogue
    from caitien.core.regulations.office_form import OfficeForm

T = TypeVar("T")

#: formats whose text was extracted: what is not found may have been lost, not left out
EXTRACTED = frozenset({"txt", "pdf"})
_EXCERPT = 90


@dataclass(frozen=True, slots=True)
class Cited:
    """A document cited in the plan: the citation, its block and where it begins and ends there."""

    citation: Citation
    block: TextBlock
    start: int
    end: int


class Context:
    """One plan as rules see it. Everything costly is computed once, when first asked for.

    `today` is None where the caller gave no day: rules then skip what depends on it. `format` is ""
    for a plan that comes from no file. `office` is the form of the school's own office, where the
    caller holds plans to one.
    """

    def __init__(
        self,
        plan: PlanDraft,
        reading: Reading | None = None,
        *,
        today: date | None = None,
        file: str | None = None,
        format: str = "",
        office: OfficeForm | None = None,
    ) -> None:
        self.plan = plan
        self.reading = reading
        self.today = today
        self.office = office
        self.file = reading.file if reading else file
        self.format = reading.format if reading else format
        self._memo: dict[Any, Any] = {}

    # -- what the plan is -------------------------------------------------------------------

    @property
    def plans(self) -> list[PlanDraft]:
        """All plans of the file, in order; the plan alone where it comes from no file."""
        return self.reading.plans if self.reading else [self.plan]

    @property
    def warnings(self) -> list[ReadWarning]:
        """What the reader was unsure of."""
        return self.reading.warnings if self.reading else []

    @property
    def damage(self) -> set[str]:
        """What extraction tore: header, table, page_order, scan."""
        return self.plan.damage

    @property
    def extracted(self) -> bool:
        """True where the text was extracted (.txt, .pdf): parts of the page may be lost."""
        return self.format in EXTRACTED

    @property
    def level(self) -> str | None:
        """The school's level (mam_non, tieu_hoc, thcs, thpt, lien_cap, gdtx)."""
        return self.plan.school_level

    @property
    def sections(self) -> list[Section]:
        """The numbered sections."""
        return self.plan.sections

    @cached_property
    def plan_date(self) -> date | None:
        """The day of the plan where it is whole, else None."""
        from datetime import date

        try:
            return date.fromisoformat(self.plan.date or "")
        except ValueError:
            return None

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """First and last calendar year of the plan: (2024, 2025), over all years of a long plan."""
        first = re.match(r"(\d{4})-(\d{4})$", self.plan.school_year or "")
        last = re.match(r"(\d{4})-(\d{4})$", self.plan.school_year_to or "") or first
        return (int(first[1]), int(last[2])) if first and last else None

    # -- regulations ------------------------------------------------------------------------

    @cached_property
    def cited(self) -> list[Cited]:
        """The documents cited anywhere in the text, in reading order."""
        from caitien.core.regulations.citations import find_citations

        return [
            Cited(citation, block, citation.start, citation.end)
            for block in self.blocks
            for citation in find_citations(block.text)
        ]

    @cached_property
    def cited_catalogue(self) -> Catalogue | None:
        """The catalogue of the first circular on accreditation the plan cites."""
        from caitien.core.regulations.loader import catalogue_by_number

        numbers = [basis.number for basis in self.plan.legal_bases if basis.number]
        numbers += [c.citation.number.full for c in self.cited if c.citation.number]
        for number in numbers:
            found = catalogue_by_number(number, self.level)
            if found:
                return found
        return None

    @cached_property
    def proper_catalogue(self) -> Catalogue | None:
        """The catalogue in force for the school's level on the plan's day (else its first year)."""
        from datetime import date

        from caitien.core.regulations.loader import catalogue_for

        day = self.plan_date or (date(self.years[0], 9, 5) if self.years else None)
        return catalogue_for(self.level, day) if self.level else None

    @property
    def catalogue(self) -> Catalogue | None:
        """The catalogue to read codes by: the proper one where known, else the cited one."""
        return self.proper_catalogue or self.cited_catalogue

    # -- text -------------------------------------------------------------------------------

    @cached_property
    def blocks(self) -> list[TextBlock]:
        """The author's text in reading order; blocks without a visible character left out."""
        return [block for block in text_blocks(self.plan) if block.text.strip()]

    @cached_property
    def _index(self) -> dict[int, int]:
        return {id(block): index for index, block in enumerate(self.blocks)}

    def role(self, *roles: str) -> list[TextBlock]:
        """The blocks of these roles."""
        return [block for block in self.blocks if block.role in roles]

    def find(
        self, pattern: re.Pattern[str], *roles: str
    ) -> Iterator[tuple[TextBlock, re.Match[str]]]:
        """Every match of a pattern, in blocks of these roles (all, where none is named)."""
        for block in self.role(*roles) if roles else self.blocks:
            for match in pattern.finditer(block.text):
                yield block, match

    def line(self, name: str) -> TextBlock | None:
        """A form line (national_name, motto, number_line, date_line) as a block; None if absent."""
        text = self.plan.form_lines.get(name)
        if not text:
            return None
        for block in self.blocks:
            if " ".join(block.text.split()) == " ".join(text.split()):
                return block
        from caitien.core.drafts.model import TextBlock

        place = self.plan.place_of(name)
        return TextBlock(text, "header", self._place_of_text(text) if place == NOWHERE else place)

    def memo(self, function: Callable[[Context], T]) -> T:
        """`function(ctx)`, computed once: what several rules share."""
        if function not in self._memo:
            self._memo[function] = function(self)
        result: T = self._memo[function]
        return result

    # -- findings ---------------------------------------------------------------------------

    def at(
        self,
        block: TextBlock,
        start: int,
        end: int,
        message: str,
        *,
        fix: Fix | None = None,
        severity: Severity | None = None,
        confidence: Confidence = "chắc",
        article: str | None = None,
        why: str | None = None,
    ) -> Finding:
        """A finding on `block.text[start:end]`."""
        return Finding(
            message=message,
            place=self.known(block.place_at(start)),
            excerpt=block.text[start:end],
            fix=fix,
            severity=severity,
            confidence=confidence,
            article=article,
            why=why,
            field=block.field,
            item=block.item,
            offset=start,
            order=self._order_of(block, start),
        )

    def whole(self, block: TextBlock, message: str, **more: Any) -> Finding:
        """A finding on the whole visible text of a block. `more` as for `at`."""
        start = len(block.text) - len(block.text.lstrip())
        return self.at(block, start, len(block.text.rstrip()), message, **more)

    def cell(self, item: Item, name: str, message: str, **more: Any) -> Finding:
        """A finding on a field of an item: on the whole cell, or on the row where it is empty.

        Pass `absent="…"` where the cell is empty; then the excerpt names the row.
        """
        text = item.text_of(name) if hasattr(item, name) else None
        if not text:
            text = item.code_text or item.criterion or item.target or item.content or ""
        place = item.place_of(name)
        index = next((i for i, other in enumerate(self.plan.items) if other is item), None)
        return self.spot(place, _short(text), message, field=name, item=index, **more)

    def value(self, name: str, message: str, **more: Any) -> Finding:
        """A finding on a header value (plan_number, date, school_year …), as it was written."""
        text = self.plan.form_lines.get(name) or str(getattr(self.plan, name, None) or "")
        return self.spot(self.plan.place_of(name), text, message, field=name, **more)

    def spot(self, place: Place, excerpt: str, message: str, **more: Any) -> Finding:
        """A finding on a place. `more` are the other fields of a Finding."""
        if place == NOWHERE:
            place = self._place_of_text(excerpt)
        finding = Finding(message=message, place=self.known(place), excerpt=excerpt, **more)
        return replace(finding, order=self._order(finding.place, excerpt))

    def missing(self, what: str, near: tuple[str, ...] = ("title",), **more: Any) -> Finding:
        """A finding that something is absent; the place is where it should stand.

        `what` is Vietnamese ("số văn bản"); `near` names fields, form lines or block roles, or
        "end"; the first one known gives the place. In extracted text it is worded as not found:
        a warning, "có thể".
        """
        message = more.pop("message", None) or f"Thiếu {what}."
        if self.extracted or "header" in self.damage:
            message = f"Không tìm thấy {what} trong văn bản trích xuất; hãy xem lại bản gốc."
            more.setdefault("severity", Severity.WARNING)
            more.setdefault("confidence", "có thể")
        place, excerpt = self._near(near)
        return self.spot(place, _short(excerpt), message, absent=what, **more)

    def _near(self, names: tuple[str, ...]) -> tuple[Place, str]:
        for name in names:
            if name == "end" and self.blocks:
                return self.blocks[-1].place, self.blocks[-1].text
            place = self.plan.place_of(name)
            if place != NOWHERE:
                value = self.plan.form_lines.get(name) or getattr(self.plan, name, None)
                return place, value if isinstance(value, str) else ""
            for block in self.blocks:
                if block.role == name or block.field == name:
                    return block.place, block.text
        first = self.blocks[0] if self.blocks else None
        return (first.place, first.text) if first else (NOWHERE, "")

    def known(self, place: Place) -> Place:
        """The place, never without a file, in a .txt never without a line."""
        if place.file is None and self.file:
            place = replace(place, file=self.file)
        if self.format == "txt" and place.line is None:
            place = replace(place, line=self._first_line)
        return place

    @cached_property
    def _first_line(self) -> int:
        return next((b.place.line for b in self.blocks if b.place.line is not None), 1)

    def _place_of_text(self, excerpt: str) -> Place:
        if excerpt:
            for block in self.blocks:
                at = block.text.find(excerpt)
                if at >= 0:
                    return block.place_at(at)
        return NOWHERE

    def _order_of(self, block: TextBlock, start: int) -> tuple[int, int]:
        index = self._index.get(id(block))
        return self._order(block.place, block.text) if index is None else (index, start)

    def _order(self, place: Place, excerpt: str) -> tuple[int, int]:
        here = self._at_place.get(_numbers(place), ())
        for index in here:
            at = self.blocks[index].text.find(excerpt) if excerpt else 0
            if at >= 0:
                return index, at
        if here:
            return here[0], 0
        near = (index for index, block in enumerate(self.blocks) if _same_row(block.place, place))
        return next(near, -1), 0

    @cached_property
    def _at_place(self) -> dict[tuple[int | None, ...], list[int]]:
        """The indexes of the blocks at each place."""
        found: dict[tuple[int | None, ...], list[int]] = {}
        for index, block in enumerate(self.blocks):
            found.setdefault(_numbers(block.place), []).append(index)
        return found


def _numbers(place: Place) -> tuple[int | None, ...]:
    """A place without its file."""
    return place.page, place.line, place.table, place.row, place.column, place.paragraph


def _same_row(a: Place, b: Place) -> bool:
    if b.table is not None:
        return (a.table, a.row) == (b.table, b.row)
    return b.line is not None and a.line is not None and a.line >= b.line


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
