"""Styles, settings and page of a .docx by Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from typing import Any

from lxml import etree

from .docx_xml import W, mm, page_number_field, paragraph, w
from .model import (
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)

FONT = "Times New Roman"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: id: (name, size pt, bold, italic, align, first-line indent mm, space before pt, after pt)
_STYLES: dict[str, tuple[str, float, bool, bool, str, float, float, float]] = {
    "PaperBody": ("Nội dung văn bản", 14, False, False, "both", 12.7, 0, 6),
    "PaperBasis": ("Căn cứ ban hành", 14, False, True, "both", 12.7, 0, 6),
    "PaperHeading": ("Đề mục", 14, True, False, "both", 12.7, 6, 6),
    "PaperTableHeading": ("Đề mục trên bảng", 14, True, False, "left", 0, 0, 6),
    "PaperNote": ("Lưu ý", 13, False, True, "both", 0, 6, 6),
    "PaperKind": ("Tên loại văn bản", 14, True, False, "center", 0, 12, 0),
    "PaperSubject": ("Trích yếu", 14, True, False, "center", 0, 0, 0),
    "PaperNation": ("Quốc hiệu", 13, True, False, "center", 0, 0, 0),
    "PaperMotto": ("Tiêu ngữ", 14, True, False, "center", 0, 0, 1),
    "PaperAuthority": ("Cơ quan chủ quản", 12, False, False, "center", 0, 0, 0),
    "PaperSchool": ("Cơ quan ban hành", 12, True, False, "center", 0, 0, 1),
    "PaperNumber": ("Số, ký hiệu", 13, False, False, "center", 0, 6, 0),
    "PaperDate": ("Địa danh, thời gian", 14, False, True, "center", 0, 6, 0),
    "PaperRule": ("Đường kẻ", 2, False, False, "center", 0, 0, 0),
    "PaperCell": ("Ô bảng", 12, False, False, "left", 0, 2, 2),
    "PaperRecipients": ("Nơi nhận", 12, True, True, "left", 0, 0, 0),
    "PaperRecipient": ("Danh sách nơi nhận", 11, False, False, "left", 0, 0, 0),
    "PaperSigner": ("Chức vụ người ký", 14, True, False, "center", 0, 0, 0),
    "PaperSignerNote": ("Ghi chú chữ ký", 13, False, True, "center", 0, 0, 0),
    "PaperSignerName": ("Họ tên người ký", 14, True, False, "center", 0, 0, 0),
    "PaperPage": ("Số trang", 14, False, False, "center", 0, 0, 0),
    "PaperBand": ("Dấu minh họa", 11, True, False, "center", 0, 0, 0),
}


def add_styles(styles: etree._Element) -> None:
    """The styles of the paper, put into a w:styles element; the font becomes everyone's default."""
    for found in styles.findall(f"{{{W}}}docDefaults"):
        styles.remove(found)
    defaults = w("docDefaults")
    _run(w("rPr", w("rPrDefault", defaults)), 14, False, False)
    w("pPr", w("pPrDefault", defaults))
    styles.insert(0, defaults)
    for style in list(styles.findall(f"{{{W}}}style")):
        if style.get(f"{{{W}}}styleId") not in ("Normal", "DefaultParagraphFont", "TableNormal"):
            styles.remove(style)
        elif style.get(f"{{{W}}}styleId") == "Normal":
            for old in style.findall(f"{{{W}}}rPr") + style.findall(f"{{{W}}}pPr"):
                style.remove(old)
    for key, (name, size, bold, italic, align, indent, before, after) in _STYLES.items():
        style = w("style", styles, type="paragraph", customStyle=1, styleId=key)
        w("name", style, val=name)
        w("basedOn", style, val="Normal")
        w("qFormat", style)
        properties = w("pPr", style)
        w("widowControl", properties)
        w("spacing", properties, before=round(before * 20), after=round(after * 20))
        w("ind", properties, firstLine=mm(indent))
        w("jc", properties, val=align)
        if key in ("PaperHeading", "PaperTableHeading"):
            w("outlineLvl", properties, val=0)
        _run(w("rPr", style), size, bold, italic)


def _run(properties: etree._Element, size: float, bold: bool, italic: bool) -> None:
    w("rFonts", properties, ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    for wanted, names in ((bold, ("b", "bCs")), (italic, ("i", "iCs"))):
        for name in names if wanted else ():
            w(name, properties)
    w("sz", properties, val=round(size * 2))
    w("szCs", properties, val=round(size * 2))
    w("lang", properties, val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")


def add_settings(settings: etree._Element) -> None:
    """Language of the theme, and today's layout rules instead of those of an old Word."""
    for name in ("compat", "themeFontLang"):
        for found in settings.findall(f"{{{W}}}{name}"):
            settings.remove(found)
    compat = w("compat")
    w(
        "compatSetting",
        compat,
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    language = w("themeFontLang", val="vi-VN")
    following = ("clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator")
    after = [e for e in settings if etree.QName(e).localname in following]
    at = settings.index(after[0]) if after else len(settings)
    settings.insert(at, language)
    rsids = settings.find(f"{{{W}}}rsids")
    settings.insert(settings.index(rsids) if rsids is not None else at, compat)


def section_properties(
    parent: etree._Element, *, landscape: bool, first: bool, header: str | None
) -> None:
    """Size, margins and page number of a section; the first page of the paper shows no number."""
    properties = w("sectPr", parent)
    if header:
        link = w("headerReference", properties, type="default")
        link.set(_LINK, header)
    w("type", properties, val="nextPage")
    wide, high = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    size = w("pgSz", properties, w=mm(wide), h=mm(high))
    if landscape:
        size.set(f"{{{W}}}orient", "landscape")
    w(
        "pgMar",
        properties,
        top=mm(MARGIN_TOP),
        right=mm(MARGIN_RIGHT),
        bottom=mm(MARGIN_BOTTOM),
        left=mm(MARGIN_LEFT),
        header=mm(10),
        footer=mm(10),
        gutter=0,
    )
    if first:
        w("titlePg", properties)


def add_band(document: Any, words: str) -> None:
    """A foot on every page that says what the paper is ("DỮ LIỆU MINH HỌA")."""
    first = next(document.element.iter(f"{{{W}}}sectPr"))
    for kind in ("default", "first"):
        part, identity = document.part.add_footer_part()
        for child in list(part.element):
            part.element.remove(child)
        paragraph(part.element, words, "PaperBand")
        link = etree.Element(f"{{{W}}}footerReference")
        link.set(f"{{{W}}}type", kind)
        link.set(_LINK, identity)
        first.insert(0, link)


def add_header(document: Any) -> str:
    """A header part with the page number; returns its relationship id."""
    header_part, identity = document.part.add_header_part()
    element = header_part.element
    for child in list(element):
        element.remove(child)
    page_number_field(element, "PaperPage")
    return str(identity)
