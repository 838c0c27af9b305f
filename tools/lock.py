"""Make requirements.lock, server.lock and test.lock anew from pyproject.toml (`make lock`).

server.lock holds what only a shared server needs (PostgreSQL, object store), beside
requirements.lock.

One lock serves Linux, Windows and macOS from Python 3.11 on; every file is pinned by hash and no
registry address is written. The font package is added here and not in pyproject.toml: it asks for
rinohtype (AGPL), which must never be installed, and only a lock can leave it out
(docs/decisions/0004).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONT = "rinoh-typeface-texgyretermes>=0.1.1"
NEVER = ("rinohtype",)
HEAD = "# Do tools/lock.py lập từ pyproject.toml; không sửa tay. Làm lại: make lock\n"


def uv_program() -> str:
    """The uv that run.py fetched, else the one on the path."""
    for name in ("uv", "uv.exe"):
        own = ROOT / ".uv" / "bin" / name
        if own.exists():
            return str(own)
    return "uv"


def compile_lock(sources: list[str], excludes: Path, out: Path, upgrade: bool) -> str:
    """The text of a lock for these sources; what stands in `out` is kept unless `upgrade`."""
    command = [uv_program(), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-config"]
    command += ["--excludes", str(excludes), "-o", str(out), *sources]
    subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
    return out.read_text(encoding="utf-8")


def entries(text: str) -> dict[str, str]:
    """The entries of a lock by package name."""
    parts = re.split(r"(?m)^(?=[a-z0-9])", text)
    return {re.split(r"[=\s]", part)[0]: part for part in parts if "==" in part}


def main() -> int:
    """Write the locks; `--upgrade` takes the newest versions."""
    upgrade = "--upgrade" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        excludes, font = Path(folder, "never.txt"), Path(folder, "font.in")
        excludes.write_text("\n".join(NEVER), encoding="utf-8")
        font.write_text(FONT, encoding="utf-8")
        run_lock, test_lock = ROOT / "requirements.lock", ROOT / "test.lock"
        server_lock = ROOT / "server.lock"
        product = ["pyproject.toml", "--extra", "web", str(font)]
        run_text = compile_lock(product, excludes, run_lock, upgrade)
        both = ["--group", "pyproject.toml:test", "--constraints", str(run_lock)]
        test_text = compile_lock(both, excludes, test_lock, upgrade)
        server = ["pyproject.toml", "--extra", "web", "--extra", "postgres", "--extra", "s3"]
        server += ["--constraints", str(run_lock), "--constraints", str(test_lock)]
        server_text = compile_lock(server, excludes, server_lock, upgrade)
    kept = entries(run_text)
    extra = {name: part for name, part in entries(test_text).items() if name not in kept}
    shared = {name: part for name, part in entries(server_text).items() if name not in kept}
    run_lock.write_text(HEAD + "".join(kept.values()), encoding="utf-8")
    test_lock.write_text(HEAD + "".join(extra.values()), encoding="utf-8")
    server_lock.write_text(HEAD + "".join(shared.values()), encoding="utf-8")
    for lock in (run_lock, test_lock, server_lock):
        text = lock.read_text(encoding="utf-8")
        if "://" in text or any(f"\n{name}==" in text for name in NEVER):
            print(f"{lock.name}: có địa chỉ kho gói hoặc gói không được phép", file=sys.stderr)
            return 1
    print(
        f"requirements.lock: {len(kept)} gói; test.lock: thêm {len(extra)} gói; "
        f"server.lock: thêm {len(shared)} gói"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
