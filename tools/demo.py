"""`python3 run.py samples`: read, check and print the sample plans; say what happened."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caitien.core.drafts.model import PlanDraft

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples"
OUT = ROOT / "ket-qua"
MARK = "(BẢN MINH HỌA - KHÔNG CÓ GIÁ TRỊ BAN HÀNH)"
README = """\
Các tệp trong thư mục này do lệnh “python3 run.py samples” tạo ra từ các kế hoạch mẫu.
Trường, người và số liệu trong đó đều do nhóm phát triển đặt ra để minh họa.
Xóa thư mục này lúc nào cũng được; chạy lại lệnh thì có lại.
"""


@dataclass(slots=True)
class Line:
    """What came of one sample: a line of the table."""

    name: str
    plans: int = 0
    rows: int = 0
    doubts: int = 0
    errors: int = 0
    warnings: int = 0
    written: int = 0
    trouble: str = ""


def samples() -> list[Path]:
    """The sample plans."""
    kinds = (".docx", ".pdf", ".txt")
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in kinds)


def work_on(path: Path) -> Line:
    """Read, check and print one sample."""
    from caitien.cli.summary import doubts
    from caitien.core.documents.model import ReadError
    from caitien.core.documents.readers import open_document
    from caitien.core.drafts.plan_json import reading_to_dict
    from caitien.core.drafts.read import understand
    from caitien.core.lint.diagnostic import Severity, count_by_severity
    from caitien.core.lint.report import to_text
    from caitien.core.lint.run import check_reading

    line = Line(path.name)
    try:
        reading = understand(open_document(path))
    except ReadError as error:
        line.trouble = str(error)
        return line
    found = check_reading(reading)
    counts = count_by_severity(found)
    line.plans, line.rows = len(reading.plans), sum(len(plan.items) for plan in reading.plans)
    line.doubts = sum(len(doubts(plan)) for plan in reading.plans)
    line.errors, line.warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    folder = OUT / path.stem
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(reading_to_dict(reading), ensure_ascii=False, indent=2)
    (folder / "du-lieu.json").write_text(data + "\n", encoding="utf-8")
    (folder / "kiem-tra.txt").write_text(to_text({path.name: found}), encoding="utf-8")
    line.written = 2 + print_papers(reading.plans, folder)
    return line


def print_papers(plans: list[PlanDraft], folder: Path) -> int:
    """Every plan in its own form and in Biểu 2, as .docx and .pdf, marked; how many files."""
    from caitien.core.render.docx import docx_bytes
    from caitien.core.render.paper import paper_of
    from caitien.core.render.pdf import pdf_bytes

    count = 0
    for number, plan in enumerate(plans, 1):
        tail = f"-{number}" if len(plans) > 1 else ""
        for form, name in ((None, "mau-goc"), ("bieu2_tt57", "bieu-2")):
            paper = paper_of(plan, form)
            paper.title_lines.append(MARK)
            (folder / f"{name}{tail}-minh-hoa.docx").write_bytes(docx_bytes(paper))
            (folder / f"{name}{tail}-minh-hoa.pdf").write_bytes(pdf_bytes(paper))
            count += 2
    return count


def table(lines: list[Line]) -> None:
    """The table of what was found."""
    wide = max(len(line.name) for line in lines)
    heads = ("kế hoạch", "dòng", "chỗ ngờ", "lỗi", "cảnh báo", "tệp ghi")
    print(f"{'Tệp':<{wide}}  " + "  ".join(f"{head:>8}" for head in heads))
    for line in lines:
        if line.trouble:
            print(f"{line.name:<{wide}}  {line.trouble}")
            continue
        numbers = (line.plans, line.rows, line.doubts, line.errors, line.warnings, line.written)
        print(f"{line.name:<{wide}}  " + "  ".join(f"{number:>8}" for number in numbers))


def main() -> int:
    """The demo; 0 where every sample was read."""
    begun = time.perf_counter()
    found = samples()
    print("CẢI TIẾN - MINH HỌA. Trường, người và số liệu dưới đây đều là tên đặt ra.\n")
    print(f"Đang đọc, kiểm tra và in lại {len(found)} tệp kế hoạch mẫu trong tests/samples/ …\n")
    OUT.mkdir(exist_ok=True)
    (OUT / "DOC-TRUOC.txt").write_text(README, encoding="utf-8")
    lines = [work_on(path) for path in found]
    table(lines)
    written = sum(line.written for line in lines)
    print(f"\nXong sau {time.perf_counter() - begun:.1f} giây, ghi {written} tệp vào {OUT.name}/:")
    print("  du-lieu.json             dữ liệu đọc được, từng giá trị kèm vị trí trong tệp gốc")
    print("  kiem-tra.txt             từng lỗi: ở đâu, vì sao, sửa thế nào")
    print("  mau-goc-minh-hoa.docx    kế hoạch in lại theo mẫu của tệp gốc (có cả .pdf)")
    print("  bieu-2-minh-hoa.docx     kế hoạch chuyển sang Biểu 2, Thông tư 57/2026 (có cả .pdf)")
    print("\nThử tiếp với kế hoạch của trường mình (tệp gốc không bị sửa):")
    print("  python3 run.py caitien check kehoach.docx")
    print("  python3 run.py caitien convert kehoach.pdf --to docx -o kehoach-moi.docx")
    print("  python3 run.py caitien --help")
    return int(any(line.trouble for line in lines))


if __name__ == "__main__":
    sys.exit(main())
