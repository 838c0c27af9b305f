"""The shape of an edition file: which keys each block may have. Used by ``check`` and nothing
else.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

GRADES: Final = ("H", "M", "L")


class Field(NamedTuple):
    """A key of a block: type of its value, whether it must be there, values allowed (none: any).

    ``item`` is the type of a list's items, or of the values of a mapping whose keys are numbers.
    """

    kind: type
    required: bool = True
    choices: tuple[str, ...] = ()
    item: type | None = None


class Shape(NamedTuple):
    """The keys of a block. An ``optional`` block may be missing or null."""

    keys: dict[str, Field]
    optional: bool = False


def _may(kind: type, item: type | None = None) -> Field:
    return Field(kind, required=False, item=item)


TEXT: Final = Field(str)
GRADE: Final = Field(str, choices=GRADES)
MAY_GRADE: Final = Field(str, required=False, choices=GRADES)

TOP: Final = Shape(
    {
        "format": TEXT,
        "edition": Field(dict),
        "level_rule": Field(dict),
        "catalogues": Field(list),
        "cycle": _may(dict),
        "recognition": _may(dict),
        "council": _may(dict),
        "evidence": _may(dict),
        "deadlines": _may(list),
    }
)
STANDARD: Final = Shape({"code": TEXT, "title": TEXT, "also": _may(list, str)})
CRITERION: Final = Shape(
    {
        "code": TEXT,
        "title": TEXT,
        "levels": Field(list, item=int),
        "mandatory": _may(bool),
        "also": _may(list, str),
    }
)
RULE_NOTE: Final = Shape({"rule": TEXT, "confidence": GRADE}, optional=True)

SHAPES: Final[dict[str, Shape]] = {
    "edition": Shape(
        {
            "id": TEXT,
            "number": TEXT,
            "title": TEXT,
            "issuer": TEXT,
            "issued": Field(date),
            "in_force": Field(dict),
            "replaces": _may(list, str),
            "replaces_article": _may(str),
            "replaced_by": _may(str),
            "guidance": _may(list, str),
            "confidence": GRADE,
            "notes": _may(list, str),
            "amendments": _may(list),
        }
    ),
    "edition.in_force": Shape({"from": Field(date), "to": _may(date)}),
    "edition.amendments[]": Shape(
        {
            "number": TEXT,
            "issued": Field(date),
            "in_force_from": Field(date),
            "confidence": GRADE,
            "note": TEXT,
            "changes": Field(list),
        }
    ),
    "edition.amendments[].changes[]": Shape({"text": TEXT, "confidence": GRADE}),
    "level_rule": Shape(
        {
            "kind": Field(str, choices=("every_criterion", "quota")),
            "article": TEXT,
            "confidence": GRADE,
            "fail_label": TEXT,
            "criterion": _may(dict),
            "level4": _may(dict),
            "school": _may(list),
            "multi_level_school": _may(dict),
        }
    ),
    "level_rule.criterion": Shape(
        {
            "indicators": _may(str),
            "sequential": _may(bool),
            "article": TEXT,
            "confidence": GRADE,
        },
        optional=True,
    ),
    "level_rule.level4": Shape({"article": TEXT, "confidence": GRADE}, optional=True),
    "level_rule.multi_level_school": RULE_NOTE,
    "level_rule.school[]": Shape(
        {
            "level": Field(int),
            "mandatory_min": Field(int),
            "others_count": Field(int),
            "others_of": Field(int),
            "others_min": Field(int),
            "rest_min": Field(int),
        }
    ),
    "cycle": Shape(
        {
            "years": Field(int),
            "years_article": TEXT,
            "upgrade_after_years": _may(int),
            "upgrade_article": _may(str),
            "reregister_months_before": _may(int),
            "reregister_article": _may(str),
            "data_years": _may(int),
            "confidence": GRADE,
        },
        optional=True,
    ),
    "recognition": Shape(
        {
            "precondition": TEXT,
            "article": TEXT,
            "national_standard": _may(dict, str),
            "certificate": _may(dict, str),
            "certificate_article": _may(str),
            "applies_to": _may(list, str),
            "authority": _may(str),
            "authority_article": _may(str),
            "conditions": _may(list),
            "withdrawal_article": _may(str),
            "confidence": GRADE,
        },
        optional=True,
    ),
    "recognition.conditions[]": Shape({"point": TEXT, "text": TEXT, "paraphrase": _may(bool)}),
    "council": Shape(
        {
            "article": TEXT,
            "min_members": Field(int),
            "odd": Field(bool),
            "roles": Field(list),
            "roles_confidence": MAY_GRADE,
            "trained_members": _may(str),
            "confidence": GRADE,
        },
        optional=True,
    ),
    "council.roles[]": Shape({"role": TEXT, "count": _may(int), "who": _may(str)}),
    "evidence": Shape(
        {
            "source": TEXT,
            "pattern": TEXT,
            "example": TEXT,
            "separator": TEXT,
            "brackets": _may(list, str),
            "once": _may(bool),
            "place": _may(str),
            "confidence": GRADE,
        },
        optional=True,
    ),
    "deadlines[]": Shape(
        {
            "id": TEXT,
            "title": TEXT,
            "article": TEXT,
            "confidence": GRADE,
            "month": _may(int),
            "day": _may(int),
            "strictly_before": _may(bool),
            "before_expiry_months": _may(int),
        }
    ),
    "catalogues[]": Shape(
        {
            "part": _may(str),
            "name": TEXT,
            "appendix": _may(str),
            "school_levels": Field(list, item=str),
            "articles": _may(dict, int),
            "articles_confidence": MAY_GRADE,
            "confidence": GRADE,
            "counts": Field(dict, item=int),
            "mandatory": _may(int),
            "standards": Field(list),
            "criteria": Field(list),
            "level4": _may(list),
        }
    ),
    "catalogues[].standards[]": STANDARD,
    "catalogues[].criteria[]": CRITERION,
    "catalogues[].level4[]": Shape({"clause": Field(int), "text": TEXT, "paraphrase": _may(bool)}),
}
