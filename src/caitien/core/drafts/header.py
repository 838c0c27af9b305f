"""The head of a plan: governing body, school, number, place and date, title, school year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from caitien.core.documents.model import Paragraph, Place
from caitien.core.vietnamese.dates import find_dates
from caitien.core.vietnamese.text import collapse, fold, key
from caitien.core.vietnamese.years import SchoolYear, find_school_years, parse_multi_year

from .model import PlanDraft

NATIONAL = re.compile(r"^cong hoa x[ao] hoi chu nghia viet nam", re.IGNORECASE)
MOTTO = re.compile(r"^doc lap\b.{0,8}\btu do\b.{0,8}\bhanh phuc", re.IGNORECASE)
NUMBER_LINE = re.compile(r"^S[ốÔôo]\s*:?\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
NUMBER = re.compile(r"(?P<n>\d{1,5}[a-zđ]?)\s*\.?\s*/\s*(?P<symbol>KH[\wĐ\s.&-]*)", re.IGNORECASE)
DATE_LINE = re.compile(
    r"^(?P<place>[^,;:]{2,60}?)\s*,\s*ngày\s.{0,20}tháng\s.{0,12}năm.{0,12}$", re.IGNORECASE
)
BLANK_DATE = re.compile(r"ngày[\s.…_]*tháng[\s.…_\d]*năm", re.IGNORECASE)
AUTHORITY = re.compile(
    r"^(?:UBND|ỦY BAN|UỶ BAN|PHÒNG G|PHÒNG VĂN|SỞ G|BỘ G|ĐẠI HỌC|TỔNG CÔNG TY|CÔNG TY|HỘI ĐỒNG QU)"
)
SCHOOL_CAPS = re.compile(r"^(?:TRƯỜNG|TRUNG TÂM|NHÀ TRẺ|MẪU GIÁO|NHÓM TRẺ|LỚP MẪU GIÁO)\b")
_TYPE = (
    r"(?:Mầm non|Mẫu giáo|Nhà trẻ|Tiểu học và (?:Trung học cơ sở|THCS)|Tiểu học"
    r"|Trung học cơ sở và Trung học phổ thông|Trung học cơ sở|Trung học phổ thông chuyên"
    r"|Trung học phổ thông|Phổ thông dân tộc (?:nội|bán) trú|Phổ thông|TH\s*(?:và|&|-)\s*THCS"
    r"|THCS\s*(?:và|&|-)\s*THPT|PTDT(?:NT|BT)|THCS|THPT|MN|TH|MG)"
)
_CAP = r"[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ0-9]"
SCHOOL_NAME = re.compile(
    rf"\b(?:[Tt]rường)\s+(?P<type>{_TYPE})\s+(?P<name>{_CAP}[\w.]*(?:[ -]{_CAP}[\w]*){{0,6}})"
)
CENTRE_NAME = re.compile(
    rf"\bTrung tâm\s+(?:Giáo dục|GDNN|GDTX)[\w\s&-]{{0,60}}?{_CAP}[\w]*(?: {_CAP}[\w]*){{0,5}}"
)
_SMALL = {"và", "của", "với"}
_LEVELS = (
    (r"mam non|mau giao|nha tre|nhom tre|\bmn\b|\bmg\b", "mam_non"),
    (r"giao duc thuong xuyen|gdtx|gdnn", "gdtx"),
    (r"tieu hoc va|th ?(?:va|&|-) ?thcs|thcs ?(?:va|&|-) ?thpt|lien cap|nhieu cap", "lien_cap"),
    (r"trung hoc co so va|trung hoc co so ?[-–] ?trung hoc pho thong", "lien_cap"),
    (r"tieu hoc|\bth\b", "tieu_hoc"),
    (r"trung hoc co so|\bthcs\b", "thcs"),
    (r"trung hoc pho thong|\bthpt\b|chuyen", "thpt"),
    (r"pho thong", "lien_cap"),
)
_CIRCULARS = {"17/2018": "tieu_hoc", "18/2018": None, "19/2018": "mam_non"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head with its place."""

    text: str
    place: Place


def is_head_line(text: str) -> bool:
    """True for a line that stands above a plan's title: names of bodies, number, place and date."""
    text = collapse(text)
    folded = fold(text)
    return bool(
        NATIONAL.match(folded)
        or MOTTO.match(folded)
        or (NUMBER_LINE.match(text) and (NUMBER.search(text) or re.match(r"Số\s*:", text)))
        or DATE_LINE.match(text)
        or (BLANK_DATE.search(text) and len(text) < 80)
        or AUTHORITY.match(text)
        or SCHOOL_CAPS.match(text)
    )


