"""The HTML report: one safe file, marks and cards joined both ways, for screen, phone and paper."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.documents.model import Mark, Place
from caitien.core.documents.page_pictures import Box, PagePicture
from caitien.core.drafts.model import Column, Item, PlanDraft, Reading, StandardRow, TextBlock
from caitien.core.lint.diagnostic import Diagnostic, Fix, Severity
from caitien.core.lint.report_html import to_html
from caitien.core.lint.report_pages import spots_of

EVIL = "<script>alert('x')</script>\"&<a href=javascript:alert(1) onclick=y>"
VOID = {"meta", "link", "img", "br", "hr", "input"}


class Page(HTMLParser):
    """The elements of a page; fails where they are not nested well."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marks: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words.append(data)
        if self.open and self.open[-1] == "mark":
            self.marks.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]

    @property
    def text(self) -> str:
        return "".join(self.words)


def diagnostic(excerpt: str = "họat", **more: Any) -> Diagnostic:
    values: dict[str, Any] = {
        "code": "CH101",
        "slug": "tone-mark-misplaced",
        "kind": None,
        "severity": Severity.ERROR,
        "message": "Đặt sai dấu thanh.",
        "why": "Dấu thanh đặt trên âm chính.",
        "article": "Điều 5",
        "place": Place("a.txt", line=7, paragraph=2),
        "excerpt": excerpt,
        "fix": Fix("safe", "hoạt", "Sửa thành “hoạt”."),
    }
    return Diagnostic(**(values | more))


def body(text: str, paragraph: int, role: str = "body") -> TextBlock:
    return TextBlock(text, role, Place("a.txt", paragraph=paragraph))


def cell(text: str, row: int, column: int) -> TextBlock:
    return TextBlock(text, "cell", Place("a.txt", table=1, row=row, column=column))


def reading(*blocks: TextBlock, **more: Any) -> Reading:
    values: dict[str, Any] = {"school_name": "Trường Tiểu học Hoa Mai", "school_year": "2025-2026"}
    plan = PlanDraft(blocks=list(blocks), plan_number="12/KH-HM", **(values | more))
    return Reading("a.txt", "txt", "improvement_plan", [plan])


def show(what: Reading | None, *found: Diagnostic) -> Page:
    return Page(to_html({"a.txt": (what, found)}, "1.0"))


def test_one_file_that_needs_nothing_else() -> None:
    page = to_html({"a.txt": (reading(body("Tổ chức họat động.", 2)), [diagnostic()])}, "1.0")
    tags = {tag for tag, _ in Page(page).tags}
    assert page.startswith('<!DOCTYPE html>\n<html lang="vi">')
    assert '<meta charset="utf-8">' in page
    assert not tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(r"url\(|@import|https?:|src=", page)
    assert "@media print" in page
    assert "default-src 'none'" in page


def test_head_tells_school_number_year_and_counts_in_words() -> None:
    text = show(reading(), diagnostic(), diagnostic(severity=Severity.INFO)).text
    for told in ("Trường Tiểu học Hoa Mai", "12/KH-HM", "2025-2026"):
        assert told in text
    for told in ("✖ 1 lỗi", "▲ 0 cảnh báo", "● 1 lưu ý"):
        assert told in text


def test_card_tells_all_of_the_finding() -> None:
    text = show(None, diagnostic(confidence="có thể")).text
    for told in (
        "✖ lỗi (có thể) CH101",
        "Đặt sai dấu thanh.",
        "Vì sao: Dấu thanh đặt trên âm chính. (Điều 5)",
        "Ở đâu: dòng 7",
        "Cách sửa: Sửa thành “hoạt”.",
    ):
        assert told in text


def test_mark_and_card_lead_to_each_other() -> None:
    page = show(reading(body("Họat động. Các họat động khác.", 2)), diagnostic())
    assert page.marks == ["họat"]
    assert {"#t1-1", "#d1-1"} <= set(page.values("href"))
    assert {"t1-1", "d1-1"} <= set(page.values("id"))


