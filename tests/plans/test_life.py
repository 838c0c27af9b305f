"""A plan goes from draft to sealed paper only as the written machine allows."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from itertools import product

import pytest

from caitien.accounts import audit
from caitien.accounts.models import AuditLine
from caitien.plans.drafting import draft_of
from caitien.plans.models import IssuedPaper, Plan
from caitien.plans.services_issue import Issue, issue_plan
from caitien.plans.services_life import bound_hash, move
from caitien.plans.services_send import give_back, publish, receive, send
from caitien.plans.states import BY_NAME, EDITABLE, SEALED, STEPS, steps_from
from caitien.schools import files
from caitien.schools.roles import CAPABILITIES
from caitien.ui.problems import Conflict, Problem
from tests.people import NOW, Cast

from .life_plans import make_plan, small_draft

pytestmark = pytest.mark.django_db


def go(plan: Plan, step: str, cast: Cast, who: str = "head", note: str = "") -> Plan:
    """Take a step as somebody who sees the plan as it is."""
    user = cast.users[who]
    move(plan=plan, step=step, actor=user, at=NOW, seen_hash=bound_hash(plan), note=note)
    return Plan.objects.get(pk=plan.pk)


def approved(cast: Cast) -> Plan:
    """A plan the head has approved."""
    plan = go(make_plan(cast), "submit", cast, "secretary")
    return go(plan, "approve", cast)


def the_issue(cast: Cast, serial: int = 12) -> Issue:
    """Number 12, signed by the head."""
    return Issue(serial, date(2026, 11, 20), cast.person("head"), recipients=("- Như trên;",))


def issued(cast: Cast, serial: int = 12) -> IssuedPaper:
    """An issued paper."""
    plan = approved(cast)
    seen = bound_hash(plan)
    return issue_plan(
        plan=plan, issue=the_issue(cast, serial), actor=cast.head, at=NOW, seen_hash=seen
    )


def test_every_step_names_a_capability_and_every_state_has_its_place() -> None:
    assert {step.capability for step in STEPS} <= set(CAPABILITIES)
    states = {Plan.State(value) for value in Plan.State.values}
    reached = {Plan.State.DRAFT, *(step.after for step in STEPS)}
    assert states - reached == {Plan.State.REPLACED}  # reached when a revision is issued
    assert frozenset() == EDITABLE & SEALED
    assert not {step.after for state in SEALED for step in steps_from(state)} & EDITABLE


def test_approval_without_a_state_machine_a_draft_cannot_jump_to_approved(cast: Cast) -> None:
    plan = make_plan(cast)
    with pytest.raises(Conflict, match="Bản nháp"):
        go(plan, "approve", cast)
    assert Plan.objects.get(pk=plan.pk).state == Plan.State.DRAFT


@pytest.mark.parametrize(
    ("state", "step"), list(product(Plan.State.values, BY_NAME)), ids=lambda v: str(v)
)
def test_only_the_arrows_of_the_table_can_be_taken(cast: Cast, state: str, step: str) -> None:
    plan = make_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(state=state, state_hash=bound_hash(plan))
    plan.refresh_from_db()
    if state in BY_NAME[step].before:
        assert go(plan, step, cast, note="Vì cần").state == BY_NAME[step].after
    else:
        with pytest.raises(Conflict):
            go(plan, step, cast, note="Vì cần")
        assert Plan.objects.get(pk=plan.pk).state == state


def test_approval_did_not_say_what_was_approved_it_binds_the_content(cast: Cast) -> None:
    plan = go(make_plan(cast), "submit", cast, "secretary")
    Plan.objects.filter(pk=plan.pk).update(title="Tên khác")
    plan.actions.update(content="Đổi sau khi gửi duyệt")
    plan.refresh_from_db()
    with pytest.raises(Conflict, match="không còn là bản"):
        go(plan, "approve", cast)
    assert Plan.objects.get(pk=plan.pk).state == Plan.State.SUBMITTED


def test_a_stale_page_cannot_take_a_step(cast: Cast) -> None:
    plan = make_plan(cast)
    with pytest.raises(Conflict, match="đã thay đổi"):
        move(plan=plan, step="submit", actor=cast.head, at=NOW, seen_hash="0" * 64)


def test_a_step_taken_twice_is_one_step(cast: Cast) -> None:
    plan = make_plan(cast)
    seen = bound_hash(plan)
    first = move(plan=plan, step="submit", actor=cast.secretary, at=NOW, seen_hash=seen)
    again = move(plan=plan, step="submit", actor=cast.secretary, at=NOW, seen_hash=seen)
    assert first.pk == again.pk
    assert plan.transitions.count() == 1


def test_returning_needs_a_reason(cast: Cast) -> None:
    plan = go(make_plan(cast), "submit", cast, "secretary")
    with pytest.raises(Problem, match="lý do"):
        go(plan, "send_back", cast, note="   ")
    assert go(plan, "send_back", cast, note="Thiếu chỉ tiêu").state == Plan.State.RETURNED


def test_a_plan_without_people_or_time_is_not_sent(cast: Cast) -> None:
    draft = small_draft()
    draft.items[0].assignee_text = None
    draft.items[1].time = None
    with pytest.raises(Problem, match="còn thiếu 2 chỗ"):
        go(make_plan(cast, draft), "submit", cast, "secretary")


def test_an_issued_paper_is_sealed_row_and_files(cast: Cast) -> None:
    paper = issued(cast)
    assert paper.number == "12/KH-THCSND"
    for stored in (paper.docx, paper.pdf):
        content = files.read_checked(stored)
        assert hashlib.sha256(content).hexdigest() == stored.sha256
    assert paper.names["signer"]["name"] == "Nguyễn Thị Hương"
    plan = Plan.objects.get(pk=paper.plan_id)
    assert (plan.state, plan.plan_number) == (Plan.State.ISSUED, "12/KH-THCSND")
    assert draft_of(plan).signatory.name == "Nguyễn Thị Hương"
    assert audit.verify(f"org:{cast.school.pk}") is None


def test_the_sealed_pdf_says_number_day_and_signer(cast: Cast) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(files.read_checked(issued(cast).pdf))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    flat = " ".join(text.split())
    for words in ("12/KH-THCSND", "An Hoà, ngày 20 tháng 11 năm 2026", "Nguyễn Thị Hương"):
        assert words in flat


def test_issued_twice_by_a_double_click_is_one_paper(cast: Cast) -> None:
    first = issued(cast)
    plan = Plan.objects.get(pk=first.plan_id)
    again = issue_plan(
        plan=plan,
        issue=the_issue(cast),
        actor=cast.head,
        at=NOW,
        seen_hash=bound_hash(plan),
    )
    assert again.pk == first.pk
    assert IssuedPaper.objects.count() == 1


def test_a_number_is_given_once_a_year(cast: Cast) -> None:
    issued(cast, 7)
    with pytest.raises(Problem, match="đã được dùng"):
        issued(cast, 7)
    assert IssuedPaper.objects.count() == 1
    assert Plan.objects.filter(state=Plan.State.APPROVED).count() == 1


def test_a_signer_from_another_school_is_refused(cast: Cast) -> None:
    plan = approved(cast)
    stranger = cast.person("stranger")
    issue = Issue(1, date(2026, 11, 20), stranger)
    with pytest.raises(Problem, match="của trường này"):
        issue_plan(plan=plan, issue=issue, actor=cast.head, at=NOW, seen_hash=bound_hash(plan))


def test_a_principal_changed_and_the_old_paper_keeps_the_name_of_its_day(cast: Cast) -> None:
    paper = issued(cast)
    head = cast.person("head")
    head.full_name, head.active = "Tên Mới Khác", False
    head.save()
    paper.refresh_from_db()
    assert paper.names["signer"]["name"] == "Nguyễn Thị Hương"
    assert "Nguyễn Thị Hương" in str(paper.content)


def test_a_sealed_file_that_was_swapped_is_refused(cast: Cast) -> None:
    from django.core.files.storage import default_storage

    paper = issued(cast)
    path = default_storage.path(files.path_of(paper.pdf.sha256))
    with open(path, "r+b") as handle:  # noqa: PTH123 - bytes are swapped on purpose
        handle.seek(40)
        handle.write(b"x")
    with pytest.raises(Problem):
        files.open_checked(paper.pdf)


def test_a_demo_paper_is_marked_on_every_page(cast: Cast) -> None:
    import pypdfium2

    cast.school.is_demo = True
    cast.school.save()
    document = pypdfium2.PdfDocument(files.read_checked(issued(cast).pdf))
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert pages
    assert all("DỮ LIỆU MINH HỌA" in page for page in pages)


def test_an_office_receives_or_returns_with_a_reason(cast: Cast) -> None:
    paper = issued(cast)
    sent = send(paper=paper, office=cast.office, actor=cast.head, at=NOW)
    assert send(paper=paper, office=cast.office, actor=cast.head, at=NOW).pk == sent.pk
    receive(delivery=sent, actor=cast.officer, at=NOW)
    with pytest.raises(Problem, match="lý do"):
        give_back(delivery=sent, reason=" ", actor=cast.officer, at=NOW)
    later = NOW + timedelta(days=1)
    back = give_back(delivery=sent, reason="Thiếu phụ lục", actor=cast.officer, at=later)
    assert back.reason == "Thiếu phụ lục"
    with pytest.raises(Problem, match="gửi lại"):
        receive(delivery=sent, actor=cast.officer, at=later)
    again = send(paper=paper, office=cast.office, actor=cast.head, at=later)
    assert (again.pk, again.reason, again.returned_at) == (sent.pk, "", None)


def test_a_paper_goes_only_to_offices_above(cast: Cast) -> None:
    with pytest.raises(Problem, match="cấp trên"):
        send(paper=issued(cast), office=cast.other_school, actor=cast.head, at=NOW)


def test_only_an_issued_plan_is_published(cast: Cast) -> None:
    with pytest.raises(Problem, match="đã ban hành"):
        publish(plan=make_plan(cast), actor=cast.head, at=NOW)
    plan = publish(plan=issued(cast).plan, actor=cast.head, at=NOW)
    assert plan.public_key
    assert publish(plan=plan, actor=cast.head, at=NOW).public_key == plan.public_key


def test_every_step_is_one_line_of_the_trail(cast: Cast) -> None:
    issued(cast)
    lines = AuditLine.objects.filter(scope=f"org:{cast.school.pk}", action__startswith="plan.")
    steps = [line.action for line in lines.order_by("number")]
    assert [step for step in steps if step.split(".")[1] in BY_NAME] == [
        "plan.submit",
        "plan.approve",
        "plan.issue",
    ]
