"""The end of a plan: who receives it and who signs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from caitien.core.documents.model import NOWHERE, Paragraph, Place
from caitien.core.vietnamese.people import looks_like_person_name
from caitien.core.vietnamese.posts import post_at_start
from caitien.core.vietnamese.text import collapse, strip_list_mark

from .header import Line as HeadLine
from .header import is_date_line, read_date_line
from .model import PlanDraft, Signatory

RECIPIENTS = re.compile(r"^\**\s*(?:Nơi nhận|NƠI NHẬN)\b\s*:?")
_BEFORE = (
    r"(?:(?:TM|KT|Q|TL|TUQ|P)\s*\.?\s*)?"
    r"(?:(?:XÁC NHẬN|DUYỆT|PHÊ DUYỆT|Ý KIẾN)(?: CỦA)? )?(?:PHÓ\s+)?"
)
_POST = (
    r"(?:HIỆU TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG BAN|HỘI ĐỒNG|TỔ TRƯỞNG|NHÓM TRƯỞNG|CHỦ NHÓM"
    r"|CHỦ TRƯỜNG|THƯ KÝ|NGƯỜI LẬP|NGƯỜI VIẾT|NGƯỜI XÂY DỰNG|THỦ TRƯỞNG|TRƯỞNG PHÒNG|KẾ TOÁN"
    r"|BAN GIÁM HIỆU|PHÒNG (?:GD|GIÁO)|LÃNH ĐẠO)"
)
SIGN_TITLE = re.compile(rf"^{_BEFORE}{_POST}(?:[\s\w.,&–-]{{0,60}})$")
_PLAIN_TITLE = re.compile(rf"^{_BEFORE}{_POST}$", re.IGNORECASE)
_SKIP = re.compile(
    r"^\(?\s*(?:đã ký|ký tên|ký,|ký và|ký và|chữ ký|\(ký|ký bởi|người ký|ngày ký|thời gian ký"
    r"|cơ quan\s*:|email|ký ghi)",
    re.IGNORECASE,
)
_SEAL = re.compile(r"^(?:TRƯỜNG|TIỂU HỌC|TRUNG HỌC|MẦM NON|THCS|THPT|UBND|PHÒNG|SỞ)\b")
#: a name of any people under a signer's title: "H'Linh Niê", "K' Brel", "A Dương"
_CAPITALISED = re.compile(
    r"(?!\()(?:(?:ThS|TS|NGƯT|CN)\.\s*)?[^\W\d_]+['’.]?(?:[ ]?['’]?[^\W\d_]+['’]?){1,5}"
)
_BLANK = re.compile(r"^[\s.…_·-]*$")
_HEAD = re.compile(r"HIỆU TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH|CHỦ TRƯỜNG|CHỦ NHÓM|THỦ TRƯỞNG", re.IGNORECASE)
_ABOVE = re.compile(r"\b(?:PHÒNG|SỞ|UBND|ỦY BAN)\b", re.IGNORECASE)
ANNEX = re.compile(r"^PHỤ LỤC\b|^Phụ lục(?:\s+(?:[IVX]+|\d+|[A-H]))?\s*[.:]?$")


def starts_ending(text: str) -> bool:
    """True for 'Nơi nhận:' or the title of the signer, also where tabs set them side by side."""
    return any(
        RECIPIENTS.match(part) or SIGN_TITLE.match(part)
        for part in (collapse(piece) for piece in text.split("\t"))
    )


def is_plain_title(text: str) -> bool:
    """True for a line that is a signer's title and nothing else, not in capitals: 'Hiệu trưởng'."""
    return bool(_PLAIN_TITLE.match(collapse(text)))


def belongs_to_ending(text: str) -> bool:
    """True for what may stand under 'Nơi nhận:' and a signer's title: a recipient, a name."""
    text = collapse(text)
    return bool(strip_list_mark(text)[0]) or looks_like_person_name(text) or "Lưu" in text


@dataclass(slots=True)
class _Signer:
    """A title of one or more lines and the name under it."""

    titles: list[str] = field(default_factory=list)
    name: str | None = None
    place: Place = NOWHERE
    name_place: Place = NOWHERE
    #: a line that may be a name no list of family names knows
    perhaps: tuple[str, Place] | None = None

    @property
    def rank(self) -> tuple[int, bool]:
        """Lower signs for the school: its head, then others, then an office above it."""
        title = " ".join(self.titles)
        kind = 2 if _ABOVE.search(title) else 0 if _HEAD.search(title) else 1
        return kind, self.name is None


