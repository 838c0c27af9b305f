"""Progress and colour: only where a person looks."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest

from caitien.cli import terminal
from caitien.cli.outputs import write_whole
from caitien.cli.terminal import Progress, complain, use_colour


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_of_a_terminal(
    env: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert use_colour(Screen()) is coloured
    assert use_colour(io.StringIO()) is False


def test_progress_on_a_terminal_gives_way_to_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(terminal.sys, "stderr", screen)
    with Progress(20) as progress:
        progress.step()
        drawn = screen.getvalue()
        assert "1/20" in drawn
        complain("a.docx", "hỏng")
        assert screen.getvalue()[len(drawn) :].startswith("\r\x1b[K")
    assert screen.getvalue().endswith("hỏng\n")


@pytest.mark.parametrize(("screen", "total"), [(io.StringIO(), 100), (Screen(), 3)])
def test_no_progress_into_a_file_or_for_short_work(
    screen: io.StringIO, total: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal.sys, "stderr", screen)
    with Progress(total) as progress:
        for _ in range(total):
            progress.step()
    assert screen.getvalue() == ""


def test_a_pipe_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("hệ điều hành này không có ống đặt tên")
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"xin chao")
    reader.join(10)
    assert got == [b"xin chao"]
    assert pipe.is_fifo()


def test_a_link_keeps_leading_to_the_file_that_is_written(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "that.json").write_bytes(b"cu")
    (folder / "that.json").chmod(0o640)
    (folder / "link.json").symlink_to(folder / "that.json")
    write_whole(folder / "link.json", b"moi")
    assert (folder / "link.json").is_symlink()
    assert (folder / "that.json").read_bytes() == b"moi"
    assert (folder / "that.json").stat().st_mode & 0o777 == 0o640
