"""What every test shares: hypothesis without a clock, and a last word on what did not run."""

from __future__ import annotations

import os
import shutil
from collections import Counter

import pytest
from hypothesis import Phase, settings

from .people import cast as cast
from .shared import shared_dir

# machines are shared and slow by turns: a property may take its time; the same examples every
# run, and no hours spent on making a failing one small (set HYPOTHESIS_PROFILE=search to look)
settings.register_profile(
    "caitien",
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.target],
)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "caitien"))

#: programs some tests compare with: (name, what is not compared where it is absent)
PROGRAMS = (
    ("soffice", "LibreOffice: bản .docx không được mở lại bằng LibreOffice"),
    ("chromium", "Chromium: các kiểm thử bằng trình duyệt không chạy"),
    ("pdftotext", "poppler-utils: bản PDF không được đọc lại bằng pdftotext"),
)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the last lines what did not run and why."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        where = report.longrepr
        reason = where[2] if isinstance(where, tuple) else str(where)
        reasons[reason.removeprefix("Skipped: ")] += 1
    terminalreporter.section("không chạy, và vì sao")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count:4} kiểm thử: {reason}")
    if not reasons:
        terminalreporter.write_line("   0 kiểm thử bị bỏ qua.")
    again = {
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in getattr(report, "user_properties", [])
        if name == "second_try"
    }
    for nodeid in sorted(again):
        terminalreporter.write_line(f"     Qua ở lần thử thứ hai: {nodeid}")
    if shared_dir() is None:
        terminalreporter.write_line(
            "     Không có kho mẫu dùng chung (đặt CAITIEN_SHARED để chạy các kiểm thử ấy)."
        )
    for program, words in PROGRAMS:
        if shutil.which(program) is None:
            terminalreporter.write_line(f"     Máy không có {program} ({words}).")
