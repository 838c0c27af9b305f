"""PLN-06: a result nobody can measure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from caitien.core.lint._plan import MANY, Part, codes, doubtful, goals, say, targets
from caitien.core.lint._plan_words import activity, measured, vague_words, weakness
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH106",
    slug="target-not-measurable",
    kind="PLN-06",
    severity=Severity.WARNING,
    title="Kết quả cần đạt không đo được",
    why="Không có số, mốc, mức hay văn bản thì cuối năm không nói được là đã đạt hay chưa.",
)

_HOW = show("Ghi rõ bao nhiêu, mức nào, văn bản nào hoặc khi nào thì coi là đạt.")


def check(ctx: Context) -> Iterator[Finding]:
    found = []
    for _, group in groupby(targets(ctx), key=lambda part: part.index):
        lines = list(group)
        item = lines[0].item
        whole = "\n".join(line.text for line in lines)
        if measured(whole) or (item.indicator and measured(item.indicator)):
            continue
        left = [p for p in lines if not activity(p.text) and not weakness(p.text)]
        if not left and item.indicator and not doubtful(ctx, item, "indicator"):
            found.append(Part(item, lines[0].index, "indicator", item.indicator))
        elif left and not (doubtful(ctx, item, "target") and len(whole.split()) < 3):
            found.append(left[0])
    for block in goals(ctx):
        message = "Chỉ tiêu này chưa có số, mốc, mức hay văn bản để đo."
        yield ctx.whole(block, message, fix=_HOW, confidence="có thể")
    if len(found) > MANY:
        yield _together(ctx, found)
        return
    for part in found:
        yield say(ctx, part, _message(part.text), fix=_HOW, confidence="có thể")


def _message(text: str) -> str:
    words = vague_words(text)[:3]
    if not words:
        return "Kết quả này chưa có số lượng, mốc, mức hay văn bản để đo; nên ghi đến đâu là đạt."
    said = ", ".join(f"“{word}”" for word in words)
    return f"Kết quả này chỉ nói {said}, chưa có số, mốc, mức hay văn bản để đo."


def _together(ctx: Context, found: list[Part]) -> Finding:
    message = (
        f"{len(found)} dòng có kết quả cần đạt không có số, mốc, mức hay văn bản để đo"
        f" ({codes([part.item for part in found])})."
    )
    return say(ctx, found[0], message, fix=_HOW, confidence="có thể")
