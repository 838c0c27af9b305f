"""`make bench`: times as ratios, because machines differ. Medians; nothing else should be running.

1. a whole process `caitien check one.docx` against one that only opens the file with python-docx
2. reading and checking apart, as `caitien check --time` measures them: the first file of a process,
   which loads the rules, and the files after it
3. a folder of 1,000 plans with one and with two processes
then the benches of the PDF reader and of printing.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples"
CHECK = [sys.executable, "-m", "caitien", "check"]
OPEN = "import docx, sys; docx.Document(sys.argv[1])"


def whole(command: list[str]) -> tuple[float, str]:
    """Seconds from start to end of a process, and what it said on stderr."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a user's machine, for both sides
    begun = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: mã thoát {done.returncode}\n{done.stderr}")
    return seconds, done.stderr


def median(command: list[str], runs: int) -> float:
    """The median of some runs after one that warms the caches."""
    whole(command)
    return statistics.median(whole(command)[0] for _ in range(runs))


def one_file(path: Path, runs: int) -> None:
    """A whole check against opening the file with python-docx."""
    ours = median([*CHECK, str(path)], runs)
    base = median([sys.executable, "-c", OPEN, str(path)], runs)
    print(f"{path.name}, cả tiến trình, trung vị {runs} lần:")
    print(f"  caitien check        {ours * 1000:7.0f} ms")
    print(f"  chỉ mở bằng python-docx {base * 1000:4.0f} ms   tỷ số {ours / base:.2f}")


def apart(runs: int) -> None:
    """Reading and checking apart, for every sample."""
    print("Đọc và kiểm tra tách riêng, tệp đầu tiên của một tiến trình (--time), trung vị:")
    for path in plans():
        said = [whole([*CHECK, str(path), "--time"])[1] for _ in range(runs)]
        found = [re.search(r"đọc (\d+) ms, kiểm tra (\d+) ms", text) for text in said]
        pairs = [(int(m[1]), int(m[2])) for m in found if m]
        read, checked = (statistics.median(values) for values in zip(*pairs, strict=True))
        told(path.name, read, checked)
    print("Các tệp sau đó, cùng tiến trình:")
    sys.path.insert(0, str(ROOT / "src"))
    from caitien.core.documents.readers import open_document
    from caitien.core.drafts.read import understand
    from caitien.core.lint.run import check_reading

    total = [0.0, 0.0]
    for path in plans():
        times = []
        for _ in range(5 * runs):
            begun = time.perf_counter()
            reading = understand(open_document(path))
            middle = time.perf_counter()
            check_reading(reading)
            times.append((1000 * (middle - begun), 1000 * (time.perf_counter() - middle)))
        read, checked = (statistics.median(values) for values in zip(*times, strict=True))
        total = [total[0] + read, total[1] + checked]
        told(path.name, read, checked)
    told("cộng", *total)


def plans() -> list[Path]:
    """The samples that are read."""
    return [p for p in sorted(SAMPLES.glob("*.*")) if p.suffix in (".docx", ".pdf", ".txt")]


def told(name: str, read: float, checked: float) -> None:
    """One line: ms for reading, ms for checking, checking : reading."""
    ratio = checked / max(read, 0.1)
    print(f"  {name:<26} đọc {read:5.0f} ms  kiểm tra {checked:5.0f} ms  tỷ số {ratio:.2f}")


def folder(count: int) -> None:
    """A folder of plans with one and with two processes."""
    found = [p for p in SAMPLES.glob("*.*") if p.suffix in (".docx", ".txt")]
    with tempfile.TemporaryDirectory() as name:
        for number in range(count):
            path = found[number % len(found)]
            shutil.copyfile(path, Path(name, f"{number:04d}-{path.name}"))
        out = ["--format", "json"]
        times = {}
        for jobs in (1, 2):
            times[jobs] = whole([*CHECK, name, "--jobs", str(jobs), *out])[0]
            speed = count / times[jobs]
            print(f"  {count} tệp, {jobs} tiến trình: {times[jobs]:6.1f} s ({speed:.0f} tệp/s)")
        print(f"  nhanh hơn {times[1] / times[2]:.2f} lần")


def others() -> None:
    """The benches of the PDF reader and of printing, where they are."""
    pdf = [str(path) for path in sorted(SAMPLES.glob("*.pdf"))]
    for name, arguments in (("bench_pdf.py", pdf), ("bench_render.py", [])):
        path = ROOT / "tools" / name
        if path.exists():
            print(f"--- tools/{name}", flush=True)
            env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
            subprocess.run([sys.executable, str(path), *arguments], env=env, check=False)


def main() -> int:
    """Every bench; `--quick` takes few runs and 100 files."""
    quick = "--quick" in sys.argv[1:]
    runs = 3 if quick else 11
    one_file(SAMPLES / "chin-cot-tieu-hoc.docx", runs)
    apart(1 if quick else 3)
    print("Thư mục nhiều kế hoạch:")
    folder(100 if quick else 1000)
    others()
    return 0


if __name__ == "__main__":
    sys.exit(main())
