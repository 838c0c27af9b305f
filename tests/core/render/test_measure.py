"""Widths of texts and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caitien.core.render.measure import balanced, fit_columns, text_width
from caitien.core.render.model import Cell, Row
from caitien.core.render.printable import printable

WORDS = st.sampled_from(
    [
        "kế",
        "hoạch",
        "cải",
        "tiến",
        "chất",
        "lượng",
        "giáo",
        "dục",
        "nghiêng",
        "trường",
        "2023-2024",
        "a",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


def test_known_widths() -> None:
    # Times at 14 pt bold: 61 mm within 4 %; the nation's name at 13 pt bold fits its column
    assert abs(text_width("Độc lập - Tự do - Hạnh phúc", 14, bold=True) - 61) < 2.5
    assert text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True) < 98


@given(st.lists(st.lists(TEXTS, min_size=5, max_size=5), min_size=1, max_size=6))
def test_columns_fill_the_page_and_cut_no_word(rows: list[list[str]]) -> None:
    head = [Row([Cell([t], bold=True) for t in ("TT", "Nội dung", "Giải pháp", "Ai", "Ghi chú")])]
    body = [Row([Cell([text]) for text in row]) for row in rows]
    widths = fit_columns(head, body, 247, 12)
    assert abs(sum(widths) - 247) < 0.01
    for row in body:
        for width, cell in zip(widths, row.cells, strict=True):
            longest = max(text_width(word, 12) for word in cell.paragraphs[0].split())
            assert longest <= width


def test_a_column_of_text_is_never_a_sliver() -> None:
    long = "rà soát từng phần việc và ghi rõ người làm cùng thời hạn " * 6
    row = Row([Cell(["1"]), *[Cell([long]) for _ in range(9)]])
    head = Row([Cell([str(n)]) for n in range(10)])
    widths = fit_columns([head], [row], 247, 11)
    assert min(widths[1:]) > 22


@given(TEXTS)
def test_balanced_lines_keep_every_word(text: str) -> None:
    lines = balanced(text, 60, 12)
    assert " ".join(lines) == " ".join(text.split())


@given(st.text())
def test_printable_is_legal_xml_on_one_line(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert not any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 or c in "\ufffe\uffff" for c in shown)
