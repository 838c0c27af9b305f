"""FRM-01: national name, motto or the issuing body is not found."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TT101",
    slug="header-lines-missing",
    kind="FRM-01",
    severity=Severity.ERROR,
    title="Thiếu Quốc hiệu, Tiêu ngữ hoặc tên cơ quan ban hành",
    why="Văn bản hành chính phải có Quốc hiệu, Tiêu ngữ và tên cơ quan ban hành ở đầu trang.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1 và II.2",
)


def check(ctx: Context) -> Iterator[Finding]:
    if not ctx.format:
        return  # a plan of the database gets these lines from its form when it is printed
    plan = ctx.plan
    lost = []
    if not plan.form_lines.get("national_name"):
        lost.append("Quốc hiệu")
    if not plan.form_lines.get("motto"):
        lost.append("Tiêu ngữ")
    named = plan.school_name and "school_name" not in plan.uncertain
    if not plan.authority and not named:
        lost.append("tên cơ quan ban hành")
    if lost:
        what = ", ".join(lost)
        how = show(f"Thêm ở đầu trang nhất: {what}; nếu bản gốc đã có thì bỏ qua nhắc này.")
        yield ctx.missing(what, ("number_line", "date_line", "header", "title"), fix=how)
