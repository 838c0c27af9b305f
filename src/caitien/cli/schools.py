"""The table after the findings of many files: one line for each, with its school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from .language import language, t

if TYPE_CHECKING:
    from caitien.core.lint.diagnostic import Diagnostic

#: a table for more files than this
FEW = 3
_WIDTH = 48


@dataclass(frozen=True, slots=True)
class Line:
    """A file: its school ("" where unknown) and findings, or the reason why there are none."""

    name: str
    school: str = ""
    found: Sequence[Diagnostic] = ()
    trouble: str = ""


def table(lines: Sequence[Line]) -> Iterator[str]:
    """The lines of the table; nothing for few files."""
    if len(lines) <= FEW:
        return
    from caitien.core.lint.report import summary

    lang = cast('Literal["vi", "en"]', language())
    schools = [_cut(one.school or t("(chưa rõ trường)", "(school unknown)")) for one in lines]
    counts = [one.trouble or summary(one.found, lang) for one in lines]
    widths = max(map(len, schools)), max(map(len, counts))
    yield t(f"Theo từng trường ({len(lines)} tệp):", f"By school ({len(lines)} files):")
    for one, school, count in zip(lines, schools, counts, strict=True):
        yield f"  {school:<{widths[0]}}  {count:<{widths[1]}}  {one.name}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
