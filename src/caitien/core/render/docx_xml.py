"""WordprocessingML of a paper, built element by element: a text can never become markup."""

from __future__ import annotations

from lxml import etree

from .printable import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: twentieths of a point in a millimetre
TWIPS = 56.6929


def w(name: str, parent: etree._Element | None = None, /, **values: str | int) -> etree._Element:
    """An element of the w: namespace with w: attributes, under `parent` where one is given."""
    attributes = {f"{{{W}}}{key}": str(value) for key, value in values.items()}
    if parent is None:
        return etree.Element(f"{{{W}}}{name}", attributes, nsmap={"w": W})
    return etree.SubElement(parent, f"{{{W}}}{name}", attributes)


def mm(value: float) -> int:
    """Millimetres as twips."""
    return round(value * TWIPS)


def paragraph(
    parent: etree._Element,
    lines: list[str] | str,
    style: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "",
    keep_next: bool = False,
    size: float = 0,
) -> etree._Element:
    """A paragraph of a style; several lines are parted by line breaks. Returns its w:pPr."""
    element = w("p", parent)
    properties = w("pPr", element)
    w("pStyle", properties, val=style)
    if keep_next:
        w("keepNext", properties)
    if align:
        w("jc", properties, val=align)
    run = _run(element, "b" * bold + "i" * italic, size)
    for number, line in enumerate([lines] if isinstance(lines, str) else lines):
        if number:
            w("br", run)
        text(run, line)
    return properties


def pieced_paragraph(
    parent: etree._Element, pieces: list[tuple[str, str]], style: str, *, keep_next: bool = False
) -> None:
    """A paragraph of a style whose pieces have letters of their own ("b", "i", "u" together)."""
    element = w("p", parent)
    properties = w("pPr", element)
    w("pStyle", properties, val=style)
    if keep_next:
        w("keepNext", properties)
    for words, letters in pieces:
        text(_run(element, letters), words)


def _run(paragraph: etree._Element, letters: str, size: float = 0) -> etree._Element:
    run = w("r", paragraph)
    if not (letters or size):
        return run
    properties = w("rPr", run)
    if "b" in letters:
        w("b", properties)
        w("bCs", properties)
    if "i" in letters:
        w("i", properties)
        w("iCs", properties)
    if size:
        w("sz", properties, val=round(size * 2))
        w("szCs", properties, val=round(size * 2))
    if "u" in letters:
        w("u", properties, val="single")
    return run


def text(run: etree._Element, words: str) -> None:
    """The words in a run, spaces kept."""
    element = w("t", run)
    element.text = printable(words)
    element.set(XML_SPACE, "preserve")


def rule(parent: etree._Element, room: float, length: float, before: int = 0) -> None:
    """A thin line `length` mm long in the middle of `room` mm, as an upper border."""
    element = w("p", parent)
    properties = w("pPr", element)
    w("pStyle", properties, val="PaperRule")
    borders = w("pBdr", properties)
    w("top", borders, val="single", sz=6, space=0, color="auto")
    w("spacing", properties, before=before, after=0, line=80, lineRule="exact")
    side = mm(max(room - length, 0) / 2)
    w("ind", properties, left=side, right=side, firstLine=0)


def page_number_field(parent: etree._Element, style: str) -> None:
    """A centred paragraph that holds the number of the page."""
    element = w("p", parent)
    w("pStyle", w("pPr", element), val=style)
    for kind in ("begin", "instr", "separate", "shown", "end"):
        run = w("r", element)
        if kind == "instr":
            instruction = w("instrText", run)
            instruction.text = " PAGE "
            instruction.set(XML_SPACE, "preserve")
        elif kind == "shown":
            text(run, "2")
        else:
            w("fldChar", run, fldCharType=kind)


def table(
    parent: etree._Element, widths: list[float], *, ruled: bool, centered: bool = False
) -> etree._Element:
    """An empty table of fixed column widths (mm), w:tblGrid set."""
    element = w("tbl", parent)
    properties = w("tblPr", element)
    w("tblW", properties, w=sum(map(mm, widths)), type="dxa")
    if centered:
        w("jc", properties, val="center")
    if ruled:
        borders = w("tblBorders", properties)
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            w(side, borders, val="single", sz=4, space=0, color="auto")
    w("tblLayout", properties, type="fixed")
    margins = w("tblCellMar", properties)
    for side in ("left", "right"):
        w(side, margins, w=mm(1.2) if ruled else 0, type="dxa")
    w("tblLook", properties, val="0000")
    grid = w("tblGrid", element)
    for width in widths:
        w("gridCol", grid, w=mm(width))
    return element


def row(parent: etree._Element, *, whole: bool = True, head: bool = False) -> etree._Element:
    """A row: `whole` keeps it on one page, `head` repeats it on every page."""
    element = w("tr", parent)
    properties = w("trPr", element)
    if whole:
        w("cantSplit", properties)
    if head:
        w("tblHeader", properties)
    return element


def cell(
    parent: etree._Element, width: float, span: int = 1, *, down: int = 1, middle: bool = False
) -> etree._Element:
    """A cell `width` mm wide over `span` columns; its paragraphs are added to it.

    `down` is the number of rows it runs over, 0 for one that continues the cell above.
    """
    element = w("tc", parent)
    properties = w("tcPr", element)
    w("tcW", properties, w=mm(width), type="dxa")
    if span > 1:
        w("gridSpan", properties, val=span)
    if down != 1:
        w("vMerge", properties, val="restart" if down else "continue")
    if middle:
        w("vAlign", properties, val="center")
    return element
