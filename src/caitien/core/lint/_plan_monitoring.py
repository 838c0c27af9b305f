"""The part of a plan on monitoring: who, how often, with what product."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caitien.core.drafts.model import TextBlock

    from .context import Context

_HEAD = re.compile(
    r"^\W*(?:\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.)?\s*(?:tổ|ban|nhóm|bộ phận|công tác|chế độ)?\s*"
    r"(?:kiểm tra,?\s*(?:và\s)?|theo dõi,?\s*(?:và\s)?)?giám sát(?!\w)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^\s*(?:\d{1,2}[.)/]\s|[IVX]+[.)]\s|nơi nhận|trên đây)", re.IGNORECASE)
_WHO = re.compile(
    r"(?<!\w)(?:gồm|thành phần|thành viên|tổ trưởng(?! chuyên| văn)|trưởng (?:ban|nhóm|đoàn)"
    r"|ông|bà|thầy|cô|đ/c|đồng chí|(?:do|giao) (?:\w+ ){1,5}(?:phụ trách|làm|chịu))(?!\w)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?<!\w)(?:h[àằ]ng (?:tuần|tháng|quý)|mỗi (?:tuần|tháng|quý|học kỳ)|cuối|đầu (?:tháng|kỳ|học)"
    r"|\d+ lần|hai lần|tháng \d|ngày \d|trước ngày|học kỳ (?:I|1|II|2)|giữa (?:kỳ|năm))(?!\w)",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"(?<!\w)(?:biên bản|phiếu|sổ theo dõi|kết luận|thông báo kết quả|bảng theo dõi"
    r"|báo cáo (?:bằng|kết quả|tiến độ|hội đồng|hiệu trưởng|giám sát|về|gửi|cho|trước))(?!\w)",
    re.IGNORECASE,
)
#: fewer lines than these say too little to judge
_LEAST = 3
_DUTIES = re.compile(r"thực hiện|phân công|trách nhiệm|giám sát", re.IGNORECASE)
_EMPTY = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*)?(?:[\w ,–:-]{0,60}?\s)?(?:thực hiện|hoàn thành)\s"
    r"(?:tốt\s|đầy đủ\s|nghiêm túc\s)?(?:theo\s)?(?:đúng\s)?(?:các\s|những\s)?"
    r"(?:(?:chức năng|quyền hạn|trách nhiệm)(?:,| và)\s)?"
    r"(?:nhiệm vụ|công việc|phần việc|chức năng)\s?"
    r"(?:theo (?:sự )?phân công|(?:đã |được |đã được )*(?:giao|phân công))\W*"
    r"|\W*(?:\d{1,2}[.)]\s*)?[\w ,–-]{2,60}?:\s*(?:làm |thực hiện )?theo (?:sự )?phân công"
    r"(?: của [\w ]{4,40})?\W*"
    r"|\W*(?:\d{1,2}[.)]\s*)?(?:[\w ,–-]{0,40}?\s)?thực hiện (?:tốt |đúng |nghiêm túc )?theo"
    r" (?:đúng )?kế hoạch(?: đề ra| này| đã đề ra)?\W*",
    re.IGNORECASE,
)


def watch_section(ctx: Context) -> list[TextBlock]:
    """The heading line of the part on monitoring with the lines below it; [] where there is none.

    Where it exists only as a duty among others, it is no part of its own.
    """
    blocks = ctx.role("body", "heading", "recipients", "signature")
    for index, block in enumerate(blocks):
        if block.role not in ("body", "heading") or not _HEAD.match(block.text):
            continue
        numbered = re.match(r"^\s*(?:\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.)", block.text)
        if not numbered or len(block.text.split()) > 24:
            continue
        below = []
        for other in blocks[index + 1 :]:
            if other.role != "body" or _NEXT.match(other.text):
                break
            below.append(other)
        return [block, *below]
    return []


def missing(section: list[TextBlock]) -> list[str]:
    """What the part on monitoring does not say, in words."""
    text = "\n".join(block.text for block in section[1:]) or section[0].text.split(":", 1)[-1]
    wanted = (("thành phần", _WHO), ("tần suất hoặc mốc", _WHEN), ("sản phẩm", _WHAT))
    return [name for name, pattern in wanted if not pattern.search(text)]


def empty_duties(ctx: Context) -> list[TextBlock]:
    """Lines that give a body only "its duties": nothing anybody could check."""
    found, inside = [], False
    for block in ctx.role("heading", "body"):
        if block.role == "heading":
            inside = bool(_DUTIES.search(block.text))
        elif inside and _EMPTY.fullmatch(block.text):
            found.append(block)
    return found


_CARRIED = re.compile(r"tổ chức thực hiện|phân công (?:nhiệm vụ|thực hiện)", re.IGNORECASE)
_WATCHED = re.compile(r"giám sát|kiểm tra|theo dõi|đôn đốc|kiểm soát", re.IGNORECASE)


def unwatched(ctx: Context) -> TextBlock | None:
    """The heading of the part on who does what, where nothing there says who watches when."""
    plan = ctx.plan
    watched = any(item.supervisor or item.report_time for item in plan.items)
    if plan.monitoring or watched or "page_order" in ctx.damage:
        return None
    head: TextBlock | None = None
    below: list[TextBlock] = []
    for block in ctx.role("heading", "body"):
        if block.role == "heading" and _CARRIED.search(block.text):
            head, below = block, []
        elif block.role == "body" and head:
            below.append(block)
    if head is None or len(below) < _LEAST or "…" in "".join(b.text for b in below):
        return None
    for block in below:
        if _WATCHED.search(block.text) and (_WHEN.search(block.text) or _WHAT.search(block.text)):
            return None
    return head
