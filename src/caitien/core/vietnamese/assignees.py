"""Who does it: a cell of names split into the lead and the collaborators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .phonology import is_syllable
from .posts import find_posts, post_at_start
from .text import collapse, collapse_lines, fold_letters, key, strip_list_mark

_GROUP = re.compile(
    r"\b(?:CB(?:QL|VC)?\s?(?:[,\-–/&.]|và)\s?GV(?:\s?(?:[,\-–/&.]|và)\s?(?:NV|CNV))?(?!\w)"
    r"|GV\s?[,\-–/]\s?(?:NV|CNV)\s?[,\-–/]\s?HS(?!\w)"
    r"|cán\sbộ\s?[,\-–]?\s(?:giáo\sviên|công\schức)\s?(?:[,\-–]|và)?\s?(?:công\s)?(?:nhân"
    r"|viên)\s(?:viên|chức)"
    r"|CB\s?[,\-–/]\s?CC\s?[,\-–/]\s?VC(?!\w))",
    re.IGNORECASE,
)
_HELD = {
    ",": "\ue000",
    "/": "\ue001",
    "&": "\ue002",
    "và": "\ue003",
    "VÀ": "\ue004",
    "Và": "\ue005",
}
_LABEL = re.compile(
    r"(?P<lead>(?:người|đơn vị|bộ phận)?\s?"
    r"(?:chủ trì|chịu trách nhiệm(?: chính)?|phụ trách chính))\s?:"
    r"|(?P<with>(?:người|đơn vị|bộ phận)?\s?"
    r"(?:phối hợp|tham gia|hỗ trợ|cộng tác)(?: thực hiện)?)\s?:"
    r"|(?P<who>(?:người|đơn vị|bộ phận)\s(?:thực hiện|phụ trách)|phân công|thực hiện)\s?:",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\s*[(\[]\s*(?:chủ trì|trưởng ban|phụ trách chính|chịu trách nhiệm[^)\]]*)\s*[)\]]", re.I
)
_ROLE = re.compile(r"\s*[(\[]\s*(?:phối hợp|hỗ trợ|tham gia|thực hiện|chỉ đạo)\s*[)\]]", re.I)
_JOINED = re.compile(
    r"\s*[;\n]\s*|\s*,\s*(?!\d{3}\b)"
    r"|\s+(?:cùng với|cùng|phối hợp với|phối hợp cùng|phối hợp|kết hợp với|kết hợp)\s+"
    r"|\s+(?:và|&|\+)\s+|(?<!đối)\s+với\s+|\s*/\s*|\s+-\s+",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:được|do|có sự|dưới sự|sự|xin ý kiến(?: của)?|trình|chỉ đạo của|với|cùng(?: với)?|và"
    r"|phối hợp(?: với)?)\s+",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s+(?:(?:chịu trách nhiệm )?(?:lãnh đạo|chỉ đạo|thực hiện|chủ trì|phối hợp|phê duyệt|duyệt"
    r"|thông qua|tham mưu|giám sát|theo dõi|quyết định|kiểm tra|đôn đốc|triển khai|quản lý"
    r"|cho phép|đồng ý)"
    r"(?:\s(?:chung|và|,))*)+$",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"^(?:(?:toàn thể|tất cả|tập thể|toàn bộ|mỗi|những|một số|từng|đại diện|thành viên"
    r"|quý|đ/c|đồng chí|các|lãnh đạo|người|thầy|cô|ông|bà)\s+)+",
    re.IGNORECASE,
)
_OPEN_NAME = re.compile(
    r"^(?:các |những |toàn thể )?(?:thành viên|đại diện|lãnh đạo|trưởng|người đứng đầu)\b"
    r".*\b(?:của|các|tổ chức)\b",
    re.IGNORECASE,
)
_OF_CLASS = re.compile(
    r"\b(?:lớp|khối|tổ|môn|nhóm|dạy|phân hiệu|điểm trường)\s[^\W_][^,;]{0,20}(?:,\s?[^,;]{1,20})*$",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"(?:(?:lớp|khối|tổ|môn)\s)?(?:\d{1,2}[A-Za-z]?\d?|[IVX]{1,4}|lá|chồi|mầm|nhà trẻ|toán|văn"
    r"|ngữ văn|sử|địa|lí|lý|hóa|hoá|sinh|tin|tin học|anh|tiếng anh|ngoại ngữ|gdcd|công nghệ"
    r"|thể dục|âm nhạc|mĩ thuật|mỹ thuật|nhạc|họa|vật lí|vật lý|lịch sử|địa lí|địa lý|sinh học"
    r"|hóa học|tự nhiên|xã hội)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\s(?:(?:nhà trường|trường)\s)?(?:có|đã|đang|sẽ|tự|luôn|thường|phải|cần|được|chưa|không|đạt|là"
    r"|tổ chức|tham|xây dựng|thực hiện|chỉ đạo|tăng cường|tiếp tục|đảm bảo|bảo đảm|ban hành"
    r"|tích cực|nâng cao|biết|lập)\b",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[….]{2,}|…|_{3,}")
_NAMES = Path(__file__).with_name("data") / "family_names.txt"
_TITLE = re.compile(
    r"^(?:(?:đồng chí|đ/c|ông|bà|thầy|cô|anh|chị|ths|ts|gv)\.?\s*:?\s+)+", re.IGNORECASE
)
_PLACES = """
ha noi|ha nam|ha tinh|ha giang|cao bang|thai binh|thai nguyen|an giang|lam dong|vinh long|vinh phuc
|ninh binh|ninh thuan|quang nam|quang ngai|quang ninh|quang tri|quang binh|hoa binh|tra vinh|son la
|kien giang|chau doc|chau thanh|hong ngu|an khe
"""


@dataclass(frozen=True, slots=True)
class Assignment:
    """`lead`, `collaborators`, and why the split is `uncertain` (None where it is sure)."""

    lead: str | None
    collaborators: tuple[str, ...]
    uncertain: str | None


def _starts_with_post(part: str) -> bool:
    part = strip_list_mark(part)[1]
    return post_at_start(part) is not None or post_at_start(_MANY.sub("", part)) is not None


def _is_who(part: str) -> bool:
    """Whether a part names somebody by itself."""
    bare = _BEFORE.sub("", part)
    return _starts_with_post(bare) or looks_like_person_name(bare)


def _hold(match: re.Match[str]) -> str:
    text = match.group()
    for plain, held in _HELD.items():
        text = text.replace(plain, held)
    return text


def _release(text: str) -> str:
    for plain, held in _HELD.items():
        text = text.replace(held, plain)
    return text


def _unbroken(text: str) -> str:
    """The lines of a cell, a name that a narrow column broke over two lines put together again."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and _continues(lines[-1], line):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return "\n".join(lines)


