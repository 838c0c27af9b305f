"""PLN-06: a result nobody can measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from caitien.core.lint._plan import MANY, Part, doubtful, goals, say, targets
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

#: an indicator that names what is counted; the figure itself belongs to the target
_COUNTS = re.compile(r"\W*(?:số|tỷ lệ|tỉ lệ|điểm|mức độ|thời gian|sĩ số|phần trăm)(?!\w)", re.I)

_LEVEL = re.compile(r"\W*(?:(?:đạt|lên|giữ vững|duy trì|phấn đấu)\s+)*mức\s+(?:độ\s+)?\d\W*", re.I)

_ALSO = "Câu này cũng chưa có số lượng, mốc, mức hay văn bản để đo."
_BARE = "Kết quả này chưa có số lượng, mốc, mức hay văn bản để đo."


def check(ctx: Context) -> Iterator[Finding]:
    found: list[tuple[Part, Severity]] = []
    for _, group in groupby(targets(ctx), key=lambda part: part.index):
        lines = list(group)
        item = lines[0].item
        whole = "\n".join(line.text for line in lines)
        if measured(whole) or (item.indicator and measured(item.indicator)):
            continue
        if _LEVEL.fullmatch(whole):  # the level itself is what is to be reached
            continue
        told = [p for p in lines if not weakness(p.text)]
        left = [p for p in told if not activity(p.text)]
        if not left and _COUNTS.match(item.indicator or ""):
            continue
        if not left and item.indicator and not doubtful(ctx, item, "indicator"):
            found.append((Part(item, lines[0].index, "indicator", item.indicator), RULE.severity))
        elif told and not (doubtful(ctx, item, "target") and len(whole.split()) < 3):
            # an activity is another fault first; that nobody can measure it is told beside it
            found.append((left[0], RULE.severity) if left else (told[0], Severity.INFO))
    for block in goals(ctx):
        message = "Chỉ tiêu này chưa có số, mốc, mức hay văn bản để đo."
        yield ctx.whole(block, message, fix=_HOW, confidence="có thể")
    for part, severity in found:
        alone = severity is RULE.severity and len(found) <= MANY
        message = _message(part.text) if alone else _BARE
        if severity is Severity.INFO:  # told beside the card that says it is an activity
            message = _ALSO
        yield say(ctx, part, message, fix=_HOW, severity=severity, confidence="có thể")


def _message(text: str) -> str:
    words = vague_words(text)[:3]
    if not words:
        return f"{_BARE[:-1]}; nên ghi đến đâu là đạt."
    said = ", ".join(f"“{word}”" for word in words)
    return f"Kết quả này chỉ nói {said}, chưa có số, mốc, mức hay văn bản để đo."
