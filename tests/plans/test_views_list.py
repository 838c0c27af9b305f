"""The list of plans and the guided way to a new one."""

from __future__ import annotations

from typing import Any

import pytest

from caitien.plans.models import Action, Plan
from caitien.plans.services_make import create_plan
from tests.people import NOW, YEAR, Cast

from .test_views_edit import make_plan, rows

LIST = "/truong/thcs-nguyen-du/ke-hoach/"
NEW = f"{LIST}moi/"


def several(cast: Cast) -> Plan:
    """A plan of five years with two rows."""
    return create_plan(
        school=cast.school,
        actor=cast.head,
        at=NOW,
        once="nhieu-nam",
        start_year=YEAR,
        end_year=YEAR + 4,
        kind="multi_year",
        school_level="thcs",
        form="five_5",
        criteria=["1.1", "1.2"],
    ).plan


def test_an_empty_list_teaches_three_ways(cast: Cast) -> None:
    html = cast.client(cast.secretary).get(LIST).content.decode()
    for words in (
        "Nhập từ tệp Word, PDF, Excel đã có",
        "Bắt đầu từ kế hoạch năm trước",
        "Lập kế hoạch đầu tiên (có hướng dẫn)",
    ):
        assert words in html
    reader = cast.client(cast.viewer).get(LIST).content.decode()
    assert "Lập kế hoạch đầu tiên" not in reader


def test_who_sees_the_list_and_who_makes_plans(cast: Cast) -> None:
    for part in ("head", "teacher", "viewer", "reviewer"):
        assert cast.client(cast.users[part]).get(LIST).status_code == 200
    for part in ("stranger", "officer", "keeper"):
        assert cast.client(cast.users[part]).get(LIST).status_code == 404
        assert cast.client(cast.users[part]).get(NEW).status_code == 404
    for part in ("teacher", "council", "admin", "viewer"):
        assert cast.client(cast.users[part]).get(NEW).status_code == 403
    assert cast.client().get(LIST).status_code == 302


def test_filters_search_and_parents(cast: Cast) -> None:
    parent = several(cast)
    annual = make_plan(cast)
    Plan.objects.filter(pk=annual.pk).update(parent=parent, plan_number="12/KH-ND")
    make_plan(cast, "cv5932_9")
    client = cast.client(cast.teacher)
    html = client.get(LIST).content.decode()
    assert "1 kế hoạch năm học bên dưới" in html
    assert "2 kế hoạch" in html
    many = client.get(f"{LIST}?loai=multi_year").content.decode()
    assert parent.key in many
    assert annual.key not in many
    found = client.get(f"{LIST}?tim=12/kh-nd").content.decode()
    assert annual.key in found
    assert "1 kế hoạch" in found
    assert annual.key in client.get(f"{LIST}?tim=cai tien chat luong").content.decode()
    assert client.get(f"{LIST}?nam={YEAR + 4}").content.decode().count("<tr") == 2
    none = client.get(f"{LIST}?nam=2019&trang_thai=da_dong").content.decode()
    assert "Không có kế hoạch nào hợp" in none
    for odd in ("nam=abc", "trang_thai=x", "page=x", "page=999", "nam=９９９９"):
        assert client.get(f"{LIST}?{odd}").status_code == 200


def test_another_schools_plans_never_show(cast: Cast) -> None:
    make_plan(cast)
    page = cast.client(cast.stranger).get("/truong/tieu-hoc-le-loi/ke-hoach/")
    assert "0 kế hoạch" not in page.content.decode()
    assert "Trường chưa có kế hoạch nào" in page.content.decode()


