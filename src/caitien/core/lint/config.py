"""What a school decided about its checks: severities, dismissals with a reason, known findings.

The settings come as the table a TOML file gives, the baseline as the object a JSON file gives;
nothing here opens a file or asks the clock. Messages of errors are Vietnamese and name the key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Any

from caitien.core.vietnamese.text import collapse, nfc

from .diagnostic import Diagnostic, Severity

_OFF = "off"
_SEVERITIES = (*(one.value for one in Severity), _OFF)
_TABLES = ("check", "severity", "form", "dismiss")
_FORM_KEYS = ("file",)
_CHECK_KEYS = ("select", "ignore")
_DISMISS_KEYS = ("code", "file", "excerpt", "reason", "until")
_KNOWN_KEYS = ("file", "plan", "code", "excerpt", "count")
_BASELINE = "caitien-baseline"

#: what a finding is known by: name of the file, number of the plan, code, excerpt
Key = tuple[str, int, str, str]


class ConfigError(ValueError):
    """Settings that cannot be used; `str(error)` is Vietnamese and names the key."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Findings a person looked at and left as they are.

    `codes` are those of rules, `file` a pattern (* ? []) of file names, or of paths where it holds
    a slash. `excerpt` None means any; one ending in … is the beginning. `until` is the last day.
    """

    codes: frozenset[str]
    file: str
    reason: str
    excerpt: str | None = None
    until: date | None = None

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and today > self.until

    def of_file(self, file: str) -> bool:
        """Whether it concerns a file, given by its path with slashes."""
        pattern = _path(self.file).removeprefix("./")
        path = _path(file)
        name = path.rpartition("/")[2]
        return fnmatchcase(path, pattern) or ("/" not in pattern and fnmatchcase(name, pattern))

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether it names this finding; the file is asked for by `of_file`."""
        if diagnostic.code not in self.codes:
            return False
        if self.excerpt is None:
            return True
        wanted, found = _plain(self.excerpt), _plain(diagnostic.excerpt)
        return found == wanted or (wanted.endswith("…") and found.startswith(wanted[:-1].rstrip()))


@dataclass(frozen=True, slots=True)
class Config:
    """The settings; `severities` by the code of a rule, None where it is off.

    `form` is the file of an office's own form, as written: from the folder of the settings.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    dismissals: tuple[Dismissal, ...] = ()
    form: str | None = None

    @property
    def off(self) -> tuple[str, ...]:
        """The codes of the rules that are off."""
        return tuple(code for code, severity in self.severities.items() if severity is None)


def parse_config(data: Mapping[str, Any]) -> Config:
    """The settings of a table `{"check": …, "severity": …, "form": …, "dismiss": […]}`.

    Raises ConfigError.
    """
    _only(data, _TABLES, "Tệp")
    check = _table(data.get("check", {}), "[check]")
    _only(check, _CHECK_KEYS, "[check]")
    dismissals = data.get("dismiss", [])
    if not isinstance(dismissals, list):
        raise ConfigError("dismiss: phải viết thành các bảng [[dismiss]].")
    return Config(
        select=_names(check, "select"),
        ignore=_names(check, "ignore"),
        severities=_severities(_table(data.get("severity", {}), "[severity]")),
        dismissals=tuple(
            _dismissal(one, f"[[dismiss]] thứ {number}") for number, one in enumerate(dismissals, 1)
        ),
        form=_form(data.get("form")),
    )


def _form(value: object) -> str | None:
    if value is None:
        return None
    table = _table(value, "[form]")
    _only(table, _FORM_KEYS, "[form]")
    name = table.get("file")
    if not isinstance(name, str) or not name.strip():
        raise ConfigError('[form]: thiếu file (tên tệp mẫu), ví dụ file = "mau-so.yaml".')
    return name.strip()


def _names(check: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = check.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ConfigError(f'[check] {key}: phải là danh sách mã, ví dụ {key} = ["CH101", "CC"].')
    for name in names:
        _codes(name, f"[check] {key}")
    return tuple(names)


def _severities(table: Mapping[str, Any]) -> dict[str, Severity | None]:
    """By code; where two entries name a rule, the one that names fewer rules holds."""
    named = []
    for name, value in table.items():
        where = f"[severity] {name}"
        if value not in _SEVERITIES:
            raise ConfigError(f"{where}: “{value}” không dùng được; chọn {', '.join(_SEVERITIES)}.")
        named.append((_codes(name, where), None if value == _OFF else Severity(value)))
    named.sort(key=lambda pair: -len(pair[0]))
    return {code: severity for codes, severity in named for code in sorted(codes)}


def _dismissal(data: object, where: str) -> Dismissal:
    table = _table(data, where)
    _only(table, _DISMISS_KEYS, where)
    for key in ("code", "file", "reason"):
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            wanted = {"code": "mã điểm kiểm tra", "file": "tên tệp", "reason": "lý do bỏ qua"}[key]
            raise ConfigError(f"{where}: thiếu {key} ({wanted}).")
    excerpt = table.get("excerpt")
    if excerpt is not None and not isinstance(excerpt, str):
        raise ConfigError(f"{where}: excerpt phải là đoạn chữ trong ngoặc kép.")
    return Dismissal(
        codes=_codes(table["code"], f"{where}, code"),
        file=table["file"].strip(),
        reason=table["reason"].strip(),
        excerpt=excerpt,
        until=_day(table.get("until"), where),
    )


def _day(value: object, where: str) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        said = f"{where}: until phải là một ngày, ví dụ until = 2026-12-31."
        raise ConfigError(said) from error


def _codes(name: str, where: str) -> frozenset[str]:
    from .run import SelectorError, choose

    try:
        return frozenset(one.rule.code for one in choose([name]))
    except SelectorError as error:
        raise ConfigError(f"{where}: {error}") from error


def _table(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where}: phải là một bảng các dòng khóa = giá trị.")
    return value


def _only(table: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    for key in table:
        if key not in allowed:
            named = ", ".join(allowed)
            raise ConfigError(f"{where}: không có khóa “{key}”; các khóa dùng được: {named}.")


def expired(config: Config, today: date) -> list[Dismissal]:
    """The dismissals whose last day is over: their findings are told again."""
    return [one for one in config.dismissals if one.expired(today)]


def dismissing(config: Config, file: str, today: date) -> Callable[[Diagnostic], bool]:
    """Whether a finding of a file was dismissed. `file` as in `judge`."""
    holding = [one for one in config.dismissals if not one.expired(today) and one.of_file(file)]
    return lambda diagnostic: any(one.covers(diagnostic) for one in holding)


def judge(
    found: Iterable[Diagnostic], config: Config, file: str, today: date
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings of a file that are told, with the severities set, and those dismissed.

    `file` is its path with slashes, as seen from the folder of the settings. What is off is in
    neither list.
    """
    is_dismissed = dismissing(config, file, today)
    kept: list[Diagnostic] = []
    dismissed: list[Diagnostic] = []
    for diagnostic in found:
        severity = config.severities.get(diagnostic.code, diagnostic.severity)
        if severity is None:
            continue
        if severity is not diagnostic.severity:
            diagnostic = replace(diagnostic, severity=severity)
        (dismissed if is_dismissed(diagnostic) else kept).append(diagnostic)
    return kept, dismissed


