"""Users, invitations and the audit trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


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

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.full_name or self.email

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
    grant_until = models.DateField("quyền đến ngày", null=True, blank=True)
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

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "number"], name="audit_line_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["scope", "target", "-number"], name="audit_by_target")
        ]
