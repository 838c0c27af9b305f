"""Schools named in a plan: which name it is, and whether it stands there as the plan's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caitien.core.drafts.header import level_of_name
from caitien.core.vietnamese.text import fold

from ._where import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context

_UNIT = (
    r"(?:mầm\s+non|mẫu\s+giáo|nhà\s+trẻ|tiểu\s+học|trung\s+học\s+(?:cơ\s+sở|phổ\s+thông)"
    r"|phổ\s+thông(?:\s+dân\s+tộc)?(?:\s+(?:nội|bán)\s+trú)?|PTDT(?:NT|BT)?|THCS|THPT|TH|MN|MG|PT"
    r"|(?:GDNN|giáo\s+dục\s+nghề\s+nghiệp|GDTX|giáo\s+dục\s+thường\s+xuyên))\b"
)
_MANNER = r"(?:\s+(?:chuyên|tư thục|dân lập|công lập|bán công|liên cấp)\b)?"
_TYPE = rf"{_UNIT}(?:\s*(?:và|&|-|–|,)?\s*{_UNIT})*{_MANNER}"
_CAPITAL = r"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
#: words written before a name ("số 1", "thị trấn …"); they tell no school from another
_LEAD = r"(?:số|xã|phường|thị\s+trấn|thị\s+xã|huyện|quận|thành\s+phố|tỉnh|đặc\s+khu)"
#: where a name ends though the next word has a capital
_STOP = (
    r"(?:năm\s+học|giai\s+đoạn|kế\s+hoạch|xây\s+dựng|thực\s+hiện|triển\s+khai|ban\s+hành|về\s+việc"
    r"|đạt\s+(?:chuẩn|kiểm|mức)|lập\s+kế|tổ\s+chức|hiệu\s+trưởng|phó\s+hiệu|căn\s+cứ|thông\s+tư"
    r"|đề\s+nghị|giáo\s+viên|hội\s+đồng|ban\s+giám|điều\s+lệ|đã|và|trong|theo|đến"
    rf"|trường\s+{_UNIT})\b"
)
_FIGURE = r"\d{1,2}(?![\d/%.,-]*\d|\s*(?:năm|lớp|học|giáo|cán|tháng|phòng|trẻ|em|%))"
_WORD = rf"(?!(?i:{_STOP}))(?:{_CAPITAL}\.(?=\s?{_CAPITAL})|{_CAPITAL}[\w'’-]*|{_FIGURE})"
_NAME = re.compile(
    rf"(?<!\w)(?i:trường|trung\s+tâm)[ \t\xa0]+(?:(?i:trường)[ \t\xa0]+)?(?P<type>(?i:{_TYPE}))"
    rf"[ \t\xa0]+(?P<quote>[“\"])?(?P<name>(?:(?i:{_LEAD})\s+)*{_WORD}"
    rf"(?:[ \t\xa0]+(?:số\s+)?{_WORD}){{0,6}})"
    r"(?(quote)[”\"]?)"
)
_LEADS = re.compile(rf"(?<!\w){_LEAD}(?!\w)", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}

#: what is told of a school that was there before: its name is never a remnant
_HISTORY = re.compile(
    r"tiền thân|s[áa][pt] nhập|hợp nhất|(?:chia|được) tách|tách (?:ra|từ)|đổi tên|tên (?:cũ|gọi)"
    r"|trước (?:đây|kia|là)|mang tên|nguyên là|\(cũ\)|trên cơ sở (?:\w+ )?trường|nhập vào|giải thể",
    re.IGNORECASE,
)
#: what a plan may well say of other schools, before the name …
_OTHERS = re.compile(
    r"giao lưu|phối (?:kết )?hợp|kết nghĩa|hợp tác|liên kết|học hỏi|tham (?:quan|khảo)|so với"
    r"|theo kịp|mượn|thuê|(?:học|ở|dụng) nhờ|học tập (?:kinh nghiệm|mô hình|tại|ở)"
    r"|kinh nghiệm (?:của|tại|từ|ở)|liên trường|cụm|hội thi|các trường|(?:trường|đơn vị) bạn"
    r"|điểm $|phân hiệu|cơ sở \d"
    r"|tuyển (?:sinh|học sinh|trẻ)[^,]{0,30}(?:từ|của)|\b(?:học sinh|trẻ|em)[^,]{0,20} từ"
    r"|chuyển (?:đến|đi|về|từ|sang|công tác|trường)|bàn giao|tiếp nhận|điều động|biệt phái"
    r"|luân chuyển|bổ nhiệm|nguyên (?:phó )?hiệu|mời|dự giờ|báo cáo viên|thực tập"
    r"|(?:thành viên|trưởng|phó|thư ký) đoàn|đoàn[^,]{0,20} (?:gồm|do) |(?:bồi dưỡng|đào tạo) tại"
    r"|(?:với|cùng|tại|ở|từ|hỗ trợ|giúp|sang|đến|như|và|giữa|tới|(?<!nhận )cho)\s+$"
    rf"|trường\s+{_TYPE}[^,]{{2,40}},\s*$",
    re.IGNORECASE,
)
#: … and after it
_OTHERS_AFTER = re.compile(
    r"^\W{0,2}cũ\b|^\s*(?:,|và|cùng|với|&)\s*(?:với\s+)?trường\b|giao lưu|kết nghĩa|liên trường"
    r"|cụm trường|cho mượn|chuyển (?:đến|đi|về|sang|công tác)|(?:trường|đơn vị) bạn"
    r"|(?:thành viên|trưởng|phó|thư ký) đoàn|báo cáo viên",
    re.IGNORECASE,
)
_SELF = r"tự đánh giá|cải tiến"
#: words right before a name that make it the school of the plan
_BEFORE = re.compile(
    r"(?:(?:phó )?hiệu trưởng|ban giám hiệu|BGH|hội đồng tự đánh giá|tên (?:trường|đơn vị"
    r"|cơ sở giáo dục)\s*:)(?:\s+của)?\s+$"
    r"|cải tiến(?: chất lượng)?(?: giáo dục)?(?: năm học [\d\s–-]+)?\s+(?:của\s+)?$",
    re.IGNORECASE,
)
_RECOGNISED = re.compile(
    r"công nhận(?: lại)?(?: cho)?\s+$|đề nghị[^,]{0,60}(?:công nhận|đánh giá|kiểm tra|thẩm định)"
    r"[^,]{0,30}\s$",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"(?:{_SELF}|kế hoạch|chất lượng|chiến lược|thực (?:trạng|tế)|tình hình|điều kiện|đội ngũ"
    r"|cơ sở vật chất|nhiệm vụ|mục tiêu|phương hướng)[^,:]{0,100}\scủa\s+$",
    re.IGNORECASE,
)
_ASSESSED = re.compile(r"tự đánh giá[^,:]{0,60}\scủa\s+$", re.IGNORECASE)
_NUMBERED = re.compile(r"\bsố\s*:?\s*\d|\d\s*/\s*[A-ZĐ]{2,}")
_ABOUT = re.compile(r"\s*(?:về(?: việc)?|v/v)\s", re.IGNORECASE)
#: words after a name that make it the maker of the plan
_AFTER = re.compile(
    r"[^.;:]{0,60}?\b(?:xây dựng|lập|ban hành|triển khai|thực hiện|hoàn thiện)(?:\s+[^\s,]+){0,4}?"
    r"\s+kế hoạch\b|[\s,]*(?:kính |trân trọng )?(?:đề nghị|kiến nghị)\b",
    re.IGNORECASE,
)
#: how far a sentence is followed from a name, in characters
_NEAR = 400
_ENDS = re.compile(r"[;\n]|\.(?!\d)|[!?]")


@dataclass(frozen=True, slots=True)
class School:
    """A name of a school: its level, and its words folded, without those that tell no school."""

    level: str
    words: tuple[str, ...]

    def same(self, other: School) -> bool:
        """Whether both may be one school: the one name holds the other."""
        long, short = sorted((self.words, other.words), key=len, reverse=True)
        runs = (long[i : i + len(short)] for i in range(len(long) - len(short) + 1))
        return short in runs or "".join(long) == "".join(short)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a school is named; `own` is True where the words make it the school of the plan."""

    school: School
    block: TextBlock
    start: int
    end: int
    own: bool


