"""From checked YAML mappings to the types of ``model``."""

from __future__ import annotations

from typing import Any

from .model import (
    Amendment,
    Catalogue,
    CouncilRule,
    Criterion,
    Cycle,
    Deadline,
    Edition,
    EvidenceRule,
    Level4Clause,
    LevelRule,
    QuotaLevel,
    Standard,
)

Raw = dict[str, Any]


def build_edition(data: Raw) -> Edition:
    """The edition of a checked file."""
    head: Raw = data["edition"]
    frame: Raw = head["in_force"]
    cycle, council, evidence = data.get("cycle"), data.get("council"), data.get("evidence")
    recognition: Raw = data.get("recognition") or {}
    return Edition(
        id=head["id"],
        number=head["number"],
        title=head["title"],
        issuer=head["issuer"],
        issued=head["issued"],
        in_force=(frame["from"], frame.get("to")),
        replaces=tuple(head.get("replaces") or ()),
        replaced_by=head.get("replaced_by"),
        guidance=tuple(head.get("guidance") or ()),
        amendments=tuple(_amendment(item) for item in head.get("amendments") or ()),
        level_rule=_level_rule(data["level_rule"]),
        cycle=_cycle(cycle) if cycle else None,
        council=_council(council) if council else None,
        evidence=_evidence(evidence) if evidence else None,
        deadlines=tuple(build_deadline(item, head["id"]) for item in data.get("deadlines") or ()),
        national_standard=tuple((recognition.get("national_standard") or {}).items()),
        notes=tuple(head.get("notes") or ()),
        confidence=head["confidence"],
    )


def build_catalogue(raw: Raw, edition: Edition) -> Catalogue:
    """One catalogue of a checked file."""
    part = raw.get("part")
    article = edition.level_rule.level4_article or ""
    return Catalogue(
        id=f"{edition.id}/{part}" if part else edition.id,
        edition=edition,
        part=part,
        name=raw["name"],
        appendix=raw.get("appendix"),
        school_levels=tuple(raw["school_levels"]),
        confidence=raw["confidence"],
        standards=tuple(
            Standard(s["code"], s["title"], tuple(s.get("also") or ())) for s in raw["standards"]
        ),
        criteria=tuple(
            Criterion(
                code=c["code"],
                title=c["title"],
                mandatory=bool(c.get("mandatory", False)),
                levels=tuple(c["levels"]),
                also=tuple(c.get("also") or ()),
            )
            for c in raw["criteria"]
        ),
        level4_clauses=tuple(
            Level4Clause(item["clause"], item["text"], f"khoản {item['clause']} {article}".strip())
            for item in raw.get("level4") or ()
        ),
    )


def build_deadline(item: Raw, edition: str | None) -> Deadline:
    """A deadline of an edition or of the calendar."""
    return Deadline(
        id=item["id"],
        title=item["title"],
        article=item["article"],
        confidence=item["confidence"],
        month=item.get("month"),
        day=item.get("day"),
        strictly_before=bool(item.get("strictly_before", False)),
        before_expiry_months=item.get("before_expiry_months"),
        edition=edition,
    )


def _amendment(item: Raw) -> Amendment:
    return Amendment(
        number=item["number"],
        issued=item["issued"],
        in_force_from=item["in_force_from"],
        confidence=item["confidence"],
        note=item["note"],
        changes=tuple((change["text"], change["confidence"]) for change in item["changes"]),
    )


def _level_rule(raw: Raw) -> LevelRule:
    return LevelRule(
        kind=raw["kind"],
        article=raw["article"],
        confidence=raw["confidence"],
        fail_label=raw["fail_label"],
        quotas=tuple(QuotaLevel(**item) for item in raw.get("school") or ()),
        level4_article=(raw.get("level4") or {}).get("article"),
    )


def _cycle(raw: Raw) -> Cycle:
    return Cycle(
        years=raw["years"],
        years_article=raw["years_article"],
        upgrade_after_years=raw.get("upgrade_after_years"),
        upgrade_article=raw.get("upgrade_article"),
        reregister_months_before=raw.get("reregister_months_before"),
        reregister_article=raw.get("reregister_article"),
        data_years=raw.get("data_years"),
        confidence=raw["confidence"],
    )


def _council(raw: Raw) -> CouncilRule:
    return CouncilRule(
        article=raw["article"],
        min_members=raw["min_members"],
        odd=raw["odd"],
        roles=tuple((r["role"], r.get("count"), r.get("who")) for r in raw["roles"]),
        confidence=raw["confidence"],
    )


def _evidence(raw: Raw) -> EvidenceRule:
    return EvidenceRule(
        source=raw["source"],
        pattern=raw["pattern"],
        example=raw["example"],
        separator=raw["separator"],
        confidence=raw["confidence"],
    )
