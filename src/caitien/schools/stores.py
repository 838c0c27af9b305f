"""Where the bytes of files stand: on this machine's disk, or in any other storage Django has.

A store keeps contents under their SHA-256. It promises: what it took is there whole and was read
back or synced; what broke off leaves nothing under a lasting name; no call waits without end.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from caitien.ui.problems import Problem

if TYPE_CHECKING:
    from django.core.files.storage import Storage

log = logging.getLogger(__name__)

PIECE = 256 * 1024
#: the folder of files that are still being written
WAITING = "moi"
#: seconds after which a file somebody began to write belongs to nobody
OLD = 2 * 3600
#: seconds a file may take on its way to or from a store that is no disk, and bytes a second more
PATIENCE, PACE = 20.0, 1_000_000
_IN_MEMORY = 1024 * 1024
#: small pieces: the patience is looked at between two of them
_REMOTE_PIECE = 16 * 1024
_PROBE = "kiem-tra"


class StoreDown(Problem):
    """The store does not answer or refuses; nothing changed. `why` is for whoever keeps it."""

    status = 503

    def __init__(self, why: str) -> None:
        super().__init__(
            "Kho tệp của máy chủ chưa dùng được nên việc này chưa làm được. Chưa có gì thay đổi. "
            "Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo người quản trị xem trang sức khỏe của "
            "ứng dụng."
        )
        self.why = why


class Store(Protocol):
    """What every place of bytes can do. Raises StoreDown where it cannot now."""

    def waiting(self) -> contextlib.AbstractContextManager[IO[bytes]]:
        """A file to write to; it is gone after the block unless it was settled."""

    def settle(self, file: IO[bytes], digest: str) -> None:
        """Give the written file its lasting name."""

    def open(self, digest: str, size: int) -> IO[bytes]:
        """A content for reading, at most a little more than `size` bytes of it, not compared.

        Raises FileNotFoundError.
        """

    def probe(self) -> None:
        """Write and read a small thing."""

    def sweep(self, now: float) -> int:
        """Remove what dead writers left; how many."""


def store_of(storage: Storage = default_storage) -> Store:
    """The store behind one of Django's storages: its folder where it has one."""
    if isinstance(storage, FileSystemStorage):
        return LocalStore(Path(storage.location))
    return RemoteStore(storage)


def path_of(digest: str) -> str:
    """Where in a store the content of this hash stands."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def digest_of(file: IO[bytes]) -> str:
    """The SHA-256 of what is left of a file."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


