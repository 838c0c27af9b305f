"""What a column of a plan's table means, by the words of its title, never by its file.

The vocabulary is data: word patterns on the folded title (no marks, lower case), with a weight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caitien.core.documents.model import Cell, Row
from caitien.core.vietnamese.text import collapse, fold

from .model import Column

#: (field, pattern on the folded title, weight); the heaviest match of a title wins
_WORDS: tuple[tuple[str, str, float], ...] = (
    ("tt", r"^(?:s ?t ?t|t ?t|so tt|so thu tu|thu tu)$", 9),
    ("standard_criterion", r"tieu chu ?an\W+(?:va )?(?:tieu chi|tc)\b|tieu chuan tieu chi", 8),
    ("standard", r"^(?:ma |ten )?tieu chu ?an(?: so)?$", 8),
    ("criterion", r"^(?:ma |so )?tieu chi(?: lien quan| so| can cai tien)?\W*(?:neu co)?\W*$", 8),
    ("criterion", r"^ma(?: so)?(?: tc| tieu chi)?$|^tc$", 8),
    ("criterion", r"tieu chi", 3),
    ("criterion_title", r"^ten tieu chi|^noi dung tieu chi", 8.5),
    ("current", r"hien trang|thuc trang|tinh hinh hien tai|muc hien tai|dat hien tai", 5.5),
    ("weakness", r"han che|ton tai|diem yeu", 5),
    ("cause", r"nguyen nhan", 6),
    (
        "target",
        r"ket qua can dat|muc tieu|ket qua mong|yeu cau can dat|chi tieu|can dat|phan dau"
        r"|ket qua du kien|yeu cau cai tien",
        7,
    ),
    ("target", r"^(?:san pham )?dau ra(?: can dat)?$|^ket qua(?: cu the| cuoi cung)?$", 5),
    ("indicator", r"chi so|chi bao|tieu chi danh gia|thuoc do|do luong", 7.5),
    (
        "solutions",
        r"giai phap|bien phap|cong viec|hoat dong|viec can lam|viec lam|nhiem vu|cach lam"
        r"|viec phai lam|viec se lam|viec can|lam gi|cach khac phuc|hanh dong",
        6,
    ),
    ("content", r"noi dung|van de", 4),
    ("content", r"ke hoach cai tien", 4.5),
    (
        "lead",
        r"^(?:nguoi |don vi |bo phan |ca nhan )*chu tri(?: thuc hien)?$|^dau moi"
        r"|(?:phu trach|trach nhiem) chinh$",
        8,
    ),
    ("collaborators", r"^(?:nguoi |don vi |bo phan |ca nhan )*phoi hop(?: thuc hien)?$", 8),
    (
        "assignee",
        r"phu trach|chu tri|nguoi thuc hien|phan cong|trach nhiem|thuc hien va phoi hop"
        r"|don vi|bo phan thuc hien|ca nhan|phoi hop|doi tuong thuc hien|ai lam|nguoi lam"
        r"|nguoi dam nhiem",
        5.5,
    ),
    (
        "time",
        r"thoi gian|thoi han|tien do|thoi diem|ngay hoan thanh|ket thuc|bat dau|moc|lo trinh"
        r"|khi nao|\bhan\b(?! che)|thoi luong|xong truoc|hoan thanh truoc|bao gio",
        6,
    ),
    ("start", r"^(?:(?:ngay|thang|thoi gian|thoi diem) )?bat dau$|^tu (?:ngay|thang)$", 9),
    (
        "end",
        r"^(?:(?:ngay|thang|thoi gian|thoi diem) )?(?:ket thuc|hoan thanh)$|^den (?:ngay|thang)$",
        9,
    ),
    (
        "budget",
        r"kinh phi|du toan|ngan sach|so tien|du tru kinh|^(?:so )?tien(?: \(.*)?$|chi phi",
        7,
    ),
    ("supervisor", r"giam sat|nguoi kiem tra|theo doi", 7.5),
    ("report_time", r"bao cao", 8),
    ("conditions", r"dieu kien|ho tro|phuong tien", 6.5),
    ("resources", r"nguon luc", 7),
    ("expected_evidence", r"minh chung|ho so luu", 7),
    ("expected_evidence", r"san pham|dau ra", 5.5),
    ("status", r"muc do thuc hien|muc do hoan thanh|trang thai|tinh trang|ket qua thuc hien", 7.5),
    ("notes", r"ghi chu", 9),
)
_PATTERNS = tuple((name, re.compile(pattern), weight) for name, pattern, weight in _WORDS)
_NUMBERING = re.compile(r"^\(?\d{1,2}\)?$")
_DEADLINE = re.compile(r"thoi han|\bhan\b(?! che)|hoan thanh|den ngay|ket thuc|cham nhat")
_CODE = re.compile(r"tieu (?:chi|chuan)\s*\d")

#: fields in order → the name of a known form
_LAYOUTS: dict[tuple[str, ...], str] = {
    (
        "tt",
        "standard_criterion",
        "target",
        "solutions",
        "assignee",
        "time",
        "budget",
        "conditions",
        "notes",
    ): "cv5932_9",
    (
        "standard",
        "criterion",
        "tt",
        "target",
        "solutions",
        "assignee",
        "time",
        "budget",
        "supervisor",
        "report_time",
    ): "lqd_10",
    ("tt", "solutions", "time", "assignee", "conditions"): "five_5",
    (
        "tt",
        "content",
        "target",
        "solutions",
        "indicator",
        "time",
        "assignee",
        "resources",
        "expected_evidence",
        "status",
    ): "bieu2_tt57",
}

#: the columns of the nine-column form, for a table whose head was lost
NINE = next(fields for fields, name in _LAYOUTS.items() if name == "cv5932_9")
FORM_FIELDS = {name: fields for fields, name in _LAYOUTS.items()}


def title_key(title: str) -> str:
    """A column title without marks, brackets' numbers and extra spaces."""
    folded = fold(collapse(title))
    folded = re.sub(r"\(\d{1,2}\)", " ", folded)
    return re.sub(r"\s+", " ", folded).strip(" .:*")


