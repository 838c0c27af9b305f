"""NUM-04: the parts listed in brackets do not add up to their total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from caitien.core.lint._numbers import NUMBER, parse_number
from caitien.core.lint._partitions import broken, split_wrong
from caitien.core.lint._shares import unlike
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="SO104",
    slug="parts-do-not-add-up",
    kind="NUM-04",
    severity=Severity.ERROR,
    title="Tổng các phần không bằng tổng",
    why="Số liệu không khớp thì người đọc không tin được các số khác của kế hoạch.",
)

WHO = r"(?:CB|GV|NV|HS|cán bộ|giáo viên|nhân viên|học sinh|trẻ|người|thành viên|lớp|phòng|đồng chí)"
#: "67 CB, GV, NV (03 CBQL, 54 GV; 10 NV)", "13,4% chưa đạt (trong đó có 01 GV …; 05 GV …)"
LIST = re.compile(
    r"\((?P<lead>(?:trong đó|gồm|bao gồm)?\s*(?:có)?\s*:?)\s*(?P<parts>\d[^()]*)\)", re.I
)
PART = re.compile(rf"(?:^|[,;:]|\bvà\b)\s*(?P<n>\d{{1,4}})\s+(?={WHO}\b|[A-ZĐ]{{2,}}\b)", re.I)
PERCENT = re.compile(rf"(?P<n>{NUMBER})\s*%[^.;%()\n]{{0,60}}$")
COUNT = re.compile(rf"(?P<n>\d{{1,5}})\s+{WHO}\b[^.;%()\n]{{0,40}}$", re.IGNORECASE)
TOTAL = re.compile(rf"tổng(?:\s+số)?[^.;%\n\d]{{0,60}}(?P<n>\d{{1,5}})\s+{WHO}\b", re.IGNORECASE)
#: properties that overlap: women and party members may be the same people
OVERLAP = re.compile(r"\bnữ\b|đảng viên|dân tộc|khuyết tật|đoàn viên|biên chế|hợp đồng", re.I)
_HOW = show("Kiểm tra lại số liệu ở nguồn, sửa tổng hoặc các phần.")


def check(ctx: Context) -> Iterator[Finding]:
    for block, match in ctx.find(LIST, "body", "cell"):
        numbers = [int(part["n"]) for part in PART.finditer(match["parts"])]
        if len(numbers) < 2 or OVERLAP.search(match["parts"]) or "%" in match["parts"]:
            continue
        before = block.text[: match.start()].rstrip(" ,:")
        found, said = whole(before)
        if found is None:
            continue
        total = sum(numbers)
        some = "trong đó" in match["lead"].lower() and "%" not in said
        if total == found or (some and total < found):
            continue
        yield ctx.at(
            block,
            match.start("parts"),
            match.end("parts"),
            f"Tổng các phần ({total}) không bằng tổng ({said}).",
            fix=_HOW,
            severity=RULE.severity if total > found or not some else Severity.WARNING,
        )
    for block in ctx.role("body", "cell"):
        for start, end, added, number in (*broken(block.text), *split_wrong(block.text)):
            told = f"Tổng các phần ({added}) không bằng tổng ({number})."
            yield ctx.at(block, start, end, told, fix=_HOW)
        for start, end, told in unlike(block.text):
            yield ctx.at(block, start, end, told, fix=_HOW, severity=Severity.WARNING)


def whole(before: str) -> tuple[int | None, str]:
    """The number of which the list gives the parts, and how it was found."""
    percent = PERCENT.search(before)
    if percent:
        share, totals = parse_number(percent["n"]), list(TOTAL.finditer(before[: percent.start()]))
        if share is None or not totals:
            return None, ""
        exact = share * Decimal(totals[-1]["n"]) / 100
        value = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        if abs(exact - value) > Decimal("0.15"):
            return None, ""
        return value, f"{percent['n']}% của {totals[-1]['n']} là {value}"
    count = COUNT.search(before)
    return (int(count["n"]), count["n"]) if count else (None, "")
