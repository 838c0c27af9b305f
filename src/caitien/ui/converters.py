"""How parts of addresses are read."""

from __future__ import annotations

from django.urls import register_converter


class YearConverter:
    """A school year in an address: 2026-2027 ⇄ 2026."""

    regex = r"20\d\d-20\d\d"

    def to_python(self, value: str) -> int:
        """The first calendar year; ValueError (404) where the second is not the next one."""
        first, last = (int(part) for part in value.split("-"))
        if last != first + 1:
            raise ValueError(value)
        return first

    def to_url(self, value: int) -> str:
        """The year as it stands in an address."""
        return f"{int(value)}-{int(value) + 1}"


register_converter(YearConverter, "year")
