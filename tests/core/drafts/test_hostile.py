"""Nothing a reader may hand over makes the understanding of it fail, or last."""

from __future__ import annotations

import json
import time

from hypothesis import given, settings

from caitien.core.documents.model import Cell, Document, Paragraph, Place, Row, Table
from caitien.core.drafts.plan_json import reading_to_dict
from caitien.core.drafts.read import understand

from .paper import NINE
from .random_documents import documents


@settings(max_examples=150)
@given(documents())
def test_any_document_is_understood_or_refused(document: Document) -> None:
    reading = understand(document)
    json.dumps(reading_to_dict(reading))
    assert bool(reading.plans) == (reading.doc_type == "improvement_plan")
    if not reading.plans and reading.doc_type != "blank_form":
        assert any(w.code == "not-a-plan" for w in reading.warnings)


def _row(number: int, texts: list[str]) -> Row:
    cells = []
    for column, text in enumerate(texts, 1):
        place = Place(table=1, row=number, column=column)
        cells.append(Cell([Paragraph(part, place) for part in text.split("\n")], place))
    return Row(cells, Place(table=1, row=number))


def big_plan(rows: int, words: int = 40) -> Document:
    """A plan with a table of that many rows, `words` words of work in each."""
    work = " ".join(["Tổ chức bồi dưỡng thường xuyên cho giáo viên về đổi mới"] * (words // 10))
    body = [
        _row(
            n + 2,
            [str(n + 1), f"Tiêu chí {n % 5 + 1}.{n % 9 + 1}", f"Kết quả thứ {n}",
             f"1. {work}.\n2. {work}.", "Hiệu trưởng\nTổ trưởng, giáo viên",
             "Tháng 9/2026\nTháng 10/2026", "5.000.000 đồng", "Máy chiếu", ""],
        )
        for n in range(rows)
    ]  # fmt: skip
    table = Table([_row(1, NINE), *body], Place(table=1), 9)
    lines = ["KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "NĂM HỌC 2026-2027", "I. NỘI DUNG"]
    head = [Paragraph(text, Place(paragraph=i + 1)) for i, text in enumerate(lines)]
    return Document("x.docx", "docx", [*head, table])


def _seconds(document: Document) -> float:
    begun = time.perf_counter()
    reading = understand(document)
    assert reading.plans[0].items
    return time.perf_counter() - begun


def test_time_grows_with_the_rows_and_no_faster() -> None:
    _seconds(big_plan(20))
    small = min(_seconds(big_plan(200)) for _ in range(3))
    large = _seconds(big_plan(2000))
    assert large < 25 * small + 0.2  # linear, with room for a busy machine
    assert large < 6


def test_a_huge_cell() -> None:
    document = big_plan(3)
    table = document.blocks[-1]
    assert isinstance(table, Table)
    text = "Thực hiện kế hoạch số 12 ngày 5 tháng 9 năm 2026 và tiêu chuẩn 1, tiêu chí 1.1; " * 4000
    table.rows[2].cells[3].paragraphs[0].text = text
    table.rows[3].cells[5].paragraphs[0].text = text
    assert _seconds(document) < 6


def test_long_runs_of_blanks_and_marks() -> None:
    lines = [" " * 50_000, "." * 50_000, "- " * 20_000, "\t" * 20_000, "1. " * 20_000,
             "ngày " * 20_000, "Căn cứ " * 10_000, "Trường Tiểu học " * 5_000, "(" * 20_000,
             "A" * 50_000, "Tiêu chuẩn 1 " * 5_000]  # fmt: skip
    document = big_plan(2)
    document.blocks += [Paragraph(text, Place(paragraph=9 + i)) for i, text in enumerate(lines)]
    document.blocks[:0] = [Paragraph(text, Place(paragraph=40 + i)) for i, text in enumerate(lines)]
    assert _seconds(document) < 6
