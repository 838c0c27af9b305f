"""A ratio and its percentage as schools write them: "26/34 (76,5%)", "76,5% (26/34)"."""

from __future__ import annotations

import re

_COUNT = r"\d{1,3}(?:\.\d{3})+|\d+"
_RATIO = rf"(?<![\d/.,])(?P<a>{_COUNT})\s*/\s*(?P<b>{_COUNT})(?![\d/.,]*\d|/)"
_PERCENT = r"(?P<p>\d{1,3}(?:[.,]\d{1,4})?)\s*%"
#: words that may stand between a ratio and its percentage
_UNIT = r"(?:\s+(?!đạt|chiếm|tỷ|tỉ|tương)[^\W\d_][\w&]*(?:\s+Mức\s+\d)?){0,7}?"
_SHARE = r"(?:tỷ|tỉ)\s*lệ(?:\s+là)?"
_VERB = rf"(?:đạt|chiếm|tương\s+(?:ứng|đương)(?:\s+với)?)(?:\s+{_SHARE})?|{_SHARE}(?:\s+đạt)?"
_LINK = rf"\s*[,:]?\s*(?:\(\s*(?:{_VERB})?|=|[-–]|{_VERB})\s*:?\s*"
AFTER = re.compile(rf"{_RATIO}{_UNIT}{_LINK}{_PERCENT}(?:\s*\))?", re.IGNORECASE)
#: any words, where the percentage follows in brackets
BRACKETED = re.compile(
    rf"{_RATIO}(?:\s+(?:Mức\s+\d|[^\W\d_]+)){{1,14}}\s*"
    rf"(?:\(\s*(?:{_VERB})?|,\s*(?:{_VERB}))\s*:?\s*{_PERCENT}\s*\)?",
    re.IGNORECASE,
)
#: "846 học sinh, trong đó có 512 học sinh bán trú (chiếm 65%)"
PART = re.compile(
    rf"(?<![\d/.,])(?P<b>{_COUNT})\s+(?P<u>học sinh|học viên|giáo viên|trẻ|người|lớp|GV|HS)(?!\w)"
    rf"[^.;%()\d]{{0,20}},\s*trong đó(?:\s+có)?\s+(?P<a>{_COUNT})\s+(?P=u)(?!\w)"
    rf"[^.;%()\d]{{0,60}}\(\s*(?:{_VERB})?\s*:?\s*{_PERCENT}\s*\)?",
    re.IGNORECASE,
)
_FEW = r"(?:\s(?!đến|trở)[^\W\d_]+){0,4}"
BEFORE = re.compile(rf"{_PERCENT}{_FEW}\s*\(\s*(?:gồm\s+)?{_RATIO}[^()%]{{0,40}}\)", re.I)
