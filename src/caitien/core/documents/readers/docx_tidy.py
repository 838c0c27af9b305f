"""Tables cut in two by hand made one again; headings typed again in the middle dropped."""

from __future__ import annotations

from caitien.core.documents.model import Cell, ReadWarning, Row, Table

_LONGEST_HEADING = 80
_WIDTH_SLACK = 0.12


def _key(cell: Cell) -> str:
    return " ".join(cell.text.split()).casefold()


def _keys(row: Row) -> list[str]:
    return [_key(cell) for cell in row.cells]


def heading_height(rows: list[Row]) -> int:
    """How many first rows are the heading of a table; 0 where the first row looks like data."""
    if not rows:
        return 0
    flagged = 0
    while flagged < len(rows) and rows[flagged].header:
        flagged += 1
    if not flagged and not _reads_like_heading(rows[0]):
        return 0
    height = max(flagged, max(cell.rowspan for cell in rows[0].cells))
    if height < len(rows) and _is_count(rows[height]):
        height += 1
    return min(height, len(rows))


def _reads_like_heading(row: Row) -> bool:
    """At least three different short texts, none of which begins with a digit."""
    texts = [text for text in _keys(row) if text]
    if len(set(texts)) < 3:
        return False
    return all(len(text) <= _LONGEST_HEADING and not text[0].isdigit() for text in texts)


def _is_count(row: Row) -> bool:
    """A row of column numbers: (1) (2) (3)."""
    texts = [text.strip("()[] .") for text in _keys(row)]
    return len(texts) >= 3 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _matches(rows: list[Row], at: int, heading: list[list[str]]) -> int:
    """How many rows from `at` on repeat the heading (its first row must be there)."""
    count = 0
    while count < len(heading) and at + count < len(rows):
        if _keys(rows[at + count]) != heading[count]:
            break
        count += 1
    return count


def drop_repeats(table: Table, since: int = 0) -> list[ReadWarning]:
    """Drops rows that say the heading again after rows of data; tells which.

    `since`: the rows before this index were looked through already.
    """
    height = heading_height(table.rows)
    if not height:
        return []
    heading = [_keys(row) for row in table.rows[:height]]
    # A row like the heading right below it is no heading at the top of a page: kept.
    kept = table.rows[: since or height + 1]
    repeats: list[Row] = []
    warnings: list[ReadWarning] = []
    index = len(kept)
    while index < len(table.rows):
        count = _matches(table.rows, index, heading)
        if not count:
            kept.append(table.rows[index])
            index += 1
            continue
        repeats.append(table.rows[index])
        warnings.append(_repeat_warning(table.rows[index]))
        index += count
        if index < len(table.rows):
            warnings += split_row(table.rows[index])
    if len(repeats) > len(kept) - height:  # rows alike all the way down: a form, not headings
        return []
    table.rows = kept
    return warnings


def _repeat_warning(row: Row) -> ReadWarning:
    place = row.place
    return ReadWarning(
        "repeated-header",
        f"Hàng {place.row} của bảng {place.table} gõ lại tiêu đề cột; đã bỏ qua. "
        "Nên dùng “Lặp lại hàng tiêu đề” (Repeat Header Rows) của Word thay cho gõ tay.",
        place,
    )


def split_row(row: Row) -> list[ReadWarning]:
    """A warning where a row after a cut seems to go on with the one before it."""
    texts = [cell.text.strip() for cell in row.cells]
    if len(texts) < 3 or texts[0] or row.cells[0].continues or not any(texts):
        return []
    return [
        ReadWarning(
            "split-row",
            f"Hàng {row.place.row} của bảng {row.place.table} bỏ trống ô đầu, có thể là phần tiếp "
            "của hàng trên bị tách tay ở chỗ ngắt trang. Hãy xem lại hàng này.",
            row.place,
        )
    ]


def continues(
    first: Table, widths: list[int], second: Table, others: list[int], *, apart: bool
) -> bool:
    """Whether `second`, right below `first`, is its other half.

    `apart`: empty paragraphs or a break stand between, so the column widths must agree too.
    """
    if first.columns < 3 or first.columns != second.columns or not second.rows or not first.rows:
        return False
    if apart and not _same_widths(widths, others):
        return False
    if max(len(row.cells) for row in second.rows) < 3:
        return False
    height = heading_height(first.rows)
    if height and _keys(second.rows[0]) == _keys(first.rows[0]):
        return True
    if second.rows[0].header:
        return False
    if not height:
        return not _reads_like_heading(second.rows[0])
    return not (_reads_like_heading(second.rows[0]) and _bold(second.rows[0]))


def _bold(row: Row) -> bool:
    said = [p.bold for cell in row.cells for p in cell.paragraphs if p.text.strip()]
    return bool(said) and all(said)


def _same_widths(widths: list[int], others: list[int]) -> bool:
    if len(widths) != len(others):
        return False
    total = max(sum(widths), 1)
    return all(abs(a - b) <= _WIDTH_SLACK * total / 2 for a, b in zip(widths, others, strict=True))
