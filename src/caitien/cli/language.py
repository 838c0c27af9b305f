"""Words in the language asked for: Vietnamese, or English with `--lang en` or CAITIEN_LANG=en."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

LANGUAGES = ("vi", "en")
META = "caitien.lang"


def from_arguments(arguments: Sequence[str]) -> str:
    """The language these arguments ask for, wherever `--lang` stands in them."""
    for number, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and number + 1 < len(arguments):
            asked = arguments[number + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            continue
        if asked in LANGUAGES:
            return asked
    asked = os.environ.get("CAITIEN_LANG", "vi")
    return asked if asked in LANGUAGES else "vi"


def language(ctx: click.Context | None = None) -> str:
    """The language of the running command."""
    ctx = ctx or click.get_current_context(silent=True)
    return str(ctx.meta.get(META, "vi")) if ctx else "vi"


def t(vietnamese: str, english: str, ctx: click.Context | None = None) -> str:
    """One of two wordings, by the language of the running command."""
    return english if language(ctx) == "en" else vietnamese


def explain_usage(error: click.UsageError) -> str:
    """What is wrong with a command line, in one sentence of the language asked for."""
    ctx = error.ctx
    if language(ctx) == "en":
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = f" Có phải: {', '.join(sorted(error.possibilities))}?" if error.possibilities else ""
        return f"Không có tùy chọn {error.option_name}.{near}"
    if isinstance(error, click.MissingParameter):
        named = error.param.human_readable_name if error.param else ""
        if error.param is not None and error.param.param_type_name == "option":
            named = " hoặc ".join(error.param.opts)
        return f"Thiếu {named}."
    if isinstance(error, click.BadParameter):
        named = "/".join(error.param.opts) if error.param and error.param.opts else ""
        return f"Giá trị của {named} không hợp lệ: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} dùng chưa đúng: cần đúng một giá trị đi kèm."
    if isinstance(error, click.BadArgumentUsage):
        return "Tham số dùng chưa đúng."
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].rstrip(")")
        return f"Thừa tham số: {extra}."
    return error.message


class Choice(click.Choice[str]):
    """A choice whose refusal lists what may be given, in the language asked for."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """One sentence with every choice."""
        named = ", ".join(self.choices)
        return t(f"“{value}”; hãy chọn: {named}.", f"{value!r} is not one of: {named}.", ctx)
