"""CAT-07: words of accreditation that do not mean what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data

from caitien.core.lint._catalogue import chosen
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask
from caitien.core.vietnamese.phonology import like_case

RULE = Rule(
    code="TC111",
    slug="term-wrong",
    kind="CAT-07",
    severity=Severity.WARNING,
    title="Thuật ngữ kiểm định không đúng",
    why="Mức, cấp độ và mức độ là ba việc khác nhau; dùng lẫn thì không rõ trường đạt gì.",
    article="Điều 2, 34 và 37 của Thông tư 17, 18, 19/2018",
)

#: an earlier circular is quoted, or history is told
PAST = re.compile(r"(?:42/2012|năm 20(?:0\d|1[0-7]))", re.IGNORECASE)


@cache
def terms() -> tuple[tuple[str, re.Pattern[str], str, str], ...]:
    """(era or "", pattern, right words, reason) of every line of the table."""
    text = (get_data("caitien.core.lint", "data/terms.txt") or b"").decode("utf-8")
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            left, _, right = line.partition("  =>  ")
            words, _, reason = right.partition("  |  ")
            era = left[:4] if left[:4] in ("2018", "2026") else ""
            pattern = re.compile(left.removeprefix(era).strip().replace(" ", r"\s+"), re.I)
            found.append((era, pattern, words.strip(), reason.strip()))
    return tuple(found)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    quota = choice is not None and choice.catalogue.level_rule.kind == "quota"
    now = "2026" if quota else "2018"
    for era, pattern, right, reason in terms():
        if era and era != now:
            continue
        for block, match in ctx.find(pattern, "body", "cell", "basis", "recipients"):
            if PAST.search(match.group()):
                continue
            written = match["w"]
            words = like_case(written, match.expand(right))
            yield ctx.at(
                block,
                *match.span("w"),
                f"Thuật ngữ không đúng: “{written}” -> “{words}” ({reason}).",
                fix=ask(words),
            )
