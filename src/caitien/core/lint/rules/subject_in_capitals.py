"""FRM-10: the subject under the word KẾ HOẠCH is in capitals, or stands on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, safe, show

RULE = Rule(
    code="TT110",
    slug="subject-in-capitals",
    kind="FRM-10",
    severity=Severity.INFO,
    title="Trích yếu không trình bày bằng chữ in thường",
    why="Dưới tên loại in hoa là trích yếu in thường, đậm, đặt ở dòng riêng.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5",
)

TYPE = re.compile(r"^\W*KẾ\s+HOẠCH\b[\s:–-]*")
WORD = re.compile(r"\S+")
#: words of the subject that keep their capitals
NAMES = re.compile(r"\b(?:[IVX]+|TT|BGDĐT|CTGDPT)\b")
#: a subject of these words alone names no one: its capitals can go unasked
NAMELESS = re.compile(
    r"(?:cải tiến|nâng cao|duy trì|phát triển|bảo đảm|đảm bảo|chất lượng|giáo dục|kiểm định"
    r"|tự đánh giá|đánh giá ngoài|sau|và|của|công tác|nhà trường|năm học|giai đoạn|[\W\d]+)+",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    for block in ctx.role("title"):
        text = block.text.rstrip()
        match = TYPE.match(text)
        start = match.end() if match else len(text) - len(text.lstrip())
        rest = text[start:]
        words = list(takewhile(in_capitals, WORD.finditer(rest)))
        if len(words) < 3:
            continue
        end = start + words[-1].end()
        written = text[start:end]
        low = written.lower()
        right = low if NAMES.search(written) is None else None
        right = low[:1].upper() + low[1:] if right else None
        where = " và đặt ở dòng riêng dưới “KẾ HOẠCH”" if match and match.group().strip() else ""
        message = f"Trích yếu phải trình bày bằng chữ in thường, đậm{where}."
        fix: Fix = show(f"Ghi “{right or low}” ở dòng riêng.")
        if right and not where:
            fix = safe(right) if NAMELESS.fullmatch(right) else ask(right)
        yield ctx.at(block, start, end, message, fix=fix)
        return


def in_capitals(word: re.Match[str]) -> bool:
    return word.group().isupper() or not any(map(str.isalnum, word.group()))
