"""Workbooks for the tests, written by hand as people would."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook


def book(rows: Sequence[Sequence[Any]], *, above: int = 0, sheet: str = "Sheet1") -> bytes:
    """An .xlsx with these rows, `above` empty ones before them."""
    stream = io.BytesIO()
    written = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page = written.add_worksheet(sheet)
    for number, row in enumerate(rows, above):
        for place, cell in enumerate(row):
            page.write(number, place, cell)
    written.close()
    return stream.getvalue()
