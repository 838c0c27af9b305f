"""Two people write one plan at the same time, in two browsers; and one who loses the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from . import demo as places
from .browser import chromium, visitor
from .demo import Demo
from .watch import Watch

SCHOOL = places.DRAFT
SAVED = re.compile("Đã lưu")


class Editor:
    """One person at the plan, in a browser of their own."""

    def __init__(self, demo: Demo, page: Page) -> None:
        self.demo, self.page = demo, page
        self.watch = Watch(page)
        self.watch.expected |= {409}
        self.open()

    def open(self) -> None:
        """Open the plan anew."""
        self.page.goto(self.demo.plan(SCHOOL))
        expect(self.page.locator("html.plan-ready")).to_be_attached()

    def cell(self, uid: str, field: str) -> Locator:
        """A cell of the table."""
        return self.page.locator(f"#dong-{uid} td[data-f='{field}']")

    def begin(self, uid: str, field: str) -> Locator:
        """Open a cell to write in, everything in it chosen; its box."""
        cell = self.cell(uid, field)
        cell.click()
        box = cell.locator("textarea.box")
        expect(box).to_be_focused()
        box.press("Control+a")
        return box

    def write(self, uid: str, field: str, words: str) -> None:
        """Write a cell and wait until the server has it."""
        self.begin(uid, field)
        self.page.keyboard.type(words)
        self.leave()
        self.saved()

    def leave(self) -> None:
        """Go out of the cell: to the next one, and back to reading."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Escape")

    def saved(self) -> None:
        """The page says that all is saved."""
        expect(self.page.locator("[data-save-state]")).to_have_text(SAVED)

    def look(self) -> None:
        """Come back to the page, as from another tab: it asks for what others changed."""
        with self.page.expect_response(re.compile("/thay-doi/")):
            self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def stored(self, uid: str, field: str) -> str:
        """What the server has, as a browser that keeps nothing and runs no script shows it."""
        context = self.demo.visit(f"thuky.{SCHOOL}", script=False)
        page = context.new_page()
        page.goto(self.demo.plan(SCHOOL))
        words = page.locator(f"#dong-{uid} td[data-f='{field}'] .v").inner_text()
        context.close()
        return words


@pytest.fixture(scope="module")
def second(opened: Browser) -> Iterator[Browser]:
    """The other person's browser."""
    other = opened.browser_type.launch(
        executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
    )
    yield other
    other.close()


@pytest.fixture
def two(demo: Demo, second: Browser) -> Iterator[tuple[Editor, Editor]]:
    """The secretary and the deputy, both with the plan open."""
    first = demo.visit(f"thuky.{SCHOOL}")
    other = visitor(second, state=demo.cookies(f"pho.{SCHOOL}"))
    pair = Editor(demo, first.new_page()), Editor(demo, other.new_page())
    yield pair
    for one in pair:
        assert one.watch.end() == []
        one.page.context.close()


def test_two_cells_of_one_row_are_both_kept(two: tuple[Editor, Editor], demo: Demo) -> None:
    one, other = two
    uid = demo.row(SCHOOL)
    box = one.begin(uid, "time")
    one.page.keyboard.type("Tháng 11 năm 2026")
    other.write(uid, "assignee_text", "Lò Thị Xuyến và tổ chuyên môn 1")
    one.saved()
    expect(box).to_be_focused()
    expect(box).to_have_value("Tháng 11 năm 2026")
    one.leave()
    one.look()
    other.look()
    for who in two:
        expect(who.cell(uid, "time")).to_contain_text("Tháng 11 năm 2026")
        expect(who.cell(uid, "assignee_text")).to_contain_text("Lò Thị Xuyến và tổ chuyên môn 1")
    assert one.stored(uid, "time") == "Tháng 11 năm 2026"


