"""The head of a plan: governing body, school, number, place and date, title, school year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caitien.core.documents.model import Paragraph, Place
from caitien.core.vietnamese.dates import find_dates
from caitien.core.vietnamese.text import collapse, fold, key, nfc
from caitien.core.vietnamese.years import SchoolYear, find_school_years, parse_multi_year

from .model import PlanDraft

NATIONAL = re.compile(r"^cong hoa x[ao] hoi chu nghia", re.IGNORECASE)
MOTTO = re.compile(r"^doc lap\b.{0,8}\btu do\b.{0,8}\bhanh phuc", re.IGNORECASE)
NUMBER_LINE = re.compile(r"^S[ốÔôo]\s*:?\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
NUMBER = re.compile(
    r"(?P<n>\d{1,5}[a-zđ]?(?:\s*/\s*20\d\d)?)\s*\.?\s*/\s*"
    r"(?P<symbol>[A-ZĐ]+(?:\s?[-–.&/]\s?[\wĐ&]+|&[A-ZĐ]+|\s[A-ZĐ0-9]{2,}(?!\w))*[\wĐ]*)"
)
PARTY_NUMBER = re.compile(r"(?P<n>\d{1,5})\s*-\s*(?P<symbol>KH\s*/\s*[A-ZĐ][\wĐ.&-]*)")
DATE_LINE = re.compile(
    r"^(?P<place>(?:[A-ZĐÀ-Ỹ….][^;:]{0,70}?)?)\s*(?P<comma>,?)\s*\b[nN]gày\b[\s.…_\d]*"
    r"(?:tháng[\s.…_\d]*năm[\s.…_\d]*|\d?\s*[./-]\s*[\d.…]{1,3}\s*[./-]\s*\d{2,4}\s*)\.?$"
)
BLANK_DATE = re.compile(r"ngày[\s.…_]*tháng[\s.…_\d]*năm", re.IGNORECASE)
_NOT_PLACE = re.compile(
    r"^(?:Căn cứ|Theo|Thực hiện|Kèm|Ban hành|Xét|Từ|Trong|Hôm nay|Đến)\b|số\s*\d"
)
_OTHER_BODY = re.compile(
    r"^\W*(?:HỘI ĐỒNG|TỔ|BAN|NHÓM|ĐIỂM TRƯỜNG|KẾ HOẠCH|DỰ THẢO|BẢN|BIỂU|MẪU|PHỤ LỤC|ĐẢNG|CHI BỘ"
    r"|CÔNG ĐOÀN|MẬT|HỎA TỐC|QUYẾT ĐỊNH|NĂM HỌC|LẦN)\b"
)
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


def is_date_line(text: str) -> bool:
    """True for 'Bình An, ngày 08 tháng 8 năm 2022', also with the day left blank."""
    found = DATE_LINE.match(text)
    if not found or len(text) > 110:
        return False
    place = found["place"]
    if _NOT_PLACE.search(place):
        return False
    words = place.split()
    return bool(found["comma"]) or (
        len(words) <= 5 and all(w[0].isupper() or w[0].isdigit() or w[0] in ".…" for w in words)
    )


def is_head_line(text: str) -> bool:
    """True for a line that stands above a plan's title: names of bodies, number, place and date."""
    text = collapse(text)
    folded = fold(text)
    return bool(
        NATIONAL.match(folded)
        or MOTTO.match(folded)
        or (NUMBER_LINE.match(text) and (NUMBER.search(text) or re.match(r"Số\s*:", text)))
        or is_date_line(text)
        or (BLANK_DATE.search(text) and len(text) < 80)
        or AUTHORITY.match(text)
        or SCHOOL_CAPS.match(text)
    )


def parts_of(text: str) -> list[str]:
    """The parts of a line that tabs, or wide gaps, set side by side: 'UBND XÃ A⇥CỘNG HÒA …'."""
    out: list[str] = []
    for part in re.split(r"\t+", nfc(text)):
        gap = re.split(
            r"(?<=\S)\s+(?=CỘNG H[ÒO]|Cộng hòa xã|Độc lập\W|ĐỘC LẬP\W)", part, maxsplit=1
        )
        if len(gap) == 1:
            gap = re.split(r"(?<=\w)\s{4,}(?=[A-ZĐÀ-Ỹ][^,]{1,50},\s*ngày)", part, maxsplit=1)
        for piece in map(collapse, gap):
            if out and re.match(r"(?:[/-]|tháng\b|năm\b|ngày\b)", piece):
                out[-1] = f"{out[-1]} {piece}"
            elif piece:
                out.append(piece)
    return out


