"""Forms: headings, columns, widths, what blank forms leave behind."""

from __future__ import annotations

import json

import pytest

from caitien.core.regulations.forms import (
    Form,
    FormTable,
    form_ids,
    load_form,
    template_remains,
)
from tests.shared import need_shared

PLAN_FIELDS = {
    "tt",
    "standard",
    "criterion",
    "standard_criterion",
    "target",
    "content",
    "solutions",
    "assignee",
    "time",
    "budget",
    "conditions",
    "notes",
    "supervisor",
    "report_time",
    "indicator",
    "resources",
    "expected_evidence",
    "status",
}
PLANS = ("bieu2_tt57", "cv5932_9", "five_5", "lqd_10")


def tables(form: Form) -> list[FormTable]:
    return [s.table for s in form.sections if s.table is not None] + list(form.tables)


def test_ids() -> None:
    assert form_ids("improvement_plan") == PLANS
    assert {"bieu1_tt57", "evidence_tt57", "evidence_2018", "noi_ham_2018"} <= set(form_ids())
    with pytest.raises(KeyError):
        load_form("../index")


@pytest.mark.parametrize("form_id", form_ids())
def test_tables_fit_the_page(form_id: str) -> None:
    form = load_form(form_id)
    assert form.id == form_id
    assert form.confidence in {"H", "M", "L"}
    for table in tables(form):
        width = sum(column.width_mm for column in table.columns)
        assert width == (252 if form.orientation == "landscape" else 165)
        fields = [column.field for column in table.columns]
        assert len(fields) == len(set(fields))


@pytest.mark.parametrize(
    ("form_id", "columns"), [("bieu2_tt57", 10), ("cv5932_9", 9), ("lqd_10", 10), ("five_5", 5)]
)
def test_plan_tables(form_id: str, columns: int) -> None:
    table = load_form(form_id).plan_table
    assert table is not None
    assert len(table.columns) == columns
    assert {column.field for column in table.columns} <= PLAN_FIELDS


def test_forms_that_are_no_plans_have_no_plan_table() -> None:
    assert load_form("evidence_tt57").plan_table is None


def test_bieu_2_agrees_with_the_source() -> None:
    raw = json.loads((need_shared() / "regulations" / "tt57-2026.json").read_text())
    theirs = raw["forms"]["bieu_2"]["sections"]
    form = load_form("bieu2_tt57")
    assert [(s.numeral, s.heading) for s in form.sections] == [
        (s["code"], s["title"]) for s in theirs
    ]
    for mine, their in zip(form.sections, theirs, strict=True):
        printed = their.get("preprinted", [])
        if isinstance(printed, dict):
            printed = [line for head, lines in printed.items() for line in (head, *lines)]
        assert list(mine.fixed) == printed
        if "table" in their:
            assert mine.table is not None
            titles = [c if isinstance(c, str) else c["title"] for c in their["table"]["columns"]]
            assert [c.title for c in mine.table.columns] == titles
            assert list(mine.table.rows) == their["table"].get("rows", [])
    plan = form.plan_table
    assert plan is not None
    assert plan.columns[-1].values == ("Hoàn thành", "Đang thực hiện", "Chưa hoàn thành")


def test_the_list_of_evidence_agrees_with_the_source() -> None:
    raw = json.loads((need_shared() / "regulations" / "tt57-2026.json").read_text())
    (table,) = load_form("evidence_tt57").tables
    assert [c.title for c in table.columns] == raw["forms"]["danh_muc_minh_chung"]["columns"]


def test_the_nine_column_form_is_corrected_and_says_so() -> None:
    form = load_form("cv5932_9")
    assert [s.numeral for s in form.sections] == ["I", "II", "III", "IV"]
    assert form.sections[3].numeral_printed == "VI"
    assert form.row_blocks == ("MỨC 1, 2, 3", "MỨC 4")
    assert "địa phương" in form.source


def test_template_remains() -> None:
    remains = template_remains()
    assert {r.kind for r in remains} == {"blank", "choice", "guidance", "boilerplate"}
    assert all(r.form is None or r.form in form_ids() for r in remains)
    assert all("…" in r.text for r in remains if r.kind == "blank")
    assert all(r.advice.endswith(".") for r in remains)
    assert len({r.text for r in remains}) == len(remains)
