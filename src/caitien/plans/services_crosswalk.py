"""Moving a plan's codes to the circular now in force: one previewed step, and the way back.

Nothing a school wrote is changed: only codes, their titles and the headings of standards. Levels
of the old edition say something else in the new one, so they are cleared and told, never carried.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from caitien.ui.problems import Conflict, Problem

from .editions import known_catalogue, mark_editions, open_change, own_edition
from .fields import field_of
from .models import Action
from .models import Problem as PriorityProblem
from .queries_crosswalk import CodeLine, code_lines, coded_rows
from .services_edit_base import Edit, open_plan, touch, write_down
from .services_edit_values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from caitien.accounts.models import User
    from caitien.core.regulations.model import Catalogue

    from .models import Plan

#: the choice to keep the old code, and to take one of several codes of a row away
KEEP: Final = "giu"
DROP: Final = "bo"
#: the fields of a row a change of edition may write
CODE_FIELDS: Final = {
    "problem": ("standard", "criterion"),
    "action": (
        "standard",
        "standard_title",
        "criterion",
        "criterion_title",
        "more_criteria",
        "level",
        "target_level",
    ),
}


@dataclass(frozen=True, slots=True)
class CodesMoved:
    """What was done: rows with a new code, rows that keep an old one, levels cleared.

    `made` is False for a repeated request. `new_kept` counts rows that were written since and so
    kept their new code when the others went back.
    """

    plan: Plan
    made: bool
    changed: int = 0
    kept: int = 0
    levels: int = 0
    new_kept: int = 0


@transaction.atomic
def move_codes(
    *,
    plan: Plan,
    actor: User,
    at: datetime,
    to: str,
    base: Mapping[str, str],
    choices: Mapping[str, str],
) -> CodesMoved:
    """Move the codes of a plan to the catalogue `to`, each as a person chose.

    `base` has the old code of every line the person saw (`CodeLine.key`), `choices` a code of the
    new catalogue, KEEP, or DROP for a further code. Conflict where rows changed meanwhile; Problem
    where a line has no choice or a wrong one. All of it or nothing.
    """
    now = open_plan(plan)
    if now.catalogue == to:
        return CodesMoved(now, made=False)
    target = open_change(now)
    if target is None or target.id != to:
        raise Problem(
            "Kế hoạch này không có lần chuyển bộ tiêu chuẩn nào đang chờ. Chưa đổi gì; hãy tải lại "
            "trang."
        )
    lines = code_lines(now, target)
    here = {line.key: line.code for line in lines}
    if here != dict(base):
        raise Conflict(
            "Có người vừa đổi mã, thêm hoặc xoá dòng của kế hoạch. Chưa đổi gì cả: các lựa chọn "
            "của thầy, cô còn nguyên dưới đây, hãy xem những dòng mới rồi đổi mã lại.",
            mine=dict(choices),
            theirs=here,
        )
    _check(lines, choices, target)
    moved = _move(now, actor, at, target, lines, choices)
    _refresh(plan, now)
    return moved


def _refresh(plan: Plan, now: Plan) -> None:
    """Let the caller's own object know."""
    for name in ("catalogue", "rest", "version", "changed_at"):
        setattr(plan, name, getattr(now, name))


def _check(lines: list[CodeLine], choices: Mapping[str, str], target: Catalogue) -> None:
    lines = [one for one in lines if not (one.more and choices.get(one.uid) == KEEP)]
    open_lines = [line for line in lines if not choices.get(line.key)]
    if open_lines:
        names = "; ".join(f"{line.code} – {line.name}" for line in open_lines[:3])
        more = f" và {len(open_lines) - 3} dòng nữa" if len(open_lines) > 3 else ""
        raise Problem(
            f"Còn {len(open_lines)} dòng chưa chọn mã: {names}{more}. Chưa đổi gì; các lựa chọn "
            "khác vẫn giữ dưới đây."
        )
    for line in lines:
        choice = choices[line.key]
        if choice == (DROP if line.more else KEEP):
            continue
        if target.criterion(choice) is None:
            valid = ", ".join(c.code for c in target.criteria)
            raise Problem(
                f"Thông tư {target.number} không có tiêu chí “{choice}” (dòng “{line.name}”). "
                f"Chưa đổi gì. Các mã có: {valid}."
            )


