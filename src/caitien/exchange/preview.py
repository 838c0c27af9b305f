"""What an import would do, said before it is done: created, refused and why, to be decided."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caitien.core.regulations.forms import form_ids, load_form
from caitien.core.vietnamese.text import collapse, key, nfc
from caitien.core.vietnamese.titles import sentence_case
from caitien.core.vietnamese.years import SchoolYear
from caitien.plans.models import Plan as PlanRecord
from caitien.plans.people_text import Directory, named
from caitien.schools.names import LEVELS
from caitien.schools.years import EARLIEST, year_name, year_of

from .fields import Plan, doubts_of
from .models import Import, ImportFile
from .queries import seems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from caitien.core.regulations.forms import Form
    from caitien.schools.models import Organisation

#: years ahead that may be chosen
_AHEAD = 6
_MOST_NOTES = 12
#: words of the kind of school, and what is no word
_TYPE = re.compile(
    r"\b(?:trường|mầm non|mẫu giáo|nhà trẻ|tiểu học|trung học cơ sở|trung học phổ thông|thcs|thpt"
    r"|th|mn|mg|phổ thông|dân tộc|nội trú|bán trú|trung tâm|giáo dục|thường xuyên|nghề nghiệp"
    r"|gdtx|gdnn|và)\b|[^\w ]"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question only a person answers: `code` names it, `options` are (value, words)."""

    code: str
    text: str
    options: tuple[tuple[str, str], ...]
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody answered yet."""
        return self.answer not in {value for value, _ in self.options}


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth a look; `where` names page, row and cell."""

    text: str
    where: str = ""
    key: str = ""


@dataclass(slots=True)
class PlanPreview:
    """One plan of an import: what would become of it."""

    part: ImportFile
    number: int
    index: int
    title: str
    take: bool
    year: int | None
    form: str
    refused: list[str] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    created: list[tuple[str, int]] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[str, int]] = field(default_factory=list)
    left: int = 0

    @property
    def name(self) -> str:
        """The start of the names of its fields in the form."""
        return f"{self.part.pk}-{self.index}"

    @property
    def called(self) -> str:
        """The plan's name in a sentence: without the capitals of the paper, not too long."""
        return sentence_case(self.title)[:80]

    @property
    def ready(self) -> bool:
        """Whether it is taken and nothing stands in the way."""
        return self.take and not self.refused and not any(ask.open for ask in self.asks)


@dataclass(slots=True)
class Preview:
    """The whole import: its plans, the files that bring none, and the choices there are."""

    plans: list[PlanPreview]
    #: (file, why nothing is taken from it, what to do)
    others: list[tuple[ImportFile, str, str]]
    years: list[tuple[int, str]]
    forms: list[tuple[str, str]]

    @property
    def mark(self) -> str:
        """A short name of what was read and edited of the files, as this preview shows it."""
        read = [
            (part.pk, json.dumps(part.drafts, sort_keys=True))
            for part in dict.fromkeys(plan.part for plan in self.plans)
        ]
        return hashlib.sha256(repr(read).encode()).hexdigest()[:16]

    @property
    def taken(self) -> list[PlanPreview]:
        """The plans that were chosen."""
        return [plan for plan in self.plans if plan.take and not plan.refused]

    @property
    def blocked(self) -> list[PlanPreview]:
        """Chosen plans with a question nobody answered."""
        return [plan for plan in self.taken if not plan.ready]


def preview_of(batch: Import, school: Organisation, today: date) -> Preview:
    """The preview of an import by the choices made so far. Six queries."""
    people = Directory.of(school)
    others: list[tuple[ImportFile, str, str]] = []
    plans: list[PlanPreview] = []
    have = {
        (plan.start_year, plan.kind): plan
        for plan in school.plans.filter(deleted_at=None).only(
            "school", "start_year", "kind", "title", "key"
        )
    }
    known_files = _applied_before(batch)
    for number, part in enumerate(batch.files.select_related("file").defer("reading"), 1):
        if part.state == ImportFile.State.FAILED:
            others.append((part, part.error, ""))
        elif part.state == ImportFile.State.READ and not part.drafts:
            kind, advice = seems(part.doc_type)
            others.append((part, f"Tệp có vẻ là {kind}; không có kế hoạch nào để nhập.", advice))
        for index, draft in enumerate(part.drafts or []):
            one = _plan(part, number, index, draft)
            _questions(one, draft, school, have, part.file.sha256 in known_files)
            _people(one, draft, people)
            one.notes += list(_notes(index, draft))
            plans.append(one)
    return Preview(plans, others, _years(today, plans), _forms())


