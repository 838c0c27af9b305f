"""NUM-07: a sum of money without its unit or written in another way than "n.nnn.nnn đồng"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, show
from caitien.core.vietnamese.money import format_vnd

RULE = Rule(
    code="SO107",
    slug="money-malformed",
    kind="NUM-07",
    severity=Severity.WARNING,
    title="Số tiền thiếu đơn vị hoặc sai định dạng",
    why="Không có đơn vị thì 230 có thể là đồng, nghìn hay triệu; kinh phí không duyệt được.",
)

BARE = re.compile(r"[\d.,]*\d[\d.,]*")
WITH_UNIT = re.compile(
    r"(?<![\d.,])(?P<n>\d[\d.,]*\d|\d)(?P<gap>\s*)(?P<unit>đồng|đ|vnđ|vnd)(?!\w)", re.I
)
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
#: up to so many rows are told one by one
_EACH = 3
UNIT_ABOVE = re.compile(r"đồng|triệu|nghìn|tỷ|vnđ|vnd|\(đ\)|ngàn", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    heads = [c.title for c in ctx.plan.columns if c.field in ("budget", "budget_text")]
    unit_above = any(UNIT_ABOVE.search(head) for head in heads)
    rows = [
        item
        for item in ctx.plan.items
        if item.budget_text and not item.partial and "budget_text" not in item.uncertain
    ]
    naked = [] if unit_above else [item for item in rows if figures(item.budget_text or "")]
    many = len(naked) > _EACH
    for item in naked[:1] if many else naked:
        bare = figures(item.budget_text or "")
        message = (
            "Số tiền thiếu đơn vị." if len(bare) == 1 else f"{len(bare)} con số, không rõ đơn vị."
        )
        if many:
            message = f"Số tiền ở {len(naked)} dòng thiếu đơn vị; đầu cột cũng không ghi đơn vị."
        yield ctx.cell(item, "budget_text", message, fix=fix(bare[0] if len(bare) == 1 else ""))
    for item in rows:
        text = item.budget_text or ""
        for match in WITH_UNIT.finditer(text):
            number = match["n"]
            plain = re.sub(r"\D", "", number)
            if GROUPED.fullmatch(number) or len(plain) < 4 or re.search(r"^0|,\d{1,2}$", number):
                continue
            right = format_vnd(int(plain))
            yield ctx.cell(
                item,
                "budget_text",
                f"Số tiền “{match.group()}” nên ghi “{right}”.",
                fix=ask(right) if match.group() == text else show(f"Ghi “{right}”."),
                severity=Severity.INFO,
            )


def figures(text: str) -> list[str]:
    """The figures of a cell that holds nothing else; [] for a nought and for any word."""
    bare = text.replace("-", " ").replace("+", " ").replace(";", " ").split()
    sums = all(BARE.fullmatch(part) for part in bare)
    return [part.strip(".,") for part in bare] if sums and text.strip(" 0.,\n-") else []


def fix(number: str) -> Fix:
    """The sum in đồng where the figures leave no doubt."""
    if GROUPED.fullmatch(number) or re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{6,}", number):
        return ask(format_vnd(int(re.sub(r"\D", "", number))))
    return show("Ghi đủ số tiền và đơn vị, ví dụ “5.000.000 đồng”.")
