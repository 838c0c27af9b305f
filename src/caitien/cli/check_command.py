"""`caitien check`: the faults of files, for people, for programs (JSON) and for editors (SARIF)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from caitien import __version__

from .command import Command, Count, argument, lang_option, option
from .gather import gather
from .language import Choice, language, t
from .outputs import RefusedError, may_write, write_whole
from .summary import doc_type_words
from .tasks import Checked, CheckJob, Done, check_one, for_each
from .terminal import FINE, UNREADABLE, complain, tell, use_colour

if TYPE_CHECKING:
    from caitien.core.lint.diagnostic import Diagnostic

EXAMPLES = (
    ("caitien check kehoach.docx", "Kiểm tra một kế hoạch.", "Check one plan."),
    (
        "caitien check hoso/ --format json --output ketqua.json",
        "Kiểm tra cả thư mục, ghi kết quả ra tệp.",
        "Check a folder, write the result to a file.",
    ),
    (
        "caitien check kehoach.docx --select CC,TG --ignore CC105",
        "Chỉ kiểm tra căn cứ và thời gian, trừ một điểm.",
        "Only some families of checks, without one.",
    ),
    (
        "caitien check kehoach.docx --strict",
        "Cảnh báo cũng tính là chưa đạt (mã thoát 1).",
        "Warnings count too (exit code 1).",
    ),
)
Files = dict[str, "list[Diagnostic]"]


@click.command(
    cls=Command,
    help="Kiểm tra kế hoạch: sai gì, ở đâu, vì sao, sửa thế nào.\n\nMã thoát: 0 không có lỗi, "
    "1 có lỗi, 2 có tệp không đọc được.",
    en="Check plans: what is wrong, where, why and how to mend it.\n\nExit codes: 0 nothing wrong, "
    "1 faults found, 2 a file could not be read. Messages of the checks are Vietnamese.",
    examples=EXAMPLES,
)
@argument("files", nargs=-1, required=True, called=("TỆP…", "FILE…"))
@option(
    "--format",
    "form",
    type=Choice(("text", "json", "sarif")),
    default="text",
    metavar="text|json|sarif",
    help="Dạng kết quả.",
    en="Form of the result.",
)
@option(
    "--select",
    multiple=True,
    called=("MÃ", "CODE"),
    help="Chỉ chạy các điểm này: mã, đầu mã (CC), tên hoặc loại; cách nhau bằng dấu phẩy.",
    en="Run only these: codes, starts of codes (CC), names or kinds, separated by commas.",
)
@option(
    "--ignore",
    multiple=True,
    called=("MÃ", "CODE"),
    help="Bỏ qua các điểm này.",
    en="Leave these out.",
)
@option(
    "--strict",
    is_flag=True,
    help="Cảnh báo cũng cho mã thoát 1.",
    en="Warnings give exit code 1 too.",
)
@option(
    "--output",
    type=click.Path(path_type=Path),
    called=("TỆP", "FILE"),
    help="Ghi kết quả vào tệp này.",
    en="Write the result into this file.",
)
@option("--force", is_flag=True, help="Cho phép ghi đè tệp kết quả đã có.", en="Replace the file.")
@option(
    "--time",
    "timing",
    is_flag=True,
    help="In thời gian đọc và thời gian kiểm tra, không kể lúc khởi động.",
    en="Print the time of reading and of checking, without starting up.",
)
@option(
    "--jobs",
    type=Count(),
    help="Số tiến trình (mặc định 2 khi có hơn 8 tệp).",
    en="Number of processes (default 2 for more than 8 files).",
)
@lang_option
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    output: Path | None,
    force: bool,
    timing: bool,
    jobs: int | None,
) -> None:
    """Check files."""
    chosen, left_out = _split(select), _split(ignore)
    _known(chosen, left_out)
    found = gather(files)
    for what, why in found.troubles:
        complain(what, why)
    if output:
        _refuse(output, found.files, force)
    work = [CheckJob(path, chosen, left_out) for path in found.files]
    results = list(for_each(check_one, work, jobs))
    checked: Files = {str(d.path): d.value.diagnostics for d in results if d.value is not None}
    errors = [*found.troubles, *((str(d.path), d.error) for d in results if d.value is None)]
    for path, why in errors[len(found.troubles) :]:
        complain(path, why)
    unfit = _not_plans(results)
    if checked:
        _deliver(_report(checked, errors, form, colour=not output and use_colour()), output)
    if timing:
        _tell_times(results)
    if errors or (unfit and unfit == len(checked)):
        ctx.exit(UNREADABLE)
    ctx.exit(_findings(checked, strict))


def _split(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip())


def _known(select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    from caitien.core.lint.run import SelectorError, choose

    try:
        choose(select, ignore)
    except SelectorError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error


def _refuse(output: Path, inputs: list[Path], force: bool) -> None:
    try:
        may_write(output, inputs, force=force)
    except RefusedError as error:
        raise click.UsageError(f"{output}: {error}", click.get_current_context()) from error


def _not_plans(results: list[Done[Checked]]) -> int:
    """Say of each file without a plan what it is; how many there are."""
    count = 0
    for done in results:
        if done.value is not None and not done.value.plans:
            count += 1
            kind = doc_type_words(done.value.doc_type)
            complain(
                str(done.path),
                t(
                    f"không phải kế hoạch cải tiến ({kind}), không có gì để kiểm tra.",
                    f"no improvement plan ({kind}); nothing to check.",
                ),
            )
    return count


def _report(files: Files, errors: list[tuple[str, str]], form: str, *, colour: bool) -> str:
    from caitien.core.lint import report

    if form == "json":
        data = report.to_dict(files)
        data["errors"] = [{"file": name, "message": why} for name, why in errors]
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if form == "sarif":
        return report.to_sarif(files, __version__)
    return report.to_text(files, colour=colour, lang=cast('Literal["vi", "en"]', language()))


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text.encode("utf-8"))
    tell(t(f"Đã ghi kết quả vào {output}.", f"Wrote the result into {output}."))


def _tell_times(results: list[Done[Checked]]) -> None:
    read, checked = sum(d.read_time for d in results), sum(d.check_time for d in results)
    sys.stdout.flush()
    tell(
        t(
            f"{len(results)} tệp: đọc {read * 1000:.0f} ms, kiểm tra {checked * 1000:.0f} ms.",
            f"{len(results)} files: reading {read * 1000:.0f} ms, checks {checked * 1000:.0f} ms.",
        )
    )


def _findings(files: Files, strict: bool) -> int:
    from caitien.core.lint.report import exit_code

    found = [one for diagnostics in files.values() for one in diagnostics]
    return exit_code(found, warnings_fail=strict) if found else FINE
