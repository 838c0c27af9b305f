"""Rows and sentences that say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caitien.core.vietnamese.text import collapse, fold, key, similarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import Item, TextBlock

    from .context import Context

    Span = tuple[TextBlock, int, int]

_ALIKE = 0.92
#: a sentence so short may be repeated by chance; in the table rows resemble one another
_WORDS = {"body": 8, "cell": 11}
#: so many first words two sentences share that may be one and a little more
_BEGIN = 6
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")
#: data, names of documents, who signs: repeated for good reason
_DATA = re.compile(
    r"\d\s?%|\d+/\d+|@|http|thông tư|công văn|quyết định|số:|:\s*mức|\.{3}|…", re.IGNORECASE
)
#: lines that the circulating forms print
_PRINTED = re.compile(
    r"theo yêu cầu của chủ tịch hội đồng|tham gia giám sát kế hoạch cải tiến|cấp có thẩm quyền$"
    r"|trên đây là kế hoạch|xây dựng kế hoạch cải tiến chất lượng giáo dục để thực hiện",
    re.IGNORECASE,
)


def same_row(a: Item, b: Item) -> bool:
    """Whether two rows have the same result and the same solutions."""
    work, other = a.text_of("solutions") or "", b.text_of("solutions") or ""
    if not work or not other or abs(len(work) - len(other)) > 0.15 * len(work) + 4:
        return False
    if bool(a.target) != bool(b.target) or len(work.split()) < 4:
        return False
    if a.target and b.target and key(a.target) != key(b.target):
        near = abs(len(a.target) - len(b.target)) <= 0.15 * len(a.target) + 4
        if not near or similarity(a.target, b.target) < _ALIKE:
            return False
    if key(work) == key(other):
        return True
    if re.findall(r"\d+", work) != re.findall(r"\d+", other):
        return False
    return _share(work, other) and similarity(work, other) >= _ALIKE


def _share(a: str, b: str) -> bool:
    mine, theirs = set(a.lower().split()), set(b.lower().split())
    return 2 * len(mine & theirs) >= 1.6 * max(1, min(len(mine), len(theirs)))


#: words that carry no content of a result or a job
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "mức tiếp tục tốt các những và của cho có để với trong về theo được ở từ sự việc công tác"
        " thực hiện hơn nữa nhằm là đã sẽ cần phải một số tích cực tham gia mới chuẩn",
    )
)
_COVERED = 0.75
_FEWEST = 4


def told_again(target: str, work: str) -> bool:
    """Whether a job only says the result again, in nearly the same words.

    Both have to be short, and nearly all words of content of each stand in the other.
    """
    mine, theirs = _content(target), _content(work)
    if min(len(mine), len(theirs)) < _FEWEST:
        return False
    both = len(mine & theirs)
    return both >= _COVERED * len(mine) and 2 * both >= len(theirs)


def _content(text: str) -> set[str]:
    return {w for w in re.findall(r"[^\W\d_]+", key(text)) if w not in _EMPTY}


def twin_sentences(ctx: Context) -> Iterator[tuple[Span, Span]]:
    """Sentences written twice, letter marks apart: the first and the second place."""
    seen: dict[str, Span] = {}
    told: set[str] = set()
    begun: dict[str, list[str]] = {}
    for block in ctx.role("body", "cell"):
        if block.field in ("criterion", "time", "assignee_text", "budget_text", "conditions"):
            continue
        for match in _SENTENCE.finditer(block.text):
            words = match.group().split()
            if len(words) < _WORDS[block.role] or _DATA.search(match.group()):
                continue
            text = _plain(match.group())
            if _PRINTED.search(collapse(match.group())):
                continue
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            span = (block, start, match.end())
            if text in seen and text not in told and seen[text][0] is not block:
                told.add(text)
                yield seen[text], span
            seen.setdefault(text, span)
            if block.role == "body" and text not in told:
                alike = begun.setdefault(" ".join(text.split()[:_BEGIN]), [])
                others = (t for t in alike if seen[t][0] is not block)
                near = next((t for t in others if _goes_on(t, text)), None)
                alike.append(text)
                if near and near not in told:
                    told |= {text, near}
                    yield seen[near], span


def _goes_on(a: str, b: str) -> bool:
    """Whether one sentence is the other and a word or two more."""
    short, long = sorted((a, b), key=len)
    more = long[len(short) :]
    return a != b and long.startswith(short + " ") and len(more.split()) <= 2


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


_ADDRESS = re.compile(
    r"(?:tọa lạc|toạ lạc|trụ sở|địa chỉ|đóng tại|nằm tại)[^.;\n]{0,12}?"
    r"(?P<all>số\s+(?P<n>\d+[A-Za-z]?(?:/\d+)*)\W{1,3}(?:đường\s+)?(?P<street>[^\d,.;–-]{3,40}?))\s*[-–,.;]",
    re.IGNORECASE,
)


def same_address(ctx: Context) -> Iterator[tuple[TextBlock, int, int, str]]:
    """Where the text tells the school's address again."""
    seen: set[tuple[str, str]] = set()
    for block in ctx.role("body"):
        for match in _ADDRESS.finditer(block.text):
            what = (match["n"].lower(), key(match["street"]))
            if what in seen:
                yield block, *match.span("all"), collapse(match["all"])
            seen.add(what)
