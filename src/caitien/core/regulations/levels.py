"""Levels: of a criterion from its indicators, of a standard and a school from its criteria.

The rules themselves (who is mandatory, how many of the others, Mức 4) are data of the edition;
this module applies them. ``None`` always means "not assessed" and is never read as 0 ("not met").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .model import Catalogue, Criterion, QuotaLevel

NOT_YET: Final = "chưa tính được"


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    """Level of a criterion. ``level`` is None while an indicator that decides it is not assessed.

    ``at_least`` is the level already certain; ``reason`` a sentence for people.
    """

    level: int | None
    at_least: int
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """One thing between a school and its next level.

    ``code`` is a criterion ("1.3") or, for Mức 4, "khoản n"; it stands at ``have`` and must reach
    ``need``. ``choose`` is set where only so many of the blocks that share it must be lifted ("ít
    nhất 2 trong số này").
    """

    code: str
    title: str
    have: int | None
    need: int
    choose: int | None = None

    @property
    def text(self) -> str:
        """A sentence for people."""
        if self.code.startswith("khoản"):
            state = "chưa đánh giá" if self.have is None else "chưa đạt"
            return f"{self.code} ({state}): {self.title}"
        now = f"đang ở Mức {self.have}" if self.have else "chưa đạt Mức 1"
        tail = f" (cần ít nhất {self.choose} tiêu chí trong nhóm này)" if self.choose else ""
        return f"Tiêu chí {self.code} {now}, cần đạt Mức {self.need}{tail}."


@dataclass(frozen=True, slots=True)
class Outcome:
    """Level of a school or standard: ``level`` (0 not met, None not computable), words, reason,
    what blocks the next.

    ``missing`` lists the codes not yet assessed; ``blocks`` is empty at the top level and while
    not computable.
    """

    level: int | None
    label: str
    reason: str
    blocks: tuple[Block, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One line of the summary. ``level`` 0 is "Không đạt"; ``percent`` like "96,30%"."""

    level: int
    count: int
    denominator: int
    percent: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Summary of levels. ``cumulative``: a criterion at Mức 3 also counts at 2 and 1 (2018
    custom).
    """

    rows: tuple[TallyRow, ...]
    cumulative: bool
    missing: tuple[str, ...]


def assess_criterion(
    criterion: Criterion, results: Mapping[int, Sequence[bool | None]]
) -> CriterionOutcome:
    """Level of a criterion from its indicators, level by level, each needing the one before.

    ``results`` gives for each level its indicators (or nội hàm): True met, False not met, None
    not assessed; a level left out or empty is not assessed. All must be met for the level to be
    met.
    """
    reached = 0
    for level in criterion.levels:
        marks = tuple(results.get(level, ()))
        if False in marks:
            reason = f"Tiêu chí {criterion.code}: có nội dung của Mức {level} chưa đạt."
            return CriterionOutcome(reached, reached, reason)
        if not marks or None in marks:
            reason = f"Tiêu chí {criterion.code}: Mức {level} chưa đánh giá xong."
            return CriterionOutcome(None, reached, reason)
        reached = level
    reason = f"Tiêu chí {criterion.code}: đạt mọi nội dung đến Mức {reached}."
    return CriterionOutcome(reached, reached, reason)


def assess_standard(
    catalogue: Catalogue, standard: str, levels: Mapping[str, int | None]
) -> Outcome:
    """Level of a standard under the 2018 rule; editions with quotas give a standard no level
    (level None).
    """
    if catalogue.level_rule.kind != "every_criterion":
        reason = "Thông tư xếp mức cho tiêu chí và nhà trường, không xếp mức từng tiêu chuẩn."
        return Outcome(None, NOT_YET, reason)
    criteria = catalogue.of_standard(standard)
    known, missing = _known(criteria, levels)
    if missing or not criteria:
        return _not_yet(missing)
    level = _every(criteria, known)
    top = max(c.top for c in criteria)
    blocks = _every_blocks(criteria, known, level + 1) if level < top else ()
    reason = f"Mọi tiêu chí của Tiêu chuẩn {standard} {_reached(level)} ({_article(catalogue)})."
    if level == 0:
        reason = f"Tiêu chuẩn {standard} có tiêu chí chưa đạt Mức 1 ({_article(catalogue)})."
    return Outcome(level, _label(catalogue, level), reason, blocks)


def assess_school(
    catalogue: Catalogue,
    levels: Mapping[str, int | None],
    level4: Mapping[int, bool | None] | None = None,
) -> Outcome:
    """Level of a school from the level of every criterion.

    ``levels``: code → level, None or absent when not assessed; codes outside the catalogue are
    ignored and a level above a criterion's top counts as its top. ``level4``: clause number → met
    or not (2018 only).
    """
    known, missing = _known(catalogue.criteria, levels)
    if missing:
        return _not_yet(missing)
    if catalogue.level_rule.kind == "quota":
        return _by_quota(catalogue, known)
    level = _every(catalogue.criteria, known)
    top = max(catalogue.counts)
    if level < top:
        blocks = _every_blocks(catalogue.criteria, known, level + 1)
        return Outcome(level, _label(catalogue, level), _every_reason(catalogue, level), blocks)
    marks = level4 or {}
    clauses = tuple(
        Block(
            f"khoản {c.clause}", c.text, None if marks.get(c.clause) is None else top, need=top + 1
        )
        for c in catalogue.level4_clauses
        if not marks.get(c.clause)
    )
    if catalogue.level4_clauses and not clauses:
        level = top + 1
    return Outcome(level, _label(catalogue, level), _every_reason(catalogue, level), clauses)


def lowest(outcomes: Iterable[Outcome]) -> Outcome:
    """Level of a school with several levels of schooling: the lowest of them.

    Not computable while one of them is not. Raises ``ValueError`` when there is none.
    """
    every = list(outcomes)
    if not every:
        raise ValueError("cần ít nhất một cấp học")
    undecided = [o for o in every if o.level is None]
    if undecided:
        return _not_yet(tuple(code for o in undecided for code in o.missing))
    least = min(every, key=lambda o: o.level or 0)
    reason = f"Trường có nhiều cấp học lấy mức thấp nhất của các cấp. {least.reason}"
    return Outcome(least.level, least.label, reason, least.blocks)


def tally(
    catalogue: Catalogue, levels: Mapping[str, int | None], standard: str | None = None
) -> Tally:
    """Counts, denominators and percentages per level, of the school or of one standard.

    2018: cumulative, the denominator being the criteria that have the level. 2026: each criterion
    in one line only.
    """
    criteria = catalogue.criteria if standard is None else catalogue.of_standard(standard)
    known, missing = _known(criteria, levels)
    cumulative = catalogue.level_rule.kind == "every_criterion"
    rows = []
    for level in (0, *catalogue.counts):
        having = [c for c in criteria if not level or level in c.levels]
        reached = [known[c.code] for c in having if c.code in known]
        met = sum(v >= level for v in reached) if cumulative and level else reached.count(level)
        rows.append(TallyRow(level, met, len(having), percent(met, len(having))))
    return Tally(tuple(rows), cumulative, missing)


def percent(count: int, total: int) -> str:
    """A share to two decimals, halves rounded up, in Vietnamese writing: "96,30%", "100%"; "–"
    when total is 0.
    """
    if total <= 0:
        return "–"
    hundredths = (count * 20000 + total) // (2 * total)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}%" if rest else f"{whole}%"


def _known(
    criteria: Sequence[Criterion], levels: Mapping[str, int | None]
) -> tuple[dict[str, int], tuple[str, ...]]:
    known: dict[str, int] = {}
    missing: list[str] = []
    for criterion in criteria:
        value = levels.get(criterion.code)
        if value is None:
            missing.append(criterion.code)
        else:
            known[criterion.code] = max(0, min(value, criterion.top))
    return known, tuple(missing)


def _not_yet(missing: tuple[str, ...]) -> Outcome:
    reason = f"Còn {len(missing)} tiêu chí chưa đánh giá: {', '.join(missing)}."
    return Outcome(None, NOT_YET, reason, missing=missing)


def _every(criteria: Sequence[Criterion], known: Mapping[str, int]) -> int:
    level = 0
    while level < max(c.top for c in criteria):
        if any(known[c.code] < min(level + 1, c.top) for c in criteria):
            break
        level += 1
    return level


def _every_blocks(
    criteria: Sequence[Criterion], known: Mapping[str, int], need: int
) -> tuple[Block, ...]:
    return tuple(
        Block(c.code, c.title, known[c.code], min(need, c.top))
        for c in criteria
        if known[c.code] < min(need, c.top)
    )


def _quota_gaps(catalogue: Catalogue, known: Mapping[str, int], q: QuotaLevel) -> list[Block]:
    """What a school lacks for one quota level; empty when it has the level."""
    gaps = [
        Block(c.code, c.title, known[c.code], q.mandatory_min)
        for c in catalogue.mandatory
        if known[c.code] < q.mandatory_min
    ]
    others = [c for c in catalogue.criteria if not c.mandatory]
    gaps += [
        Block(c.code, c.title, known[c.code], q.rest_min)
        for c in others
        if known[c.code] < q.rest_min
    ]
    below = [c for c in others if known[c.code] < q.others_min]
    short = q.others_count - (len(others) - len(below))
    if short > 0:
        gaps += [Block(c.code, c.title, known[c.code], q.others_min, choose=short) for c in below]
    return gaps


def _by_quota(catalogue: Catalogue, known: Mapping[str, int]) -> Outcome:
    level, blocks = 0, []
    for quota in sorted(catalogue.level_rule.quotas, key=lambda q: q.level):
        blocks = _quota_gaps(catalogue, known, quota)
        if blocks:
            break
        level = quota.level
    return Outcome(level, _label(catalogue, level), _quota_reason(catalogue, level), tuple(blocks))


def _quota_reason(catalogue: Catalogue, level: int) -> str:
    rule = catalogue.level_rule
    wanted = level or min(q.level for q in rule.quotas)
    q = next(q for q in rule.quotas if q.level == wanted)
    words = (
        f"{len(catalogue.mandatory)} tiêu chí bắt buộc đạt từ Mức {q.mandatory_min} và ít nhất "
        f"{q.others_count}/{q.others_of} tiêu chí còn lại đạt từ Mức {q.others_min}"
    )
    if q.rest_min:
        words += f", các tiêu chí khác đạt từ Mức {q.rest_min}"
    if level == 0:
        return f"Chưa đủ điều kiện của Mức {wanted}: {words} ({_article(catalogue)})."
    return f"Đủ điều kiện của Mức {level}: {words} ({_article(catalogue)})."


def _every_reason(catalogue: Catalogue, level: int) -> str:
    rule = catalogue.level_rule
    if level == 0:
        return f"Có tiêu chí chưa đạt Mức 1 ({_article(catalogue)})."
    if level > max(catalogue.counts):
        clauses = f"mọi khoản của {rule.level4_article}"
        return f"Đạt Mức {level - 1} và {clauses} ({_article(catalogue)})."
    return f"Mọi tiêu chí {_reached(level)} ({_article(catalogue)})."


def _reached(level: int) -> str:
    if level < 3:
        return f"đạt từ Mức {level}"
    return f"đạt Mức {level} (tiêu chí không có Mức {level} đạt mức cao nhất của nó)"


def _article(catalogue: Catalogue) -> str:
    return f"{catalogue.level_rule.article} Thông tư {catalogue.number}"


def _label(catalogue: Catalogue, level: int) -> str:
    return f"Mức {level}" if level else catalogue.level_rule.fail_label
