"""Every change of a plan's content: cells, people and money, rows, mends. The door editors use.

Every call takes what the editor started from (`base`); where somebody else wrote meanwhile it
raises a Conflict with both versions and stores nothing.
"""

from __future__ import annotations

from .services_edit_action import people_json, set_budget, set_people
from .services_edit_base import FieldConflict
from .services_edit_cells import FieldSaved, set_field
from .services_edit_findings import apply_fix, dismiss, undismiss
from .services_edit_rows import (
    END,
    RowSaved,
    RowsPasted,
    add_row,
    delete_row,
    move_row,
    paste_rows,
    restore_row,
)
from .services_edit_undo import undo_field
from .services_edit_values import FieldProblem

__all__ = [
    "END",
    "FieldConflict",
    "FieldProblem",
    "FieldSaved",
    "RowSaved",
    "RowsPasted",
    "add_row",
    "apply_fix",
    "delete_row",
    "dismiss",
    "move_row",
    "paste_rows",
    "people_json",
    "restore_row",
    "set_budget",
    "set_field",
    "set_people",
    "undismiss",
    "undo_field",
]
