#!/usr/bin/env python3
"""Chạy Cải Tiến từ thư mục nguồn: tự cài những gì cần vào .venv rồi chạy. Chỉ dùng thư viện chuẩn.

    python3 run.py demo                 mở bản minh họa trong trình duyệt (năm trường không có thật)
    python3 run.py serve                chạy thật trên máy này: trang web, dữ liệu và việc nền
    python3 run.py samples              đọc, kiểm tra và in các kế hoạch mẫu bằng dòng lệnh
    python3 run.py test [tham số]       chạy toàn bộ kiểm thử (tham số chuyển cho pytest)
    python3 run.py caitien …            chạy lệnh caitien, ví dụ: run.py caitien check kehoach.docx
    python3 run.py python …             chạy Python trong môi trường của dự án

Lần đầu cần mạng để tải thư viện (vài chục MB); các lần sau chạy ngay, không cần mạng.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
UV_HOME = ROOT / ".uv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
UV = UV_HOME / "bin" / ("uv.exe" if WINDOWS else "uv")
PARALLEL = ["-n", "2", "--dist", "loadgroup"]
WEB = ["-m", "caitien.config.manage"]
#: what is installed for what; each set holds all of the one before
LOCKS = {"run": ["requirements.lock"], "server": ["requirements.lock", "server.lock"]}
LOCKS["test"] = ["requirements.lock", "test.lock"]
#: a process running on without these would look for packages of the user or of another project
STRAY = (
    "PYTHONHOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_TARGET",
    "PIP_USER",
)


class Stop(Exception):
    """Why the work cannot go on; the message is shown as it is."""


def say(text: str) -> None:
    """One line to the person at the terminal, apart from the program's own output."""
    print(text, file=sys.stderr, flush=True)


def clean_env() -> dict[str, str]:
    """The environment of the install steps."""
    env = {key: value for key, value in os.environ.items() if key not in STRAY}
    env.update(UV_SYSTEM_CERTS="1", UV_PYTHON_DOWNLOADS="never")
    env.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1")
    return env


def quietly(command: list[str | Path]) -> tuple[bool, str]:
    """Run an install step; True and nothing, or False and the last words it said."""
    to_us: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    try:
        done = subprocess.run([str(part) for part in command], env=clean_env(), cwd=ROOT, **to_us)
    except OSError as error:
        return False, str(error)
    words = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return done.returncode == 0, "\n".join(words[-12:])


