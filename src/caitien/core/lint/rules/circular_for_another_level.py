"""LEG-01: a circular or guide cited as a basis governs another level of school."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._legal import (
    Cited,
    cited,
    counterpart,
    level_names,
    level_sure,
    levels_in,
    on_quality,
    once,
)
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show
from caitien.core.regulations.model import LegalDocument

RULE = Rule(
    code="CC101",
    slug="circular-for-another-level",
    kind="LEG-01",
    severity=Severity.ERROR,
    title="Viện dẫn văn bản của cấp học khác",
    why="Mỗi cấp học có thông tư riêng; viện dẫn nhầm thì tiêu chí và mức đánh giá cũng sai theo.",
    article="Phạm vi điều chỉnh, đối tượng áp dụng của từng thông tư",
)


def check(ctx: Context) -> Iterator[Finding]:
    known = list(once(cited(ctx)))
    for one, document in known:
        wide = "all" in document.applies_to or one.in_title
        if wide or document.confidence == "L" or not (one.basis or on_quality(document)):
            continue
        level = ctx.level
        if level and not document.applies(level):
            right = [d for _, d in known if d.kind == document.kind and on_quality(d)]
            others = [d for d in right if d.applies(level)]
            if not (level == "lien_cap" and (others or not on_quality(document))):
                yield another_level(ctx, one, document, level, bool(others))
        elif one.basis:
            yield from another_word(ctx, one, document)


def another_level(
    ctx: Context, one: Cited, document: LegalDocument, level: str, has_right: bool
) -> Finding:
    right = counterpart(document, level)
    start, end = one.number_span
    whose = f"áp dụng cho trường {level_names(document.applies_to)}"
    message = f"{document.kind} {document.number} {whose}; trường này là {level_names({level})}"
    message += f", phải viện dẫn {right.kind} {right.number}." if right else "."
    sure = level_sure(ctx) and not has_right and on_quality(document)
    fix = ask(right.number) if right else show("Bỏ văn bản này hoặc thay bằng văn bản của cấp học.")
    return ctx.at(
        one.block,
        start,
        end,
        message,
        fix=fix,
        severity=Severity.ERROR if sure else Severity.WARNING,
        confidence="chắc" if sure else "có thể",
    )


def another_word(ctx: Context, one: Cited, document: LegalDocument) -> Iterator[Finding]:
    """The number is right, but the title beside it names another level of school."""
    said = levels_in(one.citation.title or "")
    own = levels_in(document.title or "")
    if said and own and not said & own:
        start, end = one.number_span
        whose = f"áp dụng cho trường {level_names(document.applies_to)}"
        beside = f"tên ghi kèm là của trường {level_names(said)}"
        message = f"{document.kind} {document.number} {whose}, nhưng {beside}."
        fix = show("Sửa số văn bản hoặc tên văn bản cho khớp nhau và đúng cấp học của trường.")
        yield ctx.at(one.block, start, end, message, fix=fix)
