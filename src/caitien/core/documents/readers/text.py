"""Plain text: paragraphs rejoined, tabbed tables read, torn tables handed on as loose lines."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from caitien.core.documents.model import (
    Document,
    LooseLine,
    LooseLines,
    Mark,
    Paragraph,
    ReadWarning,
)

from .text_cells import cell_tables
from .text_grid import grid_regions, read_grid
from .text_lines import BASIS_START, LIST_MARK, ROMAN_HEADING, ROW_START, Line, Lines, clean
from .text_tables import goes_on, read_table, table_region

#: shortest run of narrow lines that can be the remains of a table
_MIN_RUN = 6
_TABLE_WORDS = re.compile(r"^\s*(?:\d{1,2}\s+)?(?:Tiêu chu\s*ẩn\s*\d|M[ỨứỨ]C\s*\d)", re.IGNORECASE)
_HEAD_START = re.compile(r"^(?:S?TT\b|Tiêu chuẩn\s*[,/]|Nội dung\b)")
_CODE_LINE = re.compile(r"^\s*Tiêu chí\s*\d[\s.\d]*$", re.IGNORECASE)
_SIGNATURE = r"(?:KT\.?\s*|TM\.?\s*|Q\.?\s*)?(?:PHÓ\s+)?(?:HIỆU TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH)"
_STRUCTURE = re.compile(
    rf"^(?:Nơi nhận|{_SIGNATURE}|KẾ HOẠCH|Số\s*:|CỘNG H[OÒ][AÀ]|Độc lập|\(Đã ký|[-–]\s+\S"
    r"|UBND [A-ZĐ]|ỦY BAN|TRƯỜNG|PHÒNG G|SỞ G)"
)
#: what begins the right column of a letterhead: national name, motto, place and date
_TWO_HEADS = re.compile(
    r"(?:(?<=\S)\s+)(CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập\s*[-–—]\s*Tự do"
    r"|(?<=[A-ZĐ0-9]\s)[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ0-9]\w*){0,5},\s*ngày\s)"
)
_HEAD_LINE = re.compile(r"Số\s*:|CỘNG H[OÒ][AÀ] XÃ|Độc lập\s*[-–—]\s*Tự do|KẾ HOẠCH$")
_CUT_RANGE = re.compile(r"\d-$")
_NAME = re.compile(r"^(?:[^\W\d_a-zà-ỹđ][^\W\d_]*\s+){1,5}[^\W\d_a-zà-ỹđ][^\W\d_]*$")


def read_text(path: Path) -> Document:
    """Read a text file (UTF-8, UTF-16 or a Vietnamese code page)."""
    from .decode import decode_text

    text, _ = decode_text(path.read_bytes())
    return read_text_string(text, str(path))


def read_text_string(text: str, file: str) -> Document:
    """A text as a Document of format txt; every paragraph marks the lines it was made of."""
    lines = Lines(text.replace("\r\n", "\n").replace("\r", "\n"), file)
    document = Document(file, "txt")
    grids = dict(grid_regions(lines))
    listed = {} if grids else cell_tables(lines)
    torn = set() if grids or any(found.table for found in listed.values()) else _torn_lines(lines)
    index, tables = 0, 0
    while index < len(lines.all):
        line = lines.all[index]
        if index in grids:
            tables += 1
            document.blocks.append(read_grid(lines, index, grids[index], tables))
            index = grids[index]
        elif index in listed and (listed[index].table or not torn):
            found = listed[index]
            tables += 1
            document.blocks.append(found.table or _loose(lines, found.start, found.end))
            index = found.end
        elif line.has_tab:
            end = table_region(lines, index)
            tables += 1
            document.blocks.append(read_table(lines, index, end, tables))
            index = end
        elif index in torn:
            end = index
            while end < len(lines.all) and end in torn:
                end += 1
            document.blocks.append(_loose(lines, index, end))
            index = end
        elif line.text:
            end = _paragraph_end(lines, index, torn)
            document.blocks.extend(_head_parts(_paragraph(lines, lines.all[index:end])))
            index = end
        else:
            index += 1
    _number(document)
    if any(isinstance(block, LooseLines) for block in document.blocks):
        document.warnings.append(
            ReadWarning(
                "torn-table",
                "Bảng trong tệp văn bản đã bị tách thành từng dòng rời; các ô được ghép lại theo"
                " dấu hiệu và cần được xem lại. Nếu có tệp Word hoặc PDF gốc, hãy dùng tệp đó.",
                next(b.place for b in document.blocks if isinstance(b, LooseLines)),
            )
        )
    return document


def _number(document: Document) -> None:
    number = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            number += 1
            place = block.place
            block.place = type(place)(place.file, line=place.line, paragraph=number)
            block.marks = tuple(
                Mark(m.offset, type(place)(place.file, line=m.place.line, paragraph=number))
                for m in block.marks
            )


def _loose(lines: Lines, start: int, end: int) -> LooseLines:
    loose = [
        LooseLine(
            line.text,
            lines.place(line),
            line.gap,
            line.indent,
            line.trailing,
            line.page_start or (lines.usual_gap > 0 and line.gap != lines.usual_gap),
        )
        for line in lines.all[start:end]
    ]
    return LooseLines(loose, lines.place(lines.all[start]))


def _paragraph(lines: Lines, parts: list[Line]) -> Paragraph:
    text = ""
    marks: list[Mark] = []
    for line in parts:
        piece = clean(line.text)
        if text and not (_CUT_RANGE.match(text[-2:]) and piece[:1].isdigit()):
            text += " "
        marks.append(Mark(len(text), lines.place(line)))
        text += piece
    return Paragraph(text, marks[0].place, tuple(marks))


def _head_parts(paragraph: Paragraph) -> list[Paragraph]:
    """A line on which both columns of the letterhead run together, as two paragraphs."""
    text = paragraph.text
    if len(text) > 200:
        return [paragraph]
    found = _TWO_HEADS.search(text)
    cut = found.start(1) if found else 0
    if not cut:
        return [paragraph]
    place = paragraph.place
    return [
        Paragraph(text[:cut].rstrip(), place, (Mark(0, place),)),
        Paragraph(text[cut:], place, (Mark(0, place),)),
    ]


def _paragraph_end(lines: Lines, start: int, torn: set[int]) -> int:
    """The index after the last physical line of the paragraph that begins at `start`."""
    end = start + 1
    while end < len(lines.all):
        line = lines.all[end]
        if line.has_tab or end in torn:
            break
        if not line.text:
            if lines.wrapped and lines.usual_gap:
                break
            end += 1
            continue
        if not _same_paragraph(lines, lines.all[end - 1], line):
            break
        end += 1
    while end > start + 1 and not lines.all[end - 1].text:
        end -= 1
    return end


def _same_paragraph(lines: Lines, before: Line, line: Line) -> bool:
    text, last = line.text, before.text
    if not last or LIST_MARK.match(text) or ROMAN_HEADING.match(text) or _HEAD_LINE.match(text):
        return False
    if "    " in last or "    " in text:  # set side by side, not running on
        return False
    if BASIS_START.match(text) and last[-1] in ";.,:":
        return False
    if not lines.wrapped:
        return goes_on(last, text)
    room = lines.width - len(last)
    first = len(text.split(" ", 1)[0])
    full = room <= first + 1 + 0.16 * lines.width
    if last.isupper() and not text.isupper():
        return False
    if text[0].islower():
        return full or goes_on(last, text)
    if last[-1] in ".;:!?…":
        return False
    return full or (len(last) >= 0.7 * lines.width and last[-1].islower())


def _torn_lines(lines: Lines) -> set[int]:
    """The indexes of lines that are cells of a table torn into lines of a few words.

    A run of at least six narrow lines, not counting lines of the letterhead, the signature and
    lists; headings of the table ("Tiêu chuẩn 1: …") may stand in between.
    """
    if not lines.wrapped:
        return set()
    limit = 0.5 * lines.width
    torn: set[int] = set()
    run: list[int] = []

    def close() -> None:
        while run and not lines.all[run[-1]].text:
            run.pop()
        narrow = [i for i in run if lines.all[i].text]
        tables = sum(bool(_TABLE_WORDS.match(lines.all[i].text)) for i in narrow)
        if len(narrow) >= _MIN_RUN or (tables and len(narrow) >= 1):
            torn.update(range(run[0], run[-1] + 1))
        run.clear()

    signing = False
    for index, line in enumerate(lines.all):
        if not line.text:
            if run:
                run.append(index)
            continue
        plain = len(line.text) <= limit or bool(_TABLE_WORDS.match(line.text))
        outside = bool(_STRUCTURE.match(line.text) or ROMAN_HEADING.match(line.text))
        signing = signing and bool(_NAME.match(line.text) or outside)
        if re.match(_SIGNATURE, line.text):
            signing = True
        if plain and not (outside or signing or (not run and _ends_prose(lines, index))):
            run.append(index)
        else:
            close()
    close()
    return torn | _wide_tables(lines)


def _wide_tables(lines: Lines) -> set[int]:
    """Lines of torn tables whose columns are wide: a section full of lines that begin criteria."""
    torn: set[int] = set()
    heads = [i for i, line in enumerate(lines.all) if ROMAN_HEADING.match(line.text)]
    for start, end in pairwise([*heads, len(lines.all)]):
        codes = [i for i in range(start + 1, end) if ROW_START.match(lines.all[i].text)]
        if len(codes) < 3 or any(lines.all[i].has_tab for i in range(start, end)):
            continue
        first = next(
            (i for i in range(start + 1, codes[0]) if _HEAD_START.match(lines.all[i].text)),
            codes[0],
        )
        last = end
        for index in range(codes[-1], end):
            if _STRUCTURE.match(lines.all[index].text) and lines.all[index].text[0] not in "-–":
                last = index
                break
        torn.update(range(first, last))
    return torn


def _ends_prose(lines: Lines, index: int) -> bool:
    """True for a short line that is only the end of a paragraph of prose before it."""
    line = lines.all[index]
    before = lines.all[index - 1] if index else None
    if _CODE_LINE.match(line.text):
        return False
    if before is None or not before.text or before.has_tab or ROMAN_HEADING.match(before.text):
        return False
    return len(before.text) > 0.6 * lines.width and not _TABLE_WORDS.match(before.text)
