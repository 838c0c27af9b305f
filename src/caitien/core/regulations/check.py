"""Checks an edition file before anything is built from it: every fault at once, in words a person
can act on.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from .model import SCHOOL_LEVELS, Problem
from .schema import SHAPES, TOP, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT: Final = "caitien-edition/1"
TYPE_WORDS: Final[dict[type, str]] = {
    str: "chữ (đặt trong ngoặc kép)",
    int: "số nguyên",
    bool: "true hoặc false",
    list: "danh sách",
    dict: "khối khóa: giá trị",
    date: "ngày dạng 2026-07-07",
}
STANDARD_CODE: Final = r"[1-9]\d?"
CRITERION_CODE: Final = r"[1-9]\d?\.[1-9]\d?"


def check_catalogue(data: Any) -> list[Problem]:
    """Every problem of an edition file's content (as parsed from YAML); empty when it can be
    loaded.
    """
    if not isinstance(data, dict):
        message = "Tệp không phải một bản quy định: cần các khối edition, level_rule, catalogues."
        return [Problem("not-edition", "", message)]
    problems = list(_shape(data, TOP, ""))
    if data.get("format") != FORMAT:
        problems.append(Problem("format", "format", f"Dòng đầu phải là “format: {FORMAT}”."))
    for where, value in _walk(data):
        problems += _shape(value, SHAPES[_generic(where)], where)
    if problems:
        return problems
    problems += _edition(data)
    problems += _parts(data["catalogues"])
    for index, raw in enumerate(data["catalogues"], 1):
        problems += _catalogue(raw, f"catalogues[{index}]", data["level_rule"])
    return problems


def _generic(where: str) -> str:
    return re.sub(r"\[\d+\]", "[]", where)


def _walk(data: dict[str, Any], where: str = "") -> Iterator[tuple[str, Any]]:
    """Every value below ``data`` whose shape is known, with its path."""
    for key, value in data.items():
        path = f"{where}.{key}" if where else str(key)
        if path_known := _generic(path) in SHAPES:
            yield path, value
        if path_known and isinstance(value, dict):
            yield from _walk(value, path)
        elif isinstance(value, list) and _generic(f"{path}[]") in SHAPES:
            for number, item in enumerate(value, 1):
                yield f"{path}[{number}]", item
                if isinstance(item, dict):
                    yield from _walk(item, f"{path}[{number}]")


def _shape(value: Any, shape: Shape, where: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        if value is not None or not shape.optional:
            yield Problem("wrong-type", where, f"“{where}” phải là một khối khóa: giá trị.")
        return
    for key in value:
        if key not in shape.keys:
            message = f"Khóa “{key}” ở “{where or 'đầu tệp'}” không có trong mẫu bản quy định."
            yield Problem("unknown-key", f"{where}.{key}".strip("."), message)
    for key, field in shape.keys.items():
        path = f"{where}.{key}".strip(".")
        if value.get(key) is None:
            if field.required:
                code = "missing-title" if key == "title" else "missing-key"
                yield Problem(code, path, f"Thiếu “{key}” ở “{where or 'đầu tệp'}”.")
            continue
        yield from _value(value[key], field.kind, path, field.choices)
        if field.item is not None and isinstance(value[key], field.kind):
            yield from _items(value[key], field.item, path)


def _value(value: Any, wanted: type, path: str, choices: tuple[str, ...]) -> Iterator[Problem]:
    # Exact types: a truth value is no number and a time of day no date.
    right = type(value) is wanted
    if not right:
        hint = ""
        if wanted is str and isinstance(value, (int, float)) and path.endswith("code"):
            hint = ' Mã phải đặt trong ngoặc kép ("1.10"), nếu không 1.10 bị hiểu là 1.1.'
        message = f"“{path}” phải là {TYPE_WORDS[wanted]}.{hint}"
        yield Problem("wrong-type", path, message)
    elif wanted is str and not value.strip():
        code = "missing-title" if path.endswith("title") else "missing-key"
        yield Problem(code, path, f"“{path}” đang để trống.")
    elif choices and value not in choices:
        yield Problem("bad-value", path, f"“{path}” phải là một trong: {', '.join(choices)}.")


def _items(value: Any, wanted: type, path: str) -> Iterator[Problem]:
    """Items of a list, or number: value pairs of a mapping, must all be of one type."""
    items = value
    if isinstance(value, dict):
        items = value.values()
        if not all(type(key) is int for key in value):
            yield Problem("wrong-type", path, f"Các khóa của “{path}” phải là số nguyên.")
    for item in items:
        yield from _value(item, wanted, f"{path}[]", ())


def _edition(data: dict[str, Any]) -> Iterator[Problem]:
    head = data["edition"]
    first, last = head["in_force"]["from"], head["in_force"].get("to")
    if last is not None and last < first:
        message = "Ngày hết hiệu lực đứng trước ngày có hiệu lực."
        yield Problem("dates", "edition.in_force", message)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{2,40}", head["id"]):
        message = "“edition.id” chỉ gồm chữ thường không dấu, số và dấu gạch nối (ví dụ tt57-2026)."
        yield Problem("bad-id", "edition.id", message)
    pattern = (data.get("evidence") or {}).get("pattern", "")
    if not _safe_pattern(pattern):
        message = "Mẫu mã minh chứng không hợp lệ hoặc quá phức tạp."
        yield Problem("bad-pattern", "evidence.pattern", message)
    rule = data["level_rule"]
    if rule["kind"] == "quota" and not rule.get("school"):
        message = "Quy tắc “quota” cần danh sách “school” nói rõ từng mức của trường."
        yield Problem("missing-key", "level_rule.school", message)


def _safe_pattern(pattern: str) -> bool:
    """Whether a stranger's expression compiles and cannot run away: no repeat of a group."""
    if len(pattern) > 200 or re.search(r"\)[*+{]", pattern):
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _parts(catalogues: list[dict[str, Any]]) -> Iterator[Problem]:
    if not catalogues:
        yield Problem("missing-key", "catalogues", "Bản quy định không có danh mục nào.")
    parts = [raw.get("part") for raw in catalogues]
    for part in sorted({str(p) for p in parts if parts.count(p) > 1}):
        message = f"Danh mục “{part}” có hai lần; mỗi danh mục cần một “part” riêng."
        yield Problem("duplicate-part", "catalogues", message)


