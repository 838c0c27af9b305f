"""The files of settings: caitien.toml and the baseline; where they are, what they change.

A caitien.toml, every part of which may be left out:

    [check]
    select = ["CC", "CH101"]  # codes, starts of codes, names or kinds, as --select takes them
    ignore = ["TT"]

    [severity]
    CH = "info"  # error, warning, info or off; the narrower name holds
    CH101 = "error"

    [form]
    file = "mau-so.yaml"  # an office's own form, as --office-form takes it

    [[dismiss]]
    code = "CC101"
    file = "kehoach-*.docx"  # a path from the folder of this file where it holds a slash
    excerpt = "19/2018/TT-BGDĐT"  # optional: only this excerpt
    reason = "Trường có hai cấp học."
    until = 2026-12-31  # optional: the last day
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .language import t

if TYPE_CHECKING:
    from caitien.core.lint.config import Config, Key
    from caitien.core.lint.diagnostic import Diagnostic

NAME = "caitien.toml"


class SettingsError(Exception):
    """A file of settings that cannot be used: `path`, and the message without it."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


@dataclass(slots=True)
class Outcome:
    """The findings of a file: `shown` is its name in the report, `source` the file checked."""

    shown: str
    source: Path
    found: list[Diagnostic]


@dataclass(slots=True)
class Settings:
    """What was decided for this run; `config` and `known` are None where there is no such file."""

    config: Config | None = None
    folder: Path | None = None
    known: Counter[Key] | None = None
    dismissed: int = 0
    repeated: int = 0

    def names(
        self, select: tuple[str, ...], ignore: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rules to run and to leave out: `--select` takes the place of the file's [check]."""
        if self.config is None:
            return select, ignore
        if select:
            return select, (*ignore, *self.config.off)
        return self.config.select, (*self.config.ignore, *ignore, *self.config.off)

    def office_form(self) -> Path | None:
        """The file of the office's own form that the settings name."""
        if self.config is None or self.config.form is None or self.folder is None:
            return None
        return self.folder / self.config.form

    def dismissing(self, path: Path) -> Callable[[Diagnostic], bool] | None:
        """Whether a finding of a file was dismissed; None without settings."""
        if self.config is None:
            return None
        from caitien.core.lint.config import dismissing

        return dismissing(self.config, self._seen(path), today())

    def apply(self, outcomes: Sequence[Outcome]) -> None:
        """Set severities, take out what was dismissed."""
        if self.config is None:
            return
        from caitien.core.lint.config import judge

        for one in outcomes:
            one.found, dismissed = judge(one.found, self.config, self._seen(one.source), today())
            self.dismissed += len(dismissed)

    def forget_known(self, outcomes: Sequence[Outcome]) -> None:
        """Take out what the baseline holds."""
        if self.known is None:
            return
        from caitien.core.lint.config import new_findings

        before = sum(len(one.found) for one in outcomes)
        told = new_findings([(one.source.name, one.found) for one in outcomes], self.known)
        for one, found in zip(outcomes, told, strict=True):
            one.found = found
        self.repeated = before - sum(len(found) for found in told)

    def notes(self) -> list[str]:
        """What a person should know of the settings before the report."""
        if self.config is None:
            return []
        from caitien.core.lint.config import expired

        return [
            t(
                f"{NAME}: việc bỏ qua với lý do “{one.reason}” đã hết hạn {one.until:%d/%m/%Y}; "
                "các điểm đó được nêu lại.",
                f"{NAME}: the dismissal “{one.reason}” ended on {one.until}.",
            )
            for one in expired(self.config, today())
        ]

    def counts(self) -> dict[str, int]:
        """What was left out of the report, for programs; nothing without settings."""
        counts = {}
        if self.config is not None:
            counts["dismissed"] = self.dismissed
        if self.known is not None:
            counts["known"] = self.repeated
        return counts

    def lines(self) -> list[str]:
        """What was left out of the report, for people."""
        said = []
        if self.dismissed:
            said.append(
                t(
                    f"{self.dismissed} điểm đã bỏ qua có lý do.",
                    f"{self.dismissed} dismissed with a reason.",
                )
            )
        if self.repeated:
            said.append(
                t(
                    f"{self.repeated} điểm đã biết từ trước, không nêu lại.",
                    f"{self.repeated} known before and not told again.",
                )
            )
        return said

    def _seen(self, path: Path) -> str:
        """A path with slashes, seen from the folder of the settings where it lies in it."""
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - links are kept as given
        if self.folder is not None and whole.is_relative_to(self.folder):
            return whole.relative_to(self.folder).as_posix()
        return whole.as_posix()


def today() -> date:
    """The day by the clock of this computer."""
    return datetime.now().astimezone().date()


def load_settings(config: Path | None, baseline: Path | None, first: str) -> Settings:
    """The settings of a run over files of which `first` was named first.

    Raises SettingsError.
    """
    settings = Settings()
    path = config or find_config(Path(first))
    if path is not None:
        settings.config = _config(path)
        settings.folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 - as the files'
    if baseline is not None:
        settings.known = _baseline(baseline)
    return settings


def find_config(first: Path) -> Path | None:
    """The caitien.toml beside a file (in a folder) or in the nearest folder above."""
    whole = Path(os.path.abspath(first))  # noqa: PTH100 - links are kept as given
    for folder in [whole, *whole.parents]:
        with suppress(OSError, ValueError):
            if (folder / NAME).is_file():
                return folder / NAME
    return None


def _config(path: Path) -> Config:
    import tomllib

    from caitien.core.lint.config import ConfigError, parse_config

    try:
        return parse_config(tomllib.loads(_text(path)))
    except tomllib.TOMLDecodeError as error:
        spot = re.search(r"line (\d+), column (\d+)", str(error))
        where = f" ở dòng {spot[1]}, cột {spot[2]}" if spot else ""
        said = f"chưa đúng cách viết TOML{where}; tệp chưa được dùng, hãy sửa rồi chạy lại."
        raise SettingsError(path, said) from error
    except ConfigError as error:
        raise SettingsError(path, str(error)) from error


def _baseline(path: Path) -> Counter[Key]:
    import json

    from caitien.core.lint.config import ConfigError, parse_baseline

    try:
        return parse_baseline(json.loads(_text(path)))
    except json.JSONDecodeError as error:
        said = "không phải tệp các điểm đã biết; hãy tạo bằng --write-baseline."
        raise SettingsError(path, said) from error
    except ConfigError as error:
        raise SettingsError(path, str(error)) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(path, "không phải chữ mã UTF-8; hãy lưu lại bằng UTF-8.") from error
    except FileNotFoundError as error:
        raise SettingsError(path, "không tìm thấy tệp này; hãy xem lại tên.") from error
    except OSError as error:
        raise SettingsError(path, f"không mở được tệp ({error.strerror}).") from error


def baseline_bytes(outcomes: Sequence[Outcome]) -> bytes:
    """The baseline file of these findings."""
    import json

    from caitien.core.lint.config import baseline_of

    data = baseline_of((one.source.name, one.found) for one in outcomes)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