def test_the_list_is_paged_and_light(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """1000-row limits and "newest 100" lists hid data."""
    Plan.objects.bulk_create(
        Plan(
            school=cast.school,
            once=f"n{n}",
            start_year=2000 + n % 25,
            end_year=2000 + n % 25,
            title=f"Kế hoạch số {n}",
            created_by=cast.head,
            created_at=NOW,
            changed_at=NOW,
        )
        for n in range(60)
    )
    client = cast.client(cast.head)
    with django_assert_max_num_queries(14):
        html = client.get(LIST).content.decode()
    assert "60 kế hoạch" in html
    assert html.count('<th scope="row">') == 25
    assert client.get(f"{LIST}?page=3").content.decode().count('<th scope="row">') == 10


# -- a new plan -----------------------------------------------------------------------------------

FIRST = {
    "cach": "tu-dau",
    "buoc": "2",
    "kind": "annual",
    "year": str(YEAR),
    "span": "5",
    "level": "thcs",
    "form": "bieu2_tt57",
}


def test_three_steps_without_javascript(cast: Cast) -> None:
    client = cast.client(cast.secretary)
    first = client.get(NEW, {"cach": "tu-dau"}).content.decode()
    assert "Mẫu kế hoạch" in first
    second = client.get(NEW, FIRST).content.decode()
    assert "57/2026/TT-BGDĐT" in second
    assert 'value="1.1"' in second
    sent = FIRST | {"chon": ["1.1", "2.1"], "once": "mot-lan-lap-ke-hoach-x"}
    made = client.post(NEW, sent)
    assert made.status_code == 302
    assert made["Location"].endswith("/vua-lap/")
    assert client.post(NEW, sent)["Location"] == made["Location"], "sent twice: one plan"
    plan = Plan.objects.get()
    assert [row.criterion for row in rows(plan)] == ["1.1", "2.1"]
    done = client.get(made["Location"]).content.decode()
    assert "Viết tiếp kế hoạch" in done
    assert "2 hoạt động" in done


def test_the_edition_is_the_one_of_that_year(cast: Cast) -> None:
    """Standards page showed the newest edition, not the one in force for that year."""
    client = cast.client(cast.secretary)
    old = client.get(NEW, FIRST | {"year": str(YEAR - 2)}).content.decode()
    assert "18/2018/TT-BGDĐT" in old
    assert "57/2026/TT-BGDĐT)" not in old


def test_many_criteria_are_asked_about_kindly(cast: Cast) -> None:
    """Plans written for all criteria instead of a few priorities."""
    client = cast.client(cast.secretary)
    page = client.get(NEW, FIRST)
    codes = [c["criterion"].code for s in page.context["standards"] for c in s["criteria"]]
    assert len(codes) > 8
    sent = FIRST | {"chon": codes, "once": "nhieu-tieu-chi-mot-lan"}
    asked = client.post(NEW, sent)
    html = asked.content.decode()
    assert f"Đã chọn {len(codes)} tiêu chí" in html
    assert html.count("checked") >= len(codes), "what was chosen stays chosen"
    assert not Plan.objects.exists()
    assert client.post(NEW, sent | {"van_lap": "1"}).status_code == 302
    assert len(rows(Plan.objects.get())) == len(codes)


@pytest.mark.parametrize(
    "change", [{"year": "1"}, {"level": "x"}, {"form": "bieu1_tt57"}, {"kind": "x"}, {"span": "99"}]
)
def test_odd_first_steps_come_back_to_the_first_step(cast: Cast, change: dict[str, str]) -> None:
    client = cast.client(cast.secretary)
    for answer in (client.get(NEW, FIRST | change), client.post(NEW, FIRST | change)):
        assert answer.status_code == 200
        assert 'name="buoc"' in answer.content.decode()
    assert not Plan.objects.exists()


def test_an_unknown_criterion_is_refused_with_the_valid_ones(cast: Cast) -> None:
    """Wrong codes were dropped silently; refuse them and show the valid ones."""
    sent = FIRST | {"chon": ["9.9"], "once": "tieu-chi-la-mot-lan"}
    html = cast.client(cast.secretary).post(NEW, sent).content.decode()
    assert "Không có tiêu chí 9.9" in html
    assert "1.1" in html
    assert not Plan.objects.exists()


def test_copying_last_years_work_does_not_keep_its_done(cast: Cast) -> None:
    """Copying last year's work kept last year's "done"."""
    client = cast.client(cast.secretary)
    last = make_plan(cast)
    kept, left = rows(last)
    Action.objects.filter(pk=kept.pk).update(
        target="80% học sinh", status="Hoàn thành", time="Tháng 12 năm 2026"
    )
    step = {"cach": "nam-truoc", "buoc": "2", "source": last.key, "year": str(YEAR + 1)}
    page = client.get(NEW, step).content.decode()
    assert "80% học sinh" in page
    sent = step | {"chon": [str(kept.uid)], "once": "chep-nam-truoc-mot-lan"}
    made = client.post(NEW, sent)
    plan = Plan.objects.exclude(pk=last.pk).get()
    row = rows(plan)[0]
    assert len(rows(plan)) == 1
    assert (row.target, row.status, row.time) == ("80% học sinh", "", "")
    html = client.get(made["Location"]).content.decode()
    assert "Tháng 12 năm 2026" in html, "what shall be set anew is listed"
    assert left.deleted_at is None


def test_a_years_plan_from_one_of_several_years(cast: Cast) -> None:
    client = cast.client(cast.secretary)
    parent = several(cast)
    step = {"cach": "nhieu-nam", "buoc": "2", "source": parent.key, "year": str(YEAR)}
    sent = step | {"chon": [str(rows(parent)[0].uid)], "once": "tu-nhieu-nam-mot-lan"}
    assert client.post(NEW, sent).status_code == 302
    assert Plan.objects.get(parent=parent).start_year == YEAR


def test_a_plan_of_another_school_is_no_source(cast: Cast) -> None:
    source = make_plan(cast)
    page = cast.client(cast.stranger).get(
        "/truong/tieu-hoc-le-loi/ke-hoach/moi/",
        {"cach": "nam-truoc", "buoc": "2", "source": source.key, "year": str(YEAR + 1)},
    )
    assert page.status_code == 200
    assert source.name not in page.content.decode()


# -- away and back --------------------------------------------------------------------------------


def test_a_draft_is_put_away_and_brought_back(cast: Cast) -> None:
    plan = make_plan(cast)
    client = cast.client(cast.secretary)
    base = f"{LIST}{plan.key}/"
    page = client.post(f"{base}xoa/", follow=True).content.decode()
    assert f"{base}khoi-phuc/" in page
    assert client.get(base).status_code == 404
    assert client.post(f"{base}khoi-phuc/").status_code == 302
    assert client.get(base).status_code == 200


def test_only_those_who_may_delete_do(cast: Cast) -> None:
    plan = make_plan(cast)
    for verb in ("xoa/", "khoi-phuc/"):
        url = f"{LIST}{plan.key}/{verb}"
        assert cast.client(cast.deputy).post(url).status_code == 403
        assert cast.client(cast.stranger).post(url).status_code == 404
        own = f"/truong/tieu-hoc-le-loi/ke-hoach/{plan.key}/{verb}"
        assert cast.client(cast.stranger).post(own).status_code == 404
        assert cast.client(cast.secretary).get(url).status_code == 405
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    refused = cast.client(cast.head).post(f"{LIST}{plan.key}/xoa/", follow=True)
    assert "chỉ bản nháp mới xoá được" in refused.content.decode()
    plan.refresh_from_db()
    assert plan.deleted_at is None


# -- a year's part of a plan of several years -----------------------------------------------------


def test_only_the_parents_years_are_offered_and_those_made_are_marked(cast: Cast) -> None:
    parent = several(cast)
    make_plan(cast)  # another plan of the school: no part of the parent
    client = cast.client(cast.secretary)
    step = {"cach": "nhieu-nam", "buoc": "2", "source": parent.key, "year": str(YEAR)}
    client.post(NEW, step | {"chon": [str(rows(parent)[0].uid)], "once": "phan-nam-dau-tien"})
    html = client.get(NEW, {"cach": "nhieu-nam"}).content.decode()
    years = range(YEAR - 3, YEAR + 8)
    offered = [year for year in years if f'<option value="{year}"' in html]
    assert offered == list(range(YEAR, YEAR + 5))
    assert html.count("(đã có kế hoạch năm học)") == 1
    assert f"{YEAR}-{YEAR + 1} (đã có kế hoạch năm học)" in html
    assert f'<option value="{YEAR + 1}" selected' in html
    outside = client.get(NEW, step | {"year": str(YEAR - 1)})
    assert "Lập kế hoạch năm học" not in outside.content.decode()
    late = client.post(NEW, step | {"year": str(YEAR + 9), "once": "ngoai-nam-cua-ke-hoach"})
    assert late.status_code == 200
    assert Plan.objects.filter(parent=parent).count() == 1


def test_of_two_plans_of_several_years_one_is_chosen_first(cast: Cast) -> None:
    first = several(cast)
    other = several_later(cast)
    client = cast.client(cast.secretary)
    html = client.get(NEW, {"cach": "nhieu-nam"}).content.decode()
    assert f"?cach=nhieu-nam&amp;source={first.key}" in html
    assert f"?cach=nhieu-nam&amp;source={other.key}" in html
    assert '<option value="' not in html.split("<main")[-1]
    chosen = client.get(NEW, {"cach": "nhieu-nam", "source": other.key}).content.decode()
    assert f'<option value="{YEAR + 6}"' in chosen
    assert f'<option value="{YEAR}"' not in chosen.split("<main")[-1]


def several_later(cast: Cast) -> Plan:
    """A second plan of several years."""
    return create_plan(
        school=cast.school,
        actor=cast.head,
        at=NOW,
        once="nhieu-nam-hai",
        start_year=YEAR + 5,
        end_year=YEAR + 7,
        kind="multi_year",
        school_level="thcs",
        form="five_5",
    ).plan


def test_a_year_that_has_a_plan_is_told_before_another_is_made(cast: Cast) -> None:
    client = cast.client(cast.secretary)
    assert "đã có" not in client.get(NEW, FIRST).content.decode()
    plan = make_plan(cast)
    html = client.get(NEW, FIRST).content.decode()
    assert f"{plan.key}/" in html
    assert "không thay kế hoạch ấy" in html
    other = client.get(NEW, FIRST | {"year": str(YEAR + 1)}).content.decode()
    assert "không thay kế hoạch ấy" not in other


def test_the_plan_offered_to_start_from_is_of_an_earlier_year(cast: Cast) -> None:
    earlier, now = make_plan(cast), make_plan(cast, "five_5")
    Plan.objects.filter(pk=earlier.pk).update(start_year=YEAR - 1, end_year=YEAR - 1)
    html = cast.client(cast.secretary).get(NEW, {"cach": "nam-truoc"}).content.decode()
    assert f'<option value="{earlier.key}" selected>' in html
    assert f'<option value="{now.key}">' in html
    assert f'<option value="{YEAR}" selected>' in html
