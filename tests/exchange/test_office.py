"""LibreOffice draws pages of strangers' files: it fetches nothing and runs nothing."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from caitien.core.vietnamese.text import collapse
from caitien.exchange.office import convert
from caitien.exchange.sandbox import Limits, read_apart

from .making import sample
from .test_hostile import ole

OFFICE = shutil.which("soffice") or ""
needs_office = pytest.mark.skipif(not OFFICE, reason="máy không có LibreOffice")

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PICTURE = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{kind}"><v:shape '
    'style="width:100pt;height:100pt"><v:imagedata r:id="rId999"/></v:shape></w:pict></w:r></w:p>'
)


class Spy(BaseHTTPRequestHandler):
    """Remembers whoever asks."""

    asked: list[str] = []  # noqa: RUF012 - one list for the one test

    def do_GET(self) -> None:
        """Note the address."""
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def with_picture(address: str) -> bytes:
    """The sample with a picture that stands on a web server."""
    relation = (
        f'<Relationship Id="rId999" Type="{_KIND}/image" Target="{address}" TargetMode="External"/>'
    )
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sample("bieu2-thcs.docx"))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            data = source.read(name).decode() if name.endswith((".xml", ".rels")) else None
            if data and name == "word/_rels/document.xml.rels":
                data = data.replace("</Relationships>", f"{relation}</Relationships>")
            if data and name == "word/document.xml":
                data = data.replace("<w:body>", f"<w:body>{_PICTURE.format(kind=_KIND)}", 1)
            package.writestr(name, data if data is not None else source.read(name))
    return out.getvalue()


@needs_office
def test_a_picture_from_outside_is_not_fetched() -> None:
    """A file cannot make the server call somebody (or a machine inside the school's network)."""
    server = HTTPServer(("127.0.0.1", 0), Spy)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        outcome = read_apart(
            io.BytesIO(with_picture(f"http://127.0.0.1:{server.server_port}/spy.png")),
            "kế hoạch.docx",
            tick=lambda done, total: True,
            soffice=OFFICE,
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert outcome.pictures
    assert Spy.asked == []


def old(name: str, ending: str, folder: Path) -> bytes:
    """A sample as LibreOffice writes it in a former kind."""
    (folder / name).write_bytes(sample(name))
    made = convert(folder / name, name.rpartition(".")[2], ending, OFFICE, folder, seconds=60)
    assert made
    return made.read_bytes()


@needs_office
@pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
def test_a_word_file_of_a_former_kind_is_read_like_the_new_one(tmp_path: Path, ending: str) -> None:
    content = old("bieu2-thcs.docx", ending, tmp_path)
    name = f"Kế hoạch năm ngoái.{ending}"
    found = read_apart(io.BytesIO(content), name, tick=lambda a, b: True, soffice=OFFICE)
    new = read_apart(
        io.BytesIO(sample("bieu2-thcs.docx")), "a.docx", tick=lambda a, b: True, soffice=""
    )
    assert found.reading, found.error
    assert new.reading
    assert found.reading["file"] == name
    assert "đời cũ" in found.reading["warnings"][0]["message"]
    told = [w["message"] for w in found.reading["warnings"]]
    assert not any("office" in words or "in.docx" in words for words in told)
    assert texts(found.reading) == texts(new.reading)
    assert found.pictures


def texts(reading: dict[str, Any]) -> list[list[str]]:
    """The words of the rows of the first plan."""
    names = ("criterion", "content", "solutions", "time", "assignee_text")
    return [
        [collapse(str(item.get(name) or "")) for name in names]
        for item in reading["plans"][0]["items"]
    ]


@pytest.mark.parametrize("program", ["", "/bin/false"])
def test_a_former_kind_without_libreoffice_is_told_what_to_do(tmp_path: Path, program: str) -> None:
    found = read_apart(
        io.BytesIO(ole("WordDocument")), "cũ.doc", tick=lambda a, b: True, soffice=program
    )
    assert found.reading is None
    assert found.error == (
        "cũ.doc: là tệp .doc đời cũ (Word 97–2003), chưa đọc được: mở bằng Word rồi lưu lại thành "
        ".docx."
    )


@needs_office
def test_a_hostile_file_of_a_former_kind_costs_only_itself() -> None:
    for content in (ole("WordDocument"), b"{\\rtf1" + b"{" * 200_000):
        limits = Limits(office_seconds=20)
        found = read_apart(
            io.BytesIO(content), "a.doc", tick=lambda a, b: True, soffice=OFFICE, limits=limits
        )
        assert found.reading is None
        assert found.error.startswith("a.doc: ")
