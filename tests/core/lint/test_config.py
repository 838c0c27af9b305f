"""Settings of a school: what they change, and what is said where they cannot be used."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.documents.model import Place
from caitien.core.lint.config import (
    Config,
    ConfigError,
    baseline_of,
    dismissing,
    expired,
    judge,
    new_findings,
    parse_baseline,
    parse_config,
)
from caitien.core.lint.diagnostic import Diagnostic, Severity

TODAY = date(2026, 9, 1)


def finding(code: str = "CH101", excerpt: str = "họat động", **more: Any) -> Diagnostic:
    values: dict[str, Any] = {
        "code": code,
        "slug": "x",
        "kind": None,
        "severity": Severity.ERROR,
        "message": "m",
        "why": "w",
        "article": None,
        "place": Place("a.docx", paragraph=1),
        "excerpt": excerpt,
    }
    return Diagnostic(**(values | more))


def config_dismissing(**entry: Any) -> Config:
    whole = {"code": "CH101", "file": "*.docx", "reason": "đã xem"} | entry
    return parse_config({"dismiss": [whole]})


def test_an_empty_file_changes_nothing() -> None:
    found = [finding()]
    assert judge(found, parse_config({}), "a.docx", TODAY) == (found, [])


def test_select_and_ignore_are_kept_as_written() -> None:
    config = parse_config({"check": {"select": ["CC", "CH101"], "ignore": ["TG"]}})
    assert config.select == ("CC", "CH101")
    assert config.ignore == ("TG",)


def test_severities_and_off() -> None:
    config = parse_config({"severity": {"CH101": "info", "CC": "off"}})
    kept, dismissed = judge([finding(), finding("CC101")], config, "a.docx", TODAY)
    assert [(one.code, one.severity) for one in kept] == [("CH101", Severity.INFO)]
    assert dismissed == []
    assert "CC101" in config.off
    assert "CH101" not in config.off


def test_the_narrower_name_holds_whatever_the_order() -> None:
    for table in (
        {"CH101": "warning", "CH": "off"},
        {"CH": "off", "CH101": "warning"},
    ):
        severities = parse_config({"severity": table}).severities
        assert severities["CH101"] is Severity.WARNING
        assert severities["CH102"] is None


def test_dismissals_by_file_excerpt_and_day() -> None:
    config = config_dismissing(
        file="kehoach-*.docx", excerpt="họat  động", until=date(2026, 12, 31)
    )
    found = [finding(), finding(excerpt="họach định"), finding("CH102")]
    kept, dismissed = judge(found, config, "hoso/kehoach-1.docx", TODAY)
    assert dismissed == found[:1]
    assert kept == found[1:]
    assert judge(found, config, "hoso/khac.docx", TODAY) == (found, [])
    assert judge(found, config, "kehoach-1.docx", date(2026, 12, 31))[1]
    assert judge(found, config, "kehoach-1.docx", date(2027, 1, 1)) == (found, [])
    assert expired(config, TODAY) == []
    assert len(expired(config, date(2027, 1, 1))) == 1


def test_an_excerpt_copied_from_the_screen_ends_in_an_ellipsis() -> None:
    config = config_dismissing(excerpt="Nâng cao chất lượng…")
    assert judge([finding(excerpt="Nâng cao chất lượng dạy")], config, "a.docx", TODAY)[1]
    assert judge([finding(excerpt="Chất lượng dạy")], config, "a.docx", TODAY)[0]


@pytest.mark.parametrize(
    ("pattern", "file", "fits"),
    [
        ("*.docx", "a/b/c.docx", True),
        ("c.docx", "a/b/c.docx", True),
        ("a/*.docx", "a/c.docx", True),
        ("a/*.docx", "b/c.docx", False),
        ("./a/c.docx", "a/c.docx", True),
        ("a\\c.docx", "a/c.docx", True),
        ("KẾ HOẠCH.docx", unicodedata.normalize("NFD", "kế hoạch.docx"), True),
        ("*.pdf", "c.docx", False),
    ],
)
def test_patterns_of_files(pattern: str, file: str, fits: bool) -> None:
    assert config_dismissing(file=pattern).dismissals[0].of_file(file) is fits


def test_a_finding_is_dismissed_by_code_excerpt_file_and_day() -> None:
    config = parse_config(
        {
            "dismiss": [
                {"code": "CH101", "file": "*", "reason": "x"},
                {"code": "CH102", "file": "*", "reason": "x", "excerpt": "y"},
                {"code": "CC101", "file": "*", "reason": "x", "until": "2020-01-01"},
                {"code": "TG101", "file": "khac.docx", "reason": "x"},
            ]
        }
    )
    dismissed = dismissing(config, "a.docx", TODAY)
    asked = [("CH101", "z"), ("CH102", "y"), ("CH102", "z"), ("CC101", "z"), ("TG101", "z")]
    assert [pair for pair in asked if dismissed(finding(*pair))] == asked[:2]


def test_the_form_of_an_office() -> None:
    assert parse_config({"form": {"file": " mau.yaml "}}).form == "mau.yaml"
    assert parse_config({}).form is None
    config = parse_config({"severity": {"MA202": "info"}, "check": {"ignore": ["MA201"]}})
    assert config.severities == {"MA202": Severity.INFO}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"chek": {}}, ["chek", "check"]),
        ({"check": {"slect": []}}, ["[check]", "slect", "select"]),
        ({"check": {"select": "CH"}}, ["[check] select", "danh sách"]),
        ({"check": []}, ["[check]"]),
        ({"check": {"ignore": ["QQ9"]}}, ["[check] ignore", "QQ9"]),
        ({"severity": {"QQ9": "error"}}, ["[severity] QQ9"]),
        ({"severity": {"CH101": "fatal"}}, ["[severity] CH101", "fatal", "off"]),
        ({"severity": {"CH101": ["x"]}}, ["[severity] CH101"]),
        ({"dismiss": {"code": "CH101"}}, ["[[dismiss]]"]),
        ({"dismiss": ["x"]}, ["[[dismiss]] thứ 1"]),
        ({"dismiss": [{"file": "*", "reason": "x"}]}, ["thứ 1", "code"]),
        ({"dismiss": [{"code": "CH101", "reason": "x"}]}, ["thứ 1", "file"]),
        ({"dismiss": [{"code": "CH101", "file": "*"}]}, ["thứ 1", "reason", "lý do"]),
        ({"dismiss": [{"code": "CH101", "file": "*", "reason": "  "}]}, ["reason"]),
        ({"dismiss": [{"code": "QQ9", "file": "*", "reason": "x"}]}, ["code", "QQ9"]),
        ({"dismiss": [{"code": "CH101", "file": "*", "reason": "x", "why": 1}]}, ["why"]),
        ({"dismiss": [{"code": "CH101", "file": "*", "reason": "x", "excerpt": 1}]}, ["excerpt"]),
        ({"dismiss": [{"code": "CH101", "file": "*", "reason": "x", "until": "mai"}]}, ["until"]),
    ],
)
def test_what_cannot_be_used_is_named(data: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_config(data)
    assert all(word in str(raised.value) for word in words), str(raised.value)


def test_known_findings_are_told_no_more_but_new_ones_are() -> None:
    known = parse_baseline(json.loads(json.dumps(baseline_of([("a.docx", [finding()])]))))
    new = finding(excerpt="họach định")
    assert new_findings([("a.docx", [finding(), new])], known) == [[new]]
    assert new_findings([("b.docx", [finding()])], known) == [[finding()]]
    other = finding(plan=1)
    assert new_findings([("a.docx", [other])], known) == [[other]]


def test_a_finding_moved_elsewhere_is_still_known_but_one_more_is_new() -> None:
    known = parse_baseline(baseline_of([("a.docx", [finding()])]))
    moved = finding(place=Place("a.docx", paragraph=9))
    assert new_findings([("a.docx", [moved])], known) == [[]]
    assert new_findings([("a.docx", [moved, finding()])], known) == [[finding()]]


FINDINGS = st.lists(
    st.builds(
        finding,
        code=st.sampled_from(["CH101", "CC101"]),
        excerpt=st.text("aậ \n", max_size=4),
        plan=st.integers(0, 1),
    ),
    max_size=8,
)


@given(FINDINGS, FINDINGS)
def test_what_is_written_down_is_known(first: list[Diagnostic], more: list[Diagnostic]) -> None:
    known = parse_baseline(baseline_of([("a", first)]))
    assert new_findings([("a", first)], known) == [[]]
    assert len(new_findings([("a", [*first, *more])], known)[0]) == len(more)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"form": "khac", "version": 1, "findings": []},
        {"form": "caitien-baseline", "version": 2, "findings": []},
        {"form": "caitien-baseline", "version": 1},
        {"form": "caitien-baseline", "version": 1, "findings": [{"file": "a"}]},
        {"form": "caitien-baseline", "version": 1, "findings": ["a"]},
    ],
)
def test_no_baseline(data: object) -> None:
    with pytest.raises(ConfigError, match="--write-baseline"):
        parse_baseline(data)
