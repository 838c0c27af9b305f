"""Words: real but wrong ones, lost ones, capitals, uneven spelling, hidden blanks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.documents.readers.text import read_text
from caitien.core.drafts.read import understand
from caitien.core.lint import _collocations as words
from caitien.core.lint._missing import _table, gaps
from caitien.core.lint.diagnostic import Diagnostic
from caitien.core.lint.run import check_reading
from caitien.core.vietnamese.phonology import put_tone, split_tones
from tests.shared import need_shared

from .family import gold, run, said

#: file, kind, line, the excerpt or a part of it
QUOTED = [
    ("000", "SPL-06", 664, "tối thiều"),
    ("000", "SPL-06", 950, "Tổ trường chuyên môn"),
    ("001", "SPL-06", 109, "xây đựng"),
    ("001", "SPL-06", 178, "cập nhất"),
    ("001", "SPL-06", 179, "dây học"),
    ("002", "SPL-06", 58, "Phần đầu"),
    ("002", "SPL-06", 151, "tiên bộ"),
    ("002", "SPL-06", 164, "dôn đốc"),
    ("002", "SPL-06", 172, "quan triệt"),
    ("003", "SPL-06", 33, "điển"),
    ("001", "SPL-07", 28, "kết quả đánh"),
    ("002", "SPL-07", 48, "trung phổ thông"),
    ("002", "SPL-07", 76, "Ủy ban nhân tỉnh"),
    ("002", "SPL-07", 125, "Xây kế hoạch"),
    ("001", "SPL-09", 138, "Luật lưu trữ"),
    ("002", "SPL-09", 74, "phường"),
    ("002", "SPL-09", 114, "Đảng Cộng Sản Việt Nam"),
    ("003", "SPL-09", 166, "văn"),
    ("000", "SPL-10", 237, "kĩ"),
    ("002", "SPL-10", 136, "qui"),
]
#: right sentences that come near to usual phrases
RIGHT = [
    "Tổ trưởng học tập kinh nghiệm của các trường bạn.",
    "Đại diện các ban ngành dự khai giảng; quy mô trường lớp ổn định.",
    "Trường có một số kết quả khả quan, một phần công việc đã xong.",
    "Trong sách giáo khoa có bài tập vận dụng; học sinh lịch sự, tự tin.",
    "Công tác kiểm định được đổi mới; tình trạng thiết bị được ghi sổ.",
    "Nâng chất lượng mũi nhọn, nâng chuẩn trình độ, nâng dần kết quả.",
    "Phần đầu của kế hoạch nêu mục tiêu, phần cuối nêu giải pháp.",
    "Phối kết hợp với gia đình; tổ chức thực nghiệm; học sinh chuyên Toán.",
    "Thầy Trần Văn Dựng và cô Lê Thị Dạy cùng ra đề.",
    "Xã hội hoá giáo dục, kĩ thuật dạy học, lí luận chính trị, qui chế.",
    "HỘI ĐỒNG TRƯỜNG HỌP MỖI QUÝ MỘT LẦN, CÓ BIÊN BẢN.",
]


@cache
def findings(name: str) -> tuple[Diagnostic, ...]:
    (path,) = (need_shared() / "samples" / "seeds").glob(f"{name}-*.txt")
    return tuple(check_reading(understand(read_text(path)), select=["CH"]))


@pytest.mark.parametrize(("file", "kind", "line", "part"), QUOTED)
def test_quoted_case_is_found(file: str, kind: str, line: int, part: str) -> None:
    here = [d for d in findings(file) if d.kind == kind and d.place.line == line]
    assert any(part in d.excerpt for d in here)


@pytest.mark.parametrize("text", RIGHT)
def test_right_sentences_are_left_alone(text: str) -> None:
    assert [text[d.start : d.end] for d in words.doubts(text)] == []
    assert [text[g.start : g.end] for g in gaps(text)] == []


def test_every_phrase_is_left_alone() -> None:
    for written in words.phrases().values():
        assert list(words.doubts(written)) == [], written


def test_every_phrase_with_a_lost_word_is_found() -> None:
    for listed in _table().values():
        for lost in listed:
            left = lost.whole.split()
            del left[lost.at]
            text = f"thì {' '.join(left)} thì"
            assert any(g.word == lost.word for g in gaps(text)), text
            assert list(gaps(f"thì {lost.whole} thì")) == [], lost.whole


@given(st.sampled_from(sorted(words.phrases().values())), st.data())
def test_what_is_doubted_stands_there_and_would_change(phrase: str, data: st.DataObject) -> None:
    parts = phrase.split()
    at = data.draw(st.integers(0, len(parts) - 1))
    base, _ = split_tones(parts[at])
    tone = data.draw(st.sampled_from(["\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]))
    place = data.draw(st.integers(0, len(base) - 1))
    parts[at] = put_tone(base, place, tone)
    text = " ".join(parts)
    for doubt in words.doubts(text):
        assert doubt.wrong in text
        assert words.plain(doubt.better) != words.plain(doubt.wrong)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def test_long_prose_of_the_field_raises_hardly_any_doubt() -> None:
    texts: list[str] = []
    for path in sorted((need_shared() / "regulations").glob("*.json")):
        texts += strings(json.loads(path.read_text(encoding="utf-8")))
    assert sum(map(len, texts)) > 50_000
    assert [t[d.start : d.end] for t in texts for d in words.doubts(t)] == []
    assert [t[g.start : g.end] for t in texts for g in gaps(t)] == []


@pytest.mark.parametrize(("name", "most"), [("000", 2), ("001", 5), ("002b", 13), ("003", 1)])
def test_rebuilt_plans_raise_only_the_known_doubts(name: str, most: int) -> None:
    found = run(gold(name), "CH113")
    assert 0 < len(found) <= most
    assert all(d.fix and d.fix.applicability == "ask" for d in found)
    assert all(d.confidence == "có thể" for d in found)


def test_scanned_text_is_worded_so() -> None:
    plan = {"preamble": ["Trang bị tối thiều cho lớp học."]}
    (one,) = run(plan, "CH113", form="pdf")
    assert "quét" in one.message
    (one,) = run(plan, "CH113")
    assert "quét" not in one.message


def test_a_pair_of_spellings_is_told_once() -> None:
    lines = ["Kỹ năng, kỹ thuật, quản lý.", "Rèn kĩ năng; kĩ thuật; kĩ sư."]
    assert said(run({"preamble": lines}, "CH110")) == {("SPL-10", "kĩ")}


@given(st.text(alphabet="aăâeêioôơuưyđkhngctmọạ \u0301\u0323,.", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for doubt in words.doubts(text):
        assert 0 <= doubt.start < doubt.end <= len(text)
    for gap in gaps(text):
        assert 0 <= gap.start < gap.end <= len(text)
