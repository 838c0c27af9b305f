"""The command `caitien`: its commands, and how every run begins and ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from caitien import __version__

from .command import LazyGroup, lang_option, option
from .language import explain_usage, from_arguments, t
from .terminal import UNREADABLE, complain, tell, use_colour, utf8_streams

#: exit codes of a run the person stopped, and of one whose reader went away
STOPPED, PIPE_CLOSED = 130, 141

COMMANDS = {
    "read": (
        ".read_command:read",
        "Đọc kế hoạch thành dữ liệu (Plan JSON) hoặc bản tóm tắt.",
        "Read plans into data (Plan JSON) or a summary.",
    ),
    "check": (
        ".check_command:check",
        "Kiểm tra kế hoạch: sai gì, ở đâu, vì sao, sửa thế nào.",
        "Check plans: what is wrong, where, why and how to mend it.",
    ),
    "convert": (
        ".convert_command:convert",
        "In kế hoạch ra Word, PDF hoặc JSON theo mẫu đã chọn.",
        "Write a plan as Word, PDF or JSON in a chosen form.",
    ),
    "explain": (
        ".explain_command:explain",
        "Giải thích một điểm kiểm tra, kèm ví dụ.",
        "Explain a check, with examples.",
    ),
    "rules": (
        ".explain_command:rules",
        "Liệt kê mọi điểm kiểm tra.",
        "List every check.",
    ),
    "regulations": (
        ".regulations_command:regulations",
        "Tra cứu thông tư, tiêu chuẩn, tiêu chí, biểu mẫu.",
        "Look up circulars, standards, criteria and forms.",
    ),
}

EXAMPLES = (
    ("caitien check kehoach.docx", "Xem kế hoạch có lỗi gì.", "See what is wrong with a plan."),
    (
        "caitien convert kehoach.pdf --to docx -o moi.docx",
        "Lấy lại bản Word từ tệp PDF.",
        "Get a Word file back from a PDF.",
    ),
    (
        "caitien read kehoach.docx --format json",
        "Lấy dữ liệu của kế hoạch.",
        "Get the data of a plan.",
    ),
)


class Program(LazyGroup):
    """The whole program: errors are one line, exit codes are 0, 1 or 2."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> int:
        """Run a command line; its exit code, as SystemExit where `standalone_mode`."""
        words = list(sys.argv[1:] if args is None else args)
        code = self._run(words, complete_var, extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, words: list[str], complete_var: str | None, extra: dict[str, Any]) -> int:
        utf8_streams()
        english = from_arguments(words) == "en"
        try:
            code = super().main(
                words, "caitien", complete_var, False, color=use_colour() or None, **extra
            )
            sys.stdout.flush()
        except click.UsageError as error:
            return _usage(error)
        except click.ClickException as error:
            complain("lỗi", error.format_message())
            return UNREADABLE
        except (click.Abort, KeyboardInterrupt):
            tell("\nStopped." if english else "\nĐã dừng theo yêu cầu.")
            return STOPPED
        except BrokenPipeError:
            _forget_stdout()
            return PIPE_CLOSED
        except OSError as error:
            return _system(error)
        except Exception as error:
            if os.environ.get("CAITIEN_DEBUG"):
                raise
            complain(
                type(error).__name__,
                f"{error} - lỗi của chương trình, không phải của tệp; đặt CAITIEN_DEBUG=1 rồi chạy "
                "lại để lấy chi tiết gửi cho người phát triển.",
            )
            return UNREADABLE
        return code if isinstance(code, int) else 0

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away (`| head`) ends it quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _forget_stdout()
            ctx.exit(PIPE_CLOSED)


def _usage(error: click.UsageError) -> int:
    complain("lệnh chưa đúng" if not _english(error) else "usage", explain_usage(error))
    path = error.ctx.command_path if error.ctx is not None else "caitien"
    tell(t(f"Xem hướng dẫn: {path} --help", f"Help: {path} --help", error.ctx))
    return UNREADABLE


def _english(error: click.UsageError) -> bool:
    return t("", "en", error.ctx) == "en"


def _system(error: OSError) -> int:
    named = str(error.filename or "caitien")
    complain(named, f"không đọc hoặc ghi được ({error.strerror or error}).")
    return UNREADABLE


def _forget_stdout() -> None:
    """Let the interpreter's last flush go nowhere instead of failing."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"caitien {__version__}")
        ctx.exit()


@click.group(
    cls=Program,
    lazy=COMMANDS,
    help="Cải Tiến đọc, kiểm tra và in kế hoạch cải tiến chất lượng giáo dục của nhà trường "
    "(tệp .docx, .pdf, .xlsx, .txt). Tệp gốc không bao giờ bị sửa.",
    en="Cải Tiến reads, checks and prints quality improvement plans of Vietnamese schools "
    "(.docx, .pdf, .xlsx, .txt). An original file is never changed.",
    examples=EXAMPLES,
    context_settings={"max_content_width": 100},
)
@lang_option
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Hiện phiên bản.",
    en="Show the version.",
)
def cli() -> None:
    """The root of the commands."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `caitien` with these words (those of the process by default); the exit code."""
    return cli.main(arguments, standalone_mode=False)
