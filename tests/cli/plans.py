"""Small plans with faults, made for the tests of the command line."""

from __future__ import annotations

from pathlib import Path

import docx

LINES = [
    "TRƯỜNG TIỂU HỌC ĐỒI SIM",
    "Số : 12/KH-THĐS",
    "KẾ HOẠCH",
    "Cải tiến chất lượng giáo dục",
    "Năm học 2024 - 2025",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "- Nâng cao chất luợng họat động của nhà trường.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Hiệu truởng đôn đốc họat động kiểm tra nội bộ,báo cáo kết quả.",
    "Nơi nhận:",
    "- Các tổ chuyên môn;",
    "- Lưu VT.",
    "HIỆU TRƯỞNG",
    "Lê Thị Mận",
]


def small_plan(path: Path, *more: str, school: str = LINES[0], body: str = LINES[8]) -> Path:
    """A plan with faults of spelling a machine can mend, and others it cannot.

    `more` stands after the signature, `body` in the last section.
    """
    made = docx.Document()
    for text in [school, *LINES[1:8], body, *LINES[9:], *more]:
        made.add_paragraph(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(path))
    return path


def words_of(path: Path) -> str:
    """The text of a Word file as it would be with no change tracked."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
