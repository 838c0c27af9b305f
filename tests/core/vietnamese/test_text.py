"""Normal form, folds, keys, likeness and list marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.vietnamese.composed import Composed
from caitien.core.vietnamese.text import (
    collapse,
    collapse_lines,
    find_decomposed,
    fold,
    fold_letters,
    is_nfc,
    key,
    nfc,
    similarity,
    strip_list_mark,
)


def test_collapse_joins_every_kind_of_blank() -> None:
    assert collapse("  Kế\xa0hoạch\t\ncải \u200b tiến\u200b ") == "Kế hoạch cải tiến"
    assert collapse("trư\u200bờng") == "trường"
    assert collapse(unicodedata.normalize("NFD", "Trường")) == "Trường"
    assert collapse(" \n\t\xa0") == ""


def test_collapse_lines_keeps_line_ends_only() -> None:
    assert collapse_lines(" Hiệu  trưởng \r\n\n \x0bKế\xa0toán\n") == "Hiệu trưởng\nKế toán"


def test_fold_drops_marks_and_case() -> None:
    assert fold("ĐỘI NGŨ, Hiệu trưởng; Ước") == "doi ngu, hieu truong; uoc"
    assert fold("İﬁß한") == "iﬁß한"


@given(st.text())
def test_fold_keeps_the_length_of_nfc(text: str) -> None:
    composed = nfc(text)
    assert len(fold(composed)) == len(composed)
    assert len(fold_letters(text)) == len(text)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hòa Thủy", "hoà thuỷ"),
        ("kỹ thuật", "kĩ thuật"),
        ("quy định", "qui định"),
        ("Lý, Mỹ, tỷ", "lí, mĩ, tỉ"),
        ("2022 – 2023", "2022-2023"),
        ("“Dạy tốt”", "Dạy tốt."),
        ("thư viện - thiết bị", "thư viện-thiết bị"),
        ("BGH / GVCN", "BGH/GVCN;"),
        (unicodedata.normalize("NFD", "Phó hiệu trưởng"), "Phó  hiệu\xa0trưởng"),
    ],
)
def test_keys_of_the_same_words_are_equal(a: str, b: str) -> None:
    assert key(a) == key(b)
    assert similarity(a, b) == 1.0


@pytest.mark.parametrize(("a", "b"), [("tay", "tai"), ("thúy", "thúi"), ("ngày", "ngài")])
def test_keys_of_other_words_differ(a: str, b: str) -> None:
    assert key(a) != key(b)


@given(st.text(max_size=60))
def test_key_is_stable(text: str) -> None:
    assert key(key(text)) == key(text)


def test_similarity_orders_by_likeness() -> None:
    near = similarity("Giáo viên chủ nhiệm", "Giáo viên chủ nhiêm")
    far = similarity("Giáo viên chủ nhiệm", "Kế toán")
    assert 0 <= far < 0.4 < 0.8 < near < 1
    assert similarity("hiệu trưởng, kế toán", "kế toán, hiệu trưởng") > 0.9
    assert similarity("", "a") == 0.0


def test_decomposed_letters_are_found_with_their_composed_form() -> None:
    text = "Các nha" + "\u0300" + " trường"
    (found,) = find_decomposed(text)
    assert (found.value, found.start, found.end) == ("à", 6, 8)
    assert text[found.start : found.end] == found.text
    assert not is_nfc(text)
    assert find_decomposed("nhà") == []


@given(st.text(alphabet="aeo\u0300\u0301\u0302 đưx", max_size=40))
def test_composed_text_leads_back_to_the_original(text: str) -> None:
    composed = Composed(text)
    assert composed.place(len(composed.text)) == len(text)
    for at in range(len(composed.text)):
        start, end, cut = composed.cut(at, at + 1)
        assert text[start:end] == cut
        assert unicodedata.normalize("NFC", cut) == composed.text[at]


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("- Họp tổ", "-", "Họp tổ"),
        ("– Họp tổ", "–", "Họp tổ"),
        ("-Họp tổ", "-", "Họp tổ"),
        ("+ Họp", "+", "Họp"),
        ("• Họp", "•", "Họp"),
        ("\uf0b7\tHọp", "\uf0b7", "Họp"),
        ("1. Họp", "1.", "Họp"),
        ("12) Họp", "12)", "Họp"),
        ("1- Họp", "1-", "Họp"),
        ("1-Họp", "1-", "Họp"),
        ("a) Họp", "a)", "Họp"),
        ("đ) Họp", "đ)", "Họp"),
        (".- Họp", ".-", "Họp"),
        ("1.3 Nâng cao", "", "1.3 Nâng cao"),
        ("5.000.000 đồng", "", "5.000.000 đồng"),
        ("14-02-2022", "", "14-02-2022"),
        ("14/2/2022", "", "14/2/2022"),
        ("1-2 buổi", "", "1-2 buổi"),
        ("9/2024", "", "9/2024"),
        ("-5 lớp", "", "-5 lớp"),
        ("- ", "", "- "),
        ("2023", "", "2023"),
        ("", "", ""),
    ],
)
def test_list_marks(text: str, mark: str, rest: str) -> None:
    assert strip_list_mark(text) == (mark, rest)
