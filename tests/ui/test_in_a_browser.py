"""What our JavaScript promises: saved only when it was, nothing lost, nothing sent twice."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

STATIC = Path(__file__).resolve().parents[2] / "src/caitien/ui/static/ui"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOME = "http://caitien.test/"
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thử</title>
<meta name="csrf-token" content="the-token"><meta name="caitien-user" content="7">
<script type="module" src="/static/app.js"></script>
<script type="module" src="/static/test.js"></script></head><body>
<p class="net-lost" data-network hidden>Mất mạng</p><div data-toasts></div>
<p id="state" class="save-state"></p>
<div id="record"><textarea data-save="content">cũ</textarea>
<input data-save="time" value="2026"></div>
<form id="slow" method="post" action="/slow">
<button name="step" value="send">Gửi duyệt</button></form>
<button data-dialog="ask">Xóa</button><dialog id="ask"><button data-close>Để sau</button></dialog>
<details data-menu id="menu"><summary>Thêm</summary><a href="#a">x</a></details>
<button id="ask-once" type="button" hx-post="/slow" hx-swap="none">Sửa</button>
<form id="fields"><span data-file-pick><input type="file" id="paper" multiple>
<span data-file-names data-none="chưa chọn tệp"></span></span><input type="date" id="day"></form>
<p id="far">xa</p></body></html>"""
SCRIPT = """import { Saver } from "/static/app.js";
window.saver = new Saver({ url: "/save", key: "ke-hoach/abc", wait: 60,
  status: document.querySelector("#state"),
  onConflict: (data) => { window.conflict = data; } });
window.saver.watch(document.querySelector("#record"));
window.ready = true;"""
LOST = "Chưa lưu được vì mất mạng. Nội dung vẫn còn trên máy này; sẽ tự gửi lại."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("máy không có Chromium: phần JavaScript không được thử trong trình duyệt")
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Server:
    """Answers for the page; `answers` are taken in turn, then everything is saved."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.got: list[dict[str, Any]] = []
        self.posts: list[str | None] = []

    def handle(self, route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path == "/save":
            self.save(route)
        elif path == "/slow":
            self.posts.append(route.request.post_data)
            route.fulfill(status=204)  # the page stays
        elif path == "/static/test.js":
            route.fulfill(content_type="text/javascript", body=SCRIPT)
        elif path == "/static/htmx.js":
            script = Path(str(finders.find("django_htmx/htmx-2.min.js"))).read_text("utf-8")
            route.fulfill(content_type="text/javascript", body=script)
        elif path.startswith("/static/"):
            script = (STATIC / path.rsplit("/", 1)[1]).read_text(encoding="utf-8")
            route.fulfill(content_type="text/javascript", body=script)
        else:
            route.fulfill(content_type="text/html", body=PAGE)

    def save(self, route: Route) -> None:
        answer = self.answers.pop(0) if self.answers else None
        if answer == "lost":
            route.abort("internetdisconnected")
            return
        assert route.request.headers["x-csrftoken"] == "the-token"
        fields = route.request.post_data_json["fields"]
        self.got.append(fields)
        if answer is not None:
            route.fulfill(status=answer[0], json=answer[1])
            return
        saved = {name: each["value"] for name, each in fields.items()}
        route.fulfill(json={"at": "14:03", "saved": saved})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context()
    context.route(re.compile(".*"), server.handle)
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    open_page(made)
    yield made
    context.close()
    assert faults == []


def open_page(page: Page) -> None:
    page.goto(HOME)
    page.wait_for_function("() => window.ready")


def kept(page: Page) -> dict[str, Any]:
    found = page.evaluate("() => Object.fromEntries(Object.entries(localStorage))")
    return {name: json.loads(value) for name, value in found.items()}


def test_saved_is_said_only_after_the_server_said_so(page: Page, server: Server) -> None:
    page.fill("textarea", "mới")
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")
    assert server.got == [{"content": {"value": "mới", "base": "cũ"}}]
    assert kept(page) == {}


def test_two_fields_go_together_and_the_next_base_is_what_was_saved(
    page: Page, server: Server
) -> None:
    page.fill("textarea", "a")
    page.fill("#record input", "2027")
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")
    assert set(server.got[0]) == {"content", "time"}
    page.fill("textarea", "b")
    page.wait_for_function("() => !window.saver.pending")
    assert server.got[-1] == {"content": {"value": "b", "base": "a"}}


def test_a_lost_network_is_called_so_and_sent_again(page: Page, server: Server) -> None:
    server.answers = ["lost"]
    page.fill("textarea", "viết lúc mất mạng")
    expect(page.locator("#state")).to_have_text(LOST)
    expect(page.locator("[data-network]")).to_be_visible()
    assert kept(page) == {
        "caitien:7:ke-hoach/abc:content": {
            "value": "viết lúc mất mạng",
            "base": "cũ",
            "maybe": "viết lúc mất mạng",
        }
    }
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")
    expect(page.locator("[data-network]")).to_be_hidden()
    assert kept(page) == {}


def test_what_was_unsent_comes_back_with_the_page(page: Page, server: Server) -> None:
    server.answers = ["lost"] * 50
    page.fill("textarea", "chưa gửi")
    expect(page.locator("#state")).to_have_text(LOST)
    server.answers = []
    open_page(page)
    expect(page.locator("textarea")).to_have_value("chưa gửi")
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")
    assert server.got == [{"content": {"value": "chưa gửi", "base": "cũ"}}]


def test_a_conflict_is_never_overwritten_silently(page: Page, server: Server) -> None:
    told = {"message": "Cô Lan vừa sửa ô này.", "fields": {"content": {"theirs": "của Lan"}}}
    server.answers = [[409, told]]
    page.fill("textarea", "của tôi")
    expect(page.locator("#state")).to_have_text("Cô Lan vừa sửa ô này.")
    assert page.evaluate("() => window.conflict.fields.content.theirs") == "của Lan"
    page.wait_for_timeout(300)
    assert len(server.got) == 1, "nothing is sent again before a person chose"
    assert len(kept(page)) == 1
    page.evaluate("() => window.saver.resolve('content', 'cả hai', 'của Lan')")
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")
    assert server.got[-1] == {"content": {"value": "cả hai", "base": "của Lan"}}


def test_a_lost_answer_is_no_conflict_with_oneself(page: Page, server: Server) -> None:
    told = {"message": "Có người vừa sửa.", "fields": {"content": {"theirs": "một"}}}
    server.answers = ["lost", [409, told]]
    page.fill("textarea", "một")
    expect(page.locator("#state")).to_have_text(LOST)
    page.fill("textarea", "một hai")
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")
    assert server.got[-1] == {"content": {"value": "một hai", "base": "một"}}
    assert page.evaluate("() => window.conflict === undefined")
    assert kept(page) == {}


def test_a_button_of_htmx_asks_once(page: Page, server: Server) -> None:
    page.add_script_tag(url="/static/htmx.js")
    page.evaluate("""() => {
      const button = document.querySelector("#ask-once");
      htmx.process(button);
      button.click();
      button.click();
    }""")
    page.wait_for_timeout(300)
    assert len(server.posts) == 1
    expect(page.locator("#ask-once")).not_to_have_attribute("aria-busy", "true")
    page.click("#ask-once")
    page.wait_for_timeout(200)
    assert len(server.posts) == 2


def test_a_session_that_ended_keeps_the_words(page: Page, server: Server) -> None:
    server.answers = [[401, {}]]
    page.fill("textarea", "dài lắm")
    expect(page.locator("#state")).to_contain_text("đăng nhập lại")
    assert kept(page)["caitien:7:ke-hoach/abc:content"]["value"] == "dài lắm"


def test_a_busy_server_is_not_called_a_lost_network(page: Page, server: Server) -> None:
    server.answers = [[503, {}]]
    page.fill("textarea", "x")
    expect(page.locator("#state")).to_contain_text("Máy chủ đang bận")
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")


def test_writing_the_old_words_back_sends_nothing(page: Page, server: Server) -> None:
    page.evaluate("() => { saver.options.wait = 400; }")
    page.fill("textarea", "x")
    page.fill("textarea", "cũ")
    page.wait_for_timeout(600)
    assert server.got == []
    assert kept(page) == {}


def test_vietnamese_typing_is_not_disturbed(page: Page, server: Server) -> None:
    page.focus("textarea")
    page.evaluate("""() => {
      const field = document.querySelector("textarea");
      field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      field.value = "tieng";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }""")
    page.wait_for_timeout(250)
    assert server.got == [], "a half typed word is not sent"
    page.evaluate("""() => {
      const field = document.querySelector("textarea");
      field.value = "tiếng";
      field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    }""")
    expect(page.locator("#state")).to_have_text("Đã lưu lúc 14:03")
    assert server.got == [{"content": {"value": "tiếng", "base": "cũ"}}]


def test_a_field_with_focus_is_never_redrawn(page: Page) -> None:
    page.focus("textarea")
    page.evaluate("""async () => {
      const { setValue } = await import("/static/app.js");
      setValue(document.querySelector("textarea"), "từ máy chủ");
      setValue(document.querySelector("input"), "2030");
    }""")
    expect(page.locator("textarea")).to_have_value("cũ")
    expect(page.locator("#record input")).to_have_value("2030")
    page.locator("textarea").blur()
    expect(page.locator("textarea")).to_have_value("từ máy chủ")


def test_a_double_click_sends_once(page: Page, server: Server) -> None:
    busy = page.evaluate("""() => {
      const button = document.querySelector("#slow button");
      button.click();
      button.click();
      return button.getAttribute("aria-busy");
    }""")
    page.wait_for_timeout(200)
    assert busy == "true"
    assert server.posts == ["step=send"], "and the button's own value goes with it"
    page.locator("#slow button").dblclick()
    page.wait_for_timeout(200)
    assert len(server.posts) == 1, "still at work"


def test_dialogs_and_menus_close(page: Page) -> None:
    page.click("[data-dialog]")
    expect(page.locator("#ask")).to_be_visible()
    page.click("[data-close]")
    expect(page.locator("#ask")).to_be_hidden()
    for leave in (lambda: page.click("#far"), lambda: page.keyboard.press("Escape")):
        page.click("#menu summary")
        assert page.locator("#menu").get_attribute("open") is not None
        leave()
        assert page.locator("#menu").get_attribute("open") is None


CELLS = """async () => {
  const { Saver, Refused, Lost } = await import("/static/saver.js");
  const line = document.querySelector("#state");
  line.innerHTML = '<span></span> <button type="button" data-retry hidden></button>';
  window.sent = [];
  window.answers = {};
  window.cells = new Saver({ key: "ke-hoach/xyz", status: line, wait: 30, each: true, quiet: true,
    send: async (fields) => {
      const [[name, { value, base }]] = Object.entries(fields);
      window.sent.push([name, value, base]);
      const answer = (window.answers[name] ?? []).shift();
      if (answer === "lost") throw new Lost();
      if (answer) throw new Refused(answer[0], answer[1], answer[2]);
      return { at: "2026-11-20T07:03:00", saved: { [name]: value.trim() } };
    },
    onRefused: ([entry], words) => { window.refused = [entry.name, words]; },
    onConflict: (data, sent, [entry]) => { window.conflict = [entry.name, data]; } });
}"""


def test_cells_go_one_by_one_and_what_is_refused_stops_no_other(page: Page) -> None:
    """The same saver for the rows of a plan: a request for each cell, one state line for all."""
    page.evaluate(CELLS)
    page.evaluate("""() => {
      answers.a = [[400, "Ô này dài quá."]];
      cells.change("a", "dài", { base: "" });
      cells.change("b", "hai ", { base: "một" });
    }""")
    expect(page.locator("#state span")).to_have_text("Ô này dài quá.")
    expect(page.locator("#state button")).to_have_text("Xem")
    assert page.evaluate("() => sent") == [["a", "dài", ""], ["b", "hai ", "một"]]
    assert page.evaluate("() => refused") == ["a", "Ô này dài quá."]
    page.evaluate("() => cells.change('a', 'ngắn', { base: 'khác' })")
    expect(page.locator("#state span")).to_have_text("Đã lưu lúc 07:03")
    expect(page.locator("#state button")).to_be_hidden()
    assert page.evaluate("() => sent.at(-1)") == ["a", "ngắn", ""], "its base stays what it was"
    assert kept(page) == {}


def test_a_press_sends_again_what_waits_for_the_network(page: Page) -> None:
    page.evaluate(CELLS)
    page.evaluate("() => { answers.a = ['lost']; cells.change('a', 'x', { base: '' }); }")
    expect(page.locator("#state span")).to_have_text(LOST)
    expect(page.locator("#state button")).to_have_text("Gửi lại")
    page.evaluate("() => cells.retry()")
    expect(page.locator("#state span")).to_have_text("Đã lưu lúc 07:03")
    assert page.evaluate("() => sent.length") == 2


def test_a_conflict_of_one_cell_is_counted_until_somebody_chooses(page: Page) -> None:
    page.evaluate(CELLS)
    page.evaluate("""() => {
      answers.a = [[409, "Có người vừa sửa.", { theirs: "của họ" }]];
      cells.change("a", "của tôi", { base: "" });
    }""")
    expect(page.locator("#state span")).to_have_text("1 chỗ cần thầy, cô quyết định")
    assert page.evaluate("() => conflict") == ["a", {"theirs": "của họ"}]
    assert len(kept(page)) == 1
    page.evaluate("() => cells.resolve('a', 'của họ', 'của họ')")
    assert kept(page) == {}
    assert page.evaluate("() => cells.pending") is False


def test_files_and_days_are_told_in_vietnamese(page: Page) -> None:
    """A browser in English writes "No file chosen" and 01/08 as 08/01."""
    names = page.locator("[data-file-names]")
    expect(names).to_have_text("chưa chọn tệp")
    plans = [{"name": f"Kế hoạch {n}.docx", "mimeType": "", "buffer": b"x"} for n in (1, 2)]
    page.set_input_files("#paper", plans)  # type: ignore[arg-type]
    expect(names).to_have_text("Kế hoạch 1.docx, Kế hoạch 2.docx")
    page.fill("#day", "2026-08-01")
    expect(page.locator("[data-day-told]")).to_have_text("ngày 01 tháng 8 năm 2026")
    page.fill("#day", "")
    expect(page.locator("[data-day-told]")).to_have_text("")
