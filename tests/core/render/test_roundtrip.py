"""What is printed is read back as the same plan, from .docx and from PDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import PlanDraft, content_of
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.drafts.read import understand
from caitien.core.render.docx import write_docx
from caitien.core.render.paper import paper_of
from caitien.core.render.pdf import write_pdf
from tests.shared import need_shared

from . import plans

WRITERS = {"docx": write_docx, "pdf": write_pdf}


def again(draft: PlanDraft, kind: str, form: str | None = None) -> PlanDraft:
    """The draft written as `kind` and read back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"plan.{kind}"
        WRITERS[kind](paper_of(draft, form), path)
        reading = understand(open_document(path))
    assert reading.doc_type == "improvement_plan"
    assert len(reading.plans) == 1
    return reading.plans[0]


def differences(a: Any, b: Any, path: str = "") -> Iterator[str]:
    """Where two plain values differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(a.keys() | b.keys()):
            yield from differences(a.get(key), b.get(key), f"{path}.{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for number, (x, y) in enumerate(zip(a, b, strict=True)):
            yield from differences(x, y, f"{path}[{number}]")
    elif a != b:
        yield f"{path}: {a!r} | {b!r}"


def told(draft: PlanDraft) -> dict[str, Any]:
    """What the draft says, without fields it leaves empty (a reader deduces some of those)."""

    def full(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: full(v) for k, v in value.items() if v not in (None, [], {}, "")}
        return [full(part) for part in value] if isinstance(value, list) else value

    out: dict[str, Any] = full(content_of(draft))
    return out


def missing(wanted: Any, found: Any, path: str = "") -> Iterator[str]:
    """Values of `wanted` that `found` lacks or has otherwise."""
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            yield from missing(value, (found or {}).get(key), f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for number, (a, b) in enumerate(zip(wanted, found, strict=True)):
            yield from missing(a, b, f"{path}[{number}]")
    elif wanted != found:
        yield f"{path}: {wanted!r} | {found!r}"


SAMPLES: dict[str, Callable[[], PlanDraft]] = {
    "nine columns": plans.nine_columns,
    "ten columns": plans.ten_columns,
    "five columns, several years": plans.five_columns,
    "unknown layout": plans.unknown_layout,
    "no number, date or signer": lambda: plans.nine_columns(
        plan_number=None, date=None, place=None, signatory=None, recipients=[], authority=None
    ),
    "long rows": lambda: plans.long_rows(28),
    "awkward characters": lambda: plans.nine_columns(
        items=[
            {"standard": "1", "criterion": f"1.{n}", "target": "Đạt", "solutions": [text]}
            for n, text in enumerate(plans.SIGNS, 1)
        ],
        empty_rows=[],
    ),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_value_survives_and_a_second_time_changes_nothing(name: str, kind: str) -> None:
    draft = SAMPLES[name]()
    first = again(draft, kind)
    assert list(missing(told(draft), content_of(first))) == []
    second = again(first, kind)
    assert list(differences(content_of(first), content_of(second))) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_both_formats_give_the_same_plan(name: str) -> None:
    draft = SAMPLES[name]()
    docx, pdf = (content_of(again(draft, kind)) for kind in WRITERS)
    assert list(differences(docx, pdf)) == []


@pytest.mark.parametrize("kind", WRITERS)
def test_biểu_2_is_read_back(kind: str) -> None:
    draft = plans.bieu2()
    first = again(draft, kind)
    assert first.table_layout == "bieu2_tt57"
    wanted = told(draft)
    for name in ("title", "title_lines", "legal_bases", "monitoring"):
        wanted.pop(name, None)
    assert list(missing(wanted, content_of(first))) == []
    assert [row.when for row in first.monitoring] == ["Cuối học kỳ I", "Cuối năm học"]
    assert [s.heading.partition(".")[0] for s in first.sections] == [
        *("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    ]
    second = again(first, kind)
    assert list(differences(content_of(first), content_of(second))) == []


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("stem", ["000", "001", "002a", "002b", "003", "004"])
def test_the_values_of_the_samples_survive(stem: str, kind: str) -> None:
    gold = need_shared() / "samples" / "gold" / f"{stem}.gold.json"
    draft = plan_from_dict(json.loads(gold.read_text(encoding="utf-8")) | {"legal_bases": []})
    draft.items = [item for item in draft.items if not item.partial]
    back = again(draft, kind)
    assert len(back.items) == len(draft.items)
    for mine, theirs in zip(draft.items, back.items, strict=True):
        for name in ("criterion", "target", "assignee_text", "time", "budget_text", "conditions"):
            assert getattr(theirs, name) == getattr(mine, name), name
        assert theirs.solutions == mine.solutions
    assert back.level4_text == draft.level4_text
    assert back.signatory.name == draft.signatory.name


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("stem", ["000", "001", "002", "003", "004"])
def test_a_file_read_printed_and_read_again_is_the_same_plan(stem: str, kind: str) -> None:
    source = need_shared() / "samples" / "rebuilt" / f"{stem}.docx"
    for draft in understand(open_document(source)).plans:
        found = differences(content_of(draft), content_of(again(draft, kind)))
        assert [line for line in found if not line.startswith(".plan_number_raw")] == []


_STARTS = st.sampled_from(
    ["Rà soát", "Bồi dưỡng", "Tổ chức", "Kiểm tra", "Mua sắm", "Phối hợp", "Xây dựng"]
)
_REST = st.lists(
    st.sampled_from(
        [
            *("kế hoạch giáo dục", "giáo viên khối lớp", "cơ sở vật chất", "thư viện nhà trường"),
            *("học sinh có hoàn cảnh khó khăn", "theo đúng quy định", "cùng cha mẹ học sinh"),
            *("hiệu quả hơn", "(lần 2)", "100% lớp học", "“xanh - sạch - đẹp”", "GV, NV"),
        ]
    ),
    min_size=1,
    max_size=7,
).map(" ".join)
SENTENCES = st.tuples(_STARTS, _REST).map(lambda pair: f"{pair[0]} {pair[1]}.")
PEOPLE = st.sampled_from(["Hiệu trưởng", "Phó hiệu trưởng, kế toán", "Tổ trưởng chuyên môn"])
TIMES = st.sampled_from(["Tháng 9/2023", "Năm học 2023-2024", "Học kỳ II", "Quý I/2024"])


@st.composite
def drafts(draw: st.DrawFn) -> PlanDraft:
    """A plan in one of two old layouts with any rows."""
    layout = draw(st.sampled_from([plans.nine_columns, plans.ten_columns]))
    draft = layout()
    codes = sorted(draw(st.sets(st.tuples(st.integers(1, 5), st.integers(1, 10)), min_size=1)))
    raw = [
        {
            "standard": str(a),
            "criterion": f"{a}.{b}",
            "target": draw(SENTENCES),
            "solutions": draw(st.lists(SENTENCES, min_size=1, max_size=4, unique=True)),
            "assignee_text": draw(PEOPLE),
            "time": draw(TIMES),
            "budget_text": draw(st.sampled_from([None, "Không", "3.000.000 đồng"])),
        }
        for a, b in codes[:12]
    ]
    draft.items = plan_from_dict({"items": raw}).items
    draft.empty_rows, draft.standards = [], []
    return draft


@pytest.mark.parametrize("kind", WRITERS)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(draft=drafts())
def test_any_plan_is_read_back(kind: str, draft: PlanDraft) -> None:
    back = again(draft, kind)
    assert list(missing(told(draft)["items"], content_of(back)["items"])) == []
