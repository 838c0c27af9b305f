"""`caitien read`: files into Plan JSON or a summary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import Command, Count, argument, lang_option, option
from .gather import gather
from .language import Choice, t
from .outputs import RefusedError, free_names, may_write, write_whole
from .summary import summary_lines
from .tasks import for_each, read_one
from .terminal import FINE, UNREADABLE, complain, show, tell

if TYPE_CHECKING:
    from caitien.core.drafts.model import Reading

EXAMPLES = (
    (
        "caitien read kehoach.docx",
        "Bản tóm tắt: trường, năm học, các dòng công việc, chỗ chưa chắc.",
        "A summary: school, year, rows, doubts.",
    ),
    (
        "caitien read kehoach.pdf --format json > kehoach.json",
        "Toàn bộ dữ liệu dưới dạng Plan JSON.",
        "Everything as Plan JSON.",
    ),
    (
        "caitien read hoso/ --out dulieu/",
        "Đọc cả thư mục, mỗi tệp thành một tệp .json.",
        "A whole folder, one .json a file.",
    ),
)


@click.command(
    cls=Command,
    help="Đọc kế hoạch thành dữ liệu (Plan JSON) hoặc bản tóm tắt.\n\n"
    "Nhận nhiều tệp, thư mục và mẫu tên cùng lúc. Chữ của người viết được giữ nguyên, kể cả lỗi; "
    "chỗ nào chưa chắc đều được nêu.",
    en="Read plans into data (Plan JSON) or a summary.\n\nTakes files, folders and patterns. The "
    "author's words are kept, faults too; every doubt is named.",
    examples=EXAMPLES,
)
@argument("files", nargs=-1, required=True, called=("TỆP…", "FILE…"))
@option(
    "--format",
    "form",
    type=Choice(("text", "json")),
    default=None,
    metavar="text|json",
    help="Dạng kết quả: text (mặc định) hoặc json.",
    en="Form of the result: text (default) or json.",
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    help="Ghi mỗi tệp thành một .json trong thư mục này.",
    en="Write one .json for each file into this folder.",
    called=("THƯ-MỤC", "DIR"),
)
@option("--force", is_flag=True, help="Cho phép ghi đè tệp .json đã có.", en="Replace files.")
@option(
    "--jobs",
    type=Count(),
    help="Số tiến trình (mặc định 2 khi có hơn 8 tệp).",
    en="Number of processes (default 2 for more than 8 files).",
)
@lang_option
@click.pass_context
def read(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str | None,
    out: Path | None,
    force: bool,
    jobs: int | None,
) -> None:
    """Read files."""
    found = gather(files)
    for what, why in found.troubles:
        complain(what, why)
    failed = bool(found.troubles)
    targets = free_names(found.files, out, ".json") if out else {}
    objects: list[dict[str, object]] = []
    written = 0
    for done in for_each(read_one, found.files, jobs):
        if done.value is None:
            complain(str(done.path), done.error)
            failed = True
        elif out:
            good = _write(done.value, targets[done.path], found.files, force)
            failed, written = failed or not good, written + good
        elif form == "json":
            objects.append(_as_dict(done.value))
        else:
            for line in summary_lines(done.value, str(done.path)):
                show(line)
    if form == "json" and not out and (objects or len(found.files) > 1):
        many = len(found.files) > 1
        click.echo(json.dumps(objects if many else objects[0], ensure_ascii=False, indent=2))
    if out:
        tell(t(f"Đã ghi {written} tệp vào {out}.", f"Wrote {written} files into {out}."))
    ctx.exit(UNREADABLE if failed else FINE)


def _as_dict(reading: Reading) -> dict[str, object]:
    from caitien.core.drafts.plan_json import reading_to_dict

    return reading_to_dict(reading)


def _write(reading: Reading, target: Path, inputs: list[Path], force: bool) -> int:
    try:
        may_write(target, inputs, force=force)
        text = json.dumps(_as_dict(reading), ensure_ascii=False, indent=2) + "\n"
        write_whole(target, text.encode("utf-8"))
    except RefusedError as error:
        complain(str(target), str(error))
        return 0
    except OSError as error:
        complain(str(target), t("không ghi được", "cannot be written") + f" ({error.strerror}).")
        return 0
    return 1
