"""Commands whose help is written twice: Vietnamese, and English where `--lang en` asks for it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from gettext import gettext
from typing import Any, cast

import click

from .language import LANGUAGES, META, Choice, from_arguments, language, t

F = Callable[..., Any]


Words = tuple[str, str]


class Argument(click.Argument):
    """An argument called by a Vietnamese or an English word."""

    def __init__(self, *args: Any, called: Words, **kwargs: Any) -> None:
        super().__init__(*args, metavar=called[0], **kwargs)
        self.called = called

    def make_metavar(self, ctx: click.Context) -> str:
        """The word for it, in brackets where it may be left out."""
        word = t(*self.called, ctx)
        return word if self.required else f"[{word}]"


class Option(click.Option):
    """An option with an English help beside the Vietnamese one."""

    def __init__(
        self, *args: Any, en: str = "", called: Words | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.en, self.called = en, called

    def make_metavar(self, ctx: click.Context) -> str:
        """The word for its value."""
        return t(*self.called, ctx) if self.called else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help in the language asked for."""
        record = super().get_help_record(ctx)
        if record is None or language(ctx) != "en" or not self.help or not self.en:
            return record
        return record[0], record[1].replace(self.help, self.en)


class Worded:
    """Help of a command or group in two languages; mixed into click's classes."""

    vi: str
    en: str
    examples: Sequence[tuple[str, str, str]]

    def words(self, ctx: click.Context) -> str:
        """The help text in the language asked for."""
        return t(self.vi, self.en, ctx)

    def write_usage(
        self, ctx: click.Context, formatter: click.HelpFormatter, pieces: list[str]
    ) -> None:
        """The line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(pieces), t("Cách dùng: ", "Usage: ", ctx))

    def write_examples(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples: each command line under what it does."""
        if not self.examples:
            return
        with formatter.section(t("Ví dụ", "Examples", ctx)):
            for line, vi, en in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")
                formatter.write(f"{'':{formatter.current_indent + 4}}{t(vi, en, ctx)}\n")

    def write_options(
        self, ctx: click.Context, formatter: click.HelpFormatter, params: list[click.Parameter]
    ) -> None:
        """The table of options."""
        named = [p for p in params if isinstance(p, click.Option)]
        records = [r for r in (p.get_help_record(ctx) for p in named) if r is not None]
        if records:
            with formatter.section(t("Tùy chọn", "Options", ctx)):
                formatter.write_dl(records)


class Command(Worded, click.Command):
    """A command with Vietnamese and English help and examples."""

    def __init__(
        self,
        *args: Any,
        en: str = "",
        examples: Sequence[tuple[str, str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vi, self.en, self.examples = self.help or "", en, examples

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, whole."""
        return t(self.vi, self.en).partition("\n")[0]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        self.write_usage(ctx, formatter, self.collect_usage_pieces(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As click, with our word for the options."""
        pieces = super().collect_usage_pieces(ctx)
        return [t("[TÙY CHỌN]", "[OPTIONS]", ctx) if p == "[OPTIONS]" else p for p in pieces]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        write_text(formatter, self.words(ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first, then the options."""
        self.write_examples(ctx, formatter)
        self.write_options(ctx, formatter, self.get_params(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help in the language asked for."""
        return help_option(super().get_help_option(ctx), ctx)


class LazyGroup(Worded, click.Group):
    """A group that imports the module of a command only when the command runs.

    `lazy` maps a command's name to "module:object", its first line of help in Vietnamese and in
    English; the list of commands is printed without importing any of them.
    """

    def __init__(
        self,
        *args: Any,
        lazy: dict[str, tuple[str, str, str]],
        en: str = "",
        examples: Sequence[tuple[str, str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy
        self.vi, self.en, self.examples = self.help or "", en, examples

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the language first: even `--help` speaks it."""
        ctx.meta.setdefault(META, from_arguments(args))
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None where there is none of the name."""
        if cmd_name not in self.lazy:
            return None
        module, _, name = self.lazy[cmd_name][0].partition(":")
        found = getattr(importlib.import_module(module, package=__package__), name)
        return cast("click.Command", found)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click, but a wrong name is answered with the near ones."""
        if args and args[0] not in self.lazy and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], list(self.lazy), n=2)
            names = ", ".join(near or self.lazy)
            raise click.UsageError(
                t(
                    f"Không có lệnh “{args[0]}”. {'Có phải' if near else 'Các lệnh'}: {names}.",
                    f"No command {args[0]!r}. {'Did you mean' if near else 'Commands'}: {names}.",
                    ctx,
                ),
                ctx,
            )
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        self.write_usage(ctx, formatter, [t("LỆNH …", "COMMAND …", ctx)])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the group is for."""
        write_text(formatter, self.words(ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Commands, examples, options."""
        with formatter.section(t("Lệnh", "Commands", ctx)):
            formatter.write_dl([(n, t(vi, en, ctx)) for n, (_, vi, en) in self.lazy.items()])
        self.write_examples(ctx, formatter)
        self.write_options(ctx, formatter, self.get_params(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help in the language asked for."""
        return help_option(super().get_help_option(ctx), ctx)


def help_option(option: click.Option | None, ctx: click.Context) -> click.Option | None:
    """The --help option with our words."""
    if option is not None:
        ours = t("Hiện hướng dẫn này.", gettext("Show this message and exit."), ctx)
        option.help = ours
    return option


def write_text(formatter: click.HelpFormatter, text: str) -> None:
    """Paragraphs, wrapped."""
    for paragraph in text.strip().split("\n\n"):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(" ".join(paragraph.split()))


class Count(click.ParamType[int]):
    """A whole number from 1 to 64."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            number = int(value)
        except ValueError:
            number = 0
        if not 1 <= number <= 64:
            said = t("cần một số từ 1 đến 64.", "a number from 1 to 64 is needed.", ctx)
            self.fail(f"“{value}”; {said}", param, ctx)
        return number


def argument(*args: Any, called: Words, **kwargs: Any) -> Callable[[F], F]:
    """Like click.argument, called by a word of either language."""
    return click.argument(*args, cls=Argument, called=called, **kwargs)


def option(*args: Any, en: str = "", **kwargs: Any) -> Callable[[F], F]:
    """Like click.option, with an English help."""
    return click.option(*args, cls=Option, en=en, **kwargs)


def lang_option(function: F) -> F:
    """The option `--lang`; LazyGroup.parse_args has read it by the time it is parsed."""
    return option(
        "--lang",
        type=Choice(LANGUAGES),
        expose_value=False,
        metavar="vi|en",
        help="Ngôn ngữ của hướng dẫn và lời nhắn của lệnh: vi (mặc định) hoặc en. Lời của các điểm "
        "kiểm tra luôn là tiếng Việt.",
        en="Language of help and of the command's own messages: vi (default) or en. Findings, "
        "explanations of checks, reasons why a file cannot be used and reports in HTML are always "
        "in Vietnamese, the language of the plans.",
    )(function)
