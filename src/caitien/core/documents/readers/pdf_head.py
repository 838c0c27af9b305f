"""Lines of letter heads and signatures: nearly every line is its own."""

from __future__ import annotations

from caitien.core.documents.readers.pdf_text import Flow, Piece, has_mark
from caitien.core.documents.readers.pdf_types import Line

# Words that open a line of a letter head or signature (Decree 30/2020, appendix I).
_OPENING = frozenset(
    (
        "trường",
        "phòng",
        "sở",
        "bộ",
        "ubnd",
        "ủy",
        "uỷ",
        "đảng",
        "chi",
        "cộng",
        "độc",
        "số",
        "nơi",
        "hiệu",
        "chủ",
        "tm",
        "tm.",
        "kt",
        "kt.",
        "tl.",
        "tuq.",
        "q.",
        "t/m",
        "phó",
        "ban",
        "hội",
        "người",
        "giám",
        "trưởng",
        "đại",
    )
)


def head_pieces(lines: list[Line], flow: Flow) -> list[Piece]:
    """Paragraphs of a column without ruling: a line joins the one above only as its short rest."""
    widest = max(line.x1 - line.x0 for line in lines)
    pieces: list[Piece] = []
    for line in lines:
        if pieces and _is_rest(pieces[-1].lines[-1], line, widest, flow):
            pieces[-1].lines.append(line)
            pieces[-1].glued.append(False)
        else:
            pieces.append(Piece([line]))
    return pieces


def _is_rest(line: Line, following: Line, widest: float, flow: Flow) -> bool:
    text = following.text
    if has_mark(text) or not any(letter.isalnum() for letter in text):
        return False
    if line.bold != following.bold or line.italic != following.italic:
        return False
    if abs(line.size - following.size) > 0.12 * line.size or line.page != following.page:
        return False
    if following.y - line.y > 1.6 * line.size:
        return False
    if text.split()[0].casefold().rstrip(":") in _OPENING and not text[:1].islower():
        return False
    if not any(letter.isalnum() for letter in line.text):
        return False
    own, rest = line.x1 - line.x0, following.x1 - following.x0
    return own >= 0.75 * widest and own >= rest
