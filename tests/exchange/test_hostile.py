"""Hostile and broken uploads: bounded, refused in plain Vietnamese, nothing leaked, nothing run."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from tempfile import gettempdir
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.documents.readers.text import read_text_string
from caitien.exchange.models import ImportFile
from caitien.exchange.rendition import html_pages
from tests.people import Cast

from .making import PLAN, address, only, read, sample, upload, zipped

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def word(body: str, before: str = "") -> bytes:
    """A Word file with this body and what stands before its root (a DTD …)."""
    root = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    xml = f'<?xml version="1.0"?>{before}{root}'
    return zipped(_Content_Types__xml=TYPES, word__document_dot_xml=xml.encode())


def ole(stream: str) -> bytes:
    """An OLE file with a stream of this name."""
    entry = stream.encode("utf-16-le") + b"\0\0"
    return OLE + entry.ljust(128, b"\0") + b"\0" * 1024


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        with package.open("word/document.xml", "w") as part:
            for _ in range(150):
                part.write(b" " * 1024 * 1024)
    return out.getvalue()


def endless_pdf(pages: int = 10_000) -> bytes:
    """A PDF of so many empty pages that share one object list."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []

    def put(text: str) -> None:
        places.append(out.tell())
        out.write(f"{len(places)} 0 obj\n{text}\nendobj\n".encode())

    put("<</Type/Catalog/Pages 2 0 R>>")
    kids = " ".join(f"{n + 3} 0 R" for n in range(pages))
    put(f"<</Type/Pages/Count {pages}/Kids[{kids}]/MediaBox[0 0 595 842]>>")
    for _ in range(pages):
        put("<</Type/Page/Parent 2 0 R>>")
    start = out.tell()
    lines = "".join(f"{place:010d} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{lines}".encode())
    out.write(f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


XXE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)

CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("trong.docx", lambda: b""),
    "truncated Word": ("do.docx", lambda: sample("bieu2-thcs.docx")[:9000]),
    "truncated PDF": ("do.pdf", lambda: sample(PLAN)[:3000]),
    "old Word": ("cu.doc", lambda: ole("WordDocument")),
    "encrypted": ("khoa.docx", lambda: ole("EncryptedPackage")),
    "old Excel": ("cu.xls", lambda: ole("Workbook")),
    "zip bomb": ("bom.docx", bomb),
    "external entity": ("xxe.docx", lambda: word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", XXE)),
    "laughs": ("lol.docx", lambda: word("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", LAUGHS)),
    "web page": ("trang.doc", lambda: b"<html><script>alert(1)</script><table></table></html>"),
    "picture": ("anh.docx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 500),
    "program": ("may.docx", lambda: b"MZ" + bytes(range(256)) * 20),
    "other zip": ("goi.docx", lambda: zipped(a_dot_txt=b"xin chao")),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_cannot_be_read_is_refused_kindly(cast: Cast, case: str) -> None:
    name, make = CASES[case]
    begun = time.monotonic()
    batch = read(upload(cast, (name, make())))
    assert time.monotonic() - begun < 30
    part = only(batch)
    assert part.state == ImportFile.State.FAILED
    assert name in part.error
    check_words(part.error)
    client = cast.client(cast.secretary)
    page = client.get(address(cast, batch))
    assert page.status_code == 200
    assert name in page.content.decode()
    assert client.get(address(cast, batch, "1/"))["Location"] == address(cast, batch)


def check_words(text: str) -> None:
    """Vietnamese, with something to do; no traces, paths or classes."""
    assert re.search(r"[ăâđêôơưáàảãạ]", text)
    assert re.search(r"[Hh]ãy|lưu lại|tách", text)
    for leak in ("Traceback", "Error", "Exception", gettempdir(), ".py", "caitien", "None"):
        assert leak not in text


def test_errors_name_file_page_row_cell_and_cause(cast: Cast) -> None:
    """A failed file is named with the cause; a doubtful row with its page, table and row."""
    batch = read(upload(cast, ("do.pdf", sample(PLAN)[:3000]), (PLAN, sample(PLAN))))
    part = batch.files.get(file__name=PLAN)
    part.drafts[0]["items"][1]["time"] = "khi có điều kiện"
    part.drafts[0]["items"][1]["start"] = part.drafts[0]["items"][1]["end"] = None
    part.save()
    page = cast.client(cast.head).get(address(cast, batch, "xem-truoc/")).content.decode()
    assert "<strong>do.pdf</strong>: " in page
    assert (
        "Dòng 2 (tiêu chí 2.4): trang 2, bảng 2, hàng 6: Chưa rõ ngày: “khi có điều kiện”." in page
    )


def test_a_pdf_of_ten_thousand_pages_is_read_within_bounds(cast: Cast) -> None:
    begun = time.monotonic()
    batch = read(upload(cast, ("dai.pdf", endless_pdf())))
    assert time.monotonic() - begun < 60
    part = only(batch)
    assert part.pages.count() <= 60
    assert part.state == ImportFile.State.FAILED
    assert part.error.startswith("Tệp dai.pdf")
    check_words(part.error)


def test_a_scan_says_that_it_holds_no_words(cast: Cast) -> None:
    part = only(read(upload(cast, ("bản chụp.pdf", endless_pdf(3)))))
    assert part.state == ImportFile.State.FAILED
    assert "bản chụp.pdf" in part.error
    check_words(part.error)


def test_a_huge_text_is_refused_or_cut(cast: Cast) -> None:
    text = ("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG\n" + "dòng chữ rất dài " * 20 + "\n") * 60_000
    begun = time.monotonic()
    part = only(read(upload(cast, ("lon.txt", text.encode()))))
    assert time.monotonic() - begun < 60
    assert part.state in (ImportFile.State.FAILED, ImportFile.State.READ)
    assert sum(len(page.html) for page in part.pages.all()) < 2_000_000


def test_macros_are_not_run_and_do_no_harm(cast: Cast) -> None:
    source = zipfile.ZipFile(io.BytesIO(sample("bieu2-thcs.docx")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for info in source.infolist():
            package.writestr(info.filename, source.read(info.filename))
        package.writestr("word/vbaProject.bin", ole("VBA"))
    part = only(read(upload(cast, ("macro.docm", out.getvalue()))))
    assert part.state == ImportFile.State.READ
    assert len(part.drafts[0]["items"]) == 2


SCRIPT = "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>"


def scripted() -> bytes:
    text = sample("xe-dong-tieu-hoc.txt").decode()
    spots = ("\nTiêu chí", "\nHiệu trưởng", "\nTháng")
    for spot in spots:
        text = text.replace(spot, f"\n{SCRIPT}{spot}", 2)
    return f"{SCRIPT}\n{text}".encode()


def test_script_in_texts_and_names_stays_text(cast: Cast) -> None:
    batch = read(upload(cast, ('<img src=x onerror="alert(1)">.txt', scripted())))
    part = only(batch)
    assert part.state == ImportFile.State.READ
    client = cast.client(cast.secretary)
    for rest in ("", "1/", "xem-truoc/", "tien-do/"):
        answer = client.get(address(cast, batch, rest))
        text = answer.content.decode()
        assert "<script>alert" not in text, rest
        assert "<img src=x" not in text, rest
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "&lt;script&gt;alert" in client.get(address(cast, batch, "1/")).content.decode()


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_nothing_of_a_file_becomes_markup(text: str) -> None:
    """Whatever a file says: its rendition holds no tag that is not ours."""
    document = read_text_string(f"KẾ HOẠCH\n{text}<b onclick=x>\n{SCRIPT}", "a.txt")
    html = "".join(html_pages(document))
    tags = {tag.split()[0].strip("</>").lower() for tag in re.findall(r"<[^>]*>", html)}
    assert tags <= {"p", "b", "br", "div", "table", "tbody", "tr", "td"}
    assert "onclick=x>" not in html
    for tag in re.findall(r"<(\w+)([^>]*)>", html):
        names = re.findall(r"([\w-]+)=", re.sub(r'"[^"]*"', '""', tag[1]))
        assert set(names) <= {"data-place", "class", "colspan", "rowspan"}


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\boot.ini", "a\u202etxt.exe", "k" * 300 + ".txt", "\0"]
)
def test_names_cannot_reach_out(cast: Cast, name: str) -> None:
    batch = read(upload(cast, (name, sample("xe-dong-tieu-hoc.txt"))))
    part = only(batch)
    assert part.state == ImportFile.State.READ
    assert not set(part.file.name) & set("/\\\0\u202e")
    assert len(part.file.name) <= 150
    assert cast.client(cast.secretary).get(address(cast, batch)).status_code == 200


def test_a_formula_is_text(cast: Cast) -> None:
    text = (
        sample("xe-dong-tieu-hoc.txt")
        .decode()
        .replace("Tháng", '=HYPERLINK("http://x","y")\nTháng', 1)
    )
    part = only(read(upload(cast, ("f.txt", text.encode()))))
    assert part.state == ImportFile.State.READ


def test_what_the_reading_process_says_is_never_trusted(cast: Cast, monkeypatch: Any) -> None:
    """Even an answer that is no JSON at all only fails that one file."""
    from caitien.exchange import sandbox

    monkeypatch.setattr(sandbox, "_json", lambda path: None)
    part = only(read(upload(cast, (PLAN, sample(PLAN)))))
    assert part.state == ImportFile.State.FAILED
    check_words(part.error)
