"""STR-02: one file holds two documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.text import key

RULE = Rule(
    code="CT102",
    slug="several-documents-in-file",
    kind="STR-02",
    severity=Severity.ERROR,
    title="Tệp chứa hơn một văn bản",
    why="Mỗi văn bản có số, ngày và chữ ký riêng, phải ở một tệp riêng để lưu, ký và gửi đúng.",
    scope="file",
)

NUMBER = re.compile(r"^\s*Số\s*[:.]?[^/\n]{0,25}/\s*KH\b", re.IGNORECASE)
SECTION = re.compile(r"^\s*([IVX]{1,5})\s*[.)]\s*(\S.*)")
_HOW = show("Tách mỗi văn bản ra một tệp; kiểm tra văn bản trước có bị cắt giữa chừng không.")
_MERGE = show("Giữ một phần, chuyển nội dung còn dùng sang phần ấy rồi xóa phần kia.")
_LAST = 1_000_000


def check(ctx: Context) -> Iterator[Finding]:
    plans = ctx.plans
    for index, plan in enumerate(plans[1:], 2):
        other = Context(plan, ctx.reading)
        block = other.line("number_line")
        message = f"Tệp chứa {len(plans)} văn bản; đây là văn bản thứ {index}."
        if block:
            found = other.whole(block, message, fix=_HOW)
        else:
            name = "plan_number_raw" if plan.plan_number_raw else "title"
            found = other.value(name, message, fix=_HOW)
        yield replace(found, order=(_LAST + index, 0))  # after all that is in the first plan
    if len(plans) == 1:
        yield from glued_forms(ctx)
        numbers = [block for block in ctx.blocks if NUMBER.match(block.text)]
        first = numbers[0].text.strip() if numbers else ""
        for block in numbers[1:]:
            if block.text.strip() != first and block.role != "cell":
                yield ctx.whole(block, "Tệp có hai dòng số văn bản: có thể hai văn bản.", fix=_HOW)


def glued_forms(ctx: Context) -> Iterator[Finding]:
    """The first section whose number and heading stood in the plan before: two forms in one."""
    seen: set[tuple[str, str]] = set()
    for block in ctx.role("heading", "body"):
        match = SECTION.match(block.text)
        if not match or block.place.table is not None:
            continue
        name = (match[1], key(match[2]).strip(" .:"))
        if name in seen:
            message = f"Mục “{block.text.strip()}” có hai lần: hai mẫu bị ghép vào nhau."
            yield ctx.whole(block, message, fix=_MERGE)
            return
        seen.add(name)
