"""What the pages of the desk show: imports, their files, and one file with its plans."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from caitien.core.drafts.model import Reading
from caitien.core.drafts.plan_json import PlanJsonError, plan_from_dict
from caitien.core.lint.run import check_reading

from .fields import Group, doubts_of, groups_of, index_of, place_key, text_at
from .models import Import, ImportFile, ReadPage

if TYPE_CHECKING:
    from datetime import date

    from django.core.paginator import Page
    from django.db.models import QuerySet

    from caitien.core.lint.diagnostic import Diagnostic
    from caitien.schools.models import Organisation

#: rows of a plan on one page of the desk
ROWS = 60
#: rows up to which a plan is checked while a person waits
CHECKED_ROWS = 400
_KINDS = {
    "self_assessment_report": (
        "một báo cáo tự đánh giá",
        "Kế hoạch cải tiến thường là tệp riêng hoặc phần cuối của báo cáo: hãy lưu phần kế hoạch "
        "thành một tệp rồi tải lên.",
    ),
    "evidence_list": (
        "một danh mục minh chứng",
        "Danh mục này không có việc cần làm nên không nhập thành kế hoạch. Hãy chọn tệp kế hoạch "
        "cải tiến.",
    ),
    "strategy_plan": (
        "một chiến lược hoặc kế hoạch phát triển nhà trường",
        "Hãy chọn tệp kế hoạch cải tiến chất lượng; chiến lược không nhập thành kế hoạch được.",
    ),
    "result_report": (
        "một báo cáo kết quả thực hiện",
        "Báo cáo nói việc đã làm, không phải kế hoạch. Hãy chọn tệp kế hoạch của năm học ấy.",
    ),
    "blank_form": (
        "một mẫu kế hoạch còn trống",
        "Hãy điền vào mẫu rồi tải lên, hoặc bấm “Lập kế hoạch mới” để soạn ngay ở đây.",
    ),
}
_OTHER = (
    "một văn bản khác, không phải kế hoạch cải tiến chất lượng",
    "Nếu đây đúng là kế hoạch, hãy xem lại: tên văn bản có chữ “kế hoạch cải tiến”, bảng có tên "
    "cột (tiêu chí, giải pháp, người thực hiện, thời gian).",
)


def imports_of(school: Organisation, state: str = "") -> QuerySet[Import]:
    """The imports of a school, latest first, with the numbers of their files."""
    found = (
        school.imports.select_related("created_by")
        .order_by("-created_at", "-id")
        .annotate(
            files_read=Count("files", filter=Q(files__state=ImportFile.State.READ), distinct=True),
            files_failed=Count(
                "files", filter=Q(files__state=ImportFile.State.FAILED), distinct=True
            ),
            files_all=Count("files", distinct=True),
        )
    )
    return found.filter(state=state) if state in Import.State.values else found


def page_of(found: QuerySet[Import], number: str | None) -> Page[Import]:
    """A page of 25, with the names of the files of each import (one query more)."""
    page = Paginator(found, 25).get_page(number)
    names: dict[int, list[str]] = {}
    ids = [batch.pk for batch in page.object_list]
    rows = ImportFile.objects.filter(batch__in=ids).values_list("batch_id", "file__name")
    for pk, name in rows:
        names.setdefault(pk, []).append(name)
    for batch in page.object_list:
        batch.names = names.get(batch.pk, [])  # type: ignore[attr-defined]
    return page


def seems(doc_type: str) -> tuple[str, str]:
    """What a file that is no plan seems to be, and what to do, in Vietnamese."""
    return _KINDS.get(doc_type, _OTHER)


@dataclass(slots=True)
class FileLine:
    """A file of an import as its page lists it."""

    part: ImportFile
    number: int
    plans: int = 0
    rows: int = 0
    left: int = 0
    seems: str = ""
    advice: str = ""

    @property
    def percent_done(self) -> int:
        """How much of it is read, for the progress bar."""
        return int(100 * self.part.done / self.part.total) if self.part.total else 0


def lines_of(batch: Import) -> list[FileLine]:
    """The files of an import in order, one in memory at a time. One query."""
    from .services_desk import left_of

    found = []
    parts = batch.files.select_related("file").defer("reading")
    for number, part in enumerate(parts.iterator(chunk_size=1), 1):
        line = FileLine(part, number)
        plans = part.drafts or []
        if part.state == ImportFile.State.READ:
            line.plans = len(plans)
            line.rows = sum(len(plan.get("items") or []) for plan in plans)
            line.left = left_of(part)
            if not plans:
                line.seems, line.advice = seems(part.doc_type)
        part.drafts = None
        found.append(line)
    return found


_PROGRESS = ("pk", "state", "done", "total", "tries", "error")


def progress_mark(batch: Import, lines: list[FileLine] | None = None) -> str:
    """A short name of how far reading is; it changes with what the page shows.

    One query, none where the page's lines are at hand.
    """
    if lines is None:
        rows = list(batch.files.values_list(*_PROGRESS))
    else:
        rows = [tuple(getattr(line.part, name) for name in _PROGRESS) for line in lines]
    return hashlib.sha256(repr((batch.state, rows)).encode()).hexdigest()[:16]


def part_of(batch: Import, number: int) -> ImportFile | None:
    """The file of an import with this number, from 1. One query."""
    parts = batch.files.select_related("file", "batch").defer("reading")
    return next(iter(parts[number - 1 : number]), None) if number else None


# -- the desk -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Card:
    """A group of fields as the desk shows it, with what the check says of it."""

    group: Group
    key: str
    findings: list[Diagnostic] = field(default_factory=list)
    open: bool = True

    @property
    def mark(self) -> str:
        """A short name of its findings: a page that has it needs them not again."""
        return hashlib.sha256(repr(self.findings).encode()).hexdigest()[:10]


@dataclass(slots=True)
class Sheet:
    """A page of the file: a picture with boxes, or HTML."""

    number: int
    width: int
    height: int
    boxes: SafeString
    html: SafeString


@dataclass(slots=True)
class Desk:
    """One plan of a file with its pages."""

    part: ImportFile
    plan: int
    cards: list[Card]
    sheets: list[Sheet]
    #: keys of places nobody looked at, in order, over all plans of the file
    left: list[str]
    counts: dict[str, int]
    checked: bool
    rows: Page[Any]
    warnings: list[str]


def desk(part: ImportFile, plan: int, page: str | None, today: date, *, paper: bool = True) -> Desk:
    """The desk of one plan (from 0) of a file that was read, with the file's pages if wanted.

    Two queries.
    """
    plans = part.drafts or []
    groups = list(groups_of(plans[plan]))
    items = [group for group in groups if group.kind == "item"]
    rows = Paginator(items, ROWS).get_page(page)
    shown = [g for g in groups if g.kind != "item"] if rows.number == 1 else []
    shown += list(rows.object_list)
    left = left_keys(part)
    found = findings(part, today)
    own = [one for one in found if one.plan == plan]
    cards = [Card(group, group_key(group)) for group in shown]
    put_findings(cards, own, groups)
    for card in cards:
        for one in card.group.fields:
            if f"{plan}/{one.path}" in part.seen:
                one.doubt = ""
        doubted = any(one.doubt for one in card.group.fields)
        told = any(one.severity.value in ("error", "warning") for one in card.findings)
        card.open = card.group.kind in ("head", "item") or doubted or told
    counts = {level: sum(one.severity.value == level for one in own) for level in _LEVELS}
    checked = sum(len(p.get("items") or []) for p in plans) <= CHECKED_ROWS
    warnings = [w["message"] for w in (part.reading or {}).get("warnings", [])]
    sheets = sheets_of(part, plan) if paper else []
    return Desk(part, plan, cards, sheets, left, counts, checked, rows, warnings)


_LEVELS = ("error", "warning", "info")


def group_key(group: Group) -> str:
    """The name of a group on the desk's page."""
    return group.kind if group.kind == "head" else f"{group.kind}-{group.index}"


