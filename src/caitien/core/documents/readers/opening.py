"""A file of any kind as a Document: the kind is told from its content, never from its name."""

from __future__ import annotations

import stat
from pathlib import Path

from caitien.core.documents.model import Document, ReadError, ReadWarning

from .kinds import kind_of, refuse, shown_name

MAX_FILE = 100 * 1024 * 1024
MAX_TEXT_FILE = 20 * 1024 * 1024
MAX_LINE = 1024 * 1024
_HEAD = 8192
_LOCK_SIZE = 1024


def open_document(path: str | Path) -> Document:
    """Read a Word file, a PDF, an Excel workbook or a plain text.

    Raises ReadError, always with one Vietnamese line that names the file, says what is wrong and
    what to do. Codes: `missing`, `directory`, `not-a-file`, `unreadable`, `empty`, `too-big`,
    `damaged`, `xml-entities`, `encrypted`, `legacy-doc`, `excel-binary`,
    `lock-file`,
    `other-kind` (a picture, a web page, slides …) and what the reader of the format adds.
    """
    path = Path(path)
    name = shown_name(path)
    head = look(path, name)
    kind = kind_of(path, head)
    if kind == "docx":
        from .docx import read_docx

        document = read_docx(path)
    elif kind == "pdf":
        from .pdf import read_pdf

        document = read_pdf(path)
    elif kind == "xlsx":
        from .xlsx import read_xlsx

        document = read_xlsx(path)
    elif kind == "xls":
        from .xls import read_xls

        document = read_xls(path)
    elif kind == "text":
        document = _read_text(path, name)
    else:
        raise refuse(kind, name)
    return _in_unicode(document, path)


