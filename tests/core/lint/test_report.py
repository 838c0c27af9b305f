"""Text, JSON and SARIF of diagnostics; exit codes; pages and the catalogue."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from caitien.core.documents.model import Place
from caitien.core.lint.diagnostic import Diagnostic, Fix, Severity
from caitien.core.lint.explain import catalogue_markdown, explain, page_of
from caitien.core.lint.report import Files, exit_code, summary, to_json, to_sarif, to_text
from caitien.core.lint.run import SelectorError, all_rules


def diagnostic(severity: Severity = Severity.ERROR, **more: Any) -> Diagnostic:
    values: dict[str, Any] = {
        "code": "CH101",
        "slug": "tone-mark-misplaced",
        "kind": "SPL-01",
        "severity": severity,
        "message": "Đặt sai dấu thanh: “họat”, phải là “hoạt”.",
        "why": "Dấu thanh đặt trên âm chính.",
        "article": None,
        "place": Place("kế hoạch.txt", line=7, paragraph=2),
        "excerpt": "họat",
        "fix": Fix("safe", "hoạt", "Sửa thành “hoạt”."),
    }
    return Diagnostic(**(values | more))


FILES: Files = {
    "kế hoạch.txt": [diagnostic()],
    "b.docx": [
        diagnostic(Severity.WARNING, place=Place("b.docx", table=1, row=2, column=3), fix=None),
        diagnostic(Severity.INFO, place=Place("b.docx"), confidence="có thể", article="Điều 1"),
    ],
    "c.pdf": [],
}


def test_exit_codes() -> None:
    assert exit_code([]) == 0
    assert exit_code([diagnostic(Severity.WARNING), diagnostic(Severity.INFO)]) == 0
    assert exit_code([diagnostic(Severity.WARNING)], warnings_fail=True) == 1
    assert exit_code([diagnostic(Severity.INFO)], warnings_fail=True) == 0
    assert exit_code([diagnostic()]) == 1


def test_json_has_exactly_the_published_form() -> None:
    data = json.loads(to_json(FILES))
    assert [one["file"] for one in data["files"]] == list(FILES)
    first = data["files"][0]["diagnostics"][0]
    assert first == {
        "code": "CH101",
        "slug": "tone-mark-misplaced",
        "kind": "SPL-01",
        "severity": "error",
        "message": "Đặt sai dấu thanh: “họat”, phải là “hoạt”.",
        "why": "Dấu thanh đặt trên âm chính.",
        "place": {
            "page": None, "line": 7, "table": None, "row": None, "column": None, "paragraph": 2,
        },
        "excerpt": "họat",
        "fix": {
            "applicability": "safe",
            "replacement": "hoạt",
            "description": "Sửa thành “hoạt”.",
        },
        "article": None,
        "confidence": "chắc",
    }  # fmt: skip
    assert data["files"][1]["diagnostics"][0]["fix"] is None
    assert data["files"][2] == {"file": "c.pdf", "diagnostics": []}


def test_text_says_place_severity_reason_and_fix() -> None:
    text = to_text(FILES)
    assert "dòng 7, đoạn 2  ✖ lỗi  CH101 tone-mark-misplaced" in text
    assert "bảng 1, hàng 2, cột 3  ▲ cảnh báo" in text
    assert "đầu văn bản  ● lưu ý (có thể)" in text
    assert "Vì sao: Dấu thanh đặt trên âm chính. (Điều 1)" in text
    assert "Cách sửa: Sửa thành “hoạt”." in text
    assert "Không thấy lỗi nào." in text
    assert text.endswith("Tổng cộng: 1 lỗi, 1 cảnh báo, 1 lưu ý\n")
    assert "\x1b" not in text


def test_text_in_colour_and_english_keeps_the_messages() -> None:
    text = to_text(FILES, colour=True, lang="en")
    assert "\x1b[31m✖ error\x1b[0m" in text
    assert "table 1, row 2, column 3" in text
    assert "Đặt sai dấu thanh" in text
    plain = re.sub(r"\x1b\[\d+m", "", text)
    assert plain == to_text(FILES, lang="en")
    assert summary([], "en") == "0 error, 0 warning, 0 info"


def test_sarif_has_the_required_structure() -> None:
    log = json.loads(to_sarif(FILES, "1.2.3"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (one,) = log["runs"]
    driver = one["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("caitien", "1.2.3")
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == [loaded.rule.code for loaded in all_rules()]
    for rule in driver["rules"]:
        assert rule["help"]["markdown"].startswith("# ")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["shortDescription"]["text"]
    assert [r["level"] for r in one["results"]] == ["error", "warning", "note"]
    for result in one["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%/\-._~]+", uri)
        region = location["physicalLocation"].get("region")
        assert (region is not None) != ("logicalLocations" in location)
    first = one["results"][0]["locations"][0]["physicalLocation"]
    assert first["artifactLocation"]["uri"] == "k%E1%BA%BF%20ho%E1%BA%A1ch.txt"
    assert first["region"]["startLine"] == 7
    second = one["results"][1]["locations"][0]["logicalLocations"][0]
    assert second["fullyQualifiedName"] == "bảng 1, hàng 2, cột 3"


def test_sarif_of_an_internal_fault_has_no_rule_index() -> None:
    log = json.loads(to_sarif({"a.txt": [diagnostic(code="XX000")]}, "1"))
    assert "ruleIndex" not in log["runs"][0]["results"][0]


def test_explain_by_code_slug_and_kind() -> None:
    for name in ("CH101", "ch101", "tone-mark-misplaced", "SPL-01"):
        page = explain(name)
        assert page.rule.code == "CH101"
        assert page.title == "Đặt sai dấu thanh"
        assert set(page.parts) >= {"Sai ở đâu", "Vì sao", "Cách sửa"}
    with pytest.raises(SelectorError, match="CH101"):
        explain("CH1010")


def test_catalogue_lists_every_rule_with_its_page() -> None:
    text = catalogue_markdown()
    for one in all_rules():
        assert f"### {one.rule.code} {one.rule.slug}: {page_of(one.rule).title}" in text
        assert f"| {one.rule.code} |" in text
    assert text == catalogue_markdown()


def test_the_same_fault_elsewhere_is_one_entry_with_its_places() -> None:
    places = [Place("a.docx", table=1, row=row, column=5) for row in range(2, 28)]
    found = [diagnostic(place=place, fix=None) for place in places]
    found.insert(3, diagnostic(Severity.WARNING, message="Khác.", place=places[2]))
    text = to_text({"a.docx": found})
    assert text.count("Đặt sai dấu thanh:") == 1
    assert "Cũng vậy ở 25 chỗ khác: bảng 1, hàng 3, cột 5; bảng 1, hàng 4, cột 5;" in text
    assert "và 5 chỗ nữa" in text
    assert text.endswith("Tổng cộng: 26 lỗi, 1 cảnh báo, 0 lưu ý\n")
    assert "The same in 25 other places: table 1, row 3, column 5;" in to_text(
        {"a.docx": found}, lang="en"
    )
    told = json.loads(to_json({"a.docx": found}))["files"][0]["diagnostics"]
    assert [one["place"]["row"] for one in told] == [2, 3, 4, 4, *range(5, 28)]


def test_a_place_in_a_workbook_names_its_sheet() -> None:
    text = to_text({"a.xlsx": [diagnostic(place=Place("A.XLSX", page=2, row=3))]})
    assert "trang tính 2, hàng 3" in text
