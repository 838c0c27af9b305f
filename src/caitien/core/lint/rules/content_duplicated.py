"""PLN-09: two rows, or two places of the text, say the very same."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import Part, code, rows, say
from caitien.core.lint._plan_same import same_address, same_row, told_again, twin_sentences
from caitien.core.lint._plan_words import measured
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

_HOW = show("Ghi từng bước làm để đạt kết quả ấy: làm gì, ở đâu, ra sản phẩm gì.")


def check(ctx: Context) -> Iterator[Finding]:
    twins: set[int] = set()
    earlier: list[int] = []
    for index, item in rows(ctx):
        same = next((i for i in earlier if same_row(ctx.plan.items[i], item)), None)
        earlier.append(index)
        if same is None:
            continue
        row = ctx.plan.items[same]
        message = f"Dòng {code(row)} và dòng {code(item)} có nội dung giống nhau; hãy giữ một dòng"
        message += " hoặc ghi rõ phần riêng của mỗi tiêu chí."
        if code(row) == code(item):
            message = f"Hai dòng {code(item)} có nội dung giống nhau; hãy giữ một dòng."
        how = show("Gộp hai dòng, hoặc viết riêng kết quả và giải pháp cho từng tiêu chí.")
        for one, number in ((row, same), (item, index)):
            if number not in twins:
                name = "target" if one.target else "solutions"
                part = Part(one, number, name, (one.text_of(name) or "").split("\n")[0])
                yield say(ctx, part, message, fix=how, confidence="có thể")
        twins |= {same, index}
    for index, item in rows(ctx):
        work = item.text_of("solutions") or ""
        said = item.target and not measured(item.target) and "\n" not in work
        if said and index not in twins and told_again(item.target or "", work):
            message = "Giải pháp chỉ nhắc lại kết quả cần đạt, chưa nói làm thế nào."
            part = Part(item, index, "solutions", work)
            yield say(ctx, part, message, fix=_HOW, severity=Severity.INFO, confidence="có thể")
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
    yield from sentences(ctx, twins)


def sentences(ctx: Context, twins: set[int]) -> Iterator[Finding]:
    """Sentences written twice, told at both places, at the copy only in passing."""
    how = show("Giữ câu ở chỗ cần nó; chỗ kia viết nội dung riêng.")
    for (first, start, end), (second, again, last) in twin_sentences(ctx):
        if first.item in twins and second.item in twins:
            continue
        place = second.place_at(again).label() or "chỗ khác"
        message = (
            f"Câu này được viết lại nguyên văn ở {place}; hãy bỏ một chỗ hoặc viết cụ thể hơn."
        )
        yield ctx.at(first, start, end, message, fix=how, confidence="có thể")
        place = first.place_at(start).label() or "chỗ khác"
        message = f"Câu này chép lại câu ở {place}."
        yield ctx.at(
            second, again, last, message, fix=how, severity=Severity.INFO, confidence="có thể"
        )
