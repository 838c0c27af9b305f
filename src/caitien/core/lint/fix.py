"""Choosing fixes and placing them: from diagnostics to edits of a Word file's paragraphs.

Only fixes marked `safe` run unasked; none on a paper that was signed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caitien.core.documents.editing import Edit, place_key

from .context import Context
from .run import all_rules, run_rules

if TYPE_CHECKING:
    from datetime import date

    from caitien.core.documents.model import Document, Paragraph, Place
    from caitien.core.drafts.model import Reading

    from .diagnostic import Diagnostic

#: why a fix was not placed, by code
LEFT = {
    "issued": "văn bản đã ký hoặc đã phát hành, không tự sửa",
    "format": "chỉ sửa thẳng được tệp Word (.docx)",
    "absent": "chỗ này thiếu chữ, người viết phải tự bổ sung",
    "not-found": "không thấy đúng đoạn chữ này trong một đoạn văn của tệp",
    "several": "đoạn chữ này có ở nhiều chỗ, không chắc phải sửa chỗ nào",
    "conflict": "chồng lên một chỗ sửa khác",
    "unwritable": "chỗ này không sửa thẳng trong tệp được",
}
_BLANK = "[ \t\u00a0]+"
#: a line that says the paper was signed, and those a digital signature prints
_SIGNED = re.compile(
    r"\W*(?:đã\s+(?:ký|kí)(?:\s+(?:tên|số|điện tử))?(?:\s*,?\s*(?:và\s+)?đóng\s+dấu)?"
    r"|đã\s+đóng\s+dấu)\W*"
    r"|\W*sao\s+(?:y|lục)(?:\s+(?:bản\s+chính|công\s+báo))?\W*"
    r"|(?:được\s+)?(?:người\s+ký|ký\s+bởi|thời\s+gian\s+ký)\s*:.*"
    r"|(?:digitally\s+)?signed\s+by\s*:?.*|signature\s+(?:not\s+verified|valid).*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A fix with the edit that makes it, in the text of `paragraph`."""

    diagnostic: Diagnostic
    edit: Edit
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Left:
    """A fix that was chosen but not made; `reason` is Vietnamese."""

    diagnostic: Diagnostic
    code: str
    reason: str


@dataclass(slots=True)
class FixPlan:
    """The fixes of one round: those placed, in reading order of their paragraphs, and the rest."""

    placed: list[Placed]
    left: list[Left]

    @property
    def edits(self) -> list[Edit]:
        """The edits, none overlapping another."""
        return [one.edit for one in self.placed]


def plan_fixes(
    reading: Reading,
    diagnostics: Sequence[Diagnostic],
    document: Document,
    *,
    also: Collection[str | int] = (),
    force: bool = False,
    today: date | None = None,
    exact: bool = False,
    spare: Callable[[Diagnostic], bool] | None = None,
) -> FixPlan:
    """The edits that make the safe fixes of `diagnostics`, found in `reading` of `document`.

    `also` adds fixes of `ask` that have a replacement: codes or slugs of rules, or indexes into
    `diagnostics`. Where edits overlap the widest is made, then the earliest; the others are left
    for another round. Nothing is placed on a signed paper (see `signed_line`) unless `force`.
    `today` must be the day the diagnostics were made with. `exact`: only fixes whose place is
    known to the letter, each at that one spot. `spare` names findings that stay as they are.
    """
    chosen = [one for i, one in enumerate(diagnostics) if _is_chosen(one, i, also)]
    chosen = [one for one in chosen if spare is None or not spare(one)]
    if document.format != "docx":
        return FixPlan([], [left(one, "format") for one in chosen])
    if not force and signed_line(document) is not None:
        return FixPlan([], [left(one, "issued") for one in chosen])
    found: list[Placed] = []
    missed: list[Left] = []
    places = _Places(document)
    for diagnostic in chosen if exact else _every(reading, chosen, places, today):
        spans, code = places.locate(diagnostic, exact=exact)
        if code:
            missed.append(left(diagnostic, code))
        found += [_placed(diagnostic, *span) for span in spans if not _done(diagnostic, *span)]
    placed, crossed = _settled(found)
    return FixPlan(placed, missed + [left(one.diagnostic, "conflict") for one in crossed])


def left(diagnostic: Diagnostic, code: str, reason: str | None = None) -> Left:
    """A fix not made, with the reason of LEFT."""
    return Left(diagnostic, code, reason or LEFT[code])


def signed_line(document: Document) -> str | None:
    """The line that shows a paper was signed or is a certified copy; None for a draft.

    A number, a date and the signer's name make no issued paper: drafts have them too. What does is
    a line "(Đã ký)" or "(Đã ký, đóng dấu)", "SAO Y", or what a digital signature prints.
    """
    for paragraph in document.paragraphs():
        for line in paragraph.text.split("\n"):
            line = " ".join(line.split())
            if 4 < len(line) < 200 and _SIGNED.fullmatch(line):
                return line
    return None


