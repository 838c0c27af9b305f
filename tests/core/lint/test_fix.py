"""Choosing fixes and placing them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.documents.model import Document, Paragraph, Place
from caitien.core.drafts.model import PlanDraft, Reading, TextBlock
from caitien.core.lint.diagnostic import Diagnostic, Severity
from caitien.core.lint.fix import plan_fixes, signed_line
from caitien.core.lint.fix_pieces import Pieces
from caitien.core.lint.rule import Fix, ask, safe, show
from caitien.core.lint.run import check_reading

TEXT = "Tổ chức họat động ngoài giờ, họat động hè"


def document_of(*texts: str, format: str = "docx") -> Document:
    """A document of body paragraphs."""
    blocks = [Paragraph(t, Place("a.docx", paragraph=n)) for n, t in enumerate(texts, 1)]
    return Document("a.docx", format, list(blocks))


def reading_of(document: Document) -> Reading:
    """One plan with the paragraphs as body text."""
    blocks = [TextBlock(p.text, "body", p.place, p.marks) for p in document.paragraphs()]
    return Reading("a.docx", document.format, "improvement_plan", [PlanDraft(blocks=blocks)])


def said(
    excerpt: str, fix: Fix | None, offset: int | None = None, *, paragraph: int | None = 1
) -> Diagnostic:
    """A diagnostic made by hand."""
    return Diagnostic(
        "CH101",
        "tone-mark-misplaced",
        None,
        Severity.ERROR,
        "m",
        "w",
        None,
        Place("a.docx", paragraph=paragraph),
        excerpt,
        fix,
        offset=offset,
    )


def plan(
    document: Document, *diagnostics: Diagnostic, **more: object
) -> list[tuple[int, int, str]]:
    """The edits planned, as (start, end, text)."""
    made = plan_fixes(reading_of(document), diagnostics, document, **more)  # type: ignore[arg-type]
    return [(edit.start, edit.end, edit.text) for edit in made.edits]


def codes(document: Document, *diagnostics: Diagnostic, **more: object) -> list[str]:
    """The codes of what is left."""
    made = plan_fixes(reading_of(document), diagnostics, document, **more)  # type: ignore[arg-type]
    assert all(one.reason for one in made.left)
    return [one.code for one in made.left]


class TestChoosing:
    def test_only_safe_ones_run_unasked(self) -> None:
        document = document_of("một hai ba bốn")
        four = [
            said("một", safe("1"), 0),
            said("hai", ask("2"), 4),
            replace(said("ba", ask("3"), 8), code="CH105", slug="word-doubled"),
            said("bốn", show("xem lại"), 11),
        ]
        assert plan(document, *four) == [(0, 3, "1")]
        assert plan(document, *four, also=[1]) == [(0, 3, "1"), (4, 7, "2")]
        assert plan(document, *four, also=["CH105"]) == [(0, 3, "1"), (8, 10, "3")]
        assert plan(document, *four, also=["word-doubled"]) == [(0, 3, "1"), (8, 10, "3")]
        assert plan(document, *four, also=[3, "CH101"]) == [(0, 3, "1"), (4, 7, "2")]

    def test_only_word_files(self) -> None:
        document = document_of("một", format="txt")
        assert plan(document, said("một", safe("1"), 0)) == []
        assert codes(document, said("một", safe("1"), 0), said("m", ask("2"), 0)) == ["format"]


class TestPlacing:
    def test_at_the_offset_only(self) -> None:
        document = document_of("năm năm năm")
        found = plan_fixes(reading_of(document), [said("năm", safe("5"), 4)], document, exact=True)
        assert [(e.start, e.end, e.expected, e.whole) for e in found.edits] == [
            (4, 7, "năm", "năm năm năm")
        ]

    def test_places_told_as_one_are_all_mended(self) -> None:
        document = document_of(TEXT)
        reading = reading_of(document)
        found = check_reading(reading, select=["CH101"])
        assert len(found) == 1
        edits = plan_fixes(reading, found, document).edits
        assert [(e.start, e.end) for e in edits] == [(8, 12), (29, 33)]

    def test_without_an_offset_every_whole_word(self) -> None:
        document = document_of("họat họatt họat")
        assert plan(document, said("họat", safe("hoạt"))) == [(0, 4, "hoạt"), (11, 15, "hoạt")]
        document = document_of("Kế  hoạch\u00a0năm", "khác")
        assert plan(document, said("Kế hoạch năm", safe("KH"))) == [(0, 13, "KH")]

    def test_cells_by_table_row_and_column(self) -> None:
        from caitien.core.documents.model import Cell, Row, Table

        def cell(column: int, *texts: str) -> Cell:
            at = [Place("a.docx", None, None, 1, 2, column, n) for n in range(1, len(texts) + 1)]
            return Cell([Paragraph(t, p) for t, p in zip(texts, at, strict=True)])

        row = Row([cell(1, "lỗi", "khác"), cell(2, "lỗi", "một mình")])
        document = Document("a.docx", "docx", [Table([row])])
        wide = replace(said("lỗi", safe("x")), place=Place("a.docx", table=1, row=2))
        assert codes(document, wide) == ["several"]
        alone = replace(wide, excerpt="một mình")
        assert plan(document, alone) == [(0, 8, "x")]
        narrow = replace(wide, place=Place("a.docx", table=1, row=2, column=1))
        found = plan_fixes(reading_of(document), [narrow], document).edits
        assert [edit.place.column for edit in found] == [1]

    @pytest.mark.parametrize(
        ("diagnostic", "code"),
        [
            (said("", safe("x"), 0), "absent"),
            (replace(said("một", safe("x"), 0), absent="số"), "absent"),
            (said("chín", safe("x")), "not-found"),
            (said("một", safe("x"), 0, paragraph=9), "not-found"),
            (said("một", safe("x"), 0, paragraph=None), "not-found"),
            (said("hai", safe("x"), 1), "several"),
        ],
    )
    def test_what_has_no_sure_place_is_left(self, diagnostic: Diagnostic, code: str) -> None:
        assert codes(document_of("một hai hai"), diagnostic) == [code]

    def test_what_is_done_is_not_done_again(self) -> None:
        fix = said("Độc lập", safe("Độc lập - Tự do"), 0)
        assert plan(document_of("Độc lập"), fix) == [(0, 7, "Độc lập - Tự do")]
        assert plan(document_of("Độc lập - Tự do"), fix) == []


class TestConflicts:
    def test_the_wider_wins_then_the_earlier(self) -> None:
        document = document_of("một hai ba")
        three = [
            said("hai", safe("x"), 4),
            said("một hai", safe("y"), 0),
            said("hai", safe("x"), 4),
        ]
        assert plan(document, *three) == [(0, 7, "y")]
        assert codes(document, *three) == ["conflict", "conflict"]
        same = [said("hai", safe("x"), 4), said("hai", safe("z"), 4)]
        assert plan(document, *same) == [(4, 7, "x")]
        assert plan(document, same[0], same[0]) == [(4, 7, "x")]
        assert codes(document, same[0], same[0]) == []

    def test_neighbours_do_not_cross(self) -> None:
        document = document_of("một hai ba")
        both = [said("một ", safe("x"), 0), said("hai", safe("y"), 4)]
        assert plan(document, *both) == [(0, 4, "x"), (4, 7, "y")]


class TestSigned:
    @pytest.mark.parametrize(
        "line",
        [
            "(Đã ký)",
            "ĐÃ KÝ",
            "(Đã kí và đóng dấu)",
            "(Đã ký, đóng dấu)",
            "đã ký tên, đóng dấu",
            "SAO Y BẢN CHÍNH",
            "Người ký: Trường Tiểu học Suối Mây",
            "Ký bởi: Nguyễn Văn A",
            "Digitally signed by Nguyen Van A",
            "HIỆU TRƯỞNG\n(Đã ký)\nNguyễn Văn A",
        ],
    )
    def test_signed_papers_are_left_alone(self, line: str) -> None:
        document = document_of("một", "Số: 12/KH-TH", line)
        assert signed_line(document)
        fix = said("một", safe("x"), 0)
        assert codes(document, fix) == ["issued"]
        assert plan(document, fix, force=True) == [(0, 3, "x")]

    @pytest.mark.parametrize(
        "line",
        [
            "Số: 12/KH-TH",
            "Phú Yên, ngày 5 tháng 9 năm 2026",
            "Nguyễn Văn A",
            "(Ký tên, đóng dấu)",
            "Nhà trường đã ký cam kết với cha mẹ học sinh",
            "Đã ký kết giao ước thi đua",
            "đã ký hợp đồng",
        ],
    )
    def test_number_date_and_name_are_a_draft(self, line: str) -> None:
        assert signed_line(document_of("Kế hoạch", line)) is None


@given(
    st.text("abcđ ", max_size=12),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), st.text("xyz", max_size=4))),
)
def test_pieces_remember_what_the_text_was(first: str, steps: list[tuple[int, int, str]]) -> None:
    pieces = Pieces(first)
    text = first
    for start, length, new in steps:
        start = min(start, len(text))
        end = min(start + length, len(text))
        pieces.replace(start, end, new)
        text = text[:start] + new + text[end:]
        assert pieces.text == text
    rebuilt = first
    last = len(first) + 1
    for start, end, new in reversed(pieces.edits()):
        assert start <= end < last or (start <= end <= len(first) and last > len(first))
        rebuilt = rebuilt[:start] + new + rebuilt[end:]
        last = start
    assert rebuilt == text


def test_paths_are_not_needed(tmp_path: Path) -> None:
    """Planning looks at no file: the place of a diagnostic may name another."""
    document = document_of("một")
    other = replace(said("một", safe("x"), 0), place=Place(str(tmp_path), paragraph=1))
    assert plan(document, other) == [(0, 3, "x")]
