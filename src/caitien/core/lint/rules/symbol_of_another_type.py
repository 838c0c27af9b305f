"""LEG-02: the word before a number names another kind of document than its symbol."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._cells import mark
from caitien.core.lint._legal import Cited, cited
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Fix, Rule, Severity, ask, safe, show

RULE = Rule(
    code="CC102",
    slug="symbol-of-another-type",
    kind="LEG-02",
    severity=Severity.ERROR,
    title="Ký hiệu văn bản không khớp tên loại",
    why="Chữ viết tắt trong ký hiệu cho biết tên loại văn bản; ghi lệch thì không tra cứu được.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 và Phụ lục III",
)

#: kinds whose letters every symbol of them carries
LETTERED = frozenset({"TT", "TTLT", "NĐ", "QĐ", "NQ", "CT", "KH"})
#: letters that an office letter (công văn) never begins with
OF_OTHERS = frozenset({"TT", "NĐ", "QĐ", "NQ", "KH"})


def check(ctx: Context) -> Iterator[Finding]:
    for one in cited(ctx):
        kind, number = one.citation.kind, one.citation.number
        if not kind or not number or one.citation.type_agrees is not False:
            continue
        letters = number.letters
        if kind.generic:
            if letters is None:
                yield from not_a_type(ctx, one)
            continue
        glued = (number.symbol or "").upper().startswith((kind.letters or "-").upper())
        if glued or (letters == "QH" and kind.letters == "NQ"):
            continue
        if (kind.letters in LETTERED) or (kind.letters is None and letters in OF_OTHERS):
            yield wrong_symbol(ctx, one)


def wrong_symbol(ctx: Context, one: Cited) -> Finding:
    kind, number = one.citation.kind, one.citation.number
    known = one.document
    start, end = one.number_span
    fix: Fix = show(
        f"Xem lại bản gốc: ghi đúng tên loại và ký hiệu của văn bản số {one.citation.number_text}."
    )
    if known and kind and known.kind == kind.name:
        fix = safe(known.number)
    elif known and one.citation.type_span:
        start, end = one.citation.type_span
        fix = safe(known.kind if one.block.text[start].isupper() else known.kind.lower())
    wanted = (
        f"phải có “/{kind.letters}-”" if kind and kind.letters else "không có chữ viết tắt tên loại"
    )
    letters = f"“/{number.letters}-”" if number and number.letters else "ký hiệu này"
    name = kind.name if kind else ""
    message = f"Ký hiệu văn bản không khớp loại: “{name}” {wanted}, không phải {letters}."
    return mark(ctx, one.block, start, end, message, fix=fix)


def not_a_type(ctx: Context, one: Cited) -> Iterator[Finding]:
    """ "Văn bản 5932/BGDĐT-QLCL": a symbol without letters of a kind is that of a công văn."""
    span = one.citation.type_span
    if span is None:
        return
    word = one.block.text[slice(*span)]
    right = "Công văn" if word[:1].isupper() else "công văn"
    number = one.citation.number_text
    message = f"“{word}” không phải tên loại văn bản; {number} là công văn."
    known = bool(one.document)
    fix = safe(right) if known else ask(right)
    severity = Severity.ERROR if known or one.basis else Severity.INFO
    yield mark(ctx, one.block, *span, message, fix=fix, severity=severity)
