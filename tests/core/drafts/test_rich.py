"""A section as HTML for an editor and back: the same section; whatever comes, no word is lost."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caitien.core.documents.model import Place
from caitien.core.drafts.model import Section, SectionTable, StyleSpan
from caitien.core.drafts.rich import from_html, to_html, with_html
from caitien.core.drafts.styles import in_order, pieces
from caitien.core.vietnamese.text import collapse

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "u", "br", "table", "tr", "td"}


class Balanced(HTMLParser):
    """Asserts that every tag is one of the few, has no attributes and is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert attrs == []
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(html: str) -> str:
    """The HTML, found well formed."""
    parser = Balanced()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return html


def spans(section: Section) -> list[tuple[int, str, str]]:
    """Which words of which paragraph are in which style."""
    return [
        (s.paragraph, section.paragraphs[s.paragraph][s.start : s.end], s.style)
        for s in section.styles
    ]


_MARKS = st.sampled_from(
    ["", "", "- ", "+ ", "1. ", "2. ", "3. ", "10. ", "a) ", "* ", "-", "- - ", "1.", "<li>", "• "]
)
_WORDS = st.text(
    alphabet=st.sampled_from("aăđềươ ỹ<>&\"'-+.1\u00a0é\U0001f600/"), min_size=1, max_size=20
)
_LINES = st.tuples(_MARKS, _WORDS).map(lambda p: collapse(p[0] + p[1])).filter(bool)
_CELLS = st.text(alphabet="ab <&ế", max_size=6).map(collapse)


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """Sections as a reader or the editor makes them."""
    paragraphs = draw(st.lists(_LINES, max_size=7))
    found = []
    for index, text in enumerate(paragraphs):
        edges = st.integers(0, len(text))
        for a, b, style in draw(
            st.lists(st.tuples(edges, edges, st.sampled_from("biu")), max_size=4)
        ):
            found.append(StyleSpan(index, min(a, b), max(a, b), style))
    tables = draw(
        st.lists(
            st.builds(
                SectionTable,
                st.just("other"),
                st.integers(0, len(paragraphs)),
                st.lists(st.lists(_CELLS, min_size=1, max_size=3), min_size=1, max_size=3),
            ),
            max_size=2,
        )
    )
    tables.sort(key=lambda table: table.at)
    heading = draw(st.sampled_from(["", "I. MỤC ĐÍCH"]))
    return Section(heading, paragraphs, tables, styles=in_order(found, paragraphs))


@given(sections())
def test_there_and_back(section: Section) -> None:
    html = checked(to_html(section))
    back = from_html(html, section.heading)
    assert back == section
    assert to_html(back) == to_html(section)


def test_html_of_a_section() -> None:
    section = Section(
        "I. MỤC ĐÍCH",
        [
            "Nâng cao chất lượng & hiệu quả.", "- Họp tổ", "+ ghi biên bản", "- Dự giờ",
            "1. Một", "2. Hai", "+ lẻ", "1. Chỉ một",
        ],
        [SectionTable("other", 1, [["a", "b"], ["c"]]), SectionTable("items", 2)],
        styles=[StyleSpan(0, 0, 8, "b"), StyleSpan(0, 5, 8, "i"), StyleSpan(3, 2, 4, "u")],
    )  # fmt: skip
    assert to_html(section) == (
        "<p><strong>Nâng </strong><strong><em>cao</em></strong> chất lượng &amp; hiệu quả.</p>"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
        "<ul><li>Họp tổ<ul><li>ghi biên bản</li></ul></li><li><u>Dự</u> giờ</li></ul>"
        "<ol><li>Một</li><li>Hai</li></ol><p>+ lẻ</p><p>1. Chỉ một</p>"
    )


