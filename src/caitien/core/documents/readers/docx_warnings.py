"""What the reader of Word files tells about what it left out or took on trust."""

from __future__ import annotations

from caitien.core.documents.model import Document, Place, ReadWarning

from .docx_state import Walk

_FEW_LETTERS = 200


def tell(document: Document, walk: Walk, hidden: tuple[str, Place] | None, pictures: int) -> None:
    """Appends the warnings of a finished walk."""
    add = document.warnings.append
    tally = walk.tally
    changes = tally["deleted"] + tally["inserted"]
    if changes:
        add(
            ReadWarning(
                "tracked-changes",
                f"Tệp còn {changes} chỗ sửa đổi chưa duyệt (Track Changes): đã lấy chữ chèn thêm, "
                "bỏ chữ bị xóa. Hãy duyệt hết rồi lưu lại để chắc là đúng bản cần đọc.",
            )
        )
    if tally["hidden"]:
        add(
            ReadWarning(
                "hidden-text",
                f"Đã bỏ {tally['hidden']} đoạn chữ ẩn (Hidden) vì không in ra giấy.",
            )
        )
    if tally["chunk"]:
        add(
            ReadWarning(
                "embedded-ignored",
                "Tệp nhúng một tài liệu khác (altChunk); phần đó chưa được đọc. "
                "Hãy mở bằng Word rồi lưu lại để nội dung nhập hẳn vào tệp.",
            )
        )
    if tally["object"]:
        add(
            ReadWarning(
                "embedded-object",
                f"Tệp có {tally['object']} đối tượng nhúng (như bảng Excel); chữ trong đó không "
                "đọc được. Nếu là nội dung kế hoạch, hãy chép thành bảng của Word.",
            )
        )
    if hidden is not None:
        words, place = hidden
        add(
            ReadWarning(
                "merged-cell-text",
                f"Phần ô gộp không in ra giấy còn giữ chữ, bắt đầu bằng “{words}”; đã bỏ qua "
                f"{tally['merged']} ô như vậy.",
                place,
            )
        )
    _tell_emptiness(document, pictures)


def _tell_emptiness(document: Document, pictures: int) -> None:
    """A warning where there is hardly anything to read."""
    add = document.warnings.append
    letters = sum(len(p.full_text.strip()) for p in document.paragraphs())
    if pictures and letters < _FEW_LETTERS:
        add(
            ReadWarning(
                "pictures-only",
                f"Tệp gần như chỉ có ảnh ({pictures} ảnh), chữ trong ảnh không đọc được. "
                "Hãy dùng bản Word gõ chữ hoặc tệp PDF gốc.",
            )
        )
    elif not letters:
        add(
            ReadWarning(
                "no-text",
                "Phần thân của tệp không có chữ nào. Hãy xem lại có đúng tệp cần đọc không.",
            )
        )
