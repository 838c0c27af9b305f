"""NUM-05: a figure breaks the limit of a criterion and the plan does nothing about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint._catalogue import chosen
from caitien.core.lint._facts import Fact, area, classes, pupils
from caitien.core.lint._numbers import paper_number
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show
from caitien.core.regulations.limits import Limit, limit_of

RULE = Rule(
    code="SO105",
    slug="threshold-without-remedy",
    kind="NUM-05",
    severity=Severity.WARNING,
    title="Số liệu vi phạm ngưỡng nhưng kế hoạch không có giải pháp",
    why="Chỗ trường chưa đạt chính là chỗ cần cải tiến; bỏ qua thì mức không tăng được.",
)

FEWER = re.compile(
    r"giảm (?:dần )?(?:số|sĩ số|quy mô)|giảm \d+ lớp|tách trường|chia tách|không quá \d+ lớp"
    r"|(?:thành lập|xây) (?:dựng )?(?:thêm|mới) (?:một )?trường|phân (?:lại )?tuyến|thêm trường",
    re.IGNORECASE,
)
LARGER = re.compile(
    r"mở rộng (?:diện tích|khuôn viên|sân|trường|quỹ đất)|bổ sung diện tích|quỹ đất|di dời"
    r"|(?:giao|cấp|mua) thêm|xây (?:dựng )?(?:thêm|mới) (?:tầng|trường|cơ sở)"
    r"|thêm \d* ?tầng|cơ sở mới",
    re.IGNORECASE,
)


def check(ctx: Context) -> Iterator[Finding]:
    choice = chosen(ctx)
    if choice is None or not ctx.level or choice.catalogue.level_rule.kind == "quota":
        return  # until 31/12/2028 figures are no limits (Thông tư 57/2026, khoản 4 Điều 27)
    text = "\n".join(block.text for block in ctx.role("cell", "body"))
    most, count = limit_of("classes", ctx.level), classes(ctx)
    if most and count and count.value > most.value and not FEWER.search(text):
        yield found(
            ctx,
            count,
            most,
            f"{count.value} {most.unit}, quá {most.value} {most.unit} mà Tiêu chí {most.criterion} "
            f"Mức {most.mark} cho phép, nhưng kế hoạch không có giải pháp giảm số lớp.",
        )
    least, ground, people = limit_of("area_per_pupil", ctx.level), area(ctx), pupils(ctx)
    if least and ground and people and not LARGER.search(text):
        each = ground.value / people.value
        if each < least.outermost:
            yield found(
                ctx,
                ground,
                least,
                f"Diện tích bình quân {paper_number(each)} m²/học sinh, dưới mức {least.value} m² "
                f"(nội thành {least.city} m²) của Thông tư 13/2020, nhưng chưa có giải pháp.",
            )


def found(ctx: Context, fact: Fact, limit: Limit, message: str) -> Finding:
    how = "Thêm giải pháp vào tiêu chí tương ứng, hoặc nêu rõ cơ sở để được áp dụng mức khác."
    return ctx.at(
        fact.block,
        fact.start,
        fact.end,
        message,
        fix=show(how),
        article=limit.article,
        confidence="có thể",
    )
