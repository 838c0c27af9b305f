"""Random files, random edits: what is not edited keeps its letters and its formatting."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import docx
import pytest
from docx.document import Document as Made
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as MadeParagraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caitien.core.documents.editing import Edit, EditReport, apply_edits, place_key
from caitien.core.documents.model import Document, Paragraph
from caitien.core.documents.readers.docx import read_docx
from tests.core.documents.editing_tools import (
    Letter,
    accepted,
    letters,
    other_parts_equal,
    plain,
    rejected,
    tree,
)

WORDS = ["họat", "Kế hoạch ", " ", "  ", "a", "ho\u0323a", "&<>", "\t", "\n", "ĐỘNG,", "2.1", "“x”"]
NEW = ["", "hoạt", " ", "\t", "\n", "Một hai", "]]>", "đ\u0323", "a", "họat"]
#: an empty document made once: reading python-docx's own template takes its time
_EMPTY = docx.Document()


def make(path: Path, chance: random.Random) -> Path:
    """A .docx of a few paragraphs and a table, each of many runs of many looks."""
    made = copy.deepcopy(_EMPTY)
    for _ in range(chance.randint(1, 4)):
        fill(made.add_paragraph(), chance)
    if chance.random() < 0.5:
        table = made.add_table(2, 2)
        for row in table.rows:
            for cell in row.cells:
                fill(cell.paragraphs[0], chance)
    _save(made, path)
    return path


def _save(made: Made, path: Path) -> None:
    made.save(str(path))


def fill(paragraph: MadeParagraph, chance: random.Random) -> None:
    """Runs of random words and looks; now and then one in a link, one struck, one inserted."""
    for _ in range(chance.randint(0, 6)):
        run = paragraph.add_run("".join(chance.choices(WORDS, k=chance.randint(1, 4))))
        run.bold = chance.choice([None, True, False])
        run.italic = chance.choice([None, None, True])
        if chance.random() < 0.3:
            run.font.size = Pt(chance.randint(8, 20))
        if chance.random() < 0.2:
            run.font.color.rgb = RGBColor(chance.randint(0, 255), 0, 0)
        wrap = chance.choice(["", "", "", "", "w:hyperlink", "w:smartTag", "w:del", "w:ins"])
        if wrap:
            around = OxmlElement(wrap)
            if wrap in ("w:del", "w:ins"):
                around.set(qn("w:id"), str(chance.randint(1, 5)))
                around.set(qn("w:author"), "Ai đó")
            run._r.addprevious(around)
            around.append(run._r)
            if wrap == "w:del":
                for text in run._r.iter(qn("w:t")):
                    text.tag = qn("w:delText")


def random_edits(document: Document, chance: random.Random) -> list[Edit]:
    """Edits anywhere, some overlapping, some of nothing."""
    paragraphs = list(document.paragraphs())
    edits = []
    for _ in range(chance.randint(1, 8)):
        paragraph = chance.choice(paragraphs)
        start = chance.randint(0, len(paragraph.text))
        end = min(start + chance.randint(0, 9), len(paragraph.text))
        new = "".join(chance.choices(NEW, k=chance.randint(0, 2)))
        old = paragraph.text[start:end]
        edits.append(Edit(paragraph.place, start, end, new, old, paragraph.text))
    return edits


def edited(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def of(report: EditReport, paragraph: Paragraph) -> list[Edit]:
    made = [edit for edit in report.applied if edit.place == paragraph.place]
    return sorted(made, key=lambda edit: edit.start)


def assert_letters(before: list[Letter], after: list[Letter], edits: list[Edit]) -> None:
    """Every letter outside the edits is as it was; new ones look like a letter they stand with."""
    at = now = 0
    for edit in edits:
        kept = edit.start - at
        assert after[now : now + kept] == before[at : edit.start]
        now += kept
        new = after[now : now + len(edit.text)]
        old = before[edit.start : edit.end]
        marked = "\u0323" in edit.text + (edit.expected or "")
        apart = old and new and old[0][0] != new[0][0] and old[-1][0] != new[-1][0]
        if apart and not marked:
            assert {how for _, how in new} == {old[0][1]}
        near = {how for _, how in before[max(edit.start - 1, 0) : edit.end + 1]}
        assert {how for _, how in new} <= near
        now += len(edit.text)
        at = edit.end
    assert after[now:] == before[at:]


@pytest.mark.parametrize("track", [False, True])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_random_edits(tmp_path_factory: pytest.TempPathFactory, track: bool, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("sua", numbered=True)
    source = make(folder / "goc.docx", chance)
    document = read_docx(source)
    edits = random_edits(document, chance)
    target = folder / "sua.docx"
    report = apply_edits(source, target, edits, track=track)
    assert len(report.applied) + len(report.skipped) == len(edits)

    before = list(document.paragraphs())
    after = list(read_docx(target).paragraphs())
    wanted = [edited(p.text, of(report, p)) for p in before]
    assert [p.text for p in after] == wanted
    assert [place_key(p.place) for p in after] == [place_key(p.place) for p in before]

    original = letters(tree(source))
    mended = letters(accepted(target) if track else tree(target))
    if track:
        kept = letters(rejected(target))
        assert plain(kept) == plain(original)
        assert kept == original
    for one, old, new in zip(before, original, mended, strict=True):
        assert_letters(old, new, of(report, one))
    assert other_parts_equal(source, target, "word/document.xml")
    if not report.applied:
        assert target.read_bytes() == source.read_bytes()
