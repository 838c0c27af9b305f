"""Bold, italic and underlined words of sections survive printing and reading again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caitien.core.documents.readers import open_document
from caitien.core.drafts.model import PlanDraft, Section, StyleSpan, content_of
from caitien.core.drafts.plan_json import plan_from_dict, plan_to_dict
from caitien.core.drafts.read import understand
from caitien.core.drafts.styles import in_order
from caitien.core.lint.run import check_reading
from caitien.core.render.docx import write_docx
from caitien.core.render.paper import paper_of

from . import plans
from .test_roundtrip import again, differences

_LINES = [
    "1. Khắc phục những điểm còn yếu mà đợt tự đánh giá đã chỉ ra.",
    "- Việc làm phải cụ thể, có người phụ trách (hoặc nhóm) và có thời hạn; ghi sổ theo dõi.",
    "+ Báo cáo: 100% tổ “xanh - sạch - đẹp” <đạt> & đúng hạn.",
    "Nhà trường rà soát từng phần việc, ghi rõ người làm, thời hạn và kết quả; tổ chuyên môn họp"
    " hai tuần một lần để gỡ khó; hiệu trưởng kiểm tra đột xuất và nhắc nhở khi chậm.",
]


def styled(styles: list[StyleSpan]) -> PlanDraft:
    draft = plans.nine_columns()
    draft.sections[0].paragraphs = list(_LINES)
    draft.sections[0].styles = styles
    return draft


@st.composite
def any_styles(draw: st.DrawFn) -> list[StyleSpan]:
    """Spans that begin and end anywhere."""
    out = []
    for index, text in enumerate(_LINES):
        edge = st.integers(0, len(text))
        for a, b, style in draw(
            st.lists(st.tuples(edge, edge, st.sampled_from("biu")), max_size=4)
        ):
            out.append(StyleSpan(index, min(a, b), max(a, b), style))
    return in_order(out, _LINES)


@st.composite
def word_styles(draw: st.DrawFn) -> list[StyleSpan]:
    """Whole words in bold or italic letters."""
    out = []
    for index, text in enumerate(_LINES):
        starts = [0, *(at + 1 for at, c in enumerate(text) if c == " ")]
        ends = [*(start - 1 for start in starts[1:]), len(text)]
        word = st.integers(0, len(starts) - 1)
        for a, b, style in draw(st.lists(st.tuples(word, word, st.sampled_from("bi")), max_size=3)):
            out.append(StyleSpan(index, starts[min(a, b)], ends[max(a, b)], style))
    return in_order(out, _LINES)


_SETTINGS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@_SETTINGS
@given(styles=any_styles())
def test_word_keeps_them(styles: list[StyleSpan]) -> None:
    draft = again(styled([]), "docx")
    assert all(section.styles == [] for section in draft.sections)
    draft.sections[0].styles = styles
    back = again(draft, "docx")
    assert list(differences(content_of(draft), content_of(back))) == []


@_SETTINGS
@given(styles=word_styles())
def test_pdf_keeps_bold_and_italic_words(styles: list[StyleSpan]) -> None:
    back = again(styled(styles), "pdf")
    assert back.sections[0].paragraphs == _LINES
    assert back.sections[0].styles == styles


def test_underlining_is_printed_on_paper_but_not_read_from_it() -> None:
    draft = styled([StyleSpan(0, 3, 12, "u"), StyleSpan(1, 2, 10, "b")])
    back = again(draft, "pdf")
    assert back.sections[0].paragraphs == _LINES
    assert back.sections[0].styles == [StyleSpan(1, 2, 10, "b")]


def test_plan_json_keeps_them() -> None:
    styles = [StyleSpan(0, 3, 12, "b"), StyleSpan(1, 2, 10, "u")]
    data = plan_to_dict(styled(styles))
    assert data["sections_text"][0]["styles"][0] == {
        "paragraph": 0, "start": 3, "end": 12, "style": "b",
    }  # fmt: skip
    assert "styles" not in data["sections_text"][1]
    assert plan_from_dict(data).sections[0].styles == styles


def test_spans_out_of_their_text_do_no_harm() -> None:
    wild = [StyleSpan(0, -5, 4, "b"), StyleSpan(1, 500, 9000, "i"), StyleSpan(99, 0, 2, "u")]
    back = again(styled(wild), "docx")
    assert back.sections[0].paragraphs == _LINES
    assert back.sections[0].styles == [StyleSpan(0, 0, 4, "b")]


def test_the_checks_say_the_same_with_and_without() -> None:
    plain, rich = styled([]), styled([StyleSpan(n, 0, len(t), "b") for n, t in enumerate(_LINES)])
    found = []
    for draft in (plain, rich):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "plan.docx"
            write_docx(paper_of(draft), path)
            reading = understand(open_document(path))
            reading.file = "plan.docx"
            found.append([(d.code, d.message) for d in check_reading(reading)])
    assert found[0] == found[1]


def _word(tmp_path: Path) -> Section:
    """A section of a Word file whose letters come from runs, styles and a heading style."""
    paper = docx.Document()
    paper.add_paragraph("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC NĂM HỌC 2026 - 2027")
    paper.add_paragraph("I. MỤC ĐÍCH")
    first = paper.add_paragraph("  Chữ thường, ")
    first.add_run("đậm ").bold = True
    first.add_run("và").bold = True
    both = first.add_run("  nghiêng đậm")
    both.bold = both.italic = True
    first.add_run(" rồi ").underline = True
    first.add_run("thôi").underline = False
    paper.add_paragraph("Đề mục nhỏ", style="Heading 2").add_run(" nghiêng").italic = True
    paper.add_paragraph(style="List Bullet").add_run("Cả dòng đậm").bold = True
    paper.add_paragraph("Nhấn mạnh: ").add_run("mạnh", style="Strong")
    paper.add_paragraph("II. NỘI DUNG")
    path = tmp_path / "a.docx"
    paper.save(str(path))
    return understand(open_document(path)).plans[0].sections[0]


def test_letters_of_word_files(tmp_path: Path) -> None:
    section = _word(tmp_path)
    words = [
        (s.paragraph, section.paragraphs[s.paragraph][s.start : s.end], s.style)
        for s in section.styles
    ]
    assert section.paragraphs == [
        "Chữ thường, đậm và nghiêng đậm rồi thôi",
        "Đề mục nhỏ nghiêng",
        "- Cả dòng đậm",
        "Nhấn mạnh: mạnh",
    ]
    assert words == [
        (0, "đậm và nghiêng đậm", "b"),
        (0, "nghiêng đậm", "i"),
        (0, "rồi", "u"),
        (1, "nghiêng", "i"),
        (2, "Cả dòng đậm", "b"),
        (3, "mạnh", "b"),
    ]


@pytest.mark.parametrize("sample", ["nine_columns", "ten_columns", "five_columns"])
def test_plain_plans_have_none(sample: str) -> None:
    for kind in ("docx", "pdf"):
        draft = again(getattr(plans, sample)(), kind)
        assert [section.styles for section in draft.sections] == [[] for _ in draft.sections]
