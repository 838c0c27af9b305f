"""Files that are no plan, hold more than a plan, or keep its table in an annex."""

from __future__ import annotations

from pathlib import Path

import pytest

from caitien.core.documents.model import Table

from .paper import FIVE, NINE, Paper

ROW = ["1", "Tiêu chí 1.1", "Rà soát chiến lược", "Hiệu trưởng", "Tháng 9/2026"]
ROW2 = ["2", "Tiêu chí 1.2", "Kiện toàn hội đồng", "Thư ký", "Tháng 10/2026"]


def _report() -> Paper:
    paper = Paper().head(number="Số: 40/BC-THĐCL")
    paper.lines("BÁO CÁO TỰ ĐÁNH GIÁ", "Năm học 2025 - 2026", bold=True, center=True)
    paper.lines("Phần I. CƠ SỞ DỮ LIỆU", "Phần II. TỰ ĐÁNH GIÁ", "Tiêu chí 1.1: Phương hướng")
    paper.lines("Mức 1: Đạt", "Kế hoạch cải tiến chất lượng", "Nhà trường tiếp tục rà soát.")
    return paper.table(
        ["Nội dung", "Giải pháp", "Nguồn lực", "Người thực hiện", "Thời gian"],
        ["Chiến lược", "Rà soát", "Không", "Hiệu trưởng", "2026-2027"],
    ).sign()


def _evidence() -> Paper:
    paper = Paper().lines("DANH MỤC MÃ MINH CHỨNG", bold=True, center=True)
    return paper.table(
        ["TT", "Mã minh chứng", "Tên minh chứng", "Nơi lưu trữ", "Ghi chú"],
        ["1", "MC.1.1.01", "Kế hoạch chiến lược", "Văn thư", ""],
    )


def _strategy() -> Paper:
    paper = Paper().head(number="Số: 3/KHCL-THĐCL")
    paper.lines("KẾ HOẠCH", "Chiến lược phát triển nhà trường giai đoạn 2025 - 2030", center=True)
    return paper.lines("I. TÌNH HÌNH", "Cải tiến chất lượng giáo dục.", "II. MỤC TIÊU").sign()


def _results() -> Paper:
    paper = Paper().head(number="Số: 41/BC-THĐCL")
    paper.lines("BÁO CÁO", "Kết quả thực hiện kế hoạch cải tiến chất lượng năm học 2025 - 2026",
                bold=True, center=True)  # fmt: skip
    return paper.lines("I. KẾT QUẢ").table(FIVE, ROW).sign()


def _timetable() -> Paper:
    paper = Paper().lines("THỜI KHÓA BIỂU LỚP 5A", center=True)
    return paper.table(["Tiết", "Thứ 2", "Thứ 3", "Thứ 4"], ["1", "Toán", "Văn", "Sử"])


def _other_plan() -> Paper:
    paper = Paper().head().lines("KẾ HOẠCH", "Bồi dưỡng học sinh năm học 2026 - 2027", center=True)
    return paper.lines("I. NỘI DUNG").table(
        ["TT", "Nội dung công việc", "Người thực hiện", "Thời gian", "Ghi chú"],
        ["1", "Lập danh sách", "GVCN", "Tháng 9/2026", ""],
    ).sign()  # fmt: skip


def _blank() -> Paper:
    paper = Paper().head("TRƯỜNG ………………", "UBND ………………", "Số:     /KH-…",
                         "………, ngày … tháng … năm 20…")  # fmt: skip
    paper.title("KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "NĂM HỌC 20… - 20…")
    paper.lines("I. MỤC ĐÍCH", "………………", "II. NỘI DUNG")
    return paper.table(NINE, ["…"] * 9, [""] * 9).sign(right="HIỆU TRƯỞNG\n(Ký tên, đóng dấu)")


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (_report, "self_assessment_report"),
        (_evidence, "evidence_list"),
        (_strategy, "strategy_plan"),
        (_results, "result_report"),
        (_timetable, "unknown"),
        (_other_plan, "unknown"),
        (_blank, "blank_form"),
    ],
)
def test_kinds(tmp_path: Path, make: object, kind: str) -> None:
    assert callable(make)
    reading = make().reading(tmp_path)
    assert (reading.doc_type, reading.plans) == (kind, [])
    if kind != "blank_form":
        assert [w.code for w in reading.warnings] == ["not-a-plan"]


