"""PLN-12: the lead is everybody, or a body outside the school."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from caitien.core.lint._plan import Part, doubtful, parts, say
from caitien.core.lint._plan_people import general
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH112",
    slug="lead-too-general",
    kind="PLN-12",
    severity=Severity.WARNING,
    title="Người chủ trì quá chung",
    why="Việc của mọi người là việc không của ai; người ngoài trường thì kế hoạch không giao được.",
)

LIST = re.compile(r"[,;]\s")
_HOW = show("Ghi một người hoặc một bộ phận của trường chủ trì; những người khác ghi là phối hợp.")


def check(ctx: Context) -> Iterator[Finding]:
    found: list[tuple[Part, str]] = []
    for part in parts(ctx, "assignee_text"):
        unsure = doubtful(ctx, part.item, "lead") and part.item.uncertain.get("lead")
        if unsure and len(LIST.split(part.text)) < 3:
            continue  # a list of three reads whole though its lines were torn
        lines = (part.item.assignee_text or "").split("\n")
        first = lines[0].strip()
        if part.text not in first and len(part.item.solutions) < len(lines):
            continue  # the lines below the lead are collaborators
        reason = general(part.text)
        if reason:
            found.append((part, reason))
    seen: Counter[tuple[int, str]] = Counter()
    told: set[tuple[int, str, int | None, int | None]] = set()
    for part, reason in found:
        message = f"Chủ trì “{part.text.strip(' .,;')}” {reason}; nên ghi rõ ai chịu trách nhiệm."
        one = (part.index, part.text)
        finding = say(ctx, part, message, after=seen[one], fix=_HOW, confidence="có thể")
        seen[one] += 1
        where = (*one, finding.place.line, finding.place.row)
        if where not in told:
            told.add(where)
            yield finding
