"""Uploads made for the tests: samples and small hostile files, read at once."""

from __future__ import annotations

import io
import secrets
import zipfile
from copy import deepcopy
from functools import cache
from pathlib import Path

from caitien.exchange import services_read
from caitien.exchange.models import Import, ImportFile
from caitien.exchange.sandbox import Outcome, read_apart
from caitien.exchange.services_upload import Upload, receive
from caitien.exchange.tasks import read_file
from tests.people import NOW, Cast

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PLAN = "chin-cot-thcs.pdf"


def sample(name: str) -> bytes:
    """The bytes of a sample of this repository."""
    return (SAMPLES / name).read_bytes()


def upload(cast: Cast, *files: tuple[str, bytes], once: str = "") -> Import:
    """An import of these files (name, bytes) by the secretary; not yet read."""
    uploads = [Upload(name, io.BytesIO(content)) for name, content in files]
    once = once or secrets.token_urlsafe(24)
    actor = cast.secretary
    return receive(school=cast.school, uploads=uploads, once=once, actor=actor, at=NOW).batch


def read(batch: Import) -> Import:
    """Read every waiting file of an import, as a worker does."""
    for part in batch.files.filter(state=ImportFile.State.WAITING):
        read_file.call(part.pk)
    batch.refresh_from_db()
    return batch


@cache
def _outcome(name: str) -> Outcome:
    """What comes of a sample without LibreOffice; read once for all tests."""
    return read_apart(io.BytesIO(sample(name)), name, tick=lambda done, total: True)


def ready(cast: Cast, name: str = PLAN) -> Import:
    """An import of one sample, read (the reading itself is done once and remembered)."""
    batch = upload(cast, (name, sample(name)))
    part = services_read.claim(part_id=batch.files.get().pk, at=NOW)
    assert part
    assert services_read.finish(part=part, outcome=deepcopy(_outcome(name)))
    batch.refresh_from_db()
    return batch


def only(batch: Import) -> ImportFile:
    """The one file of an import."""
    return ImportFile.objects.select_related("file", "batch").get(batch=batch)


def address(cast: Cast, batch: Import, rest: str = "") -> str:
    """The address of an import's page, or of one below it."""
    return f"/truong/{cast.school.slug}/nhap/{batch.key}/{rest}"


def zipped(**parts: bytes) -> bytes:
    """A zip whose parts are named with __ for / and _dot_ for a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()
