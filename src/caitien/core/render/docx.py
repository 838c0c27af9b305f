"""A paper as .docx, laid out by Nghị định 30/2020/NĐ-CP. The same paper gives the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from lxml import etree

from .docx_styles import add_band, add_header, add_settings, add_styles, section_properties
from .docx_xml import W, cell, paragraph, pieced_paragraph, row, rule, table, w
from .head import HEAD_LEFT, HEAD_RIGHT
from .measure import text_width
from .model import PORTRAIT_WIDTH, Paper, Para, Part, Row, Table
from .printable import printable

_STYLE_OF = {"heading": "PaperHeading", "basis": "PaperBasis", "note": "PaperNote"}
#: the time stamp of every part in the file: a paper knows no clock
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_DROPPED = ("docProps/thumbnail.jpeg",)


def write_docx(paper: Paper, target: str | Path | IO[bytes]) -> None:
    """Write the paper to a path or a binary file."""
    data = docx_bytes(paper)
    if isinstance(target, (str, Path)):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def docx_bytes(paper: Paper) -> bytes:
    """The paper as the bytes of a .docx."""
    import docx

    document = docx.Document()
    add_styles(document.styles.element)
    add_settings(document.settings.element)
    header = add_header(document)
    for identity, link in list(document.part.rels.items()):
        if link.reltype.endswith("/numbering"):  # list marks are words of the paper
            del document.part.rels[identity]
    body = document.element.body
    for child in list(body):
        body.remove(child)
    _head(body, paper)
    for number, part in enumerate(paper.parts):
        last = number == len(paper.parts) - 1
        _blocks(body, part, last and not part.landscape)
        if not last:
            _section_end(body, part.landscape, number, header)
    if paper.parts[-1].landscape:
        _keep_with_signature(body)
    _signature(body, paper)
    only = len(paper.parts) == 1
    section_properties(
        body,
        landscape=paper.parts[-1].landscape,
        first=only,
        header=header if only else None,
    )
    if paper.band:
        add_band(document, paper.band)
    _core(document, paper)
    buffer = BytesIO()
    document.save(buffer)
    return _timeless(buffer)


def _head(body: etree._Element, paper: Paper) -> None:
    """Boxes 1 to 5a of Phụ lục I: nation and motto, school, number, date, title."""
    holder = table(body, [HEAD_LEFT, HEAD_RIGHT], ruled=False)
    first = row(holder)
    left, right = cell(first, HEAD_LEFT), cell(first, HEAD_RIGHT)
    paragraph(left, paper.authority, "PaperAuthority")
    paragraph(left, paper.school, "PaperSchool")
    longest = max(text_width(line, 12, bold=True) for line in paper.school)
    rule(left, HEAD_LEFT, min(longest * 0.45, HEAD_LEFT * 0.5))
    paragraph(right, paper.national_name, "PaperNation")
    paragraph(right, paper.motto, "PaperMotto")
    rule(right, HEAD_RIGHT, text_width(paper.motto, 14, bold=True))
    second = row(holder)
    paragraph(cell(second, HEAD_LEFT), paper.number_line, "PaperNumber")
    paragraph(cell(second, HEAD_RIGHT), paper.date_line, "PaperDate")
    for number, line in enumerate(paper.title_lines):
        paragraph(body, line, "PaperSubject" if number else "PaperKind")
    if len(paper.title_lines) > 1:
        last = min(text_width(paper.title_lines[-1], 14, bold=True), PORTRAIT_WIDTH)
        rule(body, PORTRAIT_WIDTH, last * 0.42, before=40)
    rule_space = body[-1].find(f"{{{W}}}pPr/{{{W}}}spacing")
    if rule_space is not None:
        rule_space.set(f"{{{W}}}after", "200")


def _blocks(body: etree._Element, part: Part, last: bool) -> None:
    for index, block in enumerate(part.blocks):
        final = last and index == len(part.blocks) - 1
        if isinstance(block, Table):
            _table(body, block)
            if not final and not (part.landscape and index == len(part.blocks) - 1):
                w("spacing", w("pPr", w("p", body)), before=0, after=0, line=160, lineRule="exact")
        else:
            _para(body, block, part, index, final)


def _para(body: etree._Element, block: Para, part: Part, index: int, final: bool) -> None:
    style = _STYLE_OF.get(block.style, "PaperBody")
    if part.landscape and block.style == "heading":
        style = "PaperTableHeading"
    before_table = index + 1 < len(part.blocks) and isinstance(part.blocks[index + 1], Table)
    keep = block.style == "heading" or final or before_table
    if block.pieces:
        pieced_paragraph(body, block.pieces, style, keep_next=keep)
    else:
        paragraph(body, block.text, style, keep_next=keep)


def _table(body: etree._Element, block: Table) -> None:
    holder = table(body, block.widths, ruled=True, centered=False)
    for head in block.head:
        _row(holder, head, block, head=True)
    for line in block.rows:
        _row(holder, line, block, head=False)


def _row(holder: etree._Element, line: Row, block: Table, *, head: bool) -> None:
    element = row(holder, whole=head or not line.split, head=head)
    column = 0
    for content in line.cells:
        width = sum(block.widths[column : column + content.span])
        box = cell(element, width, content.span, down=content.down, middle=head)
        for words in content.paragraphs or [""]:
            paragraph(
                box,
                words,
                "PaperCell",
                bold=content.bold,
                italic=content.italic,
                align="center" if content.align == "center" else "",
                keep_next=line.keep_next,
                size=block.size if block.size != 12 else 0,
            )
        column += content.span


def _section_end(body: etree._Element, landscape: bool, number: int, header: str) -> None:
    """Ends a section: the break hangs on the last paragraph, or on a tiny one after a table."""
    last = body[-1]
    properties = last.find(f"{{{W}}}pPr") if last.tag == f"{{{W}}}p" else None
    if properties is None:
        properties = w("pPr", w("p", body))
        w("spacing", properties, before=0, after=0, line=20, lineRule="exact")
    section_properties(
        properties,
        landscape=landscape,
        first=number == 0,
        header=header if number == 0 else None,
    )


def _keep_with_signature(body: etree._Element) -> None:
    """A table on the last, landscape page: a small gap before the signature."""
    w("spacing", w("pPr", w("p", body)), before=0, after=0, line=160, lineRule="exact")


def _signature(body: etree._Element, paper: Paper) -> None:
    """Boxes 7 and 9b: recipients at the left, level with the signer's post at the right."""
    half = PORTRAIT_WIDTH / 2
    holder = table(body, [half, half], ruled=False, centered=paper.parts[-1].landscape)
    line = row(holder)
    left, right = cell(line, half), cell(line, half)
    w("spacing", paragraph(left, "Nơi nhận:", "PaperRecipients"), before=200)
    for words in paper.recipients:
        paragraph(left, words, "PaperRecipient")
    for number, words in enumerate(paper.signer_title):
        properties = paragraph(right, words, "PaperSigner")
        if not number:
            w("spacing", properties, before=200)
    if paper.signer_note:
        paragraph(right, paper.signer_note, "PaperSignerNote")
    name = paragraph(right, paper.signer_name, "PaperSignerName")
    w("spacing", name, before=1400, after=0)
    tail = w("pPr", w("p", body))
    w("spacing", tail, before=0, after=0, line=20, lineRule="exact")


def _core(document: Any, paper: Paper) -> None:
    """Title and language only: no author, no time that nobody gave."""
    core = document.core_properties
    element = core._element
    for child in list(element):
        element.remove(child)
    core.title = printable(" ".join(paper.title_lines))[:255]
    core.language = "vi-VN"


def _timeless(buffer: BytesIO) -> bytes:
    """The same package with fixed time stamps and without the template's picture."""
    out = BytesIO()
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name in _DROPPED:
                continue
            data = source.read(name)
            if name == "_rels/.rels":
                data = _without_thumbnail(data)
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, data)
    return out.getvalue()


def _without_thumbnail(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for link in list(root):
        if link.get("Target") in _DROPPED:
            root.remove(link)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
