"""The head of the plan's table: titles that share their beginning stand under it, in two rows.

A form with merged titles ("Nội dung thực hiện" over "Mục tiêu" and "Biện pháp") is read as columns
"Nội dung thực hiện Mục tiêu" and "Nội dung thực hiện Biện pháp"; here they are put together again.
"""

from __future__ import annotations

from .model import Cell, Row


def head_rows(titles: list[str]) -> list[Row]:
    """One row of titles, or two where neighbours share the name of a group."""
    groups = shared(titles)
    if not groups:
        return [Row([_cell(title) for title in titles])]
    over: list[Cell] = []
    under: list[Cell] = []
    column = 0
    while column < len(titles):
        name, count = groups.get(column, ("", 1))
        if not name:
            over.append(_cell(titles[column], down=2))
            under.append(Cell(down=0))
        else:
            over.append(_cell(name, span=count))
            own = [_words(title)[len(name.split()) :] for title in titles[column : column + count]]
            under += [_cell(" ".join(words)) for words in own]
        column += count
    return [Row(over), Row(under)]


def shared(titles: list[str]) -> dict[int, tuple[str, int]]:
    """The groups by the index of their first column: the words shared, how many columns.

    What follows those words in each title begins with a capital letter, as a title of its own
    does, and no two are the same: "Thời gian bắt đầu", "Thời gian kết thúc" stay two titles.
    """
    split = [_words(title) for title in titles]
    found: dict[int, tuple[str, int]] = {}
    column = 0
    while column < len(split):
        best = 0
        end = column + 1
        while end < len(split) and (n := _common(split[column : end + 1])):
            best, end = n, end + 1
        if best:
            found[column] = (" ".join(split[column][:best]), end - column)
        column = end
    return found


def _common(titles: list[list[str]]) -> int:
    """How many words all begin with, the rest of each a title of its own; 0 where none do."""
    for count in range(min(map(len, titles)) - 1, 0, -1):
        same = len({tuple(words[:count]) for words in titles}) == 1
        rests = [words[count:] for words in titles]
        own = all(rest[0][:1].isupper() for rest in rests)
        if same and own and len({tuple(rest) for rest in rests}) == len(rests):
            return count
    return 0


def _words(title: str) -> list[str]:
    return title.split()


def _cell(title: str, *, span: int = 1, down: int = 1) -> Cell:
    return Cell([title], span=span, down=down, align="center", bold=True)
