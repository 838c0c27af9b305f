"""Rows and drafts are two forms of one thing."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import (
    Column,
    EmptyRow,
    Item,
    Job,
    LegalBasis,
    MonitoringRow,
    PlanDraft,
    PriorityIssue,
    Section,
    SectionTable,
    Signatory,
    StandardRow,
    StyleSpan,
    content_of,
)
from caitien.core.drafts.read import understand
from caitien.plans.drafting import content_hash, draft_of, item_of
from caitien.plans.drafting_store import store_draft
from caitien.plans.models import Action, Plan
from caitien.plans.people_text import Directory, assignee_words
from caitien.schools.models import Organisation, Person, Unit
from tests.people import NOW, Cast, make_cast
from tests.shared import need_shared

from .making import SAMPLES, imported, sample_drafts, shared_drafts


def _comes_back(cast: Cast, draft: PlanDraft, once: str = "tep") -> None:
    told = content_of(copy.deepcopy(draft))
    plan = imported(cast, draft, once)
    if told["school_year"] is None:  # a plan of the application always has a year
        told["school_year"] = "2026-2027"
    told["school_level"] = told["school_level"] or "thcs"  # the school has this level alone
    assert content_of(draft_of(Plan.objects.get(pk=plan.pk))) == told


@pytest.mark.parametrize("name", sample_drafts())
def test_a_sample_comes_back_from_the_database_as_it_was(cast: Cast, name: str) -> None:
    _comes_back(cast, sample_drafts()[name])


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("*.docx")))
def test_a_word_file_comes_back_from_the_database_as_it_was_read(cast: Cast, name: str) -> None:
    plans = understand(open_document(SAMPLES / name)).plans
    assert plans
    for n, draft in enumerate(plans):
        _comes_back(cast, draft, f"tep-{n}")


def test_the_shared_plans_come_back_from_the_database_as_they_were(cast: Cast) -> None:
    need_shared()
    drafts = shared_drafts()
    assert drafts
    for name, draft in drafts.items():
        _comes_back(cast, draft, name)


_LETTERS = st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0x2FFF)
_WORDS = st.sampled_from(
    (
        "Hiệu trưởng", "Phó hiệu trưởng, tổ trưởng", "Nguyễn Thị Hương", "Tháng 9/2026",
        "Năm học 2026-2027", "5.000.000 đồng", "Không có", "Tiêu chí 1.3 Mức 2", "2.1", "",
    )
)  # fmt: skip
_TEXT = st.one_of(_WORDS, st.text(_LETTERS, max_size=30), st.text("ăâ 1.3/-\n", max_size=400))
_MAYBE = st.one_of(st.none(), _TEXT)
_LINES = st.lists(_TEXT, max_size=3)
_SMALL = st.one_of(st.none(), st.integers(-3, 70_000))
_SUM = st.one_of(st.none(), st.integers(-5, 2**64))
_YEAR = st.one_of(st.none(), st.sampled_from(("2026-2027", "2024-2025", "2026-2028", "2026", "x")))
_DAY = st.one_of(st.none(), st.sampled_from(("2026-09", "2026-09-15", "2027-13", "hè")))
_ITEM_TEXTS = (
    "tt", "standard", "standard_title", "criterion", "criterion_title", "target", "lead",
    "assignee_text", "time", "time_kind", "budget_text", "conditions", "notes", "supervisor",
    "report_time", "content", "indicator", "resources", "expected_evidence", "status", "current",
)  # fmt: skip
_ITEM: st.SearchStrategy[Item] = st.builds(
    Item,
    **dict.fromkeys(_ITEM_TEXTS, _MAYBE),
    level=_SMALL,
    solutions=_LINES,
    solution_details=st.lists(st.builds(Job, _TEXT, _MAYBE, _MAYBE), max_size=2),
    collaborators=_LINES,
    start=_DAY,
    end=_DAY,
    budget_vnd=_SUM,
    extra=st.dictionaries(_TEXT, _TEXT, max_size=2),
)
_TABLE = st.builds(
    SectionTable,
    st.sampled_from(("items", "other", "monitoring")),
    st.integers(0, 3),
    st.lists(_LINES, max_size=2),
)
_SPAN = st.builds(
    StyleSpan, st.integers(0, 3), st.integers(0, 9), st.integers(0, 40), st.sampled_from("biu")
)
_SECTION: st.SearchStrategy[Section] = st.builds(
    Section,
    _TEXT,
    _LINES,
    st.lists(_TABLE, max_size=2),
    styles=st.lists(_SPAN, max_size=4),
)
_DRAFT: st.SearchStrategy[PlanDraft] = st.builds(
    PlanDraft,
    school_name=_MAYBE,
    school_level=st.one_of(st.none(), st.sampled_from(("thcs", "mam_non", "lien_cap"))),
    authority=_MAYBE,
    plan_number=_MAYBE,
    plan_number_raw=_MAYBE,
    place=_MAYBE,
    date=st.one_of(st.none(), st.sampled_from(("2026-09-05", "2026-02-30", "05/9/2026"))),
    school_year=_YEAR.filter(bool),
    school_year_to=_YEAR,
    kind=st.sampled_from(("annual", "multi_year")),
    title=_MAYBE,
    title_lines=_LINES,
    table_layout=st.one_of(st.none(), st.sampled_from(("bieu2_tt57", "cv5932_9", "khác"))),
    columns=st.lists(st.builds(Column, _TEXT, _TEXT), max_size=3),
    legal_bases=st.lists(st.builds(LegalBasis, _TEXT, _MAYBE, _MAYBE), max_size=2),
    preamble=_LINES,
    sections=st.lists(_SECTION, max_size=3),
    items=st.lists(_ITEM, max_size=3),
    standards=st.lists(st.builds(StandardRow, _TEXT, _MAYBE, _MAYBE, _TEXT), max_size=2),
    empty_rows=st.lists(st.builds(EmptyRow, _MAYBE, _MAYBE, _SMALL), max_size=2),
    level4_text=_MAYBE,
    priority_issues=st.lists(
        st.builds(PriorityIssue, _MAYBE, _MAYBE, _MAYBE, _MAYBE, _MAYBE, _MAYBE), max_size=2
    ),
    monitoring=st.lists(st.builds(MonitoringRow, _MAYBE, _MAYBE, _MAYBE, _MAYBE), max_size=2),
    signatory=st.builds(Signatory, _MAYBE, _MAYBE),
    recipients=_LINES,
)


class AnyDraft(TestCase):
    """A class, because hypothesis empties the database between examples only for these."""

    @settings(max_examples=120, suppress_health_check=list(HealthCheck))
    @given(_DRAFT)
    def test_any_draft_comes_back_from_the_database_as_it_was(self, draft: PlanDraft) -> None:
        cast = make_cast()
        told = content_of(copy.deepcopy(draft))
        plan = Plan(school=cast.school, once="x", start_year=2026, end_year=2026)
        plan.created_by, plan.created_at, plan.changed_at = cast.head, NOW, NOW
        store_draft(plan=plan, draft=draft)
        back = draft_of(Plan.objects.get(pk=plan.pk))
        assert content_of(back) == told
        assert content_hash(back, "a") == content_hash(draft, "a") != content_hash(back, "b")


def _bold(*spans: StyleSpan, text: str = "Nâng cao chất lượng") -> PlanDraft:
    return PlanDraft(title="KẾ HOẠCH", sections=[Section("I. MỤC TIÊU", [text], styles=[*spans])])


def test_bold_words_of_a_section_are_stored_and_part_of_the_hash(cast: Cast) -> None:
    span = StyleSpan(0, 5, 8, "b")
    plan = imported(cast, _bold(span))
    section = plan.sections.get()
    assert section.body["styles"] == [[0, 5, 8, "b"]]
    back = draft_of(Plan.objects.get(pk=plan.pk))
    assert back.sections[0].styles == [span]
    with_bold = content_hash(back, "a")
    assert with_bold == content_hash(copy.deepcopy(back), "a")
    back.sections[0].styles = []
    assert with_bold != content_hash(back, "a")


def test_bold_words_stay_in_place_where_a_character_could_not_be_stored(cast: Cast) -> None:
    draft = _bold(StyleSpan(0, 6, 9, "b"), text="Nâng\x00 cao")
    plan = imported(cast, draft)
    section = draft_of(Plan.objects.get(pk=plan.pk)).sections[0]
    (span,) = section.styles
    assert section.paragraphs == ["Nâng cao"]
    assert section.paragraphs[0][span.start : span.end] == "cao"


def test_a_draft_takes_five_queries_however_many_rows(cast: Cast) -> None:
    for once, count in (("mot", 1), ("nhieu", 60)):
        rows = [Item(tt=str(n), target="Đạt", budget_vnd=1_000_000) for n in range(count)]
        plan = imported(cast, PlanDraft(title="KẾ HOẠCH", items=rows), once)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert len(draft_of(plan).items) == count
        assert len(seen) <= 5


def _typed(cast: Cast, **texts: Any) -> Action:
    Action.objects.all().delete()
    plan = imported(cast, PlanDraft(title="KẾ HOẠCH", items=[Item(**texts)]), once=repr(texts))
    return plan.actions.get()


def test_people_and_days_are_typed_where_the_text_is_clear(cast: Cast) -> None:
    action = _typed(
        cast,
        assignee_text="Hiệu trưởng\nPhối hợp: Tổ Toán - Tin, cô Hoàng Thị Lan, các lớp 9",
        time="Từ tháng 9 đến tháng 12",
        budget_text="5.000.000 đồng",
        budget_vnd=5_000_000,
        supervisor="Trưởng ban thanh tra nhân dân",
    )
    assert action.lead_person == cast.person("head")
    assert list(action.collaborators.all()) == [cast.person("teacher")]
    assert list(action.collaborator_units.all()) == [cast.unit]
    assert (action.start, action.due) == (date(2026, 9, 1), date(2026, 12, 31))
    assert action.supervisor_person == cast.person("supervisor")
    assert action.budget.get().amount == 5_000_000


def test_a_level_the_target_names_is_where_the_school_wants_to_be(cast: Cast) -> None:
    action = _typed(cast, criterion="1.1", level=3, target="Mức 3", current="Mức 2")
    assert (action.level, action.target_level) == (2, 3)
    assert item_of(action, ()).level == 3
    action = _typed(cast, criterion="1.1", level=2, target="Mức 3")
    assert (action.level, action.target_level) == (2, None)
    action = _typed(cast, criterion="1.1", level=2, target="Giảm sĩ số")
    assert (action.level, action.target_level) == (2, None)


@pytest.mark.parametrize(
    "texts",
    [
        {"assignee_text": "Ông Nguyễn Văn Không Có"},
        {"assignee_text": "Nguyễn Thị Hương (Phó hiệu trưởng)"},
        {"assignee_text": "Giáo viên, nhân viên"},
        {"time": "Khi có điều kiện"},
    ],
)
def test_nothing_is_guessed_where_the_text_is_not_clear(cast: Cast, texts: dict[str, str]) -> None:
    """Two teachers, a name with another's post, a time without a day."""
    Person.objects.create(
        organisation=cast.school, full_name="Lý Thị Hai", name_key="lý thị hai", post="Giáo viên"
    )
    action = _typed(cast, **texts)
    assert (action.lead_person, action.lead_unit, action.start, action.due) == (None,) * 4


