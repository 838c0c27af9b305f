"""Vietnamese syllables and misspellings: the public face of `phonology` and `spelling`."""

from __future__ import annotations

from .phonology import Syllable, ToneStyle, is_syllable, parse, place_tone, style_of
from .repeats import find_repeats
from .spelling import Misspelling, diagnose, find_misspellings, split_glued

__all__ = [
    "Misspelling",
    "Syllable",
    "ToneStyle",
    "diagnose",
    "find_misspellings",
    "find_repeats",
    "is_syllable",
    "parse",
    "place_tone",
    "split_glued",
    "style_of",
]
