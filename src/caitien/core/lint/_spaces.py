"""Blanks typed twice between two words, and a blank inside a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caitien.core.vietnamese.syllables import is_syllable

from ._collocations import usual_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context

_DOUBLE = re.compile(r"(?<=\S)[ ]{2,3}(?=\S)")
#: columns set side by side, not words
_WIDE = re.compile(r"\S(?: {4,}|\t)\S")
_LIST_MARK = re.compile(r"\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ][.)])$")
_YEARS = re.compile(r"\d\s*[-–—]?$|[-–—]$")
_DATE_LINE = re.compile(r"ngày\s+\d{1,2}\s+tháng", re.IGNORECASE)
#: so large a share of a table's lines with such gaps: they part columns
_COLUMNS = 0.2
_LEAST = 5
_OPENING = re.compile(r"(?<![\w./@-])([^\W\d_]{2,})\((?=[^\W\d_]{2,}[\s)])")
#: a quotation with a blank inside its marks
_QUOTE = re.compile(
    r"“[ \xa0]+[^\W_]+|[\w.!?]+[ \xa0]+”"
    r"|(?P<straight>(?<![^\s(])\"[ \xa0]*[^\W_][^\"\n]{1,80}?[ \xa0]*\"(?!\w))"
)
#: a word whose last part begins with a vowel: "chu ẩn"
_REST = re.compile(
    r"(?<=[^\W\d_]) (?P<rest>[ăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựyỳýỷỹỵ]"
    r"[^\W\d_]+)(?: (?P<after>[^\W\d_]{2,}))?"
)
#: the first part, and the word before it
_FIRST = re.compile(r"(?:(?<!\w)(?P<before>[^\W\d_]{2,}) )?(?<!\w)(?P<first>[^\W\d_]{1,4})$")
_NEAR = 24


def double_blanks(ctx: Context) -> Iterator[tuple[TextBlock, int, int]]:
    """The two or three blanks between two words, with the words around them.

    Nothing is said of a PDF: there the blanks are the reader's guess at the gaps on the page.
    """
    if ctx.format == "pdf" or "scan" in ctx.damage:
        return
    found = list(_double_blanks(ctx))
    cells = [block for block in ctx.role("cell") if "  " in block.text.strip()]
    lines = len(ctx.role("cell"))
    columns = ctx.extracted and len(cells) > max(_LEAST, _COLUMNS * lines)
    for block, start, end in found:
        if not (columns and block.role == "cell"):
            yield block, start, end


def _double_blanks(ctx: Context) -> Iterator[tuple[TextBlock, int, int]]:
    marks = {"single": False, "double": False}
    for block in ctx.role("recipients"):
        for line in block.text.split("\n"):
            match = re.match(r"\s*[-–+•](\s+)\S", line)
            if match:
                marks["double" if len(match[1]) > 1 else "single"] = True
    for block in ctx.blocks:
        text = block.text
        if "  " not in text or _WIDE.search(text):
            continue
        if block.role in ("title", "signature") or (
            block.role == "header" and not _DATE_LINE.search(text)
        ):
            continue
        for match in _DOUBLE.finditer(text):
            line = text[: match.start()].rsplit("\n", 1)[-1]
            if _LIST_MARK.match(line) and not (block.role == "recipients" and all(marks.values())):
                continue
            after = text[match.end()]
            if (_YEARS.search(line) and after in "-–—0123456789") or after in ",;.:!?)…_":
                continue  # other checks look at these
            if line[-1] in "…_(" or line.endswith(".."):
                continue
            start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
            end = re.compile(r"\s|$").search(text, match.end())
            yield block, start, end.start() if end else len(text)


def spaced(ctx: Context) -> Iterator[tuple[TextBlock, int, int, str, str]]:
    """Every blank too many: the block, start and end, the right words, what to say."""
    for block, start, end in double_blanks(ctx):
        right = re.sub(" {2,}", " ", block.text[start:end])
        yield block, start, end, right, "Thừa khoảng trắng giữa hai từ."
    for block in ctx.blocks if ctx.format != "pdf" else ():
        for start, end, right in broken_words(block.text):
            yield block, start, end, right, "Khoảng trắng nằm giữa một tiếng."
        for match in _OPENING.finditer(block.text) if "(" in block.text else ():
            if match[1].islower() and is_syllable(match[1]):
                told = "Thiếu khoảng trắng trước dấu ngoặc."
                yield block, *match.span(), f"{match[1]} (", told
        for start, end, right in quoted(block.text):
            yield block, start, end, right, "Thừa khoảng trắng bên trong dấu ngoặc kép."


def quoted(text: str) -> Iterator[tuple[int, int, str]]:
    """Quotation marks with a blank on their inner side, and how they should stand."""
    if '"' not in text and "“" not in text:
        return
    for match in _QUOTE.finditer(text):
        written = match.group()
        right = re.sub(r"[ \xa0]", "", written)
        if match["straight"]:
            right = f'"{written[1:-1].strip()}"'
        if right != written:
            yield *match.span(), right


def broken_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Words with a blank inside that make a usual phrase when whole ("Tiêu chu ẩn"): the right."""
    for match in _REST.finditer(text):
        near = max(0, match.start() - _NEAR)
        head = _FIRST.search(text[near : match.start()])
        if not head:
            continue
        word = head["first"] + match["rest"]
        before, after = head["before"] or "", match["after"] or ""
        if not is_syllable(word) or usual_pair(match["rest"], after):
            continue
        if usual_pair(before, word) or usual_pair(word, after):
            yield near + head.start("first"), match.end("rest"), word
