"""Gathers the rooms' tables for Django; import models from their rooms, not from here."""

from __future__ import annotations

from caitien.accounts.models import AuditHead, AuditLine, Invitation, User
from caitien.exchange.models import Import, ImportFile, ReadPage
from caitien.notices.models import Mail, Notice
from caitien.plans.models import (
    Action,
    BudgetLine,
    Comment,
    Delivery,
    Dismissal,
    IssuedPaper,
    MonitoringEntry,
    Plan,
    PlanSection,
    Problem,
    Transition,
)
from caitien.schools.models import (
    Grant,
    Organisation,
    Past,
    Person,
    Post,
    StoredFile,
    Unit,
)

__all__ = [
    "Action",
    "AuditHead",
    "AuditLine",
    "BudgetLine",
    "Comment",
    "Delivery",
    "Dismissal",
    "Grant",
    "Import",
    "ImportFile",
    "Invitation",
    "IssuedPaper",
    "Mail",
    "MonitoringEntry",
    "Notice",
    "Organisation",
    "Past",
    "Person",
    "Plan",
    "PlanSection",
    "Post",
    "Problem",
    "ReadPage",
    "StoredFile",
    "Transition",
    "Unit",
    "User",
]
