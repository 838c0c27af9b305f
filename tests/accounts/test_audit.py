"""The audit trail: any change to it shows; people read it, filter it, take it away safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from caitien.accounts.audit import SYSTEM, record, scope_of, verify
from caitien.accounts.models import AuditHead, AuditLine
from caitien.schools.export_trail import safe
from tests.people import Cast, make_cast

from .at_once import alone, race, shared

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


def write(cast: Cast, count: int = 5, **more: Any) -> str:
    for number in range(count):
        told = {
            "actor": cast.head,
            "action": "plan.field",
            "sentence": f"Cô Hương sửa ô số {number}",
            "target": f"plan:{number}",
            "changes": {"content": ["cũ", f"mới {number}"]},
            "at": NOW + timedelta(minutes=number),
            **more,
        }
        record(organisation_id=cast.school.pk, **told)
    return scope_of(cast.school.pk)


def test_an_untouched_chain_is_whole(cast: Cast) -> None:
    scope = write(cast)
    assert verify(scope) is None
    assert verify(scope_of(cast.other_school.pk)) is None
    assert verify(SYSTEM) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sentence", "Không có gì xảy ra"),
        ("actor_name", "Trần Văn Phó"),
        ("action", "plan.approve"),
        ("target", "plan:99"),
        ("changes", {"content": ["cũ", "khác"]}),
        ("at", NOW - timedelta(days=1)),
        ("previous", "0" * 64),
        ("hash", "0" * 64),
        ("number", 77),
        ("scope", "org:999"),
    ],
)
def test_a_changed_field_shows(cast: Cast, field: str, value: object) -> None:
    scope = write(cast)
    AuditLine.objects.filter(scope=scope, number=3).update(**{field: value})
    broken = verify(scope)
    assert broken is not None
    assert broken.number == 3


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_deleted_line_shows(cast: Cast, number: int) -> None:
    scope = write(cast)
    AuditLine.objects.filter(scope=scope, number=number).delete()
    broken = verify(scope)
    assert broken is not None
    assert broken.number in (number, 5 if number == 5 else number)


def test_lines_cut_off_at_the_end_show_even_without_the_head(cast: Cast) -> None:
    scope = write(cast)
    AuditLine.objects.filter(scope=scope, number__gt=3).delete()
    assert verify(scope) is not None
    AuditHead.objects.filter(scope=scope).delete()
    assert verify(scope) is not None


def test_two_lines_exchanged_show(cast: Cast) -> None:
    scope = write(cast)
    AuditLine.objects.filter(scope=scope, number=2).update(number=20)
    AuditLine.objects.filter(scope=scope, number=3).update(number=2)
    AuditLine.objects.filter(scope=scope, number=20).update(number=3)
    broken = verify(scope)
    assert broken is not None
    assert broken.number == 2


def test_a_line_put_in_at_the_end_shows(cast: Cast) -> None:
    scope = write(cast)
    last = AuditLine.objects.get(scope=scope, number=5)
    last.pk, last.number, last.previous = None, 6, last.hash
    last.save(force_insert=True)
    assert verify(scope) is not None


def test_a_deleted_user_does_not_break_the_chain(cast: Cast) -> None:
    scope = write(cast, actor=cast.viewer)
    cast.viewer.grants.all().delete()
    cast.viewer.delete()
    assert verify(scope) is None


def test_a_renamed_user_keeps_the_name_of_the_day(cast: Cast) -> None:
    scope = write(cast)
    cast.head.full_name = "Nguyễn Thị Hương Giang"
    cast.head.save()
    assert verify(scope) is None
    names = AuditLine.objects.filter(scope=scope).values_list("actor_name", flat=True)
    assert set(names) == {"Nguyễn Thị Hương"}


@pytest.mark.django_db(transaction=True)
def test_lines_written_at_once_make_one_chain(tmp_path: Path) -> None:
    cast = make_cast()
    scope = scope_of(cast.school.pk)

    def work() -> Callable[[], str]:
        return lambda: write(cast, 8)

    with shared(tmp_path):
        told = race(*(work() for _ in range(4)))
        numbers = alone(
            lambda: list(
                AuditLine.objects.filter(scope=scope)
                .order_by("number")
                .values_list("number", flat=True)
            )
        )
        broken = alone(lambda: verify(scope))
    assert told == [scope] * 4
    assert numbers == list(range(1, 33))
    assert broken is None


def trail(cast: Cast, part: str = "head", **query: str) -> Any:
    return cast.client(cast.users[part]).get(reverse("audit", args=[cast.school.slug]), query)


def test_the_page_tells_that_the_chain_is_whole(cast: Cast) -> None:
    write(cast)
    page = trail(cast).content.decode()
    assert "Chuỗi nhật ký nguyên vẹn: 5 dòng" in page
    assert page.index("ô số 4") < page.index("ô số 0")


def test_the_page_tells_where_the_chain_breaks(cast: Cast) -> None:
    scope = write(cast)
    AuditLine.objects.filter(scope=scope, number=3).update(sentence="khác")
    page = trail(cast).content.decode()
    assert "không còn nguyên vẹn" in page
    assert "từ dòng 3" in page


def test_a_long_chain_is_checked_when_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caitien.schools.views_audit.CHECK_AT_ONCE", 4)
    write(cast)
    assert "nguyên vẹn" not in trail(cast).content.decode()
    assert "nguyên vẹn" in trail(cast, kiem_tra="1").content.decode()


def test_the_trail_is_filtered(cast: Cast) -> None:
    write(cast, 2)
    write(cast, 1, actor=cast.secretary, action="staff.add", sentence="Thêm thầy Nam",
          at=NOW - timedelta(days=3))  # fmt: skip
    for query, count in (
        ({}, 3),
        ({"ai": "Lê Thu Ký"}, 1),
        ({"ve": "staff"}, 1),
        ({"ve": "plan"}, 2),
        ({"tim": "thầy Nam"}, 1),
        ({"tu": "2026-11-19"}, 2),
        ({"den": "19/11/2026"}, 1),
        ({"tu": "2026-11-17", "den": "2026-11-17"}, 1),
        ({"tu": "khong phai ngay", "ve": "'; --", "page": "x"}, 3),
        ({"tim": "100%_"}, 0),
    ):
        page = trail(cast, **query)
        assert page.status_code == 200
        assert page.context["page"].paginator.count == count, query


def test_the_trail_is_paged_and_cheap(cast: Cast, django_assert_max_num_queries: Any) -> None:
    write(cast, 60)
    browser = cast.client(cast.head)
    with django_assert_max_num_queries(14):
        page = browser.get(reverse("audit", args=[cast.school.slug]), {"page": "2"})
    assert len(page.context["page"]) == 10


@pytest.mark.parametrize(
    ("part", "status"),
    [("head", 200), ("admin", 200), ("deputy", 200), ("secretary", 403), ("teacher", 403),
     ("viewer", 403), ("reviewer", 403), ("stranger", 404), ("officer", 404), ("keeper", 404)],
)  # fmt: skip
def test_who_may_read_the_trail(cast: Cast, part: str, status: int) -> None:
    write(cast)
    browser = cast.client(cast.users[part])
    slug = cast.school.slug
    assert browser.get(reverse("audit", args=[slug])).status_code == status
    for kind in ("csv", "xlsx"):
        assert browser.get(reverse("audit-file", args=[slug, kind])).status_code == status


def test_an_office_has_its_own_trail(cast: Cast) -> None:
    browser = cast.client(cast.office_admin)
    asked = browser.get(reverse("audit", args=[cast.office.slug]))
    assert asked.url == reverse("office-audit", args=[cast.office.slug])
    assert browser.get(asked.url).status_code == 200
    other = cast.client(cast.officer).get(asked.url)
    assert other.status_code == 403


def test_a_name_like_a_formula_is_text_in_the_files(cast: Cast) -> None:
    evil = '=HYPERLINK("http://xau.example";"bấm")'
    write(cast, 2, sentence=evil)
    write(cast, 1, sentence="Cô Hương sửa\nhai dòng")
    browser = cast.client(cast.head)
    answer = browser.get(reverse("audit-file", args=[cast.school.slug, "csv"]))
    raw = b"".join(answer.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert rows[1][3] == "'" + evil
    assert rows[3][3] == "Cô Hương sửa\nhai dòng"
    book = browser.get(reverse("audit-file", args=[cast.school.slug, "xlsx"]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    table = sheet.to_python()
    assert [row[3] for row in table[1:]] == ["'" + evil, "'" + evil, "Cô Hương sửa\nhai dòng"]
    assert (
        browser.get(f"/truong/{cast.school.slug}/nha-truong/nhat-ky/nhat-ky.exe").status_code == 404
    )


def test_the_files_hold_what_is_filtered(cast: Cast) -> None:
    write(cast, 3)
    write(cast, 1, action="staff.add")
    browser = cast.client(cast.head)
    address = reverse("audit-file", args=[cast.school.slug, "csv"])
    raw = b"".join(browser.get(address, {"ve": "staff"}).streaming_content)
    assert raw.count(b"\r\n") == 2


@given(st.text())
def test_no_text_is_a_formula(text: str) -> None:
    shown = safe(text)
    assert shown.removeprefix("'") == text.removeprefix("'")
    assert not shown.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_two_schools_have_two_chains(cast: Cast) -> None:
    scope = write(cast)
    record(organisation_id=cast.other_school.pk, actor=cast.stranger, at=NOW, action="plan.field",
           sentence="Bí mật của Lê Lợi")  # fmt: skip
    assert "Bí mật" not in trail(cast).content.decode()
    assert AuditLine.objects.filter(scope=scope).count() == 5


# -- the installation's own chain


def system_lines(count: int = 3) -> None:
    for number in range(count):
        record(
            organisation_id=None, actor=None, at=NOW, action="user.rename",
            sentence=f"Người thứ {number} ở Đống Đa đổi tên", target="user:1",
        )  # fmt: skip


def test_the_keeper_reads_verifies_and_searches_the_installations_trail(cast: Cast) -> None:
    system_lines()
    browser = cast.client(cast.keeper)
    page = browser.get(reverse("system-audit")).content.decode()
    assert "Chuỗi nhật ký nguyên vẹn: 3 dòng" in page
    assert "Người thứ 2 ở Đống Đa đổi tên" in page
    for words in ("dong da 1", "Đống Đa 1", "he thong thu 1"):
        found = browser.get(reverse("system-audit"), {"tim": words}).content.decode()
        assert "1 việc trong 3" in found, words
    other = browser.get(reverse("system-audit"), {"ve": "system"}).content.decode()
    assert "0 việc" in other or "Không tìm thấy" in other
    AuditLine.objects.filter(scope=SYSTEM, number=2).update(sentence="Không có gì")
    broken = browser.get(reverse("system-audit")).content.decode()
    assert "không còn nguyên vẹn</strong> từ dòng 2" in broken


def test_the_installations_trail_is_paged(cast: Cast) -> None:
    system_lines(120)
    page = cast.client(cast.keeper).get(reverse("system-audit"), {"page": "3"}).content.decode()
    assert "Trang 3 / 3" in page
    assert "Người thứ 0 ở" in page


def test_the_installations_trail_is_taken_away_without_formulas(cast: Cast) -> None:
    record(organisation_id=None, actor=None, at=NOW, action="user.rename", sentence="=1+1")
    browser = cast.client(cast.keeper)
    book = browser.get(reverse("system-audit-file", args=["xlsx"]))
    assert "nhat-ky-he-thong" in book["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    assert rows.to_python()[1][3] == "'=1+1"
    lines = browser.get(reverse("system-audit-file", args=["csv"])).getvalue()
    assert "'=1+1" in lines.decode("utf-8-sig")


def test_nobody_but_the_keeper_has_the_installations_trail(cast: Cast) -> None:
    for user in (cast.head, cast.office_admin, cast.stranger):
        browser = cast.client(user)
        assert browser.get(reverse("system-audit")).status_code == 404
        assert browser.get(reverse("system-audit-file", args=["csv"])).status_code == 404


def test_a_changed_search_key_shows(cast: Cast) -> None:
    scope = write(cast)
    AuditLine.objects.filter(scope=scope, number=4).update(search_key="")
    broken = verify(scope)
    assert broken is not None
    assert broken.number == 4


def test_a_search_of_a_schools_trail_needs_no_marks(cast: Cast) -> None:
    write(cast)
    browser = cast.client(cast.head)
    address = reverse("audit", args=[cast.school.slug])
    for words in ("co huong o so 3", "CÔ HƯƠNG Ô SỐ 3"):
        assert "1 việc trong 5" in browser.get(address, {"tim": words}).content.decode()
