"""Moving a plan's codes to the circular in force: what would change, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from caitien.ui import clock
from caitien.ui.problems import Problem

from .editions import edition_notice, known_catalogue, open_change
from .queries_crosswalk import CodeLine, code_lines, moved_lines
from .services_crosswalk import DROP, KEEP, move_codes, take_codes_back
from .views_edit_base import may_edit, the_plan

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from caitien.core.regulations.model import Catalogue
    from caitien.schools.access import Scope

    from .models import Plan

#: the choice of a code no crosswalk proposes
OTHER = "khac"


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A line with what is chosen for it on the page: a code, KEEP, DROP, OTHER or "" (nothing)."""

    line: CodeLine
    chosen: str
    other: str
    new: bool


@require_http_methods(["GET", "POST"])
def plan_crosswalk(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The old code of every row beside the proposed new ones; a person chooses, one press moves."""
    needed = "plan.edit" if request.method == "POST" else "plan.view"
    scope, plan = the_plan(request, slug, key, needed)
    if request.method == "GET":
        return _page(request, scope, plan)
    sent = _sent(request)
    try:
        moved = move_codes(
            plan=plan,
            actor=scope.user,
            at=clock.now(),
            to=request.POST.get("sang", ""),
            base=sent["base"],
            choices=sent["choices"],
        )
    except Problem as problem:
        return _page(request, scope, plan, problem=problem)
    if moved.made:
        told = f"Đã đổi mã {moved.changed} dòng"
        told += f", {moved.kept} dòng giữ mã cũ" if moved.kept else ""
        told += f". Mức đã ghi ở {moved.levels} dòng được bỏ trống" if moved.levels else ""
        messages.success(request, f"{told}.")
    return redirect("plan-crosswalk", slug, key)


@require_POST
def plan_crosswalk_undo(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Back to the old codes."""
    scope, plan = the_plan(request, slug, key, "plan.edit")
    try:
        back = take_codes_back(plan=plan, actor=scope.user, at=clock.now())
    except Problem as problem:
        messages.error(request, problem.message)
        return redirect("plan-crosswalk", slug, key)
    if back.made:
        kept = f" {back.new_kept} dòng viết sau khi đổi vẫn giữ mã mới." if back.new_kept else ""
        messages.success(request, f"Đã quay lại mã cũ ở {back.changed} dòng.{kept}")
    return redirect("plan-crosswalk", slug, key)


def _sent(request: HttpRequest) -> dict[str, dict[str, str]]:
    """What the form holds: the code each line had, and the choice made for it."""
    post = request.POST
    base, choices = {}, {}
    for name in post:
        if not name.startswith("ma-"):
            continue
        line = name.removeprefix("ma-")
        base[line] = post.get(name, "")
        choice = post.get(f"chon-{line}", "")
        choices[line] = post.get(f"khac-{line}", "") if choice == OTHER else choice
    return {"base": base, "choices": choices}


def _page(
    request: HttpRequest, scope: Scope, plan: Plan, *, problem: Problem | None = None
) -> HttpResponse:
    target = open_change(plan)
    lines = code_lines(plan, target) if target else []
    record: dict[str, Any] = plan.rest.get("crosswalk") or {}
    editable = may_edit(scope, plan)
    own = known_catalogue(plan.catalogue)
    context = {
        "scope": scope,
        "plan": plan,
        "year": plan.start_year,
        "active": "plans",
        "editable": editable,
        "notice": edition_notice(plan, editable=editable),
        "own": own,
        "target": target,
        "lines": [_chosen(request, line) for line in lines],
        "levels": sum(line.level is not None or line.target_level is not None for line in lines),
        "codes": _codes(target) if target else [],
        "keep": KEEP,
        "drop": DROP,
        "other": OTHER,
        "problem": problem.message if problem else "",
        "record": record,
        "before": known_catalogue(record.get("from", "")),
        "moved": moved_lines(plan) if record else [],
        "moved_at": datetime.fromisoformat(record["at"]) if record else None,
    }
    return render(
        request, "plans/crosswalk.html", context, status=problem.status if problem else 200
    )


def _chosen(request: HttpRequest, line: CodeLine) -> LineChoice:
    """The choice as it was sent, else the proposal where it is clear; nothing where it is not."""
    post = request.POST
    sent = post.get(f"ma-{line.key}")
    if request.method == "POST":
        chosen = post.get(f"chon-{line.key}", "") if sent == line.code else ""
        return LineChoice(line, chosen, post.get(f"khac-{line.key}", ""), sent != line.code)
    default = line.sure or ("" if line.proposals else DROP if line.more else KEEP)
    return LineChoice(line, default, "", new=False)


def _codes(target: Catalogue) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            f"Tiêu chuẩn {standard.code}: {standard.title}",
            [(one.code, f"{one.code}. {one.title}") for one in target.of_standard(standard.code)],
        )
        for standard in target.standards
    ]
