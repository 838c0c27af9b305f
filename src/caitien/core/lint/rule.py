"""What a rule is: a RULE (who it is) and `check(ctx)`, which yields Findings.

RULE = Rule("CH101", "tone-mark-misplaced", "SPL-01", Severity.ERROR, title=…, why=…)

def check(ctx: Context) -> Iterator[Finding]:
    for block, match in ctx.find(PATTERN):
        yield ctx.at(block, match.start(), match.end(), "…", fix=safe("…"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caitien.core.documents.model import NOWHERE, Place

from .diagnostic import Confidence, Fix, Severity

if TYPE_CHECKING:
    from .context import Context

__all__ = ["FAMILIES", "Check", "Finding", "Fix", "Rule", "Severity", "ask", "safe", "show"]

#: the families by the letters of their codes
FAMILIES = {
    "CC": "Căn cứ",
    "TG": "Thời gian",
    "CT": "Cấu trúc",
    "MA": "Mẫu còn sót",
    "TC": "Tiêu chuẩn, tiêu chí",
    "SO": "Số liệu",
    "TT": "Thể thức",
    "CH": "Chính tả",
    "KH": "Bảng kế hoạch",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who a rule is. `code` never changes and is never reused; `slug` names the fault.

    `kind` is the id in the catalogue of checks, None where the fault is not listed there. `title`
    and `why` are Vietnamese, one sentence each; `article` is the regulation that asks for it. A
    rule of scope "file" runs once for a file (it may look at `ctx.plans`), others once a plan.
    """

    code: str
    slug: str
    kind: str | None
    severity: Severity
    title: str
    why: str
    article: str | None = None
    scope: Literal["plan", "file"] = "plan"

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; made by `Context.at`, `.cell`, `.value`, `.missing` or `.spot`.

    `order` sorts findings in reading order: (block index, offset).
    """

    message: str
    place: Place = NOWHERE
    excerpt: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    confidence: Confidence = "chắc"
    article: str | None = None
    why: str | None = None
    absent: str | None = None
    field: str | None = None
    item: int | None = None
    offset: int | None = None
    order: tuple[int, int] = (-1, 0)


Check = Callable[["Context"], Iterator[Finding]]


def safe(replacement: str, description: str = "") -> Fix:
    """A mechanical fix that loses nothing; may run unasked."""
    return Fix("safe", replacement, description or f"Sửa thành “{replacement}”.")


def ask(replacement: str | None, description: str = "") -> Fix:
    """A proposal that a person confirms."""
    return Fix("ask", replacement, description or f"Đề nghị sửa thành “{replacement}”.")


def show(description: str) -> Fix:
    """What the author has to do; nothing is proposed."""
    return Fix("show", None, description)