def _move(
    now: Plan,
    actor: User,
    at: datetime,
    target: Catalogue,
    lines: list[CodeLine],
    choices: Mapping[str, str],
) -> CodesMoved:
    old = now.catalogue
    record: dict[str, Any] = {
        "from": old,
        "to": target.id,
        "at": at.isoformat(),
        "by": str(actor),
        "editions": now.rest.get("editions", {}),
        "rows": {},
    }
    more = _further(lines, choices)
    edits: list[Edit] = []
    marked: dict[str, str] = {}
    levels = 0
    for kind, row in coded_rows(now, deleted=True):
        uid = str(row.uid)
        choice = choices.get(uid, KEEP)
        if row.deleted_at is not None or choice == KEEP:
            marked[uid] = own_edition(now, uid)
            continue
        edit = Edit(now, kind, row)
        before = _beside(edit)
        levels += _new_code(edit, target, choice, more.get(uid, []))
        record["rows"][uid] = {"fields": _json(edit.changes), **before}
        edits.append(edit)
    changes: dict[str, Any] = {"catalogue": [old, target.id]}
    changes |= {uid: _codes(told["fields"]) for uid, told in record["rows"].items()}
    _headings(now, record, target, marked)
    now.catalogue = target.id
    now.rest = now.rest | {"crosswalk": record}
    mark_editions(now, marked)
    _save(now, edits, at)
    living = sum(not line.more for line in lines)
    kept = living - len(edits)
    words = f"{len(edits)} dòng đổi mã, {kept} dòng giữ mã cũ"
    known = known_catalogue(old)
    write_down(
        now,
        actor=actor,
        at=at,
        action="plan.crosswalk",
        sentence=f"{actor} chuyển mã tiêu chí của “{now.name}” từ "
        f"{_circular(known)} sang {_circular(target)}: {words}",
        changes=changes,
    )
    return CodesMoved(now, made=True, changed=len(edits), kept=kept, levels=levels)


def _circular(catalogue: Catalogue | None) -> str:
    return f"Thông tư {catalogue.number}" if catalogue else "bộ tiêu chuẩn cũ"


