"""Lines back to paragraphs: what the typesetter wrapped and what the author broke."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from caitien.core.documents.readers.pdf_types import Line

_BULLETS = "-–—+*•●▪■◦○➢➤✓✔\uf0b7\uf0a7\uf02d\uf0d8\uf0fc"
_MARK = re.compile(
    rf"(?:[{_BULLETS}](?=\s|$|[^\W\d_])"
    r"|\(?\d{1,2}[.)](?=\s|$|[^\W\d_])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?=\s)"
    r"|\(?[a-zđ][.)](?=\s)"
    r"|[IVX]{1,5}[.)](?=\s))"
)
_DASHES = "-–—"
_CLOSED = re.compile(r"[.;:!?…][)\"”’]*$")
_ABBREVIATION = re.compile(r"[A-ZĐ0-9/&]{2,}[-/]$")
# Words a line end cannot close: more must follow.
_LEANING = frozenset(
    "và với của các cho cùng là từ theo tại về do trong ở hoặc những để tổ môn lớp khối xã "  # noqa: SIM905
    "phường thôn ông bà".split()
)
_SINGLE_NAME = re.compile(r"Đội$|Đoàn$|Trường$|Đảng$")
_INNER_STOP = re.compile(r"\w{2}[.;] [A-ZĐÀ-Ỹ]")
_VOWEL = re.compile(
    r"[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.I
)


@dataclass(slots=True)
class Flow:
    """How the text around a line runs: limits, usual distance of lines, habits of the file."""

    left: float
    right: float
    pitch: float = 0.0  # distance of wrapped lines as a multiple of the letter size
    justified: bool = False
    body: bool = False
    indent: float = 0.0  # where first lines usually begin; 0 = not known
    indented: bool = False  # first lines stand further right than the rest
    writes_spaces: bool = False  # the file keeps the space at which a line was wrapped
    spaced: bool = False  # paragraphs stand further apart than wrapped lines, all through


@dataclass(slots=True)
class Piece:
    """Lines that make one paragraph."""

    lines: list[Line] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)  # line i+1 follows line i inside a word


def has_mark(text: str) -> bool:
    """True where the text begins with a number or bullet of a list."""
    return _MARK.match(text) is not None


def usual_pitch(groups: Iterable[list[Line]]) -> float:
    """The distance of wrapped lines as a multiple of the letter size; 0 where none is seen.

    It is the smallest distance seen often: between paragraphs lines stand further apart.
    """
    steps: list[float] = []
    for lines in groups:
        for a, b in itertools.pairwise(lines):
            if a.page == b.page and abs(a.size - b.size) < 0.05 * a.size:
                ratio = (b.y - a.y) / a.size
                if 0.9 < ratio < 2.2:
                    steps.append(ratio)
    steps.sort()
    least = max(1, round(0.12 * len(steps)))
    for index, step in enumerate(steps):
        if bisect_right(steps, step + 0.03) - index >= least:
            return step + 0.015
    return 0.0


def slack(line: Line, following: Line, flow: Flow) -> float:
    """How much room was left beside a line."""
    if _centred(line, flow) and _centred(following, flow):
        return (flow.right - flow.left) - (line.x1 - line.x0)
    return flow.right - line.x1


def _centred(line: Line, flow: Flow) -> bool:
    middle = (line.x0 + line.x1) / 2 - (flow.left + flow.right) / 2
    return line.x0 - flow.left > 4 and abs(middle) < 0.01 * (flow.right - flow.left) + 1.5


def would_fit(line: Line, following: Line, flow: Flow) -> bool:
    """True where the first word of the following line had room on the line: the author's break."""
    need = following.first_token_width() + _space_width(line, following)
    return slack(line, following, flow) - need > 0.8


def _space_width(line: Line, following: Line) -> float:
    """How wide a space is at the end of a line, from the spaces that were not stretched."""
    gaps = [
        b.x0 - a.x1
        for words in (line.words, following.words)
        for a, b in itertools.pairwise(words)
        if not b.glued and b.spaces < 2
    ]
    return min(max(min(gaps, default=0.3 * line.size), 0.2 * line.size), 0.4 * line.size)


def spaces_paragraphs(groups: Iterable[tuple[list[Line], Flow]]) -> bool:
    """True where nearly every break the author must have made stands further apart than a wrap."""
    breaks = spaced = 0
    for lines, flow in groups:
        for a, b in itertools.pairwise(lines):
            pitch = flow.pitch * max(a.size, b.size)
            if a.page != b.page or not pitch or slack(a, b, flow) < 2.5 * b.first_token_width():
                continue
            if _CLOSED.search(a.text) and b.text[:1].isupper():
                breaks += 1
                spaced += b.y - a.y > 1.06 * pitch + 0.4
    return breaks >= 2 and spaced >= 0.9 * breaks


