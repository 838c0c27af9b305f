"""What `serve` says once its port is open."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest

from caitien.config import preparing
from caitien.management.commands.serve import Command


@pytest.mark.parametrize(
    ("host", "names", "told"),
    [("0.0.0.0", [], True), ("192.168.1.20", [], True), ("0.0.0.0", ["a.vn"], False),  # noqa: S104
     ("127.0.0.1", [], False)],
)  # fmt: skip
def test_who_serves_a_network_without_naming_the_machine_is_told(
    monkeypatch: pytest.MonkeyPatch, settings: Any, host: str, names: list[str], told: bool
) -> None:
    settings.HOSTS = names
    monkeypatch.setattr(preparing, "setup_code", lambda: None)
    out = StringIO()
    Command(stdout=out)._ready(host, 8000)
    assert ("CAITIEN_HOSTS" in out.getvalue()) is told
    assert "http://" in out.getvalue()
