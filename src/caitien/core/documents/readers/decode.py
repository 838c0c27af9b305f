"""Bytes of a text file as characters, and letters of the old Vietnamese fonts recognised."""

from __future__ import annotations

import codecs
import re
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_VIETNAMESE = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
#: letters a Vietnamese text in Windows-1258 has and one in Western Europe's page has not
_TELLTALE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹđươă]", re.IGNORECASE)
_TYPOGRAPHY = frozenset("–—‘’“”„…•«»\u00a0°²³§×·‰€©®±½¼")

# TCVN3 fonts (.VnTime) keep their letters where Western Europe has signs and capitals.
_TCVN3 = re.compile(
    r"(?<=[A-Za-z])[µ¸¶·¹»¾¼½©®ª«¬\xad¨¦§][A-Za-zµ-þ]|[a-z][ÊËÌÎÏÑÒÕÖ×ÝØÜÞßÈÉÇÆ](?![A-Z])|[®§][a-zµ-þ]"
)
# VNI fonts write the mark as a letter of its own; none of these letters is Vietnamese.
_VNI = re.compile(r"[A-Za-zôÔöÖ][øûïäåëñöØÛÏÄÅËÑÖ]|[ñÑ][a-zöô]|[öô][ùøûõï]")
_TRUE_LETTER = re.compile("[ạ-ỹẠ-Ỹơưđăƣ]", re.IGNORECASE)


def decode_text(data: bytes) -> tuple[str, str]:
    """The characters of `data` and the name of the encoding they were read with.

    Tries byte order marks, UTF-8, UTF-16 without a mark, Windows-1258 (composed to NFC) and last
    Western Europe's page, which accepts anything. Bytes that fit nothing become U+FFFD.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").removeprefix("\ufeff"), name
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    nearly = data.decode("utf-8", errors="replace")
    if nearly.count("\ufffd") * 20 < sum(1 for c in nearly if c > "\x7f"):
        return nearly, "utf-8"
    return _code_page(data)


def _wide(data: bytes) -> str:
    """The UTF-16 order of a text without a mark (most ASCII has a zero byte beside it), or ''."""
    head = data[:4000]
    if len(head) < 8 or b"\0" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.3 and even < half * 0.02:
        order = "utf-16-le"
    elif even > half * 0.3 and odd < half * 0.02:
        order = "utf-16-be"
    else:
        return ""
    text = head[: half * 2].decode(order, errors="replace")
    return order if sum(1 for c in text if c < "\u2200") > 0.9 * half else ""


def _code_page(data: bytes) -> tuple[str, str]:
    """One byte a letter: Windows-1258 where that gives Vietnamese, else Windows-1252 or Latin-1."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    high = [c for c in text if c > "\x7f"]
    good = sum(1 for c in high if c in _VIETNAMESE or c in _TYPOGRAPHY)
    if high and good >= 0.9 * len(high) and len(_TELLTALE.findall(text)) * 5 >= len(high):
        return text, "windows-1258"
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def suspect_old_font(text: str) -> str:
    """'TCVN3' or 'VNI' where the text looks typed in a font of that code, else ''.

    A text that holds Vietnamese letters of Unicode in earnest is never suspected.
    """
    if text.isascii():
        return ""
    text = text[:30_000]
    letters = sum(1 for c in text if c.isalpha())
    if letters < 20 or len(_TRUE_LETTER.findall(text)) * 20 > letters:
        return ""
    tcvn3, vni = len(_TCVN3.findall(text)), len(_VNI.findall(text))
    if max(tcvn3, vni) * 40 < letters:
        return ""
    return "TCVN3" if tcvn3 > vni else "VNI"
