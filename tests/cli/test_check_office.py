"""`caitien check --office-form`: plans held to an office's own form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from .tools import CLEAN, NINE, one_line_each, run

FORM = """\
ten: Mẫu A
co_quan: Sở Giáo dục và Đào tạo tỉnh A
can_cu: Công văn số 123/SGDĐT-KT
cot:
  - {ten: Người giám sát, bat_buoc: true}
muc:
  - {ten: Tổ chức thực hiện, bat_buoc: true}
  - {ten: Kiến nghị, bat_buoc: false}
"""


def test_lacks_are_told_also_from_worker_processes(tmp_path: Path) -> None:
    form = tmp_path / "mau.yaml"
    form.write_text(FORM, encoding="utf-8")
    for files, more in (([CLEAN], ()), ([CLEAN, NINE], ("--jobs", 2))):
        ran = run("check", *files, "--office-form", form, "--format", "json", *more)
        assert ran.code == 1
        for one in json.loads(ran.out)["files"]:
            codes = [(d["code"], d["severity"]) for d in one["diagnostics"]]
            office = [pair for pair in codes if pair[0].startswith("MA2")]
            assert office == [("MA201", "error"), ("MA202", "info")]
    ran = run("check", CLEAN, "--office-form", form)
    assert "Sở Giáo dục và Đào tạo tỉnh A" in ran.out
    sarif = run("check", CLEAN, "--office-form", form, "--format", "sarif")
    assert "MA201" in {one["ruleId"] for one in json.loads(sarif.out)["runs"][0]["results"]}


def test_a_faulty_form_is_said_in_one_line(tmp_path: Path) -> None:
    form = tmp_path / "mau.yaml"
    form.write_text(FORM + "la: 1\n", encoding="utf-8")
    ran = run("check", CLEAN, "--office-form", form)
    assert ran.code == 2
    (line,) = one_line_each(ran.err)
    assert "mau.yaml" in line
    assert "“la”" in line
    assert run("check", CLEAN, "--office-form", tmp_path / "khong-co.yaml").code == 2


def office_codes(*words: object) -> list[tuple[str, str]]:
    ran = run("check", *words, "--format", "json")
    found = json.loads(ran.out)["files"][0]["diagnostics"]
    return [(d["code"], d["severity"]) for d in found if d["code"].startswith("MA2")]


def test_findings_are_chosen_like_all_others(tmp_path: Path) -> None:
    form = tmp_path / "mau.yaml"
    form.write_text(FORM, encoding="utf-8")
    asked = (CLEAN, "--office-form", form)
    assert office_codes(*asked, "--ignore", "MA201") == [("MA202", "info")]
    assert office_codes(*asked, "--select", "office-column-missing") == [("MA201", "error")]
    assert office_codes(*asked, "--select", "CH") == []
    assert office_codes(CLEAN) == []


def test_the_settings_name_the_form_and_judge_its_findings(tmp_path: Path) -> None:
    (tmp_path / "mau.yaml").write_text(FORM, encoding="utf-8")
    plan = tmp_path / "nam hoc" / "kehoach.docx"
    plan.parent.mkdir()
    shutil.copyfile(CLEAN, plan)
    settings = tmp_path / "caitien.toml"
    settings.write_text('[form]\nfile = "mau.yaml"\n', encoding="utf-8")
    assert office_codes(plan) == [("MA201", "error"), ("MA202", "info")]
    settings.write_text(
        '[form]\nfile = "mau.yaml"\n[severity]\nMA201 = "warning"\n'
        '[[dismiss]]\ncode = "MA202"\nfile = "*"\nreason = "năm nay không có kiến nghị"\n',
        encoding="utf-8",
    )
    assert office_codes(plan) == [("MA201", "warning")]
    assert office_codes(plan, "--ignore", "MA201") == []
    other = tmp_path / "khac.yaml"
    other.write_text(FORM.split("cot:")[0] + "muc: [{ten: Phụ lục số liệu}]\n", encoding="utf-8")
    assert office_codes(plan, "--office-form", other) == []
    settings.write_text('[form]\nfile = "mat.yaml"\n', encoding="utf-8")
    ran = run("check", plan)
    assert ran.code == 2
    assert "mat.yaml" in one_line_each(ran.err)[0]


def test_a_mended_file_is_held_to_the_form_too(tmp_path: Path) -> None:
    form = tmp_path / "mau.yaml"
    form.write_text(FORM, encoding="utf-8")
    out = tmp_path / "moi.docx"
    asked = (NINE, "--fix", "-o", out, "--office-form", form)
    assert ("MA201", "error") in office_codes(*asked)
    assert out.exists()


def test_the_checks_have_pages() -> None:
    for code in ("MA201", "MA202", "MA203"):
        ran = run("explain", code)
        assert ran.code == 0
        assert "--office-form" in ran.out