def test_empty_file(tmp_path: Path) -> None:
    reading = Paper().reading(tmp_path)
    assert (reading.doc_type, reading.plans) == ("unknown", [])


def test_decision_and_plan_in_one_file(tmp_path: Path) -> None:
    paper = Paper().head(number="Số: 88/QĐ-THĐCL", date="Mường Sương, ngày 01 tháng 9 năm 2026")
    paper.lines("QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch cải tiến chất lượng", center=True)
    paper.lines("HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC ĐỒNG CỎ LAU", "Căn cứ Luật Giáo dục;", "QUYẾT ĐỊNH:",
                "Điều 1. Ban hành kế hoạch.").sign()  # fmt: skip
    paper.page_break().head().title().lines("I. NỘI DUNG").table(FIVE, ROW)
    plan = paper.lines("II. THỰC HIỆN", "Có.").sign().plan(tmp_path)
    assert only_head(plan) == ("15/KH-THĐCL", "2026-09-12", "Trường Tiểu học Đồng Cỏ Lau")
    assert [i.criterion for i in plan.items] == ["1.1"]
    assert plan.legal_bases == []
    assert any("Ban hành kế hoạch" in b.text for b in plan.blocks)


def only_head(plan: object) -> tuple[object, ...]:
    return tuple(getattr(plan, n) for n in ("plan_number", "date", "school_name"))


def test_two_plans_in_one_file(tmp_path: Path) -> None:
    paper = Paper().head().title().lines("I. NỘI DUNG").table(FIVE, ROW).sign()
    paper.page_break().head(number="Số: 16/KH-THĐCL", date="Mường Sương, ngày 13 tháng 9 năm 2026")
    paper.title("KẾ HOẠCH", "Cải tiến chất lượng giáo dục giai đoạn 2026 - 2031")
    paper.lines("I. NỘI DUNG").table(FIVE, ROW2).sign(right="GIÁM ĐỐC\n\nVàng A Chu")
    reading = paper.reading(tmp_path)
    assert [(p.plan_number, p.date, p.kind, p.signatory.name) for p in reading.plans] == [
        ("15/KH-THĐCL", "2026-09-12", "annual", "Lò Thị Hoa Ban"),
        ("16/KH-THĐCL", "2026-09-13", "multi_year", "Vàng A Chu"),
    ]
    assert [[i.criterion for i in p.items] for p in reading.plans] == [["1.1"], ["1.2"]]
    assert [w.code for w in reading.warnings] == ["several-plans"]


def test_table_in_an_annex_after_the_signature(tmp_path: Path) -> None:
    paper = Paper().head().title().lines("I. MỤC ĐÍCH", "Tốt hơn.", "II. NỘI DUNG",
                                         "Chi tiết theo phụ lục kèm theo.").sign()  # fmt: skip
    paper.landscape().lines("PHỤ LỤC", "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG NĂM HỌC 2026 - 2027",
                            "(Kèm theo Kế hoạch số 15/KH-THĐCL ngày 12/9/2026)",
                            center=True)  # fmt: skip
    plan = paper.table(FIVE, ROW, ROW2).plan(tmp_path)
    assert [i.criterion for i in plan.items] == ["1.1", "1.2"]
    assert [s.heading for s in plan.sections] == ["I. MỤC ĐÍCH", "II. NỘI DUNG", "PHỤ LỤC"]
    assert plan.sections[2].tables[0].kind == "items"
    assert (plan.signatory.name, plan.recipients[-1]) == ("Lò Thị Hoa Ban", "Lưu: VT.")
    assert plan.title == "KẾ HOẠCH Cải tiến chất lượng giáo dục Năm học 2026 - 2027"


