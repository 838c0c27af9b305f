"""Builds plans as .docx files and reads them back: the helper of the tests of this room.

Words and schools are invented. In a cell "\\n" begins a new paragraph and "\\v" breaks the line; a
paragraph that begins with "* " or "# " becomes a bulleted or numbered paragraph of Word. A row
given as one text is merged over the whole width; None goes on with the cell above it (vertical
merge), ... (Ellipsis) with the cell to its left.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import EllipsisType
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import FILE_FIELDS, Item, PlanDraft, Reading, plain
from caitien.core.drafts.read import understand

CellSpec = str | None | EllipsisType
RowSpec = str | Sequence[CellSpec]

NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
NINE = [
    "TT",
    "Tiêu chuẩn, tiêu chí",
    "Kết quả cần đạt",
    "Giải pháp/công việc cần thực hiện",
    "Người phụ trách, phối hợp",
    "Thời gian thực hiện",
    "Dự kiến kinh phí",
    "Điều kiện thực hiện",
    "Ghi chú",
]
FIVE = ["TT", "Tiêu chí", "Giải pháp", "Người thực hiện", "Thời gian"]


class Paper:
    """A .docx file in the making; every method answers the paper itself."""

    def __init__(self) -> None:
        self.doc = docx.Document()
        style = self.doc.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(12)

    def lines(
        self, *texts: str, bold: bool = False, center: bool = False, style: str | None = None
    ) -> Paper:
        """Paragraphs; "\\n" inside one is a line break."""
        for text in texts:
            paragraph = self.doc.add_paragraph(style=style)
            run = paragraph.add_run(text)
            run.bold = bold or None
            if center:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return self

    def pair(self, left: str, right: str) -> Paper:
        """A table of two cells without borders: a letterhead or a signature."""
        table = self.doc.add_table(rows=1, cols=2)
        _write(table.cell(0, 0), left)
        _write(table.cell(0, 1), right)
        for cell, width in zip(table.rows[0].cells, (60, 105), strict=True):
            cell.width = Mm(width)
        return self

    def head(
        self,
        school: str | None = "TRƯỜNG TIỂU HỌC ĐỒNG CỎ LAU",
        authority: str | None = "UBND XÃ MƯỜNG SƯƠNG",
        number: str | None = "Số: 15/KH-THĐCL",
        date: str | None = "Mường Sương, ngày 12 tháng 9 năm 2026",
    ) -> Paper:
        """The common letterhead: two columns, two rows."""
        left = "\n".join(part for part in (authority, school, number) if part)
        right = "\n".join(part for part in (*NATION, date) if part)
        return self.pair(left, right)

    def title(self, *texts: str) -> Paper:
        """The lines of the title, centred; a common one where none are given."""
        texts = texts or ("KẾ HOẠCH", "Cải tiến chất lượng giáo dục", "Năm học 2026 - 2027")
        return self.lines(*texts, bold=True, center=True)

    def table(self, *rows: RowSpec) -> Paper:
        """A bordered table; the widest row says how many columns."""
        width = max(len(row) for row in rows if not isinstance(row, str))
        table = self.doc.add_table(rows=len(rows), cols=width, style="Table Grid")
        for r, row in enumerate(rows):
            cells: Sequence[CellSpec] = [row, *[...] * (width - 1)] if isinstance(row, str) else row
            for c, text in enumerate(cells):
                if text is None:
                    table.cell(r - 1, c).merge(table.cell(r, c))
                elif isinstance(text, EllipsisType):
                    table.cell(r, c - 1).merge(table.cell(r, c))
                else:
                    _write(table.cell(r, c), text)
        for row_ in table.rows:
            for cell in row_.cells:
                _tidy(cell)
        return self

    def sign(self, left: str = "", right: str = "HIỆU TRƯỞNG\n\n\nLò Thị Hoa Ban") -> Paper:
        """The end: recipients on the left, the signer on the right."""
        left = left or "Nơi nhận:\n- UBND xã (để b/c);\n- Các tổ (để t/h);\n- Lưu: VT."
        return self.pair(left, right)

    def landscape(self) -> Paper:
        """What follows stands on landscape pages."""
        section = self.doc.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        return self

    def page_break(self) -> Paper:
        """A page break."""
        self.doc.add_page_break()  # type: ignore[no-untyped-call]
        return self

    def save(self, folder: Path, name: str = "plan.docx") -> Path:
        """Write the file and answer where."""
        path = folder / name
        self.doc.save(str(path))
        return path

    def reading(self, folder: Path) -> Reading:
        """The file written and understood."""
        return understand(open_document(self.save(folder)))

    def plan(self, folder: Path) -> PlanDraft:
        """The one plan of the file."""
        reading = self.reading(folder)
        assert len(reading.plans) == 1, reading.doc_type
        return reading.plans[0]


def _write(cell: _Cell, text: str) -> None:
    """Paragraph by paragraph; the empty first paragraph is used up."""
    for index, part in enumerate(text.split("\n")):
        fresh = index == 0 and not cell.text
        paragraph = cell.paragraphs[0] if fresh else cell.add_paragraph()
        if part.startswith(("* ", "# ")):
            paragraph.style = "List Bullet" if part[0] == "*" else "List Number"
            part = part[2:]
        paragraph.add_run(part.replace("\v", "\n"))


def _tidy(cell: _Cell) -> None:
    """Drop the empty paragraphs merging leaves behind."""
    while len(cell.paragraphs) > 1 and not cell.paragraphs[-1].text:
        last = cell.paragraphs[-1]._element
        last.getparent().remove(last)


def nine(*rows: RowSpec) -> Paper:
    """A whole plan on the nine-column form with these rows."""
    return (
        Paper()
        .head()
        .title()
        .lines("I. MỤC ĐÍCH", "Nâng cao chất lượng.", "II. NỘI DUNG")
        .table(NINE, *rows)
        .lines("III. TỔ CHỨC THỰC HIỆN", "Các tổ thực hiện nghiêm túc.")
        .sign()
    )


def facts(item: Item) -> dict[str, Any]:
    """Everything an item says (empty values, places and doubts left out)."""
    return {
        k: v for k, v in plain(item).items() if k not in FILE_FIELDS and v not in (None, [], {})
    }


def only(item: Item, *names: str) -> tuple[Any, ...]:
    """Some values of an item."""
    return tuple(getattr(item, name) for name in names)


HEAD_FIELDS = (
    "authority",
    "school_name",
    "school_level",
    "plan_number",
    "place",
    "date",
    "title",
    "school_year",
    "school_year_to",
    "kind",
)


def head_of(plan: PlanDraft) -> dict[str, Any]:
    """What the head of a plan says; None left out."""
    values = {name: getattr(plan, name) for name in HEAD_FIELDS}
    return {name: value for name, value in values.items() if value is not None}
