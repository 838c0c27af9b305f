"""Comparing titles of standards and criteria as people write them."""

from __future__ import annotations

import re
from functools import cache

from caitien.core.vietnamese.text import key

#: abbreviations schools use in titles; the longer first
_SHORT = {
    "ctgdpt": "chương trình giáo dục phổ thông",
    "ctgdmn": "chương trình giáo dục mầm non",
    "gdpt": "giáo dục phổ thông",
    "gdmn": "giáo dục mầm non",
    "gdđt": "giáo dục và đào tạo",
    "kđclgd": "kiểm định chất lượng giáo dục",
    "kđcl": "kiểm định chất lượng",
    "cqg": "chuẩn quốc gia",
    "tđg": "tự đánh giá",
    "đgn": "đánh giá ngoài",
    "cmhs": "cha mẹ học sinh",
    "cmt": "cha mẹ trẻ",
    "phhs": "phụ huynh học sinh",
    "cbql": "cán bộ quản lý",
    "csvc": "cơ sở vật chất",
    "tbdh": "thiết bị dạy học",
    "đcsvn": "đảng cộng sản việt nam",
    "antt": "an ninh trật tự",
    "pcgd": "phổ cập giáo dục",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "hđgd": "hoạt động giáo dục",
    "knsống": "kỹ năng sống",
    "kns": "kỹ năng sống",
    "pht": "phó hiệu trưởng",
    "tcm": "tổ chuyên môn",
    "tvp": "tổ văn phòng",
    "bđd": "ban đại diện",
    "qcdc": "quy chế dân chủ",
    "hđt": "hội đồng trường",
    "đcs": "đảng cộng sản",
    "kh": "kế hoạch",
    "ht": "hiệu trưởng",
    "gv": "giáo viên",
    "nv": "nhân viên",
    "hs": "học sinh",
    "cb": "cán bộ",
    "gd": "giáo dục",
    "th": "tiểu học",
    "mn": "mầm non",
    "xh": "xã hội",
    "nt": "nhà trường",
    "vn": "việt nam",
}
_ABBREVIATION = re.compile(rf"(?<!\w)(?:{'|'.join(_SHORT)})(?!\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\([^()]*$")
_CODE = re.compile(
    r"^\s*(?:tiêu\s+(?:chí|chuẩn)\s*)?\d(?:\s*\.\s*\d{1,2})?\s*[:.\-–—]*\s*", re.IGNORECASE
)
_LEVEL = re.compile(r"[\s\-–,:.]+Mức\s*\d.*$", re.IGNORECASE | re.DOTALL)
#: words whose presence or absence does not change what a title says
_SMALL = frozenset(
    ["các", "và", "của", "về", "đối", "với", "trong", "việc", "những", "cho", "tại", "theo"]
)
_SAME = {"bảo đảm": "đảm bảo", "khu sân": "sân", "cha mẹ": "phụ huynh", "trường học": "trường"}


def expand(text: str) -> str:
    """The text with the usual abbreviations of schools written out, in lower case."""
    lower = key(text).replace("&", " và ")
    return key(_ABBREVIATION.sub(lambda match: _SHORT[match.group().lower()], lower))


def words(text: str) -> list[str]:
    """The words of a key, without punctuation."""
    return re.findall(r"[\w.]*\w", text)


@cache
def plain_title(title: str) -> tuple[str, ...]:
    """The words of a title that count: no code, brackets, small words or abbreviations."""
    text = expand(_LEVEL.sub("", _CODE.sub("", _BRACKETS.sub(" ", title))))
    for written, usual in _SAME.items():
        text = text.replace(written, usual)
    return tuple(word for word in words(text) if word not in _SMALL)


def same_title(written: str, *official: str) -> bool:
    """Whether a title says the same as one of the official ones."""
    mine = plain_title(written)
    return any(mine == plain_title(title) for title in official)


def cut_short(written: str, *official: str) -> bool:
    """Whether a title is only the first part of an official one (two words at least)."""
    mine = plain_title(written)
    return len(mine) > 1 and any(plain_title(t)[: len(mine)] == mine for t in official)


def starts_like(written: str, official: str) -> bool:
    """Whether a title begins with all words of an official one but the last."""
    theirs = plain_title(official)
    most = max(len(theirs) - 1, 1)
    return plain_title(written)[:most] == theirs[:most]


def clean_title(title: str) -> str:
    """A title as written, without the code before it and the mark after it."""
    return _CODE.sub("", title).strip().rstrip(".:;, ")
