"""Run inside an installation: everything that must hold after a power cut, as one JSON line.

`python -m tests.e2e.truth` looks; with the word `later` it first lets time pass for readers that
died: their last sign of life becomes five minutes older.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django


def later() -> None:
    """Five minutes go by for everything that was at work."""
    from django.db.models import F

    from caitien.exchange.models import Import, ImportFile

    ago = timedelta(minutes=5)
    ImportFile.objects.filter(beat_at__isnull=False).update(beat_at=F("beat_at") - ago)
    Import.objects.update(created_at=F("created_at") - ago)


def half_done() -> list[str]:
    """What stands half done; empty where all is whole."""
    from caitien.accounts import audit
    from caitien.accounts.models import AuditLine
    from caitien.exchange.models import Import, ImportFile
    from caitien.plans.models import IssuedPaper, Plan
    from caitien.schools.files import FileDamaged, read_checked
    from caitien.schools.models import StoredFile

    out = []
    for plan in Plan.objects.all():
        rows = plan.actions.count()
        if not rows:
            out.append(f"kế hoạch {plan.key} không có dòng nào")
        if (plan.state == Plan.State.ISSUED) != plan.papers.exists():
            out.append(f"kế hoạch {plan.key} {plan.state} mà có {plan.papers.count()} văn bản")
    for paper in IssuedPaper.objects.all():
        for file, head in ((paper.docx, b"PK"), (paper.pdf, b"%PDF-")):
            if not read_checked(file).startswith(head):
                out.append(f"văn bản {paper.number} không có tệp đúng")
    for file in StoredFile.objects.all():
        try:
            read_checked(file)
        except FileDamaged as problem:
            out.append(problem.message)
    for batch in Import.objects.all():
        made = batch.plans.count()
        if (batch.state == Import.State.APPLIED) != (made > 0):
            out.append(f"lần nhập {batch.key} {batch.state} mà có {made} kế hoạch")
        if not batch.files.exists():
            out.append(f"lần nhập {batch.key} không có tệp")
        for part in batch.files.filter(state=ImportFile.State.READ):
            if not part.drafts or not part.pages.exists():
                out.append(f"tệp {part.file.name} đọc xong mà không có kết quả")
    for scope in sorted(set(AuditLine.objects.values_list("scope", flat=True))):
        if audit.verify(scope):
            out.append(f"nhật ký {scope} đứt")
    return out


def main() -> None:
    """Print what stands half done, and the imports and papers there are."""
    django.setup()
    from caitien.exchange.models import Import
    from caitien.plans.models import IssuedPaper, Plan

    if "later" in sys.argv[1:]:
        later()
    imports: list[dict[str, Any]] = [
        {
            "key": batch.key,
            "state": batch.state,
            "plans": [plan.key for plan in batch.plans.all()],
            "files": [part.state for part in batch.files.all()],
        }
        for batch in Import.objects.order_by("pk")
    ]
    found = {
        "half": half_done(),
        "imports": imports,
        "plans": {p.key: (p.state, p.plan_number) for p in Plan.objects.order_by("pk")},
        "papers": list(IssuedPaper.objects.order_by("pk").values_list("number", flat=True)),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
