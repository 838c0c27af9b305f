"""Running the rules: choice, order, merging, faulty rules, places."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.documents.model import Document, Mark, Place
from caitien.core.drafts.model import Item, PlanDraft, Reading, Section, Signatory, TextBlock
from caitien.core.lint import run
from caitien.core.lint.context import Context
from caitien.core.lint.diagnostic import Diagnostic, Severity
from caitien.core.lint.rule import Finding, Rule
from caitien.core.lint.run import INTERNAL, Loaded, SelectorError, check_plan, check_reading, choose


def a_plan() -> PlanDraft:
    plan = PlanDraft(title="KẾ HOẠCH Cải tiến chất lượng năm học 2025-2026")
    plan.sections = [
        Section("I. MỤC ĐÍCH", ["Củng cố họat động.", "Công đòan trường phối hợp với các tổ."])
    ]
    plan.signatory = Signatory("HIỆU TRƯỞNG", "Nguyễn Thị Hoa Mai")
    return plan


def codes(found: list[Diagnostic]) -> set[str]:
    return {one.code for one in found}


def test_select_takes_codes_starts_slugs_and_kinds() -> None:
    plan = a_plan()
    for name in ("CH101", "ch101", "CH10", "tone-mark-misplaced", "SPL-01", "spl"):
        found = check_plan(plan, select=[name])
        assert [one.excerpt for one in found if one.code == "CH101"] == ["họat", "đòan"]
    assert codes(check_plan(plan, select=["SPL-01"])) == {"CH101"}


def test_ignore_wins_over_select() -> None:
    assert check_plan(a_plan(), select=["CH"], ignore=["CH101"]) == []
    assert "TT102" in codes(check_plan(a_plan()))
    assert "TT102" not in codes(check_plan(a_plan(), ignore=["TT"]))


@pytest.mark.parametrize("name", ["", "CHX", "tone-mark-misplacd", "SPL-99", "…"])
def test_unknown_selector_is_told_in_vietnamese(name: str) -> None:
    with pytest.raises(SelectorError, match="Không có quy tắc"):
        choose([name])


def test_unknown_selector_offers_near_names() -> None:
    with pytest.raises(SelectorError, match="tone-mark-misplaced"):
        choose(["tone-mark-misplacd"])


def test_findings_stand_in_reading_order() -> None:
    found = [one for one in check_plan(a_plan()) if one.code in ("CH101", "CT105")]
    assert [one.code for one in found] == ["CH101", "CH101", "CT105"]


def blocks(*texts: str) -> list[TextBlock]:
    return [
        TextBlock(text, "body", Place("t.txt", line=number, paragraph=number))
        for number, text in enumerate(texts, 1)
    ]


def test_place_comes_from_the_marks() -> None:
    plan = PlanDraft()
    marks = (Mark(0, Place("t.txt", line=3)), Mark(12, Place("t.txt", line=5)))
    plan.blocks = [TextBlock("Dòng thứ nhất họat động", "body", Place("t.txt", line=3), marks)]
    found = check_plan(plan, select=["CH101"], document=Document("t.txt", "txt"))
    assert [one.place for one in found] == [Place("t.txt", line=5)]


def test_the_same_word_in_one_place_is_said_once() -> None:
    plan = PlanDraft()
    plan.blocks = blocks("Các họat động và họat động.", "Một họat động.")
    found = check_plan(plan, select=["CH101"], document=Document("t.txt", "txt"))
    assert [one.place.line for one in found] == [1, 2]


def test_without_places_every_block_speaks_for_itself() -> None:
    plan = PlanDraft(preamble=["Các họat động.", "Mọi họat động."])
    assert len(check_plan(plan, select=["CH101"])) == 2


def test_what_is_absent_has_a_place_and_is_worded_for_extracted_text() -> None:
    plan = PlanDraft()
    plan.blocks = blocks("KẾ HOẠCH", "Nội dung.")
    found = check_plan(plan, select=["TT102"], document=Document("t.txt", "txt"))
    assert [one.place.line for one in found] == [1]
    assert "Không tìm thấy số văn bản trong văn bản trích xuất" in found[0].message
    assert found[0].severity is Severity.WARNING
    assert found[0].confidence == "có thể"
    in_word = check_plan(plan, select=["TT102"], document=Document("t.docx", "docx"))
    assert in_word[0].message == "Thiếu số văn bản."
    assert in_word[0].severity is Severity.ERROR


def test_an_empty_plan_is_checked_and_every_finding_has_a_file() -> None:
    for form in ("txt", "docx", "pdf"):
        reading = Reading(f"t.{form}", form, "improvement_plan", [PlanDraft()])
        found = check_reading(reading)
        assert found
        assert INTERNAL not in codes(found)
        assert all(one.place.file == f"t.{form}" for one in found)
        if form == "txt":
            assert all(one.place.line for one in found)


def test_what_concerns_the_file_is_said_once() -> None:
    plans = [a_plan(), a_plan(), a_plan()]
    plans[1].title = "KẾ HOẠCH thứ hai"
    plans[2].title = "KẾ HOẠCH thứ ba"
    found = check_reading(Reading("t.docx", "docx", "improvement_plan", plans), select=["CT102"])
    assert [one.excerpt for one in found] == ["KẾ HOẠCH thứ hai", "KẾ HOẠCH thứ ba"]


def test_a_reading_without_plans_has_no_findings() -> None:
    assert check_reading(Reading("t.docx", "docx", "blank_form")) == []


def broken(context: Context) -> Iterator[Finding]:
    yield context.spot(Place(), "", "trước khi hỏng")
    raise KeyError("hỏng")


def test_a_faulty_rule_is_named_and_the_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("CH999", "broken", None, Severity.INFO, "Hỏng", "Hỏng")
    good = choose(["CH101"])
    monkeypatch.setattr(run, "all_rules", lambda: (Loaded(rule, broken), *good))
    found = check_plan(a_plan())
    internal = [one for one in found if one.code == INTERNAL]
    assert len(internal) == 1
    assert "CH999" in internal[0].message
    assert "CH101" in codes(found)


def test_order_of_cells_follows_their_rows() -> None:
    plan = PlanDraft()
    plan.items = [
        Item(criterion="1.1", target="Một", time="Tháng 9", place=Place(table=1, row=2)),
        Item(criterion="1.2", target="Hai", place=Place(table=1, row=3)),
        Item(criterion="1.3", target="Ba", time="Tháng 9", place=Place(table=1, row=4)),
    ]
    found = check_plan(plan, select=["KH102"])
    assert [(one.place.row, one.item, one.field) for one in found] == [(3, 1, "time")]


words = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơưuvxy àáảãạ….-/:;,()“”[]IVX0123456789\n"), max_size=60
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=6), words, words, st.sampled_from(["txt", "docx", "pdf"]))
def test_no_text_breaks_a_rule(texts: list[str], title: str, cell: str, form: str) -> None:
    plan = PlanDraft(title=title, plan_number_raw=cell, preamble=texts, recipients=texts[:2])
    plan.form_lines = {"number_line": cell, "date_line": title, "motto": cell}
    plan.sections = [Section(text, texts) for text in texts]
    plan.items = [Item(target=cell, time=title, assignee_text=cell, budget_text=title)]
    for one in check_reading(Reading(f"t.{form}", form, "improvement_plan", [plan, plan])):
        assert one.code != INTERNAL, one.message
        assert one.place.file
        assert one.message


def test_thirty_items_are_checked_quickly() -> None:
    plan = a_plan()
    long = "Tổ chức tập huấn cho giáo viên về đổi mới phương pháp dạy học, kiểm tra đánh giá. " * 4
    plan.items = [
        Item(
            criterion=f"1.{number}",
            target=long,
            solutions=[long, long],
            assignee_text="Hiệu trưởng, phó hiệu trưởng",
            time="Tháng 9/2025 đến tháng 5/2026",
            budget_text="5.000.000 đồng",
        )
        for number in range(1, 31)
    ]
    check_plan(plan)  # tables are built at the first use
    best = min(_seconds(plan) for _ in range(3))
    assert best < 4  # measured 0.03 to 0.06 on an idle machine; CI may be busy


def _seconds(plan: PlanDraft) -> float:
    start = time.perf_counter()
    check_plan(plan)
    return time.perf_counter() - start
