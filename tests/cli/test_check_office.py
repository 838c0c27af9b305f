"""`caitien check --office-form`: plans held to an office's own form."""

from __future__ import annotations

import json
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


def test_not_together_with_fix(tmp_path: Path) -> None:
    ran = run("check", CLEAN, "--fix", "--office-form", tmp_path / "mau.yaml")
    assert ran.code == 2
    assert "--office-form" in ran.err
