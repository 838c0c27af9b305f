"""Every rule's page is its test: what is marked ⟦…⟧ is reported, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from caitien.core.drafts.model import Reading
from caitien.core.drafts.plan_json import plan_from_dict
from caitien.core.lint import rules
from caitien.core.lint.context import Context
from caitien.core.lint.diagnostic import Diagnostic
from caitien.core.lint.run import INTERNAL, Loaded, all_rules, arranged, run_rules
from caitien.core.regulations.office_form import OfficeForm, parse_office_form

HEADINGS = (
    "## Sai ở đâu",
    "## Vì sao",
    "## Cách sửa",
    "## Ví dụ bị nhắc",
    "## Ví dụ không bị nhắc",
)
FOLDER = Path(str(rules.__file__)).parent
MAX_LINES = 80
MARK = re.compile("⟦(.*?)⟧", re.DOTALL)
FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
RULES = {one.rule.slug: one for one in all_rules()}


def parts(page: str) -> dict[str, str]:
    """The page by its headings."""
    found = re.split(r"^(## .*)$", page, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def strip_marks(value: Any, marked: list[str]) -> Any:
    """The value without marks; what was marked is added to `marked`."""
    if isinstance(value, str):
        marked.extend(MARK.findall(value))
        return value.replace("⟦", "").replace("⟧", "")
    if isinstance(value, list):
        return [strip_marks(part, marked) for part in value]
    if isinstance(value, dict):
        return {key: strip_marks(part, marked) for key, part in value.items()}
    return value


def run_example(one: Loaded, source: str) -> tuple[list[Diagnostic], list[str], list[str]]:
    """What the rule reports on an example, what is marked in it, and what it says is absent.

    Keys beside those of Plan JSON: text (one body paragraph), vắng, today (ISO date), format,
    plans (several plans of one file), and mẫu (an office's own form, as its file).
    """
    marked: list[str] = []
    data = strip_marks(yaml.safe_load(source), marked)
    absent = data.pop("vắng", [])
    today = data.pop("today", None)
    form = data.pop("format", "docx")
    office = office_of(data.pop("mẫu", None))
    many = data.pop("plans", None) or [data]
    for raw in many:
        if "text" in raw:
            raw["preamble"] = [*raw.get("preamble", []), raw.pop("text")]
    plans = [plan_from_dict(raw) for raw in many]
    reading = Reading("vi-du." + form, form, "improvement_plan", plans)
    found: list[Diagnostic] = []
    for index, plan in enumerate(plans):
        if index == 0 or one.rule.scope == "plan":
            context = Context(plan, reading, today=today, office=office)
            found += arranged(run_rules(context, [one], index))
    return found, marked, absent


def office_of(data: Any) -> OfficeForm | None:
    """An office's own form as an example writes it."""
    if data is None:
        return None
    form, problems = parse_office_form(yaml.safe_dump(data, allow_unicode=True))
    assert not problems
    return form


def assert_example(one: Loaded, source: str) -> None:
    found, marked, absent = run_example(one, source)
    assert not [d.message for d in found if d.code == INTERNAL]
    said = "\n".join(f"{d.excerpt!r}: {d.message}" for d in found)
    assert Counter(d.excerpt for d in found if not d.absent) == Counter(marked), said
    assert Counter(d.absent for d in found if d.absent) == Counter(absent), said
    for diagnostic in found:
        assert diagnostic.place.file
        assert diagnostic.message.strip()
        assert diagnostic.why.strip()


def page_of(one: Loaded) -> str:
    return (FOLDER / f"{one.rule.slug.replace('-', '_')}.md").read_text(encoding="utf-8")


def examples() -> list[Any]:
    out = []
    for one in all_rules():
        try:
            found = parts(page_of(one))
        except FileNotFoundError:
            continue  # test_page_has_its_parts says so
        for heading in HEADINGS[3:]:
            for number, source in enumerate(FENCE.findall(found.get(heading, "")), 1):
                label = "nhac" if heading == HEADINGS[3] else "khong"
                out.append(pytest.param(one, source, id=f"{one.rule.slug}-{label}-{number}"))
    return out


@pytest.mark.parametrize(("one", "source"), examples())
def test_example(one: Loaded, source: str) -> None:
    assert_example(one, source)


@pytest.mark.parametrize("slug", RULES)
def test_page_has_its_parts(slug: str) -> None:
    one = RULES[slug]
    page = page_of(one)
    found = parts(page)
    assert page.startswith("# ")
    assert tuple(found) == HEADINGS
    flagged = FENCE.findall(found[HEADINGS[3]])
    clean = FENCE.findall(found[HEADINGS[4]])
    assert len(flagged) >= 2
    assert len(clean) >= 2
    for source in flagged:
        assert "⟦" in source or "vắng" in source
    for source in clean:
        assert "⟦" not in source
        assert "vắng" not in source
    assert all(found[heading].strip() for heading in HEADINGS[:3])


def without_one_mark(source: str) -> list[str]:
    """The example with each of its marks, or each entry of vắng, taken away in turn."""
    out = []
    for match in MARK.finditer(source):
        out.append(source[: match.start()] + match[1] + source[match.end() :])
    data = yaml.safe_load(source)
    for name in data.pop("vắng", []):
        rest = [other for other in yaml.safe_load(source)["vắng"] if other != name]
        out.append(yaml.safe_dump(data | {"vắng": rest}, allow_unicode=True))
    return out


@pytest.mark.parametrize("slug", RULES)
def test_removing_a_mark_fails(slug: str) -> None:
    """The examples do test: with any of its marks taken away no flagged example passes."""
    one = RULES[slug]
    for source in FENCE.findall(parts(page_of(one))[HEADINGS[3]]):
        wrong = without_one_mark(source)
        assert wrong
        for changed in wrong:
            with pytest.raises(AssertionError):
                assert_example(one, changed)


def test_every_rule_is_well_made() -> None:
    codes = [one.rule.code for one in all_rules()]
    assert len(codes) == len(set(codes))
    for one in all_rules():
        assert re.fullmatch(r"(CC|TG|CT|MA|TC|SO|TT|CH|KH)\d{3}", one.rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.rule.slug)
        assert one.check.__module__.rsplit(".", 1)[-1] == one.rule.slug.replace("-", "_")
        assert one.rule.kind is None or re.fullmatch(r"[A-Z]{3}-\d{2}", one.rule.kind)
        assert one.rule.title
        assert one.rule.why


def test_every_file_is_a_rule_or_a_page() -> None:
    names = {slug.replace("-", "_") for slug in RULES} | {"__init__"}
    assert {path.stem for path in FOLDER.glob("*.py")} == names
    assert {path.stem for path in FOLDER.glob("*.md")} == names - {"__init__"}


def test_rules_are_small() -> None:
    long = {
        path.name: lines
        for path in FOLDER.glob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }
    assert not long
