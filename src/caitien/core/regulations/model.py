"""Types of the regulations: editions, catalogues, legal documents, forms, crosswalk lines,
deadlines.

All are immutable values. A ``Confidence`` says how far a part was compared: H the same in two
independent sources, M one source, L inferred. Texts marked ``paraphrase`` are our own words
("diễn giải"), never the words of a circular.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Confidence = Literal["H", "M", "L"]
"""H: two or more independent sources; M: one source; L: inferred."""

CONFIDENCE_WORDS: Final[dict[Confidence, str]] = {
    "H": "đã đối chiếu nhiều nguồn",
    "M": "một nguồn, chưa đối chiếu văn bản gốc",
    "L": "suy ra, chưa đối chiếu văn bản gốc",
}

SCHOOL_LEVELS: Final[tuple[str, ...]] = (
    "mam_non",
    "tieu_hoc",
    "thcs",
    "thpt",
    "lien_cap",
    "gdtx",
)

SCHOOL_LEVEL_NAMES: Final[dict[str, str]] = {
    "mam_non": "mầm non",
    "tieu_hoc": "tiểu học",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "lien_cap": "phổ thông có nhiều cấp học",
    "gdtx": "giáo dục thường xuyên",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an edition file: ``code`` for machines, ``where`` the path of keys,
    ``message`` in Vietnamese.
    """

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A tiêu chuẩn. ``also`` holds other printings of the title found in reliable sources."""

    code: str
    title: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A tiêu chí. ``levels`` are the levels it has requirements for, rising; ``also`` as for a
    standard.
    """

    code: str
    title: str
    mandatory: bool
    levels: tuple[int, ...]
    also: tuple[str, ...] = ()

    @property
    def standard(self) -> str:
        """Code of the standard it belongs to: "3" for "3.4"."""
        return self.code.partition(".")[0]

    @property
    def top(self) -> int:
        """The highest level that has requirements."""
        return self.levels[-1]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A nội hàm or chỉ báo in our own words (``paraphrase`` is always true for shipped editions).

    ``label`` is the letter of the indicator ("a"), "*" for a single unlabelled one, or a running
    number where the circular prints none. ``place`` says where in the circular the official words
    stand.
    """

    criterion: str
    level: int
    label: str
    text: str
    place: str
    confidence: Confidence
    paraphrase: bool = True


@dataclass(frozen=True, slots=True)
class Level4Clause:
    """A khoản of Điều 22 (2018): what Mức 4 asks of the whole school, in our own words."""

    clause: int
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class QuotaLevel:
    """One school level of the 2026 rule (khoản 3 Điều 5).

    All mandatory criteria reach ``mandatory_min``; at least ``others_count`` of the others reach
    ``others_min``; every other one reaches ``rest_min``.
    """

    level: int
    mandatory_min: int
    others_count: int
    others_of: int
    others_min: int
    rest_min: int


@dataclass(frozen=True, slots=True)
class LevelRule:
    """How the level of a school follows from its criteria.

    ``every_criterion``: level n when every criterion that has a level n is at n and the others at
    their top (2018). ``quota``: ``quotas`` (2026). ``level4_article`` is set where a Mức 4 of
    clauses exists.
    """

    kind: Literal["every_criterion", "quota"]
    article: str
    confidence: Confidence
    fail_label: str
    quotas: tuple[QuotaLevel, ...] = ()
    level4_article: str | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later circular that amends an edition, with the changes we know of: (text, confidence)."""

    number: str
    issued: date
    in_force_from: date
    confidence: Confidence
    note: str
    changes: tuple[tuple[str, Confidence], ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Periods of recognition. Years and months; None where the edition sets none."""

    years: int
    years_article: str
    upgrade_after_years: int | None
    upgrade_article: str | None
    reregister_months_before: int | None
    reregister_article: str | None
    data_years: int | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CouncilRule:
    """The hội đồng tự đánh giá: ``roles`` are (role, exact count or None when open, who usually
    holds it or None).
    """

    article: str
    min_members: int
    odd: bool
    roles: tuple[tuple[str, int | None, str | None], ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """How evidence is coded. ``pattern`` is a regular expression without anchors; ``separator``
    joins several codes.
    """

    source: str
    pattern: str
    example: str
    separator: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Deadline:
    """A dated or relative duty. ``month``/``day`` fall in the school year (day None: some time in
    the month).

    ``before_expiry_months`` is set instead for duties counted back from the end of a certificate.
    ``strictly_before``: the last allowed day is the one before.
    """

    id: str
    title: str
    article: str
    confidence: Confidence
    month: int | None = None
    day: int | None = None
    strictly_before: bool = False
    before_expiry_months: int | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A circular as data, without its catalogues. ``in_force`` is (first day, last day or None)."""

    id: str
    number: str
    title: str
    issuer: str
    issued: date
    in_force: tuple[date, date | None]
    replaces: tuple[str, ...]
    replaced_by: str | None
    guidance: tuple[str, ...]
    amendments: tuple[Amendment, ...]
    level_rule: LevelRule
    cycle: Cycle | None
    council: CouncilRule | None
    evidence: EvidenceRule | None
    deadlines: tuple[Deadline, ...]
    national_standard: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Standards and criteria of one edition for one kind of school.

    ``counts``: number of criteria that have each level, e.g. ``{1: 27, 2: 27, 3: 19}``.
    """

    id: str
    edition: Edition
    part: str | None
    name: str
    appendix: str | None
    school_levels: tuple[str, ...]
    confidence: Confidence
    standards: tuple[Standard, ...]
    criteria: tuple[Criterion, ...]
    level4_clauses: tuple[Level4Clause, ...]

    @property
    def number(self) -> str:
        """Number and symbol of the circular, e.g. "17/2018/TT-BGDĐT"."""
        return self.edition.number

    @property
    def in_force(self) -> tuple[date, date | None]:
        """First and last day in force (None: still in force)."""
        return self.edition.in_force

    @property
    def level_rule(self) -> LevelRule:
        """How the level of a school is computed."""
        return self.edition.level_rule

    @property
    def counts(self) -> dict[int, int]:
        """Number of criteria that have each level: the denominators of the summary lines."""
        levels = sorted({level for c in self.criteria for level in c.levels})
        return {level: sum(level in c.levels for c in self.criteria) for level in levels}

    @property
    def levels(self) -> tuple[int, ...]:
        """Levels a school can reach, rising; 4 is included where Mức 4 clauses exist."""
        own = tuple(self.counts)
        return (*own, own[-1] + 1) if self.level4_clauses else own

    @property
    def mandatory(self) -> tuple[Criterion, ...]:
        """The mandatory criteria (2026); empty for the 2018 circulars."""
        return tuple(c for c in self.criteria if c.mandatory)

    def standard(self, code: str) -> Standard | None:
        """The standard with this code ("1"), or None."""
        return next((s for s in self.standards if s.code == code), None)

    def criterion(self, code: str) -> Criterion | None:
        """The criterion with this code ("1.3"), or None."""
        return next((c for c in self.criteria if c.code == code), None)

    def of_standard(self, code: str) -> tuple[Criterion, ...]:
        """Criteria of a standard, in order."""
        return tuple(c for c in self.criteria if c.standard == code)

    def in_force_on(self, on: date) -> bool:
        """Whether the circular was in force on that day."""
        first, last = self.in_force
        return first <= on and (last is None or on <= last)


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A legal document plans cite. Absent facts are None; ``applies_to`` holds school levels or
    ("all",).

    ``in_force`` is (first day or None, last day or None). ``confidence`` is about number, date
    and title together. ``names``: how people call it ("Luật Giáo dục 2019"); ``also``: other
    printings of the title.
    """

    number: str
    kind: str
    title: str | None
    issuer: str | None
    issued: date | None
    applies_to: tuple[str, ...]
    in_force: tuple[date | None, date | None]
    replaced_by: str | None
    confidence: Confidence
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    note: str | None = None
    amends: tuple[str, ...] = ()

    def in_force_on(self, on: date) -> bool | None:
        """Whether in force on that day; None when the registry does not know enough to say."""
        first, last = self.in_force
        if first is None:
            if self.issued is not None and on < self.issued:
                return False
            return False if last is not None and on > last else None
        return first <= on and (last is None or on <= last)

    def applies(self, school_level: str) -> bool:
        """Whether it concerns schools of this level ("tieu_hoc", …)."""
        return "all" in self.applies_to or school_level in self.applies_to


@dataclass(frozen=True, slots=True)
class CrosswalkLine:
    """A proposed correspondence of two criteria of two editions, with its reason; a person must
    confirm it.
    """

    from_id: str
    from_code: str
    to_id: str
    to_code: str
    strength: Literal["full", "partial"]
    reason: str
    status: str = "đề xuất, cần người xác nhận"
