"""Reads a PDF in a child process, so that a broken file cannot harm the caller."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from caitien.core.documents.model import Document, ReadError

SECONDS = 12.0
_MEMORY = 1_000_000_000  # address space of the child, in bytes
_SOURCE = Path(__file__).resolve().parents[4]


def read_in_child(path: Path, *, seconds: float = SECONDS) -> Document:
    """Read a PDF in a child process. Raises ReadError as read_pdf, or `broken-pdf`, `too-slow`."""
    command = [
        sys.executable or "python",
        "-m",
        "caitien.core.documents.readers.pdf_worker",
        str(path),
    ]
    search = os.pathsep.join(filter(None, [str(_SOURCE), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": search}
    try:
        done = subprocess.run(  # noqa: S603 (own interpreter, own module)
            command,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except OSError:  # no interpreter to start here (a frozen program)
        from caitien.core.documents.readers.pdf import read_here

        return read_here(path)
    except subprocess.TimeoutExpired:
        raise ReadError(
            "too-slow",
            f"Tệp {path.name} quá nặng nên dừng đọc; hãy tách tệp hoặc xuất lại PDF từ Word.",
        ) from None
    if done.returncode or not done.stdout:
        raise ReadError(
            "broken-pdf",
            f"Tệp {path.name} hỏng, không đọc được; hãy tải lại hoặc xuất lại PDF từ Word.",
        )
    # The bytes come from our own module; nothing of the file is unpickled.
    answer = pickle.loads(done.stdout)  # noqa: S301
    if isinstance(answer, Document):
        return answer
    raise ReadError(*answer)


def _limit() -> None:
    """Keep the child within its memory and time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the parent must do
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the file named on the command line; the answer goes to standard output, pickled."""
    from caitien.core.documents.readers.pdf import read_here

    _limit()
    answer: Document | tuple[str, str]
    try:
        answer = read_here(Path(sys.argv[1]))
    except ReadError as error:
        answer = (error.code, str(error))
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
