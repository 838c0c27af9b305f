"""Characters of picture fonts (w:sym) as Unicode."""

from __future__ import annotations

_WINGDINGS = {
    0x28: "☎",
    0x29: "☎",
    0x2A: "✉",
    0x6C: "●",
    0x6D: "○",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "❑",
    0x72: "❒",
    0x76: "❖",
    0x77: "◆",
    0xA7: "▪",
    0xA8: "☐",
    0xD8: "➢",
    0xE0: "→",
    0xDF: "←",
    0xE1: "↑",
    0xE2: "↓",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL = {
    0x2D: "−",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xDE: "⇒",
}


def symbol(font: str, code: str) -> str:
    """The character of `code` (four hex digits) in `font`; '•' for a picture without a letter."""
    try:
        point = int(code[:6], 16)
    except ValueError:
        return ""
    low = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
    name = font.lower()
    if name.startswith("wingdings") or name == "webdings":
        return _WINGDINGS.get(low, "•")
    if name == "symbol" and low in _SYMBOL:
        return _SYMBOL[low]
    if 0x20 <= low < 0x7F or 0xA0 <= low < 0xD800:
        return chr(low)
    return "•"
