"""Rulings to tables: which lines belong together, which cells they enclose."""

from __future__ import annotations

from bisect import bisect_right

from caitien.core.documents.readers.pdf_types import Box, PageContent, PaperCell, PaperTable, Ruling

SNAP = 3.0  # rulings nearer than this are one
TOUCH = 3.5  # rulings that end this near to another meet it
_SHORTEST = 5.0
_MOST_PAIRS = 4_000_000
_MOST_CELLS = 60_000


def merge_rulings(rulings: list[Ruling]) -> list[Ruling]:
    """Rulings on one line joined where they touch or overlap; double lines become one."""
    rulings = sorted(rulings, key=lambda r: r.at)
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        if groups and ruling.at - groups[-1][0].at <= SNAP:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    merged: list[Ruling] = []
    for group in groups:
        weight = sum(r.end - r.start for r in group) or 1.0
        at = sum(r.at * (r.end - r.start) for r in group) / weight
        group.sort(key=lambda r: r.start)
        current: Ruling | None = None
        for ruling in group:
            if current is not None and ruling.start - current.end <= SNAP:
                current.end = max(current.end, ruling.end)
            else:
                current = Ruling(at, ruling.start, ruling.end)
                merged.append(current)
    return [ruling for ruling in merged if ruling.end - ruling.start >= _SHORTEST]


def find_tables(page: PageContent) -> list[PaperTable]:
    """The ruled tables of a page, without text, from the top."""
    level, upright = merge_rulings(page.level), merge_rulings(page.upright)
    if len(level) * len(upright) > _MOST_PAIRS:
        page.paths_left_out = True
        return []
    tables = []
    for rows, columns in _groups(level, upright):
        table = _grid(page.number, rows, columns)
        if table is not None:
            tables.append(table)
    tables = [table for table in tables if not table.single or _may_be_row(table, tables, page)]
    tables.sort(key=lambda t: (t.top, t.xs[0]))
    for table in tables:
        table.nested = any(other is not table and _within(table, other) for other in tables)
    return tables


def _may_be_row(box: PaperTable, tables: list[PaperTable], page: PageContent) -> bool:
    """True where a lonely box at the head of a page may be the last row of a table before it."""
    if page.number == 1 or box.bottom - box.top > 0.3 * page.height:
        return False
    if any(other is not box and other.top < box.bottom for other in tables):
        return False
    above = [w for w in page.words if w.y < box.top]
    return all(w.y < 0.12 * page.height for w in above)


def _within(inner: PaperTable, outer: PaperTable) -> bool:
    return (
        outer.xs[0] - 1 <= inner.xs[0]
        and inner.xs[-1] <= outer.xs[-1] + 1
        and outer.top - 1 <= inner.top
        and inner.bottom <= outer.bottom + 1
    )


