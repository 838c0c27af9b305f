"""Pictures of levels: the wheel by standard, and the map of criteria over the years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .charts_svg import (
    INK,
    LINE,
    PAPER,
    QUIET,
    Sign,
    TableOf,
    fit,
    hatched,
    legend,
    n,
    picture,
    safe,
    safe_key,
    tag,
    words,
)

#: a criterion that did not exist in the edition of that year
NOT_IN_FORCE = -1
#: one hue in steps: fill and the colour of the numeral inside, by level 0 to 5
STEPS = (
    (PAPER, INK),
    ("#D5E1EC", INK),
    ("#9DBAD5", INK),
    ("#41709F", PAPER),
    ("#1F4B7A", PAPER),
    ("#12304F", PAPER),
)


@dataclass(frozen=True, slots=True)
class CriterionLevel:
    """A criterion with its level: 0 and up; None is not assessed, which is not 0."""

    code: str
    title: str
    level: int | None


@dataclass(frozen=True, slots=True)
class StandardLevels:
    """A standard with its criteria, in order."""

    code: str
    title: str
    criteria: tuple[CriterionLevel, ...]


@dataclass(frozen=True, slots=True)
class CriterionYears:
    """A criterion with one level a year; None not assessed, NOT_IN_FORCE not in that edition."""

    code: str
    title: str
    levels: tuple[int | None, ...]


def level_words(level: int | None) -> str:
    """A level in words."""
    if level is None:
        return "chưa đánh giá"
    if level == NOT_IN_FORCE:
        return "không có trong quy định năm đó"
    return f"mức {level}" if level > 0 else "chưa đạt mức 1"


def _step(level: int) -> tuple[str, str]:
    return STEPS[min(max(level, 0), len(STEPS) - 1)]


def _signs(key: str, most: int) -> list[Sign]:
    signs = [Sign(_step(level)[0], level_words(level)) for level in range(most + 1)]
    return [*signs, Sign(f"url(#{key}-hatch)", level_words(None))]


def _at(radius: float, angle: float, middle: float) -> tuple[float, float]:
    return middle + radius * math.sin(angle), middle - radius * math.cos(angle)


def _sector(inner: float, outer: float, begin: float, end: float, middle: float) -> str:
    """The path of a piece of a ring between two angles (clockwise from the top)."""
    end = min(end, begin + 2 * math.pi - 0.001)
    large = int(end - begin > math.pi)
    a, b = _at(outer, begin, middle), _at(outer, end, middle)
    c, d = _at(inner, end, middle), _at(inner, begin, middle)
    return (
        f"M{n(a[0])} {n(a[1])}A{n(outer)} {n(outer)} 0 {large} 1 {n(b[0])} {n(b[1])}"
        f"L{n(c[0])} {n(c[1])}A{n(inner)} {n(inner)} 0 {large} 0 {n(d[0])} {n(d[1])}Z"
    )


def _slice(
    criterion: CriterionLevel, begin: float, end: float, most: int, key: str, middle: float
) -> str:
    """One criterion: rings up to its level, the numeral in the outermost, its code outside."""
    inner, step = 62.0, 128.0 / most
    told = f"{criterion.code} {criterion.title}: {level_words(criterion.level)}"
    whole = _sector(inner, inner + step * most, begin, end, middle)
    parts = [tag("title", safe(told))]
    half = (begin + end) / 2
    if criterion.level is None:
        parts.append(tag("path", d=whole, fill=f"url(#{key}-hatch)", stroke=QUIET))
    else:
        level = min(max(criterion.level, 0), most)
        parts.append(tag("path", d=whole, fill=PAPER, stroke=LINE))
        for ring in range(level):
            low = inner + step * ring
            piece = _sector(low, low + step, begin, end, middle)
            parts.append(tag("path", d=piece, fill=_step(ring + 1)[0], stroke=PAPER))
        x, y = _at(inner + step * (max(level, 1) - 0.5), half, middle)
        ink = _step(level)[1]
        parts.append(words(str(level), x, y + 5, text_anchor="middle", font_weight=600, fill=ink))
    x, y = _at(inner + step * most + 20, half, middle)
    parts.append(words(fit(criterion.code, 56), x, y + 5, text_anchor="middle"))
    return tag("g", "".join(parts))


def level_wheel(
    standards: Sequence[StandardLevels], *, title: str, most: int = 4, key: str = "wheel"
) -> str:
    """The level of every criterion as a wheel, a gap between standards; `most` is the top level.

    SVG 480 wide. A criterion without a level is hatched. `key` differs between pictures of a page.
    """
    key, most = safe_key(key), max(1, most)
    criteria = [each for standard in standards for each in standard.criteria]
    assessed = sum(each.level is not None for each in criteria)
    middle, gap = 240.0, 0.06 if len(standards) > 1 else 0.0
    body = []
    if criteria:
        full = 2 * math.pi - gap * len(standards)
        width, angle = full / len(criteria), gap / 2
        for standard in standards:
            for each in standard.criteria:
                body.append(_slice(each, angle, angle + width, most, key, middle))
                angle += width
            angle += gap
    counted = f"{assessed}/{len(criteria)}" if criteria else "Chưa có"
    below = "đã đánh giá" if criteria else "tiêu chí"
    body.append(words(counted, middle, middle, size=24, text_anchor="middle", font_weight=600))
    body.append(words(below, middle, middle + 22, text_anchor="middle", fill=QUIET))
    signs, height = legend(_signs(key, most), 16, 490, 450)
    return picture(
        key=key,
        width=480,
        height=490 + height,
        title=title,
        description=f"Bánh xe mức theo tiêu chuẩn: {assessed} trong {len(criteria)} tiêu chí "
        "đã đánh giá. Bảng bên dưới ghi mức của từng tiêu chí.",
        defs=[hatched(key)],
        body=[*body, signs],
    )


def level_wheel_rows(standards: Sequence[StandardLevels]) -> TableOf:
    """The wheel as a table."""
    rows = tuple(
        (f"{standard.code} {standard.title}".strip(), f"{each.code} {each.title}".strip(),
         level_words(each.level))
        for standard in standards
        for each in standard.criteria
    )  # fmt: skip
    return TableOf(("Tiêu chuẩn", "Tiêu chí", "Mức"), rows)


def _heat_cell(level: int | None, told: str, x: float, y: float, key: str) -> str:
    name = tag("title", safe(told))
    box: dict[str, Any] = {"x": x + 1, "y": y + 1, "width": 62, "height": 28, "rx": 2}
    if level is None:
        return tag("g", name + tag("rect", fill=f"url(#{key}-hatch)", stroke=LINE, **box))
    if level == NOT_IN_FORCE:
        return tag("g", name + words("–", x + 32, y + 20, text_anchor="middle", fill=QUIET))
    fill, ink = _step(level)
    shown = words(str(level), x + 32, y + 20, text_anchor="middle", font_weight=600, fill=ink)
    stroke = QUIET if level <= 0 else fill
    return tag("g", name + tag("rect", fill=fill, stroke=stroke, **box) + shown)


def criterion_heat_map(
    rows: Sequence[CriterionYears],
    years: Sequence[int],
    *,
    title: str,
    most: int = 4,
    key: str = "heat",
) -> str:
    """The level of each criterion in each school year (first calendar years, oldest first)."""
    key, side, top = safe_key(key), 280.0, 34.0
    body = []
    for column, year in enumerate(years):
        x = side + column * 64 + 32
        body.append(words(f"{year % 100:02d}–{(year + 1) % 100:02d}", x, 22, text_anchor="middle"))
    for line, row in enumerate(rows):
        y = top + line * 30
        name = f"{row.code} {row.title}".strip()
        body.append(tag("g", tag("title", safe(name)) + words(fit(name, side - 12), 0, y + 20)))
        for column, year in enumerate(years):
            level = row.levels[column] if column < len(row.levels) else None
            told = f"{name}, năm học {year}-{year + 1}: {level_words(level)}"
            body.append(_heat_cell(level, told, side + column * 64, y, key))
    width = max(side + 64 * len(years), 480.0)
    bottom = top + 30 * len(rows) + 16
    signs, height = legend(_signs(key, max(1, most)), 0, bottom, width)
    return picture(
        key=key,
        width=width,
        height=bottom + height,
        title=title,
        description="Mức của từng tiêu chí qua các năm học của cùng một trường. "
        "Bảng bên dưới ghi đủ.",
        defs=[hatched(key)],
        body=[*body, signs],
        wide=True,
    )


def criterion_heat_map_rows(rows: Sequence[CriterionYears], years: Sequence[int]) -> TableOf:
    """The map as a table."""
    head = ("Tiêu chí", *(f"Năm học {year}-{year + 1}" for year in years))
    return TableOf(
        head,
        tuple(
            (
                f"{row.code} {row.title}".strip(),
                *(
                    level_words(row.levels[i] if i < len(row.levels) else None)
                    for i in range(len(years))
                ),
            )
            for row in rows
        ),
    )
