"""Every page of the room and every part of the cast: stranger 404, member without the right 403."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from caitien.schools.models import Grant, Organisation, Person
from caitien.schools.roles import Role
from caitien.schools.urls import urlpatterns
from tests.people import Cast

ALL = {
    "admin", "head", "deputy", "secretary", "council", "supervisor", "teacher", "viewer",
    "reviewer",
}  # fmt: skip
STAFF = ALL - {"viewer", "reviewer"}
MANAGE_STAFF = {"admin", "head", "deputy", "secretary"}
MANAGE = {"admin", "head"}
OFFICE = {"office_admin", "officer"}
OUTSIDE = {"stranger", "keeper"}

#: name → (who may, more parts of the address)
SCHOOL_PAGES: dict[str, tuple[set[str], dict[str, object]]] = {
    "rights-account": (MANAGE, {"pk": "USER"}),
    "school-settings": (ALL, {}),
    "school-edit": (MANAGE, {}),
    "site-add": (MANAGE, {}),
    "site-edit": (MANAGE, {"site": "diem-le"}),
    "school-change": (MANAGE, {"verb": "doi-ten"}),
    "staff": (STAFF, {}),
    "staff-add": (MANAGE_STAFF, {}),
    "staff-export": (STAFF, {}),
    "staff-import": (MANAGE_STAFF, {}),
    "staff-template": (MANAGE_STAFF, {}),
    "staff-person": (STAFF, {"key": "PERSON"}),
    "staff-edit": (MANAGE_STAFF, {"key": "PERSON"}),
    "units": (STAFF, {}),
    "unit-edit": (MANAGE_STAFF, {"pk": "UNIT"}),
    "rights": (MANAGE, {}),
    "rights-give": (MANAGE, {}),
    "rights-table": (STAFF, {}),
    "rights-end": (MANAGE, {"pk": "GRANT"}),
}
OFFICE_PAGES: dict[str, tuple[set[str], dict[str, object]]] = {
    "office-schools": (OFFICE, {}),
    "school-new": ({"office_admin"}, {}),
    "office-school": (OFFICE, {"school": "thcs-nguyen-du"}),
    "office-school-change": ({"office_admin"}, {"school": "thcs-nguyen-du", "verb": "sap-nhap"}),
    "staff": (OFFICE, {}),
    "units": (OFFICE, {}),
    "rights": ({"office_admin"}, {}),
    "rights-give": ({"office_admin"}, {}),
    "rights-table": (OFFICE, {}),
}
#: POST only: who may
POSTS: dict[str, tuple[set[str], dict[str, object]]] = {
    "site-close": (MANAGE, {"site": "diem-le"}),
    "staff-import-apply": (MANAGE_STAFF, {}),
    "staff-leave": (MANAGE_STAFF, {"key": "PERSON"}),
    "staff-return": (MANAGE_STAFF, {"key": "PERSON"}),
    "staff-post": (MANAGE_STAFF, {"key": "PERSON"}),
    "staff-rights-end": (MANAGE, {"key": "GONE"}),
    "unit-add": (MANAGE_STAFF, {}),
    "unit-step": (MANAGE_STAFF, {"pk": "UNIT", "verb": "len"}),
    "invitation-revoke": (MANAGE, {"pk": 999_999}),
}
KEEPER_PAGES: dict[str, dict[str, object]] = {
    "office-new": {},
    "keeper-accounts": {},
    "keeper-account": {"pk": "USER"},
    "keeper-organisation": {"slug": "phuong-an-hoa"},
    "keeper-change": {"slug": "phuong-an-hoa", "verb": "doi-ten"},
}


@pytest.fixture
def place(cast: Cast) -> Cast:
    """The cast, and a site of the school."""
    Organisation.objects.create(
        kind="diem_truong", slug="diem-le", name="Điểm trường Lẻ", parent=cast.school
    )
    return cast


def nobody_in(cast: Cast) -> str:
    """The key of somebody on the list who has no account: nothing is ended while all are asked."""
    name = "Người Không Tài Khoản"
    return Person.objects.get_or_create(organisation=cast.school, full_name=name)[0].key


def address(cast: Cast, organisation: Organisation, name: str, parts: dict[str, object]) -> str:
    """The address of a page, with keys of the cast put in."""
    real = {
        "PERSON": cast.person("teacher").key,
        "GONE": nobody_in(cast),
        "UNIT": cast.unit.pk,
        "USER": cast.teacher.pk,
        "GRANT": Grant.objects.get(user=cast.teacher).pk,
    }
    filled = {key: real.get(str(value), value) for key, value in parts.items()}
    return reverse(name, kwargs={"slug": organisation.slug, **filled})


def ask(cast: Cast, where: str, method: str = "get") -> dict[str, int]:
    """The status every part of the cast gets."""
    told = {}
    for part in sorted({*ALL, *OFFICE, *OUTSIDE}):
        told[part] = getattr(cast.client(cast.users[part]), method)(where).status_code
    return told


@pytest.mark.parametrize("name", SCHOOL_PAGES)
def test_pages_of_a_school(place: Cast, name: str) -> None:
    may, parts = SCHOOL_PAGES[name]
    told = ask(place, address(place, place.school, name, parts))
    wanted = dict.fromkeys(ALL, 403) | dict.fromkeys(may, 200)
    assert told == wanted | dict.fromkeys({*OFFICE, *OUTSIDE}, 404)


@pytest.mark.parametrize("name", POSTS)
def test_writes_of_a_school(place: Cast, name: str) -> None:
    may, parts = POSTS[name]
    where = address(place, place.school, name, parts)
    assert place.client(place.head).get(where).status_code == 405
    told = ask(place, where, "post")
    assert {part for part, status in told.items() if status == 403} == ALL - may
    assert {part for part, status in told.items() if status == 404} - may == OFFICE | OUTSIDE


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_pages_of_an_office(place: Cast, name: str) -> None:
    may, parts = OFFICE_PAGES[name]
    told = ask(place, address(place, place.office, name, parts))
    wanted = dict.fromkeys(OFFICE, 403) | dict.fromkeys(may, 200)
    assert told == wanted | dict.fromkeys({*ALL, *OUTSIDE}, 404)


@pytest.mark.parametrize("name", KEEPER_PAGES)
def test_pages_of_the_keeper(place: Cast, name: str) -> None:
    parts = {key: place.teacher.pk if part == "USER" else part
             for key, part in KEEPER_PAGES[name].items()}  # fmt: skip
    told = ask(place, reverse(name, kwargs=parts))
    assert {part for part, status in told.items() if status == 200} == {"keeper"}
    assert set(told.values()) == {200, 404}


def test_no_page_is_left_out() -> None:
    names = set()
    waiting = list(urlpatterns)
    while waiting:
        found = waiting.pop()
        if hasattr(found, "url_patterns"):
            waiting.extend(found.url_patterns)
        else:
            names.add(found.name)
    assert names == {*SCHOOL_PAGES, *OFFICE_PAGES, *POSTS, *KEEPER_PAGES}


def test_a_visitor_is_sent_to_sign_in(place: Cast) -> None:
    for name, (_, parts) in SCHOOL_PAGES.items():
        answer = place.client().get(address(place, place.school, name, parts))
        assert answer.status_code == 302, name
        assert "/tai-khoan/" in answer["Location"]


def test_objects_of_another_school_are_not_found(place: Cast) -> None:
    slug = place.other_school.slug
    browser = place.client(place.stranger)
    for name, key in (
        ("staff-person", {"key": place.person("teacher").key}),
        ("staff-edit", {"key": place.person("teacher").key}),
        ("unit-edit", {"pk": place.unit.pk}),
        ("rights-end", {"pk": Grant.objects.get(user=place.teacher).pk}),
        ("site-edit", {"site": "diem-le"}),
    ):
        assert browser.get(reverse(name, kwargs={"slug": slug, **key})).status_code == 404, name


def test_an_office_reaches_only_its_own_schools(place: Cast) -> None:
    other = Organisation.objects.create(kind="phuong", slug="phuong-khac", name="UBND phường Khác")
    far = Organisation.objects.create(
        kind="truong", slug="truong-xa", name="Trường Xa", parent=other, levels=["thcs"]
    )
    browser = place.client(place.office_admin)
    where = reverse("office-school", args=[place.office.slug, far.slug])
    assert browser.get(where).status_code == 404
    change = reverse("office-school-change", args=[place.office.slug, far.slug, "doi-ten"])
    assert browser.post(change, {"name": "Tên Khác", "on": "2026-09-01"}).status_code == 404
    shown = browser.get(reverse("office-schools", args=[place.office.slug])).content.decode()
    assert "Trường Xa" not in shown
    merge = reverse("office-school-change", args=[place.office.slug, "thcs-nguyen-du", "sap-nhap"])
    sent = {"into": far.slug, "on": "2026-09-01"}
    assert browser.post(merge, sent).status_code == 200
    assert Organisation.objects.get(pk=place.school.pk).closed_on is None


def test_pages_ask_the_database_little(place: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    people = []
    for number in range(60):
        person = Person(organisation=place.school, full_name=f"Lê Văn {number}", unit=place.unit)
        person.set_keys()
        people.append(person)
    Person.objects.bulk_create(people)
    pages = [
        (place.head, place.school, SCHOOL_PAGES),
        (place.office_admin, place.office, OFFICE_PAGES),
    ]
    for user, organisation, table in pages:
        for name, (_, parts) in table.items():
            where = address(place, organisation, name, parts)
            browser = place.client(user)
            with django_assert_max_num_queries(15, info=name):
                assert browser.get(where).status_code == 200


def test_a_stale_page_shows_both_versions_and_saves_what_is_chosen(place: Cast) -> None:
    where = address(place, place.school, "staff-edit", {"key": "PERSON"})
    first, second = place.client(place.secretary), place.client(place.head)
    text = first.get(where).content.decode()
    base = re.search(r'name="base" value="([^"]+)"', text)
    assert base is not None
    stale = base[1].replace("&quot;", '"')
    sent = {"full_name": "Hoàng Thị Lan", "post": "Giáo viên", "unit": place.unit.pk,
            "email": "teacher@example.vn", "base": stale}  # fmt: skip
    meanwhile = {**sent, "phone": "0911111111", "post": "Tổ phó"}
    assert second.post(where, meanwhile).status_code == 302
    answer = first.post(where, {**sent, "phone": "0922222222"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "0911111111" in text
    assert "0922222222" in text
    fresh = re.search(r'name="base" value="([^"]+)"', text)
    assert fresh is not None
    again = {**sent, "phone": "0922222222", "base": fresh[1].replace("&quot;", '"')}
    assert json.loads(str(again["base"]))["phone"] == "0911111111"
    assert first.post(where, again).status_code == 302
    stored = place.person("teacher")
    assert (stored.phone, stored.post) == ("0922222222", "Tổ phó")


def test_facts_are_edited_and_the_paper_facts_shown(place: Cast) -> None:
    where = address(place, place.school, "school-edit", {})
    browser = place.client(place.head)
    sent = {"code": "THCS ND", "place": "An Hoà", "short_name": "THCS Nguyễn Du", "base": "{}",
            "opened_on": "1990-09-05"}  # fmt: skip
    text = browser.post(where, sent, follow=True).content.decode()
    assert "12/KH-THCS ND" in text
    assert "Ủy ban nhân dân phường An Hoà" in text
    assert "05/09/1990" in text


def test_a_school_made_by_its_office_is_listed_and_found(place: Cast) -> None:
    browser = place.client(place.office_admin)
    sent = {"name": "Trường Mầm non Hoa Hồng", "levels": "mam_non", "parent": place.office.slug,
            "once": "x" * 24}  # fmt: skip
    where = reverse("school-new", args=[place.office.slug])
    for _ in range(2):
        assert browser.post(where, sent).status_code == 302
    for query in ("?tim=hoa hong", "?cap=mam_non"):
        shown = browser.get(reverse("office-schools", args=[place.office.slug]) + query)
        assert "1 trường" in shown.content.decode()
    assert Organisation.objects.filter(name="Trường Mầm non Hoa Hồng").count() == 1


def test_every_change_has_its_form(place: Cast) -> None:
    browser = place.client(place.office_admin)
    for verb in ("doi-ten", "chuyen", "cap-hoc", "sap-nhap", "tach", "giai-the"):
        where = reverse("office-school-change", args=[place.office.slug, "tieu-hoc-le-loi", verb])
        assert browser.get(where).status_code == 200
    sent = {"name": "Trường Tiểu học Mới", "on": "2026-09-01", "decision": "QĐ 1"}
    where = reverse("office-school-change", args=[place.office.slug, "tieu-hoc-le-loi", "doi-ten"])
    text = browser.post(where, sent, follow=True).content.decode()
    assert "Trường Tiểu học Mới" in text
    assert "QĐ 1" in text


def test_nothing_from_outside_and_no_inline_code_in_pages(place: Cast) -> None:
    for name, (_, parts) in SCHOOL_PAGES.items():
        answer = place.client(place.head).get(address(place, place.school, name, parts))
        if not answer["Content-Type"].startswith("text/html"):
            continue
        text = answer.content.decode()
        assert " style=" not in text, name
        assert not re.search(r"<script(?![^>]*src=)", text), name
        assert not re.search(r'(?:src|href)="https?:', text), name


def test_the_first_step_that_invites_a_secretary_has_the_role_chosen(cast: Cast) -> None:
    client, address = cast.client(cast.head), reverse("rights-give", args=[cast.school.slug])
    page = client.get(address, {"vai-tro": Role.SECRETARY.value}).content.decode()
    assert f'<option value="{Role.SECRETARY.value}" selected' in page
    assert client.get(address, {"vai-tro": "x"}).status_code == 200


def test_a_person_known_by_an_account_has_an_address(cast: Cast) -> None:
    """The list said there is no address, and beside it that there is an account."""
    person = cast.person("teacher")
    Person.objects.filter(pk=person.pk).update(email="")
    address = reverse("staff-person", args=[cast.school.slug, person.key])
    page = cast.client(cast.head).get(address).content.decode()
    assert f"{cast.teacher.email} <span" in page
