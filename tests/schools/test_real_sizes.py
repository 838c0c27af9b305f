"""Lists as big as they get: 150 staff, 30 units, 200 schools; found without marks, in order."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from caitien.accounts.searching import title_order
from caitien.schools import queries_schools, queries_staff
from caitien.schools.models import Organisation, Person, Unit
from tests.people import Cast

FAMILY = ("Nguyễn", "Trần", "Đỗ", "Đặng", "Lê", "Phạm", "Ông", "Ứng", "Âu", "Bùi")
GIVEN = ("Ánh", "Bình", "Châu", "Dũng", "Đức", "Hương", "Khuê", "Oanh", "Thủy", "Uyên", "Ý", "Yến",
         "Đống Đa", "Sơn", "Vượng")  # fmt: skip


@pytest.fixture
def big(cast: Cast) -> Cast:
    """The cast's school with 150 more people and 30 units, its office with 200 schools."""
    units = Unit.objects.bulk_create(
        Unit(organisation=cast.school, kind=Unit.Kind.SUBJECT, name=f"Tổ {n}", order=n)
        for n in range(30)
    )
    people = [
        Person(organisation=cast.school, full_name=f"{family} Thu {given}", unit=units[n % 30])
        for n, (family, given) in enumerate((f, g) for f in FAMILY for g in GIVEN)
    ]
    for person in people:
        person.set_keys()
    Person.objects.bulk_create(people)
    for n in range(200):
        place = ("Đống Đa", "An Khê", "Ô Môn", "Yên Bái", "Bến Tre")[n % 5]
        Organisation.objects.create(
            kind=Organisation.Kind.SCHOOL, slug=f"truong-so-{n}", parent=cast.office,
            name=f"Trường Tiểu học {place} {n}", levels=["tieu_hoc"],
        )  # fmt: skip
    return cast


def named(page: str) -> list[str]:
    """The names in the rows of a list."""
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a>', page)


def every_page(browser: Any, address: str, count: int) -> list[str]:
    found: list[str] = []
    for number in range(1, count + 1):
        found += named(browser.get(address, {"page": number}).content.decode())
    return found


@pytest.mark.parametrize("query", ["dong da", "Đống Đa", "ĐỐNG đa", "đong đa", "da dong"])
def test_marks_are_not_needed(big: Cast, query: str) -> None:
    staff = queries_staff.staff(big.school, query=query)
    assert staff.count() == 10
    assert queries_schools.schools(big.office, query=query).count() == 40
    assert queries_schools.organisations(query).count() == 40


def test_150_people_stand_on_seven_pages_in_vietnamese_order(
    big: Cast, django_assert_max_num_queries: Any
) -> None:
    browser = big.client(big.head)
    address = reverse("staff", args=[big.school.slug])
    with django_assert_max_num_queries(14):
        first = browser.get(address).content.decode()
    assert "Trang 1 / 7" in first
    names = every_page(browser, address, 7)
    assert len(names) == len(set(names)) == 157
    given = [name.split()[-1] for name in names]
    order = list(dict.fromkeys(one for one in given if one in GIVEN))
    assert order == ["Ánh", "Bình", "Châu", "Dũng", "Đức", "Hương", "Khuê", "Oanh", "Sơn", "Thủy",
                     "Uyên", "Vượng", "Ý", "Yến"]  # fmt: skip


def test_200_schools_stand_in_the_order_people_expect(
    big: Cast, django_assert_max_num_queries: Any
) -> None:
    browser = big.client(big.officer)
    address = reverse("office-schools", args=[big.office.slug])
    with django_assert_max_num_queries(12):
        first = browser.get(address).content.decode()
    assert "Trang 1 / 9" in first
    names = [name for name in every_page(browser, address, 9) if "Tiểu học" in name]
    places = list(dict.fromkeys(re.sub(r"Trường Tiểu học | \d+$", "", name) for name in names))
    assert places == ["An Khê", "Bến Tre", "Đống Đa", "Lê Lợi", "Ô Môn", "Yên Bái"]
    numbers = [int(name.split()[-1]) for name in names if "An Khê" in name]
    assert numbers == sorted(numbers), "số 6 stands before số 11"


def test_30_units_cost_one_page(big: Cast, django_assert_max_num_queries: Any) -> None:
    browser = big.client(big.head)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("units", args=[big.school.slug])).content.decode()
    assert "Tổ 29" in page
    assert page.index("Tổ 2<") < page.index("Tổ 10<")


def test_names_of_schools_are_ordered_word_by_word() -> None:
    names = ["Trường số 10", "Trường số 2", "Trường Ánh Dương", "Trường An Dương", "Trường 3A",
             "Trường Đức", "Trường Dân"]  # fmt: skip
    assert sorted(names, key=title_order) == [
        "Trường 3A", "Trường An Dương", "Trường Ánh Dương", "Trường Dân", "Trường Đức",
        "Trường số 2", "Trường số 10",
    ]  # fmt: skip
