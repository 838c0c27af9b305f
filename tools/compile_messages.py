"""Compile the Vietnamese words of the web application: every django.po beside it as django.mo.

    python tools/compile_messages.py            write the .mo files
    python tools/compile_messages.py --check    fail where one is stale

Needs neither gettext nor Django. The .mo depends on the words only, so it is the same everywhere.
"""

from __future__ import annotations

import ast
import struct
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "caitien"
_MAGIC = 0x950412DE


class PoError(ValueError):
    """A line of a .po file that cannot be understood; says file and line."""


def catalogues() -> list[Path]:
    """Every .po file of the package."""
    return sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/*.po"))


def _finish(entry: dict[str, str], found: dict[str, str]) -> None:
    """Take a whole entry over; entries without a translation and old ones are left out."""
    text = entry.get("msgstr") or entry.get("msgstr[0]") or ""
    if "msgid" not in entry or not text:
        return
    key = entry["msgid"]
    if "msgid_plural" in entry:
        key += "\0" + entry["msgid_plural"]
        forms = sorted(name for name in entry if name.startswith("msgstr["))
        text = "\0".join(entry[name] for name in forms)
    if "msgctxt" in entry:
        key = entry["msgctxt"] + "\4" + key
    if key in found:
        raise PoError(f"hai lần: {key!r}")
    found[key] = text


def read(path: Path) -> dict[str, str]:
    """Message → translation, with gettext's marks for context (\\4) and plural (\\0).

    PoError for a line that is neither a keyword, text, comment nor empty; and for an entry that
    stands twice. Entries marked fuzzy are left out.
    """
    found: dict[str, str] = {}
    entry: dict[str, str] = {}
    field, fuzzy = "", False
    for number, raw in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            if entry and not fuzzy:
                _finish(entry, found)
            if entry:
                entry, fuzzy = {}, False
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if not line.startswith('"'):
            field, _, line = line.partition(" ")
            known = field in ("msgctxt", "msgid", "msgid_plural", "msgstr")
            if not known and not field.startswith("msgstr["):
                raise PoError(f"{path}:{number}: {raw!r}")
        try:
            entry[field] = entry.get(field, "") + str(ast.literal_eval(line.strip()))
        except (SyntaxError, ValueError) as error:
            raise PoError(f"{path}:{number}: {raw!r}") from error
    return found


def compiled(words: dict[str, str]) -> bytes:
    """The .mo file of these words (little-endian, sorted, without a hash table)."""
    keys = sorted(words, key=str.encode)
    texts = [key.encode() for key in keys], [words[key].encode() for key in keys]
    count = len(keys)
    at = 28 + 16 * count
    tables, body = b"", b""
    for column in texts:
        for text in column:
            tables += struct.pack("<II", len(text), at + len(body))
            body += text + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, count, 28, 28 + 8 * count, 0, at)
    return head + tables + body


def main(arguments: list[str]) -> int:
    """Write or check every catalogue; 1 where one is stale."""
    stale = 0
    for path in catalogues():
        words, target = compiled(read(path)), path.with_suffix(".mo")
        fresh = target.is_file() and target.read_bytes() == words
        if "--check" in arguments:
            if not fresh:
                print(f"{target}: cũ, hãy chạy python tools/compile_messages.py")
                stale = 1
        elif not fresh:
            target.write_bytes(words)
            print(f"{target}: đã ghi")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
