"""The registry of legal documents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.regulations.documents import (
    all_documents,
    find_document,
    kind_of,
    kinds,
    same_number_documents,
    title_likeness,
)
from caitien.core.regulations.loader import catalogue_ids, load_edition, number_key
from caitien.core.regulations.model import SCHOOL_LEVELS, LegalDocument


def known(number: str) -> LegalDocument:
    document = find_document(number)
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("17/2018/TT-BGDĐT", "17/2018/TT-BGDĐT"),
        ("37/2021/TT- BGDĐT", "37/2021/TT-BGDĐT"),
        ("37 / 2021 / tt – bgddt", "37/2021/TT-BGDĐT"),
        ("số 5932/BGDĐT-QLCL", "5932/BGDĐT-QLCL"),
        ("Số: 17/2018/TT-BGD&ĐT", "17/2018/TT-BGDĐT"),
        ("17/2018/TT-BGD-ĐT", "17/2018/TT-BGDĐT"),
        ("9/2024/TT-BGDĐT", "09/2024/TT-BGDĐT"),
        ("32/2018", "32/2018/TT-BGDĐT"),
        ("29-NQ/TW", "29-NQ/TW"),
        ("Luật Giáo dục 2019", "43/2019/QH14"),
        ("luật nhà giáo", "73/2025/QH15"),
    ],
)
def test_documents_are_found_as_people_write_them(written: str, number: str) -> None:
    assert known(written).number == number


@pytest.mark.parametrize("written", ["", "17", "99/2018/TT-BGDĐT", "17/2018/QĐ-BGDĐT", "abc", "/"])
def test_unknown_documents(written: str) -> None:
    assert find_document(written) is None


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    found = find_document(text)
    assert found is None or found in all_documents()


def test_facts_of_the_registry() -> None:
    tt37 = known("37/2021/TT-BGDĐT")
    assert tt37.issued == date(2021, 12, 30)
    assert known("5932/BGDĐT-QLCL").applies("tieu_hoc")
    assert not known("5932/BGDĐT-QLCL").applies("mam_non")
    assert known("5942/BGDĐT-QLCL").applies("mam_non")
    assert known("30/2020/NĐ-CP").applies("gdtx")
    title = known("13/2020/TT-BGDĐT").title or ""
    assert "tiểu học, trung học cơ sở, trung học phổ thông" in title


def test_in_force() -> None:
    tt17 = known("17/2018/TT-BGDĐT")
    assert tt17.in_force_on(date(2018, 10, 9)) is False
    assert tt17.in_force_on(date(2018, 10, 10)) is True
    assert tt17.in_force_on(date(2026, 7, 6)) is True
    assert tt17.in_force_on(date(2026, 7, 7)) is False
    assert tt17.replaced_by == "57/2026/TT-BGDĐT"
    unsure = known("70/2026/TT-BGDĐT")
    assert unsure.in_force_on(date(2026, 8, 21)) is False
    assert unsure.in_force_on(date(2027, 1, 1)) is None


def test_the_registry_is_consistent() -> None:
    documents = all_documents()
    numbers = [number_key(d.number) for d in documents]
    assert len(numbers) == len(set(numbers))
    names = {kind.name for kind in kinds()}
    for document in documents:
        assert document.kind in names, document.number
        assert document.confidence in {"H", "M", "L"}
        assert set(document.applies_to) <= {*SCHOOL_LEVELS, "all"}
        first, last = document.in_force
        assert first is None or last is None or first <= last
        assert first is None or document.issued is None or document.issued <= first
        for other in (document.replaced_by, *document.amends):
            assert other is None or find_document(other) is not None, other


def test_the_registry_agrees_with_the_editions() -> None:
    for name in dict.fromkeys(i.partition("/")[0] for i in catalogue_ids()):
        edition = load_edition(name)
        document = known(edition.number)
        assert document.issued == edition.issued
        assert document.in_force == edition.in_force
        assert document.title in {edition.title, f"Ban hành {edition.title}"}
        assert document.replaced_by == edition.replaced_by
        assert all(find_document(number) for number in (*edition.replaces, *edition.guidance))


def test_a_wrong_symbol_leads_to_the_right_document() -> None:
    assert [d.number for d in same_number_documents("18/2018/QĐ-BGDĐT")] == ["18/2018/TT-BGDĐT"]
    assert [d.number for d in same_number_documents("5932/BGDĐT")] == ["5932/BGDĐT-QLCL"]
    assert same_number_documents("1/2001/TT-X") == ()


def test_title_likeness() -> None:
    tt17 = known("17/2018/TT-BGDĐT")
    assert tt17.title is not None
    right = "về việc " + tt17.title.replace("Ban hành Quy định", "ban hành quy định")
    assert title_likeness(tt17, right) == 1.0
    wrong = title_likeness(tt17, right.replace("trường tiểu học", "trường mầm non"))
    assert wrong is not None
    assert wrong < 1.0
    assert title_likeness(known("22/2024/TT-BGDĐT"), "Sửa đổi") is None


def test_kinds() -> None:
    circular = kind_of("thông tư số")
    assert circular is not None
    assert circular.letters == "TT"
    generic = kind_of("Văn bản")
    assert generic is not None
    assert generic.generic
    assert kind_of("xin chào") is None