def _catalogue(raw: dict[str, Any], where: str, rule: dict[str, Any]) -> Iterator[Problem]:
    yield from _codes(raw["standards"], f"{where}.standards", "tiêu chuẩn", STANDARD_CODE)
    yield from _codes(raw["criteria"], f"{where}.criteria", "tiêu chí", CRITERION_CODE)
    for level in raw["school_levels"]:
        if level not in SCHOOL_LEVELS:
            message = f"Cấp học “{level}” không có; dùng: {', '.join(SCHOOL_LEVELS)}."
            yield Problem("bad-value", f"{where}.school_levels", message)
    standards = {s["code"] for s in raw["standards"]}
    used = {c["code"].partition(".")[0] for c in raw["criteria"]}
    for code in sorted(used - standards):
        message = f"Có tiêu chí của Tiêu chuẩn {code} nhưng không có Tiêu chuẩn {code}."
        yield Problem("no-standard", f"{where}.criteria", message)
    for code in sorted(standards - used):
        message = f"Tiêu chuẩn {code} không có tiêu chí nào."
        yield Problem("no-criterion", f"{where}.standards", message)
    for criterion in raw["criteria"]:
        levels = criterion["levels"]
        if not levels or levels != list(range(1, len(levels) + 1)):
            message = f"Các mức của tiêu chí {criterion['code']} phải liền nhau từ 1: [1, 2, …]."
            yield Problem("bad-level", f"{where}.criteria", message)
    yield from _counts(raw, where, rule)


def _codes(items: list[dict[str, Any]], where: str, word: str, pattern: str) -> Iterator[Problem]:
    codes = [item["code"] for item in items]
    for code in dict.fromkeys(codes):
        if not re.fullmatch(pattern, code):
            yield Problem("bad-code", where, f"Mã {word} “{code}” không đúng dạng.")
        elif codes.count(code) > 1:
            yield Problem("duplicate-code", where, f"Mã {word} {code} có {codes.count(code)} lần.")


def _counts(raw: dict[str, Any], where: str, rule: dict[str, Any]) -> Iterator[Problem]:
    real = {
        level: sum(level in c["levels"] for c in raw["criteria"])
        for level in sorted({level for c in raw["criteria"] for level in c["levels"]})
    }
    if raw["counts"] != real:
        declared = ", ".join(f"Mức {k}: {v}" for k, v in raw["counts"].items())
        counted = ", ".join(f"Mức {k}: {v}" for k, v in real.items())
        message = f"“counts” ghi {declared}; đếm được {counted}."
        yield Problem("count-mismatch", f"{where}.counts", message)
    mandatory = sum(bool(c.get("mandatory")) for c in raw["criteria"])
    if raw.get("mandatory") is not None and raw["mandatory"] != mandatory:
        message = f"“mandatory” ghi {raw['mandatory']}; đếm được {mandatory} tiêu chí bắt buộc."
        yield Problem("count-mismatch", f"{where}.mandatory", message)
    others = len(raw["criteria"]) - mandatory
    for quota in rule.get("school") or ():
        if quota["others_of"] != others or quota["others_count"] > others:
            message = (
                f"Quy tắc Mức {quota['level']} nói {quota['others_count']}/{quota['others_of']} "
                f"tiêu chí còn lại; danh mục có {others}."
            )
            yield Problem("count-mismatch", f"{where}.counts", message)
