"""What kind of file some bytes are, and what to say to the kinds that are not read."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from caitien.core.documents.model import ReadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", 0),
    (b"\xff\xd8\xff", 0),
    (b"GIF8", 0),
    (b"BM", 0),
    (b"II*\0", 0),
    (b"MM\0*", 0),
    (b"WEBP", 8),
)
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"heim", b"heis")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<table[\s>]")
_WEB_ARCHIVE = re.compile(rb"mime-version:|content-type:\s*multipart/related")
_FLAT_XML = (b"mso-application", b"schemas.microsoft.com/office/word/2003", b"<pkg:package")
_BOM = b"\xef\xbb\xbf"

_AGAIN = "Hãy mở bằng Word rồi chọn Lưu thành (Save As) .docx."

#: kind -> (code of the ReadError, what is wrong and what to do)
_REFUSALS = {
    "legacy-doc": (
        "legacy-doc",
        "là tệp .doc đời cũ (Word 97–2003), chưa đọc được: mở bằng Word rồi lưu lại thành .docx.",
    ),
    "encrypted": (
        "encrypted",
        "tệp có đặt mật khẩu nên không đọc được. Hãy mở bằng Word (hoặc Excel), bỏ mật khẩu "
        "(Tệp > Thông tin > Bảo vệ) rồi lưu lại.",
    ),
    "excel-binary": (
        "excel-binary",
        "là bảng tính Excel dạng nhị phân (.xlsb hoặc Excel 95), bản này chưa đọc được. Hãy mở "
        "bằng Excel rồi chọn Lưu thành (Save As) .xlsx.",
    ),
    "slides": (
        "other-kind",
        "là tệp trình chiếu PowerPoint, không phải văn bản kế hoạch. Hãy dùng tệp .docx hoặc .pdf.",
    ),
    "odt": ("other-kind", f"là tệp OpenDocument (.odt), bản này chưa đọc được. {_AGAIN}"),
    "rtf": (
        "other-kind",
        f"là tệp RTF (có khi đổi đuôi thành .doc), bản này chưa đọc được. {_AGAIN}",
    ),
    "html": (
        "other-kind",
        "thực ra là trang web (HTML) đổi đuôi thành tệp Word; khổ giấy và bảng có thể sai. "
        + _AGAIN,
    ),
    "word-xml": ("other-kind", f"là tệp Word dạng XML, bản này chưa đọc được. {_AGAIN}"),
    "picture": (
        "other-kind",
        "là tệp ảnh, không có chữ để đọc. Hãy dùng bản Word (.docx) hoặc PDF xuất từ Word; "
        "ảnh chụp thì cần gõ lại hoặc nhận dạng chữ trước.",
    ),
    "archive": (
        "other-kind",
        "là tệp nén hoặc gói tệp khác, không phải tệp Word. Hãy giải nén rồi chọn tệp .docx hoặc "
        ".pdf bên trong.",
    ),
    "ole": (
        "other-kind",
        "là tệp Office đời cũ nhưng không phải văn bản Word. Hãy dùng tệp .docx, .pdf hoặc .txt.",
    ),
    "damaged": (
        "damaged",
        "gói tệp bị hỏng hoặc tải về chưa trọn, không mở được. Hãy chép lại từ bản gốc, hoặc mở "
        "bằng Word (Open and Repair) rồi lưu lại thành .docx.",
    ),
    "unknown": (
        "other-kind",
        "không nhận ra kiểu tệp (không phải Word, PDF hay văn bản chữ). Hãy dùng tệp .docx, .pdf "
        "hoặc .txt.",
    ),
}


def shown_name(path: Path) -> str:
    """The base name of a file as it can be shown: one line, no control characters, not endless."""
    name = path.name or str(path)
    name = name.encode("utf-8", "replace").decode("utf-8")
    name = "".join(c if c.isprintable() else "?" for c in name)
    return name if len(name) <= 120 else f"{name[:80]}…{name[-30:]}"


def refuse(kind: str, name: str) -> ReadError:
    """The ReadError for a kind of file that is not read."""
    code, message = _REFUSALS[kind]
    return ReadError(code, f"{name}: {message}")


def kind_of(path: Path, head: bytes) -> str:
    """`docx`, `pdf`, `xlsx`, `xls`, `text`, or a kind `refuse` has words for.

    `head`: the first bytes of the file.
    """
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(_ZIP):
        return _zip_kind(path)
    if head.startswith((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")):
        return "archive"
    start = head.removeprefix(_BOM).lstrip()
    if start.startswith(b"%PDF"):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if any(head.startswith(magic, at) for magic, at in _PICTURES):
        return "picture" if _is_binary(head) else "text"
    if head[4:8] == b"ftyp":
        return "picture" if head[8:12] in _PICTURE_BRANDS else "unknown"
    web = _web_kind(start)
    if web:
        return web
    if _is_binary(head):
        return "pdf" if b"%PDF-" in head[:1024] else "unknown"
    return "text"


def _web_kind(start: bytes) -> str:
    """Web pages and Word's own XML, whatever they are called; '' for anything else."""
    low = start[:4096].replace(b"\0", b"").lower().lstrip(b"\xff\xfe \r\n")
    if low.startswith(b"<"):
        if any(sign in low for sign in _FLAT_XML):
            return "word-xml"
        if _HTML.search(low):
            return "html"
    return "html" if _WEB_ARCHIVE.match(low) else ""


def _is_binary(head: bytes) -> bool:
    """More control characters than a text of any encoding has (UTF-16 is a text)."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    from .decode import decode_text

    text, _ = decode_text(head)
    bad = sum(1 for c in text if c < " " and c not in "\t\n\r\x0b\x0c")
    return bad * 10 > len(text)


def _ole_kind(path: Path) -> str:
    """An OLE2 file by the names of its streams."""
    streams = (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "legacy-doc"),
        ("Workbook", "xls"),
        ("PowerPoint Document", "slides"),
        ("Book", "excel-binary"),
    )
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for stream, kind in streams:
            wanted = stream.encode("utf-16-le") + b"\0\0"
            at = data.find(wanted)
            while at >= 0:
                if at % 128 == 0:  # entries of the directory are 128 bytes long
                    return kind
                at = data.find(wanted, at + 1)
    return "ole"


def _zip_kind(path: Path) -> str:
    """A zip by the parts it holds. Raises ReadError `too-big` for endless lists of parts."""
    from .docx_package import BROKEN, Package

    try:
        with Package(path) as package:
            if "word/document.xml" in package:
                return "docx"
            if "xl/workbook.xml" in package:
                return "xlsx"
            if "xl/workbook.bin" in package:
                return "excel-binary"
            if "ppt/presentation.xml" in package:
                return "slides"
            if "content.xml" in package and "mimetype" in package:
                return "odt"
            main = package.relations("").get("officeDocument", "")
            return "docx" if main.startswith("word/") and main in package else "archive"
    except BROKEN:
        return "damaged"
