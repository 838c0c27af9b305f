"""Compares the PDF reader with pdfplumber: `python tools/bench_pdf.py FILE.pdf …` prints ratios.

Times are the best of five runs (the reader) and of two (pdfplumber: words and tables of every
page). Memory is not measured here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from caitien.core.documents.readers.pdf import read_pdf


def best(job: Callable[[], object], runs: int) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        job()
        times.append(time.perf_counter() - started)
    return min(times)


def baseline(path: Path) -> int:
    """What pdfplumber needs for the same answer: text outside tables and cells of tables."""
    rows = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            rows += sum(len(table) for table in page.extract_tables())
    return rows


def main(names: list[str]) -> None:
    total_own = total_base = 0.0
    for name in names:
        path = Path(name)
        own = best(lambda path=path: read_pdf(path, isolate=False), 5)
        base = best(lambda path=path: baseline(path), 2)
        pages = read_pdf(path, isolate=False).pages
        total_own += own
        total_base += base
        print(f"{path.name:30} {pages:4} trang {own:7.3f} s {base:7.3f} s {base / own:6.1f} lần")
    if total_own:
        print(
            f"{'cộng':30} {total_own:17.3f} s {total_base:7.3f} s {total_base / total_own:6.1f} lần"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
