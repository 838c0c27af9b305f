"""FRM-06: nobody's name stands under the signature block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TT106",
    slug="signer-name-missing",
    kind="FRM-06",
    severity=Severity.ERROR,
    title="Thiếu họ tên người ký",
    why="Không có họ tên người ký thì không rõ ai chịu trách nhiệm và văn bản chưa được ban hành.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7",
)

DEGREE = re.compile(
    r"\W*(?:th\.?\s?s|t\.?s|thạc s[ĩỹ]|tiến s[ĩỹ]|cử nhân)[.\s]+[A-ZĐ]", re.IGNORECASE
)
#: where signature and seal go, no name
PLACE = re.compile(
    r"\(?\s*(?:ký|kí)(?: tên)?(?:[, ]+(?:và )?(?:ghi rõ họ tên|đóng dấu))*\s*\)?", re.IGNORECASE
)
DOTS = re.compile(r"[.…_]{3,}|…")
_HOW = show("Ghi đầy đủ họ và tên người ký dưới chức vụ.")


def check(ctx: Context) -> Iterator[Finding]:
    name = ctx.plan.signatory.name or ""
    if re.search(r"[^\W\d_]", PLACE.sub("", name)):
        return
    for block in ctx.role("signature"):
        if DEGREE.match(block.text):
            return  # a degree before the name: another rule says so
        blank = DOTS.search(block.text)
        if blank:
            yield ctx.at(block, *blank.span(), "Họ tên người ký còn bỏ trống.", fix=_HOW)
            return
    near = ("signature", "recipients", "end")
    title = ctx.plan.signatory.title
    yield ctx.missing(f"họ tên người ký ({title})" if title else "họ tên người ký", near, fix=_HOW)
