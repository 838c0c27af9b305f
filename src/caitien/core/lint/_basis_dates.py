"""How the legal bases write their days and their first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caitien.core.vietnamese.dates import paper_date

from ._legal import Cited, cited
from .rule import safe, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caitien.core.drafts.model import TextBlock

    from .context import Context
    from .rule import Finding

NUMBERED = re.compile(r"\s*(?P<n>\d{1,2}[.)])\s+(?P<word>Căn cứ\s(?!khác))?")
_FIGURES = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-]\d{4}")


def dates(ctx: Context) -> Iterator[Finding]:
    """The dates in figures, where other bases write theirs out; of many in figures the others.

    Also months with a nought that the others do not write: "26/05/2020" beside "22/8/2018".
    """
    long: list[Cited] = []
    short: list[Cited] = []
    for one in cited(ctx):
        if one.basis and one.citation.date_span and one.citation.date:
            text = one.block.text[slice(*one.citation.date_span)]
            (long if "tháng" in text.lower() else short).append(one)
    if long and len(short) > 2 * len(long):
        message = "Ngày của căn cứ này viết bằng chữ, các căn cứ khác ghi “ngày/tháng/năm”."
        how = show("Ghi ngày của mọi căn cứ cùng một kiểu: “ngày … tháng … năm …”.")
        for one in long:
            span = one.citation.date_span or (0, 0)
            yield ctx.at(one.block, *span, message, fix=how)
    elif long:
        message = "Ngày của các căn cứ ghi hai kiểu; nên ghi đủ “ngày … tháng … năm …”."
        for one in short:
            yield _written_out(ctx, one, message)
        return
    yield from _noughts(ctx, short)


def _written_out(ctx: Context, one: Cited, message: str) -> Finding:
    start, end = one.citation.date_span or (0, 0)
    right = paper_date(one.citation.date).removeprefix("ngày ") if one.citation.date else ""
    said = re.search(r"ngày\s*$", one.block.text[:start], re.IGNORECASE)
    return ctx.at(one.block, start, end, message, fix=safe(right if said else f"ngày {right}"))


def _noughts(ctx: Context, short: list[Cited]) -> Iterator[Finding]:
    with_nought: list[tuple[Cited, re.Match[str]]] = []
    without = 0
    for one in short:
        match = _FIGURES.search(one.block.text, *(one.citation.date_span or (0, 0)))
        if match and 3 <= int(match["month"]) <= 9:
            if match["month"][0] == "0":
                with_nought.append((one, match))
            else:
                without += 1
    if len(with_nought) < without:
        for one, match in with_nought:
            right = match.group().replace(match["month"], match["month"][1:], 1)
            right = f"{match['day']}{right[len(match['day']) :]}"
            message = "Tháng của căn cứ này có số 0 ở trước, các căn cứ khác thì không."
            yield ctx.at(one.block, *match.span(), message, fix=safe(right))


def first_words(ctx: Context, blocks: list[TextBlock]) -> Iterator[Finding]:
    """The first numbered basis that begins with "Căn cứ", where other numbered ones do not."""
    numbered = [(block, match) for block in blocks if (match := NUMBERED.match(block.text))]
    worded = [(block, match) for block, match in numbered if match["word"]]
    if worded and len(worded) < len(numbered):
        block, match = worded[0]
        message = "Căn cứ đánh số có dòng mở đầu bằng “Căn cứ”, có dòng không."
        fix = show("Bỏ chữ “Căn cứ” ở các dòng đánh số, hoặc mở đầu mọi dòng bằng “Căn cứ”.")
        yield ctx.at(block, match.start("word"), match.end("word") - 1, message, fix=fix)


def list_marks(ctx: Context, blocks: list[TextBlock]) -> Iterator[Finding]:
    """The bases without a dash where most have one, or with a dash where most have none."""
    worded = [block for block in blocks if re.match(r"\s*(?:[-–+]\s*)?Căn cứ\s", block.text)]
    dashed = [block for block in worded if block.text.lstrip()[0] in "-–+"]
    if not dashed or len(dashed) == len(worded):
        return
    odd = dashed if 2 * len(dashed) <= len(worded) else [b for b in worded if b not in dashed]
    how = show("Mở đầu mọi căn cứ như nhau: đều có gạch đầu dòng, hoặc đều không.")
    for block in odd:
        start = len(block.text) - len(block.text.lstrip())
        end = block.text.index("Căn cứ") + len("Căn cứ")
        yield ctx.at(block, start, end, "Căn cứ có dòng gạch đầu dòng, có dòng không.", fix=how)
