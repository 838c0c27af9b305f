"""An office's own plan form as a file: the columns and sections a Sở or Phòng asks for.

The file is YAML from a stranger, read with the limits of `yamlfile.parse_untrusted`:

    ten: Mẫu kế hoạch cải tiến chất lượng
    co_quan: Sở Giáo dục và Đào tạo tỉnh A
    can_cu: Công văn số 123/SGDĐT-KT ngày 05/9/2026
    cot:
      - {ten: Kết quả cần đạt, bat_buoc: true, truong: target}
    muc:
      - {ten: Mục đích, bat_buoc: true}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from caitien.core.vietnamese.text import collapse, key

from .model import Problem
from .yamlfile import MAX_BYTES, parse_untrusted

#: the fields a column may be tied to by `truong`
COLUMN_FIELDS: Final = frozenset(
    {
        "tt",
        "standard_criterion",
        "standard",
        "criterion",
        "criterion_title",
        "current",
        "weakness",
        "cause",
        "target",
        "indicator",
        "solutions",
        "content",
        "lead",
        "collaborators",
        "assignee",
        "time",
        "start",
        "end",
        "budget",
        "supervisor",
        "report_time",
        "conditions",
        "resources",
        "expected_evidence",
        "status",
        "notes",
    }
)
MAX_PARTS: Final = 60
MAX_LENGTH: Final = 300
_NAMES: Final = {"ten": "tên mẫu", "co_quan": "cơ quan ra mẫu", "can_cu": "văn bản yêu cầu mẫu"}
_LISTS: Final = {"cot": "cột", "muc": "mục"}


@dataclass(frozen=True, slots=True)
class OfficeColumn:
    """A column the form asks for; `field` is one of COLUMN_FIELDS, "" where the file names none."""

    title: str
    required: bool = True
    field: str = ""


@dataclass(frozen=True, slots=True)
class OfficeSection:
    """A section the form asks for, its title without a number or with one."""

    title: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """A form: its name, the office, the document that asks for it; sections in their order."""

    name: str
    office: str
    document: str
    columns: tuple[OfficeColumn, ...] = ()
    sections: tuple[OfficeSection, ...] = ()


def parse_office_form(source: str | bytes | Path) -> tuple[OfficeForm | None, list[Problem]]:
    """Read an office's form: (form, []) or (None, every problem). Never raises for bad content.

    `source` is a path, or YAML as text or bytes. `bat_buoc` left out means true.
    """
    raw = _raw(source) if isinstance(source, Path) else source
    if raw is None:
        message = "Không mở được tệp. Hãy kiểm tra tệp còn ở đó và được phép đọc."
        return None, [Problem("unreadable", str(source), message)]
    data, problems = parse_untrusted(raw)
    problems = problems or list(_problems(data))
    if problems:
        return None, problems
    return _build(data), []


def _raw(path: Path) -> bytes | None:
    """The bytes of a file, one more than is allowed at most; None where it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return None


def _build(data: dict[str, Any]) -> OfficeForm:
    columns = tuple(
        OfficeColumn(collapse(one["ten"]), one.get("bat_buoc", True), one.get("truong") or "")
        for one in data.get("cot") or ()
    )
    sections = tuple(
        OfficeSection(collapse(one["ten"]), one.get("bat_buoc", True))
        for one in data.get("muc") or ()
    )
    name, office, document = (collapse(data[name]) for name in _NAMES)
    return OfficeForm(name, office, document, columns, sections)


def _problems(data: Any) -> Iterator[Problem]:
    if not isinstance(data, dict):
        keys = ", ".join((*_NAMES, *_LISTS))
        yield Problem("wrong-type", "", f"Tệp mẫu phải gồm các dòng “khóa: giá trị” ({keys}).")
        return
    yield from _unknown(data, (*_NAMES, *_LISTS), "")
    for name, said in _NAMES.items():
        yield from _text(data, name, name, said)
    lists = [data[name] for name in _LISTS if data.get(name) is not None]
    if not any(lists):
        yield Problem("empty-form", "", "Mẫu chưa nêu cột (cot) hay mục (muc) nào để đối chiếu.")
    for name, said in _LISTS.items():
        yield from _parts(data.get(name), name, said)


def _parts(parts: Any, name: str, said: str) -> Iterator[Problem]:
    if parts is None:
        return
    if not isinstance(parts, list):
        message = f"{name}: phải là danh sách các {said}, mỗi {said} một dòng bắt đầu bằng “-”."
        yield Problem("wrong-type", name, message)
        return
    if len(parts) > MAX_PARTS:
        message = f"{name}: có {len(parts)} {said}, nhiều hơn {MAX_PARTS}; hãy xem lại tệp."
        yield Problem("too-many", name, message)
        return
    allowed = ("ten", "bat_buoc", "truong") if name == "cot" else ("ten", "bat_buoc")
    seen: dict[str, int] = {}
    for number, part in enumerate(parts, 1):
        where = f"{name}[{number}]"
        if not isinstance(part, dict):
            message = f"{where}: phải ghi dạng “ten: …, bat_buoc: true”."
            yield Problem("wrong-type", where, message)
            continue
        yield from _unknown(part, allowed, where)
        yield from _text(part, "ten", f"{where}.ten", f"tên {said}")
        yield from _flag(part, where)
        yield from _field(part, where)
        title = key(part["ten"]) if isinstance(part.get("ten"), str) else ""
        if title and title in seen:
            message = f"{where}: {said} “{collapse(part['ten'])}” đã ghi ở {name}[{seen[title]}]."
            yield Problem("duplicate", where, message)
        seen.setdefault(title, number)


def _unknown(data: dict[Any, Any], allowed: tuple[str, ...], where: str) -> Iterator[Problem]:
    for name in data:
        if name not in allowed:
            before = f"{where}: " if where else ""
            message = f"{before}không có khóa “{name}”; các khóa dùng được: {', '.join(allowed)}."
            yield Problem("unknown-key", f"{where}.{name}".strip("."), message)


def _text(data: dict[Any, Any], name: str, where: str, said: str) -> Iterator[Problem]:
    value = data.get(name)
    if value is None or (isinstance(value, str) and not collapse(value)):
        yield Problem("empty", where, f"{where}: chưa ghi {said}.")
    elif not isinstance(value, str):
        message = f"{where}: {said} phải là chữ; nếu là số hay ngày, hãy đặt trong ngoặc kép."
        yield Problem("wrong-type", where, message)
    elif len(value) > MAX_LENGTH:
        yield Problem("too-long", where, f"{where}: {said} dài quá {MAX_LENGTH} ký tự.")
    elif not key(value):
        yield Problem("empty", where, f"{where}: {said} chỉ có dấu, không có chữ.")


def _flag(part: dict[Any, Any], where: str) -> Iterator[Problem]:
    if not isinstance(part.get("bat_buoc", True), bool):
        message = f"{where}.bat_buoc: chỉ ghi true (bắt buộc) hoặc false (không bắt buộc)."
        yield Problem("wrong-type", f"{where}.bat_buoc", message)


def _field(part: dict[Any, Any], where: str) -> Iterator[Problem]:
    value = part.get("truong")
    if value is None or (isinstance(value, str) and value in COLUMN_FIELDS):
        return
    if "truong" in part and where.startswith("cot"):
        names = ", ".join(sorted(COLUMN_FIELDS))
        message = f"{where}.truong: không có trường “{value}”; các trường dùng được: {names}."
        yield Problem("unknown-field", f"{where}.truong", message)
