"""Demo data lives only in a demo: the command builds nothing beside real people."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from caitien.management.commands import demo
from caitien.schools.models import Organisation
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_preparing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are there."""
    monkeypatch.setattr(demo, "prepare", lambda say: None)


def test_demo_rows_beside_real_ones_are_never_built(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    before = Organisation.objects.count()
    with pytest.raises(CommandError, match="đơn vị thật"):
        call_command("demo", "--build-only", stdout=StringIO())
    assert Organisation.objects.count() == before


def test_a_demo_somebody_added_people_to_starts_again(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    Organisation.objects.filter(pk=cast.school.pk).update(is_demo=True)
    call_command("demo", "--build-only", stdout=StringIO())


def test_without_the_word_of_the_settings_no_demo_is_built(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="CAITIEN_DEMO=1"):
        call_command("demo", "--build-only", stdout=StringIO())
    assert not Organisation.objects.exists()
