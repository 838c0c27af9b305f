"""Queries every page asks, compiled to SQL once.

Django builds the SQL of a query set anew each time; for a wide row that takes longer than the
database does. A Prepared query is written as a query set like any other; only its values differ
from call to call. Rows are read from the database every time: nothing of them is kept.
"""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.query import ModelIterable

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet

M = TypeVar("M", bound="Model")

#: values to find again in the parameters of the compiled query, by kind and number: none of them
#: stands in a query of ours, and the numbers fit the smallest column there is. A query is compiled
#: with each of two sets: whatever else differs then was made of a value and is not the value.
_MARKS: tuple[dict[type, Callable[[int], Any]], ...] = (
    {
        int: lambda number: 31_001 + 3 * number,
        str: lambda number: f"\N{SYMBOL FOR NULL}{number}",
        date: lambda number: date(1066, 10, 14 + number),
    },
    {
        int: lambda number: 21_002 + 5 * number,
        str: lambda number: f"{number}\N{SYMBOL FOR SUBSTITUTE}",
        date: lambda number: date(1789, 7, 14 + number),
    },
)


class Prepared(Generic[M]):
    """A query set compiled at its first use: `Prepared(lambda school: …, int)(7)` → rows.

    `make` gets one value of each of `kinds` (int, str, date) and returns a query set of whole
    rows, with `select_related` at will; the SQL must have the same shape for every value, so a
    value is never None or a list. One query a call.
    """

    def __init__(self, make: Callable[..., QuerySet[M]], *kinds: type) -> None:
        self.make, self.kinds = make, kinds
        #: by database and its kind: (compiler, SQL, for each parameter its value's number or -1)
        self._made: dict[tuple[str, str], tuple[Any, str, list[tuple[int, Any]]]] = {}

    def __call__(self, *values: Any) -> list[M]:
        """The rows for these values. TypeError where one is not of its kind."""
        asked: Any = _Compiled(self._compiler(values))
        return list(ModelIterable(asked))

    def tuples(self, *values: Any) -> list[tuple[Any, ...]]:
        """The same of a `values_list`: a tuple of every row."""
        return list(self._compiler(values).results_iter(tuple_expected=True))

    def first(self, *values: Any) -> M | None:
        """The first row, None where there is none."""
        return next(iter(self(*values)), None)

    def _compiler(self, values: tuple[Any, ...]) -> Any:
        """A compiler for these values on this thread's connection."""
        if len(values) != len(self.kinds) or not all(map(_is, values, self.kinds)):
            raise TypeError(f"{values!r}: {self.kinds!r} wanted")
        connection = connections[DEFAULT_DB_ALIAS]
        name = (connection.alias, connection.vendor)
        if name not in self._made:
            self._made[name] = self._make(connection)
        kept, sql, places = self._made[name]
        given = [_as_sent(value, connection) for value in values]
        sent = tuple(other if number < 0 else given[number] for number, other in places)
        compiler = copy(kept)
        compiler.connection = connection
        compiler.as_sql = lambda: (sql, sent)
        return compiler

    def _make(self, connection: Any) -> tuple[Any, str, list[tuple[int, Any]]]:
        (compiler, sql, places), other = (self._compiled(marks, connection) for marks in _MARKS)
        reached = {number for number, _ in places if number >= 0}
        if (sql, places) != other[1:] or len(reached) < len(self.kinds):
            raise ValueError("a value does not reach the query as it is")
        return compiler, sql, places

    def _compiled(
        self, kinds: dict[type, Callable[[int], Any]], connection: Any
    ) -> tuple[Any, str, list[tuple[int, Any]]]:
        """The query with these marks; of each parameter its value's number, else -1 and itself."""
        marks = [kinds[kind](number) for number, kind in enumerate(self.kinds)]
        compiler = self.make(*marks).query.get_compiler(connection.alias)
        sql, parameters = compiler.as_sql()
        numbers = {_as_sent(mark, connection): n for n, mark in enumerate(marks)}
        found = ((numbers.get(each, -1), each) for each in parameters)
        return compiler, sql, [(n, None if n >= 0 else each) for n, each in found]


class _Compiled:
    """What ModelIterable asks of a query set: here one whose compiler is at hand."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: dict[Any, Any] = {}  # noqa: RUF012 - never written

    def __init__(self, compiler: Any) -> None:
        self.query, self.compiler = self, compiler

    def get_compiler(self, using: str) -> Any:
        """The compiler."""
        return self.compiler


def _is(value: Any, kind: type) -> bool:
    """Whether a value is of a kind; a moment is no day, and True no number."""
    return isinstance(value, kind) and not isinstance(value, datetime | bool)


def _as_sent(value: Any, connection: Any) -> Any:
    """A value as the database's driver is given it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
