"""Text typed in fonts of the old codes TCVN3 (.VnTime) and VNI (VNI-Times) as Unicode."""

from __future__ import annotations

import re
from functools import cache

from caitien.core.documents.model import Document, LooseLines, Mark, Paragraph, Run

_TCVN3_LETTERS = (
    "µà ¶ả ·ã ¸á ¹ạ ¨ă »ằ ¼ẳ ½ẵ ¾ắ Æặ ©â Çầ Èẩ Éẫ Êấ Ëậ ®đ Ìè Îẻ Ïẽ Ðé Ñẹ ªê Òề Óể Ôễ Õế Öệ"
    " ×ì Øỉ Üĩ Ýí Þị ßò áỏ âõ ãó äọ «ô åồ æổ çỗ èố éộ ¬ơ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ"
    " \xadư õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ ¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ"
)
#: vowel, then the marks VNI types after it
_VNI_MARKED = {
    "a": "øà ùá ûả õã ïạ êă èằ éắ úẳ üẵ ëặ ââ àầ áấ åẩ ãẫ äậ",
    "e": "øè ùé ûẻ õẽ ïẹ âê àề áế åể ãễ äệ",
    "o": "øò ùó ûỏ õõ ïọ âô àồ áố åổ ãỗ äộ",
    "u": "øù ùú ûủ õũ ïụ",
    "y": "øỳ ùý ûỷ õỹ",
    "ô": "øờ ùớ ûở õỡ ïợ",
    "ö": "øừ ùứ ûử õữ ïự",
}
_VNI_ALONE = "æỉ óĩ òị ôơ öư îỵ ñđ"
_WORD = re.compile(r"[^\W\d_]+")
_OWN = re.compile("[ạ-ỹẠ-Ỹơưđăƣ]", re.IGNORECASE)
_FONT = re.compile(r"^(?:\.?Vn(?=[A-Z3\d])|VNI[- ])")


@cache
def _tcvn3() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in _TCVN3_LETTERS.split(" ")}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    for base, marked in _VNI_MARKED.items():
        for pair in marked.split(" "):
            old, new = base + pair[0], pair[1]
            table[old] = new
            table[old.upper()] = new.upper()
            table[base.upper() + pair[0]] = new.upper()
    for pair in _VNI_ALONE.split(" "):
        table[pair[0]] = pair[1]
        table[pair[0].upper()] = pair[1].upper()
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), table


def is_old_font(name: str) -> bool:
    """True for the name of a font of either code (".VnTime", "VNI-Times")."""
    return bool(_FONT.match(name))


def is_capital_font(name: str) -> bool:
    """True for a font of TCVN3 that prints capitals only (".VnTimeH")."""
    return is_old_font(name) and not name.startswith("VNI") and name.rstrip().endswith("H")


def to_unicode(text: str, code: str) -> str:
    """Text of the code "TCVN3" or "VNI" in Unicode; a text that holds Unicode letters stays.

    TCVN3 has no capitals with marks: a word whose plain letters are all capitals is all capitals.
    """
    return _converted(text, code)[0]


def _converted(text: str, code: str) -> tuple[str, list[tuple[int, int]]]:
    """(the text, [offset in the old text, how many letters fewer there are from there on])."""
    if text.isascii() or _OWN.search(text):
        return text, []
    if code == "TCVN3":
        return _capitals(text, text.translate(_tcvn3())), []
    pattern, table = _vni()
    parts: list[str] = []
    lost: list[tuple[int, int]] = []
    start = fewer = 0
    for found in pattern.finditer(text):
        parts += text[start : found.start()], table[found[0]]
        start = found.end()
        if len(found[0]) > 1:
            fewer += len(found[0]) - 1
            lost.append((start, fewer))
    return "".join([*parts, text[start:]]), lost


def _capitals(old: str, new: str) -> str:
    """`new` with the words in capitals again that `old` could not write so ("TR¦êNG")."""

    def word(found: re.Match[str]) -> str:
        before = old[found.start() : found.end()]
        plain = [c for c in before if c.isascii()]
        # in "Kế" or "Ốc" one capital at the head of a word says nothing of the letters after it
        if not plain or not all(c.isupper() for c in plain) or before[0] == plain[-1]:
            return found[0]
        return found[0].upper()

    return _WORD.sub(word, new)


def convert(document: Document, code: str) -> None:
    """Turns every text of a document into Unicode; marks and runs move with their letters."""
    for block in document.blocks:
        if isinstance(block, LooseLines):
            for line in block.lines:
                line.text = to_unicode(line.text, code)
        elif isinstance(block, Paragraph):
            _convert(block, code)
        else:
            for row in block.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        _convert(paragraph, code)
    for paragraph in document.text_boxes:
        _convert(paragraph, code)


def _convert(paragraph: Paragraph, code: str) -> None:
    text, lost = _converted(paragraph.text, code)

    def at(offset: int) -> int:
        return offset - max((fewer for place, fewer in lost if place <= offset), default=0)

    paragraph.text = text
    paragraph.label = to_unicode(paragraph.label, code)
    if lost:
        paragraph.marks = tuple(Mark(at(mark.offset), mark.place) for mark in paragraph.marks)
        paragraph.runs = tuple(
            Run(at(run.start), at(run.end), run.letters) for run in paragraph.runs
        )
