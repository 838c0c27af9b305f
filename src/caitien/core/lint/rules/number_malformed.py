"""FRM-03: number and symbol are there but not in their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, safe, show

RULE = Rule(
    code="TT103",
    slug="number-malformed",
    kind="FRM-03",
    severity=Severity.WARNING,
    title="Số, ký hiệu sai dạng",
    why="Số và ký hiệu viết liền đúng dạng “Số: nn/KH-XXX” thì mới tra được trong sổ văn bản.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3",
)

LINE = re.compile(
    r"(?P<word>Số\s*[:.]?\s*)?(?P<number>\d+)(?P<stray>\s*[.,]*\s*)/\s*(?P<year>20\d\d\s*/\s*)?"
    r"(?P<type>KH)\b\s*(?P<dash>[-–—_]?)\s*(?P<symbol>\S.*)?$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?:Số\b|\d)[^\t\n]*?(?=\t|\n|\s*$|\s{2,}[^,\d]+,\s*ngày\b)", re.IGNORECASE)
#: a symbol with blanks in it, or without the sign between its groups
CROOKED = re.compile(r"KH(?:\s*-\s+|\s+-\s*|\s+)[A-ZĐ0-9][A-ZĐ0-9. -]*[A-ZĐ0-9]")
_SHAPE = "Số: nn/KH-XXX"


def check(ctx: Context) -> Iterator[Finding]:
    block = ctx.line("number_line")
    text = block.text if block else ctx.plan.plan_number_raw or ctx.plan.plan_number or ""
    found = NUMBERED.search(text)
    written = " ".join(found.group().split()) if found else ""
    if not found or not re.search(r"\d", written.split("/")[0]):
        if block and (blank := CROOKED.search(text)):  # the number itself: number-missing
            message = f"Ký hiệu sai dạng “{blank.group()}”; đúng là “KH-XXX”, viết liền."
            yield ctx.at(block, *blank.span(), message, fix=show(f"Ghi theo dạng “{_SHAPE}”."))
        return
    right, fix = _right(written)
    if right == written:
        return
    form = right or _SHAPE
    message = f"Số, ký hiệu sai dạng “{written}”; đúng là “{form}”."
    if block:
        yield ctx.at(block, *found.span(), message, fix=fix)
    else:
        name = "plan_number_raw" if ctx.plan.plan_number_raw else "plan_number"
        yield ctx.value(name, message, fix=fix)


def _right(written: str) -> tuple[str | None, Fix]:
    """The right form of a number line, where it can be told, and how to get there."""
    match = LINE.fullmatch(written)
    if not match or not match["symbol"]:
        return None, show(f"Ghi đủ số, loại văn bản và tên viết tắt của trường: “{_SHAPE}”.")
    word = "Số: " if match["word"] else ""
    symbol = match["symbol"].strip(" -–—_.,;")
    joined = re.sub(r"[\s–—_]*[-–—_\s][\s–—_]*", "-", symbol)
    right = f"{word}{match['number'].zfill(2)}/KH-{joined}"
    sure = not match["year"] and match["dash"] and joined == symbol
    return right, safe(right) if sure else ask(right)
