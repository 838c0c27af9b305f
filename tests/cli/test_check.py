"""`caitien check`: reports for people and programs, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .tools import CLEAN, NINE, PDF, SAMPLES, one_line_each, run


def test_text_says_what_where_why() -> None:
    ran = run("check", NINE)
    assert ran.code == 1
    assert "✖ lỗi" in ran.out
    assert "bảng 2" in ran.out or "bảng" in ran.out
    assert "Vì sao:" in ran.out
    assert "Tổng cộng:" in ran.out
    assert "\x1b[" not in ran.out


def test_clean_plan_is_fine() -> None:
    ran = run("check", CLEAN)
    assert ran.code == 0
    assert "0 lỗi" in ran.out


def test_strict_counts_warnings() -> None:
    data = json.loads(run("check", SAMPLES, "--format", "json").out)
    only = [
        one["file"]
        for one in data["files"]
        if {d["severity"] for d in one["diagnostics"]} & {"warning"}
        and "error" not in {d["severity"] for d in one["diagnostics"]}
    ]
    if not only:
        pytest.fail("cần một tệp mẫu chỉ có cảnh báo, không có lỗi")
    assert run("check", only[0]).code == 0
    assert run("check", only[0], "--strict").code == 1


def test_json_lists_files_and_errors(tmp_path: Path) -> None:
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    ran = run("check", NINE, bad, "--format", "json")
    data = json.loads(ran.out)
    assert ran.code == 2
    assert [one["file"] for one in data["files"]] == [str(NINE)]
    assert [one["file"] for one in data["errors"]] == [str(bad)]
    assert all(one["place"] for one in data["files"][0]["diagnostics"])


def test_sarif_is_a_log_of_one_run() -> None:
    log = json.loads(run("check", NINE, "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["tool"]["driver"]["name"] == "caitien"
    assert log["runs"][0]["results"]


def test_select_and_ignore() -> None:
    chosen = json.loads(run("check", NINE, "--select", "CH", "--format", "json").out)
    codes = {one["code"][:2] for one in chosen["files"][0]["diagnostics"]}
    assert codes == {"CH"}
    rest = json.loads(run("check", NINE, "--ignore", "CH,CC", "--format", "json").out)
    assert not {one["code"][:2] for one in rest["files"][0]["diagnostics"]} & {"CH", "CC"}


def test_output_file_is_not_overwritten_and_never_an_input(tmp_path: Path) -> None:
    out = tmp_path / "ket-qua.json"
    assert run("check", CLEAN, "--format", "json", "--output", out).code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["files"]
    assert run("check", CLEAN, "--output", out).code == 2
    assert run("check", CLEAN, "--output", out, "--force").code == 0
    before = CLEAN.read_bytes()
    assert run("check", CLEAN, "--output", CLEAN, "--force").code == 2
    assert CLEAN.read_bytes() == before


def test_time_prints_reading_and_checking_apart() -> None:
    err = run("check", CLEAN, "--time").err
    assert "đọc" in err
    assert "kiểm tra" in err
    assert err.count(" ms") == 2


def test_a_file_that_is_no_plan_is_not_called_fine(tmp_path: Path) -> None:
    note = tmp_path / "thu.txt"
    note.write_text("Kính gửi thầy cô,\n\nMai họp lúc 7 giờ.\n", encoding="utf-8")
    ran = run("check", note)
    assert ran.code == 2
    assert "không phải kế hoạch cải tiến" in one_line_each(ran.err)[0]
    assert run("check", note, CLEAN).code == 0


def test_missing_file() -> None:
    ran = run("check", "khong-co.docx")
    assert ran.code == 2
    assert one_line_each(ran.err) == [
        "caitien: khong-co.docx: không tìm thấy tệp này; hãy xem lại tên và thư mục."
    ]


def test_html_is_one_page_with_the_text_and_its_marks(tmp_path: Path) -> None:
    out = tmp_path / "ket-qua.html"
    assert run("check", NINE, "--format", "html", "--output", out).code == 1
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<mark" in page
    assert 'href="#d1-1"' in page
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    ran = run("check", NINE, CLEAN, bad, "--format", "html")
    assert ran.code == 2
    assert "Mục lục" in ran.out
    assert "hong.pdf</strong>" in ran.out


def test_html_shows_the_pages_of_a_pdf_that_have_findings(tmp_path: Path) -> None:
    pdf, out = tmp_path / "kehoach.pdf", tmp_path / "ket-qua.html"
    assert run("convert", NINE, "--to", "pdf", "-o", pdf).code == 0
    assert run("check", pdf, "--format", "html", "-o", out).code == 1
    page = out.read_text(encoding="utf-8")
    assert 'src="data:image/png;base64,' in page
    assert 'class="spot error"' in page
    assert len(page) < 1_000_000
    assert run("check", PDF, "--format", "html", "-o", out, "--force").code == 0
    assert "<img" not in out.read_text(encoding="utf-8")


def test_pages_left_out_of_the_html_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caitien.cli import pictures

    pdf = tmp_path / "kehoach.pdf"
    run("convert", NINE, "--to", "pdf", "-o", pdf)
    monkeypatch.setattr(pictures, "PAGES_A_FILE", 1)
    page = run("check", pdf, "--format", "html").out
    assert page.count("<img") == 1
    assert "trang khác có điểm cần xem không đưa vào" in page


def test_html_reads_each_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from caitien.core.documents import readers

    read = []
    whole = readers.open_document

    def counted(path: Path) -> object:
        read.append(path)
        return whole(path)

    monkeypatch.setattr(readers, "open_document", counted)
    assert run("check", NINE, "--format", "html").code == 1
    assert read == [NINE]
