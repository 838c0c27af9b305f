"""`caitien convert`: nothing lost, no input and no other file overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caitien.cli.tasks import load_reading

from .tools import CLEAN, NINE, PDF, TWO, one_line_each, run


def rows(path: Path) -> list[tuple[str | None, list[str], str | None]]:
    """What must survive: criterion, solutions and time of every row."""
    return [(i.criterion, i.solutions, i.time) for i in load_reading(path).plans[0].items]


@pytest.mark.parametrize("source", [NINE, PDF], ids=["docx", "pdf"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_is_written_reads_back(source: Path, kind: str, tmp_path: Path) -> None:
    out = tmp_path / f"moi.{kind}"
    ran = run("convert", source, "--to", kind, "-o", out)
    assert ran.code == 0, ran.err
    assert rows(out) == rows(source)


def test_json_is_the_reading(tmp_path: Path) -> None:
    out = tmp_path / "moi.json"
    assert run("convert", TWO, "-o", out).code == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["plans"]) == 2


def test_plan_json_becomes_a_paper(tmp_path: Path) -> None:
    data, out = tmp_path / "kh.json", tmp_path / "kh.docx"
    run("convert", NINE, "-o", data)
    assert run("convert", data, "-o", out).code == 0
    assert rows(out) == rows(NINE)


def test_several_plans_give_several_files(tmp_path: Path) -> None:
    assert run("convert", TWO, "--to", "docx", "-o", tmp_path / "kh.docx").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kh-1.docx", "kh-2.docx"]


def test_a_form_without_a_column_says_what_is_left_out(tmp_path: Path) -> None:
    ran = run("convert", NINE, "--to", "docx", "--form", "five_5", "-o", tmp_path / "x.docx")
    assert ran.code == 0
    assert "không có cột cho" in ran.err


def test_folder_of_results(tmp_path: Path) -> None:
    ran = run("convert", NINE, CLEAN, "--to", "docx", "-o", tmp_path / "ra")
    assert ran.code == 0
    assert len(list((tmp_path / "ra").iterdir())) == 2
    assert run("convert", NINE, CLEAN, "--to", "docx", "-o", tmp_path / "x.docx").code == 2


def test_never_over_an_input_even_with_force(tmp_path: Path) -> None:
    own = tmp_path / "kh.docx"
    own.write_bytes(NINE.read_bytes())
    (tmp_path / "lien-ket.docx").symlink_to(own)
    for target in (own, tmp_path / "lien-ket.docx"):
        ran = run("convert", own, "--to", "docx", "-o", target, "--force")
        assert ran.code == 2
        assert "tệp gốc" in one_line_each(ran.err)[0]
    assert own.read_bytes() == NINE.read_bytes()


def test_existing_result_needs_force(tmp_path: Path) -> None:
    out = tmp_path / "x.docx"
    out.write_text("của người khác", encoding="utf-8")
    assert run("convert", NINE, "-o", out).code == 2
    assert out.read_text(encoding="utf-8") == "của người khác"
    assert run("convert", NINE, "-o", out, "--force").code == 0


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    ran = run("convert", NINE, "--to", "docx", "-o", tmp_path / "tep" / "x.docx")
    assert ran.code == 2
    assert "không ghi được" in one_line_each(ran.err)[0]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