def fingerprint(names: list[str]) -> str:
    """What the lock files hold and which Python runs: a change means a new install."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def installed(which: str) -> bool:
    """Whether .venv holds what the locks of this set say, or those of a set that holds it."""
    for name in list(LOCKS)[list(LOCKS).index(which) :]:
        stamp = VENV / f"{name}.stamp"
        if stamp.is_file() and stamp.read_text() == fingerprint(LOCKS[name]) and PYTHON.exists():
            return True
    return False


def wanted(name: str) -> str:
    """The set a command needs: PostgreSQL and an object store are for those who set them."""
    shared = os.environ.get("CAITIEN_DATABASE_URL", "").startswith("postgres")
    shared = shared or bool(os.environ.get("CAITIEN_FILES_URL"))
    return "test" if name in ("test", "python") else "server" if shared else "run"


def pip_command() -> list[str | Path]:
    command: list[str | Path] = [sys.executable, "-m", "pip"]
    if quietly([*command, "--version"])[0]:
        return command
    raise Stop(
        "Máy này chưa có pip cho Python.\n"
        "  Debian, Ubuntu:  sudo apt install python3-pip\n"
        "  Fedora:          sudo dnf install python3-pip\n"
        f"  Windows, macOS:  {sys.executable} -m ensurepip --upgrade\n"
        "Cài xong, chạy lại lệnh vừa rồi."
    )


def get_uv() -> Path | None:
    """uv, from the machine or fetched into .uv; None where it cannot be had."""
    if quietly([UV, "--version"])[0]:
        return UV
    quietly([*pip_command(), "install", "--quiet", "--upgrade", "--target", UV_HOME, "uv"])
    if quietly([UV, "--version"])[0]:
        return UV
    found = shutil.which("uv")
    return Path(found) if found else None


def make_venv(uv: Path | None) -> None:
    """An empty .venv of this Python, unless there is one."""
    same = WINDOWS or (VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}").is_dir()
    if same and quietly([PYTHON, "--version"])[0]:
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    words = ""
    if uv:
        done, words = quietly([uv, "venv", "--quiet", "--python", sys.executable, VENV])
        if done:
            return
    done, more = quietly([sys.executable, "-m", "venv", "--without-pip", VENV])
    if not done:
        raise Stop(f"Không tạo được môi trường Python trong {VENV}.\n{words}\n{more}")


def install(which: str) -> None:
    """Bring .venv to what the locks of a set say, by uv or, where it fails, by pip."""
    names = LOCKS[which]
    say("Đang cài các thư viện cần dùng vào .venv (chỉ lần đầu hoặc khi danh sách thay đổi)…")
    uv = get_uv()
    make_venv(uv)
    for stamp in VENV.glob("*.stamp"):
        stamp.unlink()
    words = "không lấy được uv"
    done = False
    if uv:
        sync: list[str | Path] = [uv, "pip", "sync", "--quiet", "--python", PYTHON]
        done, words = quietly([*sync, "--require-hashes", *names])
    if not done:
        say("  uv không cài được, chuyển sang pip (chậm hơn một chút)…")
        files = [part for name in names for part in ("-r", name)]
        step = ["--python", PYTHON, "install", "--quiet", "--no-deps", "--require-hashes"]
        done, more = quietly([*pip_command(), *step, *files])
        if not done:
            raise Stop(
                "Không cài được thư viện. Hãy xem máy có mạng không rồi chạy lại lệnh vừa rồi; "
                f"tệp của thầy cô không bị ảnh hưởng.\n--- uv:\n{words}\n--- pip:\n{more}"
            )
    (VENV / f"{which}.stamp").write_text(fingerprint(names))


def run(arguments: list[str]) -> int:
    """Run the project's Python with src on its path; its exit code."""
    env = {key: value for key, value in os.environ.items() if key not in STRAY}
    env.update(PYTHONPATH=str(ROOT / "src"), PYTHONUTF8="1")
    command = [str(PYTHON), *arguments]
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(command[0], command, env)  # noqa: S606 - the program takes our place and signals
    return subprocess.run(command, env=env, check=False).returncode


def main(arguments: list[str]) -> int:
    """Do what the first word says; the exit code is that of the program run."""
    name, rest = (arguments[0] if arguments else "help"), arguments[1:]
    if name in ("help", "-h", "--help"):
        print((__doc__ or "").strip())
        return 0
    steps = {
        "demo": [*WEB, "demo", *rest],
        "serve": [*WEB, "serve", *rest],
        "samples": [str(ROOT / "tools" / "demo.py"), *rest],
        "test": ["-m", "pytest", *(rest or PARALLEL), "--rootdir", str(ROOT)],
        "caitien": ["-m", "caitien", *rest],
        "python": rest,
    }
    if name not in steps:
        say(f"Không có lệnh “{name}”. Các lệnh: {', '.join(steps)} (xem: python3 run.py help).")
        return 2
    if not installed(wanted(name)):
        install(wanted(name))
    if name == "test":
        os.chdir(ROOT)
    if name == "demo":
        os.environ.setdefault("CAITIEN_DATA", str(ROOT / "ket-qua" / "minh-hoa"))
        os.environ["CAITIEN_DEMO"] = "1"
    return run(steps[name])


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.version_info < (3, 11):
        say(f"Cần Python 3.11 trở lên; máy này đang chạy Python {sys.version.split()[0]}.")
        sys.exit(2)
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        say(str(stop))
        sys.exit(2)
    except KeyboardInterrupt:
        say("\nĐã dừng.")
        sys.exit(130)
