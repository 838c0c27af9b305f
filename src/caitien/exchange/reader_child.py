"""The process that reads one uploaded file: limited in memory and time, without Django.

`python -m caitien.exchange.reader_child FOLDER`: FOLDER holds `job.json`; the answer goes to files
beside it (`answer.json`, then `page-N.png` and `pages.json`), progress to standard output
("3 12", one line each). What it is given may be hostile; nothing it says is run by its parent.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caitien.core.documents.model import Document
    from caitien.core.drafts.model import Reading

#: pages of a file shown as pictures
MOST_PAGES = 60
#: letters of the reading's JSON
MOST_JSON = 6_000_000
_TOO_MUCH = (
    "too-big",
    "tệp có quá nhiều nội dung so với một kế hoạch nên chưa nhận. Hãy tách riêng phần kế hoạch ra "
    "một tệp mới rồi tải lên lại.",
)

_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_FORMER = (
    "Tệp thuộc loại đời cũ, được đổi sang loại mới để đọc; bảng và đánh số có thể lệch chút ít. "
    "Tệp gốc vẫn được giữ. Hãy đối chiếu với tệp gốc."
)


def limit(memory: int, seconds: int) -> None:
    """Keep this process (and what it starts) within memory and time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock must do
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent(parent: int) -> None:
    """Ask the system to end this process when its parent ends (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(3)


def say(done: int, total: int) -> None:
    """One line of progress."""
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


def write(folder: Path, name: str, value: Any) -> None:
    """A JSON file that is there whole or not at all; without NULs, which no database takes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = _NUL.sub(r"\1", text)
    waiting = folder / f"{name}.part"
    waiting.write_text(text, encoding="utf-8", errors="replace")
    waiting.replace(folder / name)


def read(path: Path) -> tuple[Document, Reading]:
    """Read and understand a file. Raises ReadError."""
    from caitien.core.documents.readers import open_document
    from caitien.core.drafts.read import understand

    document = open_document(path)
    return document, understand(document)


def of_today(folder: Path, path: Path, job: dict[str, Any]) -> Path:
    """The file itself, or what LibreOffice makes of one of a former kind (.doc, .rtf, .odt).

    Raises ReadError where it cannot be looked at.
    """
    from caitien.core.documents.readers.kinds import kind_of
    from caitien.core.documents.readers.opening import look

    from .office import renewed

    kind = kind_of(path, look(path, path.name))
    seconds = int(job["office_seconds"])
    return renewed(path, kind, str(job["soffice"]), folder, seconds=seconds) or path


def answer(
    folder: Path, path: Path, job: dict[str, Any]
) -> tuple[Path, Document, dict[str, Any]] | None:
    """Write `answer.json`: the reading, or the one line that says why there is none.

    Gives the file that was read (of today's kind), the document and the reading.
    """
    from caitien.core.documents.model import ReadError
    from caitien.core.drafts.plan_json import reading_to_dict

    taken, name = path, str(job["name"])
    try:
        taken = of_today(folder, path, job)
        document, reading = read(taken)
        found = reading_to_dict(reading) | {"file": name, "pages": document.pages}
        for warning in found["warnings"]:  # people know the file by its name, not by our folder
            warning["message"] = _named(warning["message"], taken, path, name)
        if taken != path:
            found["warnings"].insert(0, {"code": "former-kind", "message": _FORMER})
        if len(json.dumps(found, ensure_ascii=False)) > MOST_JSON:
            raise ReadError(_TOO_MUCH[0], f"{name}: {_TOO_MUCH[1]}")
    except ReadError as error:
        words = _named(str(error), taken, path, name)
        write(folder, "answer.json", {"code": error.code, "error": words})
        return None
    except MemoryError:
        write(folder, "answer.json", {"code": "too-big", "error": f"{name}: {_TOO_MUCH[1]}"})
        return None
    write(folder, "answer.json", {"reading": found})
    return taken, document, found


def _named(words: str, taken: Path, path: Path, name: str) -> str:
    """The words with the file's own name for that of the file we held or made of it."""
    for own in (taken, path):
        if own.name != name:
            words = words.replace(str(own), name).replace(own.name, name)
        words = words.replace(str(own), name)
    return words


def pictures(folder: Path, pdf: Path, reading: dict[str, Any], most: int) -> bool:
    """Write the pages as pictures with the boxes of values; False where none could be made."""
    import pypdfium2

    from caitien.core.documents.page_pictures import Spot, page_pictures

    from .fields import groups_of
    from .page_boxes import find_boxes

    try:
        document = pypdfium2.PdfDocument(pdf)
        count = len(document)
        document.close()
    except (pypdfium2.PdfiumError, OSError):
        return False
    shown = min(count, most)
    wanted = (
        (f"{index}/{one.path}", one)
        for index, plan in enumerate(reading["plans"])
        for group in groups_of(plan)
        for one in group.fields
    )
    boxes = find_boxes(pdf, wanted, shown)
    made = []
    say(1, shown + 1)
    for number in range(1, shown + 1):
        for picture in page_pictures(pdf, [Spot(1, number)], most=1):
            (folder / f"page-{number}.png").write_bytes(picture.png)
            size = {"width": picture.width, "height": picture.height}
            made.append({"number": number, "boxes": boxes.get(number, {})} | size)
        say(number + 1, shown + 1)
    write(folder, "pages.json", {"pictures": made, "count": count})
    return bool(made)


def main() -> None:
    """Do the job of the folder named on the command line."""
    folder = Path(sys.argv[1])
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    die_with_parent(int(job["parent"]))
    limit(int(job["memory"]), int(job["seconds"]))
    path = folder / "in" / str(job["held"])
    say(0, 1)
    found = answer(folder, path, job)
    if found is None:
        return
    taken, document, reading = found
    from .rendition import html_pages

    write(folder, "html.json", html_pages(document))
    say(1, 2)
    pdf: Path | None = taken if reading["format"] == "pdf" else None
    if reading["format"] == "docx" and job["soffice"]:
        from .office import to_pdf

        pdf = to_pdf(taken, str(job["soffice"]), folder, seconds=int(job["office_seconds"]))
    if pdf is not None:
        pictures(folder, pdf, reading, int(job["most_pages"]))
    say(1, 1)


if __name__ == "__main__":
    main()
