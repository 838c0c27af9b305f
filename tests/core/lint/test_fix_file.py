"""Mending whole files: what is safe is mended, nothing else changes, a second run finds nothing."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from caitien.core.documents.editing import Edit
from caitien.core.documents.model import ReadError
from caitien.core.documents.readers import open_document
from caitien.core.drafts.read import understand
from caitien.core.lint.fix import is_safe
from caitien.core.lint.fix_file import Mended, mend_file
from caitien.core.lint.run import check_reading
from tests.core.documents.editing_tools import (
    Letter,
    accepted,
    letters,
    other_parts_equal,
    plain,
    rejected,
    tree,
)
from tests.shared import need_shared

TODAY = date(2026, 9, 1)
SAMPLES = ["000", "001", "002", "003", "004"]
BODY = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "- Nâng cao chất luợng họat động, họach định , kế họach .",
    "- Khắc phục điểm yếu: họat động, họat động (họat động) của nhà trường.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Hiệu truởng đôn đốc họat động kiểm tra nội bộ,báo cáo kết quả.",
]
ENDING = ["Nơi nhận:", "- Các tổ chuyên môn;", "- Lưu VT.", "HIỆU TRƯỞNG", "Đỗ Thị Hoài Ân"]


def school_plan(path: Path, *more: str) -> Path:
    """A small plan with faults in runs of several looks."""
    made = docx.Document()
    head = ["TRƯỜNG TIỂU HỌC SUỐI MÂY", "Số : 07/KH-THSM", "KẾ HOẠCH", "Cải tiến chất lượng"]
    for text in [*head, "Năm học 2023 -2024", *BODY, *ENDING, *more]:
        paragraph = made.add_paragraph()
        half = len(text) // 2
        paragraph.add_run(text[:half]).bold = True
        paragraph.add_run(text[half:]).italic = True
    made.save(str(path))
    return path


def text_of(path: Path) -> str:
    return "\n".join(p.text for p in open_document(path).paragraphs())


def safe_left(path: Path) -> list[str]:
    found = check_reading(understand(open_document(path)), today=TODAY)
    return [f"{one.code} {one.excerpt}" for one in found if is_safe(one)]


def assert_rest_unchanged(
    before: list[list[Letter]], after: list[list[Letter]], edits: list[Edit]
) -> None:
    """Letters outside the edits keep what they are and how they look."""
    whole = Counter(edit.whole for edit in edits)
    changed = 0
    for old, new in zip(before, after, strict=True):
        text = "".join(letter for letter, _ in old)
        if old == new:
            continue
        changed += 1
        own = [edit for edit in edits if edit.whole == text]
        assert own, text
        at = now = 0
        for edit in sorted(own, key=lambda one: one.start)[: whole[text]]:
            kept = edit.start - at
            assert new[now : now + kept] == old[at : edit.start]
            now += kept + len(edit.text)
            at = edit.end
        assert new[now:] == old[at:]
    assert changed == len({(edit.place, edit.whole) for edit in edits})


def test_a_plan_is_mended_and_a_second_run_finds_nothing(tmp_path: Path) -> None:
    source = school_plan(tmp_path / "goc.docx")
    mended = mend_file(source, tmp_path / "sua.docx", today=TODAY)
    assert mended.target == tmp_path / "sua.docx"
    text = text_of(mended.target)
    for wrong in ("họat", "họach", "luợng", "truởng", " ,", " .", "Số :", "bộ,báo", "2023 -2024"):
        assert wrong not in text
    assert text.count("hoạt động") == 5
    assert "- Lưu: VT." in text
    assert not mended.safe_left
    assert not safe_left(mended.target)
    assert_rest_unchanged(letters(tree(source)), letters(tree(mended.target)), mended.edits)

    again = mend_file(mended.target, tmp_path / "nua.docx", today=TODAY)
    assert again.rounds == 0
    assert not again.edits
    assert (tmp_path / "nua.docx").read_bytes() == mended.target.read_bytes()


def test_tracked_changes_say_the_same(tmp_path: Path) -> None:
    source = school_plan(tmp_path / "goc.docx")
    plainly = mend_file(source, tmp_path / "sua.docx", today=TODAY)
    day = datetime(2026, 9, 1, 8, tzinfo=UTC)
    tracked = mend_file(source, tmp_path / "danh-dau.docx", today=TODAY, track=True, date=day)
    assert tracked.edits == plainly.edits
    assert tracked.target
    assert plainly.target
    assert plain(letters(accepted(tracked.target))) == plain(letters(tree(plainly.target)))
    assert letters(rejected(tracked.target)) == letters(tree(source))
    assert text_of(tracked.target) == text_of(plainly.target)
    # What is inserted already is not mended over again, and nothing is lost by trying.
    again = mend_file(tracked.target, tmp_path / "nua.docx", today=TODAY)
    assert not again.edits


def test_select_ignore_and_chosen_ones(tmp_path: Path) -> None:
    source = school_plan(tmp_path / "goc.docx", "Nhà trường nhà trường phối hợp phối hợp.")
    some = mend_file(source, tmp_path / "sua.docx", today=TODAY, select=["CH102"])
    assert {one.diagnostic.code for one in some.placed} == {"CH102"}
    assert "họat" in text_of(tmp_path / "sua.docx")
    rest = mend_file(source, tmp_path / "sua.docx", today=TODAY, ignore=["CH"])
    assert not any(one.diagnostic.code.startswith("CH") for one in rest.placed)
    asked = [
        (index, one)
        for index, one in enumerate(rest.before)
        if one.fix and one.fix.applicability == "ask" and one.fix.replacement is not None
    ]
    for index, one in asked:
        chosen = mend_file(source, tmp_path / "sua.docx", today=TODAY, ignore=["CH"], also=[index])
        codes = {placed.diagnostic.code for placed in chosen.placed}
        assert one.code in codes or any(left.diagnostic == one for left in chosen.left)


def test_signed_paper_is_refused(tmp_path: Path) -> None:
    source = school_plan(tmp_path / "goc.docx", "(Đã ký)")
    target = tmp_path / "sua.docx"
    mended = mend_file(source, target, today=TODAY)
    assert mended.target is None
    assert "(Đã ký)" in mended.refused
    assert not target.exists()
    assert {one.code for one in mended.left} == {"issued"}
    assert mend_file(source, target, today=TODAY, force=True).target == target


def test_places_the_file_does_not_allow_are_told(tmp_path: Path) -> None:
    made = docx.Document(str(school_plan(tmp_path / "a.docx")))
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = made.paragraphs[6]
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    inserted.set(qn("w:author"), "Ai đó")
    run = paragraph.runs[0]._r
    run.addprevious(inserted)
    inserted.append(run)
    made.save(str(tmp_path / "goc.docx"))
    mended = mend_file(tmp_path / "goc.docx", tmp_path / "sua.docx", today=TODAY)
    kept = [one for one in mended.left if one.code == "unwritable"]
    assert kept
    assert all("chưa duyệt" in one.reason for one in kept)
    assert mended.edits
    assert len(mended.safe_left) >= len(kept)


def test_many_spots_told_as_one(tmp_path: Path) -> None:
    """Rules that name the first of many like faults get all of them mended."""
    words = [f"Việc\u00a0thứ\u00a0{n} cần làm ngay." for n in "abcdefghijklmnop"]
    source = school_plan(tmp_path / "goc.docx")
    made = docx.Document(str(source))
    for text in words:
        made.paragraphs[8].insert_paragraph_before(text)
    made.save(str(source))
    mended = mend_file(source, tmp_path / "sua.docx", today=TODAY)
    assert not mended.safe_left
    assert not safe_left(tmp_path / "sua.docx")


def test_errors_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        mend_file(tmp_path / "a.txt", tmp_path / "b.docx", today=TODAY)
    assert caught.value.code == "not-docx"
    made = docx.Document()
    made.add_paragraph("Thư mời họp phụ huynh, họat động hè.")
    made.save(str(tmp_path / "thu.docx"))
    mended = mend_file(tmp_path / "thu.docx", tmp_path / "b.docx", today=TODAY)
    assert not mended.edits  # not a plan: nothing is checked, the copy equals the file


def mend_sample(name: str, tmp_path: Path, *, track: bool = False) -> tuple[Path, Mended]:
    source = need_shared() / "samples" / "rebuilt" / f"{name}.docx"
    target = tmp_path / f"{name}-{track}.docx"
    return source, mend_file(source, target, today=TODAY, force=True, track=track)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples(name: str, tmp_path: Path) -> None:
    source, mended = mend_sample(name, tmp_path)
    assert mended.target
    assert mended.edits
    assert not mended.safe_left
    assert not safe_left(mended.target)
    assert other_parts_equal(source, mended.target, "word/document.xml")
    before, after = letters(tree(source)), letters(tree(mended.target))
    assert_rest_unchanged(before, after, mended.edits)
    _, tracked = mend_sample(name, tmp_path, track=True)
    assert tracked.target
    assert plain(letters(accepted(tracked.target))) == plain(after)
    assert letters(rejected(tracked.target)) == before


def test_time_for_ten_pages(tmp_path: Path) -> None:
    """Writing the edits of a long plan is quick; the best of three, as others use the machine."""
    source = need_shared() / "samples" / "rebuilt" / "000.docx"
    from caitien.core.documents.editing import apply_edits

    document = open_document(source)
    edits = [
        Edit(p.place, 0, 1, "X", p.text[0], p.text) for p in document.paragraphs() if p.text.strip()
    ]
    took = []
    for _ in range(3):
        start = time.perf_counter()
        apply_edits(source, tmp_path / "sua.docx", edits, track=True)
        took.append(time.perf_counter() - start)
    assert min(took) < 3
