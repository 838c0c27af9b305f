"""Results that need a decision of an authority."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caitien.core.vietnamese.text import strip_list_mark

if TYPE_CHECKING:
    from caitien.core.drafts.model import Item

_ABOVE = (
    r"(?:các cấp(?! học)|cấp (?:trên|có thẩm quyền)|cơ quan (?:cấp trên|có thẩm quyền)"
    r"|lãnh đạo (?:cấp trên|các cấp|phòng|ngành|địa phương)|UBND|ủy ban nhân dân"
    r"|uỷ ban nhân dân|(?-i:Sở)|PGD|Phòng GD\S*|phòng giáo dục|chính quyền|hội đồng giáo dục)"
)
_ASKING = re.compile(
    rf"(?:tham mưu|đề xuất|kiến nghị|đề nghị|xin)(?:[ ,][^\s.;]+){{0,6}}?[ ,]{_ABOVE}(?!\w)"
    r"|(?:tham mưu|đề xuất|kiến nghị|đề nghị|xin)(?: với| cho)?"
    r" (?:huyện|quận|thị xã|thành phố|tỉnh|xã|phường)(?!\w)"
    r"|xin (?:phép|chủ trương|ý kiến chấp thuận)|(?:chờ|được|sau khi) (?:cấp trên|UBND|(?-i:Sở))"
    r" (?:duyệt|phê duyệt|cho phép|chấp thuận|cấp)"
    r"|tham mưu để (?=xây|bổ sung|mở rộng|tuyển)",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"(?<!\w)(?:xây(?: dựng)?(?: thêm| mới)?(?: một số| các| \d+)? (?:\w+ )?"
    r"(?:phòng|nhà|dãy|khối|tầng|sân|công trình|hồ bơi|khu|trường)"
    r"|nâng(?: thêm)? \d+ tầng|nâng cấp (?:thiết bị|phòng|trường|sân|khối|cơ sở)\w*"
    r"|biên chế|tuyển dụng|tuyển (?:thêm|mới)"
    r"|bổ sung (?:\w+ ){0,3}(?:biên chế|giáo viên|nhân viên|GV|NV|kinh phí|phòng)"
    r"|mở rộng|cấp (?:kinh phí|vốn|đất|thêm)|hỗ trợ (?:\w+ )?(?:kinh phí|vốn)"
    r"|đầu tư|sửa chữa|cải tạo"
    r"|(?:điều động|luân chuyển|cử|giao|thêm|bố trí) (?:thêm |đủ |bổ sung )?(?:\d+ )?"
    r"(?:giáo viên|nhân viên|GV|NV)"
    r"|giảm (?:bớt )?(?:số (?:học sinh|lớp)|sĩ số)|tuyển sinh|phân bổ|giao (?:đất|chỉ tiêu))(?!\w)",
    re.IGNORECASE,
)
#: what a school itself draws up and sends
_PAPER = re.compile(
    r"(?<!\w)(?:tờ trình|hồ sơ|công văn|văn bản|đề án|dự toán|báo cáo|biên bản|đơn|thiết kế)(?!\w)"
    r"|phiếu (?:đề xuất|khảo sát)",
    re.IGNORECASE,
)
_OWN_MONEY = re.compile(r"(?:kinh phí|nguồn) tự chủ|tự (?:lo|bảo đảm)", re.IGNORECASE)
_WHEN = re.compile(r"tháng\s*\d|ngày\s*\d|\d{1,2}/\d{4}|học kỳ|quý [IV1-4]|tuần \d", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.\n]+(?:\.(?=\d)[^.\n]+)*")


#: a building that others put up: "để công trình … hoàn thành kịp tiến độ"
_DONE_BY_OTHERS = re.compile(
    r"(?:công trình|dự án|hạng mục|dãy phòng|khối phòng|trường mới)[^.;\n]{0,60}?"
    r"(?:hoàn thành|khởi công|bàn giao|nghiệm thu|kịp tiến độ|được xây|đưa vào)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    rf"(?:tham mưu|đề xuất|kiến nghị|đề nghị)(?:[ ,][^\s.;]+){{0,6}}?[ ,](?:{_ABOVE[3:-1]}"
    r"|lãnh đạo phòng|phòng tài chính|ban quản lý dự án)(?!\w)",
    re.IGNORECASE,
)


def plea_in_text(text: str) -> Plea | None:
    """A sentence outside the table that asks for a decision, with no paper and no day of its own.

    General duties ("tham mưu các cấp về giáo dục") ask for nothing that a row would name.
    """
    for match in _SENTENCE.finditer(text):
        sentence = strip_list_mark(match.group().strip())[1]
        asking = _ADDRESSED.search(sentence)
        decision = asking and _DONE_BY_OTHERS.search(sentence, asking.end())
        if asking and decision and not (_PAPER.search(sentence) or _WHEN.search(sentence)):
            return Plea(sentence, asking.group().strip(), decision.group())
    return None


_TO = re.compile(r"\s+(?:để|để được|cho phép để)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plea:
    """A sentence that asks others to decide: the words of asking and what is to be decided."""

    sentence: str
    asking: str
    decision: str


def plea(text: str) -> Plea | None:
    """The first sentence that asks an authority for what a school cannot decide."""
    for match in _SENTENCE.finditer(text):
        sentence = strip_list_mark(match.group().strip())[1]
        asking = _ASKING.search(sentence)
        decision = asking and (
            _DECISION.search(sentence, asking.end()) or _DECISION.search(sentence)
        )
        if asking and decision and not _OWN_MONEY.search(sentence):
            # the message says "để được …" itself
            return Plea(sentence, _TO.sub("", asking.group().strip()), decision.group())
    return None


def own_part(item: Item, found: Plea) -> bool:
    """Whether the row tells what the school draws up itself and by when."""
    work = item.text_of("solutions") or ""
    papers = _PAPER.search(work) or _PAPER.search(item.expected_evidence or "")
    dated = _WHEN.search(work) or _WHEN.search(item.time or "")
    return bool(papers and dated)
