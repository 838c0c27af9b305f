"""What kind of document a file is, by its title and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from caitien.core.vietnamese.text import collapse, fold

_TITLES: tuple[tuple[str, str], ...] = (
    (r"bao cao.{0,30}(?:ket qua )?(?:thuc hien )?(?:ke hoach )?cai tien", "result_report"),
    (r"bao cao.{0,40}ket qua thuc hien", "result_report"),
    (r"bao cao\s+tu danh gia|^tu danh gia\b", "self_assessment_report"),
    (r"(?:danh muc|bang ma|bang danh muc).{0,20}minh chung", "evidence_list"),
    (r"chien luoc (?:xay dung|phat trien)|ke hoach chien luoc", "strategy_plan"),
    (r"ke hoach.{0,60}cai tien|cai tien chat luong", "improvement_plan"),
)
PLAN_TITLE = re.compile(r"^(?:DỰ THẢO\s+)?KẾ HOẠCH\b|^BIỂU\s*2\b", re.IGNORECASE)
_HEADINGS = re.compile(r"^(?:[IVX]+\s*(?:[.)]|/(?!v\b))|Căn cứ|Điều \d)", re.IGNORECASE)


def kind_of_title(text: str) -> str | None:
    """The kind a title names, or None."""
    folded = fold(collapse(text))
    for pattern, kind in _TITLES:
        if re.search(pattern, folded):
            return kind
    return None


def is_plan_title(lines: Iterable[str]) -> bool:
    """True where the lines (a title line and the few after it) open an improvement plan."""
    texts = [collapse(line) for line in lines]
    if not texts or not PLAN_TITLE.match(texts[0]):
        return False
    first = texts[0]
    if first.split()[0].islower() or (not first.isupper() and len(first) > 140):
        return False
    if not re.match(r"^(?:DỰ THẢO\s+)?(?:KẾ HOẠCH|BIỂU)", first) and len(first) > 60:
        return False
    title = ""
    for text in texts:
        if title and (_HEADINGS.match(text) or len(text) > 160):
            break
        title = f"{title} {text}".strip()
        kind = kind_of_title(title)
        if kind:  # the first words that name a kind decide; a basis may follow the title
            return kind == "improvement_plan"
    return False


_OTHER_TITLE = re.compile(
    r"^(?:BÁO CÁO|KẾ HOẠCH|CHIẾN LƯỢC|DANH MỤC|BẢNG|TỰ ĐÁNH GIÁ|Báo cáo|Chiến lược|Danh mục)\b"
)


def kind_of_lines(lines: Iterable[str]) -> tuple[str, int]:
    """The kind of a document by the title among its first lines, and which line that is.

    ('unknown', -1) where none is seen. A title not in capitals must be a short line without an end
    mark.
    """
    texts = [collapse(line) for line in lines]
    for index, text in enumerate(texts):
        found = _OTHER_TITLE.match(text)
        if not found or (not found[0].isupper() and (len(text) > 90 or text[-1] in ".;,:")):
            continue
        kind = kind_of_title(" ".join([text, *texts[index + 1 : index + 3]]))
        if kind:
            return kind, index
    return "unknown", -1
