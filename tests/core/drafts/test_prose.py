"""Work told in labelled paragraphs under the names of criteria, where a plan has no table."""

from __future__ import annotations

from pathlib import Path

from caitien.core.drafts.model import PlanDraft

from .paper import Paper, facts


def _told(tmp_path: Path, *lines: str) -> PlanDraft:
    paper = Paper().head().title().lines("I. MỤC TIÊU", "Giữ vững chất lượng.")
    return (
        paper.lines("II. NỘI DUNG", *lines).lines("III. TỔ CHỨC THỰC HIỆN", "Hiệu trưởng chỉ đạo.")
    ).sign().plan(tmp_path)  # fmt: skip


def test_each_criterion_with_its_labels_is_an_item(tmp_path: Path) -> None:
    plan = _told(
        tmp_path,
        "Tiêu chuẩn 1. Tổ chức và quản lý nhà trường",
        "Tiêu chí 1.6. Quản lý hành chính, tài chính và tài sản",
        "- Kết quả cần đạt: 100% hồ sơ được số hóa.",
        "- Giải pháp:",
        "+ Quét hồ sơ theo năm",
        "+ Nhập phần mềm",
        "- Người phụ trách: Văn thư, kế toán.",
        "- Thời gian: Tháng 10/2026; Kinh phí: 3.000.000 đồng",
        "Tiêu chuẩn 2. Cán bộ quản lý, giáo viên, nhân viên và học sinh",
        "1. Tiêu chí 2.2. Đối với giáo viên",
        "- Biện pháp: Dự giờ chéo.",
        "- Thời hạn: 30/4/2027.",
        "- Chủ trì: Phó hiệu trưởng.",
    )
    first, second = (facts(item) for item in plan.items)
    assert first == {
        "standard": "1",
        "standard_title": "Tổ chức và quản lý nhà trường",
        "criterion": "1.6",
        "criterion_title": "Quản lý hành chính, tài chính và tài sản",
        "target": "100% hồ sơ được số hóa",
        "solutions": ["Quét hồ sơ theo năm", "Nhập phần mềm"],
        "assignee_text": "Văn thư, kế toán",
        "lead": "Văn thư",
        "collaborators": ["kế toán"],
        "time": "Tháng 10/2026",
        "time_kind": "month",
        "start": "2026-10",
        "end": "2026-10",
        "budget_text": "3.000.000 đồng",
        "budget_vnd": 3_000_000,
    }
    assert (second["criterion"], second["solutions"], second["end"]) == (
        "2.2",
        ["Dự giờ chéo"],
        "2027-04-30",
    )
    assert [s.heading for s in plan.sections] == [
        "I. MỤC TIÊU",
        "II. NỘI DUNG",
        "III. TỔ CHỨC THỰC HIỆN",
    ]
    assert plan.sections[1].paragraphs == []
    assert [t.kind for t in plan.sections[1].tables] == ["items"]


def test_what_was_told_keeps_its_place_and_owner(tmp_path: Path) -> None:
    plan = _told(
        tmp_path,
        "Tiêu chí 1.6. Quản lý hành chính",
        "Giải pháp: Quét hồ sơ",
        "Thời gian: Tháng 10/2026",
        "Tiêu chí 1.9. Quy chế dân chủ",
        "Giải pháp: Niêm yết thu chi",
        "Thời gian: Tháng 11/2026",
    )
    told = [(b.text, b.role, b.item, b.field) for b in plan.blocks if b.item is not None]
    assert ("Giải pháp: Niêm yết thu chi", "cell", 1, "solutions") in told
    assert len(told) == 6
    assert plan.items[1].place_of("time") != plan.items[0].place_of("time")


def test_paragraphs_that_only_mention_criteria_are_no_items(tmp_path: Path) -> None:
    plan = _told(
        tmp_path,
        "Tiêu chí 1.6. Quản lý hành chính đã đạt Mức 2.",
        "Nhà trường giữ vững kết quả này.",
        "Tiêu chí 1.9. Quy chế dân chủ đã đạt Mức 1.",
        "Cần cố gắng hơn.",
    )
    assert plan.items == []
    assert len(plan.sections[1].paragraphs) == 4
