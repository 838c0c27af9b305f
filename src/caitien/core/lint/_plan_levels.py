"""Levels a school says it has, and levels its plan aims at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caitien.core.vietnamese.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import Item, TextBlock

    from .context import Context

_LEVEL = re.compile(
    r"(?P<what>kiểm định[^.;\n]{0,40}?|KĐCL\w*[^.;\n]{0,20}?|chuẩn quốc gia[^.;\n]{0,20}?"
    r"|CQG[^.;\n]{0,12}?|đánh giá ngoài[^.;\n]{0,12}?|tự đánh giá[^.;\n]{0,12}?)"
    r"(?P<unit>cấp độ|mức độ|mức)\s?(?P<level>[1-4]|I{1,3}(?!\w))(?!\w|\s?:\s?\d|[.,]\d)",
    re.IGNORECASE,
)
_HAD = re.compile(
    r"(?:đã |được )(?:\w+ ){0,4}(?:công nhận|đạt|đánh giá|cấp)|công nhận|mức đánh giá của"
    r"|kết quả (?:đánh giá ngoài|tự đánh giá)|hiện đạt",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"phấn đấu|mục tiêu|đến (?:năm|tháng|hết)|sẽ (?:được )?(?:đạt|công nhận)|hướng tới|tiến tới"
    r"|chỉ tiêu|quyết tâm",
    re.IGNORECASE,
)
#: keeping what one has may be the aim
_KEPT = re.compile(r"duy trì|giữ (?:vững|nguyên|mức)|công nhận lại|tái|nâng|lên", re.IGNORECASE)
#: titles of documents, and shares of criteria
_NOT = re.compile(r"thông tư|nghị định|hướng dẫn|số lượng và tỷ lệ|tiêu chí đạt", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")
_REPORT = re.compile(r"(?:báo cáo|kết quả|đợt) (?:đánh giá ngoài|ĐGN)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A level told in a sentence: `scale` is "standard" (chuẩn quốc gia) or "assessment"."""

    block: TextBlock
    start: int
    end: int
    level: int
    scale: str
    text: str


def achieved(ctx: Context) -> list[Told]:
    """The levels the plan says the school has."""
    return [t for t, s in ctx.memo(_told) if _HAD.search(s) and not _WANTED.search(s)]


def aims(ctx: Context) -> list[Told]:
    """The levels it aims at, where it does not say that it only keeps them."""
    return [t for t, s in ctx.memo(_told) if _WANTED.search(s) and not _KEPT.search(s)]


def _told(ctx: Context) -> list[tuple[Told, str]]:
    return list(_read(ctx))


def _read(ctx: Context) -> Iterator[tuple[Told, str]]:
    for block in ctx.role("body"):
        for sentence in _SENTENCE.finditer(block.text):
            if _NOT.search(sentence.group()):
                continue
            match = _LEVEL.search(sentence.group())
            if match:
                raw = match["level"]
                level = int(raw) if raw.isdigit() else len(raw)
                scale = "standard" if re.match(r"chuẩn|CQG", match["what"], re.I) else "assessment"
                start = sentence.start() + match.start()
                text = match.group().strip()
                told = Told(block, start, start + len(match.group()), level, scale, text)
                yield told, sentence.group()


def best(told: list[Told], scale: str) -> Told | None:
    """The highest level told on a scale."""
    return max((t for t in told if t.scale == scale), key=lambda t: t.level, default=None)


def assessed_outside(ctx: Context) -> bool:
    """Whether the plan rests on a report of external assessment of its own school."""
    return any(
        _REPORT.search(block.text) and re.search(r"20\d\d", block.text)
        for block in ctx.role("basis", "body")
    )


_LEVEL_TOLD = re.compile(r"\W*(?:đã |đang )?(?:đạt )?Mức\s?(\d)(?![\d/])", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_HELD = re.compile(r"duy trì|giữ|củng cố|không (?:dưới|thấp hơn)|ít nhất|tối thiểu", re.IGNORECASE)
#: what a school wants less of
_BAD = re.compile(
    r"chưa|vi phạm|yếu|kém|bỏ học|suy dinh|thấp còi|béo phì|thừa cân|lưu ban|vắng|giảm|hạ|còn"
    r"|dưới|nghèo|hỏng|không",
    re.IGNORECASE,
)


def not_higher(item: Item) -> tuple[str, str] | None:
    """Current and aim of a row that aims at no more than it has; None where it aims higher."""
    current, target = item.current or "", item.target or ""
    if not current or not target or _HELD.search(target):
        return None
    have, want = _LEVEL_TOLD.match(current), _LEVEL_TOLD.match(target)
    if have and want:
        return (have.group().strip(), want.group().strip()) if want[1] <= have[1] else None
    now, then = _PERCENT.findall(current), _PERCENT.findall(target)
    if len(now) != 1 or len(then) != 1 or _BAD.search(current + target):
        return None
    mine, theirs = set(fold(current).split()), set(fold(target).split())
    same = len({word for word in mine & theirs if word.isalpha()}) >= 2
    less = float(then[0].replace(",", ".")) <= float(now[0].replace(",", "."))
    return (f"{now[0]}%", f"{then[0]}%") if same and less and now != ["100"] else None
