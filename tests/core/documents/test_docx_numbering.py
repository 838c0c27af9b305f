"""Automatic numbers of Word files, as Word prints them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.documents.readers.numerals import numeral

from .docx_maker import labels, p, read_body, tables, tbl, tc, tr


def lvl(level: int, fmt: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: str, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: str, of: str, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(name: str, level: int | None = 0, text: str = "x") -> str:
    ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return p(text, props=f'<w:numPr>{ilvl}<w:numId w:val="{name}"/></w:numPr>')


PLAN = abstract(
    "0",
    lvl(0, "upperRoman", "%1."),
    lvl(1, "decimal", "%2."),
    lvl(2, "lowerLetter", "%3)"),
    lvl(3, "decimal", "%2.%4", "<w:isLgl/>"),
)


def test_levels_count_and_restart(tmp_path: Path) -> None:
    levels = [0, 1, 1, 2, 2, 1, 2, 0, 1, 2]
    body = "".join(item("1", level) for level in levels)
    document = read_body(tmp_path, body, numbering=PLAN + num("1", "0"))
    assert labels(document) == ["I.", "1.", "2.", "a)", "b)", "3.", "a)", "II.", "1.", "a)"]


def test_several_levels_in_one_label(tmp_path: Path) -> None:
    many = abstract("4", lvl(0, "upperRoman", "%1"), lvl(1, "decimal", "%1.%2."),
                    lvl(2, "decimal", "%1.%2.%3", "<w:isLgl/>"))  # fmt: skip
    body = item("1", 0) + item("1", 1) + item("1", 2) + item("1", 2)
    document = read_body(tmp_path, body, numbering=many + num("1", "4"))
    assert labels(document) == ["I", "I.1.", "1.1.1", "1.1.2"]


def test_a_deeper_level_first_shows_the_start_of_those_above(tmp_path: Path) -> None:
    document = read_body(tmp_path, item("1", 3) + item("1", 1), numbering=PLAN + num("1", "0"))
    assert labels(document) == ["1.1", "2."]


def test_two_lists_of_one_kind_go_on_unless_told_to_start_again(tmp_path: Path) -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    kinds = PLAN + num("1", "0") + num("2", "0") + num("3", "0", again)
    body = item("1") + item("2") + item("3") + item("3") + item("1")
    assert labels(read_body(tmp_path, body, numbering=kinds)) == ["I.", "II.", "I.", "II.", "III."]


def test_an_overridden_level_and_a_level_that_never_restarts(tmp_path: Path) -> None:
    other = f'<w:lvlOverride w:ilvl="0">{lvl(0, "decimal", "Điều %1.", start=5)}</w:lvlOverride>'
    kinds = PLAN + num("1", "0", other)
    assert labels(read_body(tmp_path, item("1") * 2, numbering=kinds)) == ["Điều 5.", "Điều 6."]
    steady = abstract(
        "0", lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    )
    body = item("1", 0) + item("1", 1) + item("1", 0) + item("1", 1)
    document = read_body(tmp_path, body, numbering=steady + num("1", "0"))
    assert labels(document) == ["1.", "1)", "2.", "2)"]


def test_numbers_of_styles(tmp_path: Path) -> None:
    in_list = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Muc1">{in_list}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Muc2"><w:basedOn w:val="Muc1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Muc3">{in_list}</w:style>'
    )
    kinds = abstract(
        "0",
        lvl(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc1"/>'),
        lvl(1, "decimal", "%2."),
        lvl(2, "lowerLetter", "%3)", '<w:pStyle w:val="Muc3"/>'),
    ) + num("7", "0")
    names = ["Muc1", "Muc2", "Muc3", "Muc3", "Muc1"]
    body = "".join(p("x", props=f'<w:pStyle w:val="{name}"/>') for name in names)
    off = '<w:pStyle w:val="Muc1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    document = read_body(tmp_path, body + p("x", props=off), styles=styles, numbering=kinds)
    assert labels(document) == ["I.", "1.", "a)", "b)", "II.", ""]


def test_a_list_style_is_followed(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Ds"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Ds"/></w:abstractNum>'
    kinds = PLAN + link + num("1", "0") + num("2", "9")
    document = read_body(tmp_path, item("2") + item("1"), styles=styles, numbering=kinds)
    assert labels(document) == ["I.", "II."]


@pytest.mark.parametrize(
    ("sign", "label"),
    [("-", "-"), ("–", "–"), ("+", "+"), ("\uf0b7", "-"), ("o", "-"), ("•", "-"), ("\uf0a7", "-")],
)
def test_bullets(tmp_path: Path, sign: str, label: str) -> None:
    kinds = abstract("0", lvl(0, "bullet", sign)) + num("1", "0")
    assert labels(read_body(tmp_path, item("1", None), numbering=kinds)) == [label]


def test_numbers_in_cells_run_down_the_column(tmp_path: Path) -> None:
    kinds = abstract("0", lvl(0, "decimal", "%1")) + num("1", "0")
    rows = [tr(tc(item("1", 0, "")), name) for name in ("a", "b", "c")]
    document = read_body(tmp_path, tbl(*rows, widths=(1, 1)), numbering=kinds)
    table = tables(document)[0]
    assert [row.cells[0].text for row in table.rows] == ["1 ", "2 ", "3 "]
    assert not table.rows[0].cells[0].is_empty


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        num("1", "99"),
        '<w:num w:numId="1"/>',
        abstract("0") + num("1", "0"),
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Ds"/></w:abstractNum>'
        + num("1", "0"),
        abstract("0", lvl(0, "none", "")) + num("1", "0"),
    ],
)
def test_broken_lists_print_nothing(tmp_path: Path, numbering: str) -> None:
    assert labels(read_body(tmp_path, item("1"), numbering=numbering)) == [""]


@pytest.mark.parametrize(
    ("value", "fmt", "text"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (19, "upperRoman", "XIX"),
        (4, "lowerRoman", "iv"),
        (5000, "upperRoman", "5000"),
        (1, "lowerLetter", "a"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (10**6, "upperLetter", "1000000"),
        (5, "vietnameseCounting", "năm"),
        (15, "vietnameseCounting", "mười lăm"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (40, "vietnameseCounting", "bốn mươi"),
        (11, "cardinalText", "Mười một"),
        (1, "ordinalText", "Thứ nhất"),
        (4, "ordinalText", "Thứ tư"),
        (3, "chicago", "3"),
        (3, "none", ""),
    ],
)
def test_numerals(value: int, fmt: str, text: str) -> None:
    assert numeral(value, fmt) == text


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(value: int) -> None:
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    digits = [worth[c] for c in numeral(value, "upperRoman")]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    assert sum(-a if a < b else a for a, b in pairs) == value
