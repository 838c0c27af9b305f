"""A plan given back, remarks on a sealed one, issuing twice: what is refused, and how."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from caitien.notices.models import Notice
from caitien.plans import services_issue
from caitien.plans.models import Comment, Plan
from caitien.plans.queries_life import offices_above
from caitien.plans.services_comments import comment, settle
from caitien.plans.services_edit import set_field
from caitien.plans.services_issue import issue_plan
from caitien.plans.services_life import bound_hash, move
from caitien.schools.models import Grant
from caitien.ui.problems import Conflict, Problem
from tests.people import NOW, YEAR, Cast

from .life_plans import make_plan
from .test_life import approved, go, issued, the_issue

pytestmark = pytest.mark.django_db

WORDS = "Thêm kinh phí cho hoạt động 2"
LATER = NOW + timedelta(hours=1)


def returned(cast: Cast, step: str = "send_back") -> Plan:
    """A plan the head gave back with a reason."""
    plan = approved(cast) if step == "reopen" else go(make_plan(cast), "submit", cast, "secretary")
    return go(plan, step, cast, note=WORDS)


def write(plan: Plan, cast: Cast, field: str, value: str) -> Plan:
    """The secretary writes a field of the header an hour later."""
    now = Plan.objects.get(pk=plan.pk)
    set_field(
        plan=now, actor=cast.secretary, at=LATER, kind="plan", uid=None, field=field,
        base=getattr(now, field), value=value,
    )  # fmt: skip
    return Plan.objects.get(pk=plan.pk)


@pytest.mark.parametrize("step", ["send_back", "reopen"])
def test_sent_again_unchanged_is_refused_with_what_was_asked_for(cast: Cast, step: str) -> None:
    plan = returned(cast, step)
    with pytest.raises(Problem, match=WORDS):
        go(plan, "submit", cast, "secretary")
    assert Plan.objects.get(pk=plan.pk).state == Plan.State.RETURNED
    again = go(plan, "submit", cast, "secretary", note="Kinh phí đã có ở hoạt động 1")
    assert again.state == Plan.State.SUBMITTED
    assert again.transitions.last().note == "Kinh phí đã có ở hoạt động 1"


def test_a_round_of_review_does_not_hide_that_nothing_changed(cast: Cast) -> None:
    plan = go(returned(cast), "open_review", cast, "secretary")
    plan = go(plan, "close_review", cast, "secretary")
    with pytest.raises(Problem, match="chưa thay đổi"):
        go(plan, "submit", cast, "secretary")


def test_what_was_changed_goes_without_a_word_and_a_later_round_is_its_own(cast: Cast) -> None:
    plan = write(returned(cast), cast, "title", "Kế hoạch đã sửa")
    plan = go(plan, "submit", cast, "secretary")
    plan = go(plan, "withdraw", cast, "secretary")
    assert go(plan, "submit", cast, "secretary").state == Plan.State.SUBMITTED


def test_a_new_signer_alone_is_a_change_too(cast: Cast) -> None:
    """Number, day and signature are outside the hash that review binds."""
    plan = returned(cast)
    seen = bound_hash(plan)
    plan = write(plan, cast, "signer_name", "Trần Văn Phó")
    assert bound_hash(plan) == seen
    assert go(plan, "submit", cast, "secretary").state == Plan.State.SUBMITTED


def test_the_page_says_so_before_it_is_sent(cast: Cast) -> None:
    plan = returned(cast)
    url = reverse("plan-life", args=[cast.school.slug, plan.key])
    client = cast.client(cast.secretary)
    html = client.get(url).content.decode()
    assert "Gửi duyệt như cũ" in html
    assert "chưa thay đổi" in html
    assert html.count(WORDS) >= 2  # where it was returned, and where it would be sent
    write(plan, cast, "title", "Kế hoạch đã sửa")
    assert "Gửi duyệt như cũ" not in client.get(url).content.decode()


def test_my_work_says_to_mend_until_something_was_mended(cast: Cast) -> None:
    plan = returned(cast)
    url = reverse("mine", args=[cast.school.slug, YEAR])
    client = cast.client(cast.secretary)
    assert "Sửa chỗ bị trả lại" in client.get(url).content.decode()
    write(plan, cast, "title", "Kế hoạch đã sửa")
    assert "Gửi duyệt: Kế hoạch đã sửa" in client.get(url).content.decode()


def test_my_work_says_what_is_missing_before_a_plan_can_be_sent(cast: Cast) -> None:
    plan = make_plan(cast)
    url = reverse("mine", args=[cast.school.slug, YEAR])
    client = cast.client(cast.secretary)
    assert "Gửi duyệt: " in client.get(url).content.decode()
    plan.actions.update(assignee_text="", lead_unit=None, lead_person=None)
    html = client.get(url).content.decode()
    assert "Gửi duyệt: " not in html
    assert "Viết tiếp: " in html
    assert "Hoạt động 1, 2, 3 chưa có người thực hiện." in html
    teacher = cast.client(cast.teacher).get(url).content.decode()
    assert "chưa có người thực hiện" not in teacher


# -- remarks on what is sealed --------------------------------------------------------------------


def remark(plan: Plan, cast: Cast, once: str, **more: object) -> Comment:
    """A remark of the council."""
    return comment(plan=plan, text="Nên rõ hơn", once=once, actor=cast.council, at=NOW, **more)


def test_an_issued_plan_takes_no_new_remarks_and_keeps_the_old_ones(cast: Cast) -> None:
    plan = approved(cast)
    old = remark(plan, cast, "mot")
    issue_plan(
        plan=plan, issue=the_issue(cast), actor=cast.head, at=NOW, seen_hash=bound_hash(plan)
    )
    for more in ({}, {"reply_to": old}):
        with pytest.raises(Problem, match="không nhận thêm ý kiến"):
            remark(plan, cast, "hai", **more)
    url = reverse("plan-comments", args=[cast.school.slug, plan.key])
    client = cast.client(cast.council)
    html = client.get(url).content.decode()
    assert old.text in html
    assert "Góp ý mới" not in html
    assert "Trả lời…" not in html
    assert client.post(url, {"text": "Muộn", "once": "m" * 20}).status_code == 400
    assert plan.comments.count() == 1
    settle(comment=old, actor=cast.council, at=NOW)
    assert Comment.objects.get(pk=old.pk).resolved_at


def test_a_mention_on_a_sealed_plan_waits_for_nobody(cast: Cast) -> None:
    plan = approved(cast)
    remark(plan, cast, "mot", mentions=[cast.person("teacher")])
    url = reverse("mine", args=[cast.school.slug, YEAR])
    assert "Nên rõ hơn" in cast.client(cast.teacher).get(url).content.decode()
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    assert "Nên rõ hơn" not in cast.client(cast.teacher).get(url).content.decode()


def test_an_answer_to_an_answer_is_seen_under_the_remark(cast: Cast) -> None:
    plan = make_plan(cast)
    first = remark(plan, cast, "mot")
    second = remark(plan, cast, "hai", reply_to=first)
    third = remark(plan, cast, "ba", reply_to=second)
    assert third.reply_to == first


def test_a_remark_needs_its_own_token_and_a_row_that_is_there(cast: Cast) -> None:
    plan = make_plan(cast)
    with pytest.raises(Problem, match="tải lại"):
        remark(plan, cast, "")
    row = plan.actions.first()
    row.deleted_at = NOW
    row.save()
    with pytest.raises(Problem, match="không còn trong kế hoạch"):
        remark(plan, cast, "mot", row=row.uid)


def test_who_has_no_role_here_any_more_is_told_nothing(cast: Cast) -> None:
    plan = go(make_plan(cast), "submit", cast, "secretary")
    Grant.objects.filter(user__in=[cast.secretary, cast.teacher]).delete()
    client = cast.client(cast.head)
    client.post(
        reverse("plan-step", args=[cast.school.slug, plan.key, "send_back"]),
        {"seen_hash": plan.state_hash, "note": WORDS},
    )
    mentioned = {"text": "Xem", "once": "t" * 20, "mentions": [cast.person("teacher").pk]}
    client.post(reverse("plan-comments", args=[cast.school.slug, plan.key]), mentioned)
    assert not Notice.objects.filter(user__in=[cast.secretary, cast.teacher]).exists()
    assert Notice.objects.filter(kind="plan.send_back", user=cast.deputy).exists()


def test_a_name_written_after_an_at_sign_is_a_mention(cast: Cast) -> None:
    """Who made the plan hears of every remark; who is named is told, ticked or written."""
    plan = make_plan(cast)
    url = reverse("plan-comments", args=[cast.school.slug, plan.key])
    name = cast.person("teacher").full_name
    client = cast.client(cast.council)
    client.post(url, {"text": f"Nhờ cô @{name.upper()} xem dòng 2", "once": "a" * 20})
    client.post(url, {"text": f"{name} có biết không?", "once": "b" * 20})
    named, plain = plan.comments.order_by("pk")
    assert list(named.mentions.all()) == [cast.person("teacher")]
    assert not plain.mentions.exists()
    told = Notice.objects.filter(kind="plan.comment")
    assert told.filter(user=cast.teacher).count() == 1
    assert told.filter(user=plan.created_by).count() == 2
    assert not told.filter(user=cast.council).exists()


def test_a_paper_is_offered_only_to_offices_that_do_not_have_it(cast: Cast) -> None:
    paper = issued(cast)
    client = cast.client(cast.head)
    here = reverse("plan-life", args=[cast.school.slug, paper.plan.key])
    send = reverse("plan-send", args=[cast.school.slug, paper.plan.key])
    before = client.get(here).content.decode()
    for office in offices_above(cast.school):
        assert f'<option value="{office.pk}">' in before
        client.post(send, {"office": office.pk})
    after = client.get(here).content.decode()
    assert send not in after
    assert "chờ xác nhận" in after


def test_a_step_that_asks_for_a_reason_stands_below_the_plain_ones(cast: Cast) -> None:
    """Opened, its form must not push the button that approves under the hand."""
    plan = go(make_plan(cast), "submit", cast, "secretary")
    here = reverse("plan-life", args=[cast.school.slug, plan.key])
    page = cast.client(cast.head).get(here).content.decode()
    assert page.index(">Phê duyệt</button>") < page.index("Trả lại…")


def test_numbers_no_computer_holds_are_refused_quietly(cast: Cast) -> None:
    plan = make_plan(cast)
    url = reverse("plan-comments", args=[cast.school.slug, plan.key])
    client = cast.client(cast.council)
    many = {"text": "Xem", "once": "n" * 20, "mentions": ["9" * 30, "²"]}
    assert client.post(url, many).status_code == 302
    assert client.post(url, many | {"once": "r" * 20, "reply_to": "9" * 30}).status_code == 404


# -- issued once ----------------------------------------------------------------------------------


def test_two_pages_issue_one_paper(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second page with another number, sent while the first was being sealed, seals nothing."""
    plan, seen = approved(cast), ""
    seen = bound_hash(plan)
    stale = Plan.objects.get(pk=plan.pk)
    issue_plan(plan=plan, issue=the_issue(cast, 12), actor=cast.head, at=NOW, seen_hash=seen)
    with pytest.raises(Conflict, match="vừa được ban hành"):
        issue_plan(plan=stale, issue=the_issue(cast, 13), actor=cast.head, at=NOW, seen_hash=seen)
    same = issue_plan(
        plan=stale, issue=the_issue(cast, 12), actor=cast.head, at=NOW, seen_hash=seen
    )
    assert [paper.serial for paper in plan.papers.all()] == [12] == [same.serial]


