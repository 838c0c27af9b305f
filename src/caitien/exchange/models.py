"""Uploaded files on their way to becoming plans."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from caitien.schools.models import new_key

_TONES = {
    "cho_doc": "none",
    "dang_doc": "work",
    "da_doc": "done",
    "cho_xem": "soon",
    "loi": "late",
    "da_nhap": "done",
}


class Import(models.Model):
    """One upload of one or many files: read, checked, previewed, applied once, undone whole."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "cho_doc", "Chờ đọc"
        READING = "dang_doc", "Đang đọc"
        READY = "cho_xem", "Chờ xem lại"
        FAILED = "loi", "Không đọc được"
        APPLIED = "da_nhap", "Đã nhập"
        UNDONE = "da_hoan_tac", "Đã hoàn tác"
        DROPPED = "da_bo", "Đã bỏ"

    school = models.ForeignKey("caitien.Organisation", models.CASCADE, related_name="imports")
    key = models.CharField(max_length=12, unique=True, default=new_key)
    #: sent by the browser: the same upload sent twice is one import
    once = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    #: the plans it made, as they were then: {"<plan id>": content hash}
    made = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "once"], name="import_once")
        ]

    @property
    def tone(self) -> str:
        """How its state is shown (caitien.ui.states)."""
        return _TONES.get(self.state, "none")


class ImportFile(models.Model):
    """One file of an import and what was read of it.

    `reading` is Plan JSON of the whole file (places and uncertain cells kept), `drafts` the plans
    as edited at the desk, `done`/`total` the progress of reading (pages), `error` Vietnamese.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "cho_doc", "Chờ đọc"
        READING = "dang_doc", "Đang đọc"
        READ = "da_doc", "Đã đọc"
        FAILED = "loi", "Không đọc được"

    batch = models.ForeignKey(Import, models.CASCADE, related_name="files")
    file = models.ForeignKey("caitien.StoredFile", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)
    #: the last sign of life of the worker that reads it, and that worker's name
    beat_at = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=24, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    format = models.CharField(max_length=10, blank=True)
    doc_type = models.CharField(max_length=30, blank=True)
    reading = models.JSONField(null=True, blank=True)
    drafts = models.JSONField(null=True, blank=True)
    #: {"<plan>/<field path>": "seen"}: places a person looked at
    seen = models.JSONField(default=dict, blank=True)
    #: what was chosen for its plans in the preview: {"<plan>": {"take": true, "year": 2026, …}}
    choices = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]

    @property
    def tone(self) -> str:
        """How its state is shown (caitien.ui.states)."""
        return _TONES.get(self.state, "none")


class ReadPage(models.Model):
    """A page of an uploaded file as a picture, or as HTML where the file has no pages."""

    of = models.ForeignKey(ImportFile, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    image = models.BinaryField(null=True)
    media_type = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    html = models.TextField(blank=True)
    #: boxes of values on the image, in parts of width and height:
    #: {"<plan>/<field path>": [[x, y, w, h], …]}
    boxes = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "number"], name="page_once")]
