"""PLN-09: two rows, or two places of the text, say the very same."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import Part, code, rows, say
from caitien.core.lint._plan_same import same_address, same_row, twin_sentences
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH109",
    slug="content-duplicated",
    kind="PLN-09",
    severity=Severity.WARNING,
    title="Nội dung trùng lặp",
    why="Chép một nội dung vào hai chỗ thì không biết việc nào tính cho tiêu chí nào.",
)


def check(ctx: Context) -> Iterator[Finding]:
    twins: set[int] = set()
    earlier: list[int] = []
    for index, item in rows(ctx):
        same = next((i for i in earlier if same_row(ctx.plan.items[i], item)), None)
        earlier.append(index)
        if same is None:
            continue
        twins |= {same, index}
        row = ctx.plan.items[same]
        name = "target" if row.target else "solutions"
        yield say(
            ctx,
            Part(row, same, name, (row.text_of(name) or "").split("\n")[0]),
            f"Dòng {code(row)} và dòng {code(item)} có nội dung giống nhau;"
            " hãy giữ một dòng hoặc ghi rõ phần riêng của mỗi tiêu chí.",
            fix=show("Gộp hai dòng, hoặc viết riêng kết quả và giải pháp cho từng tiêu chí."),
            confidence="có thể",
        )
    for block, start, end, address in same_address(ctx):
        yield ctx.at(
            block,
            start,
            end,
            f"Địa chỉ “{address}” đã nêu ở trên; không cần nhắc lại.",
            fix=show("Giữ địa chỉ ở một chỗ."),
            severity=Severity.INFO,
            confidence="có thể",
        )
    for (first, start, end), (second, again, _) in twin_sentences(ctx):
        if first.item in twins and second.item in twins:
            continue
        place = second.place_at(again).label() or "chỗ khác"
        yield ctx.at(
            first,
            start,
            end,
            f"Câu này được viết lại nguyên văn ở {place}; hãy bỏ một chỗ hoặc viết cụ thể hơn.",
            fix=show("Giữ câu ở chỗ cần nó; chỗ kia viết nội dung riêng."),
            confidence="có thể",
        )
