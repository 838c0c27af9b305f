"""Whole papers with faults sown in them: a careful reader's marks are found again, and little else.

A mark is ⟦KIND|words⟧: the kind of fault and where it stands. Everything is invented, in other
words than the plans the rules were learnt from.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from caitien.core.documents.readers import open_document
from caitien.core.drafts.read import understand
from caitien.core.lint.diagnostic import Diagnostic, Severity
from caitien.core.lint.run import INTERNAL, check_reading

FOLDER = Path(__file__).with_name("faulty_files")
PAPERS = sorted(path.stem for path in FOLDER.glob("*.txt"))
MARK = re.compile(r"⟦([A-Z]{2,3}-?\d{2,3})\|(.*?)⟧")
#: the share of the marks that must be found
_RECALL = 0.97
#: findings of weight that no mark stands for, in each paper
_MORE = 6

Mark = tuple[int, str, str]


@cache
def paper(name: str) -> tuple[str, tuple[Mark, ...]]:
    """The text of a paper without its marks, and the marks: line, kind, words."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    marks = [
        (number, match[1], match[2])
        for number, line in enumerate(text.splitlines(), 1)
        for match in MARK.finditer(line)
    ]
    return MARK.sub(lambda match: match[2], text), tuple(marks)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Diagnostic]]:
    """What the linter says of every paper."""
    folder = tmp_path_factory.mktemp("faulty")
    out = {}
    for name in PAPERS:
        path = folder / f"{name}.txt"
        path.write_text(paper(name)[0], encoding="utf-8")
        out[name] = check_reading(understand(open_document(path)))
    return out


def stands_for(diagnostic: Diagnostic, mark: Mark) -> bool:
    line, kind, words = mark
    here = abs((diagnostic.place.line or 0) - line) <= 1
    same = kind in (diagnostic.kind, diagnostic.code)
    return here and same and bool(set(diagnostic.excerpt.split()) & set(words.split()) or not words)


@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_is_read_and_no_rule_fails(name: str, found: dict[str, list[Diagnostic]]) -> None:
    assert len(paper(name)[1]) > 8
    assert not [d.message for d in found[name] if d.code == INTERNAL]


@pytest.mark.parametrize("name", PAPERS)
def test_little_is_said_beside_the_marks(name: str, found: dict[str, list[Diagnostic]]) -> None:
    marks = paper(name)[1]
    more = [
        d
        for d in found[name]
        if d.severity is not Severity.INFO and not any(stands_for(d, mark) for mark in marks)
    ]
    assert len(more) <= _MORE, "\n".join(f"{d.place.line} {d.code} {d.message}" for d in more)


def test_the_marks_are_found(found: dict[str, list[Diagnostic]]) -> None:
    every = [(name, mark) for name in PAPERS for mark in paper(name)[1]]
    missed = [(n, m) for n, m in every if not any(stands_for(d, m) for d in found[n])]
    assert len(missed) <= (1 - _RECALL) * len(every), missed


def test_the_papers_hold_many_kinds_of_fault() -> None:
    assert len({kind for name in PAPERS for _, kind, _ in paper(name)[1]}) > 55
