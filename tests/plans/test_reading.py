"""The reading page and the public page: what is kept of them is never another plan's, or older."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from unittest import mock

import pytest
from django.core.cache import caches
from django.urls import reverse

from caitien.core.drafts.model import PlanDraft
from caitien.core.drafts.plan_json import plan_to_dict
from caitien.plans import reading
from caitien.plans.reading import reading_html
from tests.people import Cast

from .making import first_plan, sample_drafts


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin without anything drawn."""
    caches["drawn"].clear()


def drawn_now(content: Any, form: str | None = None) -> str:
    """The HTML, whatever is kept."""
    caches["drawn"].clear()
    return str(reading_html(content, form))


@pytest.mark.parametrize("name", sample_drafts())
def test_what_is_kept_is_what_would_be_drawn(name: str) -> None:
    draft = sample_drafts()[name]
    for content in (draft, plan_to_dict(draft)):
        for form in (None, "bieu2_tt57", "five_5"):
            wanted = drawn_now(content, form)
            with mock.patch.object(reading, "reading_of", side_effect=AssertionError):
                assert reading_html(deepcopy(content), form) == wanted


@pytest.mark.parametrize("name", sample_drafts())
def test_a_change_of_any_text_is_drawn(name: str) -> None:
    draft = sample_drafts()[name]
    reading_html(draft)
    changed: list[PlanDraft] = []
    for field in ("school_name", "plan_number", "place", "date", "authority"):
        one = deepcopy(draft)
        setattr(one, field, "2031-01-02" if field == "date" else "KHÁC 731")
        changed.append(one)
    for n in range(len(draft.items)):
        one = deepcopy(draft)
        one.items[n].content = "Khác 731"
        changed.append(one)
    for one in changed:
        kept = str(reading_html(one))
        assert kept == drawn_now(one)
        reading_html(draft)


@pytest.mark.django_db
def test_the_reading_page_shows_a_change_at_once(cast: Cast) -> None:
    plan = first_plan(cast)
    url = reverse("plan-read", args=[cast.school.slug, plan.key])
    client = cast.client(cast.secretary)
    assert "Trồng 731 cây" not in client.get(url).content.decode()
    row = plan.actions.first()
    row.content = "Trồng 731 cây"
    row.save()
    assert "Trồng 731 cây" in client.get(url).content.decode()
    other = first_plan(cast, "hai")
    other_url = reverse("plan-read", args=[cast.school.slug, other.key])
    assert "Trồng 731 cây" not in client.get(other_url).content.decode()
