"""Wrong command lines: one kind sentence in the language asked for, exit code 2."""

from __future__ import annotations

import pytest

from .tools import CLEAN, one_line_each, run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek", "a"], "Có phải: check"),
        (["zzz"], "Các lệnh: read, check"),
        (["read"], "Thiếu TỆP…"),
        (["check", "--forma", "x", "a"], "--format"),
        (["check", "--format", "xml", "a"], "hãy chọn: text, json, sarif, html"),
        (["check", "--jobs", "0", "a"], "từ 1 đến 64"),
        (["check", "--select"], "--select"),
        (["check", str(CLEAN), "--select", "ZZ999"], "ZZ999"),
        (["convert", str(CLEAN)], "Thiếu -o hoặc --output"),
        (["convert", str(CLEAN), "-o", "x"], "--to"),
        (["convert", str(CLEAN), "--to", "pdf", "-o", "x.docx"], "x.docx"),
        (["convert", str(CLEAN), "--to", "pdf", "--form", "la", "-o", "x.pdf"], "bieu2_tt57"),
        (["explain"], "Thiếu MÃ"),
        (["explain", "nope"], "nope"),
        (["explain", "a", "b"], "Thừa tham số"),
        (["regulations", "show", "tt99"], "tt17-2018"),
        (["regulations", "show", "tt17-2018", "9.9"], "9.9"),
        (["regulations", "forms", "la"], "bieu2_tt57"),
    ],
)
def test_one_kind_sentence(words: list[str], said: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    lines = one_line_each(ran.err)
    assert lines[0].startswith("caitien: lệnh chưa đúng: ")
    assert said in lines[0]
    assert lines[1].startswith("Xem hướng dẫn: caitien ")
    assert ran.out == ""


def test_english_usage_error() -> None:
    ran = run("check", "--lang", "en", "--jobs", "many", "a")
    assert ran.code == 2
    assert ran.err.startswith("caitien: usage: ")
    assert "from 1 to 64" in ran.err
    assert run("chek", "--lang", "en").err.startswith("caitien: usage: No command 'chek'.")
