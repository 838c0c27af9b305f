"""PLN-13: the level aimed at is not above the level the school has."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import Part, code, codes, rows, say
from caitien.core.lint._plan_levels import Told, achieved, aims, assessed_outside, best, not_higher
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH113",
    slug="target-level-not-higher",
    kind="PLN-13",
    severity=Severity.WARNING,
    title="Mục tiêu không cao hơn mức đã đạt",
    why="Kế hoạch cải tiến phải đưa trường lên mức cao hơn, hoặc nói rõ là giữ mức đã có.",
)

_HOW = show("Nêu mức hiện có và đặt mức cao hơn; nếu chỉ giữ mức cũ thì viết rõ là duy trì.")


#: more rows than these are listed in one finding
_FEW = 3


def check(ctx: Context) -> Iterator[Finding]:
    have = achieved(ctx)
    for aim in aims(ctx):
        top = best(have, aim.scale)
        if top and aim.level <= top.level:
            yield _aim(ctx, aim, top)
    for index, item in rows(ctx):
        if pair := not_higher(item):
            message = f"Mục tiêu “{pair[1]}” không cao hơn hiện trạng “{pair[0]}” của cùng dòng."
            part = Part(item, index, "target", (item.target or "").split("\n")[0])
            yield say(ctx, part, message, fix=_HOW, confidence="có thể")
    top = best(have, "assessment")
    floor = top.level if top else 1 if assessed_outside(ctx) else 0
    if not floor:
        return
    basis = (
        f"trường đã đạt mức {top.level} (“{top.text}”)"
        if top
        else "trường đã được đánh giá ngoài, nghĩa là thường đã đạt Mức 1"
    )
    low = [
        (index, item)
        for index, item in rows(ctx)
        if item.level and item.level <= floor and item.level != 4 and not item.current
    ]
    for index, item in low[:1] if len(low) > _FEW else low:
        names = codes([one for _, one in low]) if len(low) > _FEW else code(item)
        yield ctx.spot(
            item.place_of("criterion"),
            item.code_text or item.criterion or "",
            f"Dòng {names} đặt Mức {item.level}, trong khi {basis};"
            " hãy nêu mức hiện tại của tiêu chí.",
            fix=_HOW,
            severity=Severity.INFO if "level" in item.uncertain else None,
            confidence="có thể",
            field="criterion",
            item=index,
        )


def _aim(ctx: Context, aim: Told, top: Told) -> Finding:
    return ctx.at(
        aim.block,
        aim.start,
        aim.end,
        f"Mục tiêu “{aim.text}” không cao hơn mức đã có: “{top.text}”.",
        fix=_HOW,
        confidence="có thể",
    )
