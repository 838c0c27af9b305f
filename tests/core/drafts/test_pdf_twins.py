"""The same plan as .docx and as the .pdf an office program makes of it says the same."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import PlanDraft, content_of
from caitien.core.drafts.read import understand

from .paper import FIVE, Paper, nine
from .test_bieu2 import bieu2, check


def _pdf(docx: Path) -> Path:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("không có LibreOffice (soffice) để đổi .docx sang .pdf")
    profile = docx.parent / "profile"
    subprocess.run(
        [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(docx.parent), str(docx)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return docx.with_suffix(".pdf")


def _two_row_head() -> Paper:
    return (
        Paper().head().title().lines("I. NỘI DUNG").table(
            ["TT", "Tiêu chí", "Giải pháp", "Phân công", ..., "Thời gian", ...],
            [None, None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"],
            ["1", "Tiêu chí 2.2", "Bồi dưỡng giáo viên mới vào nghề", "Phó Hiệu trưởng",
             "Tổ Khối 1, Công đoàn", "9/2026", "12/2026"],
            ["2", "Tiêu chí 4.1", "Họp định kỳ với cha mẹ học sinh", "GVCN", "Ban đại diện CMHS",
             "10/2026", "5/2027"],
        ).lines("II. TỔ CHỨC THỰC HIỆN", "Các tổ thực hiện.").sign()
    )  # fmt: skip


def _merged() -> Paper:
    return nine(
        "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
        ["1", "Tiêu chí 1.2", "Hội đồng trường họp đủ", "Lập lịch họp", "Thư ký hội đồng",
         "Tháng 9/2026", "Không", "Phòng họp", ""],
        ["2", "Tiêu chí 1.4", "Tổ sinh hoạt đúng", "1. Thêm chuyên đề\n2. Ghi biên bản",
         "Tổ trưởng", "Học kỳ I", "200.000 đồng", "", "Theo mẫu"],
        "Tiêu chuẩn 3: Cơ sở vật chất",
        ["3", "Tiêu chí 3.2", "Phòng học sáng", "Thay đèn", "Bảo vệ", "Tháng 8/2026",
         "5.000.000 đồng", "", ""],
    )  # fmt: skip


def _long() -> Paper:
    """Three pages of table; the head repeats, a row runs over the page."""
    words = [
        "tổ",
        "chức",
        "chuyên",
        "đề",
        "dạy",
        "học",
        "cho",
        "giáo",
        "viên",
        "trẻ",
        "và",
        "học",
        "sinh",
        "yếu",
        "theo",
        "từng",
        "khối",
        "lớp",
    ]
    rows = [
        [
            str(n),
            f"Tiêu chí {n % 4 + 1}.{n % 6 + 1}",
            f"Đợt {n} " + " ".join(words[(n * i * i + i) % len(words)] for i in range(90)),
            "Tổ trưởng",
            f"Tháng {n % 4 + 9}/2026",
        ]
        for n in range(1, 13)
    ]
    return Paper().head().title().lines("I. NỘI DUNG").table(FIVE, *rows).lines(
        "II. TỔ CHỨC THỰC HIỆN", "Các tổ thực hiện.").sign()  # fmt: skip


def _content(plan: PlanDraft) -> dict[str, Any]:
    """The content with line ends as spaces and columns by field.

    A PDF does not tell a printed line's end from the author's, nor a word a narrow column broke.
    """
    data: dict[str, Any] = json.loads(json.dumps(content_of(plan)).replace("\\n", " "))
    data["columns"] = [column["field"] for column in data["columns"]]
    return data


@pytest.mark.parametrize("make", [_two_row_head, _merged, _long])
def test_same_content(tmp_path: Path, make: Callable[[], Paper]) -> None:
    path = make().save(tmp_path)
    (mine,) = understand(open_document(path)).plans
    (theirs,) = understand(open_document(_pdf(path))).plans
    assert _content(theirs)["items"] == _content(mine)["items"]
    assert _content(theirs) == _content(mine)


def test_bieu2(tmp_path: Path) -> None:
    check(understand(open_document(_pdf(bieu2().save(tmp_path)))).plans[0])
