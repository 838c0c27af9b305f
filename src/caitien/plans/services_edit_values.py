"""What is typed into a field, made into what is stored; and what is stored, as JSON for editors.

JSON of a value by the kind of its field: line and text a string; list and bases a list of strings;
rich as `rich_values` has it (a list of paragraphs is taken too); criteria a list of codes; date ""
or "2026-09-15", dates a list of such; person "" or the person's key, people a list of keys; unit ""
or its number as a string, units a list; problem_ref
"" or the problem's uid; level null or a number.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from caitien.core.documents.model import NOWHERE
from caitien.core.drafts.sections import basis_of
from caitien.core.regulations.loader import load_catalogue
from caitien.core.vietnamese.dates import find_dates
from caitien.schools.models import Person, Unit
from caitien.ui.problems import Problem

from .fields import LONG, Field
from .models import Problem as PriorityProblem
from .rich_values import read_rich, rich_of, same_rich

if TYPE_CHECKING:
    from .models import Plan

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CODE = re.compile(r"(?<![\d.])(\d{1,2})\s*\.\s*(\d{1,2})(?![\d.]*\d)")
_LEVEL = re.compile(r"(?:mức\s*)?(\d)", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_EARLIEST, _LATEST = 1990, 2100


class FieldProblem(Problem):
    """A value that cannot be stored; `field` is the field's name, `mine` what was typed."""

    def __init__(self, field: Field, message: str, mine: Any) -> None:
        super().__init__(f"{field.label}: {message} Nội dung cũ còn nguyên.")
        self.field = field.name
        self.mine = mine

    def tell(self, message: str) -> None:
        """Say it in other words."""
        self.message = message
        self.args = (message,)


