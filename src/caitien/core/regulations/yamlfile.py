"""Reading YAML: shipped files at full speed, strangers' files with limits.

A stranger's file may be large, deeply nested, or use aliases that expand without end; it is
looked over event by event before anything is built, so the worst it can do is be refused.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA: Final = Path(__file__).parent / "data"
MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 40
MAX_NODES: Final = 100_000


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_data(name: str) -> Any:
    """The content of a shipped data file, by name without ".yaml". Not cached: callers cache what
    they build.

    Read from its compiled twin (`compiled/<name>.json`, written by `tools/compile_data.py`): that
    spares every run of the command line the import and the work of a YAML parser.
    """
    twin = DATA / "compiled" / f"{name}.json"
    try:
        text = twin.read_text("utf-8")
    except FileNotFoundError:
        return read_source(name)
    return json.loads(text, object_hook=_as_written)


def read_source(name: str) -> Any:
    """The content of a shipped data file from the YAML itself."""
    import yaml

    return yaml.load((DATA / f"{name}.yaml").read_bytes(), Loader=_loader())  # noqa: S506 — safe loader


def compiled(name: str) -> str:
    """The text of the compiled twin of a data file.

    What JSON lacks is spelt out: dates as "date:2026-07-07", whole numbers as keys "int:1".
    """
    return json.dumps(_spelt_out(read_source(name)), ensure_ascii=False, indent=0) + "\n"


def _spelt_out(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            f"int:{key}" if isinstance(key, int) else str(key): _spelt_out(part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_spelt_out(part) for part in value]
    return f"date:{value.isoformat()}" if isinstance(value, date) else value


def _as_written(found: dict[str, Any]) -> dict[Any, Any]:
    """A JSON object with its dates and whole-number keys again."""
    return {
        int(key[4:]) if key.startswith("int:") else key: _dated(value)
        for key, value in found.items()
    }


def _dated(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("date:"):
        return date.fromisoformat(value[5:])
    if isinstance(value, list):
        return [_dated(part) for part in value]
    return value


@cache
def data_names(folder: str = "") -> tuple[str, ...]:
    """Names of the shipped data files of a folder, sorted, without ".yaml"."""
    return tuple(sorted(path.stem for path in (DATA / folder).glob("*.yaml")))


def parse_untrusted(source: str | bytes) -> tuple[Any, list[Problem]]:
    """Parse YAML from a stranger: (data or None, problems). Never raises for bad content."""
    import yaml

    raw = source.encode() if isinstance(source, str) else source
    if len(raw) > MAX_BYTES:
        message = "Tệp quá lớn (trên 2 MB); một bản quy định chỉ vài chục KB."
        return None, [Problem("too-large", "", message)]
    try:
        problems = list(_look_over(yaml.parse(raw, Loader=_loader())))
        if problems:
            return None, problems
        return yaml.load(raw, Loader=_loader()), []  # noqa: S506 — safe loader, size and aliases bounded
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"dòng {mark.line + 1}, cột {mark.column + 1}" if mark is not None else ""
        message = f"Tệp không đọc được theo định dạng YAML ({where})."
        return None, [Problem("not-yaml", where, message)]
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        message = "Tệp không đọc được theo định dạng YAML. Hãy lưu lại bằng mã UTF-8."
        return None, [Problem("not-yaml", "", message)]


class _Frame:
    """A collection being read: how many nodes it holds and, for a mapping, its keys."""

    __slots__ = ("anchor", "is_map", "keys", "line", "nodes", "turn")

    def __init__(self, anchor: str | None, is_map: bool, line: int) -> None:
        self.anchor = anchor
        self.is_map = is_map
        self.line = line
        self.nodes = 1
        self.turn = 0
        self.keys: set[str] = set()


def _look_over(events: Any) -> Iterator[Problem]:
    """Problems seen from the stream of events: depth, expanded size, keys given twice."""
    sizes: dict[str, int] = {}
    stack: list[_Frame] = [_Frame(None, False, 1)]
    for event in events:
        kind = type(event).__name__
        top = stack[-1]
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            stack.append(
                _Frame(event.anchor, kind == "MappingStartEvent", event.start_mark.line + 1)
            )
            if len(stack) > MAX_DEPTH:
                yield Problem("too-deep", f"dòng {stack[-1].line}", "Tệp lồng quá nhiều tầng.")
                return
            continue
        if kind in ("MappingEndEvent", "SequenceEndEvent"):
            done = stack.pop()
            size, top = done.nodes, stack[-1]
            if done.anchor:
                sizes[done.anchor] = size
        elif kind == "ScalarEvent":
            size = 1
            if event.anchor:
                sizes[event.anchor] = 1
            yield from _key(top, event)
        elif kind == "AliasEvent":
            # An alias inside its own anchor is a loop: too large.
            loop = any(frame.anchor == event.anchor for frame in stack)
            size = MAX_NODES + 1 if loop else sizes.get(event.anchor, 1)
        else:
            continue
        top.nodes += size
        top.turn += 1
        if top.nodes > MAX_NODES:
            message = "Tệp dùng bí danh (&, *) nhân lên quá lớn; hãy viết thẳng nội dung."
            yield Problem("too-many-nodes", f"dòng {event.start_mark.line + 1}", message)
            return


def _key(frame: _Frame, event: Any) -> Iterator[Problem]:
    if not frame.is_map or frame.turn % 2:
        return
    if event.value in frame.keys:
        where = f"dòng {event.start_mark.line + 1}"
        message = f"Khóa “{event.value}” ghi hai lần trong một khối ({where})."
        yield Problem("duplicate-key", where, message)
    frame.keys.add(event.value)
