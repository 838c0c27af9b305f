"""Nothing in any room's templates that the content security policy would refuse; small pages."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

SOURCE = Path(__file__).resolve().parents[2] / "src" / "caitien"
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
FORBIDDEN = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "script without src": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json[\"'])", re.IGNORECASE
    ),
    "something from outside": re.compile(
        r"<(?:script|link|img|iframe|source|form)\b[^>]*\b(?:src|href|action)=[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
}
LIMIT = 100 * 1024


def _markup(path: Path) -> str:
    """A template without its tags and values."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", path.read_text(encoding="utf-8"))


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what: str) -> None:
    found = [
        f"{path.relative_to(SOURCE)}: {hit.group()[:80]}"
        for path in TEMPLATES
        for hit in FORBIDDEN[what].finditer(_markup(path))
    ]
    assert found == []


def test_the_forbidden_is_recognised() -> None:
    bad = {
        "style attribute": '<p style="color:red">',
        "style element": "<style>",
        "event attribute": '<a href="#" onclick="x()">',
        "hx-on": '<p hx-on::click="">',
        "javascript: address": '<a href="javascript:x()">',
        "script without src": "<script>x()</script>",
        "something from outside": '<script src="https://xau.example/x.js">',
    }
    for what, text in bad.items():
        assert FORBIDDEN[what].search(text), what
    assert not FORBIDDEN["script without src"].search('<script type="module" src="a.js">')


def test_buttons_are_verbs_of_the_work() -> None:
    worn = re.compile(r">\s*(?:Submit|OK|Ok|Xác nhận|Cancel|Save|Delete)\s*</(?:button|a)>")
    assert [str(path) for path in TEMPLATES if worn.search(path.read_text(encoding="utf-8"))] == []


def static_bytes(address: str) -> bytes:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    return Path(found).read_bytes()


@pytest.mark.urls("tests.ui.urls")
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/kieu-dang/"])
def test_a_first_page_is_below_100_kb(address: str, settings: Any) -> None:
    html = Client().get(address).content
    text = html.decode()
    used = re.findall(r'<(?:script|link)[^>]*\b(?:src|href)="(/static/[^"]+)"', text)
    assert any(each.endswith(".css") for each in used)
    parts = {each: len(gzip.compress(static_bytes(each), 9)) for each in {*used}}
    parts["/static/ui/saver.js"] = len(gzip.compress(static_bytes("/static/ui/saver.js"), 9))
    total = sum(parts.values()) + len(gzip.compress(html, 6))
    assert total < LIMIT, (total, parts)


@pytest.mark.urls("tests.ui.urls")
@pytest.mark.django_db
def test_policy_allows_nothing_unsafe() -> None:
    policy = Client().get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.urls("tests.ui.urls")
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_of_components_is_drawn(method: str) -> None:
    answer = getattr(Client(), method)("/kieu-dang/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg"') == 5
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert sorted({each for each in ids if ids.count(each) > 1}) == []


def test_the_page_of_components_is_for_debug_only(settings: Any) -> None:
    import importlib

    from caitien.ui import urls

    try:
        for debug, count in ((True, 1), (False, 0)):
            settings.DEBUG = debug
            assert len(importlib.reload(urls).urlpatterns) == count
    finally:
        settings.DEBUG = False
        importlib.reload(urls)


def luminance(colour: str) -> float:
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


CSS = (SOURCE / "ui/static/ui/caitien.css").read_text(encoding="utf-8")
TOKENS = {
    name: value if len(value) == 7 else "#" + "".join(2 * letter for letter in value[1:])
    for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", CSS)
}


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "paper"), ("ink", "wash"), ("quiet", "paper"), ("quiet", "wash"),
        ("quiet", "grey-wash"), ("cham", "paper"), ("cham", "wash"), ("cham", "cham-wash"),
        ("paper", "cham"), ("paper", "cham-dark"), ("paper", "la-ink"), ("la-ink", "paper"),
        ("la-ink", "la-wash"), ("nghe-ink", "paper"), ("nghe-ink", "nghe-wash"),
        ("son", "paper"), ("son", "son-wash"), ("paper", "son"), ("ink", "nghe-wash"),
    ],
)  # fmt: skip
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


def test_no_letter_is_smaller_than_14_px() -> None:
    for size, unit in re.findall(r"font-size: ([\d.]+)(px|rem|em|pt)", CSS):
        pixels = float(size) * {"px": 1, "rem": 16, "em": 16, "pt": 4 / 3}[unit]
        assert pixels >= 14, size + unit


def test_the_style_sheet_uses_only_its_own_tokens() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", CSS))
    made = set(re.findall(r"--([\w-]+):", CSS))
    assert used <= made
    assert CSS.count("{") == CSS.count("}")


def test_what_moves_stops_when_asked() -> None:
    assert "prefers-reduced-motion: reduce" in CSS
    assert "@media print" in CSS


def test_classes_of_the_components_are_in_the_style_sheet() -> None:
    named = set(re.findall(r"\.([a-z][\w-]*)", CSS))
    for path in (SOURCE / "ui/templates/ui").glob("*.html"):
        text = re.sub(r"\{[%{].*?[%}]\}", " ", path.read_text(encoding="utf-8"))
        for classes in re.findall(r'class="([^"]*)"', text):
            for each in classes.split():
                if not each.endswith("-") and not each.startswith("-"):
                    assert each in named | UNSTYLED, f"{path.name}: {each}"


#: names that only carry meaning, or are styled through a parent
UNSTYLED = {
    "framed", "public", "title-words", "toasts", "form", "error-summary", "field", "net-lost",
    "user-links", "finding-mend", "num",
}  # fmt: skip
