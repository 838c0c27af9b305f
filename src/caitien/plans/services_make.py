"""Plans are made here: a first one step by step, from a draft, from last year's, from a longer one.

Every call is harmless when repeated with the same `once`: it gives the plan made the first time.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from caitien.accounts import audit
from caitien.core.drafts.model import Column, Item, MonitoringRow, PlanDraft, Section, SectionTable
from caitien.core.regulations.forms import form_ids, load_form
from caitien.core.regulations.model import SCHOOL_LEVELS
from caitien.core.vietnamese.text import fold
from caitien.schools.models import Person
from caitien.ui.problems import Problem

from .drafting import year_words
from .drafting_store import store_draft, year_of_words
from .editions import edition_of_draft, in_force
from .models import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.db.models import Model

    from caitien.accounts.models import User
    from caitien.core.regulations.forms import Form, FormSection
    from caitien.core.regulations.model import Catalogue
    from caitien.schools.models import Organisation

_FIRST, _LAST = 2000, 2100
_MOST_YEARS = 10
_MOST_TOKEN = 64
#: the number a form prints before a line
_NUMBER = re.compile(r"^\s*\d+\.\s*")
_BLANK = re.compile(r"(năm học|giai đoạn)\s*…", re.IGNORECASE)
_HEADS = ("Hiệu trưởng", "Giám đốc")


@dataclass(frozen=True, slots=True)
class Made:
    """The plan, and whether this call made it (False for a repeated request)."""

    plan: Plan
    made: bool


def make_once(school: Organisation, once: str, make: Callable[[str], Plan]) -> Made:
    """What `make` (of the token to store) makes, once for this school and token."""
    if not once:
        raise Problem("Trang này đã cũ; hãy tải lại rồi làm lại. Chưa có gì được tạo.")
    if len(once) > _MOST_TOKEN:
        once = hashlib.sha256(once.encode("utf-8", "surrogatepass")).hexdigest()
    found = Plan.objects.filter(school=school, once=once).first()
    if found:
        return Made(found, False)
    try:
        with transaction.atomic():
            return Made(make(once), True)
    except IntegrityError:
        found = Plan.objects.filter(school=school, once=once).first()
        if found is None:
            raise
        return Made(found, False)


def check_years(start: int, end: int, kind: str) -> None:
    """Problem where the years of a plan make no sense."""
    if not _FIRST <= start <= _LAST or not start <= end < start + _MOST_YEARS:
        raise Problem("Năm học của kế hoạch không hợp lý; hãy chọn lại năm học.")
    if kind == Plan.Kind.ANNUAL and end != start:
        raise Problem("Kế hoạch năm học chỉ gồm một năm học.")
    if kind == Plan.Kind.MULTI_YEAR and end == start:
        raise Problem("Kế hoạch nhiều năm cần ít nhất hai năm học.")


def catalogue_of(school_level: str, start_year: int) -> Catalogue | None:
    """The catalogue in force at the beginning of a school year; None where none fits for sure."""
    return in_force(school_level, start_year)


# -- a first plan, step by step -------------------------------------------------------------------


@transaction.atomic
def create_plan(
    *,
    school: Organisation,
    actor: User,
    at: datetime,
    once: str,
    start_year: int,
    end_year: int | None = None,
    kind: str = Plan.Kind.ANNUAL,
    school_level: str,
    form: str,
    criteria: Sequence[str] = (),
) -> Made:
    """A new plan in a form, its sections ready with the form's headings, a row for each criterion.

    Years are first calendar years of school years (2026 is 2026-2027). Problem for a form, level,
    year or criterion there is none of.
    """
    end = start_year if end_year is None else end_year
    check_years(start_year, end, kind)
    if form not in form_ids("improvement_plan"):
        raise Problem("Không có mẫu kế hoạch này; hãy chọn lại mẫu.")
    if school_level not in SCHOOL_LEVELS:
        raise Problem("Hãy chọn cấp học của kế hoạch.")
    catalogue = catalogue_of(school_level, start_year)
    items = rows_for(criteria, catalogue)

    def make(token: str) -> Plan:
        draft = blank_draft(load_form(form), school, kind, start_year, end)
        draft.school_level = school_level
        draft.items = items
        plan = Plan(school=school, once=token, start_year=start_year, end_year=end)
        return _keep(plan, draft, catalogue, actor, at, f"{actor} lập {{}}")

    return make_once(school, once, make)


def rows_for(codes: Sequence[str], catalogue: Catalogue | None) -> list[Item]:
    """An empty row for each criterion of a catalogue, in order, each once."""
    if codes and catalogue is None:
        raise Problem("Chưa rõ bộ tiêu chuẩn áp dụng; hãy chọn cấp học và năm học trước.")
    items: list[Item] = []
    for code in dict.fromkeys(codes):
        criterion = catalogue.criterion(code) if catalogue else None
        standard = catalogue.standard(criterion.standard) if catalogue and criterion else None
        if criterion is None or standard is None:
            valid = ", ".join(c.code for c in catalogue.criteria) if catalogue else ""
            raise Problem(f"Không có tiêu chí {code}. Các tiêu chí đang áp dụng: {valid}.")
        items.append(
            Item(
                tt=str(len(items) + 1),
                standard=standard.code,
                standard_title=standard.title,
                criterion=criterion.code,
                criterion_title=criterion.title,
            )
        )
    return items


def blank_draft(form: Form, school: Organisation, kind: str, start: int, end: int) -> PlanDraft:
    """A form with the school's head and the year, nothing else filled in."""
    years = year_words(start)
    span = years if end == start else f"{start}-{end + 1}"
    lines = [_BLANK.sub(lambda m: f"{m[1]} {span}", line) for line in form.title_lines]
    if end > start:
        lines = [re.sub(r"năm học", "giai đoạn", x) if span in x else x for x in lines]
        lines = [x.replace("Năm học", "Giai đoạn") if span in x else x for x in lines]
    draft = PlanDraft(
        kind=kind,
        school_year=years,
        school_year_to=year_words(end) if end > start else None,
        title=" ".join(lines),
        title_lines=lines,
        table_layout=form.id,
    )
    draft.sections = [_section(section) for section in form.sections]
    table = form.plan_table
    if table:
        draft.columns = [Column(c.title, c.field) for c in table.columns]
    checks = form.table("monitoring")
    if checks:
        draft.monitoring = [MonitoringRow(when=label) for label in checks.rows]
    _facts_of_school(draft, school)
    head_of_school(draft, school)
    return draft


