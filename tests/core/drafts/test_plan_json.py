"""Plan JSON: every reading fits the published schema, nothing is lost on the way and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from caitien.core.documents.model import Place
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
from caitien.core.drafts.plan_json import (
    PlanJsonError,
    item_from_dict,
    plan_from_dict,
    plan_to_dict,
    reading_to_dict,
)
from caitien.core.drafts.read import understand
from caitien.core.drafts.schema import plan_schema
from tests.shared import need_shared

from .test_bieu2 import bieu2


@cache
def _validator(name: str | None = None) -> Draft202012Validator:
    schema = plan_schema()
    return Draft202012Validator(
        {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]} if name else schema
    )


def _faults(data: Any, name: str | None = None) -> list[str]:
    return [f"{e.json_path}: {e.message[:120]}" for e in _validator(name).iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(plan_schema())
    described = plan_schema()["$defs"]["plan"]["properties"]
    assert all(d.get("description") for n, d in described.items() if n != "signatory")


@pytest.mark.parametrize("pattern", ["seeds/*.txt", "rebuilt/*.docx", "rebuilt/*.pdf"])
def test_readings_of_samples_fit(pattern: str) -> None:
    for path in sorted((need_shared() / "samples").glob(pattern)):
        data = reading_to_dict(understand(open_document(path)))
        assert _faults(json.loads(json.dumps(data))) == []


def test_gold_of_samples_can_be_taken() -> None:
    for path in sorted((need_shared() / "samples").glob("*/*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        plan = plan_from_dict(gold)
        assert len(plan.items) == gold["item_count"]


def test_reading_of_a_whole_form_fits(tmp_path: Path) -> None:
    reading = bieu2().reading(tmp_path)
    assert _faults(json.loads(json.dumps(reading_to_dict(reading)))) == []
    plan = reading.plans[0]
    assert content_of(plan_from_dict(plan_to_dict(plan))) == content_of(plan)


words = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ .,;:-0123456789\n", max_size=20)
some = st.none() | words
number = st.none() | st.integers(1, 5000)
places = st.builds(Place, st.none(), number, number, number, number, number, number)
days = st.none() | st.dates().map(lambda d: f"{d.year:04}-{d.month:02}-{d.day:02}")
months = days | st.none() | st.dates().map(lambda d: f"{d.year:04}-{d.month:02}")
years = st.none() | st.integers(2000, 2090).map(lambda y: f"{y}-{y + 1}")
texts = st.lists(words, max_size=3)
kinds = st.sampled_from(["school_year", "month", "range", "deadline", "open", "recurring", None])
table_kinds = st.sampled_from(["items", "priority_issues", "monitoring", "other"])

jobs = st.builds(Job, words, some, some)
items = st.builds(
    Item,
    **dict.fromkeys(
        ["tt", "standard", "standard_title", "criterion", "criterion_title", "target", "lead",
         "assignee_text", "time", "budget_text", "conditions", "notes", "supervisor",
         "report_time", "content", "indicator", "resources", "expected_evidence", "status",
         "current", "code_text"],
        some,
    ),
    level=st.none() | st.integers(1, 4),
    solutions=texts,
    solution_details=st.lists(jobs, max_size=2),
    collaborators=texts,
    time_kind=kinds,
    start=months,
    end=months,
    budget_vnd=st.none() | st.integers(0, 10**12),
    extra=st.dictionaries(words, words, max_size=2),
    place=places,
    places=st.dictionaries(words, places, max_size=2),
    uncertain=st.dictionaries(words, words, max_size=2),
    partial=st.booleans(),
)  # fmt: skip
sections = st.builds(
    Section,
    words,
    texts,
    st.lists(
        st.builds(
            SectionTable, table_kinds, st.integers(0, 9), st.lists(texts, max_size=2), places
        ),
        max_size=2,
    ),
    places,
    st.lists(
        st.builds(
            StyleSpan,
            st.integers(0, 9),
            st.integers(0, 99),
            st.integers(0, 99),
            st.sampled_from("biu"),
        ),
        max_size=3,
    ),
)
plans = st.builds(
    PlanDraft,
    **dict.fromkeys(
        ["school_name", "authority", "plan_number", "plan_number_raw", "place", "title",
         "table_layout", "level4_text"],
        some,
    ),
    school_level=st.sampled_from(["mam_non", "tieu_hoc", "thcs", "thpt", "lien_cap", "gdtx", None]),
    date=days,
    school_year=years,
    school_year_to=years,
    kind=st.sampled_from(["annual", "multi_year"]),
    title_lines=texts,
    columns=st.lists(st.builds(Column, words, words), max_size=3),
    legal_bases=st.lists(st.builds(LegalBasis, words, some, days, places), max_size=2),
    preamble=texts,
    sections=st.lists(sections, max_size=2),
    items=st.lists(items, max_size=3),
    standards=st.lists(st.builds(StandardRow, words, some, some, words, places), max_size=2),
    empty_rows=st.lists(
        st.builds(EmptyRow, some, some, st.none() | st.integers(1, 4), places), max_size=2
    ),
    priority_issues=st.lists(
        st.builds(PriorityIssue, some, some, some, some, some, some, places), max_size=2
    ),
    monitoring=st.lists(st.builds(MonitoringRow, some, some, some, some, some, places), max_size=2),
    signatory=st.builds(Signatory, some, some, places),
    recipients=texts,
    form_lines=st.dictionaries(words, words, max_size=2),
    places=st.dictionaries(words, places, max_size=2),
    uncertain=st.dictionaries(words, words, max_size=2),
    damage=st.sets(st.sampled_from(["header", "table", "page_order"])),
)  # fmt: skip


@given(plans)
def test_there_and_back(plan: PlanDraft) -> None:
    data = json.loads(json.dumps(plan_to_dict(plan)))
    assert _faults(data, "plan") == []
    back = plan_from_dict(data)
    assert content_of(back) == content_of(plan)
    again = plan_to_dict(back)
    assert {**again, "items": None} == {**data, "items": None}
    for mine, theirs in zip(again["items"], data["items"], strict=True):
        assert {**mine, "places": None} == {**theirs, "places": None}


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip
_KEYS = sorted(plan_schema()["$defs"]["plan"]["properties"])
_ITEM_KEYS = sorted(plan_schema()["$defs"]["item"]["properties"])


def _refusal(take: Callable[[Any], object], data: Any) -> str | None:
    """The words of the refusal, None where the data is taken; any other error fails the test."""
    try:
        take(data)
    except PlanJsonError as error:
        return str(error)
    return None


@given(st.dictionaries(st.sampled_from(_KEYS), junk, max_size=6) | junk)
def test_hostile_plans_are_taken_or_refused_in_words(data: Any) -> None:
    words = _refusal(plan_from_dict, data)
    assert words is None or "phải" in words or "không thuộc" in words
    if words is None:
        again = plan_from_dict(plan_to_dict(plan_from_dict(data)))
        assert content_of(again) == content_of(plan_from_dict(data))


@given(st.dictionaries(st.sampled_from(_ITEM_KEYS), junk, max_size=6))
def test_hostile_items_are_taken_or_refused_in_words(data: dict[str, Any]) -> None:
    words = _refusal(item_from_dict, data)
    assert words is None or "phải" in words


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "Kế hoạch phải là một đối tượng {…}, không phải danh sách."),
        ({"items": {}}, "“items” phải là danh sách, không phải đối tượng."),
        ({"items": [{"level": "ba"}]}, "“items[0].level” phải là số nguyên, không phải chuỗi chữ."),
        ({"items": [{"criterion": 1.1}]},
         "“items[0].criterion” phải là chuỗi chữ, không phải số thập phân."),
        ({"items": ["x"]}, "“items[0]” phải là một đối tượng {…}, không phải chuỗi chữ."),
        ({"kind": "weekly"}, "“kind” là “weekly”, không thuộc: annual, multi_year."),
        ({"date": "12/9/2026"},
         "“date” phải có dạng NĂM-THÁNG-NGÀY (vd 2026-09-15), không phải “12/9/2026”."),
        ({"date": "2026-02-30"},
         "“date” phải có dạng NĂM-THÁNG-NGÀY (vd 2026-09-15), không phải “2026-02-30”."),
        ({"sections_text": [{"heading": "I", "styles": [{"style": "red"}]}]},
         "“sections_text[0].styles[0].style” là “red”, không thuộc: b, i, u."),
        ({"recipients": [1]}, "“recipients[0]” phải là chuỗi chữ, không phải số nguyên."),
        ({"signatory": "HIỆU TRƯỞNG"},
         "“signatory” phải là một đối tượng {…}, không phải chuỗi chữ."),
        ({"places": {"title": {"page": "một"}}},
         "“place.page” phải là số nguyên, không phải chuỗi chữ."),
    ],
)  # fmt: skip
def test_refusals_name_the_value(data: Any, message: str) -> None:
    with pytest.raises(PlanJsonError) as caught:
        plan_from_dict(data)
    assert str(caught.value) == message


def test_what_is_tolerated() -> None:
    plan = plan_from_dict(
        {
            "kind": None,
            "items": [None, {"tt": 1, "budget_vnd": 5e6, "solutions": "Một việc", "extra": None,
                             "uncertain": {"lead": True, "time": False}, "unknown": 3}],
            "sections": ["I. MỤC ĐÍCH"],
            "signatory": None,
            "uncertain": {"place": "mờ"},
        }
    )  # fmt: skip
    (item,) = plan.items
    assert (plan.kind, item.tt, item.budget_vnd, item.solutions) == (
        "annual", "1", 5000000, ["Một việc"],
    )  # fmt: skip
    assert item.uncertain == {"lead": "không rõ lý do"}
    assert plan.uncertain == {"place": "mờ"}
    assert [s.heading for s in plan.sections] == ["I. MỤC ĐÍCH"]
