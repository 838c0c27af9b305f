"""PLN-04: a cell holds what belongs to another column."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import Part, doubtful, has_results, parts, say
from caitien.core.lint._plan_types import COLUMNS, CONDITION, condition, misplaced, moved_by_reader
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH104",
    slug="data-in-wrong-column",
    kind="PLN-04",
    severity=Severity.ERROR,
    title="Dữ liệu đặt sai cột",
    why="Người đọc tìm người, thời gian, kinh phí theo cột; đặt sai cột thì việc coi như thiếu.",
)


def check(ctx: Context) -> Iterator[Finding]:
    moved: set[int] = set()
    for part, excerpt, kind in moved_by_reader(ctx):
        moved.add(part.index)
        yield _finding(ctx, part, kind, excerpt, sure=True)
    for name in COLUMNS:
        if name == "target" and not has_results(ctx):
            continue  # a column of topics ("Nội dung") may well name people
        for part in parts(ctx, name):
            unsure = doubtful(ctx, part.item, name) and part.item.uncertain.get(name)
            other = misplaced(part)
            if unsure and other != CONDITION:
                continue
            if other and part.index not in moved:
                words = condition(part) if other == CONDITION else None
                yield _finding(ctx, part, other, words, sure=len(part.text.split()) < 10)


def _finding(ctx: Context, part: Part, kind: str, excerpt: str | None, *, sure: bool) -> Finding:
    torn = "table" in ctx.damage
    certain = sure and not torn
    text = excerpt or part.text
    shown = text if len(text) <= 60 else text[:57].rstrip() + "…"
    return say(
        ctx,
        part,
        f"Cột {COLUMNS[part.field]} có “{shown}”, là {kind}; có lẽ nội dung đã đặt lệch cột.",
        excerpt,
        fix=show(f"Chuyển “{shown}” về đúng cột rồi xem các ô bên cạnh có lệch theo không."),
        severity=None if certain else Severity.WARNING,
        confidence="chắc" if certain else "có thể",
    )
