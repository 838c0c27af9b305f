"""The .docx writers of the samples: papers as schools make them, not as our own printer does."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from .plans import MOTTO, Plan
from .plans_2026 import MECHANISM, NOTE, OWN_HEAD, PURPOSE

NINE = (
    ("TT", 9),
    ("Tiêu chuẩn, tiêu chí", 26),
    ("Kết quả cần đạt (so với hiện trạng)", 36),
    ("Công việc/giải pháp cần thực hiện", 46),
    ("Chủ trì và phối hợp thực hiện", 30),
    ("Thời gian thực hiện và hoàn thành", 28),
    ("Dự kiến kinh phí", 26),
    ("Điều kiện hỗ trợ khác", 24),
    ("Ghi chú", 14),
)
TEN = (
    ("TT", "tt", 9),
    ("Nội dung cải tiến", "content", 28),
    ("Mục tiêu cải tiến", "target", 30),
    ("Hoạt động/giải pháp", "solutions", 40),
    ("Chỉ số đánh giá kết quả", "indicator", 26),
    ("Thời gian thực hiện", "time", 24),
    ("Đơn vị/cá nhân phụ trách", "assignee_text", 26),
    ("Nguồn lực bảo đảm", "resources", 24),
    ("Thông tin, dữ liệu hoặc minh chứng dự kiến", "expected_evidence", 26),
    ("Mức độ thực hiện", "status", 18),
)
SIX = ("TT", "Tiêu chuẩn", "Tiêu chí liên quan (nếu có)", "Đánh giá hiện trạng")
SIX += ("Điểm hạn chế", "Nguyên nhân của hạn chế")
FIVE = ("Thời điểm", "Nội dung theo dõi", "Kết quả thực hiện", "Điều chỉnh (nếu có)")
FIVE += ("Người đánh giá",)
_DAY = datetime.datetime(2026, 1, 1)  # noqa: DTZ001 - a .docx stores no zone; every file the same day


def nine_docx(plan: Plan) -> bytes:
    """A plan with the nine-column table, on landscape pages."""
    paper = _begin(plan)
    _sections(paper, plan["before"])
    paper.add_paragraph(plan["table"])
    table = _table(paper, [title for title, _ in NINE], [width for _, width in NINE])
    for row in plan["rows"]:
        cells = table.add_row().cells
        if isinstance(row, str):
            cells[0].merge(cells[8]).text = row
        elif isinstance(row, tuple):
            cells[0].text, cells[1].text = row[0], ""
            cells[1].merge(cells[8]).text = row[1]
        else:
            cells[1].text, cells[2].text = row["code"], row["target"]
            _fill(cells[3], [f"- {part}" for part in row["solutions"]])
            for at, name in enumerate(("who", "time", "money", "conditions", "notes"), 4):
                cells[at].text = row.get(name, "")
    _sections(paper, plan["after"])
    return _end(paper, plan)


def merged_docx(plan: Plan) -> bytes:
    """A plan in a school's own layout: a head of two rows with cells merged across and down."""
    paper = _begin(plan)
    _sections(paper, plan["before"])
    paper.add_paragraph(plan["table"])
    count = sum(max(1, len(below)) for _, below in OWN_HEAD)
    table = _table(paper, [""] * count, [28] * count)
    lower, at = table.add_row().cells, 0
    upper = table.rows[0].cells
    for title, below in OWN_HEAD:
        if below:
            upper[at].merge(upper[at + len(below) - 1]).text = title
            for offset, word in enumerate(below):
                lower[at + offset].text = word
        else:
            upper[at].merge(lower[at]).text = title
        at += max(1, len(below))
    for row in plan["rows"]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = row["tt"], row["code"], row["target"]
        _fill(cells[3], [f"+ {part}" for part in row["solutions"]])
        for place, name in enumerate(("who", "supervisor", "time", "money"), 4):
            cells[place].text = row[name]
    _sections(paper, plan["after"])
    return _end(paper, plan)


