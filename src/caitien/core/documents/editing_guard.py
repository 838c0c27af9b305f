"""Which .docx must not be changed: signed ones, protected ones, those marked as final."""

from __future__ import annotations

from .model import ReadError
from .readers.docx_names import VAL, Element
from .readers.docx_package import BROKEN, Package

_W = VAL[: VAL.index("}") + 1]
_PROTECTION, _WRITE_PROTECTION = f"{_W}documentProtection", f"{_W}writeProtection"
_ENFORCED = f"{_W}enforcement"
_CUSTOM = "docprops/custom.xml"
_CORE = "docprops/core.xml"
_ON = frozenset(("1", "true", "on"))


def refuse_if_closed(package: Package, main: str) -> None:
    """Raises ReadError `signed`, `protected` or `final` for a file that is not to be changed."""
    if _is_signed(package):
        raise ReadError(
            "signed",
            f"{package.name}: tệp có chữ ký số; sửa một chữ là chữ ký mất hiệu lực nên không sửa. "
            "Hãy sửa trên bản nháp chưa ký rồi ký lại.",
        )
    settings = _root(package, package.relations(main).get("settings", "word/settings.xml"))
    if settings is not None:
        _refuse_protected(package, settings)
    if _is_final(package):
        raise ReadError(
            "final",
            f"{package.name}: tệp được đánh dấu là bản cuối (Mark as Final) nên không sửa. "
            "Hãy mở bằng Word, chọn “Vẫn chỉnh sửa” (Edit Anyway), lưu lại rồi thử lại.",
        )


def _is_signed(package: Package) -> bool:
    if any(name.startswith("_xmlsignatures/") for name in package.names()):
        return True
    return "origin" in package.relations("")


def _refuse_protected(package: Package, settings: Element) -> None:
    for element in settings.iter(_PROTECTION):
        if element.get(_ENFORCED, "") in _ON:
            raise ReadError(
                "protected",
                f"{package.name}: tệp đang bật bảo vệ chống chỉnh sửa (Restrict Editing) nên "
                "không sửa. Hãy mở bằng Word, vào Xem lại > Hạn chế chỉnh sửa > Ngừng bảo vệ, "
                "lưu lại rồi thử lại.",
            )
    if next(settings.iter(_WRITE_PROTECTION), None) is not None:
        raise ReadError(
            "read-only",
            f"{package.name}: tệp được đặt chỉ đọc (mật khẩu hoặc đề nghị chỉ đọc khi mở) nên "
            "không sửa. Hãy mở bằng Word, lưu thành tệp mới không đặt chỉ đọc rồi thử lại.",
        )


def _is_final(package: Package) -> bool:
    custom = _root(package, _CUSTOM)
    if custom is not None:
        for one in custom:
            if one.get("name") == "_MarkAsFinal":
                return "".join(map(str, one.itertext())).strip().lower() in _ON
    core = _root(package, _CORE)
    if core is None:
        return False
    said = (one.text or "" for one in core if one.tag.endswith("}contentStatus"))
    return any(text.strip().lower() in ("final", "bản cuối") for text in said)


def _root(package: Package, part: str) -> Element | None:
    """A part that may be absent or broken: then it forbids nothing."""
    if part not in package:
        return None
    try:
        return package.xml(part)
    except ReadError as error:
        if error.code == "too-big":
            raise
        return None
    except BROKEN:
        return None
