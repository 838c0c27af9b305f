"""Every safe fix of every rule, tried on the examples of the rules' own pages.

A safe fix must be an exact edit of text: its excerpt stands where the diagnostic says, and with the
replacement in its place the rule has nothing safe to mend there any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from caitien.core.documents.model import Document, Paragraph, Place
from caitien.core.drafts.blocks import text_blocks
from caitien.core.drafts.model import PlanDraft, Reading
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.lint.context import Context
from caitien.core.lint.diagnostic import Diagnostic
from caitien.core.lint.fix import is_safe, plan_fixes
from caitien.core.lint.run import Loaded, all_rules, arranged, run_rules
from tests.core.lint.test_rule_pages import FENCE, HEADINGS, page_of, parts, strip_marks

FILE = "vi-du.docx"


def examples() -> list[Any]:
    out = []
    for one in all_rules():
        try:
            page = parts(page_of(one))
        except FileNotFoundError:
            continue  # the test of the pages says so
        for number, source in enumerate(FENCE.findall(page.get(HEADINGS[3], "")), 1):
            out.append(pytest.param(one, source, id=f"{one.rule.slug}-{number}"))
    return out


def placed_plans(source: str) -> tuple[Reading, Any]:
    """The example as if read from a file of one paragraph for each piece of text."""
    data = strip_marks(yaml.safe_load(source), [])
    today = data.pop("today", None)
    for key in ("vắng", "format"):
        data.pop(key, None)
    plans = []
    number = 0
    for raw in data.pop("plans", None) or [data]:
        if "text" in raw:
            raw["preamble"] = [*raw.get("preamble", []), raw.pop("text")]
        plan = plan_from_dict(raw)
        blocks = []
        for block in text_blocks(plan):
            number += 1
            blocks.append(replace(block, place=Place(FILE, paragraph=number), marks=()))
        plan.blocks = blocks
        plans.append(plan)
    return Reading(FILE, "docx", "improvement_plan", plans), today


def document_of(plans: list[PlanDraft]) -> Document:
    blocks = [block for plan in plans for block in plan.blocks]
    return Document(FILE, "docx", [Paragraph(b.text, b.place) for b in blocks])


def findings(one: Loaded, reading: Reading, today: Any) -> list[Diagnostic]:
    out: list[Diagnostic] = []
    for index, plan in enumerate(reading.plans):
        if index == 0 or one.rule.scope == "plan":
            out += arranged(run_rules(Context(plan, reading, today=today), [one], index))
    return out


@pytest.mark.parametrize(("one", "source"), examples())
def test_safe_fixes_are_exact_edits(one: Loaded, source: str) -> None:
    reading, today = placed_plans(source)
    before = [d for d in findings(one, reading, today) if is_safe(d) and d.offset is not None]
    blocks = {block.place.paragraph: block for plan in reading.plans for block in plan.blocks}
    for diagnostic in before:
        assert diagnostic.excerpt
        assert diagnostic.fix
        assert diagnostic.fix.replacement != diagnostic.excerpt
        if block := blocks.get(diagnostic.place.paragraph):
            end = (diagnostic.offset or 0) + len(diagnostic.excerpt)
            assert block.text[diagnostic.offset : end] == diagnostic.excerpt
    for _ in range(20):
        found = [d for d in findings(one, reading, today) if is_safe(d) and d.offset is not None]
        placed = plan_fixes(
            reading, found, document_of(reading.plans), force=True, today=today, exact=True
        ).placed
        if not placed:
            break
        for fix in reversed(placed):
            block = blocks[fix.edit.place.paragraph]
            text = block.text
            block.text = text[: fix.edit.start] + fix.edit.text + text[fix.edit.end :]
    else:
        pytest.fail(f"{one.rule.slug}: sửa mãi không hết")
    left = [d for d in findings(one, reading, today) if is_safe(d) and d.place.paragraph in blocks]
    assert not [d.excerpt for d in left if d.offset is not None]
