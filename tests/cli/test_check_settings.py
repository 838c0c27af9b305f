"""caitien.toml, baselines, the cost of rules and the table of many files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .plans import LINES, small_plan
from .tools import CLEAN, NINE, one_line_each, run


def findings(*words: object) -> list[dict[str, Any]]:
    data = json.loads(run("check", *words, "--format", "json").out)
    return [one for file in data["files"] for one in file["diagnostics"]]


def settings(folder: Path, text: str) -> Path:
    path = folder / "caitien.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(tmp_path / "nam hoc" / "kehoach.docx")


def test_settings_are_looked_for_beside_and_above(plan: Path, tmp_path: Path) -> None:
    assert any(one["code"] == "CH101" for one in findings(plan))
    settings(tmp_path, '[check]\nignore = ["CH"]\n')
    assert not any(one["code"].startswith("CH") for one in findings(plan))
    assert not any(one["code"].startswith("CH") for one in findings(plan.parent))
    settings(plan.parent, '[check]\nselect = ["CH101"]\n')
    assert {one["code"] for one in findings(plan)} == {"CH101"}
    other = settings(tmp_path, "")
    assert len({one["code"] for one in findings(plan, "--config", other)}) > 1


def test_the_command_line_goes_first(plan: Path) -> None:
    settings(plan.parent, '[check]\nselect = ["TT"]\nignore = ["CH101"]\n')
    assert {one["code"] for one in findings(plan, "--select", "CH101")} == {"CH101"}
    assert not [one for one in findings(plan, "--ignore", "TT101") if one["code"] == "TT101"]


def test_severities_change_the_exit_code(plan: Path) -> None:
    errors = {one["code"] for one in findings(plan) if one["severity"] == "error"}
    assert run("check", plan).code == 1
    settings(plan.parent, "[severity]\n" + "".join(f'{code} = "warning"\n' for code in errors))
    assert run("check", plan).code == 0
    assert run("check", plan, "--strict").code == 1
    settings(plan.parent, "[severity]\n" + "".join(f'{code} = "off"\n' for code in errors))
    assert not [one for one in findings(plan) if one["code"] in errors]


def test_dismissed_findings_are_left_out_but_counted(plan: Path) -> None:
    before = findings(plan)
    settings(
        plan.parent,
        '[[dismiss]]\ncode = "CH101"\nfile = "kehoach.docx"\nexcerpt = "họat"\n'
        'reason = "chữ trong tên dự án"\n',
    )
    gone = [one for one in before if (one["code"], one["excerpt"]) == ("CH101", "họat")]
    assert gone
    assert len(findings(plan)) == len(before) - len(gone)
    assert f"{len(gone)} điểm đã bỏ qua có lý do" in run("check", plan).out
    assert json.loads(run("check", plan, "--format", "json").out)["dismissed"] == len(gone)
    assert "bỏ qua có lý do" in run("check", plan, "--format", "sarif").err


def test_a_dismissal_that_ended_is_told(plan: Path) -> None:
    entry = '[[dismiss]]\ncode = "CH101"\nfile = "*"\nreason = "chờ bản mới"\nuntil = 2020-06-30\n'
    settings(plan.parent, entry)
    ran = run("check", plan)
    assert "CH101" in ran.out
    assert "“chờ bản mới” đã hết hạn 30/06/2020" in ran.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[chek]\n", "chek"),
        ('[check]\nselect = ["QQ9"]\n', "QQ9"),
        ('[[dismiss]]\ncode = "CH101"\nfile = "*"\n', "reason"),
        ("[check\n", "dòng 1"),
        ('[severity]\nCH101 = "nặng"\n', "nặng"),
    ],
)
def test_settings_that_cannot_be_used(plan: Path, text: str, words: str) -> None:
    path = settings(plan.parent, text)
    ran = run("check", plan)
    [line] = one_line_each(ran.err)
    assert ran.code == 2
    assert ran.out == ""
    assert line.startswith(f"caitien: {path}: ")
    assert words in line


def test_settings_not_there_or_no_text(plan: Path, tmp_path: Path) -> None:
    ran = run("check", plan, "--config", tmp_path / "khong.toml")
    assert ran.code == 2
    assert "không tìm thấy" in ran.err
    bad = tmp_path / "rac.toml"
    bad.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in run("check", plan, "--config", bad).err


def test_a_baseline_hides_what_is_known_and_tells_what_is_new(plan: Path, tmp_path: Path) -> None:
    known = tmp_path / "da-biet.json"
    ran = run("check", plan, "--write-baseline", known)
    assert ran.code == 0
    assert "CH101" in ran.out
    assert run("check", plan, "--baseline", known).code == 0
    assert findings(plan, "--baseline", known) == []
    assert "đã biết từ trước" in run("check", plan, "--baseline", known).out
    small_plan(plan, body=f"{LINES[8]} Tăng cường kế họach kiểm tra.")
    new = [(one["code"], one["excerpt"]) for one in findings(plan, "--baseline", known)]
    assert ("CH101", "họach") in new
    assert ("CH101", "họat") not in new
    assert run("check", plan, "--baseline", known).code == 1


def test_a_baseline_is_no_other_file(plan: Path, tmp_path: Path) -> None:
    known = tmp_path / "da-biet.json"
    known.write_text("{}", encoding="utf-8")
    ran = run("check", plan, "--baseline", known)
    assert ran.code == 2
    assert f"{known}: không phải tệp các điểm đã biết" in ran.err
    assert run("check", plan, "--write-baseline", known).code == 2
    assert known.read_text(encoding="utf-8") == "{}"
    before = plan.read_bytes()
    assert run("check", plan, "--write-baseline", plan, "--force").code == 2
    assert plan.read_bytes() == before
    assert run("check", plan, "--write-baseline", known, "--force").code == 0
    assert run("check", plan, "--baseline", known).code == 0


def test_profile_tells_every_rule_and_changes_nothing() -> None:
    plain, ran = run("check", NINE, CLEAN), run("check", NINE, CLEAN, "--profile")
    assert (ran.code, ran.out) == (plain.code, plain.out)
    lines = ran.err.splitlines()[1:]
    costs = [float(line.split()[0]) for line in lines]
    rules = int(run("rules", "--lang", "en").out.split()[-2])
    assert len(costs) == rules + 1
    assert costs[:-1] == sorted(costs[:-1], reverse=True)
    assert costs[-1] == pytest.approx(sum(costs[:-1]), abs=0.01 * rules)
    assert "tổng cộng" in lines[-1]
    assert "2 tệp" in lines[-1]


def test_profile_of_chosen_rules() -> None:
    lines = run("check", CLEAN, "--profile", "--select", "CH101").err.splitlines()
    assert [line.split()[1] for line in lines[1:]] == ["CH101", "tổng"]


def test_many_files_end_in_a_line_for_each_school(tmp_path: Path) -> None:
    for name in "ĐỒI SIM", "BẾN LỘI", "VÀM ĐƯỚC":
        small_plan(tmp_path / f"{name}.docx", school=f"TRƯỜNG TIỂU HỌC {name}")
    assert "Theo từng trường" not in run("check", tmp_path).out
    (tmp_path / "hong.docx").write_bytes(b"")
    out = run("check", tmp_path).out
    table = out.partition("Theo từng trường (4 tệp):\n")[2].splitlines()
    assert out.index("Tổng cộng") < out.index("Theo từng trường")
    assert len(table) == 4
    assert "Bến Lội" in table[0]
    assert all(" lỗi, " in line for line in table[:3])
    assert "không đọc được" in table[3]
    assert "By school (4 files)" in run("check", tmp_path, "--lang", "en").out
    assert json.loads(run("check", tmp_path, "--format", "json").out)["errors"]


def test_the_example_of_the_module_is_a_file_of_settings(plan: Path) -> None:
    from textwrap import dedent

    from caitien.cli import settings as module

    text = dedent((module.__doc__ or "").partition(":\n\n")[2])
    settings(plan.parent, text)
    form = "ten: A\nco_quan: Sở A\ncan_cu: Công văn số 1/SGDĐT\nmuc: [{ten: Kiến nghị}]\n"
    plan.with_name("mau-so.yaml").write_text(form, encoding="utf-8")
    found = findings(plan)
    assert {one["code"][:2] for one in found} <= {"CC", "CH"}
    assert {one["severity"] for one in found if one["code"] == "CH101"} == {"error"}
