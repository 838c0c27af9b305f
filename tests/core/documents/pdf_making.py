"""Makes small PDF files for the tests: by typst, and by hand for what no typesetter writes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import typst

from caitien.core.documents.model import Document, Paragraph, Table

PLAIN = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Libertinus Serif", size: 12pt)\n'


def by_typst(folder: Path, source: str, preamble: str = PLAIN) -> Path:
    """A PDF of typst source."""
    written, made = folder / "nguon.typ", folder / "nguon.pdf"
    written.write_text(preamble + source, encoding="utf-8")
    typst.compile(str(written), output=str(made), ignore_system_fonts=True)
    return made


def by_hand(
    folder: Path,
    content: str,
    *,
    page: str = "/MediaBox [0 0 595 842]",
    resources: str = "",
    objects: tuple[str, ...] = (),
    font: str = "/Helvetica",
) -> Path:
    """A PDF of one page with the given content stream; /F is its font."""
    body = content.encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R "
        f"/Resources << /Font << /F 5 0 R >> {resources} >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        f"<< /Type /Font /Subtype /Type1 /BaseFont {font} /Encoding /WinAnsiEncoding >>".encode(),
        *(item.encode("latin-1") for item in objects),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        start,
    )
    made = folder / "tay.pdf"
    made.write_bytes(data)
    return made


def texts(document: Document) -> list[str]:
    """The paragraphs of the body."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    """The tables of the file."""
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[list[str]]]:
    """Row by row, cell by cell, the paragraphs of a table."""
    return [[[p.text for p in cell.paragraphs] for cell in row.cells] for row in table.rows]


def letters(text: str) -> Counter[str]:
    """How often each visible character stands in a text."""
    text = unicodedata.normalize("NFC", text)
    return Counter(text.replace("²", "2").replace("³", "3").translate({0xA0: None, 0xAD: None})) - (
        Counter(dict.fromkeys(" \n\r\t\ufeff\ufffe\x02-", 10**9))
    )


def letters_in_file(path: Path) -> Counter[str]:
    """The same for all text of a PDF, as pdfium gives it."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return letters("".join(pages))


def letters_read(document: Document) -> Counter[str]:
    """The same for what the reader made of the file."""
    parts = [p.full_text for p in document.paragraphs()]
    return letters("".join(parts + [box.text for box in document.text_boxes]))