def read_head(plan: PlanDraft, paragraphs: Sequence[Paragraph]) -> None:
    """Set authority, school, number, place and date from the paragraphs above the title."""
    names: list[Line] = []
    for paragraph in paragraphs:
        for part in paragraph.full_text.split("\n"):
            line = Line(collapse(part), paragraph.place)
            if line.text and not re.fullmatch(r"[\s_.…*-]+", line.text):
                _head_line(plan, line, names)
    _read_names(plan, names)


def _head_line(plan: PlanDraft, line: Line, names: list[Line]) -> None:
    folded = fold(line.text)
    if NATIONAL.match(folded):
        plan.form_lines["national_name"] = line.text
        plan.places["national_name"] = line.place
    elif MOTTO.match(folded):
        plan.form_lines["motto"] = line.text
        plan.places["motto"] = line.place
    elif NUMBER_LINE.match(line.text) and re.match(
        r"S[ốÔôo]\s*:|S[ốÔôo]\s+[\d.…-]", line.text, re.I
    ):
        read_number(plan, line)
    elif DATE_LINE.match(line.text) or (BLANK_DATE.search(line.text) and len(line.text) < 80):
        read_date_line(plan, line)
    else:
        names.append(line)


def read_number(plan: PlanDraft, line: Line) -> None:
    """'Số : 147/KH- MN1' → plan_number '147/KH-MN1', the raw form kept where it differs."""
    plan.form_lines["number_line"] = line.text
    plan.places["plan_number"] = line.place
    found = NUMBER_LINE.match(line.text)
    rest = found["rest"].strip(" :") if found else line.text
    number = NUMBER.search(rest)
    if number:
        symbol = re.sub(r"\s+", "", number["symbol"]).strip(".")
        plan.plan_number = f"{number['n']}/{symbol}"
        if rest != plan.plan_number:
            plan.plan_number_raw = rest
    elif rest and re.search(r"/\s*KH", rest, re.IGNORECASE):
        plan.plan_number_raw = rest


def read_date_line(plan: PlanDraft, line: Line) -> None:
    """'Bình Thạnh, ngày 08 tháng 8 năm 2022' → place and ISO date; a blank stays None."""
    plan.form_lines["date_line"] = line.text
    plan.places["date"] = line.place
    dates = find_dates(line.text)
    if dates:
        plan.date = dates[0].value.isoformat()
    found = DATE_LINE.match(line.text)
    if found and re.search(r"\w", found["place"]):
        plan.place = found["place"].strip(" .…_") or None
        plan.places["place"] = line.place


def _read_names(plan: PlanDraft, lines: list[Line]) -> None:
    authority: list[Line] = []
    school: list[Line] = []
    for line in lines:
        text = line.text
        if SCHOOL_CAPS.match(text.upper()) and not AUTHORITY.match(text) and not school:
            school.append(line)
        elif AUTHORITY.match(text.upper()) and not school:
            authority.append(line)
        elif school and text.isupper() and len(school) < 3:
            school.append(line)
        elif authority and text.isupper() and not school and len(authority) < 3:
            authority.append(line)
    if authority and not re.search(r"[.…]{3,}", " ".join(x.text for x in authority)):
        plan.authority = " ".join(line.text for line in authority)
        plan.places["authority"] = authority[0].place
    if school:
        joined = " ".join(line.text for line in school)
        if not re.search(r"[.…_]{3,}", joined):
            plan.school_name = _name_case(joined)
            plan.places["school_name"] = school[0].place


def _name_case(caps: str) -> str:
    """'TRƯỜNG TRUNG HỌC CƠ SỞ VÕ VĂN TẦN' → 'Trường Trung học cơ sở Võ Văn Tần'."""
    if not caps.isupper():
        return caps
    text = " ".join(
        word
        if re.search(r"\d", word) or word in {"THCS", "THPT", "PTDTNT", "PTDTBT", "MN", "TH"}
        else word.capitalize()
        for word in caps.split()
    )
    for kind in (
        "Trung Học Cơ Sở",
        "Trung Học Phổ Thông",
        "Tiểu Học",
        "Mầm Non",
        "Mẫu Giáo",
        "Phổ Thông",
        "Giáo Dục",
        "Thường Xuyên",
        "Nghề Nghiệp",
        "Dân Tộc",
        "Nội Trú",
        "Bán Trú",
    ):
        text = text.replace(kind, kind[0] + kind[1:].lower())
    return re.sub(r"\b(Và|Của|Với)\b", lambda m: m[0].lower(), text)


