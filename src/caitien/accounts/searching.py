"""What searches look in (texts without marks: "dong da" finds “Đống Đa”) and lists go by."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from caitien.core.vietnamese.text import collapse, fold, key

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
#: level, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_NUMBER = re.compile(r"\d{1,6}")


def folded(*texts: str) -> str:
    """Texts without marks (đ → d), tone placement or letter case."""
    return fold(" ".join(key(text) for text in texts if text))


def search_key(*texts: str) -> str:
    """What a search looks in, as it is kept with a row (400 letters at most)."""
    return folded(*texts)[:400]


def search_words(query: str) -> list[str]:
    """The words of a search as they stand in a `search_key`; eight at most."""
    return search_key(query[:200]).split()[:8]


def _order(word: str) -> str:
    """A word as letters that any database sorts the Vietnamese way."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", word.lower()):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONES), "")
        plain = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        place = _ALPHABET.find(plain)
        if place >= 0:
            letters.append(f"{place + 10}")
        tones.append(str(_TONES.find(tone) + 1 if tone else 0))
    return "".join(letters) + "." + "".join(tones)


def sort_key(name: str) -> str:
    """A key that sorts people by given name, then family and middle names, as staff lists do."""
    words = collapse(name).split()
    return " ".join(_order(word) for word in (words[-1:] + words[:-1]))[:400]


def title_order(name: str) -> str:
    """A key that sorts names of schools and offices word by word; "số 2" stands before "số 10"."""
    words = _NUMBER.sub(lambda found: f" {found[0]} ", collapse(name)).split()
    return " ".join(word.zfill(6) if word.isdecimal() else _order(word) for word in words)[:400]
