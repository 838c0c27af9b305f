"""What the tests of editing share: characters with their formatting, accepting and rejecting."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from caitien.core.documents.editing import AUTHOR
from caitien.core.documents.model import Document, Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: a character and how it is written: its formatting and whether it stands in a link
Letter = tuple[str, str]


def main_xml(path: Path, part: str = "word/document.xml") -> bytes:
    """The bytes of a part."""
    with zipfile.ZipFile(path) as package:
        return package.read(part)


def tree(path: Path) -> etree._Element:
    """The text part as a tree."""
    return etree.fromstring(main_xml(path))


def letters(root: etree._Element) -> list[list[Letter]]:
    """Every paragraph of a tree as characters with their formatting; deleted text left out."""
    return [_letters(p) for p in root.iter(f"{W}p")]


def _letters(paragraph: etree._Element) -> list[Letter]:
    out: list[Letter] = []
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p")) is not paragraph:
            continue
        if next(run.iterancestors(f"{W}del"), None) is not None:
            continue
        look = run.find(f"{W}rPr")
        how = "" if look is None else etree.tostring(look, method="c14n").decode()
        if next(run.iterancestors(f"{W}hyperlink"), None) is not None:
            how += "|link"
        for el in run:
            text = {f"{W}tab": "\t", f"{W}br": "\n"}.get(str(el.tag), "")
            if el.tag == f"{W}t":
                text = el.text or ""
                if el.get(SPACE) != "preserve":
                    text = text.strip(" ")
            out += [(letter, how) for letter in text]
    return out


def accepted(path: Path) -> etree._Element:
    """The tree with our tracked changes accepted; those of others stay."""
    root = tree(path)
    _drop(root, "del")
    _unwrap(root, "ins")
    return root


def rejected(path: Path) -> etree._Element:
    """The tree with our tracked changes rejected; those of others stay."""
    root = tree(path)
    _drop(root, "ins")
    for el in [t for d in _ours(root, "del") for t in d.iter(f"{W}delText")]:
        el.tag = f"{W}t"
    _unwrap(root, "del")
    return root


def _ours(root: etree._Element, name: str) -> list[etree._Element]:
    return [el for el in root.iter(W + name) if el.get(f"{W}author") == AUTHOR]


def _drop(root: etree._Element, name: str) -> None:
    for el in _ours(root, name):
        parent = el.getparent()
        if parent is not None:
            parent.remove(el)


def _unwrap(root: etree._Element, name: str) -> None:
    for el in _ours(root, name):
        parent = el.getparent()
        if parent is not None:
            for child in reversed(list(el)):
                el.addnext(child)
            parent.remove(el)


def plain(lines: list[list[Letter]]) -> list[str]:
    """The texts of paragraphs."""
    return ["".join(letter for letter, _ in line) for line in lines]


def find(document: Document, text: str) -> Paragraph:
    """The first paragraph whose text holds `text`."""
    return next(p for p in document.paragraphs() if text in p.text)


def other_parts_equal(source: Path, target: Path, *changed: str) -> bool:
    """Whether every part but those named is the same, packed bytes too."""
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(target) as two:
        if one.namelist() != two.namelist():
            return False
        for a, b in zip(one.infolist(), two.infolist(), strict=True):
            if a.filename not in changed and (
                (a.CRC, a.compress_size, a.date_time) != (b.CRC, b.compress_size, b.date_time)
                or one.read(a) != two.read(b)
            ):
                return False
        return two.testzip() is None
