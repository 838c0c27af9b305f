"""Whether a row's solution serves its result, and whether its people fit the work."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caitien.core.vietnamese.people import find_posts

from ._plan import word_table
from ._plan_people import heads, roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import Item

#: asking those above to decide: who may sign for the school does it
_PLEA = re.compile(
    r"(?:tham mưu|đề xuất|kiến nghị|đề nghị|xin (?:phép|chủ trương))(?: tốt)?"
    r"(?:[ ,](?!hiệu trưởng|HT|BGH|ban giám hiệu|nhà trường|lãnh đạo (?:nhà )?trường|chi bộ)"
    r"[^\s.;,]+){0,4}?"
    r"[ ,](?:các cấp(?! học)|cấp trên|lãnh đạo (?:các cấp|phòng|ngành)|UBND|ủy ban nhân dân"
    r"|(?-i:Sở)|Phòng GD\w*|phòng giáo dục|chính quyền|đảng ủy)",
    re.IGNORECASE,
)
_CHANGE = r"(?:sửa chữa|sửa|nâng cấp|cải tạo|thay|lắp|sơn|làm mới|xây)"
_PIECE = (
    r"(?:hệ thống (?:nước|điện|chiếu sáng|thoát nước)|đường (?:nước|ống|điện)|vòi nước|bóng đèn|cửa"
    r"|mái|nền|trần|bồn rửa|ống nước)"
)


@cache
def _objects() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = []
    for name, words in word_table("plan_objects"):
        choice = "|".join(map(re.escape, words))
        table.append((name, re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)))
    return tuple(table)


def things(text: str) -> dict[str, str]:
    """The things a text names: group to the word it was named by."""
    return {name: m.group() for name, pattern in _objects() if (m := pattern.search(text))}


def other_things(item: Item) -> str | None:
    """What to say where result and solution name things, and none in common; else None."""
    wanted, work = things(item.target or ""), things(item.text_of("solutions") or "")
    if not wanted or not work or wanted.keys() & work.keys():
        return None
    asked = ", ".join(f"“{word}”" for word in wanted.values())
    done = ", ".join(f"“{word}”" for word in work.values())
    return f"Kết quả nói {asked}, nhưng giải pháp chỉ nói {done}; làm xong chưa chắc đạt kết quả."


def narrower(item: Item) -> str | None:
    """What to say where the whole is promised and only a part of it is worked on; else None."""
    target, work = item.target or "", item.text_of("solutions") or ""
    if not re.match(rf"^\W*(?:mức \d\W*)?{_CHANGE}(?!\w)", target, re.IGNORECASE):
        return None
    if re.search(_PIECE, target, re.IGNORECASE):
        return None
    for name, pattern in _objects():
        whole = pattern.search(target)
        if not whole or len(pattern.findall(work)) != 1:
            continue
        part = re.search(
            rf"({_PIECE})\s(?:ở|của|tại|trong|cho)?\s?(?:các\s)?(?:{pattern.pattern})", work, re.I
        )
        if part:
            return (
                f"Kết quả là “{target.strip(' .')}”, nhưng giải pháp chỉ làm “{part[1]}”"
                f" của {name}; phần còn lại chưa có việc."
            )
    return None


_LEARN = re.compile(
    r"tập huấn|bồi dưỡng|đào tạo"
    r"|(?:nâng cao|nâng) (?:trình độ|năng lực|kỹ năng|tay nghề|chuyên môn)"
    r"|(?:biết|sử dụng (?:thành thạo|tốt|được)|ứng dụng được|dùng được)(?! (?:đến|tới))|chứng chỉ",
    re.IGNORECASE,
)
_TEACH = re.compile(
    r"tập huấn|bồi dưỡng|đào tạo|hướng dẫn|cử |(?:đi|tự|theo|việc) học|học (?:tập|lớp|hỏi)|mời"
    r"|chuyên đề|dự giờ|sinh hoạt|thực hành|kèm|trao đổi|chia sẻ|hội thảo|tham gia|kiểm tra",
    re.IGNORECASE,
)
_BUY = re.compile(
    r"^\W*(?:\d[.)]\s*)?(?:mua|mua sắm|thanh lý|trang bị|lắp đặt|lắp|sửa chữa|sửa|cải tạo|xây"
    r"|nâng cấp)(?!\w)",
    re.I,
)
_MADE = re.compile(
    r"^\W*(?:mức \d\W*)?(?:\d+%?\s)?(?:xây(?: dựng)? (?:mới|thêm)|sửa chữa|sửa|cải tạo|nâng cấp"
    r"|lắp|mua|trang bị|có đủ \d+|xây được"
    r"|có thêm (?:\d+ )?(?:phòng|máy|bộ|cuốn|bản sách|đầu sách|nhà|sân|cây|tủ|kệ|thiết bị|bàn"
    r"|ghế))(?!\w)",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"tuyên truyền|nhắc nhở|giáo dục|phát động|khen thưởng|thi đua|hội thi|trang trí"
    r"|tập huấn|vệ sinh",
    re.I,
)
_WORK = re.compile(
    r"lập|khảo sát|mua|sửa|cải tạo|xây|lắp|thay|dự toán|tham mưu|đề (?:nghị|xuất)|huy động|vận động"
    r"|tờ trình|xin|hợp đồng|bố trí|tiếp nhận|trồng|sơn|đóng|làm|góp|quyên|ủng hộ|tặng|đổi|sưu tầm"
    r"|mượn|thuê|nhận",
    re.IGNORECASE,
)


def other_kind(item: Item) -> str | None:
    """What to say where people are to learn and things are bought, or the other way; else None."""
    target = item.target or ""
    work = [line for line in item.solutions if line.strip()]
    if not target or not work:
        return None
    text = "\n".join(work)
    if _LEARN.search(target) and all(map(_BUY.match, work)) and not _TEACH.search(text):
        return "Kết quả là con người học được, nhưng giải pháp chỉ là mua sắm, sửa chữa."
    if _MADE.match(target) and _TALK.search(text) and not _WORK.search(text):
        return "Kết quả là công trình, thiết bị, nhưng giải pháp chỉ là tuyên truyền, nhắc nhở."
    return None


def jobs(item: Item) -> Iterator[tuple[str, str]]:
    """Each job with its own people; the cell's people where the row does not tell them apart."""
    details = item.solution_details
    if details and any(job.assignee_text for job in details):
        for job in details:
            if job.assignee_text:
                yield job.text, job.assignee_text
    elif item.assignee_text:
        for work in item.solutions:
            yield work, item.assignee_text


