"""What is done with one file, here or in a worker process; an error is a value too."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from caitien.core.documents.model import Document, ReadError

from .language import t
from .terminal import Progress

if TYPE_CHECKING:
    from caitien.core.documents.page_pictures import PagePicture, Spot
    from caitien.core.drafts.model import Reading
    from caitien.core.lint.diagnostic import Diagnostic
    from caitien.core.regulations.office_form import OfficeForm

    from .pool import Lost

R = TypeVar("R")


@dataclass(slots=True)
class Done(Generic[R]):
    """What came of a file: a value, or the one line that says why there is none."""

    path: Path
    value: R | None = None
    error: str = ""
    #: seconds
    read_time: float = 0.0
    check_time: float = 0.0


@dataclass(slots=True)
class Checked:
    """The faults of a file and what it is; `costs` (seconds by code) and `reading` if asked for."""

    doc_type: str
    plans: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    school: str = ""
    costs: dict[str, float] = field(default_factory=dict)
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class CheckJob:
    """A file to check, the rules to run, and the office's own form to hold its plans to.

    `keep` asks for what was understood of the file, too.
    """

    path: Path
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: bool = False
    office: OfficeForm | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class PictureJob:
    """Spots of a PDF to show, on so many pages at most."""

    path: Path
    spots: tuple[Spot, ...]
    most: int


def load_reading(path: Path) -> Reading:
    """What is understood of a file: .docx, .pdf, .txt, or a .json written by `caitien read`.

    Raises ReadError.
    """
    if path.suffix.lower() == ".json":
        return _from_json(path)
    from caitien.core.documents.readers import open_document
    from caitien.core.drafts.read import understand

    document: Document = open_document(path)
    return understand(document)


def _from_json(path: Path) -> Reading:
    from caitien.core.drafts.model import Reading
    from caitien.core.drafts.plan_json import plan_from_dict

    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if isinstance(data, list) and len(data) == 1:
            data = data[0]
        plans = data.get("plans", [data])
        drafts = [plan_from_dict(plan) for plan in plans]
        kind = str(data.get("doc_type") or ("improvement_plan" if drafts else "unknown"))
    except OSError as error:
        raise ReadError("unreadable", f"Không mở được tệp ({error.strerror}).") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReadError(
            "not-plan-json",
            "Tệp .json này không phải kết quả của “caitien read”; hãy đọc lại tệp gốc.",
        ) from error
    return Reading(file=str(path), format="json", doc_type=kind, plans=drafts)


def read_one(path: Path) -> Done[Reading]:
    """Read a file."""
    begun = time.perf_counter()
    done: Done[Reading] = Done(path)
    try:
        done.value = load_reading(path)
    except ReadError as error:
        done.error = str(error)
    except Exception as error:  # noqa: BLE001 - one bad file must not take the others down
        done.error = unforeseen(error)
    done.read_time = time.perf_counter() - begun
    return done


def check_one(job: CheckJob) -> Done[Checked]:
    """Read and check a file."""
    from caitien.core.lint.run import check_reading

    read = read_one(job.path)
    done: Done[Checked] = Done(job.path, error=read.error, read_time=read.read_time)
    if read.value is None:
        return done
    begun = time.perf_counter()
    try:
        costs = _costs(read.value, job) if job.profile else {}
        found = check_reading(read.value, select=job.select, ignore=job.ignore, office=job.office)
        plans = read.value.plans
        school = plans[0].school_name or "" if plans else ""
        kept = read.value if job.keep else None
        done.value = Checked(read.value.doc_type, len(plans), found, school, costs, kept)
    except Exception as error:  # noqa: BLE001 - one bad file must not take the others down
        done.error = unforeseen(error)
    done.check_time = time.perf_counter() - begun
    return done


def picture_one(job: PictureJob) -> Done[list[PagePicture]]:
    """The pages of a PDF on which findings stand, as pictures."""
    from caitien.core.documents.page_pictures import page_pictures

    try:
        return Done(job.path, page_pictures(job.path, job.spots, most=job.most))
    except Exception as error:  # noqa: BLE001 - a report without pictures is still a report
        return Done(job.path, error=unforeseen(error))


def _costs(reading: Reading, job: CheckJob) -> dict[str, float]:
    from .profile import rule_costs

    return rule_costs(reading, job.select, job.ignore, job.office)


def unforeseen(error: Exception) -> str:
    """The message for an error that is the program's own."""
    return (
        f"Chương trình gặp lỗi của chính nó khi đọc tệp này ({type(error).__name__}: {error}). "
        "Tệp vẫn nguyên vẹn; các tệp khác vẫn được đọc."
    )


J = TypeVar("J", Path, CheckJob, PictureJob)


def for_each(
    task: Callable[[J], Done[R]], jobs: Sequence[J], workers: int | None = None
) -> Iterator[Done[R]]:
    """The result for every job in order, with progress on a terminal.

    A single .docx or .txt is read in this process; anything else in one of its own.
    """
    paths = [job if isinstance(job, Path) else job.path for job in jobs]
    with Progress(len(jobs)) as progress:
        if len(jobs) == 1 and paths[0].suffix.lower() != ".pdf":
            yield task(jobs[0])
            return
        from .pool import Lost, default_workers, run_jobs  # one file needs no processes

        count = workers or default_workers(len(jobs))
        if count > 1:
            _warm()
        for path, result in zip(paths, run_jobs(task, jobs, count), strict=True):
            progress.step()
            yield _lost(path, result) if isinstance(result, Lost) else result


def _warm() -> None:
    """Import what every worker needs before they are forked from this process."""
    from caitien.core.documents import readers  # noqa: F401
    from caitien.core.drafts import read  # noqa: F401
    from caitien.core.lint.run import all_rules

    all_rules()


def _lost(path: Path, lost: Lost) -> Done[R]:
    if lost.why == "timeout":
        return Done(
            path,
            error=t(
                "đọc quá 60 giây nên đã dừng; hãy mở bằng Word, lưu thành .docx rồi thử lại.",
                "reading took more than 60 seconds and was stopped; save it anew as .docx.",
            ),
        )
    return Done(
        path,
        error=t(
            "tệp làm bộ đọc dừng đột ngột; hãy mở tệp bằng Word, lưu lại thành .docx rồi thử lại.",
            "the file brought its reader down; save it anew as .docx.",
        ),
    )
