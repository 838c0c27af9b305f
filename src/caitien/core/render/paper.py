"""From a draft to its Paper: in the form it came in, or in another form.

Nothing is invented: what the draft lacks is a blank that is seen. Words of the author are printed
as they are, faults kept.
"""

from __future__ import annotations

from caitien.core.drafts.model import LegalBasis, PlanDraft, Section, SectionTable
from caitien.core.drafts.styles import by_paragraph, pieces
from caitien.core.vietnamese.text import collapse, fold

from .head import date_line, head_lines, number_line, recipient_lines, signer_lines, title_lines
from .layouts import BIEU2, draft_columns, form_blocks, form_columns, plan_form
from .model import DOTS, Paper, Para, Part, Table
from .plan_table import Rows, TableColumn, plan_table, unprinted
from .side_tables import monitoring_table, other_table, priority_table

#: paragraphs of so many letters before a wide table go with it onto its landscape page
_SHORT_LEAD = 500


def paper_of(draft: PlanDraft, form: str | None = None) -> Paper:
    """The paper of a draft.

    `form` is cv5932_9, lqd_10, five_5 or bieu2_tt57; None prints the form the draft came in (its
    `table_layout` and `columns`). UnknownForm is raised for any other name. A draft of Biểu 2
    that has its own sections is printed with them; every other draft asked for in Biểu 2 gets the
    eight sections of the form, and `unprinted` tells what has no place there.
    """
    own = draft.table_layout if draft.sections or draft.table_layout != BIEU2 else None
    target = form or draft.table_layout
    if target == BIEU2 and own != BIEU2:
        from .bieu2 import bieu2_paper

        return bieu2_paper(draft)
    columns = form_columns(form) if form and form != own else draft_columns(draft)
    blocks = form_blocks(target)
    paper = Paper(
        authority=head_lines(draft.authority, bold=False),
        school=head_lines(draft.school_name, bold=True),
        number_line=number_line(draft),
        date_line=date_line(draft),
        title_lines=title_lines(draft),
        parts=parts_of(_body(draft, columns, blocks, numbered=target == BIEU2)),
        signer_title=signer_lines(draft.signatory.title),
        signer_name=draft.signatory.name or DOTS * 2,
        recipients=recipient_lines(draft.recipients),
        form=target,
        date=draft.date,
    )
    paper.unprinted = unprinted(draft.items, columns)
    return paper


def _body(
    draft: PlanDraft, columns: list[TableColumn], blocks: tuple[str, ...], numbered: bool
) -> list[list[Para | Table]]:
    """The blocks of preamble and of each section, one list a section."""
    groups = [_preamble(draft)]
    table_at = _sections_of_table(draft)
    tables = _tables(draft, columns, blocks, numbered)
    for number, section in enumerate(draft.sections):
        extra = tables[-1:] if number == table_at else []
        groups.append(_section(draft, section, tables, extra))
    if table_at == -1 and tables:
        groups.append(list(tables))
    return groups


def _preamble(draft: PlanDraft) -> list[Para | Table]:
    bases = {basis.text for basis in draft.legal_bases}
    out: list[Para | Table] = []
    if not _told(draft):
        out += [Para(text, "basis") for text in basis_lines(draft.legal_bases)]
    for text in draft.preamble:
        basis = text in bases or collapse(text).startswith("Căn cứ ")
        out.append(Para(text, "basis" if basis else "body"))
    return out


def _told(draft: PlanDraft) -> bool:
    """Whether the bases stand in the text of the draft already."""
    texts = [*draft.preamble, *(p for s in draft.sections for p in s.paragraphs)]
    whole = collapse(" ".join(texts))
    return not draft.legal_bases or any(collapse(b.text) in whole for b in draft.legal_bases)


def basis_lines(bases: list[LegalBasis]) -> list[str]:
    """The bases one a line, each ended by ";" and the last by "." where the author put no mark."""
    lines = []
    for number, basis in enumerate(bases, 1):
        text = basis.text.rstrip()
        end = "." if number == len(bases) else ";"
        lines.append(text if text[-1:] in ".;,:" else text + end)
    return lines