def split_word(line: Line, following: Line, flow: Flow) -> bool:
    """True where a word too long for its column was cut between two letters."""
    if sum(1 for word in line.words if not word.glued) != 1 or flow.body:
        return False
    tail, head = line.text, following.text.split(" ", 1)[0]
    if not tail[-1:].isalnum() or not head[:1].isalnum() or following.words[0].spaces:
        return False
    letter = following.first_token_width() / max(1, len(head))
    if slack(line, following, flow) > 1.15 * letter:
        return False
    if tail[-1].isdigit() and head[0].isdigit():
        return True
    if tail[-1].isdigit() or head[0].isdigit():
        return False
    if head[0].isupper() and not tail.isupper():
        return False
    return len(head) == 1 or not _VOWEL.search(head) or not _VOWEL.search(tail)


def joint(tail: str, head: str, spaced: bool, flow: Flow) -> str:
    """What stands between two lines of one paragraph: a space, or nothing after a hyphen."""
    if spaced:
        return " "
    if tail.endswith(("-", "–", "/")) and len(tail) > 1 and not tail[-2].isspace():
        if flow.writes_spaces or (tail[-2].isdigit() and head[:1].isdigit()):
            return ""
        if _ABBREVIATION.search(tail) and (head[:1].isupper() or head[:1].isdigit()):
            return ""
        if tail.endswith("/"):
            return ""
    return " "


def _next_number(first: str, text: str) -> bool:
    """True where the number of `text` comes right after that of the paragraph before."""
    own, other = re.match(r"\(?(\d{1,2})[.)]", text), re.match(r"\(?(\d{1,2})[.)]", first)
    return own is not None and other is not None and int(own[1]) == int(other[1]) + 1


def _mark_begins(piece: Piece, following: Line, flow: Flow) -> bool:
    """True where the mark at the head of `following` starts a paragraph of its own."""
    line = piece.lines[-1]
    dashes = piece.lines[0].text[:1] in _DASHES
    text = following.text
    if not has_mark(text):
        return False
    tail = line.text.rstrip()
    if text[0] in _DASHES:
        rest = text[1:].lstrip()
        if tail[-1:].isdigit() and rest[:1].isdigit():
            return False
        if dashes or _CLOSED.search(tail) or not rest[:1].islower():
            return True
        return would_fit(line, following, flow)
    if text.split(" ", 1)[-1] == text:  # the mark is all there is on the line
        return would_fit(line, following, flow)
    if _next_number(piece.lines[0].text, text):
        return True
    if text[0].isdigit() and not would_fit(line, following, flow):
        unclosed = not _CLOSED.search(tail) and not tail.endswith(",")
        return not (unclosed and following.text.split(" ", 1)[0].count(".") == 1 and _cites(tail))
    return True


def _cites(tail: str) -> bool:
    """True where a number is expected next: 'tiêu chí', 'Điều', 'và'."""
    last = tail.rsplit(None, 1)[-1].casefold() if tail else ""
    return last in {
        "chí",
        "chuẩn",
        "điều",
        "khoản",
        "mục",
        "mức",
        "số",
        "và",
        "năm",
        "tháng",
        "ngày",
    }


def begins_paragraph(piece: Piece, following: Line, flow: Flow) -> bool:
    """True where `following` is not the rest of `piece`."""
    line = piece.lines[-1]
    if _mark_begins(piece, following, flow) and not (
        flow.body and _runs_on(piece, following, flow)
    ):
        return True
    same_page = line.page == following.page
    step = following.y - line.y
    pitch = flow.pitch * max(line.size, following.size)
    lower = following.text[:1].islower()
    if same_page and pitch and step > (1.35 if lower else 1.06) * pitch + 0.4:
        return True
    if same_page and pitch and flow.spaced:
        return False
    if would_fit(line, following, flow):
        return True
    if not flow.body and _same_start(piece.lines[0].text, following.text):
        return True
    if line.bold != following.bold and not lower and not _goes_on_bold(line, following, flow):
        return True
    if not flow.body:
        return False
    return _body_break(piece, following, flow)


def _goes_on_bold(line: Line, following: Line, flow: Flow) -> bool:
    """True where bold words at the end of a full line of body text go on in the next line."""
    together = line.words[-1].bold and following.words[0].bold
    return flow.body and flow.justified and together and slack(line, following, flow) < 2


def _same_start(first: str, text: str) -> bool:
    """True where two parts of a cell open with the same two words (one job below another)."""
    own, other = first.split()[:2], text.split()[:2]
    return len(own) == 2 and own == other and text[:1].isupper()


def _runs_on(piece: Piece, following: Line, flow: Flow) -> bool:
    """A dash at the left margin under an indented full line is a dash inside a sentence."""
    line = piece.lines[-1]
    text = following.text
    return (
        flow.indented
        and text[:1] in _DASHES
        and following.x0 < flow.left + 4
        and (len(piece.lines) > 1 or line.x0 > flow.left + 8)
        and slack(line, following, flow) < 2
    )


