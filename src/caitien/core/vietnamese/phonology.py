"""Vietnamese syllables: taken apart, checked, and their tone mark put in place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache

from .rimes import spellings

TONES = {
    "\u0300": "huyền",
    "\u0301": "sắc",
    "\u0303": "ngã",
    "\u0309": "hỏi",
    "\u0323": "nặng",
}
MARKS = {name: mark for mark, name in TONES.items()}
VOWELS = frozenset("aăâeêioôơuưy")
_STOPS = ("c", "p", "t", "ch")


class ToneStyle(Enum):
    """Where open oa, oe, uy carry the tone: OLD on the first letter, NEW on the second."""

    OLD = "hòa"
    NEW = "hoà"


@dataclass(frozen=True, slots=True)
class Syllable:
    """Onset and rime as written without tone, the tone's name ("ngang" for none), the text read."""

    onset: str
    rime: str
    tone: str
    text: str


@cache
def _letter(char: str) -> tuple[str, str]:
    """A lower-case letter without its tone mark, and the mark ("" for none)."""
    parts = unicodedata.normalize("NFD", char)
    marks = [mark for mark in parts[1:] if mark in TONES]
    rest = "".join(mark for mark in parts if mark not in TONES)
    return unicodedata.normalize("NFC", rest), "".join(marks)


def split_tones(word: str) -> tuple[str, list[tuple[int, str]]]:
    """The lower-case NFC word without tone marks, and the (position, mark) of each mark."""
    letters, tones = [], []
    for position, char in enumerate(word):
        letter, mark = _letter(char)
        letters.append(letter)
        if mark:
            tones.append((position, mark))
    return "".join(letters), tones


def put_tone(base: str, position: int, mark: str) -> str:
    """The toneless word with the tone mark on the letter at `position`."""
    if not mark:
        return base
    toned = unicodedata.normalize("NFC", base[position] + mark)
    return base[:position] + toned + base[position + 1 :]


@cache
def bases() -> dict[str, tuple[str, str]]:
    """Every toneless syllable: letters to (onset, rime)."""
    return {onset + rime: (onset, rime) for onset, rime in spellings()}


@cache
def tone_places(rime: str) -> tuple[int, ...]:
    """Positions in the rime where the tone may stand: (OLD, NEW) where they differ, else one."""
    marked = [i for i, char in enumerate(rime) if char in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    size = next((i for i, char in enumerate(rime) if char not in VOWELS), len(rime))
    if size == 1:
        return (0,)
    if size == 2 and size == len(rime):
        return (0, 1) if rime in ("oa", "oe", "uy") else (0,)
    return (1,)


def stop_ok(rime: str, mark: str) -> bool:
    """Whether the tone agrees with the coda: p, t, c, ch take only sắc and nặng."""
    return not rime.endswith(_STOPS) or mark in ("\u0301", "\u0323")


def _lower(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower()


def parse(word: str) -> Syllable | None:
    """The syllable, in any case and either tone style; None where it is no Vietnamese syllable."""
    if not word or len(word) > 12:
        return None
    lower = _lower(word)
    base, tones = split_tones(lower)
    parts = bases().get(base)
    if parts is None or len(tones) > 1:
        return None
    onset, rime = parts
    if not tones:
        return Syllable(onset, rime, "ngang", word) if stop_ok(rime, "") else None
    position, mark = tones[0]
    if len(mark) != 1 or not stop_ok(rime, mark):
        return None
    if position - len(onset) not in tone_places(rime):
        return None
    return Syllable(onset, rime, TONES[mark], word)


def is_syllable(word: str) -> bool:
    """Whether the word is one well-formed Vietnamese syllable."""
    return parse(word) is not None


def like_case(model: str, word: str) -> str:
    """The lower-case word in the case of the model: capitals, a first capital, or as it is."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def place_tone(syllable_text: str, style: ToneStyle) -> str:
    """The syllable with its tone mark where the style puts it; also mends a misplaced mark.

    A text that is no syllable, or carries two tones, comes back unchanged (in NFC).
    """
    text = unicodedata.normalize("NFC", syllable_text)
    base, tones = split_tones(text.lower())
    parts = bases().get(base)
    if parts is None or len(tones) != 1 or len(tones[0][1]) != 1 or len(base) != len(text):
        return text
    onset, rime = parts
    places = tone_places(rime)
    place = places[0] if style is ToneStyle.OLD else places[-1]
    moved = put_tone(base, len(onset) + place, tones[0][1])
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(text, moved, strict=True)
    )


def style_of(word: str) -> ToneStyle | None:
    """The tone style a syllable shows; None where both styles write it alike."""
    syllable = parse(word)
    if syllable is None or syllable.tone == "ngang" or len(tone_places(syllable.rime)) == 1:
        return None
    position = split_tones(_lower(word))[1][0][0]
    return ToneStyle.OLD if position == len(syllable.onset) else ToneStyle.NEW
