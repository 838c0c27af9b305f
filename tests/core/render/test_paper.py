"""From a draft to its paper: what is printed, in which order, and what stays a blank."""

from __future__ import annotations

import pytest

from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.render.head import head_lines
from caitien.core.render.layouts import UnknownForm
from caitien.core.render.model import DOTS, Paper, Para, Table
from caitien.core.render.paper import paper_of

from . import plans


def tables(paper: Paper) -> list[Table]:
    return [b for part in paper.parts for b in part.blocks if isinstance(b, Table)]


def texts(paper: Paper) -> list[str]:
    return [b.text for part in paper.parts for b in part.blocks if isinstance(b, Para)]


def grid(table: Table) -> list[list[str]]:
    return [["\n".join(c.paragraphs) for c in row.cells] for row in table.rows]


def test_nine_columns_rows_in_order() -> None:
    (table,) = tables(paper_of(plans.nine_columns()))
    first = [row[0] if len(row) == 1 else row[1] for row in grid(table)]
    assert first == [
        "MỨC 1, 2, 3",
        "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
        "Tiêu chí 1.4",
        "Tiêu chí 1.10: Bảo đảm an ninh trật tự, an toàn trường học",
        "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên",
        "Tiêu chí 2.3",
        "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học",
        "Tiêu chí 3.5",
        "MỨC 4: Không đăng ký",
    ]
    assert grid(table)[2][3].split("\n")[0] == "- Tổ trưởng lập kế hoạch tháng trước ngày 28."
    assert table.landscape
    assert sum(table.widths) == pytest.approx(247)


def test_sections_keep_their_order_and_table_its_place() -> None:
    paper = paper_of(plans.five_columns())
    blocks = [b for part in paper.parts for b in part.blocks]
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Table))
    before = blocks[at - 1]
    assert isinstance(before, Para)
    assert before.text == "Các việc chính ghi trong bảng dưới đây."
    assert [p.landscape for p in paper.parts] == [False, True, False]


def test_jobs_time_and_people_carry_the_same_number() -> None:
    (table,) = tables(paper_of(plans.five_columns()))
    row = grid(table)[1]
    assert [cell.split("\n")[1] for cell in row[1:4]] == [
        "2. Trồng thêm cây bóng mát.",
        "2. Quý II",
        "2. Công đoàn",
    ]


def test_columns_of_their_own_for_standard_and_criterion() -> None:
    (table,) = tables(paper_of(plans.ten_columns()))
    assert grid(table)[1][:3] == ["2", "2.2", "2"]


def test_people_of_two_columns() -> None:
    (table,) = tables(paper_of(plans.unknown_layout()))
    assert grid(table)[0][4:6] == ["Hiệu trưởng", "Tổ chuyên môn"]


def test_table_goes_to_the_section_that_speaks_of_contents() -> None:
    draft = plans.nine_columns()
    for section in draft.sections:
        section.tables.clear()
    paper = paper_of(draft)
    across = next(part for part in paper.parts if part.landscape)
    heading, table = across.blocks
    assert isinstance(heading, Para)
    assert heading.text.startswith("III. NỘI DUNG")
    assert isinstance(table, Table)


def test_bases_printed_when_the_text_lacks_them() -> None:
    draft = plans.nine_columns(sections_text=[plans.DUTIES])
    draft.legal_bases[0].text = draft.legal_bases[0].text.rstrip(";")
    bases = [
        b.text
        for part in paper_of(draft).parts
        for b in part.blocks
        if isinstance(b, Para) and b.style == "basis"
    ]
    assert len(bases) == 2
    assert bases[0].endswith("Đào tạo;")
    assert bases[1].endswith(".")
    assert not any("17/2018" in t for t in texts(paper_of(plans.nine_columns()))[:1])


def test_nothing_is_invented_for_an_empty_draft() -> None:
    paper = paper_of(plan_from_dict({}))
    assert paper.authority == [DOTS * 3]
    assert paper.school == [DOTS * 3]
    assert paper.number_line == "Số: ……/KH-……"
    assert paper.date_line == f"{DOTS}, ngày …… tháng …… năm ………"
    assert paper.signer_title == [DOTS * 2]
    assert paper.signer_name == DOTS * 2
    assert paper.recipients == [f"- {DOTS}"]
    assert not tables(paper)


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2023-02-05", "Sông Hinh, ngày 05 tháng 02 năm 2023"),
        ("2023-10-15", "Sông Hinh, ngày 15 tháng 10 năm 2023"),
        ("2023-03-09", "Sông Hinh, ngày 09 tháng 3 năm 2023"),
    ],
)
def test_leading_zeros_of_the_date(date: str, line: str) -> None:
    assert paper_of(plans.nine_columns(date=date)).date_line == line


