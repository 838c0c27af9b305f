"""The schools under an office: searched, filtered, by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, TextField, When
from django.db.models.functions import Cast

from . import access, names
from .models import Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet

_K = Organisation.Kind
#: state in the address → words of the chip
STATES = {"": "Đang hoạt động", "da-thoi": "Đã thôi hoạt động"}


def schools(
    office: Organisation, *, query: str = "", level: str = "", state: str = ""
) -> QuerySet[Organisation]:
    """The schools under an office by name, with their own office."""
    found = access.schools_under(office).select_related("parent")
    found = found.filter(closed_on=None) if state != "da-thoi" else found.exclude(closed_on=None)
    for word in names.search_words(query):
        found = found.filter(search_key__contains=word)
    if level in names.LEVELS:
        # a list of words in JSON: every database can look for the word with its quotes
        found = found.annotate(levels_text=Cast("levels", TextField()))
        found = found.filter(levels_text__contains=f'"{level}"')
    return found.order_by("sort_key", "id")


def offices_in(office: Organisation) -> QuerySet[Organisation]:
    """The office itself and the open offices under it: where a new school may stand."""
    under = Q(pk=office.pk) | Q(parent=office) | Q(parent__parent=office)
    offices = Organisation.objects.filter(under, closed_on=None)
    return offices.exclude(kind__in=(_K.SCHOOL, _K.SITE)).order_by("sort_key", "id")


def open_offices() -> QuerySet[Organisation]:
    """All open offices of the installation, for its keeper."""
    offices = Organisation.objects.filter(closed_on=None)
    return offices.exclude(kind__in=(_K.SCHOOL, _K.SITE)).order_by("sort_key", "id")


def organisations(query: str = "") -> QuerySet[Organisation]:
    """Every office and school, for the keeper: names and places in the tree, nothing of work."""
    found = Organisation.objects.exclude(kind=_K.SITE).select_related("parent")
    for word in names.search_words(query):
        found = found.filter(search_key__contains=word)
    schools_last = Case(When(kind=_K.SCHOOL, then=1), default=0)
    return found.order_by(schools_last, "sort_key", "id")


def sites(school: Organisation) -> QuerySet[Organisation]:
    """The sites of a school, open ones first."""
    return school.children.filter(kind=_K.SITE).order_by(
        F("closed_on").asc(nulls_first=True), "sort_key"
    )


def same_kind(organisation: Organisation, office: Organisation | None) -> QuerySet[Organisation]:
    """What an organisation may be merged into: open ones of its sort, under this office."""
    if organisation.is_school:
        found = (
            access.schools_under(office) if office else Organisation.objects.filter(kind=_K.SCHOOL)
        )
    else:
        found = offices_in(office) if office else open_offices()
    return found.filter(closed_on=None).exclude(pk=organisation.pk).order_by("sort_key", "id")
