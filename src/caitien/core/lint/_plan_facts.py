"""Facts of a school told twice in a plan, and whether they agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context


@dataclass(frozen=True, slots=True)
class Clash:
    """The first of two places that disagree, with a Vietnamese message that names both."""

    block: TextBlock
    start: int
    end: int
    message: str


_ONE_SITE = re.compile(
    r"chỉ (?:có|gồm)\s(?:duy nhất\s)?(?:một|01|1)\s(?:điểm trường|cơ sở|khu trường)(?!\w)"
    r"|(?:có|gồm|với)\s(?:một|01|1)\sđiểm trường(?:\sduy nhất)?(?!\w)"
    r"|(?:điểm trường|cơ sở) duy nhất|không có (?:điểm trường lẻ|phân hiệu)",
    re.IGNORECASE,
)
_MORE_SITES = re.compile(
    r"(?:ở|tại|của|thuộc)\s(?:cơ sở|điểm trường|phân hiệu)\s(?:số\s)?"
    r"(?:[12345]|II|hai|ba)(?!\w|\.\d)"
    r"|(?<!\w)điểm trường số [2-9](?!\w|\.\d)"
    r"|(?:tại|ở|của|có)\s(?:các\s)?(?:điểm trường|cơ sở) (?:lẻ|phụ)"
    r"|(?<!\w)(?:hai|ba|bốn|0?[2-9])\s(?:điểm trường|cơ sở)(?=\s*(?:[.,;:)]|$|của trường))",
    re.IGNORECASE,
)
#: "01 điểm trường chính", "Trước đây trường chỉ có một điểm trường", a place outside the school
_NOT_ONE = re.compile(
    r"\s*(?:chính|lẻ|phụ|trung tâm|vật chất|giáo dục|y tế|sản xuất|kinh doanh|đào tạo)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"trước (?:đây|kia|năm)|ban đầu|khi mới|từ năm|đến năm", re.IGNORECASE)


def sites(ctx: Context) -> Iterator[Clash]:
    """One site here, a second site there: told at each place."""
    told: set[str] = set()
    blocks = ctx.role("body", "cell")
    one = next(((b, m) for b in blocks if (m := _ONE_SITE.search(b.text)) and _single(b, m)), None)
    if one is None:
        return
    for block in blocks:
        more = _MORE_SITES.search(block.text)
        if more and more.group().lower() not in told and not _NOT_ONE.match(block.text, more.end()):
            first, match = one
            if not told:
                message = (
                    f"Chỗ này viết “{match.group()}”, nhưng {_where(block, more.start())} lại viết"
                    f" “{more.group()}”."
                )
                yield Clash(first, *match.span(), message)
            message = (
                f"Chỗ này viết “{more.group()}”, nhưng {_where(first, match.start())} viết"
                f" “{match.group()}”."
            )
            told.add(more.group().lower())
            yield Clash(block, *more.span(), message)


def _single(block: TextBlock, match: re.Match[str]) -> bool:
    """Whether the words are told of the school as it is now."""
    start = max(block.text.rfind(".", 0, match.start()), block.text.rfind(";", 0, match.start()))
    before = block.text[start + 1 : match.start()]
    return not _NOT_ONE.match(block.text, match.end()) and not _BEFORE.search(before)


_SIZE = r"(?:quy mô(?:[ \w]{0,18}lớp)?|số lớp|sĩ số|số (?:học sinh|HS)|lớp học)"
_WAYS = {
    "giữ nguyên": re.compile(rf"(?:duy trì|giữ vững|giữ nguyên|ổn định)[^.;]{{0,25}}{_SIZE}", re.I),
    "đang quá nhiều": re.compile(
        rf"{_SIZE}[^.;]{{0,15}}(?:còn nhiều|quá nhiều|vượt|quá đông|còn đông)"
        rf"|giảm (?:bớt )?(?:quy mô|số lớp|sĩ số|số học sinh)",
        re.I,
    ),
    "tăng thêm": re.compile(
        r"(?:phát huy|mở rộng|tăng|phát triển)(?: thêm)?\s(?:về\s)?(?:quy mô|số lớp|sĩ số)", re.I
    ),
}


def directions(ctx: Context) -> Iterator[Clash]:
    """One criterion that keeps, blames and enlarges the size of the school at once."""
    told: dict[int, dict[str, tuple[TextBlock, re.Match[str]]]] = {}
    for block in cells(ctx):
        if block.item is None or block.field not in ("target", "solutions", "content", "current"):
            continue
        for way, pattern in _WAYS.items():
            match = pattern.search(block.text)
            if match:
                told.setdefault(block.item, {}).setdefault(way, (block, match))
    for index, ways in told.items():
        against = "tăng thêm" in ways and len(ways) > 1
        kept = "giữ nguyên" in ways and "đang quá nhiều" in ways
        if not (against or kept) or ctx.plan.items[index].partial:
            continue
        block, match = next(iter(sorted(ways.values(), key=lambda w: w[1].start())))
        if "giữ nguyên" in ways:
            block, match = ways["giữ nguyên"]
        said = "; ".join(f"{way} (“{m.group()}”)" for way, (_, m) in ways.items())
        yield Clash(block, *match.span(), f"Cùng một tiêu chí mà nêu các hướng khác nhau: {said}.")


_ENOUGH = re.compile(
    r"(?<!không )(?<!chưa )(?:có|bố trí|được biên chế)\s(?:đầy\s)?đủ\s(?:về\s)?(?:số lượng\s)?"
    r"(?P<who>giáo viên|GV|nhân viên|NV|phòng học|thiết bị|phòng bộ môn|máy tính|sân chơi)(?!\w)",
    re.IGNORECASE,
)
_LACK = re.compile(
    r"(?:vẫn |còn |đang )+thiếu\s(?:\d+\s)?(?P<who>giáo viên|GV|nhân viên|NV|phòng học|thiết bị"
    r"|phòng bộ môn|máy tính|sân chơi)(?!\w)",
    re.IGNORECASE,
)
_SHORT = {"gv": "giáo viên", "nv": "nhân viên"}


def enough(ctx: Context) -> Iterator[Clash]:
    """Enough of something here, a lack of the same in the same row."""
    has: dict[tuple[int, str], tuple[TextBlock, re.Match[str]]] = {}
    blocks = [block for block in cells(ctx) if block.item is not None]
    for block in blocks:
        for match in _ENOUGH.finditer(block.text):
            who = match["who"].lower()
            has.setdefault((block.item or 0, _SHORT.get(who, who)), (block, match))
    for block in blocks:
        for match in _LACK.finditer(block.text):
            who = match["who"].lower()
            first = has.pop((block.item or 0, _SHORT.get(who, who)), None)
            if first:
                said, other = first[1].group(), match.group()
                message = f"Chỗ này viết “{said}”, nhưng cùng dòng ấy lại viết “{other}”."
                yield Clash(first[0], *first[1].span(), message)


_TOTAL = re.compile(
    r"(?<!\w)(?:(?:toàn trường|nhà trường|trường|tổng số|tổng cộng)\s"
    r"(?:hiện |chỉ |đang |nay )*(?:có|gồm|là)"
    r"|quy mô(?: trường,? lớp)?\s?[:;,]?)[^.;:\n]{0,80}"
    r"|(?<![\w.,/-])\d{2,4} (?:lớp|học sinh|học viên|trẻ|phòng học)"
    r" của (?:toàn |nhà )?trường(?! khác)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?<![\w.,/-])(\d{1,4}|\d\.\d{3})\s(nhóm,? ?lớp|lớp|học sinh|học viên|trẻ|phòng học"
    r"|điểm trường|CB,? ?GV,? ?NV|cán bộ, giáo viên, nhân viên)"
    r"(?=\s*(?:[.,;:)]|$|và|với|gồm|chia|nên|thì|do đó|đều|được|đang|của (?:toàn |nhà )?trường))",
    re.IGNORECASE,
)
#: fewer than these are some of them, not all
_LEAST = {
    "nhóm lớp": 3,
    "lớp": 3,
    "học sinh": 50,
    "học viên": 50,
    "trẻ": 50,
    "phòng học": 3,
    "điểm trường": 1,
}


def totals(ctx: Context) -> Iterator[Clash]:
    """Two numbers for the whole school's classes, pupils or rooms, in texts of no other year."""
    seen: dict[str, tuple[int, TextBlock, re.Match[str]]] = {}
    years = {str(year) for year in ctx.years or ()}
    for block in ctx.role("body"):
        if set(re.findall(r"(?<!\d)20\d\d(?!\d)", block.text)) - years:
            continue
        for whole in _TOTAL.finditer(block.text):
            told: set[str] = set()
            for match in _COUNT.finditer(block.text, whole.start(), whole.end() + 1):
                number, what = int(match[1].replace(".", "")), match[2].lower().replace(",", "")
                if what in told or number < _LEAST.get(what, 10):
                    continue  # "20 lớp, trong đó 5 lớp"
                told.add(what)
                if what not in seen:
                    seen[what] = (number, block, match)
                elif seen[what][0] != number:
                    _, first, before = seen[what]
                    message = (
                        f"Chỗ này viết “{before.group()}”, nhưng {_where(block, match.start())} lại"
                        f" viết “{match.group()}”."
                    )
                    yield Clash(first, *before.span(), message)


def _where(block: TextBlock, offset: int) -> str:
    return block.place_at(offset).label() or "chỗ khác"
