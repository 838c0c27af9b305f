"""The command as a real process: pipes, signals, colours, hostile files."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from .tools import CLEAN, NINE, ROOT, SAMPLES, one_line_each, process


def a_zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


HOSTILE = {
    "rong.docx": b"",
    "rong.pdf": b"",
    "rong.txt": b"",
    "rac.docx": os.urandom(2000),
    "zip-la.docx": a_zip(hello=b"x"),
    "cut.docx": NINE.read_bytes()[:9000],
    "cut.pdf": (SAMPLES / "chin-cot-thcs.pdf").read_bytes()[:3000],
    "nhi-phan.txt": bytes(range(256)) * 40,
    "la.xyz": b"\x00\x01\x02",
}


@pytest.mark.parametrize("command", ["read", "check"])
def test_hostile_files_cost_one_vietnamese_line_each(command: str, tmp_path: Path) -> None:
    for name, data in HOSTILE.items():
        (tmp_path / name).write_bytes(data)
    ran = process(command, *(tmp_path / name for name in HOSTILE))
    lines = one_line_each(ran.err)
    assert ran.code == 2
    assert len(lines) == len(HOSTILE), ran.err
    for name, line in zip(HOSTILE, lines, strict=True):
        assert line.startswith(f"caitien: {tmp_path / name}: ")
        assert "lỗi của chính nó" not in line


@pytest.mark.parametrize("words", [["check", NINE], ["rules"], ["explain", "CH"], ["--help"]])
def test_no_colour_into_a_pipe(words: list[object]) -> None:
    assert "\x1b[" not in process(*words, FORCE_COLOR="1").out


@pytest.mark.skipif(sys.platform == "win32", reason="pty chỉ có trên Linux và macOS")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal_unless_no_color(no_color: str, coloured: bool) -> None:
    import pty

    parent, child = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": no_color, "TERM": "xterm"}
    command = [sys.executable, "-m", "caitien", "rules", "--select", "CH"]
    with subprocess.Popen(command, env=env, stdout=child, stderr=child) as run:
        run.wait(60)
    os.close(child)
    shown = os.read(parent, 65536)
    os.close(parent)
    assert (b"\x1b[" in shown) is coloured
    assert "Chính tả".encode() in shown


def test_exit_codes() -> None:
    assert process("check", CLEAN).code == 0
    assert process("check", NINE).code == 1
    assert process("check", "khong-co.docx").code == 2
    assert process("khong-co").code == 2


def test_vietnamese_in_a_plain_c_locale() -> None:
    ran = process("check", NINE, LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "Trường" in process("read", NINE, PYTHONIOENCODING="cp1252").out
    assert "lỗi" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="đóng ống giữa chừng chỉ thử trên Linux, macOS")
def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "caitien", "read", *map(str, [NINE] * 1), str(SAMPLES)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        err = run.stderr.read().decode()
        run.wait(60)
    assert err == ""
    assert run.returncode in (0, 141)


@pytest.mark.skipif(sys.platform == "win32", reason="tín hiệu ngắt chỉ thử trên Linux, macOS")
def test_interrupt_is_clean(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.docx").write_bytes(NINE.read_bytes())
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "caitien", "check", str(tmp_path)]
    with subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as run:
        time.sleep(1.5)
        os.killpg(run.pid, signal.SIGINT)
        assert run.stderr is not None
        err = run.stderr.read().decode()
        run.wait(30)
    assert run.returncode == 130
    assert "Đã dừng" in err
    assert "Traceback" not in err


def test_an_error_of_the_program_is_told_without_a_traceback() -> None:
    program = (
        "import sys, caitien.cli.gather as g\n"
        "def broken(words): raise RuntimeError('hỏng')\n"
        "import caitien.cli.read_command as r\n"
        "r.gather = broken\n"
        "from caitien.cli.main import main\n"
        "sys.exit(main(['read', 'x']))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert one_line_each(done.stderr)[0].startswith("caitien: RuntimeError: hỏng")
