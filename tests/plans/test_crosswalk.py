"""Codes keep their circular until a person moves them; moving is previewed and goes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.forms import ChoiceField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caitien.accounts import audit
from caitien.accounts.models import AuditLine
from caitien.core.drafts.model import (
    EmptyRow,
    Item,
    LegalBasis,
    PlanDraft,
    PriorityIssue,
    StandardRow,
)
from caitien.core.regulations.loader import load_catalogue
from caitien.plans.drafting import draft_of, rows_of
from caitien.plans.editions import (
    edition_notice,
    edition_of_draft,
    in_force,
    open_change,
    own_edition,
)
from caitien.plans.forms_row import RowForm
from caitien.plans.forms_table import Names, table_view
from caitien.plans.models import Action, Plan
from caitien.plans.queries_crosswalk import code_lines, moved_lines
from caitien.plans.queries_history import history_of
from caitien.plans.services_crosswalk import DROP, KEEP, CodesMoved, move_codes, take_codes_back
from caitien.plans.services_edit import add_row, delete_row, restore_row, set_field, undo_field
from caitien.plans.services_make_next import copy_plan
from caitien.reports.queries import criteria_over_years
from caitien.ui.problems import Conflict, Problem
from tests.people import NOW, Cast

from .making import first_plan, imported

OLD, NEW = load_catalogue("tt18-2018"), load_catalogue("tt57-2026/pho_thong")


def _title(code: str) -> str:
    criterion = OLD.criterion(code)
    assert criterion
    return criterion.title


def _draft(**more: Any) -> PlanDraft:
    given: dict[str, Any] = {
        "title": "KẾ HOẠCH cải tiến chất lượng năm học 2025-2026",
        "school_year": "2025-2026",
        "school_level": "thcs",
        "standards": [StandardRow("3", "Cơ sở vật chất", "III", "Tiêu chuẩn 3: Cơ sở vật chất")],
        "empty_rows": [EmptyRow("3", "3.6", 2)],
        "items": [
            Item(
                tt="1", standard="3", standard_title="Cơ sở vật chất", criterion="3.5",
                criterion_title=_title("3.5"), level=2, content="Mua thêm máy chiếu",
                code_text="Tiêu chí 3.5 Mức 2",
            ),
            Item(tt="2", criterion="1.4", content="Sắp lại tổ chuyên môn"),
            Item(tt="3", criterion="9.9", content="Mã lạ", level=1),
            Item(tt="4", content="Không mã"),
        ],
        "priority_issues": [PriorityIssue("1", "3", "3.5", "Thiếu", "Cũ", "Ít tiền")],
    }  # fmt: skip
    return PlanDraft(**(given | more))


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """This year's plan, copied from last year's under Thông tư 18/2018."""
    source = imported(cast, _draft())
    given: dict[str, Any] = {"source": source, "actor": cast.head, "at": NOW, "once": "moi"}
    return copy_plan(**given, start_year=2026).plan


def _base(plan: Plan) -> dict[str, str]:
    return {line.key: line.code for line in code_lines(plan, NEW)}


def _move(cast: Cast, plan: Plan, **codes: str) -> CodesMoved:
    """Move with these codes by old code ("3.5" is c35); all else keeps its code."""
    base = _base(plan)
    chosen = {key: codes.get("c" + code.replace(".", ""), KEEP) for key, code in base.items()}
    return move_codes(plan=plan, actor=cast.secretary, at=NOW, to=NEW.id, base=base, choices=chosen)


def _rows(plan: Plan) -> list[Action]:
    return list(plan.actions.filter(deleted_at=None))


def test_a_copy_keeps_the_circular_its_codes_are_of_and_says_so(cast: Cast, plan: Plan) -> None:
    assert plan.catalogue == OLD.id
    assert open_change(plan) == NEW
    notice = edition_notice(plan, editable=True)
    assert notice
    assert (notice.own, notice.to, notice.may_move) == (OLD.number, NEW.number, True)
    rows = rows_of(plan)
    table = table_view(plan, "action", rows, Names())
    words = " ".join(cell.text for row in table.rows for cell in row.cells)
    new = NEW.criterion("3.5")
    assert new
    assert _title("3.5") in words
    assert new.title not in words
    source = plan.copied_from
    assert source
    assert open_change(source) is None
    assert edition_notice(source, editable=True) is None
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    assert edition_notice(Plan.objects.get(pk=plan.pk), editable=True) is None


def test_an_updated_edition_of_a_framework_deleted_the_answers_given_under_the_old_one(
    cast: Cast, plan: Plan
) -> None:
    before = draft_of(plan)
    rest = Plan.objects.get(pk=plan.pk).rest
    moved = _move(cast, plan, c35="4.1", c14="1.2")
    assert (moved.made, moved.changed, moved.kept, moved.levels) == (True, 3, 1, 1)
    now = Plan.objects.get(pk=plan.pk)
    assert now.catalogue == plan.catalogue == NEW.id
    draft = draft_of(now)
    first, second, third, last = draft.items
    new = NEW.criterion("4.1")
    standard = NEW.standard("4")
    assert new
    assert standard
    assert (first.criterion, first.criterion_title) == ("4.1", new.title)
    assert (first.standard, first.standard_title) == ("4", standard.title)
    assert (first.level, first.code_text) == (None, None)
    assert (second.criterion, third.criterion, third.level) == ("1.2", "9.9", 1)
    assert draft.priority_issues[0].criterion == "4.1"
    assert [row.text for row in draft.standards][:1] == [f"Tiêu chuẩn 4: {standard.title}"]
    assert not draft.empty_rows
    for old, made in zip(before.items, draft.items, strict=True):
        assert (old.content, old.time, old.solutions) == (made.content, made.time, made.solutions)
    assert last == before.items[3]
    marked = {row.tt: own_edition(now, row.uid) for row in _rows(now)}
    assert marked == {"1": NEW.id, "2": NEW.id, "3": OLD.id, "4": NEW.id}
    told = {line.old: (line.old_level, line.new) for line in moved_lines(now)}
    assert told["1.4"] == (None, "1.2")
    assert (2, "4.1") in [(line.old_level, line.new) for line in moved_lines(now)]
    back = take_codes_back(plan=now, actor=cast.head, at=NOW)
    assert (back.made, back.changed, back.new_kept) == (True, 3, 0)
    again = Plan.objects.get(pk=plan.pk)
    assert draft_of(again) == before
    assert (again.catalogue, again.rest) == (OLD.id, rest)
    assert not take_codes_back(plan=again, actor=cast.head, at=NOW).made
    lines = AuditLine.objects.filter(action__startswith="plan.crosswalk")
    assert [line.action for line in lines.order_by("number")] == [
        "plan.crosswalk", "plan.crosswalk.undo",
    ]  # fmt: skip
    assert "3 dòng đổi mã, 1 dòng giữ mã cũ" in lines.order_by("number")[0].sentence
    assert history_of(again, _rows(again)[0].uid)[0].action == "plan.crosswalk.undo"
    assert audit.verify(audit.scope_of(cast.school.pk)) is None


def test_the_same_press_twice_moves_once_and_a_row_changed_meanwhile_stops_it(
    cast: Cast, plan: Plan
) -> None:
    base = _base(plan)
    choices = dict.fromkeys(base, KEEP)
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "to": NEW.id}
    row = _rows(plan)[1]
    set_field(
        plan=plan, actor=cast.deputy, at=NOW, kind="action", uid=row.uid, field="criterion",
        base="1.4", value="1.1",
    )  # fmt: skip
    with pytest.raises(Conflict) as raised:
        move_codes(**given, base=base, choices=choices)
    assert raised.value.mine == choices
    assert Plan.objects.get(pk=plan.pk).catalogue == OLD.id
    base = _base(plan)
    assert move_codes(**given, base=base, choices=choices).made
    assert not move_codes(**given, base=base, choices=choices).made
    assert AuditLine.objects.filter(action="plan.crosswalk").count() == 1


def test_a_line_without_a_choice_or_with_a_code_there_is_none_of_is_refused(
    cast: Cast, plan: Plan
) -> None:
    base = _base(plan)
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "base": base}
    choices = {key: KEEP for key, code in base.items() if code != "9.9"}
    with pytest.raises(Problem, match=r"Còn 1 dòng chưa chọn mã: 9\.9"):
        move_codes(**given, to=NEW.id, choices=choices)
    with pytest.raises(Problem, match=r"không có tiêu chí “5\.5”"):
        move_codes(**given, to=NEW.id, choices=dict.fromkeys(base, "5.5"))
    with pytest.raises(Problem, match="không có lần chuyển"):
        move_codes(**given, to="tt17-2018", choices=dict.fromkeys(base, KEEP))
    assert Plan.objects.get(pk=plan.pk).version == plan.version


def test_a_waiting_or_issued_plan_moves_nothing_and_takes_nothing_back(
    cast: Cast, plan: Plan
) -> None:
    _move(cast, plan, c35="4.1", c14="1.2")
    for state in (Plan.State.SUBMITTED, Plan.State.ISSUED):
        Plan.objects.filter(pk=plan.pk).update(state=state)
        with pytest.raises(Problem, match="không sửa được"):
            take_codes_back(plan=plan, actor=cast.head, at=NOW)


def test_going_back_keeps_what_was_written_since_under_its_own_circular(
    cast: Cast, plan: Plan
) -> None:
    _move(cast, plan, c35="4.1", c14="1.2")
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "kind": "action"}
    first, second, third, _ = _rows(plan)
    set_field(**given, uid=first.uid, field="level", base=None, value="1")
    set_field(**given, uid=third.uid, field="criterion", base="9.9", value="2.1")
    added = add_row(
        **given, uid="5c0f3f8e-3a1b-4d7e-9b57-0d3f8f7f6a12", values={"criterion": "4.3"}
    )
    assert "editions" not in Plan.objects.get(pk=plan.pk).rest
    back = take_codes_back(plan=plan, actor=cast.secretary, at=NOW)
    assert (back.changed, back.new_kept) == (2, 3)
    now = Plan.objects.get(pk=plan.pk)
    codes = {str(row.uid): (row.criterion, own_edition(now, row.uid)) for row in _rows(now)}
    assert codes[str(first.uid)] == ("4.1", NEW.id)
    assert codes[str(second.uid)] == ("1.4", OLD.id)
    assert codes[str(third.uid)] == ("2.1", NEW.id)
    assert codes[added.uid] == ("4.3", NEW.id)
    keys = [line.code for line in code_lines(now, NEW)]
    assert keys == ["3.5", "1.4"]


def test_a_deleted_row_comes_back_with_the_code_and_the_circular_it_had(
    cast: Cast, plan: Plan
) -> None:
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "kind": "action"}
    row = _rows(plan)[0]
    delete_row(**given, uid=row.uid)
    _move(cast, plan, c35="4.1", c14="1.2")
    restore_row(**given, uid=row.uid)
    now = Plan.objects.get(pk=plan.pk)
    row.refresh_from_db()
    assert (row.criterion, row.level, own_edition(now, row.uid)) == ("3.5", 2, OLD.id)
    notice = edition_notice(now, editable=True)
    assert notice
    assert (notice.to, notice.kept) == ("", 2)


def test_further_codes_of_a_row_move_too_or_go(cast: Cast, plan: Plan) -> None:
    row = _rows(plan)[0]
    Action.objects.filter(pk=row.pk).update(more_criteria=["3.6", "5.1"])
    base = _base(plan)
    choices = dict.fromkeys(base, KEEP) | {
        str(row.uid): "4.1", f"{row.uid}:3.6": "4.1", f"{row.uid}:5.1": DROP,
    }  # fmt: skip
    given: dict[str, Any] = {"plan": plan, "actor": cast.secretary, "at": NOW, "to": NEW.id}
    with pytest.raises(Problem):
        move_codes(**given, base=base, choices=choices | {f"{row.uid}:5.1": KEEP})
    move_codes(**given, base=base, choices=choices | {f"{row.uid}:5.1": "3.1"})
    row.refresh_from_db()
    assert (row.criterion, row.more_criteria) == ("4.1", ["3.1"])
    take_codes_back(plan=plan, actor=cast.head, at=NOW)
    row.refresh_from_db()
    assert (row.criterion, row.more_criteria) == ("3.5", ["3.6", "5.1"])


def test_a_code_of_the_old_circular_does_not_come_back_through_the_history(
    cast: Cast, plan: Plan
) -> None:
    row = _rows(plan)[1]
    set_field(
        plan=plan, actor=cast.deputy, at=NOW, kind="action", uid=row.uid, field="criterion",
        base="1.4", value="1.1",
    )  # fmt: skip
    line = history_of(plan, row.uid)[0]
    _move(cast, plan, c35="4.1", c11="1.1")
    with pytest.raises(Problem, match="đã đổi bộ tiêu chuẩn"):
        undo_field(plan=plan, actor=cast.deputy, at=NOW, line=line.number)


def test_rows_that_keep_an_old_code_keep_it_in_the_next_copy(cast: Cast, plan: Plan) -> None:
    _move(cast, plan, c35="4.1", c14="1.2")
    given: dict[str, Any] = {"source": plan, "actor": cast.head, "at": NOW, "once": "nua"}
    made = copy_plan(**given, start_year=2027)
    marked = {row.tt: own_edition(made.plan, row.uid) for row in _rows(made.plan)}
    assert marked == {"1": NEW.id, "2": NEW.id, "3": OLD.id, "4": NEW.id}
    assert open_change(made.plan) is None


# -- whose codes a file has -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "edition"),
    [
        (_draft(), OLD.id),
        (PlanDraft(items=[Item(criterion="1.1", criterion_title=_title("1.1"))]), OLD.id),
        (PlanDraft(items=[Item(criterion="5.6")]), OLD.id),
        (PlanDraft(items=[Item(criterion="1.1", level=3)]), OLD.id),
        (
            PlanDraft(
                items=[Item(criterion="1.1")],
                legal_bases=[LegalBasis("Căn cứ …", "18/2018/TT-BGDĐT")],
            ),
            OLD.id,
        ),
        (PlanDraft(items=[Item(criterion="1.1")]), NEW.id),
        (PlanDraft(items=[Item(criterion="4.3", criterion_title="Nhà vệ sinh")]), NEW.id),
        (PlanDraft(), NEW.id),
        (PlanDraft(items=[Item(criterion="77.7")]), NEW.id),
    ],
)
def test_an_old_file_brought_into_a_new_year_keeps_the_circular_of_its_codes(
    draft: PlanDraft, edition: str
) -> None:
    found = edition_of_draft(draft, "thcs", in_force("thcs", 2026))
    assert found
    assert found.id == edition


@pytest.mark.parametrize("catalogue", [OLD, NEW])
def test_a_plan_with_the_titles_of_a_circular_is_of_that_circular_in_any_year(
    catalogue: Any,
) -> None:
    items = [Item(criterion=c.code, criterion_title=c.title) for c in catalogue.criteria]
    for year in (2024, 2026):
        found = edition_of_draft(PlanDraft(items=items), "thcs", in_force("thcs", year))
        assert found == catalogue


def test_a_file_of_last_year_imported_into_this_one_opens_the_change(cast: Cast) -> None:
    plan = imported(cast, _draft(school_year="2026-2027"))
    assert plan.catalogue == OLD.id
    assert open_change(plan) == NEW


# -- the page -------------------------------------------------------------------------------------


def _url(plan: Plan, name: str = "plan-crosswalk") -> str:
    return reverse(name, args=[plan.school.slug, plan.key])


def test_the_page_shows_both_codes_and_one_press_moves_without_javascript(
    cast: Cast, plan: Plan
) -> None:
    client = cast.client(cast.secretary)
    shown = client.get(reverse("plan", args=[plan.school.slug, plan.key])).content.decode()
    assert f"theo Thông tư {OLD.number}; chưa chuyển sang Thông tư {NEW.number}" in shown
    read = client.get(reverse("plan-read", args=[plan.school.slug, plan.key])).content.decode()
    assert _url(plan) in shown
    assert _url(plan) in read
    with CaptureQueriesContext(connection) as seen:
        page = client.get(_url(plan)).content.decode()
    assert len(seen) < 15
    assert _title("3.5") in page
    assert "Chưa có đề xuất nào cho mã này" in page
    base = _base(plan)
    sent = {f"ma-{key}": code for key, code in base.items()} | {"sang": NEW.id}
    incomplete = client.post(_url(plan), sent | {f"chon-{k}": KEEP for k in list(base)[:1]})
    assert incomplete.status_code == 400
    assert "chưa chọn mã" in incomplete.content.decode()
    assert Plan.objects.get(pk=plan.pk).catalogue == OLD.id
    chosen = {f"chon-{key}": "khac" for key in base} | {f"khac-{key}": "4.1" for key in base}
    done = client.post(_url(plan), sent | chosen, follow=True)
    assert "Đã đổi mã 4 dòng" in done.content.decode()
    assert "Quay lại mã cũ" in done.content.decode()
    assert {row.criterion for row in _rows(plan)} == {"4.1", ""}
    back = client.post(_url(plan, "plan-crosswalk-undo"), follow=True)
    assert "Đã quay lại mã cũ ở 4 dòng" in back.content.decode()


def test_a_row_that_keeps_an_old_code_is_never_shown_under_the_new_title(
    cast: Cast, plan: Plan
) -> None:
    _move(cast, plan, c14="1.2")  # 3.5 stays
    now = Plan.objects.get(pk=plan.pk)
    new = NEW.criterion("3.5")
    assert new
    first = _rows(now)[0]
    Action.objects.filter(pk=first.pk).update(criterion_title="")
    rows = rows_of(now)
    line = table_view(now, "action", rows, Names()).rows[0]
    told = " ".join(f"{cell.text} {cell.note}" for cell in line.cells)
    assert new.title not in told
    field = RowForm(now, "action", first).fields["criterion"]
    assert isinstance(field, ChoiceField)
    words = str(field.choices)
    assert f"Tiêu chí 3.5. {_title('3.5')} (Thông tư {OLD.number})" in words
    assert new.title not in words
    assert "4.1" in words


def test_the_heat_map_keeps_the_codes_of_two_circulars_apart(cast: Cast, plan: Plan) -> None:
    _move(cast, plan, c14="3.5")
    found = criteria_over_years(cast.school, [2025, 2026])
    years = {key: sorted(by_year) for key, by_year in found.items() if key[1] == "3.5"}
    assert years == {(OLD.id, "3.5"): [2025, 2026], (NEW.id, "3.5"): [2026]}


def test_a_stale_page_keeps_the_choices_and_names_the_new_rows(cast: Cast, plan: Plan) -> None:
    client = cast.client(cast.secretary)
    base = _base(plan)
    sent = {f"ma-{k}": "0.0" if c == "1.4" else c for k, c in base.items()} | {"sang": NEW.id}
    answer = client.post(_url(plan), sent | {f"chon-{k}": KEEP for k in base})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("dòng mới hoặc vừa được sửa") == 1
    assert page.count(f'value="{KEEP}" checked') == len(base) - 1


def test_who_may_not_edit_reads_and_a_stranger_sees_nothing(cast: Cast, plan: Plan) -> None:
    reader = cast.client(cast.viewer)
    page = reader.get(_url(plan))
    assert page.status_code == 200
    assert "Đổi mã theo lựa chọn trên" not in page.content.decode()
    assert reader.post(_url(plan)).status_code == 403
    assert reader.post(_url(plan, "plan-crosswalk-undo")).status_code == 403
    stranger = cast.client(cast.stranger)
    assert stranger.get(_url(plan)).status_code == 404
    assert stranger.post(_url(plan, "plan-crosswalk-undo")).status_code == 404


def test_a_plan_without_a_change_says_so(cast: Cast) -> None:
    plan = first_plan(cast)
    page = cast.client(cast.secretary).get(_url(plan)).content.decode()
    assert "Không có lần chuyển bộ tiêu chuẩn nào đang chờ" in page
