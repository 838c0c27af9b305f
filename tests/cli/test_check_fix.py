"""`caitien check --fix`: a new Word file with the safe fixes; the original is never touched."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from .plans import small_plan, words_of
from .tools import NINE, PDF, TWO, one_line_each, run


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(tmp_path / "kế hoạch.docx")


def test_a_copy_beside_the_original_is_mended(plan: Path) -> None:
    before = plan.read_bytes()
    errors = json.loads(run("check", plan, "--format", "json").out)["files"][0]["diagnostics"]
    ran = run("check", plan, "--fix")
    made = plan.with_name("kế hoạch-da-sua.docx")
    assert plan.read_bytes() == before
    assert "hoạt động" in words_of(made)
    assert "họat" not in words_of(made)
    assert re.search(r"Đã ghi .*kế hoạch-da-sua\.docx: sửa \d+ chỗ\.", ran.err)
    assert str(made) in ran.out
    left = json.loads(run("check", made, "--format", "json").out)["files"][0]["diagnostics"]
    assert 0 < len(left) < len(errors)
    assert ran.code == run("check", made).code == 1


def test_the_report_is_that_of_the_new_file(plan: Path) -> None:
    ran = run("check", plan, "--fix", "--format", "json")
    data = json.loads(ran.out)
    made = plan.with_name("kế hoạch-da-sua.docx")
    [fixed] = data["fixed"]
    assert (fixed["file"], fixed["target"]) == (str(plan), str(made))
    assert {one["new"] for one in fixed["mends"]} >= {"hoạt"}
    assert all(one["place"]["paragraph"] for one in fixed["mends"])
    again = json.loads(run("check", made, "--format", "json").out)
    assert data["files"] == again["files"]


def test_tracked_changes_carry_author_and_date(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "theo-doi.docx"
    assert run("check", plan, "--fix", "--track", "-o", out).code == 1
    with zipfile.ZipFile(out) as package:
        xml = package.read("word/document.xml").decode("utf-8")
    marks = re.findall(r"<w:(?:ins|del) [^>]*>", xml)
    assert marks
    assert all('w:author="Cải Tiến"' in mark for mark in marks)
    assert all(re.search(r'w:date="20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"', mark) for mark in marks)
    assert "<w:delText" in xml


def test_nothing_is_overwritten_without_force(plan: Path) -> None:
    made = plan.with_name("kế hoạch-da-sua.docx")
    made.write_bytes(b"cua toi")
    ran = run("check", plan, "--fix")
    assert ran.code == 2
    assert "--force" in one_line_each(ran.err)[0]
    assert made.read_bytes() == b"cua toi"
    assert run("check", plan, "--fix", "--force").code == 1
    assert "hoạt động" in words_of(made)


def test_never_over_an_input_even_with_force(plan: Path) -> None:
    before = plan.read_bytes()
    ran = run("check", plan, "--fix", "--force", "-o", plan)
    assert ran.code == 2
    assert "tệp gốc" in ran.err
    assert plan.read_bytes() == before


def test_a_signed_paper_is_left_alone_unless_asked(tmp_path: Path) -> None:
    signed = small_plan(tmp_path / "da-ky.docx", "(Đã ký)")
    ran = run("check", signed, "--fix")
    assert ran.code == 2
    assert len(one_line_each(ran.err)) == 1
    assert "đã ký" in ran.err
    assert "--fix-signed" in ran.err
    assert list(tmp_path.iterdir()) == [signed]
    assert run("check", signed, "--fix", "--fix-signed").code == 1
    assert "hoạt động" in words_of(tmp_path / "da-ky-da-sua.docx")


@pytest.mark.parametrize("source", [PDF, TWO])
def test_only_word_files_are_mended(source: Path, tmp_path: Path) -> None:
    ran = run("check", source, "--fix", "-o", tmp_path)
    assert ran.code == 2
    [line] = one_line_each(ran.err)
    assert line.startswith(f"caitien: {source}: chỉ sửa được tệp Word")
    assert list(tmp_path.iterdir()) == []


def test_a_word_file_that_is_no_plan_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "thu.docx"
    made = docx.Document()
    made.add_paragraph("Kính gửi thầy cô, mai họp lúc 7 giờ về họat động hè.")
    made.save(str(letter))
    ran = run("check", letter, "--fix")
    assert ran.code == 2
    assert "không phải kế hoạch cải tiến" in ran.err
    assert list(tmp_path.iterdir()) == [letter]


def test_several_files_each_to_its_own(tmp_path: Path) -> None:
    for name in ("a/kh.docx", "b/kh.docx"):
        small_plan(tmp_path / name)
    out = tmp_path / "da sua"
    assert run("check", tmp_path / "a", tmp_path / "b", "--fix", "-o", out).code == 1
    assert sorted(path.name for path in out.iterdir()) == ["kh-2-da-sua.docx", "kh-da-sua.docx"]
    assert run("check", tmp_path / "a", tmp_path / "b", "--fix", "-o", "x.docx").code == 2
    assert run("check", tmp_path / "a", "--fix").code == 1
    again = run("check", tmp_path / "a", "--fix", "--force")
    assert again.code == 1
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["kh-da-sua.docx", "kh.docx"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, plan: Path) -> None:
    bad = tmp_path / "a.docx"
    bad.write_bytes(b"PK\x03\x04 hong")
    ran = run("check", bad, plan, "--fix")
    assert ran.code == 2
    assert plan.with_name("kế hoạch-da-sua.docx").exists()
    assert one_line_each(ran.err)[0].startswith(f"caitien: {bad}: ")


def test_fix_also_makes_what_a_person_chose(tmp_path: Path) -> None:
    found = json.loads(run("check", NINE, "--format", "json").out)["files"][0]["diagnostics"]
    one = next(
        one
        for one in found
        if one["fix"] and one["fix"]["applicability"] == "ask" and one["fix"]["replacement"]
    )
    codes = []
    for more in ([], ["--fix-also", one["code"]]):
        words = ["--fix", *more, "--format", "json", "-o", tmp_path / f"{len(more)}.docx"]
        [fixed] = json.loads(run("check", NINE, *words).out)["fixed"]
        codes.append([made["code"] for made in fixed["mends"]])
    assert one["code"] not in codes[0]
    assert one["code"] in codes[1]
    assert one["fix"]["replacement"] in words_of(tmp_path / "2.docx")


def test_select_and_ignore_hold_for_fixes(plan: Path, tmp_path: Path) -> None:
    run("check", plan, "--fix", "--ignore", "CH", "-o", tmp_path / "x.docx")
    assert "họat" in words_of(tmp_path / "x.docx")


def test_a_dismissed_check_is_not_mended(plan: Path) -> None:
    (plan.parent / "caitien.toml").write_text(
        '[[dismiss]]\ncode = "CH101"\nfile = "*.docx"\nreason = "tên riêng"\n', encoding="utf-8"
    )
    run("check", plan, "--fix")
    assert "họat" in words_of(plan.with_name("kế hoạch-da-sua.docx"))


def test_a_dismissed_excerpt_is_not_mended(plan: Path) -> None:
    words = {one["excerpt"] for one in told(plan) if one["code"] == "CH101"}
    assert "họat" in words
    entry = '[[dismiss]]\ncode = "CH101"\nfile = "*.docx"\nexcerpt = "{}"\nreason = "tên riêng"\n'
    (plan.parent / "caitien.toml").write_text(entry.format("họat"), encoding="utf-8")
    ran = run("check", plan, "--fix", "--fix-also", "CH101", "--format", "json")
    made = words_of(plan.with_name("kế hoạch-da-sua.docx"))
    assert "họat" in made
    assert "hoạt động" not in made
    assert json.loads(ran.out)["dismissed"] > 0
    (plan.parent / "caitien.toml").write_text(entry.format("đòan"), encoding="utf-8")
    run("check", plan, "--fix", "--force")
    assert "hoạt động" in words_of(plan.with_name("kế hoạch-da-sua.docx"))


def test_a_dismissal_that_ended_or_names_another_file_spares_nothing(plan: Path) -> None:
    entry = '[[dismiss]]\ncode = "CH101"\nfile = "{}"\nreason = "x"\nuntil = {}\n'
    for file, until in (("*", "2020-01-31"), ("khac.docx", "2999-01-31")):
        text = entry.format(file, until)
        (plan.parent / "caitien.toml").write_text(text, encoding="utf-8")
        run("check", plan, "--fix", "--force")
        assert "hoạt động" in words_of(plan.with_name("kế hoạch-da-sua.docx"))


def test_a_baseline_changes_nothing_of_what_is_mended(plan: Path) -> None:
    known = plan.with_name("da-biet.json")
    run("check", plan, "--write-baseline", known)
    run("check", plan, "--fix", "--baseline", known)
    assert "hoạt động" in words_of(plan.with_name("kế hoạch-da-sua.docx"))


def told(plan: Path) -> list[dict[str, Any]]:
    data = json.loads(run("check", plan, "--format", "json").out)
    return [one for file in data["files"] for one in file["diagnostics"]]


@pytest.mark.parametrize(
    "words",
    [
        ["--track"],
        ["--fix-also", "CH101"],
        ["--fix-signed"],
        ["--fix", "--profile"],
        ["--fix", "--time"],
        ["--fix", "--fix-also", "QQ999"],
        ["--fix", "-o", "ket-qua.pdf"],
    ],
)
def test_options_that_make_no_sense(plan: Path, words: list[str]) -> None:
    ran = run("check", plan, *words)
    assert ran.code == 2
    assert "lệnh chưa đúng" in one_line_each(ran.err)[0]
    assert list(plan.parent.iterdir()) == [plan]


def test_english(plan: Path) -> None:
    assert "mends." in run("check", plan, "--fix", "--lang", "en").err