def score_title(title: str) -> dict[str, float]:
    """How well a title fits each field; empty where no word of it is known."""
    key = title_key(title)
    scores: dict[str, float] = {}
    if not key or len(key) > 120:
        return scores
    if "\n" in title:
        scores = score_title(title.rsplit("\n", 1)[1])
    for name, pattern, weight in _PATTERNS:
        found = pattern.search(key)
        if found:
            share = (found.end() - found.start()) / len(key)
            scores[name] = max(scores.get(name, 0.0), weight + share)
    return scores


def fields_of(titles: Sequence[str]) -> list[str]:
    """The field of every column, '' where no word is known; no field is used twice.

    The heaviest (title, field) pair is settled first. Where there is a content column but nothing
    says what is to be reached, the content is the target; where nothing says what is done, it is
    the work. Weaknesses are the present state where no other column tells it; an output ("Đầu ra")
    is what is to be reached where nothing else is.
    """
    pairs = [
        (weight, -index, name)
        for index, title in enumerate(titles)
        for name, weight in score_title(title).items()
    ]
    chosen: dict[int, str] = {}
    for _, minus, name in sorted(pairs, reverse=True):
        index = -minus
        if index not in chosen and name not in chosen.values():
            chosen[index] = name
    names = [chosen.get(index, "") for index in range(len(titles))]
    if "criterion_title" in names and not {"criterion", "standard_criterion"} & set(names):
        names[names.index("criterion_title")] = "criterion"
    if "expected_evidence" in names and not {"target", "content"} & set(names):
        index = names.index("expected_evidence")
        if re.search(r"\bdau ra$", title_key(titles[index])):
            names[index] = "target"
    if "end" in names and "start" not in names and "time" not in names:
        names[names.index("end")] = "time"
    if "weakness" in names and "current" not in names:
        names[names.index("weakness")] = "current"
    if "content" in names:
        if "solutions" not in names:
            names[names.index("content")] = "solutions"
        elif "target" not in names:
            names[names.index("content")] = "target"
    return names


def extra_key(index: int) -> str:
    """The name under which a row keeps the cell of a column no field stands for."""
    return f"+{index}"


def row_fields(fields: Sequence[str]) -> list[str]:
    """The fields with a name of its own for every column that has none."""
    return [name or extra_key(index) for index, name in enumerate(fields)]


