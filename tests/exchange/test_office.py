"""LibreOffice draws pages of strangers' files: it fetches nothing and runs nothing."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from caitien.exchange.sandbox import read_apart

from .making import sample

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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="máy không có LibreOffice")
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
            soffice=shutil.which("soffice") or "",
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert outcome.pictures
    assert Spy.asked == []
