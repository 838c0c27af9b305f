"""Run inside an installation of the demo: what stands where, as one JSON line.

`python -m tests.e2e.facts` prints plans by school and state, rows, imports, and makes an
invitation (its token is the fact `invitation`).
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django


def main() -> None:
    """Print the facts."""
    django.setup()
    from django.utils import timezone

    from caitien.exchange.models import Import
    from caitien.plans.models import Plan
    from caitien.schools.models import Grant, Person

    plans: dict[str, Any] = {}
    for plan in Plan.objects.filter(deleted_at=None).select_related("school").order_by("pk"):
        rows = plan.actions.filter(deleted_at=None).order_by("order")
        plans[plan.school.slug] = {  # the newest plan of each school stays
            "key": plan.key,
            "state": plan.state,
            "year": plan.start_year,
            "public": plan.public_key,
            "rows": [str(row.uid) for row in rows],
        }
    batch = Import.objects.order_by("pk").first()
    person = Person.objects.filter(organisation__slug="mam-non-hoa-cau").order_by("pk").first()
    grant = Grant.objects.filter(organisation__slug="mam-non-hoa-cau").order_by("pk").last()
    facts = {
        "plans": plans,
        "import": batch and {"school": batch.school.slug, "key": batch.key},
        "person": person and person.key,
        "grant": grant and grant.pk,
        "tomorrow": (timezone.localdate() + timedelta(days=1)).isoformat(),
    }
    sys.stdout.write(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
