"""Offices and schools, their people, units and rights; and the files they keep."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from . import names
from .roles import Role

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Ten letters and digits that cannot be guessed or misread: a record's part of its address."""
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


class Organisation(models.Model):
    """An office, a school or a site of a school. The tree as it is today; `Past` keeps history."""

    class Kind(models.TextChoices):
        """What it is. A phòng GDĐT exists only in the past (until 30/6/2025)."""

        MINISTRY = "bo", "Bộ"
        DEPARTMENT = "so", "Sở Giáo dục và Đào tạo"
        FORMER_OFFICE = "phong", "Phòng Giáo dục và Đào tạo (đến 30/6/2025)"
        COMMUNE = "xa", "Xã"
        WARD = "phuong", "Phường"
        SPECIAL_ZONE = "dac_khu", "Đặc khu"
        SCHOOL = "truong", "Trường"
        SITE = "diem_truong", "Điểm trường"

    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    slug = models.SlugField("tên trong địa chỉ", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=60, blank=True)
    #: code in document numbers: "THCS TMT" gives 12/KH-THCS TMT
    code = models.CharField("chữ viết tắt trong số văn bản", max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    #: whose name stands above the school's on a paper, where it is not the parent's
    authority_name = models.CharField("tên cơ quan chủ quản", max_length=200, blank=True)
    place = models.CharField("địa danh trên văn bản", max_length=120, blank=True)
    address = models.CharField("địa chỉ", max_length=250, blank=True)
    #: levels of education: mam_non, tieu_hoc, thcs, thpt, gdtx
    levels = models.JSONField("cấp học", default=list, blank=True)
    opened_on = models.DateField("thành lập", null=True, blank=True)
    closed_on = models.DateField("thôi hoạt động", null=True, blank=True)
    is_demo = models.BooleanField("minh họa", default=False)
    version = models.PositiveIntegerField(default=1)
    #: of the request that made it: a double click makes one school
    once = models.CharField(max_length=64, blank=True)
    #: what a search looks in, without marks, and what lists are ordered by: see schools.names
    search_key = models.CharField(max_length=400, blank=True, editable=False)
    sort_key = models.CharField(max_length=400, blank=True, editable=False)

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering: ClassVar = ["sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["once"], condition=~Q(once=""), name="organisation_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def set_keys(self) -> None:
        """Work out the keys of the names; `save` does, whoever creates rows in bulk must."""
        self.search_key = names.search_key(self.name, self.short_name, self.code, self.slug)
        self.sort_key = names.title_order(self.name)

    def save(self, **options: Any) -> None:
        """Save, with the keys of the names it has now."""
        self.set_keys()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_key", "sort_key"}
        super().save(**options)

    @property
    def is_school(self) -> bool:
        """Whether plans are made here."""
        return self.kind == self.Kind.SCHOOL

    @property
    def is_office(self) -> bool:
        """Whether schools stand under it."""
        return self.kind not in (self.Kind.SCHOOL, self.Kind.SITE)


class Past(models.Model):
    """What an organisation was until a day: its name, kind, parent; or what it was merged into."""

    class Event(models.TextChoices):
        """What changed on `on`."""

        RENAMED = "doi_ten", "Đổi tên"
        MOVED = "doi_cap_tren", "Chuyển cơ quan quản lý"
        MERGED = "sap_nhap", "Sáp nhập"
        SPLIT = "tach", "Tách ra"
        CLOSED = "giai_the", "Thôi hoạt động"
        LEVELS = "doi_cap_hoc", "Thay đổi cấp học"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="past")
    event = models.CharField(max_length=20, choices=Event.choices)
    on = models.DateField("từ ngày")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    other = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="past_with"
    )
    decision = models.CharField("theo quyết định", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]


