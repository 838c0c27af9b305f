"""How long printing takes: a plan of about thirty pages as PDF and as .docx.

python3 run.py python tools/bench_render.py
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from caitien.core.drafts.model import Item, PlanDraft, Section, SectionTable
from caitien.core.render.docx import write_docx
from caitien.core.render.paper import paper_of
from caitien.core.render.pdf import pdf_bytes

JOB = (
    "Khảo sát nhu cầu của các tổ, lập dự toán, trình Hội đồng trường thông qua, tổ chức thực hiện"
    " và báo cáo kết quả với toàn thể giáo viên trong phiên họp tháng."
)


def plan(rows: int) -> PlanDraft:
    """A nine-column plan of so many rows."""
    items = [
        Item(
            standard=str(n % 5 + 1),
            criterion=f"{n % 5 + 1}.{n % 6 + 1}",
            target=f"Đến tháng 5/2026 có {n} lớp đạt yêu cầu, tăng 02 lớp so với đầu năm học",
            solutions=[JOB, JOB],
            assignee_text="Phó Hiệu trưởng, tổ trưởng chuyên môn",
            time="Tháng 10/2025",
            budget_text="5.000.000 đồng",
        )
        for n in range(rows)
    ]
    table = [SectionTable("items", 0)]
    return PlanDraft(
        school_name="Trường Tiểu học Hoa Mai",
        plan_number="15/KH-THHM",
        date="2025-08-20",
        title_lines=["KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2025 - 2026"],
        table_layout="cv5932_9",
        sections=[Section("I. NỘI DUNG", tables=table)],
        items=items,
    )


def median(work: Callable[[], object], runs: int = 7) -> float:
    """The median time of some runs, in seconds, after one run to warm up."""
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Print pages, times and pages a second."""
    import pypdfium2

    for rows in (6, 125):
        paper = paper_of(plan(rows))
        pages = len(pypdfium2.PdfDocument(pdf_bytes(paper)))
        pdf = median(lambda paper=paper: pdf_bytes(paper))  # type: ignore[misc]
        docx = median(lambda paper=paper: write_docx(paper, io.BytesIO()))  # type: ignore[misc]
        print(
            f"{rows:4} dòng, {pages:3} trang: PDF {pdf * 1000:5.0f} ms,"
            f" .docx {docx * 1000:5.0f} ms, tỷ số .docx : PDF {docx / pdf:.1f}"
        )


if __name__ == "__main__":
    main()
