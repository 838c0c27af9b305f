"""SPL-09: capitals that are not those of Nghị định 30/2020, Phụ lục II."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask

RULE = Rule(
    code="CH119",
    slug="capitals-wrong",
    kind="SPL-09",
    severity=Severity.INFO,
    title="Viết hoa sai",
    why="Tên cơ quan, tên riêng và tên văn bản viết hoa theo một quy tắc chung.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục II",
)

#: so many places of one fault are told; the rest is counted
_MOST = 1


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = (get_data("caitien.core.lint", "data/capitals.txt") or b"").decode("utf-8")
    found = []
    for line in text.splitlines():
        left, arrow, right = line.partition("  =>  ")
        if arrow and not line.startswith("#"):
            before = "" if left.startswith("(?<=") else r"(?<!\w)"
            found.append(
                (re.compile(f"{before}(?:{left})" + (r"\b" if left[-1] != ")" else "")), right)
            )
    return tuple(found)


def check(ctx: Context) -> Iterator[Finding]:
    found: dict[tuple[str, str], list[tuple[TextBlock, int, int]]] = {}
    for block in ctx.blocks:
        if block.role in ("header", "title", "signature", "heading"):
            continue
        for pattern, model in _patterns():
            for match in pattern.finditer(block.text):
                name = "w" if "w" in match.groupdict() else 0
                written = match.group(name)
                right = {"^": up(written), "v": low(written)}.get(model, model)
                if model == "v" and block.role == "recipients":
                    continue  # the check of recipients looks at these
                if " ".join(written.split()) != right.strip() and not at_start(
                    block, match.start()
                ):
                    spot = (block, *match.span(name))
                    spots = found.setdefault((written, right.strip()), [])
                    if not any(spot[0] is b and spot[1] == start for b, start, _ in spots):
                        spots.append(spot)
    for (written, right), spots in found.items():
        more = f" (và {len(spots) - _MOST} chỗ khác)" if len(spots) > _MOST else ""
        for block, start, end in spots[:_MOST]:
            end = start + len(block.text[start:end].rstrip())
            message = f"Viết hoa sai: “{written.strip()}” -> “{right}”{more}."
            yield ctx.at(block, start, end, message, fix=ask(right))


def at_start(block: TextBlock, position: int) -> bool:
    """Whether a line begins there: a small letter at its start is another matter."""
    return not block.text[:position].strip(' \t-–+•*.0123456789)(“"')


def up(text: str) -> str:
    return text[:1].upper() + text[1:]


def low(text: str) -> str:
    return text[:1].lower() + text[1:]
