"""Text in columns without upright rulings: letter heads, signatures, tables by alignment."""

from __future__ import annotations

import itertools

from caitien.core.documents.readers.pdf_across import (
    GUTTER,
    Strip,
    before_next_heading,
    gaps_of,
    lines_across,
    names_standard,
    span,
    with_rows_of,
)
from caitien.core.documents.readers.pdf_grid import merge_rulings
from caitien.core.documents.readers.pdf_types import (
    Line,
    PageContent,
    PaperCell,
    PaperTable,
    Ruling,
    Word,
    lines_of,
)


def split_columns(lines: list[Line]) -> list[Line | PaperTable]:
    """Body lines with runs of columns replaced by tables without ruling."""
    items: list[Line | PaperTable] = []
    done = 0
    index = 0
    while index < len(lines):
        run = _run_at(lines, index, done)
        if run is None:
            index += 1
            continue
        first, last, strip = run
        last = before_next_heading(lines, first, last, strip)
        items.extend(lines[done:first])
        items.append(_column_table(lines[first : last + 1], strip))
        done = index = last + 1
    items.extend(lines[done:])
    return items


def _run_at(lines: list[Line], index: int, done: int) -> tuple[int, int, Strip] | None:
    """The run of column lines around `lines[index]`, no earlier than `done`."""
    seed = lines[index]
    wide = gaps_of(seed, max(2.2 * seed.size, 18))
    if not wide:
        return None
    strip = max(wide, key=lambda s: s[1] - s[0])
    last, down = _grow(lines, index, strip, 1, len(lines) - 1)
    first, up = _grow(lines, index, strip, -1, done)
    first = _trim_top(lines, first, index, up)
    last = _trim_bottom(lines, last, index, down)
    for line in lines[first : last + 1]:
        strip = _narrow(line, strip) or strip
    run = lines[first : last + 1]
    both = sum(1 for line in run if _sides(line, strip) == (True, True))
    if len(run) == 1 and last == len(lines) - 1 and strip[1] - strip[0] > 5 * seed.size:
        return first, last, strip  # a signature block that only begins on this page
    if both < 2 and (len(run) < 2 or strip[1] - strip[0] < 2 * seed.size):
        return None
    if strip[1] - strip[0] < 1.2 * seed.size and both < 2:
        return None
    return first, last, strip


def _sides(line: Line, strip: Strip) -> tuple[bool, bool]:
    middle = (strip[0] + strip[1]) / 2
    return line.x0 < middle, line.x1 > middle


def _grow(lines: list[Line], index: int, strip: Strip, step: int, limit: int) -> tuple[int, Strip]:
    """Take in neighbours that leave the strip white; the strip narrows as needed."""
    at = index
    while at != limit and 0 <= at + step < len(lines):
        following = lines[at + step]
        distance = abs(following.y - lines[at].y)
        narrowed = strip if names_standard(following) else _narrow(following, strip)
        if narrowed is None:
            break
        left, right = _sides(following, narrowed)
        only_right = right and not left
        if distance > (10 if only_right and step > 0 else 3.6) * following.size:
            break
        strip = narrowed
        at += step
    return at, strip


def _narrow(line: Line, strip: Strip) -> Strip | None:
    """What the line leaves white of the strip, or None where less than a gutter."""
    low, high = strip
    free: list[Strip] = []
    start = low
    for word in line.words:
        if word.x1 <= start:
            continue
        if word.x0 >= high:
            break
        if word.x0 > start:
            free.append((start, word.x0))
        start = max(start, word.x1)
    if start < high:
        free.append((start, high))
    best = max(free, key=lambda s: s[1] - s[0], default=(0.0, 0.0))
    return best if best[1] - best[0] >= GUTTER else None


def _trim_top(lines: list[Line], first: int, seed: int, strip: Strip) -> int:
    """Leave out one-sided lines above the place where both columns begin."""
    while first < seed:
        line = lines[first]
        sides = _sides(line, strip)
        if sides == (True, True):
            break
        other = next(
            (n for n in lines[first + 1 : seed + 1] if _sides(n, strip)[0 if sides[1] else 1]),
            None,
        )
        if other is not None and other.y - line.y <= 0.8 * line.size:
            break
        first += 1
    return first


def _trim_bottom(lines: list[Line], last: int, seed: int, strip: Strip) -> int:
    """Leave out lines below that do not go on with the column they stand under."""
    while last > seed:
        line = lines[last]
        left, right = _sides(line, strip)
        if left and right:
            break
        above = [n for n in lines[seed:last] if _sides(n, strip)[1 if right else 0]]
        if above and _same_column(line, above, strip, right):
            break
        last -= 1
    return _end_of_head(lines, last, seed, strip)


