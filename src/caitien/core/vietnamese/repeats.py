"""Words and groups of words written twice in a row."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from .composed import Composed
from .found import Found

_WORD = re.compile(r"[^\W\d_]+")
_BLANKS = " \t\xa0"
_LINE_END = frozenset(" \t\xa0\r\n")
_LONGEST_GROUP = 6
# A body, then a word that begins like it: "mỗi tổ tổ chức", "trưởng ban ban hành".
_BODY_ACTS = frozenset(
    (
        ("tổ", "chức"),
        ("ban", "hành"),
        ("đoàn", "kết"),
        ("hội", "họp"),
        ("hội", "ý"),
        ("hội", "thảo"),
    )
)
# Groups that are said twice on purpose.
_TWICE = frozenset(("từng bước", "ngày càng", "dần dà", "thỉnh thoảng", "đời đời", "mãi mãi"))


@cache
def _allowed() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Words that may be doubled, and pairs of words that make one word together."""
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    table = Path(__file__).with_name("data") / "repeats.txt"
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            first, second, third, fourth = line[2:].split()
            pairs |= {(first, second), (third, fourth)}
        elif not line.startswith("#"):
            words.update(line.split())
    return frozenset(words), frozenset(pairs)


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether only blanks stand between two words, or a line end before a small letter."""
    gap = text[left.end() : right.start()]
    if gap == " ":
        return True
    if not gap:
        return False
    if not gap.strip(_BLANKS):
        return True
    return len(gap) < 8 and _LINE_END.issuperset(gap) and text[right.start()].islower()


def _compounds(words: list[str], at: int) -> bool:
    """Whether words at `at` and `at` + 1 belong to two words: phân công + công việc."""
    if tuple(words[at + 1 : at + 3]) in _BODY_ACTS:
        return True
    _, pairs = _allowed()
    before = at > 0 and (words[at - 1], words[at]) in pairs
    after = at + 2 < len(words) and (words[at + 1], words[at + 2]) in pairs
    return before and after


def _after_hyphen(match: re.Match[str]) -> bool:
    return match.start() > 0 and match.string[match.start() - 1] == "-"


def _is_fault(matches: list[re.Match[str]], words: list[str], at: int, size: int) -> bool:
    if size > 1:
        return " ".join(words[at : at + size]) not in _TWICE and len(set(words[at : at + size])) > 1
    first, second = matches[at].group(), matches[at + 1].group()
    same_case = first == second or (first.istitle() and second.islower())
    if len(first) < 2 or not same_case or _after_hyphen(matches[at]):
        return False
    return words[at] not in _allowed()[0] and not _compounds(words, at)


def find_repeats(text: str) -> list[Found[str]]:
    """Words and groups of 2 to 6 words written twice in a row; the value is the word once.

    Reduplication (dần dần, luôn luôn) and two words that share a syllable (phân công công việc) are
    none; nor is a repeat over punctuation, over a line end before a capital, or in another case
    ("Nhân dân Dân chủ"), except a capital only on the first ("Trường trường").
    """
    composed = Composed(text)
    matches = list(_WORD.finditer(composed.text))
    words = [match.group().lower() for match in matches]
    soon = _comes_again(words)
    if not soon:
        return []
    last = len(words) - 1
    joins = [_joined(composed.text, matches[i], matches[i + 1]) for i in range(last)]
    found, at = [], 0
    while at < last:
        size = _repeated(words, joins, at) if at in soon else 0
        if size and _is_fault(matches, words, at, size):
            start, middle = matches[at].start(), matches[at + size - 1].end()
            end = matches[at + 2 * size - 1].end()
            found.append(Found(composed.text[start:middle], *composed.cut(start, end)))
            at += 2 * size - 1
        at += 1
    return found


def _comes_again(words: list[str]) -> set[int]:
    """Where words stand that come again soon enough to begin a group said twice."""
    seen: dict[str, int] = {}
    found = set()
    for at, word in enumerate(words):
        before = seen.get(word)
        if before is not None and at - before <= _LONGEST_GROUP:
            found.add(before)
        seen[word] = at
    return found


def _repeated(words: list[str], joins: list[bool], at: int) -> int:
    """The size of the longest group at `at` that comes again at once, or 0."""
    best = 0
    for size in range(1, _LONGEST_GROUP + 1):
        if at + 2 * size > len(words) or not joins[at + size - 1]:
            break
        if words[at] != words[at + size] or not all(joins[at : at + 2 * size - 1]):
            continue
        if words[at : at + size] == words[at + size : at + 2 * size]:
            best = size
            if size == 1:
                return 1
    return best
