"""Mending a Word file: check, fix what is safe, check again, until nothing safe is left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from caitien.core.documents.editing import AUTHOR, REASONS, Edit, Editor, place_key
from caitien.core.documents.model import Document, Mark, Paragraph
from caitien.core.documents.readers.opening import open_document
from caitien.core.drafts.read import understand

from .context import Context
from .diagnostic import Diagnostic
from .fix import LEFT, Left, Placed, is_safe, left, plan_fixes, signed_line
from .fix_pieces import Pieces
from .run import all_rules, check_reading, run_rules

if TYPE_CHECKING:
    from datetime import date as Day
    from datetime import datetime

    from caitien.core.drafts.model import Reading, TextBlock
    from caitien.core.regulations.office_form import OfficeForm

#: checks of the whole file
ROUNDS = 5
#: checks in between by rules that name one spot of many at a time
_TURNS = 1000


@dataclass(slots=True)
class Mended:
    """What was done to a file.

    `target` is the file written, None where nothing was (then `refused` says why, in Vietnamese).
    `before` and `after` are the diagnostics of the file as it was and as it is now, `placed` the
    fixes made round by round, `left` those chosen but not made; `edits` what changed in the file;
    `reading` what is understood of the file as it is now.
    """

    source: Path
    target: Path | None = None
    refused: str = ""
    before: list[Diagnostic] = field(default_factory=list)
    after: list[Diagnostic] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    rounds: int = 0
    reading: Reading | None = None

    @property
    def safe_left(self) -> list[Diagnostic]:
        """What could still be mended unasked but was not; [] as a rule."""
        return [one for one in self.after if is_safe(one)]


def mend_file(
    source: Path,
    target: Path,
    *,
    today: Day | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    also: Collection[str | int] = (),
    force: bool = False,
    office: OfficeForm | None = None,
    spare: Callable[[Diagnostic], bool] | None = None,
    track: bool = False,
    author: str = AUTHOR,
    date: datetime | None = None,
) -> Mended:
    """Writes `target`: the Word file `source` with every safe fix made.

    `select`, `ignore`, `today` and `office` as in `check_reading`; `also` (indexes count in the
    first check) and `spare` as in `plan_fixes`; `force` mends a signed paper too. `track`, `author`
    and `date` as in `Editor.write`. Where nothing is to be mended the copy equals the
    source; on a signed paper nothing is written. Raises ReadError and SelectorError.
    """
    rules = (list(select), list(ignore))
    work = _Work(Editor(source), open_document(source))
    mended = Mended(Path(source))
    signed = None if force else signed_line(work.document)
    for number in range(ROUNDS + 1):
        reading = understand(work.document)
        work.read()
        mended.reading = reading
        mended.after = check_reading(
            reading, select=rules[0], ignore=rules[1], today=today, office=office
        )
        if number == 0:
            mended.before = mended.after
        named = also if number == 0 else [name for name in also if isinstance(name, str)]
        plan = plan_fixes(
            reading,
            mended.after,
            work.document,
            also=named,
            force=force,
            today=today,
            spare=spare,
        )
        refused = [] if number == ROUNDS else work.make(plan.placed, mended.placed)
        mended.left = _once([*plan.left, *refused])
        if len(plan.placed) == len(refused) or number == ROUNDS:
            break
        mended.rounds = number + 1
        _exhaust(work, reading, plan.placed, mended.placed, today, spare)
    if signed is not None:
        mended.refused = f"{LEFT['issued']}: có dòng “{signed}”"
        return mended
    mended.edits = work.edits()
    report = work.editor.write(target, mended.edits, track=track, author=author, date=date)
    mended.target = report.target
    return mended


def _exhaust(
    work: _Work,
    reading: Reading,
    placed: list[Placed],
    done: list[Placed],
    today: Day | None,
    spare: Callable[[Diagnostic], bool] | None,
) -> None:
    """Lets rules that tell one spot for many tell all of them, without reading the file anew."""
    for _ in range(_TURNS):
        codes = {one.diagnostic.code for one in placed}
        rules = [one for one in all_rules() if one.rule.code in codes]
        work.renew(reading)
        found = [
            diagnostic
            for index, plan in enumerate(reading.plans)
            for _, diagnostic in run_rules(Context(plan, reading, today=today), rules, index)
        ]
        # Whether the paper is signed was asked before; what a person chose is made only once.
        plan = plan_fixes(
            reading, found, work.document, force=True, today=today, exact=True, spare=spare
        )
        placed = plan.placed
        if len(work.make(placed, done)) == len(placed):
            return


def _once(lefts: list[Left]) -> list[Left]:
    seen = []
    for one in lefts:
        if one not in seen:
            seen.append(one)
    return seen


class _Work:
    """A document changed in memory, with what the file itself would allow."""

    def __init__(self, editor: Editor, document: Document) -> None:
        self.editor = editor
        self.document = document
        self._pieces: dict[int, tuple[Paragraph, Pieces]] = {}
        self._told: dict[int, str] = {}

    def make(self, placed: list[Placed], done: list[Placed]) -> list[Left]:
        """Makes the fixes, appending them to `done`; gives back those the file does not allow."""
        refused: list[Left] = []
        kept: list[Placed] = []
        for one in reversed(placed):  # from right to left, so that offsets stay true
            code = self._make(one)
            if code:
                refused.append(left(one.diagnostic, "unwritable", REASONS[code]))
            else:
                kept.append(one)
        done += reversed(kept)
        return refused

    def _make(self, one: Placed) -> str:
        """Makes one fix; a code of REASONS where the file does not allow it."""
        paragraph, edit = one.paragraph, one.edit
        known = self._pieces.get(id(paragraph))
        pieces = known[1].copy() if known else Pieces(paragraph.text)
        pieces.replace(edit.start, edit.end, edit.text)
        for change in _edits(paragraph, pieces):
            code = self.editor.check(change)
            if code:
                return code
        self._pieces[id(paragraph)] = (paragraph, pieces)
        paragraph.text = pieces.text
        grown = len(edit.text) - (edit.end - edit.start)
        paragraph.marks = tuple(
            m if m.offset <= edit.start else Mark(max(m.offset + grown, edit.start), m.place)
            for m in paragraph.marks
        )
        return ""

    def read(self) -> None:
        """The document was just understood: blocks and paragraphs say the same."""
        self._told = {id(p): p.text for p, _ in self._pieces.values()}

    def renew(self, reading: Reading) -> None:
        """Gives the blocks of text of a reading the words their paragraphs have now."""
        blocks: dict[tuple[int | None, ...], list[TextBlock]] = {}
        for plan in reading.plans:
            for block in plan.blocks:
                blocks.setdefault(place_key(block.place), []).append(block)
        for paragraph, pieces in self._pieces.values():
            former = self._told.get(id(paragraph), pieces.first)
            for block in blocks.get(place_key(paragraph.place), []):
                if block.text == former:
                    block.text, block.marks = paragraph.text, paragraph.marks
            self._told[id(paragraph)] = paragraph.text

    def edits(self) -> list[Edit]:
        """All changes as edits of the file as it was."""
        pairs = sorted(self._pieces.values(), key=lambda pair: _order(pair[0]))
        return [edit for paragraph, pieces in pairs for edit in _edits(paragraph, pieces)]


def _edits(paragraph: Paragraph, pieces: Pieces) -> list[Edit]:
    first = pieces.first
    return [
        Edit(paragraph.place, start, end, new, first[start:end], first)
        for start, end, new in pieces.edits()
    ]


def _order(paragraph: Paragraph) -> tuple[int, ...]:
    return tuple(number or 0 for number in place_key(paragraph.place))
