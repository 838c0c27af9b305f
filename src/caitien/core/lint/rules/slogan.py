"""A solution made only of general words: nobody could say that it was not done."""

from __future__ import annotations

from collections.abc import Iterator

from caitien.core.lint._plan import say
from caitien.core.lint._plan_slogan import general_words, slogans
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, show

RULE = Rule(
    code="KH120",
    slug="slogan",
    kind=None,
    severity=Severity.INFO,
    title="Giải pháp chung chung, khẩu hiệu",
    why="Câu chỉ có “tiếp tục”, “tăng cường”, “nâng cao”… thì năm nào viết cũng đúng, không ai biết"
    " phải làm việc gì.",
)

_HOW = show("Ghi việc cụ thể: ai làm, làm gì, bao nhiêu, khi nào xong, ra sản phẩm nào.")


def check(ctx: Context) -> Iterator[Finding]:
    found = list(slogans(ctx))
    for part in found:
        words = ", ".join(f"“{word}”" for word in list(dict.fromkeys(general_words(part.text)))[:4])
        message = f"Câu chỉ gồm từ chung ({words}), không nói làm việc gì, bao nhiêu, khi nào."
        if len(found) > 1:  # the same words at each place: they are read as one
            message = "Giải pháp chỉ gồm từ chung, không nói làm việc gì, bao nhiêu, khi nào."
        yield say(ctx, part, message, fix=_HOW, confidence="có thể")
