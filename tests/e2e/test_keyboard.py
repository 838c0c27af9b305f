"""The main run by keyboard alone: sign in, file, preview, plan, a cell, sent for approval.

No mouse, and no field is reached but by Tab and the arrows; the only help is the system's own
window for choosing a file.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from caitien.demo.places import PASSWORD

from . import demo as places
from .browser import visitor
from .demo import Demo
from .watch import Watch

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "bieu2-thcs.docx"
#: so many times Tab at most to reach anything on a page
FAR = 150
_HERE = """() => {
  const at = document.activeElement;
  const words = (at.labels?.[0]?.innerText || at.getAttribute("aria-label") || at.innerText || "");
  const ring = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  return {
    tag: at.tagName, name: at.name || "", type: at.type || "", words: words.trim(),
    href: at.getAttribute("href") || "", field: at.dataset.f || "",
    grid: at.closest("table")?.dataset.grid || "",
    seen: at === document.body || ring.outlineStyle !== "none" || ring.boxShadow !== "none"
      || at.matches(":focus-within") && at.tagName === "INPUT",
    there: box.width > 0 && box.height > 0,
  };
}"""


class Keys:
    """A person who has only a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def here(self) -> dict[str, str]:
        """What has the focus."""
        found: dict[str, str] = self.page.evaluate(_HERE)
        return found

    def tab_to(self, back: bool = False, **wanted: str) -> None:
        """Press Tab until what has the focus fits every pattern of `wanted`."""
        passed = []
        for _ in range(FAR):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            at = self.here()
            if at["tag"] != "BODY" and not (at["seen"] and at["there"]):
                self.unseen.append(f"{self.page.url}: {at['tag']} {at['words'][:40]}")
            if all(re.search(pattern, at[key]) for key, pattern in wanted.items()):
                return
            passed.append(f"{at['tag']} {at['name']} {at['words'][:30]}")
        raise AssertionError(f"Tab không tới được {wanted}; đã qua: " + " | ".join(passed))

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)

    def enter(self, address: str) -> None:
        """Press Enter on what has the focus, and wait for the page it leads to."""
        with self.page.expect_navigation(url=re.compile(address)):
            self.press("Enter")
        self.page.wait_for_load_state()

    def type(self, words: str) -> None:
        """Type."""
        self.page.keyboard.type(words)


def test_from_the_file_to_approval_by_keyboard_alone(opened: Browser, demo: Demo) -> None:
    page = visitor(opened).new_page()
    watch = Watch(page)
    keys = Keys(page)
    page.goto(demo.address + "/")
    keys.tab_to(name="^login$")
    keys.type(f"thuky.{places.APPROVED}@minhhoa.vn")
    keys.tab_to(name="^password$")
    keys.type(PASSWORD)
    keys.enter("/truong/")
    import_a_file(page, keys)
    write_in_the_table(page, keys)
    keys.tab_to(back=True, words="^Gửi duyệt")
    keys.enter("/qua-trinh/$")
    keys.tab_to(tag="BUTTON", words="^Gửi duyệt$")
    keys.enter("/qua-trinh/$")
    expect(page.locator(".title-state")).to_contain_text("Chờ phê duyệt")
    assert keys.unseen == []
    assert watch.end() == []
    page.context.close()


def import_a_file(page: Page, keys: Keys) -> None:
    """From the overview to the plan made of a file."""
    keys.tab_to(tag="A", words="^Kế hoạch")
    keys.enter("/ke-hoach/$")
    keys.tab_to(tag="A", words="^Lập kế hoạch")
    keys.enter("/ke-hoach/moi/")
    keys.tab_to(tag="A", href="/nhap/$")
    keys.enter("/nhap/$")
    keys.tab_to(type="^file$")
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(SAMPLE)
    keys.tab_to(tag="BUTTON", words="Tải lên và đọc")
    keys.enter("/nhap/[a-z0-9]+/$")
    expect(page.get_by_role("link", name="Xem trước rồi nhập")).to_be_visible(timeout=90_000)
    keys.tab_to(tag="A", words="Xem trước rồi nhập")
    keys.enter("/xem-truoc/$")
    for _ in page.locator("fieldset.ask").all():
        keys.tab_to(name=".-(school|level|no-items|exists|again)$")
        keys.press("Space")
    keys.tab_to(tag="BUTTON", words="Nhập các kế hoạch đã chọn")
    keys.enter("/nhap/[a-z0-9]+/$")
    keys.tab_to(tag="A", href="/ke-hoach/[a-z0-9]{10}/$")
    keys.enter("/ke-hoach/[a-z0-9]{10}/$")


def write_in_the_table(page: Page, keys: Keys) -> None:
    """Walk the table with the arrows, fill what is empty, change one cell, and go out again."""
    expect(page.locator("html.plan-ready")).to_be_attached()
    table = page.locator("table[data-grid=action]")
    fields = table.locator("tbody tr[data-uid]").first.locator("td[data-f]")
    order = [one.get_attribute("data-f") or "" for one in fields.all()]
    rows = table.locator("tbody tr[data-uid]").count()
    keys.tab_to(tag="TD", grid="action")
    for column in ("time", "assignee_text"):
        if column not in order:
            continue
        across(keys, order, column)
        for number in range(rows):
            cell = table.locator("tbody tr[data-uid]").nth(number).locator(f"[data-f={column}]")
            expect(cell).to_be_focused()
            if not cell.locator(".v").inner_text().strip() or (number, column) == (0, "time"):
                keys.press("Enter", "Control+a")
                keys.type({"time": "Tháng 4/2027", "assignee_text": "Phó hiệu trưởng"}[column])
                keys.press("Tab", "Escape", "ArrowLeft")  # kept, and back to where one was
            keys.press("ArrowDown" if number < rows - 1 else "End")
        keys.press(*["ArrowUp"] * (rows - 1))
    expect(page.locator("[data-save-state]")).to_have_text(re.compile("Đã lưu"))
    first = table.locator("tbody tr[data-uid]").first.locator("[data-f=time] .v")
    expect(first).to_have_text("Tháng 4/2027")
    page.reload()
    expect(first).to_have_text("Tháng 4/2027")
    expect(page.locator("html.plan-ready")).to_be_attached()
    keys.tab_to(tag="TD", grid="action")


def across(keys: Keys, order: list[str], column: str) -> None:
    """By arrows to a column of the row one is in."""
    step = order.index(column) - order.index(keys.here()["field"])
    keys.press(*["ArrowRight" if step > 0 else "ArrowLeft"] * abs(step))
