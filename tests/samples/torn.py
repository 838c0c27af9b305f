"""A plan as the text that pasting a nine-column PDF leaves: one narrow cell after the other."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from .plans import MOTTO, Plan

#: letters that fit across a page, and across each cell of a row
PAGE = 88
WIDTHS = {"target": 11, "solutions": 14, "who": 12, "time": 11, "money": 12, "conditions": 10}
HEAD = (
    ("TT", 8),
    ("Tiêu chuẩn, tiêu chí", 12),
    ("Kết quả cần đạt (so với hiện trạng)", 8),
    ("Công việc/giải pháp cần thực hiện", 11),
    ("Chủ trì và phối hợp thực hiện", 8),
    ("Thời gian thực hiện và hoàn thành", 6),
    ("Dự kiến kinh phí", 6),
    ("Điều kiện hỗ trợ khác", 7),
    ("Ghi chú", 5),
)


def torn_text(plan: Plan) -> str:
    """The whole text; a blank line after every line, as such text has."""
    lines: list[str] = [] if plan.get("headless") else [*plan["authority"], *plan["school"]]
    lines += [] if plan.get("headless") else ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", MOTTO]
    lines += ["                 " + plan["number"], plan["date"], *plan["title"]]
    lines += _sections(plan["before"])
    lines.append(plan["table"])
    if not plan.get("headless"):
        lines += [part for title, width in HEAD for part in wrap(title, width)]
    staying = [row for row in plan["rows"] if not (isinstance(row, dict) and row.get("moved"))]
    for number, row in enumerate(staying):
        lines += _row(row, broken=number == len(staying) // 2)
    lines += _sections(plan["after"])
    lines += ["", "Nơi nhận:", *plan["recipients"], *plan["signer"], "", "", plan["name"], ""]
    for row in plan["rows"]:
        if isinstance(row, dict) and row.get("moved"):
            lines += _row(row, broken=False)
    return "".join(f"{line} \n\n" for line in lines)


def _sections(sections: list[tuple[str, list[str]]]) -> list[str]:
    lines = []
    for heading, paragraphs in sections:
        lines.append(heading)
        for paragraph in paragraphs:
            lines += wrap(paragraph, PAGE)
    return lines


def _row(row: str | tuple[str, str] | dict[str, Any], *, broken: bool) -> list[str]:
    if isinstance(row, str):
        return [row]
    if isinstance(row, tuple):
        first, *rest = wrap(f"{row[0]} {row[1]}", 36)
        return [first, *rest, "    "]
    lines = [f" {row['code']}", ""]
    cells = {**row, "solutions": " ".join(row["solutions"])}
    for name, width in WIDTHS.items():
        if cells.get(name):
            lines += wrap(cells[name], width)
    if not cells.get("conditions"):
        lines[-1] += "  "
    if broken:
        middle = len(lines) // 2
        lines[middle] = " " + lines[middle]
    return lines
