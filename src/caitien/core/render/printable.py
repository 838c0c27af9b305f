"""Texts as paper can carry them: letters, spaces, nothing that a file format forbids."""

from __future__ import annotations

import re

#: characters XML 1.0 forbids, other controls, and directions that would turn text round
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_UNPAIRED = re.compile("[\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """One line of text: breaks and tabs become a space, forbidden controls go.

    A lone half of a character is shown as U+FFFD, so that its loss is seen.
    """
    if text.isprintable():
        return text
    return _UNPAIRED.sub("\ufffd", _FORBIDDEN.sub("", _BREAKS.sub(" ", text)))
