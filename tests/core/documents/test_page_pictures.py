"""Pages of a PDF as pictures, with the words found on them."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from caitien.core.documents.page_pictures import SIDE, Box, PagePicture, Spot, page_pictures

from .pdf_making import by_typst

SOURCE = """
Một dòng đầu trang có chữ họat động.

#table(columns: 2, [Tiêu chí 1.1], [Hiệu trưởng], [Tiêu chí 1.2], [Hiệu trưởng])

#pagebreak()
Trang hai: tổ chức họat động ngoài giờ cho học sinh toàn trường, mỗi lớp một buổi trong tuần, có
giáo viên chủ nhiệm và phụ huynh cùng dự.
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return by_typst(tmp_path_factory.mktemp("anh"), SOURCE)


def pixels(picture: PagePicture) -> list[bytes]:
    """The rows of a picture, a byte a pixel from 0 to 15."""
    data = picture.png
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, {}
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] == zlib.crc32(
            kind + body
        )
        parts[kind] = body
        at += 12 + size
    width, height, depth, colour = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (width, height, depth, colour) == (picture.width, picture.height, 4, 0)
    raw, line = zlib.decompress(parts[b"IDAT"]), (width + 1) // 2 + 1
    rows = [raw[n * line : (n + 1) * line] for n in range(height)]
    assert all(row[0] == 0 for row in rows)
    return [bytes(v for byte in row[1:] for v in (byte >> 4, byte & 15))[:width] for row in rows]


def ink(rows: list[bytes], box: Box) -> int:
    """Dark pixels inside a box."""
    height, width = len(rows), len(rows[0])
    inside = rows[int(box.y * height) : int((box.y + box.height) * height)]
    low, high = int(box.x * width), int((box.x + box.width) * width)
    return sum(value < 6 for row in inside for value in row[low:high])


def test_words_are_found_where_they_are_drawn(paper: Path) -> None:
    spots = [Spot(1, 1, "họat động"), Spot(2, 1, "Một dòng đầu trang")]
    (picture,) = page_pictures(paper, spots, most=5)
    assert max(picture.width, picture.height) == SIDE
    assert [box.number for box in picture.boxes] == [1, 2]
    rows = pixels(picture)
    one, two = picture.boxes
    assert abs(one.y - two.y) < 0.01
    assert one.x > two.x + two.width
    assert all(ink(rows, box) > 100 for box in picture.boxes)
    assert ink(rows, Box(3, one.x, one.y + 0.5, one.width, one.height)) == 0


def test_the_text_around_tells_like_words_apart(paper: Path) -> None:
    first = Spot(1, 1, "Hiệu trưởng", before="Tiêu chí 1.1\n")
    second = Spot(2, 1, "Hiệu  trưởng", before="Tiêu chí 1.2")
    (picture,) = page_pictures(paper, [first, second, Spot(3, 1, "Hiệu trưởng")], most=5)
    assert [box.number for box in picture.boxes] == [1, 2]  # the third could be either
    assert picture.boxes[1].y > picture.boxes[0].y + 0.01
    assert picture.numbers == (1, 2, 3)


def test_words_on_two_lines_have_two_boxes(paper: Path) -> None:
    words = "tổ chức họat động ngoài giờ cho học sinh toàn trường, mỗi lớp một buổi trong tuần, "
    words += "có giáo viên chủ nhiệm và phụ huynh"
    (picture,) = page_pictures(paper, [Spot(7, 2, words)], most=5)
    assert {box.number for box in picture.boxes} == {7}
    ys = [box.y for box in picture.boxes]
    assert len(ys) == len(set(ys)) >= 2


def test_only_pages_asked_for_and_no_more_than_allowed(paper: Path) -> None:
    spots = [Spot(1, 2), Spot(2, 1), Spot(3, 9), Spot(4, 0)]
    assert [one.page for one in page_pictures(paper, spots, most=5)] == [1, 2]
    assert [one.page for one in page_pictures(paper, spots, most=1)] == [1]
    assert page_pictures(paper, [], most=5) == []


def test_what_is_no_pdf_has_no_pages(tmp_path: Path) -> None:
    bad = tmp_path / "x.pdf"
    bad.write_bytes(b"%PDF-1.4 hong")
    assert page_pictures(bad, [Spot(1, 1)], most=5) == []
    assert page_pictures(tmp_path / "mat.pdf", [Spot(1, 1)], most=5) == []
