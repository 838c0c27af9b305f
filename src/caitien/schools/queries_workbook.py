"""A staff list read from an .xlsx file: columns found by their everyday titles, in any order."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from caitien.core.documents.model import ReadError
from caitien.core.vietnamese.text import fold
from caitien.ui.problems import Problem

from . import names

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_ROWS: Final = 2000
_MAX_COLUMNS = 200
_HEADER_WITHIN = 40

#: field → titles, folded, without marks and signs; "family" and "given" are two halves of a name
TITLES: Final[dict[str, tuple[str, ...]]] = {
    "full_name": (
        "ho va ten", "ho ten", "ho va ten day du", "ho ten day du", "ten day du", "hoten",
        "ho va ten giao vien", "ho ten giao vien", "ho ten can bo", "ho va ten can bo",
        "ho va ten nhan su", "ho ten nhan su", "ho va ten cbgvnv", "ho ten cbgvnv",
        "ho va ten cb gv nv", "ho ten cb gv nv", "ho va ten gv", "ho ten gv", "giao vien",
        "ho chu dem va ten", "ho dem va ten", "ten giao vien", "ten can bo", "can bo giao vien",
    ),
    "family": ("ho dem", "ho va dem", "ho va chu dem", "ho chu dem", "ho va ten dem",
               "ho ten dem", "ho", "ho lot", "ho va ten lot", "ho va chu lot"),
    "given": ("ten", "ten rieng"),
    "title": ("danh xung", "xung ho", "cach xung ho"),
    "post": ("chuc vu", "chuc danh", "chuc vu chuc danh", "chuc danh chuc vu", "cong viec",
             "vi tri viec lam", "vi tri", "nhiem vu", "chuc vu hien tai", "chuc vu cong viec",
             "chuc vu chinh quyen", "chuc vu nhiem vu", "cong viec dang lam"),
    "unit": ("to", "to chuyen mon", "bo phan", "to bo phan", "don vi", "phong ban", "to cong tac",
             "to khoi", "khoi", "to nhom", "nhom", "to phong", "to cm", "to bo mon", "bo mon",
             "sinh hoat to", "thuoc to", "to doan the", "phong bo phan"),
    "staff_code": ("ma", "ma so", "ma nhan su", "ma can bo", "ma giao vien", "ma gv", "ma cb",
                   "ma cbgv", "ma cbgvnv", "ma dinh danh", "so hieu", "so hieu vien chuc",
                   "ma vien chuc", "ma nhan vien", "ma nv", "ma so nhan su", "ma dinh danh csdl",
                   "so hieu can bo", "ma dinh danh bo gddt"),
    "email": ("email", "e mail", "mail", "gmail", "thu dien tu", "dia chi email", "hop thu",
              "dia chi thu dien tu", "email lien he", "email cong vu", "thu dien tu cong vu"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dt", "di dong", "so di dong", "phone", "so dt",
              "dien thoai di dong", "so dien thoai di dong", "dien thoai lien he", "dtdd", "mobile",
              "so dien thoai lien he", "tel"),
}  # fmt: skip
_FIELD_OF: Final = {title: name for name, titles in TITLES.items() for title in titles}
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SIGNS = re.compile(r"[^a-z0-9]+")
_PHONE = re.compile(r"[35789]\d{8}")
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_NOT_READ = {
    "encrypted": "có đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ) rồi "
    "lưu lại.",
    "xls": "là tệp .xls đời cũ. Hãy mở bằng Excel rồi chọn Lưu thành (Save As) .xlsx.",
    "excel-binary": "là bảng tính nhị phân (.xlsb). Hãy mở bằng Excel rồi lưu thành .xlsx.",
    "damaged": "bị hỏng hoặc tải về chưa trọn. Hãy mở bằng Excel, lưu lại thành .xlsx rồi thử lại.",
}
_OTHER_KIND = (
    "không phải bảng tính Excel (.xlsx). Hãy tải tệp mẫu về, dán danh sách vào rồi tải lên lại."
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet: its number as Excel shows it, its values, and what is wrong with it."""

    number: int
    values: dict[str, str]
    fault: str = ""


@dataclass(slots=True)
class StaffSheet:
    """What was read: rows, {field: title in the file}, and titles that were not understood."""

    sheet: str
    rows: list[SheetRow] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def field_of(title: str) -> str | None:
    """The field a column title stands for: "Họ và tên (*)" → full_name; None where not known."""
    bare = _SIGNS.sub(" ", fold(_ASIDE.sub(" ", title))).strip()
    return _FIELD_OF.get(bare)


def read_staff(content: bytes, name: str) -> StaffSheet:
    """The staff list of a workbook. Problem, naming the file and what to do, where it has none.

    Nothing is worked out: a formula gives its stored value, a text that looks like one stays text.
    """
    shown = names.tidy(name)[:80] or "Tệp"
    if not content:
        raise Problem(f"Chưa đọc: {shown} rỗng (0 byte). Hãy chọn lại tệp.")
    if len(content) > MAX_BYTES:
        raise Problem(
            f"Chưa đọc: {shown} lớn hơn 5 MB. Hãy chép riêng danh sách nhân sự sang tệp mới."
        )
    with tempfile.TemporaryDirectory(prefix="caitien-") as folder:
        path = Path(folder) / "danh-sach.xlsx"
        path.write_bytes(content)
        return _read(path, shown, content[:8192])


