"""A code of evidence is not in the form of the circular, or names no criterion of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen
from caitien.core.lint._evidence import codes
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show

RULE = Rule(
    code="TC112",
    slug="evidence-code-malformed",
    kind=None,
    severity=Severity.WARNING,
    title="Mã minh chứng sai dạng hoặc sai tiêu chí",
    why="Mã minh chứng dùng để tra từ báo cáo sang hồ sơ; sai một ký tự là không tìm thấy.",
    article="Phụ lục IV của Thông tư 57/2026; Công văn 5932, 5942/BGDĐT-QLCL",
)


#: a dot is lost: "MC.32.01"
RUN_ON = re.compile(r"(?<!\w)MC\.(?P<s>\d)(?P<c>\d)\.(?P<n>\d{2})(?![\d.]\d)")


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    quota = choice is not None and choice.catalogue.level_rule.kind == "quota"
    for block, match in ctx.find(RUN_ON) if quota else ():
        right = f"MC.{match['s']}.{match['c']}.{match['n']}"
        message = f"Mã minh chứng sai dạng: “{match.group()}” -> “{right}”."
        yield ctx.at(block, *match.span(), message, fix=ask(right))
    for code in codes(ctx):
        if choice and code.new != quota:
            right = "MC.a.b.nn" if quota else "[Hn-a.b-nn]"
            message = f"Mã “{code.text}” không thuộc cách ghi của {choice.name}: phải là “{right}”."
            fix = show(f"Ghi lại mã theo dạng “{right}” trong danh mục minh chứng.")
            yield ctx.at(code.block, code.start, code.end, message, fix=fix)
            continue
        criterion = choice.catalogue.criterion(code.criterion) if choice else None
        if choice and criterion is None and not (choice.amended and code.criterion[0] == "3"):
            message = f"Mã “{code.text}”: {choice.name} không có Tiêu chí {code.criterion}."
            fix = show("Kiểm tra lại số tiêu chuẩn, tiêu chí trong mã.")
            yield ctx.at(code.block, code.start, code.end, message, fix=fix)
            continue
        if code.text != code.right and not (code.new and code.digits > 2):
            if code.digits == 3 and code.text == code.right.replace(
                f"{code.number:02}", f"{code.number:03}"
            ):
                continue
            message = f"Mã minh chứng sai dạng: “{code.text}” -> “{code.right}”."
            yield ctx.at(code.block, code.start, code.end, message, fix=ask(code.right))