def _end_of_head(lines: list[Line], last: int, seed: int, strip: Strip) -> int:
    """A letter head ends with its right column: what stands lower at the left is the text."""
    if seed > 3 or lines[seed].page != 1:
        return last
    end = max((n for n in range(seed, last + 1) if _sides(lines[n], strip)[1]), default=last)
    while end < last and lines[end + 1].y - lines[end].y < 1.25 * lines[end].size:
        end += 1
    return end


def _same_column(line: Line, above: list[Line], strip: Strip, right: bool) -> bool:
    """True where a line keeps the axis or the edge of its column (a name under a signature)."""
    near = above[-1]
    if line.y - near.y > (12 if right else 2.6) * line.size:
        return False
    middle = (strip[0] + strip[1]) / 2
    for other in above:
        parts = [word for word in other.words if (word.x0 > middle) == right]
        if not parts:
            continue
        x0, x1 = parts[0].x0, parts[-1].x1
        if abs(line.x0 - x0) < 3 or abs(line.x0 + line.x1 - x0 - x1) < 24:
            return True
    return False


def take_rest(table: PaperTable, lines: list[Line]) -> bool:
    """Give a signature block the lines with which it goes on after a page break.

    True where every line kept the axis or edge of one of its two columns; else nothing changes.
    """
    if table.ruled or len(table.xs) != 3 or not lines or len(lines) > 12:
        return False
    cells = {cell.column: cell for cell in table.cells if cell.row == 0}
    if len(cells) != 2:
        return False
    own = {column: list(cell.lines) for column, cell in cells.items()}
    for line in lines:
        column = int((line.x0 + line.x1) / 2 > table.xs[1])
        if not any(_same_axis(line, other) for other in own[column]):
            return False
        own[column].append(line)
    for column, cell in cells.items():
        cell.lines = own[column]
    return True


def _same_axis(line: Line, other: Line) -> bool:
    return abs(line.x0 + line.x1 - other.x0 - other.x1) < 16 or abs(line.x0 - other.x0) < 2


def _column_table(lines: list[Line], strip: Strip) -> PaperTable:
    """A run of column lines as one row of cells, or as rows where it reads like a table."""
    strips = _all_strips(lines, strip)
    across = lines_across(lines, strips)
    words = [word for line in lines if line not in across for word in line.words]
    page = lines[0].page
    left = min(word.x0 for word in words) - 3
    right = max(word.x1 for word in words) + 3
    xs = [left, *((s[0] + s[1]) / 2 for s in strips), right]
    top = lines[0].y - lines[0].size
    bottom = lines[-1].y + 0.3 * lines[-1].size
    columns = _by_column(words, xs, page)
    ys = [top, bottom]
    if len(columns) > 2 or _aligned(columns):
        ys = _row_borders(lines, columns, top, bottom)
    if across:
        ys = with_rows_of(across, lines, ys)
    table = _fill(page, xs, ys, columns)
    for line in across:
        span(table, line)
    return table


def _by_column(words: list[Word], xs: list[float], page: int) -> list[list[Line]]:
    sorted_words: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for word in words:
        middle = (word.x0 + word.x1) / 2
        column = next((j for j in range(len(xs) - 1) if middle < xs[j + 1]), len(xs) - 2)
        sorted_words[column].append(word)
    return [lines_of(group, page) for group in sorted_words]


def _all_strips(lines: list[Line], main: Strip) -> list[Strip]:
    """Every strip that stays white through a run of at least three lines, and the main one.

    Where that shows a table of four columns or more, lines that run across them do not count.
    """
    found = _strips_of(lines, main)
    rows = [line for line in lines if gaps_of(line, GUTTER)]
    more = _strips_of(rows, main) if 3 <= len(rows) < len(lines) else found
    if len(more) >= 3 and len(more) > len(found):
        across = lines_across(lines, more)
        if len(across) <= 0.4 * len(lines) and all(map(names_standard, across)):
            return _strips_of([line for line in lines if line not in across], main)
    return found


def _strips_of(lines: list[Line], main: Strip) -> list[Strip]:
    spans = sorted((word.x0, word.x1) for line in lines for word in line.words)
    strips: list[Strip] = []
    end = spans[0][1]
    for x0, x1 in spans:
        if x0 - end >= GUTTER:
            strips.append((end, x0))
        end = max(end, x1)
    kept = []
    for strip in strips:
        both = sum(1 for line in lines if _sides(line, strip) == (True, True))
        if (strip[0] < main[1] and main[0] < strip[1]) or both >= 3:
            kept.append(strip)
    return kept or [main]