def baseline_of(files: Iterable[tuple[str, Iterable[Diagnostic]]]) -> dict[str, Any]:
    """The object of a baseline file: the findings of the files, each given by its name."""
    counts = Counter(_key(name, one) for name, found in files for one in found)
    return {
        "form": _BASELINE,
        "version": 1,
        "findings": [
            dict(zip(_KNOWN_KEYS, (*key, count), strict=True))
            for key, count in sorted(counts.items())
        ],
    }


def parse_baseline(data: object) -> Counter[Key]:
    """How often each finding of a baseline file is known; raises ConfigError."""
    if not isinstance(data, Mapping) or data.get("form") != _BASELINE or data.get("version") != 1:
        raise ConfigError("không phải tệp các điểm đã biết; hãy tạo bằng --write-baseline.")
    known: Counter[Key] = Counter()
    entries = data.get("findings")
    for number, entry in enumerate(entries if isinstance(entries, list) else [None], 1):
        try:
            name, plan, code, excerpt, count = (entry[key] for key in _KNOWN_KEYS)
            known[nfc(str(name)), int(plan), str(code), _plain(str(excerpt))] += int(count)
        except (KeyError, TypeError, ValueError) as error:
            wanted = ", ".join(_KNOWN_KEYS)
            said = f"findings thứ {number}: cần có {wanted}; hãy tạo lại bằng --write-baseline."
            raise ConfigError(said) from error
    return known


def new_findings(
    files: Iterable[tuple[str, Iterable[Diagnostic]]], known: Mapping[Key, int]
) -> list[list[Diagnostic]]:
    """The findings of each file that are not known. What is known twice hides no third."""
    rest = Counter(known)
    told: list[list[Diagnostic]] = []
    for name, found in files:
        new = []
        for one in found:
            key = _key(name, one)
            if rest[key] > 0:
                rest[key] -= 1
            else:
                new.append(one)
        told.append(new)
    return told


def _key(name: str, one: Diagnostic) -> Key:
    return nfc(name), one.plan, one.code, _plain(one.excerpt)


def _plain(text: str) -> str:
    return collapse(text)


def _path(path: str) -> str:
    return nfc(path).replace("\\", "/").casefold()
