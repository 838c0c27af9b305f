"""Which reader a file goes to, and what is said of files that are not read."""

from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path

import pytest

from caitien.core.documents.model import ReadError
from caitien.core.documents.readers import open_document
from caitien.core.documents.readers.decode import decode_text, suspect_old_font

from .docx_maker import codes, make_docx, p, tbl, texts, tr

PLAN = "KẾ HOẠCH\nCải tiến chất lượng giáo dục năm học 2024 - 2025\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def refused(path: Path) -> ReadError:
    """The error of a file, after the promises that hold for every error."""
    with pytest.raises(ReadError) as caught:
        open_document(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.isprintable()
    assert len(message) < 400
    assert message.split(":")[0].strip()
    return caught.value


def ole(stream: str) -> bytes:
    name = stream.encode("utf-16-le")
    return OLE + bytes(512) + name + bytes(128 - len(name)) + bytes(512)


def test_word_by_content_not_by_name(tmp_path: Path) -> None:
    body = p("Một") + tbl(tr("a", "b"), widths=(1, 1))
    for name in ("a.docx", "b.docm", "c.txt", "d", "e.doc"):
        document = open_document(make_docx(tmp_path / name, body))
        assert document.format == "docx"
        assert texts(document) == ["Một"]
    assert open_document(str(tmp_path / "d")).file == str(tmp_path / "d")


def test_text_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "kehoach.docx"
    path.write_text(PLAN, "utf-8")
    document = open_document(path)
    assert document.format == "txt"
    assert "KẾ HOẠCH" in "".join(x.text for x in document.paragraphs())
    assert document.warnings == []


def test_macros_are_told(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "macro.docm", p("chữ"))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf")
    assert codes(open_document(path)) == ["macros-ignored"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_twice_is_told(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "hai.docx", p("chữ"))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/styles.xml", b"<w/>")
        package.writestr("word/styles.xml", b"<w/>")
    assert codes(open_document(path)) == ["duplicate-parts"]


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("cu.doc", ole("WordDocument"), "legacy-doc", ".docx"),
        ("khoa.docx", ole("EncryptedPackage"), "encrypted", "mật khẩu"),
        ("bang.xls", ole("Workbook"), "damaged", ".xlsx"),
        ("bang95.xls", ole("Book"), "excel-binary", ".xlsx"),
        ("chieu.ppt", ole("PowerPoint Document"), "other-kind", "PowerPoint"),
        ("thu.msg", ole("__properties"), "other-kind", "Office"),
        ("a.rtf", rb"{\rtf1\ansi Ke hoach}", "other-kind", "RTF"),
        ("a.doc", rb"{\rtf1\ansi Ke hoach}", "other-kind", "RTF"),
        ("web.doc", b"\xef\xbb\xbf\r\n<html xmlns:o='x'><body>x</body>", "other-kind", "HTML"),
        ("web2.doc", b"<!DOCTYPE html><title>x</title>", "other-kind", "HTML"),
        ("web3.doc", "\ufeff<html><body>x".encode("utf-16-le"), "other-kind", "HTML"),
        ("mht.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "other-kind", "HTML"),
        ("2003.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
         "other-kind", "XML"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "other-kind", "ảnh"),
        ("anh.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(99), "other-kind", "ảnh"),
        ("anh.heic", b"\0\0\0\x18ftypheic" + bytes(99), "other-kind", "ảnh"),
        ("phim.mp4", b"\0\0\0\x18ftypisom" + bytes(99), "other-kind", "không nhận ra"),
        ("goi.rar", b"Rar!\x1a\x07\x01\x00" + bytes(99), "other-kind", "nén"),
        ("may.exe", b"MZ\x90\x00" + bytes(range(32)) * 9, "other-kind", "không nhận ra"),
        ("rong.docx", b"", "empty", "rỗng"),
        ("trang.txt", b" \r\n\t\n", "empty", "không có chữ"),
        ("hong.docx", b"PK\x03\x04" + bytes(200), "damaged", "hỏng"),
        ("~$kehoach.docx", b"\x05Hieu truong" + bytes(150), "lock-file", "khóa tạm"),
    ],
)  # fmt: skip
def test_other_files_are_refused(
    tmp_path: Path, name: str, data: bytes, code: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    error = refused(path)
    assert error.code == code
    assert str(error).startswith(f"{name}: ")
    assert words in str(error)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/workbook.xml", "damaged"),
        ("xl/workbook.bin", "excel-binary"),
        ("ppt/presentation.xml", "other-kind"),
        ("anh/1.png", "other-kind"),
        ("../../etc/passwd", "other-kind"),
    ],
)
def test_other_packages_are_refused(tmp_path: Path, part: str, code: str) -> None:
    path = tmp_path / "goi.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, b"<x/>")
    assert refused(path).code == code


def test_open_document_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", b"<x/>")
    assert "OpenDocument" in str(refused(path))


def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(tmp_path / "khong-co.docx").code == "missing"
    assert refused(tmp_path).code == "directory"
    assert refused(Path("/")).code == "directory"
    assert refused(Path("/dev/zero")).code == "not-a-file"
    assert refused(tmp_path / ("x" * 300)).code == "unreadable"
    assert refused(tmp_path / "a\0b").code == "unreadable"
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    assert refused(pipe).code == "not-a-file"
    with socket.socket(socket.AF_UNIX) as server:
        folder = tmp_path / "s"
        monkeypatch.chdir(tmp_path)
        server.bind(folder.name)
        assert refused(folder).code == "not-a-file"
    (tmp_path / "vong").symlink_to(tmp_path / "vong")
    assert refused(tmp_path / "vong").code == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="quản trị viên (root) đọc được mọi tệp")
