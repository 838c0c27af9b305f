"""Diagnostics as one HTML file: the text of the plans with marks, the findings beside it.

The page needs nothing else: no script, no font, no picture but those of PDF pages it holds itself,
and its own policy forbids them. Everything that comes from a file is escaped; addresses are only
numbers made here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from caitien.core.drafts.model import PlanDraft, Reading

from . import report_pages
from ._marked_text import Grid, Piece, parts_of, pieces_of, place_marks
from ._report_style import PICTURES, STYLE
from .diagnostic import Diagnostic, Severity, count_by_severity
from .grouping import grouped

if TYPE_CHECKING:
    from caitien.core.documents.page_pictures import PagePicture

#: what was read of each file (None where only the findings are known) and its findings
HtmlFiles = Mapping[str, tuple[Reading | None, Sequence[Diagnostic]]]

#: pages of each file
Pictures = Mapping[str, Sequence["PagePicture"]]

_GLYPHS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "lưu ý"}
_TITLE = "Kết quả kiểm tra kế hoạch cải tiến chất lượng"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: in a table of more columns, a row of so few cells is the heading of those below
_NARROW, _FEW = 4, 2


def to_html(
    files: HtmlFiles,
    version: str,
    *,
    unread: Iterable[tuple[str, str]] = (),
    notes: Iterable[str] = (),
    pictures: Pictures | None = None,
) -> str:
    """The whole page, in Vietnamese.

    `version` is that of the program, `unread` are files with the reason there is nothing of them
    to show, `notes` are lines about what was left out of the findings, `pictures` are pages by
    file, made of `report_pages.spots_of`.
    """
    pictures = pictures or {}
    sections = [
        _file(number, name, reading, found, pictures.get(name, ()))
        for number, (name, (reading, found)) in enumerate(files.items(), 1)
    ]
    everything = [one for _, found in files.values() for one in found]
    total = _counts(everything) if len(files) > 1 else ""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    style = STYLE
    if any(pictures.values()):
        policy += "; img-src data:"
        style += PICTURES
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_TITLE}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header><h1>{_TITLE}</h1>{total}</header>\n<main>\n{_contents(files)}"
        f"{_remarks(unread, notes)}{''.join(sections)}</main>\n"
        f"<footer><p>Cải Tiến {_safe(version)}</p></footer>\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    """Text as HTML: signs escaped, what no page may hold replaced."""
    return html.escape(_CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\f", "\n")))


def _counts(found: Iterable[Diagnostic]) -> str:
    parts = (
        f'<li class="{one.value}"><span aria-hidden="true">{_GLYPHS[one]}</span> '
        f"{number} {_WORDS[one]}</li>"
        for one, number in count_by_severity(found).items()
    )
    return f'<ul class="counts">{"".join(parts)}</ul>\n'


def _contents(files: HtmlFiles) -> str:
    if len(files) < 2:
        return ""
    lines = []
    for number, (name, (reading, found)) in enumerate(files.items(), 1):
        counts = count_by_severity(found).items()
        words = ", ".join(f"{_GLYPHS[one]} {count} {_WORDS[one]}" for one, count in counts)
        school = _school(reading)
        told = f"{_safe(name)} ({_safe(school)})" if school else _safe(name)
        lines.append(f'<li><a href="#f{number}">{told}</a>: {words}</li>')
    return f'<nav aria-label="Mục lục"><h2>Mục lục</h2><ol>{"".join(lines)}</ol></nav>\n'


def _remarks(unread: Iterable[tuple[str, str]], notes: Iterable[str]) -> str:
    lines = [f"<strong>{_safe(name)}</strong>: {_safe(why)}" for name, why in unread]
    lines += [_safe(note) for note in notes]
    if not lines:
        return ""
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<section class="notes"><h2>Cần biết</h2><ul>{items}</ul></section>\n'


def _school(reading: Reading | None) -> str:
    plans = reading.plans if reading else []
    return " ".join(next((p.school_name for p in plans if p.school_name), "").split())


def _file(
    number: int,
    name: str,
    reading: Reading | None,
    found: Sequence[Diagnostic],
    pages: Sequence[PagePicture],
) -> str:
    plans = reading.plans if reading else []
    read = [list(parts_of(plan)) for plan in plans]
    placed = _place_all(read, found)
    texts = []
    if pages:
        shown = report_pages.figures(pages, number, found, _WORDS)
        texts.append(f"<h3>Các trang có điểm cần xem</h3>\n{shown}")
    for index, parts in enumerate(read):
        title = "Chữ đọc được từ các trang" if pages else "Văn bản"
        which = f" {index + 1}" if len(plans) > 1 else ""
        title += f", văn bản{which}" if which and pages else which
        texts.append(f'<h3>{title}</h3><div class="page">{_body(parts, number, found)}</div>')
    drawn = report_pages.drawn(pages)
    cards = "".join(_cards(number, found, placed, drawn))
    findings = (
        f'<ol class="cards">{cards}</ol>'
        if found
        else ('<p class="clean"><span aria-hidden="true">✓</span> Không thấy lỗi nào.</p>')
    )
    text = f'<div class="text">{"".join(texts)}</div>\n' if texts else ""
    jump = f'<p class="jump"><a href="#f{number}-found">Tới các điểm tìm thấy</a></p>'
    return (
        f'<section class="file" id="f{number}"><h2>{_safe(_school(reading) or name)}</h2>\n'
        f"{_facts(name, plans)}{_counts(found)}{jump if found and texts else ''}"
        f'<div class="desk{"" if texts else " alone"}">{text}'
        f'<section class="found" id="f{number}-found" tabindex="0" '
        f'aria-labelledby="f{number}-title"><h3 id="f{number}-title">Các điểm tìm thấy</h3>'
        f"{findings}</section></div></section>\n"
    )


def _place_all(plans: Sequence[list[Piece | Grid]], found: Sequence[Diagnostic]) -> set[int]:
    """Mark each finding in its own plan, or else where the file has it; who has a mark."""
    numbered = list(enumerate(found, 1))
    placed: set[int] = set()
    for index, parts in enumerate(plans):
        mine = [(n, one) for n, one in numbered if one.plan == index]
        placed |= place_marks(list(pieces_of(parts)), mine)
    everywhere = [piece for parts in plans for piece in pieces_of(parts)]
    return placed | place_marks(everywhere, [pair for pair in numbered if pair[0] not in placed])


def _facts(name: str, plans: Sequence[PlanDraft]) -> str:
    facts = [("Tệp", name)]
    for index, plan in enumerate(plans, 1):
        which = f" (văn bản {index})" if len(plans) > 1 else ""
        facts.append(("Số" + which, plan.plan_number or plan.plan_number_raw or "không thấy"))
        years = plan.school_year or "không thấy"
        if plan.school_year_to:
            years += f" đến {plan.school_year_to}"
        facts.append(("Năm học" + which, years))
    return f"<dl>{''.join(f'<dt>{_safe(a)}</dt><dd>{_safe(b)}</dd>' for a, b in facts)}</dl>\n"


def _cards(
    file: int, found: Sequence[Diagnostic], placed: set[int], drawn: Collection[int]
) -> Iterator[str]:
    """One card for a fault, its further places listed in it: each keeps its own number."""
    numbers = {id(one): number for number, one in enumerate(found, 1)}
    for group in grouped(found):
        ways = []
        for one in group:
            n = numbers[id(one)]
            ways.append((n, one, _number(file, n, n in placed), _where(file, n, one, n in drawn)))
        yield _card(file, ways)


def _number(file: int, number: int, placed: bool) -> str:
    if not placed:
        return f'<span class="number">{number}</span>'
    say = f"Điểm {number}: về chỗ này trong văn bản"
    return f'<a class="number" href="#t{file}-{number}" aria-label="{say}">{number}</a>'


def _where(file: int, number: int, one: Diagnostic, drawn: bool) -> str:
    label = _safe(one.place.label() or "đầu văn bản")
    return f'<a href="#p{file}-{number}">{label}</a>' if drawn else label


def _card(file: int, ways: Sequence[tuple[int, Diagnostic, str, str]]) -> str:
    """`ways` are the places of the fault: number, diagnostic, the way to the mark and the page."""
    number, one, shown, label = ways[0]
    word = _WORDS[one.severity] + (" (có thể)" if one.confidence != "chắc" else "")
    why = f"{one.why} ({one.article})" if one.article else one.why
    quote = f'<p class="quote">{_safe(one.excerpt)}</p>' if one.excerpt.strip() else ""
    fix = f"<p>Cách sửa: {_safe(one.fix.description)}</p>" if one.fix else ""
    others = "".join(f'<li id="d{file}-{n}">{way} {where}</li>' for n, _, way, where in ways[1:])
    also = f'<p>Cũng vậy ở {len(ways) - 1} chỗ khác:</p><ul class="also">{others}</ul>'
    return (
        f'<li class="{one.severity.value}" id="d{file}-{number}"><p>{shown} '
        f'<strong class="{one.severity.value}"><span aria-hidden="true">{_GLYPHS[one.severity]}'
        f"</span> {word}</strong> {_safe(one.code)}</p>"
        f'<p class="message">{_safe(one.message)}</p>{quote}<p>Ở đâu: {label}</p>'
        f"{also if others else ''}<p>Vì sao: {_safe(why)}</p>{fix}</li>\n"
    )


def _body(parts: Sequence[Piece | Grid], file: int, found: Sequence[Diagnostic]) -> str:
    """The parts in their order; head and foot in two columns where the file has them so."""
    out = []
    for beside, group in groupby(parts, _stands_beside):
        pieces = list(group)
        columns = sorted({p.place.column or 0 for p in pieces if isinstance(p, Piece)})
        if not beside or len(columns) < 2:
            out += [_part(part, file, found) for part in pieces]
            continue
        sides = (
            "".join(_part(p, file, found) for p in pieces if _in_column(p, column))
            for column in columns
        )
        kind = "beside" if beside[1] else "beside foot"
        out.append(f'<div class="{kind}">{"".join(f"<div>{one}</div>" for one in sides)}</div>\n')
    return "".join(out)


def _stands_beside(part: Piece | Grid) -> tuple[int, ...]:
    """What head and foot are told apart by; () for what stands alone."""
    if isinstance(part, Grid) or part.role not in ("header", "signature", "recipients"):
        return ()
    if part.place.table is None or part.place.column is None:
        return ()
    return part.place.table, part.role == "header"


def _in_column(part: Piece | Grid, column: int) -> bool:
    return isinstance(part, Piece) and part.place.column == column


def _part(part: Piece | Grid, file: int, found: Sequence[Diagnostic]) -> str:
    if isinstance(part, Grid):
        return _table(part, file, found)
    tag = "h4" if part.role == "heading" else "p"
    style = ' class="title"' if part.role == "title" else ""
    return f"<{tag}{style}>{_marked(part, file, found)}</{tag}>\n"


def _table(grid: Grid, file: int, found: Sequence[Diagnostic]) -> str:
    """A table that scrolls by itself; on a phone a row is a card, the titles are its labels."""
    width = max([len(grid.heads), *(max(row, default=1) for row in grid.rows)])
    first = grid.titles()
    names = {n: cell.text for n, cell in first.items()} or dict(enumerate(grid.heads, 1))
    lines = []
    if grid.heads:
        cells = "".join(f'<th scope="col">{_safe(head)}</th>' for head in grid.heads)
        lines.append(f'<tr class="heads">{cells}</tr>\n')
    for row in grid.rows:
        if row is first or (first and _texts(row) == _texts(first)):
            lines.append(_titles(row, width, file, found))
        else:
            lines.append(_row(row, width, names, file, found))
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Bảng của kế hoạch">'
        f"<table><tbody>\n{''.join(lines)}</tbody></table></div>\n"
    )


def _texts(row: Mapping[int, Piece]) -> dict[int, str]:
    return {column: " ".join(cell.text.split()) for column, cell in row.items()}


def _titles(row: Mapping[int, Piece], width: int, file: int, found: Sequence[Diagnostic]) -> str:
    """The titles of the columns; a phone shows only those with a mark."""
    cells = ""
    for column in range(1, width + 1):
        shown = ' class="marked"' if column in row and row[column].spans else ""
        text = _marked(row[column], file, found) if column in row else ""
        cells += f'<th scope="col"{shown}>{text}</th>'
    marked = any(cell.spans for cell in row.values())
    return f'<tr class="{"heads some" if marked else "heads"}">{cells}</tr>\n'


def _row(
    row: Mapping[int, Piece],
    width: int,
    names: Mapping[int, str],
    file: int,
    found: Sequence[Diagnostic],
) -> str:
    """A row; the last cell of one with little in it (the name of a standard) runs to the end."""
    last = max((n for n, cell in row.items() if cell.text.strip()), default=0)
    short = width > _NARROW and 0 < last <= _FEW
    cells = ""
    for column in range(1, (last if short else width) + 1):
        text = _marked(row[column], file, found) if column in row else ""
        label = " ".join(names.get(column, "").split())
        said = f' data-label="{_safe(label)}"' if label and not (short and column == last) else ""
        wide = f' colspan="{width - last + 1}"' if short and column == last else ""
        cells += f"<td{said}{wide}>{text}</td>"
    band = ' class="band"' if short else ""
    return f"<tr{band}>{cells}</tr>\n"


def _marked(piece: Piece, file: int, found: Sequence[Diagnostic]) -> str:
    """The text with its marks, cut where marks begin and end; a number follows each."""
    cuts = sorted({0, len(piece.text), *(cut for span in piece.spans for cut in span[:2])})
    out = []
    for start, end in pairwise(cuts):
        over = [n for low, high, n in piece.spans if low <= start and end <= high]
        text = _safe(piece.text[start:end])
        if over:
            gravest = min((found[n - 1].severity for n in over), key=lambda one: one.rank)
            text = f'<mark class="{gravest.value}">{text}</mark>'
        out.append(text)
        for _, high, n in piece.spans:
            if high == end:
                say = f"{_WORDS[found[n - 1].severity]}, xem điểm {n}"
                out.append(
                    f'<a class="number" id="t{file}-{n}" href="#d{file}-{n}" '
                    f'aria-label="{say}">{n}</a>'
                )
    return "".join(out)
