"""A text written throughout with loose marks (NFD), as some extractors write it, put together."""

from __future__ import annotations

import re

from caitien.core.documents.model import (
    Document,
    LooseLines,
    Mark,
    Paragraph,
    ReadWarning,
    Run,
)
from caitien.core.vietnamese.text import nfc

_LOOSE = re.compile("[A-Za-zĂÂÊÔƠƯăâêôơư][\u0300-\u036f]")
_MARKED = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_FEWEST = 40


def compose(document: Document) -> None:
    """Compose all letters where most marks of the document are loose; a few stay for the checks.

    Adds the warning `decomposed-text`.
    """
    loose = whole = 0
    for paragraph in document.paragraphs():
        if not paragraph.text.isascii():
            loose += len(_LOOSE.findall(paragraph.text))
            whole += len(_MARKED.findall(paragraph.text))
    if loose < _FEWEST or loose < whole:
        return
    for block in document.blocks:
        if isinstance(block, LooseLines):
            for line in block.lines:
                line.text = nfc(line.text)
        elif isinstance(block, Paragraph):
            _compose(block)
        else:
            for row in block.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        _compose(paragraph)
    document.warnings.append(
        ReadWarning(
            "decomposed-text",
            "Chữ trong tệp viết bằng dấu rời (Unicode tổ hợp) gần như toàn bộ; đã ghép lại để đọc. "
            "Nên chuyển tệp gốc về Unicode dựng sẵn để tìm kiếm được.",
        )
    )


def _compose(paragraph: Paragraph) -> None:
    text = paragraph.text
    if text.isascii():
        return
    paragraph.label = nfc(paragraph.label)
    paragraph.text = nfc(text)
    if len(paragraph.text) == len(text):
        return

    def at(offset: int) -> int:
        return len(nfc(text[:offset]))

    paragraph.marks = tuple(Mark(at(mark.offset), mark.place) for mark in paragraph.marks)
    paragraph.runs = tuple(Run(at(run.start), at(run.end), run.letters) for run in paragraph.runs)
