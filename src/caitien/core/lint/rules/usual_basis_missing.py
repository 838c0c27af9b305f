"""LEG-07: a basis that plans of this kind usually stand on is not cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from caitien.core.documents.model import NOWHERE
from caitien.core.lint._catalogue import chosen
from caitien.core.lint._legal import GUIDES, cited, level_sure, on_quality
from caitien.core.lint._recognition import recognitions
from caitien.core.lint._time import sure_date
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask

RULE = Rule(
    code="CC109",
    slug="usual-basis-missing",
    kind="LEG-07",
    severity=Severity.WARNING,
    title="Thiếu căn cứ thường có",
    why="Kế hoạch cải tiến đứng trên bộ tiêu chuẩn, hướng dẫn và kết quả đánh giá của trường.",
)

SELF = re.compile(r"báo cáo\s+(?:kết quả\s+)?(?:tự đánh giá|TĐG)|kết quả\s+(?:tự đánh|TĐG)", re.I)
OUTER = re.compile(
    r"(?:báo cáo|kết quả|biên bản|kết luận|quyết định|giấy chứng nhận)[^.;\n]{0,60}"
    r"(?:đánh giá ngoài|ĐGN|kiểm định|chuẩn quốc gia|thẩm định)|kết quả đánh\b",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None or not level_sure(ctx) or not ctx.role("basis", "body", "heading"):
        return
    lost = list(missing(ctx, choice.catalogue.number, choice.catalogue.level_rule.kind == "quota"))
    if not lost:
        return
    bases = ctx.role("basis") or ctx.role("heading", "title", "body")
    last = bases[-1] if ctx.role("basis") else bases[0]
    text = " ".join(last.text.split())
    what = "; ".join(lost)
    place = last.place if last.place != NOWHERE else ctx.plan.place_of("title")
    yield ctx.spot(
        place,
        text if len(text) < 90 else text[:89] + "…",
        f"Thiếu căn cứ thường có: {what}.",
        absent=what,
        fix=ask(None, f"Bổ sung vào phần căn cứ, nếu trường có: {what}."),
        confidence="có thể",
    )


def missing(ctx: Context, circular: str, quota: bool) -> Iterator[str]:
    """The bases not named anywhere in the plan, in words."""
    numbers = {c.document.number for c in cited(ctx) if c.document}
    quality = [c.document for c in cited(ctx) if c.document and on_quality(c.document)]
    own = {d.number for d in quality} - GUIDES
    if not own:
        yield f"Thông tư {circular}"
    guide = "5942/BGDĐT-QLCL" if ctx.level == "mam_non" else "5932/BGDĐT-QLCL"
    if (
        not quota
        and not numbers & GUIDES
        and not any(" ".join(guide.split("/")[:1]) in t for t in texts(ctx))
    ):
        yield f"Công văn {guide}"
    if not any(SELF.search(text) for text in texts(ctx)):
        yield "báo cáo tự đánh giá"
    known = next(recognitions(ctx, sure_date(ctx) or date.max), None)
    told = texts(ctx, "basis") or texts(ctx)
    if known and not quota and not any(map(OUTER.search, told)):
        yield "báo cáo đánh giá ngoài"


def texts(ctx: Context, *roles: str) -> list[str]:
    return [block.text for block in ctx.role(*(roles or ("basis", "body")))]
