"""A zip written anew with some entries replaced; every other entry keeps its packed bytes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from zipfile import ZipInfo

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_DEFLATE = 8
_ZIP64 = 1


def with_parts(source: Path, parts: Mapping[int, bytes]) -> bytes:
    """The bytes of the zip `source` with new content for some entries.

    `parts`: where the local header of an entry begins (ZipInfo.header_offset) -> its new content.
    Everything between two local headers is copied as it is. Raises zipfile's errors.
    """
    data = source.read_bytes()
    with zipfile.ZipFile(source) as package:
        infos = package.infolist()
        directory = package.start_dir
        comment = package.comment
    starts = sorted({info.header_offset for info in infos} | {directory})
    ends = dict(pairwise(starts))
    out = bytearray(data[: starts[0]])
    moved: dict[int, int] = {}
    renewed: dict[int, tuple[int, int, int]] = {}  # crc, packed, unpacked
    by_offset = {info.header_offset: info for info in infos}
    for start in starts[:-1]:
        moved[start] = len(out)
        if start in parts:
            out += _entry(by_offset[start], parts[start], renewed)
        else:
            out += data[start : ends[start]]
    begin = len(out)
    for info in infos:
        out += _record(info, moved[info.header_offset], renewed.get(info.header_offset))
    count = len(infos)
    out += _END.pack(b"PK\x05\x06", 0, 0, count, count, len(out) - begin, begin, len(comment))
    return bytes(out) + comment


def _name(info: ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _stamp(info: ZipInfo) -> tuple[int, int]:
    """Time and day as DOS counts them."""
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _entry(info: ZipInfo, content: bytes, renewed: dict[int, tuple[int, int, int]]) -> bytes:
    """The local header and packed bytes of new content; its sizes go to `renewed`."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    crc = zlib.crc32(content)
    renewed[info.header_offset] = (crc, len(packed), len(content))
    name = _name(info)
    head = _LOCAL.pack(
        b"PK\x03\x04",
        20,
        info.flag_bits & _UTF8,
        _DEFLATE,
        *_stamp(info),
        crc,
        len(packed),
        len(content),
        len(name),
        0,
    )
    return head + name + packed


def _record(info: ZipInfo, offset: int, new: tuple[int, int, int] | None) -> bytes:
    """The entry of the central directory."""
    crc, packed, size = new or (info.CRC, info.compress_size, info.file_size)
    name = _name(info)
    extra = b"" if new else _short_extra(info.extra)
    head = _CENTRAL.pack(
        b"PK\x01\x02",
        info.create_version & 0xFF,
        info.create_system & 0xFF,
        20 if new else info.extract_version & 0xFF,
        0,
        info.flag_bits & _UTF8 if new else info.flag_bits,
        _DEFLATE if new else info.compress_type,
        *_stamp(info),
        crc,
        packed,
        size,
        len(name),
        len(extra),
        len(info.comment),
        0,
        info.internal_attr,
        info.external_attr,
        offset,
    )
    return head + name + extra + info.comment


def _short_extra(extra: bytes) -> bytes:
    """The extra fields without the 64-bit sizes, which no file we read needs."""
    kept = b""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