def _continues(before: str, line: str) -> bool:
    if before.endswith((",", ";", ".", ":")) or strip_list_mark(line)[0]:
        return False
    last = re.split(r"[,;]\s*", before)[-1]
    first = re.split(r"[,;.]\s*", line)[0]
    joined, alone = post_at_start(f"{last} {first}"), post_at_start(last)
    if joined is not None and joined.end > len(last):
        whole = joined.end >= len(last) + 1 + len(first.split(" ")[0])
        return whole and (alone is None or joined.value != alone.value or not _is_who(first))
    return line[:1].islower() and not _is_who(first)


def _keeps(left: str, mark: str, right: str) -> str:
    """Whether a separator belongs to one name: "" (it splits), "sure" or "doubtful"."""
    sign = mark.strip().lower()
    if "\n" in mark or sign == ";" or "hợp" in sign or sign.startswith("cùng"):
        return ""
    if left.count("(") > left.count(")"):
        return "sure"
    if sign in ("/", "-", "+"):
        return "" if _is_who(left) and _is_who(right) else "sure"
    if _CLASS.fullmatch(right) and _OF_CLASS.search(left[-200:]):
        return "sure"
    opening = post_at_start(_MANY.sub("", right))
    weak = opening is None or opening.value.name in ("Các đoàn thể", "Các tổ", "Các thành viên")
    if weak and not looks_like_person_name(right) and _OPEN_NAME.search(left[:300]):
        return "doubtful"
    return "" if sign == "," or _is_who(right) else "sure"


def _split(text: str) -> tuple[list[str], bool]:
    """The parts between separators, and whether a doubtful one was kept inside a name."""
    parts, doubtful, at = [], False, 0
    current = ""
    for match in _JOINED.finditer(text):
        current += text[at : match.start()]
        at = match.end()
        ahead = _JOINED.search(text, at)
        right = text[at : ahead.start() if ahead else len(text)].rstrip(".")
        kept = _keeps(current, match.group(), right) if current else ""
        doubtful = doubtful or kept == "doubtful"
        if kept:
            current += match.group()
        else:
            parts.append(current)
            current = ""
    return [*parts, current + text[at:]], doubtful


def _clean(part: str) -> str:
    part = collapse(strip_list_mark(part)[1])
    part = _ROLE.sub("", _LEADS.sub("", part)).strip(" ,;:.-–+")
    bare = _DOES.sub("", part)
    who = post_at_start(part)
    if bare != part and _is_who(bare) and (who is None or who.end <= len(bare)):
        part = bare
    shorter = _BEFORE.sub("", part)
    while shorter != part:
        part, shorter = shorter, _BEFORE.sub("", shorter)
    if not re.search(r"[^\W\d_]", part) or _BLANK.search(part):
        return ""
    return _release(part)


