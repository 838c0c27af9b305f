"""Offices and schools as a tree that changes: each change has a day, and the past stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caitien.accounts.audit import verify
from caitien.accounts.models import AuditLine
from caitien.schools import queries, services_tree
from caitien.schools import services_tree_events as events
from caitien.schools.models import Organisation, Past
from caitien.ui.problems import Problem
from tests.people import NOW, TODAY, Cast

K = Organisation.Kind
DAY = date(2026, 9, 1)


def make(cast: Cast, **more: Any) -> Organisation:
    """A school under the ward, unless said otherwise."""
    values: dict[str, Any] = {
        "kind": K.SCHOOL, "name": "Trường Mầm non Hoa Sen", "parent": cast.office,
        "levels": ["mam_non"], "actor": cast.office_admin, "at": NOW, "once": "mot-lan",
    }  # fmt: skip
    return services_tree.create_organisation(**(values | more))[0]


def who(cast: Cast) -> dict[str, Any]:
    """The day, decision and actor of a change."""
    return {"on": DAY, "decision": "QĐ 12/QĐ-UBND", "actor": cast.office_admin, "at": NOW}


def test_the_keeper_makes_an_office_at_the_top(cast: Cast) -> None:
    made = make(
        cast, kind=K.DEPARTMENT, name="Sở Giáo dục và Đào tạo Bình An", parent=None, levels=[],
        actor=cast.keeper,
    )  # fmt: skip
    assert made.slug == "so-giao-duc-va-dao-tao-binh-an"
    assert AuditLine.objects.get(scope=f"org:{made.pk}").actor == cast.keeper


def test_nobody_else_makes_one_at_the_top(cast: Cast) -> None:
    with pytest.raises(Problem, match="người cài đặt"):
        make(cast, kind=K.DEPARTMENT, name="Sở Giáo dục", parent=None, levels=[])


def test_the_same_form_sent_twice_makes_one_school(cast: Cast) -> None:
    assert make(cast).pk == make(cast).pk
    assert Organisation.objects.filter(name="Trường Mầm non Hoa Sen").count() == 1


def test_the_same_name_written_otherwise_beside_it_is_refused(cast: Cast) -> None:
    make(cast, name="Trường Mầm non Hoà Bình")
    with pytest.raises(Problem, match="đã có"):
        make(cast, name="Trường mầm non Hòa Bình", once="khac")


def test_two_schools_of_one_name_elsewhere_get_two_addresses(cast: Cast) -> None:
    other = make(
        cast, kind=K.COMMUNE, name="Ủy ban nhân dân xã Bình Minh", levels=[], actor=cast.keeper,
        parent=cast.office.parent,
    )  # fmt: skip
    first, second = make(cast, once="b"), make(cast, once="c", parent=other)
    assert first.slug != second.slug


def test_a_thpt_stands_under_the_department(cast: Cast) -> None:
    with pytest.raises(Problem, match="thuộc Sở"):
        make(cast, levels=["thcs", "thpt"])
    school = make(cast, levels=["thcs", "thpt"], parent=cast.office.parent)
    assert queries.authority_line(school, TODAY) == "Sở Giáo dục và Đào tạo Minh Hoạ"


def test_no_former_office_is_open_after_its_end(cast: Cast) -> None:
    former: dict[str, Any] = {
        "kind": K.FORMER_OFFICE, "name": "Phòng Giáo dục và Đào tạo huyện Cũ", "levels": [],
        "parent": cast.office.parent, "actor": cast.keeper,
    }  # fmt: skip
    with pytest.raises(Problem, match="01/7/2025"):
        make(cast, **former)
    office = make(cast, **former, closed_on=date(2025, 7, 1))
    with pytest.raises(Problem, match="thôi hoạt động"):
        make(cast, parent=office, once="truong")


def test_a_ward_is_never_called_a_commune(cast: Cast) -> None:
    with pytest.raises(Problem, match="không khớp"):
        make(
            cast, kind=K.WARD, name="Ủy ban nhân dân xã An Hoà", levels=[], actor=cast.keeper,
            parent=cast.office.parent,
        )  # fmt: skip


def test_the_authority_is_a_stored_name_never_put_together(cast: Cast) -> None:
    assert queries.authority_line(cast.school, TODAY) == "Ủy ban nhân dân phường An Hoà"
    cast.school.parent = None
    cast.school.save()
    assert queries.authority_line(cast.school, TODAY) == ""


def test_a_paper_keeps_the_name_of_its_day(cast: Cast) -> None:
    old = cast.school.name
    services_tree.rename(organisation=cast.school, name="Trường THCS Bùi Thị Xuân", **who(cast))
    school = Organisation.objects.get(pk=cast.school.pk)
    assert school.slug == "thcs-nguyen-du"
    assert queries.as_of(school, date(2026, 8, 31)).name == old
    assert queries.as_of(school, DAY).name == "Trường THCS Bùi Thị Xuân"
    line = queries.history_of(school)[0]
    assert old in line.sentence
    assert line.decision == "QĐ 12/QĐ-UBND"
    assert verify(f"org:{school.pk}") is None


def test_two_changes_are_read_back_in_their_order(cast: Cast) -> None:
    for name, on in (("Trường THCS Một", date(2026, 3, 1)), ("Trường THCS Hai", DAY)):
        services_tree.rename(organisation=cast.school, name=name, **(who(cast) | {"on": on}))
    school = Organisation.objects.get(pk=cast.school.pk)
    days = [date(2026, 1, 1), date(2026, 5, 1), date(2026, 10, 1)]
    told = [queries.as_of(school, day).name for day in days]
    assert told == ["Trường Trung học cơ sở Nguyễn Du", "Trường THCS Một", "Trường THCS Hai"]


@pytest.mark.parametrize("on", [date(2026, 11, 21), date(2026, 8, 1)])
def test_a_change_in_the_future_or_before_a_later_one_is_refused(cast: Cast, on: date) -> None:
    services_tree.rename(organisation=cast.school, name="Trường THCS Một", **who(cast))
    with pytest.raises(Problem, match="ngày"):
        services_tree.rename(
            organisation=cast.school, name="Trường THCS Hai", **(who(cast) | {"on": on})
        )


def test_a_rename_that_changes_nothing_says_so(cast: Cast) -> None:
    name = cast.school.name
    assert services_tree.rename(organisation=cast.school, name=name, **who(cast)) is False
    assert not Past.objects.exists()


def test_moving_keeps_the_office_of_each_day(cast: Cast) -> None:
    other = make(
        cast, kind=K.COMMUNE, name="Ủy ban nhân dân xã Bình Minh", levels=[], actor=cast.keeper,
        parent=cast.office.parent,
    )  # fmt: skip
    assert services_tree.move(organisation=cast.school, parent=other, **who(cast))
    school = Organisation.objects.get(pk=cast.school.pk)
    assert queries.authority_line(school, date(2026, 8, 1)) == "Ủy ban nhân dân phường An Hoà"
    assert queries.authority_line(school, TODAY) == "Ủy ban nhân dân xã Bình Minh"


def test_an_office_is_not_moved_under_itself(cast: Cast) -> None:
    with pytest.raises(Problem, match="đang nằm dưới"):
        services_tree.move(
            organisation=cast.office.parent or cast.office, parent=cast.office, **who(cast)
        )


def test_other_levels_from_a_day_on(cast: Cast) -> None:
    services_tree.change_levels(organisation=cast.school, levels=["thcs", "tieu_hoc"], **who(cast))
    school = Organisation.objects.get(pk=cast.school.pk)
    assert school.levels == ["tieu_hoc", "thcs"]
    assert queries.as_of(school, date(2026, 8, 31)).levels == ["thcs"]
    with pytest.raises(Problem, match="thuộc Sở"):
        services_tree.change_levels(organisation=school, levels=["thpt"], **who(cast))


def test_a_school_merged_stays_readable(cast: Cast) -> None:
    site = make(cast, kind=K.SITE, name="Điểm trường Lẻ", parent=cast.school, levels=[])
    more = {"into": cast.other_school, **who(cast)}
    assert events.merge(organisation=cast.school, **more)
    assert not events.merge(organisation=cast.school, **more)
    own = Organisation.objects.get(pk=cast.school.pk)
    assert own.closed_on == DAY
    assert own.people.exists()
    assert Organisation.objects.get(pk=site.pk).parent_id == cast.other_school.pk
    assert queries.as_of(own, date(2026, 8, 1)).is_open
    assert not queries.as_of(own, DAY).is_open
    assert "Sáp nhập vào" in queries.history_of(own)[0].sentence
    assert "Nhận sáp nhập" in queries.history_of(cast.other_school)[0].sentence


def test_offices_merged_hand_their_schools_over(cast: Cast) -> None:
    other = make(
        cast, kind=K.WARD, name="Ủy ban nhân dân phường Lớn", levels=[], actor=cast.keeper,
        parent=cast.office.parent,
    )  # fmt: skip
    events.merge(organisation=cast.office, into=other, **who(cast))
    school = Organisation.objects.get(pk=cast.school.pk)
    assert school.parent_id == other.pk
    assert queries.authority_line(school, date(2026, 8, 1)) == "Ủy ban nhân dân phường An Hoà"


def test_a_school_is_not_merged_into_an_office_or_itself(cast: Cast) -> None:
    for into in (cast.office, cast.school):
        with pytest.raises(Problem):
            events.merge(organisation=cast.school, into=into, **who(cast))


def test_a_split_makes_one_new_school(cast: Cast) -> None:
    more = {"name": "Trường THCS Nguyễn Du 2", "once": "tach", **who(cast)}
    made, new = events.split(organisation=cast.school, **more)
    again, second = events.split(organisation=cast.school, **more)
    assert (new, second, again.pk) == (True, False, made.pk)
    assert made.opened_on == DAY
    assert made.levels == ["thcs"]
    assert queries.history_of(made)[0].sentence.startswith("Tách ra từ")


def test_an_office_with_schools_is_not_closed(cast: Cast) -> None:
    with pytest.raises(Problem, match="còn 2 đơn vị"):
        events.close(organisation=cast.office, **who(cast))


def test_a_closed_school_changes_no_more_and_its_sites_close_with_it(cast: Cast) -> None:
    site = make(cast, kind=K.SITE, name="Điểm trường Lẻ", parent=cast.school, levels=[])
    assert events.close(organisation=cast.school, **who(cast))
    assert not events.close(organisation=cast.school, **who(cast))
    assert Organisation.objects.get(pk=site.pk).closed_on == DAY
    with pytest.raises(Problem, match="thôi hoạt động"):
        services_tree.rename(organisation=cast.school, name="Trường Tên Khác", **who(cast))


def test_an_address_taken_at_the_same_moment_is_another_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ["thcs-nguyen-du", "thcs-nguyen-du-2"]
    monkeypatch.setattr(services_tree, "free_slug", lambda _: told.pop(0))
    made, new = services_tree.create_organisation(
        kind="truong", name="Trường THCS Nguyễn Du", parent=None, levels=["thcs"],
        actor=cast.keeper, at=NOW, once="moi",
    )  # fmt: skip
    assert (made.slug, new) == ("thcs-nguyen-du-2", True)
