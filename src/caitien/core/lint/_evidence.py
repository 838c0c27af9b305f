"""Codes of evidence written in a plan: MC.1.1.01 (2026) and [H1-1.1-01] (2018)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caitien.core.vietnamese.text import collapse

if TYPE_CHECKING:
    from caitien.core.drafts.model import TextBlock

    from .context import Context

#: anything that is meant as a code, well made or not
_NEW = r"MC\s?[.\-–:]?\s?(?P<s>\d)\s?[.\-–]\s?(?P<c>\d{1,2})\s?[.\-–]\s?(?P<n>\d{1,3})(?![\d.]\d)"
_OLD = (
    r"\[?\s?H\s?(?P<box>\d{1,2})?\s?[.\-–]\s?(?P<os>\d)\s?\.\s?(?P<oc>\d{1,2})\s?[.\-–]\s?"
    r"(?P<on>\d{1,3})(?!\d)\s?\]?"
)
_CODE = re.compile(rf"(?<!\w)(?:{_NEW}|{_OLD})", re.IGNORECASE)
_NAME = re.compile(r"\s*[)\]]?\s*[:\-–.]?\s*(?P<name>[^;,()\[\]\n]{4,90})")
_MC = re.compile("mc", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as written; `new` for the form of 2026; `name` is what follows it in a list."""

    block: TextBlock
    start: int
    end: int
    new: bool
    criterion: str
    number: int
    digits: int
    box: int | None
    name: str

    @property
    def text(self) -> str:
        """The code as written."""
        return self.block.text[self.start : self.end]

    @property
    def right(self) -> str:
        """The code in its proper form."""
        if self.new:
            return f"MC.{self.criterion}.{self.number:02}"
        return f"[H{self.box or self.criterion[0]}-{self.criterion}-{self.number:02}]"


def codes(ctx: Context) -> list[Code]:
    """Every code of evidence in the plan, in reading order."""
    return ctx.memo(_codes)


def _codes(ctx: Context) -> list[Code]:
    out = []
    for block in ctx.blocks:
        text = block.text
        if "H" not in text and not _MC.search(text):
            continue
        for match in _CODE.finditer(text):
            new = match["s"] is not None
            number = match["n"] if new else match["on"]
            standard, own = (match["s"], match["c"]) if new else (match["os"], match["oc"])
            name = _NAME.match(text, match.end()) if block.field == "expected_evidence" else None
            out.append(
                Code(
                    block=block,
                    start=match.start(),
                    end=match.start() + len(match.group().rstrip()),
                    new=new,
                    criterion=f"{standard}.{int(own)}",
                    number=int(number),
                    digits=len(number),
                    box=int(match["box"]) if not new and match["box"] else None,
                    name=collapse(name["name"]) if name else "",
                )
            )
    return out
