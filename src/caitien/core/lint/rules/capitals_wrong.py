"""SPL-09: capitals that are not those of Nghị định 30/2020, Phụ lục II."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._capitals import any_of, patterns
from caitien.core.lint._cells import mark
from caitien.core.lint._where import prose
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

#: so many places of one fault are told one by one; of more the first, and the rest is counted
_MOST = 3


FORMS = {
    "^": lambda text: text[:1].upper() + text[1:],
    "v": lambda text: text[:1].lower() + text[1:],
    "C": str.capitalize,
}


def check(ctx: Context) -> Iterator[Finding]:
    found: dict[tuple[str, str], list[tuple[TextBlock, int, int]]] = {}
    for block in prose(ctx):
        if block.role in ("title", "heading") or not any_of().search(block.text):
            continue
        for pattern, model in patterns():
            for match in pattern.finditer(block.text):
                name = "w" if "w" in match.groupdict() else 0
                written = match.group(name)
                right = FORMS[model](written) if model in FORMS else model
                if model == "v" and block.role == "recipients":
                    continue  # the check of recipients looks at these
                if model == "v" and block.role == "basis" and written == "Ban hành":
                    continue  # the check of titles looks at it
                if " ".join(written.split()) != right.strip() and (
                    model == "C"
                    or written[1:] != right[1:]
                    or not at_start(block, match.start(name))
                ):
                    spot = (block, *match.span(name))
                    spots = found.setdefault((written, right.strip()), [])
                    if not any(spot[0] is b and spot[1] == start for b, start, _ in spots):
                        spots.append(spot)
    for (written, right), spots in found.items():
        each = len(spots) <= _MOST
        more = "" if each else f" (và {len(spots) - 1} chỗ khác)"
        for block, start, end in spots if each else spots[:1]:
            end = start + len(block.text[start:end].rstrip())
            led, on = ("", "") if " " in right else around(block.text, start, end)
            message = f"Viết hoa sai: “{led}{written.strip()}{on}” -> “{led}{right}{on}”{more}."
            yield mark(ctx, block, start, end, message, fix=ask(right))


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before or the name behind: one syllable ("đội") does not show what is meant."""
    name = re.match(r" (?:[^\W\d_a-zà-ỹđ]\w*|\d+)", text[end:])
    word = None if name else re.search(r"(?<!\w)(?:\w+ )?\w+ $", text[:start])
    return word.group() if word else "", name.group() if name else ""


def at_start(block: TextBlock, position: int) -> bool:
    """Whether a line begins there: a small letter at its start is another matter."""
    return not block.text[:position].strip(' \t-–+•*.0123456789)(“"')