@pytest.mark.parametrize("choice", ["mine", "theirs", "own"])
def test_the_same_cell_shows_both_versions_and_lets_one_choose(
    two: tuple[Editor, Editor], demo: Demo, choice: str
) -> None:
    one, other = two
    uid = demo.row(SCHOOL, 1)
    other.begin(uid, "time")
    one.write(uid, "time", f"Tháng 10/2026, thư ký chọn {choice}")
    other.page.keyboard.type(f"Tháng 12/2026, phó hiệu trưởng {choice}")
    other.leave()
    window = other.page.locator("dialog.conflict-dialog")
    expect(window).to_contain_text(f"Tháng 10/2026, thư ký chọn {choice}")
    expect(window).to_contain_text(f"Tháng 12/2026, phó hiệu trưởng {choice}")
    assert other.stored(uid, "time").startswith("Tháng 10/2026")
    window.locator(f"input[value={choice}]").check()
    if choice == "own":
        window.locator("textarea").fill("Tháng 10 đến tháng 12/2026")
    window.get_by_role("button", name="Lưu lựa chọn").click()
    expect(window).to_have_count(0)
    kept = {
        "mine": f"Tháng 12/2026, phó hiệu trưởng {choice}",
        "theirs": f"Tháng 10/2026, thư ký chọn {choice}",
        "own": "Tháng 10 đến tháng 12/2026",
    }[choice]
    expect(other.cell(uid, "time")).to_contain_text(kept)
    expect(other.page.locator("[data-save-state]")).to_have_text(re.compile("Đã (lưu|giữ)"))
    assert other.stored(uid, "time") == kept
    one.look()
    expect(one.cell(uid, "time")).to_contain_text(kept)


def test_a_row_deleted_while_the_other_writes_in_it_loses_no_words(
    two: tuple[Editor, Editor], demo: Demo
) -> None:
    one, other = two
    uid = demo.row(SCHOOL, 2)
    other.begin(uid, "time")
    other.page.keyboard.type("Tháng 2/2027")
    other.saved()
    one.look()
    one.page.locator(f"#dong-{uid} [data-more]").click()
    one.page.get_by_role("menuitem", name="Xoá dòng").click()
    expect(one.page.locator(f"#dong-{uid}")).to_have_count(0)
    other.look()
    expect(other.cell(uid, "time").locator("textarea.box")).to_have_value("Tháng 2/2027")
    other.page.keyboard.type(", hạn chót 20/02")
    other.leave()
    window = other.page.locator("dialog.conflict-dialog")
    expect(window).to_contain_text("hạn chót 20/02")
    window.locator("input[value=mine]").check()
    window.get_by_role("button", name="Lưu lựa chọn").click()
    expect(other.cell(uid, "time")).to_contain_text("Tháng 2/2027, hạn chót 20/02")
    other.saved()
    one.look()
    expect(one.cell(uid, "time")).to_contain_text("Tháng 2/2027, hạn chót 20/02")


def test_writing_back_what_stood_there_leaves_nothing_unsaved(
    two: tuple[Editor, Editor], demo: Demo
) -> None:
    one, _ = two
    uid = demo.row(SCHOOL, 0)
    box = one.begin(uid, "target")
    words = box.input_value()
    box.press("End")
    one.page.keyboard.type("x")
    box.press("Backspace")
    one.leave()
    expect(box).to_have_count(0)
    expect(one.cell(uid, "target").locator(".v")).to_have_text(words)
    expect(one.page.locator("[data-save-state]")).not_to_contain_text("Chưa lưu")
    expect(one.cell(uid, "target")).not_to_have_class(re.compile("dirty"))


def test_words_written_without_a_network_are_sent_later(
    two: tuple[Editor, Editor], demo: Demo
) -> None:
    one, other = two
    uid = demo.row(SCHOOL, 0)
    one.watch.quiet = True  # a lost network is loud in the console
    one.page.context.set_offline(True)
    one.begin(uid, "target")
    one.page.keyboard.type("Viết lúc mất mạng")
    expect(one.page.locator("[data-save-state]")).to_contain_text("mất mạng")
    assert other.stored(uid, "target") != "Viết lúc mất mạng"
    expect(one.cell(uid, "target").locator("textarea.box")).to_have_value("Viết lúc mất mạng")
    one.page.context.set_offline(False)
    one.saved()
    assert other.stored(uid, "target") == "Viết lúc mất mạng"


def test_words_not_yet_sent_survive_a_reload(two: tuple[Editor, Editor], demo: Demo) -> None:
    one, other = two
    uid = demo.row(SCHOOL, 0)
    one.watch.quiet = True
    one.page.route("**/luu/", lambda route: route.abort("connectionreset"))
    one.begin(uid, "target")
    one.page.keyboard.type("Viết rồi tải lại trang")
    expect(one.page.locator("[data-save-state]")).to_contain_text("Nội dung vẫn còn trên máy này")
    # what is sent while the page goes passes by the route above: no network for that either
    one.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    one.open()
    expect(one.cell(uid, "target")).to_contain_text("Viết rồi tải lại trang")
    assert other.stored(uid, "target") != "Viết rồi tải lại trang"
    one.page.unroute("**/luu/")
    one.page.locator("[data-save-state] button").click()
    one.saved()
    assert other.stored(uid, "target") == "Viết rồi tải lại trang"


