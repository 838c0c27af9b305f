"""Runs the rules of one family over a plan given as Plan JSON."""

from __future__ import annotations

from functools import cache
from typing import Any

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import PlanDraft, Reading
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.drafts.read import understand
from caitien.core.lint.context import Context
from caitien.core.lint.diagnostic import Diagnostic
from caitien.core.lint.run import INTERNAL, all_rules, arranged, run_rules
from tests.shared import need_shared


def run(data: dict[str, Any] | PlanDraft, *codes: str, form: str = "docx") -> list[Diagnostic]:
    """What the rules whose codes begin so report; a faulty rule fails the test."""
    chosen = [one for one in all_rules() if one.rule.code.startswith(codes)]
    assert chosen
    plan = data if isinstance(data, PlanDraft) else plan_from_dict(data)
    context = Context(plan, Reading("thu." + form, form, "improvement_plan", [plan]))
    found = list(arranged(run_rules(context, chosen, 0)))
    assert not [d.message for d in found if d.code == INTERNAL]
    return found


@cache
def _reading(name: str) -> Reading:
    path = need_shared() / "samples" / "rebuilt" / f"{name}.docx"
    return understand(open_document(path))


def gold(name: str) -> PlanDraft:
    """One of the reference plans ("002b": the second plan of 002); skips where they are absent."""
    return _reading(name[:3]).plans[1 if name.endswith("b") else 0]


def said(found: list[Diagnostic]) -> set[tuple[str, str]]:
    """Kind and flagged text of every diagnostic."""
    return {(d.kind or "", d.excerpt) for d in found}