def test_the_same_fault_elsewhere_is_one_card_with_a_way_to_each_place() -> None:
    rows = [cell("Cả năm học", row, 2) for row in (1, 2, 3)]
    found = [
        diagnostic("Cả năm học", place=Place("a.txt", table=1, row=row, column=2))
        for row in (1, 2, 3)
    ]
    page = show(reading(*rows), *found)
    assert page.marks == ["Cả năm học"] * 3
    assert page.text.count("Đặt sai dấu thanh.") == 1
    assert "Cũng vậy ở 2 chỗ khác:" in page.text
    hrefs = page.values("href")
    assert {"#t1-1", "#t1-2", "#t1-3", "#d1-1", "#d1-2", "#d1-3"} <= set(hrefs)
    assert {"t1-3", "d1-3"} <= set(page.values("id"))


def test_the_place_chooses_between_equal_words() -> None:
    blocks = (body("Một họat động.", 1), body("Hai họat động.", 2), cell("Ba họat động.", 2, 3))
    html = to_html({"a": (reading(*blocks), [diagnostic()])}, "1.0")
    assert 'Hai <mark class="error">họat</mark>' in html
    there = diagnostic(place=Place("a.txt", table=1, row=2, column=3))
    html = to_html({"a": (reading(*blocks), [there])}, "1.0")
    assert 'Ba <mark class="error">họat</mark>' in html


def test_the_same_fault_twice_is_marked_twice() -> None:
    page = show(reading(body("họat động, họat cảnh", 2)), diagnostic(), diagnostic())
    assert page.marks == ["họat", "họat"]


def test_excerpt_not_found_or_doubtful_stays_a_card() -> None:
    blocks = (body("họat động", 5), body("họat động", 6))
    page = show(reading(*blocks), diagnostic(), diagnostic("không có"), diagnostic(""))
    assert page.marks == []
    assert page.values("id")[-3:] == ["d1-1", "d1-2", "d1-3"]
    assert not [href for href in page.values("href") if href.startswith("#t")]


def test_a_shortened_excerpt_marks_its_beginning() -> None:
    assert show(reading(body("Căn cứ kế hoạch số 5", 2)), diagnostic("Căn cứ kế…")).marks == [
        "Căn cứ kế"
    ]


def test_a_finding_of_the_whole_file_is_marked_in_the_plan_that_has_it() -> None:
    both = reading(body("Văn bản đầu.", 1))
    both.plans += reading(body("Tổ chức họat động.", 2)).plans
    page = show(both, diagnostic())
    assert page.marks == ["họat"]
    assert "Văn bản 2" in page.text


def test_overlapping_marks_keep_the_text_whole() -> None:
    found = diagnostic("một hai"), diagnostic("hai ba", severity=Severity.INFO)
    page = show(reading(body("không một hai ba bốn", 2)), *found)
    assert page.marks == ["một ", "hai", " ba"]
    assert [a["class"] for tag, a in page.tags if tag == "mark"] == ["error", "error", "info"]


def test_table_has_rows_and_labels_for_a_phone() -> None:
    blocks = (
        cell("TT", 1, 1),
        cell("Giải pháp", 1, 2),
        cell("1", 2, 1),
        cell("Tổ chức", 2, 2),
        cell("họat động", 2, 2),
    )
    found = diagnostic("Tổ chức họat động", place=Place(table=1, row=2, column=2))
    page = show(reading(*blocks), found)
    assert [tag for tag, _ in page.tags].count("tr") == 2
    assert [tag for tag, _ in page.tags].count("th") == 2
    assert page.values("data-label") == ["TT", "Giải pháp"]
    assert page.marks == ["Tổ chức\nhọat động"]


def test_torn_table_stands_as_its_items() -> None:
    plan = reading(
        TextBlock("Mở", "cell", Place(line=9)),
        TextBlock("họat động đọc", "cell", Place(line=10)),
        items=[Item(criterion="1.1", standard="1", solutions=["Mở họat động đọc"], time="Tháng 9")],
        standards=[StandardRow("1", text="Tiêu chuẩn 1")],
        columns=[Column("Việc cần làm", "solutions")],
    )
    page = show(plan, diagnostic(item=0, field="solutions"))
    assert page.marks == ["họat"]
    assert "Tiêu chuẩn 1" in page.text
    assert [tag for tag, _ in page.tags].count("tr") == 3
    assert {"Việc cần làm", "Thời gian"} <= set(page.values("data-label"))


