"""The values of a read plan one by one: what the desk shows, a person edits and pages point to.

A plan here is Plan JSON (a dict); a field is named by a path such as `items/3/time`. No Django: the
reading process uses this module too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Plan = dict[str, Any]

HEAD = (
    ("school_name", "Tên trường"),
    ("authority", "Cơ quan chủ quản"),
    ("plan_number", "Số, ký hiệu"),
    ("place", "Địa danh"),
    ("date", "Ngày văn bản"),
    ("title", "Tên kế hoạch"),
    ("school_year", "Năm học"),
    ("school_year_to", "Đến năm học"),
)
ITEM = (
    ("tt", "TT"),
    ("standard", "Tiêu chuẩn"),
    ("standard_title", "Tên tiêu chuẩn"),
    ("criterion", "Tiêu chí"),
    ("criterion_title", "Tên tiêu chí"),
    ("level", "Mức cần đạt"),
    ("current", "Hiện trạng"),
    ("content", "Nội dung cải tiến"),
    ("target", "Mục tiêu, kết quả cần đạt"),
    ("solutions", "Giải pháp, công việc"),
    ("indicator", "Chỉ số đánh giá"),
    ("assignee_text", "Người thực hiện"),
    ("time", "Thời gian"),
    ("budget_text", "Kinh phí"),
    ("resources", "Nguồn lực"),
    ("conditions", "Điều kiện"),
    ("expected_evidence", "Minh chứng dự kiến"),
    ("supervisor", "Người giám sát"),
    ("report_time", "Thời điểm báo cáo"),
    ("status", "Mức độ thực hiện"),
    ("notes", "Ghi chú"),
)
ISSUE = (
    ("tt", "TT"),
    ("standard", "Tiêu chuẩn"),
    ("criterion", "Tiêu chí"),
    ("current", "Hiện trạng"),
    ("weakness", "Điểm yếu"),
    ("cause", "Nguyên nhân"),
)
MONITORING = (
    ("when", "Thời điểm"),
    ("content", "Nội dung"),
    ("result", "Kết quả"),
    ("adjustment", "Điều chỉnh"),
    ("evaluator", "Người đánh giá"),
)
_SHORT = frozenset({"tt", "standard", "criterion", "level", "date", "school_year", "plan_number"})
#: always offered in a row, even where the file says nothing: what a plan is followed by
_WANTED = frozenset({"criterion", "target", "solutions", "assignee_text", "time"})
#: uncertain names of the reader that belong to another field's cell
SAME_CELL = {
    "lead": "assignee_text",
    "collaborators": "assignee_text",
    "start": "time",
    "end": "time",
    "time_kind": "time",
    "budget_vnd": "budget_text",
    "solution_details": "solutions",
    "code_text": "criterion",
    "plan_number_raw": "plan_number",
}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(slots=True)
class Field:
    """One value: its path, Vietnamese label, text, where it stands and why it is doubted."""

    path: str
    label: str
    text: str
    place: dict[str, int] = field(default_factory=dict)
    doubt: str = ""
    short: bool = False

    @property
    def at(self) -> str:
        """The name of its place in the rendition of the file; "" where unknown."""
        return place_key(self.place)

    @property
    def dom(self) -> str:
        """Its path as a part of an element's id."""
        return self.path.replace("/", "-")

    @property
    def rows(self) -> int:
        """Lines a text box needs to show it (a box grows by itself where scripts run)."""
        return min(14, sum(1 + len(line) // 46 for line in self.text.split("\n")))


@dataclass(slots=True)
class Group:
    """Fields that belong together: the head, a section, a row of the table."""

    kind: str
    index: int
    title: str
    fields: list[Field] = field(default_factory=list)
    #: a row of which only fragments are left
    partial: bool = False


def place_key(place: dict[str, Any] | None) -> str:
    """A place as one word: `t1r2c3`, `l12`, `p4`, or "" where nothing is known."""
    if not place:
        return ""
    if place.get("table"):
        return "".join(
            f"{mark}{place[name]}"
            for mark, name in (("t", "table"), ("r", "row"), ("c", "column"))
            if place.get(name)
        )
    if place.get("line"):
        return f"l{place['line']}"
    return f"p{place['paragraph']}" if place.get("paragraph") else ""


def groups_of(plan: Plan) -> Iterator[Group]:
    """All fields of a plan in reading order."""
    yield _head(plan)
    for index, section in enumerate(plan.get("sections_text") or []):
        heading = str(section.get("heading") or "")
        group = Group("section", index, heading or f"Phần {index + 1}")
        base, place = f"sections_text/{index}", section.get("place") or {}
        group.fields.append(Field(f"{base}/heading", "Đề mục", heading, place))
        text = "\n".join(section.get("paragraphs") or [])
        if text:
            group.fields.append(Field(f"{base}/paragraphs", "Nội dung", text, place))
        yield group
    tables = (
        ("issue", "priority_issues", ISSUE, "Vấn đề ưu tiên"),
        ("monitoring", "monitoring", MONITORING, "Lần theo dõi"),
    )
    for kind, key, names, word in tables:
        for index, row in enumerate(plan.get(key) or []):
            title = f"{word} {row.get('tt') or index + 1}"
            fields = _row(f"{key}/{index}", row, names, row.get("place") or {}, {})
            yield Group(kind, index, title, fields)
    for index, item in enumerate(plan.get("items") or []):
        yield item_group(plan, index, item)


def _head(plan: Plan) -> Group:
    places, doubts = plan.get("places") or {}, _doubts(plan.get("uncertain"))
    head = Group("head", 0, "Phần đầu và chữ ký")
    for name, label in HEAD:
        if name == "school_year_to" and plan.get("kind") != "multi_year":
            continue
        text = _shown(name, plan.get(name))
        place = places.get(name) or {}
        head.fields.append(Field(name, label, text, place, doubts.get(name, ""), name in _SHORT))
    if plan.get("preamble"):
        head.fields.append(Field("preamble", "Phần mở đầu", "\n".join(plan["preamble"])))
    signatory = plan.get("signatory") or {}
    place = signatory.get("place") or places.get("signatory") or {}
    for name, label in (("title", "Chức danh người ký"), ("name", "Người ký")):
        doubt = doubts.get(f"signatory.{name}") or doubts.get("signatory", "")
        text = str(signatory.get(name) or "")
        head.fields.append(Field(f"signatory/{name}", label, text, place, doubt))
    if plan.get("recipients"):
        text, place = "\n".join(plan["recipients"]), places.get("recipients") or {}
        head.fields.append(
            Field("recipients", "Nơi nhận", text, place, doubts.get("recipients", ""))
        )
    return head


def item_group(plan: Plan, index: int, item: dict[str, Any]) -> Group:
    """The fields of one row of the plan's table."""
    code = item.get("criterion") or item.get("standard")
    word = "Tiêu chí" if item.get("criterion") else "Tiêu chuẩn"
    title = f"Dòng {index + 1}" + (f" · {word} {code}" if code else "")
    places = item.get("places") or {}
    fields = _row(f"items/{index}", item, ITEM, item.get("place") or {}, places)
    doubts = _doubts(item.get("uncertain"))
    known = {one.path.rpartition("/")[2]: one for one in fields}
    for name, why in doubts.items():
        if name in known:
            known[name].doubt = why
        elif fields:
            fields[0].doubt = fields[0].doubt or why
    for position, title_of in enumerate(item.get("extra") or {}):
        text = str(item["extra"][title_of])
        fields.append(Field(f"items/{index}/extra/{position}", title_of, text))
    return Group("item", index, title, fields, partial=bool(item.get("partial")))


def _row(
    base: str,
    row: dict[str, Any],
    names: tuple[tuple[str, str], ...],
    place: dict[str, int],
    places: dict[str, dict[str, int]],
) -> list[Field]:
    own = []
    for name, label in names:
        text = _shown(name, row.get(name))
        if text or name in places or (name in _WANTED and base.startswith("items")):
            at = places.get(name) or place
            own.append(Field(f"{base}/{name}", label, text, at, short=name in _SHORT))
    return own


def _doubts(uncertain: dict[str, Any] | None) -> dict[str, str]:
    """Why fields are doubted, by the field a person sees."""
    found: dict[str, str] = {}
    for name, why in (uncertain or {}).items():
        shown = SAME_CELL.get(name, name)
        found.setdefault(shown, str(why))
    return found


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(str(part) for part in value)
    if name == "date" and (day := _ISO.fullmatch(str(value))):
        return f"{day[3]}/{day[2]}/{day[1]}"
    return str(value)


def doubts_of(plan: Plan) -> list[Field]:
    """The fields the reader was unsure of, in reading order; a torn row counts by its first."""
    found = []
    for group in groups_of(plan):
        own = [one for one in group.fields if one.doubt]
        if group.partial and not own and group.fields:
            first = group.fields[0]
            first.doubt = "chỉ còn lại một phần của dòng này trong tệp"
            own = [first]
        found += own
    return found


def text_at(plan: Plan, path: str) -> str | None:
    """The text of a field as it is shown; None where the plan has no such field."""
    holder, name = holder_of(plan, path)
    if holder is None:
        return None
    return _shown(name, holder.get(name))


def index_of(word: str, count: int) -> int | None:
    """A number below `count` as an address writes it (no sign, no zero before it); else None."""
    if not (word.isascii() and word.isdigit() and len(word) < 7 and int(word) < count):
        return None
    return int(word) if str(int(word)) == word else None


def holder_of(plan: Plan, path: str) -> tuple[dict[str, Any] | None, str]:
    """The dict that holds the value of a path, and its key there; (None, "") for no field."""
    parts = path.split("/")
    if len(parts) == 1 and (path in dict(HEAD) or path in ("preamble", "recipients")):
        return plan, path
    if len(parts) == 2 and parts[0] == "signatory" and parts[1] in ("title", "name"):
        return plan.setdefault("signatory", {}), parts[1]
    tables = {
        "items": ITEM,
        "priority_issues": ISSUE,
        "monitoring": MONITORING,
        "sections_text": (("heading", ""), ("paragraphs", "")),
    }
    if len(parts) < 3 or parts[0] not in tables:
        return None, ""
    rows = plan.get(parts[0]) or []
    at = index_of(parts[1], len(rows))
    if at is None:
        return None, ""
    row: dict[str, Any] = rows[at]
    if len(parts) == 4 and parts[0] == "items" and parts[2] == "extra":
        names = list(row.get("extra") or {})
        at = index_of(parts[3], len(names))
        return (None, "") if at is None else (row["extra"], names[at])
    if len(parts) == 3 and parts[2] in dict(tables[parts[0]]):
        return row, parts[2]
    return None, ""
