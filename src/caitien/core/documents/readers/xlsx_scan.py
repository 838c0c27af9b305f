"""A workbook's package looked through before its values are read: limits, looks, what is hidden.

The library that reads the values lays a sheet out as one full rectangle and copies a shared text
into every cell that names it; a small hostile file could ask for more memory than there is. So the
places and lengths of all cells are counted here first, row by row, never as a whole tree.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from caitien.core.documents.model import ReadError

from .docx_names import RELATION, Element
from .docx_package import Package, has_entities
from .xlsx_styles import PLAIN, Look, child, children, name_of, read_looks

MAX_SHEETS = 200
MAX_CELLS = 200_000
#: cells of the rectangle round everything a sheet holds
MAX_AREA = 2_000_000
MAX_TEXT = 30_000_000
MAX_LETTERS = 32_767 * 4  # Excel itself ends a cell at 32,767 letters
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_RULED = 400_000
_MOST_SHARED = 400_000
#: tags without a whole row (a row of a sheet has 16,384 cells at most)
_MOST_PENDING = 400_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AGAIN = "Hãy chép riêng phần kế hoạch sang một tệp Excel mới rồi thử lại."


@dataclass(slots=True)
class SheetFacts:
    """A sheet before its values are read. Rows and columns count from 0."""

    name: str
    hidden: bool = False
    rows: int = 0
    columns: int = 0
    cells: int = 0
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unknown_formulas: int = 0

    def take(self, row: int, column: int) -> None:
        """Counts a cell that holds something."""
        self.cells += 1
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


@dataclass(slots=True)
class BookFacts:
    """A workbook before its values are read; `macros`: it holds a program."""

    sheets: list[SheetFacts] = field(default_factory=list)
    macros: bool = False


def too_much(name: str, what: str) -> ReadError:
    """The error for a workbook that asks for more than a plan can need."""
    return ReadError(
        "too-big", f"{name}: {what}, nhiều hơn một kế hoạch cần; chưa đọc gì. {_AGAIN}"
    )


def broken(name: str) -> ReadError:
    """The error for a workbook that is broken inside."""
    return ReadError(
        "damaged",
        f"{name}: tệp Excel bị hỏng hoặc tải về chưa trọn, không mở được. Hãy mở bằng Excel (chọn "
        "Open and Repair), lưu lại thành .xlsx, hoặc xin lại bản gốc.",
    )


def check_size(name: str, sheet: SheetFacts, letters: int) -> None:
    """Refuses a sheet that is too full, too wide for what it holds, or too wordy."""
    shown = sheet.name[:40] if sheet.name.isprintable() else "?"
    if sheet.cells > MAX_CELLS:
        raise too_much(name, f"trang tính “{shown}” có hơn 200.000 ô có dữ liệu")
    if sheet.rows * sheet.columns > MAX_AREA:
        raise too_much(
            name,
            f"trang tính “{shown}” trải đến hàng {sheet.rows}, cột {sheet.columns} (có thể do một "
            "ô lạc ở rất xa bảng)",
        )
    if letters > MAX_TEXT:
        raise too_much(name, f"trang tính “{shown}” có quá nhiều chữ")


def scan_package(package: Package) -> BookFacts:
    """The facts of every sheet of an .xlsx. Raises ReadError; passes the package's own errors."""
    if package.twice:
        raise broken(package.name)
    book = BookFacts(macros="xl/vbaproject.bin" in package)
    looks = read_looks(_part(package, "xl/styles.xml"))
    lengths = list(_text_lengths(package))
    root = package.xml("xl/workbook.xml")
    targets = _targets(package)
    sheets = children(child(root, "sheets"), "sheet")
    if len(sheets) > MAX_SHEETS:
        raise too_much(package.name, f"tệp có hơn {MAX_SHEETS} trang tính")
    for said in sheets:
        facts = SheetFacts(said.get("name", ""), said.get("state", "visible") != "visible")
        book.sheets.append(facts)
        link = next((str(v) for k, v in said.items() if str(k).rpartition("}")[2] == "id"), "")
        part = targets.get(link, "")
        if part in package and "chartsheets/" not in part:
            _Scan(package, part, facts, looks, lengths).run()
    if sum(facts.rows * facts.columns for facts in book.sheets) > 2 * MAX_AREA:
        raise too_much(package.name, "các trang tính cộng lại có quá nhiều hàng và cột")
    return book


def _part(package: Package, part: str) -> Element | None:
    return package.xml(part) if part in package else None


