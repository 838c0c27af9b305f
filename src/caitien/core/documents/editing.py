"""Changing words of a .docx in place: only the runs concerned are written anew.

    report = apply_edits(source, target, [Edit(place, 4, 7, "hoạt")])

Every other byte of the text part and every other part of the package stay as they were.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .editing_guard import refuse_if_closed
from .editing_runs import Tracking, renewed
from .editing_spans import BAD, Cut, NoCutError, cuts_of
from .editing_xml import as_utf8, locate, splice
from .editing_zip import with_parts
from .model import Document, Paragraph, Place, ReadError
from .readers.docx import main_part, read_docx
from .readers.docx_names import SPACE, W_ID, Element
from .readers.docx_package import BROKEN, Package, damaged
from .readers.docx_trace import Trace
from .readers.kinds import kind_of, refuse, shown_name

if TYPE_CHECKING:
    from datetime import datetime

AUTHOR = "Cải Tiến"

#: why an edit was left out, by code
REASONS = {
    "no-place": "không tìm thấy đoạn văn này trong tệp",
    "changed": "chữ ở chỗ này không đúng như lúc kiểm tra",
    "overlap": "chồng lên một chỗ sửa khác trong cùng đoạn",
    "same": "chữ mới giống hệt chữ cũ",
    "letters": "chữ mới có ký tự mà tệp Word không ghi được",
    "tracked": "chữ đang nằm trong sửa đổi chưa duyệt (Track Changes)",
    "field": "chữ do Word tự tính (trường), sửa tay sẽ mất khi cập nhật",
    "locked": "ô nhập (content control) đang khóa",
    "bound": "ô nhập lấy chữ từ dữ liệu khác của tệp",
    "break": "chỗ này có ngắt trang hoặc ngắt cột",
    "object": "chữ thuộc ký hiệu, công thức hoặc đối tượng, không phải chữ gõ",
    "box": "chữ trong khung vẽ được ghi hai lần khác nhau",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of the text of the paragraph at `place` become `text`.

    Offsets count in Paragraph.text as the reader gives it. `expected` is what must stand there
    now, `whole` the whole text of the paragraph (it tells apart paragraphs of one place, as those
    of text boxes are); None where the caller does not care.
    """

    place: Place
    start: int
    end: int
    text: str
    expected: str | None = None
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An edit that was left out: a code of REASONS; `reason` is Vietnamese."""

    edit: Edit
    code: str

    @property
    def reason(self) -> str:
        """Why, in words."""
        return REASONS[self.code]


@dataclass(slots=True)
class EditReport:
    """What became of the edits, in the order given; `target` is the file written."""

    target: Path
    applied: list[Edit] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def apply_edits(
    source: Path,
    target: Path,
    edits: Sequence[Edit],
    *,
    track: bool = False,
    author: str = AUTHOR,
    date: datetime | None = None,
) -> EditReport:
    """Writes `target`: the Word file `source` with the edits made. See `Editor.write`."""
    return Editor(source).write(target, edits, track=track, author=author, date=date)


class Editor:
    """A Word file opened for editing; `document` is what the reader makes of it.

    Raises ReadError: those of `read_docx`, the refusals of `open_document` for other kinds of
    file, and `signed`, `protected`, `read-only`, `final` for a file that must not be changed.
    """

    def __init__(self, source: Path) -> None:
        self.source = Path(source)
        self._name = shown_name(self.source)
        _require_docx(self.source)
        try:
            with Package(self.source) as package:
                refuse_if_closed(package, main_part(package))
        except BROKEN as error:
            raise damaged(self._name) from error
        self._trace = Trace()
        self.document: Document = read_docx(self.source, self._trace)
        self._index = _index(self._trace.paragraphs())
        shown = {id(paragraph) for paragraph in self.document.paragraphs()}
        self._left_out = [p for p in self._trace.paragraphs() if id(p) not in shown]

    def check(self, edit: Edit) -> str:
        """'' where the edit can be made by itself, else the code of the reason why not."""
        try:
            self._cuts(edit, words=False)
        except NoCutError as error:
            return str(error)
        return ""

    def write(
        self,
        target: Path,
        edits: Sequence[Edit],
        *,
        track: bool = False,
        author: str = AUTHOR,
        date: datetime | None = None,
    ) -> EditReport:
        """Writes the edited file; an older `target` is replaced, the source never.

        `track`: as tracked changes by `author` at `date` (no date where None; the hours are
        written as they are). Edits that cannot be made are left out and reported; of two that
        overlap the earlier in `edits` is made. The result is read back before it takes its name;
        where it does not read as it should, nothing is written. Raises ReadError `same-file`,
        `unwritable` and `edit-failed`, and ValueError for an author XML cannot hold.
        """
        target = Path(target)
        if BAD.search(author):
            raise ValueError("author")
        if _same(self.source, target):
            raise ReadError(
                "same-file",
                f"{self._name}: không ghi đè lên tệp gốc. Hãy chọn tên khác cho bản đã sửa.",
            )
        report = EditReport(target)
        cuts, texts = self._chosen(edits, report, words=track)
        stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ") if date else None
        tracking = Tracking(author, stamp, self._numbers()) if track else None
        self._save(target, cuts, texts, tracking)
        return report

    def _chosen(
        self, edits: Sequence[Edit], report: EditReport, *, words: bool
    ) -> tuple[list[Cut], list[str]]:
        """The cuts of the edits that can be made, and the text of every paragraph after them."""
        cuts: list[tuple[int, list[Cut]]] = []
        made: dict[int, list[Edit]] = defaultdict(list)
        for edit in edits:
            try:
                paragraph, found = self._cuts(edit, words=words)
                if any(_overlap(edit, other) for other in made[id(paragraph)]):
                    raise NoCutError("overlap")
            except NoCutError as error:
                report.skipped.append(Skipped(edit, str(error)))
                continue
            cuts.append((edit.start, found))
            for one in [paragraph, *self._repeats(paragraph)]:
                made[id(one)].append(edit)
            report.applied.append(edit)
        texts = [_edited(p.text, made.get(id(p), ())) for p in self._trace.paragraphs()]
        cuts.sort(key=lambda pair: pair[0])  # of two insertions at one spot, the left one first
        return [cut for _, found in cuts for cut in found], texts

    def _cuts(self, edit: Edit, *, words: bool) -> tuple[Paragraph, list[Cut]]:
        """The paragraph meant and its cuts, with those of the rows that only repeat it."""
        candidates = self._index.get(place_key(edit.place), [])
        if not candidates:
            raise NoCutError("no-place")
        paragraph = next((p for p in candidates if _fits(edit, p)), None)
        if paragraph is None:
            raise NoCutError("changed")
        cuts: list[Cut] = []
        for one in [paragraph, *self._repeats(paragraph)]:
            cuts += cuts_of(self._trace, one, edit.start, edit.end, edit.text, words=words)
        return paragraph, cuts

    def _repeats(self, paragraph: Paragraph) -> list[Paragraph]:
        """The same cell in headings typed again further down, which the Document leaves out."""
        place = paragraph.place
        if place.table is None:
            return []
        where = (place.table, place.column, place.paragraph)
        return [
            other
            for other in self._left_out
            if (other.place.table, other.place.column, other.place.paragraph) == where
            and other.text == paragraph.text
            and other is not paragraph
        ]

    def _numbers(self) -> set[str]:
        return {
            number
            for _, root in self._trace.parts
            for element in root.iter()
            if (number := element.get(W_ID)) is not None
        }

    def _save(
        self, target: Path, cuts: list[Cut], texts: list[str], tracking: Tracking | None
    ) -> None:
        try:
            with Package(self.source) as package:
                parts = _rewritten(package, self._trace, cuts, tracking)
            data = with_parts(self.source, parts) if parts else self.source.read_bytes()
        except BROKEN as error:
            raise damaged(self._name) from error
        try:
            made = _temporary(target)
        except OSError as error:
            raise _unwritable(target) from error
        try:
            made.write_bytes(data)
            self._verify(made, texts)
            made.chmod(_mode(target))
            made.replace(target)
        except OSError as error:
            raise _unwritable(target) from error
        finally:
            with suppress(OSError):
                made.unlink(missing_ok=True)

    def _verify(self, made: Path, texts: list[str]) -> None:
        trace = Trace()
        try:
            read_docx(made, trace)
        except ReadError as error:
            raise self._failed() from error
        if [paragraph.text for paragraph in trace.paragraphs()] != texts:
            raise self._failed()

    def _failed(self) -> ReadError:
        return ReadError(
            "edit-failed",
            f"{self._name}: bản sửa đọc lại không khớp nên chưa ghi gì; tệp gốc còn nguyên. "
            "Hãy sửa tay theo danh sách lỗi, hoặc mở bằng Word, lưu lại rồi thử lần nữa.",
        )


def _rewritten(
    package: Package, trace: Trace, cuts: Iterable[Cut], tracking: Tracking | None
) -> dict[int, bytes]:
    """The parts that change, by the place of their entry in the zip."""
    roots = dict(trace.parts)
    by_run: dict[Element, list[Cut]] = defaultdict(list)
    for cut in cuts:
        run = cut.element.getparent()
        if run is not None:
            by_run[run].append(cut)
    parts: dict[int, bytes] = {}
    keep = trace.parts[0][1].get(SPACE) == "preserve"
    for name, root in roots.items():
        own = [run for run in by_run if run.getroottree().getroot() is root]
        if not own:
            continue
        data = as_utf8(b"".join(package.chunks(name)))
        spots = locate(data, root, own)
        ordered = sorted(own, key=lambda run: spots[run].start)
        changes = [
            (
                spots[run].start,
                spots[run].end,
                renewed(data, run, spots[run], by_run[run], tracking, keep_space=keep),
            )
            for run in ordered
        ]
        parts[package.info(name).header_offset] = splice(data, changes)
    return parts


def place_key(place: Place) -> tuple[int | None, ...]:
    """What tells paragraphs of one Word file apart: table, row, column, paragraph."""
    return (place.table, place.row, place.column, place.paragraph)


def _index(paragraphs: Iterable[Paragraph]) -> dict[tuple[int | None, ...], list[Paragraph]]:
    index: dict[tuple[int | None, ...], list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.place.file is not None:
            index[place_key(paragraph.place)].append(paragraph)
    return dict(index)


def _fits(edit: Edit, paragraph: Paragraph) -> bool:
    text = paragraph.text
    if not 0 <= edit.start <= edit.end <= len(text):
        return False
    if edit.whole is not None and edit.whole != text:
        return False
    return edit.expected is None or text[edit.start : edit.end] == edit.expected


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _same(source: Path, target: Path) -> bool:
    try:
        return source.samefile(target)
    except OSError:
        return source.absolute() == target.absolute()


def _require_docx(path: Path) -> None:
    """Raises the ReadError of a file that is no Word file; what is missing says the reader."""
    from .readers.opening import look

    name = shown_name(path)
    kind = kind_of(path, look(path, name))
    if kind in ("pdf", "text"):
        raise ReadError(
            "not-docx",
            f"{name}: chỉ sửa được tệp Word (.docx). Hãy sửa tay theo danh sách lỗi, "
            "hoặc sửa trên bản Word gốc.",
        )
    if kind != "docx":
        raise refuse(kind, name)


def _temporary(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", dir=target.parent)
    os.close(handle)
    return Path(name)


def _mode(target: Path) -> int:
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(target: Path) -> ReadError:
    return ReadError(
        "unwritable",
        f"{shown_name(target)}: không ghi được tệp này (thư mục, quyền ghi hoặc đĩa đầy); tệp gốc "
        "còn nguyên. Hãy chọn chỗ khác để ghi.",
    )
