"""Bold, italic and underlined words of a section: typed, pasted, kept, printed, read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from caitien.core.documents.readers import open_document
from caitien.core.drafts.read import understand

from . import demo as places
from .demo import Demo
from .watch import Watch

SCHOOL = places.DRAFT
SAVED = re.compile("Đã lưu")
WORDS = "Giữ ấm cho trẻ mùa đông"
#: what Word puts on the clipboard, shortened
CLIP = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style>
</head><body><!--StartFragment--><p class=MsoNormal style='margin:0'><b><span lang=VI>Hai
bếp</span></b> được <i>sửa</i><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span>
</span><![endif]>Mua <u>bếp</u> từ</p>
<table class=MsoTableGrid border=1><tr><td width=99><p class=MsoNormal>Khu A</p></td><td><p
class=MsoNormal><b>12</b> cháu</p></td></tr></table>
<img src=x onerror="window.hacked=1"><script>window.hacked=2</script><!--EndFragment--></body>
</html>"""


@pytest.fixture
def page(demo: Demo) -> Page:
    """The secretary's page of the plan."""
    found = demo.visit(f"thuky.{SCHOOL}").new_page()
    found.goto(demo.plan(SCHOOL))
    expect(found.locator("html.plan-ready")).to_be_attached()
    return found


def first(page: Page) -> Locator:
    """The first section's text."""
    return page.locator("[data-rich]").first


def end_of(box: Locator) -> None:
    """A new paragraph at the end."""
    box.click()
    box.press("Control+End")
    box.press("Enter")


def style(page: Page, name: str, keys: str) -> None:
    """Turn a style on, unless the place where one writes has it already."""
    if not page.evaluate("name => document.queryCommandState(name)", name):
        page.keyboard.press(keys)


def saved(page: Page) -> None:
    """Leave the text and wait until the server has it."""
    page.evaluate("document.activeElement.blur()")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)


def paste(page: Page, html: str) -> None:
    """Paste HTML where the cursor is."""
    page.evaluate(
        """(html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        html,
    )


def styles_in(file: Path) -> set[tuple[str, str]]:
    """The words of the paragraph we typed that a file prints in a style."""
    sections = understand(open_document(file)).plans[0].sections
    section = next(s for s in sections if any(WORDS in text for text in s.paragraphs))
    index = next(n for n, text in enumerate(section.paragraphs) if WORDS in text)
    text = section.paragraphs[index]
    return {(text[s.start : s.end], s.style) for s in section.styles if s.paragraph == index}


def test_two_versions_of_a_section_are_merged_and_bold_stays(page: Page, demo: Demo) -> None:
    other = demo.visit(f"pho.{SCHOOL}").new_page()
    other.goto(demo.plan(SCHOOL))
    expect(other.locator("html.plan-ready")).to_be_attached()
    page.route("**/thay-doi/**", lambda route: route.abort())  # what others did is not seen
    end_of(first(other))
    style(other, "bold", "Control+b")
    other.keyboard.type("Của phó hiệu trưởng")
    saved(other)
    end_of(first(page))
    style(page, "italic", "Control+i")
    page.keyboard.type("Của thư ký")
    expect(first(page).locator("em, i", has_text="Của thư ký")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    window = page.locator("dialog.conflict-dialog")
    expect(window).to_contain_text("Của phó hiệu trưởng")
    window.locator("input[value=own]").check()
    box = window.locator("textarea")
    box.fill(box.input_value() + "\nCủa phó hiệu trưởng\nThêm một dòng")
    window.get_by_role("button", name="Lưu lựa chọn").click()
    saved(page)
    other.reload()
    html = first(other).inner_html()
    for want in ("<em>Của thư ký</em>", "<strong>Của phó hiệu trưởng</strong>", "Thêm một dòng"):
        assert want in html
    other.context.close()
    page.context.close()


def test_bold_is_typed_kept_printed_and_read_again(page: Page, demo: Demo, tmp_path: Path) -> None:
    watch = Watch(page)
    box = first(page)
    end_of(box)
    page.keyboard.press("Control+b")
    expect(page.locator(".tool-bold").first).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("Giữ ấm")
    page.keyboard.press("Control+b")
    page.keyboard.type(" cho ")
    page.keyboard.press("Control+i")
    page.keyboard.type("trẻ")
    page.keyboard.press("Control+i")
    page.keyboard.type(" mùa ")
    page.locator(".tool-underline").first.click()
    page.keyboard.type("đông")
    saved(page)
    box.click()
    page.screenshot(path=str(tmp_path / "soan.png"))
    want = "<strong>Giữ ấm</strong> cho <em>trẻ</em> mùa <u>đông</u>"
    page.reload()
    expect(page.locator("html.plan-ready")).to_be_attached()
    assert want in first(page).inner_html()
    page.goto(demo.plan(SCHOOL, "xem/"))
    assert want in page.locator("article.paper").inner_html()
    page.goto(demo.plan(SCHOOL, "xem-in/"))
    pages = page.locator("img.preview-page")
    pages.first.evaluate("(image) => image.decode()")
    pages.first.screenshot(path=str(tmp_path / "xem-in.png"))
    told = page.context.request.get(demo.plan(SCHOOL, "ban-pdf/"))
    printed = tmp_path / "ban-in.pdf"
    printed.write_bytes(told.body())
    answer = page.context.request.get(demo.plan(SCHOOL, "ban-word/"))
    file = tmp_path / "ban-word.docx"
    file.write_bytes(answer.body())
    assert styles_in(file) == {("Giữ ấm", "b"), ("trẻ", "i"), ("đông", "u")}
    assert ("Giữ ấm", "b") in styles_in(printed)  # a PDF tells letters, not underlining
    assert watch.end() == []
    page.context.close()


def test_a_paste_from_word_keeps_bold_lists_and_tables(page: Page) -> None:
    box = first(page)
    end_of(box)
    paste(page, CLIP)
    saved(page)
    page.reload()
    html = first(page).inner_html()
    assert "<strong>Hai bếp</strong> được <em>sửa</em>" in html
    assert "<li>Mua <u>bếp</u> từ</li>" in html
    assert "<td>Khu A</td><td>12 cháu</td>" in html
    assert page.evaluate("window.hacked") is None
    cell = first(page).locator("td", has_text="Khu A")
    cell.click()
    page.keyboard.press("End")
    page.keyboard.type("1")
    saved(page)
    page.reload()
    assert "<td>Khu A1</td>" in first(page).inner_html()
    page.context.close()


def test_words_typed_by_a_vietnamese_keyboard_stay_whole(page: Page) -> None:
    """A keyboard program deletes and writes again, or composes; neither loses or doubles a word."""
    box = first(page)
    end_of(box)
    page.keyboard.press("Control+b")
    page.keyboard.type("tieng")
    for _ in "ieng":
        page.keyboard.press("Backspace")
    page.keyboard.insert_text("iếng")
    page.keyboard.press("Control+b")
    page.keyboard.insert_text(" ")
    client = page.context.new_cdp_session(page)
    for part in ("V", "Vi", "Viê", "Việt"):
        sizes = {"selectionStart": len(part), "selectionEnd": len(part)}
        client.send("Input.imeSetComposition", {"text": part} | sizes)
        page.wait_for_timeout(300)
    client.send("Input.insertText", {"text": "Việt"})
    saved(page)
    page.reload()
    html = first(page).inner_html()
    assert re.search(r"<strong>tiếng</strong> Việt</(p|li)>", html)
    page.context.close()
