"""Files in an object store that speaks S3, with bounded waiting. Needs the extra `s3`."""

from __future__ import annotations

import base64
import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage

if TYPE_CHECKING:
    from typing import Self

#: seconds to connect and between two pieces of an answer, and how often in all
USUAL = (3.0, 10.0, 2)
HASTY = (2.0, 5.0, 1)
_PIECE = 256 * 1024


class ObjectStorage(S3Storage):  # type: ignore[misc]
    """A bucket only this application reads: one request a write, one a read, no public addresses.

    Options: bucket_name, endpoint_url, region_name, location, access_key, secret_key.
    """

    def __init__(self, *, waits: tuple[float, float, int] = USUAL, **options: Any) -> None:
        self._options = options
        connect, read, times = waits
        config = Config(
            connect_timeout=connect,
            read_timeout=read,
            retries={"total_max_attempts": times, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            max_pool_connections=20,
            # stores other than Amazon's know no checksums after the content; ours stands before it
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        fixed = {
            "default_acl": None,
            "file_overwrite": True,
            "client_config": config,
            # not what the machine's environment holds for other programs
            "security_token": None,
            "session_profile": None,
        }
        super().__init__(**options, **fixed)

    @cached_property
    def hasty(self) -> Self:
        """The same bucket asked with little patience."""
        return type(self)(waits=HASTY, **self._options)

    @cached_property
    def client(self) -> Any:
        """The client, for all threads."""
        return self.connection.meta.client

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """The bytes as they come. Raises FileNotFoundError."""
        try:
            found = self.client.get_object(**self._at(name))
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") == "NoSuchKey":
                raise FileNotFoundError(name) from error
            raise
        return File(found["Body"], name)

    def _save(self, name: str, content: File[bytes]) -> str:
        """Write in one request; the store compares the SHA-256 that comes with it, if it can."""
        digest = hashlib.sha256()
        while piece := content.read(_PIECE):
            digest.update(piece)
        content.seek(0)
        told = base64.b64encode(digest.digest()).decode()
        self.client.put_object(**self._at(name), Body=content, ChecksumSHA256=told)
        return name

    def delete(self, name: str) -> None:
        """Remove an object; one that is not there is no fault."""
        self.client.delete_object(**self._at(name))

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """No object has an address: downloads go through the application, which asks who comes."""
        raise ValueError("files are handed out by the application only")
