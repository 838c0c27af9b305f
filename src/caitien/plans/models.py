"""Improvement plans: header, sections, priority problems, actions, reviews, life and papers.

A plan's rows and a `PlanDraft` (caitien.core.drafts) are two forms of one thing: see
plans.drafting. Text fields hold what the paper prints; typed fields beside them (people, days,
sums) are what work is followed by.
"""

from __future__ import annotations

import re
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from caitien.core.vietnamese.titles import sentence_case
from caitien.schools.models import new_key

#: a target that only names a level: "Mức 3", "Đạt mức 2", "Phấn đấu đạt Mức 3."
_ONLY_LEVEL = re.compile(
    r"(?:(?:phấn đấu|giữ vững|duy trì|nâng|lên|đạt)\W+)*(?:mức\W*\d|đạt)\W*", re.IGNORECASE
)


class Plan(models.Model):
    """An improvement plan of a school for a year, or for several years (parent of annual ones)."""

    class Kind(models.TextChoices):
        """How long it runs."""

        ANNUAL = "annual", "Kế hoạch năm học"
        MULTI_YEAR = "multi_year", "Kế hoạch nhiều năm"

    class State(models.TextChoices):
        """The life of a plan (plans.states says who may move it)."""

        DRAFT = "ban_nhap", "Bản nháp"
        REVIEW = "gop_y", "Đang góp ý"
        SUBMITTED = "cho_duyet", "Chờ phê duyệt"
        RETURNED = "tra_lai", "Trả lại"
        APPROVED = "da_duyet", "Đã phê duyệt"
        ISSUED = "da_ban_hanh", "Đã ban hành"
        REPLACED = "da_thay_the", "Đã thay thế"
        CLOSED = "da_dong", "Đã đóng"

    school = models.ForeignKey("caitien.Organisation", models.PROTECT, related_name="plans")
    key = models.CharField(max_length=12, unique=True, default=new_key)
    #: of the request that made it: a double click makes one plan
    once = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ANNUAL)
    start_year = models.PositiveSmallIntegerField("năm học bắt đầu")
    end_year = models.PositiveSmallIntegerField("năm học kết thúc")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="annual_plans"
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    imported_from = models.ForeignKey(
        "caitien.Import", models.SET_NULL, null=True, blank=True, related_name="plans"
    )
    #: id of the form it is printed in (caitien.core.regulations.forms), None: its own columns
    form = models.CharField(max_length=40, blank=True)
    #: id of the catalogue of standards it stands under (caitien.core.regulations.loader)
    catalogue = models.CharField(max_length=60, blank=True)
    school_level = models.CharField("cấp học", max_length=20, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    #: grows with every change of content
    version = models.PositiveIntegerField(default=1)
    #: content hash at the last change of state (plans.drafting.content_hash)
    state_hash = models.CharField(max_length=64, blank=True)

    # -- the header of the paper; lists are JSON as in Plan JSON
    title = models.CharField("tên kế hoạch", max_length=300)
    title_lines = models.JSONField(default=list)
    authority = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    school_name = models.CharField("tên trường trên văn bản", max_length=200, blank=True)
    plan_number = models.CharField("số văn bản", max_length=80, blank=True)
    place_name = models.CharField("địa danh", max_length=120, blank=True)
    dated = models.DateField("ngày văn bản", null=True, blank=True)
    bases = models.JSONField("căn cứ", default=list)
    preamble = models.JSONField("phần mở đầu", default=list)
    signer_title = models.CharField("chức danh người ký", max_length=200, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    recipients = models.JSONField("nơi nhận", default=list)
    columns = models.JSONField("cột của bảng", default=list)
    #: what no column of the database stands for: standards, empty_rows, form_lines, level4_text…
    rest = models.JSONField(default=dict)

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField("minh họa", default=False)
    #: part of the address of the public page; empty where not published
    public_key = models.CharField(max_length=12, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "kế hoạch"
        ordering: ClassVar = ["-start_year", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "once"], name="plan_once"),
            models.CheckConstraint(
                condition=Q(end_year__gte=models.F("start_year")), name="plan_years_in_order"
            ),
            models.UniqueConstraint(
                fields=["public_key"], condition=~Q(public_key=""), name="plan_public_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "start_year", "state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What screens call it: the title without the capitals of the paper; never empty.

        No query: the school's own name helps where the school was read with the plan.
        """
        if not self.title.strip():
            several = self.end_year > self.start_year
            return f"Kế hoạch {'giai đoạn' if several else 'năm học'} {self.years}"
        school = self._state.fields_cache.get("school")
        known = vars(school) if school else {}  # what was read of it: nothing is asked for here
        return sentence_case(self.title, [known.get("name", ""), known.get("short_name", "")])

    @property
    def years(self) -> str:
        """Its school years: 2026-2027."""
        return f"{self.start_year}-{self.end_year + 1}"


class Row(models.Model):
    """What the rows of a plan share: a lasting name, an order, a version, a way back."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["order", "id"]


class PlanSection(Row):
    """A numbered section of the plan's text: rich text as Plan JSON's section (see core.rich)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    heading = models.CharField("đề mục", max_length=500, blank=True)
    #: {"paragraphs": [...], "styles": [[paragraph, start, end, style], ...], "tables": [...]}
    body = models.JSONField(default=dict)


class Problem(Row):
    """A priority problem of the self-assessment (section IV of Biểu 2, Thông tư 57/2026)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="problems")
    tt = models.CharField("TT", max_length=20, blank=True)
    standard = models.CharField("tiêu chuẩn", max_length=20, blank=True)
    criterion = models.CharField("tiêu chí", max_length=20, blank=True)
    current = models.TextField("hiện trạng", blank=True)
    weakness = models.TextField("điểm yếu", blank=True)
    cause = models.TextField("nguyên nhân", blank=True)


class Action(Row):
    """One row of the plan's table: what will be improved, how, by whom, when, with what."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    problem = models.ForeignKey(
        Problem, models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    #: the action of an earlier plan this one carries on
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    # -- text, as the paper prints it; names as in PlanDraft's Item
    tt = models.CharField("TT", max_length=20, blank=True)
    standard = models.CharField("tiêu chuẩn", max_length=20, blank=True)
    standard_title = models.TextField("tên tiêu chuẩn", blank=True)
    criterion = models.CharField("tiêu chí", max_length=20, blank=True)
    criterion_title = models.TextField("tên tiêu chí", blank=True)
    more_criteria = models.JSONField("tiêu chí khác", default=list)
    level = models.PositiveSmallIntegerField("mức hiện tại", null=True, blank=True)
    target_level = models.PositiveSmallIntegerField("mức cần đạt", null=True, blank=True)
    current = models.TextField("hiện trạng", blank=True)
    content = models.TextField("nội dung cải tiến", blank=True)
    target = models.TextField("mục tiêu", blank=True)
    solutions = models.JSONField("giải pháp, các bước", default=list)
    solution_details = models.JSONField(default=list)
    indicator = models.TextField("chỉ báo, kết quả cần đạt", blank=True)
    assignee_text = models.TextField("người thực hiện", blank=True)
    time = models.TextField("thời gian", blank=True)
    budget_text = models.TextField("kinh phí", blank=True)
    resources = models.TextField("nguồn lực", blank=True)
    conditions = models.TextField("điều kiện", blank=True)
    expected_evidence = models.TextField("minh chứng dự kiến", blank=True)
    supervisor = models.TextField("người giám sát", blank=True)
    report_time = models.TextField("thời điểm báo cáo", blank=True)
    status = models.TextField("tình trạng", blank=True)
    notes = models.TextField("ghi chú", blank=True)
    extra = models.JSONField(default=dict)

    # -- typed: what work is followed by
    lead_person = models.ForeignKey(
        "caitien.Person", models.PROTECT, null=True, blank=True, related_name="leads"
    )
    lead_unit = models.ForeignKey(
        "caitien.Unit", models.PROTECT, null=True, blank=True, related_name="leads"
    )
    collaborators = models.ManyToManyField("caitien.Person", blank=True, related_name="helps")
    collaborator_units = models.ManyToManyField("caitien.Unit", blank=True, related_name="helps")
    supervisor_person = models.ForeignKey(
        "caitien.Person", models.PROTECT, null=True, blank=True, related_name="supervises"
    )
    start = models.DateField("bắt đầu", null=True, blank=True)
    due = models.DateField("hạn hoàn thành", null=True, blank=True)
    indicator_unit = models.CharField("đơn vị đo", max_length=40, blank=True)
    baseline = models.CharField("số liệu đầu kỳ", max_length=80, blank=True)
    goal = models.CharField("chỉ tiêu", max_length=80, blank=True)
    report_dates = models.JSONField("ngày báo cáo", default=list)

    #: of the imported file: {field: why the reader was unsure}, {field: place}
    uncertain = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    #: what else a PlanDraft's item holds: lead, collaborators, time_kind, code_text
    rest = models.JSONField(default=dict)

    class Meta(Row.Meta):
        verbose_name = "hoạt động cải tiến"
        indexes: ClassVar = [models.Index(fields=["plan", "order"])]

    @property
    def work(self) -> str:
        """What the row is about, in one line; "" for an empty row.

        A target that only names a level ("Mức 3") says nothing about the work.
        """
        lines = (self.content, self.target, "; ".join(self.solutions))
        told = [words for line in lines if (words := " ".join(line.split()))]
        meant = (words for words in told if not _ONLY_LEVEL.fullmatch(words))
        return next(meant, "") or " ".join(self.criterion_title.split()) or "".join(told[:1])


class BudgetLine(models.Model):
    """A sum for an action from one source, in đồng."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="budget")
    source = models.CharField("nguồn", max_length=120)
    amount = models.PositiveBigIntegerField("số tiền (đồng)", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]


class MonitoringEntry(Row):
    """A row of the monitoring table (section VI of Biểu 2, Thông tư 57/2026)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="monitoring")
    when = models.TextField("thời điểm", blank=True)
    content = models.TextField("nội dung", blank=True)
    result = models.TextField("kết quả", blank=True)
    adjustment = models.TextField("điều chỉnh", blank=True)
    evaluator = models.TextField("người đánh giá", blank=True)


class Comment(models.Model):
    """A remark on a plan, a row or a cell; those mentioned are told."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments")
    #: uid of the row it is about; None: the whole plan
    row = models.UUIDField(null=True, blank=True)
    field = models.CharField(max_length=40, blank=True)
    reply_to = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=120)
    text = models.TextField()
    mentions = models.ManyToManyField("caitien.Person", blank=True, related_name="+")
    at = models.DateTimeField()
    once = models.CharField(max_length=64, unique=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Dismissal(models.Model):
    """A finding put aside with a reason; it stays aside while the words it is about stay."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="dismissals")
    code = models.CharField(max_length=20)
    #: plans.findings.fingerprint: rule, row, field and excerpt
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "fingerprint"], name="dismissal_once")
        ]


class Transition(models.Model):
    """A step in the life of a plan: who, when, from, to, on which content."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="transitions")
    step = models.CharField(max_length=30)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    by_post = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["at", "id"]


class IssuedPaper(models.Model):
    """A sealed paper: the files, their SHA-256, the content and the names of that day. For good."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="papers")
    key = models.CharField(max_length=12, unique=True, default=new_key)
    number = models.CharField(max_length=80)
    #: the running part of the number: unique in a school and calendar year
    serial = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    school = models.ForeignKey("caitien.Organisation", models.PROTECT, related_name="papers")
    dated = models.DateField()
    content_hash = models.CharField(max_length=64)
    #: the PlanDraft as printed (Plan JSON)
    content = models.JSONField()
    #: names and posts of the day: signer, secretary, leads
    names = models.JSONField(default=dict)
    docx = models.ForeignKey("caitien.StoredFile", models.PROTECT, related_name="+")
    pdf = models.ForeignKey("caitien.StoredFile", models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-issued_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year", "serial"], name="number_once"),
            models.UniqueConstraint(fields=["plan", "content_hash"], name="issue_once"),
        ]


class Delivery(models.Model):
    """An issued paper sent to an office: received, or returned with a reason."""

    paper = models.ForeignKey(IssuedPaper, models.PROTECT, related_name="deliveries")
    office = models.ForeignKey("caitien.Organisation", models.PROTECT, related_name="received")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField("lý do trả lại", blank=True)

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "office"], name="delivery_once")
        ]
