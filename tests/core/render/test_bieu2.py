"""Biểu 2 of Thông tư 57/2026: exact lines and columns; old forms map by meaning only."""

from __future__ import annotations

from caitien.core.drafts.model import StyleSpan
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.regulations.forms import load_form
from caitien.core.render.model import Para, Table
from caitien.core.render.paper import paper_of

from . import plans
from .test_paper import grid, tables, texts

FORM = load_form("bieu2_tt57")


def test_eight_sections_with_their_printed_lines_in_order() -> None:
    printed = texts(paper_of(plans.bieu2()))
    wanted: list[str] = []
    for section in FORM.sections:
        wanted.append(f"{section.numeral}. {section.heading}")
        wanted += section.fixed
        if section.table and section.table.note:
            wanted.append(section.table.note)
    at = -1
    for line in wanted:
        at = printed.index(line, at + 1)


def test_columns_and_numbers_exactly_as_printed() -> None:
    issues, plan, monitoring = tables(paper_of(plans.bieu2()))
    for table, name in ((issues, "priority_issues"), (plan, "plan"), (monitoring, "monitoring")):
        form = FORM.table(name)
        assert form is not None
        titles = [cell.paragraphs[0] for cell in table.head[0].cells]
        assert titles == [column.title for column in form.columns]
        assert table.landscape
    assert [c.paragraphs[0] for c in plan.head[1].cells] == [f"({n})" for n in range(1, 11)]
    assert [row[0] for row in grid(monitoring)] == ["Cuối học kỳ I", "Cuối năm học"]
    assert grid(plan)[0] == [
        "1",
        "Kỹ năng tự học của học sinh khối 5",
        "80% học sinh biết lập thời gian biểu",
        "- Dạy kỹ năng trong giờ sinh hoạt.\n- Họp cha mẹ học sinh giữa kỳ.",
        "Tỉ lệ học sinh có thời gian biểu",
        "Học kỳ I",
        "Giáo viên chủ nhiệm",
        "Tài liệu của thư viện",
        "Sổ theo dõi, ảnh hoạt động",
        "Đang thực hiện",
    ]


def test_tables_stand_together_on_landscape_pages() -> None:
    paper = paper_of(plans.bieu2())
    kinds = [
        (part.landscape, sum(isinstance(b, Table) for b in part.blocks)) for part in paper.parts
    ]
    assert kinds == [(False, 0), (True, 3), (False, 0)]


def test_an_old_form_maps_by_meaning_and_leaves_the_rest_blank() -> None:
    paper = paper_of(plans.nine_columns(), "bieu2_tt57")
    issues, plan, _ = tables(paper)
    assert all(cell == "" for row in grid(issues) for cell in row)
    row = grid(plan)[1]
    assert row[0] == "2"
    assert row[1] == (
        "Tiêu chí 1.10 (Thông tư 17/2018/TT-BGDĐT): Bảo đảm an ninh trật tự, an toàn trường học"
    )
    assert row[2] == "Giảm va chạm trước cổng trường;\nCó sơ đồ đón trả học sinh"
    assert row[4] == ""
    assert row[6] == "Hiệu trưởng\nTổng phụ trách Đội"
    assert row[7] == "Kinh phí: 5.000.000 đồng\nĐiều kiện: Phụ huynh phối hợp"
    assert row[8:] == ["", ""]
    assert len(plan.rows) == 3
    assert paper.unprinted["notes"] == 1
    assert paper.unprinted["level4_text"] == 1
    assert "budget_text" not in paper.unprinted


def test_duties_of_an_old_form_go_to_head_council_and_others() -> None:
    printed = texts(paper_of(plans.nine_columns(), "bieu2_tt57"))
    at = printed.index("1. Người đứng đầu cơ sở giáo dục")
    assert printed[at + 1].startswith("- Phân công, đôn đốc")
    assert printed[at + 2] == "2. Hội đồng tự đánh giá"
    assert printed[at + 3].startswith("- Thu thập minh chứng")


def test_bold_words_of_duties_are_carried_over_with_them() -> None:
    draft = plans.nine_columns()
    duties = next(s for s in draft.sections if "TỔ CHỨC THỰC HIỆN" in s.heading)
    index = next(n for n, t in enumerate(duties.paragraphs) if t.startswith("- Phân công, đôn"))
    duties.styles = [StyleSpan(index, 2, 11, "b")]
    blocks = [b for part in paper_of(draft, "bieu2_tt57").parts for b in part.blocks]
    carried = [b for b in blocks if isinstance(b, Para) and b.pieces]
    assert [b.text for b in carried] == [duties.paragraphs[index]]
    assert [p for p in carried[0].pieces if p[1]] == [("Phân công", "b")]


def test_bold_words_of_a_line_that_loses_its_mark_stay_on_their_words() -> None:
    draft = plan_from_dict(
        {
            "table_layout": "cv5932_9",
            "sections_text": [
                {
                    "heading": "II. TỔ CHỨC THỰC HIỆN",
                    "paragraphs": ["1. Các tổ thực hiện đúng hạn."],
                    "styles": [
                        {"paragraph": 0, "start": 0, "end": 9, "style": "b"},
                        {"paragraph": 0, "start": 10, "end": 19, "style": "u"},
                    ],
                }
            ],
        }
    )
    blocks = [b for part in paper_of(draft, "bieu2_tt57").parts for b in part.blocks]
    (carried,) = [b for b in blocks if isinstance(b, Para) and b.pieces]
    assert [p for p in carried.pieces if p[1]] == [("Các tổ", "b"), ("thực hiện", "u")]


def test_an_empty_draft_shows_blanks_everywhere() -> None:
    paper = paper_of(plan_from_dict({}), "bieu2_tt57")
    issues, plan, _ = tables(paper)
    assert len(issues.rows) == len(plan.rows) == 3
    printed = texts(paper)
    assert any(line.startswith("1. Tên cơ sở giáo dục: …") for line in printed)
    assert paper.title_lines[1] == "Cải tiến chất lượng giáo dục năm học 20……-20……"
    assert paper.signer_title == ["HIỆU TRƯỞNG"]
    assert paper.signer_note == "(Ký, ghi rõ họ tên, đóng dấu)"


def test_no_row_of_a_standard_is_added_to_the_form() -> None:
    _, plan, _ = tables(paper_of(plans.nine_columns(), "bieu2_tt57"))
    assert all(len(row.cells) == 10 for row in plan.rows)


def test_own_sections_of_a_read_biểu_2_are_printed_as_found() -> None:
    draft = plans.bieu2()
    built = texts(paper_of(draft))
    draft = plan_from_dict(
        {
            "table_layout": "bieu2_tt57",
            "sections_text": [{"heading": "I. THÔNG TIN CHUNG", "paragraphs": ["Chữ của trường"]}],
        }
    )
    assert texts(paper_of(draft, "bieu2_tt57")) == ["I. THÔNG TIN CHUNG", "Chữ của trường"]
    assert len(built) > 30


def test_notes_are_paragraphs_of_their_own_style() -> None:
    styles = {
        b.style
        for part in paper_of(plans.bieu2()).parts
        for b in part.blocks
        if isinstance(b, Para)
    }
    assert {"heading", "note", "body"} <= styles
