"""The pages of a PDF in the HTML report: what to look for on them, and how they are shown."""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from caitien.core.documents.model import place_at
from caitien.core.documents.page_pictures import Spot

from ._marked_text import Piece, parts_of, pieces_of, place_marks

if TYPE_CHECKING:
    from caitien.core.documents.page_pictures import Box, PagePicture
    from caitien.core.drafts.model import Reading

    from .diagnostic import Diagnostic, Severity

#: letters of text before and after the words of a finding
_AROUND = 80
#: corners nearer than this part of the page are one
_NEAR = 0.015


def spots_of(reading: Reading, found: Sequence[Diagnostic]) -> list[Spot]:
    """Where the findings stand on the pages, each named by its number in `found`, from 1.

    A finding without words in the text still asks for its page; one without a page for nothing.
    """
    pieces = [list(pieces_of(list(parts_of(plan)))) for plan in reading.plans]
    numbered = list(enumerate(found, 1))
    spots: dict[int, Spot] = {}
    for index, own in enumerate(pieces):
        place_marks(own, [(n, one) for n, one in numbered if one.plan == index])
        spots |= {spot.number: spot for spot in _spots(own)}
    for number, one in numbered:
        if number not in spots and one.place.page is not None:
            spots[number] = Spot(number, one.place.page)
    return [spots[number] for number in sorted(spots)]


def _spots(pieces: Sequence[Piece]) -> Iterator[Spot]:
    """A spot for each mark, with the text around it, in neighbouring cells too."""
    texts = [piece.text for piece in pieces]
    for index, piece in enumerate(pieces):
        if not piece.spans:
            continue
        before = "".join(texts[max(0, index - 6) : index])[-_AROUND:]
        after = "".join(texts[index + 1 : index + 7])[:_AROUND]
        cuts = [0, *(mark.offset for mark in piece.marks), len(piece.text)]
        for start, end, number in piece.spans:
            here = place_at(piece.marks, start, piece.place)
            if here.page is None:
                continue
            same = _end_on_page(piece, cuts, start, end)
            rest = piece.text[end:] + after if same == end else ""
            left = (before + piece.text[:start])[-_AROUND:]
            yield Spot(number, here.page, piece.text[start:same], left, rest[:_AROUND])


def _end_on_page(piece: Piece, cuts: Sequence[int], start: int, end: int) -> int:
    """Where the words end, or the page they begin on."""
    page = place_at(piece.marks, start, piece.place).page
    for low, _ in pairwise(cuts):
        if start < low < end and place_at(piece.marks, low, piece.place).page != page:
            return low
    return end


def drawn(pictures: Sequence[PagePicture]) -> set[int]:
    """The numbers of the findings that have a place in a picture."""
    return {box.number for picture in pictures for box in picture.boxes}


def figures(
    pictures: Sequence[PagePicture],
    file: int,
    found: Sequence[Diagnostic],
    words: Mapping[Severity, str],
) -> str:
    """The pages with boxes that lead to the cards. `words` names the severities."""
    show = _Boxes(file, found, words)
    return "".join(_figure(picture, file, show) for picture in pictures)


def _figure(picture: PagePicture, file: int, show: _Boxes) -> str:
    spots = show.of(picture)
    data = b64encode(picture.png).decode("ascii")
    rest = [n for n in picture.numbers if n not in {box.number for box in picture.boxes}]
    links = ", ".join(f'<a href="#d{file}-{n}">{n}</a>' for n in rest)
    also = f". Cũng ở trang này, không khoanh được đúng chỗ: điểm {links}." if rest else ""
    return (
        f'<figure class="sheet" id="p{file}-page{picture.page}"><div class="paper">'
        f'<img src="data:image/png;base64,{data}" width="{picture.width}" '
        f'height="{picture.height}" alt="Ảnh trang {picture.page}" loading="lazy">{spots}</div>'
        f"<figcaption>Trang {picture.page}{also}</figcaption></figure>\n"
    )


class _Boxes:
    """Boxes as links; the first of a finding carries its number and is what its card leads to."""

    def __init__(
        self, file: int, found: Sequence[Diagnostic], words: Mapping[Severity, str]
    ) -> None:
        self._file, self._found, self._words = file, found, words
        self._seen: set[int] = set()

    def of(self, picture: PagePicture) -> str:
        """The boxes of a page. Numbers that would lie upon one another stand side by side."""
        corners: list[tuple[float, float]] = []
        out = []
        for box in picture.boxes:
            first = box.number not in self._seen
            self._seen.add(box.number)
            near = sum(abs(x - box.x) < _NEAR and abs(y - box.y) < _NEAR for x, y in corners)
            if first:
                corners.append((box.x, box.y))
            out.append(self._box(box, first, near))
        return "".join(out)

    def _box(self, box: Box, first: bool, near: int) -> str:
        severity = self._found[box.number - 1].severity
        sides = {"left": box.x, "top": box.y, "width": box.width, "height": box.height}
        style = ";".join(f"{name}:{value * 100:.2f}%" for name, value in sides.items())
        number, named = "", ' tabindex="-1" aria-hidden="true"'
        if first:
            say = html.escape(f"{self._words[severity]}, xem điểm {box.number}")
            named = f' id="p{self._file}-{box.number}" aria-label="{say}"'
            number = f"<b><i>{box.number}</i></b>"
            style += f";--n:{near}" if near else ""
        return (
            f'<a class="spot {severity.value}"{named} href="#d{self._file}-{box.number}" '
            f'style="{style}">{number}</a>'
        )