def test_an_answer_that_was_lost_is_no_conflict_with_oneself(
    two: tuple[Editor, Editor], demo: Demo
) -> None:
    """Stored, but the answer never came: what is typed on is saved without asking anything."""
    one, other = two
    uid = demo.row(SCHOOL, 0)
    one.watch.quiet = True
    stored: list[int] = []

    def swallow(route: Route) -> None:
        stored.append(route.fetch().status)
        route.abort("connectionreset")

    one.page.route("**/luu/", swallow, times=1)
    one.begin(uid, "target")
    one.page.keyboard.type("Nửa câu đầu")
    expect(one.page.locator("[data-save-state]")).to_contain_text("Nội dung vẫn còn trên máy này")
    one.page.keyboard.type(" và nửa câu sau")
    one.leave()
    one.saved()
    assert stored == [200]
    expect(one.page.locator("dialog[open]")).to_have_count(0)
    assert other.stored(uid, "target") == "Nửa câu đầu và nửa câu sau"


_EVENTS = """box => {
  window.__composed = [];
  window.__box = box;
  for (const name of ["compositionstart", "compositionend", "blur"])
    box.addEventListener(name, () => window.__composed.push(name));
}"""


def composed(page: Page, words: str, between: Any) -> None:
    """Write words as an input method of the system does: each syllable in composition, then kept.

    `between` is called in the middle of each syllable.
    """
    session = page.context.new_cdp_session(page)
    for syllable in words.split(" "):
        for end in range(1, len(syllable) + 1):
            part = syllable[:end]
            session.send(
                "Input.imeSetComposition",
                {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
            )
            if end == (len(syllable) + 1) // 2:
                between()
        session.send("Input.insertText", {"text": syllable})
        page.keyboard.press("Space")
    session.detach()


def test_composition_is_not_disturbed_by_saving_or_by_the_others_changes(
    two: tuple[Editor, Editor], demo: Demo
) -> None:
    one, other = two
    uid = demo.row(SCHOOL, 3)
    box = one.begin(uid, "conditions")
    box.evaluate(_EVENTS)
    turns = iter(range(100))

    def meanwhile() -> None:
        other.write(uid, "time", f"Tháng 1/2027, lần {next(turns)}")
        one.look()  # the other's words arrive while a syllable is being composed
        one.page.wait_for_timeout(900)  # and the clock of saving runs out

    words = "Tập huấn giáo viên"
    composed(one.page, words, meanwhile)
    expect(box).to_have_value(words + " ")
    events = one.page.evaluate("window.__composed")
    count = len(words.split(" "))
    assert events == ["compositionstart", "compositionend"] * count
    assert one.page.evaluate("document.activeElement === window.__box")
    one.saved()
    expect(one.cell(uid, "time")).to_contain_text("Tháng 1/2027, lần 3")
    assert other.stored(uid, "conditions") == words


def test_composition_is_not_cut_off_by_a_conflict(two: tuple[Editor, Editor], demo: Demo) -> None:
    one, other = two
    uid = demo.row(SCHOOL, 3)
    box = one.begin(uid, "notes")
    box.evaluate(_EVENTS)
    other.write(uid, "notes", "Biên bản họp tổ, lần hai")

    def meanwhile() -> None:
        one.page.wait_for_timeout(1500)  # saving answers: somebody else wrote here

    composed(one.page, "Danh sách ký", meanwhile)
    assert one.page.evaluate("window.__composed").count("blur") == 0
    expect(box).to_have_value("Danh sách ký ")
    one.leave()
    window = one.page.locator("dialog.conflict-dialog")
    expect(window).to_contain_text("Danh sách ký")
    window.locator("input[value=mine]").check()
    window.get_by_role("button", name="Lưu lựa chọn").click()
    one.saved()
    assert other.stored(uid, "notes").strip() == "Danh sách ký"


def test_a_keyboard_program_that_types_backspaces_is_not_disturbed(
    two: tuple[Editor, Editor], demo: Demo
) -> None:
    """Telex as most programs of Windows do it: letters, backspaces, the letter with its mark."""
    one, other = two
    uid = demo.row(SCHOOL, 3)
    box = one.begin(uid, "conditions")
    keyboard = one.page.keyboard
    for letters, back, marked in (("dd", 2, "đ"), ("oo", 2, "ô"), ("if", 2, "ì")):
        keyboard.type(letters)
        other.write(uid, "time", f"Tháng 3/2027, {marked}")
        one.look()
        for _ in range(back):
            keyboard.press("Backspace")
        keyboard.insert_text(marked)
    expect(box).to_be_focused()
    expect(box).to_have_value("đôì")
    one.saved()
    assert other.stored(uid, "conditions") == "đôì"