def speaks_for_school(work: str, people: str) -> str | None:
    """What to say where nobody named may ask the authorities for a decision; else None."""
    plea = _PLEA.search(work)
    if not plea or re.search(r"(?<!\w)(?:lập|soạn|chuẩn bị)(?!\w)", work[: plea.end()], re.I):
        return None
    posts = [found.value for found in find_posts(people)]
    if not posts or heads(posts) or any(post.kind in ("outside", "group") for post in posts):
        return None
    return (
        f"“{plea.group()}” là việc của lãnh đạo nhà trường, mà dòng này giao cho"
        f" “{people.strip(' .')}”."
    )


_LESSON = re.compile(
    r"(?<!\w)(?:phụ đạo|bồi dưỡng|dạy|ôn (?:tập|thi))\s(?:[^\s.;,]+ ){0,6}?"
    r"(?:môn \w+|học sinh (?:giỏi|yếu|chậm|chưa \w+)|Toán|Tiếng Việt|Ngữ văn|Tiếng Anh)(?!\w)",
    re.IGNORECASE,
)


def others_work(work: str, people: str, item: Item) -> str | None:
    """What to say where a special post leads a job that is another special post's; else None."""
    posts = [found.value for found in find_posts(people)]
    table = roles()
    if not posts or len(posts) > 1 or posts[0].name not in table:
        return None
    own = posts[0].name
    about = " ".join((work, item.target or "", item.content or "", item.criterion_title or ""))
    if table[own].search(about):
        return None
    if own.startswith("Nhân viên") and (lesson := _LESSON.search(work)):
        return f"“{lesson.group()}” là việc của giáo viên, mà giao cho “{people.strip(' .')}”."
    said_here = " ".join((work, item.target or "", item.content or ""))  # a title is not the work
    for name, pattern in table.items():
        words = {m.group().lower() for m in pattern.finditer(said_here)}
        if name != own and len(words) >= 2:
            said = ", ".join(f"“{word}”" for word in sorted(words)[:3])
            return (
                f"Việc nói {said}, thường của {name.lower()}, mà giao cho “{people.strip(' .')}”."
            )
    return None