def read_title(plan: PlanDraft, lines: Sequence[Paragraph]) -> None:
    """Set title, title_lines, kind and the school years from the lines of the title."""
    plan.title_lines = [
        collapse(part) for p in lines for part in p.full_text.split("\n") if collapse(part)
    ]
    plan.title = " ".join(plan.title_lines) or None
    if lines:
        plan.places["title"] = lines[0].place
    several = parse_multi_year(plan.title or "")
    years = [found.value for found in find_school_years(plan.title or "")]
    if several and several[1].first > several[0].first:
        plan.kind = "multi_year"
        plan.school_year, plan.school_year_to = str(several[0]), str(several[1])
        plan.places["school_year"] = plan.places.get("title", Place())
    elif years:
        plan.school_year = str(years[0])
        plan.places["school_year"] = plan.places.get("title", Place())


def complete_head(plan: PlanDraft, body: Sequence[Paragraph]) -> None:
    """What the head lacks, from the body: school name, level and school year, marked uncertain."""
    text = "\n".join(collapse(p.full_text) for p in body)
    _name_from_body(plan, text)
    if plan.school_year is None:
        _year_from_body(plan, text)
    level = level_of_name(plan.school_name)
    if level:
        plan.school_level = level
    else:
        _level_from_citations(plan, text)


def _name_from_body(plan: PlanDraft, text: str) -> None:
    names = Counter[str]()
    for found in SCHOOL_NAME.finditer(text):
        name = found["name"].rstrip(". ")
        names[f"Trường {found['type']} {name}"] += 1
    for centre in CENTRE_NAME.finditer(text):
        names[collapse(centre[0])] += 1
    if plan.school_name:
        same = [name for name in names if key(name) == key(plan.school_name)]
        if same:
            plan.school_name = same[0]
    elif names:
        plan.school_name = _best_name(names)
        plan.uncertain["school_name"] = "không thấy ở phần đầu, lấy từ thân văn bản"


def _best_name(names: Counter[str]) -> str:
    top = max(names.values())
    best = [name for name, count in names.items() if count >= top]
    return max(best, key=len) if len(best) > 1 else best[0]


def _year_from_body(plan: PlanDraft, text: str) -> None:
    years = Counter(str(found.value) for found in find_school_years(text))
    if not years and plan.date:
        year, month = int(plan.date[:4]), int(plan.date[5:7])
        first = year if month >= 7 else year - 1
        plan.uncertain["school_year"] = (
            f"không ghi năm học; theo ngày ký có thể là {SchoolYear(first)}"
        )
    elif years:
        plan.school_year = years.most_common(1)[0][0]
        plan.uncertain["school_year"] = "tiêu đề không ghi năm học, lấy từ thân văn bản"


def level_of_name(name: str | None) -> str | None:
    """The school level a name says: mam_non, tieu_hoc, thcs, thpt, lien_cap, gdtx; None if none."""
    folded = fold(collapse(name or ""))
    folded = re.sub(r"^truong\s+", "", folded)
    for pattern, level in _LEVELS:
        if re.search(pattern, folded):
            return level
    return None


def _level_from_citations(plan: PlanDraft, text: str) -> None:
    for number, level in _CIRCULARS.items():
        if re.search(rf"Thông tư\s+(?:số\s+)?{number}", text, re.IGNORECASE):
            guess = level or _secondary(plan, text)
            if guess:
                plan.school_level = guess
                plan.uncertain["school_level"] = f"suy ra từ Thông tư {number} được viện dẫn"
            return


def _secondary(plan: PlanDraft, text: str) -> str | None:
    """thcs or thpt for a plan under Thông tư 18/2018 that names no school."""
    heads = f"{plan.authority or ''}\n{text}"
    if re.search(r"S[ởỞ] (?:GD|GIÁO DỤC)", heads, re.IGNORECASE) and not re.search(
        r"Phòng (?:GD|Giáo dục)|UBND (?:quận|huyện)", heads, re.IGNORECASE
    ):
        return "thpt"
    return "thcs" if re.search(r"Phòng (?:GD|Giáo dục)", heads, re.IGNORECASE) else None
