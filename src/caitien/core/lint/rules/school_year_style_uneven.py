"""FRM-11: school years are written in more than one way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe

RULE = Rule(
    code="TT111",
    slug="school-year-style-uneven",
    kind="FRM-11",
    severity=Severity.INFO,
    title="Cách ghi năm học không thống nhất",
    why="Trong một văn bản chỉ dùng một cách ghi: “2023-2024” hoặc “2023 - 2024”.",
)

YEARS = re.compile(r"(?<![\d/.-])(20\d\d)([ \t\xa0]*[-–—][ \t\xa0]*)(20\d\d)(?![\d/-]|\.\d)")
#: two ways that are right in themselves
GOOD = ("-", " - ")
#: with the dash of a word processor; no fault where the whole paper does so
DASHED = ("–", " – ")


def check(ctx: Context) -> Iterator[Finding]:
    found = list(ctx.memo(_written))
    ways = Counter(way for _, _, way in found)
    if len(ways) < 2 and not any(way not in GOOD + DASHED for way in ways):
        return
    best = max(GOOD, key=lambda way: ways[way])
    shown = sorted(found, key=lambda one: int(one[1][3]) - int(one[1][1]) > 1)  # one year first
    first = {way: f"{match[1]}{way}{match[3]}" for _, match, way in reversed(shown)}
    said = ", ".join(f"“{first[way]}” {count} chỗ" for way, count in ways.most_common())
    model = f"{shown[0][1][1]}{best}{shown[0][1][3]}"
    message = f"Năm học, giai đoạn ghi {len(ways)} kiểu ({said}); nên thống nhất “{model}”."
    seen: set[str] = set()
    for block, match, way in found:
        if way == best or (way in seen and way in GOOD):
            continue  # the other way that is right in itself is told once, the rest at each place
        seen.add(way)
        right = f"{match[1]}{best}{match[3]}"
        if len(ways) == 1:
            message = f"Năm học nên ghi “{right}”."
        yield ctx.at(block, *match.span(), message, fix=safe(right))


def _written(ctx: Context) -> list[tuple[TextBlock, re.Match[str], str]]:
    """Every pair of years on one line, with the signs between them."""
    out = []
    for block in ctx.blocks:
        if block.role in ("header", "signature"):
            continue
        for match in YEARS.finditer(block.text):
            if int(match[3]) <= int(match[1]) or int(match[3]) - int(match[1]) > 10:
                continue
            first, last = block.place_at(match.start()), block.place_at(match.end() - 1)
            if first.line == last.line and first.page == last.page:
                out.append((block, match, re.sub(r"[\t\xa0]| {2,}", " ", match[2])))
    return out
