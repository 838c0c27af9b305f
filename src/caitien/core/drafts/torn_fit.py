"""Which cell each line of a torn row belongs to: the cheapest reading, by dynamic programming.

A row is a run of lines; its cells come in the order of the columns, and after a page break they may
start over (the rest of each cell cut by the break). What decides, none of it alone: how wide the
columns are (a line ends where the next word would not have fitted), capitals and punctuation, what
times, people and sums look like, the blanks empty cells left, and whether the word before a cut and
the word after it are neighbours elsewhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from .torn_rows import Frag
from .torn_signs import LEVEL_ONLY, TIME_OPEN, W, content_cost, first_word, text_width

_OPEN_END = re.compile(
    r"(?:,|\b(?:và|của|cho|các|với|theo|hoặc|để|trong|về|tại|từ|đến|là|được|những|một|có|không)|[–-])$",
    re.IGNORECASE,
)
_TIME_START = re.compile(
    r"^(?:trong |từ |đến |hết |trước |cuối |đầu )*(?:năm học|năm \d|tháng|học kỳ|học kì|quý|hè"
    r"|dịp hè|cả năm|thường xuyên|hằng|hàng|ngày \d|tuần|\d{1,2}/\d)",
    re.IGNORECASE,
)
_LIST = re.compile(r"^(?:[-+•]|\d{1,2}[.)])\s*\S")
_ABSENT = {"target": 1.5, "solutions": 3.0, "assignee": 1.0, "time": 1.0, "budget": 0.2}
_FREE = ("assignee", "time", "budget", "conditions", "notes", "supervisor", "report_time")
_SHORT = {"time": 14, "assignee": 18, "budget": 14, "supervisor": 12, "report_time": 10}
FAR = 1e9


class RowFit:
    """The cheapest assignment of the lines of one row to columns."""

    def __init__(
        self,
        frags: Sequence[Frag],
        fields: Sequence[str],
        widths: Mapping[str, float],
        pairs: set[tuple[str, str]],
        before: Sequence[int] = (),
    ) -> None:
        self.frags = frags
        self.fields = fields
        self.widths = widths
        self.pairs = pairs
        self.before = before  # the assignment found the round before, to know what a break cut
        self.count = len(frags)

    def solve(self) -> list[int]:
        """The column index (into fields) of every line."""
        n, k = self.count, len(self.fields)
        best = [[FAR] * k for _ in range(n + 1)]
        back: list[list[tuple[int, int]]] = [[(-1, -1)] * k for _ in range(n + 1)]
        for start in range(n):
            if not self.may_cut[start]:
                continue
            entry = self._entries(best, start)
            if all(cost >= FAR for cost, _ in entry):
                continue
            for column in range(k):
                cost, before = entry[column]
                if cost >= FAR:
                    continue
                self._extend(best, back, start, column, cost, before)
        return self._trace(best, back)

    def _extend(
        self,
        best: list[list[float]],
        back: list[list[tuple[int, int]]],
        start: int,
        column: int,
        cost: float,
        before: int,
    ) -> None:
        longest = _SHORT.get(self.fields[column], self.count)
        for stop in range(start + 1, min(self.count, start + longest) + 1):
            if stop < self.count and not self.may_cut[stop]:
                continue
            total = cost + self.segment_cost(start, stop, column)
            if stop == self.count:
                total += self.end_cost(column)
            if total < best[stop][column]:
                best[stop][column] = total
                back[stop][column] = (start, before)

    def _entries(self, best: list[list[float]], start: int) -> list[tuple[float, int]]:
        """The cheapest way to begin a cell of each column at line `start`."""
        k = len(self.fields)
        if start == 0:
            return [(self.entry_cost(0, -1, column), -1) for column in range(k)]
        return [
            min((best[start][c] + self.entry_cost(start, c, column), c) for c in range(k))
            for column in range(k)
        ]

    def entry_cost(self, start: int, before: int, column: int) -> float:
        """The cost of a cell of `column` beginning at line `start` after one of `before`.

        FAR where the order of the columns forbids it: they start over only after a page break.
        """
        if start == 0:
            return self._skipped(-1, column)
        options = [FAR]
        if before < column:
            cost = self._cut_costs[start]
            if self._again[start]:
                cost += self._resume(start, column)
            else:
                cost += self._skipped(before, column)
            options.append(cost)
        if self.frags[start].page_start:
            options.append(W["restart"] + self._resume(start, column))
        return min(options) + self._leave(start, before)

    @cached_property
    def _again(self) -> list[bool]:
        """Per line, whether a page break stands before it in the row."""
        out = [False] * self.count
        for index in range(1, self.count):
            out[index] = out[index - 1] or (index > 1 and self.frags[index - 1].page_start)
        return out

    @cached_property
    def _cut_costs(self) -> list[float]:
        return [0.0] + [
            self._cut_cost(start, restarted=self._again[start]) for start in range(1, self.count)
        ]

    @cached_property
    def may_cut(self) -> list[bool]:
        """Per line, whether a cell may begin there."""
        out = []
        restarted = False
        for index, frag in enumerate(self.frags):
            restarted = restarted or (frag.page_start and index > 0)
            before = self.frags[index - 1] if index else None
            out.append(
                before is None
                or restarted
                or not frag.text[0].islower()
                or before.ends_cell
                or before.text[-1] in ".;:"
                or bool(_TIME_START.match(frag.text))
            )
        return out

    def _skipped(self, before: int, column: int) -> float:
        missing = (_ABSENT.get(self.fields[c], 0.0) for c in range(before + 1, column))
        return W["absent"] * sum(missing)

    def end_cost(self, column: int) -> float:
        """The empty cells that followed the last line say which column it was."""
        again = any(frag.page_start for frag in self.frags[1:])
        absent = 0.0 if again else self._skipped(column, len(self.fields))
        empties = self.frags[-1].empties
        if not empties and self.frags[-1].ends_cell:
            hit = column == len(self.fields) - 2
            return absent - 0.5 * W["empties_hit"] if hit else absent + 0.5 * W["empties"]
        if not empties:
            return absent
        if column == len(self.fields) - 1 - empties:
            return absent - W["empties_hit"]
        return absent + W["empties"]

    def _leave(self, start: int, column: int) -> float:
        """A cell ends here: likely where the next word would still have fitted."""
        width = self.widths.get(self.fields[column])
        before, after = self.frags[start - 1].text, self.frags[start].text
        cost = 0.0
        if width and text_width(f"{before} {first_word(after)}") <= 0.93 * width:
            cost -= W["leave"]
        empties = self.frags[start - 1].empties
        if empties >= 2:
            cost += -1.0 if column == len(self.fields) - 1 - empties else 1.0
        return cost

    def _cut_cost(self, start: int, *, restarted: bool) -> float:
        before, after = self.frags[start - 1], self.frags[start]
        cost = 0.0
        if _TIME_START.match(after.text):
            cost += 0.3
        elif after.text[0].islower():
            cost += W["lower_again" if restarted else "lower"]
        if _OPEN_END.search(before.text):
            cost += W["open_end"]
        if before.text[-1] in ".;:":
            cost -= W["stop"]
        if before.ends_cell:
            cost -= W["ends_cell"]
        if self._neighbours(before.text, after.text):
            cost += W["neighbour"]
        if TIME_OPEN.search(before.text) and after.text[0].isdigit():
            cost += 4.0
        return cost

    def _resume(self, start: int, column: int) -> float:
        """Going on in a cell cut by a page break: its last word should suit."""
        after = self.frags[start].text
        page = self._page(start)
        last = next((i for i in range(page - 1, -1, -1) if self._was(i, column)), None)
        if last is None:
            text_column = self.fields[column] in ("target", "solutions", "content")
            return -0.5 if after[0].islower() and text_column else 0.5
        before = self.frags[last].text
        if self._neighbours(before, after):
            return -W["open_word"]
        if after[0].islower():
            return 1.5 if before[-1] in ".;:" else -W["open_mid"]
        return 0.3 if before[-1] in ".;:" else 0.8

    def _was(self, index: int, column: int) -> bool:
        return index < len(self.before) and self.before[index] == column

    def _page(self, start: int) -> int:
        """The first line of the page part that line `start` stands in."""
        while start > 0 and not self.frags[start].page_start:
            start -= 1
        return start

    def _neighbours(self, before: str, after: str) -> bool:
        a, b = before.split()[-1].lower(), after.split()[0].lower()
        return (a.strip(".,;:()"), b.strip(".,;:()")) in self.pairs and a[-1].isalnum()

    def segment_cost(self, start: int, stop: int, column: int) -> float:
        """The cost of the lines from `start` to `stop` being one cell of `column`."""
        name = self.fields[column]
        sums = self._pair_sums[column]
        cost = sums[stop] - sums[start] - (self._pair(start, column) if start else 0.0)
        return cost + self._content(start, stop, name)

    @cached_property
    def _pair_sums(self) -> list[list[float]]:
        """Per column, the running cost of lines standing together in it."""
        out = []
        for column in range(len(self.fields)):
            sums = [0.0]
            for index in range(self.count):
                cost = self._line(index, column) + (self._pair(index, column) if index else 0.0)
                sums.append(sums[-1] + cost)
            out.append(sums)
        return out

    def _line(self, index: int, column: int) -> float:
        width = self.widths.get(self.fields[column])
        if not width:
            return 0.0
        over = text_width(self.frags[index].text) / width - 1.06
        return min(W["over_cap"], W["over"] * over) if over > 0 else 0.0

    def _pair(self, index: int, column: int) -> float:
        """The cost of line `index` going on in the same cell as the line before it."""
        before, after = self.frags[index - 1], self.frags[index]
        name = self.fields[column]
        cost = 0.0
        if LEVEL_ONLY.match(before.text):
            return 0.0
        if before.text[-1] not in ".;:" and not _LIST.match(after.text):
            weight = W["fits_free" if name in _FREE else "fits"]
            cost += weight * self._fits(before.text, after.text, name)
        if after.text[0].isupper() and before.text[-1] not in ".;:,–-":
            cost += W["capital_free" if name in _FREE else "capital"]
            if name not in _FREE and after.text.isupper() and len(after.text) <= 6:
                cost += 1.0
        if before.ends_cell:
            cost += 1.0
        if before.empties >= 2:
            cost += 2.0
        if self._neighbours(before.text, after.text):
            cost -= 0.5
        return cost

    def _fits(self, before: str, after: str, name: str) -> float:
        """1 where the next word would surely have fitted on the line, 0 where it would not."""
        width = self.widths.get(name)
        if not width:
            return 0.0
        ratio = text_width(f"{before} {first_word(after)}") / width
        return max(0.0, min(1.0, (1.03 - ratio) / 0.1))

    def _content(self, start: int, stop: int, name: str) -> float:
        text = " ".join(frag.text for frag in self.frags[start:stop])
        return content_cost(text, name)

    def _trace(self, best: list[list[float]], back: list[list[tuple[int, int]]]) -> list[int]:
        column = min(range(len(self.fields)), key=lambda c: best[self.count][c])
        out = [0] * self.count
        stop = self.count
        while stop > 0 and column >= 0:
            start, before = back[stop][column]
            if start < 0:
                break
            out[start:stop] = [column] * (stop - start)
            stop, column = start, before
        return out