def _targets(package: Package) -> dict[str, str]:
    """The parts the workbook links to, by the name of the link."""
    rels = "xl/_rels/workbook.xml.rels"
    found: dict[str, str] = {}
    for relation in package.xml(rels).iter(RELATION):
        target = relation.get("Target", "").replace("\\", "/")
        full = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        found[relation.get("Id", "")] = posixpath.normpath(full)
    return found


def _stream(package: Package, part: str, tags: tuple[str, ...]) -> Iterator[Element]:
    """The elements of some names, each whole; what was given is freed when the next one comes."""
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    pending = 0
    try:
        for chunk in package.chunks(part):
            if first and b"<!DOCTYPE" in chunk:
                raise has_entities(package.name)
            first = False
            pending += chunk.count(b"<")
            if pending > _MOST_PENDING:
                raise too_much(package.name, "tệp có hàng quá dài hoặc quá nhiều thẻ lạ")
            parser.feed(chunk)
            for el in _finished(parser):
                pending = 0
                yield el
        parser.close()
    except etree.XMLSyntaxError as error:
        raise package.bad_xml(error) from error
    yield from _finished(parser)


def _finished(parser: etree.XMLPullParser) -> Iterator[Element]:
    for _, el in parser.read_events():
        if not isinstance(el, etree._Element):
            continue
        yield el
        el.clear()
        parent = el.getparent()
        while parent is not None and el.getprevious() is not None:
            del parent[0]


def _text_lengths(package: Package) -> Iterator[int]:
    """How many letters each shared text has."""
    if "xl/sharedstrings.xml" in package:
        for count, el in enumerate(_stream(package, "xl/sharedstrings.xml", ("si",))):
            if count > _MOST_SHARED:
                raise too_much(package.name, "tệp có quá nhiều đoạn chữ khác nhau")
            yield sum(len(text) for text in el.itertext())


class _Scan:
    """One walk through the cells of a sheet."""

    def __init__(
        self,
        package: Package,
        part: str,
        facts: SheetFacts,
        looks: list[Look],
        lengths: list[int],
    ) -> None:
        self._package = package
        self._part = part
        self._facts = facts
        self._looks = looks
        self._lengths = lengths
        self._letters = 0
        self._row = -1
        self._column = 0

    def run(self) -> None:
        """Fills the facts."""
        for el in _stream(self._package, self._part, ("row", "col")):
            if name_of(el) == "col":
                self._columns(el)
            else:
                self._take_row(el)
                check_size(self._package.name, self._facts, self._letters)

    def _columns(self, el: Element) -> None:
        first, last = (_whole(el.get(name)) for name in ("min", "max"))
        if first <= self._column or last > _LAST_COLUMN:
            return  # ranges stand in order and never overlap
        self._column = last
        if _flag(el, "hidden") or el.get("width", "1") in ("0", "0.0"):
            self._facts.hidden_columns.update(range(first - 1, last))

    def _take_row(self, el: Element) -> None:
        said = _whole(el.get("r"))
        self._row = said - 1 if said else self._row + 1
        if self._row >= _LAST_ROW:
            raise broken(self._package.name)
        if _flag(el, "hidden") or (el.get("ht") in ("0", "0.0")):
            self._facts.hidden_rows.add(self._row)
        column = -1
        for cell in el:
            column = self._take_cell(cell, column)

    def _take_cell(self, cell: Element, before: int) -> int:
        row, column = self._row, before + 1
        reference = cell.get("r")
        if reference is not None:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise broken(self._package.name)
            row, column = int(found[2]) - 1, _column(found[1])
        if column >= _LAST_COLUMN or row >= _LAST_ROW:
            raise broken(self._package.name)
        facts = self._facts
        number = _whole(cell.get("s"))
        look = self._looks[number] if number < len(self._looks) else PLAIN
        if len(cell):
            facts.take(row, column)
            self._value(cell, row, column)
            if look is not PLAIN:
                facts.looks[row, column] = look
        elif look.ruled and len(facts.looks) < _MOST_RULED:
            facts.looks[row, column] = look
        return column

    def _value(self, cell: Element, row: int, column: int) -> None:
        kind = cell.get("t", "n")
        value = child(cell, "v")
        text = "" if value is None else value.text or ""
        length = len(text)
        if kind == "s":
            index = _whole(text.strip())
            length = self._lengths[index] if index < len(self._lengths) else 0
        elif kind == "inlineStr":
            length = sum(len(part) for part in cell.itertext())
        elif kind == "e":
            self._facts.errors[row, column] = text[:20]
        if length > MAX_LETTERS:
            raise too_much(self._package.name, "có ô chứa quá nhiều chữ")
        if not text and child(cell, "f") is not None:
            self._facts.unknown_formulas += 1
        self._letters += length


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _flag(el: Element, name: str) -> bool:
    return el.get(name, "0") in ("1", "true")
