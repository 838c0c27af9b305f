"""What is said to people reads well: whole sentences, Vietnamese, no word said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from caitien.core.documents.readers import open_document
from caitien.core.drafts.read import understand
from caitien.core.lint.diagnostic import Diagnostic
from caitien.core.lint.run import check_reading
from tests.shared import need_shared

from .test_rule_pages import FENCE, HEADINGS, RULES, page_of, parts, run_example

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
#: "để được “để", "tham mưu để” để": the same word on both sides of a quotation mark
TWICE = re.compile(r"(?<!\w)([^\W\d]+)(?:”\s|\s“|\s)\1(?!\w)", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”")
ENGLISH = re.compile(r"\b(?:error|missing|invalid|unknown|none|null|true|false|line|page)\b", re.I)
#: words that are doubled in good Vietnamese
REDUPLICATED = {
    "chung",
    "song",
    "dần",
    "ngày",
    "thường",
    "luôn",
    "đời",
    "ai",
    "từng",
    "người",
    "nơi",
}


def told(path: Path) -> Iterator[Diagnostic]:
    yield from check_reading(understand(open_document(path)))


@cache
def everything() -> tuple[Diagnostic, ...]:
    paths = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".docx", ".txt", ".pdf"))
    return tuple(one for path in paths for one in told(path))


def assert_reads_well(one: Diagnostic) -> None:
    for text in (one.message, one.why, one.fix.description if one.fix else "Sửa."):
        bare = QUOTED.sub("“x”", text)
        assert text == text.strip(), one.code
        assert text[-1] in ".…)?", (one.code, text)
        assert text[0].isupper() or text[0] in "“0123456789", (one.code, text)
        assert "  " not in bare, (one.code, text)
        assert "““" not in text, (one.code, text)
        assert "””" not in text, (one.code, text)
        assert not ENGLISH.search(bare), (one.code, text)
        # "Lặp từ" shows the doubled word; inside quotation marks stand the author's words
        plain = bare if one.code == "CH105" else re.sub(r"“\w[^”]* (\w+)”", r"“\1”", text)
        for match in TWICE.finditer(plain):
            inside = any(q.start() < match.start() and match.end() < q.end()
                         for q in QUOTED.finditer(plain))  # fmt: skip
            assert inside or match[1].casefold() in REDUPLICATED, (one.code, text)


def test_messages_of_the_samples_read_well() -> None:
    assert everything()
    for one in everything():
        assert_reads_well(one)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_messages_of_real_plans_read_well(name: str) -> None:
    for folder, form in (("seeds", f"{name}-*.txt"), ("rebuilt", f"{name}.docx")):
        for path in (need_shared() / "samples" / folder).glob(form):
            for one in told(path):
                assert_reads_well(one)


@pytest.mark.parametrize("slug", RULES)
def test_messages_of_the_examples_read_well(slug: str) -> None:
    one = RULES[slug]
    for source in FENCE.findall(parts(page_of(one))[HEADINGS[3]]):
        for diagnostic in run_example(one, source)[0]:
            assert_reads_well(diagnostic)
