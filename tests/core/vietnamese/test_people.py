"""Posts, abbreviations, assignees and names."""

from __future__ import annotations

import json

import pytest

from caitien.core.vietnamese.people import (
    expand,
    find_posts,
    looks_like_assignee,
    looks_like_person_name,
    split_assignees,
)
from tests.shared import need_shared

CASES = [
    ("Hiệu trưởng", ["Hiệu trưởng"]),
    ("Hiệu trưởng (chủ trì)", ["Hiệu trưởng"]),
    ("Phó hiệu trưởng, Hiệu trưởng (chủ trì)", ["Hiệu trưởng", "Phó hiệu trưởng"]),
    ("- Hiệu trưởng\n- Phó hiệu trưởng", ["Hiệu trưởng", "Phó hiệu trưởng"]),
    ("1. Hiệu trưởng\n2. Kế toán", ["Hiệu trưởng", "Kế toán"]),
    ("Chủ trì: PHT. Phối hợp: GVCN, TPT Đội", ["PHT", "GVCN", "TPT Đội"]),
    ("HT chỉ đạo, PHT thực hiện", ["HT", "PHT"]),
    ("BCH\nCông đoàn", ["BCH Công đoàn"]),
    ("Nhân viên\nthư viện", ["Nhân viên thư viện"]),
    ("Phó hiệu\ntrưởng, kế\ntoán", ["Phó hiệu trưởng", "kế toán"]),
    ("GV phụ trách công tác tâm lý\nhọc đường", ["GV phụ trách công tác tâm lý học đường"]),
    ("Hiệu trưởng\nphó hiệu trưởng", ["Hiệu trưởng", "phó hiệu trưởng"]),
    ("Hiệu trưởng,\nKế toán,\nBảo vệ", ["Hiệu trưởng", "Kế toán", "Bảo vệ"]),
    ("CB, GV, NV", ["CB, GV, NV"]),
    ("CB, GV, NV và học sinh", ["CB, GV, NV", "học sinh"]),
    ("Toàn thể CB-GV-NV", ["Toàn thể CB-GV-NV"]),
    ("BGH; Cán bộ, giáo viên, nhân viên", ["BGH", "Cán bộ, giáo viên, nhân viên"]),
    ("Cán bộ quản lý và giáo viên", ["Cán bộ quản lý", "giáo viên"]),
    ("Tổ trưởng tổ Toán, Lý, Hóa", ["Tổ trưởng tổ Toán, Lý, Hóa"]),
    ("GVCN lớp 5A, 5B; BGH", ["GVCN lớp 5A, 5B", "BGH"]),
    ("BGH/GVCN", ["BGH", "GVCN"]),
    ("BGH cùng với GVCN", ["BGH", "GVCN"]),
    ("Hiệu trưởng phối hợp với tổ chuyên môn", ["Hiệu trưởng", "tổ chuyên môn"]),
    ("Ban đại diện cha mẹ học sinh trường và lớp", None),
    ("Phó hiệu trưởng phụ trách chuyên môn và CSVC", None),
    ("Nhân viên thư viện-thiết bị", None),
    ("Hiệu trưởng và bà Nguyễn Thị A", ["Hiệu trưởng", "bà Nguyễn Thị A"]),
    ("Nguyễn Văn A, Lê Thị B", ["Nguyễn Văn A", "Lê Thị B"]),
    ("BGH, các đoàn thể", ["BGH", "các đoàn thể"]),
    ("HT, PHT, TTCM, GV.", ["HT", "PHT", "TTCM", "GV"]),
    ("BGH; Hiệu trưởng; bgh", ["BGH", "Hiệu trưởng"]),
    ("Phó Hiệu trưởng (bà A, ông B), GVCN", ["Phó Hiệu trưởng (bà A, ông B)", "GVCN"]),
    ("Được lãnh đạo cấp trên thông qua", ["lãnh đạo cấp trên"]),
    ("…", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_assignees(text: str, names: list[str] | None) -> None:
    expected = [text] if names is None else names
    split = split_assignees(text)
    assert [*filter(None, [split.lead]), *split.collaborators] == expected


def test_a_comma_inside_a_long_name_is_kept_and_told() -> None:
    name = "Các thành viên của tổ chức công đoàn, các đoàn thể và tổ chức khác trong nhà trường"
    split = split_assignees(f"{name}.\nBGH")
    assert (split.lead, split.collaborators) == (name, ("BGH",))
    assert split.uncertain


@pytest.mark.parametrize("folder", ["gold", "rebuilt"])
def test_ground_truth(folder: str) -> None:
    seen = 0
    for file in sorted((need_shared() / "samples" / folder).glob("*.gold.json")):
        for item in json.loads(file.read_text(encoding="utf-8"))["items"]:
            if not item.get("assignee_text"):
                continue
            split, unsure = split_assignees(item["assignee_text"]), item.get("uncertain") or {}
            seen += 1
            if "lead" not in unsure:
                assert split.lead == item["lead"]
            if "collaborators" not in unsure:
                assert list(split.collaborators) == item["collaborators"]
    assert seen > 20


def test_posts_in_prose() -> None:
    text = (
        "Ban giám hiệu phối hợp BĐD CMHS, TPT Đội và CB, GV, NV; phó HT tổ chức họp tổ, bảo vệ cây"
    )
    found = find_posts(text)
    assert [hit.value.name for hit in found] == [
        "Ban giám hiệu",
        "Ban đại diện cha mẹ học sinh",
        "Tổng phụ trách Đội",
        "Cán bộ, giáo viên, nhân viên",
        "Phó hiệu trưởng",
    ]
    assert all(text[hit.start : hit.end] == hit.text for hit in found)
    assert found[0].value.kind == "body"


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("BGH", "Ban giám hiệu"),
        ("PHT", "Phó hiệu trưởng"),
        ("GVCN", "Giáo viên chủ nhiệm"),
        ("TPTĐ", "Tổng phụ trách Đội"),
        ("CB, GV, NV", "Cán bộ, giáo viên, nhân viên"),
        ("HĐTĐG", "Hội đồng tự đánh giá"),
        ("UBND", "Ủy ban nhân dân"),
        ("bgh", None),
        ("", None),
    ],
)
def test_expand(short: str, name: str | None) -> None:
    assert expand(short) == name


