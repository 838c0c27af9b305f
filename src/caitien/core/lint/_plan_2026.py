"""What Thông tư 57/2026 asks of a plan, and whether a plan stands under it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from caitien.core.vietnamese.text import fold

from ._catalogue import chosen
from ._legal import cited
from ._time import sure_date

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item, PriorityIssue
    from caitien.core.regulations.model import Catalogue

    from .context import Context

ARTICLE = "Thông tư 57/2026/TT-BGDĐT, Mẫu số 2 Phụ lục V"
NUMBER = "57/2026/TT-BGDĐT"
FIRST_DAY = date(2026, 7, 7)
_CODE = re.compile(r"(?<![\d.])([1-6]\.\d{1,2})(?![\d.]*\d)")
#: words that join nothing: every plan has them
_COMMON = frozenset(
    {
        *("chat", "luong", "giao", "duc", "nha", "truong", "hoc", "sinh", "vien", "tieu", "chi"),
        *("chuan", "cac", "cho", "cua", "trong", "nam", "thuc", "hien", "cong", "tac", "hoat"),
        *("dong", "nang", "cao", "duoc", "chua", "khong", "voi", "theo", "con", "tai", "khi"),
        *("nhung", "mot", "den", "tre", "lop", "so"),
    }
)


def of_today(ctx: Context) -> bool:
    """Whether the plan stands under the circular: its form, its day, or what it cites."""
    return ctx.memo(_of_today)


def _of_today(ctx: Context) -> bool:
    if uses_form(ctx):
        return True
    day = sure_date(ctx)
    if day is not None:
        return day >= FIRST_DAY
    return any(c.document is not None and c.document.number == NUMBER for c in cited(ctx))


def uses_form(ctx: Context) -> bool:
    """Whether the plan is written on Biểu 2."""
    plan = ctx.plan
    return plan.table_layout == "bieu2_tt57" or bool(plan.priority_issues and plan.monitoring)


def torn(ctx: Context) -> bool:
    """Whether rows or columns may have been lost in reading."""
    return bool({"table", "scan"} & ctx.damage)


def catalogue(ctx: Context) -> Catalogue | None:
    """The fifteen criteria the school is judged by; None where its kind is unknown."""
    choice = chosen(ctx)
    found = choice.catalogue if choice else None
    return found if found and found.level_rule.kind == "quota" else None


def codes_of(item: Item) -> set[str]:
    """The criteria a row names: in its own cell, or in brackets after its content."""
    texts = (item.criterion, item.code_text, item.content, item.notes)
    return {code for text in texts for code in _CODE.findall(text or "")}


def code_of(issue: PriorityIssue) -> str | None:
    """The criterion of a focal problem, or None."""
    match = _CODE.search(issue.criterion or "")
    return match[1] if match else None


def words_of(*texts: str | None) -> set[str]:
    """The words of texts that tell one subject from another, without marks."""
    words = re.findall(r"[^\W\d_]{2,}", fold(" ".join(text or "" for text in texts)))
    return {word for word in words if word not in _COMMON}


def about(item: Item, issue: PriorityIssue) -> bool:
    """Whether a row serves a focal problem: one criterion, or enough words in common."""
    code = code_of(issue)
    named = codes_of(item)
    if code and named:
        return code in named
    mine = words_of(item.content, item.target, item.text_of("solutions"), item.indicator)
    theirs = words_of(issue.weakness, issue.cause, issue.current, issue.criterion)
    return len(mine & theirs) >= 2 or not theirs
