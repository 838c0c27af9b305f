"""Headings of every style, bases of every style, and the end of a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from .paper import FIVE, Paper

ROW = ["1", "1.1", "Rà soát", "Hiệu trưởng", "Tháng 9/2026"]


@pytest.mark.parametrize(
    "headings",
    [
        ["1. MỤC ĐÍCH", "2. NỘI DUNG", "3. TỔ CHỨC THỰC HIỆN"],
        ["Phần I. MỤC ĐÍCH", "Phần II. NỘI DUNG", "Phần III. TỔ CHỨC THỰC HIỆN"],
        ["PHẦN THỨ NHẤT: MỤC ĐÍCH", "PHẦN THỨ HAI: NỘI DUNG", "PHẦN THỨ BA: TỔ CHỨC"],
        ["A. MỤC ĐÍCH", "B. NỘI DUNG", "C. TỔ CHỨC THỰC HIỆN"],
        ["I/ Mục đích", "II/ Nội dung", "III/ Tổ chức thực hiện"],
        ["I- MỤC ĐÍCH", "II- NỘI DUNG", "III- TỔ CHỨC THỰC HIỆN"],
        ["I. Mục đích, yêu cầu", "II. Nội dung", "III. Tổ chức thực hiện"],
    ],
)
def test_heading_styles(tmp_path: Path, headings: list[str]) -> None:
    one, two, three = headings
    plan = (
        Paper().head().title().lines("Trường xây dựng kế hoạch như sau:")
        .lines(one).lines("1. Khắc phục điểm yếu.", "2. Có người làm.")
        .lines(two).table(FIVE, ROW).lines(three).lines("Các tổ báo cáo hằng tháng.")
        .sign().plan(tmp_path)
    )  # fmt: skip
    assert [s.heading for s in plan.sections] == headings
    assert plan.sections[0].paragraphs == ["1. Khắc phục điểm yếu.", "2. Có người làm."]
    assert plan.sections[1].tables[0].kind == "items"
    assert plan.sections[2].paragraphs == ["Các tổ báo cáo hằng tháng."]
    assert plan.preamble == ["Trường xây dựng kế hoạch như sau:"]


def test_bold_headings_not_in_capitals(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().lines("1. Mục đích", bold=True).lines("Nâng cao chất lượng.")
        .lines("2. Nội dung", bold=True).table(FIVE, ROW)
        .lines("3. Tổ chức thực hiện", bold=True).lines("1. Hiệu trưởng chỉ đạo.").sign()
        .plan(tmp_path)
    )  # fmt: skip
    assert [s.heading for s in plan.sections] == [
        "1. Mục đích", "2. Nội dung", "3. Tổ chức thực hiện",
    ]  # fmt: skip


def test_headings_numbered_by_word(tmp_path: Path) -> None:
    paper = Paper().head().title()
    paper.lines("MỤC ĐÍCH", style="List Number", bold=True).lines("Nâng cao chất lượng.")
    paper.lines("NỘI DUNG", style="List Number", bold=True).table(FIVE, ROW)
    paper.lines("TỔ CHỨC THỰC HIỆN", style="List Number", bold=True).lines("Hiệu trưởng chỉ đạo.")
    plan = paper.sign().plan(tmp_path)
    assert [s.heading for s in plan.sections] == [
        "1. MỤC ĐÍCH", "2. NỘI DUNG", "3. TỔ CHỨC THỰC HIỆN",
    ]  # fmt: skip


BASES = [
    "Căn cứ Thông tư số 57/2026/TT-BGDĐT ngày 07 tháng 7 năm 2026 của Bộ Giáo dục và Đào tạo;",
    "Căn cứ Luật Giáo dục số 43/2019/QH14 ngày 14/6/2019;",
    "Căn cứ Kế hoạch số 30/KH-THĐCL ngày 25/8/2026 của nhà trường;",
    "Căn cứ tình hình thực tế của nhà trường,",
]
CITED = [
    ("57/2026/TT-BGDĐT", "2026-07-07"),
    ("43/2019/QH14", "2019-06-14"),
    ("30/KH-THĐCL", "2026-08-25"),
    (None, None),
]


def _bases(paper: Paper, tmp_path: Path) -> list[tuple[str | None, str | None]]:
    paper.lines("II. NỘI DUNG").table(FIVE, ROW).lines("III. THỰC HIỆN", "Làm ngay.").sign()
    plan = paper.plan(tmp_path)
    assert all(b.place.paragraph for b in plan.legal_bases)
    assert [b.text for b in plan.legal_bases] == BASES
    return [(b.number, b.date) for b in plan.legal_bases]


def test_bases_before_the_sections(tmp_path: Path) -> None:
    paper = Paper().head().title().lines(*BASES, "Nhà trường xây dựng kế hoạch như sau:")
    assert _bases(paper.lines("I. MỤC ĐÍCH", "Tốt hơn."), tmp_path) == CITED


def test_bases_in_italics_with_dashes(tmp_path: Path) -> None:
    paper = Paper().head().title().lines(*(f"- {b}" for b in BASES), "Nhà trường xây dựng như sau:")
    assert _bases(paper.lines("I. MỤC ĐÍCH", "Tốt hơn."), tmp_path) == CITED


def test_bases_as_a_bulleted_list(tmp_path: Path) -> None:
    paper = Paper().head().title().lines("I. CĂN CỨ")
    assert _bases(paper.lines(*BASES, style="List Bullet"), tmp_path) == CITED


def test_several_bases_in_a_paragraph(tmp_path: Path) -> None:
    paper = Paper().head().title().lines("\n".join(BASES), "Nhà trường xây dựng như sau:")
    assert _bases(paper.lines("I. MỤC ĐÍCH", "Tốt hơn."), tmp_path) == CITED


def test_several_bases_in_a_line(tmp_path: Path) -> None:
    paper = Paper().head().title().lines(" ".join(BASES), "Nhà trường xây dựng như sau:")
    assert _bases(paper.lines("I. MỤC ĐÍCH", "Tốt hơn."), tmp_path) == CITED


def test_bases_under_a_subheading(tmp_path: Path) -> None:
    paper = Paper().head().title().lines("I. MỤC ĐÍCH, CĂN CỨ", "1. Mục đích", "Tốt hơn.")
    paper.lines("2. Căn cứ", *(f"- {b}" for b in BASES))
    assert _bases(paper, tmp_path) == CITED


def test_bases_need_not_say_the_word(tmp_path: Path) -> None:
    paper = Paper().head().title().lines(
        "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "Kế hoạch này dựa trên các căn cứ sau:",
        "1. Báo cáo tự đánh giá năm học 2025-2026;", "2. Nghị quyết của Chi bộ.",
    ).lines("II. NỘI DUNG").table(FIVE, ROW).sign()  # fmt: skip
    assert [b.text for b in paper.plan(tmp_path).legal_bases] == [
        "Báo cáo tự đánh giá năm học 2025-2026;", "Nghị quyết của Chi bộ.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "title", "name"),
    [
        ("HIỆU TRƯỞNG\n\n\nLò Thị Hoa Ban", "HIỆU TRƯỞNG", "Lò Thị Hoa Ban"),
        ("KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\n\nVàng A Chu", "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG",
         "Vàng A Chu"),
        ("TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ\nCHỦ TỊCH\n(Đã ký)\nLò Thị Hoa Ban",
         "TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ CHỦ TỊCH", "Lò Thị Hoa Ban"),
        ("CHỦ TỊCH HỘI ĐỒNG\nHIỆU TRƯỞNG\nLò Thị Hoa Ban", "CHỦ TỊCH HỘI ĐỒNG HIỆU TRƯỞNG",
         "Lò Thị Hoa Ban"),
        ("Hiệu trưởng\n(Ký tên, đóng dấu)\n\nThS. Lò Thị Hoa Ban", "Hiệu trưởng",
         "ThS. Lò Thị Hoa Ban"),
        ("HIỆU TRƯỞNG\n\nLÒ THỊ HOA BAN", "HIỆU TRƯỞNG", "LÒ THỊ HOA BAN"),
        ("Q. HIỆU TRƯỞNG\n\nTS. Vàng A Chu", "Q. HIỆU TRƯỞNG", "TS. Vàng A Chu"),
        ("GIÁM ĐỐC\n\nLò Thị Hoa Ban", "GIÁM ĐỐC", "Lò Thị Hoa Ban"),
        ("P. HIỆU TRƯỞNG\n\nLò Thị Hoa Ban", "P. HIỆU TRƯỞNG", "Lò Thị Hoa Ban"),
        ("PHÓ HIỆU TRƯỞNG PHỤ TRÁCH\n\nLò Thị Hoa Ban", "PHÓ HIỆU TRƯỞNG PHỤ TRÁCH",
         "Lò Thị Hoa Ban"),
        ("HIỆU TRƯỞNG\n\n(Ký, ghi rõ họ tên)\n……………", "HIỆU TRƯỞNG", None),
        ("HIỆU TRƯỞNG\nKý bởi: Lò Thị Hoa Ban\nCơ quan: TRƯỜNG TIỂU HỌC ĐỒNG CỎ LAU\n"
         "Thời gian ký: 12/09/2026 08:15:20 +07:00\nLò Thị Hoa Ban", "HIỆU TRƯỞNG",
         "Lò Thị Hoa Ban"),
    ],
)  # fmt: skip
def test_signatures(tmp_path: Path, right: str, title: str, name: str | None) -> None:
    plan = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW)
        .lines("II. THỰC HIỆN", "Làm ngay.").sign(right=right).plan(tmp_path)
    )  # fmt: skip
    assert (plan.signatory.title, plan.signatory.name) == (title, name)
    assert plan.recipients == ["UBND xã (để b/c);", "Các tổ (để t/h);", "Lưu: VT."]
    assert plan.places["recipients"].table == plan.signatory.place.table == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("NGƯỜI LẬP\n\nVàng A Chu", "HIỆU TRƯỞNG\n\nLò Thị Hoa Ban"),
        ("NGƯỜI LẬP KẾ HOẠCH\n\nVàng A Chu", "XÁC NHẬN CỦA HIỆU TRƯỞNG\n\nLò Thị Hoa Ban"),
        ("DUYỆT CỦA HIỆU TRƯỞNG\n\nLò Thị Hoa Ban", "NGƯỜI LẬP\n\nVàng A Chu"),
        ("HIỆU TRƯỞNG\n\nLò Thị Hoa Ban", "THƯ KÝ\n\nVàng A Chu"),
    ],
)
def test_of_two_signers_the_head_is_the_signatory(tmp_path: Path, left: str, right: str) -> None:
    plan = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW)
        .lines("II. THỰC HIỆN", "Làm ngay.").pair(left, right).plan(tmp_path)
    )  # fmt: skip
    assert plan.signatory.name == "Lò Thị Hoa Ban"
    assert plan.signatory.title is not None
    assert "HIỆU TRƯỞNG" in plan.signatory.title
    assert "NGƯỜI LẬP" not in plan.signatory.title


def test_signers_in_one_row_by_rows(tmp_path: Path) -> None:
    paper = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW).lines("II. THỰC HIỆN", "Có.")
    )
    table = paper.doc.add_table(rows=2, cols=2)
    for r, row in enumerate([["NGƯỜI LẬP", "HIỆU TRƯỞNG"], ["Vàng A Chu", "Lò Thị Hoa Ban"]]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    plan = paper.plan(tmp_path)
    assert (plan.signatory.title, plan.signatory.name) == ("HIỆU TRƯỞNG", "Lò Thị Hoa Ban")


def test_recipients_in_one_paragraph(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW).lines("II. THỰC HIỆN", "Có.")
        .sign("Nơi nhận:\v- Sở GDĐT;\v- Website trường\v- Lưu VT, HĐTĐG.").plan(tmp_path)
    )  # fmt: skip
    assert plan.recipients == ["Sở GDĐT;", "Website trường", "Lưu VT, HĐTĐG."]


def test_recipients_as_word_bullets_without_marks_at_the_end(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW).lines("II. THỰC HIỆN", "Có.")
        .sign("Nơi nhận:\n* Sở GDĐT\n* Các tổ\n* Lưu VT").plan(tmp_path)
    )  # fmt: skip
    assert plan.recipients == ["Sở GDĐT", "Các tổ", "Lưu VT"]


def test_end_in_paragraphs_without_a_table(tmp_path: Path) -> None:
    paper = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW).lines("II. THỰC HIỆN", "Có.")
    )
    paper.lines("Nơi nhận:", "- Các tổ;", "- Lưu: VT.", "HIỆU TRƯỞNG", "(Đã ký)", "Lò Thị Hoa Ban")
    plan = paper.plan(tmp_path)
    assert plan.recipients == ["Các tổ;", "Lưu: VT."]
    assert (plan.signatory.title, plan.signatory.name) == ("HIỆU TRƯỞNG", "Lò Thị Hoa Ban")


def test_end_with_tabs(tmp_path: Path) -> None:
    paper = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW).lines("II. THỰC HIỆN", "Có.")
    )
    paper.lines("Nơi nhận:\tHIỆU TRƯỞNG", "- Các tổ;", "- Lưu: VT.\tLò Thị Hoa Ban")
    plan = paper.plan(tmp_path)
    assert plan.recipients == ["Các tổ;", "Lưu: VT."]
    assert (plan.signatory.title, plan.signatory.name) == ("HIỆU TRƯỞNG", "Lò Thị Hoa Ban")


def test_approval_by_the_office_above_is_not_the_signatory(tmp_path: Path) -> None:
    paper = (
        Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW).lines("II. THỰC HIỆN", "Có.")
    )
    paper.sign().pair("", "XÁC NHẬN CỦA PHÒNG GD&ĐT\nTRƯỞNG PHÒNG\n\nGiàng Thị Mỷ")
    plan = paper.plan(tmp_path)
    assert (plan.signatory.title, plan.signatory.name) == ("HIỆU TRƯỞNG", "Lò Thị Hoa Ban")


def test_names_of_any_people_sign(tmp_path: Path) -> None:
    for name in ("H'Linh Niê", "K' Brel", "A Dương", "Trương Công Định"):
        plan = Paper().head().title().lines("I. MỤC ĐÍCH", "Giữ vững chất lượng.").sign(
            right=f"HIỆU TRƯỞNG\n\n\n{name}"
        ).plan(tmp_path)  # fmt: skip
        assert plan.signatory.name == name
