"""A criterion and the work in one cell: where its title ends and the job begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from caitien.core.documents.model import Cell, Paragraph, Row
from caitien.core.vietnamese.text import collapse, similarity

from .cells import BARE_CODE, CRITERION
from .columns import cell_of

#: as like an official title as a mistyped title is
_TITLE = 0.85
#: as like one as a title of an author's own making, where a full stop or a colon ends it
_OWN_TITLE = 0.5
#: the same where the cell is of the work, and its first words need not be a title at all
LIKE_A_TITLE = 0.7
_STOP = re.compile(r"\s*(?:[:;\n]|\.\s|\s[–—-]\s)\s*")
_EDGES = " .,:;–—-\n"


def split_title(code: str, text: str, least: float = _OWN_TITLE) -> tuple[str | None, str | None]:
    """(title, work) of what follows the code of a criterion in a cell; None for what is not there.

    The title is what is like the title the code has in one of the circulars, as a whole or up to
    the first stop (`least` is how like it must be then); a text like none of them is work from its
    first word.
    """
    text = text.strip(_EDGES)
    if not text:
        return None, None
    known = list(_titles(code))
    words = re.findall(r"\S+", text)
    best: tuple[float, int] = (0.0, 0)
    for title in known:
        count = len(title.split())
        for size in range(max(1, count - 1), min(len(words), count + 1) + 1):
            best = max(best, (similarity(" ".join(words[:size]).strip(_EDGES), title), size))
    if best[0] >= _TITLE:
        end = [found.end() for found in re.finditer(r"\S+", text)][best[1] - 1]
        return _two(text[:end], text[end:])
    stop = _STOP.search(text)
    first = text[: stop.start()] if stop else text
    if any(similarity(first, title) >= least for title in known):
        return _two(first, text[stop.end() :] if stop else "")
    return None, text


def without_title(cell: Cell, code: str) -> Cell:
    """A cell of work without the criterion its first paragraph begins with."""
    first = next((p for p in cell.paragraphs if p.text.strip()), None)
    found = CRITERION.match(collapse(first.full_text)) if first else None
    if first is None or not found or f"{found['a']}.{int(found['b'])}" != code:
        return cell
    _, work = split_title(code, found["rest"], LIKE_A_TITLE)
    rest = cell.paragraphs[cell.paragraphs.index(first) + 1 :]
    head = [Paragraph(work, first.place)] if work else []
    return Cell([*head, *rest], cell.place, cell.colspan, cell.rowspan)


def _two(title: str, rest: str) -> tuple[str | None, str | None]:
    return collapse(title).strip(_EDGES) or None, rest.strip(_EDGES) or None


def _titles(code: str) -> Iterable[str]:
    from caitien.core.regulations.loader import catalogue_ids, load_catalogue  # rarely needed

    for name in catalogue_ids():
        entry = load_catalogue(name).criterion(code)
        if entry:
            yield from (entry.title, *entry.also)


def bare_codes(rows: Sequence[Row], fields: Sequence[str]) -> bool:
    """True where the contents of a table without a column for the criterion begin with its code.

    "3.5. Giao tiếp …" in row 1 names criterion 3.5; "1.1. …" in row 1 may merely number a part.
    """
    if "content" not in fields or {"criterion", "standard_criterion", "standard"} & set(fields):
        return False
    apart = coded = count = 0
    for row in rows:
        cell = cell_of(row, fields.index("content"))
        text = collapse(cell.text) if cell else ""
        if not text:
            continue
        count += 1
        found = BARE_CODE.match(text)
        if found and found["rest"][:1].isalpha() and found["a"] in "12345":
            coded += 1
            tt = cell_of(row, fields.index("tt")) if "tt" in fields else None
            number = collapse(tt.text).strip(".) ") if tt else ""
            apart += bool(number) and number != found["a"]
    return coded == count > 0 and apart > 0
