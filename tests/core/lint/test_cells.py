"""Cells put together again from torn lines keep the places of these lines."""

from __future__ import annotations

import pytest

from caitien.core.documents.model import Place
from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import Item, PlanDraft, TextBlock
from caitien.core.drafts.read import understand
from caitien.core.lint._cells import joined
from caitien.core.lint.context import Context
from tests.shared import need_shared


def at(line: int) -> Place:
    return Place("a.txt", line=line)


def torn(lines: dict[int, str], *items: Item) -> Context:
    plan = PlanDraft(items=list(items))
    plan.damage.add("table")
    plan.blocks = [TextBlock(text, "cell", at(line)) for line, text in lines.items()]
    return Context(plan)


def item(line: int, target: str, where: int) -> Item:
    made = Item(target=target, place=at(line))
    made.places["target"] = at(where)
    return made


def places(context: Context) -> list[list[tuple[int, int | None]]]:
    """Offset and line of the marks of every cell."""
    return [[(mark.offset, mark.place.line) for mark in cell.marks] for cell in joined(context)]


def test_a_code_and_a_target_on_one_line() -> None:
    lines = {
        1: "Tiêu chí 1.3 Mức 2 –",
        2: "Tiếp tục",
        3: "tham mưu",
        4: "Tiêu chí 1.4",
        5: "Mức 2 –",
    }
    lines |= {6: "Rút ra", 7: "bài học"}
    context = torn(
        lines, item(1, "Mức 2 – Tiếp tục tham mưu", 1), item(4, "Mức 2 – Rút ra bài học", 5)
    )
    assert places(context) == [[(0, 1), (8, 2), (17, 3)], [(0, 5), (8, 6), (15, 7)]]


def test_a_cell_takes_no_single_word_of_the_next_row() -> None:
    lines = {1: "Sửa mái", 2: "nhà", 3: "Sửa cửa", 4: "xe", 5: "và mua thêm"}
    context = torn(lines, item(1, "Sửa mái nhà xe và mua thêm", 1), item(3, "Sửa cửa", 3))
    assert places(context)[0] == [(0, 1), (8, 2)]


def test_what_a_page_break_moved_behind_the_next_row_is_still_found() -> None:
    lines = {1: "Sửa mái", 2: "nhà xe", 3: "Sửa cửa", 9: "và mua thêm", 10: "ghế"}
    context = torn(lines, item(1, "Sửa mái nhà xe và mua thêm ghế", 1), item(3, "Sửa cửa", 3))
    assert places(context)[0] == [(0, 1), (8, 2), (15, 9)]


def test_a_cell_of_other_words_has_no_marks() -> None:
    context = torn({1: "Tiêu chí 1.3", 2: "Sửa mái"}, item(1, "Lợp mái tôn", 1))
    assert places(context) == [[]]
    assert joined(context)[0].place == at(1)


@pytest.mark.parametrize("name", ["000", "003", "004"])
def test_every_cell_of_the_seeds_begins_where_its_item_says(name: str) -> None:
    (path,) = (need_shared() / "samples" / "seeds").glob(f"{name}-*.txt")
    raw = path.read_text(encoding="utf-8").split("\n")
    reading = understand(open_document(path))
    seen = 0
    for plan in reading.plans:
        for cell in joined(Context(plan, reading)):
            for mark in cell.marks[:1]:
                seen += 1
                assert mark.place.line == cell.place.line
                assert mark.place.line is not None
                assert cell.text[mark.offset :][:4].strip() in " ".join(
                    raw[mark.place.line - 1].split()
                )
            lines = [mark.place.line or 0 for mark in cell.marks]
            assert lines == sorted(lines)
    assert seen