def test_several_files_have_contents_on_top() -> None:
    files = {"a.txt": (reading(), [diagnostic()]), "b.txt": (None, [])}
    page = Page(to_html(files, "1.0", unread=[("c.pdf", "Tệp hỏng.")], notes=["Bỏ qua 1 điểm."]))
    assert {"#f1", "#f2"} <= set(page.values("href"))
    for told in ("Mục lục", "c.pdf: Tệp hỏng.", "Bỏ qua 1 điểm.", "✓ Không thấy lỗi nào."):
        assert told in page.text


def test_nothing_of_a_file_becomes_markup() -> None:
    blocks = (body(EVIL, 2), body(EVIL, 1, "title"), cell(EVIL, 1, 1), cell(EVIL, 2, 2))
    found = diagnostic(EVIL, message=EVIL, why=EVIL, article=EVIL, code=EVIL)
    plan = reading(*blocks, school_name=EVIL, plan_number_raw=EVIL)
    html = to_html({EVIL: (plan, [found])}, EVIL, unread=[(EVIL, EVIL)], notes=[EVIL])
    page = Page(html)
    assert "<script" not in html
    assert all(href.startswith("#") for href in page.values("href"))
    assert not page.values("onclick")
    assert EVIL in page.marks


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4), st.text(max_size=10))
def test_any_text_makes_a_page(texts: list[str], excerpt: str) -> None:
    blocks = [body(text, number) for number, text in enumerate(texts, 1)]
    html = to_html({excerpt: (reading(*blocks), [diagnostic(excerpt)])}, "1.0")
    html.encode("utf-8")
    tags = {tag for tag, _ in Page(html).tags}
    assert "script" not in tags
    assert not re.search("[\x00-\x08\x0b-\x1f]", html)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_of_words_are_readable() -> None:
    pairs = [("#1B2430", back) for back in ("#FFFFFF", "#F5F6F2", "#FBEAE8", "#FFF4D6", "#E8EFF5")]
    pairs += [(ink, "#FFFFFF") for ink in ("#B3261E", "#9A6700", "#1F4B7A", "#2E7D4F")]
    html = to_html({}, "1.0")
    for ink, back in pairs:
        assert ink in html
        assert (_light(back) + 0.05) / (_light(ink) + 0.05) >= 4.5


PICTURES = [
    PagePicture(
        1, 10, 14, b"PNG", (Box(1, 0.1, 0.2, 0.3, 0.02), Box(1, 0.1, 0.22, 0.1, 0.02)), (1,)
    ),
    PagePicture(2, 10, 14, b"PNG", (Box(2, 0.5, 0.5, 0.1, 0.02),), (2, 3)),
]


def test_pages_of_a_pdf_are_shown_with_boxes_joined_to_the_cards() -> None:
    found = [diagnostic(), diagnostic(severity=Severity.INFO), diagnostic()]
    text = to_html({"a.pdf": (reading(body("x", 1)), found)}, "1", pictures={"a.pdf": PICTURES})
    page = Page(text)
    assert "; img-src data:" in text
    images = [attrs for tag, attrs in page.tags if tag == "img"]
    assert [one["src"] for one in images] == ["data:image/png;base64,UE5H"] * 2
    assert all(one["alt"] and one["loading"] == "lazy" for one in images)
    links = {h.removeprefix("#") for h in page.values("href")}
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert links <= set(ids)
    assert {"p1-1", "p1-2"} <= links
    assert "p1-3" not in set(ids)
    assert "Cũng ở trang này, không khoanh được đúng chỗ: điểm 3." in page.text
    assert page.values("style")[0] == "left:10.00%;top:20.00%;width:30.00%;height:2.00%"
    assert "Chữ đọc được từ các trang" in page.text
    plain = to_html({"a.pdf": (reading(body("x", 1)), found)}, "1")
    assert "img-src" not in plain
    assert "Các trang có điểm cần xem" not in plain


