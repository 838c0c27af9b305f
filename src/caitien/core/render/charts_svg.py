"""Small parts of every picture: escaped text, tones with patterns, legends, the frame of an <svg>.

Pictures hold no style sheet and no style attribute (a strict content security policy forbids
both): colours are attributes, and a pattern and a word always stand beside a colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

INK, QUIET, LINE, WASH, PAPER = "#1B2430", "#55606D", "#D9DDD5", "#F5F6F2", "#FFFFFF"
CHAM, LA, NGHE, SON = "#1F4B7A", "#2E7D4F", "#9A6700", "#B3261E"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEY = re.compile(r"[^A-Za-z0-9_-]")
#: width of a letter in parts of the font size: mean of Vietnamese text
_LETTER = 0.56


@dataclass(frozen=True, slots=True)
class TableOf:
    """A picture as a table: column titles and rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def safe(text: str) -> str:
    """Text for between tags and inside attributes; what XML cannot hold becomes a space."""
    return escape(_NOT_XML.sub(" ", text), quote=True)


def fit(text: str, width: float, size: float = 14) -> str:
    """Text shortened with “…” to about this many pixels (not escaped)."""
    text = " ".join(text.split())
    room = max(1, int(width / (size * _LETTER)))
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def n(value: float) -> str:
    """A number of a drawing: at most two decimals, no exponent."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def tag(name: str, inside: str | None = None, **attributes: object) -> str:
    """An element; `fill_opacity` gives fill-opacity, `class_` class. `inside` is markup."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        shown = n(value) if isinstance(value, float) else str(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{safe(shown)}"')
    head = " ".join(parts)
    return f"<{head}/>" if inside is None else f"<{head}>{inside}</{name}>"


def words(text: str, x: float, y: float, *, size: int = 14, **more: object) -> str:
    """A line of text."""
    return tag("text", safe(text), x=float(x), y=float(y), font_size=size, **{"fill": INK, **more})


def linked(inside: str, url: str) -> str:
    """Markup inside a link; only addresses of this site are taken."""
    here = url.startswith("#") or (url.startswith("/") and not url.startswith(("//", "/\\")))
    return f'<a href="{safe(url)}">{inside}</a>' if here else inside


def safe_key(key: str) -> str:
    """A part of the ids of a picture: it must differ between the pictures of a page."""
    return _KEY.sub("-", key) or "c"


def pattern(name: str, ground: str, stroke: str, *, gap: int = 6, angle: int = 45) -> str:
    """A hatching."""
    back = tag("rect", width=gap, height=gap, fill=ground)
    line = tag("path", d=f"M0 0V{gap}", stroke=stroke, stroke_width=2)
    return tag(
        "pattern",
        back + line,
        id=name,
        width=gap,
        height=gap,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({angle})",
    )


def dots(name: str, ground: str, colour: str) -> str:
    """A dotted ground."""
    inside = tag("rect", width=6, height=6, fill=ground)
    inside += tag("circle", cx=3, cy=3, r="1.2", fill=colour)
    return tag("pattern", inside, id=name, width=6, height=6, patternUnits="userSpaceOnUse")


def hatched(key: str) -> str:
    """The ground of “chưa đánh giá”: never a colour of success or failure."""
    return pattern(f"{key}-hatch", PAPER, "#C4C9C0", gap=7)


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of a legend."""

    fill: str
    text: str
    stroke: str = QUIET


def legend(signs: Sequence[Sign], x: float, y: float, width: float) -> tuple[str, float]:
    """The legend as markup from this place on, in as many lines as needed; and its height."""
    parts, left, top = [], x, y
    for sign in signs:
        room = 34 + len(sign.text) * 14 * _LETTER
        if left > x and left + room > x + width:
            left, top = x, top + 24
        parts.append(
            tag(
                "rect", x=left, y=top, width=18, height=14, rx=2, fill=sign.fill, stroke=sign.stroke
            )
        )
        parts.append(words(sign.text, left + 24, top + 12))
        left += room + 10
    return "".join(parts), top - y + 24


def picture(
    *,
    key: str,
    width: float,
    height: float,
    title: str,
    description: str,
    defs: Iterable[str],
    body: Iterable[str],
    links: bool = False,
    wide: bool = False,
) -> str:
    """The whole <svg>, named by its title and description."""
    head = tag("title", safe(title), id=f"{key}-title") + tag(
        "desc", safe(description), id=f"{key}-desc"
    )
    return tag(
        "svg",
        head + tag("defs", "".join(defs)) + "".join(body),
        xmlns="http://www.w3.org/2000/svg",
        class_="chart chart-wide" if wide else "chart",
        role="group" if links else "img",
        aria_labelledby=f"{key}-title {key}-desc",
        viewBox=f"0 0 {n(width)} {n(height)}",
        width=float(width),
        height=float(height),
        font_family=FONT,
    )
