"""How a state is shown: its words, its tone and its glyph. Never by colour alone."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """A tone of the style sheet (chip-<tone>), an icon, and the words where none are given."""

    tone: str
    icon: str
    text: str


#: states of a plan, of an action, of a finding, of a level; and the bare tones
LOOKS: dict[str, Look] = {
    # -- plan
    "ban_nhap": Look("none", "edit", "Bản nháp"),
    "gop_y": Look("work", "chat", "Đang góp ý"),
    "cho_duyet": Look("soon", "clock", "Chờ phê duyệt"),
    "tra_lai": Look("late", "undo", "Trả lại"),
    "da_duyet": Look("done", "sign", "Đã phê duyệt"),
    "da_ban_hanh": Look("sealed", "stamp", "Đã ban hành"),
    "da_thay_the": Look("none", "copy", "Đã thay thế"),
    "da_dong": Look("none", "lock", "Đã đóng"),
    # -- action
    "chua_giao": Look("none", "person", "Chưa giao"),
    "chua_bat_dau": Look("none", "none", "Chưa bắt đầu"),
    "dang_lam": Look("work", "work", "Đang làm"),
    "cho_xac_nhan": Look("soon", "clock", "Chờ xác nhận"),
    "hoan_thanh": Look("done", "done", "Hoàn thành"),
    "qua_han": Look("late", "late", "Quá hạn"),
    "dung": Look("none", "stop", "Dừng"),
    # -- finding
    "error": Look("late", "late", "Lỗi"),
    "warning": Look("soon", "soon", "Cần xem"),
    "info": Look("work", "info", "Gợi ý"),
    # -- tones by their own names
    "done": Look("done", "done", "Xong"),
    "success": Look("done", "done", "Xong"),
    "soon": Look("soon", "soon", "Sắp đến hạn"),
    "late": Look("late", "late", "Quá hạn"),
    "work": Look("work", "work", "Đang làm"),
    "none": Look("none", "none", "Chưa có"),
    "hatched": Look("hatched", "none", "Chưa đánh giá"),
}
_OTHER = Look("none", "none", "")


def look_of(kind: object) -> Look:
    """The look of a state; one nobody knows is grey, without words of its own."""
    return LOOKS.get(str(kind), _OTHER)