def test_lines_as_written_while_they_still_say_the_same() -> None:
    draft = plans.nine_columns(
        form_lines={
            "number_line": "Số : 07 /KH-THSM",
            "date_line": "Sông Hinh, ngày 5 tháng 2 năm 2023",
        }
    )
    paper = paper_of(draft)
    assert paper.number_line == "Số : 07 /KH-THSM"
    assert paper.date_line == "Sông Hinh, ngày 5 tháng 2 năm 2023"
    draft.plan_number, draft.date = "08/KH-THSM", "2023-02-06"
    paper = paper_of(draft)
    assert paper.number_line == "Số: 08/KH-THSM"
    assert paper.date_line == "Sông Hinh, ngày 06 tháng 02 năm 2023"


def test_code_cell_as_written_until_the_criterion_is_changed() -> None:
    draft = plans.nine_columns()
    draft.items[0].code_text = "Tiêu chí 1. 4 Mức 2"
    assert grid(tables(paper_of(draft))[0])[2][1] == "Tiêu chí 1. 4 Mức 2"
    draft.items[0].criterion = "1.5"
    assert grid(tables(paper_of(draft))[0])[2][1] == "Tiêu chí 1.5"


def test_level_is_printed_where_the_target_does_not_say_it() -> None:
    draft = plans.nine_columns()
    draft.items[0].target = "Tổ văn phòng có kế hoạch"
    assert grid(tables(paper_of(draft))[0])[2][1] == "Tiêu chí 1.4 Mức 2"


def test_clause_of_level_4_stands_under_its_band() -> None:
    draft = plans.nine_columns(
        level4_text=None,
        empty_rows=[{"criterion": "1", "level": 4}, {"criterion": "3", "level": 4}],
    )
    rows = grid(tables(paper_of(draft))[0])
    assert rows[-3] == ["MỨC 4"]
    assert [row[1] for row in rows[-2:]] == ["Tiêu chí 1", "Tiêu chí 3"]


def test_signature_of_a_deputy_takes_two_lines() -> None:
    paper = paper_of(plans.five_columns())
    assert paper.signer_title == ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]


def test_school_name_breaks_before_its_own_name() -> None:
    draft = plans.nine_columns(school_name="Trường Tiểu học Nguyễn Thị Minh Khai")
    assert paper_of(draft).school == ["TRƯỜNG TIỂU HỌC", "NGUYỄN THỊ MINH KHAI"]


def test_what_the_form_has_no_column_for_is_told() -> None:
    paper = paper_of(plans.ten_columns(), "cv5932_9")
    assert paper.unprinted == {"supervisor": 2, "report_time": 2}


def test_unknown_form() -> None:
    with pytest.raises(UnknownForm, match="bieu2_tt57"):
        paper_of(plans.nine_columns(), "khong_co")


def test_very_long_rows_may_run_over_a_page_and_short_ones_not() -> None:
    (table,) = tables(paper_of(plans.long_rows(26)))
    split = [row.split for row in table.rows if len(row.cells) > 2]
    assert split[12]
    assert split[25]
    assert any(not whole for whole in split) or all(split)
    (short,) = tables(paper_of(plans.nine_columns()))
    assert not any(row.split for row in short.rows)


def test_words_of_one_name_stay_on_one_line_of_the_head() -> None:
    for name in (
        "Trường Trung học phổ thông Nguyễn Thị Minh Khai",
        "Trường Tiểu học và Trung học cơ sở Lý Tự Trọng",
        "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Mẫu",
    ):
        lines = head_lines(name, True)
        assert " ".join(lines) == name.upper()
        for pair in ("PHỔ THÔNG", "TRUNG HỌC", "CƠ SỞ", "TIỂU HỌC", "NGHỀ NGHIỆP", "THƯỜNG XUYÊN"):
            assert (pair in name.upper()) == any(pair in line for line in lines)
