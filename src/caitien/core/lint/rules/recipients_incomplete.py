"""FRM-09: the list of recipients misses those who act, or its purposes are badly written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caitien.core.drafts.model import TextBlock
from caitien.core.lint.context import Context
from caitien.core.lint.rule import Finding, Rule, Severity, ask, show

RULE = Rule(
    code="TT109",
    slug="recipients-incomplete",
    kind="FRM-09",
    severity=Severity.WARNING,
    title="Nơi nhận chưa đúng hoặc thiếu bên thực hiện",
    why="Nơi nhận cho biết ai báo cáo, ai thực hiện, lưu ở đâu; mục đích ghi trong ngoặc đơn.",
    article="Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9",
)

WORDS = r"(?:(?:để|đế|đê)\s+)?(?:báo cáo|b/c|bc|thực hiện|t/h|phối hợp|p/h|chỉ đạo|theo dõi|biết)"
QUOTED = re.compile(rf"[“\"'‘]\s*(?P<words>{WORDS})\s*[”\"'’]", re.IGNORECASE)
BARE = re.compile(rf"(?<![(\w/“\"])(?P<words>{WORDS})\s*(?=[;.,]?\s*$)", re.IGNORECASE)
MARKED = re.compile(r"\b(?:đế|đê)\s+(?=báo cáo|b/c|thực hiện|biết)", re.IGNORECASE)
ABOVE = re.compile(r"(?<!\w)như (?:trên|kính gửi)(?=\s*[;.,]?\s*$)", re.IGNORECASE)
CAPITAL = re.compile(r"(?<=, )(?:Các|Toàn|Những|Mọi)\b")
REPORT = re.compile(r"b/c|báo cáo|\bbc\b|sở|phòng|PGD|SGD|UBND|ủy ban|đảng ủy|cấp trên", re.I)
ACT = re.compile(
    r"thực hiện|t/h|phối hợp|p/h|như trên|CB|GV|NV|tổ\b|các bộ phận|đoàn thể|cán bộ|giáo viên"
    r"|thành viên|hội đồng"
    r"|hiệu trưởng|website|toàn thể|đơn vị|niêm yết",
    re.IGNORECASE,
)
FILE = re.compile(r"(?<!\w)lưu\b", re.IGNORECASE)


def check(ctx: Context) -> Iterator[Finding]:
    if not (blocks := ctx.role("recipients")):
        if not {"scan", "page_order"} & ctx.damage and ctx.plan.signatory.name and ctx.format:
            how = show("Thêm mục “Nơi nhận:” với nơi báo cáo, nơi thực hiện và dòng “Lưu: VT.”.")
            yield ctx.missing("nơi nhận", ("signature", "end"), fix=how)
        return
    for block in blocks:
        if not FILE.search(block.text):
            yield from line(ctx, block)
    text = "\n".join(b.text for b in blocks)
    body = "\n".join(b.text for b in blocks if not FILE.search(b.text))
    wanted = (
        ("nơi nhận để báo cáo", REPORT.search(body)),
        ("nơi nhận để thực hiện", ACT.search(body)),
        ("dòng lưu", FILE.search(text)),
    )
    lost = [name for name, found in wanted if not found]
    if lost and "…" not in body and ".." not in body:
        message = f"Nơi nhận thiếu: {', '.join(lost)}."
        how = show("Thêm vào mục Nơi nhận, mục đích ghi trong ngoặc đơn.")
        at, text = blocks[0].place, blocks[0].text.strip()
        yield ctx.spot(at, text, message, absent=", ".join(lost), fix=how)


def line(ctx: Context, block: TextBlock) -> Iterator[Finding]:
    """What is wrong in one line."""
    quoted = QUOTED.search(block.text)
    match = quoted or BARE.search(block.text)
    if match and (quoted or match.start() > 4):
        words = MARKED.sub("để ", match["words"])
        right = f"({words})"
        message = f"Mục đích gửi phải ghi trong ngoặc đơn: “{right}”."
        if words != match["words"]:
            message = f"Gõ sai “{match['words']}”; {message[0].lower()}{message[1:]}"
        yield ctx.at(block, match.start(), match.end(), message, fix=ask(right))
    if above := ABOVE.search(block.text):
        said = f"“{above.group()}” chỉ dùng trong công văn; kế hoạch ghi tên từng nơi nhận."
        yield ctx.at(block, *above.span(), said, fix=show("Ghi tên nơi nhận và mục đích gửi."))
    capital = CAPITAL.search(block.text)
    if capital:
        word = capital.group()
        message, fix = f"Viết hoa giữa dòng: “{word}”; ghi rõ tổ chức nào.", ask(word.lower())
        yield ctx.at(block, *capital.span(), message, fix=fix, severity=Severity.INFO)
