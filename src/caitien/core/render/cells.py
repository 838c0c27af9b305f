"""What stands in each cell of the plan's table: the words of an item, paragraph by paragraph."""

from __future__ import annotations

import re

from caitien.core.drafts.model import EmptyRow, Item
from caitien.core.vietnamese.text import fold

#: other names a form or a reader may give a column, by the field of an item they mean
SAME_FIELD = {
    "code": "criterion",
    "standard_criterion": "criterion",
    "assignee": "assignee_text",
    "assignees": "assignee_text",
    "budget": "budget_text",
    "evidence": "expected_evidence",
}


def paragraphs_of(item: Item, name: str, title: str = "") -> list[str]:
    """The paragraphs of a column's cell; [] where the item has no value for it.

    `title` finds the cells of columns that no field stands for.
    """
    if title and title in item.extra:
        return lines_of(item.extra[title])
    name = SAME_FIELD.get(name, name)
    if name == "criterion":
        return criterion_lines(item)
    if name == "standard":
        return [standard_line(item)] if item.standard or item.standard_title else []
    if name == "solutions":
        return _solutions(item)
    if name in ("time", "assignee_text"):
        return _of_jobs(item, name)
    if name == "budget_text" and not item.budget_text and item.budget_vnd is not None:
        return [f"{item.budget_vnd:,} đồng".replace(",", ".")]
    value = getattr(item, name, None)
    return lines_of(str(value)) if value else []


#: columns people stand in, in the order a reader joins them
PEOPLE = ("lead", "assignee_text", "collaborators")


def people_of(item: Item, name: str, columns: set[str]) -> list[str]:
    """The people of one of the columns people stand in: a line each, the last takes the rest."""
    people = _of_jobs(item, "assignee_text")
    present = [column for column in PEOPLE if column in columns]
    at = present.index(name)
    return people[at:] if name == present[-1] else people[at : at + 1]


def lines_of(text: str | None) -> list[str]:
    """The paragraphs of a value whose paragraphs are joined with newlines."""
    return [line for line in (text or "").split("\n") if line.strip()]


def _solutions(item: Item) -> list[str]:
    texts = item.solutions or [job.text for job in item.solution_details]
    if len(texts) < 2:
        return [line for text in texts for line in lines_of(text)]
    if len(item.solution_details) == len(texts):
        return [f"{number}. {text}" for number, text in enumerate(texts, 1)]
    return [f"- {text}" for text in texts]


def _of_jobs(item: Item, name: str) -> list[str]:
    """Time or people; numbered like the jobs they belong to where a cell holds several jobs."""
    whole = getattr(item, name)
    jobs = item.solution_details
    if len(jobs) > 1:
        each = [(n, getattr(job, name)) for n, job in enumerate(jobs, 1) if getattr(job, name)]
        told = "\n".join(text for _, text in each)
        if len(each) > 1 and (whole is None or whole == told):
            return [f"{number}. {text}" for number, text in each]
    if whole:
        return lines_of(whole)
    if name == "assignee_text" and (item.lead or item.collaborators):
        return ["; ".join(filter(None, [item.lead, *item.collaborators]))]
    return []


def criterion_lines(item: Item | EmptyRow) -> list[str]:
    """The code cell: as written where that still holds, else "Tiêu chí x.y Mức n: tên"."""
    title = getattr(item, "criterion_title", None)
    if written := _written_code(item):
        lines = lines_of(written)
        if title and fold(title) not in fold(written):
            lines[-1] += f": {title}"
        return lines
    if not item.criterion and not title:
        return []
    code = f"Tiêu chí {item.criterion}" if item.criterion else ""
    if item.level is None or _level_told(item):
        return [": ".join(filter(None, [code, title]))]
    if title:
        return [": ".join(filter(None, [code, f"{title} (Mức {item.level})"]))]
    return [f"{code} Mức {item.level}".strip()]


def _written_code(item: Item | EmptyRow) -> str | None:
    written = item.code_text if isinstance(item, Item) else None
    if not written:
        return None
    if item.criterion:
        return written if item.criterion in re.sub(r"(?<=\d)\s*\.\s*(?=\d)", ".", written) else None
    return written


def _level_told(item: Item | EmptyRow) -> bool:
    """Whether another cell of the row says the level itself ("Mức 2 – Tiếp tục …")."""
    if is_clause(item):
        return True
    target = getattr(item, "target", None) or ""
    return re.match(rf"\W*muc\s*{item.level}\b", fold(target)) is not None


def code_told(item: Item) -> bool:
    """Whether the words of the item name its criterion already ("Tiêu chí 1.3: …")."""
    if not item.criterion:
        return False
    texts = [item.content, item.target, *item.solutions[:1]]
    spot = re.compile(rf"tieu chi\s*{re.escape(item.criterion)}(?!\d)")
    return any(
        spot.search(fold(text).replace(" .", ".").replace(". ", ".")) for text in texts if text
    )


def is_clause(entry: Item | EmptyRow) -> bool:
    """Whether a row is about a clause of Mức 4 of the 2018 circulars, not about a criterion."""
    return entry.level == 4 and "." not in (entry.criterion or "")


def standard_line(item: Item | EmptyRow) -> str:
    """The standard of a row: "Tiêu chuẩn n: tên", or the bare code where it has no title."""
    title = getattr(item, "standard_title", None)
    if not title:
        return item.standard or ""
    return f"Tiêu chuẩn {item.standard}: {title}" if item.standard else title
