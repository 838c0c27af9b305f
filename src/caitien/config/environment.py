"""What the environment says: every setting of a site, in one table, read in one place."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caitien.ui.secret_file import make_secret, read_secret


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
        "Khóa ký phiên đăng nhập, ít nhất 32 ký tự; để trống thì lấy khóa trong thư mục dữ liệu. "
        "Nhiều máy phục vụ chung một cơ sở dữ liệu phải dùng chung một khóa.",
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
    Setting("MAIL_PORT", "587", "Cổng thư: 587 là STARTTLS, 465 là TLS; cổng khác không mã hóa."),
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
#: levels of the server's log
LEVELS = ("ERROR", "WARNING", "INFO")
#: characters a key that signs sessions must have
SHORTEST_KEY = 32
#: a name, one with all its sub-domains (.vn), an address on the network, or * for any
_HOST = re.compile(r"\*|\.?[\w-]+(?:\.[\w-]+)*|\[[0-9a-fA-F:]+\]")
_NAMES = frozenset(setting.name for setting in SETTINGS)


class SettingError(SystemExit):
    """A setting that cannot be understood; the program stops with a Vietnamese line."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Thiết lập {name} chưa đúng: {why}")


def text(name: str, default: str = "") -> str:
    """The variable CAITIEN_<name>, stripped; an empty one counts as one that is not there.

    KeyError for a name that is not in the table.
    """
    if name not in _NAMES:
        raise KeyError(name)
    return os.environ.get(f"CAITIEN_{name}", "").strip() or default


def flag(name: str) -> bool:
    """Whether CAITIEN_<name> is 1, true, yes or có."""
    value = text(name).casefold()
    if value in ("", "0", "false", "no", "không"):
        return False
    if value in ("1", "true", "yes", "có"):
        return True
    raise SettingError(f"CAITIEN_{name}", f"“{value}” không phải 1 hoặc 0")


def number(name: str, default: int, least: int = 0) -> int:
    """CAITIEN_<name> as a whole number, not below `least`."""
    value = text(name, str(default))
    if not (value.isdecimal() and len(value) < 10 and int(value) >= least):
        raise SettingError(f"CAITIEN_{name}", f"“{value}” không phải số nguyên từ {least} trở lên")
    return int(value)


def words(name: str) -> list[str]:
    """CAITIEN_<name> split at commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def hosts() -> list[str]:
    """CAITIEN_HOSTS: names, without https:// and port, which no request would ever match."""
    for name in (found := words("HOSTS")):
        if not _HOST.fullmatch(name):
            raise SettingError(
                "CAITIEN_HOSTS", f"“{name}” phải là một tên miền, không có https://, cổng hay /"
            )
    return found


def time_zone() -> str:
    """CAITIEN_TIME_ZONE: a zone this machine knows."""
    name = text("TIME_ZONE", "Asia/Ho_Chi_Minh")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise SettingError("CAITIEN_TIME_ZONE", f"không có múi giờ “{name}”") from None
    return name


def log_level() -> str:
    """CAITIEN_LOG: one of the levels, in any letter case."""
    level = text("LOG", "WARNING").upper()
    if level not in LEVELS:
        raise SettingError("CAITIEN_LOG", f"“{level}” không phải {', '.join(LEVELS)}")
    return level


def data_folder() -> Path:
    """Where the database (SQLite), files and key are kept: CAITIEN_DATA, else ~/CaiTien."""
    named = text("DATA")
    return Path(named).expanduser().absolute() if named else Path.home() / "CaiTien"


def secret_key() -> str:
    """CAITIEN_SECRET_KEY, else the one kept in the data folder, else one for this process only.

    `make_secret_key` writes the kept one; it is called when the application is set up.
    """
    given = text("SECRET_KEY")
    if given and len(given) < SHORTEST_KEY:
        raise SettingError("CAITIEN_SECRET_KEY", f"cần ít nhất {SHORTEST_KEY} ký tự ngẫu nhiên")
    return given or read_secret(_key_file()) or secrets.token_urlsafe(50)


def make_secret_key() -> None:
    """Write a key into the data folder, readable by its owner only; an existing one stays."""
    make_data_folder()
    make_secret(_key_file(), 50)


def make_data_folder() -> Path:
    """The data folder, made where there is none, closed to other people of the machine."""
    folder = data_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _key_file() -> Path:
    return data_folder() / "khoa-bi-mat"
