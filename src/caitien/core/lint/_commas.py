"""Commas that part what belongs together, and lists that lack one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ._collocations import is_phrase, usual_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROLE = (
    r"(?:(?:các |tập thể )?(?:phó )?hiệu trưởng|BGH|ban (?:giám hiệu|lãnh đạo)"
    r"|(?:nhà |lãnh đạo )trường|tổ (?:trưởng )?(?:chuyên môn|văn phòng)"
    r"|công đoàn|chi bộ|chi đoàn|liên đội|hội đồng trường"
    r"|giáo viên(?: chủ nhiệm| bộ môn)?|nhân viên(?: thư viện| y tế| văn thư| thiết bị)?|GVCN|GV|NV"
    r"|kế toán|tổng phụ trách đội)(?: nhà trường| trường| cơ sở)?"
)
_VERB = (
    r"(?:làm tốt|xây dựng|tổ chức|thực hiện|tham mưu|chỉ đạo|phân công|rà soát|kiểm tra|tăng cường"
    r"|tiếp tục|triển khai|hướng dẫn|theo dõi|cần|phải|có trách nhiệm|đánh giá|bồi dưỡng|lập"
    r"|tham gia)"
)
_SUBJECT = re.compile(
    rf"(?:^|[.;:\n]\s*(?:[-+•]\s*)?|^\W+)(?P<at>{_ROLE}\s*,)\s+{_VERB}(?!\w)", re.IGNORECASE
)
_WITH = re.compile(
    rf"(?:^|[.;:\n]\s*(?:[-+•]\s*)?|^\W*\d?\.?\s*)(?P<at>{_ROLE}\s*,)\s+cùng(?: với)?\s"
    rf"[^,.;\n]{{3,40}}\s(?:có (?:kế hoạch|trách nhiệm|biện pháp)|{_VERB})(?!\w)",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    rf"(?<!\w){_ROLE}\s+(?P<at>(?:luôn\s+)?(?:thường xuyên|tích cực|chủ động|kịp thời|tiếp tục"
    rf"|nghiêm túc)\s*,)\s+{_VERB}(?!\w)",
    re.IGNORECASE,
)
#: "thực hiện nhiệm vụ, khoa học, …": the quality of the work, parted from it
_QUALITY = re.compile(
    r"(?:thực hiện|xây dựng|lập|làm|sắp xếp|triển khai|tổ chức)\s(?:\w+\s){0,3}?"
    r"(?P<at>(?:nhiệm vụ|kế hoạch|công việc|hồ sơ|thời gian|hoạt động)\s*,)"
    r"\s+(?:khoa học|hợp lý|phù hợp|cụ thể|chặt chẽ|chi tiết)(?=\s*(?:[,.;]|$))",
    re.IGNORECASE,
)
#: words whose two syllables stand for nothing when parted
_WHOLE = (
    "nghiệp vụ, chất lượng, hoạt động, chuyên môn, giáo dục, giáo viên, nhân viên, học sinh, hiệu"
    " trưởng, kế hoạch, phương pháp, thiết bị, nhiệm vụ, thực hiện, nhà trường, cơ sở, vật chất,"
    " năng lực, phẩm chất, kỹ năng, công nghệ, thông tin, bồi dưỡng, tập huấn, phụ huynh,"
    " chương trình, thư viện, văn phòng, hồ sơ, minh chứng, tiêu chí, tiêu chuẩn, đánh giá,"
    " kiểm định, giám sát, phối hợp"
)
#: groups of people and bodies that a list parts by commas
_LISTED = (
    r"(?<!\w)(?P<a>tổ chuyên môn|tổ văn phòng|nhà hảo tâm|mạnh thường quân|doanh nghiệp|công đoàn)"
    r"(?P<gap>\s+)(?P<b>tổ chuyên môn|tổ văn phòng|nhà hảo tâm|mạnh thường quân|doanh nghiệp"
    r"|các doanh nghiệp|đoàn thanh niên|chi đoàn)(?!\w)"
)
_LIST = re.compile(_LISTED, re.IGNORECASE)
#: one of these is in whatever _LIST finds
_FIRST = ("chuyên môn", "văn phòng", "nhà hảo tâm", "mạnh thường quân", "doanh nghiệp", "công đoàn")
_STAFF = re.compile(
    r"(?<!\w)cán bộ(?: quản lý)?"
    r"(?:\s+giáo viên,?\s+(?:và\s+)?nhân viên|,\s+giáo viên\s+nhân viên)(?!\w)",
    re.IGNORECASE,
)
#: "duy trì kết quả đã đạt được phát huy …": two things to do, nothing between them
_TWO = re.compile(
    r"(?:duy trì|giữ vững|củng cố|kế thừa)\s[^,.;\n]{0,50}?(?P<at>đã đạt được\s+(?:phát huy"
    r"|khắc phục|nâng cao|tiếp tục|cải tiến|đổi mới|đẩy mạnh))\s",
    re.IGNORECASE,
)
_GREEN = re.compile(r"(?<!\w)(xanh)\s+(sạch)\s+(đẹp)(?!\w)", re.IGNORECASE)


@cache
def _parted() -> re.Pattern[str]:
    words = [word.split() for word in _WHOLE.split(", ")]
    choice = "|".join(rf"{first},\s{second}" for first, second in words)
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)


def _own_words(text: str, match: re.Match[str]) -> bool:
    """Whether either half makes a word with its other neighbour: "bài học, sinh hoạt"."""
    first, second = re.split(r",\s", match.group())
    if second[0].isupper() and not first[0].isupper():  # a list of names: "Hóa học, Sinh học"
        return True
    before = re.search(r"(\w+)\s$", text[: match.start()][-14:])
    after = re.match(r"\s(\w+)", text[match.end() :][:14])
    return bool(before and is_phrase(before[1], first)) or bool(
        after and usual_pair(second, after[1])
    )


def comma_faults(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, right words and message of each comma too many or missing."""
    if "," in text:
        for pattern in (_SUBJECT, _WITH, _ADVERB, _QUALITY):
            for match in pattern.finditer(text):
                written = match["at"]
                right = written.rstrip(",").rstrip()
                yield *match.span("at"), right, f"Thừa dấu phẩy sau “{right}”."
        for match in _parted().finditer(text):
            if _own_words(text, match):
                continue
            right = re.sub(r",\s*", " ", match.group())
            yield *match.span(), right, f"Dấu phẩy cắt đôi từ “{right}”."
    lower = text.lower()
    for match in _LIST.finditer(text) if any(word in lower for word in _FIRST) else ():
        if match["a"].lower() != match["b"].lower():
            right = f"{match['a']}, {match['b']}"
            yield *match.span(), right, f"Thiếu dấu phẩy: “{right}”."
    for match in _STAFF.finditer(text) if "cán bộ" in lower else ():
        at = lower.find("giáo", match.start())
        right = f"{text[match.start() : at].rstrip(' ,')}, giáo viên, nhân viên"
        yield *match.span(), right, f"Thiếu dấu phẩy: “{right}”."
    for match in _TWO.finditer(text) if "đạt được" in lower else ():
        right = re.sub(r"được\s+", "được, ", match["at"])
        yield *match.span("at"), right, f"Thiếu dấu phẩy: “{right}”."
    for match in _GREEN.finditer(text) if "sạch" in lower else ():
        right = " - ".join(match.groups())
        yield *match.span(), right, f"Các từ này phải cách nhau bằng dấu gạch: “{right}”."
