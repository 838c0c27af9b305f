"""What comes with an upload: its files, bounded before they are read."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

_ONCE = re.compile(r"[\w-]{16,64}")


class Bounded(FileUploadHandler):
    """Stops an upload that grows beyond what is allowed, before it fills the disk."""

    def __init__(self, request: HttpRequest, most: int, files: int) -> None:
        super().__init__(request)
        self._most, self._files = most, files
        self._size = self._count = self._all = 0
        #: names of files that were too large
        self.too_big: list[str] = []
        self.too_many = False

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._size = 0
        self._count += 1
        if self._count > self._files:
            self.too_many = True
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let a piece pass, as long as the file and all of them together are small enough."""
        self._size += len(raw_data)
        self._all += len(raw_data)
        if self._size > self._most:
            self.too_big.append(str(self.file_name or ""))
            raise SkipFile
        if self._all > self._most * 8:
            self.too_many = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The next handler keeps the file."""
        return None


def once_of(request: HttpRequest) -> str:
    """The token of a form; a form without one is a form of its own."""
    sent = request.POST.get("once", "")
    return sent if _ONCE.fullmatch(sent) else secrets.token_urlsafe(24)
