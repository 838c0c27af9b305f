"""Names: one key for two writings, search without marks, the order of staff lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caitien.schools import names

NAMES = [
    "Nguyễn Thị Ánh",
    "Trần Văn An",
    "Lê Thị Ân",
    "Phạm Văn Bình",
    "Võ Đình Đạt",
    "Hồ Văn Dũng",
]


def test_two_placements_of_a_tone_are_one_name() -> None:
    assert names.name_key("Lê Thị Thủy") == names.name_key("lê thị  THUỶ")
    assert names.name_key("Hoà") == names.name_key("Hòa")
    assert names.name_key("Thủy") != names.name_key("Thúy")


def test_a_search_without_marks_finds_the_name() -> None:
    kept = names.search_key("Đỗ Thị Hương", "GV01")
    assert all(word in kept for word in names.search_words("huong do gv01"))
    assert "hường" not in kept


def test_people_are_ordered_by_given_name_in_the_vietnamese_alphabet() -> None:
    wanted = [
        "Trần Văn An", "Nguyễn Thị Ánh", "Lê Thị Ân", "Phạm Văn Bình", "Hồ Văn Dũng", "Võ Đình Đạt",
    ]  # fmt: skip
    assert sorted(NAMES, key=names.sort_key) == wanted


def test_given_names_before_family_names() -> None:
    assert names.sort_key("Trần Văn An") < names.sort_key("Lê Thị Bình")
    assert names.sort_key("Lê Thị Bình") < names.sort_key("Trần Văn Bình")
    assert names.sort_key("Lê Hoa") < names.sort_key("Lê Hòa") < names.sort_key("Lê Hoàn")


@given(st.text(max_size=300))
def test_keys_of_any_text_fit_their_columns(text: str) -> None:
    assert len(names.name_key(text)) <= 120
    assert len(names.search_key(text)) <= 400
    assert len(names.sort_key(text)) <= 400
    slug = names.slug_of(text)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
