"""A small plan that lacks nothing, for the tests of a plan's life."""

from __future__ import annotations

from caitien.core.drafts.model import Item, PlanDraft
from caitien.plans.drafting_store import store_draft
from caitien.plans.models import Plan
from tests.people import NOW, YEAR, Cast


def small_draft(rows: int = 3) -> PlanDraft:
    """A plan with a few rows that lack nothing."""
    items = [
        Item(
            tt=str(number),
            standard="2",
            criterion=f"2.{number}",
            content=f"Nâng tỉ lệ đọc sách của khối {number + 5}",
            target="90% học sinh mượn ít nhất 4 cuốn sách",
            solutions=["Mở thư viện cả giờ ra chơi", "Lập góc đọc ở mỗi lớp"],
            assignee_text="Tổ Toán – Tin",
            time="Từ tháng 12/2026 đến tháng 3/2027",
        )
        for number in range(1, rows + 1)
    ]
    return PlanDraft(
        school_name="TRƯỜNG TRUNG HỌC CƠ SỞ NGUYỄN DU",
        authority="ỦY BAN NHÂN DÂN PHƯỜNG AN HOÀ",
        school_level="thcs",
        school_year=f"{YEAR}-{YEAR + 1}",
        title="Kế hoạch cải tiến chất lượng giáo dục năm học 2026-2027",
        title_lines=["KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2026-2027"],
        table_layout="bieu2_tt57",
        items=items,
    )


def make_plan(cast: Cast, draft: PlanDraft | None = None, **more: object) -> Plan:
    """A stored plan of the cast's school, written by the secretary."""
    plan = Plan.objects.create(
        school=cast.school,
        once=f"test-{Plan.objects.count()}",
        start_year=YEAR,
        end_year=YEAR,
        form="bieu2_tt57",
        school_level="thcs",
        title="Kế hoạch cải tiến chất lượng giáo dục năm học 2026-2027",
        created_by=cast.secretary,
        created_at=NOW,
        changed_at=NOW,
        **more,
    )
    return store_draft(plan=plan, draft=draft or small_draft())
