"""An audit trail (of a school, an office, the installation) to read: filtered, verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from caitien.accounts import audit
from caitien.accounts.models import AuditHead, AuditLine
from caitien.accounts.searching import search_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: first part of an action's dotted name → words; what has none stands under "Việc khác"
SUBJECTS: Final[dict[str, str]] = {
    "plan": "Kế hoạch",
    "import": "Nhập tệp",
    "staff": "Nhân sự",
    "person": "Nhân sự",
    "unit": "Tổ, bộ phận",
    "role": "Vai trò",
    "rights": "Lời mời, vai trò",
    "school": "Thông tin nhà trường",
    "organisation": "Thông tin đơn vị",
    "site": "Điểm trường",
    "user": "Tài khoản",
    "system": "Cài đặt",
    "mail": "Thư",
    "audit": "Nhật ký",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for: words, a person's name, a subject, days (both included)."""

    words: str = ""
    person: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def any(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words) or self.narrow

    @property
    def narrow(self) -> bool:
        """Whether a person, a subject or days were asked for."""
        return bool(self.person or self.subject or self.since or self.until)


def trail(scope: str, wanted: Wanted) -> QuerySet[AuditLine]:
    """The lines of a chain (see `accounts.audit.scope_of`), latest first, that are as wanted."""
    found = AuditLine.objects.filter(scope=scope)
    for word in search_words(wanted.words):
        found = found.filter(search_key__contains=word)
    if wanted.person:
        found = found.filter(actor_name=wanted.person)
    if wanted.subject:
        found = found.filter(action__startswith=wanted.subject + ".")
    if wanted.since:
        found = found.filter(at__gte=_begin(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_begin(wanted.until + timedelta(days=1)))
    return found.order_by("-number")


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def actors(scope: str) -> list[str]:
    """The names of who did something here, by name (200 at most)."""
    names = AuditLine.objects.filter(scope=scope)
    return sorted(set(names.order_by().values_list("actor_name", flat=True).distinct()[:200]))


def subjects(scope: str) -> dict[str, str]:
    """Subjects that occur here: name in the address → words."""
    actions = AuditLine.objects.filter(scope=scope)
    names = actions.order_by().values_list("action", flat=True).distinct()
    kinds = {name.partition(".")[0] for name in names}
    return {kind: words for kind, words in SUBJECTS.items() if kind in kinds}


def length(scope: str) -> int:
    """How many lines the chain says it has."""
    head = AuditHead.objects.filter(scope=scope).first()
    return head.count if head else 0


@dataclass(frozen=True, slots=True)
class Verified:
    """The state of the chain: how many lines, and where it breaks (None: whole)."""

    count: int
    broken: audit.Break | None


def verified(scope: str, count: int) -> Verified:
    """Check the whole chain of `count` lines now: all are read, every hash computed again."""
    return Verified(count, audit.verify(scope))