@pytest.mark.parametrize(
    ("html", "paragraphs", "styles"),
    [
        ("", [], []),
        ("chữ trần", ["chữ trần"], []),
        ("<p>một<p>hai", ["một", "hai"], []),
        ("<div>một<br>hai</div>ba", ["một", "hai", "ba"], []),
        ("<p>a&nbsp;&nbsp;b\n c</p>", ["a b c"], []),
        ("<p>ho\u0300a</p>", ["hòa"], []),
        ("<b>đậm <i>cả</b> hai</i> thôi", ["đậm cả hai thôi"],
         [(0, "đậm cả", "b"), (0, "cả hai", "i")]),
        ("<p><strong>a</strong> <strong>b</strong></p>", ["a b"], [(0, "a b", "b")]),
        ("<p><u>a</u> <u>b</u></p>", ["a b"], [(0, "a", "u"), (0, "b", "u")]),
        ("<p><strong> a </strong></p>", ["a"], [(0, "a", "b")]),
        ("<b>mở<p>mãi", ["mở", "mãi"], [(0, "mở", "b"), (1, "mãi", "b")]),
        ("<ul><li>a<ol><li>b<li>c<ul><li>d</ul></ol>e</ul>f",
         ["- a", "a) b", "b) c", "+ d", "e", "f"], []),
        ("<ol start=3><li>a<li></li><li><p>b</p><p>c</p></ol>", ["3. a", "4. b", "c"], []),
        ("<li>a</li><li><b>b</b></li>", ["- a", "- b"], [(1, "b", "b")]),
        ("</ul></li></b></table>a</p>", ["a"], []),
        ("<p>1 < 2 && 3 > 2 &lt;b&gt; &#7879; &bogus;</p>",
         ["1 < 2 && 3 > 2 <b> ệ &bogus;"], []),
        ("<style>p{}</style><script>x()</script><!-- y --><title>z</title>a", ["a"], []),
        ("<span style='font-weight:700;font-style:italic'>a</span><b style='font-weight:normal'>b"
         "</b><span style='text-decoration: underline'>c</span>", ["abc"],
         [(0, "a", "b"), (0, "a", "i"), (0, "c", "u")]),
        ("<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·<span>"
         "&nbsp;&nbsp; </span></span><![endif]>Họp<o:p></o:p></p>", ["· Họp"], []),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]--><![CDATA[x]]>a", ["a"], []),
        ("<h2>a</h2><blockquote>b</blockquote><pre>c\nd</pre>", ["a", "b", "c d"], []),
        ("<p>a</p><img src=x alt='ảnh chụp'>", ["a", "ảnh chụp"], []),
    ],
)  # fmt: skip
def test_html_of_any_kind(
    html: str, paragraphs: list[str], styles: list[tuple[int, str, str]]
) -> None:
    section = from_html(html)
    assert section.paragraphs == paragraphs
    assert spans(section) == styles


def test_a_tone_mark_in_letters_of_its_own() -> None:
    section = from_html("<p>ho<b>\u0300</b>a <i>x</i></p>")
    assert (section.paragraphs, section.styles) == (["hòa x"], [])


def test_tables_of_any_kind() -> None:
    section = from_html(
        "trước<table>lạc<thead><tr><th>A<th>B</thead><tr><td><p>một</p><p>hai</p>"
        "<td><table><tr><td>trong<td>bảng</table></table>sau"
        "<table></table><td>ô lẻ</td><table><td>hở"
    )
    assert section.paragraphs == ["trước", "lạc", "sau", "ô lẻ"]
    assert [(t.kind, t.at, t.rows) for t in section.tables] == [
        ("other", 2, [["A", "B"], ["một hai", "trong bảng"]]),
        ("other", 4, [["hở"]]),
    ]


