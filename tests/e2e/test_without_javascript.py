"""The work of a plan with JavaScript switched off: plain pages, plain forms."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from . import demo as places
from .browser import visitor
from .demo import Demo, sign_in_form

DRAFT = places.DRAFT


def plain(demo: Demo, part: str) -> Page:
    """A page of this person, without JavaScript, signed in through the form."""
    page = visitor(demo.opened, script=False).new_page()
    sign_in_form(page, demo.address, part)
    return page


def save_row(page: Page) -> None:
    """Press the button of a row's form."""
    page.get_by_role("button", name="Lưu dòng").click()


def fill(page: Page, **values: str) -> None:
    """Write into the fields of a row's form, opening the group each stands in."""
    for name, words in values.items():
        box = page.locator(f"form.row-form [name={name}]")
        expect(box, page.locator("main").inner_text()).to_have_count(1, timeout=5000)
        if not box.is_visible():
            page.locator("details", has=page.locator(f"[name={name}]")).locator(
                "summary"
            ).first.click()
        box.fill(words)


def test_a_row_a_comment_and_sending_for_approval(demo: Demo) -> None:
    page = plain(demo, f"thuky.{DRAFT}")
    page.goto(demo.plan(DRAFT))
    rows = page.locator("table.grid-action a.open-row")
    assert rows.count() == len(demo.facts["plans"][DRAFT]["rows"])
    for number in range(rows.count()):
        page.goto(demo.plan(DRAFT, f"dong/action/{demo.row(DRAFT, number)}/"))
        fill(page, time=f"Tháng {number + 1}/2027", assignee_text="Phó hiệu trưởng")
        save_row(page)
        expect(page.locator(f"#dong-{demo.row(DRAFT, number)}")).to_contain_text(
            f"Tháng {number + 1}/2027"
        )
    page.goto(demo.plan(DRAFT, "gop-y/"))
    page.locator("textarea#text").fill("Đã ghi đủ thời gian và người thực hiện.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("article.thread")).to_contain_text("Đã ghi đủ thời gian")
    page.goto(demo.plan(DRAFT, "qua-trinh/"))
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.locator(".title-state")).to_contain_text("Chờ phê duyệt")
    page.context.close()


def test_two_forms_of_one_row_end_in_a_page_with_both_versions(demo: Demo) -> None:
    school = places.RETURNED
    address = demo.plan(school, f"dong/action/{demo.row(school)}/")
    one, other = plain(demo, f"thuky.{school}"), plain(demo, f"pho.{school}")
    for page in (one, other):
        page.goto(address)
    fill(one, time="Tháng 10/2026", assignee_text="Tổ trưởng chuyên môn")
    save_row(one)
    fill(other, time="Tháng 12/2026", conditions="Máy chiếu của tổ")
    save_row(other)
    main = other.locator("main")
    expect(main).to_contain_text("Có người vừa sửa chỗ này")
    expect(main).to_contain_text("Tháng 10/2026")
    expect(main).to_contain_text("Tháng 12/2026")
    expect(main).to_contain_text("Những ô khác của dòng đã được lưu")
    other.get_by_label("Giữ bản của tôi").check()
    other.get_by_role("button", name="Lưu lựa chọn").click()
    row = other.locator(f"#dong-{demo.row(school)}")
    expect(row).to_contain_text("Tháng 12/2026")
    expect(row).to_contain_text("Tổ trưởng chuyên môn")
    other.goto(address)
    expect(other.locator("[name=conditions]")).to_have_value("Máy chiếu của tổ")
    for page in (one, other):
        page.context.close()


def test_approving_sending_back_and_issuing(demo: Demo) -> None:
    head = plain(demo, f"hieutruong.{places.WAITING}")
    head.goto(demo.plan(places.WAITING, "qua-trinh/"))
    head.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(head.locator(".title-state")).to_contain_text("Đã phê duyệt")
    head.get_by_role("link", name="Ban hành…").first.click()
    head.get_by_role("button", name="Ban hành", exact=True).click()
    seen = head.locator("input[name=faults_seen]")
    if seen.count():
        seen.check()
        head.get_by_role("button", name="Ban hành", exact=True).click()
    expect(head.locator("section.sealed h2").first).to_have_text(re.compile(r"^Số 01/KH-"))
    head.context.close()


def test_reading_and_the_public_page(demo: Demo) -> None:
    teacher = plain(demo, f"giaovien.{places.ISSUED}")
    expect(teacher.locator("h1")).to_be_visible()
    teacher.goto(f"{demo.address}/truong/{places.ISSUED}/ke-hoach/")
    teacher.locator("table.plans a").first.click()
    expect(teacher.locator("table.grid-action tbody tr").first).to_be_visible()
    teacher.goto(demo.plan(places.ISSUED, "xem/"))
    expect(teacher.locator("article.paper, .paper").first).to_be_visible()
    teacher.context.close()
    stranger = visitor(demo.opened, script=False).new_page()
    stranger.goto(f"{demo.address}/cong-khai/{demo.facts['plans'][places.ISSUED]['public']}/")
    expect(stranger.locator("article.paper")).to_be_visible()
    stranger.context.close()
