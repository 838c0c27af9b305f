"""Words people meet are Vietnamese; the compiled catalogues are those of the sources."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import django
import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ROOT = Path(__file__).resolve().parents[2]
DJANGO = Path(django.__file__).parent
#: what people can meet: forms, their checks, passwords, pages of lists, times
VISIBLE = (
    "forms/*.py",
    "core/validators.py",
    "core/paginator.py",
    "contrib/auth/forms.py",
    "contrib/auth/password_validation.py",
    "utils/timesince.py",
    "utils/ipv6.py",
    "db/models/base.py",
    "db/models/constraints.py",
)
#: the same in both languages
SAME = {"IPv4", "IPv6"}


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / "tools" / "compile_messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = tool()


def messages(path: Path) -> set[tuple[str, str | None]]:
    """(message, plural) of every translated text of a module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
        first = [each for each in texts if isinstance(each, str)]
        if name in ("_", "gettext", "gettext_lazy") and first:
            found.add((first[0], None))
        elif name in ("ngettext", "ngettext_lazy") and len(first) > 1:
            found.add((first[0], first[1]))
    return found


def test_nothing_people_meet_is_still_english() -> None:
    english = set()
    with translation.override("vi"):
        for pattern in VISIBLE:
            for path in sorted(DJANGO.glob(pattern)):
                for one, many in messages(path):
                    told = ngettext(one, many, 2) if many else _(one)
                    if told in (one, many) and re.search("[A-Za-z]{2}", one) and one not in SAME:
                        english.add(one)
    assert english == set()


def test_a_school_is_not_a_field() -> None:
    with translation.override("vi"):
        assert _("This field is required.") == "Hãy điền mục này."


@pytest.mark.parametrize("path", TOOL.catalogues(), ids=lambda path: path.parents[3].name)
def test_compiled_words_are_fresh(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == TOOL.compiled(TOOL.read(path))


@pytest.mark.parametrize("path", TOOL.catalogues(), ids=lambda path: path.parents[3].name)
def test_gaps_of_a_sentence_are_the_same_in_both_languages(path: Path) -> None:
    gap = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w+\}")
    for key, text in TOOL.read(path).items():
        if key:
            allowed = set(gap.findall(key))
            for form in text.split("\0"):
                assert set(gap.findall(form)) <= allowed, key


def test_the_standard_library_reads_what_the_tool_writes(tmp_path: Path) -> None:
    source = tmp_path / "a.po"
    source.write_text(
        '# chú thích\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\nmsgctxt "nút"\nmsgid "Save"\nmsgstr "Lưu"\n\n'
        'msgid "a " "b"\nmsgstr ""\n"mot \\"hai\\""\n'
        'msgid_plural "days"\n'.replace('msgid "a " "b"', 'msgid ""\n"a b"').replace(
            'msgid_plural "days"\n', "\n"
        )
        + 'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d ngày"\n\n'
        '#, fuzzy\nmsgid "no"\nmsgstr "chưa chắc"\n\nmsgid "empty"\nmsgstr ""\n',
        encoding="utf-8",
    )
    target = tmp_path / "a.mo"
    target.write_bytes(TOOL.compiled(TOOL.read(source)))
    with target.open("rb") as stream:
        words = gettext.GNUTranslations(stream)
    assert words.pgettext("nút", "Save") == "Lưu"
    assert words.gettext("a b") == 'mot "hai"'
    assert words.ngettext("%d day", "%d days", 5) == "%d ngày"
    assert (words.gettext("no"), words.gettext("empty")) == ("no", "empty")


@pytest.mark.parametrize(
    "text",
    ["msgid lạ", "chữ lạ", 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'],
)
def test_a_broken_source_is_refused(text: str, tmp_path: Path) -> None:
    source = tmp_path / "a.po"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(TOOL.PoError):
        TOOL.read(source)
