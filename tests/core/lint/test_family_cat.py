"""Standards and criteria: codes, titles, levels, rows that are missing or empty."""

from __future__ import annotations

from typing import Any

import pytest

from caitien.core.lint._titles import cut_short, plain_title, same_title
from caitien.core.lint.diagnostic import Severity
from caitien.core.regulations.loader import catalogue_ids, load_catalogue
from caitien.core.regulations.model import Catalogue

from .family import gold, run, said

IDS = catalogue_ids()


def plan(of: Catalogue, number: str, level: str) -> dict[str, Any]:
    """A plan that prints all codes and titles of a catalogue under the circular `number`."""
    return {
        "school_level": level,
        "legal_bases": [{"text": f"Căn cứ Thông tư số {number} của Bộ Giáo dục và Đào tạo;"}],
        "standards": [{"standard": s.code, "title": s.title} for s in of.standards],
        "items": [
            {
                "criterion": c.code,
                "criterion_title": c.title,
                "standard": c.standard,
                "level": c.top,
                "solutions": ["Rà soát, bổ sung kế hoạch."],
            }
            for c in of.criteria
        ],
    }


@pytest.mark.parametrize("name", IDS)
def test_the_official_titles_are_right(name: str) -> None:
    of = load_catalogue(name)
    for level in of.school_levels:
        assert not run(plan(of, of.number, level), "TC10")


@pytest.mark.parametrize("name", [i for i in IDS if "2018" in i])
@pytest.mark.parametrize("other", [i for i in IDS if "2018" in i])
def test_titles_of_another_circular_are_found(name: str, other: str) -> None:
    own, foreign = load_catalogue(name), load_catalogue(other)
    found = run(plan(foreign, own.number, own.school_levels[0]), "TC101", "TC102", "TC103")
    codes = {d.excerpt for d in found if d.code == "TC101"}
    assert codes == {c.code for c in foreign.criteria if own.criterion(c.code) is None}
    titles = {d.excerpt for d in found if d.code == "TC102"}
    assert titles == {
        c.title
        for c in foreign.criteria
        if (mine := own.criterion(c.code)) and not same_title(c.title, mine.title, *mine.also)
    }
    standards = {d.excerpt for d in found if d.code == "TC103"}
    assert standards == {s.title for s in foreign.standards if s not in own.standards}


def test_titles_as_people_write_them() -> None:
    assert same_title("Tiêu chí 4.1: Ban đại diện CMHS.", "Ban đại diện cha mẹ học sinh")
    assert same_title("3.5. THIẾT BỊ", "Thiết bị")
    assert same_title("Quản lí cán bộ, GV và NV", "Quản lý cán bộ, giáo viên và nhân viên")
    assert same_title("Phòng học - Mức 2", "Phòng học")
    assert not same_title("Khu sân chơi, bãi tập", "Khu sân chơi, sân tập")
    assert cut_short("Phương hướng, chiến lược", "Phương hướng, chiến lược xây dựng và phát triển")
    assert not cut_short("Phương", "Phương hướng, chiến lược")
    assert plain_title("Đối với giáo viên") == ("giáo", "viên")


def test_what_is_not_judged() -> None:
    row = {"criterion": "5.6", "solutions": ["Bồi dưỡng."]}
    assert not run({"items": [row]}, "TC")  # no level, no circular
    assert not run({"school_level": "gdtx", "date": "2022-09-10", "items": [row]}, "TC")
    basis = {"text": "Căn cứ Thông tư số 17/2018/TT-BGDĐT;"}
    torn = {"school_level": "tieu_hoc", "legal_bases": [basis], "items": [row], "damage": ["table"]}
    assert [d.severity for d in run(torn, "TC101")] == [Severity.WARNING]


def test_the_circular_without_a_known_level_speaks_for_itself() -> None:
    basis = {"text": "Căn cứ Thông tư số 19/2018/TT-BGDĐT;"}
    row = {"criterion": "2.4", "solutions": ["Nền nếp."]}
    found = run({"legal_bases": [basis], "items": [row]}, "TC101")
    assert [(d.excerpt, d.severity, d.confidence) for d in found] == [
        ("2.4", Severity.WARNING, "có thể")
    ]


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Tiêu chuẩn 4 và 5: không có nội dung cải tiến.", False),
        ("Các tiêu chuẩn còn lại: tiếp tục duy trì.", False),
        ("Tiêu chuẩn 4: không xây dựng kế hoạch.", True),
    ],
)
def test_missing_standards(text: str, flagged: bool) -> None:
    of = load_catalogue("tt17-2018")
    data = plan(of, of.number, "tieu_hoc")
    for name in ("items", "standards"):
        data[name] = [row for row in data[name] if row["standard"] not in ("4", "5")]
    found = run(data | {"preamble": [text]}, "TC105")
    assert [d.absent for d in found] == (["Tiêu chuẩn 5"] if flagged else [])


def test_extracted_text_may_have_lost_the_end_but_not_the_middle() -> None:
    of = load_catalogue("tt18-2018")
    data = plan(of, of.number, "thcs") | {"school_name": "Trường THCS Hòa Bình"}
    for lost, sure in (("4", True), ("5", False)):
        cut = {n: [r for r in data[n] if r["standard"] != lost] for n in ("items", "standards")}
        found = run(data | cut, "TC105", form="txt")
        assert [d.severity is Severity.ERROR for d in found] == [sure]


def test_reference_plans() -> None:
    titles = {
        ("CAT-03", "Cán bộ quản lý, giáo viên, nhân viên"),
        ("CAT-03", "Hoạt động và kết quả nuôi dưỡng, chăm sóc, giáo dục"),
    }
    assert said(run(gold("000"), "TC10", "TC103")) >= titles
    assert said(run(gold("001"), "TC103")) == titles
    assert {d.absent for d in run(gold("001"), "TC105")} == {"Tiêu chuẩn 4"}
    assert [d.excerpt for d in run(gold("001"), "TC106")] == ["3.1", "3.3", "5.1", "1", "3"]
    assert ("STR-04", "1.1") in said(run(gold("002a"), "TC106"))
    found = run(gold("002b"), "TC101", "TC102", "TC103", "TC104", "TC105", "TC106")
    assert ("CAT-01", "5.6") in said(found)
    wrong = [
        f"Tiêu chí {code} " for code in ("3.1", "3.2", "3.3", "5.1", "5.2", "5.3", "5.4", "5.5")
    ]
    messages = [d.message for d in found if d.kind == "CAT-02"]
    assert len(messages) == len(wrong)
    assert all(any(code in message for message in messages) for code in wrong)
    assert {d.kind for d in found} == {"CAT-01", "CAT-02"}
    assert {d.absent for d in run(gold("004"), "TC105")} == {"Tiêu chuẩn 4, 5"}
