"""Every value has a place, and the text blocks hold the whole file once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from caitien.core.documents.model import NOWHERE, Document
from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import PlanDraft, Reading
from caitien.core.drafts.read import understand
from tests.shared import need_shared

from .paper import nine
from .random_documents import documents
from .test_bieu2 import bieu2


def visible(texts: list[str]) -> Counter[str]:
    """How often each visible character stands in the texts."""
    return Counter(c for text in texts for c in text if not c.isspace())


def whole(document: Document) -> Counter[str]:
    """The visible characters of a file."""
    return visible([p.full_text for p in document.paragraphs()])


def in_blocks(reading: Reading) -> Counter[str]:
    """The visible characters of the text blocks of its plans."""
    return visible([block.text for plan in reading.plans for block in plan.blocks])


def check_places(plan: PlanDraft) -> None:
    for name in (
        "school_name",
        "authority",
        "plan_number",
        "place",
        "date",
        "title",
        "school_year",
    ):
        if getattr(plan, name):
            assert plan.place_of(name) != NOWHERE, name
    parts: list[Any] = [
        *plan.items,
        *plan.sections,
        *plan.legal_bases,
        *plan.standards,
        *plan.empty_rows,
    ]
    parts += [*plan.priority_issues, *plan.monitoring]
    parts += [table for section in plan.sections for table in section.tables]
    for part in parts:
        assert part.place != NOWHERE, part
    for item in plan.items:
        for name in ("tt", "target", "solutions", "assignee_text", "time", "budget_text",
                     "conditions", "notes", "content", "indicator", "resources",
                     "expected_evidence", "status", "supervisor", "report_time",
                     "current"):  # fmt: skip
            if getattr(item, name):
                assert name in item.places, name
        assert {f"extra.{title}" for title in item.extra} <= set(item.places)
    if plan.signatory.title:
        assert plan.signatory.place != NOWHERE
    if plan.recipients:
        assert plan.place_of("recipients") != NOWHERE


@pytest.mark.parametrize("pattern", ["rebuilt/*.docx", "rebuilt/*.pdf", "seeds/*.txt"])
def test_samples(pattern: str) -> None:
    for path in sorted((need_shared() / "samples").glob(pattern)):
        document = open_document(path)
        reading = understand(document)
        assert in_blocks(reading) == whole(document), path.name
        if path.suffix != ".txt":
            for plan in reading.plans:
                check_places(plan)


def test_the_whole_form(tmp_path: Path) -> None:
    document = open_document(bieu2().save(tmp_path))
    reading = understand(document)
    check_places(reading.plans[0])
    assert in_blocks(reading) == whole(document)


def test_roles_fields_and_items_of_blocks(tmp_path: Path) -> None:
    plan = nine(
        "Tiêu chuẩn 2: Đội ngũ",
        ["1", "Tiêu chí 2.2", "Tốt hơn", "# Bồi dưỡng\n# Dự giờ", "Tổ trưởng", "Học kỳ I",
         "Không", "Máy chiếu", "Gấp"],
        ["", "", "", "và báo cáo", "", "", "", "", ""],
    ).plan(tmp_path)  # fmt: skip
    blocks = {b.text: (b.role, b.field, b.item) for b in plan.blocks}
    assert blocks["TRƯỜNG TIỂU HỌC ĐỒNG CỎ LAU"] == ("header", "school_name", None)
    assert blocks["Số: 15/KH-THĐCL"] == ("header", "plan_number", None)
    assert blocks["KẾ HOẠCH"] == ("title", "title", None)
    assert blocks["I. MỤC ĐÍCH"] == ("heading", None, None)
    assert blocks["Nâng cao chất lượng."] == ("body", None, None)
    assert blocks["Kết quả cần đạt"] == ("cell", None, None)
    assert blocks["Tiêu chuẩn 2: Đội ngũ"] == ("cell", "standard_title", None)
    assert blocks["Tiêu chí 2.2"] == ("cell", "criterion", 0)
    assert blocks["1. Bồi dưỡng"] == ("cell", "solutions", 0)
    assert blocks["và báo cáo"] == ("cell", "solutions", 0)
    assert blocks["Tổ trưởng"] == ("cell", "assignee_text", 0)
    assert blocks["Không"] == ("cell", "budget_text", 0)
    assert blocks["- Các tổ (để t/h);"] == ("recipients", "recipients", None)
    assert blocks["HIỆU TRƯỞNG"] == ("signature", "signatory", None)
    assert blocks["Lò Thị Hoa Ban"] == ("signature", "signatory", None)


@settings(max_examples=60)
@given(documents())
def test_blocks_hold_the_whole_file_once(document: Document) -> None:
    reading = understand(document)
    if reading.plans:
        assert in_blocks(reading) == whole(document)
