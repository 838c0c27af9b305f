"""Titles in sentence case: capitals of print go, names, abbreviations and schools stay right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.vietnamese.text import collapse
from caitien.core.vietnamese.titles import sentence_case


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (
            "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC Năm học 2022 – 2023",
            "Kế hoạch cải tiến chất lượng giáo dục năm học 2022 – 2023",
        ),
        (
            "KẾ HOẠCH Cải tiến chất lượng giáo dục giai đoạn 2025-2030",
            "Kế hoạch cải tiến chất lượng giáo dục giai đoạn 2025-2030",
        ),
        (
            "KẾ HOẠCH CẢI TIẾN CLGD TRƯỜNG TIỂU HỌC NGUYỄN THỊ MINH KHAI NĂM HỌC 2024-2025",
            "Kế hoạch cải tiến CLGD Trường Tiểu học Nguyễn Thị Minh Khai năm học 2024-2025",
        ),
        (
            "KẾ HOẠCH CỦA TRƯỜNG THCS SUỐI TRÚC, XÃ ĐỒI THÔNG, TỈNH LÂM ĐỒNG HỌC KỲ II",
            "Kế hoạch của Trường THCS Suối Trúc, xã Đồi Thông, tỉnh Lâm Đồng học kỳ II",
        ),
        (
            "KẾ HOẠCH PHÁT TRIỂN KINH TẾ XÃ HỘI CÁC TRƯỜNG TIỂU HỌC TRÊN ĐỊA BÀN",
            "Kế hoạch phát triển kinh tế xã hội các trường tiểu học trên địa bàn",
        ),
        (
            "KẾ HOẠCH TRUNG TÂM GDNN-GDTX HUYỆN CƯ M'GAR NĂM 2027",
            "Kế hoạch Trung tâm GDNN-GDTX huyện Cư M'Gar năm 2027",
        ),
        (
            "KẾ HOẠCH CỦA ỦY BAN NHÂN DÂN PHƯỜNG AN HÒA THEO THÔNG TƯ SỐ 57/2026/TT-BGDĐT",
            "Kế hoạch của Ủy ban nhân dân phường An Hòa theo Thông tư số 57/2026/TT-BGDĐT",
        ),
        ("KẾ HOẠCH Trường Mầm non 1 năm học 2025-2026",) * 2,
        ("KẾ HOẠCH ĐẠT CHUẨN CẤP TỈNH LẦN 2", "Kế hoạch đạt chuẩn cấp tỉnh lần 2"),
        ("KẾ HỌACH CẢI TIẾN CHẤT LUỢNG", "Kế họach cải tiến chất luợng"),
        ("KE HOACH CAI TIEN CHAT LUONG", "Ke hoach cai tien chat luong"),
        (
            "Kế hoạch cải tiến chất lượng giáo dục Năm học 2026 - 2027",
            "Kế hoạch cải tiến chất lượng giáo dục năm học 2026 - 2027",
        ),
        ("Năm học 2026-2027: kế hoạch cải tiến",) * 2,
        ("Kế hoạch trường THCS AN HOÀ", "Kế hoạch trường THCS An Hoà"),
        ("Kế hoạch cải tiến CSVC, CNTT năm 2026",) * 2,
    ],
)
def test_capitals_of_print_go_and_names_stay(printed: str, shown: str) -> None:
    """As Nghị định 30/2020, Phụ lục II writes names; nothing else changes."""
    shown = "Kế hoạch" + shown[8:] if shown.startswith("KẾ HOẠCH") else shown
    assert sentence_case(printed) == shown


def test_a_name_that_is_known_is_written_as_it_is_kept() -> None:
    """The school's own record decides where a name looks like common words."""
    printed = "KẾ HOẠCH TRƯỜNG TIỂU HỌC ĐỔI MỚI SAU SÁP NHẬP"
    assert sentence_case(printed) == "Kế hoạch trường tiểu học đổi mới sau sáp nhập"
    known = sentence_case(printed, ["Trường Tiểu học Đổi Mới", "", "TRƯỜNG TIỂU HỌC"])
    assert known == "Kế hoạch Trường Tiểu học Đổi Mới sau sáp nhập"


WORDS = st.sampled_from(
    [
        *("KẾ", "HOẠCH", "Cải", "tiến", "CHẤT", "TRƯỜNG", "TIỂU", "HỌC", "THCS", "LÊ", "LỢI", "XÃ"),
        *("AN", "HOÀ", "NĂM", "2024-2025", "II", ",", "-", "(CLGD)", "năm", "Năm", "VIỆT", "NAM"),
        *("BỘ", "GIÁO", "DỤC", "VÀ", "ĐÀO", "TẠO", "1", "'"),
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=40))
def test_only_letter_case_changes_and_twice_is_once(text: str) -> None:
    """No letter is lost, added or moved, whatever the text; applied again nothing changes."""
    shown = sentence_case(text)
    assert shown.casefold() == collapse(text).casefold() or shown.lower() == collapse(text).lower()
    assert sentence_case(shown) == shown
