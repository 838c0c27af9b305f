"""Makes small .docx files out of raw WordprocessingML for the tests of the reader."""

from __future__ import annotations

import zipfile
from pathlib import Path

from caitien.core.documents.model import Document, Paragraph, Table
from caitien.core.documents.readers.docx import read_docx

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
XMLNS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document_xml(body: str) -> str:
    """word/document.xml around `body`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {XMLNS}>'
        f"<w:body>{body}</w:body></w:document>"
    )


def make_docx(path: Path, body: str = "", **parts: str | bytes) -> Path:
    """Writes a .docx: `body` inside w:body; `styles`, `numbering`, `footnotes` inside their roots.

    `document` replaces the whole main part; `other` adds nothing but a relation-less part.
    """
    relations = []
    files: dict[str, str | bytes] = {}
    for kind in ("styles", "numbering", "footnotes", "endnotes"):
        if kind in parts:
            files[f"word/{kind}.xml"] = f"<w:{kind} {XMLNS}>{parts[kind]!s}</w:{kind}>"
            relations.append(
                f'<Relationship Id="{kind}" Type="{_KIND}/{kind}" Target="{kind}.xml"/>'
            )
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE.format(Path(name).stem)}"/>'
        for name in files
    )
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_RELS_TYPE}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" '
        f'ContentType="{_TYPE.format("document.main")}"/>{types}</Types>'
    )
    files["word/document.xml"] = parts.get("document", document_xml(body))
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_RELS}">{"".join(relations)}</Relationships>'
    )
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="a" Type="{_KIND}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def read_body(tmp_path: Path, body: str, **parts: str | bytes) -> Document:
    """The document read from a .docx made of `body`."""
    return read_docx(make_docx(tmp_path / "mau.docx", body, **parts))


def p(*inner: str, props: str = "") -> str:
    """A paragraph; plain strings without markup become runs."""
    runs = "".join(part if part.startswith("<") else r(part) for part in inner)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{runs}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run of text."""
    look = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*paragraphs: str, props: str = "") -> str:
    """A cell; plain strings become paragraphs."""
    inner = "".join(x if x.startswith("<") else p(x) for x in paragraphs) or "<w:p/>"
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inner}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    """A row; plain strings become cells."""
    inner = "".join(x if x.startswith("<w:tc") else tc(x) for x in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inner}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table with its grid."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    """The texts of the body paragraphs."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def labels(document: Document) -> list[str]:
    """The labels of all paragraphs."""
    return [paragraph.label for paragraph in document.paragraphs()]


def tables(document: Document) -> list[Table]:
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def rows_of(table: Table) -> list[list[str]]:
    """The texts of a table, row by row."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def codes(document: Document) -> list[str]:
    """The codes of the warnings."""
    return [warning.code for warning in document.warnings]