def _sections_of_table(draft: PlanDraft) -> int | None:
    """Which section the table is put in: None where sections name it; -1: after all text."""
    if any(t.kind == "items" for s in draft.sections for t in s.tables):
        return None
    if not (draft.items or draft.standards or draft.empty_rows or draft.columns):
        return None
    named = [n for n, s in enumerate(draft.sections) if "noi dung" in fold(s.heading)]
    plans = [n for n in named if "ke hoach" in fold(draft.sections[n].heading)]
    return (plans or named or [-1])[0]


def _tables(
    draft: PlanDraft, columns: list[TableColumn], blocks: tuple[str, ...], numbered: bool
) -> list[Table]:
    """The tables of items, in order; the rows are shared out where the draft had several."""
    places = [t.place.table for s in draft.sections for t in s.tables if t.kind == "items"]
    rows = Rows.of(draft, blocks)
    form = plan_form(draft.table_layout)
    landscape = form is not None and form.orientation == "landscape"
    shares = _shares(rows, places) if len(places) > 1 else [rows]
    return [plan_table(share, columns, numbered=numbered, landscape=landscape) for share in shares]


def _shares(rows: Rows, places: list[int | None]) -> list[Rows]:
    """The rows by the table they stood in; all in the first where that is not known."""
    known = None not in places and len(set(places)) == len(places)
    if not known or any(item.place.table not in places for item in rows.items):
        return [rows] + [Rows([], [], []) for _ in places[1:]]
    shares = [
        Rows(
            [i for i in rows.items if i.place.table == place],
            [s for s in rows.standards if s.place.table == place],
            [r for r in rows.empty_rows if r.place.table == place],
        )
        for place in places
    ]
    shares[0].blocks = rows.blocks
    shares[0].standards = [s for s in rows.standards if s.place.table not in places] + shares[
        0
    ].standards
    shares[-1].empty_rows += [r for r in rows.empty_rows if r.place.table not in places]
    shares[-1].level4_text = rows.level4_text
    return shares


def _section(
    draft: PlanDraft, section: Section, tables: list[Table], extra: list[Table]
) -> list[Para | Table]:
    out: list[Para | Table] = [Para(section.heading, "heading")] if section.heading else []
    styles = by_paragraph(section.styles)
    for index in range(len(section.paragraphs) + 1):
        for table in section.tables:
            at = min(table.at, len(section.paragraphs))
            if at == index and (printed := _printed(draft, table, tables)):
                out.append(printed)
        if index < len(section.paragraphs):
            text = section.paragraphs[index]
            spans = styles.get(index)
            out.append(Para(text, pieces=pieces(text, spans) if spans else []))
    return [*out, *extra]


def _printed(draft: PlanDraft, table: SectionTable, tables: list[Table]) -> Table | None:
    if table.kind == "items":
        return tables.pop(0) if tables else None
    if table.kind == "priority_issues":
        return priority_table(draft)
    if table.kind == "monitoring":
        return monitoring_table(draft)
    return other_table(table.rows) if table.rows else None


def parts_of(groups: list[list[Para | Table]]) -> list[Part]:
    """The blocks by orientation; a short lead and its heading go with a wide table."""
    parts = [Part(False)]
    for blocks in groups:
        for index, block in enumerate(blocks):
            _put(parts, block, _stands_across(blocks, index, parts[-1].landscape))
    return [part for part in parts if part.blocks] or [Part(False)]


def _stands_across(blocks: list[Para | Table], index: int, landscape: bool) -> bool:
    """Whether a block of a section goes on a landscape page; `landscape`: the one before did."""
    rest = blocks[index:]
    block = rest[0]
    if isinstance(block, Table):
        return block.landscape or (landscape and len(block.rows) < 6)
    lead = 0
    if landscape and index and not any(isinstance(b, Table) for b in rest):
        return sum(len(b.text) for b in rest if isinstance(b, Para)) < _SHORT_LEAD
    for following in rest:
        if isinstance(following, Table):
            return following.landscape
        lead += len(following.text)
        if lead > _SHORT_LEAD:
            return False
    return False


def _put(parts: list[Part], block: Para | Table, landscape: bool) -> None:
    if parts[-1].landscape != landscape:
        parts.append(Part(landscape))
    parts[-1].blocks.append(block)
