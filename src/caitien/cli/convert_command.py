"""`caitien convert`: a plan out as Word, PDF or Plan JSON, in its own form or another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caitien.core.documents.model import ReadError

from .command import Command, Count, argument, lang_option, option
from .gather import gather
from .language import Choice, t
from .outputs import RefusedError, free_names, may_write, write_whole
from .summary import FIELD_WORDS, doc_type_words
from .tasks import Done, for_each, read_one
from .terminal import FINE, UNREADABLE, complain, tell

if TYPE_CHECKING:
    from caitien.core.drafts.model import PlanDraft, Reading

KINDS = ("docx", "pdf", "json")
OWN = "goc"
EXAMPLES = (
    (
        "caitien convert kehoach.pdf --to docx -o kehoach-moi.docx",
        "Bản Word đúng thể thức từ tệp PDF.",
        "A Word file from a PDF.",
    ),
    (
        "caitien convert kehoach.docx --to pdf --form bieu2_tt57 -o bieu2.pdf",
        "In theo Biểu 2 của Thông tư 57/2026.",
        "In the form of Biểu 2, Circular 57/2026.",
    ),
    (
        "caitien convert hoso/ --to docx -o ketqua/",
        "Cả thư mục, mỗi kế hoạch một tệp.",
        "A whole folder, one file a plan.",
    ),
)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: kind of file, form (None: the plan's own), where, and over what inputs."""

    kind: str
    form: str | None
    inputs: list[Path]
    force: bool


@click.command(
    cls=Command,
    help="In kế hoạch ra Word, PDF hoặc JSON theo mẫu đã chọn.\n\nTệp gốc không bao giờ bị ghi đè. "
    "Tệp có nhiều kế hoạch cho ra nhiều tệp đuôi -1, -2. Ô nào gốc không có thì để trống cho thấy.",
    en="Write plans as Word, PDF or JSON in a chosen form.\n\nAn input is never overwritten. A "
    "file of several plans gives several files (-1, -2). What is missing stays a visible blank.",
    examples=EXAMPLES,
)
@argument("files", nargs=-1, required=True, called=("TỆP…", "FILE…"))
@option(
    "--to",
    "kind",
    type=Choice(KINDS),
    metavar="docx|pdf|json",
    help="Loại tệp muốn có; bỏ qua được nếu tên sau -o có đuôi.",
    en="Kind of file; may be left out where the name after -o tells it.",
)
@option(
    "--form",
    default=OWN,
    called=("MẪU", "FORM"),
    help="Mẫu: goc (như tệp gốc, mặc định) hoặc một mẫu trong “caitien regulations forms”.",
    en="Form: goc (as the original, default) or one of “caitien regulations forms”.",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    called=("ĐÍCH", "OUT"),
    help="Tệp kết quả, hoặc thư mục khi có nhiều tệp.",
    en="The resulting file, or a folder for several.",
)
@option("--force", is_flag=True, help="Cho phép ghi đè tệp kết quả đã có.", en="Replace files.")
@option("--jobs", type=Count(), help="Số tiến trình đọc tệp.", en="Number of reading processes.")
@lang_option
@click.pass_context
def convert(
    ctx: click.Context,
    files: tuple[str, ...],
    kind: str | None,
    form: str,
    output: Path,
    force: bool,
    jobs: int | None,
) -> None:
    """Convert files."""
    found = gather(files)
    for what, why in found.troubles:
        complain(what, why)
    order = Order(_kind(kind, output), _form(form), found.files, force)
    targets = _targets(found.files, output, order.kind, many=len(files) > 1)
    failed = bool(found.troubles)
    for done in for_each(read_one, found.files, jobs):
        failed = not _convert(done, targets[done.path], order) or failed
    ctx.exit(UNREADABLE if failed else FINE)


def _kind(kind: str | None, output: Path) -> str:
    suffix = output.suffix.lower().removeprefix(".")
    if kind is None and suffix in KINDS:
        return suffix
    if kind is None:
        raise click.UsageError(
            t("hãy thêm --to docx, pdf hoặc json.", "add --to docx, pdf or json."),
            click.get_current_context(),
        )
    if suffix in KINDS and suffix != kind and not output.is_dir():
        said = t(
            f"--to {kind} nhưng tên tệp là {output.name}; hãy sửa cho khớp.",
            f"--to {kind} but the name is {output.name}.",
        )
        raise click.UsageError(said, click.get_current_context())
    return kind


