"""How a row names its criterion: every common way of writing the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from .paper import Paper, nine, only

WORK = ["Kết quả tốt hơn", "Làm việc cần làm", "Hiệu trưởng", "Tháng 9/2026", "", "", ""]


@pytest.mark.parametrize(
    ("written", "criterion", "title", "level"),
    [
        ("Tiêu chí 1.1", "1.1", None, None),
        ("TC 1.1", "1.1", None, None),
        ("TC1.1", "1.1", None, None),
        ("TC 1.1: Phương hướng", "1.1", "Phương hướng", None),
        ("Tiêu chí số 1.1", "1.1", None, None),
        ("Tiêu chí số: 1.1", "1.1", None, None),
        ("1.1.", "1.1", None, None),
        ("1.1", "1.1", None, None),
        ("1.10. Môi trường", "1.10", "Môi trường", None),
        ("Tiêu chí 1 (1.1)", "1.1", None, None),
        ("Tiêu chí 1.1: Phương hướng, chiến lược (Mức 2)", "1.1", "Phương hướng, chiến lược", 2),
        ("Tiêu chí 1.1 (Mức 3)", "1.1", None, 3),
        ("Tiêu chí 1.1 - Mức 3", "1.1", None, 3),
        ("Tiêu chuẩn 1 - Tiêu chí 1.1", "1.1", None, None),
        ("Tiêu chuẩn 1, tiêu chí 1.1", "1.1", None, None),
        ("Tiêu chuẩn 1\nTiêu chí 1.1: Phương hướng", "1.1", "Phương hướng", None),
        ("TIÊU CHÍ 1.1", "1.1", None, None),
        ("Tiêu chí 1.1:\nPhương hướng", "1.1", "Phương hướng", None),
        ("TC1 - 1.1", "1.1", None, None),
        ("Tiêu chuẩn 1. Tiêu chí 1.1. Phương hướng", "1.1", "Phương hướng", None),
    ],
)
def test_one_code(
    tmp_path: Path, written: str, criterion: str, title: str | None, level: int | None
) -> None:
    plan = nine(["1", written, *WORK], ["2", "Tiêu chí 2.3", *WORK]).plan(tmp_path)
    item = plan.items[0]
    assert only(item, "criterion", "criterion_title", "level") == (criterion, title, level)
    assert item.standard == "1"
    assert item.code_text == " ".join(written.split())
    assert plan.items[1].criterion == "2.3"


@pytest.mark.parametrize("written", ["Tiêu chí 1.1, 1.2", "1.1; 1.2", "Tiêu chí 1.1 và 1.2",
                                     "Tiêu chí 1.1, tiêu chí 1.2", "Tiêu chí 1.1\nTiêu chí 1.2"],
)  # fmt: skip
def test_several_codes_in_a_cell_give_the_first_and_a_doubt(tmp_path: Path, written: str) -> None:
    item = nine(["1", written, *WORK]).plan(tmp_path).items[0]
    assert only(item, "criterion", "criterion_title") == ("1.1", None)
    assert "1.2" in item.uncertain["criterion"]


def test_table_without_any_code(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["STT", "Nội dung công việc", "Biện pháp", "Người thực hiện", "Thời gian"],
            ["1", "Trồng thêm cây bóng mát", "Xin cây của kiểm lâm", "Đoàn đội", "Tháng 2/2027"],
            ["2", "Sửa nhà vệ sinh", "Thuê thợ", "Bảo vệ", "Tháng 8/2026"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "tt", "standard", "criterion", "target", "solutions") for i in plan.items] == [
        ("1", None, None, "Trồng thêm cây bóng mát", ["Xin cây của kiểm lâm"]),
        ("2", None, None, "Sửa nhà vệ sinh", ["Thuê thợ"]),
    ]
    assert all(not i.uncertain.get("criterion") for i in plan.items)


def test_blank_code_cell_is_that_of_the_row_above_with_a_doubt(tmp_path: Path) -> None:
    plan = nine(["1", "Tiêu chí 2.1", *WORK], ["2", "", *WORK]).plan(tmp_path)
    assert [i.criterion for i in plan.items] == ["2.1", "2.1"]
    assert "criterion" in plan.items[1].uncertain


def test_code_in_the_number_column(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["Mã", "Nội dung cải tiến", "Giải pháp", "Người phụ trách", "Thời gian"],
            ["1.2", "Hội đồng trường", "Họp đủ", "Thư ký", "Hằng quý"],
            ["3.4", "Công trình vệ sinh", "Sửa vòi", "Bảo vệ", "Tháng 8/2026"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "standard", "criterion", "target") for i in plan.items] == [
        ("1", "1.2", "Hội đồng trường"),
        ("3", "3.4", "Công trình vệ sinh"),
    ]


def test_code_and_title_in_two_columns(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["TT", "Mã tiêu chí", "Tên tiêu chí", "Giải pháp", "Người phụ trách", "Thời gian"],
            ["1", "1.2", "Hội đồng trường", "Họp đủ", "Thư ký", "Hằng quý"],
            ["2", "Tiêu chí 3.4", "Khối công trình", "Sửa vòi", "Bảo vệ", "Tháng 8/2026"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "criterion", "criterion_title", "target") for i in plan.items] == [
        ("1.2", "Hội đồng trường", None),
        ("3.4", "Khối công trình", None),
    ]


def test_numbers_that_are_no_codes(tmp_path: Path) -> None:
    plan = (
        Paper().head().title().table(
            ["TT", "Kết quả cần đạt", "Giải pháp", "Người phụ trách", "Thời gian"],
            ["1", "1.500 đầu sách", "Mua thêm sách", "Thư viện", "Tháng 12/2026"],
            ["2", "2.5 triệu đồng quỹ", "Vận động", "Công đoàn", "Tháng 12/2026"],
        ).sign().plan(tmp_path)
    )  # fmt: skip
    assert [only(i, "criterion", "target") for i in plan.items] == [
        (None, "1.500 đầu sách"),
        (None, "2.5 triệu đồng quỹ"),
    ]
