"""The end of a plan: who receives it and who signs it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caitien.core.documents.model import Paragraph
from caitien.core.vietnamese.people import looks_like_person_name
from caitien.core.vietnamese.text import collapse, strip_list_mark

from .model import PlanDraft, Signatory

RECIPIENTS = re.compile(r"^\**\s*Nơi nhận\s*:?", re.IGNORECASE)
SIGN_TITLE = re.compile(
    r"^(?:(?:TM|KT|Q|TL|TUQ)\s*\.?\s*)?(?:PHÓ\s+)?(?:HIỆU TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG BAN"
    r"|HỘI ĐỒNG|TỔ TRƯỞNG|NHÓM TRƯỞNG|CHỦ NHÓM|CHỦ TRƯỜNG|THƯ KÝ|NGƯỜI LẬP)(?:[\s\w.,–-]{0,60})$"
)
_SKIP = re.compile(r"^\(?\s*(?:đã ký|ký tên|ký,|ký và|chữ ký|\(ký)", re.IGNORECASE)
_SEAL = re.compile(r"^(?:TRƯỜNG|TIỂU HỌC|TRUNG HỌC|MẦM NON|THCS|THPT|UBND|PHÒNG|SỞ)\b")
_BLANK = re.compile(r"^[\s.…_·-]*$")


def starts_ending(text: str) -> bool:
    """True for 'Nơi nhận:' or the title of the signer."""
    text = collapse(text)
    return bool(RECIPIENTS.match(text) or SIGN_TITLE.match(text))


def read_ending(plan: PlanDraft, paragraphs: Sequence[Paragraph]) -> None:
    """Set recipients and signatory from the paragraphs at the end of a plan."""
    lines = [
        (collapse(part), paragraph)
        for paragraph in paragraphs
        for part in paragraph.full_text.split("\n")
        if collapse(part)
    ]
    mode = ""
    title: list[str] = []
    for text, paragraph in lines:
        if RECIPIENTS.match(text):
            mode = "recipients"
            plan.places.setdefault("recipients", paragraph.place)
            rest = RECIPIENTS.sub("", text).strip(" :*")
            if rest:
                _recipient(plan, rest)
        elif SIGN_TITLE.match(text):
            mode = "sign"
            title.append(text)
            if plan.signatory.place.line is None and plan.signatory.place.paragraph is None:
                plan.signatory.place = paragraph.place
        elif mode == "recipients" and _looks_like_recipient(text):
            _recipient(plan, text)
        elif mode and not _BLANK.match(text) and not _SKIP.match(text):
            _name(plan, text, paragraph, title)
    plan.signatory = Signatory(
        " ".join(title) or plan.signatory.title, plan.signatory.name, plan.signatory.place
    )


def _looks_like_recipient(text: str) -> bool:
    mark, rest = strip_list_mark(text)
    if mark or text[-1:] in ";,." or "Lưu" in text:
        return not _BLANK.match(rest)
    return False


def _recipient(plan: PlanDraft, text: str) -> None:
    text = strip_list_mark(text)[1] or text
    if not _BLANK.match(text.strip(";. ")):
        plan.recipients.append(text)


def _name(plan: PlanDraft, text: str, paragraph: Paragraph, title: list[str]) -> None:
    if title and not plan.signatory.name and looks_like_person_name(text) and not _SEAL.match(text):
        plan.signatory.name = text
        plan.places["signatory"] = paragraph.place
