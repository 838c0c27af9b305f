"""Sums of money in đồng, as people write them in a budget cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .composed import Composed
from .found import Found
from .text import collapse, key

_BIG = r"tỷ|tỉ|ty|triệu|triêụ|trieu|trđ|tr|nghìn|nghin|ngàn|ngan|k"
_SUM = re.compile(
    rf"""(?<![\w.,/])(?P<number>\d{{1,3}}(?:[.,\x20\xa0]\d{{3}}){{1,4}}(?![\d]|[.,]\d)
            |\d{{1,12}}(?:[.,]\d{{1,3}})?(?![\d]|[.,]\d))
        (?:\s?(?P<unit>{_BIG})(?:(?P<tail>\d{{1,3}})(?![\d.,/])|(?![^\W\d_]))
            (?:\s(?P<half>rưỡi)|\s?(?P<more>\d{{1,3}}(?:[.,]\d{{1,3}})?)\s?(?P<unit2>{_BIG})(?!\w))?
        )?
        (?:\s?(?P<dong>việt\snam\sđồng|đồng|dong|vnđ|vnd|đ)(?!\w|/c\b|\s(?:chí|bào|phục|hồ|bộ)\b))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCALE = {"ty": 10**9, "trieu": 10**6, "nghin": 10**3}
_UNITS = {
    "tỷ": "ty", "tỉ": "ty", "ty": "ty", "triệu": "trieu", "triêụ": "trieu", "trieu": "trieu",
    "trđ": "trieu", "tr": "trieu", "nghìn": "nghin", "nghin": "nghin", "ngàn": "nghin",
    "ngan": "nghin", "k": "nghin",
}  # fmt: skip
_PER = re.compile(
    r"\s?(?:/\s?|(?:cho\s)?(?:mỗi|một|trên)\s(?:một\s)?)(?P<per>1?\s?[^\W\d_][^\d,;.()\n/]{0,40})",
    re.IGNORECASE,
)
_TO = re.compile(r"\s{0,3}(?:[-\u2010-\u2015\u2212~]|đến|tới)\s{0,3}", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:dưới|không quá|tối đa|nhiều nhất|cao nhất)\s*:?\s*$", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:trên|ít nhất|tối thiểu|thấp nhất|hơn)\s*:?\s*$", re.IGNORECASE)
_TIMES = re.compile(r"\d\s?[x×*]\s?\d|[x×*]\s?\d", re.IGNORECASE)
_NONE = re.compile(
    r"0|(?:không|ko)(?: (?:có|cần|tốn|mất|phát sinh|sử dụng|dùng|yêu cầu|dự trù))?"
    r"(?: (?:thêm|đến))?(?: (?:kinh phí|ngân sách|đồng|chi phí|tiền))?(?: (?:riêng|thêm))?"
)
_SOURCE = re.compile(
    r"ngân sách|xã hội h|xhh|\bquỹ\b|nguồn|cha mẹ học sinh|\bcmhs\b|phụ huynh|tài trợ|học phí"
    r"|kinh phí|\bthu hộ\b|vận động|mạnh thường quân|cấp phát|(?:nhà nước|cấp trên"
    r"|trên) cấp|tự chủ|dự toán",
    re.IGNORECASE,
)
_FROM = re.compile(r"^(?:[\s(:;,.-]|(?:trích|lấy|từ|do|bằng)\s)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in đồng read from `text`.

    `vnd` is the sum, or None for a range or a limit (`low`, `high`), a rate (`per`: "học sinh") or
    words that only name a source (`source`: "Ngân sách nhà nước").
    """

    vnd: int | None
    low: int | None
    high: int | None
    per: str | None
    source: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _Sum:
    """A figure with its unit ("" for none; "đồng" for plain đồng) and its span."""

    amount: Fraction
    figure: Fraction
    unit: str
    sure: bool
    start: int
    end: int


def _figure(written: str, scaled: bool) -> Fraction:
    """The figure: dots, commas and blanks group by three, unless they set off decimals."""
    groups = re.split(r"[.,\s]", written)
    if len(groups) == 1:
        return Fraction(int(written))
    grouped = all(len(group) == 3 for group in groups[1:])
    decimal = len(groups) == 2 and (not grouped or (scaled and "," in written))
    if decimal:
        return Fraction(f"{groups[0]}.{groups[1]}")
    return Fraction(int("".join(groups)))


def _sum(match: re.Match[str]) -> _Sum:
    written, unit = match["number"], (match["unit"] or "").lower()
    figure = _figure(written, bool(unit))
    scale = _SCALE[_UNITS[unit]] if unit else 1
    amount = figure * scale
    if match["tail"]:
        amount += Fraction(int(match["tail"]), 10 ** len(match["tail"])) * scale
    if match["half"]:
        amount += Fraction(scale, 2)
    if match["more"]:
        amount += _figure(match["more"], True) * _SCALE[_UNITS[match["unit2"].lower()]]
    plain = written.count(".") >= 2 and figure >= 1_000_000
    spaced = bool(re.search(r"\s", written))
    in_dong = bool(match["dong"]) and (amount >= 100 or amount == 0)
    sure = bool(unit) or in_dong or (plain and not spaced)
    unit = unit or ("đồng" if match["dong"] else "")
    return _Sum(amount, figure, unit, sure, *match.span())


def _sums(text: str) -> list[_Sum]:
    return [_sum(match) for match in _SUM.finditer(text)]


def _vnd(amount: Fraction) -> int | None:
    return int(amount) if amount.denominator == 1 else None


def _range(text: str, sums: list[_Sum]) -> tuple[_Sum, _Sum] | None:
    """Two neighbouring figures joined by a dash or "đến", the second with a unit."""
    for first, second in pairwise(sums):
        if second.sure and _TO.fullmatch(text, first.end, second.start):
            scale = second.amount / second.figure if second.figure else Fraction(1)
            if not first.sure and second.unit in _UNITS:
                first = _Sum(first.figure * scale, first.figure, second.unit, True, *_at(first))
            if first.amount < second.amount:
                return first, second
    return None


def _at(item: _Sum) -> tuple[int, int]:
    return item.start, item.end


def _source(text: str, spans: list[tuple[int, int]]) -> str | None:
    """The words that name where the money comes from, without the sums."""
    rest, last = [], 0
    for start, end in spans:
        rest.append(text[last:start])
        last = end
    rest.append(text[last:])
    for part in re.split(r"[;()]", " ".join(rest) if not spans else ";".join(rest)):
        words = _FROM.sub("", part).strip(" .,:-–")
        if words and len(words.split()) <= 14 and _SOURCE.search(words):
            return words
    return None


def _read(text: str, sums: list[_Sum], whole: str) -> Money | None:
    sure = [item for item in sums if item.sure]
    span = _range(text, sums)
    if span:
        if any(item.end > span[1].end or item.start < span[0].start for item in sure):
            return None
        source = _source(text, [(span[0].start, span[1].end)])
        return Money(None, _vnd(span[0].amount), _vnd(span[1].amount), None, source, whole)
    if not sure or len({item.amount for item in sure}) > 1 or _TIMES.search(text):
        return None
    item = sure[0]
    per = _PER.match(text, item.end)
    end = per.end() if per else item.end
    amount, source = _vnd(item.amount), _source(text, [(item.start, end)])
    if per:
        return Money(None, amount, amount, per["per"].strip(), source, whole)
    if _AT_MOST.search(text[: item.start]):
        return Money(None, None, amount, None, source, whole)
    if _AT_LEAST.search(text[: item.start]):
        return Money(None, amount, None, None, source, whole)
    return Money(amount, None, None, None, source, whole)


def parse_money(text: str) -> Money | None:
    """The one sum a budget cell states, by the conventions of Plan JSON; None where none is sure.

    Not sure are figures without a unit ("230 450", "500"; but "7.000.000" is đồng), shares
    ("50% kinh phí"), products and several different sums. "Không có" is 0 đồng.
    """
    whole = collapse(text[:2000])
    if not whole or len(text) > 2000:
        return None
    if _NONE.fullmatch(key(whole)):
        return Money(0, None, None, None, None, whole)
    sums = _sums(whole)
    money = _read(whole, sums, whole)
    if money is not None or any(item.sure for item in sums) or re.search(r"\d", whole):
        return money
    source = _source(whole, [])
    return Money(None, None, None, None, source, whole) if source else None


def find_money(text: str) -> list[Found[Money]]:
    """Every sum, range and rate with a unit in running text; spans are of the sum alone."""
    composed = Composed(text)
    searched, sums = composed.text, _sums(composed.text)
    found: list[Found[Money]] = []
    last = -1
    for number, item in enumerate(sums):
        pair = sums[number : number + 2]
        span = _range(searched, pair) if len(pair) == 2 else None
        if item.start < last or not (item.sure or span):
            continue
        last = span[1].end if span else item.end
        per = None if span else _PER.match(searched, last, last + 60)
        last = per.end() if per else last
        start, end, cut = composed.cut(item.start, last)
        value = _read(cut, _sums(cut), cut)
        if value is not None:
            found.append(Found(value, start, end, cut))
    return found


def looks_like_money(text: str) -> float:
    """How much a cell looks like a budget, 0..1: sums and "Không có" most, bare figures little."""
    if len(text) > 600:
        return 0.0
    money = parse_money(text)
    if money is None and any(item.sure for item in _sums(text)):
        return 0.8 if len(text.split()) <= 20 else 0.4
    if money is None:
        return 0.3 if re.fullmatch(r"\s*\d[\d.,\s]{2,20}", text) else 0.0
    if money.vnd == 0:
        return 0.6 if len(money.text) < 12 else 0.9
    known = money.vnd is not None or money.low is not None or money.high is not None
    if not known:
        return 0.7 if len(money.text.split()) <= 8 else 0.4
    return 1.0 if len(money.text.split()) <= 12 else 0.5


def format_vnd(n: int) -> str:
    """5000000 as "5.000.000 đồng"."""
    return f"{n:,}".replace(",", ".") + " đồng"
