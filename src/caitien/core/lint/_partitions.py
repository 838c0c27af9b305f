"""Totals of a school told with all their parts: staff by post, pupils by sex, classes by grade."""

from __future__ import annotations

import re
from itertools import pairwise
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
    (
        rf"(?:giáo viên|GV|nhân viên|đảng viên|đoàn viên|{_STAFF})",
        (r"(?:người |đồng chí )?nam", r"(?:người |đồng chí )?nữ"),
    ),
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


_PEOPLE = r"(?:học sinh|HS|trẻ(?: em)?|cháu|em|học viên|giáo viên|GV)"
_WHOLE = re.compile(rf"{_N}{_PEOPLE}(?!\w|/|\s+(?:khối|lớp))", re.IGNORECASE)
#: classes of people that exclude one another and make up the whole
_LABEL = re.compile(
    r"(?<!\w)(?:khối (?:lớp )?(?:\d{1,2}|lá|chồi|mầm|bé|nhỡ|lớn|nhà trẻ|mẫu giáo)"
    r"|lớp \d{1,2}(?![\w/])|(?:nhóm )?nhà trẻ|mẫu giáo(?: (?:bé|nhỡ|lớn))?"
    r"|xếp loại (?:tốt|khá|đạt|chưa đạt|trung bình|giỏi|yếu))"
    r"(?!\w)",
    re.IGNORECASE,
)
#: a number that may be of the people, with no other thing beside it
_ALONE = re.compile(
    r"(?<![\d.,/])(\d{1,2}\.\d{3}|\d{1,4})(?![\d/]|[.,]\d)"
    r"(?!\s*(?:lớp|nhóm|phòng|tổ|tuổi|GV|giáo))"
)
_LEADS = re.compile(r"trong đó|gồm|chia ra|cụ thể|[:(]", re.IGNORECASE)


def split_wrong(text: str) -> Iterator[tuple[int, int, int, int]]:
    """The same for people told by grade, age or rank: "612 học sinh; khối 6: 170, khối 7: …"."""
    lower = text.lower()
    if not any(word in lower for word in ("khối", "lớp ", "nhà trẻ", "xếp loại")):
        return
    labels = list(_LABEL.finditer(text))
    if len(labels) < 2:
        return
    for whole in _WHOLE.finditer(text):
        if _LABEL.search(text[max(0, whole.start() - 25) : whole.start()].split(",")[-1]):
            continue  # the number of one grade
        stop = re.compile(r"\.(?!\d)|\n|$").search(text, whole.end())
        end = stop.start() if stop else len(text)
        own = [label for label in labels if whole.end() <= label.start() < end]
        if len(own) < 2 or len({label.group().lower() for label in own}) != len(own):
            continue
        lead = _LEADS.search(text, whole.end(), own[0].start() + 1)
        at_once = re.fullmatch(r"\s*[,;:–-]\s*", text[whole.end() : own[0].start()])
        if not (lead or at_once) or own[0].start() - whole.end() > 60:
            continue
        begin = lead.end() if lead else whole.end()
        spans = [(a.end(), b.start()) for a, b in pairwise(own)] + [(own[-1].end(), end)]
        before = bool(re.search(r"\d", text[begin : own[0].start()]))
        if before:
            begins = [begin, *(label.end() for label in own[:-1])]
            spans = [(a, label.start()) for a, label in zip(begins, own, strict=True)]
        parts = [_people(text[a:b]) for a, b in spans]
        if None in parts or "%" in text[begin:end]:
            continue
        total = sum(part for part in parts if part is not None)
        some = len(own) < 3 and "nhà trẻ" not in own[0].group().lower()
        if some and total < _int(whole[1]):
            continue
        if total != _int(whole[1]):
            yield begin, end, total, _int(whole[1])
        return


def _people(text: str) -> int | None:
    """The number of people a piece tells: beside their name, else its only number."""
    named = re.findall(rf"{_N}{_PEOPLE}(?!\w)", text, re.IGNORECASE)
    alone = _ALONE.findall(text)
    found = named or alone
    return _int(found[0]) if len(found) == 1 else None


def _int(number: str) -> int:
    return int(number.replace(".", ""))
