"""`caitien check`: the faults of files, for people, programs (JSON) and editors (SARIF)."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from caitien import __version__

from .check_options import Asked, check_options
from .command import Command, argument
from .gather import gather
from .language import language, t
from .office import load_office
from .outputs import RefusedError, may_write, write_whole
from .settings import Outcome, Settings, SettingsError, baseline_bytes, load_settings
from .summary import doc_type_words
from .tasks import Checked, CheckJob, Done, check_one, for_each
from .terminal import FINE, UNREADABLE, complain, tell, use_colour

if TYPE_CHECKING:
    from caitien.core.drafts.model import Reading
    from caitien.core.regulations.office_form import OfficeForm

EXAMPLES = (
    ("caitien check kehoach.docx", "Kiểm tra một kế hoạch.", "Check one plan."),
    (
        "caitien check hoso/ --format json --output ketqua.json",
        "Kiểm tra cả thư mục, ghi kết quả ra tệp.",
        "Check a folder, write the result to a file.",
    ),
    (
        "caitien check kehoach.docx --format html --output ketqua.html",
        "Kế hoạch và các điểm tìm thấy cạnh nhau trên một trang, để xem và in.",
        "The plan with the findings beside it, one page to read and print.",
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
    (
        "caitien check kehoach.docx --fix --track",
        "Sửa vào bản mới kehoach-da-sua.docx, đánh dấu từng chỗ sửa.",
        "Mend into a new file, kehoach-da-sua.docx, as tracked changes.",
    ),
    (
        "caitien check hoso/ --write-baseline da-biet.json",
        "Ghi lại các điểm đang có; lần sau --baseline da-biet.json chỉ nêu điểm mới.",
        "Note what is there; later --baseline da-biet.json tells only what is new.",
    ),
)
_UNFIT = "Không phải kế hoạch cải tiến, không có gì để kiểm tra."


@dataclass(slots=True)
class Results:
    """What came of the files: findings, errors of one line, schools, and more for JSON."""

    outcomes: list[Outcome] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    schools: dict[Path, str] = field(default_factory=dict)
    readings: dict[Path, Reading | None] = field(default_factory=dict)  # for a page in HTML
    done: list[Done[Checked]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    unfit: set[Path] = field(default_factory=set)  # read well, but no plans

    @property
    def no_plan(self) -> bool:
        """True where files were read and none of them is a plan."""
        return bool(self.unfit) and len(self.unfit) == len(self.outcomes)


@click.command(
    cls=Command,
    help="Kiểm tra kế hoạch: sai gì, ở đâu, vì sao, sửa thế nào.\n\nMã thoát: 0 không có lỗi, "
    "1 có lỗi, 2 có tệp không đọc được hoặc không ghi được.",
    en="Check plans: what is wrong, where, why and how to mend it.\n\nExit codes: 0 nothing wrong, "
    "1 faults found, 2 a file could not be read or written. Messages of the checks are Vietnamese.",
    examples=EXAMPLES,
)
@argument("files", nargs=-1, required=True, called=("TỆP…", "FILE…"))
@check_options
@click.pass_context
def check(ctx: click.Context, /, files: tuple[str, ...], **given: Any) -> None:
    """Check files."""
    asked = Asked.of(given)
    asked.refuse_nonsense(ctx)
    _known((*asked.select, *asked.fix_also), asked.ignore)
    try:
        settings = load_settings(asked.config, asked.baseline, files[0])
        office = load_office(asked.office_form or settings.office_form())
    except SettingsError as error:
        complain(str(error.path), str(error))
        ctx.exit(UNREADABLE)
    for note in settings.notes():
        tell(note)
    found = gather(files)
    for what, why in found.troubles:
        complain(what, why)
    for out in (None if asked.fix else asked.output, asked.write_baseline):
        if out:
            _refuse(out, found.files, asked.force)
    if asked.fix:
        results = _mended(found.files, asked, settings, office, many=len(files) > 1)
    else:
        results = _checked(found.files, asked, settings, office)
    results.errors[:0] = found.troubles
    settings.apply(results.outcomes)
    noted = baseline_bytes(results.outcomes) if asked.write_baseline else b""
    settings.forget_known(results.outcomes)
    _print(results, asked, settings)
    if asked.write_baseline:
        _deliver_bytes(noted, asked.write_baseline)
    if results.errors or results.no_plan:
        ctx.exit(UNREADABLE)
    ctx.exit(FINE if asked.write_baseline else _findings(results.outcomes, asked.strict))


def _checked(
    files: list[Path], asked: Asked, settings: Settings, office: OfficeForm | None
) -> Results:
    """Check the files as they are."""
    select, ignore = settings.names(asked.select, asked.ignore)
    page = asked.form == "html"
    work = [CheckJob(path, select, ignore, asked.profile, office, page) for path in files]
    results = Results(done=list(for_each(check_one, work, asked.jobs)))
    for done in results.done:
        if done.value is None:
            results.errors.append((str(done.path), done.error))
            complain(str(done.path), done.error)
        else:
            results.outcomes.append(Outcome(str(done.path), done.path, done.value.diagnostics))
            results.schools[done.path] = done.value.school
            results.readings[done.path] = done.value.reading
    results.unfit = _not_plans(results.done)
    return results


def _mended(
    files: list[Path], asked: Asked, settings: Settings, office: OfficeForm | None, *, many: bool
) -> Results:
    """Mend the files into new ones; the findings are those left in these."""
    from .mend import as_list, mend_all, targets, without_mended

    outs = targets(without_mended(files), asked.output, many=many)
    mends = mend_all(outs, asked, settings, office)
    results = Results(errors=mends.errors, schools=mends.schools, more={"fixed": as_list(mends)})
    for source, mended in mends.made.items():
        results.outcomes.append(Outcome(str(mended.target), source, mended.after))
        results.readings[source] = mended.reading
    return results


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


def _not_plans(results: list[Done[Checked]]) -> set[Path]:
    """Say of each file without a plan what it is; which they are."""
    unfit = set()
    for done in results:
        if done.value is not None and not done.value.plans:
            unfit.add(done.path)
            kind = doc_type_words(done.value.doc_type)
            complain(
                str(done.path),
                t(
                    f"không phải kế hoạch cải tiến ({kind}), không có gì để kiểm tra.",
                    f"no improvement plan ({kind}); nothing to check.",
                ),
            )
    return unfit


def _print(results: Results, asked: Asked, settings: Settings) -> None:
    """The report, what was left out of it, and the times."""
    output = None if asked.fix else asked.output
    if results.outcomes and not (asked.form == "text" and results.no_plan):
        if asked.form == "html":
            text = _page(results, settings, asked.jobs)
        else:
            text = _report(results, settings, asked.form, colour=not output and use_colour())
        if output is None:
            click.echo(text, nl=False)
        else:
            write_whole(output, text.encode("utf-8"))
            tell(t(f"Đã ghi kết quả vào {output}.", f"Wrote the result into {output}."))
    if asked.form != "text" or not results.outcomes:
        for line in settings.lines():
            tell(line)
    sys.stdout.flush()
    if asked.timing:
        _tell_times(results.done)
    if asked.profile:
        from .profile import profile_lines

        for line in profile_lines(d.value.costs for d in results.done if d.value is not None):
            tell(line)


def _report(results: Results, settings: Settings, form: str, *, colour: bool) -> str:
    from caitien.core.lint import report

    files = {one.shown: one.found for one in results.outcomes}
    if form == "json":
        data = report.to_dict(files)
        data["errors"] = [{"file": name, "message": why} for name, why in results.errors]
        data |= results.more | settings.counts()
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if form == "sarif":
        return report.to_sarif(files, __version__)
    files = {o.shown: o.found for o in results.outcomes if o.source not in results.unfit}
    text = report.to_text(files, colour=colour, lang=cast('Literal["vi", "en"]', language()))
    after = [*settings.lines(), *_table(results)]
    return text + "".join(f"{line}\n" for line in after)


def _page(results: Results, settings: Settings, jobs: int | None) -> str:
    """The page in HTML."""
    from caitien.core.lint.report_html import to_html

    from .pictures import pictures_of

    shown = [one for one in results.outcomes if one.source not in results.unfit]
    files = {one.shown: (results.readings.get(one.source), one.found) for one in shown}
    unfit = [(o.shown, _UNFIT) for o in results.outcomes if o.source in results.unfit]
    pictures, left_out = pictures_of(files, jobs)
    return to_html(
        files,
        __version__,
        unread=[*results.errors, *unfit],
        notes=[*settings.lines(), *left_out],
        pictures=pictures,
    )


def _table(results: Results) -> list[str]:
    from .schools import Line, table

    lines = [Line(o.shown, results.schools.get(o.source, ""), o.found) for o in results.outcomes]
    trouble = t("không đọc được", "not read")
    lines += [Line(name, trouble=trouble) for name, _ in results.errors]
    return list(table(lines))


def _deliver_bytes(data: bytes, path: Path) -> None:
    write_whole(path, data)
    tell(t(f"Đã ghi các điểm tìm thấy vào {path}.", f"Noted the findings in {path}."))


def _tell_times(results: list[Done[Checked]]) -> None:
    read, checked = sum(d.read_time for d in results), sum(d.check_time for d in results)
    tell(
        t(
            f"{len(results)} tệp: đọc {read * 1000:.0f} ms, kiểm tra {checked * 1000:.0f} ms.",
            f"{len(results)} files: reading {read * 1000:.0f} ms, checks {checked * 1000:.0f} ms.",
        )
    )


def _findings(outcomes: list[Outcome], strict: bool) -> int:
    from caitien.core.lint.report import exit_code

    found = [one for outcome in outcomes for one in outcome.found]
    return exit_code(found, warnings_fail=strict) if found else FINE