def _applied_before(batch: Import) -> set[str]:
    """Hashes of files of other imports of this school that were applied."""
    return set(
        ImportFile.objects.filter(
            batch__school_id=batch.school_id,
            batch__state=Import.State.APPLIED,
            file__sha256__in=batch.files.values("file__sha256"),
        )
        .exclude(batch=batch)
        .values_list("file__sha256", flat=True)
    )


def _years(today: date, plans: list[PlanPreview]) -> list[tuple[int, str]]:
    """The years that may be chosen, latest first; one a file names is among them."""
    usual = range(EARLIEST, year_of(today) + _AHEAD + 1)
    named = {plan.year for plan in plans if plan.year is not None}
    return [(year, year_name(year)) for year in sorted(named.union(usual), reverse=True)]


def _forms() -> list[tuple[str, str]]:
    forms: list[Form] = [load_form(name) for name in form_ids("improvement_plan")]
    return [(form.id, form.name) for form in forms]


def _plan(part: ImportFile, number: int, index: int, draft: Plan) -> PlanPreview:
    chosen: dict[str, Any] = part.choices.get(str(index), {})
    year = chosen.get("year") or _year_in(draft)
    layout = draft.get("table_layout") or ""
    forms = ("", *form_ids("improvement_plan"))
    form = chosen.get("form", layout)
    one = PlanPreview(
        part=part,
        number=number,
        index=index,
        title=collapse(draft.get("title") or "") or "Kế hoạch không có tên",
        take=bool(chosen.get("take", True)),
        year=year if isinstance(year, int) else None,
        form=form if form in forms else "",
    )
    counts = (
        ("hoạt động cải tiến", "items"),
        ("vấn đề ưu tiên", "priority_issues"),
        ("lần theo dõi", "monitoring"),
        ("phần", "sections_text"),
        ("căn cứ", "legal_bases"),
    )
    one.created = [(word, len(draft.get(key) or [])) for word, key in counts if draft.get(key)]
    one.left = sum(f"{index}/{doubt.path}" not in part.seen for doubt in doubts_of(draft))
    return one


def _year_in(draft: Plan) -> int | None:
    year = SchoolYear.parse(draft.get("school_year") or "")
    return year.first if year else None


def _questions(
    one: PlanPreview,
    draft: Plan,
    school: Organisation,
    have: dict[tuple[int, str], PlanRecord],
    again: bool,
) -> None:
    """What a person must decide, and what stands in the way."""
    answers: dict[str, str] = one.part.choices.get(str(one.index), {}).get("answers", {})

    def ask(code: str, text: str, *options: tuple[str, str]) -> None:
        one.asks.append(Ask(code, text, options, answers.get(code, "")))

    if one.year is None:
        one.refused.append("Tệp không ghi rõ năm học. Hãy chọn năm học ở bên dưới.")
    elif (in_file := _year_in(draft)) and in_file != one.year:
        one.notes.append(
            Note(f"Tệp ghi năm học {year_name(in_file)}, đang chọn nhập vào {year_name(one.year)}.")
        )
    if draft.get("kind") == "multi_year" and not draft.get("school_year_to"):
        one.refused.append(
            "Kế hoạch nhiều năm nhưng tệp không ghi rõ đến năm học nào. Hãy ghi ở bàn đối chiếu, "
            "ô “Đến năm học”."
        )
    name = collapse(draft.get("school_name") or "")
    if name and not same_school(name, school.name, school.short_name):
        ask(
            "school",
            f"Tệp ghi tên “{name}”, khác tên trường mình ({school.name}).",
            ("own", f"Ghi tên {school.name}"),
            ("file", "Giữ tên trong tệp (tên cũ của trường mình)"),
        )
    level = draft.get("school_level")
    if level in LEVELS and school.levels and level not in school.levels:
        own = ", ".join(LEVELS[one] for one in school.levels if one in LEVELS)
        ask(
            "level",
            f"Kế hoạch trong tệp viết cho cấp {LEVELS[level]}, trường mình có: {own}.",
            ("keep", "Vẫn nhập với cấp học trong tệp"),
        )
    if not draft.get("items") and not draft.get("priority_issues"):
        ask(
            "no-items",
            "Không nhận ra dòng việc nào trong bảng; chỉ nhập được phần chữ.",
            ("keep", "Vẫn nhập, tôi sẽ điền bảng sau"),
        )
    twin = have.get((one.year or 0, draft.get("kind") or "annual"))
    if twin:
        ask(
            "exists",
            f"Năm học {year_name(twin.start_year)} đã có kế hoạch “{twin.name[:120]}”.",
            ("beside", "Tạo thêm kế hoạch mới bên cạnh; kế hoạch đang có giữ nguyên"),
        )
    if again:
        ask(
            "again",
            "Chính tệp này đã được nhập ở một lần trước.",
            ("keep", "Vẫn nhập thêm lần nữa"),
        )


