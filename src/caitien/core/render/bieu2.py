"""Biểu 2 of Thông tư 57/2026/TT-BGDĐT (Phụ lục V, Điều 10) filled from a draft of any form.

Only what maps by meaning is filled in; the rest stays a blank that is seen, and `unprinted` tells
what the form has no place for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from caitien.core.drafts.model import Item, PlanDraft, StyleSpan
from caitien.core.drafts.styles import by_paragraph, pieces
from caitien.core.regulations.forms import Form, FormSection, load_form
from caitien.core.vietnamese.text import collapse, fold, strip_list_mark

from .cells import code_told, lines_of, paragraphs_of
from .head import date_line, head_lines, number_line, recipient_lines, signer_lines
from .layouts import BIEU2, form_columns
from .model import DOTS, Paper, Para, Table
from .paper import basis_lines, parts_of
from .plan_table import Rows, plan_table, unprinted
from .side_tables import monitoring_table, priority_table

_BLANK_ROWS = 3
_OLD_EDITION = re.compile(r"\b1[789]/2018/TT-BGD\w+", re.IGNORECASE)


def bieu2_paper(draft: PlanDraft) -> Paper:
    """The eight sections of Biểu 2, filled from the draft."""
    form = load_form(BIEU2)
    items = [_as_bieu2(item, number, draft) for number, item in enumerate(draft.items, 1)]
    duties, kept = _duties(draft, len(_section(form, "VII").items))
    groups: list[list[Para | Table]] = [
        [Para(f"{section.numeral}. {section.heading}", "heading"), *body]
        for section in form.sections
        for body in [_fill(section, draft, items, duties)]
    ]
    paper = Paper(
        authority=head_lines(draft.authority, bold=False),
        school=head_lines(draft.school_name, bold=True),
        number_line=number_line(draft),
        date_line=date_line(draft),
        title_lines=["KẾ HOẠCH", f"Cải tiến chất lượng giáo dục {_years(draft)}"],
        parts=parts_of(groups),
        signer_title=signer_lines(draft.signatory.title, "HIỆU TRƯỞNG"),
        signer_name=draft.signatory.name or DOTS * 2,
        signer_note="(Ký, ghi rõ họ tên, đóng dấu)",
        recipients=recipient_lines(draft.recipients),
        form=BIEU2,
        date=draft.date,
    )
    paper.unprinted = _left_out(draft, items, kept)
    return paper


def _section(form: Form, numeral: str) -> FormSection:
    return next(section for section in form.sections if section.numeral == numeral)


def _years(draft: PlanDraft) -> str:
    if draft.school_year and draft.school_year_to:
        return f"từ năm học {draft.school_year} đến năm học {draft.school_year_to}"
    return f"năm học {draft.school_year or '20……-20……'}"


def _fill(
    section: FormSection, draft: PlanDraft, items: list[Item], duties: list[list[Para]]
) -> list[Para | Table]:
    """What stands under a section's heading."""
    match section.numeral:
        case "I":
            values = [draft.school_name, None, None]
            return _labelled(section.items, values)
        case "II":
            return _bases(section, draft)
        case "IV":
            note = section.table.note if section.table else None
            table = priority_table(draft, _BLANK_ROWS)
            return [table, *([Para(note, "note")] if note else [])]
        case "V":
            rows = Rows(items or [Item() for _ in range(_BLANK_ROWS)], [], [])
            return [plan_table(rows, form_columns(BIEU2), numbered=True, headings=False)]
        case "VI":
            fixed = section.table.rows if section.table else ()
            return [monitoring_table(draft, fixed)]
        case "VII":
            out: list[Para | Table] = []
            for label, texts in zip(section.items, duties, strict=True):
                out += [Para(label), *(texts or [Para(DOTS * 7)])]
            return out
    return [Para(line) for line in section.fixed]


def _labelled(labels: tuple[str, ...], values: list[str | None]) -> list[Para | Table]:
    pairs = zip(labels, [*values, *[None] * len(labels)], strict=False)
    return [Para(f"{label.rstrip(':')}: {value or DOTS * 4}") for label, value in pairs]


def _bases(section: FormSection, draft: PlanDraft) -> list[Para | Table]:
    """The printed bases, then the draft's own under "Căn cứ khác"."""
    out: list[Para | Table] = [Para(line) for line in section.fixed]
    out += [Para(line) for line in section.items]
    own = basis_lines(draft.legal_bases)
    return out + [Para(f"- {strip_list_mark(text)[1]}") for text in own or [DOTS * 6]]


