"""An import becomes plans: once, whole, by what was chosen; and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from caitien.accounts.audit import record
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.plans.drafting import content_hash, draft_of
from caitien.plans.models import Plan
from caitien.plans.services_make import plan_from_draft
from caitien.schools.years import year_name
from caitien.ui.problems import Problem

from .fields_edit import redate
from .models import Import, ImportFile
from .preview import PlanPreview, Preview, preview_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from caitien.accounts.models import User
    from caitien.core.drafts.model import PlanDraft

#: id of a file → number of a plan → what was chosen
Choices = dict[int, dict[str, dict[str, Any]]]


def save_choices(
    *, batch: Import, choices: Mapping[int, Mapping[str, dict[str, Any]]], actor: User, at: datetime
) -> None:
    """Keep what was chosen in the preview. Problem where the import is past that."""
    with transaction.atomic():
        batch = _lock(batch)
        _need_ready(batch)
        changes = {}
        for part in batch.files.select_for_update().filter(state=ImportFile.State.READ):
            wanted = {str(k): dict(v) for k, v in choices.get(part.pk, {}).items()}
            if wanted and wanted != part.choices:
                changes[f"file:{part.pk}"] = [part.choices, wanted]
                part.choices = wanted
                part.save(update_fields=["choices"])
        if changes:
            record(
                organisation_id=batch.school_id,
                actor=actor,
                at=at,
                action="import.choose",
                sentence="Chọn cách nhập các kế hoạch trong tệp (năm học, mẫu, tên trường).",
                target=f"import:{batch.pk}",
                changes=changes,
            )


def _lock(batch: Import) -> Import:
    locked = Import.objects.select_for_update(of=("self",)).select_related("school")
    return locked.get(pk=batch.pk)


def _need_ready(batch: Import) -> None:
    if batch.state in (Import.State.WAITING, Import.State.READING):
        raise Problem("Tệp chưa đọc xong nên chưa nhập được. Hãy chờ đọc xong rồi xem lại.")
    if batch.state != Import.State.READY:
        raise Problem(
            f"Lần nhập này đang ở trạng thái “{batch.get_state_display()}” nên không nhập được. "
            "Chưa có gì thay đổi."
        )


def apply_import(
    *, batch: Import, actor: User, at: datetime, today: date, seen: str = ""
) -> list[Plan]:
    """Make the chosen plans, all or none; the second call gives the same plans.

    `seen` is the mark of the preview the person looked at. Problem where that is no longer what
    would be made, nothing is chosen, something stands in the way or a question is open: then
    nothing was made.
    """
    with transaction.atomic():
        batch = _lock(batch)
        if batch.state == Import.State.APPLIED:
            return list(batch.plans.order_by("id"))
        _need_ready(batch)
        shown = preview_of(batch, batch.school, today)
        if seen and seen != shown.mark:
            raise Problem(
                "Chưa nhập kế hoạch nào: nội dung đọc từ tệp vừa có người sửa ở bàn đối chiếu. Bản "
                "xem trước dưới đây là bản mới; hãy xem lại rồi nhập."
            )
        _need_answers(shown)
        plans = [_make(batch, one, actor, at) for one in shown.taken]
        batch.made = {str(p.pk): content_hash(draft_of(p), p.form) for p in plans}
        batch.state = Import.State.APPLIED
        batch.applied_at, batch.applied_by = at, actor
        batch.version += 1
        batch.save()
        names = "; ".join(f"“{plan.name[:80]}” ({year_name(plan.start_year)})" for plan in plans)
        record(
            organisation_id=batch.school_id,
            actor=actor,
            at=at,
            action="import.apply",
            sentence=f"Nhập {len(plans)} kế hoạch từ tệp: {names}.",
            target=f"import:{batch.pk}",
            changes={"plans": [None, [plan.pk for plan in plans]]},
        )
    return plans


def _need_answers(shown: Preview) -> None:
    chosen = [plan for plan in shown.plans if plan.take]
    if not chosen:
        raise Problem("Chưa chọn kế hoạch nào để nhập. Hãy đánh dấu ít nhất một kế hoạch.")
    for plan in chosen:
        if plan.refused:
            raise Problem(
                f"Chưa nhập kế hoạch nào: “{plan.called}” ({plan.part.file.name}) còn vướng. "
                f"{plan.refused[0]}"
            )
        for ask in plan.asks:
            if ask.open:
                raise Problem(
                    f"Chưa nhập kế hoạch nào: “{plan.called}” ({plan.part.file.name}) còn một "
                    f"điều cần chọn. {ask.text}"
                )


def _make(batch: Import, one: PlanPreview, actor: User, at: datetime) -> Plan:
    return plan_from_draft(
        school=batch.school,
        draft=chosen_draft(batch, one),
        actor=actor,
        at=at,
        once=f"nhap-{batch.key}-{batch.version}-{one.name}",
        imported_from=batch,
        start_year=one.year,
    ).plan


def chosen_draft(batch: Import, one: PlanPreview) -> PlanDraft:
    """The draft of a plan with what was chosen for it: year, form, name of the school."""
    written = dict((one.part.drafts or [])[one.index])
    if one.year is not None:
        written["items"] = [dict(item) for item in written.get("items") or []]
        redate(written, written.get("school_year"), year_name(one.year))
    draft = plan_from_dict(written)
    if one.year is not None:
        length = _length(draft)
        draft.school_year = year_name(one.year)
        draft.school_year_to = year_name(one.year + length) if length else None
    draft.table_layout = one.form or None
    answers = {ask.code: ask.answer for ask in one.asks}
    if answers.get("school") == "own" or not draft.school_name:
        draft.school_name = batch.school.name
    return draft


def _length(draft: PlanDraft) -> int:
    """How many years after its first a plan goes on."""
    try:
        first, last = (int(str(y)[:4]) for y in (draft.school_year, draft.school_year_to))
    except ValueError:
        return 0
    return max(0, last - first)


def undo_import(*, batch: Import, actor: User, at: datetime) -> Import:
    """Take the whole import back: its plans go, as long as nobody worked on them. Twice is once."""
    with transaction.atomic():
        batch = _lock(batch)
        if batch.state == Import.State.UNDONE:
            return batch
        if batch.state != Import.State.APPLIED:
            raise Problem("Lần nhập này chưa tạo kế hoạch nào nên không có gì để hoàn tác.")
        plans = list(batch.plans.select_for_update().filter(deleted_at=None))
        reasons = [why for plan in plans if (why := why_not(batch, plan))]
        if reasons:
            raise Problem(
                f"Chưa hoàn tác: {reasons[0]} Các kế hoạch vẫn còn nguyên. Nếu không cần nữa, hãy "
                "xử lý từng kế hoạch trong danh sách kế hoạch."
            )
        for plan in plans:
            plan.deleted_at = at
            plan.save(update_fields=["deleted_at"])
        batch.state, batch.undone_at = Import.State.UNDONE, at
        batch.version += 1
        batch.save(update_fields=["state", "undone_at", "version"])
        record(
            organisation_id=batch.school_id,
            actor=actor,
            at=at,
            action="import.undo",
            sentence=f"Hoàn tác một lần nhập: bỏ {len(plans)} kế hoạch vừa tạo từ tệp.",
            target=f"import:{batch.pk}",
            changes={"plans": [[plan.pk for plan in plans], None]},
        )
    return batch


def why_not(batch: Import, plan: Plan) -> str:
    """Why a plan of an import can no longer be taken back, in Vietnamese; "" where it can."""
    name = f"“{plan.name[:80]}”"
    if plan.papers.exists() or plan.state != Plan.State.DRAFT:
        return f"kế hoạch {name} đã ở trạng thái “{plan.get_state_display()}”."
    if plan.comments.exists():
        return f"kế hoạch {name} đã có góp ý."
    if plan.copies.filter(deleted_at=None).exists() or plan.annual_plans.exists():
        return f"đã có kế hoạch khác lập từ {name}."
    if batch.made.get(str(plan.pk)) != content_hash(draft_of(plan), plan.form):
        return f"kế hoạch {name} đã được sửa sau khi nhập."
    return ""


def reopen(*, batch: Import, actor: User, at: datetime) -> Import:
    """Open an undone or dropped import again, with all that was edited at the desk."""
    with transaction.atomic():
        batch = _lock(batch)
        if batch.state not in (Import.State.UNDONE, Import.State.DROPPED):
            return batch
        states = set(batch.files.values_list("state", flat=True))
        if ImportFile.State.READ not in states:
            raise Problem("Các tệp của lần nhập này chưa đọc được. Hãy tải tệp lên lại.")
        before, batch.state = batch.state, Import.State.READY
        batch.undone_at = batch.applied_at = batch.applied_by = None
        batch.made = {}
        batch.version += 1
        batch.save()
        batch.files.filter(state__in=(ImportFile.State.WAITING, ImportFile.State.READING)).update(
            state=ImportFile.State.FAILED, lease="", error="Đã dừng đọc khi bỏ lần nhập."
        )
        record(
            organisation_id=batch.school_id,
            actor=actor,
            at=at,
            action="import.reopen",
            sentence="Mở lại một lần nhập để nhập kế hoạch từ tệp.",
            target=f"import:{batch.pk}",
            changes={"state": [before, batch.state]},
        )
    return batch
