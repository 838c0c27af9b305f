"""A paper as PDF, set by typst with our own template. The same paper, the same bytes."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from .fonts import find_faces
from .head import HEAD_LEFT
from .measure import text_width
from .model import PORTRAIT_WIDTH, Cell, Paper, Para, Row, Table
from .printable import printable


class PrintError(RuntimeError):
    """The PDF could not be set. `str(error)` is one Vietnamese line."""


def write_pdf(
    paper: Paper,
    target: str | Path | IO[bytes],
    *,
    fonts: str | None = None,
    archive: bool = False,
) -> None:
    """Write the paper to a path or a binary file.

    `fonts` is a folder of Times-like fonts to use first; `archive` makes a PDF/A-2b, which must
    carry the day of issue: PrintError where the paper has none.
    """
    data = pdf_bytes(paper, fonts=fonts, archive=archive)
    if isinstance(target, (str, Path)):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def pdf_bytes(paper: Paper, *, fonts: str | None = None, archive: bool = False) -> bytes:
    """The paper as the bytes of a tagged PDF (with `archive`, PDF/A-2b)."""
    import typst

    day = [int(n) for n in (paper.date or "").split("-") if n.isdigit()]
    if archive and len(day) != 3:
        raise PrintError(
            "Kế hoạch chưa có ngày ban hành nên chưa xuất được PDF/A để lưu trữ. Hãy ghi ngày,"
            " tháng, năm rồi xuất lại, hoặc xuất PDF thường."
        )
    faces = find_faces(fonts)
    values = _data(paper, faces.families) | {"day": day if len(day) == 3 else None}
    for headings in (True, False):  # without rows that stay with the next, if need be
        data = json.dumps(values | {"headings": headings}, ensure_ascii=False)
        try:
            made = typst.compile(
                _template(),
                font_paths=_fonts(faces.folders),
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"paper": data},
                pdf_standards=["a-2b"] if archive else [],
            )
        except typst.TypstError as error:
            raise PrintError(f"{_NO_PAGES} Chi tiết: {error}") from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how a fault inside typst shows
                raise
            continue
        if isinstance(made, bytes):
            return made
    raise PrintError(_NO_PAGES)


_NO_PAGES = "Không dàn được trang PDF; văn bản vẫn xuất được ra .docx."


@cache
def _template() -> bytes:
    return files(__package__).joinpath("typst/paper.typ").read_bytes()


@cache
def _fonts(folders: tuple[str, ...]) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _data(paper: Paper, families: tuple[str, ...]) -> dict[str, Any]:
    """The paper as JSON values; every text made printable here."""
    longest = max(text_width(line, 12, bold=True) for line in paper.school)
    title = min(text_width(paper.title_lines[-1], 14, bold=True), PORTRAIT_WIDTH)
    return {
        "fonts": list(families),
        "name": printable(" ".join(paper.title_lines)),
        "authority": _all(paper.authority),
        "school": _all(paper.school),
        "school_rule": min(longest * 0.45, HEAD_LEFT * 0.5),
        "national_name": printable(paper.national_name),
        "motto": printable(paper.motto),
        "motto_rule": text_width(paper.motto, 14, bold=True),
        "number_line": printable(paper.number_line),
        "date_line": printable(paper.date_line),
        "title_lines": _all(paper.title_lines),
        "title_rule": title * 0.42,
        "parts": [
            {
                "landscape": part.landscape,
                "blocks": [
                    _block(block, keep=part is paper.parts[-1] and block is part.blocks[-1])
                    for block in part.blocks
                ],
            }
            for part in paper.parts
        ],
        "recipients": _all(paper.recipients),
        "signer_title": _all(paper.signer_title),
        "signer_note": printable(paper.signer_note),
        "signer_name": printable(paper.signer_name),
        "band": printable(paper.band),
    }


def _all(texts: list[str]) -> list[str]:
    return [printable(text) for text in texts]


def _block(block: Para | Table, *, keep: bool) -> dict[str, Any]:
    if isinstance(block, Para):
        return {
            "kind": "para",
            "text": printable(block.text),
            "pieces": [{"text": printable(t), "letters": on} for t, on in _joined(block.pieces)],
            "style": block.style,
            "keep": keep,
        }
    return {
        "kind": "table",
        "widths": block.widths,
        "size": block.size,
        "head": [_row(row) for row in block.head],
        "rows": [_row(row) for row in block.rows],
    }


def _joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces; a lone blank goes to a neighbour, else typst draws a gap without a blank."""
    out: list[tuple[str, str]] = []
    blank = ""
    for text, letters in pieces:
        if out and text.isspace():
            if "u" in out[-1][1]:
                blank = text  # a line under the blank would be seen
            else:
                out[-1] = (out[-1][0] + text, out[-1][1])
        else:
            out.append((blank + text, letters))
            blank = ""
    return out


def _row(row: Row) -> dict[str, Any]:
    return {
        "split": row.split,
        "keep": row.keep_next,
        "cells": [_cell(c) for c in row.cells if c.down],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "paragraphs": _all(cell.paragraphs),
        "span": cell.span,
        "down": cell.down,
        "align": cell.align,
        "bold": cell.bold,
        "italic": cell.italic,
    }
