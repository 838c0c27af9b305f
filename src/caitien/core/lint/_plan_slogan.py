"""Sentences that hold only general words, told by features anyone can check."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caitien.core.vietnamese.text import collapse

from ._plan import doubtful, parts, word_table
from ._plan_fit import things
from ._plan_words import measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._plan import Part
    from .context import Context

#: the share of a slogan's syllables that general words take
_SHARE = 0.7
#: work anyone can see being done
_CONCRETE = re.compile(
    r"(?<!\w)(?:chuyên đề|dự giờ|hội thi|hội thảo|nghiên cứu bài học|câu lạc bộ|khảo sát|kiểm kê"
    r"|mượn|sổ|phiếu|mua|sửa|lắp|trồng|in|ký|mở lớp)(?!\w)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")
_SYLLABLE = re.compile(r"[^\W_]+")


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The vague words (verbs and adjectives of slogans), and all general words with them."""
    table = dict(word_table("plan_general"))
    return _choice(table["chung"]), _choice(table["chung"] + table["trung tính"])


def _choice(words: list[str]) -> re.Pattern[str]:
    ordered = sorted((word.lower() for word in words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def general_words(text: str) -> list[str]:
    """The vague words of a text, each once, in order."""
    found = _lists()[0].finditer(collapse(text).lower())
    return list(dict.fromkeys(match.group() for match in found))


def is_slogan(sentence: str) -> bool:
    """Whether a sentence has vague words, no measure, and little beside general words."""
    text = collapse(sentence)
    total = len(_SYLLABLE.findall(text))
    if total < 5:
        return False
    vague, general = _lists()
    lower = text.lower()
    taken = sum(len(_SYLLABLE.findall(m.group())) for m in general.finditer(lower))
    if taken < _SHARE * total or not vague.search(lower):
        return False
    return not _anchored(text)


def _anchored(text: str) -> bool:
    """Whether a measure, a thing or visible work gives the sentence something to hold on to."""
    return measured(text) or bool(things(text)) or bool(_CONCRETE.search(text))


def slogans(ctx: Context) -> Iterator[Part]:
    """The solutions every sentence of which is a slogan."""
    for part in parts(ctx, "solutions"):
        if doubtful(ctx, part.item, "solutions") and "solutions" in part.item.uncertain:
            continue
        sentences = [m.group() for m in _SENTENCE.finditer(part.text) if m.group().strip()]
        if sentences and all(is_slogan(sentence) for sentence in sentences):
            yield part