def bieu2_docx(plan: Plan) -> bytes:
    """A plan in Biểu 2 of Thông tư 57/2026: eight sections, three tables."""
    paper = _begin(plan)
    _sections(paper, [("I. THÔNG TIN CHUNG", plan["about"])])
    _sections(paper, [("II. CĂN CỨ XÂY DỰNG KẾ HOẠCH", plan["bases"])])
    _sections(paper, [("III. MỤC ĐÍCH, YÊU CẦU", PURPOSE)])
    paper.add_paragraph("IV. TÓM TẮT CÁC VẤN ĐỀ TRỌNG TÂM CẦN CẢI TIẾN")
    table = _table(paper, list(SIX), [9, 24, 26, 60, 60, 60])
    keys = ("tt", "standard", "criterion", "current", "weakness", "cause")
    _rows(table, plan["problems"], keys)
    paper.add_paragraph(NOTE)
    paper.add_paragraph("V. KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG")
    table = _table(paper, [one[0] for one in TEN], [one[2] for one in TEN])
    for cell, number in zip(table.add_row().cells, range(1, 11), strict=True):
        cell.text = f"({number})"
    _rows(table, plan["items"], tuple(one[1] for one in TEN))
    paper.add_paragraph("VI. THEO DÕI VÀ ĐÁNH GIÁ THỰC HIỆN (GIÁM SÁT NỘI BỘ)")
    table = _table(paper, list(FIVE), [36, 70, 50, 40, 44])
    _rows(table, plan["monitoring"], ("when", "content", "result", "adjustment", "evaluator"))
    _sections(paper, [("VII. TỔ CHỨC THỰC HIỆN", plan["duties"])])
    _sections(paper, [("VIII. CƠ CHẾ ĐÁNH GIÁ VÀ BÁO CÁO", MECHANISM)])
    return _end(paper, plan)


def _begin(plan: Plan) -> Document:
    paper = docx.Document()
    page = paper.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin, page.right_margin = Mm(30), Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    head = paper.add_table(rows=2, cols=2)
    _fill(head.cell(0, 0), [*plan["authority"], *plan["school"]])
    motto = plan.get("motto", MOTTO)
    _fill(head.cell(0, 1), ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", motto])
    head.cell(1, 0).text, head.cell(1, 1).text = plan["number"], plan["date"]
    for line in plan["title"]:
        paragraph = paper.add_paragraph()
        paragraph.add_run(line).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paper


def _end(paper: Document, plan: Plan) -> bytes:
    foot = paper.add_table(rows=1, cols=2)
    _fill(foot.cell(0, 0), ["Nơi nhận:", *plan["recipients"]])
    _fill(foot.cell(0, 1), [*plan["signer"], "", "", plan["name"]])
    core = paper.core_properties
    core.author, core.created, core.modified, core.revision = "", _DAY, _DAY, 1
    out = io.BytesIO()
    paper.save(out)
    return _same_every_time(out.getvalue())


def _same_every_time(data: bytes) -> bytes:
    """The package again with fixed dates of its parts and without what changes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            if re.fullmatch(r"docProps/thumbnail\.\w+", name):
                continue
            part = old.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return out.getvalue()


def _sections(paper: Document, sections: list[tuple[str, list[str]]]) -> None:
    for heading, paragraphs in sections:
        paper.add_paragraph().add_run(heading).bold = True
        for text in paragraphs:
            paper.add_paragraph(text)


def _table(paper: Document, titles: list[str], widths: list[int]) -> Table:
    table = paper.add_table(rows=1, cols=len(titles))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, title, width in zip(table.rows[0].cells, titles, widths, strict=True):
        cell.text, cell.width = title, Mm(width)
    return table


def _rows(table: Table, rows: list[dict[str, Any]], keys: tuple[str, ...]) -> None:
    for row in rows:
        for cell, key in zip(table.add_row().cells, keys, strict=True):
            value = row[key]
            _fill(cell, [f"- {part}" for part in value] if isinstance(value, list) else [value])


def _fill(cell: _Cell, paragraphs: list[str]) -> None:
    cell.text = paragraphs[0]
    for text in paragraphs[1:]:
        cell.add_paragraph(text)
