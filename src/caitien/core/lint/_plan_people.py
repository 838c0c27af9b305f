"""Who leads a job: a person, everybody, or a body outside; and whether the job is theirs."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from caitien.core.vietnamese.people import find_posts, split_assignees
from caitien.core.vietnamese.text import key

from ._plan import word_table

if TYPE_CHECKING:
    from caitien.core.vietnamese.people import Post

_EVERYBODY = re.compile(
    r"(?:toàn (?:thể|trường)|tất cả|tập thể|mọi người|các (?:bộ phận|đoàn thể|cá nhân|thành viên)"
    r"|(?:các |quý )?(?:thầy,? cô|thầy cô giáo)|(?:toàn )?(?:nhân dân|bà con|người dân)"
    r"|nhà trường|trường|các bên liên quan|cá nhân liên quan)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:lãnh đạo )?(?:cấp trên|các cấp|cấp có thẩm quyền)|chính quyền"
    r"|(?:các )?nhà tài trợ|mạnh thường quân",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:các (?:lớp|tổ|khối)|các|toàn (?:thể|trường)|cả trường|tập thể|tất cả|những|trong|của"
    r"|nhà trường|trường)\b"
)
_GROUPS = frozenset(
    {
        "Cán bộ, giáo viên, nhân viên",
        "Cán bộ",
        "Cán bộ, công chức, viên chức",
        "Giáo viên, nhân viên",
        "Giáo viên",
        "Nhân viên",
        "Học sinh",
        "Trẻ em",
        "Cha mẹ học sinh",
        "Các thành viên",
        "Nhà trường",
        "Hội đồng sư phạm",
        "Các bộ phận",
        "Các đoàn thể",
        "Các tổ",
    }
)
_HEADS = frozenset(
    {
        "Hiệu trưởng", "Phó hiệu trưởng", "Quyền hiệu trưởng", "Phó hiệu trưởng phụ trách",
        "Ban giám hiệu", "Ban lãnh đạo", "Lãnh đạo nhà trường", "Ban giám đốc", "Cán bộ quản lý",
        "Hội đồng trường", "Chủ tịch hội đồng trường", "Bí thư chi bộ", "Chi bộ", "Chi ủy",
        "Phó bí thư chi bộ", "Đảng ủy", "Nhà trường", "Cán bộ, giáo viên, nhân viên",
    }
)  # fmt: skip

#: a board as the lead, and everyone else beside it: nobody in particular
_BODIES = frozenset({"Ban giám hiệu", "Ban lãnh đạo", "Lãnh đạo nhà trường"})
_STAFF = (
    {"Giáo viên", "Nhân viên"},
    {"Giáo viên, nhân viên"},
    {"Giáo viên", "Nhân viên", "Học sinh"},
)


@lru_cache(maxsize=512)
def general(text: str) -> str | None:
    """Why the lead of a line of people is too general, in words that follow their name; or None."""
    split = split_assignees(text)
    lead = (split.lead or "").strip(" .,;")
    posts = [found.value for found in find_posts(lead)]
    if not posts and _ABOVE.match(lead):
        return "là cơ quan, tổ chức ngoài trường"
    if not posts:
        return "là cả tập thể" if lead and _EVERYBODY.match(lead) else None
    whole = posts[0]
    if whole.kind == "outside":
        return "là cơ quan, tổ chức ngoài trường"
    if len(posts) > 1 and all(p.name in _GROUPS | {"Cán bộ quản lý"} for p in posts):
        return "là cả một tập thể"
    if len(lead.split()) > len(whole.name.split()) + 4:
        return None  # "giáo viên phụ trách tư vấn tâm lý của trường" is one person
    if whole.name in _GROUPS and not _specific(lead, whole):
        return "là cả một tập thể"
    others = [p for name in split.collaborators for p in (f.value for f in find_posts(name))]
    rest = {p.name for p in others if p.name != "Nhà trường"}
    if whole.name in _BODIES and rest in _STAFF and not any(map(_some, split.collaborators)):
        return "gồm cả trường"
    if whole.name == "Cán bộ quản lý" and others and all(p.name in _GROUPS for p in others):
        return "gồm cả trường"
    return None


def _specific(lead: str, post: Post) -> bool:
    """ "Giáo viên lớp 12", "nhân viên nấu ăn", "GV Toán": some of them, by name."""
    if post.name in ("Nhà trường", "Hội đồng sư phạm", "Cán bộ, giáo viên, nhân viên"):
        return False
    rest = _WHOLE.sub(" ", key(lead))
    names = " ".join([post.name, *post.abbreviations])
    known = set(re.findall(r"\w+", key(names)))
    known |= {"phụ", "huynh"} if post.name == "Cha mẹ học sinh" else set()
    known |= {"thầy", "cô", "quý"} if post.name == "Giáo viên" else set()
    return bool(set(re.findall(r"\w+", rest)) - known)


def _some(name: str) -> bool:
    """Whether a collaborator is some of a group: "giáo viên lớp 12"."""
    return any(_specific(name, found.value) for found in find_posts(name)[:1])


def heads(posts: list[Post]) -> bool:
    """Whether somebody among them may speak for the school."""
    return any(post.name in _HEADS for post in posts)


@cache
def roles() -> dict[str, re.Pattern[str]]:
    """The work of each special post, by the post's name."""
    table = {}
    for post, words in word_table("plan_roles"):
        choice = "|".join(map(re.escape, words))
        table[post] = re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)
    return table