def look(path: Path, name: str) -> bytes:
    """The first bytes of an ordinary file that is neither empty nor huge."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(
                "directory", f"{name}: đây là thư mục. Hãy chỉ ra từng tệp kế hoạch trong đó."
            )
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(
                "not-a-file",
                f"{name}: không phải tệp thường (thiết bị hoặc đường ống). Hãy lưu nội dung "
                "thành tệp .docx, .pdf hoặc .txt rồi thử lại.",
            )
        if status.st_size == 0:
            raise ReadError(
                "empty",
                f"{name}: tệp rỗng (0 byte), có thể do chép hoặc tải về chưa trọn. "
                "Hãy chép lại từ bản gốc.",
            )
        if name.startswith("~$") and status.st_size <= _LOCK_SIZE:
            raise ReadError(
                "lock-file",
                f"{name}: đây là tệp khóa tạm của Word, không phải văn bản. "
                f"Hãy mở tệp có tên tương tự, không có “~$” ở đầu.",
            )
        if status.st_size > MAX_FILE:
            raise ReadError(
                "too-big",
                f"{name}: tệp lớn hơn 100 MB nên chưa đọc. Hãy tách riêng phần kế hoạch, "
                "hoặc nén ảnh trong Word (Compress Pictures) rồi lưu lại.",
            )
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError as error:
        raise ReadError(
            "missing", f"{name}: không tìm thấy tệp. Hãy xem lại tên và thư mục chứa tệp."
        ) from error
    except PermissionError as error:
        raise ReadError(
            "unreadable",
            f"{name}: không có quyền đọc, hoặc tệp đang bị chương trình khác giữ. "
            "Hãy đóng tệp ở Word hoặc chép ra thư mục của mình rồi thử lại.",
        ) from error
    except (OSError, ValueError) as error:
        raise ReadError(
            "unreadable",
            f"{name}: không đọc được tệp (đường dẫn hoặc ổ đĩa có lỗi). "
            "Hãy chép tệp sang chỗ khác, đặt tên ngắn rồi thử lại.",
        ) from error


def _read_text(path: Path, name: str) -> Document:
    from .decode import decode_text

    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEXT_FILE + 1)
    except OSError as error:
        raise ReadError(
            "unreadable", f"{name}: đang đọc thì gặp lỗi ổ đĩa. Hãy chép tệp sang chỗ khác."
        ) from error
    if len(data) > MAX_TEXT_FILE:
        raise ReadError(
            "too-big",
            f"{name}: tệp chữ lớn hơn 20 MB, không giống một kế hoạch; chưa đọc gì. "
            "Hãy tách riêng phần kế hoạch ra một tệp.",
        )
    text, encoding = decode_text(data)
    del data
    warnings = _encoding_warnings(text, encoding)
    text, dropped = _without_controls(text)
    if not text.strip():
        raise ReadError("empty", f"{name}: tệp không có chữ nào. Hãy xem lại bản gốc.")
    if dropped > len(text) // 20:
        raise refuse("unknown", name)
    if dropped:
        warnings.append(
            ReadWarning(
                "control-characters",
                f"Đã bỏ {dropped} ký tự điều khiển không in được (tệp có thể hỏng một phần).",
            )
        )
    if _longest_line(text) > MAX_LINE:
        raise ReadError(
            "too-big",
            f"{name}: có dòng dài hơn một triệu ký tự, không phải văn bản thường. "
            "Hãy mở bằng Word rồi lưu lại thành .docx.",
        )
    from .text import read_text_string

    document = read_text_string(text, str(path))
    document.warnings[:0] = warnings
    return document


def _longest_line(text: str) -> int:
    """The length of the longest line, without making a list of all lines of a usual text."""
    if len(text) <= MAX_LINE:
        return 0
    return max(map(len, text.splitlines()), default=0)


def _without_controls(text: str) -> tuple[str, int]:
    """The text without NUL and its like (tab, line ends and form feed stay), and how many left."""
    controls = dict.fromkeys([*range(9), 14, 15, *range(16, 32), 127])
    clean = text.translate(controls)
    return clean, len(text) - len(clean)


def _encoding_warnings(text: str, encoding: str) -> list[ReadWarning]:
    warnings: list[ReadWarning] = []
    if encoding in ("windows-1258", "windows-1252", "latin-1"):
        warnings.append(
            ReadWarning(
                "encoding-guessed",
                f"Tệp không ghi bằng Unicode; đã đọc theo bảng mã {encoding}. Nếu thấy sai dấu, "
                "hãy mở bằng Word hoặc Notepad rồi lưu lại với mã UTF-8.",
            )
        )
    lost = text.count("\ufffd")
    if lost:
        warnings.append(
            ReadWarning(
                "encoding-damaged",
                f"Có {lost} chỗ không giải mã được (hiện thành “\ufffd”). Hãy xin lại bản gốc "
                "hoặc gõ lại các chỗ đó.",
            )
        )
    return warnings


def _in_unicode(document: Document, path: Path) -> Document:
    """The document; where it seems typed in a font of an old code, its letters in Unicode."""
    from .decode import suspect_old_font

    if document.format != "docx":  # in a Word file the author's own letters are checked and mended
        from .composing import compose

        compose(document)
    parts: list[str] = []
    length = 0
    for paragraph in document.paragraphs():
        parts.append(paragraph.text)
        length += len(paragraph.text)
        if length > 30_000:
            break
    code = suspect_old_font("\n".join(parts))
    if not code:
        return document
    if document.format == "docx":
        from .docx import read_docx

        document = read_docx(path, old_code=code)  # again: the fonts tell which are capitals
    else:
        from .old_fonts import convert

        convert(document, code)
    font = ".VnTime" if code == "TCVN3" else "VNI-Times"
    document.warnings = [w for w in document.warnings if w.code != "legacy-font"]
    document.warnings.append(
        ReadWarning(
            "legacy-font",
            f"Chữ gõ bằng bảng mã cũ {code} (phông kiểu {font}): đã tự đổi sang Unicode để đọc, "
            "tệp gốc giữ nguyên. Hãy đối chiếu vài dòng; muốn sửa ngay trong tệp thì chuyển tệp "
            "sang Unicode trước (Unikey: Ctrl+Shift+F6).",
        )
    )
    return document