def test_news_of_a_step_are_told_with_it_or_not_at_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = approved(cast)

    def fail(*_: object) -> None:
        raise RuntimeError("mất điện")

    monkeypatch.setattr(services_issue, "tell_next", fail)
    with pytest.raises(RuntimeError):
        issue_plan(
            plan=plan, issue=the_issue(cast), actor=cast.head, at=NOW,
            seen_hash=bound_hash(plan), url="/x/",
        )  # fmt: skip
    assert Plan.objects.get(pk=plan.pk).state == Plan.State.APPROVED
    assert not plan.papers.exists()


def test_a_step_sent_twice_is_told_once(cast: Cast) -> None:
    plan = make_plan(cast)
    url = reverse("plan-step", args=[cast.school.slug, plan.key, "submit"])
    sent = {"seen_hash": bound_hash(plan)}
    for _ in range(2):
        cast.client(cast.secretary).post(url, sent)
    assert Notice.objects.filter(kind="plan.submit", user=cast.head).count() == 1


def test_a_signer_without_a_post_is_not_given_one(cast: Cast) -> None:
    """A paper never prints a title nobody has (an empty one would become HIỆU TRƯỞNG)."""
    plan = approved(cast)
    person = cast.person("teacher")
    person.post = ""
    person.save()
    url = reverse("plan-issue", args=[cast.school.slug, plan.key])
    sent = {"serial": "5", "dated": "20/11/2026", "signer": person.pk, "seen_hash": plan.state_hash}
    html = cast.client(cast.head).post(url, sent).content.decode()
    assert "chưa có chức vụ" in html
    assert not plan.papers.exists()


def test_life_of_an_issued_plan_is_still_shown(cast: Cast) -> None:
    paper = issued(cast)
    url = reverse("plan-life", args=[cast.school.slug, paper.plan.key])
    assert paper.number in cast.client(cast.head).get(url).content.decode()
    with pytest.raises(Conflict):
        move(plan=paper.plan, step="submit", actor=cast.head, at=NOW, seen_hash="")