class Unit(models.Model):
    """A unit of a school: tổ chuyên môn, tổ văn phòng, đoàn thể, Ban đại diện CMHS, hội đồng."""

    class Kind(models.TextChoices):
        """What it is."""

        SUBJECT = "to_chuyen_mon", "Tổ chuyên môn"
        OFFICE = "to_van_phong", "Tổ văn phòng"
        UNION = "doan_the", "Đoàn thể"
        PARENTS = "cmhs", "Ban đại diện cha mẹ học sinh"
        COUNCIL = "hoi_dong", "Hội đồng, ban, tổ công tác"
        LEADERS = "ban_giam_hieu", "Ban giám hiệu"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    name = models.CharField("tên", max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField("đang hoạt động", default=True)

    class Meta:
        verbose_name = "tổ, bộ phận"
        ordering: ClassVar = ["order", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="unit_once")
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A member of a school's or office's staff, with or without an account. Never deleted.

    `name_key` is the name with tone placement normalised (Thủy = Thuỷ): see schools.names.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="people"
    )
    key = models.CharField(max_length=12, unique=True, default=new_key)
    staff_code = models.CharField("mã nhân sự", max_length=40, blank=True)
    full_name = models.CharField("họ và tên", max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    #: thầy, cô, ông, bà, or empty
    title = models.CharField("danh xưng", max_length=20, blank=True)
    post = models.CharField("chức vụ", max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="people")
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    active = models.BooleanField("đang công tác", default=True)
    left_on = models.DateField("thôi công tác", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    #: of the request that made it: a double click makes one person
    once = models.CharField(max_length=64, blank=True)
    #: what a search looks in, and what lists are ordered by: see schools.names
    search_key = models.CharField(max_length=400, blank=True, editable=False)
    sort_key = models.CharField(max_length=400, blank=True, editable=False)

    class Meta:
        verbose_name = "nhân sự"
        verbose_name_plural = "nhân sự"
        ordering: ClassVar = ["sort_key", "id"]
        indexes: ClassVar = [models.Index(fields=["organisation", "active", "sort_key"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "once"], condition=~Q(once=""), name="person_once"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def set_keys(self) -> None:
        """Work out the keys of the name; `save` does, whoever creates rows in bulk must."""
        self.name_key = names.name_key(self.full_name)
        self.sort_key = names.sort_key(self.full_name)
        self.search_key = names.search_key(
            self.full_name, self.staff_code, self.post, self.email.partition("@")[0]
        )

    def save(self, **options: Any) -> None:
        """Save, with the keys of the name it has now."""
        self.set_keys()
        if options.get("update_fields") is not None:
            keys = {"name_key", "sort_key", "search_key"}
            options["update_fields"] = {*options["update_fields"], *keys}
        super().save(**options)


class Post(models.Model):
    """A post a person held (chức vụ) from a day to a day: who was head on the day of a paper."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    name = models.CharField("chức vụ", max_length=120)
    from_on = models.DateField("từ ngày")
    until_on = models.DateField("đến ngày", null=True, blank=True)
    #: who wrote that it began, and that it ended
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-from_on", "-id"]


class Grant(models.Model):
    """A right: this user has this role in this organisation from a day to a day.

    `start_year` is the first calendar year of the school year it was given for (None: any year).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="grants")
    role = models.CharField("vai trò", max_length=30, choices=Role.choices)
    start_year = models.PositiveSmallIntegerField("năm học", null=True, blank=True)
    from_on = models.DateField("từ ngày")
    until_on = models.DateField("đến hết ngày", null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField()
    #: who let it end on `until_on`, and when; empty where the end was fixed when it was given
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "quyền"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="grant_dates_in_order",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["user", "organisation"])]


class StoredFile(models.Model):
    """A file of one organisation, kept under its SHA-256: never changed, never overwritten."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="files")
    key = models.CharField(max_length=12, unique=True, default=new_key)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField(max_length=120)
    #: who may fetch it: import, paper, public
    purpose = models.CharField(max_length=20)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
