"""Where files are kept, by CAITIEN_FILES_URL: the data folder, or an object store."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from . import environment as env

_FORM = "s3://ngăn/tiền-tố?endpoint=https://máy-chủ&region=vùng"


def default_storage() -> dict[str, Any]:
    """What STORAGES["default"] is. Raises SettingError for an address nobody can use."""
    address = env.text("FILES_URL")
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {"BACKEND": "caitien.schools.object_store.ObjectStorage", "OPTIONS": _options(address)}


def _options(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc or "@" in parts.netloc or ":" in parts.netloc:
        raise _wrong(f"phải có dạng {_FORM}; khóa ghi ở CAITIEN_FILES_KEY và CAITIEN_FILES_SECRET")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if extra := set(query) - {"endpoint", "region"}:
        raise _wrong(f"không hiểu “{min(extra)}”; chỉ có endpoint và region")
    endpoint = urlsplit(query.get("endpoint", ""))
    named = endpoint.scheme in ("http", "https") and endpoint.netloc and "@" not in endpoint.netloc
    if "endpoint" in query and not named:
        raise _wrong("endpoint phải là một địa chỉ https:// hoặc http://, không kèm khóa")
    for name in ("FILES_KEY", "FILES_SECRET"):
        if not env.text(name):
            raise env.SettingError(f"CAITIEN_{name}", "còn trống, kho tệp S3 cần có khóa")
    if not (find_spec("storages") and find_spec("boto3")):
        raise _wrong('kho tệp S3 cần cài thêm: pip install "caitien[s3]"')
    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "region_name": query.get("region") or "us-east-1",
        "access_key": env.text("FILES_KEY"),
        "secret_key": env.text("FILES_SECRET"),
    }
    return options | ({"endpoint_url": query["endpoint"]} if "endpoint" in query else {})


def _wrong(why: str) -> env.SettingError:
    return env.SettingError("CAITIEN_FILES_URL", why)