def test_landscape_table_after_the_signature(tmp_path: Path) -> None:
    paper = Paper().head().title().lines("I. MỤC ĐÍCH", "Tốt hơn.").sign()
    plan = paper.landscape().table(FIVE, ROW, ROW2).plan(tmp_path)
    assert [i.criterion for i in plan.items] == ["1.1", "1.2"]
    assert plan.signatory.name == "Lò Thị Hoa Ban"


def test_cover_and_form_label_before_the_head(tmp_path: Path) -> None:
    paper = Paper().lines("TRƯỜNG TIỂU HỌC ĐỒNG CỎ LAU", "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
                          "Mường Sương, 2026", center=True).page_break()  # fmt: skip
    paper.lines("Biểu 2").head().title().lines("I. NỘI DUNG").table(FIVE, ROW)
    plan = paper.lines("II. THỰC HIỆN", "Có.").sign().plan(tmp_path)
    assert plan.title == "KẾ HOẠCH Cải tiến chất lượng giáo dục Năm học 2026 - 2027"
    assert only_head(plan) == ("15/KH-THĐCL", "2026-09-12", "Trường Tiểu học Đồng Cỏ Lau")


def test_tables_that_are_not_the_plans(tmp_path: Path) -> None:
    paper = Paper().head().title().lines("I. KẾT QUẢ THỰC HIỆN NĂM HỌC 2025 - 2026")
    paper.table(FIVE, ["1", "Tiêu chí 3.3", "Đã sơn lớp", "Bảo vệ", "Tháng 8/2025"])
    paper.lines("II. SỐ LIỆU").table(["Khối", "Số lớp", "Số học sinh", "Nữ", "Ghi chú"],
                                     ["Khối 1", "4", "120", "60", ""])  # fmt: skip
    paper.lines("III. NỘI DUNG").table(FIVE, ROW, ROW2)
    paper.lines("IV. PHÂN CÔNG").table(["TT", "Họ và tên", "Chức vụ", "Nhiệm vụ", "Thời gian"],
                                       ["1", "Lò Thị Hoa Ban", "Hiệu trưởng", "Chỉ đạo",
                                        "Cả năm"])  # fmt: skip
    plan = paper.sign().plan(tmp_path)
    assert [i.criterion for i in plan.items] == ["1.1", "1.2"]
    assert [[t.kind for t in s.tables] for s in plan.sections] == [
        ["other"], ["other"], ["items"], ["other"],
    ]  # fmt: skip
    assert plan.sections[1].tables[0].rows[1] == ["Khối 1", "4", "120", "60", ""]


def test_plan_without_a_title(tmp_path: Path) -> None:
    plan = Paper().table(FIVE, ROW, ROW2).plan(tmp_path)
    assert [i.criterion for i in plan.items] == ["1.1", "1.2"]
    assert plan.title is None


def test_letterhead_in_text_boxes(tmp_path: Path) -> None:
    from caitien.core.documents.model import Document, Paragraph, Place
    from caitien.core.documents.readers import open_document
    from caitien.core.drafts.read import understand

    path = Paper().title().lines("I. NỘI DUNG").table(FIVE, ROW).sign().save(tmp_path)
    inner = open_document(path)
    box = Paragraph("UBND XÃ ĐỒI CHÈ\nTRƯỜNG THCS LŨNG MÂY\nSố: 9/KH-LM", Place(paragraph=1))
    boxed = Document(inner.file, "docx", inner.blocks, [], None, [box])
    (plan,) = understand(boxed).plans
    assert (plan.authority, plan.school_name, plan.plan_number) == (
        "UBND XÃ ĐỒI CHÈ", "Trường THCS Lũng Mây", "9/KH-LM",
    )  # fmt: skip
    assert any(isinstance(b, Table) for b in boxed.blocks)
