"""The council of self-assessment as a plan names it: how many members, in which roles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context

_NAME = r"hội đồng (?:tự đánh giá|TĐG)(?: chất lượng(?: giáo dục)?)?(?: của)?(?: nhà)?(?: trường)?"
_WORDS = {
    "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(_WORDS)}(?: (?:một|ba|lăm|bảy|chín))?)"
_MEMBERS = r"(?:thành viên|người|đồng chí|đ/c|ông(?:, | )bà|ủy viên)"
_COUNTED = re.compile(
    rf"(?<!\w){_NAME}[^.;:\n]{{0,60}}?\b(?:gồm|có|với|là|:)\s*(?:có )?{_NUMBER}\s+{_MEMBERS}(?!\w)",
    re.IGNORECASE,
)
#: some of them, or those who were there
_SOME = re.compile(
    r"phiên họp|cuộc họp|ít nhất|tối thiểu|từ \d|thêm|vắng|dự họp|tham dự|bổ sung|thay thế"
    r"|(?:đã |được )+tập huấn",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"(?<!\w)(?:thành phần |danh sách )?(?:thành viên )?{_NAME}", re.IGNORECASE)
_ROLE = re.compile(
    r"[-–,:;(|\t]\s*(?P<role>phó chủ tịch|chủ tịch|thư ký|(?:ủy|uỷ) viên|thành viên)"
    r"(?: thường trực| hội đồng)?[ .,;)]*$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^\W*(?:\d{1,2}[.)]?\s*)?(?:(?:ông|bà|thầy|cô|đ/c|đồng chí)\s)?[A-ZĐÂĂÊÔƠƯ]")
_LISTED = 4


@dataclass(slots=True)
class Council:
    """A council: where it is told, the words, how many members, and the roles where listed."""

    block: TextBlock
    start: int
    end: int
    members: int
    roles: Counter[str] = field(default_factory=Counter)


def councils(ctx: Context) -> Iterator[Council]:
    """Every place that tells the size of the council: by a number, or by a list of its members."""
    for block in ctx.role("body", "cell", "heading", "basis"):
        for match in _COUNTED.finditer(block.text):
            around = block.text[max(0, match.start() - 30) : match.end() + 20]
            if not _SOME.search(around):
                yield Council(block, *match.span(), _number(match["n"]))
    yield from _lists(ctx)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    first, _, rest = text.lower().partition(" ")
    ones = {"một": 1, "ba": 3, "lăm": 5, "bảy": 7, "chín": 9}
    return _WORDS[first] + ones.get(rest, 0)


def _lists(ctx: Context) -> Iterator[Council]:
    """Lists of persons with their roles, line by line, below a line that names the council."""
    open_list: Council | None = None
    for block in ctx.role("heading", "body"):
        for line, start in _lines(block.text):
            role = _ROLE.search(line)
            if role and _PERSON.match(line) and open_list:
                open_list.members += 1
                open_list.roles[role["role"].lower().replace("uỷ", "ủy")] += 1
                continue
            if open_list and open_list.members >= _LISTED:
                yield open_list
            named = _HEAD.search(line)
            open_list = None
            if named and (block.role == "heading" or line.rstrip().endswith(":")):
                open_list = Council(block, start + named.start(), start + named.end(), 0)
    if open_list and open_list.members >= _LISTED:
        yield open_list


def _lines(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in text.split("\n"):
        yield line, at
        at += len(line) + 1
