"""A code of evidence names two different things, or the numbers do not follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._evidence import Code, codes
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.text import key, similarity

RULE = Rule(
    code="TC113",
    slug="evidence-code-reused",
    kind=None,
    severity=Severity.WARNING,
    title="Mã minh chứng dùng cho hai minh chứng hoặc không theo thứ tự",
    why="Mỗi minh chứng một mã, cấp lần lượt trong tiêu chí; trùng hay nhảy số thì tra nhầm hồ sơ.",
    article="Phụ lục IV của Thông tư 57/2026; Công văn 5932, 5942/BGDĐT-QLCL",
)

_ORDER = show("Đánh lại số theo thứ tự xuất hiện trong tiêu chí, trừ mã đã in trong báo cáo.")


def check(ctx: Context) -> Iterator[Finding]:
    named: dict[str, Code] = {}
    last: dict[str, int] = {}
    told: set[str] = set()
    for code in codes(ctx):
        first = named.get(code.right)
        if first is not None and first.name and code.name and not alike(first.name, code.name):
            yield ctx.at(
                code.block,
                code.start,
                code.end,
                f"Mã {code.right} đã dùng cho “{first.name}”, ở đây lại là “{code.name}”.",
                fix=show("Cấp mã khác cho một trong hai minh chứng."),
            )
            continue
        if first is None:
            before = last.get(code.criterion, 0)
            listed = code.block.field == "expected_evidence"
            if code.number < before and code.criterion not in told and listed:
                told.add(code.criterion)
                yield ctx.at(
                    code.block,
                    code.start,
                    code.end,
                    f"Mã {code.right} đứng sau mã số {before:02} của cùng tiêu chí.",
                    fix=_ORDER,
                    severity=Severity.INFO,
                    confidence="có thể",
                )
            last[code.criterion] = max(before, code.number)
        if first is None or not first.name:
            named[code.right] = code


def alike(a: str, b: str) -> bool:
    """Whether two names may mean one evidence."""
    a, b = key(a), key(b)
    return a in b or b in a or similarity(a, b) > 0.55
