"""The audit trail: one line for everything done, chained by hashes so that tampering shows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import transaction

from .models import AuditHead, AuditLine, User
from .searching import folded

if TYPE_CHECKING:
    from datetime import datetime

SYSTEM = "system"


def scope_of(organisation_id: int | None) -> str:
    """The name of the chain of an organisation; None is the installation's own."""
    return SYSTEM if organisation_id is None else f"org:{organisation_id}"


def line_hash(line: AuditLine) -> str:
    """SHA-256 (hex) over what a line says and the hash before it."""
    content = {
        "scope": line.scope,
        "number": line.number,
        "at": line.at.isoformat(),
        "actor": line.actor_name,
        "action": line.action,
        "target": line.target,
        "sentence": line.sentence,
        "changes": line.changes,
        "previous": line.previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def search_text(line: AuditLine) -> str:
    """What a search of the trail looks in: the sentence and who did it, without marks."""
    return folded(line.sentence, line.actor_name)


def record(
    *,
    organisation_id: int | None,
    actor: User | None,
    at: datetime,
    action: str,
    sentence: str,
    target: str = "",
    changes: dict[str, Any] | None = None,
) -> AuditLine:
    """Add a line to the chain of an organisation; call it inside the transaction of the write.

    `action` is a dotted name ("plan.field"), `target` names the object ("plan:3"), `sentence` is
    Vietnamese for people, `changes` is {field: [before, after]} of JSON values.
    """
    scope = scope_of(organisation_id)
    with transaction.atomic():
        AuditHead.objects.get_or_create(scope=scope)
        head = AuditHead.objects.select_for_update().get(scope=scope)
        line = AuditLine(
            scope=scope,
            number=head.count + 1,
            at=at.astimezone(UTC),
            actor=actor,
            actor_name=str(actor)[:120] if actor else "Hệ thống",
            action=action,
            target=target,
            sentence=sentence,
            changes=json.loads(json.dumps(changes or {}, ensure_ascii=False, default=str)),
            previous=head.last_hash,
        )
        line.search_key = search_text(line)
        line.hash = line_hash(line)
        line.save(force_insert=True)
        head.count, head.last_hash = line.number, line.hash
        head.save(update_fields=["count", "last_hash"])
    return line


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the number of the line and why, in Vietnamese."""

    number: int
    why: str


def verify(scope: str) -> Break | None:
    """The first place where the chain does not hold; None where it is whole."""
    previous, expected = "", 0
    for line in AuditLine.objects.filter(scope=scope).order_by("number").iterator(1000):
        expected += 1
        if line.number != expected:
            return Break(expected, "thiếu dòng này")
        whole = line.previous == previous and line_hash(line) == line.hash
        if not whole or line.search_key != search_text(line):
            return Break(line.number, "nội dung dòng này không còn như lúc được ghi")
        previous = line.hash
    head = AuditHead.objects.filter(scope=scope).first()
    kept = (head.count, head.last_hash) if head else (0, "")
    if kept != (expected, previous):
        return Break(expected + 1, "các dòng cuối đã bị bỏ bớt hoặc thêm vào")
    return None
