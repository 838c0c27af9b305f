"""Letterheads, titles, school years and kinds of school, each in another shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .paper import FIVE, NATION, Paper, head_of

ROW = ["1", "1.1", "Rà soát", "Hiệu trưởng", "Tháng 9/2026"]
TITLE = "KẾ HOẠCH Cải tiến chất lượng giáo dục Năm học 2026 - 2027"
COMMON: dict[str, Any] = {"title": TITLE, "school_year": "2026-2027", "kind": "annual"}


def _ended(paper: Paper, tmp_path: Path) -> dict[str, Any]:
    paper.lines("I. NỘI DUNG").table(FIVE, ROW).sign()
    return head_of(paper.plan(tmp_path))


@pytest.mark.parametrize(
    ("authority", "school", "says"),
    [
        (
            "UBND HUYỆN ĐÁ CHỒNG\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
            "TRƯỜNG MẦM NON HOA MUA",
            {
                "authority": "UBND HUYỆN ĐÁ CHỒNG PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
                "school_name": "Trường Mầm non Hoa Mua",
                "school_level": "mam_non",
            },
        ),
        (
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTỈNH BIỂN HỒ",
            "TRƯỜNG TRUNG HỌC PHỔ THÔNG\nCHUYÊN NÚI ẤN",
            {
                "authority": "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BIỂN HỒ",
                "school_name": "Trường Trung học phổ thông chuyên Núi Ấn",
                "school_level": "thpt",
            },
        ),
        (
            "ỦY BAN NHÂN DÂN\nXÃ SƠN TRÀ BỒNG",
            "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ\nSUỐI BẠC",
            {
                "authority": "ỦY BAN NHÂN DÂN XÃ SƠN TRÀ BỒNG",
                "school_name": "Trường Tiểu học và Trung học cơ sở Suối Bạc",
                "school_level": "lien_cap",
            },
        ),
        (
            "SỞ GD&ĐT BIỂN HỒ",
            "TRUNG TÂM GDNN-GDTX GÒ CÁT",
            {
                "authority": "SỞ GD&ĐT BIỂN HỒ",
                "school_name": "Trung tâm GDNN-GDTX Gò Cát",
                "school_level": "gdtx",
            },
        ),
        (
            "UBND PHƯỜNG BÃI THƠM",
            "TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN\nBÃI THƠM",
            {
                "authority": "UBND PHƯỜNG BÃI THƠM",
                "school_name": "Trung tâm Giáo dục thường xuyên Bãi Thơm",
                "school_level": "gdtx",
            },
        ),
        (
            "UBND THỊ XÃ CỒN ÉN",
            "TRƯỜNG TH, THCS VÀ THPT CÁNH BUỒM",
            {
                "authority": "UBND THỊ XÃ CỒN ÉN",
                "school_name": "Trường TH, THCS và THPT Cánh Buồm",
                "school_level": "lien_cap",
            },
        ),
        (
            "PHÒNG GD VÀ ĐT HUYỆN ĐÁ CHỒNG",
            "TRƯỜNG PTDTBT THCS KHE LÁ",
            {
                "authority": "PHÒNG GD VÀ ĐT HUYỆN ĐÁ CHỒNG",
                "school_name": "Trường PTDTBT THCS Khe Lá",
                "school_level": "thcs",
            },
        ),
        (
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
            "TRƯỜNG PHỔ THÔNG DÂN TỘC NỘI TRÚ TỈNH",
            {
                "authority": "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
                "school_name": "Trường Phổ thông dân tộc nội trú tỉnh",
                "school_level": "thpt",
            },
        ),
        (
            "UBND PHƯỜNG AN CƯ 2",
            "TRƯỜNG MẪU GIÁO 19/5",
            {
                "authority": "UBND PHƯỜNG AN CƯ 2",
                "school_name": "Trường Mẫu giáo 19/5",
                "school_level": "mam_non",
            },
        ),
    ],
)
def test_letterheads(tmp_path: Path, authority: str, school: str, says: dict[str, Any]) -> None:
    paper = Paper().head(school, authority, "Số: 08/KH-TR", "An Cư, ngày 01 tháng 10 năm 2026")
    head = _ended(paper.title(), tmp_path)
    if says["school_level"] == "thpt" and "NỘI TRÚ" in school:
        head.pop("school_level")  # cấp học của trường nội trú không ghi trong tên
        says = {k: v for k, v in says.items() if k != "school_level"}
    assert head == {
        **COMMON, **says, "plan_number": "08/KH-TR", "place": "An Cư", "date": "2026-10-01",
    }  # fmt: skip


def test_no_table_but_tabs(tmp_path: Path) -> None:
    paper = Paper().lines(
        "UBND XÃ ĐỒI CHÈ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG THCS LŨNG MÂY\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 21/KH-THCS\tĐồi Chè, ngày 5 tháng 9 năm 2026",
    )
    assert _ended(paper.title(), tmp_path) == {
        **COMMON,
        "authority": "UBND XÃ ĐỒI CHÈ",
        "school_name": "Trường THCS Lũng Mây",
        "school_level": "thcs",
        "plan_number": "21/KH-THCS",
        "place": "Đồi Chè",
        "date": "2026-09-05",
    }


def test_everything_in_paragraphs(tmp_path: Path) -> None:
    paper = Paper().lines(
        "UBND XÃ ĐỒI CHÈ", "TRƯỜNG THPT LŨNG MÂY", "Số: 21/KH-THPTLM", *NATION, "* * *",
        "Đồi Chè, ngày 05/9/2026",
    )  # fmt: skip
    assert _ended(paper.title(), tmp_path) == {
        **COMMON,
        "authority": "UBND XÃ ĐỒI CHÈ",
        "school_name": "Trường THPT Lũng Mây",
        "school_level": "thpt",
        "plan_number": "21/KH-THPTLM",
        "place": "Đồi Chè",
        "date": "2026-09-05",
    }


@pytest.mark.parametrize(
    ("number", "value", "raw"),
    [
        ("Số:      /KH-THĐA", None, "/KH-THĐA"),
        ("Số: …/KH-THĐA", None, "…/KH-THĐA"),
        ("Số: ...../KH-THĐA", None, "...../KH-THĐA"),
        ("Số: 05a/KH-THĐA", "05a/KH-THĐA", None),
        ("Số 17 /KH- THĐA", "17/KH-THĐA", "17 /KH- THĐA"),
        ("Số: 17/2026/KH-THĐA", "17/2026/KH-THĐA", None),
        ("Số:17/KHCTCL-THĐA", "17/KHCTCL-THĐA", None),
        ("Số: 17-KH/THĐA", "17-KH/THĐA", None),
    ],
)
def test_numbers(tmp_path: Path, number: str, value: str | None, raw: str | None) -> None:
    paper = Paper().head(number=number).title().lines("I. NỘI DUNG").table(FIVE, ROW).sign()
    plan = paper.plan(tmp_path)
    assert (plan.plan_number, plan.plan_number_raw) == (value, raw)
    assert plan.places["plan_number"].table == 1


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Đại Lộc, ngày     tháng     năm 2026", "Đại Lộc", None),
        ("Đại Lộc, ngày … tháng 9 năm 2026", "Đại Lộc", None),
        ("Đại Lộc, ngày 9 tháng 9 năm 2026", "Đại Lộc", "2026-09-09"),
        ("Thị trấn Sa Rài, huyện Tân, ngày 09 tháng 9 năm 2026", "Thị trấn Sa Rài, huyện Tân",
         "2026-09-09"),
        ("TP. Đông Hải, ngày 09 tháng 09 năm 2026", "TP. Đông Hải", "2026-09-09"),
        ("…….., ngày 09 tháng 09 năm 2026", None, "2026-09-09"),
        ("Đại Lộc, ngày 09/9/2026", "Đại Lộc", "2026-09-09"),
        ("Đại Lộc ngày 09 tháng 9 năm 2026", "Đại Lộc", "2026-09-09"),
        ("Phường 4, ngày 31 tháng 9 năm 2026", "Phường 4", None),
    ],
)  # fmt: skip
def test_date_lines(tmp_path: Path, line: str, place: str | None, date: str | None) -> None:
    plan = (
        Paper().head(date=line).title().lines("I. NỘI DUNG").table(FIVE, ROW).sign().plan(tmp_path)
    )
    assert (plan.place, plan.date) == (place, date)
    assert plan.form_lines["date_line"] == " ".join(line.split())


def test_date_line_stands_after_the_title(tmp_path: Path) -> None:
    paper = Paper().head(date=None).title()
    paper.lines("I. NỘI DUNG").table(FIVE, ROW)
    paper.pair("Nơi nhận:\n- Lưu: VT.",
               "Mường Sương, ngày 12 tháng 9 năm 2026\nHIỆU TRƯỞNG\n\nLò Thị Hoa Ban")  # fmt: skip
    plan = paper.plan(tmp_path)
    assert (plan.place, plan.date) == ("Mường Sương", "2026-09-12")
    assert plan.signatory.name == "Lò Thị Hoa Ban"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["KẾ HOẠCH\nCẢI TIẾN CHẤT LƯỢNG GIÁO DỤC\nNĂM HỌC 2026 - 2027"],
            "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC NĂM HỌC 2026 - 2027",
        ),
        (
            ["KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2026 - 2027",
             "của Trường Tiểu học Đồng Cỏ Lau"],
            "KẾ HOẠCH Cải tiến chất lượng giáo dục năm học 2026 - 2027"
            " của Trường Tiểu học Đồng Cỏ Lau",
        ),
        (
            ["Kế hoạch cải tiến chất lượng giáo dục", "Năm học 2026-2027"],
            "Kế hoạch cải tiến chất lượng giáo dục Năm học 2026-2027",
        ),
        (
            ["KẾ HOẠCH", "V/v cải tiến chất lượng sau tự đánh giá", "Năm học 2026-2027"],
            "KẾ HOẠCH V/v cải tiến chất lượng sau tự đánh giá Năm học 2026-2027",
        ),
        (
            ["KẾ HOẠCH", "Thực hiện cải tiến chất lượng giáo dục năm học 2026-2027"],
            "KẾ HOẠCH Thực hiện cải tiến chất lượng giáo dục năm học 2026-2027",
        ),
        (
            ["KẾ HOẠCH", "Nâng cao, cải tiến chất lượng giáo dục", "(Năm học 2026-2027)"],
            "KẾ HOẠCH Nâng cao, cải tiến chất lượng giáo dục (Năm học 2026-2027)",
        ),
    ],
)  # fmt: skip
def test_titles(tmp_path: Path, lines: list[str], title: str) -> None:
    plan = Paper().head().title(*lines).lines("I. NỘI DUNG").table(FIVE, ROW).sign().plan(tmp_path)
    assert plan.title == title
    assert plan.school_year == "2026-2027"
    assert plan.title_lines == [part for line in lines for part in line.split("\n")]


def test_draft_mark_stands_apart_from_the_title(tmp_path: Path) -> None:
    paper = Paper().head().lines("DỰ THẢO", bold=True).title()
    assert _ended(paper, tmp_path)["title"] == TITLE


def test_school_year_only_in_the_body(tmp_path: Path) -> None:
    paper = Paper().head().title("KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC")
    paper.lines("Trường Tiểu học Đồng Cỏ Lau xây dựng kế hoạch năm học 2026-2027 như sau:",
                "I. NỘI DUNG")  # fmt: skip
    plan = paper.table(FIVE, ROW).sign().plan(tmp_path)
    assert plan.school_year == "2026-2027"
    assert "school_year" in plan.uncertain
    assert plan.places["school_year"].paragraph is not None


def test_no_school_year_anywhere(tmp_path: Path) -> None:
    paper = Paper().head().title("KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC").lines("I. NỘI DUNG")
    plan = paper.table(FIVE, ["1", "1.1", "Rà soát", "Hiệu trưởng", "Quý I"]).sign().plan(tmp_path)
    assert plan.school_year is None
    assert "2026-2027" in plan.uncertain["school_year"]


def test_name_of_the_school_as_the_body_writes_it(tmp_path: Path) -> None:
    paper = Paper().head(school="TRƯỜNG THCS NGUYỄN THỊ LÀI - CỒN ÉN").title()
    paper.lines("Trường THCS Nguyễn Thị Lài - Cồn Én xây dựng kế hoạch như sau:")
    assert _ended(paper, tmp_path)["school_name"] == "Trường THCS Nguyễn Thị Lài - Cồn Én"


def test_another_school_in_the_body_is_not_ours(tmp_path: Path) -> None:
    paper = Paper().head(school=None, authority=None, number=None)
    paper.title().lines(
        "Căn cứ Kế hoạch số 2/KH của Trường Tiểu học Bến Lội;", "Học tập Trường Tiểu học Bến Lội."
    )
    plan = paper.lines("I. NỘI DUNG").table(FIVE, ROW).sign().plan(tmp_path)
    assert "school_name" in plan.uncertain


def test_letterhead_broken_by_narrow_columns(tmp_path: Path) -> None:
    paper = Paper().lines(
        "UBND XÃ ĐỒI CHÈ CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "TRƯỜNG THCS LŨNG MÂY",
        "Độc lập - Tự do - Hạnh phúc", "Số: 3/KH-LM", "Đồi Chè, ngày 12 tháng 9 năm", "2026",
    )  # fmt: skip
    assert _ended(paper.title(), tmp_path) == {
        **COMMON,
        "authority": "UBND XÃ ĐỒI CHÈ",
        "school_name": "Trường THCS Lũng Mây",
        "school_level": "thcs",
        "plan_number": "3/KH-LM",
        "place": "Đồi Chè",
        "date": "2026-09-12",
    }
