"""Write the sample plans and what a reader must find in them: `python -m tests.samples.make`.

The .docx and .txt files come out the same every time. The PDF is printed by LibreOffice from a
nine-column .docx; it is written anew only with `--pdf`, because its bytes change with the version.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .plans import DOI_THONG, HOA_CAU, SUOI_TRUC, Plan
from .plans_2026 import BAI_SAY, CAU_NGOI, GO_PHUONG
from .plans_torn import BEN_DO_XANH, RACH_SEN, RACH_SEN_EXPECT, SEN_TRANG
from .torn import torn_text
from .word import bieu2_docx, merged_docx, nine_docx

HERE = Path(__file__).resolve().parent
CELLS = {"target": "target", "who": "assignee_text", "time": "time", "money": "budget_text"}
CELLS |= {"conditions": "conditions", "notes": "notes", "supervisor": "supervisor", "tt": "tt"}
PROBLEM = ("tt", "standard", "criterion", "current", "weakness", "cause")


def expected_row(row: dict[str, Any]) -> dict[str, Any]:
    """What a reader must make of a row of a nine-column or own layout."""
    out = {field: row[cell] for cell, field in CELLS.items() if row.get(cell)}
    return {**out, "solutions": row["solutions"], **row.get("typed", {})}


def expected_plan(plan: Plan) -> dict[str, Any]:
    """What a reader must make of a whole plan, from the data the file is made of."""
    out = dict(plan["expect"])
    if "rows" in plan:
        out["items"] = [expected_row(row) for row in plan["rows"] if isinstance(row, dict)]
        standards = [row for row in plan["rows"] if isinstance(row, tuple)]
        out["standards"] = [{"standard": number} for number, _ in standards]
        return out
    out["items"] = [
        {key: value for key, value in item.items() if key != "typed" and value} | item["typed"]
        for item in plan["items"]
    ]
    out["priority_issues"] = [{k: p[k] for k in PROBLEM} for p in plan["problems"]]
    out["monitoring"] = [{"when": m["when"], "content": m["content"]} for m in plan["monitoring"]]
    return out


def expect(stem: str, plans: list[dict[str, Any]], faults: list[str] | None) -> None:
    """Write what must be found: the plans, and the kinds of faults (None: not said)."""
    data = {"plans": plans, "faults": faults}
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    (HERE / f"{stem}.expected.json").write_text(text, encoding="utf-8")


def torn_expectation(plan: Plan) -> dict[str, Any]:
    """A torn table gives its rows and codes for certain, not every cell."""
    head = {key: value for key, value in plan["expect"].items() if key != "criteria"}
    return {**head, "items": [{"criterion": code} for code in plan["expect"]["criteria"]]}


def make_texts() -> None:
    """The .txt files."""
    for stem, plan in (("xe-dong-tieu-hoc", BEN_DO_XANH), ("xe-dong-mam-non", SEN_TRANG)):
        (HERE / f"{stem}.txt").write_text(torn_text(plan), encoding="utf-8", newline="\n")
        expect(stem, [torn_expectation(plan)], None)
    (HERE / "hai-ke-hoach-tieu-hoc.txt").write_text(RACH_SEN, encoding="utf-8", newline="\n")
    expect("hai-ke-hoach-tieu-hoc", RACH_SEN_EXPECT, None)


def make_words() -> None:
    """The .docx files."""
    for stem, plan, write in (
        ("chin-cot-tieu-hoc", SUOI_TRUC, nine_docx),
        ("chin-cot-mam-non", HOA_CAU, nine_docx),
        ("bieu2-thcs", CAU_NGOI, bieu2_docx),
        ("bieu2-gdtx", BAI_SAY, bieu2_docx),
        ("mau-rieng-thpt", GO_PHUONG, merged_docx),
    ):
        (HERE / f"{stem}.docx").write_bytes(write(plan))
        expect(stem, [expected_plan(plan)], plan["faults"])


def make_pdf() -> None:
    """The .pdf, by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("Cần LibreOffice (soffice) để in lại tệp PDF mẫu.")
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder, "chin-cot-thcs.docx")
        word.write_bytes(nine_docx(DOI_THONG))
        home = f"-env:UserInstallation={Path(folder, 'home').as_uri()}"
        command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", folder, word]
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
        shutil.copyfile(word.with_suffix(".pdf"), HERE / "chin-cot-thcs.pdf")


def main() -> None:
    """Write everything."""
    make_words()
    make_texts()
    expect("chin-cot-thcs", [expected_plan(DOI_THONG)], DOI_THONG["faults"])
    if "--pdf" in sys.argv[1:] or not (HERE / "chin-cot-thcs.pdf").exists():
        make_pdf()


if __name__ == "__main__":
    main()
