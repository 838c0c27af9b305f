"""Thông tư 57/2026: a mandatory criterion below Mức 1 has no action."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._plan_2026 import ARTICLE, catalogue, code_of, codes_of, of_today, torn
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH206",
    slug="mandatory-criterion-unplanned",
    kind=None,
    severity=Severity.WARNING,
    title="Tiêu chí bắt buộc chưa đạt mà kế hoạch không có việc",
    why="Chỉ một tiêu chí bắt buộc chưa đạt Mức 1 là cả trường không đạt Mức 1.",
    article=f"Thông tư 57/2026/TT-BGDĐT, khoản 3 Điều 5; {ARTICLE}, mục V",
)

_BELOW = re.compile(
    r"(?:không|chưa)\s(?:được\s)?đạt(?:\s(?:yêu cầu\s)?mức\s?1)?(?!\s(?:mức\s?2|\w+\s?%))",
    re.IGNORECASE,
)
_CODE = re.compile(r"tiêu chí\s(?:số\s)?([1-6]\.\d{1,2})(?![\d.]*\d)", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")
_HOW = show("Thêm việc cho tiêu chí này trước mọi việc khác: tám tiêu chí bắt buộc đều phải đạt.")


def check(ctx: Context) -> Iterator[Finding]:
    known = catalogue(ctx) if of_today(ctx) else None
    if known is None or torn(ctx) or not ctx.plan.items:
        return
    mandatory = {criterion.code: criterion.title for criterion in known.mandatory}
    planned = {code for item in ctx.plan.items for code in codes_of(item)}
    if not planned:
        return
    for issue in ctx.plan.priority_issues:
        code = code_of(issue)
        text = f"{issue.current or ''} {issue.weakness or ''}"
        if code in mandatory and code not in planned and _BELOW.search(text):
            yield ctx.spot(
                issue.place,
                issue.criterion or "",
                _message(code or "", mandatory),
                fix=_HOW,
                confidence="có thể",
            )
    for block in ctx.role("body"):
        for sentence in _SENTENCE.finditer(block.text):
            match = _CODE.search(sentence.group())
            if not match or match[1] not in mandatory or match[1] in planned:
                continue
            if _BELOW.search(sentence.group()):
                start = sentence.start() + match.start()
                message = _message(match[1], mandatory)
                end = sentence.start() + match.end()
                yield ctx.at(block, start, end, message, fix=_HOW, confidence="có thể")


def _message(code: str, titles: dict[str, str]) -> str:
    return f"Tiêu chí {code} ({titles[code]}) là bắt buộc, chưa đạt Mức 1, mà chưa có việc nào."
