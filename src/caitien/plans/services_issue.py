"""Issues a plan: number, day, signature, seal. Afterwards nothing of the paper can change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from caitien.core.drafts.model import Signatory
from caitien.core.drafts.plan_json import plan_to_dict
from caitien.core.lint.diagnostic import Severity
from caitien.core.lint.run import check_plan
from caitien.core.render.docx import docx_bytes
from caitien.core.render.paper import paper_of
from caitien.core.render.pdf import pdf_bytes
from caitien.schools import files
from caitien.schools.models import Organisation, Person
from caitien.ui.problems import Conflict, Problem

from .drafting import content_hash, draft_of
from .findings import findings_of
from .life_notices import tell_next
from .models import IssuedPaper, Plan
from .queries_life import number_of
from .services_life import bound_hash, locked, take
from .states import BY_NAME

if TYPE_CHECKING:
    from datetime import date, datetime

    from caitien.accounts.models import User
    from caitien.core.drafts.model import PlanDraft
    from caitien.core.lint.diagnostic import Diagnostic
    from caitien.core.render.model import Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEMO_BAND = "DỮ LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ SỬ DỤNG"


@dataclass(frozen=True, slots=True)
class Issue:
    """What issuing adds: running number, day, who signs and under which title, recipients."""

    serial: int
    dated: date
    signer: Person
    #: "" for the head; "KT. HIỆU TRƯỞNG" before a deputy's title
    acting_for: str = ""
    recipients: tuple[str, ...] = ()


def issued_draft(plan: Plan, issue: Issue) -> PlanDraft:
    """The plan as it will be printed: content as approved, head and signature of this issue."""
    draft = draft_of(plan)
    school = plan.school
    post = issue.signer.post.upper() or None
    title = " ".join(part for part in (issue.acting_for.upper(), post) if part) or None
    lines = {k: v for k, v in draft.form_lines.items() if k not in ("number_line", "date_line")}
    number = number_of(school, issue.serial)
    return replace(
        draft,
        plan_number=number,
        plan_number_raw=number,
        date=issue.dated.isoformat(),
        place=school.place or draft.place,
        signatory=Signatory(title=title, name=issue.signer.full_name),
        recipients=list(issue.recipients) or draft.recipients,
        form_lines=lines,
    )


def faults_of(plan: Plan, issue: Issue, today: date) -> list[Diagnostic]:
    """The errors in the paper as it would be sealed, those put aside with a reason left out.

    An authority that no longer exists on the day of issue, a number or a year that contradicts.
    """
    aside = {(one.code, one.excerpt) for one in findings_of(plan, today=today) if one.dismissed}
    found = check_plan(issued_draft(plan, issue), today=today)
    errors = [one for one in found if one.severity is Severity.ERROR]
    return [one for one in errors if (one.code, one.excerpt) not in aside]


def paper_for(plan: Plan, draft: PlanDraft) -> Paper:
    """The Paper of a draft in the plan's form; marked on every page where the school is a demo."""
    paper = paper_of(draft, plan.form or None)
    if plan.is_demo or plan.school.is_demo:
        paper.band = DEMO_BAND
    return paper


