"""The blanks a paper would print: dotted lines that a person still has to fill."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Paper, Para, Table

_DOT = "…"
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: `where` in Vietnamese ("Số văn bản", "Bảng 1, hàng 3"), and the words around."""

    where: str
    text: str


def blanks_of(paper: Paper) -> list[Blank]:
    """Every blank of a paper, in printing order."""
    head = (
        ("Cơ quan chủ quản", " ".join(paper.authority)),
        ("Tên trường", " ".join(paper.school)),
        ("Số văn bản", paper.number_line),
        ("Địa danh, ngày tháng", paper.date_line),
        ("Tên kế hoạch", " ".join(paper.title_lines)),
    )
    found = [_blank(where, text) for where, text in head if _DOT in text]
    tables = 0
    for part in paper.parts:
        for block in part.blocks:
            if isinstance(block, Para):
                if _DOT in block.text:
                    found.append(_blank("Phần lời", block.text))
            else:
                tables += 1
                found += _of_table(block, tables)
    foot = (
        ("Chức danh người ký", " ".join(paper.signer_title)),
        ("Người ký", paper.signer_name),
        ("Nơi nhận", " ".join(paper.recipients)),
    )
    return found + [_blank(where, text) for where, text in foot if _DOT in text]


def _of_table(table: Table, number: int) -> list[Blank]:
    return [
        _blank(f"Bảng {number}, hàng {index}", text)
        for index, row in enumerate(table.rows, 1)
        for cell in row.cells
        for text in cell.paragraphs
        if _DOT in text
    ]


def _blank(where: str, text: str) -> Blank:
    """The whole line where it is short; else whole words around the first blank."""
    if len(text) <= 2 * _NEAR:
        return Blank(where, text.strip())
    at = text.find(_DOT)
    start = max(0, at - _NEAR)
    if start:
        start = text.find(" ", start, at) + 1 or at
    end = text.rfind(" ", at, start + 2 * _NEAR)
    near = text[start : end if end > 0 and start + 2 * _NEAR < len(text) else start + 2 * _NEAR]
    return Blank(where, near.strip())
