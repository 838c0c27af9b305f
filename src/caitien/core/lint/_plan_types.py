"""What a cell of the plan's table holds, told by its words: people, a time, money."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from caitien.core.vietnamese.money import looks_like_money
from caitien.core.vietnamese.people import looks_like_assignee
from caitien.core.vietnamese.periods import looks_like_time
from caitien.core.vietnamese.text import collapse

from ._plan import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context

#: columns whose type is known, with their name in messages
COLUMNS = {
    "time": "thời gian",
    "assignee_text": "người thực hiện",
    "budget_text": "kinh phí",
    "target": "kết quả cần đạt",
    "solutions": "giải pháp",
}
#: "Được lãnh đạo cấp trên thông qua", "Cấp trên duyệt": what has to happen first
_APPROVAL = re.compile(
    r"(?:^|[;,\n]\s*)(?:(?:được|chờ|xin|khi|sau khi)\s[^;,\n]{3,50}|(?:lãnh đạo )?cấp trên\s)"
    r"(?:thông qua|phê duyệt|duyệt|chấp thuận|đồng ý|cho phép)\s*$",
    re.IGNORECASE,
)
CONDITION = "điều kiện hoặc việc của cấp trên"
PEOPLE, TIME, MONEY, PLACE, WORK = (
    "người hoặc bộ phận",
    "thời gian",
    "số tiền",
    "lúc hoặc nơi làm việc ấy",
    "công việc",
)
_OCCASION = re.compile(
    r"^(?:trong|tại|qua|vào)\s(?:các\s)?(?:buổi|cuộc|dịp|giờ|tiết|đợt|phòng|hội trường|sân|lớp)"
    r"(?!\w)",
    re.IGNORECASE,
)
_ABOUT_MONEY = re.compile(
    r"ngân sách|kinh phí|nguồn|quỹ|xã hội hóa|xã hội hoá|XHH|tiền|đồng|miễn phí|chi |thu |học phí"
    r"|tài trợ|tự túc|dự toán|%|phí|ủng hộ|đóng góp|hỗ trợ|không|theo |cấp",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"(?<!\w)(?:rà soát|điều chỉnh|xây dựng|tổ chức|bồi dưỡng|tham mưu|mua sắm|kiểm tra|đánh giá"
    r"|tuyên truyền|triển khai)(?!\w)",
    re.IGNORECASE,
)
#: "Trình hội đồng trường", "Kiện toàn tổ giám sát": a job that somebody is the object of
_DONE_TO = re.compile(
    r"(?:trình|báo cáo|gửi|hỏi|mời|giao|họp|gặp|lấy ý kiến|thông qua|bầu|cử|phân công|khen|tham mưu"
    r"|xin|nhờ|kiện toàn|thành lập|củng cố|bổ nhiệm|đề nghị|chọn|thêm|có|tuyển|thuê|luân chuyển"
    r"|thông báo|phối hợp|bồi dưỡng|tập huấn|đào tạo|đánh giá|xếp loại|kiểm tra)\s",
    re.IGNORECASE,
)
_MONEY_SUM = re.compile(r"\d[\d.,]*\s*(?:đồng|triệu|nghìn|tr|vnđ|đ)(?!\w)", re.IGNORECASE)
#: the reader says that it moved a piece of a cell to the column where it belongs
_MOVED = re.compile(r"“([^”]+)” nằm ở cột thời gian nhưng là người")


def misplaced(part: Part) -> str | None:
    """What a paragraph is, where that is not what its column holds; else None."""
    return _misplaced(part.field, part.text)


@lru_cache(maxsize=512)
def _misplaced(name: str, written: str) -> str | None:
    text = collapse(written).strip(" .;,")
    if not re.search(r"[^\W\d_]", text):
        return None
    checks = {
        "time": _in_time,
        "assignee_text": _in_people,
        "budget_text": _in_budget,
        "target": _in_work,
        "solutions": _in_work,
    }
    return checks[name](text)


def _in_time(text: str) -> str | None:
    if looks_like_time(text) > 0.3:
        return None
    if _MONEY_SUM.search(text) and looks_like_money(text) > 0.5:
        return MONEY
    if looks_like_assignee(text) >= 0.9 and looks_like_time(text) == 0.0:
        return PEOPLE
    return WORK if len(text.split()) >= 12 and len(_WORK.findall(text)) >= 2 else None


def _in_people(text: str) -> str | None:
    if _APPROVAL.search(text):
        return CONDITION
    if _MONEY_SUM.search(text) and looks_like_money(text) > 0.5:
        return MONEY
    return TIME if looks_like_time(text) >= 0.9 and looks_like_assignee(text) < 0.5 else None


def _in_budget(text: str) -> str | None:
    if _ABOUT_MONEY.search(text) or looks_like_money(text) >= 0.3:
        return None
    if looks_like_time(text) >= 0.9:
        return TIME
    if looks_like_assignee(text) >= 0.9:
        return PEOPLE
    return PLACE if _OCCASION.match(text) else None


def _in_work(text: str) -> str | None:
    if _MONEY_SUM.search(text) and looks_like_money(text) >= 1.0 and len(text.split()) <= 3:
        return MONEY
    if looks_like_time(text) >= 0.95:
        return TIME
    if _DONE_TO.match(text):
        return None
    return PEOPLE if len(text.split()) <= 8 and looks_like_assignee(text) >= 1.0 else None


def condition(part: Part) -> str | None:
    """The words that name an approval, where people stand before them in the cell."""
    match = _APPROVAL.search(part.text)
    words = match.group().strip(" ;,\n") if match else ""
    return words if words and words != part.text.strip() else None


def moved_by_reader(ctx: Context) -> Iterator[tuple[Part, str, str]]:
    """What the reader itself moved to its column: the cell, the piece, what it is."""
    for index, item in enumerate(ctx.plan.items):
        match = _MOVED.search(item.uncertain.get("time", ""))
        if not match or item.partial:
            continue
        text = _block_with(ctx, index, match[1])
        yield Part(item, index, "time", text or item.time or match[1]), match[1], PEOPLE


def _block_with(ctx: Context, index: int, piece: str) -> str | None:
    blocks: list[TextBlock] = [b for b in ctx.role("cell") if b.item == index and b.field == "time"]
    return next((b.text for b in blocks if piece in b.text), None)