def read_ending(plan: PlanDraft, paragraphs: Sequence[Paragraph]) -> None:
    """Set recipients and signatory from the paragraphs at the end of a plan.

    Of several signers the head of the school is the signatory. A place and date above the
    signature are the plan's where its head has none.
    """
    mode = ""
    signers: list[_Signer] = []
    stray: tuple[str, Place] | None = None  # a name read before the title over it
    for text, paragraph in _lines(paragraphs):
        if RECIPIENTS.match(text):
            mode = "recipients"
            plan.places.setdefault("recipients", paragraph.place)
            rest = RECIPIENTS.sub("", text).strip(" :*")
            if rest:
                _recipient(plan, rest)
        elif is_date_line(text):
            if "date_line" not in plan.form_lines:
                read_date_line(plan, HeadLine(text, paragraph.place))
        elif SIGN_TITLE.match(text) or _PLAIN_TITLE.match(text):
            if mode != "sign" or not signers or signers[-1].name:
                signers.append(_Signer(place=paragraph.place))
            mode = "sign"
            signers[-1].titles.append(text)
        elif _is_recipient(plan, mode, text, paragraph):
            _recipient(plan, text)
        elif mode and not signers and looks_like_person_name(text):
            stray = text, paragraph.place
        elif mode and signers and not _BLANK.match(text) and not _SKIP.match(text):
            _name(signers[-1], text, paragraph)
    for signer in signers:
        if not signer.name and signer.perhaps:
            signer.name, signer.name_place = signer.perhaps
    if len(signers) == 1 and not signers[0].name and stray:
        signers[0].name, signers[0].name_place = stray
    if signers:
        best = min(signers, key=lambda signer: signer.rank)
        plan.signatory = Signatory(" ".join(best.titles), best.name, best.place)
        if best.name:
            plan.places["signatory"] = best.name_place


def _lines(paragraphs: Sequence[Paragraph]) -> list[tuple[str, Paragraph]]:
    """The lines at the end; where tabs or wide gaps set two columns, the left one comes first."""
    left: list[tuple[str, Paragraph]] = []
    right: list[tuple[str, Paragraph]] = []
    for paragraph in paragraphs:
        for line in paragraph.full_text.split("\n"):
            parts = [collapse(part) for part in re.split(r"\t+|(?<=\S)\s{6,}", line)]
            indented = not parts[0] and len(parts) > 1
            parts = [part for part in parts if part]
            marked = bool(parts) and bool(strip_list_mark(parts[0])[0])
            for index, part in enumerate(parts):
                aside = index > 0 or (indented and not marked)
                (right if aside else left).append((part, paragraph))
    return left + right


def _is_recipient(plan: PlanDraft, mode: str, text: str, paragraph: Paragraph) -> bool:
    """True for a line under 'Nơi nhận:', also where the signer's title came in between."""
    if mode == "recipients":
        return _looks_like_recipient(text, paragraph)
    marked = bool(strip_list_mark(text)[0] or paragraph.label)
    return bool(mode) and marked and "recipients" in plan.places


def _looks_like_recipient(text: str, paragraph: Paragraph) -> bool:
    mark, rest = strip_list_mark(text)
    if mark or paragraph.label or text[-1:] in ";,." or "Lưu" in text:
        return not _BLANK.match(rest)
    return False


def _recipient(plan: PlanDraft, text: str) -> None:
    text = strip_list_mark(text)[1] or text
    if not _BLANK.match(text.strip(";. ")):
        plan.recipients.append(text)


def _name(signer: _Signer, text: str, paragraph: Paragraph) -> None:
    if signer.name or _SEAL.match(text):
        return
    if looks_like_person_name(text):
        signer.name, signer.name_place = text, paragraph.place
    elif _looks_like_any_name(text):
        signer.perhaps = text, paragraph.place


def _looks_like_any_name(text: str) -> bool:
    """True for capitalised words that name no post, whatever people the name is of."""
    if not _CAPITALISED.fullmatch(text) or text.isupper() or post_at_start(text):
        return False
    return all(word[:1].isupper() for word in re.findall(r"[^\W\d_]{2,}", text))
