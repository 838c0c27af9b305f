"""Messages to people, and the outbox of e-mails that retries."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """A message to one user in the application."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    organisation = models.ForeignKey("caitien.Organisation", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["user", "read_at"])]


class MailChoice(models.Model):
    """Whether a person wants the daily letter; no row: yes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice"
    )
    daily = models.BooleanField("nhận thư tóm tắt mỗi ngày", default=True)


class Mail(models.Model):
    """An e-mail waiting in the outbox, sent, or given up after several tries."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    #: the same key is put in once only
    once = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="mail_due",
            )
        ]
