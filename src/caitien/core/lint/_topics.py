"""What a row of the plan is about, by the words of its result and its jobs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item
    from caitien.core.regulations.model import Catalogue

_EDITIONS = {"tt17-2018": "th", "tt18-2018": "pt", "tt19-2018": "mn"}
#: words that speak of another thing though they hold a word of a topic
_NOT_MEANT = re.compile(
    r"sách giáo khoa|SGK|thiết bị (?:phòng cháy|y tế|vệ sinh|nhà bếp)|nhân viên thư viện"
    r"(?:\s*[-–]\s*thiết bị)?"
    r"|nhân viên thiết bị|danh mục minh chứng|quan sát",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its codes, the codes that may touch it, its words;

    `strong` are those that show a row of another criterion to stray.
    """

    name: str
    codes: dict[str, tuple[str, ...]]
    also: tuple[str, ...]
    words: re.Pattern[str]
    strong: re.Pattern[str]

    def belongs(self, edition: str, code: str) -> bool:
        """Whether the criterion is about this topic."""
        return code in self.codes.get(edition, ())

    def may(self, edition: str, code: str) -> bool:
        """Whether the criterion may speak of it without being wrong."""
        near = any(code == one or (one.endswith(".") and code.startswith(one)) for one in self.also)
        return "*" in self.also or near or self.belongs(edition, code)


@cache
def topics() -> tuple[Topic, ...]:
    """The topics, as the table orders them."""
    text = (get_data("caitien.core.lint", "data/topics.txt") or b"").decode("utf-8")
    return tuple(
        _topic(line) for line in text.splitlines() if line.count("|") == 3 and line[0] != "#"
    )


def _topic(line: str) -> Topic:
    name, codes, also, words = (part.strip() for part in line.split("|"))
    by_edition = {}
    for part in codes.split(";"):
        edition, *own = part.split()
        by_edition[edition] = tuple(own)
    listed = [word.strip() for word in words.split(",")]
    strong = [word for word in listed if word[0] != "~"]
    return Topic(name, by_edition, tuple(also.split()), _any(listed), _any(strong))


def _any(words: list[str]) -> re.Pattern[str]:
    """Any of the words, the longest first."""
    longest = sorted((word.lstrip("~") for word in words), key=len, reverse=True)
    pattern = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def edition_of(catalogue: Catalogue) -> str:
    """The short name of a catalogue in the table of topics."""
    return _EDITIONS.get(catalogue.id, "q")


def said_by(item: Item) -> str:
    """Result and jobs of a row, without the words that mislead."""
    parts = [item.target, item.content, "\n".join(item.solutions)]
    return _NOT_MEANT.sub(" ", "\n".join(part for part in parts if part))


def hits(topic: Topic, text: str) -> list[str]:
    """The words of a topic in a text, each once, in order."""
    found = (" ".join(m.group().split()).lower() for m in topic.strong.finditer(text))
    return list(dict.fromkeys(found))


def stranger(item: Item, code: str, edition: str) -> tuple[Topic, list[str]] | None:
    """The topic a row is about where that is not its criterion's; None where it may be.

    A row with any word of its own criterion keeps to it. Of other topics one must be spoken of
    with two different words, or twice.
    """
    text = said_by(item)
    own = [topic for topic in topics() if topic.belongs(edition, code)]
    if not own or any(topic.words.search(text) for topic in own):
        return None
    who = item.assignee_text or ""
    if code.startswith("2.") and any(topic.words.search(who) for topic in own) and not _mixed(who):
        return None
    if who_else := _other_group(code, text, who):
        return who_else
    best: tuple[int, Topic, list[str]] | None = None
    for topic in topics():
        if topic.may(edition, code) or edition not in topic.codes:
            continue
        count = len(topic.strong.findall(text))
        if count >= 2 and (best is None or count > best[0]):
            best = (count, topic, hits(topic, text))
    return (best[1], best[2]) if best else None


_GROUP = {"1": "lãnh đạo", "2": "giáo viên", "3": "nhân viên"}


def _other_group(code: str, text: str, who: str) -> tuple[Topic, list[str]] | None:
    """The group a row of standard 2 begins with and is led by, where it is not its own."""
    if code not in ("2.1", "2.2", "2.3") or not who:
        return None
    for topic in topics():
        if topic.name not in _GROUP.values() or topic.name == _GROUP[code[2]]:
            continue
        begins = topic.words.match(text.lstrip(" -–+•\n"))
        if begins and topic.words.match(who.strip()):
            return topic, [begins.group().lower()]
    return None


def _mixed(who: str) -> bool:
    """Whether leaders stand beside teachers or staff."""
    return len(re.findall(r"quản lý|BGH|hiệu trưởng|giáo viên|\bGV\b|nhân viên|\bNV\b", who)) > 1
