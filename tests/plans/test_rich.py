"""The text of a section: bold words, lists and tables typed or pasted are kept, nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import PlanDraft, Section, SectionTable, StyleSpan
from caitien.core.drafts.plan_json import plan_to_dict
from caitien.core.drafts.read import understand
from caitien.core.drafts.styles import in_order
from caitien.core.render.docx import write_docx
from caitien.core.render.model import Para
from caitien.core.render.paper import paper_of
from caitien.plans.drafting import draft_of
from caitien.plans.forms_conflict import two_versions
from caitien.plans.forms_rich import html_of_value, stored_value
from caitien.plans.models import Plan, PlanSection
from caitien.plans.queries_history import history_of
from caitien.plans.rich_values import (
    body_with,
    moved_span,
    read_rich,
    rich_of,
    same_rich,
    styles_of_value,
    words_of_value,
)
from caitien.plans.services_edit import FieldConflict, FieldProblem, FieldSaved, set_field
from caitien.plans.services_edit_undo import undo_field
from caitien.plans.services_edit_values import clean_text
from caitien.ui.problems import Problem
from tests.people import NOW, Cast

from .life_plans import small_draft
from .making import imported
from .test_views_edit import SCRIPT, address

WORDS = "Nâng cao chất lượng dạy và học"


@pytest.fixture
def section(cast: Cast) -> PlanSection:
    """A section with bold words, a table of its own and the table of problems."""
    tables = [
        SectionTable("priority_issues", 1),
        SectionTable("other", 1, [["Khối", "Sĩ số\nđầu năm"], ["6", "40"]]),
    ]
    draft = PlanDraft(
        title="KẾ HOẠCH",
        school_year="2026-2027",
        sections=[
            Section(
                "I. MỤC TIÊU",
                [WORDS, "- Việc một", "- Việc hai"],
                tables,
                styles=[StyleSpan(0, 9, 19, "b"), StyleSpan(2, 2, 6, "i")],
            )
        ],
    )
    found: PlanSection = imported(cast, draft).sections.get()
    return found


def put(cast: Cast, section: PlanSection, value: Any, **more: Any) -> FieldSaved:
    """Write the section from what it holds now."""
    section.refresh_from_db()
    base = more.pop("base", rich_of(section.body))
    saved = set_field(
        plan=section.plan,
        actor=more.pop("actor", cast.secretary),
        at=NOW,
        kind="section",
        uid=section.uid,
        field="body",
        base=base,
        value=value,
    )
    section.refresh_from_db()
    return saved


def bold(section: PlanSection) -> list[str]:
    """The words of the section that are printed in a style, with it."""
    body = section.body
    return [f"{style}:{body['paragraphs'][p][a:b]}" for p, a, b, style in body.get("styles", ())]


def sent(client: Any, section: PlanSection, base: str, value: str) -> Any:
    """Save the section as the page does."""
    body = {"kind": "section", "uid": str(section.uid), "field": "body"}
    return client.post(
        address(section.plan, "luu/"),
        json.dumps(body | {"base": base, "value": value}),
        content_type="application/json",
        headers=SCRIPT,
    )


# -- stored and told ----------------------------------------------------------------------------


def test_bold_words_lists_and_a_cell_of_a_table_are_saved_and_shown(
    cast: Cast, section: PlanSection
) -> None:
    client = cast.client(cast.secretary)
    base = html_of_value(rich_of(section.body))
    value = base.replace("<td>40</td>", "<td>42</td>").replace("Việc một", "<u>Việc</u> một")
    answer = sent(client, section, base, value)
    assert answer.status_code == 200, answer.json()
    assert answer.json()["value"] == value
    section.refresh_from_db()
    assert bold(section) == ["b:chất lượng", "u:Việc", "i:Việc"]
    assert [table["kind"] for table in section.body["tables"]] == ["priority_issues", "other"]
    assert section.body["tables"][1]["rows"] == [["Khối", "Sĩ số\nđầu năm"], ["6", "42"]]
    page = client.get(address(section.plan)).content.decode()
    assert "<strong>chất lượng</strong>" in page


def test_what_word_puts_on_the_clipboard_keeps_bold_lists_and_tables() -> None:
    html = (
        '<html><body><!--StartFragment--><p class=MsoNormal style="mso-x:1"><b>Một</b> và '
        '<span style="font-style:italic;color:red">hai</span>'
        '<span style="text-decoration:underline">ba</span></p>'
        '<ol start="2"><li>Hai</li><li>Ba</li></ol>'
        "<table class=MsoTableGrid><tr><td width=10><p>ô <b>một</b></p></td><td>hai</td></tr>"
        "</table><o:p></o:p><!--EndFragment--></body></html>"
    )
    assert stored_value(html) == {
        "paragraphs": ["Một và haiba", "2. Hai", "3. Ba"],
        "styles": [[0, 0, 3, "b"], [0, 7, 10, "i"], [0, 10, 12, "u"]],
        "tables": [{"at": 3, "rows": [["ô một", "hai"]]}],
    }


HOSTILE = (
    "<script>alert(1)</script><b onclick=alert(2)>đậm</b><img src=x onerror=alert(3)>"
    '<i style="font-weight:700;background:url(javascript:alert(4))">nghiêng</i>'
    '<a href="javascript:alert(5)">nối</a><svg onload=alert(6)></svg><math><mi>x</mi></math>'
    "<table><tr><td onmouseover=alert(7)>&lt;script&gt;alert(8)&lt;/script&gt;</td></tr></table>"
    '<style>@import "//x"</style><iframe srcdoc="<script>alert(9)</script>"></iframe>'
)


def test_hostile_html_in_a_section_leaves_only_words(cast: Cast, section: PlanSection) -> None:
    client = cast.client(cast.secretary)
    answer = sent(client, section, html_of_value(rich_of(section.body)), HOSTILE)
    assert answer.status_code == 200
    read = f"{address(section.plan)}xem/"
    pages = [client.get(where).content.decode() for where in (address(section.plan), read)]
    for html in (answer.json()["value"], *pages):
        for bad in ("onclick", "onerror", "onload=alert", "javascript:", "<svg onload", "<iframe"):
            assert bad not in html
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(8)" in html
        assert "<strong>đậm</strong>" in html


_SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "<b>", "</b>", "<script>", "</script>", "<p onclick=x>", "</p>", "<table><tr><td>",
                "</table>", "<svg/onload=x>", "<img src=x onerror=x>", "<style>", "<!--", "-->",
                '<span style="font-weight:bold">', "</span>", "<ol start=7><li>", "</ol>", "&lt;",
                "<a href=javascript:x>", "<title>", "<textarea>", "<noscript>", "\x00", "<math>",
            )
        ),
        st.text(max_size=6),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(_SOUP)
def test_any_html_is_stored_clean_and_comes_back_the_same(html: str) -> None:
    value = read_rich(stored_value(html), lambda text: clean_text(str(text)))
    shown = html_of_value(value)
    tags = {one.split(">")[0].strip("/") for one in shown.split("<")[1:]}
    allowed = {"p", "strong", "em", "u", "ul", "ol", "li", "table", "tbody", "tr", "td"}
    assert tags <= allowed
    again = read_rich(stored_value(shown), lambda text: clean_text(str(text)))
    assert same_rich(again, value)


# -- what is compared ---------------------------------------------------------------------------


def test_bold_made_by_two_people_is_a_conflict_that_shows_both(
    cast: Cast, section: PlanSection
) -> None:
    start = rich_of(section.body)
    mine = start | {"styles": [[0, 0, 8, "u"]]}
    put(cast, section, start | {"styles": [[0, 0, 8, "b"]]}, actor=cast.deputy)
    with pytest.raises(FieldConflict) as caught:
        put(cast, section, mine, base=start)
    assert bold(section) == ["b:Nâng cao"]
    both = two_versions(section.plan, "section", str(section.uid), caught.value)
    assert "gạch chân “Nâng cao”" in "".join(words for _, words in both.mine_marked)
    assert "đậm “Nâng cao”" in "".join(words for _, words in both.theirs_marked)
    assert both.mine_text.split("\n") == start["paragraphs"]
    # the same once more is no conflict, and changes nothing
    assert not put(cast, section, start | {"styles": [[0, 0, 8, "b"]]}, base=start).changed


def test_lines_break_in_a_cell_is_no_conflict(cast: Cast, section: PlanSection) -> None:
    """The page shows a cell on one line; that alone is neither a change nor a conflict."""
    seen = stored_value(html_of_value(rich_of(section.body)))
    assert seen["tables"][0]["rows"][0] == ["Khối", "Sĩ số đầu năm"]
    assert not put(cast, section, seen, base=seen).changed
    wanted = seen | {"paragraphs": [*seen["paragraphs"], "Hết"]}
    assert put(cast, section, wanted, base=seen).changed
    assert section.body["tables"][1]["rows"][0] == ["Khối", "Sĩ số\nđầu năm"]


def test_a_plain_form_keeps_what_is_bold_around_the_change(
    cast: Cast, section: PlanSection
) -> None:
    put(cast, section, f"Mở đầu\n{WORDS.replace('cao', 'thật cao')}\n- Việc một\n- Việc 2")
    assert bold(section) == ["b:chất lượng", "i:Việc"]
    assert [table["at"] for table in section.body["tables"]] == [2, 2]
    words = section.body["paragraphs"][1]
    put(cast, section, ["Mở đầu", words.replace("chất lượng", "kết quả"), "- Việc một"])
    assert bold(section) == ["b:kết quả"]
    assert section.body["tables"][1]["rows"][1] == ["6", "40"]


def test_the_form_without_javascript_keeps_bold_and_tables(
    cast: Cast, section: PlanSection
) -> None:
    client = cast.client(cast.secretary)
    where = address(section.plan, f"dong/section/{section.uid}/")
    form = client.get(where).context["form"]
    body = form.initial["body"].replace("Việc hai", "Việc hai, ba")
    data = {"base": form.initial["base"], "heading": form.initial["heading"], "body": body}
    assert client.post(where, data).status_code == 302
    section.refresh_from_db()
    assert section.body["paragraphs"][2] == "- Việc hai, ba"
    assert bold(section) == ["b:chất lượng", "i:Việc"]
    assert section.body["tables"][1]["rows"][1] == ["6", "40"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"paragraphs": ["abc"], "styles": [[0, 0, 4, "b"]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[1, 0, 1, "b"]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[0, 2, 2, "b"]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[0, -1, 2, "b"]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[0, 0, True, "b"]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[0, 0, 1, "x"]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[0, 0, 1, ""]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[0, 0, 1, ["b"]]]}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": "b"}, "không khớp"),
        ({"paragraphs": ["abc"], "styles": [[0, 0, 1, "b"]] * 20_000}, "không khớp"),
        ({"paragraphs": "abc"}, "các đoạn chữ"),
        ({"paragraphs": [1]}, "các đoạn chữ"),
        ({}, "các đoạn chữ"),
        (7, "các đoạn chữ"),
        ({"paragraphs": [], "tables": [{"at": 1, "rows": [["a"]]}]}, "không đọc được"),
        ({"paragraphs": [], "tables": [{"at": 0, "rows": [[1]]}]}, "không đọc được"),
        ({"paragraphs": [], "tables": [{"at": 0, "rows": ["a"]}]}, "không đọc được"),
        ({"paragraphs": [], "tables": [{"rows": []}]}, "không đọc được"),
        ({"paragraphs": [], "tables": [{"at": 0, "rows": [[""] * 30_000]}]}, "quá lớn"),
        ({"paragraphs": [], "tables": [{"at": 0, "rows": [["x" * 300_000]]}]}, "quá lớn"),
        ({"paragraphs": ["x" * 30_000], "styles": []}, "rút gọn"),
    ],
)  # fmt: skip
def test_a_value_that_is_none_is_refused_and_nothing_changes(
    cast: Cast, section: PlanSection, value: Any, words: str
) -> None:
    before = dict(section.body)
    with pytest.raises(FieldProblem, match=words):
        put(cast, section, value)
    section.refresh_from_db()
    assert section.body == before


def test_html_beyond_all_sizes_is_refused_not_cut() -> None:
    with pytest.raises(Problem, match="quá dài"):
        stored_value("<b>a</b>" * 100_000)


def test_texts_are_cleaned_and_what_is_bold_in_them_stays_in_place() -> None:
    read = read_rich(
        {
            "paragraphs": ["  hai   chữ  ", " ", "ba"],
            "styles": [[0, 8, 11, "b"], [2, 0, 2, "i"]],
            "tables": [{"at": 2, "rows": [[" ô "], []]}, {"at": 0, "rows": [[]]}],
        },
        lambda text: clean_text(str(text)),
    )
    assert read == {
        "paragraphs": ["hai chữ", "ba"],
        "styles": [[0, 4, 7, "b"], [1, 0, 2, "i"]],
        "tables": [{"at": 1, "rows": [["ô"]]}],
    }


_LINE = st.text("ab ", min_size=1, max_size=6).map(str.strip).filter(bool)
_LINES = st.lists(_LINE, max_size=5)


@st.composite
def _bodies(draw: st.DrawFn) -> dict[str, Any]:
    lines = draw(_LINES)
    spans = [
        StyleSpan(n, min(a, b), max(a, b), style)
        for n, text in enumerate(lines)
        for a, b, style in draw(
            st.lists(
                st.tuples(
                    st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from("biu")
                ),
                max_size=2,
            )
        )
    ]
    ats = draw(st.lists(st.integers(0, len(lines)), max_size=3).map(sorted))
    tables = [
        {"kind": draw(st.sampled_from(("other", "items"))), "at": at, "rows": [["a", "b"]]}
        for at in ats
    ]
    styles = [[s.paragraph, s.start, s.end, s.style] for s in in_order(spans, lines)]
    return {"paragraphs": lines, "styles": styles, "tables": tables}


@given(_bodies(), _LINES)
def test_whatever_words_come_styles_lie_within_them(body: dict[str, Any], new: list[str]) -> None:
    made = body_with(body, {"paragraphs": new})
    for paragraph, start, end, _ in made.get("styles", ()):
        assert 0 <= start < end <= len(new[paragraph])
    assert all(0 <= table["at"] <= len(new) for table in made.get("tables", ()))
    assert [t["kind"] for t in made.get("tables", ())] == [t["kind"] for t in body["tables"]]
    same = body_with(body, {"paragraphs": body["paragraphs"]})
    assert rich_of(same) == rich_of(body)
    assert rich_of(body_with(made, rich_of(body)))["styles"] == body["styles"]


@pytest.mark.parametrize(
    ("before", "after", "start", "end", "words"),
    [
        ("một sóat hai", "một soát hai", 4, 8, "soát"),
        ("một hai ba", "một hai bốn ba", 4, 7, "hai"),
        ("một hai ba", "không một hai ba", 4, 7, "hai"),
        ("một hai ba", "một", 4, 7, ""),
        ("aaaa", "aaa", 0, 4, "aaa"),
    ],
)
def test_a_mend_inside_bold_words_stays_bold(
    before: str, after: str, start: int, end: int, words: str
) -> None:
    first, last = moved_span(before, after, start, end)
    assert after[first:last] == words


# -- read, printed, taken back --------------------------------------------------------------------


def test_bold_is_read_on_the_pages_and_in_the_word_file(
    cast: Cast, section: PlanSection, tmp_path: Path
) -> None:
    client = cast.client(cast.secretary)
    shown = '<p class="paper-body">Nâng cao <strong>chất lượng</strong> dạy và học</p>'
    assert shown in client.get(f"{address(section.plan)}xem/").content.decode()
    draft = draft_of(Plan.objects.get(pk=section.plan_id))
    assert plan_to_dict(draft)["sections_text"][0]["styles"][0]["style"] == "b"
    paper = paper_of(draft)
    blocks = [block for part in paper.parts for block in part.blocks if isinstance(block, Para)]
    assert [p for para in blocks for p in para.pieces if p[1]] == [
        ("chất lượng", "b"),
        ("Việc", "i"),
    ]
    file = tmp_path / "ke-hoach.docx"
    draft.items = small_draft().items
    write_docx(paper_of(draft), file)
    read = understand(open_document(file)).plans[0].sections[0]
    assert read.paragraphs == draft.sections[0].paragraphs
    assert read.styles == draft.sections[0].styles


def test_words_in_styles_are_escaped_on_the_reading_page(cast: Cast) -> None:
    text = "<script>alert(1)</script> & hết"
    draft = PlanDraft(
        title="K", school_year="2026-2027",
        sections=[Section("I. MỤC TIÊU", [text], styles=[StyleSpan(0, 0, 12, "b")])],
    )  # fmt: skip
    plan = imported(cast, draft)
    html = cast.client(cast.secretary).get(address(plan, "xem/")).content.decode()
    assert "<strong>&lt;script&gt;aler</strong>t(1)&lt;/script&gt; &amp; hết" in html


def test_a_change_of_bold_alone_is_told_and_taken_back(cast: Cast, section: PlanSection) -> None:
    before = dict(section.body)
    put(cast, section, rich_of(section.body) | {"styles": []})
    assert bold(section) == []
    told = history_of(section.plan, section.uid)[0]
    assert "đổi đậm, nghiêng, gạch chân" in told.sentence
    undo_field(plan=section.plan, actor=cast.head, at=NOW, line=told.number)
    section.refresh_from_db()
    assert section.body == before


def test_a_value_in_words() -> None:
    value = {
        "paragraphs": ["một hai"], "styles": [[0, 0, 3, "b"], [0, 4, 7, "u"]],
        "tables": [{"at": 0, "rows": [["a", "b"]]}],
    }  # fmt: skip
    assert words_of_value(value) == "a | b\nmột hai"
    assert styles_of_value(value) == "đậm “một”; gạch chân “hai”"
    assert words_of_value(["x", "y"]) == "x\ny"
    assert styles_of_value(["x"]) == ""
