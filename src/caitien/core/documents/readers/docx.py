"""Word files: .docx, .docm, .dotx as a Document, read from the package itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caitien.core.documents.model import Document, Place, ReadError, ReadWarning, Run, Table

from .docx_blocks import MAX_ROWS, BlockReader, Piece, RawBlock, RawTable
from .docx_names import (
    BLIP,
    BODY,
    ENDNOTE,
    FOOTNOTE,
    FOOTNOTE_MARK,
    IMAGE_DATA,
    PPR,
    RENDERED_BREAK,
    SECTION,
    SECTION_TYPE,
    SPACE,
    W_ID,
    Element,
    child_val,
)
from .docx_numbering import Numbering
from .docx_package import BROKEN, Package, damaged, too_big
from .docx_state import Walk
from .docx_styles import Styles
from .docx_tables import TableBuilder, settle, wrapped
from .docx_tidy import continues, drop_repeats, split_row
from .docx_warnings import tell
from .kinds import shown_name

if TYPE_CHECKING:
    from .docx_trace import Trace


def read_docx(path: Path, trace: Trace | None = None, old_code: str = "") -> Document:
    """The body of a Word file in reading order.

    Inserted text is kept and deleted text dropped, automatic numbers become labels, headers and
    footers are left out. Where `trace` is given, it learns which elements of the file hold each
    paragraph's characters. Where `old_code` names the code of old fonts ("TCVN3", "VNI"), the text
    is turned into Unicode. Raises ReadError: `damaged`, `too-big`, `encrypted`, `xml-entities`.
    """
    try:
        with Package(path) as package:
            return _read(package, str(path), trace, old_code)
    except ReadError:
        raise
    except MemoryError as error:
        raise too_big(shown_name(path), "không đủ bộ nhớ để mở tệp") from error
    except BROKEN as error:
        raise damaged(shown_name(path)) from error


def main_part(package: Package) -> str:
    """The name of the part that holds the text."""
    if "word/document.xml" in package:
        return "word/document.xml"
    named = package.relations("").get("officeDocument", "")
    if named not in package:
        raise damaged(package.name)
    return named


def _read(package: Package, file: str, trace: Trace | None, old_code: str) -> Document:
    main = main_part(package)
    root = package.xml(main)
    body = root.find(BODY)
    if body is None:
        raise damaged(package.name)
    parts = package.relations(main)
    document = Document(file, "docx")
    styles = Styles(_optional(package, parts.get("styles"), document))
    numbering = Numbering(_optional(package, parts.get("numbering"), document), styles)
    paged = next(root.iter(RENDERED_BREAK), None) is not None
    walk = Walk(package.name, styles, numbering, paged=paged)
    walk.keep_space = root.get(SPACE) == "preserve"
    walk.old_code = old_code
    walk.learn_sections(_section_kinds(root))
    if trace is not None:
        trace.add_part(main, root)
    writer = _Writer(document, walk, trace)
    for raw in writer.reader.blocks(body):
        writer.add(raw)
    _add_notes(package, parts, walk, writer)
    document.pages = walk.page if paged else None
    pictures = sum(1 for _ in root.iter(BLIP, IMAGE_DATA))
    tell(document, walk, writer.builder.hidden, pictures)
    if package.twice:
        document.warnings.append(
            ReadWarning(
                "duplicate-parts",
                "Gói tệp có phần trùng tên; đã đọc phần ghi sau cùng. Nên lưu lại bằng Word.",
            )
        )
    if "word/vbaproject.bin" in package:
        document.warnings.append(
            ReadWarning("macros-ignored", "Tệp có macro; chỉ đọc chữ, không chạy macro nào.")
        )
    return document


def _optional(package: Package, part: str | None, document: Document) -> Element | None:
    """The root of a part that a file may lack; where it is broken, a warning and None."""
    if part is None or part not in package:
        return None
    try:
        return package.xml(part)
    except ReadError as error:
        if error.code != "damaged":
            raise
    except BROKEN:
        pass
    document.warnings.append(
        ReadWarning(
            "damaged-part",
            f"Phần “{part.rsplit('/', 1)[-1]}” trong tệp bị hỏng nên bỏ qua: số thứ tự tự động, "
            "chữ đậm hoặc chú thích có thể thiếu. Hãy mở bằng Word rồi lưu lại.",
        )
    )
    return None


def _section_kinds(root: Element) -> list[str]:
    """The types of the sections of the body, in order."""
    kinds = []
    for section in root.iter(SECTION):
        parent = section.getparent()
        if parent is not None and parent.tag in (PPR, BODY):
            kinds.append(child_val(section, SECTION_TYPE) or "nextPage")
    return kinds


def _add_notes(package: Package, parts: dict[str, str], walk: Walk, writer: _Writer) -> None:
    """Footnotes and endnotes at the end, labelled [1], [2] …, at the place of their mark."""
    for kind, tag in (("footnotes", FOOTNOTE), ("endnotes", ENDNOTE)):
        wanted = [n for n in walk.notes if (n[0] == FOOTNOTE_MARK) == (tag == FOOTNOTE)]
        root = _optional(package, parts.get(kind), writer.document) if wanted else None
        if root is None:
            continue
        if writer.trace is not None:
            writer.trace.add_part(parts[kind], root)
        notes = {note.get(W_ID): note for note in root.iter(tag)}
        for index, (_, note_id, anchor) in enumerate(wanted, 1):
            note = notes.pop(note_id, None)
            if note is not None:
                writer.add_note(note, f"[{index}]", anchor)


class _Writer:
    """Puts raw blocks into the document, numbering paragraphs and tables as they come."""

    def __init__(self, document: Document, walk: Walk, trace: Trace | None = None) -> None:
        self.document = document
        self._walk = walk
        self.trace = trace
        self.reader = BlockReader(walk, None if trace is None else trace.runs(walk))
        self.builder = TableBuilder(document.file, walk.tally, document.text_boxes)
        self._tables = 0
        self._last: tuple[Table, list[int], int] | None = None  # table, widths, rows read
        self._last_at = 0
        walk.body_paragraph = 1

    def add(self, raw: RawBlock, *, nested: bool = False) -> None:
        """Appends a block."""
        if isinstance(raw, RawTable):
            inside = wrapped(raw)
            if inside is None:
                self._add_table(raw, nested)
            else:
                for block in inside:
                    self.add(block, nested=True)
            return
        blocks = self.document.blocks
        number = self._walk.body_paragraph
        place = Place(self.document.file, raw.page, paragraph=number)
        paragraph = settle(raw, place)
        blocks.append(paragraph)
        if raw.boxed:
            self.document.text_boxes.append(paragraph)
        else:
            self._walk.body_paragraph = number + 1
        if paragraph.full_text.strip():
            self._last = None

    def add_note(self, note: Element, label: str, anchor: int) -> None:
        """Appends the paragraphs of a footnote."""
        for raw in self.reader.blocks(note):
            pieces = [raw] if isinstance(raw, Piece) else []
            for piece in pieces:
                paragraph = piece.paragraph
                if not paragraph.text.strip():
                    continue
                shown = paragraph.text.lstrip()
                if self.trace is not None:
                    self.trace.cut(paragraph, len(paragraph.text) - len(shown))
                gone = len(paragraph.text) - len(shown)
                paragraph.runs = tuple(
                    Run(max(run.start - gone, 0), run.end - gone, run.letters)
                    for run in paragraph.runs
                    if run.end > gone
                )
                paragraph.text = shown
                paragraph.label = label
                paragraph.place = Place(self.document.file, paragraph=anchor)
                self.document.blocks.append(paragraph)
                label = ""

    def _add_table(self, raw: RawTable, nested: bool) -> None:
        if not raw.rows:
            return
        if self._last is not None and self._join(raw):
            return
        self._tables += 1
        table = self.builder.build(raw, self._tables, nested=nested)
        self.document.warnings += drop_repeats(table)
        self.document.blocks.append(table)
        self._last = (table, raw.widths, len(raw.rows))
        self._last_at = len(self.document.blocks)
        if raw.boxed:
            self.document.text_boxes += [
                p for row in table.rows for cell in row.cells for p in cell.paragraphs
            ]

    def _join(self, raw: RawTable) -> bool:
        """Adds the rows of `raw` to the table above, if it is that table's other half."""
        if self._last is None:
            return False
        table, widths, rows = self._last
        if rows + len(raw.rows) > MAX_ROWS:
            return False
        apart = len(self.document.blocks) > self._last_at
        half = self.builder.build(raw, self._tables, rows + 1)
        if not continues(table, widths, half, raw.widths, apart=apart):
            return False
        since = len(table.rows)
        table.rows += half.rows
        warnings = drop_repeats(table, since)
        if not warnings and half.rows:
            warnings = split_row(half.rows[0])
        self.document.warnings += warnings
        del self.document.blocks[self._last_at :]
        self._last = (table, widths, rows + len(raw.rows))
        return True
