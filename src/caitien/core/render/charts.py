"""Numbers drawn as SVG: pure functions, each with the same content as a table beside it.

| picture | its table |
|---|---|
| `level_wheel` | `level_wheel_rows` |
| `criterion_heat_map` | `criterion_heat_map_rows` |
| `plan_timeline` | `plan_timeline_rows` |
| `progress_bar` | `progress_bar_rows` |
| `budget_bars` | `budget_bars_rows` |

Every text is escaped; every picture has <title> and <desc>; `key` must differ on one page.
"""

from __future__ import annotations

from .charts_bars import (
    BudgetBar,
    budget_bars,
    budget_bars_rows,
    progress_bar,
    progress_bar_rows,
)
from .charts_levels import (
    NOT_IN_FORCE,
    CriterionLevel,
    CriterionYears,
    StandardLevels,
    criterion_heat_map,
    criterion_heat_map_rows,
    level_wheel,
    level_wheel_rows,
    level_words,
)
from .charts_svg import TableOf
from .charts_time import Flag, TimelineBar, plan_timeline, plan_timeline_rows

__all__ = [
    "NOT_IN_FORCE",
    "BudgetBar",
    "CriterionLevel",
    "CriterionYears",
    "Flag",
    "StandardLevels",
    "TableOf",
    "TimelineBar",
    "budget_bars",
    "budget_bars_rows",
    "criterion_heat_map",
    "criterion_heat_map_rows",
    "level_wheel",
    "level_wheel_rows",
    "level_words",
    "plan_timeline",
    "plan_timeline_rows",
    "progress_bar",
    "progress_bar_rows",
]
