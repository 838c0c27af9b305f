"""What LibreOffice does, where the machine has it: pages as PDF, former Word files anew."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

_MEMORY = 4_000_000_000
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/{path}"><prop oor:name="{name}" '
    'oor:op="fuse"><value>{value}</value></prop></item>'
)
#: nothing of the file is run and nothing is fetched from outside
_SETTINGS = (
    ("Security/Scripting", "MacroSecurityLevel", "3"),
    ("Security/Scripting", "DisableMacrosExecution", "true"),
    ("Security/Scripting", "DisableActiveContent", "true"),
    ("Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Save/Document", "UseUserData", "false"),
)


#: kinds the readers do not know, and the ending LibreOffice is told
FORMER = {"legacy-doc": "doc", "rtf": "rtf", "odt": "odt"}


def to_pdf(path: Path, program: str, folder: Path, *, seconds: int) -> Path | None:
    """The Word file as PDF in `folder`; None where the program fails or takes too long."""
    return convert(path, "docx", "pdf", program, folder, seconds=seconds)


def renewed(path: Path, kind: str, program: str, folder: Path, *, seconds: int) -> Path | None:
    """A file of a former kind as .docx; None where it is none or cannot be made.

    `kind` as the readers name it (documents.readers.kinds.kind_of).
    """
    if kind not in FORMER or not program:
        return None
    return convert(path, FORMER[kind], "docx", program, folder, seconds=seconds)


def convert(
    path: Path, ending: str, target: str, program: str, folder: Path, *, seconds: int
) -> Path | None:
    """The file as `target` in `folder`; None where the program fails or takes too long."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    items = "".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    (profile / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>",
        encoding="utf-8",
    )
    source = folder / f"in.{ending}"
    shutil.copyfile(path, source)
    out = folder / "office"
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(out),
        str(source),
    ]
    _run(command, folder, seconds)
    made = out / f"in.{target}"
    return made if made.is_file() and made.stat().st_size else None


def _run(command: list[str], folder: Path, seconds: int) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "LANG", "LC_ALL", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
    }
    environment |= {"HOME": str(folder), "TMPDIR": str(folder)}
    try:
        child = subprocess.Popen(  # noqa: S603 (a program the site chose, a name of our own)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            preexec_fn=_limit if os.name == "posix" else None,
        )
    except OSError:
        return
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(3)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _limit() -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
