"""Files kept by their content: written once under their SHA-256, verified whenever they are read.

The bytes stand in Django's default storage at `ab/cd/<sha256>` (stores.py); a `StoredFile` names
them for one organisation. Two uploads of the same content share the bytes, never the row.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.core.files import File
from django.http import FileResponse

from caitien.ui.problems import Problem

from .models import StoredFile
from .stores import StoreDown as StoreDown
from .stores import digest_of, disk, store_of
from .stores import path_of as path_of

if TYPE_CHECKING:
    from datetime import datetime

    from caitien.accounts.models import User

    from .models import Organisation

#: purpose → the capability in the school that may fetch it
PURPOSES = {"import": "import.use", "paper": "plan.view", "public": "plan.view"}
#: kinds a browser may show itself; everything else is handed out as a download, in a sandbox
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
_NAME_LENGTH = 150
_SEPARATORS = re.compile(r"[\\/]+")
_UNSAFE = re.compile(r'[<>:"|?*;%]+')
_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FileDamaged(Problem):
    """The kept bytes are missing or no longer those that were stored."""

    status = 500


class FileTooBig(Problem):
    """More bytes than allowed; nothing was kept."""

    status = 413


def clean_name(name: str, fallback: str = "tep") -> str:
    """A file name to show and to download under: the last part, one line, no controls or tricks.

    Letters of direction (right-to-left overrides) and invisible ones go, a long name keeps its
    ending.
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    text = _SEPARATORS.split(text)[-1]
    text = "".join(c if not c.isspace() else " " for c in text if _harmless(c))
    text = re.sub(r" {2,}", " ", _UNSAFE.sub("_", text)).strip(" .")
    if not text:
        return fallback
    if len(text) > _NAME_LENGTH:
        stem, dot, ending = text.rpartition(".")
        if dot and 0 < len(ending) <= 8:
            text = f"{stem[: _NAME_LENGTH - len(ending) - 2].rstrip()}….{ending}"
        else:
            text = text[: _NAME_LENGTH - 1] + "…"
    return text


def _harmless(character: str) -> bool:
    kind = unicodedata.category(character)
    return character.isspace() or not (kind.startswith("C") or kind in ("Zl", "Zp"))


def media_type_of(head: bytes, name: str = "") -> str:
    """The media type by the first bytes of a file; its name only tells Office packages apart."""
    for magic, kind in _KINDS:
        if head.startswith(magic):
            ending = name.rpartition(".")[2].lower()
            return _OFFICE.get(ending, kind) if kind == "application/zip" else kind
    return "text/plain" if head and b"\0" not in head else "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are in the store: their hash, number and first ones. No row names them yet."""

    sha256: str
    size: int
    head: bytes


def keep(*, name: str, content: bytes | Iterable[bytes], most: int | None = None) -> Kept:
    """Put bytes (or pieces of them) into the store; `most` is the largest size in bytes.

    To be called before a transaction that names them, so that nobody waits for a slow store with
    the database locked. Bytes left without a row do no harm. Raises FileTooBig, StoreDown.
    """
    pieces = [content] if isinstance(content, bytes) else content
    digest, size, head = hashlib.sha256(), 0, b""
    place = store_of()
    with place.waiting() as file:
        for piece in pieces:
            size += len(piece)
            if most is not None and size > most:
                raise FileTooBig(
                    f"Tệp “{clean_name(name)}” lớn hơn {most // 1024 // 1024} MB nên chưa nhận. "
                    "Hãy nén ảnh trong tệp hoặc tách riêng phần kế hoạch rồi tải lên lại."
                )
            head = head or piece[:1024]
            digest.update(piece)
            with disk():
                file.write(piece)
        place.settle(file, digest.hexdigest())
    return Kept(digest.hexdigest(), size, head)


def store(
    *,
    organisation: Organisation,
    name: str,
    content: Kept | bytes | Iterable[bytes],
    media_type: str = "",
    purpose: str,
    actor: User | None,
    at: datetime,
    most: int | None = None,
) -> StoredFile:
    """Name a file of an organisation. `content` is what `keep` gave, or the bytes themselves.

    `media_type` "" is told from the content. Raises FileTooBig, StoreDown, ValueError for an
    unknown purpose. The row belongs to the caller's transaction.
    """
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    kept = content if isinstance(content, Kept) else keep(name=name, content=content, most=most)
    clean = clean_name(name)
    return StoredFile.objects.create(
        organisation=organisation,
        sha256=kept.sha256,
        size=kept.size,
        name=clean,
        media_type=media_type or media_type_of(kept.head, clean),
        purpose=purpose,
        uploaded_by=actor,
        uploaded_at=at,
    )


def open_checked(stored: StoredFile) -> IO[bytes]:
    """The file for reading, after its SHA-256 was compared; the caller closes it.

    Raises FileDamaged where the bytes are gone or differ (what was sealed is never handed out
    changed), StoreDown where the store does not answer.
    """
    try:
        file = store_of().open(stored.sha256, stored.size)
    except FileNotFoundError as error:
        raise FileDamaged(
            f"Không tìm thấy nội dung tệp “{stored.name}” trong kho. Thông tin về tệp vẫn còn; "
            "hãy báo người quản trị khôi phục kho tệp từ bản sao lưu."
        ) from error
    try:
        same = digest_of(file) == stored.sha256
    except OSError:  # a disk that fails
        same = False
    if not same:
        file.close()
        raise FileDamaged(
            f"Tệp “{stored.name}” trong kho không còn đúng như lúc được lưu nên không mở. "
            "Hãy báo người quản trị khôi phục từ bản sao lưu; không dùng bản đang có."
        )
    file.seek(0)
    return file


def read_checked(stored: StoredFile) -> bytes:
    """The whole content, verified. Raises FileDamaged, StoreDown."""
    with open_checked(stored) as file:
        return file.read()


def download_response(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file as an answer to a browser. Raises FileDamaged, StoreDown.

    Only PDF and pictures may be shown in place; everything else is a download the browser must not
    guess about, in a sandbox. The caller has checked who asks.
    """
    shown = stored.media_type in SHOWN
    response = FileResponse(
        File(open_checked(stored)),
        as_attachment=not (inline and shown),
        filename=clean_name(stored.name),
        content_type=stored.media_type if shown else "application/octet-stream",
    )
    response["Content-Length"] = stored.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if not shown:
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