def _section(section: FormSection) -> Section:
    """A section of a form: its heading, the lines the form prints, its sub-headings to fill."""
    lines = [*section.fixed, *section.items]
    made = Section(f"{section.numeral}. {section.heading}", lines)
    if section.table:
        kind = "items" if section.table.id == "plan" else section.table.id
        made.tables = [SectionTable(kind, len(lines))]
    return made


def _facts_of_school(draft: PlanDraft, school: Organisation) -> None:
    """Write the name and the address the school has on record beside the form's own labels."""
    known = {"ten co so giao duc": school.name, "dia chi": school.address}
    for section in draft.sections:
        section.paragraphs = [
            f"{line}: {fact}"
            if (fact := known.get(fold(_NUMBER.sub("", line)).strip(" :"), ""))
            else line
            for line in section.paragraphs
        ]


def head_of_school(draft: PlanDraft, school: Organisation) -> None:
    """Put the school's head of today into a draft: authority, name, place, who signs.

    The signer is the one active person whose post heads a school; with none or several it is left
    blank.
    """
    draft.school_name = school.name
    authority = school.authority_name or (school.parent.name if school.parent else "")
    draft.authority = authority or None
    draft.place = school.place or None
    heads = list(Person.objects.filter(organisation=school, active=True, post__in=_HEADS)[:2])
    if len(heads) == 1:
        draft.signatory.title = heads[0].post.upper()
        draft.signatory.name = heads[0].full_name


# -- from a draft ---------------------------------------------------------------------------------


