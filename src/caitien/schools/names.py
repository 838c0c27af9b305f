"""Names as they are kept, compared and made; words for levels of education."""

from __future__ import annotations

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from caitien.accounts.searching import search_key as search_key
from caitien.accounts.searching import search_words as search_words
from caitien.accounts.searching import sort_key as sort_key
from caitien.accounts.searching import title_order as title_order
from caitien.core.vietnamese.text import collapse, fold, key
from caitien.ui.problems import Problem

#: levels of education, in the order of a pupil's life
LEVELS: Final[dict[str, str]] = {
    "mam_non": "Mầm non",
    "tieu_hoc": "Tiểu học",
    "thcs": "Trung học cơ sở",
    "thpt": "Trung học phổ thông",
    "gdtx": "Giáo dục thường xuyên",
}

#: field of a person → words for people; what the staff form and the import change
PERSON_FIELDS: Final[dict[str, str]] = {
    "full_name": "họ và tên",
    "title": "danh xưng",
    "post": "chức vụ",
    "unit": "tổ, bộ phận",
    "staff_code": "mã nhân sự",
    "email": "thư điện tử",
    "phone": "điện thoại",
}
_LONGEST = {"full_name": 120, "title": 20, "post": 120, "staff_code": 40, "phone": 30, "email": 254}

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def tidy(text: str) -> str:
    """The text in NFC on one line, without control characters or double blanks."""
    return _UNSEEN.sub("", collapse(text))


def as_name(text: str) -> str:
    """A name all in capitals as names are written: "TRẦN VĂN AN" → "Trần Văn An"."""
    name = tidy(text)
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name


def name_key(name: str) -> str:
    """The key under which two writings of one name are equal: Thủy = Thuỷ, Kỹ = Kĩ."""
    return key(name)[:120]


def slug_of(name: str) -> str:
    """A name as a part of an address: "Trường THCS Nguyễn Du" → "truong-thcs-nguyen-du"."""
    return _NOT_SLUG.sub("-", fold(tidy(name))).strip("-")[:50].strip("-") or "don-vi"


def levels_words(levels: list[str]) -> str:
    """Levels of education in words: "Tiểu học, Trung học cơ sở"."""
    return ", ".join(word for level, word in LEVELS.items() if level in levels)


def clean_person(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a person tidied. Problem for an empty name, a long text, a wrong address."""
    found = {
        field: value if field == "unit" else tidy(str(value or ""))
        for field, value in values.items()
    }
    if "full_name" in found and not any(letter.isalpha() for letter in found["full_name"]):
        raise Problem("Chưa lưu: còn thiếu họ và tên.")
    for field, longest in _LONGEST.items():
        if len(found.get(field, "")) > longest:
            raise Problem(f"Chưa lưu: {PERSON_FIELDS[field]} dài quá {longest} chữ.")
    if found.get("email"):
        found["email"] = str(found["email"]).lower()
        try:
            validate_email(found["email"])
        except ValidationError:
            raise Problem(
                f"Chưa lưu: “{found['email'][:80]}” không phải địa chỉ thư điện tử. Hãy sửa hoặc "
                "để trống."
            ) from None
    return found