def _body_break(piece: Piece, following: Line, flow: Flow) -> bool:
    line, first = piece.lines[-1], piece.lines[0]
    size = line.size
    if abs(following.size - size) > 0.15 * size:
        return True
    lower = following.text[:1].islower()
    room = slack(line, following, flow)
    if flow.justified and room > 0.6 * size and not lower and _CLOSED.search(line.text):
        return True
    shift = following.x0 - line.x0
    if shift > 0.6 * size:
        return not (
            _hangs(first, following)
            or (_centred(line, flow) and _centred(following, flow))
            or lower
        )
    if shift < -0.6 * size:
        return len(piece.lines) > 1 and not (_centred(line, flow) and _centred(following, flow))
    if len(piece.lines) == 1 and line.x0 > flow.left + 8 and flow.indented:
        return not lower
    return False


def _hangs(first: Line, following: Line) -> bool:
    """True where `following` stands under the text after the mark of `first`."""
    if not has_mark(first.text) or len(first.words) < 2:
        return False
    return any(abs(word.x0 - following.x0) < 3 for word in first.words[1:3])


def pieces_of(lines: list[Line], flows: list[Flow]) -> list[Piece]:
    """The lines put into paragraphs; `flows[i]` belongs to `lines[i]`."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        flow = flows[index - 1] if index else flows[0]
        if pieces and split_word(pieces[-1].lines[-1], line, flow):
            pieces[-1].lines.append(line)
            pieces[-1].glued.append(True)
        elif pieces and not begins_paragraph(pieces[-1], line, flow):
            pieces[-1].lines.append(line)
            pieces[-1].glued.append(False)
        else:
            pieces.append(Piece([line]))
    return pieces


def break_candidates(pieces: list[Piece]) -> list[tuple[int, int]]:
    """Where a paragraph might end though the next word had no room: piece and line number.

    Such places look like the head of a paragraph: a capital after a word in small letters.
    """
    found = []
    for number, piece in enumerate(pieces):
        for index in range(1, len(piece.lines)):
            tail, head = piece.lines[index - 1].text.rstrip(), piece.lines[index].text
            last = tail.rsplit(None, 1)[-1] if tail else ""
            if piece.glued[index - 1] or not head[:1].isupper() or tail.endswith((",", ":", "-")):
                continue
            named = last[:1].isupper() and last[-1:].islower() and not _SINGLE_NAME.match(last)
            if named:
                continue
            if last.casefold() in _LEANING:
                continue
            found.append((number, index))
    return [place for place in found if _stands_alone(pieces, place, found)]


def _stands_alone(
    pieces: list[Piece], place: tuple[int, int], others: list[tuple[int, int]]
) -> bool:
    """True where the words from a place on are more than the last word of a name."""
    number, index = place
    lines = pieces[number].lines
    end = min([i for n, i in others if n == number and i > index], default=len(lines))
    words = " ".join(line.text for line in lines[index:end]).split()
    return len(words) > 1 or (len(words[0]) > 2 and words[0].isupper())


def stand_apart(pieces: list[Piece], flow: Flow) -> bool:
    """True where paragraphs of a cell stand further apart than its lines: no break is hidden."""
    for before, after in itertools.pairwise(pieces):
        a, b = before.lines[-1], after.lines[0]
        pitch = flow.pitch * max(a.size, b.size)
        if a.page == b.page and pitch and b.y - a.y > 1.06 * pitch + 0.4:
            return True
    return flow.spaced


def one_sentence_each(pieces: list[Piece]) -> list[Piece]:
    """Cells whose paragraphs are one sentence each: break after every full stop at a line end."""
    lines = [line.text for piece in pieces for line in piece.lines]
    if len(pieces) < 2 or any(_INNER_STOP.search(t) or has_mark(t) for t in lines):
        return pieces
    places = [
        (n, i)
        for n, i in break_candidates(pieces)
        if pieces[n].lines[i - 1].text.endswith((".", ";"))
    ]
    return split_at(pieces, places) if places else pieces


def split_at(pieces: list[Piece], places: list[tuple[int, int]]) -> list[Piece]:
    """The pieces cut before the given lines."""
    result: list[Piece] = []
    for number, piece in enumerate(pieces):
        start = 0
        for index in [i for n, i in places if n == number] + [len(piece.lines)]:
            result.append(Piece(piece.lines[start:index], piece.glued[start : index - 1]))
            start = index
    return result


def text_of(piece: Piece, flow: Flow) -> tuple[str, list[int]]:
    """The text of a paragraph and the offset at which each of its lines begins."""
    text = ""
    offsets: list[int] = []
    for index, line in enumerate(piece.lines):
        if index and not piece.glued[index - 1]:
            text += joint(text, line.text, line.words[0].spaces > 0, flow)
        offsets.append(len(text))
        text += line.text
    return text, offsets
