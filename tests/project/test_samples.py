"""The sample plans: made again the same, read as their own data says, their faults found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caitien.cli.tasks import load_reading
from caitien.core.drafts.model import Reading
from caitien.core.drafts.plan_json import plan_to_dict
from caitien.core.lint.diagnostic import Severity
from caitien.core.lint.run import check_reading
from tests.samples import make
from tests.samples.plans import HOA_CAU, SUOI_TRUC
from tests.samples.plans_2026 import BAI_SAY, CAU_NGOI, GO_PHUONG
from tests.samples.plans_torn import BEN_DO_XANH, SEN_TRANG
from tests.samples.torn import torn_text
from tests.samples.word import bieu2_docx, merged_docx, nine_docx

from .tools import ROOT

FOLDER = ROOT / "tests" / "samples"
STEMS = sorted(path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json"))


def file_of(stem: str) -> Path:
    return next(p for p in FOLDER.glob(f"{stem}.*") if p.suffix in (".docx", ".pdf", ".txt"))


def expected(stem: str) -> dict[str, Any]:
    text = (FOLDER / f"{stem}.expected.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def reading(stem: str) -> Reading:
    return load_reading(file_of(stem))


def differences(found: Any, wanted: Any, where: str = "") -> list[str]:
    """Where `found` lacks what `wanted` says; more in `found` is no fault."""
    if isinstance(wanted, dict):
        return [d for k, v in wanted.items() for d in differences(found.get(k), v, f"{where}.{k}")]
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], dict):
        if len(found) != len(wanted):
            return [f"{where}: {len(found)} thay vì {len(wanted)}"]
        pairs = enumerate(zip(found, wanted, strict=True))
        return [d for n, (f, w) in pairs for d in differences(f, w, f"{where}[{n}]")]
    return [] if found == wanted else [f"{where}: {found!r} thay vì {wanted!r}"]


@pytest.mark.parametrize("stem", STEMS)
def test_read_as_its_data_says(stem: str) -> None:
    plans = [plan_to_dict(plan) for plan in reading(stem).plans]
    assert reading(stem).doc_type == "improvement_plan"
    assert differences(plans, expected(stem)["plans"]) == []


@pytest.mark.parametrize("stem", [s for s in STEMS if expected(s)["faults"]])
def test_faults_put_there_are_found(stem: str) -> None:
    kinds = {one.kind for one in check_reading(reading(stem))}
    assert set(expected(stem)["faults"]) <= kinds


@pytest.mark.parametrize("stem", [s for s in STEMS if expected(s)["faults"] == []])
def test_clean_plans_have_no_errors(stem: str) -> None:
    errors = [d for d in check_reading(reading(stem)) if d.severity is Severity.ERROR]
    assert [f"{d.code} {d.message} ({d.place.label()})" for d in errors] == []


@pytest.mark.parametrize(
    ("stem", "made"),
    [
        ("chin-cot-tieu-hoc", lambda: nine_docx(SUOI_TRUC)),
        ("chin-cot-mam-non", lambda: nine_docx(HOA_CAU)),
        ("bieu2-thcs", lambda: bieu2_docx(CAU_NGOI)),
        ("bieu2-gdtx", lambda: bieu2_docx(BAI_SAY)),
        ("mau-rieng-thpt", lambda: merged_docx(GO_PHUONG)),
        ("xe-dong-tieu-hoc", lambda: torn_text(BEN_DO_XANH).encode()),
        ("xe-dong-mam-non", lambda: torn_text(SEN_TRANG).encode()),
    ],
)
def test_samples_are_what_the_script_makes(stem: str, made: Any) -> None:
    assert file_of(stem).read_bytes() == made()


def test_expected_files_are_what_the_script_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "HERE", tmp_path)
    (tmp_path / "chin-cot-thcs.pdf").touch()
    monkeypatch.setattr("sys.argv", ["make.py"])
    make.main()
    for stem in STEMS:
        name = f"{stem}.expected.json"
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_samples_are_small() -> None:
    assert [p.name for p in FOLDER.iterdir() if p.is_file() and p.stat().st_size > 100_000] == []
