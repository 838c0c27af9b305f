"""An office's own form as a file: what is read, and what is said of a faulty file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.drafts.columns import _WORDS
from caitien.core.regulations.office_form import (
    COLUMN_FIELDS,
    OfficeColumn,
    OfficeForm,
    OfficeSection,
    parse_office_form,
)
from caitien.core.regulations.yamlfile import MAX_BYTES

HEAD = "ten: Mẫu A\nco_quan: Sở A\ncan_cu: Công văn 1\n"
GOOD = (
    HEAD + "cot:\n- {ten: Kết quả  cần đạt, bat_buoc: true, truong: target}\n"
    "- {ten: Ghi chú, bat_buoc: false}\nmuc:\n- {ten: Mục đích}\n"
)


def codes(source: str | bytes | Path) -> list[tuple[str, str]]:
    form, problems = parse_office_form(source)
    assert form is None
    assert all(one.message.endswith(".") or "(" in one.message for one in problems)
    return [(one.code, one.where) for one in problems]


def test_text_bytes_and_path_give_the_same_form(tmp_path: Path) -> None:
    path = tmp_path / "mau.yaml"
    path.write_text(GOOD, encoding="utf-8")
    expected = OfficeForm(
        "Mẫu A",
        "Sở A",
        "Công văn 1",
        (OfficeColumn("Kết quả cần đạt", True, "target"), OfficeColumn("Ghi chú", False)),
        (OfficeSection("Mục đích", True),),
    )
    for source in (GOOD, GOOD.encode(), path):
        assert parse_office_form(source) == (expected, [])


def test_the_example_for_contributors_is_a_good_form() -> None:
    text = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = re.search(r"## Mẫu riêng của Sở.*?```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    form, problems = parse_office_form(example[1])
    assert not problems
    assert form is not None
    assert len(form.columns) == len(form.sections) == 3


def test_fields_are_those_the_reader_knows() -> None:
    assert {name for name, _, _ in _WORDS} == COLUMN_FIELDS


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- a\n", [("wrong-type", "")]),
        ("", [("wrong-type", "")]),
        (HEAD, [("empty-form", "")]),
        (HEAD + "cot: []\nmuc:\n", [("empty-form", "")]),
        (HEAD + "cot: Ghi chú\n", [("wrong-type", "cot")]),
        (HEAD + "cot: [Ghi chú]\n", [("wrong-type", "cot[1]")]),
        (HEAD + "muc: [{ten: ' '}]\n", [("empty", "muc[1].ten")]),
        (HEAD + "muc: [{ten: '...'}]\n", [("empty", "muc[1].ten")]),
        (HEAD + "muc: [{ten: 2026}]\n", [("wrong-type", "muc[1].ten")]),
        (HEAD + "muc: [{ten: A, bat_buoc: có}]\n", [("wrong-type", "muc[1].bat_buoc")]),
        (HEAD + "muc: [{ten: A, truong: target}]\n", [("unknown-key", "muc[1].truong")]),
        (HEAD + "cot: [{ten: A, truong: la}]\n", [("unknown-field", "cot[1].truong")]),
        (HEAD + "cot: [{ten: A, truong: [tt]}]\n", [("unknown-field", "cot[1].truong")]),
        (HEAD + "cot: [{ten: A}, {ten: a}]\n", [("duplicate", "cot[2]")]),
        (HEAD + "la: 1\nmuc: [{ten: A}]\n", [("unknown-key", "la")]),
        ("muc: [{ten: A}]\n", [("empty", "ten"), ("empty", "co_quan"), ("empty", "can_cu")]),
        (HEAD + f"muc: [{{ten: {'a' * 301}}}]\n", [("too-long", "muc[1].ten")]),
        (HEAD + "muc:\n" + "- {ten: A}\n" * 61, [("too-many", "muc")]),
    ],
)
def test_faults_are_named_with_their_place(source: str, expected: list[tuple[str, str]]) -> None:
    assert codes(source) == expected


def test_what_is_no_yaml_too_large_or_absent(tmp_path: Path) -> None:
    assert codes("ten: [")[0][0] == "not-yaml"
    large = tmp_path / "lon.yaml"
    large.write_bytes(b"#" * (MAX_BYTES + 5))
    assert codes(large)[0][0] == "too-large"
    assert codes(tmp_path / "khong-co.yaml")[0][0] == "unreadable"
    assert codes(tmp_path)[0][0] == "unreadable"
    assert codes("a: &a [*a]")[0][0] == "too-many-nodes"


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_never_raises(source: str | bytes) -> None:
    form, problems = parse_office_form(source)
    assert (form is None) == bool(problems)
