"""The audit trail as a file. Every cell is text: what looks like a formula is never one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from caitien.accounts.models import AuditLine

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: a workbook holds the last lines only; .csv holds all
MOST: Final = 20_000
HEAD: Final = ("Số dòng", "Lúc", "Người làm", "Việc", "Loại việc", "Mã kiểm tra")
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """A text no spreadsheet takes for a formula: a risky beginning gets an apostrophe."""
    return "'" + text if text.lstrip(" \u00a0").startswith(_RISKY) else text


def _row(line: AuditLine) -> list[str]:
    at = f"{timezone.localtime(line.at):%d/%m/%Y %H:%M:%S}"
    told = (line.actor_name, line.sentence, line.action, line.hash)
    return [str(line.number), at, *(safe(each) for each in told)]


def csv_lines(lines: QuerySet[AuditLine]) -> Iterator[bytes]:
    """The file piece by piece, with the mark that lets Excel see it is UTF-8."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    yield "\ufeff".encode()
    for line in lines.iterator(500):
        writer.writerow(_row(line))
        if buffer.tell() > 60_000:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def workbook(lines: QuerySet[AuditLine]) -> bytes:
    """The last MOST lines as .xlsx, oldest first; a line at the end says where there were more."""
    import xlsxwriter

    held = io.BytesIO()
    count = lines.count()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet("Nhật ký")
        sheet.freeze_panes(1, 0)
        for column, width in enumerate((9, 19, 28, 90, 22, 66)):
            sheet.set_column(column, column, width)
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, words in enumerate(HEAD):
            sheet.write_string(0, column, words, bold)
        row = 0
        for line in lines[max(0, count - MOST) :].iterator(500):
            row += 1
            for column, words in enumerate(_row(line)):
                sheet.write_string(row, column, words)
        if count > row:
            sheet.write_string(row + 1, 3, f"Còn {count - row} dòng cũ hơn: tải tệp .csv để có đủ.")
    return held.getvalue()
