"""What a check is about, in words for people: its page, and all pages as one catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .diagnostic import Severity
from .rule import FAMILIES, Rule
from .run import SelectorError, all_rules, near_names

#: the words for the severities, as in the reports
SEVERITY_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule with its page: `text` is the whole Markdown, `parts` its text under each heading."""

    rule: Rule
    title: str
    text: str

    @property
    def parts(self) -> dict[str, str]:
        """The page by its second-level headings ("Sai ở đâu", "Vì sao", "Cách sửa" …)."""
        found = re.split(r"^## (.*)$", self.text, flags=re.MULTILINE)
        return {h.strip(): t.strip() for h, t in zip(found[1::2], found[2::2], strict=True)}


@cache
def page_of(rule: Rule) -> RulePage:
    """The page of a rule, from the package."""
    name = rule.slug.replace("-", "_") + ".md"
    text = files("caitien.core.lint").joinpath("rules", name).read_text(encoding="utf-8")
    return RulePage(rule, text.splitlines()[0].removeprefix("# ").strip(), text)


def explain(name: str) -> RulePage:
    """The page of the rule with this code, slug or kind ("CH101", "SPL-01").

    Where several rules share a kind, the first by code. Raises SelectorError for a name unknown.
    """
    key = name.strip().casefold()
    for one in all_rules():
        rule = one.rule
        if key in (rule.code.casefold(), rule.slug, (rule.kind or "").casefold()) and key:
            return page_of(rule)
    raise SelectorError(near_names(name))


def catalogue_markdown() -> str:
    """All pages as one Markdown document, by family and code: the text of docs/checks.md."""
    lines = ["# Các điểm kiểm tra", "", "Tệp này được tạo từ trang của từng quy tắc.", ""]
    lines += ["| Mã | Tên | Loại | Mức | Nội dung |", "|---|---|---|---|---|"]
    for one in all_rules():
        rule = one.rule
        word = SEVERITY_WORDS[rule.severity]
        lines.append(f"| {rule.code} | {rule.slug} | {rule.kind or ''} | {word} | {rule.title} |")
    family = ""
    for one in all_rules():
        rule = one.rule
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {family}: {FAMILIES[family]}"]
        lines += ["", *_lowered(page_of(rule))]
    return "\n".join(lines).rstrip() + "\n"


def _lowered(page: RulePage) -> list[str]:
    """The page two headings deeper, its title with code and severity."""
    rule = page.rule
    head = f"### {rule.code} {rule.slug}: {page.title}"
    meta = f"Mức: {SEVERITY_WORDS[rule.severity]}."
    if rule.kind:
        meta = f"Loại: {rule.kind}. {meta}"
    if rule.article:
        meta += f" Căn cứ: {rule.article}."
    body = "\n".join(page.text.splitlines()[1:]).strip("\n")
    return [head, "", meta, "", *re.sub(r"^## ", "#### ", body, flags=re.MULTILINE).splitlines()]
