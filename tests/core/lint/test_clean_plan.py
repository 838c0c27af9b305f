"""A plan with nothing wrong in it is left in peace."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.lint import run
from caitien.core.lint.run import check_plan

PLAN = {
    "school_name": "Trường Tiểu học Hòa Bình",
    "school_level": "tieu_hoc",
    "authority": "UBND XÃ HÒA PHÚ",
    "plan_number": "05/KH-THHB",
    "place": "Hòa Phú",
    "date": "2025-09-05",
    "school_year": "2025-2026",
    "title": "KẾ HOẠCH Cải tiến chất lượng giáo dục năm học 2025 - 2026",
    "form_lines": {
        "national_name": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number_line": "Số: 05/KH-THHB",
        "date_line": "Hòa Phú, ngày 05 tháng 9 năm 2025",
    },
    "sections_text": [
        {
            "heading": "I. MỤC ĐÍCH, YÊU CẦU",
            "paragraphs": [
                "1. Mục đích",
                "Nâng dần dần chất lượng các hoạt động; thư điện tử c1hoabinh@hoaphu.edu.vn, "
                "trang http://hoabinh.edu.vn, phòng dịch Covid-19, phần mềm VnEdu và Zoom…",
                "2. Yêu cầu",
                "Phân công công việc rõ ràng cho CB, GV, NV (tổ trưởng, tổ phó…), v.v…",
            ],
        },
        {
            "heading": "II. NỘI DUNG",
            "paragraphs": [
                "1. Nội dung “Uống nước … nhớ nguồn” đưa vào sinh hoạt dưới cờ;",
                "2. Tỷ lệ đạt 98,5%; diện tích 1.234,5 m2; học từ 7:30; cô H'Linh, thầy Y Blôk.",
            ],
        },
        {
            "heading": "III. TỔ CHỨC THỰC HIỆN",
            "paragraphs": [
                "1. Hiệu trưởng chỉ đạo chung.",
                "2. Các xã/phường, học sinh/lớp: phối hợp theo kế hoạch của từng trường./.",
            ],
        },
    ],
    "columns": [
        {"title": "Chủ trì và phối hợp", "field": "assignee_text"},
        {"title": "Thời gian", "field": "time"},
        {"title": "Kinh phí", "field": "budget_text"},
    ],
    "items": [
        {
            "criterion": "3.5",
            "code_text": "Tiêu chí 3.5",
            "target": "Bổ sung 20 bộ thiết bị dạy học tối thiểu lớp 5",
            "solutions": ["Rà soát, lập dự toán", "Mua sắm"],
            "assignee_text": "Hiệu trưởng, kế toán",
            "lead": "Hiệu trưởng",
            "time": "Tháng 10/2025",
            "start": "2025-10",
            "end": "2025-10",
            "budget_text": "50.000.000 đồng",
            "budget_vnd": 50_000_000,
        }
    ],
    "signatory": {"title": "HIỆU TRƯỞNG", "name": "Nguyễn Thị Hoa Mai"},
    "recipients": ["UBND xã Hòa Phú (để b/c);", "CB, GV, NV (để thực hiện);", "Lưu: VT."],
}
FORM_FAMILIES = ["CT101", "CT102", "CT105", "MA", "TT", "CH", "KH", "TC108"]


def test_nothing_is_said_of_a_clean_plan() -> None:
    found = check_plan(plan_from_dict(PLAN), select=FORM_FAMILIES)
    assert [(d.code, d.excerpt, d.message) for d in found] == []


def test_nothing_is_said_of_its_spelling_in_capitals() -> None:
    plan = plan_from_dict(PLAN)
    for section in plan.sections:
        section.paragraphs = [text.upper() for text in section.paragraphs]
    found = check_plan(plan, select=["CH101", "CH102", "CH103", "CH104", "CH105", "CH106"])
    assert [(d.code, d.excerpt) for d in found] == []


def test_rules_and_pages_are_found_in_a_zip(tmp_path: Path) -> None:
    root = Path(str(run.__file__)).parents[3]
    archive = tmp_path / "caitien.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted((root / "caitien").rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                out.write(path, path.relative_to(root))
    code = (
        "from caitien.core.lint import run, explain\n"
        "assert '.zip' in run.__file__\n"
        "print(len(run.all_rules()), explain.explain('CH101').title)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(archive), "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        pytest.fail(done.stderr)
    assert done.stdout.split(" ", 1) == [str(len(run.all_rules())), "Đặt sai dấu thanh\n"]
