"""A staff list from a file: looked at first, written once, nothing of the past lost."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from caitien.accounts.audit import verify
from caitien.accounts.models import AuditLine
from caitien.schools import (
    queries_export,
    queries_import,
    queries_staff,
    services_import,
    services_staff,
)
from caitien.schools.models import Person, Unit
from caitien.schools.queries_workbook import SheetRow, field_of, read_staff
from caitien.ui.problems import Problem
from tests.people import NOW, TODAY, Cast

from .books import book

HEAD = ["STT", "Họ và tên (*)", "CHỨC VỤ", "Tổ chuyên môn", "E-mail", "Số điện thoại", "Mã GV"]
ROW = [1, "Trịnh Thị Thủy", "Giáo viên", "Tổ Ngữ văn", "thuy@truong.edu.vn", 912345678, "GV01"]


def rows(*names: str, **more: str) -> list[SheetRow]:
    """Rows of a file that give only names, and what `more` says for all."""
    return [SheetRow(n, {"full_name": name, **more}) for n, name in enumerate(names, 2)]


def apply(cast: Cast, found: list[SheetRow], once: str = "mot", **more: Any) -> str:
    """Write what a fresh preview shows."""
    values: dict[str, Any] = {
        "fingerprint": queries_import.preview(cast.school, found).fingerprint(),
        "decisions": {}, "file_name": "ds.xlsx", "actor": cast.secretary, "at": NOW,
    }  # fmt: skip
    return services_import.import_staff(
        organisation=cast.school, rows=found, once=once, **(values | more)
    )


def kinds(cast: Cast, found: list[SheetRow]) -> list[str]:
    """The kinds of a preview, row by row."""
    return [entry.kind for entry in queries_import.preview(cast.school, found).entries]


# -- reading


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Họ và tên", "full_name"), ("HỌ TÊN CBGVNV", "full_name"), ("Họ đệm", "family"),
        ("Tên", "given"), ("Chức danh", "post"), ("Tổ/Bộ phận", "unit"), ("SĐT", "phone"),
        ("Đ/c Email", None), ("Thư điện tử", "email"), ("Mã định danh", "staff_code"),
        ("Số điện thoại (Zalo)", "phone"), ("Ngày sinh", None), ("", None),
    ],
)  # fmt: skip
def test_everyday_titles(title: str, field: str | None) -> None:
    assert field_of(title) == field


def test_columns_in_any_order_below_a_heading() -> None:
    order = [4, 2, 1, 6, 3, 5, 0]
    sheet = read_staff(
        book([[HEAD[i] for i in order], [ROW[i] for i in order]], above=4), "danh sách.xlsx"
    )
    assert sheet.rows == [
        SheetRow(6, {
            "full_name": "Trịnh Thị Thủy", "post": "Giáo viên", "unit": "Tổ Ngữ văn",
            "email": "thuy@truong.edu.vn", "phone": "0912345678", "staff_code": "GV01",
        })
    ]  # fmt: skip


def test_a_name_in_two_columns_is_one_name() -> None:
    sheet = read_staff(book([["Họ và tên đệm", "Tên"], ["Nguyễn Thị", "Ánh"]]), "a.xlsx")
    assert sheet.rows[0].values["full_name"] == "Nguyễn Thị Ánh"


def test_unknown_columns_are_told_and_left() -> None:
    sheet = read_staff(book([["Họ tên", "Ngày sinh"], ["Lê Văn A", "01/01/1980"]]), "a.xlsx")
    assert sheet.unknown == ["Ngày sinh"]
    assert sheet.rows[0].values == {"full_name": "Lê Văn A"}


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)"])
def test_a_text_that_looks_like_a_formula_stays_text(cast: Cast, text: str) -> None:
    sheet = read_staff(book([["Họ tên", "Chức vụ"], ["Lê Văn A", text]]), "a.xlsx")
    assert sheet.rows[0].values["post"] == text
    apply(cast, sheet.rows)
    people = Person.objects.filter(full_name="Lê Văn A").select_related("unit")
    content = queries_export.export_staff(cast.school, people, NOW)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
    assert "<f>" not in xml
    assert 'quotePrefix="1"' in styles


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def _macros() -> bytes:
    stream = io.BytesIO(book([HEAD, ROW]))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    return stream.getvalue()


def _bomb() -> bytes:
    cell = b'<c r="A1" t="inlineStr"><is><t>' + b"A" * 80_000_000 + b"</t></is></c>"
    sheet = b"<worksheet><sheetData><row>" + cell + b"</row></sheetData></worksheet>"
    stream = io.BytesIO(book([HEAD]))
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return out.getvalue()


_ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\0" * 504
    + ("EncryptedPackage".encode("utf-16-le") + b"\0" * 96)
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"khong phai bang tinh", "không phải bảng tính"),
        (b"%PDF-1.7 abc", "không phải bảng tính"),
        (_ENCRYPTED, "mật khẩu"),
        (book([HEAD, ROW])[:900], "hỏng|không phải"),
        (_macros(), "macro"),
        (_bomb(), "Chưa đọc"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
        (_zip(xl__workbook_dot_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "hỏng"),
        (book([["Không", "có"], ["cột", "nào"]]), "Họ và tên"),
        (book([HEAD]), "chưa có ai"),
        (book([]), "không có dòng nào"),
        (book([["Họ tên"], *([f"Người {n}"] for n in range(2001))]), "2.000"),
    ],
)
def test_hostile_and_wrong_files_are_refused_in_vietnamese(content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words) as found:
        read_staff(content, "tệp của tôi.xlsx")
    assert "tệp của tôi.xlsx" in found.value.message
    assert "/tmp" not in found.value.message  # noqa: S108 - no path of the machine is told


def test_two_thousand_rows_are_taken() -> None:
    sheet = read_staff(book([["Họ tên"], *([f"Người {n}"] for n in range(2000))]), "a.xlsx")
    assert len(sheet.rows) == 2000


# -- the preview


def test_a_list_in_capitals_is_the_same_people(cast: Cast) -> None:
    sheet = read_staff(book([["Họ tên"], ["HOÀNG THỊ LAN"], ["LÝ VĂN MỚI"]]), "a.xlsx")
    assert kinds(cast, sheet.rows) == ["same", "new"]
    assert kinds(cast, rows("hoàng thị lan")) == ["same"]
    apply(cast, sheet.rows)
    assert Person.objects.filter(full_name="Lý Văn Mới").exists()
    apply(cast, rows("HOÀNG THỊ LAN", phone="0912000000"), once="hai")
    person = cast.person("teacher")
    assert (person.full_name, person.phone) == ("Hoàng Thị Lan", "0912000000")


def test_new_changed_same_and_refused(cast: Cast) -> None:
    found = [
        SheetRow(2, {"full_name": "Người Mới"}),
        SheetRow(3, {"full_name": "Hoàng Thị Lan", "phone": "0912000000", "post": ""}),
        SheetRow(4, {"full_name": "Phạm Hội Đồng", "post": "Tổ trưởng tổ Toán – Tin"}),
        SheetRow(5, {"full_name": "", "email": "a@b.vn"}),
        SheetRow(6, {"full_name": "Sai Thư", "email": "a.b"}),
        SheetRow(7, {"full_name": "Báo Lỗi"}, "một ô đang báo lỗi #REF! của Excel"),
    ]
    seen = queries_import.preview(cast.school, found)
    assert [entry.kind for entry in seen.entries] == [
        "new", "changed", "same", "refused", "refused", "refused",
    ]  # fmt: skip
    assert seen.entries[1].changes == {"điện thoại": ("", "0912000000")}
    assert "họ và tên" in seen.entries[3].why
    assert "thư điện tử" in seen.entries[4].why
    assert seen.absent == 5


def test_thuy_in_the_file_and_thuy_on_the_list_is_asked(cast: Cast) -> None:
    apply(cast, rows("Trịnh Thị Thủy"))
    seen = queries_import.preview(cast.school, rows("Trịnh Thị Thuỷ"))
    assert seen.entries[0].kind == "twin"
    assert seen.entries[0].candidates[0].full_name == "Trịnh Thị Thủy"


def test_the_same_name_twice_in_the_file_is_asked(cast: Cast) -> None:
    assert kinds(cast, rows("Lê Văn A", "Lê Văn A")) == ["new", "twin"]


def test_a_code_twice_in_the_file_is_refused(cast: Cast) -> None:
    assert kinds(cast, rows("Lê Văn A", "Lê Văn B", staff_code="GV9")) == ["new", "refused"]


def test_the_same_person_twice_in_the_file_is_written_once(cast: Cast) -> None:
    assert kinds(cast, rows("Hoàng Thị Lan", "Hoàng Thị Lan")) == ["same", "refused"]


def test_a_code_finds_a_person_whose_name_changed_and_asks(cast: Cast) -> None:
    apply(cast, rows("Lê Thị Cũ", staff_code="GV9"))
    seen = queries_import.preview(cast.school, rows("Lê Thị Mới", staff_code="GV9"))
    assert seen.entries[0].kind == "twin"
    assert "GV9" in seen.entries[0].why


def test_a_unit_that_rests_is_not_taken_up_by_a_file(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.unit.pk).update(active=False)
    seen = queries_import.preview(cast.school, rows("Lê Văn A", unit="tổ toán - tin"))
    assert "ngừng hoạt động" in seen.entries[0].why


# -- writing


def test_written_once_in_one_transaction(cast: Cast) -> None:
    found = rows("Trịnh Thị Thủy", post="Giáo viên", unit="Tổ Ngữ văn", staff_code="GV01")
    told = apply(cast, found)
    assert "thêm 1" in told
    assert apply(cast, found) == told
    person = Person.objects.get(full_name="Trịnh Thị Thủy")
    assert person.search_key
    assert person.unit is not None
    assert person.unit.kind == Unit.Kind.SUBJECT
    assert person.posts.get().from_on == date(2026, 8, 1), "the first day of the school year"
    assert person.posts.get().given_by == cast.secretary
    assert "không đổi 1" in apply(cast, found, once="hai")
    assert Person.objects.filter(staff_code="GV01").count() == 1
    assert AuditLine.objects.filter(action="staff.import").count() == 2


def test_nothing_is_written_where_one_decision_is_wrong(cast: Cast) -> None:
    apply(cast, rows("Trịnh Thị Thủy"))
    found = rows("Người Mới", "Trịnh Thị Thuỷ")
    with pytest.raises(Problem, match="Chưa nhập gì"):
        apply(cast, found, once="hai", decisions={3: cast.person("stranger").key})
    assert not Person.objects.filter(full_name="Người Mới").exists()


@pytest.mark.parametrize(("choice", "people"), [("skip", 1), ("new", 2), ("same", 1)])
def test_the_decision_about_a_twin_is_followed(cast: Cast, choice: str, people: int) -> None:
    apply(cast, rows("Trịnh Thị Thủy"))
    one = Person.objects.get(full_name="Trịnh Thị Thủy")
    decision = one.key if choice == "same" else choice
    apply(cast, rows("Trịnh Thị Thuỷ"), once="hai", decisions={2: decision})
    assert Person.objects.filter(name_key=one.name_key).count() == people
    one.refresh_from_db()
    assert one.full_name == ("Trịnh Thị Thuỷ" if choice == "same" else "Trịnh Thị Thủy")


def test_who_had_left_keeps_the_past(cast: Cast) -> None:
    person = cast.person("teacher")
    services_staff.leave(person=person, on=TODAY, actor=cast.head, at=NOW)
    found = rows("Hoàng Thị Lan", post="Giáo viên")
    apply(cast, found)
    person.refresh_from_db()
    assert not person.active
    assert person.left_on == TODAY


def test_what_a_file_changed_stands_in_the_history_of_the_person(cast: Cast) -> None:
    apply(cast, rows("Hoàng Thị Lan", post="Tổ phó", unit="Tổ Văn"))
    person = cast.person("teacher")
    line = queries_staff.lines_about(person)[0]
    assert "chức vụ: Giáo viên → Tổ phó; tổ, bộ phận: Tổ Toán – Tin → Tổ Văn" in line.sentence
    assert verify(f"org:{cast.school.pk}") is None
    assert person.posts.get(until_on=None).name == "Tổ phó"
    assert person.version == 2
    assert "Tổ phó" in services_staff.values_of(person)["post"]


def test_who_left_comes_back_only_by_a_decision(cast: Cast) -> None:
    person = cast.person("teacher")
    services_staff.leave(person=person, on=TODAY, actor=cast.head, at=NOW)
    apply(cast, rows("Hoàng Thị Lan", post="Giáo viên"), decisions={2: person.key})
    person.refresh_from_db()
    assert person.active
    assert person.left_on is None


def test_a_list_changed_after_the_preview_is_shown_again(cast: Cast) -> None:
    found = rows("Hoàng Thị Lan", phone="0912000000")
    old = queries_import.preview(cast.school, found).fingerprint()
    Person.objects.filter(pk=cast.person("teacher").pk).update(phone="0999")
    with pytest.raises(services_import.ListChanged, match="vừa có người sửa"):
        apply(cast, found, fingerprint=old)
    assert cast.person("teacher").phone == "0999"


def test_export_and_import_again_change_nothing(cast: Cast) -> None:
    apply(cast, rows("Trịnh Thị Thủy", post="Giáo viên", unit="Tổ Ngữ văn", email="t@b.vn"))
    people = Person.objects.filter(organisation=cast.school).select_related("unit")
    sheet = read_staff(queries_export.export_staff(cast.school, people, NOW), "a.xlsx")
    assert len(sheet.rows) == people.count()
    assert set(kinds(cast, sheet.rows)) == {"same"}


def test_the_template_is_read_back(cast: Cast) -> None:
    content = queries_export.template(cast.school, cast.school.units.all(), NOW)
    titles = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert all(field_of(str(title)) for title in titles[0])
    with pytest.raises(Problem, match="chưa có ai"):
        read_staff(content, "mau.xlsx")


@given(st.lists(st.text(max_size=40), max_size=8))
def test_reading_any_row_never_fails_otherwise(cells: list[str]) -> None:
    content = book([["Họ tên", "Chức vụ"], [c for c in cells if "\0" not in c]])
    with contextlib.suppress(Problem):
        sheet = read_staff(content, "a.xlsx")
        assert all(len(value) <= 400 for row in sheet.rows for value in row.values.values())


# -- the pages


def test_the_whole_way_by_the_pages(cast: Cast) -> None:
    base = f"/truong/{cast.school.slug}/nha-truong/nhan-su/"
    browser = cast.client(cast.secretary)
    file = SimpleUploadedFile("ds.xlsx", book([HEAD, ROW]))
    text = browser.post(base + "nhap/", {"file": file}).content.decode()
    assert "Chưa lưu gì" in text
    assert not Person.objects.filter(full_name="Trịnh Thị Thủy").exists()
    sent = {
        name: re.search(rf'name="{name}" value="([^"]+)"', text)[1]  # type: ignore[index]
        for name in ("rows", "fingerprint", "once")
    }
    for _ in range(2):
        answer = browser.post(base + "nhap/ghi/", sent, follow=True)
        assert "thêm 1" in answer.content.decode()
    assert Person.objects.filter(full_name="Trịnh Thị Thủy").count() == 1
    other = cast.client(cast.stranger)
    strange = f"/truong/{cast.other_school.slug}/nha-truong/nhan-su/nhap/ghi/"
    assert "đã cũ" in other.post(strange, sent, follow=True).content.decode()
    assert not cast.other_school.people.filter(full_name="Trịnh Thị Thủy").exists()


def test_a_wrong_file_says_what_to_do_and_keeps_the_page(cast: Cast) -> None:
    base = f"/truong/{cast.school.slug}/nha-truong/nhan-su/nhap/"
    file = SimpleUploadedFile("ds.xlsx", _ENCRYPTED)
    answer = cast.client(cast.secretary).post(base, {"file": file})
    assert answer.status_code == 400
    assert "bỏ mật khẩu" in answer.content.decode()


# -- from when posts are held


def test_posts_of_an_import_begin_on_the_chosen_day(cast: Cast) -> None:
    told = apply(cast, rows("Trịnh Thị Thủy", post="Hiệu trưởng"), posts_from=date(2026, 9, 5))
    assert "chức vụ mới tính từ 05/09/2026" in told
    assert Person.objects.get(full_name="Trịnh Thị Thủy").posts.get().from_on == date(2026, 9, 5)
    with pytest.raises(Problem, match="chưa tới"):
        apply(cast, rows("Người Sau"), once="sau", posts_from=TODAY + timedelta(days=1))
    assert not Person.objects.filter(full_name="Người Sau").exists()


@pytest.mark.parametrize(
    ("held", "starts"),
    [
        ((date(2020, 1, 1), None), date(2026, 8, 1)),
        ((date(2026, 8, 1), None), TODAY),
        ((date(2026, 10, 15), None), TODAY),
        ((date(2026, 8, 5), date(2026, 10, 1)), TODAY),
        ((date(2020, 1, 1), date(2026, 7, 31)), date(2026, 8, 1)),
    ],
)
def test_an_import_never_overwrites_a_post_held_later(
    cast: Cast, held: tuple[date, date | None], starts: date
) -> None:
    person = cast.person("teacher")
    person.posts.create(name="Giáo viên", from_on=held[0], until_on=held[1])
    apply(cast, rows("Hoàng Thị Lan", post="Tổ phó"))
    now, before = person.posts.all()
    assert (now.name, now.from_on, now.until_on) == ("Tổ phó", starts, None)
    ended = held[1] or starts - timedelta(days=1)
    assert (before.name, before.from_on, before.until_on) == ("Giáo viên", held[0], ended)


def test_the_preview_offers_the_first_day_of_the_school_year(cast: Cast) -> None:
    browser = cast.client(cast.secretary)
    base = f"/truong/{cast.school.slug}/nha-truong/nhan-su/"
    file = SimpleUploadedFile("ds.xlsx", book([HEAD, ROW]))
    page = browser.post(base + "nhap/", {"file": file}).content.decode()
    assert re.search(r'name="posts_from" value="2026-08-01"', page)
    sent = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]  # type: ignore[index]
        for name in ("rows", "fingerprint", "once")
    }
    wrong = browser.post(base + "nhap/ghi/", {**sent, "posts_from": "hôm qua"})
    assert wrong.status_code == 400
    assert "chưa đúng" in wrong.content.decode()
    browser.post(base + "nhap/ghi/", {**sent, "posts_from": "2026-10-01"})
    person = Person.objects.get(full_name="Trịnh Thị Thủy")
    assert person.posts.get().from_on == date(2026, 10, 1)


def test_two_imports_without_a_token_are_two_imports(cast: Cast) -> None:
    apply(cast, rows("Người Một"), once="")
    apply(cast, rows("Người Hai"), once="")
    assert Person.objects.filter(full_name__in=["Người Một", "Người Hai"]).count() == 2
