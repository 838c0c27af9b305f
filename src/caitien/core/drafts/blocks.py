"""The author's text of a draft as TextBlocks: from the file if there is one, else the values.

A draft edited or taken from a database has no file; the checks of wording read its values.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model import CELL_FIELDS, ISSUE_FIELDS, MONITORING_FIELDS, PlanDraft, TextBlock

_HEADER = ("authority", "school_name", "plan_number_raw", "plan_number", "place")


def text_blocks(plan: PlanDraft) -> list[TextBlock]:
    """The blocks of a draft in reading order; `plan.blocks` where a reader has set them."""
    return plan.blocks or list(_from_values(plan))


def _from_values(plan: PlanDraft) -> Iterator[TextBlock]:
    for name in _HEADER:
        value = getattr(plan, name)
        if value and not (name == "plan_number" and plan.plan_number_raw):
            yield TextBlock(value, "header", plan.place_of(name), field=name)
    for line in plan.title_lines or ([plan.title] if plan.title else []):
        yield TextBlock(line, "title", plan.place_of("title"), field="title")
    in_sections = {p for s in plan.sections for p in s.paragraphs} | set(plan.preamble)
    for basis in plan.legal_bases:
        if basis.text not in in_sections:
            yield TextBlock(basis.text, "basis", basis.place, field="legal_bases")
    bases = {basis.text for basis in plan.legal_bases}
    for text in plan.preamble:
        yield TextBlock(text, "basis" if text in bases else "body", field="preamble")
    for section in plan.sections:
        yield TextBlock(section.heading, "heading", section.place)
        for text in section.paragraphs:
            yield TextBlock(text, "basis" if text in bases else "body", section.place)
    for issue in plan.priority_issues:
        for name in ISSUE_FIELDS:
            if text := getattr(issue, name):
                yield TextBlock(text, "cell", issue.place_of(name), field="priority_issues")
    yield from _cells(plan)
    for check in plan.monitoring:
        for name in MONITORING_FIELDS:
            if text := getattr(check, name):
                yield TextBlock(text, "cell", check.place_of(name), field="monitoring")
    if plan.signatory.title:
        yield TextBlock(plan.signatory.title, "signature", plan.signatory.place)
    if plan.signatory.name:
        yield TextBlock(plan.signatory.name, "signature", plan.signatory.place, field="name")
    for line in plan.recipients:
        yield TextBlock(line, "recipients", plan.place_of("recipients"))


def _cells(plan: PlanDraft) -> Iterator[TextBlock]:
    for standard in plan.standards:
        if standard.text:
            yield TextBlock(standard.text, "cell", standard.place, field="standard_title")
    for index, item in enumerate(plan.items):
        if item.code_text or item.criterion_title:
            text = item.code_text or item.criterion_title or ""
            yield TextBlock(text, "cell", item.place_of("criterion"), field="criterion", item=index)
        for name in CELL_FIELDS:
            text = item.text_of(name) or ""
            if text and name != "tt":
                yield TextBlock(text, "cell", item.place_of(name), field=name, item=index)
    if plan.level4_text:
        yield TextBlock(plan.level4_text, "cell", plan.place_of("level4_text"), field="level4_text")