def test_thuy_with_either_tone_place_is_one_person_and_another_schools_is_none(cast: Cast) -> None:
    own = Person.objects.create(organisation=cast.school, full_name="Đỗ Thị Thủy", name_key="x")
    Person.objects.create(organisation=cast.other_school, full_name="Đỗ Thị Thủy", name_key="x")
    Person.objects.create(organisation=cast.other_school, full_name="Tô Văn Xa", name_key="y")
    directory = Directory.of(cast.school)
    assert directory.find("cô Đỗ Thị Thuỷ") == own
    assert directory.find("Tô Văn Xa") is None


def test_the_words_for_people_picked_name_them_when_read_again(cast: Cast) -> None:
    head, teacher = cast.person("head"), cast.person("teacher")
    words = assignee_words(head, [teacher, cast.unit], ["các lớp 9"])
    found = Directory.of(cast.school).match(words)
    assert (found.lead, found.people, found.units) == (head, (teacher,), (cast.unit,))
    assert found.unknown == ("các lớp 9",)


def test_homonyms_are_told_apart_by_their_posts_only(cast: Cast) -> None:
    made = [
        Person.objects.create(
            organisation=cast.school, full_name="Lê Văn Nam", name_key="lê văn nam", post=post
        )
        for post in ("Bảo vệ", "Kế toán")
    ]
    directory = Directory.of(Organisation.objects.get(pk=cast.school.pk))
    assert directory.find("Lê Văn Nam") is None
    assert directory.find("Lê Văn Nam (Kế toán)") == made[1]
    assert directory.find("Kế toán - Lê Văn Nam") == made[1]
    assert isinstance(directory.find("Tổ Toán – Tin"), Unit)


def test_a_character_no_database_holds_does_not_stop_the_import(cast: Cast) -> None:
    draft = PlanDraft(title="KẾ\x00 HOẠCH", items=[Item(tt="1", solutions=["a\ud800b"])])
    plan = imported(cast, draft)
    back = draft_of(Plan.objects.get(pk=plan.pk))
    assert (back.title, back.items[0].solutions) == ("KẾ HOẠCH", ["ab"])
