"""TIM-09: figures of a school year that has not ended are told as results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from caitien.core.lint._time import short, sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.vietnamese.years import find_school_years

RULE = Rule(
    code="TG109",
    slug="result-of-unended-year",
    kind="TIM-09",
    severity=Severity.ERROR,
    title="Số liệu của năm học chưa kết thúc nêu như kết quả",
    why="Danh hiệu, xếp loại, kết quả cả năm chỉ có khi năm học kết thúc.",
)

SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]+)*")
#: a result that is counted
RESULT = re.compile(
    r"\d[\d.,]*\s*%?[^.;\n]{0,60}\b(?:đạt(?! chuẩn| trình độ| yêu cầu| tiêu chuẩn)"
    r"|được (?:công nhận|xếp loại|khen|tặng)|hoàn thành (?:tốt|xuất sắc|nhiệm vụ|chương trình)"
    r"|trúng tuyển|đỗ|tốt nghiệp|lên lớp)"
    r"|\b(?:đạt (?:tỷ lệ|tỉ lệ)?|xếp loại|tốt nghiệp|lên lớp)\b"
    r"(?!\s?(?:chuẩn|trình độ|yêu cầu|tiêu chuẩn))[^.;\n]{0,40}?"
    r"\d[\d.,]*\s*%"
    r"|\b(?:đã đạt|đạt được)\b",
    re.IGNORECASE,
)
#: an aim, a promise or a duty
AIM = re.compile(
    r"phấn đấu|phần đầu|sẽ\b|mục tiêu|chỉ tiêu|dự kiến|cần\b|phải\b|kế hoạch|đăng ký|nhằm|để\b"
    r"|\bđến\b|từ năm học|tiếp tục|nhiệm vụ|giao\b|trở lên|đảm bảo|bảo đảm|duy trì|nâng",
    re.IGNORECASE,
)
#: reports on a first part of the year, and what is known when it begins
EARLY = re.compile(r"học kỳ|học kì|HK\s?I|đầu năm|tuyển sinh|tính đến|hiện (?:nay|có|tại)", re.I)


def check(ctx: Context) -> Iterator[Finding]:
    day = sure_date(ctx)
    if day is None:
        return
    aims = False
    for block in ctx.role("body", "heading"):
        if block.role == "heading":
            aims = bool(
                re.search(r"mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|yêu cầu", block.text, re.I)
            )
            continue
        for sentence in SENTENCE.finditer(block.text) if not aims else ():
            text = sentence.group()
            for found in find_school_years(text):
                end = date(found.value.last, 5, 25)
                rest = text[found.end :]
                clause = text[max(text.rfind(",", 0, found.start), 0) :]
                if day >= end or AIM.search(clause) or EARLY.search(text):
                    continue
                if not RESULT.search(rest) and not RESULT.search(text[: found.start]):
                    continue
                at = sentence.start() + found.start
                yield ctx.at(
                    block,
                    at,
                    sentence.start() + found.end,
                    f"Năm học {found.value} chưa kết thúc vào ngày kế hoạch ({short(day)}), "
                    "chưa thể có kết quả này.",
                    fix=show("Kiểm tra lại năm học, hoặc ghi là chỉ tiêu phấn đấu."),
                )