def shared_fields(titles: Sequence[str], fields: Sequence[str]) -> dict[str, dict[str, str]]:
    """Columns that share one field under a merged title ("Kinh phí": "Ngân sách" | "Xã hội hóa").

    field → {name of the cell in a row: second line of the column's title}, the first column first.
    """
    out: dict[str, dict[str, str]] = {}
    for index, name in enumerate(fields):
        top, _, label = titles[index].partition("\n")
        if not name or not label or fields_of([top]) != [name]:
            continue
        mates = {
            extra_key(other): titles[other].partition("\n")[2]
            for other in range(len(fields))
            if not fields[other] and titles[other].partition("\n")[0] == top
        }
        if mates:
            out[name] = {name: label, **mates}
    return out


def layout_of(fields: Sequence[str]) -> str | None:
    """The known form with exactly these columns, or None."""
    return _LAYOUTS.get(tuple(fields))


def is_plan_header(titles: Sequence[str]) -> bool:
    """True where the titles are those of a plan's table: work, and who or when."""
    fields = set(fields_of(titles)) - {""}
    who_when = {"assignee", "lead", "time", "start", "end", "supervisor"} & fields
    return "solutions" in fields and bool(who_when) and len(fields) >= 4


def header_rows(rows: Sequence[Row], width: int) -> tuple[int, list[str]]:
    """How many rows on top are the head of the table, and the title of each grid column.

    A head of two rows (merged cells) gives titles of two lines; a row of column numbers under it
    belongs to the head. (0, []) where no row looks like a head.
    """
    best: tuple[int, list[str]] = (0, [])
    titles = [""] * width
    for count, row in enumerate(rows[:4], start=1):
        if _is_data(row) or (best[0] and not _adds_to_head(rows[:count])):
            break
        for column, cell in row.at_grid():
            text = collapse(cell.text)
            if cell.continues or not text or _NUMBERING.match(text):
                continue
            for grid in range(column, min(width, column + cell.colspan)):
                if text not in titles[grid]:
                    titles[grid] = f"{titles[grid]}\n{text}".strip()
        known = [name for name in fields_of(titles) if name]
        if len(known) >= max(3, len([name for name in fields_of(best[1]) if name])):
            best = (count, list(titles))
    count, titles = best
    while 0 < count < len(rows) and _is_numbering(rows[count]):
        count += 1
    return count, titles


def _adds_to_head(rows: Sequence[Row]) -> bool:
    """True where the last row stands under merged cells of the head, or is itself all titles."""
    above, row = rows[:-1], rows[-1]
    if any(cell.continues for cell in row.cells):
        return True
    if above and any(cell.colspan > 1 for cell in above[-1].cells):
        return True
    texts = [collapse(cell.text) for cell in row.cells if not cell.is_empty]
    return len(texts) >= 3 and all(score_title(text) and len(text) < 60 for text in texts)


def _is_data(row: Row) -> bool:
    texts = [fold(collapse(cell.text)) for cell in row.cells if not cell.is_empty]
    if not texts:
        return False
    return any(
        _CODE.match(text) or len(text) > 160 or re.match(r"muc \d|[1-9]\.\d{1,2}\b", text)
        for text in texts
    )


def _is_numbering(row: Row) -> bool:
    texts = [collapse(cell.text) for cell in row.cells if not cell.is_empty]
    return len(texts) >= 3 and all(_NUMBERING.match(text) for text in texts)


def is_deadline(title: str) -> bool:
    """True where a title of a time column asks for the last day ("Thời hạn", "Hạn hoàn thành")."""
    key = title_key(title)
    return bool(_DEADLINE.search(key)) and not re.search(r"thuc hien|bat dau|tu ngay", key)


def as_columns(titles: Sequence[str], fields: Sequence[str]) -> list[Column]:
    """Titles and fields as the draft's columns."""
    return [Column(collapse(t), f) for t, f in zip(titles, fields, strict=True)]


def cell_of(row: Row, grid: int) -> Cell | None:
    """The cell that starts at a grid column; None where a wider cell covers it."""
    for column, cell in row.at_grid():
        if column == grid:
            return cell
    return None
