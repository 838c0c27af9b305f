"""STR-06: an abbreviation is used that the plan does not explain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._abbreviations import SHORT, full_name, known, mistyped
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show

RULE = Rule(
    code="CT106",
    slug="abbreviation-not-explained",
    kind="STR-06",
    severity=Severity.INFO,
    title="Chữ viết tắt chưa được giải thích",
    why="Người đọc ngoài trường không biết chữ viết tắt riêng; lần đầu dùng phải viết đủ.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục II",
)

#: where it is introduced: "(TTCM)", "(viết tắt là TTCM)", "TTCM: tổ trưởng …"
GIVEN = r"\((?:[^()]*(?:viết tắt|gọi tắt)[^()]*\s)?SHORT\)|(?:^|\n)\W*SHORT\s*:\s*[a-zà-ỹ]"
FILE_COPY = re.compile(r"(?:^|\n)\W*Lưu\s*:[^\n]*")  # its units are shortened, as the decree shows
#: so many capitals make it a line in capitals
_SHARE = 0.5


def check(ctx: Context) -> Iterator[Finding]:
    seen: set[str] = set()
    whole = "\n".join(block.text for block in ctx.blocks)
    for block in ctx.blocks:
        if block.role in ("header", "title", "signature", "heading") or in_capitals(block):
            continue
        for match in SHORT.finditer(FILE_COPY.sub(lambda m: " " * len(m[0]), block.text)):
            short = match.group()
            if short in seen or short in known() or not short.strip("IVX") or mistyped(short):
                continue
            seen.add(short)
            if re.search(GIVEN.replace("SHORT", short), whole) or code_of_school(ctx, short):
                continue
            full = full_name(short)
            yield ctx.at(
                block,
                *match.span(),
                f"Chữ viết tắt “{short}” chưa được giải thích.",
                fix=ask(f"{opened(ctx, block, match.start(), full)} ({short})")
                if full
                else show(f"Lần đầu viết đủ rồi ghi “({short})”, hoặc lập bảng chữ viết tắt."),
            )


def opened(ctx: Context, block: TextBlock, start: int, full: str) -> str:
    """The words in full, with a capital only where they open the line."""
    first = not block.text[:start].rpartition("\n")[2].strip(" \t-–+•*.)(0123456789")
    first = first and (not ctx.extracted or block.place.table is not None)  # a torn line: anywhere
    return (full[:1].upper() if first else full[:1].lower()) + full[1:]


def in_capitals(block: TextBlock) -> bool:
    if len(block.text) <= 24:
        return False
    letters, capitals = sum(map(str.isalpha, block.text)), sum(map(str.isupper, block.text))
    return letters > 24 and capitals > _SHARE * letters


def code_of_school(ctx: Context, short: str) -> bool:
    return short in re.split(r"\W", ctx.plan.plan_number or ctx.plan.plan_number_raw or "")
