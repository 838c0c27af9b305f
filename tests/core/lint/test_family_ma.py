"""Remnants of another school's plan: names that stand as this school's, and names that do not."""

from __future__ import annotations

from typing import Any

import pytest

from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.lint._schools import school_of

from .family import run

OWN = "Trường Tiểu học Hoa Mai"
AS_OWN = [
    "Quyết định số 123/QĐ-SGDĐT về việc công nhận Trường Tiểu học Hoa Sen đạt chuẩn quốc gia.",
    "Được Đoàn đánh giá ngoài khảo sát và công nhận Trường Tiểu học Hoa Sen đạt cấp độ 1.",
    "Đề nghị Sở Giáo dục và Đào tạo công nhận Trường Tiểu học “Hoa Sen” đạt chuẩn quốc gia.",
    "Trên đây là kế hoạch cải tiến chất lượng năm học 2023-2024 của trường tiểu học Hoa Sen./.",
    "Trường TH Hoa Sen đã tiến hành xây dựng và ban hành Kế hoạch cải tiến.",
    "TRƯỜNG TIỂU HỌC HOA SEN XÂY DỰNG KẾ HOẠCH CẢI TIẾN NĂM HỌC 2024-2025",
    "Trường Tiểu học Hoa Sen kính đề nghị UBND xã quan tâm.",
    "Căn cứ kết quả tự đánh giá của Trường Tiểu học Hoa Sen năm học 2022-2023;",
    "Căn cứ tình hình thực tế của Trường Tiểu học Hoa Sen, nhà trường đề ra các giải pháp.",
    "Trường Tiểu học Trường Sơn xây dựng kế hoạch, phối hợp với cha mẹ học sinh thực hiện.",
    "Hội đồng tự đánh giá Trường Tiểu học số 2 Hòa Phú họp.",
    "Tên cơ sở giáo dục: Trường Tiểu học Lê Lợi",
]
AS_OTHER = [
    "Trường Tiểu học Hoa Mai và Trường Tiểu học Hoa Sen xây dựng kế hoạch chung.",
    "Trường Tiểu học Hoa Sen và Trường Tiểu học Hoa Mai cùng thực hiện kế hoạch.",
    "Cụm trường gồm Trường Tiểu học Hoa Sen, Trường Tiểu học Hoa Lan thực hiện kế hoạch cụm.",
    "Học tập kinh nghiệm xây dựng kế hoạch của Trường Tiểu học Hoa Sen.",
    "Trường tuyển sinh từ Trường Tiểu học Hoa Sen, thực hiện kế hoạch hằng năm.",
    "Sáp nhập Trường Tiểu học Hoa Sen; đề nghị công nhận Trường Tiểu học Hoa Sen đạt chuẩn.",
    "Có 5 học sinh chuyển đến Trường Tiểu học Hoa Sen theo kế hoạch.",
    "Kế hoạch số 12/KH-THHS của Trường Tiểu học Hoa Sen về việc tổ chức Hội khỏe;",
    "Ông Nguyễn Văn A, Hiệu trưởng Trường Tiểu học Hoa Sen, Trưởng đoàn đánh giá ngoài.",
    "Tham khảo báo cáo tự đánh giá của Trường Tiểu học Hoa Sen.",
    "Đề nghị Trường Tiểu học Hoa Sen cử giáo viên.",
    "Trường Đại học Sư phạm xây dựng kế hoạch; Trường Bồi dưỡng giáo dục thực hiện kế hoạch.",
    "Trường Trung học cơ sở Hoa Sen xây dựng kế hoạch.",
    "Trường Tiểu học HS xây dựng kế hoạch theo Điều lệ Trường tiểu học. Căn cứ kế hoạch.",
    "Hiệu trưởng Trường Tiểu học Số 1 Hoa Mai chỉ đạo.",
]


def flagged(text: str, own: str | None = OWN) -> list[str]:
    return [d.excerpt for d in run({"school_name": own, "preamble": [text]}, "MA105")]


@pytest.mark.parametrize("text", AS_OWN)
def test_a_name_that_stands_as_this_school(text: str) -> None:
    assert len(flagged(text)) == 1


@pytest.mark.parametrize("text", AS_OTHER)
def test_a_name_that_stands_as_another_school(text: str) -> None:
    assert flagged(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trường Trung học cơ sở Hòa Bình", "TRƯỜNG THCS HOÀ BÌNH", True),
        ("Trường Tiểu học Lê Quý Đôn", "Trường Tiểu Học Lê Quí Đôn", True),
        ("Trường THPT chuyên Lê Hồng Phong", "Trường THPT Lê Hồng Phong", True),
        ("Trường Mầm non II", "Trường Mầm non 2", True),
        ("Trường Mầm non 1", "Trường Mầm non 12", False),
        ("Trường THPT Gò Phượng", "Trường THPT Gò Vấp", False),
        ("Trường Tiểu học Hoa Mai A", "Trường Tiểu học Hoa Mai B", False),
        ("Trường Tiểu học thị trấn Phù Mỹ", "Trường Tiểu học thị trấn Phù Cát", False),
    ],
)
def test_names_of_one_school(one: str, other: str, same: bool) -> None:
    first, second = school_of(one), school_of(other)
    assert first
    assert second
    assert first.same(second) is same
    assert bool(flagged(f"{other} xây dựng kế hoạch.", one)) is not same


@pytest.mark.parametrize("text", [*AS_OWN, *AS_OTHER])
def test_nothing_is_said_where_the_school_is_unknown(text: str) -> None:
    assert flagged(text, None) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Đến thăm Trường Tiểu học Hoa Mai.", 0),
        ("Hiệu trưởng Trường Tiểu học Hoa Mai chỉ đạo.", 1),
    ],
)
def test_an_uncertain_name_needs_two_that_stand_as_this_school(text: str, count: int) -> None:
    data: dict[str, Any] = {"school_name": OWN, "preamble": [text, AS_OWN[4]]}
    plan = plan_from_dict(data)
    plan.uncertain["school_name"] = "lấy từ thân văn bản"
    found = run(plan, "MA105")
    assert len(found) == count
    assert all(d.fix and d.fix.applicability == "show" for d in found)


def test_the_proposed_name_keeps_its_letters() -> None:
    (one,) = run({"school_name": OWN, "title_lines": ["KẾ HOẠCH TRƯỜNG TIỂU HỌC HOA SEN"]}, "MA105")
    assert one.fix
    assert one.fix.replacement == "TRƯỜNG TIỂU HỌC HOA MAI"
    assert one.confidence == "có thể"
