"""The Paper: a plan laid out for printing, the same for every writer.

Texts are plain strings, never markup. Widths are millimetres, sizes points. Rules of page and
components: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Phụ lục I, mục I: A4 and margins within top/bottom 20-25, left 30-35, right 15-20
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20.0, 20.0, 30.0, 20.0
#: what is left for text across a page
PORTRAIT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LANDSCAPE_WIDTH = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: a blank a person must see and fill
DOTS = "…………"


@dataclass(slots=True)
class Para:
    """A paragraph of the text. `style`: heading, body, basis (a legal basis, italic) or note.

    `pieces` are the same text cut where its letters change, each with its own: b bold, i italic,
    u underlined; empty where the whole text is plain.
    """

    text: str
    style: str = "body"
    pieces: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """A cell: its paragraphs, the columns it spans and how it stands. `align`: left or center.

    `down` counts the rows it runs over; in those below it a cell with `down` 0 keeps its column.
    """

    paragraphs: list[str] = field(default_factory=list)
    span: int = 1
    align: str = "left"
    bold: bool = False
    italic: bool = False
    down: int = 1


@dataclass(slots=True)
class Row:
    """A row. `split`: so long that it may run over a page; a short row stays on one page.

    `keep_next` holds a heading row on the page of the row it stands over.
    """

    cells: list[Cell]
    split: bool = False
    keep_next: bool = False


@dataclass(slots=True)
class Table:
    """A ruled table: width of each column in mm, head rows (repeated on every page), rows.

    `landscape` tables stand on pages turned across; `size` is the letter size in points.
    """

    widths: list[float]
    head: list[Row]
    rows: list[Row]
    landscape: bool = False
    size: float = 12.0


@dataclass(slots=True)
class Part:
    """Paragraphs and tables that follow on pages of one orientation."""

    landscape: bool
    blocks: list[Para | Table] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """A plan ready to print.

    `authority` and `school` are lines of the left head; `signer_title` the lines above the
    signature, `signer_note` the small line under them (Biểu 2), `signer_name` the name or a blank.
    `unprinted` says, field by field, how many values the chosen form has no place for.
    """

    authority: list[str]
    school: list[str]
    number_line: str
    date_line: str
    title_lines: list[str]
    parts: list[Part]
    signer_title: list[str]
    signer_name: str
    recipients: list[str]
    signer_note: str = ""
    national_name: str = NATIONAL_NAME
    motto: str = MOTTO
    form: str | None = None
    #: day of issue (ISO), for the file's own data; None where the paper has none
    date: str | None = None
    unprinted: dict[str, int] = field(default_factory=dict)
    #: words across the head of every page ("DỮ LIỆU MINH HỌA"); "" for a real paper
    band: str = ""
