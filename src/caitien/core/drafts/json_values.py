"""Values out of parsed JSON, each asked for by type; a wrong type is one clear Vietnamese error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_KINDS = {
    dict: "đối tượng",
    list: "danh sách",
    str: "chuỗi chữ",
    bool: "đúng/sai",
    int: "số nguyên",
    float: "số thập phân",
    type(None): "giá trị rỗng (null)",
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
#: what a mark of doubt says that gives no reason (`"uncertain": {"place": true}`)
DOUBT = "không rõ lý do"


class PlanJsonError(ValueError):
    """A value of a Plan JSON file that cannot be taken; the message names it, in Vietnamese."""


def _named(value: object) -> str:
    return _KINDS.get(type(value), type(value).__name__)


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


class Part:
    """An object of the JSON with the path to it ("items[2]"), for messages."""

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping):
            where = f"“{path}”" if path else "Kế hoạch"
            raise PlanJsonError(f"{where} phải là một đối tượng {{…}}, không phải {_named(data)}.")
        self.data: Mapping[str, Any] = data
        self.path = path

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _wrong(self, key: str, wanted: str, value: object) -> PlanJsonError:
        return PlanJsonError(f"“{self._at(key)}” phải là {wanted}, không phải {_named(value)}.")

    def text(self, key: str) -> str | None:
        """A text; a whole number is taken as its figures; None where absent or null."""
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self._wrong(key, "chuỗi chữ", value)

    def choice(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """A text out of a few."""
        value = self.text(key)
        if value is not None and value not in allowed:
            raise PlanJsonError(
                f"“{self._at(key)}” là “{value[:40]}”, không thuộc: {', '.join(allowed)}."
            )
        return value

    def day(self, key: str) -> str | None:
        """A day, "YYYY-MM-DD"."""
        value = self.text(key)
        if value is not None and not (_DAY.fullmatch(value) and _exists(value)):
            raise self._bad_date(key, value, "NĂM-THÁNG-NGÀY (vd 2026-09-15)")
        return value

    def date(self, key: str) -> str | None:
        """A day or a month, "YYYY-MM-DD" or "YYYY-MM"."""
        value = self.text(key)
        if value is None or (_MONTH.fullmatch(value) and _exists(f"{value}-01")):
            return value
        if not (_DAY.fullmatch(value) and _exists(value)):
            raise self._bad_date(key, value, "NĂM-THÁNG hoặc NĂM-THÁNG-NGÀY (vd 2026-09-15)")
        return value

    def _bad_date(self, key: str, value: str, form: str) -> PlanJsonError:
        return PlanJsonError(f"“{self._at(key)}” phải có dạng {form}, không phải “{value[:40]}”.")

    def integer(self, key: str) -> int | None:
        """A whole number (5000000.0 counts as one)."""
        value = self.data.get(key)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise self._wrong(key, "số nguyên", value)

    def flag(self, key: str) -> bool:
        """True or false; absent and null are false."""
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise self._wrong(key, "đúng/sai", value)

    def _list(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise self._wrong(key, "danh sách", value)
        return list(value)

    def texts(self, key: str) -> list[str]:
        """A list of texts; one text alone is a list of one; nulls are left out."""
        value = self.data.get(key)
        if isinstance(value, str):
            return [value]
        return list(_only_texts(self._list(key), self._at(key)))

    def table(self, key: str) -> list[list[str]]:
        """A list of rows of texts; a null cell is empty."""
        return [
            [
                "" if cell is None else cell
                for cell in Part({"r": row}, f"{self._at(key)}[{i}]").row()
            ]
            for i, row in enumerate(self._list(key))
        ]

    def row(self) -> list[str | None]:
        """The texts of a row, nulls kept (`r` is the row)."""
        cells = self._list("r")
        for index, cell in enumerate(cells):
            if cell is not None and not isinstance(cell, str):
                raise PlanJsonError(
                    f"“{self.path}[{index}]” phải là chuỗi chữ, không phải {_named(cell)}."
                )
        return cells

    def parts(self, key: str) -> list[Part]:
        """A list of objects; nulls are left out."""
        return [
            Part(value, f"{self._at(key)}[{index}]")
            for index, value in enumerate(self._list(key))
            if value is not None
        ]

    def part(self, key: str) -> Part | None:
        """An object, or None where absent or null."""
        value = self.data.get(key)
        return None if value is None else Part(value, self._at(key))

    def words(self, key: str) -> dict[str, str]:
        """An object of texts. Doubts may be marked `true` instead of with a reason."""
        part = self.part(key)
        out: dict[str, str] = {}
        for name, value in (part.data if part else {}).items():
            if isinstance(value, bool):
                if value:
                    out[str(name)] = DOUBT
                continue
            text = part.text(name) if part else None
            if text is not None:
                out[str(name)] = text
        return out


def _only_texts(values: list[Any], path: str) -> Iterator[str]:
    for index, value in enumerate(values):
        if value is None:
            continue
        if not isinstance(value, str):
            raise PlanJsonError(f"“{path}[{index}]” phải là chuỗi chữ, không phải {_named(value)}.")
        yield value
