"""SPL-08: spaces before or missing after a sign, a sign written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._spaces import spaced
from caitien.core.lint.blanks import find_blanks
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe
from caitien.core.vietnamese.syllables import is_syllable

RULE = Rule(
    code="CH108",
    slug="punctuation-spacing",
    kind="SPL-08",
    severity=Severity.INFO,
    title="Khoảng trắng, dấu câu",
    why="Dấu câu viết liền chữ trước, cách chữ sau, và chỉ ghi một dấu.",
)

WORD = r"[^\W_]+[”\"')%]?"
BEFORE = re.compile(rf"{WORD}(?:[ \t\xa0]+[,;:!?](?=\s|$|[^\W\d_]{{2}})|[ \t\xa0]+\.(?![./\w…]))")
DOUBLED = re.compile(rf"{WORD}[ \t\xa0]*(?:\.\.(?![.…\w])|([,;:])[ \t]*\1+|[,;:]\.(?![.…]))")
BRACKET = re.compile(rf"\([ \t\xa0]+{WORD}|{WORD}[ \t\xa0]+\)")
AFTER = re.compile(r"(?<![\w./@-])([^\W\d_]{2,}|\d+%)([,;:.])([^\W\d_]{2,})(?![\w./@-])")
LIST_MARK = re.compile(r"^\s*([.,;:]\s*[-–]\s*)[^\W\d_]+")
ETC = re.compile(r"^v$", re.IGNORECASE)
#: cheap: a text without any of these has none of the faults above
HINT = re.compile(
    r"[\s\xa0][,;:!?.)]|[,;:.][\s\xa0]?[,;:.]|\([\s\xa0]|[,;:.][^\W\d_]|[.,;:]\s*[-–]"
)
BARE = re.compile(r"[ \t\xa0]+")


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.blocks:
        skip = block.role in ("header", "signature")
        if skip or (block.role == "recipients" and "Lưu" in block.text):
            continue  # checks of the form look at these
        if not HINT.search(block.text):
            continue
        blanks = [(blank.start, blank.end) for blank in find_blanks(block.text)]
        taken = -1
        for start, end, right, message in sorted(_faults(block)):
            if start >= taken and not any(a < end and start < b for a, b in blanks):
                yield ctx.at(block, start, end, message, fix=safe(right, "Sửa lại khoảng trắng."))
                taken = end
    for block, start, end, right, message in spaced(ctx):
        yield ctx.at(block, start, end, message, fix=safe(right, "Sửa lại khoảng trắng."))


def _faults(block: TextBlock) -> Iterator[tuple[int, int, str, str]]:
    text = block.text
    for match in BEFORE.finditer(text):
        right = BARE.sub("", match.group())
        apart = " " if text[match.end() : match.end() + 1].isalpha() else ""
        yield *match.span(), right + apart, f"Thừa khoảng trắng trước dấu “{right[-1]}”."
    for match in DOUBLED.finditer(text):
        if not ETC.match(match.group().split(".")[0].strip()):
            right = re.sub(r"[ \t\xa0]*([,;:.])[ \t,;:.]*$", r"\1", match.group())
            yield *match.span(), right, "Dấu câu bị lặp hoặc hai dấu đứng liền nhau."
    for match in BRACKET.finditer(text):
        right = BARE.sub("", match.group())
        yield *match.span(), right, "Thừa khoảng trắng bên trong dấu ngoặc."
    for match in AFTER.finditer(text):
        before, sign, after = match.groups()
        if sign == "." and not (before[-1].islower() and after[0].isupper()):
            continue
        if (is_syllable(before) or (before[-1] == "%" and sign in ",;")) and is_syllable(after):
            right = f"{before}{sign} {after}"
            yield *match.span(), right, f"Thiếu khoảng trắng sau dấu “{sign}”."
    match_mark = LIST_MARK.match(text)
    if match_mark:
        right = "- " + text[match_mark.end(1) : match_mark.end()]
        yield match_mark.start(1), match_mark.end(), right, "Thừa dấu trước gạch đầu dòng."
