"""Plans of the tests: made through the services, as the application makes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from caitien.core.drafts.model import PlanDraft
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.plans.models import Plan
from caitien.plans.services_make import create_plan, plan_from_draft
from tests.people import NOW, Cast
from tests.shared import shared_dir

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def sample_drafts() -> dict[str, PlanDraft]:
    """Every plan of the samples, by a name for it."""
    found = {}
    for file in sorted(SAMPLES.glob("*.expected.json")):
        for n, plan in enumerate(json.loads(file.read_text(encoding="utf-8"))["plans"]):
            found[f"{file.name}-{n}"] = plan_from_dict(plan)
    return found


def shared_drafts() -> dict[str, PlanDraft]:
    """The plans of the shared ground truth; none where this machine has none."""
    folder = shared_dir()
    files = sorted((folder / "samples").glob("*/*.gold.json")) if folder else []
    return {
        f"{file.parent.name}-{file.name}": plan_from_dict(json.loads(file.read_text("utf-8")))
        for file in files
    }


def first_plan(cast: Cast, once: str = "mot", **more: Any) -> Plan:
    """A plan of the cast's school with two rows, made step by step."""
    given: dict[str, Any] = {
        "start_year": 2026,
        "school_level": "thcs",
        "form": "bieu2_tt57",
        "criteria": ("1.1", "2.1"),
    }
    return create_plan(
        school=cast.school, actor=cast.secretary, at=NOW, once=once, **(given | more)
    ).plan


def imported(cast: Cast, draft: PlanDraft, once: str = "tep") -> Plan:
    """A plan of the cast's school from a draft."""
    made = plan_from_draft(
        school=cast.school,
        draft=draft,
        actor=cast.secretary,
        at=NOW,
        once=once,
        start_year=None if draft.school_year else 2026,
    )
    return made.plan
