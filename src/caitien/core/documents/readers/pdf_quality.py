"""Whether the text of a PDF can be trusted: scans, hidden layers, legacy fonts, lost letters."""

from __future__ import annotations

import re

from caitien.core.documents.model import Place, ReadError, ReadWarning
from caitien.core.documents.readers.pdf_types import PageContent

_LEGACY = re.compile(
    r"\.vn[a-z]|(?:^|[^a-z])vni[- ]|(?:^|[^a-z])vps?[- ](?:times|arial)|tcvn", re.I
)
_FEW = 12  # characters; a page with no more is a picture with a page number


def judge_quality(name: str, pages: list[PageContent]) -> list[ReadWarning]:
    """Warnings about the text layer.

    Raises ReadError `scanned-pdf` where there is no text, `no-text` where the pages are blank.
    """
    scanned = [p.number for p in pages if p.characters <= _FEW and p.picture_share > 0.4]
    written = [p for p in pages if p.characters and p.number not in scanned]
    if not written:
        drawn = any(p.picture_share > 0.02 or p.level or p.upright or p.shades for p in pages)
        if scanned or drawn:
            raise ReadError(
                "scanned-pdf",
                f"Tệp {name} là bản chụp (không có chữ) nên không đọc được; "
                "hãy mở tệp Word gốc hoặc xuất lại PDF từ Word.",
            )
        raise ReadError("no-text", f"Tệp {name} không có chữ nào; hãy kiểm tra lại tệp.")
    warnings = []
    if scanned:
        warnings.append(
            ReadWarning(
                "scanned-pages",
                f"{_list('Trang', scanned)} là bản chụp (không có chữ) nên bị bỏ qua; "
                "hãy mở tệp Word gốc hoặc xuất lại PDF từ Word.",
                Place(file=name, page=scanned[0]),
            )
        )
    last = written[-1].number
    blank = [p.number for p in pages if not p.characters and p.number not in scanned]
    blank = [number for number in blank if number < last]
    if blank:
        warnings.append(
            ReadWarning(
                "blank-pages",
                f"{_list('Trang', blank)} không có chữ nào; nếu trang ấy vốn có chữ thì tệp hỏng, "
                "hãy xuất lại PDF từ Word.",
                Place(file=name, page=blank[0]),
            )
        )
    hidden = [p.number for p in pages if p.hidden_only]
    if hidden:
        warnings.append(
            ReadWarning(
                "recognised-text",
                f"{_list('Trang', hidden)} là bản chụp đã nhận dạng chữ, chữ có thể sai; "
                "hãy so lại với bản giấy hoặc dùng tệp Word gốc.",
                Place(file=name, page=hidden[0]),
            )
        )
    warnings.extend(_about_letters(name, pages))
    warnings.extend(_about_drawings(name, pages))
    return warnings


def _about_letters(name: str, pages: list[PageContent]) -> list[ReadWarning]:
    warnings = []
    legacy = sorted({font for page in pages for font in page.fonts if _LEGACY.search(font)})
    if legacy:
        warnings.append(
            ReadWarning(
                "legacy-font",
                f"Tệp dùng phông chữ cũ ({', '.join(legacy[:3])}) nên chữ có thể đọc sai; "
                "hãy chuyển tệp gốc sang Unicode (Times New Roman) rồi xuất lại PDF.",
                Place(file=name),
            )
        )
    total = sum(page.characters for page in pages)
    lost = sum(page.unmapped for page in pages)
    if lost > 20 and lost > 0.02 * total:
        first = next(page.number for page in pages if page.unmapped)
        warnings.append(
            ReadWarning(
                "lost-letters",
                f"Có {lost} chữ mà tệp không cho biết là chữ gì; hãy xuất lại PDF từ Word.",
                Place(file=name, page=first),
            )
        )
    return warnings


def _about_drawings(name: str, pages: list[PageContent]) -> list[ReadWarning]:
    crowded = [page.number for page in pages if page.paths_left_out]
    if not crowded:
        return []
    return [
        ReadWarning(
            "too-many-lines",
            f"{_list('Trang', crowded)} có quá nhiều nét vẽ; chữ vẫn giữ đủ nhưng bảng có thể "
            "không nhận ra.",
            Place(file=name, page=crowded[0]),
        )
    ]


def _list(word: str, numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:8])
    return f"{word} {shown}{'…' if len(numbers) > 8 else ''}"
