"""All components on one page, for those who build; only there while DEBUG is on."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caitien.core.render import charts
from caitien.ui import clock
from caitien.ui.frame import school_year_on
from caitien.ui.icons import ICONS
from caitien.ui.middleware import open_to_all
from caitien.ui.states import LOOKS


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="Tên kế hoạch", max_length=200, help_text="Như in trên văn bản.")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Kế hoạch năm học"), ("b", "Nhiều năm")])
    due = forms.DateField(
        label="Hạn hoàn thành", required=False, help_text="Ngày/tháng/năm, ví dụ 08/08/2026."
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    level = forms.ChoiceField(
        label="Cấp học", choices=[("th", "Tiểu học"), ("thcs", "THCS")], widget=forms.RadioSelect
    )
    people = forms.MultipleChoiceField(
        label="Người phối hợp",
        required=False,
        choices=[("1", "Cô A (Tổ Toán – Tin)"), ("2", "Thầy B (Tổ Văn)")],
        widget=forms.CheckboxSelectMultiple,
    )
    paper = forms.FileField(label="Tệp kế hoạch", required=False, widget=forms.FileInput)
    agreed = forms.BooleanField(label="Công khai trên trang của nhà trường", required=False)


def _plan(year: int) -> tuple[list[charts.TimelineBar], list[charts.Flag]]:
    """One bar of every state, and two dates."""
    first = date(year, 9, 1)
    states = ["hoan_thanh", "dang_lam", "cho_xac_nhan", "qua_han", "chua_giao", "dung"]
    bars = [
        charts.TimelineBar(
            f"Hoạt động thứ {i + 1} với một tên khá dài để xem cách cắt chữ",
            first + timedelta(days=25 * i),
            first + timedelta(days=25 * i + 60),
            state,
            done=40 if state == "dang_lam" else None,
            reviews=(first + timedelta(days=25 * i + 50),) if i % 2 else (),
        )
        for i, state in enumerate(states)
    ]
    bars.append(charts.TimelineBar("Hoạt động chưa có hạn", None, None, "chua_giao"))
    return bars, [
        charts.Flag(date(year + 1, 1, 15), "Rà soát học kỳ I"),
        charts.Flag(date(year + 1, 6, 15), "Báo cáo tự đánh giá"),
    ]


def _levels() -> tuple[list[charts.StandardLevels], list[charts.CriterionYears]]:
    """Five standards of three criteria; five criteria over three years."""
    known = (None, 1, 2, 3, 0)
    standards = []
    for s in range(1, 6):
        codes = [(f"{s}.{c}", known[s * c % 5]) for c in range(1, 4)]
        criteria = tuple(charts.CriterionLevel(code, "Tên tiêu chí", n) for code, n in codes)
        standards.append(charts.StandardLevels(str(s), f"Tiêu chuẩn {s}", criteria))
    over = ((charts.NOT_IN_FORCE, None, 1), (0, 1, 2), (1, 2, 3))
    rows = [charts.CriterionYears(f"1.{i}", "Tên tiêu chí", over[i % 3]) for i in range(5)]
    return standards, rows


def _pictures(today: date) -> list[dict[str, Any]]:
    """Each picture with its table, from invented numbers."""
    year = school_year_on(today)
    (bars, flags), (standards, rows) = _plan(year), _levels()
    years = [year - 2, year - 1, year]
    money = [
        charts.BudgetBar("Ngân sách", 25_000_000, 12_500_000),
        charts.BudgetBar("Xã hội hóa", 8_000_000),
        charts.BudgetBar("Nguồn khác", None),
    ]
    first, last = date(year, 8, 1), date(year + 1, 7, 31)
    label = "Hoạt động hoàn thành"
    timeline = charts.plan_timeline(
        bars, first=first, last=last, today=today, flags=flags, title="Tiến độ theo thời gian"
    )
    found = (
        ("Tiến độ theo thời gian", timeline, charts.plan_timeline_rows(bars)),
        (
            "Mức theo tiêu chuẩn",
            charts.level_wheel(standards, title="Mức theo tiêu chuẩn"),
            charts.level_wheel_rows(standards),
        ),
        (
            "Mức qua các năm",
            charts.criterion_heat_map(rows, years, title="Mức qua các năm"),
            charts.criterion_heat_map_rows(rows, years),
        ),
        ("Kinh phí", charts.budget_bars(money, title="Kinh phí"), charts.budget_bars_rows(money)),
        (
            "Tiến độ",
            charts.progress_bar(3, 8, label=label),
            charts.progress_bar_rows(3, 8, label=label),
        ),
    )
    return [{"title": title, "svg": svg, "table": table} for title, svg, table in found]


def _finding(severity: str) -> SimpleNamespace:
    return SimpleNamespace(
        severity=severity,
        code="TIME-01",
        message="Hạn hoàn thành đứng trước ngày ban hành kế hoạch.",
        excerpt="Tháng 8/2025",
        why="Việc không thể xong trước khi được giao.",
        article="Điều 15",
        fix=SimpleNamespace(description="Sửa năm của hạn.", replacement="Tháng 8/2026"),
    )


@open_to_all
def styleguide(request: HttpRequest) -> HttpResponse:
    """The page; with POST the form is checked, so that its errors are seen."""
    today = clock.today()
    messages.success(request, "Đã gửi kế hoạch để phê duyệt.")
    messages.warning(request, "Còn 2 hoạt động chưa giao người thực hiện.")
    messages.error(request, "Chưa ban hành được: kế hoạch còn 1 lỗi phải sửa.")
    messages.info(request, "Cô Nguyễn Thị Hương đang góp ý bản này.")
    scope = SimpleNamespace(
        organisation=SimpleNamespace(
            slug="mau", name="Trường Trung học cơ sở Mẫu", short_name="THCS Mẫu",
            is_office="don-vi" in request.GET, is_demo="minh-hoa" in request.GET),
        today=today,
        may=lambda capability: True,
    )  # fmt: skip
    return render(
        request,
        "ui/styleguide.html",
        {
            "scope": scope,
            "year": school_year_on(today),
            "active": "plans",
            "form": SampleForm(request.POST) if request.method == "POST" else SampleForm(),
            "looks": LOOKS,
            "icons": sorted(ICONS),
            "pictures": _pictures(today),
            "findings": [_finding(each) for each in ("error", "warning", "info")],
            "page": Paginator(range(120), 25).get_page(request.GET.get("page")),
            "soon": today + timedelta(days=12),
            "late": today - timedelta(days=3),
            "now": clock.now(),
        },
    )