def _further(lines: list[CodeLine], choices: Mapping[str, str]) -> dict[str, list[str]]:
    """The further codes of each row, as chosen."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.more and choices.get(line.key, DROP) != DROP:
            found.setdefault(line.uid, []).append(choices[line.key])
    return found


def _new_code(edit: Edit, target: Catalogue, code: str, more: list[str]) -> int:
    """Give a row its new code with what stands beside it; 1 where a level was cleared."""
    criterion = target.criterion(code)
    standard = target.standard(criterion.standard) if criterion else None
    if criterion is None or standard is None:
        raise Problem(f"Không có tiêu chí {code} trong {target.name}; chưa đổi gì.")
    edit.put("standard", standard.code)
    edit.put("criterion", criterion.code)
    if edit.kind != "action":
        return 0
    row = edit.row
    had = row.level is not None or row.target_level is not None
    edit.put("standard_title", standard.title)
    edit.put("criterion_title", criterion.title)
    edit.put("more_criteria", [one for one in dict.fromkeys(more) if one != code])
    edit.put("level", None)
    edit.put("target_level", None)
    row.rest = {name: value for name, value in row.rest.items() if name != "code_text"}
    return int(had)


def _beside(edit: Edit) -> dict[str, Any]:
    """What a file said of the code beside its fields, to be put back by an undo."""
    if edit.kind == "action":
        told = edit.row.rest
        return {name: told[name] for name in ("code_text", "kept") if name in told}
    kept = edit.plan.rest.get("kept", {}).get(str(edit.row.uid))
    return {"kept": kept} if kept else {}


def _json(changes: dict[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    return {name: [old, new] for name, (old, new) in changes.items()}


def _codes(fields: dict[str, list[Any]]) -> list[Any]:
    return fields.get("criterion", ["", ""])


def _headings(now: Plan, record: dict[str, Any], target: Catalogue, marked: dict[str, str]) -> None:
    """The heading rows of the printed table, for the standards as the rows now name them."""
    rest = dict(now.rest)
    for name in ("standards", "empty_rows"):
        if name in rest:
            record[name] = rest.pop(name)
    if "standards" in record:
        by_code = {one["standard"]: one for one in record["standards"]}
        made: list[dict[str, Any]] = []
        before = None
        for row in now.actions.filter(deleted_at=None):
            uid = str(row.uid)
            fields = record["rows"].get(uid, {}).get("fields", {})
            code = fields["standard"][1] if "standard" in fields else row.standard
            here = (code, uid in marked)
            if not code or here == before:
                continue
            before = here
            title = _title(code, row, target) if uid not in marked else row.standard_title
            own = by_code.get(code) if uid in marked else None
            text = f"Tiêu chuẩn {code}: {title}" if title else f"Tiêu chuẩn {code}"
            made.append(own or {"standard": code, "title": title, "tt": None, "text": text})
        rest["standards"] = made
    now.rest = rest


def _title(code: str, row: Action, target: Catalogue) -> str:
    standard = target.standard(code)
    return standard.title if standard else row.standard_title


def _save(now: Plan, edits: list[Edit], at: datetime) -> None:
    """Save the rows of a change together: three queries however many they are."""
    for kind, model in (("problem", PriorityProblem), ("action", Action)):
        rows = [edit.row for edit in edits if edit.kind == kind]
        for row in rows:
            row.version += 1
        beside = ("rest",) if kind == "action" else ()
        if rows:
            names = ["version", *CODE_FIELDS[kind], *beside]
            model._default_manager.bulk_update(rows, names)
    touch(now, at, {"catalogue"})


@transaction.atomic
def take_codes_back(*, plan: Plan, actor: User, at: datetime) -> CodesMoved:
    """Undo the last change of edition, as long as the plan may be edited.

    Codes, titles, levels and headings come back as they were. A row somebody wrote a code or level
    into since (or added) keeps it, marked as of the new catalogue. Twice is harmless.
    """
    now = open_plan(plan)
    record = now.rest.get("crosswalk")
    if not record:
        return CodesMoved(now, made=False)
    edits: list[Edit] = []
    marked = dict(record["editions"])
    changes: dict[str, Any] = {"catalogue": [now.catalogue, record["from"]]}
    new_kept = 0
    for kind, row in coded_rows(now, deleted=True):
        uid = str(row.uid)
        told = record["rows"].get(uid)
        if told is None or not _untouched(kind, row, told["fields"]):
            edition = own_edition(now, uid)
            if edition != record["from"]:
                marked[uid] = edition
                new_kept += row.deleted_at is None
            continue
        edit = Edit(now, kind, row)
        for name, (before, _) in told["fields"].items():
            edit.put(name, before)
        _put_beside(edit, told)
        changes[uid] = _codes(told["fields"])[::-1]
        edits.append(edit)
    rest = {n: v for n, v in now.rest.items() if n not in ("crosswalk", "standards", "empty_rows")}
    now.rest = rest | {n: record[n] for n in ("standards", "empty_rows") if n in record}
    now.catalogue = record["from"]
    mark_editions(now, marked)
    _save(now, edits, at)
    old, new = known_catalogue(record["from"]), known_catalogue(record["to"])
    sentence = f"{actor} quay lại mã cũ của “{now.name}”: từ {_circular(new)} về {_circular(old)}"
    write_down(
        now, actor=actor, at=at, action="plan.crosswalk.undo", sentence=sentence, changes=changes
    )
    _refresh(plan, now)
    return CodesMoved(now, made=True, changed=len(edits), new_kept=new_kept)


def _untouched(kind: str, row: Any, fields: Mapping[str, list[Any]]) -> bool:
    """Whether a row holds all that the change of edition wrote, and nothing else beside it."""
    for name in CODE_FIELDS[kind]:
        spec = field_of(kind, name)
        if spec is not None and name in fields and shown(spec, row) != fields[name][1]:
            return False
    levels = ("level", "target_level") if kind == "action" else ()
    return all(getattr(row, name) is None for name in levels)


def _put_beside(edit: Edit, told: Mapping[str, Any]) -> None:
    if edit.kind == "action":
        beside = {name: told[name] for name in ("code_text", "kept") if name in told}
        edit.row.rest = edit.row.rest | beside
    elif "kept" in told:
        kept = {**edit.plan.rest.get("kept", {}), str(edit.row.uid): told["kept"]}
        edit.plan.rest = edit.plan.rest | {"kept": kept}
