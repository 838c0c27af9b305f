"""The tables of Biểu 2 (Thông tư 57/2026) beside the plan's own: priority problems and reviews."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caitien.core.documents.model import Place, Row, Table
from caitien.core.vietnamese.text import collapse

from .cells import STANDARD, is_blank, parse_code, text_of
from .columns import cell_of, header_rows, title_key
from .extras import place_of_cell
from .model import MonitoringRow, PlanDraft, PriorityIssue

_PRIORITY = {
    "tt": r"^(?:s ?t ?t|t ?t)$",
    "standard": r"^tieu chuan",
    "criterion": r"^tieu chi",
    "current": r"hien trang|thuc trang",
    "weakness": r"han che$|^diem (?:han che|yeu)|^han che|ton tai|^van de",
    "cause": r"nguyen nhan",
}
_MONITORING = {
    "when": r"thoi diem|^thoi gian",
    "content": r"noi dung",
    "result": r"ket qua",
    "adjustment": r"dieu chinh",
    "evaluator": r"nguoi danh gia|nguoi theo doi|nguoi kiem tra",
}


def _columns(titles: Sequence[str], words: dict[str, str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for index, title in enumerate(titles):
        key = title_key(title)
        for name, pattern in words.items():
            if name not in out and re.search(pattern, key):
                out[name] = index
                break
    return out


def annex_kind(table: Table) -> str | None:
    """priority_issues, monitoring or None, by the titles of the columns."""
    _, titles = _titles(table)
    if len(titles) < 3:
        return None
    if {"weakness", "cause"} <= set(_columns(titles, _PRIORITY)):
        return "priority_issues"
    if {"when", "content", "adjustment"} <= set(_columns(titles, _MONITORING)):
        return "monitoring"
    return None


def _titles(table: Table) -> tuple[int, list[str]]:
    count, titles = header_rows(table.rows, table.columns)
    if count:
        return count, titles
    if not table.rows:
        return 0, []
    out = [""] * table.columns
    for column, cell in table.rows[0].at_grid():
        if column < len(out):
            out[column] = collapse(cell.text)
    return 1, out


def _texts(row: Row, columns: dict[str, int]) -> dict[str, str | None]:
    return {
        name: None if is_blank(cell_of(row, column)) else text_of(cell_of(row, column))
        for name, column in columns.items()
    }


def _places(row: Row, columns: dict[str, int]) -> dict[str, Place]:
    """The places of the cells of a row, by field."""
    cells = {name: cell_of(row, column) for name, column in columns.items()}
    return {
        name: place_of_cell(cell, row.place)
        for name, cell in cells.items()
        if cell is not None and not is_blank(cell)
    }


def read_priority_issues(plan: PlanDraft, table: Table) -> None:
    """Section IV of Biểu 2: one issue a row; a vertically merged standard carries on."""
    count, titles = _titles(table)
    columns = _columns(titles, _PRIORITY)
    standard: str | None = None
    for row in table.rows[count:]:
        texts = _texts(row, columns)
        code = parse_code(texts.get("criterion") or "")
        found = STANDARD.match(texts.get("standard") or "")
        if found or (texts.get("standard") or "")[:1].isdigit():
            standard = found["n"] if found else (texts["standard"] or "")[:1]
        if not any(texts.get(n) for n in ("current", "weakness", "cause")):
            continue
        if all(re.fullmatch(r"\(?\d{1,2}\)?", t) for t in texts.values() if t):
            continue
        plan.priority_issues.append(
            PriorityIssue(
                texts.get("tt"),
                standard or (code.criterion[0] if code else texts.get("standard")),
                code.criterion if code else texts.get("criterion"),
                texts.get("current"),
                texts.get("weakness"),
                texts.get("cause"),
                row.place,
                _places(row, columns),
            )
        )


def read_monitoring(plan: PlanDraft, table: Table) -> None:
    """Section VI of Biểu 2: one review a row."""
    count, titles = _titles(table)
    columns = _columns(titles, _MONITORING)
    for row in table.rows[count:]:
        texts = _texts(row, columns)
        if any(texts.values()):
            plan.monitoring.append(
                MonitoringRow(
                    texts.get("when"),
                    texts.get("content"),
                    texts.get("result"),
                    texts.get("adjustment"),
                    texts.get("evaluator"),
                    row.place,
                    _places(row, columns),
                )
            )


def plain_rows(table: Table) -> list[list[str]]:
    """The cell texts of a table nobody knows, row by row."""
    return [[collapse(cell.text) for cell in row.cells] for row in table.rows]
