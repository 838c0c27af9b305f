"""What rules on legal bases share: the citations of a plan, the school's level, titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from caitien.core.regulations.citations import find_citations
from caitien.core.regulations.documents import all_documents, same_number_documents, title_core
from caitien.core.regulations.model import SCHOOL_LEVEL_NAMES
from caitien.core.vietnamese.text import key

from ._cells import joined
from ._titles import expand, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from caitien.core.drafts.model import TextBlock
    from caitien.core.regulations.citations import Citation
    from caitien.core.regulations.model import LegalDocument

    from .context import Context

#: guides to self-assessment that belong to the circulars of 2018
GUIDES = frozenset({"5932/BGDĐT-QLCL", "5942/BGDĐT-QLCL", "5933/BGDĐT-QLCL", "5941/BGDĐT-QLCL"})
_QUALITY = re.compile(r"kiểm định chất lượng|đánh giá chất lượng giáo dục|bảo đảm chất lượng", re.I)
#: "Thông tư số 22/2024/… sửa đổi, bổ sung một số điều của …": what follows is its title
_AMENDS = re.compile(
    r"\d/\d{4}/[^;\n]*?(?<!\w)(?:sửa đổi|bổ sung|bãi bỏ|thay thế)(?!\w)[^;\n]*$", re.IGNORECASE
)
_LEVEL_WORDS = {
    "mam_non": re.compile(r"mầm non|mẫu giáo|nhà trẻ"),
    "tieu_hoc": re.compile(r"tiểu học"),
    "thcs": re.compile(r"trung học cơ sở|\bthcs\b"),
    "thpt": re.compile(r"trung học phổ thông|\bthpt\b"),
    "lien_cap": re.compile(r"nhiều cấp"),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A document cited in the plan; the spans of `citation` are offsets into `block.text`."""

    citation: Citation
    block: TextBlock

    @property
    def basis(self) -> bool:
        """Whether it stands among the legal bases."""
        return self.block.role == "basis"

    @property
    def in_title(self) -> bool:
        """Whether it is only named by the title of the document that amends or replaces it."""
        before = self.block.text[: self.citation.start]
        return bool(_AMENDS.search(before))

    @property
    def document(self) -> LegalDocument | None:
        """The document of the registry, also where only the symbol is written wrongly."""
        known = self.citation.document
        if known or not (self.citation.number_text and self.citation.number):
            return known
        same = same_number_documents(self.citation.number.full)
        dated = [d for d in same if self.citation.date in (None, d.issued)]
        return dated[0] if len(dated) == 1 and self.citation.number.symbol else None

    @property
    def number_span(self) -> tuple[int, int]:
        """Where the number stands, else the whole citation."""
        return self.citation.number_span or (self.citation.start, self.citation.end)


def cited(ctx: Context) -> list[Cited]:
    """The documents cited anywhere in the plan, in reading order."""
    return ctx.memo(_cited)


def _cited(ctx: Context) -> list[Cited]:
    blocks = [*ctx.blocks, *joined(ctx)]
    return [Cited(c, block) for block in blocks for c in find_citations(block.text)]


def once(citations: Iterable[Cited]) -> Iterator[tuple[Cited, LegalDocument]]:
    """The known documents, each where it is first cited; a citation among the bases comes first."""
    seen: set[str] = set()
    for one in sorted(citations, key=lambda c: not c.basis):
        document = one.document
        if document and document.number not in seen:
            seen.add(document.number)
            yield one, document


def on_quality(document: LegalDocument) -> bool:
    """Whether a document is about accreditation or self-assessment."""
    return document.number in GUIDES or bool(_QUALITY.search(document.title or ""))


def level_sure(ctx: Context) -> bool:
    """Whether the school's level is written (in its name) and not guessed."""
    if not ctx.level or "school_level" in ctx.plan.uncertain:
        return False
    named = levels_in(ctx.plan.school_name or "")
    return not named or ctx.level in named or (ctx.level == "lien_cap" and len(named) > 1)


def level_names(levels: Iterable[str]) -> str:
    """School levels in words: "trung học cơ sở, trung học phổ thông"."""
    wanted = set(levels)
    return ", ".join(name for level, name in SCHOOL_LEVEL_NAMES.items() if level in wanted)


def levels_in(text: str) -> set[str]:
    """The school levels a text names: "trường trung học cơ sở" gives {"thcs"}."""
    lower = key(text)
    return {level for level, pattern in _LEVEL_WORDS.items() if pattern.search(lower)}


def counterpart(document: LegalDocument, level: str) -> LegalDocument | None:
    """The document of the same kind and subject that governs schools of this level, or None."""
    own = title_core(document.title or "")
    best: tuple[float, LegalDocument] | None = None
    for other in all_documents():
        if other.kind != document.kind or not other.title or level not in other.applies_to:
            continue
        score = SequenceMatcher(None, own.split(), title_core(other.title).split()).ratio()
        near = document.issued and other.issued and abs((document.issued - other.issued).days) < 200
        if score > 0.5 and near and other.confidence == "H" and (not best or score > best[0]):
            best = (score, other)
    return best[1] if best else None


#: a title of fewer of the official words is a short name, no misquotation
_NAMED = 0.7
#: "ban hành Quy định về …": the title is quoted, a part of it would be a misquotation
_QUOTED = 0.5
#: so many words the same at the beginning, and so many others after them: a title misremembered
_SAME = _STRANGE = 3
_FORMAL = re.compile(
    r"(?:về )?(?:việc )?ban hành\s+(?:quy định|quy chế|điều lệ|chương trình)", re.I
)


def missing_words(document: LegalDocument, written: str) -> list[str] | None:
    """Words of the official title that a title as written lacks or changes.

    [] when it agrees; None when the registry has no title or only a short name was written (less
    than seven tenths of the words, half of them after "ban hành …"), which is no misquotation.
    """
    if document.title is None:
        return None
    mine = words(title_core(expand(written)))
    best: list[str] | None = None
    least = _QUOTED if _FORMAL.match(written.strip()) else _NAMED
    for title in (document.title, *document.also):
        theirs = words(title_core(title))
        matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
        kept = sum(block.size for block in matcher.get_matching_blocks())
        strange = len(set(mine) - set(theirs))  # begun in the same words, then other ones
        misquoted = mine[:_SAME] == theirs[:_SAME] and strange >= _STRANGE
        if not theirs or (kept / len(theirs) < least and not misquoted):
            continue
        lost = [
            " ".join(theirs[a:b])
            for tag, a, b, _, _ in matcher.get_opcodes()
            if tag in ("delete", "replace")
        ]
        if best is None or len(lost) < len(best):
            best = lost
    return best


def last_day(ctx: Context) -> date | None:
    """31 August after the plan's last school year, or None."""
    from datetime import date

    return date(ctx.years[1], 8, 31) if ctx.years else None
