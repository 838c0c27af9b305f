"""`caitien check --fix`: safe fixes made in a new Word file; the original stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from caitien.core.documents.model import ReadError

from .language import t
from .outputs import RefusedError, free_names, may_write, same_file
from .summary import doc_type_words
from .tasks import read_one, unforeseen
from .terminal import Progress, complain, tell

if TYPE_CHECKING:
    from caitien.core.lint.fix_file import Mended
    from caitien.core.regulations.office_form import OfficeForm

    from .check_options import Asked
    from .settings import Settings

SUFFIX = "-da-sua.docx"
AUTHOR = "Cải Tiến"
_EXCERPT = 60


@dataclass(slots=True)
class Mends:
    """What came of mending, by source, and the reasons where nothing was written."""

    made: dict[Path, Mended] = field(default_factory=dict)
    schools: dict[Path, str] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)


def without_mended(files: list[Path]) -> list[Path]:
    """The files without those `--fix` wrote beside another one of them."""
    names = {path.with_name(path.stem + SUFFIX) for path in files}
    return [path for path in files if path not in names]


def targets(files: list[Path], output: Path | None, *, many: bool) -> dict[Path, Path]:
    """Where the mended copy of each file goes; raises UsageError for a name that cannot be."""
    if output is None:
        return {path: path.with_name(path.stem + SUFFIX) for path in files}
    named = bool(output.suffix) and not output.is_dir()
    if not named:
        return free_names(files, output, SUFFIX)
    if output.suffix.lower() != ".docx":
        said = t(
            f"bản đã sửa là tệp Word, nên tên sau -o phải có đuôi .docx, không phải {output.name}.",
            f"the mended file is a Word file: its name has to end in .docx, not {output.name}.",
        )
    elif many or len(files) > 1:
        said = t(
            f"có nhiều tệp nên sau -o phải là một thư mục, không phải {output.name}.",
            f"several files need a folder after -o, not {output.name}.",
        )
    else:
        return dict.fromkeys(files, output)
    raise click.UsageError(said, click.get_current_context())


def mend_all(
    outs: dict[Path, Path], asked: Asked, settings: Settings, office: OfficeForm | None = None
) -> Mends:
    """Mend each file into its own new one, saying what was done and what was not.

    What was dismissed stays as it is; what a baseline holds is mended all the same.
    """
    mends = Mends()
    select, ignore = settings.names(asked.select, asked.ignore)
    also = _codes(asked.fix_also)
    with Progress(len(outs)) as progress:
        for source, out in outs.items():
            try:
                mends.schools[source] = _school(source)
                may_write(out, outs, force=asked.force)
                mended = _mend(
                    source,
                    out,
                    asked,
                    select=select,
                    ignore=ignore,
                    also=also,
                    office=office,
                    spare=settings.dismissing(source),
                )
                if mended.target is None:
                    hint = t("thêm --fix-signed nếu vẫn muốn sửa", "add --fix-signed to mend it")
                    raise _NothingWrittenError(f"{mended.refused}; {hint}.")
            except RefusedError as error:
                mends.errors.append((str(out), str(error)))
            except (ReadError, _NothingWrittenError) as error:
                mends.errors.append((str(source), _without_name(str(error), source)))
            except OSError as error:
                said = t("không đọc hoặc ghi được", "cannot be read or written")
                mends.errors.append((str(error.filename or out), f"{said} ({error.strerror})."))
            except Exception as error:  # noqa: BLE001 - one bad file must not take others down
                mends.errors.append((str(source), unforeseen(error)))
            else:
                mends.made[source] = mended
                _tell(mended)
                progress.step()
                continue
            complain(*mends.errors[-1])
            progress.step()
    return mends


class _NothingWrittenError(Exception):
    """The file was read and left alone; the message says why."""


def _codes(names: Sequence[str]) -> tuple[str, ...]:
    from caitien.core.lint.run import SelectorError, choose

    try:
        return tuple(one.rule.code for one in choose(names)) if names else ()
    except SelectorError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error


def _school(source: Path) -> str:
    """The school of a plan, "" where unknown.

    Raises ReadError for what cannot be mended, _NothingWrittenError for a file without a plan.
    """
    from caitien.core.documents.editing import Editor

    if source.suffix.lower() != ".docx":
        Editor(source)
    read = read_one(source)
    if read.value is not None and not read.value.plans:
        kind = doc_type_words(read.value.doc_type)
        raise _NothingWrittenError(
            t(
                f"không phải kế hoạch cải tiến ({kind}), không có gì để sửa.",
                f"no improvement plan ({kind}); nothing to mend.",
            )
        )
    return (read.value.plans[0].school_name or "") if read.value is not None else ""


def _mend(source: Path, out: Path, asked: Asked, **how: Any) -> Mended:
    from caitien.core.lint.fix_file import mend_file

    if not same_file(out.parent, source.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
    return mend_file(
        source,
        out,
        **how,
        force=asked.fix_signed,
        track=asked.track,
        author=AUTHOR,
        date=datetime.now().astimezone() if asked.track else None,
    )


def _without_name(message: str, source: Path) -> str:
    return message.removeprefix(f"{source.name}: ")


def _tell(mended: Mended) -> None:
    count, out = len(mended.placed), mended.target
    if not count:
        tell(
            t(
                f"Đã ghi {out}: không có chỗ nào máy tự sửa được, bản này giống tệp gốc.",
                f"Wrote {out}: nothing could be mended, it equals the original.",
            )
        )
    else:
        tell(t(f"Đã ghi {out}: sửa {count} chỗ.", f"Wrote {out}: {count} mends."))
    if mended.left:
        number = len(mended.left)
        tell(t(f"  {number} chỗ chưa sửa được:", f"  {number} not mended:"))
    for one in mended.left:
        where = one.diagnostic.place.label() or t("đầu văn bản", "top of the document")
        excerpt = " ".join(one.diagnostic.excerpt.split())
        cut = excerpt if len(excerpt) <= _EXCERPT else excerpt[: _EXCERPT - 1] + "…"
        tell(f"    {where}  {one.diagnostic.code} “{cut}”: {one.reason}")


def as_list(mends: Mends) -> list[dict[str, Any]]:
    """What was mended, as the JSON report has it."""
    return [
        {
            "file": str(source),
            "target": str(mended.target),
            "mends": [
                {
                    "code": one.diagnostic.code,
                    "place": one.diagnostic.place.as_dict(),
                    "excerpt": one.diagnostic.excerpt,
                    "old": one.edit.expected,
                    "new": one.edit.text,
                }
                for one in mended.placed
            ],
            "left": [
                {
                    "code": one.diagnostic.code,
                    "place": one.diagnostic.place.as_dict(),
                    "excerpt": one.diagnostic.excerpt,
                    "reason": one.reason,
                }
                for one in mended.left
            ],
        }
        for source, mended in mends.made.items()
    ]
