"""What the checks say of a plan in the database, at its row and field."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caitien.core.drafts.model import Item, MonitoringRow, PlanDraft, PriorityIssue, Section
from caitien.core.lint.run import check_plan
from caitien.plans import findings
from caitien.plans.drafting import draft_of, rows_of
from caitien.plans.findings import PlanFinding, counts, findings_of, texts_of
from caitien.plans.models import Dismissal, Plan
from caitien.plans.services_edit import apply_fix, dismiss, set_field, undismiss
from caitien.ui.problems import Conflict, Problem
from tests.people import NOW, TODAY, Cast

from .making import first_plan, imported, sample_drafts, shared_drafts


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


FAULTY = PlanDraft(
    title="KẾ HOẠCH",
    title_lines=["KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2026-2027"],
    school_year="2026-2027",
    sections=[Section("I. MỤC ĐÍCH", ["Câu thứ nhất.", "Nhà trừơng rà sóat."])],
    items=[
        Item(tt="1", content="Việc một", solutions=["Họp tổ", "Lập kế họach"], time="Tháng 9"),
        Item(tt="2", content="Việc hai", target="Học sinh đạt kết qủa tốt"),
    ],
    priority_issues=[PriorityIssue(tt="1", current="Còn thiếu phòng hoc và gíao viên")],
    monitoring=[MonitoringRow("Cuối học kỳ I", "Xem lại toàn bộ kế họach")],
)


def _of(plan: Plan, excerpt: str) -> PlanFinding:
    found = [one for one in findings_of(plan, today=TODAY) if one.excerpt == excerpt]
    assert len(found) == 1, [one.excerpt for one in findings_of(plan, today=TODAY)]
    return found[0]


@pytest.mark.parametrize(
    ("excerpt", "kind", "field", "part"),
    [
        ("sóat", "section", "body", 1),
        ("họach", "action", "solutions", 1),
        ("qủa", "action", "target", None),
        ("gíao", "problem", "current", None),
    ],
)
def test_a_finding_stands_at_its_row_field_and_letters(
    cast: Cast, excerpt: str, kind: str, field: str, part: int | None
) -> None:
    plan = imported(cast, FAULTY)
    found = [
        one for one in findings_of(plan, today=TODAY) if (one.excerpt, one.kind) == (excerpt, kind)
    ]
    assert len(found) == 1
    one = found[0]
    assert (one.field, one.part) == (field, part)
    text = texts_of(one, rows_of(plan))[part or 0]
    assert one.offset is not None
    assert text[one.offset : one.offset + len(excerpt)] == excerpt
    assert one.label


def test_every_excerpt_with_an_offset_stands_there(cast: Cast) -> None:
    for name, draft in {**sample_drafts(), **shared_drafts()}.items():
        plan = imported(cast, draft, name)
        rows = rows_of(plan)
        for one in findings_of(plan, today=TODAY, rows=rows):
            if one.offset is not None:
                text = texts_of(one, rows)[one.part or 0]
                assert text[one.offset :].startswith(one.excerpt), (name, one)
            if one.replacement is not None:
                assert one.offset is not None


def test_the_plan_of_the_database_has_the_findings_of_its_draft(cast: Cast) -> None:
    """Places add findings in side tables; they take none away."""
    plan = imported(cast, FAULTY)
    own = [one.code for one in check_plan(draft_of(plan), today=TODAY)]
    told = [one.code for one in findings_of(plan, today=TODAY)]
    for code in set(own) - {"TT102", "TT104"}:
        assert told.count(code) >= own.count(code), code


def test_number_and_day_are_not_asked_before_issuing_writes_them(cast: Cast) -> None:
    told = {one.slug for one in findings_of(first_plan(cast), today=TODAY)}
    assert not told & {"number-missing", "place-date-missing"}


def test_the_checks_run_again_only_where_content_changed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    import caitien.core.lint.run as run

    plan = imported(cast, FAULTY)
    runs: list[int] = []
    real = run.check_plan

    def counted(*args: Any, **more: Any) -> Any:
        runs.append(1)
        return real(*args, **more)

    monkeypatch.setattr(run, "check_plan", counted)
    first = findings_of(plan, today=TODAY)
    with CaptureQueriesContext(connection) as seen:
        assert findings_of(plan, today=TODAY) == first
    assert len(seen) <= 6
    assert len(runs) == 1
    row = plan.actions.all()[1]
    set_field(
        plan=plan, actor=cast.head, at=NOW, kind="action", uid=row.uid,
        field="target", base=row.target, value="Học sinh đạt kết quả tốt",
    )  # fmt: skip
    assert "qủa" not in [one.excerpt for one in findings_of(plan, today=TODAY)]
    assert len(runs) == 2


def test_one_click_mends_and_only_what_the_person_sees(cast: Cast) -> None:
    plan = imported(cast, FAULTY)
    one = _of(plan, "qủa")
    row = plan.actions.all()[1]
    given: dict[str, Any] = {"plan": plan, "actor": cast.head, "at": NOW, "today": TODAY}
    with pytest.raises(Conflict):
        apply_fix(**given, fingerprint=one.fingerprint, base="Chữ cũ", confirmed=True)
    saved = apply_fix(
        **given, fingerprint=one.fingerprint, base=row.target, confirmed=one.fix == "ask"
    )
    assert saved.value == "Học sinh đạt kết quả tốt"
    with pytest.raises(Conflict, match="không còn như lúc được soát"):
        apply_fix(**given, fingerprint=one.fingerprint, base=saved.value, confirmed=True)


def test_a_mend_in_a_list_changes_its_entry_alone(cast: Cast) -> None:
    plan = imported(cast, FAULTY)
    found = [
        one
        for one in findings_of(plan, today=TODAY)
        if one.excerpt == "họach" and one.kind == "action"
    ]
    saved = apply_fix(
        plan=plan, actor=cast.head, at=NOW, today=TODAY, fingerprint=found[0].fingerprint,
        base=["Họp tổ", "Lập kế họach"], confirmed=True,
    )  # fmt: skip
    assert saved.value == ["Họp tổ", "Lập kế hoạch"]


def test_a_proposal_is_not_made_without_a_persons_yes(cast: Cast) -> None:
    plan = first_plan(cast)
    asked = [one for one in findings_of(plan, today=TODAY) if one.fix == "ask"]
    assert asked
    with pytest.raises(Problem, match="đề nghị"):
        apply_fix(
            plan=plan, actor=cast.head, at=NOW, today=TODAY,
            fingerprint=asked[0].fingerprint, base=None,
        )  # fmt: skip


def test_what_was_put_aside_stays_aside_while_its_words_stay(cast: Cast) -> None:
    plan = imported(cast, FAULTY)
    one = _of(plan, "qủa")
    given: dict[str, Any] = {"plan": plan, "actor": cast.head, "at": NOW}
    with pytest.raises(Problem, match="lý do"):
        dismiss(**given, today=TODAY, fingerprint=one.fingerprint, reason="  ")
    before = counts(findings_of(plan, today=TODAY))
    for reason in ("Tên riêng", "Lần hai"):
        dismiss(**given, today=TODAY, fingerprint=one.fingerprint, reason=reason)
    assert Dismissal.objects.get().reason == "Tên riêng"
    aside = _of(plan, "qủa")
    assert (aside.dismissed, aside.reason) == (True, "Tên riêng")
    now = counts(findings_of(plan, today=TODAY))
    assert now[one.severity] == before[one.severity] - 1
    row = plan.actions.all()[0]
    set_field(**given, kind="action", uid=row.uid, field="target", base="", value="Khác")
    assert _of(plan, "qủa").dismissed
    assert undismiss(**given, fingerprint=one.fingerprint)
    assert not undismiss(**given, fingerprint=one.fingerprint)
    assert not _of(plan, "qủa").dismissed


def test_a_fingerprint_is_of_rule_row_field_and_words() -> None:
    first = findings.fingerprint("CH101", "a", "target", "qủa")
    others = [
        findings.fingerprint(*parts)
        for parts in (
            ("CH102", "a", "target", "qủa"),
            ("CH101", "b", "target", "qủa"),
            ("CH101", "a", "content", "qủa"),
            ("CH101", "a", "target", "qủả"),
        )
    ]
    assert first == findings.fingerprint("CH101", "a", "target", "qủa")
    assert len({first, *others}) == 5
