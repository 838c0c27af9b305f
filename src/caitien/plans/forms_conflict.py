"""Two versions of a field side by side: the changed words marked, three choices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from caitien.schools.models import Person, Unit
from caitien.ui.templatetags.caitien import moment

from .fields import field_of
from .forms_rich import html_of_value
from .forms_row import as_text
from .queries_history import history_of
from .rich_values import styles_of_value, words_of_value

if TYPE_CHECKING:
    from .models import Plan
    from .services_edit_base import FieldConflict

_WORDS = re.compile(r"\w+|\s+|[^\w\s]+")
#: longest text, in words, whose changed words are looked for one by one
_MOST = 4000
LABELS = {"people": "Người thực hiện", "budget": "Các nguồn kinh phí"}


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A field with both versions; marked parts are (changed, words)."""

    field: str
    label: str
    where: str
    mine_text: str
    mine_marked: list[tuple[bool, str]]
    theirs_marked: list[tuple[bool, str]]
    mergeable: bool
    gone: bool = False


def two_versions(plan: Plan, kind: str, uid: str, conflict: FieldConflict) -> TwoVersions:
    """What the person chooses from."""
    spec = field_of(kind, conflict.field)
    mine, theirs = (
        words_of(plan, kind, conflict.field, v) for v in (conflict.mine, conflict.theirs)
    )
    if spec is not None and spec.kind == "rich" and mine == theirs:  # only styles differ
        mine, theirs = (_with_styles(v) for v in (conflict.mine, conflict.theirs))
    mine_marked, theirs_marked = marked(mine, theirs)
    if spec is not None and spec.kind == "rich":
        mine = as_text(conflict.mine)  # what is merged by hand are the paragraphs
    return TwoVersions(
        field=conflict.field,
        label=spec.label
        if spec
        else LABELS.get(conflict.field, conflict.field.removeprefix("extra:")),
        where=_who(plan, uid, conflict.field),
        mine_text=mine,
        mine_marked=mine_marked,
        theirs_marked=theirs_marked,
        mergeable=(spec is not None and spec.kind in ("line", "text", "list", "bases", "rich"))
        or conflict.field.startswith("extra:"),
        gone=conflict.gone,
    )


def _who(plan: Plan, uid: str, name: str) -> str:
    """Who wrote the other version, and when; "" where the history does not tell."""
    for told in history_of(plan, uid or None, limit=20):
        if name in told.changes:
            return f"{told.who}, {moment(told.at)}"
    return ""


def words_of(plan: Plan, kind: str, name: str, value: Any) -> str:
    """A JSON value in words a person reads."""
    spec = field_of(kind, name)
    if name == "people":
        people = _named(plan, [value.get("lead_person", ""), *value.get("collaborators", ())])
        units = _units(plan, [value.get("lead_unit", ""), *value.get("collaborator_units", ())])
        return "\n".join([*people, *units])
    if name == "budget":
        return "\n".join(
            f"{x['source']}: {as_text(x['amount'])} {x['note']}".strip() for x in value
        )
    if spec is not None and spec.kind in ("person", "people"):
        return "\n".join(_named(plan, value if isinstance(value, list) else [value]))
    if spec is not None and spec.kind == "rich":
        return words_of_value(value)
    return as_text(value)


def _with_styles(value: Any) -> str:
    return f"{words_of_value(value)}\n(Kiểu chữ: {styles_of_value(value) or 'chữ thường'})"


def _named(plan: Plan, keys: list[str]) -> list[str]:
    found = Person.objects.filter(organisation_id=plan.school_id, key__in=[k for k in keys if k])
    return [person.full_name for person in found]


def _units(plan: Plan, numbers: list[str]) -> list[str]:
    own = [int(n) for n in numbers if n.isascii() and n.isdecimal() and len(n) < 16]
    found = Unit.objects.filter(organisation_id=plan.school_id, pk__in=own)
    return [unit.name for unit in found]


def marked(one: str, other: str) -> tuple[list[tuple[bool, str]], list[tuple[bool, str]]]:
    """Both texts in parts, those that are not in the other marked."""
    a, b = _WORDS.findall(one), _WORDS.findall(other)
    if len(a) + len(b) > _MOST:
        return [(one != other, one)] if one else [], [(one != other, other)] if other else []
    left: list[tuple[bool, str]] = []
    right: list[tuple[bool, str]] = []
    for tag, i, j, m, n in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if i < j:
            left.append((tag != "equal", "".join(a[i:j])))
        if m < n:
            right.append((tag != "equal", "".join(b[m:n])))
    return left, right


def editor_value(kind: str, name: str, value: Any) -> str:
    """A JSON value as the editor on the page holds it: HTML of a section, else text."""
    spec = field_of(kind, name)
    if spec is not None and spec.kind == "rich":
        return html_of_value(value)
    return as_text(value)
