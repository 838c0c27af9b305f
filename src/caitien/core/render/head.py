"""The head, title and signature of a paper: what is known as it is, what is missing as a blank."""

from __future__ import annotations

import re

from caitien.core.drafts.model import PlanDraft
from caitien.core.vietnamese.text import collapse, fold

from .measure import balanced, text_width
from .model import DOTS

#: width of the left and right head columns, mm, and the letter size of the left one
HEAD_LEFT, HEAD_RIGHT, HEAD_SIZE = 62.0, 98.0, 12.0

_TYPE = re.compile(r"^(kế\s+hoạch)\b\s*", re.IGNORECASE)
_YEAR_LINE = re.compile(r"\s+(?=(?:Năm học|NĂM HỌC)\b)")


#: what a body is, and its own name: they part where one line is too short for both
_NAME = re.compile(
    r"^((?:TRƯỜNG\s+)?(?:MẦM NON|MẪU GIÁO|TIỂU HỌC|TRUNG HỌC CƠ SỞ|TRUNG HỌC PHỔ THÔNG|THCS|THPT)"
    r"|TRUNG TÂM GIÁO DỤC \w+|(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|SỞ GIÁO DỤC VÀ ĐÀO TẠO"
    r"|PHÒNG GIÁO DỤC VÀ ĐÀO TẠO|PHÒNG GD\s?&\s?ĐT|SỞ GD\s?&\s?ĐT)\s+(?!VÀ\b)(.+)$"
)


#: words that stay on one line of the head: "TRUNG HỌC / PHỔ THÔNG", never "PHỔ / THÔNG"
_TOGETHER = re.compile(
    r"\b(MẦM NON|MẪU GIÁO|TIỂU HỌC|TRUNG HỌC|CƠ SỞ|PHỔ THÔNG|GIÁO DỤC|ĐÀO TẠO|THƯỜNG XUYÊN"
    r"|NGHỀ NGHIỆP|NHÂN DÂN|DÂN TỘC|NỘI TRÚ|BÁN TRÚ|THÀNH PHỐ|ĐẶC KHU)\b"
)
_JOINT = "\ue000"


def head_lines(text: str | None, bold: bool) -> list[str]:
    """A name of the left head in capitals, broken evenly; a dotted line where it is missing."""
    if not text or not text.strip():
        return [DOTS * 3]
    upper = collapse(text).upper()
    named = _NAME.match(upper)
    if named and text_width(upper, HEAD_SIZE, bold) > HEAD_LEFT - 2:
        parts = [named.group(1), named.group(2)]
        if max(text_width(part, HEAD_SIZE, bold) for part in parts) <= HEAD_LEFT - 2:
            return parts
    whole = _TOGETHER.sub(lambda found: found.group().replace(" ", _JOINT), upper)
    lines = balanced(whole, HEAD_LEFT - 2, HEAD_SIZE, bold)
    return [line.replace(_JOINT, " ") for line in lines]


def number_line(draft: PlanDraft) -> str:
    """ "Số: 05/KH-…" as written in the file while it still says the same; else from the value."""
    written = draft.form_lines.get("number_line")
    value = draft.plan_number_raw or draft.plan_number
    if written and (not value or _tight(value) in _tight(written)):
        return written
    return f"Số: {value}" if value else "Số: ……/KH-……"


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def date_line(draft: PlanDraft) -> str:
    """ "Địa danh, ngày … tháng … năm …" as written while it still says the same; else made.

    A day under 10 and the months 1 and 2 take a leading zero (Nghị định 30/2020, Phụ lục I).
    """
    written = draft.form_lines.get("date_line")
    if written and _same_day(written, draft) and (draft.place or "") in written:
        return written
    place = draft.place or DOTS
    numbers = _numbers(draft.date)
    if len(numbers) != 3:
        return f"{place}, ngày …… tháng …… năm ………"
    year, month, day = numbers
    shown = f"{month:02d}" if month < 3 else str(month)
    return f"{place}, ngày {day:02d} tháng {shown} năm {year}"


def _numbers(text: str | None) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", text or "")]


def _same_day(written: str, draft: PlanDraft) -> bool:
    told = _numbers(written[fold(written).rfind("ngay") :])
    return told == _numbers(draft.date)[::-1] if draft.date else len(told) < 3


def title_lines(draft: PlanDraft) -> list[str]:
    """The lines of the title: as written, else KẾ HOẠCH, what it is about and the year."""
    lines = [line for line in draft.title_lines if line.strip()]
    if lines and (not draft.title or collapse(" ".join(lines)) == collapse(draft.title)):
        return lines
    if not draft.title:
        return ["KẾ HOẠCH", DOTS * 3]
    kind = _TYPE.match(draft.title)
    if not kind:
        return [draft.title]
    rest = draft.title[kind.end() :]
    return [kind.group(1), *(_YEAR_LINE.split(rest, maxsplit=1) if rest else [])]


_ACTING = re.compile(
    r"^((?:KT|TM|TL|TUQ)\s?\.\s*\S.*?)\s+((?:PHÓ|CHỦ TỊCH|HIỆU TRƯỞNG|GIÁM ĐỐC|TRƯỞNG BAN)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


def signer_lines(title: str | None, default: str = DOTS * 2) -> list[str]:
    """The post above the signature: "KT. HIỆU TRƯỞNG" and "PHÓ HIỆU TRƯỞNG" on two lines."""
    if not title or not title.strip():
        return [default]
    lines = [line for line in title.split("\n") if line.strip()]
    if len(lines) == 1 and (acting := _ACTING.match(lines[0])):
        return [acting.group(1), acting.group(2)]
    return lines


def recipient_lines(recipients: list[str]) -> list[str]:
    """The list under Nơi nhận, one line each with its dash; a dotted line where there is none."""
    lines = [line for line in recipients if line.strip()]
    if not lines:
        return [f"- {DOTS}"]
    return [line if line.lstrip()[:1] in "-–+" else f"- {line}" for line in lines]