def _aligned(columns: list[list[Line]]) -> bool:
    """True where every column keeps one left edge over at least four lines."""
    if min(len(lines) for lines in columns) < 4:
        return False
    for lines in columns:
        edges = sorted(line.x0 for line in lines)
        usual = edges[len(edges) // 2]
        if sum(1 for edge in edges if abs(edge - usual) < 2) < 0.7 * len(edges):
            return False
    counts = [len(lines) for lines in columns]
    return max(counts) <= 1.5 * min(counts)


def _row_borders(
    lines: list[Line], columns: list[list[Line]], top: float, bottom: float
) -> list[float]:
    """Where rows begin: wider distances between lines, else each line of the first column."""
    ys = [line.y for line in lines]
    steps = [b - a for a, b in itertools.pairwise(ys) if b - a > 3]
    least = min(steps, default=0.0)
    wider = [b for a, b in itertools.pairwise(ys) if b - a > 1.25 * least]
    size = lines[0].size
    if wider and len(wider) >= 0.2 * len(steps) and any(s <= 1.1 * least for s in steps):
        starts = wider
    else:
        starts = [line.y for line in columns[0]][1:]
    return [top, *(start - size for start in starts if start - size > top), bottom]


def _fill(page: int, xs: list[float], ys: list[float], columns: list[list[Line]]) -> PaperTable:
    cells = []
    for i in range(len(ys) - 1):
        for j, lines in enumerate(columns):
            inside = [
                line
                for line in lines
                if (i == 0 or line.y > ys[i]) and (i == len(ys) - 2 or line.y <= ys[i + 1])
            ]
            x0 = min((line.x0 for line in lines), default=xs[j])
            x1 = max((line.x1 for line in lines), default=xs[j + 1])
            cells.append(PaperCell(i, j, 1, 1, x0, ys[i], x1, ys[i + 1], inside))
    return PaperTable(page, xs, ys, cells, ruled=False)


def level_tables(page: PageContent, tables: list[PaperTable]) -> list[PaperTable]:
    """Tables with level rulings only: columns by white strips, rows by rulings and first words."""
    free = [
        ruling
        for ruling in merge_rulings(page.level)
        if ruling.end - ruling.start > 150
        and not any(t.top - 4 <= ruling.at <= t.bottom + 4 for t in tables)
    ]
    groups: list[list[Ruling]] = []
    for ruling in free:
        home = next((g for g in groups if _alike(g[-1], ruling)), None)
        if home is None:
            groups.append([ruling])
        else:
            home.append(ruling)
    found = (_level_table(page, group, tables) for group in groups if len(group) >= 2)
    return [table for table in found if table is not None]


def _alike(a: Ruling, b: Ruling) -> bool:
    return abs(a.start - b.start) < 5 and abs(a.end - b.end) < 5


def _level_table(
    page: PageContent, group: list[Ruling], tables: list[PaperTable]
) -> PaperTable | None:
    top, bottom = group[0].at, group[-1].at
    left, right = group[0].start - 3, group[0].end + 3
    words = [w for w in page.words if top < w.y <= bottom and left <= (w.x0 + w.x1) / 2 <= right]
    if not words or any(t.top < bottom and top < t.bottom for t in tables):
        return None
    lines = lines_of(words, page.number)
    strips = _table_strips(lines)
    if not strips or len(lines) < 2:
        return None
    xs = [left, *((s[0] + s[1]) / 2 for s in strips), right]
    columns = _by_column(words, xs, page.number)
    ys = [top]
    for upper, lower in itertools.pairwise(group):
        band = [line for line in lines if upper.at < line.y <= lower.at]
        ys.extend(_band_rows(band, len(group), columns))
        ys.append(lower.at)
    return _fill(page.number, xs, ys, columns)


def _table_strips(lines: list[Line]) -> list[Strip]:
    """White strips between columns, not counting lines that run across all of them."""
    several = [line for line in lines if gaps_of(line, GUTTER)]
    if len(several) < 2:
        return []
    spans = sorted((word.x0, word.x1) for line in several for word in line.words)
    strips: list[Strip] = []
    end = spans[0][1]
    for x0, x1 in spans:
        if x0 - end >= GUTTER:
            strips.append((end, x0))
        end = max(end, x1)
    return strips


def _band_rows(band: list[Line], rulings: int, columns: list[list[Line]]) -> list[float]:
    """Borders between the rows inside one band, where rulings stand only around many rows."""
    starts = [line.y for line in columns[0] if any(abs(line.y - b.y) < 2 for b in band)]
    if rulings > 4 or len(starts) < 2:
        return []
    keyed = [y for y in starts if sum(any(abs(n.y - y) < 2 for n in c) for c in columns) >= 2]
    size = band[0].size
    return [y - size for y in keyed[1:]] if len(keyed) >= 2 else []
