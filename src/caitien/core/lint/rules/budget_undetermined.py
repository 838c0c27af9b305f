"""PLN-11: a budget that names neither a sum nor where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._plan import parts, say
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.money import parse_money
from caitien.core.vietnamese.text import key

RULE = Rule(
    code="KH111",
    slug="budget-undetermined",
    kind="PLN-11",
    severity=Severity.WARNING,
    title="Kinh phí không xác định",
    why="Không có số tiền và nguồn thì không duyệt chi được, việc dễ dừng giữa chừng.",
)

_HOW = show("Ghi số tiền dự kiến và nguồn chi; nếu không cần kinh phí thì ghi “Không”.")
_LATER = re.compile(
    r"^(?:(?:thu )?theo|tùy|tuỳ|căn cứ|dựa)(?! quy chế chi tiêu)(?!\w)"
    r"|(?:sẽ|chờ|đang) (?:xác định|dự toán|tính|cấp)|thực tế|cụ thể|phát sinh|^hỗ trợ \d+\s?%",
    re.IGNORECASE,
)
_SOMEHOW = re.compile(
    r"(?:thu )?(?:theo|tùy|tuỳ)(?: \w+)? (?:quy định|thực tế|thỏa thuận|thoả thuận|khả năng"
    r"|điều kiện|tình hình|nhu cầu)(?: (?:thực tế|hiện hành|nhà trường|của trường))?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"chi thường xuyên|quy chế chi tiêu|dự toán năm", re.IGNORECASE)
#: a source so general that it could be anything
_BARE = re.compile(
    r"(?:nguồn )?(?:ngân sách(?: nhà nước)?|NSNN|kinh phí|xã hội h(?:óa|oá)|XHH"
    r"|kinh phí (?:nhà )?trường|nhà trường|có)"
    r"(?:(?:,| và) (?:ngân sách|xã hội h(?:óa|oá)|nguồn khác))*",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    title = next((c.title for c in ctx.plan.columns if c.field.startswith("budget")), "")
    for part in parts(ctx, "budget_text"):
        text = part.text.strip(" .;,")
        if part.item.budget_vnd is not None or re.search(r"\d{3}|triệu|không", text, re.I):
            continue
        if _LATER.search(text):
            message = f"“{text}” chưa cho biết số tiền và nguồn."
            yield say(ctx, part, message, fix=_HOW, confidence="có thể")
        elif "nguồn" in key(title):
            continue
        elif _BARE.fullmatch(text):
            message = f"“{text}” là nguồn chung, chưa có số tiền."
            yield say(ctx, part, message, fix=_HOW, confidence="có thể")
        elif _NAMED.search(text) or (
            (money := parse_money(text)) and money.source and money.low is None
        ):
            message = "Kinh phí chỉ ghi nguồn, chưa có số tiền."
            yield say(ctx, part, message, fix=_HOW, severity=Severity.INFO, confidence="có thể")
    if not title and not any(item.budget_text for item in ctx.plan.items):
        yield from _conditions(ctx)


def _conditions(ctx: Context) -> Iterator[Finding]:
    """In a table without a budget column conditions or resources say where the money comes from."""
    message = "Chỉ ghi nguồn chung, chưa có số tiền."
    for part in (*parts(ctx, "conditions"), *parts(ctx, "resources")):
        text = part.text.strip(" .;,")
        if _BARE.fullmatch(text):
            yield say(ctx, part, message, fix=_HOW, confidence="có thể")
        elif part.field == "resources" and _SOMEHOW.fullmatch(text):
            said = f"“{text}” chưa cho biết cần gì và lấy từ đâu."
            yield say(ctx, part, said, fix=_HOW, confidence="có thể")