def test_a_file_without_leave_to_read(tmp_path: Path) -> None:
    path = tmp_path / "kin.docx"
    path.write_bytes(b"x")
    path.chmod(0)
    assert refused(path).code == "unreadable"


def test_strange_names_are_shown_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "kế\nhoạch\x1b[31m.docx"
    path.write_bytes(b"")
    assert str(refused(path)).startswith("kế?hoạch?[31m.docx: ")
    raw = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.docx"))
    assert refused(raw).code == "missing"


def test_a_password_on_a_part(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", p("x"))
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    assert refused(path).code == "encrypted"


# --- text encodings ---------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_texts(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PLAN.encode(encoding))
    document = open_document(path)
    assert "KẾ HOẠCH" in "".join(x.text for x in document.paragraphs())
    assert document.warnings == []


def vietnamese_1258(text: str) -> bytes:
    """Windows-1258: base letters of the page, tone marks apart."""
    import unicodedata

    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            pieces = unicodedata.normalize("NFD", char)
            base, marks = pieces[0], list(pieces[1:])
            tones = [m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in tones))
            out += (base + "".join(tones)).encode("cp1258")
    return bytes(out)


def test_windows_1258(tmp_path: Path) -> None:
    assert decode_text(vietnamese_1258(PLAN)) == (PLAN, "windows-1258")
    path = tmp_path / "a.txt"
    path.write_bytes(vietnamese_1258(PLAN))
    assert codes(open_document(path)) == ["encoding-guessed"]


def test_old_fonts_are_suspected(tmp_path: Path) -> None:
    tcvn3 = "KÕ ho¹ch c¶i tiÕn chÊt l­îng gi¸o dôc n¨m häc cña tr­êng tiÓu häc §¹i Tõ"
    vni = "Keá hoaïch caûi tieán chaát löôïng giaùo duïc naêm hoïc cuûa tröôøng tieåu hoïc Ñaïi Töø"
    assert suspect_old_font(tcvn3) == "TCVN3"
    assert suspect_old_font(vni) == "VNI"
    assert suspect_old_font(PLAN * 3) == ""
    assert suspect_old_font("Plan for quality improvement, naïve café über alles") == ""
    path = tmp_path / "cu.txt"
    path.write_bytes(tcvn3.encode("cp1252", "replace"))
    assert codes(open_document(path)) == ["encoding-guessed", "legacy-font"]
    assert "Unikey" in open_document(path).warnings[-1].message
    assert codes(open_document(make_docx(tmp_path / "cu.docx", p(vni)))) == ["legacy-font"]


def test_a_few_broken_bytes_do_not_spoil_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((PLAN * 9).encode() + b"\xff" + PLAN.encode() + b"a\0b")
    document = open_document(path)
    assert codes(document) == ["encoding-damaged", "control-characters"]
    assert "KẾ HOẠCH" in "".join(x.text for x in document.paragraphs())


def test_a_pdf_goes_to_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from caitien.core.documents.model import Document
    from caitien.core.documents.readers import pdf

    monkeypatch.setattr(pdf, "read_pdf", lambda path: Document(str(path), "pdf"))
    for name, data in (("a.docx", b"%PDF-1.7\n"), ("b.pdf", b"\x00\x01junk\x02\x03%PDF-1.4\n")):
        path = tmp_path / name
        path.write_bytes(data)
        assert open_document(path).format == "pdf"