def issue_plan(
    *, plan: Plan, issue: Issue, actor: User, at: datetime, seen_hash: str, url: str = ""
) -> IssuedPaper:
    """Number, print, seal and issue an approved plan in one transaction.

    The files are written before the transaction begins and belong to nothing until it ends: nobody
    waits for a slow store, and a process killed on the way leaves the plan approved and the number
    free. Twice the same is once. Where `url` is given (the page of the plan's life) those who go
    on from here are told of it.
    """
    done = plan.papers.filter(number=number_of(plan.school, issue.serial)).first()
    if done and plan.state == Plan.State.ISSUED:
        return done
    _signer_belongs(plan.school, issue)
    draft = issued_draft(plan, issue)
    paper = paper_for(plan, draft)
    prints = (
        files.keep(name="docx", content=docx_bytes(paper)),
        files.keep(name="pdf", content=pdf_bytes(paper, archive=True)),
    )
    try:
        with transaction.atomic():
            now = locked(plan)
            if now.state == Plan.State.ISSUED:
                same = now.papers.filter(content_hash=content_hash(draft, now.form)).first()
                if same:
                    return same
                raise Conflict(
                    "Kế hoạch này vừa được ban hành ở một trang khác. Không có văn bản nào bị lập "
                    "thêm; hãy tải lại trang để xem số đã cấp."
                )
            step = BY_NAME["issue"]
            done_now = take(now, step, actor=actor, at=at, seen_hash=seen_hash, note="")
            if bound_hash(now, draft) != now.state_hash:
                raise Conflict(
                    "Chưa ban hành được: nội dung kế hoạch vừa thay đổi. Hãy tải lại trang."
                )
            paper_now = _seal(now, issue, draft, prints, actor, at)
            if url:
                tell_next(done_now, url)
            return paper_now
    except IntegrityError:
        raise Problem(
            f"Số {number_of(plan.school, issue.serial)} đã được dùng trong năm {issue.dated.year}. "
            "Chưa ban hành; hãy chọn số khác."
        ) from None


def _signer_belongs(school: Organisation, issue: Issue) -> None:
    if issue.signer.organisation_id != school.pk:
        raise Problem("Người ký phải là người của trường này. Chưa có gì thay đổi.")
    if not issue.signer.active:
        raise Problem(
            f"{issue.signer} không còn công tác tại trường nên không ký được văn bản này."
        )
    if issue.serial < 1:
        raise Problem("Số văn bản phải từ 1 trở lên. Chưa có gì thay đổi.")


def _seal(
    plan: Plan,
    issue: Issue,
    draft: PlanDraft,
    prints: tuple[files.Kept, files.Kept],
    actor: User,
    at: datetime,
) -> IssuedPaper:
    number = number_of(plan.school, issue.serial)
    base = f"Ke-hoach-{number.replace('/', '-')}"
    kept = [
        files.store(
            organisation=plan.school,
            name=f"{base}.{ending}",
            content=content,
            media_type=kind,
            purpose="paper",
            actor=actor,
            at=at,
        )
        for ending, kind, content in (
            ("docx", DOCX, prints[0]),
            ("pdf", "application/pdf", prints[1]),
        )
    ]
    plan.plan_number = number
    plan.dated = issue.dated
    plan.place_name = draft.place or ""
    plan.signer_title = draft.signatory.title or ""
    plan.signer_name = draft.signatory.name or ""
    plan.recipients = draft.recipients
    plan.save(
        update_fields=[
            "plan_number",
            "dated",
            "place_name",
            "signer_title",
            "signer_name",
            "recipients",
        ]
    )
    return IssuedPaper.objects.create(
        plan=plan,
        number=number,
        serial=issue.serial,
        year=issue.dated.year,
        school=plan.school,
        dated=issue.dated,
        content_hash=content_hash(draft, plan.form),
        content=plan_to_dict(draft),
        names=_names(plan, issue, actor),
        docx=kept[0],
        pdf=kept[1],
        issued_by=actor,
        issued_at=at,
    )


def _names(plan: Plan, issue: Issue, actor: User) -> dict[str, Any]:
    """The names of the day: they stay on the paper's record whoever comes later."""
    approved = plan.transitions.filter(step="approve").last()
    leads = plan.actions.filter(deleted_at=None, lead_person__isnull=False)
    return {
        "school": plan.school.name,
        "authority": plan.authority or (plan.school.parent.name if plan.school.parent else ""),
        "signer": {"name": issue.signer.full_name, "post": issue.signer.post},
        "approved_by": approved and {"name": approved.by_name, "post": approved.by_post},
        "issued_by": actor.full_name,
        "leads": sorted(set(leads.values_list("lead_person__full_name", flat=True))),
    }