def test_columns_of_people_are_told_from_others() -> None:
    for text, _ in CASES:
        if len(text) > 3 and "cấp trên" not in text and "bà A" not in text:
            assert looks_like_assignee(text) > 0.5, text
    for text in (
        "Tổ chức tập huấn, bồi dưỡng giáo viên",
        "Hiệu trưởng chỉ đạo các tổ chuyên môn xây dựng kế hoạch năm học mới",
        "Nhà trường có đủ phòng học và phòng chức năng",
        "Đối với giáo viên",
        "Tháng 9/2024",
        "5.000.000 đồng",
    ):
        assert looks_like_assignee(text) < 0.5, text


def test_person_names() -> None:
    for name in ("Lưu Thị Hương Lan", "NGUYỄN VĂN A", "Nguyễn Văn A", "Lò Văn Pâng", "Vũ Hà"):
        assert looks_like_person_name(name), name
    for text in ("Hà Nội", "Hiệu Trưởng", "Giáo Viên Chủ Nhiệm", "nguyễn văn a", "Phòng Giáo dục"):
        assert not looks_like_person_name(text), text


@pytest.mark.parametrize("name", ["Trương Công Định", "Đoàn Văn Khoa", "Vàng A Sử"])
def test_family_names_that_look_like_a_body(name: str) -> None:
    assert looks_like_person_name(name)


@pytest.mark.parametrize("text", ["Đoàn Thanh Niên", "Trường Tiểu Học", "Đoàn Trường"])
def test_bodies_are_no_names(text: str) -> None:
    assert not looks_like_person_name(text)
