"""TPL-04: general sentences of the form stand in the plan unchanged."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint._remains import remains
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.regulations.forms import TemplateRemain

RULE = Rule(
    code="MA104",
    slug="template-sentence-unchanged",
    kind="TPL-04",
    severity=Severity.WARNING,
    title="Đoạn văn trùng với mẫu chung",
    why="Câu giống hệt ở mọi trường thì không nói gì về trường mình, kế hoạch khó thuyết phục.",
)

Remain = tuple[TextBlock, re.Match[str], TemplateRemain]
#: a section of the plan: "I. MỤC ĐÍCH, YÊU CẦU"
HEADING = re.compile(r"\s*(?:Phần\s+)?(?:[IVX]{1,5}|[A-D])[.)]\s+\S")

#: the part whose duties the form prints for every school
DUTIES = re.compile(r"thực\s+hiện", re.IGNORECASE)
#: sentences that promise much and say nothing
PLAIN = re.compile(r"giải pháp|cụ thể, khả thi")


def check(ctx: Context) -> Iterator[Finding]:
    for found in by_section(ctx):
        block, match, one = found[0]
        more = f" (và {len(found) - 1} câu khác của phần này)" if len(found) > 1 else ""
        yield ctx.at(
            block,
            *match.span(),
            f"Đoạn văn trùng với mẫu chung, chưa cụ thể hóa cho trường{more}.",
            fix=show(one.advice),
            severity=RULE.severity if PLAIN.search(match.group()) else Severity.INFO,
        )


def by_section(ctx: Context) -> list[list[Remain]]:
    """The sentences left unchanged: each by itself, but of the part on who does
    what, whose duties the form prints, all together."""
    headings = [(i, block.text) for i, block in enumerate(ctx.blocks) if HEADING.match(block.text)]
    index = {id(block): i for i, block in enumerate(ctx.blocks)}
    starts = [i for i, _ in headings]
    found: list[list[Remain]] = []
    duties: dict[int, list[Remain]] = {}
    for block, match, one in remains(ctx, "boilerplate"):
        section = bisect(starts, index[id(block)])
        same = duties.setdefault(section, [])
        if not same or not DUTIES.search(headings[section - 1][1] if section else ""):
            same = []
            found.append(same)
            duties[section] = same
        same.append((block, match, one))
    return found
