"""What the environment says: every setting of a site, in one table, read in one place."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable CAITIEN_<name>: its default as people see it, and what it does."""

    name: str
    default: str
    words: str


SETTINGS = (
    Setting("DATA", "~/CaiTien", "Thư mục dữ liệu: cơ sở dữ liệu SQLite, tệp, khóa bí mật."),
    Setting(
        "DATABASE_URL",
        "(SQLite)",
        "Cơ sở dữ liệu khác, ví dụ postgres://nguoi:matkhau@may/caitien (cần cài phần postgres).",
    ),
    Setting(
        "FILES_URL",
        "(thư mục dữ liệu)",
        "Kho tệp S3 thay cho thư mục, khi nhiều máy phục vụ chung: "
        "s3://ngăn/tiền-tố?endpoint=https://máy-chủ&region=vùng (cần cài phần s3). Ngăn phải đóng "
        "với bên ngoài; mọi lượt tải đều qua ứng dụng.",
    ),
    Setting("FILES_KEY", "", "Mã khóa của kho tệp S3 (access key)."),
    Setting("FILES_SECRET", "", "Khóa của kho tệp S3 (secret key)."),
    Setting(
        "SECRET_KEY",
        "(tự sinh)",
        "Khóa ký phiên đăng nhập; để trống thì lấy khóa trong thư mục dữ liệu. Nhiều máy phục vụ "
        "chung một cơ sở dữ liệu phải dùng chung một khóa.",
    ),
    Setting("HOSTS", "", "Tên miền phục vụ, cách nhau bằng dấu phẩy, ví dụ caitien.truong.edu.vn."),
    Setting("HTTPS", "0", "1 khi có máy chủ https đứng trước (gửi X-Forwarded-Proto)."),
    Setting(
        "PROXIES",
        "1 khi HTTPS=1, 0 khi không",
        "Số máy chủ trung gian đứng trước, để biết đúng địa chỉ người đăng nhập.",
    ),
    Setting("UPLOAD_MB", "50", "Cỡ tệp tải lên lớn nhất, MB."),
    Setting("SOFFICE", "(tự tìm)", "Chương trình LibreOffice để vẽ trang .docx; 0 là không dùng."),
    Setting("TIME_ZONE", "Asia/Ho_Chi_Minh", "Múi giờ."),
    Setting("MAIL_HOST", "", "Máy chủ thư (SMTP); để trống thì chỉ báo trong ứng dụng."),
    Setting("MAIL_PORT", "587", "Cổng thư: 587 là STARTTLS, 465 là TLS."),
    Setting("MAIL_USER", "", "Tên đăng nhập máy chủ thư."),
    Setting("MAIL_PASSWORD", "", "Mật khẩu máy chủ thư."),
    Setting("MAIL_FROM", "caitien@localhost", "Địa chỉ gửi."),
    Setting("OIDC_ISSUER", "", "Địa chỉ máy chủ đăng nhập chung của đơn vị (OpenID Connect)."),
    Setting("OIDC_NAME", "Tài khoản của đơn vị", "Tên hiện trên nút đăng nhập."),
    Setting("OIDC_CLIENT_ID", "", "Mã ứng dụng do đơn vị cấp."),
    Setting("OIDC_SECRET", "", "Khóa ứng dụng do đơn vị cấp."),
    Setting("LOG", "WARNING", "Mức ghi nhật ký máy chủ: ERROR, WARNING, INFO."),
    Setting("DEMO", "0", "1 khi thư mục dữ liệu này là bản minh họa (mọi trang có dải báo)."),
    Setting("DEBUG", "0", "1 khi phát triển; không bao giờ dùng khi phục vụ người thật."),
)
_NAMES = frozenset(setting.name for setting in SETTINGS)


class SettingError(SystemExit):
    """A setting that cannot be understood; the program stops with a Vietnamese line."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Thiết lập {name} chưa đúng: {why}")


def text(name: str, default: str = "") -> str:
    """The variable CAITIEN_<name>, stripped; KeyError for one that is not in the table."""
    if name not in _NAMES:
        raise KeyError(name)
    return os.environ.get(f"CAITIEN_{name}", default).strip()


def flag(name: str) -> bool:
    """Whether CAITIEN_<name> is 1, true, yes or có."""
    value = text(name).casefold()
    if value in ("", "0", "false", "no", "không"):
        return False
    if value in ("1", "true", "yes", "có"):
        return True
    raise SettingError(f"CAITIEN_{name}", f"“{value}” không phải 1 hoặc 0")


def number(name: str, default: int) -> int:
    """CAITIEN_<name> as a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise SettingError(f"CAITIEN_{name}", f"“{value}” không phải số nguyên")
    return int(value)


def words(name: str) -> list[str]:
    """CAITIEN_<name> split at commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def data_folder() -> Path:
    """Where the database (SQLite), files and key are kept: CAITIEN_DATA, else ~/CaiTien."""
    named = text("DATA")
    return Path(named).expanduser().absolute() if named else Path.home() / "CaiTien"


def secret_key() -> str:
    """CAITIEN_SECRET_KEY, else the one kept in the data folder, else one for this process only.

    `make_secret_key` writes the kept one; it is called when the application is set up.
    """
    given = text("SECRET_KEY")
    if given:
        return given
    kept = data_folder() / "khoa-bi-mat"
    try:
        found = kept.read_text(encoding="ascii").strip()
    except OSError:
        found = ""
    return found or secrets.token_urlsafe(50)


def make_secret_key() -> None:
    """Write a key into the data folder, readable by its owner only; an existing one stays."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "khoa-bi-mat"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(50))
