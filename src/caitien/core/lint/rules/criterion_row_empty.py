"""STR-04: a row carries the code of a criterion but says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import Item
from caitien.core.lint._catalogue import chosen, damaged
from caitien.core.lint._titles import clean_title, cut_short, same_title
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="TC106",
    slug="criterion-row-empty",
    kind="STR-04",
    severity=Severity.ERROR,
    title="Hàng tiêu chí không có nội dung",
    why="Hàng chỉ có mã tiêu chí, không có kết quả cần đạt và giải pháp, thì không thực hiện được.",
)

#: a text that stops in the middle of a sentence
DANGLING = re.compile(r"(?<!\w)(?:với|và|để|các|những|hoặc|nhằm)\s*$", re.IGNORECASE)
_HOW = show("Ghi kết quả cần đạt và giải pháp, hoặc bỏ hàng nếu không có nội dung cải tiến.")


def check(ctx: Context) -> Iterator[Finding]:
    torn = damaged(ctx)
    for row in ctx.plan.empty_rows:
        if row.criterion:
            what = (
                f"Mức 4, khoản {row.criterion}" if row.level == 4 else f"Tiêu chí {row.criterion}"
            )
            yield ctx.spot(
                row.place,
                row.criterion,
                f"{what} không có nội dung.",
                fix=_HOW,
                severity=Severity.WARNING if torn else None,
                confidence="có thể" if torn else "chắc",
            )
    for index, item in enumerate(ctx.plan.items):
        reason = fault(ctx, item) if item.criterion and not item.partial else None
        if reason:
            unsure = torn or bool(item.uncertain) or (ctx.extracted and "dừng" in reason)
            yield ctx.spot(
                item.place_of("criterion"),
                item.criterion or "",
                f"Tiêu chí {item.criterion} {reason}.",
                fix=_HOW,
                severity=Severity.WARNING if unsure else None,
                confidence="có thể" if unsure else "chắc",
                field="criterion",
                item=index,
            )


def fault(ctx: Context, item: Item) -> str | None:
    """What is wrong with the substance of a row, or None."""
    texts = [text for name in ("target", "content", "solutions") if (text := item.text_of(name))]
    if not any(re.search(r"\w", text) for text in texts):
        return "không có nội dung"
    cut = [text for text in texts if DANGLING.search(text)]
    if cut and not damaged(ctx):
        return f"có nội dung dừng giữa câu (“…{' '.join(cut[0].split()[-4:])}”)"
    choice = chosen(ctx)
    criterion = choice.catalogue.criterion(item.criterion or "") if choice else None
    title = criterion.title if criterion else ""
    only = all(same_title(clean_title(t), title) or cut_short(t, title) for t in texts)
    return "chỉ chép lại tên tiêu chí, chưa có nội dung" if title and only else None
