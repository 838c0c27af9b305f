"""What django-allauth can say here is Vietnamese, and compiled from its source."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import allauth
from django.utils import translation
from django.utils.translation import gettext, pgettext

ROOT = Path(__file__).resolve().parents[2]
ALLAUTH = Path(allauth.__file__).parent
CATALOGUE = ROOT / "src/caitien/accounts/locale/vi/LC_MESSAGES/django.po"
#: modules that speak to people; models and the admin site do not
SPEAKING = (
    "account/adapter.py",
    "account/fields.py",
    "account/forms.py",
    "account/internal/**/*.py",
    "mfa/adapter.py",
    "mfa/**/forms.py",
    "mfa/models.py",
    "socialaccount/adapter.py",
    "socialaccount/internal/**/*.py",
)


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / "tools" / "compile_messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said() -> set[tuple[str, ...]]:
    """Every translated text: (text,) or (context, text)."""
    found = set()
    for pattern in SPEAKING:
        for path in ALLAUTH.glob(pattern):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                texts = tuple(
                    each.value
                    for each in node.args
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )
                if name.startswith(("_", "gettext", "pgettext")) and name != "__init__" and texts:
                    found.add(texts if name.startswith("pgettext") else texts[:1])
    return found


def test_nothing_allauth_says_is_still_english() -> None:
    texts = {each for each in said() if re.search("[A-Za-z]{2}", each[-1])}
    assert len(texts) > 50, "the search itself works"
    with translation.override("vi"):
        english = {
            each
            for each in texts
            if (pgettext(*each) if len(each) == 2 else gettext(each[0])) == each[-1]
        }
    assert english == set()


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    words = tool()
    assert CATALOGUE.with_suffix(".mo").read_bytes() == words.compiled(words.read(CATALOGUE))


def test_placeholders_stay() -> None:
    marks = re.compile(r"%[ds]|\{\w+\}")
    for english, vietnamese in tool().read(CATALOGUE).items():
        if english:
            assert sorted(marks.findall(english)) == sorted(marks.findall(vietnamese)), english


def test_every_page_of_allauth_that_is_served_has_our_own_template() -> None:
    ours = ROOT / "src/caitien/accounts/templates"
    for name in ("account/login.html", "mfa/index.html", "socialaccount/login.html"):
        assert (ours / name).is_file()
    for page in ours.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "{% trans" not in text, page
        assert "blocktrans" not in text, page
        assert "style=" not in text, page
