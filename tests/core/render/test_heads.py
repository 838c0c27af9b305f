"""The head of the table: shared beginnings of titles stand over them, once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caitien.core.render.heads import head_rows, shared

WORDS = st.sampled_from(
    ["Nội dung", "Phân công", "Người", "người", "Mục tiêu", "bắt đầu", "TT", "a"]
)
TITLES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=9)


def test_titles_with_a_shared_name_stand_under_it() -> None:
    titles = ["STT", "Nội dung thực hiện Mục tiêu", "Nội dung thực hiện Biện pháp", "Kinh phí"]
    over, under = head_rows(titles)
    assert [(c.paragraphs, c.span, c.down) for c in over.cells] == [
        (["STT"], 1, 2),
        (["Nội dung thực hiện"], 2, 1),
        (["Kinh phí"], 1, 2),
    ]
    assert [(c.paragraphs, c.down) for c in under.cells] == [
        ([], 0),
        (["Mục tiêu"], 1),
        (["Biện pháp"], 1),
        ([], 0),
    ]


def test_the_name_ends_where_each_title_begins_for_itself() -> None:
    assert shared(["Phân công Người phụ trách", "Phân công Người giám sát"]) == {
        0: ("Phân công", 2)
    }


def test_titles_that_only_begin_alike_stay_whole() -> None:
    alike = ["Thời gian bắt đầu", "Thời gian kết thúc", "Người thực hiện", "Người giám sát"]
    assert shared(alike) == {}
    assert shared(["Kinh phí", "Kinh phí"]) == {}
    assert shared(["Kinh phí", "Kinh phí Nguồn"]) == {}
    assert len(head_rows(alike)) == 1


@given(titles=TITLES)
def test_no_word_of_a_title_is_lost(titles: list[str]) -> None:
    rows = head_rows(titles)
    told = [[""] * len(titles) for _ in rows]
    for row, texts in zip(rows, told, strict=True):
        column = 0
        for cell in row.cells:
            for at in range(column, column + cell.span):
                texts[at] = " ".join(cell.paragraphs)
            column += cell.span
        assert column == len(titles)
    joined = [" ".join(filter(None, parts)) for parts in zip(*told, strict=True)]
    assert joined == [" ".join(title.split()) for title in titles]
