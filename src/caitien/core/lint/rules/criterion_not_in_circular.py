"""CAT-01: the code of a criterion does not exist in the circular."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import Chosen, chosen, damaged, item_codes
from caitien.core.lint._titles import clean_title, same_title
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, show

RULE = Rule(
    code="TC101",
    slug="criterion-not-in-circular",
    kind="CAT-01",
    severity=Severity.ERROR,
    title="Tiêu chí không có trong thông tư",
    why="Mã không có trong bộ tiêu chuẩn thì không thể đánh giá và đối chiếu với kết quả cũ.",
    article="Chương II của Thông tư 17, 18, 19/2018; Phụ lục I đến III của Thông tư 57/2026",
)


#: a job of the form of Thông tư 57/2026 names its criterion in brackets
NAMED = re.compile(r"tiêu\s+chí\s+(\d\.\d{1,2})(?![.\d])", re.IGNORECASE)
#: a cell of the jobs that begins with its criterion
FIRST = re.compile(r"^\W*tiêu\s+chí\s+(\d\.\d{1,2})(?![.\d])", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None:
        return
    seen: set[str] = set()
    law = choice.catalogue
    pattern = NAMED if law.level_rule.kind == "quota" else FIRST
    for block, match in ctx.find(pattern, "cell"):
        if block.field in ("content", "target", "solutions") and not law.criterion(match[1]):
            seen.add(match[1])
            yield ctx.at(block, *match.span(1), message(choice, match[1]), fix=fix(choice, ""))
    for item in item_codes(ctx):
        code = item.criterion or ""
        if choice.catalogue.criterion(code) or code in seen:
            continue
        seen.add(code)
        sure = choice.sure and not damaged(ctx, item=item)
        title = clean_title(item.criterion_title or "")
        yield ctx.spot(
            item.place_of("criterion"),
            code,
            message(choice, code),
            fix=fix(choice, title),
            severity=Severity.ERROR if sure else Severity.WARNING,
            confidence="chắc" if sure else "có thể",
            field="criterion",
            item=ctx.plan.items.index(item),
        )
    for row in ctx.plan.empty_rows:
        code = row.criterion or ""
        if "." not in code or row.level == 4 or code in seen or choice.catalogue.criterion(code):
            continue
        seen.add(code)
        sure = choice.sure and not damaged(ctx)
        severity = Severity.ERROR if sure else Severity.WARNING
        said = message(choice, code)
        yield ctx.spot(row.place, code, said, fix=fix(choice, ""), severity=severity)


def message(choice: Chosen, code: str) -> str:
    own = choice.catalogue.of_standard(code.partition(".")[0])
    last = f" (Tiêu chuẩn {own[0].standard} có đến {own[-1].code})" if own else ""
    return f"Tiêu chí {code} không có trong {choice.name}{last}."


def fix(choice: Chosen, title: str) -> Fix:
    """The code that bears this very title, else a word of help."""
    for criterion in choice.catalogue.criteria:
        if title and same_title(title, criterion.title, *criterion.also):
            return ask(criterion.code, f"“{criterion.title}” là Tiêu chí {criterion.code}.")
    return show("Đối chiếu lại mã với danh mục tiêu chí của cấp học.")
