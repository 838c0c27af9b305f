"""Diagnostics as text for a terminal, as JSON, and as SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from .diagnostic import Diagnostic, Severity, count_by_severity
from .grouping import grouped, labels

Language = Literal["vi", "en"]
#: the diagnostics of each file; a file without faults has an empty list
Files = Mapping[str, Sequence[Diagnostic]]

_GLYPHS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_WORDS: dict[Language, dict[Severity, str]] = {
    "vi": {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "lưu ý"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"},
}
_LABELS: dict[Language, dict[str, str]] = {
    "vi": {
        "clean": "Không thấy lỗi nào.",
        "why": "Vì sao",
        "fix": "Cách sửa",
        "maybe": "có thể",
        "total": "Tổng cộng",
        "nowhere": "đầu văn bản",
        "also": "Cũng vậy ở {} chỗ khác",
        "more": "và {} chỗ nữa",
    },
    "en": {
        "clean": "Nothing found.",
        "why": "Why",
        "fix": "Fix",
        "maybe": "possibly",
        "total": "Total",
        "nowhere": "top of the document",
        "also": "The same in {} other places",
        "more": "and {} more",
    },
}
_EN_PLACE = {
    "trang": "page",
    "dòng": "line",
    "bảng": "table",
    "hàng": "row",
    "cột": "column",
    "đoạn": "paragraph",
}
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_EXCERPT = 70
#: so many of the further places of a fault are written out
_PLACES = 20


def exit_code(diagnostics: Iterable[Diagnostic], *, warnings_fail: bool = False) -> int:
    """0 where nothing graver than allowed was found, 1 for an error (or a warning, if asked).

    2 is for a file that cannot be read; the caller knows that.
    """
    limit = Severity.WARNING.rank if warnings_fail else Severity.ERROR.rank
    return int(any(one.severity.rank <= limit for one in diagnostics))


def to_text(files: Files, *, colour: bool = False, lang: Language = "vi") -> str:
    """The diagnostics by file and place, with a summary; the same fault elsewhere is one entry.

    Messages are Vietnamese in any `lang`; the summary counts every place.
    """
    words = _LABELS[lang]
    lines: list[str] = []
    for name, found in files.items():
        lines.append(_paint(name, "1", colour))
        if not found:
            lines.append(f"  {words['clean']}")
        for group in grouped(found):
            lines += _one_text(group, colour, lang)
        lines.append("")
    everything = [one for found in files.values() for one in found]
    lines.append(f"{words['total']}: {summary(everything, lang)}")
    return "\n".join(lines) + "\n"


def summary(diagnostics: Iterable[Diagnostic], lang: Language = "vi") -> str:
    """ "3 lỗi, 2 cảnh báo, 0 lưu ý"."""
    counts = count_by_severity(diagnostics)
    return ", ".join(f"{number} {_WORDS[lang][severity]}" for severity, number in counts.items())


def _one_text(group: Sequence[Diagnostic], colour: bool, lang: Language) -> list[str]:
    one, words = group[0], _LABELS[lang]
    word = f"{_GLYPHS[one.severity]} {_WORDS[lang][one.severity]}"
    if one.confidence != "chắc":
        word += f" ({words['maybe']})"
    head = f"  {_place(one, lang)}  {_paint(word, _COLOURS[one.severity], colour)}"
    lines = [f"{head}  {one.code} {one.slug}", f"    {one.message}"]
    excerpt = " ".join(one.excerpt.split())
    if excerpt:
        cut = excerpt if len(excerpt) <= _EXCERPT else excerpt[: _EXCERPT - 1] + "…"
        lines.append(f"    │ {cut}")
    if len(group) > 1:
        lines.append(f"    {_others(group, lang)}")
    reason = f"{one.why} ({one.article})" if one.article else one.why
    lines.append(_paint(f"    {words['why']}: {reason}", "2", colour))
    if one.fix:
        lines.append(f"    {words['fix']}: {one.fix.description}")
    return lines


def _others(group: Sequence[Diagnostic], lang: Language) -> str:
    """Where else the fault stands: "Cũng vậy ở 3 chỗ khác: dòng 4; dòng 9; dòng 12"."""
    words = _LABELS[lang]
    places = labels(group[1:], words["nowhere"])
    told = [_english(one) if lang == "en" else one for one in places[:_PLACES]]
    if len(places) > _PLACES:
        told.append(words["more"].format(len(places) - _PLACES))
    return f"{words['also'].format(len(group) - 1)}: {'; '.join(told)}"


def _place(one: Diagnostic, lang: Language) -> str:
    label = one.place.label() or _LABELS[lang]["nowhere"]
    return _english(label) if lang == "en" else label


def _english(label: str) -> str:
    for word, english in _EN_PLACE.items():
        label = label.replace(word, english)
    return label


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def to_dict(files: Files) -> dict[str, Any]:
    """The object of the JSON report: {"files": [{"file", "diagnostics": […]}]}."""
    return {
        "files": [
            {"file": name, "diagnostics": [one.as_dict() for one in found]}
            for name, found in files.items()
        ]
    }


def to_json(files: Files) -> str:
    """The JSON report, readable, Vietnamese letters kept."""
    return json.dumps(to_dict(files), ensure_ascii=False, indent=2) + "\n"


def to_sarif(files: Files, version: str) -> str:
    """A SARIF 2.1.0 log with one run; `version` is that of the program."""
    from .explain import page_of
    from .run import all_rules

    rules = []
    for one in all_rules():
        rule, page = one.rule, page_of(one.rule)
        described: dict[str, Any] = {
            "id": rule.code,
            "name": rule.slug,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.why},
            "help": {"text": page.text, "markdown": page.text},
            "defaultConfiguration": {"level": _SARIF_LEVELS[rule.severity]},
        }
        if rule.kind:
            described["properties"] = {"kind": rule.kind}
        rules.append(described)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "caitien", "version": version, "language": "vi", "rules": rules}
    results = [_result(name, one, index) for name, found in files.items() for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(name: str, one: Diagnostic, index: Mapping[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": _SARIF_LEVELS[one.severity],
        "message": {"text": one.message},
        "locations": [_location(name, one)],
        "properties": {"confidence": one.confidence, "why": one.why},
    }
    if one.code in index:
        result["ruleIndex"] = index[one.code]
    if one.fix and one.fix.replacement is not None:
        result["properties"]["fix"] = one.fix.as_dict()
    return result


def _location(name: str, one: Diagnostic) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(name)}}
    if one.place.line is not None:
        region: dict[str, Any] = {"startLine": one.place.line}
        if one.excerpt:
            region["snippet"] = {"text": one.excerpt}
        physical["region"] = region
        return {"physicalLocation": physical}
    label = one.place.label() or _LABELS["vi"]["nowhere"]
    logical = {"name": label, "fullyQualifiedName": label, "kind": "element"}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _uri(name: str) -> str:
    """The file name as a relative URI: separators of Windows turned, other signs escaped."""
    safe = "/-._~!$&'()*+,;=@"
    out = []
    for byte in name.replace("\\", "/").encode("utf-8"):
        letter = chr(byte)
        plain = byte < 128 and (letter.isalnum() or letter in safe)
        out.append(letter if plain else f"%{byte:02X}")
    return "".join(out)
