"""What careful reviewers found in five real plans is found again, at its line, and little else."""

from __future__ import annotations

from functools import cache

import pytest

from caitien.core.documents.readers.text import read_text
from caitien.core.drafts.read import understand
from caitien.core.lint.diagnostic import Diagnostic
from caitien.core.lint.run import INTERNAL, check_reading
from tests.shared import need_shared

#: file, kind, line, a part of the excerpt (of the message where that is not enough)
QUOTED = [
    ("000", "FRM-03", 1, "Số : 16/KH-TMT"),
    ("000", "SPL-05", 27, "qua qua"),
    ("000", "SPL-01", 37, "đọan"),
    ("000", "SPL-01", 59, "họach"),
    ("000", "SPL-02", 59, "luợc"),
    ("000", "SPL-02", 59, "truờng"),
    ("000", "CAT-08", 365, "2. 1"),
    ("000", "CAT-08", 875, "5. 5"),
    ("000", "SPL-03", 571, "trửởng"),
    ("000", "SPL-11", 704, ""),
    ("000", "TPL-01", 728, "khăn…"),
    ("000", "SPL-01", 838, "họach"),
    ("000", "STR-01", 841, "VI. TỔ CHỨC THỰC HIỆN"),
    ("000", "SPL-02", 857, "truởng"),
    ("000", "SPL-04", 950, "phòngthực"),
    ("000", "SPL-01", 982, "họach"),
    ("000", "STR-05", 990, "theo đúng tiến độ."),
    ("000", "TPL-02", 997, "Sở/Phòng"),
    ("000", "FRM-08", 1003, "Lưu VT."),
    ("001", "FRM-05", 13, "Độc lập – Tự do"),
    ("001", "FRM-02", 15, "Số: --"),
    ("001", "SPL-05", 35, "Trường Trường"),
    ("001", "STR-01", 54, "I. MỤC ĐÍCH"),
    ("001", "TPL-01", 55, "20…-20…"),
    ("001", "TPL-01", 58, "3...."),
    ("001", "TPL-01", 65, "Thông tư số …"),
    ("001", "TPL-01", 322, "......"),
    ("001", "PLN-01", 91, "Tiêu chí 1.1"),
    ("001", "PLN-02", 91, "Tiêu chí 1.1"),
    ("001", "FRM-06", 344, "....."),
    ("002", "STR-02", 32, "Số: 290./KH-LQĐ"),
    ("002", "FRM-03", 32, "Số: 290./KH-LQĐ"),
    ("002", "STR-01", 84, "2. Thuận lợi"),
    ("002", "PLN-03", 113, "Tiêu chí 1.2"),
    ("002", "PLN-02", 121, ""),
    ("002", "SPL-05", 124, "tập tập"),
    ("002", "SPL-08", 131, "trường .."),
    ("003", "FRM-03", 1, "147/KH- MN1"),
    ("003", "FRM-05", 5, "Độc lập Tự do"),
    ("003", "STR-01", 154, "VI. TỔ CHỨC"),
    ("004", "FRM-02", 1, "KẾ HOẠCH"),
    ("004", "FRM-04", 1, "KẾ HOẠCH"),
    ("004", "SPL-11", 164, ""),
    ("004", "SPL-11", 180, ""),
    ("004", "SPL-06", 490, "toám"),
    ("004", "STR-01", 558, "VI. TỔ CHỨC"),
    ("004", "FRM-08", 592, "Lưu : Văn thư"),
]


@cache
def findings(name: str) -> tuple[Diagnostic, ...]:
    (path,) = (need_shared() / "samples" / "seeds").glob(f"{name}-*.txt")
    return tuple(check_reading(understand(read_text(path))))


@pytest.mark.parametrize(("file", "kind", "line", "part"), QUOTED)
def test_quoted_case_is_found(file: str, kind: str, line: int, part: str) -> None:
    here = [d for d in findings(file) if d.kind == kind and d.place.line == line]
    assert any(part in d.excerpt for d in here)


@pytest.mark.parametrize("file", ["000", "001", "002", "003", "004"])
def test_every_finding_has_a_line_and_no_rule_fails(file: str) -> None:
    for one in findings(file):
        assert one.code != INTERNAL, one.message
        assert one.place.line is not None
        assert one.place.file


@pytest.mark.parametrize("file", ["000", "003", "004"])
def test_torn_tables_and_lost_headers_are_not_called_faults(file: str) -> None:
    found = findings(file)
    assert not [d for d in found if d.kind in ("PLN-01", "PLN-02")]
    budgets = [d for d in found if d.kind == "PLN-03"]
    assert not [d for d in budgets if d.confidence == "chắc"]
    assert [d.place.line for d in budgets] == ([44, 72, 204, 304, 512] if file == "004" else [])
    assert not [d for d in found if d.message.startswith("Thiếu số văn bản")]


def test_spelling_leaves_addresses_names_and_abbreviations_alone() -> None:
    flagged = {d.excerpt for d in findings("002") if d.code.startswith("CH10")}
    assert flagged == {"tập tập", "trường ..", "chu ẩn"}
