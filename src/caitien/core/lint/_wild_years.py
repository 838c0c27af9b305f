"""Years that no plan can mean, and dates of tasks that the text outside the table names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context

_SCHOOL_YEAR = re.compile(
    r"(?<!\w)năm\s+học\s*:?\s*(?P<w>(?P<a>20\d\d)\s*[-–—]\s*(?P<b>20\d\d))(?!\d|\s*[-–—]\s*\d)",
    re.I,
)
_STRETCH = re.compile(r"giai\s+đoạn|(?<!\w)(?:từ|các|những|qua|kỳ|khóa|\d+)\s*$", re.IGNORECASE)
_LONG_NUMBER = re.compile(
    r"(?<!\w)(?:năm(?:\s+học)?\s+|tháng\s+\d{1,2}\s*[/.-]\s*|\d{1,2}[/.-]\d{1,2}[/.-])"
    r"(?P<w>20\d{3})(?![\d/]|[.,]\d)",
    re.IGNORECASE,
)
_FAR = re.compile(r"(?<!\w)năm\s+(?P<w>2[01]\d\d)(?!\d|\s*[-–/]|\.\d)", re.IGNORECASE)
#: what looks so far ahead on purpose
_AHEAD = re.compile(r"tầm nhìn|định hướng|đến năm|chiến lược|quy hoạch|nghị quyết|lộ trình", re.I)
#: further than these years after the plan nothing is planned
_FAR_AWAY = 12
#: a task dated by a summer, a school year, a month or a day
DATED = re.compile(
    r"(?<!\w)(?P<what>hè\s+(?:năm\s+)?(?P<summer>20\d\d)(?!\s*[-–]\s*\d)"
    r"|(?:trong|vào|đầu|cuối|khai giảng|bế giảng|kết thúc|hết|(?:mục|chỉ)\s+tiêu"
    r"|(?P<until>đến))\s+năm\s+học\s+(?P<first>20\d\d)\s*[-–]\s*20\d\d"
    r"|(?:trong|vào|đầu|cuối|xong|hết)\s+năm\s+(?P<year>20\d\d)(?!\s*[-–]\s*\d)"
    r"|(?P<due>trước|trong|vào|xong)\s+(?:ngày\s*\d{1,2}\s*(?:/|tháng)|tháng)\s*(?P<m>\d{1,2})"
    r"\s*(?:/|năm)\s*(?P<month>20\d\d))(?!\d)",
    re.IGNORECASE,
)
#: words before the year that look back, or begin or end a longer stretch
_BACK = re.compile(
    r"so với|như|trên cơ sở|kết quả|đã |từ (?:dịp |năm |tháng |hè )?$|trước đây|cũ|số liệu"
    r"|của\s+$|quyết định|thông tư|kế hoạch số|công văn|ngày|ban hành|thành lập|kế hoạch cải tiến"
    r"|công nhận|tồn tại|hạn chế|minh chứng|thống kê|dữ liệu|giai đoạn|lộ trình|khóa",
    re.IGNORECASE,
)
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
#: "Cuối năm học 2023-2024 đạt 85%": what the aim is measured against
_FACT = re.compile(
    r"[^.;\n]{0,40}?(?<!\w)(?:đạt|có|là|chỉ|còn)\s[^.;\n]{0,20}\d|\s*[:(]\s*\d", re.IGNORECASE
)
_WISH = re.compile(r"phấn đấu|mục tiêu|chỉ tiêu|sẽ(?!\w)", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ(?!\w)", re.IGNORECASE)
#: a school year begins with the tasks of the summer before it
_SUMMER = 6
#: sections that say what is to be done
_TASKS = re.compile(
    r"(?<!\w)(?:tổ chức thực hiện|phân công|nhiệm vụ|giải pháp|mục tiêu|chỉ tiêu|giám sát|tiến độ"
    r"|lộ trình)(?!\w)",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?<!\w)(?:kết quả|thực trạng|tình hình|đánh giá|căn cứ)(?!\w)", re.IGNORECASE)


def wild_years(text: str, last: int | None) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end and message of each year that cannot be meant, and whether that is sure.

    A school year of two years that do not follow one another, a year of five figures, a year long
    after the plan's `last`.
    """
    if "năm" not in text.lower() and "20" not in text:
        return
    for match in _SCHOOL_YEAR.finditer(text):
        years = int(match["b"]) - int(match["a"])
        before = re.split(r"[.;\n]", text[: match.start()])[-1]
        if years == 1 or (1 < years <= _FAR_AWAY and _STRETCH.search(before)):
            continue
        right = f"{match['a']}-{int(match['a']) + 1}"
        message = f"“{match['w']}” không phải là một năm học; có lẽ là “{right}”."
        yield *match.span("w"), message, not 1 < years <= _FAR_AWAY
    for match in _LONG_NUMBER.finditer(text):
        yield *match.span("w"), f"“{match['w']}” không phải là một năm.", True
    for match in _FAR.finditer(text) if last is not None else ():
        before = re.split(r"[.;\n]", text[: match.start("w")])[-1]
        if int(match["w"]) > (last or 0) + _FAR_AWAY and not _AHEAD.search(before):
            message = f"Năm {match['w']} quá xa kỳ của kế hoạch; có lẽ gõ nhầm."
            yield *match.span("w"), message, False


def task_lines(ctx: Context) -> list[TextBlock]:
    """The lines of the sections that say what is to be done, not what was."""
    found, inside = [], False
    for block in ctx.role("heading", "body"):
        if block.role == "heading":
            inside = bool(_TASKS.search(block.text)) and not _PAST.search(block.text)
        elif inside:
            found.append(block)
    return found


def foreign_dates(text: str, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of each task dated outside the plan's years (`first` to `last`)."""
    for match in DATED.finditer(text):
        year = int(match["summer"] or match["first"] or match["month"] or match["year"])
        early = year < first or (year == first and int(match["m"] or 12) < _SUMMER)
        late = year > last and match["first"] is None and match["year"] is None
        before = re.split(r"[.;\n]", text[: match.start()])[-1][-60:]
        after = re.split(r"[.;\n]", text[match.end() :])[0]
        due = (match["due"] or "").lower() in ("trước", "xong")
        told = _BACK.search(before) or (not due and _REPORT.search(before))
        fact = not due and not _WISH.search(before) and _FACT.match(after)
        stretch = match["until"] and _FROM.search(before)
        if (early or late) and not (told or fact or stretch) and not re.search(r"\bđã\b", after):
            yield *match.span("what"), match["what"]
