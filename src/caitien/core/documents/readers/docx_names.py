"""Names of WordprocessingML as lxml spells them, and small readers of attribute values."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

#: the names of ISO 29500 Strict and those every other file uses
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)

BODY = f"{_W}body"
P, PPR, R, RPR, T = f"{_W}p", f"{_W}pPr", f"{_W}r", f"{_W}rPr", f"{_W}t"
TAB, PTAB, BR, CR, SYM = f"{_W}tab", f"{_W}ptab", f"{_W}br", f"{_W}cr", f"{_W}sym"
HARD_HYPHEN, RENDERED_BREAK = f"{_W}noBreakHyphen", f"{_W}lastRenderedPageBreak"
FIELD_CHAR, FIELD_CODE, SIMPLE_FIELD = f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"
FIELD_DATA, CHECK_BOX, DROP_DOWN = f"{_W}ffData", f"{_W}checkBox", f"{_W}ddList"
LIST_ENTRY, RESULT, CHECKED, DEFAULT = (
    f"{_W}listEntry",
    f"{_W}result",
    f"{_W}checked",
    f"{_W}default",
)
FOOTNOTE_MARK, ENDNOTE_MARK = f"{_W}footnoteReference", f"{_W}endnoteReference"
FOOTNOTE, ENDNOTE = f"{_W}footnote", f"{_W}endnote"
INS, DEL, MOVE_FROM, MOVE_TO = f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"
DRAWING, PICT, OBJECT, TEXT_BOX = f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_W}txbxContent"
ALTERNATE, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
MATH, MATH_PARAGRAPH, MATH_TEXT, MATH_BELOW = f"{_M}oMath", f"{_M}oMathPara", f"{_M}t", f"{_M}den"
RUBY_TEXT = f"{_W}rt"
ALT_CHUNK, SDT, SDT_CONTENT = f"{_W}altChunk", f"{_W}sdt", f"{_W}sdtContent"
TBL, TBL_GRID, GRID_COL, TR, TC = f"{_W}tbl", f"{_W}tblGrid", f"{_W}gridCol", f"{_W}tr", f"{_W}tc"
TRPR, TCPR, TBL_HEADER = f"{_W}trPr", f"{_W}tcPr", f"{_W}tblHeader"
GRID_SPAN, V_MERGE, H_MERGE = f"{_W}gridSpan", f"{_W}vMerge", f"{_W}hMerge"
GRID_BEFORE, GRID_AFTER, CELL_DEL = f"{_W}gridBefore", f"{_W}gridAfter", f"{_W}cellDel"
STYLE, BASED_ON, DOC_DEFAULTS = f"{_W}style", f"{_W}basedOn", f"{_W}docDefaults"
PPR_DEFAULT, RPR_DEFAULT = f"{_W}pPrDefault", f"{_W}rPrDefault"
P_STYLE, R_STYLE, JC, PAGE_BREAK = f"{_W}pStyle", f"{_W}rStyle", f"{_W}jc", f"{_W}pageBreakBefore"
BOLD, ITALIC, CAPS, VANISH = f"{_W}b", f"{_W}i", f"{_W}caps", f"{_W}vanish"
UNDERLINE, OUTLINE, STYLE_NAME = f"{_W}u", f"{_W}outlineLvl", f"{_W}name"
SECTION, SECTION_TYPE, BIDI = f"{_W}sectPr", f"{_W}type", f"{_W}bidi"
NUM_PR, NUM_ID, LEVEL_OF = f"{_W}numPr", f"{_W}numId", f"{_W}ilvl"
NUM, ABSTRACT, ABSTRACT_ID = f"{_W}num", f"{_W}abstractNum", f"{_W}abstractNumId"
LVL, LVL_OVERRIDE, START_OVERRIDE = f"{_W}lvl", f"{_W}lvlOverride", f"{_W}startOverride"
START, NUM_FMT, LVL_TEXT = f"{_W}start", f"{_W}numFmt", f"{_W}lvlText"
LVL_RESTART, IS_LEGAL, NUM_STYLE = f"{_W}lvlRestart", f"{_W}isLgl", f"{_W}numStyleLink"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"

VAL, W_TYPE, W_ID, CHAR = f"{_W}val", f"{_W}type", f"{_W}id", f"{_W}char"
FONTS, FONT_ASCII, FONT_HIGH = f"{_W}rFonts", f"{_W}ascii", f"{_W}hAnsi"
FONT, INSTR, FIELD_TYPE, GRID_WIDTH = f"{_W}font", f"{_W}instr", f"{_W}fldCharType", f"{_W}w"
STYLE_ID, IS_DEFAULT, LEVEL_NO = f"{_W}styleId", f"{_W}default", f"{_W}ilvl"
NUM_NO, ABSTRACT_NO = f"{_W}numId", f"{_W}abstractNumId"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_OFF = frozenset(("0", "false", "off", "none"))


def is_on(element: Element) -> bool:
    """The value of an on/off element: present means on, unless it says otherwise."""
    return element.get(VAL) not in _OFF


def number(text: str | None, default: int = 0, low: int = 0, high: int = 1_000_000) -> int:
    """An attribute as an integer held between `low` and `high`; `default` where it is none."""
    try:
        value = int((text or "")[:12])
    except ValueError:
        return default
    return min(max(value, low), high)


def child_val(element: Element, tag: str) -> str | None:
    """The w:val of the child `tag`; None where there is no such child or value."""
    child = element.find(tag)
    return None if child is None else child.get(VAL)
