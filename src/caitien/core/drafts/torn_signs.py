"""What tells the cells of a torn table apart: weights, widths, usual contents of columns."""

from __future__ import annotations

import re
from functools import lru_cache

from caitien.core.vietnamese.dates import looks_like_time
from caitien.core.vietnamese.money import looks_like_money
from caitien.core.vietnamese.people import looks_like_assignee
from caitien.core.vietnamese.text import fold

_VERB = re.compile(
    r"^(?:tạo|tổ chức|xây dựng|tiếp tục|thực hiện|tham mưu|tăng cường|nâng cao|đẩy mạnh|rà soát|lập"
    r"|bổ sung|mua|sửa|cải tạo|động viên|khuyến khích|khen|huy động|vận động|phát động|duy trì"
    r"|đảm bảo|bảo đảm|chú trọng|quan tâm|thường xuyên|hướng dẫn|chỉ đạo|triển khai|đổi mới|giảm"
    r"|tuyên truyền|kiểm tra|đánh giá|bồi dưỡng|cử|phân công|ban hành|trang bị|mở rộng|nâng cấp)\b",
    re.IGNORECASE,
)
_MONEY_WORDS = re.compile(
    r"^(?:không(?: có)?$|ngân sách|kinh phí|theo\b|hỗ trợ|tự túc|xã hội hóa|nguồn|quỹ|từ nguồn)",
    re.IGNORECASE,
)
_MEANS_WORDS = re.compile(r"xã hội h|hỗ trợ|phối hợp|không|tài trợ|cơ sở vật chất", re.IGNORECASE)
TIME_OPEN = re.compile(r"(?:năm học|tháng|năm|quý|kỳ|kì|đến|từ|trong|ngày|[-–/])$", re.IGNORECASE)
LEVEL_ONLY = re.compile(r"^Mức\s*\d\W*$")
#: what each sign weighs; found by trying on made-up tables torn the same way
W = {
    "time": 3.6,
    "assignee": 2.125,
    "verb": 2.0,
    "budget": 1.7,
    "conditions": 0.8,
    "notes": 0.84,
    "long": 60.0,
    "fits": 1.68,
    "fits_free": 0.48,
    "capital": 0.6,
    "capital_free": 0.2,
    "leave": 0.8,
    "lower": 2.5,
    "lower_again": 1.0,
    "open_end": 0.7,
    "stop": 0.84,
    "ends_cell": 2.0,
    "over": 6.8,
    "over_cap": 2.5,
    "neighbour": 1.5,
    "restart": 0.6,
    "empties": 2.5,
    "empties_hit": 1.0,
    "open_word": 1.8,
    "open_mid": 0.3,
    "absent": 1.2,
}


#: widths of a-z, A-Z and some marks in Times, in thousandths of an em (Adobe font metrics)
_LOWER = (
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778,
    500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444,
)  # fmt: skip
_UPPER = (
    722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611,
)  # fmt: skip
_MARKS = {" ": 250, ".": 250, ",": 250, ":": 278, ";": 278, "-": 333, "/": 278, "(": 333, ")": 333}


@lru_cache(maxsize=8192)
def text_width(text: str) -> float:
    """The width of a text in Times, in em; marks above and below letters take no width."""
    total = 0
    for char, base in zip(text, fold(text), strict=False):
        if "a" <= base <= "z":
            total += (_UPPER if char.isupper() else _LOWER)[ord(base) - 97]
        else:
            total += _MARKS.get(char, 500)
    return total / 1000


def first_word(text: str) -> str:
    """What would have to fit on the line before: up to the first space or hyphen."""
    found = re.match(r"[^\s-]+-?", text)
    return found[0] if found else text


@lru_cache(maxsize=65536)
def content_cost(text: str, name: str) -> float:
    """How unlike a column's usual content a text is."""
    if name in ("time", "report_time"):
        open_end = 3.0 if TIME_OPEN.search(text) else 0.0
        return W["time"] * (1.0 - 2.0 * looks_like_time(text)) + open_end
    if name in ("assignee", "supervisor", "lead", "collaborators"):
        cost = W["assignee"] * (1.0 - 2.0 * looks_like_assignee(text))
        return cost + 2.0 * (len(text) > 120) + W["verb"] * bool(_VERB.match(text))
    if name == "budget":
        likely = max(looks_like_money(text), 0.8 if _MONEY_WORDS.match(text) else 0.0)
        return W["budget"] * (1.0 - 2.0 * likely) + (
            2.0 if re.match(r"(?:\d{1,2}/)?\d{4}\b", text) else 0.0
        )
    if name in ("target", "solutions", "content", "indicator"):
        if LEVEL_ONLY.match(text):
            return 6.0
        cost = 0.0
        if re.match(r"Mức \d", text):
            cost = -2.0 if name == "target" else 3.0
        if len(text) < 60:
            cost += 4.0 * (looks_like_time(text) >= 0.8) + 1.5 * (looks_like_assignee(text) >= 0.8)
        return cost
    long = len(text) / W["long"]
    if name == "conditions":
        return long + (0.0 if _MEANS_WORDS.match(text) else W["conditions"])
    return long + W["notes"]