def same_school(name: str, *others: str) -> bool:
    """Whether a name may be one of the others': the same words once the kind of school is gone.

    One may say more than the other (its place), but a number or a letter more is another school.
    """
    own = _bare(name)
    return not own or any(
        _within(own, theirs) or _within(theirs, own) for theirs in map(_bare, others) if theirs
    )


def _within(short: str, long: str) -> bool:
    if short == long:
        return True
    _, found, after = f" {long} ".partition(f" {short} ")
    if not found or " " not in short:
        return False
    return not any(word.isdigit() or len(word) == 1 for word in after.split()[:1])


def _bare(name: str) -> str:
    return key(" ".join(_TYPE.sub(" ", nfc(name).casefold()).split()))


def _people(one: PlanPreview, draft: Plan, people: Directory) -> None:
    """Who is named and who of them is on the staff list."""
    found: dict[str, str] = {}
    unknown: Counter[str] = Counter()
    for item in draft.get("items") or []:
        matched = people.match(item.get("assignee_text") or "")
        whose = [p for p in (matched.lead, *matched.people, *matched.units) if p is not None]
        for who in whose:
            found.setdefault(str(who), named(who))
        unknown.update(matched.unknown)
    one.known = sorted(found.items())
    one.unknown = unknown.most_common()


def _notes(index: int, draft: Plan) -> Iterator[Note]:
    """Rows a person will have to complete: no code, no days, nobody in charge."""
    told: dict[str, list[Note]] = {"code": [], "time": [], "who": []}
    for row, item in enumerate(draft.get("items") or []):
        where = _where(row, item)
        key = f"{index}/items/{row}"
        if not item.get("criterion") and not item.get("standard") and not item.get("content"):
            told["code"].append(Note("Không ghi tiêu chí.", where, f"{key}/criterion"))
        if not item.get("time"):
            told["time"].append(Note("Không ghi thời gian.", where, f"{key}/time"))
        elif not item.get("start") and not item.get("end"):
            text = collapse(item["time"])[:80]
            told["time"].append(Note(f"Chưa rõ ngày: “{text}”.", where, f"{key}/time"))
        if not item.get("assignee_text"):
            told["who"].append(Note("Không ghi người thực hiện.", where, f"{key}/assignee_text"))
    for found in told.values():
        yield from found[:_MOST_NOTES]
        if len(found) > _MOST_NOTES:
            yield Note(f"… và {len(found) - _MOST_NOTES} dòng khác cũng vậy.")


def _where(row: int, item: dict[str, Any]) -> str:
    place = item.get("place") or {}
    names = (("trang", "page"), ("bảng", "table"), ("hàng", "row"), ("dòng chữ", "line"))
    known = [f"{word} {place[name]}" for word, name in names if place.get(name)]
    code = f" (tiêu chí {item['criterion']})" if item.get("criterion") else ""
    return f"Dòng {row + 1}{code}" + (f": {', '.join(known)}" if known else "")
