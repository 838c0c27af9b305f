"""The staff list: taken on, changed, gone, come back; the past stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caitien.accounts.models import AuditLine
from caitien.schools import queries, queries_staff, services_staff
from caitien.schools.models import Grant, Organisation, Person, Unit
from caitien.ui.problems import Conflict, Problem
from tests.people import NOW, TODAY, Cast


def values(**more: Any) -> dict[str, Any]:
    """What the staff form sends."""
    empty = dict.fromkeys(("title", "post", "staff_code", "email", "phone"), "")
    return {"full_name": "Trịnh Thị Thủy", "unit": None, **empty, **more}


def add(cast: Cast, once: str = "mot", since: date | None = None, **more: Any) -> Person:
    """Somebody put on the list by the secretary."""
    return services_staff.add_person(
        organisation=cast.school, values=values(**more), since=since, actor=cast.secretary,
        at=NOW, once=once,
    )[0]  # fmt: skip


def edit(cast: Cast, person: Person, base: dict[str, Any], **more: Any) -> list[str]:
    """A change by the secretary on a page drawn with `base`."""
    return services_staff.edit_person(
        person=person, base=base, values={**base, **more}, since=None, actor=cast.secretary, at=NOW
    )


def test_a_double_click_makes_one_person(cast: Cast) -> None:
    assert add(cast).pk == add(cast).pk


def test_thuy_and_thuy_are_one_name(cast: Cast) -> None:
    add(cast)
    with pytest.raises(services_staff.TwinFound, match="Trịnh Thị Thủy") as found:
        add(cast, once="hai", full_name="Trịnh Thị  Thuỷ")
    assert [twin.full_name for twin in found.value.twins] == ["Trịnh Thị Thủy"]
    services_staff.add_person(
        organisation=cast.school, values=values(full_name="Trịnh Thị Thuỷ"), since=None,
        actor=cast.secretary, at=NOW, once="ba", same_name_known=True,
    )  # fmt: skip
    assert len(queries_staff.twins(cast.school, "TRỊNH THỊ THỦY")) == 2


def test_search_without_marks(cast: Cast) -> None:
    add(cast, full_name="Đỗ Thị Hương", staff_code="GV-77")
    for query in ("huong do", "ĐỖ", "gv-77", "Hường đỗ"):
        found = queries_staff.staff(cast.school, query=query)
        assert "Đỗ Thị Hương" in [one.full_name for one in found], query
    assert not queries_staff.staff(cast.school, query="khong co ai")


def test_the_domain_of_an_address_finds_nobody(cast: Cast) -> None:
    add(cast, full_name="Đỗ Thị Hương", email="huong@nguyendu.edu.vn")
    assert not queries_staff.staff(cast.school, query="nguyendu")


def test_another_schools_people_are_never_found(cast: Cast) -> None:
    assert not queries_staff.staff(cast.school, query="nguoi la", state="tat-ca")


@pytest.mark.parametrize(
    ("field", "value"),
    [("full_name", "  "), ("full_name", "123"), ("email", "khong-phai-thu"), ("post", "x" * 121)],
)
def test_wrong_values_are_refused_kindly(cast: Cast, field: str, value: str) -> None:
    with pytest.raises(Problem, match="Chưa lưu"):
        services_staff.add_person(
            organisation=cast.school, values=values(**{field: value}), since=None,
            actor=cast.secretary, at=NOW, once="mot",
        )  # fmt: skip
    assert not Person.objects.filter(once="mot").exists()


def test_a_code_belongs_to_one_person(cast: Cast) -> None:
    add(cast, staff_code="GV01")
    with pytest.raises(Problem, match="đã cấp cho Trịnh Thị Thủy"):
        add(cast, once="hai", full_name="Người Khác", staff_code="GV01")


def test_another_schools_unit_is_refused(cast: Cast) -> None:
    unit = Unit.objects.create(organisation=cast.other_school, kind="to_van_phong", name="Tổ VP")
    with pytest.raises(Problem, match="không phải tổ"):
        add(cast, unit=unit.pk)


def test_another_schools_person_accepted_as_signer_is_refused(cast: Cast) -> None:
    with pytest.raises(Problem, match="không có trong danh sách"):
        queries_staff.own_person(cast.school, cast.person("stranger"))
    chosen = queries_staff.selectable(cast.school)
    assert cast.person("stranger") not in chosen
    assert cast.person("teacher") in chosen


def test_a_select_without_the_stored_value_wiped_the_assignment(cast: Cast) -> None:
    person = cast.person("teacher")
    services_staff.leave(person=person, on=TODAY, actor=cast.head, at=NOW)
    assert person not in queries_staff.selectable(cast.school)
    assert person in queries_staff.selectable(cast.school, keep=person)
    unit = cast.unit
    unit.active = False
    unit.save()
    assert unit not in queries_staff.selectable_units(cast.school)
    assert unit in queries_staff.selectable_units(cast.school, keep=unit)


def test_two_people_edit_two_fields_and_both_stay(cast: Cast) -> None:
    person = add(cast)
    base = services_staff.values_of(person)
    assert edit(cast, person, base, phone="0912345678") == ["điện thoại"]
    assert edit(cast, person, base, email="THUY@truong.edu.vn") == ["thư điện tử"]
    stored = Person.objects.get(pk=person.pk)
    assert (stored.phone, stored.email) == ("0912345678", "thuy@truong.edu.vn")
    assert stored.version == 3


def test_the_last_one_overwrites_nobody(cast: Cast) -> None:
    person = add(cast)
    base = services_staff.values_of(person)
    edit(cast, person, base, phone="0911111111")
    with pytest.raises(Conflict) as found:
        edit(cast, person, base, phone="0922222222")
    clash = found.value.mine[0]
    assert (clash.base, clash.mine, clash.theirs) == ("", "0922222222", "0911111111")
    assert Person.objects.get(pk=person.pk).phone == "0911111111"


def test_a_save_that_changes_nothing_writes_nothing(cast: Cast) -> None:
    person = add(cast)
    lines = AuditLine.objects.count()
    assert edit(cast, person, services_staff.values_of(person)) == []
    assert AuditLine.objects.count() == lines


def test_a_principal_changed_and_old_papers_keep_their_head(cast: Cast) -> None:
    first = add(cast, post="Hiệu trưởng", since=date(2020, 8, 1))
    services_staff.leave(person=first, on=date(2024, 7, 31), actor=cast.secretary, at=NOW)
    second = add(
        cast, once="hai", full_name="Vũ Văn Mới", post="Hiệu trưởng", since=date(2024, 8, 15)
    )
    told = {}
    for day in (date(2019, 1, 1), date(2022, 8, 8), date(2024, 7, 31), date(2024, 8, 1), TODAY):
        post = queries.head_on(cast.school, day)
        told[day] = post.person.full_name if post else None
    assert list(told.values()) == [
        None, first.full_name, first.full_name, None, second.full_name,
    ]  # fmt: skip


def test_a_new_post_ends_the_old_one_the_day_before(cast: Cast) -> None:
    person = add(cast, post="Giáo viên", since=date(2020, 8, 1))
    services_staff.edit_person(
        person=person, base=services_staff.values_of(person), values={"post": "Hiệu trưởng"},
        since=date(2025, 9, 1), actor=cast.secretary, at=NOW,
    )  # fmt: skip
    held = [(post.name, post.from_on, post.until_on) for post in person.posts.all()]
    assert held == [
        ("Hiệu trưởng", date(2025, 9, 1), None),
        ("Giáo viên", date(2020, 8, 1), date(2025, 8, 31)),
    ]


def test_a_head_of_another_school_is_not_ours(cast: Cast) -> None:
    services_staff.add_person(
        organisation=cast.other_school, values=values(post="Hiệu trưởng"), since=date(2020, 1, 1),
        actor=cast.stranger, at=NOW, once="x",
    )  # fmt: skip
    assert queries.head_on(cast.school, TODAY) is None


def test_a_post_of_the_past_can_be_written_later(cast: Cast) -> None:
    person = add(cast)
    days: dict[str, Any] = {"from_on": date(2015, 8, 1), "until_on": date(2018, 7, 31)}
    more: dict[str, Any] = {"person": person, "name": "Hiệu trưởng", "actor": cast.head, "at": NOW}
    assert services_staff.record_post(**days, **more)
    assert not services_staff.record_post(**days, **more)
    post = queries.head_on(cast.school, date(2017, 1, 1))
    assert post is not None
    assert post.person == person
    with pytest.raises(Problem, match="ngày"):
        services_staff.record_post(**{**days, "until_on": date(2014, 1, 1)}, **more)


def test_leaving_ends_rights_here_and_keeps_the_record(cast: Cast) -> None:
    person = cast.person("teacher")
    assert services_staff.leave(person=person, on=TODAY, actor=cast.head, at=NOW)
    assert not services_staff.leave(person=person, on=TODAY, actor=cast.head, at=NOW)
    assert Grant.objects.get(user=cast.teacher).until_on == TODAY
    assert person in queries_staff.staff(cast.school, state="da-thoi")
    assert person not in queries_staff.staff(cast.school)


def test_the_last_manager_cannot_leave_before_another_is_named(cast: Cast) -> None:
    Grant.objects.filter(user=cast.admin).delete()
    with pytest.raises(Problem, match="người cuối cùng"):
        services_staff.leave(person=cast.person("head"), on=TODAY, actor=cast.head, at=NOW)
    assert cast.person("head").active


def test_who_may_not_give_roles_ends_no_managers_by_writing_they_left(cast: Cast) -> None:
    with pytest.raises(Problem, match="chỉ người có quyền"):
        services_staff.leave(person=cast.person("head"), on=TODAY, actor=cast.secretary, at=NOW)
    assert cast.person("head").active
    assert Grant.objects.get(user=cast.head).until_on is None


def test_the_day_a_post_began_can_be_corrected(cast: Cast) -> None:
    person = add(cast, post="Hiệu trưởng")
    since: dict[str, Any] = {"person": person, "base": services_staff.values_of(person),
                             "values": {}, "actor": cast.secretary, "at": NOW}  # fmt: skip
    assert services_staff.edit_person(since=date(2024, 8, 15), **since) == ["giữ chức vụ từ ngày"]
    assert services_staff.edit_person(since=date(2024, 8, 15), **since) == []
    assert queries.head_on(cast.school, date(2024, 8, 14)) is None
    assert queries.head_on(cast.school, date(2024, 8, 15)) is not None
    with pytest.raises(Problem, match="chưa tới"):
        services_staff.edit_person(since=date(2027, 1, 1), **since)
    services_staff.record_post(
        person=person, name="Giáo viên", from_on=date(2010, 8, 1), until_on=date(2020, 7, 31),
        actor=cast.secretary, at=NOW,
    )  # fmt: skip
    with pytest.raises(Problem, match="Giáo viên"):
        services_staff.edit_person(since=date(2020, 7, 31), **since)


def test_who_comes_back_gets_no_rights_by_it(cast: Cast) -> None:
    person = cast.person("teacher")
    services_staff.leave(person=person, on=date(2026, 10, 1), actor=cast.head, at=NOW)
    with pytest.raises(Problem, match="sau ngày thôi"):
        services_staff.come_back(person=person, on=date(2026, 9, 1), actor=cast.head, at=NOW)
    assert services_staff.come_back(person=person, on=TODAY, actor=cast.head, at=NOW)
    stored = Person.objects.get(pk=person.pk)
    assert stored.active
    assert stored.left_on is None
    assert stored.posts.filter(from_on=TODAY, until_on=None).exists()
    assert not Grant.objects.filter(user=cast.teacher, until_on=None).exists()


def test_a_thousand_people_are_paged_and_found(cast: Cast) -> None:
    people = []
    for number in range(1200):
        person = Person(organisation=cast.school, full_name=f"Nguyễn Văn Số {number:04}")
        person.set_keys()
        people.append(person)
    Person.objects.bulk_create(people)
    browser = cast.client(cast.teacher)
    page = browser.get(f"/truong/{cast.school.slug}/nha-truong/nhan-su/?page=49")
    assert "Trang 49 / 49" in page.content.decode()
    found = browser.get(f"/truong/{cast.school.slug}/nha-truong/nhan-su/?tim=so 1199")
    assert "Nguyễn Văn Số 1199" in found.content.decode()
    assert Organisation.objects.get(pk=cast.school.pk).people.count() == 1207


def test_who_wrote_a_post_and_its_end_stays_known(cast: Cast) -> None:
    person = add(cast, post="Giáo viên", since=date(2026, 8, 1))
    edit(cast, person, services_staff.values_of(person), post="Tổ trưởng")
    services_staff.leave(person=person, on=TODAY, actor=cast.deputy, at=NOW)
    told = [(h.name, h.given_by, h.ended_by) for h in queries_staff.posts_held(person)]
    assert told == [
        ("Tổ trưởng", "Lê Thu Ký", "Trần Văn Phó"),
        ("Giáo viên", "Lê Thu Ký", "Lê Thu Ký"),
    ]


@pytest.mark.parametrize("since", [date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 20)])
def test_a_new_post_dated_back_never_overwrites_what_was_held(cast: Cast, since: date) -> None:
    person = add(cast, post="Giáo viên", since=date(2026, 8, 1))
    person.posts.update(until_on=date(2026, 10, 20))
    person.posts.create(name="Tổ trưởng", from_on=date(2026, 10, 21))
    Person.objects.filter(pk=person.pk).update(post="Tổ trưởng")
    person.refresh_from_db()
    base = services_staff.values_of(person)
    with pytest.raises(Problem, match="đã ghi chức vụ"):
        services_staff.edit_person(
            person=person, base=base, values={**base, "post": "Tổ phó"}, since=since,
            actor=cast.secretary, at=NOW,
        )  # fmt: skip
    assert [post.name for post in person.posts.all()] == ["Tổ trưởng", "Giáo viên"]
