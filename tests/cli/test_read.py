"""`caitien read`: a summary, the object of Plan JSON, a folder of files."""

from __future__ import annotations

import json
from pathlib import Path

from .tools import CLEAN, NINE, PDF, SAMPLES, TWO, one_line_each, run


def test_summary_names_school_year_and_rows() -> None:
    ran = run("read", NINE)
    assert ran.code == 0
    assert "Trường Tiểu học Suối Trúc" in ran.out
    assert "2023-2024" in ran.out
    assert "6 dòng công việc" in ran.out
    assert ran.err == ""


def test_summary_in_english() -> None:
    ran = run("read", NINE, "--lang", "en")
    assert "6 rows:" in ran.out
    assert "improvement plan" in ran.out


def test_json_of_one_file_is_the_object_itself() -> None:
    data = json.loads(run("read", NINE, "--format", "json").out)
    assert set(data) == {"file", "format", "doc_type", "warnings", "plans"}
    assert data["file"].endswith("chin-cot-tieu-hoc.docx")
    assert data["plans"][0]["items"][0]["criterion"] == "1.4"
    assert data["plans"][0]["items"][0]["place"]["row"] is not None


def test_json_of_several_files_is_a_list_in_the_order_given() -> None:
    data = json.loads(run("read", PDF, NINE, TWO, "--format", "json").out)
    stems = [Path(one["file"]).stem for one in data]
    assert stems == [PDF.stem, NINE.stem, TWO.stem]
    assert len(data[2]["plans"]) == 2


def test_a_folder_with_several_processes_gives_the_same(tmp_path: Path) -> None:
    one = run("read", SAMPLES, "--format", "json", "--jobs", "1")
    two = run("read", SAMPLES, "--format", "json", "--jobs", "2")
    assert one.code == two.code == 0
    assert one.out == two.out
    assert len(json.loads(one.out)) == 9


def test_out_writes_one_file_each_and_does_not_overwrite(tmp_path: Path) -> None:
    first = run("read", NINE, CLEAN, "--out", tmp_path / "x")
    assert first.code == 0
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == [
        "bieu2-thcs.json",
        "chin-cot-tieu-hoc.json",
    ]
    again = run("read", NINE, "--out", tmp_path / "x")
    assert again.code == 2
    assert "--force" in one_line_each(again.err)[0]
    assert run("read", NINE, "--out", tmp_path / "x", "--force").code == 0


def test_what_was_written_reads_back_the_same(tmp_path: Path) -> None:
    run("read", TWO, "--out", tmp_path)
    written = tmp_path / f"{TWO.stem}.json"
    one = json.loads(written.read_text(encoding="utf-8"))
    two = json.loads(run("read", written, "--format", "json").out)
    for old, new in zip(one["plans"], two["plans"], strict=True):
        assert {k: v for k, v in old.items() if k != "columns"} == {
            k: v for k, v in new.items() if k != "columns"
        }


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "hong.docx"
    bad.write_bytes(NINE.read_bytes()[:9000])
    ran = run("read", bad, NINE, "--format", "json")
    assert ran.code == 2
    assert len(json.loads(ran.out)) == 1
    assert len(one_line_each(ran.err)) == 1


def test_json_that_is_no_plan_is_refused_kindly(tmp_path: Path) -> None:
    for number, text in enumerate(("[1, 2]", "null", '{"plans": 5}', "{", '{"plans": [3]}')):
        path = tmp_path / f"{number}.json"
        path.write_text(text, encoding="utf-8")
        ran = run("read", path)
        assert ran.code == 2, text
        assert "caitien read" in one_line_each(ran.err)[0]