@transaction.atomic
def plan_from_draft(
    *,
    school: Organisation,
    draft: PlanDraft,
    actor: User,
    at: datetime,
    once: str,
    imported_from: Model | None = None,
    start_year: int | None = None,
    end_year: int | None = None,
) -> Made:
    """A plan from a draft, every text as it is; `imported_from` is the Import it came by.

    `start_year` and `end_year` are what a person chose, where the draft names no school year or a
    wrong one; Problem where neither tells the year.
    """
    first = start_year or year_of_words(draft.school_year)
    if first is None:
        raise Problem("Chưa rõ năm học của kế hoạch; hãy chọn năm học rồi làm tiếp.")
    last = end_year or year_of_words(draft.school_year_to) or first
    check_years(first, last, Plan.Kind.ANNUAL if last == first else Plan.Kind.MULTI_YEAR)
    if draft.school_year != year_words(first):
        draft = replace(draft, school_year=year_words(first))

    def make(token: str) -> Plan:
        plan = Plan(school=school, once=token, start_year=first, end_year=last)
        plan.imported_from_id = imported_from.pk if imported_from else None
        level = draft.school_level or _only_level(school)
        catalogue = edition_of_draft(draft, level, catalogue_of(level, first))
        return _keep(plan, draft, catalogue, actor, at, f"{actor} nhập {{}} từ tệp")

    return make_once(school, once, make)


def _only_level(school: Organisation) -> str:
    return school.levels[0] if len(school.levels) == 1 else ""


def _keep(
    plan: Plan,
    draft: PlanDraft,
    catalogue: Catalogue | None,
    actor: User,
    at: datetime,
    sentence: str,
) -> Plan:
    plan.catalogue = catalogue.id if catalogue else ""
    plan.created_by, plan.created_at, plan.changed_at = actor, at, at
    plan.is_demo = plan.school.is_demo
    store_draft(plan=plan, draft=draft)
    if not plan.school_level:
        plan.school_level = _only_level(plan.school)
        plan.save(update_fields=["school_level"])
    tell(plan, actor, at, "plan.create", sentence)
    return plan


def tell(
    plan: Plan,
    actor: User,
    at: datetime,
    action: str,
    sentence: str,
    changes: dict[str, Any] | None = None,
) -> None:
    """One audit line about a whole plan; "{}" in the sentence is the plan's name."""
    name = f"“{plan.name}”"
    audit.record(
        organisation_id=plan.school_id,
        actor=actor,
        at=at,
        action=action,
        target=f"plan:{plan.pk}",
        sentence=sentence.format(name),
        changes=changes,
    )


# -- away and back --------------------------------------------------------------------------------


@transaction.atomic
def delete_plan(*, plan: Plan, actor: User, at: datetime) -> Plan:
    """Put a draft away; `restore_plan` brings it back. Twice is harmless.

    Problem where it is no draft, a paper of it was issued, or annual plans hang on it.
    """
    now = Plan.objects.select_for_update().get(pk=plan.pk)
    if now.deleted_at is not None:
        return now
    if now.state != Plan.State.DRAFT:
        state = Plan.State(now.state).label.lower()
        raise Problem(f"Kế hoạch đang ở trạng thái “{state}”; chỉ bản nháp mới xoá được.")
    if now.papers.exists():
        raise Problem("Kế hoạch này đã có bản ban hành nên không xoá được.")
    if now.annual_plans.filter(deleted_at=None).exists():
        raise Problem("Kế hoạch nhiều năm này còn kế hoạch năm học; hãy xoá các kế hoạch ấy trước.")
    now.deleted_at = now.changed_at = at
    now.save(update_fields=["deleted_at", "changed_at"])
    tell(now, actor, at, "plan.delete", f"{actor} xoá {{}}", {"deleted_at": ["", str(at)]})
    plan.deleted_at, plan.changed_at = now.deleted_at, now.changed_at
    return now


@transaction.atomic
def restore_plan(*, plan: Plan, actor: User, at: datetime) -> Plan:
    """Bring a deleted plan back with all it held. Twice is harmless."""
    now = Plan.objects.select_for_update().get(pk=plan.pk)
    if now.deleted_at is None:
        return now
    if now.parent and now.parent.deleted_at is not None:
        raise Problem(
            "Kế hoạch nhiều năm chứa kế hoạch này đã xoá; hãy khôi phục kế hoạch ấy trước."
        )
    before, now.deleted_at, now.changed_at = now.deleted_at, None, at
    now.save(update_fields=["deleted_at", "changed_at"])
    changes = {"deleted_at": [str(before), ""]}
    tell(now, actor, at, "plan.restore", f"{actor} khôi phục {{}}", changes)
    plan.deleted_at, plan.changed_at = now.deleted_at, now.changed_at
    return now
