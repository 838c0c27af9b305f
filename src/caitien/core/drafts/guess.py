"""The columns of a table whose head was lost, by what its cells hold."""

from __future__ import annotations

from caitien.core.documents.model import Row, Table
from caitien.core.vietnamese.dates import looks_like_time
from caitien.core.vietnamese.money import looks_like_money
from caitien.core.vietnamese.people import looks_like_assignee
from caitien.core.vietnamese.text import collapse

from .cells import BARE_CODE, CRITERION
from .columns import FORM_FIELDS, NINE


def guess_fields(table: Table) -> list[str]:
    """A field for every grid column: a known form of that width that fits, else by content."""
    width = table.columns
    scores = [_column_scores(table.rows, column) for column in range(width)]
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for fields in FORM_FIELDS.values():
        if len(fields) == width:
            fit = sum(scores[i].get(name, 0.0) for i, name in enumerate(fields))
            best = max(best, (fit, fields))
    if best[0] >= 1.5:
        return list(best[1])
    if width == len(NINE):
        return list(NINE)
    return _by_content(scores)


def _column_scores(rows: list[Row], column: int) -> dict[str, float]:
    texts = []
    for row in rows:
        for start, cell in row.at_grid():
            text = collapse(cell.text)
            if start == column and cell.colspan == 1 and text:
                texts.append(text)
    if not texts:
        return {}
    count = len(texts)
    code = sum(bool(CRITERION.match(t) or BARE_CODE.match(t)) for t in texts) / count
    length = sum(map(len, texts)) / count
    return {
        "tt": sum(t.strip(".)").isdigit() for t in texts) / count,
        "standard_criterion": code,
        "criterion": code,
        "time": sum(looks_like_time(t) for t in texts) / count,
        "assignee": sum(looks_like_assignee(t) for t in texts) / count,
        "budget": sum(looks_like_money(t) for t in texts) / count,
        "solutions": min(1.0, length / 150),
        "target": min(1.0, length / 200) * 0.8,
    }


def _by_content(scores: list[dict[str, float]]) -> list[str]:
    fields = [""] * len(scores)
    for name in ("standard_criterion", "time", "budget", "assignee", "solutions", "target", "tt"):
        free = [i for i, taken in enumerate(fields) if not taken]
        ranked = sorted(free, key=lambda i: scores[i].get(name, 0.0), reverse=True)
        if ranked and scores[ranked[0]].get(name, 0.0) >= 0.4:
            fields[ranked[0]] = name
    if "standard_criterion" in fields and "solutions" in fields and "target" in fields:
        a, b = fields.index("target"), fields.index("solutions")
        if a > b:
            fields[a], fields[b] = "solutions", "target"
    return fields
