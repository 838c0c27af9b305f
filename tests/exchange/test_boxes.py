"""Where values stand on the pages of a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caitien.core.documents.readers import open_document
from caitien.core.drafts.plan_json import reading_to_dict
from caitien.core.drafts.read import understand
from caitien.exchange.fields import Field, groups_of
from caitien.exchange.page_boxes import Boxes, find_boxes
from tests.shared import need_shared

from .making import PLAN, SAMPLES


def boxes_of(path: Path) -> tuple[list[dict[str, Any]], dict[str, Field], Boxes]:
    plans = reading_to_dict(understand(open_document(path)))["plans"]
    wanted = [
        (f"{number}/{one.path}", one)
        for number, plan in enumerate(plans)
        for group in groups_of(plan)
        for one in group.fields
    ]
    return plans, dict(wanted), find_boxes(path, wanted, 60)


def share_found(fields: dict[str, Field], boxes: Boxes) -> float:
    """How many of the values of rows, four letters or longer, have a box on the page or the next
    one to where the reader saw them."""
    wanted = {key: one for key, one in fields.items() if "/items/" in key and len(one.text) > 3}
    good = 0
    for key, one in wanted.items():
        if key.endswith("standard_title"):
            good += 1  # it stands in a heading row, wherever that is
            continue
        pages = {page for page, found in boxes.items() if key in found}
        good += bool(pages & {one.place["page"], one.place["page"] + 1})
    return good / len(wanted)


def test_every_cell_of_the_sample_is_found_in_its_place() -> None:
    plans, fields, boxes = boxes_of(SAMPLES / PLAN)
    assert share_found(fields, boxes) == 1.0
    on_page = boxes[2]
    for row in range(4):
        left = [
            on_page[f"0/items/{row}/{name}"][0][0]
            for name in ("target", "solutions", "assignee_text", "time", "budget_text")
        ]
        assert left == sorted(left)
    tops = [on_page[f"0/items/{row}/time"][0][1] for row in range(4)]
    assert tops == sorted(tops)
    assert len(plans[0]["items"]) == 5


def test_boxes_lie_on_the_page() -> None:
    for found in boxes_of(SAMPLES / PLAN)[2].values():
        for boxes in found.values():
            for x, y, width, height in boxes:
                assert 0 <= x <= x + width <= 1.0001
                assert 0 <= y <= y + height <= 1.0001
                assert width > 0
                assert height > 0


def test_words_that_are_not_there_get_no_box(tmp_path: Path) -> None:
    wanted = [("0/title", Field("title", "", "Những chữ không có ở đâu trong tệp"))]
    assert find_boxes(SAMPLES / PLAN, wanted, 60) == {}
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    assert find_boxes(broken, wanted, 60) == {}


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_cells_of_the_shared_plans_are_found(name: str) -> None:
    path = need_shared() / "samples" / "rebuilt" / f"{name}.pdf"
    _, fields, boxes = boxes_of(path)
    assert share_found(fields, boxes) > 0.9
