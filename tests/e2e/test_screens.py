"""Every screen at 360 and 1280 px: accessible, quiet, within the page; readable as plain HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from . import demo as places
from .browser import DESK, PHONE
from .demo import Demo
from .screens import HEAD, SCREENS, SECRETARY, Screen
from .watch import Watch, grave_faults, too_wide


class Walk:
    """The demo with one page for each person, kept open from screen to screen."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.pages: dict[tuple[str, bool], Page] = {}
        school = places.DRAFT
        facts = demo.facts
        self.words = {
            name: f"truong/{slug}/ke-hoach/{facts['plans'][slug]['key']}"
            for name, slug in (
                ("draft", places.DRAFT),
                ("waiting", places.WAITING),
                ("issued", places.ISSUED),
                ("returned", places.RETURNED),
                ("approved", places.APPROVED),
            )
        } | {
            "school": f"truong/{school}",
            "row": demo.row(school),
            "public": facts["plans"][places.ISSUED]["public"],
            "year": "{}-{}".format(
                facts["plans"][school]["year"], facts["plans"][school]["year"] + 1
            ),
            "batch": f"truong/{facts['import']['school']}/nhap/{facts['import']['key']}",
            "person": facts["person"],
            "grant": facts["grant"],
            "code": (demo.app.folder / "ma-thiet-lap").read_text(encoding="ascii").strip(),
        }

    def address(self, screen: Screen) -> str:
        """Where the screen is."""
        return f"{self.demo.address}/{screen.path.format(**self.words)}"

    def page(self, part: str, *, script: bool = True) -> Page:
        """The page of this person."""
        key = (part, script)
        if key not in self.pages:
            self.pages[key] = self.demo.visit(part, script=script).new_page()
        return self.pages[key]


@pytest.fixture(scope="module")
def walk(demo: Demo) -> Iterator[Walk]:
    """Everything is ready: the file of the demo's desk has been read."""
    one = Walk(demo)
    page = one.page(SECRETARY)
    page.goto(f"{demo.address}/{one.words['batch']}/")
    expect(page.get_by_role("link", name="Xem trước rồi nhập")).to_be_visible(timeout=60_000)
    yield one
    for page in one.pages.values():
        page.context.close()


@pytest.mark.parametrize("screen", SCREENS, ids=[one.name for one in SCREENS])
def test_a_screen_is_accessible_quiet_and_within_the_page(walk: Walk, screen: Screen) -> None:
    context = walk.page(screen.part).context
    page = context.new_page()
    watch = Watch(page)
    watch.expected.add(screen.status)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    answer = page.goto(walk.address(screen))
    assert answer is not None
    assert answer.status == screen.status, page.locator("body").inner_text()[:500]
    found = [f"1280: {words}" for words in grave_faults(page)]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found += [f"360: {words}" for words in grave_faults(page)]
    if wide := too_wide(page):
        found.append(f"360: trang cuộn ngang: {wide}")
    found += watch.end()
    page.close()
    assert found == []


@pytest.mark.parametrize(
    "screen", [one for one in SCREENS if one.status == 200], ids=lambda one: one.name
)
def test_a_screen_says_the_same_without_javascript(walk: Walk, screen: Screen) -> None:
    """Headings and the words of the page are there; every link leads somewhere."""
    plain = walk.page(screen.part, script=False)
    answer = plain.goto(walk.address(screen))
    assert answer is not None
    assert answer.status == 200
    expect(plain.locator("h1")).to_be_visible()
    main = plain.locator("main")
    assert len(main.inner_text().split()) >= 8, main.inner_text()
    dead = [
        link
        for link in plain.locator("a:visible").evaluate_all(
            "all => all.map(a => a.getAttribute('href') || '')"
        )
        if link in ("", "#") or link.startswith("javascript:")
    ]
    assert dead == []
    no_way = plain.locator("form:visible").evaluate_all(
        """all => all
             .filter(f => f.method === "post" && !f.elements.namedItem("csrfmiddlewaretoken"))
             .map(f => f.outerHTML.slice(0, 120))"""
    )
    assert no_way == []


def grave_at_both_sizes(page: Page) -> list[str]:
    """What axe-core finds in what is open now, on a desk and on a phone."""
    found = grave_faults(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found += grave_faults(page)
    if wide := too_wide(page):
        found.append(wide)
    return found


def test_windows_over_the_editor_are_accessible(walk: Walk) -> None:
    """The form of a row, its menu and its history, the findings at the side."""
    page = walk.page(SECRETARY).context.new_page()
    watch = Watch(page)
    row = page.locator(f"#dong-{walk.words['row']}")
    found = []
    for way in ("Mở dòng", "Lịch sử của dòng", "", "findings"):
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.goto(f"{walk.demo.address}/{walk.words['draft']}/")
        expect(page.locator("html.plan-ready")).to_be_attached()
        if way == "findings":
            page.locator("[data-counts] button").first.click()
            expect(page.locator("#findings")).to_be_visible()
        else:
            row.locator("[data-more]").click()
            if way:
                page.get_by_role("menuitem", name=way).click()
                expect(page.locator("dialog[open]")).to_be_visible()
        found += [f"{way}: {words}" for words in grave_at_both_sizes(page)]
    found += watch.end()
    page.close()
    assert found == []


def test_the_menus_of_the_phone_are_accessible(walk: Walk) -> None:
    context = walk.demo.visit(HEAD, phone=True)
    page = context.new_page()
    watch = Watch(page)
    page.goto(f"{walk.demo.address}/{walk.words['school']}/{walk.words['year']}/")
    page.locator("nav.bar summary").first.tap()
    expect(page.locator(".bar-sheet")).to_be_visible()
    found = grave_faults(page) + watch.end()
    if wide := too_wide(page):
        found.append(wide)
    context.close()
    assert found == []


def test_a_form_without_its_token_is_told_kindly(walk: Walk) -> None:
    """403 of a page that stood open over night: what happened, what was kept, what to do."""
    page = walk.page(SECRETARY).context.new_page()
    watch = Watch(page)
    watch.expected.add(403)
    page.goto(f"{walk.demo.address}/{walk.words['draft']}/gop-y/")
    page.locator("textarea#text").fill("Ý kiến viết từ hôm qua.")
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(x => x.value = 'cu')"
    )
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("h1")).to_have_text("Trang đã mở quá lâu")
    found = grave_at_both_sizes(page) + watch.end()
    page.close()
    assert found == []
