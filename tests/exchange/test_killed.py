"""A real worker, killed in the middle; two people who apply at once. A database on disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from caitien.exchange import sandbox

from .test_reading import ROOT, script

_SITE = """
from caitien.config.settings import *
MIGRATION_MODULES = {"caitien": None}
SOFFICE = os.environ.get("SLOW_OFFICE", "")
"""
_MAKE = """
import io, json
from caitien.exchange.services_upload import Upload, receive
from tests.people import NOW, make_cast
cast = make_cast()
content = open(SAMPLE, "rb")
got = receive(school=cast.school, uploads=[Upload("k.docx", content)], once="x" * 20,
              actor=cast.secretary, at=NOW)
print(json.dumps(got.batch.key))
"""
_STATE = """
import json
from caitien.exchange.models import ImportFile
part = ImportFile.objects.get()
print(json.dumps([part.state, part.tries, part.pages.count(), part.batch.state, part.done]))
"""
_REAP = """
import json, datetime
from caitien.exchange.tasks import reap
print(json.dumps(reap(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=2))))
"""


_APPLY = """
import datetime, json
from caitien.accounts.models import User
from caitien.exchange.models import Import
from caitien.exchange.services_apply import apply_import, save_choices
batch, head = Import.objects.get(), User.objects.get(email="head@example.vn")
now = datetime.datetime.now(datetime.UTC)
answers = {"school": "own", "level": "keep"}
if batch.state == Import.State.READY:
    chosen = {batch.files.get().pk: {"0": {"take": True, "form": "", "answers": answers}}}
    try:
        save_choices(batch=batch, choices=chosen, actor=head, at=now)
    except Exception:
        pass
plans = apply_import(batch=batch, actor=head, at=now, today=now.date())
print(json.dumps([plan.key for plan in plans]))
"""
_PLANS = """
import json
from caitien.accounts.audit import verify
from caitien.accounts.models import AuditHead
from caitien.plans.models import Plan
whole = all(verify(head.scope) is None for head in AuditHead.objects.all())
print(json.dumps([Plan.objects.count(), whole]))
"""


class Site:
    """An installation of its own, with a database on disk, for workers that really die."""

    def __init__(self, folder: Path) -> None:
        (folder / "killed_site.py").write_text("import os\n" + _SITE)
        (folder / "data").mkdir()
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("CAITIEN_", "DJANGO_"))},
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), str(folder)]),
            "DJANGO_SETTINGS_MODULE": "killed_site",
            "CAITIEN_DATA": str(folder / "data"),
            "TMPDIR": str(folder),
        }

    def start(self, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """A command of Django's, running."""
        return subprocess.Popen(
            [sys.executable, "-m", "django", *words],
            env=self.environment | more,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def begin(self, code: str) -> subprocess.Popen[bytes]:
        """A process of the site that runs this and prints JSON."""
        start = f"import django; django.setup()\nSAMPLE = {str(SAMPLE)!r}\n"
        return subprocess.Popen(
            [sys.executable, "-c", start + code],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def ask(self, code: str) -> Any:
        """What a process of the site says."""
        return answer_of(self.begin(code))


def answer_of(running: subprocess.Popen[bytes]) -> Any:
    """The JSON a process prints last."""
    out, err = running.communicate(timeout=90)
    assert running.returncode == 0, err.decode()
    return json.loads(out.splitlines()[-1])


SAMPLE = ROOT / "tests" / "samples" / "bieu2-thcs.docx"


def wait_for(what: Any, seconds: float = 40.0) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if what():
            return True
        time.sleep(0.3)
    return False


def readers_in(folder: Path) -> list[str]:
    """Command lines of reading processes whose folder lies here."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "caitien.exchange.reader_child" in words and str(folder) in " ".join(words):
            found.append(" ".join(words))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="đọc /proc, chỉ có ở Linux")
def test_kill_9_of_the_worker_in_the_middle(tmp_path: Path) -> None:
    """After the restart the file is read again; nothing is half done, no child is left."""
    site = Site(tmp_path)
    assert site.start("migrate", "--run-syncdb").wait(120) == 0
    site.ask(_MAKE)
    slow = script(tmp_path, "exec sleep 60")
    worker = site.start("db_worker", "--no-reload", "--no-startup-delay", SLOW_OFFICE=slow)
    try:
        assert wait_for(lambda: list(tmp_path.glob(f"{sandbox.PREFIX}*/html.json")))
        assert readers_in(tmp_path)
    finally:
        worker.kill()
        worker.wait()
    assert wait_for(lambda: not readers_in(tmp_path), 10)
    assert site.ask(_STATE)[:4] == ["dang_doc", 1, 0, "dang_doc"]
    assert site.ask(_REAP) == 1
    assert site.start("db_worker", "--batch", "--no-reload", "--no-startup-delay").wait(60) == 0
    state, tries, pages, batch, _ = site.ask(_STATE)
    assert (state, tries, batch) == ("da_doc", 2, "cho_xem")
    assert pages >= 1
    assert site.ask(_REAP) == 0
    # two people press at the same moment: one set of plans, an unbroken audit chain
    first, second = site.begin(_APPLY), site.begin(_APPLY)
    assert answer_of(first) == answer_of(second)
    assert site.ask(_PLANS) == [1, True]
