"""Files of the repository and the shared seeds go the whole way: upload, read, preview, apply."""

from __future__ import annotations

from pathlib import Path

import pytest

from caitien.core.drafts.model import plain
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.exchange.models import Import
from caitien.plans.drafting import draft_of
from caitien.plans.models import Plan
from tests.people import Cast
from tests.shared import need_shared

from .making import SAMPLES, address, only, read, upload
from .test_apply import choices

OWN = ("bieu2-gdtx.docx", "bieu2-thcs.docx", "chin-cot-thcs.pdf", "mau-rieng-thpt.docx")
SEEDS = (
    "seeds/000-tieu-hoc-2022-2023.txt",
    "seeds/001-thcs-2021-2022.txt",
    "seeds/002-tieu-hoc-2024-va-5-nam.txt",
    "seeds/003-mam-non-2023-2024.txt",
    "seeds/004-thpt-2024-2025.txt",
    "rebuilt/000.docx",
    "rebuilt/002.pdf",
    "rebuilt/004.pdf",
)


def whole_way(cast: Cast, path: Path) -> None:
    batch = read(upload(cast, (path.name, path.read_bytes())))
    part = only(batch)
    assert batch.state == Import.State.READY, part.error
    client = cast.client(cast.secretary)
    for number in range(len(part.drafts)):
        page = client.get(address(cast, batch, f"1/?ke-hoach={number + 1}"))
        assert page.status_code == 200
    more = {"no-items": "keep"}
    form = choices(batch, school="file", level="keep", exists="beside", **more)
    answer = client.post(address(cast, batch, "nhap/"), form)
    assert answer.status_code == 302, answer.content.decode()
    plans = list(Plan.objects.order_by("id"))
    assert len(plans) == len(part.drafts)
    for plan, written in zip(plans, part.drafts, strict=True):
        wanted, made = plan_from_dict(written), draft_of(plan)
        assert [plain(item) for item in made.items] == [plain(item) for item in wanted.items]
        assert [s.paragraphs for s in made.sections] == [s.paragraphs for s in wanted.sections]
        assert made.school_year == wanted.school_year
    client.post(address(cast, batch, "hoan-tac/"))
    assert not Plan.objects.filter(deleted_at=None).exists()


@pytest.mark.parametrize("name", OWN)
def test_own_samples(cast: Cast, name: str) -> None:
    whole_way(cast, SAMPLES / name)


@pytest.mark.parametrize("name", SEEDS)
def test_shared_samples(cast: Cast, name: str) -> None:
    whole_way(cast, need_shared() / "samples" / name)