def is_safe(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic has a fix that may be made unasked."""
    fix = diagnostic.fix
    return fix is not None and fix.applicability == "safe" and fix.replacement is not None


def _is_chosen(diagnostic: Diagnostic, index: int, also: Collection[str | int]) -> bool:
    fix = diagnostic.fix
    if fix is None or fix.replacement is None or fix.applicability == "show":
        return False
    wanted = {index, diagnostic.code, diagnostic.slug}
    return fix.applicability == "safe" or not wanted.isdisjoint(also)


def _placed(diagnostic: Diagnostic, paragraph: Paragraph, start: int, end: int) -> Placed:
    fix = diagnostic.fix
    text = (fix.replacement if fix else None) or ""
    old = paragraph.text[start:end]
    return Placed(
        diagnostic, Edit(paragraph.place, start, end, text, old, paragraph.text), paragraph
    )


def _done(diagnostic: Diagnostic, paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether the new words stand there already, of which the old ones are the beginning."""
    new = (diagnostic.fix.replacement if diagnostic.fix else None) or ""
    return len(new) > end - start and paragraph.text.startswith(new, start)


class _Places:
    """The paragraphs of a document by place."""

    def __init__(self, document: Document) -> None:
        self._all = list(document.paragraphs())
        self._by_key: dict[tuple[int | None, ...], list[Paragraph]] = defaultdict(list)
        for paragraph in self._all:
            self._by_key[place_key(paragraph.place)].append(paragraph)

    def at(self, place: Place) -> list[Paragraph]:
        """The paragraphs at a place: one as a rule, those of a cell or row where it says less."""
        if place.paragraph is not None:
            return self._by_key.get(place_key(place), [])
        if place.table is None:
            return []
        wanted = [(i, v) for i, v in enumerate(place_key(place)) if v is not None]
        return [p for p in self._all if all(place_key(p.place)[i] == v for i, v in wanted)]

    def locate(
        self, diagnostic: Diagnostic, *, exact: bool = False
    ) -> tuple[list[tuple[Paragraph, int, int]], str]:
        """The spans a fix replaces, or the code of the reason why there is none."""
        if not diagnostic.excerpt or diagnostic.absent:
            return [], "absent"
        place, excerpt, offset = diagnostic.place, diagnostic.excerpt, diagnostic.offset
        around = self.at(place)
        if offset is not None:
            end = offset + len(excerpt)
            fitting = [p for p in around if p.text[offset:end] == excerpt]
            if len(fitting) == 1 or (fitting and place.paragraph is not None):
                return [(fitting[0], offset, end)], ""
        if exact:
            return [], "not-found"
        spans = [(p, *match.span()) for p in around for match in _words(excerpt).finditer(p.text)]
        if not spans:
            return [], "not-found"
        if len(spans) > 1 and (place.paragraph is None or offset is not None):
            return [], "several"
        return spans, ""

    def repeats(self, diagnostic: Diagnostic) -> bool:
        """Whether the excerpt stands more than once at its place."""
        return any(p.text.count(diagnostic.excerpt) > 1 for p in self.at(diagnostic.place))


def _words(excerpt: str) -> re.Pattern[str]:
    """The excerpt as whole words, whatever the blanks between them."""
    inner = _BLANK.join(map(re.escape, excerpt.split()))
    before = r"(?<!\w)" if excerpt.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if excerpt.strip()[-1:].isalnum() else ""
    return re.compile(before + inner + after) if inner else re.compile(re.escape(excerpt))


def _every(
    reading: Reading, chosen: list[Diagnostic], places: _Places, today: date | None
) -> Iterator[Diagnostic]:
    """The chosen diagnostics, and for those that speak for several like spots of one paragraph a
    copy for each of the others."""
    many = {_key(one) for one in chosen if one.offset is not None and places.repeats(one)}
    offsets = _offsets(reading, many, today) if many else {}
    for diagnostic in chosen:
        yield diagnostic
        for offset in offsets.get(_key(diagnostic), ()):
            if offset != diagnostic.offset:
                yield replace(diagnostic, offset=offset)


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    fix = diagnostic.fix
    new = fix.replacement if fix else None
    return (diagnostic.plan, diagnostic.code, diagnostic.place, diagnostic.excerpt, new)


def _offsets(
    reading: Reading, wanted: set[tuple[object, ...]], today: date | None
) -> dict[tuple[object, ...], list[int]]:
    """Where all findings stand that were told as one."""
    codes = {key[1] for key in wanted}
    rules = [one for one in all_rules() if one.rule.code in codes]
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, plan in enumerate(reading.plans):
        run = [one for one in rules if index == 0 or one.rule.scope == "plan"]
        for finding, diagnostic in run_rules(Context(plan, reading, today=today), run, index):
            if finding.offset is not None and _key(diagnostic) in wanted:
                found[_key(diagnostic)].append(finding.offset)
    return found


def _settled(found: Iterable[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Those that can be made together, and those in their way; twins are made once."""
    groups: dict[int, list[Placed]] = defaultdict(list)
    for one in found:
        groups[id(one.paragraph)].append(one)
    kept: list[Placed] = []
    crossed: list[Placed] = []
    for group in groups.values():
        made: list[Placed] = []
        for one in sorted(group, key=lambda p: (p.edit.start - p.edit.end, p.edit.start)):
            if any(one.edit == other.edit for other in made):
                continue
            if any(_meet(one.edit, other.edit) for other in made):
                crossed.append(one)
            else:
                made.append(one)
        kept += sorted(made, key=lambda p: p.edit.start)
    return kept, crossed


def _meet(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end
