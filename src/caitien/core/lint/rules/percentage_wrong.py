"""NUM-01: a ratio and the percentage beside it do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from caitien.core.lint._numbers import decimals, paper_number, parse_number
from caitien.core.lint._ratios import AFTER, BEFORE, BRACKETED, PART
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask

RULE = Rule(
    code="SO101",
    slug="percentage-wrong",
    kind="NUM-01",
    severity=Severity.ERROR,
    title="Tỷ lệ phần trăm không khớp phép chia",
    why="Số đếm và tỷ lệ mâu thuẫn thì người đọc không biết tin số nào.",
)

#: a date, a document or a term of the year, not a ratio
NOT_RATIO = re.compile(
    r"(?:tháng|ngày|năm|số|quý|kỳ|dịp|lễ|TT|NĐ|QĐ|KH|CV|thông tư|nghị định|quyết định)\s*$"
    r"|(?:lớp|khối)\s*(?:\d+\s*/\s*\d+\s*(?:,|;|và|-)\s*)*$",
    re.IGNORECASE,
)
#: the percentage is of something else
NOT_SHARE = re.compile(
    r"\s*(?:trở\s+(?:lên|xuống)|so\s+với|điểm|số|yêu\s+cầu|chỉ\s+tiêu|kế\s+hoạch|tiến\s+độ|khối)",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    told: set[tuple[int, int]] = set()
    for pattern in (AFTER, BRACKETED, PART, BEFORE):
        for block, match in ctx.find(pattern):
            if (id(block), match.start("p")) in told:
                continue
            told.add((id(block), match.start("p")))
            before = block.text[: match.start("a")]
            if NOT_RATIO.search(before) or NOT_SHARE.match(block.text[match.end("p") + 1 :]):
                continue
            a, b = (parse_number(match[name]) for name in "ab")
            printed = parse_number(match["p"])
            if (
                a is None
                or b is None
                or printed is None
                or not b
                or (b >= 1990 and (a <= 12 or a >= 1990))
            ):
                continue
            if b < a <= 31 and b <= 12:
                continue  # a day and month: 20/11
            right = a * 100 / b
            if abs(right - printed) > tolerance(match["p"]):
                start, end = min(match.start("a"), match.start("p")), match.end()
                text = paper_number(right)
                whole = block.text[start:end].rstrip()
                cut = whole.partition if pattern is BEFORE else whole.rpartition
                left, _, rest = cut(match["p"])
                fix = ask(f"{left}{text}{rest}")  # the count may be the wrong one
                message = f"{match['a']}/{match['b']} = {text}%, không phải {match['p']}%."
                yield ctx.at(block, start, start + len(whole), message, fix=fix)


def tolerance(printed: str) -> Decimal:
    """0.05, or what rounding (for decimals also cutting) to the printed places allows."""
    places = decimals(printed)
    step = Decimal(1).scaleb(-places)
    return max(Decimal("0.05"), step if places else Decimal("0.5"))
