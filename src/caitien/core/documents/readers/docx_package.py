"""The parts of a .docx: a zip opened with limits, XML parsed without entities or network."""

from __future__ import annotations

import mmap
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from caitien.core.documents.model import ReadError

from .docx_names import RELATION, STRICT, Element
from .kinds import shown_name

MAX_FILE = 100 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 200 * 1024 * 1024
#: unpacked over packed, counted once a part is larger than `_RATIO_FROM`
MAX_RATIO = 400
_RATIO_FROM = 8 * 1024 * 1024
#: what the parts read may weigh as trees: a tag counts 1, an attribute 2 (a unit is ~100 bytes)
MAX_WEIGHT = 1_800_000
_CHUNK = 128 * 1024
_ENTRY = b"PK\x01\x02"
_STRICT_HINT = b"purl.oclc.org/ooxml"

#: what a broken package makes zipfile, zlib, lxml and our own walk raise
BROKEN = (
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,  # RecursionError and NotImplementedError too
    AssertionError,
)


def too_big(name: str, what: str) -> ReadError:
    """The error for a file that asks for more than a plan can need."""
    return ReadError(
        "too-big",
        f"{name}: {what}, nhiều hơn mức một kế hoạch cần; chưa đọc gì. "
        "Hãy tách riêng phần kế hoạch ra một tệp mới rồi thử lại.",
    )


def damaged(name: str) -> ReadError:
    """The error for a Word file that is broken inside."""
    return ReadError(
        "damaged",
        f"{name}: tệp Word bị hỏng hoặc tải về chưa trọn, không mở được. "
        "Hãy mở bằng Word (chọn Open and Repair), lưu lại thành .docx, hoặc xin lại bản gốc.",
    )


def has_entities(name: str) -> ReadError:
    """The error for XML that declares entities, which no word processor writes."""
    return ReadError(
        "xml-entities",
        f"{name}: bên trong tệp có khai báo DTD/thực thể XML, thứ mà Word không bao giờ ghi ra; "
        "không đọc để giữ an toàn. Hãy mở bằng Word rồi lưu lại thành .docx.",
    )


class Package:
    """An opened .docx. Part names are compared without case; a later entry hides an earlier one.

    Errors: ReadError `too-big`, `encrypted`, `xml-entities`, `damaged`; zipfile's, zlib's and
    lxml's own errors pass through for the caller to translate.
    """

    def __init__(self, path: Path) -> None:
        self.name = shown_name(path)
        self._total = self._weight = 0
        self._check(path)
        self._zip = zipfile.ZipFile(path)
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self.twice = False
        for info in self._zip.infolist():
            key = info.filename.replace("\\", "/").lstrip("/").lower()
            self.twice = self.twice or key in self._parts
            self._parts[key] = info

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def _check(self, path: Path) -> None:
        """Counts the entries before zipfile makes an object of each."""
        if path.stat().st_size > MAX_FILE:
            raise too_big(self.name, "tệp lớn hơn 100 MB")
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            at = count = 0
            while (at := data.find(_ENTRY, at)) >= 0:
                at, count = at + 4, count + 1
                if count > MAX_ENTRIES:
                    raise too_big(
                        self.name, f"gói tệp có hơn {MAX_ENTRIES:,} phần".replace(",", ".")
                    )

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._parts)

    def info(self, part: str) -> zipfile.ZipInfo:
        """The entry of the zip that holds a part (the last one, where a name is there twice)."""
        return self._parts[part.lower()]

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, counted as they come: the sizes a zip declares are not believed."""
        info = self._parts[part.lower()]
        if info.flag_bits & 1:
            raise ReadError(
                "encrypted",
                f"{self.name}: tệp có đặt mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.",
            )
        read = 0
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                self._total += len(chunk)
                packed = max(info.compress_size, 1)
                if read > MAX_PART or self._total > MAX_TOTAL:
                    raise too_big(self.name, "nội dung bung ra quá lớn")
                if read > _RATIO_FROM and read > packed * MAX_RATIO:
                    raise too_big(self.name, "nội dung nén bất thường (bung ra gấp hàng trăm lần)")
                yield chunk

    def xml(self, part: str) -> Element:
        """The root element of a part."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        first = True
        try:
            for chunk in _transitional(self.chunks(part)):
                if first and b"<!DOCTYPE" in chunk[:4096]:
                    raise has_entities(self.name)
                first = False
                self._weight += chunk.count(b"<") + 2 * chunk.count(b"=")
                if self._weight > MAX_WEIGHT:
                    raise too_big(self.name, "tệp có quá nhiều đoạn và ô")
                parser.feed(chunk)
            root = parser.close()
        except etree.XMLSyntaxError as error:
            raise self.bad_xml(error) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise has_entities(self.name)
        return root

    def bad_xml(self, error: etree.XMLSyntaxError) -> ReadError:
        """The error to show for XML that cannot be parsed."""
        low = str(error).lower()
        if "entit" in low or "amplification" in low:
            return has_entities(self.name)
        if "huge" in low or "depth" in low or "too long" in low:
            return too_big(self.name, "tệp có phần tử lồng quá sâu hoặc dòng quá dài")
        return damaged(self.name)

    def relations(self, part: str) -> dict[str, str]:
        """What `part` refers to inside the package: kind (last word of its type) -> part name.

        '' asks for the package's own relations. External targets are left out.
        """
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, str] = {}
        if name not in self:
            return found
        for relation in self.xml(name).iter(RELATION):
            target = relation.get("Target", "").replace("\\", "/")
            if relation.get("TargetMode", "") == "External" or not target:
                continue
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.setdefault(kind, posixpath.normpath(full))
        return found


def _transitional(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks with the names of Strict files turned into the usual ones."""
    first = next(chunks, b"")
    if _STRICT_HINT not in first:
        yield first
        yield from chunks
        return
    kept = first
    for chunk in chunks:
        kept = _renamed(kept + chunk)
        yield kept[:-64]
        kept = kept[-64:]
    yield _renamed(kept)


def _renamed(data: bytes) -> bytes:
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    return data