class LocalStore:
    """A folder: files are written beside, synced, and given their name in one step."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextlib.contextmanager
    def waiting(self) -> Iterator[IO[bytes]]:
        """A file on the same disk as its lasting place."""
        folder = self._root / WAITING
        with disk():
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / secrets.token_hex(16)
            file = path.open("x+b")
        try:
            with file:
                yield file
        finally:
            path.unlink(missing_ok=True)

    def settle(self, file: IO[bytes], digest: str) -> None:
        """Sync the file and name it, unless the same content stands there already."""
        final = self._root / path_of(digest)
        with disk():
            file.flush()
            os.fsync(file.fileno())
            if final.exists():
                with final.open("rb") as kept:
                    if digest_of(kept) == digest:
                        return
                log.error("Stored bytes of %s were damaged; replaced by the same content.", digest)
            made = [one for one in (final.parent, final.parent.parent) if not one.exists()]
            final.parent.mkdir(parents=True, exist_ok=True)
            file.close()
            Path(file.name).replace(final)
            for folder in (final.parent, *(one.parent for one in made)):
                _sync(folder)

    def open(self, digest: str, size: int) -> IO[bytes]:
        """The file itself."""
        with disk():
            return (self._root / path_of(digest)).open("rb")

    def probe(self) -> None:
        """Write, read and remove a small file."""
        with self.waiting() as file, disk():
            file.write(_PROBE.encode())
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            if file.read() != _PROBE.encode():
                raise OSError("other bytes")

    def sweep(self, now: float) -> int:
        """Remove files whose writer died more than two hours before `now` (as time.time())."""
        gone = 0
        for path in (self._root / WAITING).glob("*"):
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > OLD:
                    path.unlink()
                    gone += 1
        return gone


@contextlib.contextmanager
def disk() -> Iterator[None]:
    """Turn the refusals of this machine's disk into StoreDown."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        log.error("The folder of files failed: %s", error.strerror)
        raise StoreDown("Không ghi được tệp: đĩa đầy hoặc thiếu quyền.") from error


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class RemoteStore:
    """Any storage of Django's without a folder. Objects appear whole; each is read back once."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def waiting(self) -> contextlib.AbstractContextManager[IO[bytes]]:
        """A temporary file of this machine; the system removes it whatever happens."""
        return tempfile.TemporaryFile()

    def settle(self, file: IO[bytes], digest: str) -> None:
        """Send the file under its name, unless it is there; then read it back."""
        size, name = file.seek(0, os.SEEK_END), path_of(digest)
        with asking():
            there = self._digest(name, size)
            if there == digest:
                return
            if there:
                log.error("Stored bytes of %s were damaged; replaced by the same content.", digest)
            if self._send(file, name, size) == digest:
                return
            self._storage.delete(name)  # damaged bytes the storage would not write over
            if self._send(file, name, size) != digest:
                raise OSError("other bytes came back")

    def _send(self, file: IO[bytes], name: str, size: int) -> str:
        """Save the file; the hash of what then stands under the name."""
        file.seek(0)
        paced: Any = _Paced(file, size)
        given = self._storage.save(name, File(paced, name))
        if given != name:
            self._storage.delete(given)
        return self._digest(name, size)

    def _digest(self, name: str, size: int) -> str:
        try:
            with self._fetch(name, size) as kept:
                return digest_of(kept)
        except FileNotFoundError:
            return ""

    def open(self, digest: str, size: int) -> IO[bytes]:
        """A temporary copy on this machine."""
        with asking():
            return self._fetch(path_of(digest), size)

    def _fetch(self, name: str, size: int) -> IO[bytes]:
        copy: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        try:
            with self._storage.open(name) as kept:
                come, paced = 0, _Paced(kept, size)
                while come <= size and (piece := paced.read(_REMOTE_PIECE)):
                    come += copy.write(piece)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return copy

    def probe(self) -> None:
        """Write and read a small object, without much patience; it stays for the next time."""
        storage: Storage = getattr(self._storage, "hasty", self._storage)
        with asking():
            given = storage.save(_PROBE, File(io.BytesIO(_PROBE.encode()), _PROBE))
            with storage.open(given) as kept:
                same = kept.read(100) == _PROBE.encode()
            if given != _PROBE:
                storage.delete(given)
            if not same:
                raise OSError("other bytes came back")

    def sweep(self, now: float) -> int:
        """Nothing: an object is there whole or not at all."""
        return 0


class _Paced:
    """A file whose reading ends with TimeoutError when the whole takes too long."""

    def __init__(self, file: IO[bytes] | File[bytes], size: int) -> None:
        self._file = file
        self._ends = time.monotonic() + PATIENCE + size / PACE

    def read(self, size: int = -1) -> bytes:
        """Some bytes."""
        if time.monotonic() > self._ends:
            raise TimeoutError("the store is too slow")
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


#: the code of an answer → what it means for whoever keeps the store
_REFUSALS = {
    "InvalidAccessKeyId": "Kho tệp không nhận mã khóa (CAITIEN_FILES_KEY).",
    "SignatureDoesNotMatch": "Kho tệp không nhận khóa (CAITIEN_FILES_SECRET).",
    "AccessDenied": "Kho tệp không cho khóa này đọc hoặc ghi (CAITIEN_FILES_KEY).",
    "403": "Kho tệp không cho khóa này đọc hoặc ghi (CAITIEN_FILES_KEY).",
    "NoSuchBucket": "Kho tệp không có ngăn (bucket) ghi trong CAITIEN_FILES_URL.",
}


@contextlib.contextmanager
def asking() -> Iterator[None]:
    """Turn whatever a storage raises into StoreDown; FileNotFoundError passes."""
    try:
        yield
    except (FileNotFoundError, Problem):
        raise
    except Exception as error:
        log.error("The store of files failed: %s: %s", type(error).__name__, str(error)[:300])
        raise StoreDown(why(error)) from error


def why(error: Exception) -> str:
    """What an error of a storage means, in Vietnamese, for whoever keeps it."""
    told = getattr(error, "response", None)
    code = str(told.get("Error", {}).get("Code", "")) if isinstance(told, dict) else ""
    if code in _REFUSALS:
        return _REFUSALS[code]
    if code:
        return f"Kho tệp báo lỗi {code[:60]}."
    if "Timeout" in type(error).__name__:
        return "Kho tệp trả lời quá chậm."
    return "Không kết nối được kho tệp."