def _read(path: Path, shown: str, head: bytes) -> StaffSheet:
    from python_calamine import CalamineError, CalamineWorkbook

    from caitien.core.documents.readers.docx_package import BROKEN, Package
    from caitien.core.documents.readers.kinds import kind_of
    from caitien.core.documents.readers.xlsx_scan import scan_package

    kind = kind_of(path, head)
    if kind != "xlsx":
        raise Problem(f"Chưa đọc: {shown} {_NOT_READ.get(kind, _OTHER_KIND)}")
    try:
        with Package(path) as package:
            book = scan_package(package)
        if book.macros:
            raise Problem(
                f"Chưa đọc: {shown} có macro. Hãy mở bằng Excel rồi lưu thành .xlsx (không macro)."
            )
        with CalamineWorkbook.from_path(str(path)) as workbook:
            visible = [place for place, facts in enumerate(book.sheets) if not facts.hidden]
            tables = ((workbook.sheet_names[place], _cells(workbook, place)) for place in visible)
            return _first_list(tables, shown)
    except ReadError as error:
        words = str(error) if error.code == "too-big" else f"{shown} {_NOT_READ['damaged']}"
        if error.code == "encrypted":
            words = f"{shown} {_NOT_READ['encrypted']}"
        raise Problem("Chưa đọc: " + words.replace("danh-sach.xlsx", shown)) from error
    except (CalamineError, *BROKEN) as error:
        raise Problem(f"Chưa đọc: {shown} {_NOT_READ['damaged']}") from error


def _cells(workbook: Any, place: int) -> list[list[Any]]:
    sheet = workbook.get_sheet_by_index(place)
    return [row[:_MAX_COLUMNS] for row in sheet.to_python(skip_empty_area=False)]


def _first_list(tables: Any, shown: str) -> StaffSheet:
    seen = False
    for name, rows in tables:
        seen = seen or any(any(cell != "" for cell in row) for row in rows)
        found = _header(rows)
        if found is not None:
            return _rows(name, rows, found, shown)
    if not seen:
        raise Problem(f"Chưa đọc: {shown} không có dòng nào. Hãy dán danh sách vào rồi thử lại.")
    raise Problem(
        f"Chưa đọc: trong {shown} không có cột “Họ và tên”. Hãy đặt tên cột ở dòng đầu của bảng, "
        "hoặc tải tệp mẫu về rồi dán danh sách vào."
    )


def _header(rows: list[list[Any]]) -> int | None:
    """The place of the row of titles: the one with most known titles, a name among them."""
    best, best_count = None, 0
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        known = {field_of(cell) for cell in row if isinstance(cell, str)} - {None}
        named = "full_name" in known or {"family", "given"} <= known or known == {"given"}
        if named and len(known) > best_count:
            best, best_count = place, len(known)
    return best


def _rows(name: str, rows: list[list[Any]], header: int, shown: str) -> StaffSheet:
    sheet = StaffSheet(names.tidy(name)[:60])
    places: dict[str, int] = {}
    for place, cell in enumerate(rows[header]):
        title = names.tidy(str(cell))
        found = field_of(title)
        if found and found not in places:
            places[found] = place
            sheet.columns[found] = title
        elif title and fold(title) not in ("stt", "tt", "so tt"):
            sheet.unknown.append(title[:60])
    for number, row in enumerate(rows[header + 1 :], header + 2):
        values, fault = _values(row, places)
        if any(values.values()):
            sheet.rows.append(SheetRow(number, values, fault))
        if len(sheet.rows) > MAX_ROWS:
            raise Problem(
                f"Chưa đọc: {shown} có hơn {MAX_ROWS:,} dòng. Một lần nhập nhận nhiều nhất "
                f"{MAX_ROWS:,} người; hãy chia thành vài tệp.".replace(",", ".")
            )
    if not sheet.rows:
        raise Problem(f"Chưa đọc: {shown} chỉ có dòng tiêu đề, chưa có ai. Hãy dán danh sách vào.")
    return sheet


def _values(row: list[Any], places: dict[str, int]) -> tuple[dict[str, str], str]:
    found, fault = {}, ""
    for name, place in places.items():
        text = _text(row[place]) if place < len(row) else ""
        if text in _ERRORS:
            fault, text = f"một ô đang báo lỗi {text} của Excel", ""
        found[name] = text
    halves = [found.pop("family", ""), found.pop("given", "")]
    if "full_name" not in places:
        found["full_name"] = " ".join(half for half in halves if half)
    found["full_name"] = names.as_name(found["full_name"])
    if _PHONE.fullmatch(found.get("phone", "")):
        found["phone"] = "0" + found["phone"]  # Excel takes the zero away from a number
    return found, fault


def _text(cell: Any) -> str:
    """A cell as people see it: 12.0 → "12", a day → 08/08/2022, text as it stands."""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return names.tidy(str(cell))[:400]
