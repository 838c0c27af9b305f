"""Whole papers a careful secretary would send off: read from files, they are left in peace.

One paper for each layout, school level and time of law; all of it invented. A finding here is a
fault of the paper (mend the paper) or a false alarm (mend the rule).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.document import Document as Word

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import Reading
from caitien.core.drafts.read import understand
from caitien.core.lint.diagnostic import Severity
from caitien.core.lint.run import check_reading
from tests.core.lint.family import run
from tests.samples.plans import MOTTO
from tests.samples.plans_2026 import MECHANISM, NOTE, PURPOSE
from tests.samples.word import FIVE, NINE, SIX, TEN

Plan = dict[str, Any]
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TEN_OWN = ["Tiêu chuẩn", "Tiêu chí", "TT", "Nội dung kế hoạch", "Giải pháp thực hiện"]
TEN_OWN += ["Phân công thực hiện", "Thời gian thực hiện", "Kinh phí thực hiện"]
TEN_OWN += ["Phân công giám sát", "Thời điểm báo cáo"]
FIVE_YEARS = ["TT", "Kế hoạch cải tiến chất lượng/Nội dung công việc", "Thời gian thực hiện"]
FIVE_YEARS += ["Người phụ trách", "Điều kiện thực hiện"]
OWN = ["STT", "Mã tiêu chí", "Mục tiêu phấn đấu", "Biện pháp", "Người phụ trách"]
OWN += ["Người giám sát", "Hạn hoàn thành", "Nguồn kinh phí", "Chỉ số đánh giá", "Minh chứng"]
HEADS = {"nine": [title for title, _ in NINE], "five": FIVE_YEARS, "own": OWN, "ten": TEN_OWN}
BASES = [
    "1. Báo cáo tự đánh giá năm học 2025 - 2026.",
    "2. Kết quả rà soát việc thực hiện kế hoạch cải tiến chất lượng năm học trước.",
    "3. Kế hoạch năm học và định hướng phát triển của cơ sở giáo dục.",
    "4. Căn cứ khác: Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026 của Bộ Giáo dục và "
    "Đào tạo quy định về bảo đảm chất lượng giáo dục đối với cơ sở giáo dục mầm non, cơ sở giáo "
    "dục phổ thông, cơ sở giáo dục thường xuyên; công nhận đạt chuẩn quốc gia đối với trường mầm "
    "non và trường phổ thông.",
]


@cache
def papers() -> dict[str, Plan]:
    """Every paper of the folder, by name."""
    found: dict[str, Plan] = {}
    for path in sorted(Path(__file__).with_name("clean_files").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def cells(plan: Plan, row: Any) -> list[Any]:
    """The cells of a row in the order of its table; a list in a cell is its paragraphs."""
    layout = plan["layout"].removesuffix("_txt")
    width = len(HEADS[layout])
    if isinstance(row, str):
        return [row, *[""] * (width - 1)] if layout != "nine" else ["", row, *[""] * 7]
    if layout == "nine":
        code, target, solutions, *rest = row
        return ["", code, target, [f"- {one}" for one in solutions], *rest, ""]
    if layout == "own":
        return [*row[:3], [f"- {one}" for one in row[3]], *row[4:]]
    return list(row)


def write_docx(plan: Plan, path: Path) -> None:
    """The paper as a Word file."""
    paper = docx.Document()
    head = paper.add_table(rows=2, cols=2)
    fill(head.cell(0, 0), [*plan["authority"], *plan["school"]])
    fill(head.cell(0, 1), [NATION, MOTTO])
    head.cell(1, 0).text, head.cell(1, 1).text = plan["number"], plan["date"]
    for line in plan["title"]:
        paper.add_paragraph(line)
    if plan["layout"] == "bieu2":
        form(paper, plan)
    else:
        sections(paper, plan["before"])
        paper.add_paragraph(plan["table"])
        table(paper, HEADS[plan["layout"]], [cells(plan, row) for row in plan["rows"]])
        sections(paper, plan["after"])
    foot = paper.add_table(rows=1, cols=2)
    fill(foot.cell(0, 0), ["Nơi nhận:", *plan["recipients"]])
    fill(foot.cell(0, 1), [*plan["signer"], "", "", plan["name"]])
    paper.save(str(path))


def form(paper: Word, plan: Plan) -> None:
    """The eight sections of Biểu 2."""
    for heading, lines in (
        ("I. THÔNG TIN CHUNG", plan["about"]),
        ("II. CĂN CỨ XÂY DỰNG KẾ HOẠCH", BASES),
        ("III. MỤC ĐÍCH, YÊU CẦU", PURPOSE),
    ):
        sections(paper, [{"heading": heading, "lines": lines}])
    paper.add_paragraph("IV. TÓM TẮT CÁC VẤN ĐỀ TRỌNG TÂM CẦN CẢI TIẾN")
    table(paper, list(SIX), plan["problems"])
    paper.add_paragraph(NOTE)
    paper.add_paragraph("V. KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG")
    numbers = [f"({number})" for number in range(1, 11)]
    rows = [[*row[:3], [f"- {one}" for one in row[3]], *row[4:]] for row in plan["items"]]
    table(paper, [title for title, _, _ in TEN], [numbers, *rows])
    paper.add_paragraph("VI. THEO DÕI VÀ ĐÁNH GIÁ THỰC HIỆN (GIÁM SÁT NỘI BỘ)")
    table(paper, list(FIVE), plan["monitoring"])
    sections(paper, [{"heading": "VII. TỔ CHỨC THỰC HIỆN", "lines": plan["duties"]}])
    sections(paper, [{"heading": "VIII. CƠ CHẾ ĐÁNH GIÁ VÀ BÁO CÁO", "lines": MECHANISM}])


def sections(paper: Word, parts: list[Plan]) -> None:
    for part in parts:
        for line in [part["heading"], *part["lines"]]:
            if line:
                paper.add_paragraph(line)


def table(paper: Word, titles: list[str], rows: list[list[Any]]) -> None:
    grid = paper.add_table(rows=1, cols=len(titles))
    grid.style = "Table Grid"
    for row in [titles, *rows]:
        places = grid.rows[0].cells if row is titles else grid.add_row().cells
        for cell, value in zip(places, row, strict=True):
            fill(cell, value if isinstance(value, list) else [value])


def fill(cell: Any, paragraphs: list[str]) -> None:
    cell.text = paragraphs[0]
    for text in paragraphs[1:]:
        cell.add_paragraph(text)


def write_text(plan: Plan, path: Path) -> None:
    """The paper as plain text, the cells of its table divided by tabs."""
    rows = [HEADS[plan["layout"].removesuffix("_txt")]]
    rows += [cells(plan, row) for row in plan["rows"]]
    lines = [*plan["authority"], *plan["school"], NATION, MOTTO, plan["number"], plan["date"]]
    lines += plan["title"]
    for part in plan["before"]:
        lines += [part["heading"], *part["lines"]]
    lines.append(plan["table"])
    lines += [
        "\t".join(" ".join(one) if isinstance(one, list) else one for one in row) for row in rows
    ]
    for part in plan["after"]:
        lines += [part["heading"], *part["lines"]]
    lines += ["Nơi nhận:", *plan["recipients"], *plan["signer"], plan["name"]]
    path.write_text("\n\n".join(line for line in lines if line) + "\n", encoding="utf-8")


def read(name: str, folder: Path) -> Reading:
    plan = papers()[name]
    text = plan["layout"] in ("ten", "nine_txt")
    path = folder / (name + (".txt" if text else ".docx"))
    (write_text if text else write_docx)(plan, path)
    return understand(open_document(path))


@pytest.mark.parametrize("name", papers())
def test_a_careful_paper_is_left_in_peace(name: str, tmp_path: Path) -> None:
    found = check_reading(read(name, tmp_path))
    said = [
        f"{d.severity.name} {d.code} «{d.excerpt}» {d.place.label()}: {d.message}" for d in found
    ]
    assert not [d for d in found if d.severity is Severity.ERROR], "\n".join(said)
    assert len([d for d in found if d.severity is Severity.WARNING]) < 2, "\n".join(said)


@pytest.mark.parametrize("name", papers())
def test_every_row_of_the_paper_is_read(name: str, tmp_path: Path) -> None:
    plan = papers()[name]
    (read_plan,) = read(name, tmp_path).plans
    rows = plan.get("items") or [row for row in plan["rows"] if isinstance(row, list)]
    assert len(read_plan.items) == len(rows)
    assert read_plan.school_level == plan["school_level"]
    assert len(read_plan.priority_issues) == len(plan.get("problems", []))


AMENDING = (
    "Thông tư số 22/2024/TT-BGDĐT ngày 10 tháng 12 năm 2024 của Bộ Giáo dục và Đào tạo sửa đổi, bổ "
    "sung một số điều của các Quy định ban hành kèm theo Thông tư số 17/2018/TT-BGDĐT;"
)
ALONE = "Căn cứ Thông tư số 17/2018/TT-BGDĐT;"
COMING = "Báo cáo tự đánh giá năm học 2023 - 2024 và kế hoạch năm học 2024 - 2025;"
UNENDED = "Báo cáo tự đánh giá năm học 2024 - 2025;"


@pytest.mark.parametrize(
    ("code", "plan", "right", "wrong"),
    [
        ("CC107", {}, AMENDING, ALONE),
        ("CC101", {"school_level": "thcs", "school_name": "Trường THCS A"}, AMENDING, ALONE),
        ("CC106", {"date": "2024-09-10", "school_year": "2024-2025"}, COMING, UNENDED),
    ],
)
def test_what_a_basis_only_names(code: str, plan: Plan, right: str, wrong: str) -> None:
    assert run(plan | {"legal_bases": [{"text": right}]}, code) == []
    assert run(plan | {"legal_bases": [{"text": wrong}]}, code)


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("KH107", "Khu vệ sinh không phải đóng vì thiếu nước", "Khu vệ sinh thiếu nước"),
        ("KH106", "UBND phường phê duyệt chủ trương sửa mái", "Mái trường đẹp hơn"),
    ],
)
def test_what_a_result_only_seems_to_say(code: str, right: str, wrong: str) -> None:
    for text, silent in ((right, True), (wrong, False)):
        found = run({"items": [{"criterion": "3.4", "target": text}]}, code)
        assert (found == []) is silent


@pytest.mark.parametrize(
    ("years", "time", "silent"),
    [
        (("2024-2025", "2028-2029"), "Năm học 2025-2026", True),
        (("2024-2025", "2028-2029"), "Năm học 2025-2026 và các năm tiếp theo", False),
        (("2024-2025", None), "Năm học 2024-2025", False),
        (("2024-2025", None), "Tháng 9/2024, tháng 01/2025 và tháng 5/2025", True),
        (("2024-2025", None), "Từ tháng 9/2024 đến tháng 5/2025", False),
    ],
)
def test_a_time_is_general_or_a_milestone(
    years: tuple[str, str | None], time: str, silent: bool
) -> None:
    plan = {"school_year": years[0], "school_year_to": years[1], "items": [{"time": time}]}
    assert (run({k: v for k, v in plan.items() if v}, "TG106") == []) is silent


@pytest.mark.parametrize(
    ("target", "silent"), [("99% học sinh lớp 12 tốt nghiệp", True), ("Sửa 02 phòng học", False)]
)
def test_june_is_the_month_of_examinations(target: str, silent: bool) -> None:
    item = {"criterion": "5.6", "target": target, "time": "Tháng 6/2025", "end": "2025-06"}
    found = run({"school_year": "2024-2025", "items": [item]}, "TG104")
    assert (found == []) is silent


def test_usual_words_near_other_words() -> None:
    text = "Đóng tủ bằng gỗ tận dụng; dự đoán nhu cầu; lau sân phơi."
    assert run({"preamble": [text], "sections_text": []}, "CH113") == []
    assert run({"recipients": ["Lưu: VT, HĐTĐG."]}, "CT106") == []
    assert run({"recipients": ["HĐTĐG (để biết);"]}, "CT106")
    assert run({"preamble": ["Môn Vật lí do tổ quản lý; tổ Vật lí lý giải."]}, "CH110") == []
