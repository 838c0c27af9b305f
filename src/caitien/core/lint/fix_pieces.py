"""A text edited round after round, remembered as edits of what it was at first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of the text: `start` is where they stood at first, None for new ones."""

    text: str
    start: int | None


class Pieces:
    """A text as pieces of the first text and new ones between them."""

    def __init__(self, first: str) -> None:
        self.first = first
        self._pieces = [_Piece(first, 0)] if first else []

    def copy(self) -> Pieces:
        """Another one, equal to this."""
        other = Pieces(self.first)
        other._pieces = list(self._pieces)
        return other

    @property
    def text(self) -> str:
        """The text now."""
        return "".join(piece.text for piece in self._pieces)

    def replace(self, start: int, end: int, new: str) -> None:
        """Characters `start` to `end` of the text as it is now become `new`."""
        out: list[_Piece] = []
        at = 0
        done = False
        for piece in self._pieces:
            low, high = max(start - at, 0), min(max(end - at, 0), len(piece.text))
            if low < len(piece.text) or done:
                out += [_part(piece, 0, min(low, len(piece.text)))]
                if not done:
                    out.append(_Piece(new, None))
                    done = True
                out.append(_part(piece, max(high, min(low, len(piece.text))), len(piece.text)))
            else:
                out.append(piece)
            at += len(piece.text)
        if not done:
            out.append(_Piece(new, None))
        self._pieces = [piece for piece in out if piece.text]

    def edits(self) -> list[tuple[int, int, str]]:
        """Start, end and new text of each change of the first text, in order."""
        changes: list[tuple[int, int, str]] = []
        at = 0
        new = ""
        for piece in [*self._pieces, _Piece("", len(self.first))]:
            if piece.start is None:
                new += piece.text
                continue
            if new or piece.start > at:
                changes.append((at, piece.start, new))
            new = ""
            at = piece.start + len(piece.text)
        return changes


def _part(piece: _Piece, start: int, end: int) -> _Piece:
    moved = None if piece.start is None else piece.start + start
    return _Piece(piece.text[start:end], moved)
