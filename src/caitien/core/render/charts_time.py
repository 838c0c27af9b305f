"""The plan on the months of a school year: bars by state, today, legal dates, reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .charts_svg import (
    CHAM,
    INK,
    LA,
    LINE,
    NGHE,
    PAPER,
    QUIET,
    SON,
    WASH,
    Sign,
    TableOf,
    dots,
    fit,
    hatched,
    legend,
    linked,
    pattern,
    picture,
    safe,
    safe_key,
    tag,
    words,
)

SIDE, WIDTH, ROW, TOP = 270.0, 1080.0, 32.0, 30.0
#: state of an action → tone; unknown states are grey
TONES = {
    "chua_giao": "none",
    "chua_bat_dau": "none",
    "dang_lam": "work",
    "cho_xac_nhan": "soon",
    "hoan_thanh": "done",
    "qua_han": "late",
    "dung": "stop",
}
_WORDS = {
    "none": "Chưa bắt đầu",
    "work": "Đang làm",
    "soon": "Chờ xác nhận",
    "done": "Hoàn thành",
    "late": "Quá hạn",
    "stop": "Dừng",
}
_STROKES = {"none": QUIET, "work": CHAM, "soon": NGHE, "done": LA, "late": SON, "stop": QUIET}


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """An action: `state` as stored, `state_text` as said; `reviews` are days of review.

    `url` (of this site) makes the bar a link. A missing day is None; `done` is 0 to 100 or None.
    """

    label: str
    start: date | None
    due: date | None
    state: str
    state_text: str = ""
    done: int | None = None
    reviews: tuple[date, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A date the law sets, or the school: a flag on top of the months."""

    on: date
    text: str


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of the months from first to last."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


