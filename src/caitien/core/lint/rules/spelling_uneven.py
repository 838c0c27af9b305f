"""SPL-10: two right spellings of one word stand in the same plan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._slips import unused
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.vietnamese.phonology import like_case
from caitien.core.vietnamese.syllables import ToneStyle, place_tone, style_of

RULE = Rule(
    code="CH110",
    slug="spelling-uneven",
    kind="SPL-10",
    severity=Severity.INFO,
    title="Chính tả không thống nhất",
    why="Cả hai cách viết đều đúng, nhưng một văn bản chỉ nên dùng một cách.",
)

WORD = re.compile(r"\b(?:vật|địa) lí\b|[^\W\d_]+", re.IGNORECASE)  # the names of two subjects
EVERY = re.compile(r"\b(?P<w>hằng|hàng)\s+(?=năm|tháng|tuần|ngày|kỳ|kì|quý)", re.IGNORECASE)
Y_OF = {"kĩ": "kỹ", "kì": "kỳ", "lí": "lý", "mĩ": "mỹ", "qui": "quy", "quí": "quý", "tỉ": "tỷ"}
I_OF = {right: left for left, right in Y_OF.items()}
SAME = {*Y_OF, *I_OF}
_TONES = re.compile(r"[a-zđ]*(?:[oòóỏõọ][aàáảãạeèéẻẽẹ]|[uùúủũụ][yỳýỷỹỵ])", re.IGNORECASE)
Spot = tuple[TextBlock, int, int]


def check(ctx: Context) -> Iterator[Finding]:
    every, letters, tones = (defaultdict[str, list[Spot]](list) for _ in range(3))
    for block in ctx.role("body", "basis", "cell", "recipients"):
        for match in EVERY.finditer(block.text):
            every[match["w"].lower()].append((block, *match.span("w")))
        for match in WORD.finditer(block.text):
            low = match.group().lower()
            if not (low in SAME or _TONES.fullmatch(low)) or name(block.text, match):
                continue
            if low in SAME and not block.text[match.end() :].startswith(" mỉ"):
                letters[low].append((block, *match.span()))
            elif (style := style_of(low)) and not unused(low):
                tones[style.name].append((block, *match.span()))
    if len(every) == 2:
        yield told(ctx, every["hàng"], "hàng", "hằng")  # as laws and the decree on form write it
    yield from by_letter(ctx, letters)
    if len(tones) == 2:
        block, start, end = tones[few := min(tones, key=lambda style: len(tones[style]))][0]
        other = ToneStyle.NEW if few == ToneStyle.OLD.name else ToneStyle.OLD
        right = place_tone(block.text[start:end], other)
        count = f"{len(tones[few])} chỗ và {len(tones[other.name])} chỗ"
        message = f"Đặt dấu thanh hai kiểu (“{block.text[start:end]}”, “{right}”): {count}."
        yield ctx.at(block, start, end, message, fix=ask(right))


def by_letter(ctx: Context, letters: dict[str, list[Spot]]) -> Iterator[Finding]:
    with_i = sum(len(s) for word, s in letters.items() if word in Y_OF and word != "tỉ")
    with_y = sum(len(s) for word, s in letters.items() if word in I_OF and word != "tỷ")
    other = Y_OF if with_i <= with_y else I_OF
    for word, spots in letters.items():
        twin = other.get(word)
        if twin and (twin in letters or (with_i and with_y and word not in ("tỉ", "tỷ"))):
            yield told(ctx, spots, word, twin)


def told(ctx: Context, spots: list[Spot], word: str, twin: str) -> Finding:
    block, start, end = spots[0]
    more = " " + block.text[end:].split()[0].strip(".,;") if word == "hàng" else ""  # "hàng năm"
    much = f"Viết “{word}{more}” ở {len(spots)} chỗ"
    message = f"{much}, nơi khác theo kiểu “{twin}{more}”; nên thống nhất."
    return ctx.at(block, start, end, message, fix=ask(like_case(block.text[start:end], twin)))


def name(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()].rstrip(' “"(-–+'), text[match.end() : match.end() + 2]
    inside = bool(before and before[-1] not in ".;:!?\n") or after[1:].isupper()
    return match.group()[:1].isupper() and inside
