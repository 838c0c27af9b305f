"""Where values stand on the pages of a PDF."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
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


LONG = [
    "Tổ chức sinh hoạt chuyên môn theo nghiên cứu bài học mỗi tháng hai lần; mỗi lần có biên bản, "
    "có tiết dạy minh họa và phần rút kinh nghiệm gửi về thư viện số của trường trước ngày 25.",
    "Rà soát thiết bị dạy học, lập danh mục cần mua sắm theo thứ tự ưu tiên rồi trình hội đồng "
    "trường cho ý kiến; báo giá của ba nhà cung cấp; nghiệm thu có chữ kí của tổ trưởng bộ môn.",
    "Phó hiệu trưởng",
]


def cut_by_pages(folder: Path, height: int, wide: int) -> Path:
    """A table whose one row is cut by page ends: the head repeats, pages are numbered."""
    import typst

    cells = "".join(f"[{text}], " for text in LONG)
    source = folder / "cut.typ"
    source.write_text(
        f'#set page(width: 210mm, height: {height}mm, margin: 12mm, numbering: "1")\n'
        f"#table(columns: ({wide}mm, {wide}mm, 30mm), "
        "table.header([Giải pháp], [Nguồn lực], [Ai]), "
        f"[Một], [Hai], [Ba], {cells} [Bốn], [Năm], [Sáu])\n"
    )
    made = folder / "cut.pdf"
    typst.compile(str(source), output=str(made))
    return made


@pytest.mark.parametrize(
    ("height", "wide"), [(42, 60), (45, 60), (55, 60), (62, 60), (67, 60), (62, 26), (90, 22)]
)
@pytest.mark.parametrize("known", [True, False])
def test_a_cell_cut_by_a_page_end_is_marked_on_both_pages(
    tmp_path: Path, height: int, wide: int, known: bool
) -> None:
    path = cut_by_pages(tmp_path, height, wide)
    place = {"page": 1} if known else {}
    wanted = [(f"0/{n}", Field(str(n), "", text, place)) for n, text in enumerate(LONG)]
    boxes = find_boxes(path, wanted, 60)
    document = pypdfium2.PdfDocument(path)
    assert len(document) > 1
    for key, one in wanted[:2]:
        pieces = [
            squash(words_in(document, page, box))
            for page, found in sorted(boxes.items())
            for box in found.get(key, [])
        ]
        assert len(pieces) == sum(key in found for found in boxes.values()) > 1
        assert "".join(pieces) == squash(one.text)
    document.close()


def words_in(document: pypdfium2.PdfDocument, number: int, box: list[float]) -> str:
    """The words of a page within a box (parts of width and height)."""
    page = document[number - 1]
    width, height = page.get_size()
    x, y, w, h = box
    found: str = page.get_textpage().get_text_bounded(
        left=x * width, right=(x + w) * width, top=(1 - y) * height, bottom=(1 - y - h) * height
    )
    return found


def squash(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
