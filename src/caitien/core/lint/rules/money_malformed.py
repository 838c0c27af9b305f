"""NUM-07: a sum of money without its unit or written in another way than "n.nnn.nnn đồng"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._money import GROUPED, figures, fix, odd_sums
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show
from caitien.core.vietnamese.money import format_vnd

RULE = Rule(
    code="SO107",
    slug="money-malformed",
    kind="NUM-07",
    severity=Severity.WARNING,
    title="Số tiền thiếu đơn vị hoặc sai định dạng",
    why="Không có đơn vị thì 230 có thể là đồng, nghìn hay triệu; kinh phí không duyệt được.",
)

WITH_UNIT = re.compile(
    r"(?<![\d.,])(?P<n>\d[\d.,]*\d|\d)(?P<gap>\s*)(?P<unit>đồng|đ|vnđ|vnd)(?!\w)", re.I
)
#: "10tr", "500k"
SHORTENED = re.compile(r"(?<![\d.,])(?P<n>\d{1,4})\s*(?P<unit>tr|Tr|TR|k|củ)(?!\w)")
#: up to so many rows are told one by one, and shorter figures are no money
_EACH = _LEAST = 3
UNIT_ABOVE = re.compile(r"đồng|triệu|nghìn|tỷ|vnđ|vnd|\(đ\)|ngàn", re.IGNORECASE)

_FULL = show("Ghi đủ số tiền và đơn vị, ví dụ “5.000.000 đồng”.")


def check(ctx: Context) -> Iterator[Finding]:
    heads = [c.title for c in ctx.plan.columns if c.field in ("budget", "budget_text")]
    unit_above = any(UNIT_ABOVE.search(head) for head in heads)
    rows = [
        item
        for item in ctx.plan.items
        if item.budget_text
        and not item.partial
        and ("budget_text" not in item.uncertain or GROUPED.fullmatch(item.budget_text.strip()))
    ]
    naked = [] if unit_above else [item for item in rows if figures(item.budget_text or "")]
    many = len(naked) > _EACH
    for item in naked[:1] if many else naked:
        bare = figures(item.budget_text or "")
        one = len(bare) == 1
        message = "Số tiền thiếu đơn vị." if one else f"{len(bare)} con số, không rõ đơn vị."
        if many:
            message = f"Số tiền ở {len(naked)} dòng thiếu đơn vị; đầu cột cũng không ghi đơn vị."
        yield ctx.cell(item, "budget_text", message, fix=fix(bare[0] if one else ""))
    for item in ctx.plan.items:  # the form of Thông tư 57/2026 has one column for all resources
        bare = figures(re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", item.resources or ""))  # "30 000"
        if len(bare) == 1 and len(bare[0]) > _LEAST and not item.partial:
            yield ctx.cell(item, "resources", "Số tiền thiếu đơn vị.", fix=fix(bare[0]))
    for item, name in [(i, n) for i in ctx.plan.items for n in ("budget_text", "resources")]:
        for said, lost in odd_sums(item.text_of(name) or "") if not item.partial else ():
            if lost or not unit_above:
                grade = None if lost else Severity.INFO
                yield ctx.cell(item, name, said, fix=_FULL, severity=grade)
    told = [(i, "budget_text") for i in rows] + [(i, "resources") for i in ctx.plan.items]
    for item, name in told:
        text = item.text_of(name) or ""
        for match in SHORTENED.finditer(text):
            right = format_vnd(int(match["n"]) * (1_000_000 if match["unit"] != "k" else 1_000))
            message, how = f"Số tiền “{match.group()}” nên ghi “{right}”.", show(f"Ghi “{right}”.")
            yield ctx.cell(item, name, message, fix=how, severity=Severity.INFO)
        for match in WITH_UNIT.finditer(text):
            number = match["n"]
            plain = re.sub(r"\D", "", number)
            if GROUPED.fullmatch(number) or len(plain) < 4 or re.search(r"^0|,\d{1,2}$", number):
                continue
            right = format_vnd(int(plain))
            message = f"Số tiền “{match.group()}” nên ghi “{right}”."
            how = ask(right) if match.group() == text else show(f"Ghi “{right}”.")
            yield ctx.cell(item, name, message, fix=how, severity=Severity.INFO)
