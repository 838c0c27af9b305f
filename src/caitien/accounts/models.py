"""Users, invitations and the audit trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac

from .searching import search_key, sort_key


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        """A user with this address; no password means none can be used to sign in."""
        user = self.model(email=email.strip().lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of this e-mail address, whatever its letter case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. Rights come from `schools.Grant`, never from here.

    `is_superuser` is the keeper of the installation (made at first-run set-up): may create
    offices and schools, but reads no school's work without a grant there.
    """

    email = models.EmailField("thư điện tử", unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    is_demo = models.BooleanField("minh họa", default=False)
    joined_at = models.DateTimeField("ngày tham gia", null=True, blank=True)
    #: counts up when every sign-in of this user is ended; part of what a session is checked against
    session_round = models.PositiveIntegerField(default=0)
    #: who locked the account (`is_active` is False then), when, why; `locked_in` is the school or
    #: office whose manager did, None where the keeper did
    locked_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    locked_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    locked_in = models.ForeignKey(
        "caitien.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lock_reason = models.CharField("lý do khóa", max_length=300, blank=True)
    #: what a search looks in, and what lists are ordered by: see accounts.searching
    search_key = models.CharField(max_length=400, blank=True, editable=False)
    sort_key = models.CharField(max_length=400, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.full_name or self.email

    def set_keys(self) -> None:
        """Work out the keys of name and address; `save` does, whoever creates in bulk must."""
        self.search_key = search_key(self.full_name, self.email)
        self.sort_key = sort_key(self.full_name or self.email)

    def save(self, **options: Any) -> None:
        """Save, with the keys of the name and address it has now."""
        self.set_keys()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_key", "sort_key"}
        super().save(**options)

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What a session is checked against: another password or round ends it."""
        said = f"{self.session_round}:{self.password}"
        return salted_hmac(
            "caitien.accounts.session", said, secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def is_staff(self) -> bool:
        """Django's own admin site is not used."""
        return False


class Invitation(models.Model):
    """An invitation to sign in: single use, with an end. Only the token's SHA-256 is kept."""

    email = models.EmailField("thư điện tử")
    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    organisation = models.ForeignKey(
        "caitien.Organisation", models.CASCADE, related_name="invitations"
    )
    person = models.ForeignKey("caitien.Person", models.SET_NULL, null=True, blank=True)
    role = models.CharField("vai trò", max_length=30)
    #: the right begins when it is taken up, never before this day
    grant_from = models.DateField("quyền từ ngày", null=True, blank=True)
    grant_until = models.DateField("quyền đến ngày", null=True, blank=True)
    #: first calendar year of the school year the right is for; None: any
    start_year = models.PositiveSmallIntegerField("năm học", null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "lời mời"
        verbose_name_plural = "lời mời"


class AuditHead(models.Model):
    """The end of one chain of audit lines; locked while a line is added.

    `scope` is "org:<id>" of a school or office, or "system".
    """

    scope = models.CharField(max_length=40, unique=True)
    count = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="")


class AuditLine(models.Model):
    """One thing done: who (by the name of that day), when, what, on what, before and after.

    `hash` = SHA-256 over the line's content and `previous`: a line changed, removed or put in
    between breaks the chain from there on.
    """

    scope = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=120)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=80, blank=True)
    sentence = models.TextField()
    changes = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    #: sentence and name without marks, for searching; not hashed: it follows from what is
    search_key = models.TextField(default="", editable=False)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "number"], name="audit_line_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["scope", "target", "-number"], name="audit_by_target")
        ]


class SharedEntry(models.Model):
    """What all processes must remember together for a while: see accounts.shared_cache.

    `expires` is in seconds since 1970, as limits count time.
    """

    key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.FloatField(db_index=True)