def on_page(text: str, page: int, paragraph: int) -> TextBlock:
    return TextBlock(text, "body", Place("a.pdf", page=page, paragraph=paragraph))


def test_spots_carry_the_text_around_and_stay_on_their_page() -> None:
    first = on_page("Chữ trên cùng.", 1, 1)
    torn = on_page("Tổ chức họat động ngoài giờ.", 1, 2)
    torn.marks = (Mark(0, torn.place), Mark(13, Place("a.pdf", page=2, paragraph=2)))
    what = reading(first, torn, on_page("Chữ cuối.", 2, 3))
    near = Place("a.pdf", page=1, paragraph=2)
    found = [
        diagnostic("họat", place=near),
        diagnostic("họat động ngoài", place=near),
        diagnostic("không có chữ này", place=Place("a.pdf", page=2)),
        diagnostic("không có trang", place=Place("a.pdf", paragraph=9)),
    ]
    one, two, three = spots_of(what, found)
    assert (one.number, one.page, one.words) == (1, 1, "họat")
    assert one.before.endswith("Chữ trên cùng.Tổ chức ")
    assert one.after.startswith(" động ngoài giờ.Chữ cuối.")
    assert (two.words, two.after) == ("họat ", "")
    assert (three.number, three.page, three.words) == (3, 2, "")


def table_of(*rows: list[str]) -> Reading:
    blocks = [
        cell(text, r, c) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text
    ]
    return reading(*blocks)


TITLES = ["TT", "Tiêu chí", "Kết quả", "Giải pháp", "Thời gian"]
JOB = ["1", "1.1", "Đạt", "Tổ chức họat động", "Tháng 9"]


def test_the_titles_of_a_table_make_no_card_on_a_phone_however_often_they_stand() -> None:
    page = show(table_of(TITLES, JOB, TITLES, JOB))
    rows = [attrs.get("class") for tag, attrs in page.tags if tag == "tr"]
    assert rows == ["heads", None, "heads", None]
    assert page.values("data-label") == TITLES * 2
    marked = show(
        table_of(TITLES, JOB),
        diagnostic("Tiêu chí", place=Place("a.txt", table=1, row=1, column=2)),
    )
    shown = [attrs.get("class") for tag, attrs in marked.tags if tag in ("tr", "th")]
    assert shown[:4] == ["heads some", None, "marked", None]


def test_titles_of_a_sheet_are_titles_wherever_they_stand() -> None:
    def job(text: str, column: int) -> TextBlock:
        return replace(cell(text, 6, column), item=0)

    page = show(reading(cell("Việc", 5, 1), cell("Hạn", 5, 2), job("Sơn cổng", 1), job("T3", 2)))
    assert page.values("data-label") == ["Việc", "Hạn"]


def test_the_name_of_a_standard_runs_over_the_whole_row() -> None:
    page = show(table_of(TITLES, ["1", "Tiêu chuẩn 1: Tổ chức", "", "", ""], JOB))
    bands = [attrs for tag, attrs in page.tags if tag == "tr" and attrs.get("class") == "band"]
    assert len(bands) == 1
    assert page.values("colspan") == ["4"]


def test_head_and_foot_stand_in_two_columns_as_in_the_file() -> None:
    def at(text: str, role: str, table: int, column: int) -> TextBlock:
        return TextBlock(text, role, Place("a.docx", table=table, row=1, column=column))

    what = reading(
        at("UBND XÃ A", "header", 1, 1),
        at("Độc lập", "header", 1, 2),
        body("Nội dung.", 3),
        at("Nơi nhận:", "recipients", 3, 1),
        at("HIỆU TRƯỞNG", "signature", 3, 2),
    )
    classes = [attrs["class"] for tag, attrs in show(what).tags if attrs.get("class")]
    assert [one for one in classes if one and one.startswith("beside")] == ["beside", "beside foot"]
