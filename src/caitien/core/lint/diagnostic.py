"""What a check says: one Diagnostic per fault, always with a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from caitien.core.documents.model import Place

Applicability = Literal["safe", "ask", "show"]
Confidence = Literal["chắc", "có thể"]


class Severity(Enum):
    """ERROR: wrong or unusable; WARNING: a careful reviewer would ask; INFO: style."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self.value]


_RANKS = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Fix:
    """How to mend a fault.

    `safe` may be applied unasked, `ask` proposes a value a person confirms, `show` only explains.
    `replacement` takes the place of the diagnostic's excerpt (every such excerpt at that place);
    None where only a person can write it. `description` is Vietnamese.
    """

    applicability: Applicability
    replacement: str | None
    description: str

    def as_dict(self) -> dict[str, Any]:
        """The fix as JSON prints it."""
        return {
            "applicability": self.applicability,
            "replacement": self.replacement,
            "description": self.description,
        }


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `excerpt` is the flagged text itself; `message` and `why` are Vietnamese.

    `kind` is the id of the catalogue of checks ("SPL-01") or None. Where something is absent,
    `absent` names it, `place` is where it should stand and `excerpt` what stands there.
    `field`, `item` (index into PlanDraft.items) and `offset` (of the excerpt in the text of the
    field) serve the editor; they are None where unknown. `plan` counts the file's plans from 0.
    """

    code: str
    slug: str
    kind: str | None
    severity: Severity
    message: str
    why: str
    article: str | None
    place: Place
    excerpt: str
    fix: Fix | None = None
    confidence: Confidence = "chắc"
    absent: str | None = None
    field: str | None = None
    item: int | None = None
    offset: int | None = None
    plan: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The diagnostic as JSON prints it."""
        return {
            "code": self.code,
            "slug": self.slug,
            "kind": self.kind,
            "severity": self.severity.value,
            "message": self.message,
            "why": self.why,
            "place": self.place.as_dict(),
            "excerpt": self.excerpt,
            "fix": self.fix.as_dict() if self.fix else None,
            "article": self.article,
            "confidence": self.confidence,
        }


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many of each severity; every severity is a key."""
    counts = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    return counts
