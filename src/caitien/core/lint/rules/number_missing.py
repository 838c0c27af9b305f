"""FRM-02: the plan has no number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TT102",
    slug="number-missing",
    kind="FRM-02",
    severity=Severity.ERROR,
    title="Thiếu số văn bản",
    why="Không có số thì văn bản chưa vào sổ, không viện dẫn và tra cứu được.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3",
)

#: “Số:” and then no digit before the symbol
BLANK = re.compile(r"Số\s*:?\s*[^0-9A-Za-zĐđ/]*/\s*KH\b.*", re.IGNORECASE)
_HOW = show("Văn thư cấp số theo sổ văn bản đi rồi ghi vào, ví dụ “Số: 05/KH-…”.")


def check(ctx: Context) -> Iterator[Finding]:
    line = ctx.line("number_line")
    raw = line.text if line else ctx.plan.plan_number_raw or ""
    blank = BLANK.search(raw)
    if blank and line:
        text = line.text.rstrip()
        yield ctx.at(line, blank.start(), len(text), "Chưa ghi số của văn bản.", fix=_HOW)
    elif blank:
        yield ctx.value("plan_number_raw", "Chưa ghi số của văn bản.", fix=_HOW)
    elif not raw.strip() and not ctx.plan.plan_number:
        yield ctx.missing("số văn bản", ("number_line", "date_line", "header", "title"), fix=_HOW)