def clean_text(text: str) -> str:
    """NFC, line ends as one line feed, no control characters, no blanks around the whole."""
    plain = _CONTROL.sub("", _BREAK.sub("\n", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", plain).strip()


def read_value(field: Field, value: Any, plan: Plan) -> Any:
    """What was typed as the JSON of the field's kind. FieldProblem where it cannot be taken."""
    reader = _READERS[field.kind]
    result = reader(field, value, plan)
    if isinstance(result, str):
        _measure(field, result, value)
    elif isinstance(result, dict):
        _measure(field, "\n".join(result["paragraphs"]), value)
    elif isinstance(result, list):
        _measure(field, "\n".join(map(str, result)), value)
    return result


def _measure(field: Field, text: str, value: Any) -> None:
    most = field.most or LONG
    if len(text) > most:
        raise FieldProblem(field, f"dài {len(text)} ký tự, nhiều nhất {most}; hãy rút gọn.", value)


def _text(field: Field, value: Any, plan: Plan) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise FieldProblem(field, "cần là chữ.", value)
    return clean_text(str(value))


def _line(field: Field, value: Any, plan: Plan) -> str:
    return re.sub(r"\s*\n\s*", " ", _text(field, value, plan))


def _lines(field: Field, value: Any, plan: Plan) -> list[str]:
    """A list, or a text of lines; entries without a visible character say nothing and go."""
    if value is None or isinstance(value, str):
        value = clean_text(value or "").split("\n")
    if not isinstance(value, list | tuple):
        raise FieldProblem(field, "cần là các dòng chữ.", value)
    entries = [_text(field, entry, plan) for entry in value]
    return [entry for entry in entries if entry]


def _rich(field: Field, value: Any, plan: Plan) -> dict[str, Any]:
    try:
        return read_rich(value, lambda text: _text(field, text, plan))
    except ValueError as wrong:
        raise FieldProblem(field, str(wrong), value) from None


def _date(field: Field, value: Any, plan: Plan) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = _line(field, value, plan)
    if not text:
        return ""
    try:
        day = _day(text)
    except ValueError:
        message = f"“{text[:40]}” không phải một ngày có thật; hãy ghi như 15/09/2026."
        raise FieldProblem(field, message, value) from None
    if not _EARLIEST <= day.year <= _LATEST:
        raise FieldProblem(field, f"năm {day.year} không hợp lý.", value)
    return day.isoformat()


def _day(text: str) -> date:
    short = _SHORT_DATE.fullmatch(text)
    if short:
        return date(int(short[3]), int(short[2]), int(short[1]))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    found = find_dates(text)
    if len(found) != 1:
        raise ValueError(text)
    return found[0].value


def _dates(field: Field, value: Any, plan: Plan) -> list[str]:
    if isinstance(value, str):
        value = re.split(r"[;\n,]", value)
    if not isinstance(value, list | tuple | None):
        raise FieldProblem(field, "cần là các ngày, ví dụ 15/01/2027.", value)
    return sorted({_date(field, one, plan) for one in value or ()} - {""})


def _level(field: Field, value: Any, plan: Plan) -> int | None:
    text = _line(field, value, plan)
    if not text:
        return None
    found = _LEVEL.fullmatch(text)
    if not found or int(found[1]) > 4:
        raise FieldProblem(field, "cần là số từ 0 (chưa đạt Mức 1) đến 4.", value)
    return int(found[1])


def _criterion(field: Field, value: Any, plan: Plan) -> str:
    text = _line(field, value, plan)
    if not text:
        return ""
    codes = {f"{int(a)}.{int(b)}" for a, b in _CODE.findall(text)}
    if len(codes) != 1:
        raise FieldProblem(field, f"“{text[:40]}” không phải mã một tiêu chí, ví dụ 2.3.", value)
    return codes.pop()


def _criteria(field: Field, value: Any, plan: Plan) -> list[str]:
    """Codes, each once and in order, however they were parted."""
    if isinstance(value, str):
        value = re.split(r"[;,\n]", value)
    if not isinstance(value, list | tuple | None):
        raise FieldProblem(field, "cần là các mã tiêu chí, ví dụ 2.3; 3.1.", value)
    codes = {_criterion(field, one, plan) for one in value or ()} - {""}
    return sorted(codes, key=lambda code: tuple(map(int, code.split("."))))


def check_code(field: Field, code: str, plan: Plan) -> None:
    """FieldProblem where the plan's catalogue lacks this code; the valid ones are told."""
    if not (code and plan.catalogue):
        return
    catalogue = load_catalogue(plan.catalogue)
    if catalogue.criterion(code) is None:
        standard = code.partition(".")[0]
        near = [c.code for c in catalogue.of_standard(standard) or catalogue.criteria]
        message = f"{catalogue.name} không có tiêu chí {code}; có: {', '.join(near)}."
        raise FieldProblem(field, message, code)


def _name(field: Field, value: Any, plan: Plan) -> str:
    if value is None:
        return ""
    if isinstance(value, Person):
        return value.key
    if isinstance(value, Unit):
        return str(value.pk)
    if isinstance(value, PriorityProblem):
        return str(value.uid)
    return _line(field, value, plan)


def _names(field: Field, value: Any, plan: Plan) -> list[str]:
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list | tuple | None):
        raise FieldProblem(field, "cần chọn trong danh sách của trường.", value)
    return sorted({_name(field, one, plan) for one in value or ()} - {""})


_READERS: Final = {
    "line": _line,
    "text": _text,
    "list": _lines,
    "bases": _lines,
    "rich": _rich,
    "date": _date,
    "dates": _dates,
    "person": _name,
    "people": _names,
    "unit": _name,
    "units": _names,
    "level": _level,
    "criterion": _criterion,
    "criteria": _criteria,
    "problem_ref": _name,
}


def shown(field: Field, row: Any) -> Any:
    """What is stored in a field of a row, as JSON of its kind."""
    if field.name.startswith("extra:"):
        return row.extra.get(field.name[6:], "")
    if field.kind in ("people", "units") and row.pk is None:
        return []
    value = getattr(row, field.name)
    match field.kind:
        case "rich":
            return rich_of(value)
        case "bases":
            return [basis["text"] for basis in value]
        case "list" | "dates" | "criteria":
            return list(value)
        case "date":
            return value.isoformat() if value else ""
        case "person":
            return value.key if value else ""
        case "problem_ref":
            return str(value.uid) if value else ""
        case "unit":
            return str(value.pk) if value else ""
        case "people":
            return sorted(one.key for one in value.all())
        case "units":
            return sorted(str(one.pk) for one in value.all())
    return value


def same(field: Field, one: Any, other: Any, plan: Plan) -> bool:
    """Whether two values of a field say the same, however they are spaced at their ends."""
    if one == other:
        return True
    try:
        first, second = read_value(field, one, plan), read_value(field, other, plan)
        return same_rich(first, second) if field.kind == "rich" else bool(first == second)
    except FieldProblem:
        return False


def bases_of(texts: list[str], old: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Legal bases for these lines; a line that stood there already keeps what was read from it."""
    known = {basis["text"]: basis for basis in old}
    made = []
    for text in texts:
        basis = basis_of(text, NOWHERE)
        made.append(
            known.get(text) or {"text": basis.text, "number": basis.number, "date": basis.date}
        )
    return made