def _form(form: str) -> str | None:
    if form == OWN:
        return None
    from caitien.core.regulations.forms import form_ids

    known = form_ids("improvement_plan")
    if form not in known:
        names = ", ".join((OWN, *known))
        said = t(f"Không có mẫu “{form}”. Các mẫu: {names}.", f"No form {form!r}. Forms: {names}.")
        raise click.UsageError(said, click.get_current_context())
    return form


def _targets(files: list[Path], output: Path, kind: str, *, many: bool) -> dict[Path, Path]:
    """Where the result of each file goes; `output` is a folder where it is one or has to be."""
    named = output.suffix.lower() == f".{kind}" and not output.is_dir()
    if len(files) == 1 and not many and named:
        return {files[0]: output}
    if named:
        said = t(
            f"có nhiều tệp nên sau -o phải là một thư mục, không phải {output.name}.",
            f"several files need a folder after -o, not {output.name}.",
        )
        raise click.UsageError(said, click.get_current_context())
    return free_names(files, output, f".{kind}")


def _convert(done: Done[Reading], target: Path, order: Order) -> bool:
    """Write what one file gives; False after saying what went wrong."""
    if done.value is None:
        complain(str(done.path), done.error)
        return False
    if not done.value.plans:
        kind = doc_type_words(done.value.doc_type)
        said = t(
            f"không phải kế hoạch cải tiến ({kind}), không có gì để in.",
            f"no improvement plan ({kind}); nothing to write.",
        )
        complain(str(done.path), said)
        return False
    good = True
    for out, make in _outputs(done.value, target, order):
        try:
            may_write(out, order.inputs, force=order.force)
            data, left_out = make()
            write_whole(out, data)
        except (RefusedError, ReadError) as error:
            complain(str(out), str(error))
            good = False
        except OSError as error:
            complain(str(out), t("không ghi được", "cannot be written") + f" ({error.strerror}).")
            good = False
        else:
            tell(t(f"Đã ghi {out}", f"Wrote {out}"))
            _tell_left_out(left_out)
    return good


class _Make:
    """The bytes of one output, made when asked for."""

    def __init__(self, reading: Reading, plan: PlanDraft | None, order: Order) -> None:
        self.reading, self.plan, self.order = reading, plan, order

    def __call__(self) -> tuple[bytes, dict[str, int]]:
        """The bytes, and what the form has no place for."""
        if self.plan is None:
            from caitien.core.drafts.plan_json import reading_to_dict

            text = json.dumps(reading_to_dict(self.reading), ensure_ascii=False, indent=2)
            return (text + "\n").encode("utf-8"), {}
        return plan_bytes(self.plan, self.order.kind, self.order.form)


def _outputs(reading: Reading, target: Path, order: Order) -> Iterator[tuple[Path, _Make]]:
    if order.kind == "json":
        yield target, _Make(reading, None, order)
        return
    many = len(reading.plans) > 1
    for number, plan in enumerate(reading.plans, 1):
        out = target.with_name(f"{target.stem}-{number}{target.suffix}") if many else target
        yield out, _Make(reading, plan, order)


def plan_bytes(plan: PlanDraft, kind: str, form: str | None) -> tuple[bytes, dict[str, int]]:
    """A plan as a .docx or .pdf, and how many values the form has no place for, by field."""
    from caitien.core.render.paper import paper_of

    paper = paper_of(plan, form)
    if kind == "docx":
        from caitien.core.render.docx import docx_bytes

        return docx_bytes(paper), paper.unprinted
    from caitien.core.render.pdf import pdf_bytes

    return pdf_bytes(paper), paper.unprinted


def _tell_left_out(left_out: dict[str, int]) -> None:
    if left_out:
        named = ", ".join(f"{FIELD_WORDS.get(n, n)} ({c})" for n, c in sorted(left_out.items()))
        tell(
            t(
                f"  Mẫu này không có cột cho: {named}; các ô đó không được in.",
                f"  This form has no column for: {named}; they are not printed.",
            )
        )