def _as_bieu2(item: Item, number: int, draft: PlanDraft) -> Item:
    """The item with its values in the fields of Biểu 2's ten columns."""
    return replace(
        item,
        tt=str(number),
        standard=None,
        criterion=None,
        criterion_title=None,
        level=None,
        code_text=None,
        content="\n".join(_content(item, draft)) or None,
        resources="\n".join(_resources(item)) or None,
    )


def _content(item: Item, draft: PlanDraft) -> list[str]:
    """Nội dung cải tiến: the criterion (with its circular) and the words of the item."""
    own = lines_of(item.content)
    if draft.table_layout == BIEU2 or not (item.criterion or item.standard):
        return own or [line for line in [item.criterion_title] if line]
    code = f"Tiêu chí {item.criterion}" if item.criterion else f"Tiêu chuẩn {item.standard}"
    title = item.criterion_title if item.criterion else item.standard_title
    if code_told(item):
        return own
    head = f"{code} ({_edition(draft)})" if draft.table_layout else code
    return [f"{head}: {title}" if title else head, *own]


def _edition(draft: PlanDraft) -> str:
    """The old circular the codes belong to, as the draft itself names it."""
    texts = [*(b.text for b in draft.legal_bases), *draft.preamble]
    numbers = {m.group() for text in texts for m in [_OLD_EDITION.search(text)] if m}
    return f"Thông tư {numbers.pop()}" if len(numbers) == 1 else "mã ở kế hoạch cũ"


def _resources(item: Item) -> list[str]:
    """Nguồn lực bảo đảm: resources as they are; money and conditions with what they are."""
    out = lines_of(item.resources)
    money = paragraphs_of(item, "budget_text")
    if money:
        out.append(f"Kinh phí: {'; '.join(money)}")
    if item.conditions:
        out.append(f"Điều kiện: {'; '.join(lines_of(item.conditions))}")
    return out


_SUBHEADING = re.compile(r"^\s*\d{1,2}\s*[.)]\s*\S")


def _duties(draft: PlanDraft, count: int) -> tuple[list[list[Para]], set[int]]:
    """The draft's own TỔ CHỨC THỰC HIỆN shared out to the head, the council and the others.

    Also which sections of the draft were used so.
    """
    out: list[list[Para]] = [[] for _ in range(count)]
    used: set[int] = set()
    for number, section in enumerate(draft.sections):
        if "to chuc thuc hien" not in fold(section.heading):
            continue
        at: int | None = None
        styles = by_paragraph(section.styles)
        for index, text in enumerate(section.paragraphs):
            spans = styles.get(index, [])
            if _SUBHEADING.match(text):
                at, keep = _duty_of(text), strip_list_mark(collapse(text))[1]
                if at == count - 1 or len(text) > 90:
                    out[at].append(_styled(keep, text, spans))
                used.add(number)
            elif at is not None:
                out[at].append(_styled(text, text, spans))
    return out, used


def _styled(kept: str, text: str, spans: list[StyleSpan]) -> Para:
    """A paragraph, or what is left of it without its mark, with the styles it had."""
    if not spans or not text.endswith(kept):
        return Para(kept)
    cut = len(text) - len(kept)
    moved = [StyleSpan(0, s.start - cut, s.end - cut, s.style) for s in spans]
    cuts = pieces(kept, moved)
    return Para(kept, pieces=cuts if any(letters for _, letters in cuts) else [])


def _duty_of(text: str) -> int:
    folded = fold(text)
    if re.search(r"\b(?:hieu truong|nguoi dung dau|giam doc)\b", folded[:40]):
        return 0 if "pho hieu truong" not in folded[:40] else 2
    return 1 if re.search(r"hoi dong tu danh gia|thanh vien cua hoi dong", folded) else 2


def _left_out(draft: PlanDraft, items: list[Item], kept: set[int]) -> dict[str, int]:
    """What the ten columns and eight sections have no place for, counted."""
    out = unprinted(items, form_columns(BIEU2))
    for name in ("budget_text", "conditions"):
        out.pop(name, None)
    texts = [s for n, s in enumerate(draft.sections) if n not in kept]
    counts = {
        "preamble": len(draft.preamble),
        "sections": sum(len(s.paragraphs) for s in texts),
        "empty_rows": len(draft.empty_rows),
        "level4_text": int(bool(draft.level4_text)),
    }
    return out | {name: n for name, n in counts.items() if n}