def test_the_plan_s_own_tables_stay() -> None:
    place = Place("a.docx", paragraph=3)
    old = Section(
        "III. NỘI DUNG",
        ["một", "hai"],
        [SectionTable("items", 2, [], place), SectionTable("other", 0, [["x"]]),
         SectionTable("monitoring", 1)],
        place,
        [StyleSpan(0, 0, 3, "b")],
    )  # fmt: skip
    assert with_html(old, to_html(old)) == Section(
        old.heading,
        old.paragraphs,
        [old.tables[1], old.tables[2], old.tables[0]],
        place,
        old.styles,
    )
    new = with_html(old, "<p>khác</p><p>nữa</p><p>rồi</p>")
    assert [(t.kind, t.at) for t in new.tables] == [("monitoring", 1), ("items", 3)]
    assert with_html(old, "").tables == [
        SectionTable("items", 0, [], place), SectionTable("monitoring", 0),
    ]  # fmt: skip


_NAMES = "p div br ul ol li b strong em i u span table tr td th tbody a font o:p h1 x-y hr img"
_TAGS = st.sampled_from(_NAMES.split())
_BITS = st.one_of(
    _TAGS.map(lambda tag: f"<{tag}>"),
    _TAGS.map(lambda tag: f"</{tag}>"),
    _TAGS.map(lambda tag: f"<{tag} style='font-weight:bold' class=x data-y=\"1>2\">"),
    _TAGS.map(lambda tag: f"<{tag}/>"),
    st.sampled_from(["&nbsp;", "\n", "<!-- c -->", "<![if x]>", "<![endif]>", "<!doctype html>"]),
    st.integers(0, 999).map(lambda n: f"w{n}w "),
)


@given(st.lists(_BITS, max_size=40))
def test_no_visible_word_is_lost(bits: list[str]) -> None:
    section = from_html("".join(bits))
    cells = [cell for table in section.tables for row in table.rows for cell in row]
    words = "".join(bit for bit in bits if bit.startswith("w")).split()
    found = re.findall(r"w[0-9]+w", " ".join([*section.paragraphs, *cells]))
    assert sorted(found) == sorted(words)
    assert all(text and text == collapse(text) for text in section.paragraphs)
    assert section.styles == in_order(section.styles, section.paragraphs)
    checked(to_html(section))
    assert from_html(to_html(section)) == section


@given(st.text(max_size=60) | st.text(alphabet="<>/!-[]&;#x=\"' abipu\n\x00\ud800", max_size=60))
def test_any_text_is_taken(html: str) -> None:
    section = from_html(html)
    assert from_html(to_html(section)) == section


@pytest.mark.parametrize(
    "html",
    ["<b>x" * 20_000, "<ul><li>" * 20_000, "<ul>" * 20_000 + "</ol>" * 20_000,
     "<table><tr><td>" * 5_000, "<p>" * 50_000, "<b>" * 20_000 + "</i>" * 20_000,
     "<i>a</i> " * 20_000, "x" * 500_000],
)  # fmt: skip
def test_endless_html_ends(html: str) -> None:
    begun = time.monotonic()
    section = from_html(html)
    assert to_html(section) is not None
    assert time.monotonic() - begun < 10


@settings(max_examples=60)
@given(sections())
def test_pieces_are_the_text(section: Section) -> None:
    for index, text in enumerate(section.paragraphs):
        of_it = [span for span in section.styles if span.paragraph == index]
        cut = pieces(text, of_it)
        assert "".join(words for words, _ in cut) == text
        assert bool(of_it) == any(letters for _, letters in cut)


def test_spans_are_put_in_order() -> None:
    text = ["một  hai ba", ""]
    raw = [
        StyleSpan(0, 9, 40, "b"), StyleSpan(0, 0, 4, "b"), StyleSpan(0, 5, 8, "b"),
        StyleSpan(0, 3, 5, "i"), StyleSpan(1, 0, 9, "b"), StyleSpan(7, 0, 1, "b"),
        StyleSpan(0, -5, 2, "u"), StyleSpan(0, 2, 3, "u"), StyleSpan(0, 5, 8, "u"),
        StyleSpan(0, 0, 9, "x"),
    ]  # fmt: skip
    assert in_order(raw, text) == [
        StyleSpan(0, 0, 3, "u"), StyleSpan(0, 0, 11, "b"), StyleSpan(0, 5, 8, "u"),
    ]  # fmt: skip
