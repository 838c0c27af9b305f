"""TIM-01: title and body of the plan name different school years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._time import school_years
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show
from caitien.core.vietnamese.years import find_school_years

RULE = Rule(
    code="TG101",
    slug="school-year-inconsistent",
    kind="TIM-01",
    severity=Severity.ERROR,
    title="Năm học trong nội dung khác năm học của kế hoạch",
    why="Một kế hoạch chỉ thuộc một năm học; năm khác thường còn sót từ bản cũ.",
)

#: words that make the plan itself the subject, up to the school year that follows them
OWN = re.compile(
    r"kế\s+hoạch\s+cải\s+tiến(?:\s+chất\s+lượng)?(?:(?!báo\s+cáo|kết\s+quả|năm\s+trước)[^.;:\n]){0,120}?"
    r"năm\s+học\s*:?\s*(?=\d)|(?:thực\s+hiện|triển\s+khai)\s+(?:kế\s+hoạch|nhiệm\s+vụ)\s+năm\s+học\s+(?=\d)",
    re.IGNORECASE,
)
#: the plan of another year is meant
OTHER = re.compile(
    r"kết\s+quả|báo\s+cáo|sơ\s+kết|tổng\s+kết|rút\s+kinh\s+nghiệm|đánh\s+giá\s+việc|làm\s+cơ\s+sở|căn\s+cứ"
    r"|năm\s+học\s+(?:trước|sau)|đã\s|tiếp\s+(?:nối|theo)|kế\s+thừa|so\s+với|chuẩn\s+bị|công\s+văn|chỉ\s+thị|số\s+\d|hướng\s+dẫn|nghị\s+quyết",
    re.IGNORECASE,
)
#: the plan is being made or carried out
MADE = re.compile(
    r"xây\s+dựng|ban\s+hành|thực\s+hiện|triển\s+khai|trên\s+đây\s+là|như\s+sau", re.IGNORECASE
)
#: several years, or a year beside the plan's own
MORE = re.compile(r"^\s*(?:và|đến|,|-|–)\s*(?:năm\s+học\s*)?(?:\d{4}|các\s+năm|những\s+năm)", re.I)

_HOW = show("Xem năm học nào đúng rồi sửa chỗ kia.")


def check(ctx: Context) -> Iterator[Finding]:
    years = school_years(ctx)
    if years is None:
        return
    first, last = years
    other = None
    for block in ctx.role("body", "basis", "heading"):
        for match in OWN.finditer(block.text):
            found = find_school_years(block.text[match.end() : match.end() + 24])
            if not found or found[0].start > 0 or first <= found[0].value <= last:
                continue
            sentence = re.split(r"[.;:\n]", block.text[: match.start()])[-1]
            end = match.end() + found[0].end
            if OTHER.search(sentence + match.group()) or MORE.match(block.text[end:]):
                continue
            if find_school_years(match.group()):
                continue
            rest = re.split(r"[.;\n]", block.text[end:])[0]
            if not MADE.search(sentence + match.group() + rest) or re.search(r"\bđã\b", rest):
                continue
            plan = str(first) if first == last else f"{first} đến {last}"
            spaced = " " in found[0].text.strip()
            other = other or found[0].value
            yield ctx.at(
                block,
                match.end(),
                end,
                f"Năm học không thống nhất: kế hoạch là của năm học {plan},"
                f" nội dung ghi {found[0].value}.",
                fix=ask(first.paper() if spaced else str(first)),
            )
    for block in ctx.role("title") if other else ():
        for said in find_school_years(block.text)[:1] if first == last else ():
            message = f"Tiêu đề ghi năm học {said.value}, nội dung ghi {other}."
            yield ctx.at(block, said.start, said.end, message, fix=_HOW, severity=Severity.INFO)