class _Scale:
    """Days to pixels between the two ends of the picture."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.days = max(1, (last - first).days + 1)
        self.last = first + timedelta(days=self.days - 1)

    def x(self, day: date, *, end: bool = False) -> float:
        """Left edge of a day (right edge with `end`), kept inside the picture."""
        days = (day - self.first).days + int(end)
        return SIDE + (WIDTH - SIDE) * min(max(days, 0), self.days) / self.days

    def holds(self, day: date) -> bool:
        """Whether the day lies in the picture."""
        return self.first <= day <= self.last


def _grid(scale: _Scale, height: float, top: float) -> str:
    parts = []
    for index, month in enumerate(_months(scale.first, scale.last)):
        left = scale.x(max(month, scale.first))
        after = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        right = scale.x(min(after, scale.last), end=True)
        if index % 2 == 0:
            parts.append(
                tag("rect", x=left, y=top - 24, width=right - left, height=height, fill=WASH)
            )
        if right - left > 36:
            name = (
                f"T{month.month}/{month.year % 100:02d}"
                if index == 0 or month.month == 1
                else f"T{month.month}"
            )
            parts.append(words(name, (left + right) / 2, top - 8, text_anchor="middle"))
        parts.append(tag("path", d=f"M{left:.1f} {top - 24}v{height:.1f}", stroke=LINE))
    return "".join(parts)


def _flags(flags: Sequence[Flag], scale: _Scale, height: float) -> tuple[str, float]:
    """Flags above the months, in as many lines as keep their words apart; and their height."""
    shown = sorted((flag for flag in flags if scale.holds(flag.on)), key=lambda flag: flag.on)
    ends: list[float] = []
    placed = []
    for flag in shown:
        x, text = scale.x(flag.on), fit(f"{flag.on:%d/%m} {flag.text}", 250)
        room = 20 + len(text) * 14 * 0.56
        before = x + room > WIDTH  # the words stand left of the pole
        left = x - room if before else x
        line = next((i for i, end in enumerate(ends) if end < left), len(ends))
        if line == len(ends):
            ends.append(0.0)
        ends[line] = x + 10 if before else x + room
        placed.append((flag, x, text, before, line))
    lines = len(ends)
    parts = []
    for flag, x, text, before, line in placed:
        y = 6 + line * 22
        told = tag("title", safe(f"{flag.on:%d/%m/%Y} {flag.text}"))
        down = f"M{x:.1f} {y}V{lines * 22 + height:.1f}"
        pole = tag("path", d=down, stroke=INK, stroke_dasharray="2 3")
        cloth = tag("path", d=f"M{x:.1f} {y}h9l-3 4 3 4h-9z", fill=INK)
        at, anchor = (x - 5, "end") if before else (x + 13, "start")
        parts.append(tag("g", told + pole + cloth + words(text, at, y + 11, text_anchor=anchor)))
    return "".join(parts), lines * 22.0


def _fill(tone: str, key: str) -> str:
    if tone in ("work", "done"):
        return _STROKES[tone]
    return {
        "none": PAPER,
        "soon": f"url(#{key}-soon)",
        "late": f"url(#{key}-late)",
        "stop": f"url(#{key}-hatch)",
    }[tone]


def _bar(bar: TimelineBar, scale: _Scale, y: float, key: str) -> str:
    """One action: its words left, its bar, its share done, its reviews."""
    tone = TONES.get(bar.state, "none")
    parts = [tag("title", safe(": ".join(_told(bar)))), words(fit(bar.label, SIDE - 16), 0, y + 21)]
    start, due = bar.start or bar.due, bar.due or bar.start
    if start is None or due is None:
        parts.append(words("chưa có thời hạn", SIDE + 8, y + 21, fill=QUIET, font_style="italic"))
    elif due < scale.first or start > scale.last:
        said = f"ngoài năm học này: {_days(bar)}"
        parts.append(words(said, SIDE + 8, y + 21, fill=QUIET, font_style="italic"))
    else:
        left = scale.x(start)
        width = max(scale.x(max(due, start), end=True) - left, 4.0)
        dash = "4 3" if tone == "none" else None
        parts.append(
            tag("rect", x=left, y=y + 8, width=width, height=16, rx=3, fill=_fill(tone, key),
                stroke=_STROKES[tone], stroke_width="1.5", stroke_dasharray=dash)
        )  # fmt: skip
        if tone == "work" and bar.done is not None:
            rest = width * (100 - min(max(bar.done, 0), 100)) / 100
            parts.append(
                tag("rect", x=left + width - rest, y=y + 9, width=max(rest - 1, 0.0), height=14,
                    fill=PAPER, fill_opacity="0.72")
            )  # fmt: skip
        if tone == "done" and width > 22:
            x = left + width / 2
            parts.append(
                tag(
                    "path",
                    d=f"M{x - 6:.1f} {y + 16}l4 4 8-8",
                    fill="none",
                    stroke=PAPER,
                    stroke_width=2,
                )
            )
    for day in bar.reviews:
        if scale.holds(day):
            x = scale.x(day)
            parts.append(
                tag(
                    "path",
                    d=f"M{x:.1f} {y + 9}l7 7-7 7-7-7z",
                    fill=PAPER,
                    stroke=INK,
                    stroke_width="1.5",
                )
            )
    return linked(tag("g", "".join(parts)), bar.url)


def _days(bar: TimelineBar) -> str:
    if bar.start and bar.due:
        return f"{bar.start:%d/%m/%Y} – {bar.due:%d/%m/%Y}"
    if bar.due:
        return f"hạn {bar.due:%d/%m/%Y}"
    return f"từ {bar.start:%d/%m/%Y}" if bar.start else "chưa có thời hạn"


def _told(bar: TimelineBar) -> tuple[str, ...]:
    state = bar.state_text or _WORDS[TONES.get(bar.state, "none")]
    done = f" {bar.done}%" if bar.done is not None else ""
    return bar.label, _days(bar), state + done


def plan_timeline(
    bars: Sequence[TimelineBar],
    *,
    first: date,
    last: date,
    today: date | None,
    title: str,
    flags: Sequence[Flag] = (),
    key: str = "timeline",
) -> str:
    """The actions of a plan between two days, months on top, today as a line.

    SVG 1080 wide; put it in an element that scrolls sideways, with `plan_timeline_rows` below.
    """
    key, scale = safe_key(key), _Scale(first, max(first, last))
    height = 24 + ROW * max(len(bars), 1) + 8
    flag_part, above = _flags(flags, scale, height)
    top = above + TOP
    body = [_grid(scale, height, top), flag_part]
    if not bars:
        body.append(words("Chưa có hoạt động nào.", 0, top + 21, fill=QUIET))
    body += [_bar(bar, scale, top + index * ROW, key) for index, bar in enumerate(bars)]
    if today is not None and scale.holds(today):
        x = scale.x(today)
        line = tag("path", d=f"M{x:.1f} {top - 24}v{height:.1f}", stroke=SON, stroke_width=2)
        told = tag("title", safe(f"Hôm nay {today:%d/%m/%Y}"))
        at, anchor = (x + 5, "start") if x < WIDTH - 80 else (x - 5, "end")
        said = words("hôm nay", at, top + height - 10, fill=SON, text_anchor=anchor)
        body.append(tag("g", told + line + said))
    signs = [Sign(_fill(tone, key), text, _STROKES[tone]) for tone, text in _WORDS.items()]
    shown, low = legend([*signs, Sign(PAPER, "◇ Lần đánh giá", PAPER)], 0, top + height + 4, WIDTH)
    return picture(
        key=key,
        width=WIDTH,
        height=top + height + low + 8,
        title=title,
        description=f"{len(bars)} hoạt động từ {scale.first:%d/%m/%Y} đến {scale.last:%d/%m/%Y}. "
        "Bảng bên dưới ghi đủ thời gian và tình trạng.",
        defs=[hatched(key), dots(f"{key}-soon", "#FCF6E8", NGHE),
              pattern(f"{key}-late", "#FCF0EF", SON, gap=5, angle=-45)],
        body=[*body, shown],
        links=any(bar.url for bar in bars),
        wide=True,
    )  # fmt: skip


def plan_timeline_rows(bars: Sequence[TimelineBar]) -> TableOf:
    """The timeline as a table."""
    return TableOf(
        ("Hoạt động", "Thời gian", "Tình trạng", "Ngày đánh giá"),
        tuple((*_told(bar), ", ".join(f"{day:%d/%m/%Y}" for day in bar.reviews)) for bar in bars),
    )