def read_head(plan: PlanDraft, paragraphs: Sequence[Paragraph]) -> None:
    """Set authority, school, number, place and date from the paragraphs above the title."""
    names: list[Line] = []
    lines = _mended(
        Line(part, paragraph.place)
        for paragraph in paragraphs
        for text in paragraph.full_text.split("\n")
        for part in parts_of(text)
    )
    columns = sum("\t" in p.full_text or "   " in p.full_text.strip() for p in paragraphs) > 1
    for line in lines:
        if not re.fullmatch(r"[\s_.…*=–—-]+", line.text):
            _head_line(plan, line, names, columns=columns)
    _read_names(plan, names)


def _mended(lines: Iterable[Line]) -> list[Line]:
    """Lines a narrow column broke: "… tháng 9 năm" + "2026", "… CHỦ NGHĨA" + "VIỆT NAM"."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        year = re.fullmatch(r"20\d\d\.?", line.text) and last and last.text.endswith("năm")
        joined = f"{fold(last.text)} {fold(line.text)}" if last else ""
        name = fold(line.text) in ("viet nam", "nam") and joined.endswith("chu nghia viet nam")
        if last and (year or name):
            out[-1] = Line(f"{last.text} {line.text}", last.place)
        else:
            out.append(line)
    return out


def _head_line(plan: PlanDraft, line: Line, names: list[Line], *, columns: bool) -> None:
    folded = fold(line.text)
    if NATIONAL.match(folded):
        plan.form_lines["national_name"] = line.text
        plan.places["national_name"] = line.place
    elif MOTTO.match(folded):
        plan.form_lines["motto"] = line.text
        plan.places["motto"] = line.place
    elif NUMBER_LINE.match(line.text) and re.match(
        r"S[ốÔôo]\s*:|S[ốÔôo]\s+[\d.…-]", line.text, re.IGNORECASE
    ):
        read_number(plan, line)
    elif is_date_line(line.text) or (BLANK_DATE.search(line.text) and len(line.text) < 80):
        read_date_line(plan, line)
    else:
        names.append(line)
        return
    if not columns:
        names.append(Line("", line.place))


def read_number(plan: PlanDraft, line: Line) -> None:
    """'Số : 147/KH- MN1' → plan_number '147/KH-MN1', the raw form kept where it differs."""
    plan.form_lines["number_line"] = line.text
    plan.places["plan_number"] = line.place
    found = NUMBER_LINE.match(line.text)
    rest = found["rest"].strip(" :") if found else line.text
    number = NUMBER.search(rest) or PARTY_NUMBER.search(rest)
    if number:
        symbol = re.sub(r"\s+", "", number["symbol"]).strip(".")
        mark = "/" if number.re is NUMBER else "-"
        figures = re.sub(r"\s+", "", number["n"])
        plan.plan_number = f"{figures}{mark}{symbol}"
        if rest != plan.plan_number:
            plan.plan_number_raw = rest
    elif re.search(r"\d|-{2}|/\s*KH\W*[A-ZĐ]", rest) and re.search(r"/\s*[A-ZĐ]", rest):
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
        plan.place = found["place"].strip(" …_,").rstrip(".") or None
        plan.places["place"] = line.place


def _read_names(plan: PlanDraft, lines: list[Line]) -> None:
    """Authority and school out of the other lines; '' stands where a line of another kind stood."""
    authority: list[Line] = []
    school: list[Line] = []
    current: list[Line] | None = None
    for line in lines:
        text = line.text
        if not text or _OTHER_BODY.match(text.upper()):
            current = None
        elif SCHOOL_CAPS.match(text.upper()) and not AUTHORITY.match(text) and not school:
            current = school
            school.append(line)
        elif AUTHORITY.match(text.upper()) and not school:
            current = authority
            authority.append(line)
        elif current is not None and len(current) < 3 and _goes_on(current[-1].text, text):
            current.append(line)
    if authority and not re.search(r"[.…]{3,}", " ".join(x.text for x in authority)):
        plan.authority = " ".join(line.text for line in authority)
        plan.places["authority"] = authority[0].place
    if school:
        joined = " ".join(line.text for line in school)
        if not re.search(r"[.…_]{3,}", joined):
            plan.school_name = name_case(joined)
            plan.places["school_name"] = school[0].place


def _goes_on(before: str, text: str) -> bool:
    """True where a line goes on with the name in the line before it."""
    return text.isupper() or (bool(_ONLY_TYPE.match(fold(before))) and len(text) < 60)


_ONLY_TYPE = re.compile(
    r"^truong(?: (?:mam non|mau giao|tieu hoc|va|trung hoc co so|trung hoc pho thong|thcs|thpt|th"
    r"|pho thong|dan toc|noi tru|ban tru))*$|^(?:uy ban nhan dan|ubnd)$"
)
_SHORT = {
    "THCS", "THPT", "PTDTNT", "PTDTBT", "PTDT", "MN", "MG", "TH", "PT", "DTNT", "DTBT", "GDNN",
    "GDTX", "TTGDTX", "KTTH", "TDP", "II", "III", "IV", "HN", "KTHN",
}  # fmt: skip
_PHRASES = re.compile(
    r"\b(?:Trung Học Cơ Sở|Trung Học Phổ Thông(?: Chuyên)?|Tiểu Học|Mầm Non|Mẫu Giáo"
    r"|Phổ Thông(?: Dân Tộc)?(?: (?:Nội|Bán) Trú)?|Giáo Dục|Nghề Nghiệp|Thường Xuyên"
    r"|Kỹ Thuật Tổng Hợp)\b"
)
_LOWER = re.compile(
    r"\b(?:Và|Của|Với|Chuyên(?= )|Thường xuyên|Nghề nghiệp|Tỉnh|Huyện|Xã|Phường"
    r"|Thị [Tt]rấn|Số(?= \d)|Cấp(?= \d))\b"
)


def name_case(caps: str) -> str:
    """'TRƯỜNG TRUNG HỌC CƠ SỞ HOA MAI' → 'Trường Trung học cơ sở Hoa Mai'."""
    if not caps.isupper():
        return caps
    text = re.sub(r"[^\W\d_]+", lambda m: m[0] if m[0] in _SHORT else m[0].capitalize(), caps)
    text = _PHRASES.sub(lambda m: m[0][0] + m[0][1:].lower(), text)
    head, tail = text[:10], text[10:]
    if head == "Trung Tâm ":
        head = "Trung tâm "
    return head + _LOWER.sub(lambda m: m[0].lower(), tail)


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
    lines = [Line(collapse(p.full_text), p.place) for p in body]
    _name_from_body(plan, lines)
    if plan.school_year is None:
        _year_from_body(plan, lines)
    level = level_of_name(plan.school_name)
    if level:
        plan.school_level = level
    else:
        _level_from_citations(plan, "\n".join(line.text for line in lines))


def _name_from_body(plan: PlanDraft, lines: Sequence[Line]) -> None:
    names = Counter[str]()
    places: dict[str, Place] = {}
    for line in lines:
        if "rường" not in line.text and "Trung tâm" not in line.text:
            continue
        found = [
            f"Trường {m['type']} {m['name'].rstrip('. ')}" for m in SCHOOL_NAME.finditer(line.text)
        ]
        found += [collapse(m[0]) for m in CENTRE_NAME.finditer(line.text)]
        for name in found:
            names[name] += 1
            places.setdefault(name, line.place)
    if plan.school_name:
        same = [name for name in names if key(name) == key(plan.school_name)]
        if same:
            plan.school_name = same[0]
    elif names:
        plan.school_name = _best_name(names)
        plan.places["school_name"] = places[plan.school_name]
        plan.uncertain["school_name"] = "không thấy ở phần đầu, lấy từ thân văn bản"


def _best_name(names: Counter[str]) -> str:
    top = max(names.values())
    best = [name for name, count in names.items() if count >= top]
    return max(best, key=len) if len(best) > 1 else best[0]


def _year_from_body(plan: PlanDraft, lines: Sequence[Line]) -> None:
    years = Counter[str]()
    places: dict[str, Place] = {}
    for line in lines:
        for found in find_school_years(line.text):
            years[str(found.value)] += 1
            places.setdefault(str(found.value), line.place)
    if not years and plan.date:
        year, month = int(plan.date[:4]), int(plan.date[5:7])
        first = year if month >= 7 else year - 1
        plan.uncertain["school_year"] = (
            f"không ghi năm học; theo ngày ký có thể là {SchoolYear(first)}"
        )
    elif years:
        plan.school_year = years.most_common(1)[0][0]
        plan.places["school_year"] = places[plan.school_year]
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
