"""Toàn cảnh of an office: all its schools can be reached, each year shows its own deliveries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from caitien.plans.models import Delivery, IssuedPaper, Plan
from caitien.reports import queries
from caitien.schools import files
from caitien.schools.models import Organisation
from tests.people import NOW, TODAY, YEAR, Cast
from tests.plans.life_plans import make_plan, small_draft

pytestmark = pytest.mark.django_db


def paper_of(cast: Cast, plan: Plan, serial: int) -> IssuedPaper:
    """A paper of a plan, by hand: what was sealed does not matter here."""
    kept: Any = files.store(
        organisation=cast.school, name="a.pdf", content=b"%PDF-", purpose="paper",
        actor=cast.head, at=NOW,
    )  # fmt: skip
    return IssuedPaper.objects.create(
        plan=plan, school=cast.school, number=f"{serial}/KH-ND", serial=serial,
        year=plan.start_year, dated=TODAY, content_hash=f"{serial:064}",
        content={}, docx=kept, pdf=kept, issued_by=cast.head, issued_at=NOW,
    )  # fmt: skip


def seen(cast: Cast, name: str, **asked: Any) -> str:
    page = reverse(name, args=[cast.office.slug])
    answer = cast.client(cast.officer).get(page, asked)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_limits_of_lists_hide_no_school_of_an_office(cast: Cast) -> None:
    for number in range(40):
        Organisation.objects.create(
            kind=Organisation.Kind.SCHOOL, slug=f"truong-{number:02}", parent=cast.office,
            name=f"Trường Tiểu học số {number:02}", levels=["tieu_hoc"],
        )  # fmt: skip
    first = seen(cast, "office")
    assert 'href="?page=2"' in first
    second = seen(cast, "office", page="2")
    names = [f"Trường Tiểu học số {number:02}" for number in range(40)]
    assert all((name in first) != (name in second) for name in names)


def test_limits_of_lists_hide_no_paper_sent_to_an_office(cast: Cast) -> None:
    plan = make_plan(cast, small_draft(1))
    for number in range(1, 31):
        Delivery.objects.create(
            paper=paper_of(cast, plan, number), office=cast.office, sent_by=cast.head,
            sent_at=NOW + timedelta(minutes=number),
        )  # fmt: skip
    first = seen(cast, "deliveries")
    assert 'href="?page=2"' in first
    second = seen(cast, "deliveries", page="2")
    assert "Số 30/KH-ND" in first
    assert "Số 30/KH-ND" not in second
    assert "Số 1/KH-ND" in second


def test_a_year_counts_what_was_sent_for_its_own_plans_only(cast: Cast) -> None:
    plan = make_plan(cast, small_draft(1))
    Delivery.objects.create(
        paper=paper_of(cast, plan, 1), office=cast.office, sent_by=cast.head, sent_at=NOW
    )
    told = {
        year: [line.sent for line in queries.schools_of_office(cast.office, [cast.school.pk], year)]
        for year in range(YEAR - 1, YEAR + 2)
    }
    assert told == {YEAR - 1: [0], YEAR: [1], YEAR + 1: [0]}


@pytest.mark.parametrize("words", ["nguyễn DU", "nguyen du", "THCSND", "du nguyễn"])
def test_a_school_is_found_with_or_without_marks_and_capitals(cast: Cast, words: str) -> None:
    text = seen(cast, "office", tim=words)
    assert "Trường Trung học cơ sở Nguyễn Du" in text
    assert "Trường Tiểu học Lê Lợi" not in text


@pytest.mark.parametrize("year", ["9" * 5000, "²", "٢٠٢٦", "-1", "20261", ""])
def test_a_year_nobody_can_read_is_the_present_one(cast: Cast, year: str) -> None:
    assert "Toàn cảnh năm học" in seen(cast, "office", nam=year)
