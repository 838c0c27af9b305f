"""Thông tư 57/2026: a section that Biểu 2 prints is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._plan_2026 import ARTICLE, torn, uses_form
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.regulations.forms import load_form
from caitien.core.vietnamese.text import fold

RULE = Rule(
    code="KH205",
    slug="form-section-missing",
    kind=None,
    severity=Severity.WARNING,
    title="Thiếu mục in sẵn của Biểu 2",
    why="Biểu mẫu có tám mục; thiếu mục nào thì cơ quan quản lý không có thông tin của mục ấy.",
    article=ARTICLE,
)

#: other headings people write for the same section, without marks
_ALSO = {
    "I": r"thong tin chung|gioi thieu",
    "II": r"can cu",
    "III": r"muc dich|yeu cau",
    "IV": r"van de (?:trong tam|uu tien|can|ton tai|noi bat)|tom tat|uu tien cai tien",
    "V": r"ke hoach cai tien|noi dung cai tien|noi dung ke hoach",
    "VI": r"theo doi|giam sat",
    "VII": r"to chuc thuc hien",
    "VIII": r"co che|danh gia va bao cao|che do bao cao",
}


def check(ctx: Context) -> Iterator[Finding]:
    if not uses_form(ctx) or torn(ctx) or len(ctx.plan.sections) < 2:
        return
    read = {"IV": bool(ctx.plan.priority_issues), "VI": bool(ctx.plan.monitoring)}
    headings = [fold(section.heading) for section in ctx.plan.sections]
    lacking = [
        f"{section.numeral}. {section.heading}"
        for section in load_form("bieu2_tt57").sections
        if not read.get(section.numeral)
        and not any(re.search(_ALSO[section.numeral], heading) for heading in headings)
    ]
    if not lacking:
        return
    names = "; ".join(lacking)
    yield ctx.missing(
        names,
        ("end",),
        message=f"Không thấy mục in sẵn của Biểu 2: {names}.",
        fix=show("Thêm lại mục thiếu theo đúng thứ tự của biểu mẫu."),
        confidence="chắc" if not ctx.extracted else "có thể",
    )
