"""PDF files with text: paragraphs and tables by geometry, through pdfium."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caitien.core.documents.model import Document, Paragraph, Place, ReadError, ReadWarning

if TYPE_CHECKING:
    from caitien.core.documents.readers.pdf_layout import PageLayout

MOST_PAGES = 500
MOST_CHARACTERS = 2_000_000
MOST_PATHS = 50_000
MOST_SECONDS = 6.0  # for reading; putting it together takes about a quarter more
SUSPICIOUS_SIZE = 5_000_000
_pdfium = threading.Lock()  # pdfium knows only one thread


def read_pdf(path: Path, *, isolate: bool | None = None) -> Document:
    """Read a PDF that holds text.

    `isolate` True reads in a child process with limits of time and memory, False in this
    process; None chooses the child for large or odd files. Raises ReadError with codes
    `not-found`, `empty-file`, `not-pdf`, `encrypted`, `broken-pdf`, `scanned-pdf`,
    `too-slow`.
    """
    from caitien.core.documents.readers import pdf_worker

    if isolate is None:
        isolate = _looks_odd(path)
    return pdf_worker.read_in_child(path) if isolate else read_here(path)


def _looks_odd(path: Path) -> bool:
    """True for a large file, or one whose end or page count is not as it should be."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
            file.seek(max(0, size - 2048))
            tail = file.read()
    except OSError:
        return False  # read_here says what is wrong
    if not size or b"%PDF-" not in head:
        return False
    return size > SUSPICIOUS_SIZE or b"%%EOF" not in tail or b"startxref" not in tail


def read_here(path: Path) -> Document:
    """Read in this process; errors as `read_pdf`."""
    _check_file(path)
    with _pdfium:
        pages, warnings = _pages(path)
    return _document(str(path), pages, warnings)


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise ReadError("not-found", f"Không mở được tệp {path.name}: {error.strerror}.") from None
    if not head:
        raise ReadError("empty-file", f"Tệp {path.name} rỗng (0 byte); hãy chọn lại tệp.")
    if b"%PDF-" not in head:
        raise ReadError(
            "not-pdf",
            f"Tệp {path.name} không phải là PDF; hãy kiểm tra lại tệp hoặc phần đuôi tên.",
        )


def _open(path: Path) -> Any:
    import pypdfium2
    import pypdfium2.raw as c

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise ReadError(
                "encrypted",
                f"Tệp {path.name} có mật khẩu; hãy bỏ mật khẩu (mở rồi in ra PDF mới) và thử lại.",
            ) from None
        raise ReadError(
            "broken-pdf",
            f"Tệp {path.name} hỏng hoặc chưa tải hết; hãy tải lại hoặc xuất lại PDF từ Word.",
        ) from None


def _pages(path: Path) -> tuple[list[PageLayout], list[ReadWarning]]:
    from caitien.core.documents.readers.pdf_layout import lay_out
    from caitien.core.documents.readers.pdf_page import read_page

    document = _open(path)
    started = time.monotonic()
    warnings: list[ReadWarning] = []
    pages: list[PageLayout] = []
    characters = 0
    try:
        count = len(document)
        if not count:
            raise ReadError("broken-pdf", f"Tệp {path.name} không có trang nào; hãy xuất lại PDF.")
        for index in range(min(count, MOST_PAGES)):
            reason = _reason_to_stop(characters, started)
            if reason:
                warnings.append(_cut_off(path, index, count, reason))
                break
            try:
                content = read_page(document.raw, index, MOST_PATHS)
            except ValueError:
                warnings.append(_bad_page(path, index + 1))
                continue
            characters += content.characters
            pages.append(lay_out(content))
        else:
            if count > MOST_PAGES:
                warnings.append(_cut_off(path, MOST_PAGES, count, f"quá {MOST_PAGES} trang"))
    finally:
        document.close()
    return pages, warnings


def _reason_to_stop(characters: int, started: float) -> str:
    if characters > MOST_CHARACTERS:
        return "tệp có quá nhiều chữ"
    if time.monotonic() - started > MOST_SECONDS:
        return "tệp nặng, đọc quá lâu"
    return ""


def _cut_off(path: Path, kept: int, count: int, reason: str) -> ReadWarning:
    return ReadWarning(
        "pdf-cut-off",
        f"Chỉ đọc {kept} trang đầu của {count} trang vì {reason}; "
        "hãy tách tệp rồi đọc phần còn lại.",
        Place(file=str(path), page=kept + 1),
    )


def _bad_page(path: Path, page: int) -> ReadWarning:
    return ReadWarning(
        "bad-page",
        f"Trang {page} hỏng nên bỏ qua, các trang khác vẫn đọc; hãy xuất lại PDF từ Word.",
        Place(file=str(path), page=page),
    )


def _document(name: str, pages: list[PageLayout], warnings: list[ReadWarning]) -> Document:
    from caitien.core.documents.readers.pdf_build import build_document
    from caitien.core.documents.readers.pdf_layout import drop_running_text
    from caitien.core.documents.readers.pdf_quality import judge_quality

    contents = [page.content for page in pages]
    warnings = warnings + judge_quality(name, contents)
    running = drop_running_text(pages)
    document = build_document(name, pages)
    document.warnings = warnings + document.warnings
    slanted = [text for content in contents for text in content.slanted]
    for text in dict.fromkeys([*running, *slanted]):
        document.text_boxes.append(Paragraph(text, Place(file=name)))
    return document