def _groups(level: list[Ruling], upright: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that meet one another, group by group."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    shift = len(level)
    for i, row in enumerate(level):
        low, high = row.start - TOUCH, row.end + TOUCH
        for j, column in enumerate(upright):
            if low <= column.at <= high and column.start - TOUCH <= row.at <= column.end + TOUCH:
                parent[root(i)] = root(shift + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, row in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(upright):
        groups.setdefault(root(shift + j), ([], []))[1].append(column)
    return [group for group in groups.values() if group[0] and group[1]]


def _positions(inner: list[Ruling], low: float, high: float) -> list[float]:
    """The places of grid lines: the rulings' own, and the open ends of those across them."""
    found: list[float] = []
    for at in sorted({ruling.at for ruling in inner}):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    if found[0] - low > 2 * SNAP:
        found.insert(0, low)
    if high - found[-1] > 2 * SNAP:
        found.append(high)
    return found


def _grid(page: int, rows: list[Ruling], columns: list[Ruling]) -> PaperTable | None:
    xs = _positions(columns, min(r.start for r in rows), max(r.end for r in rows))
    ys = _positions(rows, min(r.start for r in columns), max(r.end for r in columns))
    across, down = len(xs) - 1, len(ys) - 1
    if across < 1 or down < 1 or across * down > _MOST_CELLS:
        return None
    if xs[-1] - xs[0] < 24 or ys[-1] - ys[0] < 9:
        return None
    walls = _covered(columns, xs, ys)  # walls[j][i]: left of column j at row i
    floors = _covered(rows, ys, xs)  # floors[i][j]: above row i at column j
    owner = _join_open(walls, floors, across, down)
    cells = _cells(owner, xs, ys)
    table = PaperTable(page, xs, ys, cells)
    table.single = len(cells) < 2
    table.bottom_open = not any(floors[down])
    return table


def _covered(rulings: list[Ruling], places: list[float], steps: list[float]) -> list[list[bool]]:
    """For each place of a grid line and each step along it, whether a ruling is drawn there."""
    result = [[False] * (len(steps) - 1) for _ in places]
    for ruling in rulings:
        index = bisect_right(places, ruling.at + SNAP) - 1
        if index < 0 or abs(places[index] - ruling.at) > SNAP + 0.5:
            continue
        for step in range(len(steps) - 1):
            low, high = steps[step], steps[step + 1]
            overlap = min(high, ruling.end) - max(low, ruling.start)
            if overlap >= 0.6 * (high - low):
                result[index][step] = True
    return result


def _join_open(
    walls: list[list[bool]], floors: list[list[bool]], across: int, down: int
) -> list[list[int]]:
    """For each grid field the number of the cell it belongs to."""
    parent = list(range(across * down))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i in range(down):
        for j in range(across):
            if j + 1 < across and not walls[j + 1][i]:
                parent[root(i * across + j)] = root(i * across + j + 1)
            if i + 1 < down and not floors[i + 1][j]:
                parent[root(i * across + j)] = root((i + 1) * across + j)
    owner = [[root(i * across + j) for j in range(across)] for i in range(down)]
    return _rectangles(owner, across, down)


def _rectangles(owner: list[list[int]], across: int, down: int) -> list[list[int]]:
    """Split joined fields that do not form a rectangle into one run for each row."""
    spans: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for i in range(down):
        for j in range(across):
            name = owner[i][j]
            sizes[name] = sizes.get(name, 0) + 1
            span = spans.setdefault(name, [i, i, j, j])
            span[1], span[2], span[3] = max(span[1], i), min(span[2], j), max(span[3], j)
    broken = {
        name
        for name, (top, bottom, left, right) in spans.items()
        if (bottom - top + 1) * (right - left + 1) != sizes[name]
    }
    fresh = across * down
    for i in range(down):
        last, last_name = -2, -1
        for j in range(across):
            if owner[i][j] in broken:
                if not (last == j - 1 and last_name == owner[i][j]):
                    fresh += 1
                last, last_name = j, owner[i][j]
                owner[i][j] = fresh
    return owner


def _cells(owner: list[list[int]], xs: list[float], ys: list[float]) -> list[PaperCell]:
    spans: dict[int, list[int]] = {}
    for i, row in enumerate(owner):
        for j, name in enumerate(row):
            span = spans.setdefault(name, [i, i, j, j])
            span[1], span[3] = max(span[1], i), max(span[3], j)
    return [
        PaperCell(
            top,
            left,
            bottom - top + 1,
            right - left + 1,
            xs[left],
            ys[top],
            xs[right + 1],
            ys[bottom + 1],
        )
        for top, bottom, left, right in sorted(spans.values())
    ]


def shaded_rulings(
    shades: list[Box], tables: list[PaperTable]
) -> tuple[list[Ruling], list[Ruling]]:
    """The edges of shaded areas outside the tables already found, as rulings."""
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for box in shades:
        inside = any(
            t.xs[0] - 2 <= box.x0 and box.x1 <= t.xs[-1] + 2 and t.top - 2 <= box.y0 <= t.bottom
            for t in tables
        )
        if inside:
            continue
        level += [Ruling(box.y0, box.x0, box.x1), Ruling(box.y1, box.x0, box.x1)]
        upright += [Ruling(box.x0, box.y0, box.y1), Ruling(box.x1, box.y0, box.y1)]
    return level, upright
