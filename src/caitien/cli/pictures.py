"""The pages of PDF files for `caitien check --format html`, bounded in number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .tasks import PictureJob, for_each, picture_one

if TYPE_CHECKING:
    from caitien.core.documents.page_pictures import PagePicture
    from caitien.core.drafts.model import Reading
    from caitien.core.lint.diagnostic import Diagnostic

#: pages shown of one file and of all files together; a page is 30 to 100 kB
PAGES_A_FILE, PAGES = 12, 60


def pictures_of(
    files: Mapping[str, tuple[Reading | None, Sequence[Diagnostic]]], workers: int | None = None
) -> tuple[dict[str, list[PagePicture]], list[str]]:
    """The pages with findings of every PDF, by file, and a line where some are left out.

    The pages are drawn in a process of their own; a file that harms it is shown without pages.
    """
    from caitien.core.lint.report_pages import spots_of

    jobs: dict[str, PictureJob] = {}
    rest, left_out = PAGES, 0
    for name, (reading, found) in files.items():
        if reading is None or reading.format != "pdf":
            continue
        spots = spots_of(reading, found)
        pages = len({spot.page for spot in spots})
        most = min(pages, PAGES_A_FILE, rest)
        rest -= most
        left_out += pages - most
        if most:
            jobs[name] = PictureJob(Path(reading.file), tuple(spots), most)
    made = {}
    if jobs:
        for name, done in zip(jobs, for_each(picture_one, [*jobs.values()], workers), strict=True):
            made[name] = done.value or []
    said = f"Để tệp không quá nặng, ảnh của {left_out} trang khác có điểm cần xem không đưa vào."
    return made, [said] if left_out else []