def _labelled(text: str) -> tuple[str, str] | None:
    """The texts after "Chủ trì:" and after "Phối hợp:", where a cell has such labels."""
    labels = list(_LABEL.finditer(text))
    if not labels:
        return None
    first, others = text[: labels[0].start()], []
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        words = text[label.end() : after.start() if after else len(text)]
        if label["lead"]:
            first = f"{words}\n{first}"
        else:
            others.append(words)
    return first, "\n".join(others)


def split_assignees(text: str) -> Assignment:
    """The first-named person or body is the lead, the others collaborate, each once.

    "CB, GV, NV" is one group; commas stay inside a name where no post follows; "(chủ trì)" and
    "Chủ trì: … Phối hợp: …" name the lead. `uncertain` says in Vietnamese why the split is
    not sure. Only the first 20,000 characters are read.
    """
    whole = _GROUP.sub(_hold, _unbroken(collapse_lines(text[:20_000])))
    labelled = _labelled(whole)
    if labelled:
        whole = "\n".join(part for part in labelled if part.strip())
    parts, kept = _split(whole)
    names: dict[str, str] = {}
    lead = None
    for part in parts:
        name = _clean(part)
        if not name:
            continue
        names.setdefault(key(name), name)
        if lead is None and _LEADS.search(part):
            lead = key(name)
    order = list(names)
    if lead is not None:
        order.sort(key=lambda name: name != lead)
    if not order:
        reason = "không thấy tên người hoặc bộ phận nào" if text.strip() else None
        return Assignment(None, (), reason)
    people = [names[name] for name in order]
    doubt = _doubt("" if labelled else whole, people, kept)
    return Assignment(people[0], tuple(people[1:]), doubt)


def _doubt(whole: str, people: list[str], kept: bool) -> str | None:
    if kept:
        return "dấu phẩy có thể nằm trong một tên dài"
    if not any(_is_who(name) for name in people):
        return "không nhận ra chức danh hay bộ phận nào"
    lines = [line.rstrip(" ,;.") for line in whole.split("\n")]
    first = {key(line.split(",")[0]) for line in lines}
    if len(first) > 1 and any("," in line or ";" in line for line in lines):
        return "ô có nhiều dòng, mỗi dòng có thể là một việc khác nhau"
    return None


def _part_score(part: str) -> float:
    """How much one part of a cell names somebody: a post that fills it most, prose least."""
    bare = _DOES.sub("", strip_list_mark(part)[1].strip(" .;,"))
    bare = _MANY.sub("", _BEFORE.sub("", bare))
    letters = sum(map(str.isalpha, bare))
    if looks_like_person_name(bare):
        return 0.9
    who = post_at_start(bare)
    if who is None or not letters:
        return 0.0
    if who.end == len(bare):
        return 1.0
    if _ACTS.match(bare, who.end):
        return 0.1
    if not find_posts(who.text):
        return 0.5 if len(bare.split()) <= 4 else 0.1
    share = sum(sum(map(str.isalpha, found.text)) for found in find_posts(bare)) / letters
    if share > 0.6:
        return 1.0
    return 0.75 if len(bare.split()) <= 9 else 0.25


def looks_like_assignee(text: str) -> float:
    """How much a cell looks like a list of people in charge, 0..1."""
    short = _GROUP.sub("GV", _LEADS.sub("", _unbroken(collapse_lines(text[:600]))))
    parts = [part for part in _split(_LABEL.sub("\n", short))[0] if part.strip()]
    if not parts or len(text) > 600:
        return 0.0
    return sum(map(_part_score, parts)) / len(parts)


@cache
def _family_names() -> frozenset[str]:
    return frozenset(key(name) for name in _NAMES.read_text(encoding="utf-8").split())


@cache
def _places() -> frozenset[str]:
    return frozenset(place.strip() for place in _PLACES.split("|"))


def looks_like_person_name(text: str) -> bool:
    """Whether a text is a person's name: 2 to 6 capitalised syllables, family name first."""
    if len(text) > 60:
        return False
    words = _TITLE.sub("", collapse(text)).strip(" .,;").split(" ")
    if not 2 <= len(words) <= 6 or not all(word[:1].isupper() for word in words):
        return False
    if fold_letters(" ".join(words)) in _places() or _names_post(words):
        return False
    if not all(re.fullmatch(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*", word) for word in words):
        return False
    if sum(not (is_syllable(word) or word.isascii()) for word in words) > 1:
        return False
    known = key(words[0]) in _family_names()
    return known or (len(words) >= 3 and key(words[1]) in ("văn", "thị"))


def _names_post(words: list[str]) -> bool:
    """True where the words begin with a post or body ("Đoàn thanh niên"), which is no name.

    A family name that only looks like one ("Trương Công Định", "Đoàn Văn Khoa") stays a name.
    """
    found = post_at_start(" ".join(words))
    if not found:
        return False
    alone = found.end == len(words[0]) and len(words) >= 3
    return not (alone and key(words[0]) in _family_names())
