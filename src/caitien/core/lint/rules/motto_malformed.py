"""FRM-05: the motto is not written exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, safe
from caitien.core.vietnamese.text import nfc

RULE = Rule(
    code="TT105",
    slug="motto-malformed",
    kind="FRM-05",
    severity=Severity.ERROR,
    title="Tiêu ngữ sai dạng",
    why="Tiêu ngữ gồm ba cụm từ nối bằng gạch nối (-), có cách chữ ở hai bên.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1.b",
)

MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: a rule of signs drawn under the motto, and the no-break hyphen, which prints as a hyphen
RULED = re.compile(r"[\s_*─—–-]+$")


def check(ctx: Context) -> Iterator[Finding]:
    block = ctx.line("motto")
    if block is None:
        return
    text = RULED.sub("", block.text)
    start = len(text) - len(text.lstrip())
    written = " ".join(nfc(text).replace("\u2011", "-").split())
    if written != MOTTO:
        message = f"Tiêu ngữ phải ghi đúng “{MOTTO}”."
        yield ctx.at(block, start, len(text), message, fix=safe(MOTTO))
