"""NUM-06: the result of the self-assessment is that of the external assessment, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.text import key

RULE = Rule(
    code="SO106",
    slug="results-copied",
    kind="NUM-06",
    severity=Severity.WARNING,
    title="Kết quả tự đánh giá trùng hệt kết quả đánh giá ngoài",
    why="Hai lần đánh giá khác người, khác năm hiếm khi trùng mọi con số: thường là chép lại.",
)

HEAD = re.compile(
    r"^\W*(?:\d+[.)]\s*|[a-h][.)]\s*)?kết quả (?P<what>tự đánh giá|đánh giá ngoài|TĐG|ĐGN)", re.I
)
LINE = re.compile(r"(?:mức|cấp độ|tiêu chí|đạt)[^\n]*\d", re.IGNORECASE)
OUTER_LABEL = re.compile(r"(?:đoàn )?(?:đánh giá ngoài|ĐGN)", re.IGNORECASE)


@dataclass
class Results:
    """The lines of figures below a heading; `own`: of the self-assessment."""

    head: TextBlock
    own: bool
    lines: list[TextBlock] = field(default_factory=list)


def check(ctx: Context) -> Iterator[Finding]:
    groups = list(results(ctx))
    for group in groups:
        if not group.own:
            continue
        twin = next((g for g in groups if not g.own and same(g, group)), None)
        if twin:
            start = len(group.head.text) - len(group.head.text.lstrip())
            yield ctx.at(
                group.head,
                start,
                len(group.head.text.rstrip()),
                "Kết quả tự đánh giá trùng hệt kết quả đánh giá ngoài; kiểm tra lại.",
                fix=show("Đối chiếu với báo cáo tự đánh giá và báo cáo đánh giá ngoài."),
            )
        for line in group.lines:
            match = OUTER_LABEL.search(line.text)
            if match:
                message = "Nhãn “đánh giá ngoài” đứng trong kết quả tự đánh giá."
                fix = show("Sửa nhãn thành kết quả tự đánh giá, hoặc chuyển dòng này về đúng phần.")
                yield ctx.at(line, *match.span(), message, fix=fix)


def results(ctx: Context) -> Iterator[Results]:
    group: Results | None = None
    for block in ctx.role("body", "heading", "basis"):
        match = HEAD.match(block.text)
        if match or block.role != "body" or (group and not LINE.search(block.text)):
            if group:
                yield group
            own = match is not None and match["what"].lower() in ("tự đánh giá", "tđg")
            group = Results(block, own) if match and block.role == "body" else None
        elif group:
            group.lines.append(block)
    if group:
        yield group


def same(a: Results, b: Results) -> bool:
    mine, theirs = [key(line.text) for line in a.lines], [key(line.text) for line in b.lines]
    return len(mine) > 1 and mine == theirs