def school_of(name: str) -> School | None:
    """The school of a name standing alone; None where it has no type or no name of its own."""
    match = _NAME.match(name.strip())
    return _school(match) if match else None


def _school(match: re.Match[str]) -> School | None:
    kind, name = match["type"], match["name"]
    if name[0].isdigit() and kind[0].islower():
        return None  # "trường tiểu học 5 …"
    words = []
    for word in _LEADS.sub(" ", name).split():
        plain = _plain(word)
        initials = word.isupper() and len(word) > 2 and not match.group().isupper()
        unspoken = len(plain) > 1 and not re.search(r"[aeiou\d]", plain)
        if plain not in _ROMAN and ("." in word or initials or unspoken):
            return None  # an abbreviation: of which school, nobody can tell
        words.append(_ROMAN.get(plain, plain))
    return School(level_of_name(f"Trường {kind}") or "lien_cap", tuple(words)) if words else None


def _plain(text: str) -> str:
    """The words folded, i for y and c for k (Quý/Quí, Đắk/Đắc), without punctuation."""
    folded = re.sub("['’-]", "", fold(text)).replace("y", "i").replace("k", "c")
    return " ".join(re.findall(r"\w+", folded))


def mentions(ctx: Context) -> list[Mention]:
    """The schools named in the plan's own text (title, bases, sections, table)."""
    return ctx.memo(_mentions)


def _mentions(ctx: Context) -> list[Mention]:
    blocks = [block for block in prose(ctx) if block.role != "recipients"]
    found = [one for block in blocks for one in _named(block)]
    past = [f" {_plain(one)} " for one in _sentences_of_history(blocks)] if found else []
    return [m for m in found if not any(f" {' '.join(m.school.words)} " in one for one in past)]


def _sentences_of_history(blocks: list[TextBlock]) -> Iterator[str]:
    for block in blocks:
        if _HISTORY.search(block.text):
            yield from (one for one in _ENDS.split(block.text) if _HISTORY.search(one))


def _named(block: TextBlock) -> Iterator[Mention]:
    if "rường" not in block.text and "RƯỜNG" not in block.text and "âm " not in block.text:
        return
    for match in _NAME.finditer(block.text):
        school = _school(match)
        if school:
            start, end = match.span()
            before = _ENDS.split(block.text[max(0, start - _NEAR) : start])[-1]
            after = _ENDS.split(block.text[end : end + _NEAR])[0]
            yield Mention(school, block, start, end, _own(block.role, before, after))


def _own(role: str, before: str, after: str) -> bool:
    """Whether the words around a name speak of it as the school whose plan this is."""
    if _OTHERS.search(before) or _OTHERS_AFTER.search(after):
        return False
    if _RECOGNISED.search(before):
        return True
    if role == "basis":
        return bool(_ASSESSED.search(before)) and not _NUMBERED.search(before)
    if role == "title" or _BEFORE.search(before) or _AFTER.match(after):
        return True
    told = _OF.search(before)
    if told is None or _NUMBERED.search(told.group()):
        return False
    return bool(re.search(_SELF, told.group(), re.IGNORECASE)) or not _ABOUT.match(after)