def left_keys(part: ImportFile) -> list[str]:
    """Keys of the doubted places nobody has looked at, in reading order."""
    return [
        key
        for number, plan in enumerate(part.drafts or [])
        for one in doubts_of(plan)
        if (key := f"{number}/{one.path}") not in part.seen
    ]


def spot_of(part: ImportFile, key: str) -> tuple[int, int] | None:
    """The plan (from 0) and the page of the desk a field stands on; None where there is none."""
    word, _, path = key.partition("/")
    plans = part.drafts or []
    number = index_of(word, len(plans))
    if number is None or text_at(plans[number], path) is None:
        return None
    parts = path.split("/")
    page = int(parts[1]) // ROWS + 1 if parts[0] == "items" else 1
    return number, page


def findings(part: ImportFile, today: date) -> list[Diagnostic]:
    """What the check says of a file's plans as they are now; [] for one too long to check here."""
    plans = part.drafts or []
    if sum(len(plan.get("items") or []) for plan in plans) > CHECKED_ROWS:
        return []
    begun = part.started_at.timestamp() if part.started_at else 0
    name = f"desk-findings:{part.pk}:{part.version}:{begun}:{today}"
    found: list[Diagnostic] | None = cache.get(name)
    if found is None:
        try:
            drafts = [plan_from_dict(plan) for plan in plans]
        except PlanJsonError:
            return []
        reading = Reading(part.file.name, part.format, part.doc_type, drafts)
        found = check_reading(reading, today=today)
        cache.set(name, found, 900)
    return found


def put_findings(cards: list[Card], found: list[Diagnostic], groups: list[Group]) -> None:
    """Give every card the findings that are about it; those of no row go to the head."""
    by_key = {card.key: card for card in cards}
    for one in found:
        key = _group_of(one, groups)
        card = by_key.get(key)
        if card:
            card.findings.append(one)


def _group_of(one: Diagnostic, groups: list[Group]) -> str:
    if one.item is not None:
        return f"item-{one.item}"
    spot = place_key({k: v for k, v in one.place.as_dict().items() if v is not None})
    for group in groups:
        if group.kind == "head":
            continue
        if spot and any(f.at == spot for f in group.fields):
            return group_key(group)
        if one.excerpt and any(one.excerpt in f.text for f in group.fields):
            return group_key(group)
    return "head"


def sheets_of(part: ImportFile, plan: int) -> list[Sheet]:
    """The pages of a file, without their pictures (those have addresses of their own)."""
    prefix = f"{plan}/"
    return [
        Sheet(
            page.number,
            page.width,
            page.height,
            _boxes(page, prefix),
            mark_safe(page.html),  # noqa: S308 - made by rendition.py, which escapes all text
        )
        for page in part.pages.defer("image")
    ]


def _boxes(page: ReadPage, prefix: str) -> SafeString:
    rects = [
        (key, *(f"{side:.4f}" for side in box))
        for key, boxes in page.boxes.items()
        if key.startswith(prefix)
        for box in boxes
    ]
    inside = format_html_join(
        "", '<rect data-box="{}" x="{}" y="{}" width="{}" height="{}"/>', rects
    )
    return format_html("{}", inside)
