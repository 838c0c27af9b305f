"""Bars of progress and of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .charts_svg import (
    CHAM,
    INK,
    LA,
    PAPER,
    QUIET,
    Sign,
    TableOf,
    fit,
    hatched,
    legend,
    pattern,
    picture,
    safe,
    safe_key,
    tag,
    words,
)


def _vnd(sum_: int | None) -> str:
    return "chưa có số tiền" if sum_ is None else f"{sum_:,}".replace(",", ".") + " đồng"


@dataclass(frozen=True, slots=True)
class BudgetBar:
    """Money from one source, in đồng: planned, and spent so far. None is unknown, not 0."""

    label: str
    planned: int | None
    spent: int | None = None


def progress_words(done: int, total: int) -> str:
    """3/8 (37%); “chưa được giao” where there is nothing to do."""
    return f"{done}/{total} ({_share(done, total)}%)" if total > 0 else "chưa được giao"


def _share(done: int, total: int) -> int:
    return max(0, min(100, done * 100 // total)) if total > 0 else 0


def progress_bar(done: int, total: int, *, label: str, key: str = "progress") -> str:
    """How many of how many are done; hatched where there is nothing to do. SVG 320 wide."""
    key = safe_key(key)
    said, share = progress_words(done, total), _share(done, total)
    ground = PAPER if total > 0 else f"url(#{key}-hatch)"
    fill = LA if share == 100 else CHAM
    body = [
        words(fit(label, 190), 0, 14),
        words(said, 319, 14, text_anchor="end", font_weight=600),
        tag("rect", x="0.5", y="22.5", width=319, height=11, rx=5, fill=ground, stroke=QUIET),
    ]
    if share:
        body.append(
            tag("rect", x="0.5", y="22.5", width=319 * share / 100, height=11, rx=5, fill=fill)
        )
    return picture(
        key=key,
        width=320,
        height=36,
        title=f"{label}: {said}",
        description="Tiến độ",
        defs=[hatched(key)],
        body=body,
    )


def progress_bar_rows(done: int, total: int, *, label: str) -> TableOf:
    """The bar as a table."""
    return TableOf(("Việc", "Tiến độ"), ((label, progress_words(done, total)),))


def budget_bars(bars: Sequence[BudgetBar], *, title: str, key: str = "budget") -> str:
    """Planned and spent money by source, all on one scale. SVG 640 wide."""
    key, side, room = safe_key(key), 200.0, 260.0
    sums = [each for bar in bars for each in (bar.planned, bar.spent) if each is not None]
    most = max([*sums, 1])
    body, y = [], 8.0
    for bar in bars:
        told = f"{bar.label}: dự kiến {_vnd(bar.planned)}"
        told += f", đã chi {_vnd(bar.spent)}" if bar.spent is not None else ""
        parts = [tag("title", safe(told)), words(fit(bar.label, side - 12), 0, y + 14)]
        for amount, fill in ((bar.planned, f"url(#{key}-plan)"), (bar.spent, CHAM)):
            if fill == CHAM and amount is None:
                continue
            width = 60.0 if amount is None else max(room * max(amount, 0) / most, 1.0)
            ground = f"url(#{key}-hatch)" if amount is None else fill
            stroke = QUIET if amount is None else CHAM
            parts.append(
                tag("rect", x=side, y=y, width=width, height=18, fill=ground, stroke=stroke)
            )
            parts.append(words(_vnd(amount), side + width + 8, y + 14, fill=INK))
            y += 22
        body.append(tag("g", "".join(parts)))
        y += 10
    if not bars:
        body.append(words("Chưa có khoản kinh phí nào.", 0, 22, fill=QUIET))
        y = 40.0
    signs = [Sign(f"url(#{key}-plan)", "Dự kiến", CHAM), Sign(CHAM, "Đã chi", CHAM)]
    if any(bar.planned is None for bar in bars):
        signs.append(Sign(f"url(#{key}-hatch)", "Chưa có số tiền"))
    shown, low = legend(signs, 0, y, 640)
    return picture(
        key=key,
        width=640,
        height=y + low,
        title=title,
        description="Kinh phí theo nguồn. Bảng bên dưới ghi đủ số tiền.",
        defs=[hatched(key), pattern(f"{key}-plan", "#EAF0F6", "#9DBAD5", gap=6)],
        body=[*body, shown],
        wide=True,
    )


def budget_bars_rows(bars: Sequence[BudgetBar]) -> TableOf:
    """The bars as a table; an unknown spending stays empty."""
    return TableOf(
        ("Nguồn", "Dự kiến", "Đã chi"),
        tuple(
            (bar.label, _vnd(bar.planned), "" if bar.spent is None else _vnd(bar.spent))
            for bar in bars
        ),
    )
