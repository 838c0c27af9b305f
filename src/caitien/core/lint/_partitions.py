"""Totals of a school told with all their parts: staff by post, pupils by sex, classes by grade."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: cheap: a text without any of these tells no parts
_HINT = re.compile(r"\d[^\d]*(?:[Tt]rong đó|gồm|[:(])[^\d]*\d")
_N = r"(?<![\d.,/])(\d{1,2}\.\d{3}|\d{1,4})(?![\d/%]|[.,]\d)\s*"
_STAFF = r"(?:CB,?\s*GV,?\s*(?:và\s)?NV|cán bộ,? giáo viên,?(?: và)? nhân viên|CBGVNV|viên chức)"
_MANAGER = r"(?:cán bộ quản lý|CBQL|quản lý|lãnh đạo|BGH)"
_WHO = r"(?:học sinh |HS |em |trẻ |cháu )?"
#: the whole, and what must all be among its parts
_KINDS = (
    (
        _STAFF,
        (_MANAGER, r"(?:giáo viên|GV)(?! (?:nữ|biên|hợp|đạt|trên|chưa))", r"(?:nhân viên|NV)"),
    ),
    (r"(?:nhóm,? lớp|nhóm)", (r"nhóm trẻ|nhóm nhà trẻ", r"lớp mẫu giáo|lớp MG")),
    (r"(?:học sinh|HS|trẻ|học viên|cháu|em)", (rf"{_WHO}nam", rf"{_WHO}nữ")),
)
_GRADES = re.compile(
    rf"{_N}lớp(?P<lead>[^.;\d]{{0,30}}?)"
    r"(?P<list>(?:(?:[,;:(]|và|gồm)?\s*khối (?:lớp )?\w{1,4}\s*[:có]*\s*"
    r"\d{1,2}(?: lớp)?){3,})",
    re.IGNORECASE,
)
#: numbers after "trong đó", or names first within brackets
_PARTS = r"(?:\d|[(:]\s*(?=[^\s\d]))[^.()\n]{5,140}?(?=[.;)\n]|$)"
_OF_GRADE = re.compile(r"khối (?:lớp )?\w{1,4}\s*[:có]*\s*$", re.IGNORECASE)
_GRADE = re.compile(r"khối (?:lớp )?\w{1,4}\s*[:có]*\s*(\d{1,2})(?: lớp)?", re.IGNORECASE)


def broken(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Start and end of the parts, their sum and the total said, where the two differ."""
    if not _HINT.search(text):
        return
    for whole, parts in _KINDS:
        for match in re.finditer(
            rf"{_N}{whole}\b(?P<lead>[^.;\d]{{0,60}}?)(?P<rest>{_PARTS})", text, re.I
        ):
            rest = match["rest"]
            if not re.search(r"trong đó|gồm|[:(]", match["lead"] + rest[0], re.IGNORECASE):
                continue
            found = [re.findall(rf"{_N}(?:{part})(?!\w)", rest, re.IGNORECASE) for part in parts]
            if not any(found):  # "CBQL: 2, GV: 40, NV: 6", "nữ 110, nam 119"
                after = [rf"(?<!\w)(?:{part})\s*[:=]?\s+(\d{{1,4}})(?![\d/%])" for part in parts]
                found = [re.findall(pattern, match[0], re.IGNORECASE) for pattern in after]
            if all(len(one) == 1 for one in found):
                total = sum(_int(one[0]) for one in found)
                if total != _int(match[1]):
                    yield match.start("rest"), match.end("rest"), total, _int(match[1])
    for match in _GRADES.finditer(text):
        if _OF_GRADE.search(text[: match.start()]):
            continue  # the classes of one grade, with those of the next after them
        total = sum(map(int, _GRADE.findall(match["list"])))
        if total != _int(match[1]):
            yield *match.span("list"), total, _int(match[1])


def _int(number: str) -> int:
    return int(number.replace(".", ""))
