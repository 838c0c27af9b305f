"""Hostile and broken files: an answer or a ReadError, soon and in little memory."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caitien.core.documents.model import ReadError
from caitien.core.documents.readers import open_document
from caitien.core.documents.readers.docx import read_docx

from .docx_maker import XMLNS, document_xml, make_docx, p, tbl, tc, tr

Pieces = Callable[[], Iterator[str]]

_CHILD = r"""
import json, re, resource, sys, time
from pathlib import Path
from caitien.core.documents.model import ReadError
from caitien.core.documents.readers import open_document
start, code = time.process_time(), "read"
try:
    open_document(sys.argv[1])
except ReadError as error:
    code = error.code
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
status = Path("/proc/self/status")
if status.exists():  # there ru_maxrss counts the parent before exec too
    peak = int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) // 1024
print(json.dumps({"code": code, "seconds": time.process_time() - start, "megabytes": peak}))
"""

HEAD = f'<?xml version="1.0"?><w:document {XMLNS}><w:body>'
TAIL = "</w:body></w:document>"


def write_parts(
    path: Path, main: Pieces, extra: int = 0, method: int = zipfile.ZIP_DEFLATED
) -> None:
    """A package whose main part is what `main` yields, written piece by piece."""
    make_docx(path)
    with zipfile.ZipFile(path, "w", method) as package:
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            for piece in main():
                part.write(piece.encode())
        for index in range(extra):
            package.writestr(f"word/x{index}.xml", b"")


def repeated(piece: str, times: int, block: int = 5000) -> Pieces:
    def pieces() -> Iterator[str]:
        yield HEAD
        for _ in range(times // block):
            yield piece * block
        yield piece * (times % block)
        yield TAIL

    return pieces


def rows(times: int) -> Pieces:
    return lambda: iter([HEAD, "<w:tbl>", *[ROW * 1000] * (times // 1000), "</w:tbl>", TAIL])


def flat(text: str) -> Pieces:
    return lambda: iter([text])


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f"]><w:document {XMLNS}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"<w:document {XMLNS}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
HIDDEN_LAUGHS = LAUGHS.replace("<!DOCTYPE", "<!--" + "x" * 9000 + "--><!DOCTYPE")
ROW = "<w:tr><w:tc><w:p/></w:tc></w:tr>"

CELLS = "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 60_000 + "</w:tr></w:tbl>"
WIDE = tbl(tr(tc("a", props='<w:gridSpan w:val="1000000000"/>')))
SHIFTED = tbl(tr("a", props='<w:gridBefore w:val="1000000000"/>'))
NESTED = "<w:tbl><w:tr><w:tc>" * 70 + "</w:tc></w:tr></w:tbl>" * 70
WRAPPED = "<w:sdt>" * 200 + p("a") + "</w:sdt>" * 200
MANY_ATTRIBUTES = "<w:p " + " ".join(f'a{n}="{n}"' for n in range(900_000)) + "/>"
BREAKS = '<w:p><w:r><w:br w:type="page"/><w:lastRenderedPageBreak/></w:r></w:p>'

BOMBS: dict[str, tuple[Pieces, set[str]]] = {
    "laughs": (flat(LAUGHS), {"xml-entities"}),
    "hidden laughs": (flat(HIDDEN_LAUGHS), {"xml-entities"}),
    "outside": (flat(OUTSIDE), {"xml-entities"}),
    "zeros": (repeated(" ", 300_000_000, 1_000_000), {"too-big"}),
    "one long text": (flat(HEAD + "<w:p><w:r><w:t>" + "x" * 40_000_000), {"too-big"}),
    "paragraphs": (repeated("<w:p/>", 3_000_000), {"too-big"}),
    "texts": (repeated(p("chữ"), 200_000), {"too-big"}),
    "rows": (rows(1_000_000), {"too-big"}),
    "rows below the weight": (rows(100_000), {"too-big"}),
    "cells": (flat(HEAD + CELLS + TAIL), {"too-big"}),
    "grid": (flat(HEAD + tbl(tr("a"), widths=(1,) * 60_000) + TAIL), {"read"}),
    "span": (flat(HEAD + WIDE + TAIL), {"read"}),
    "before": (flat(HEAD + SHIFTED + TAIL), {"too-big"}),
    "deep": (flat(HEAD + "<w:sdt>" * 100_000), {"too-big"}),
    "deep tables": (flat(HEAD + NESTED + TAIL), {"too-big"}),
    "deep wrappers": (flat(HEAD + WRAPPED + TAIL), {"read"}),
    "attributes": (flat(HEAD + MANY_ATTRIBUTES + TAIL), {"too-big"}),
    "break marks": (repeated(BREAKS, 60_000), {"read"}),
}


def in_child(path: Path) -> dict[str, Any]:
    """Reads a file in a process of its own: outcome, CPU seconds, peak memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        capture_output=True, text=True, check=True, timeout=120,
        env={"PYTHONPATH": "src", "PATH": ""}, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(tmp_path: Path, name: str) -> None:
    main, outcomes = BOMBS[name]
    path = tmp_path / "bom.docx"
    write_parts(path, main)
    result = in_child(path)
    assert result["code"] in outcomes
    assert result["seconds"] < 10
    assert result["megabytes"] < 300


def test_too_many_entries(tmp_path: Path) -> None:
    path = tmp_path / "nhieu.docx"
    write_parts(path, flat(document_xml(p("a"))), extra=6000)
    result = in_child(path)
    assert result["code"] == "too-big"
    assert result["megabytes"] < 300


def test_big_texts(tmp_path: Path) -> None:
    path = tmp_path / "dai.txt"
    path.write_bytes(b"a" * 2_000_000)
    assert in_child(path)["code"] == "too-big"
    with path.open("wb") as file:
        for _ in range(25):
            file.write(b"chu viet \n" * 100_000)
    result = in_child(path)
    assert result["code"] == "too-big"
    assert result["megabytes"] < 300
    path.write_bytes(b"\0" * 1_000_000)
    assert in_child(path)["code"] == "other-kind"
    path.write_bytes(b"chu\0" * 1000)
    assert in_child(path)["code"] == "other-kind"


def test_a_huge_sparse_file(tmp_path: Path) -> None:
    path = tmp_path / "thua.docx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(3_000_000_000)
    assert in_child(path)["code"] == "too-big"


def test_a_zip_that_lies_about_sizes(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", p("x") * 5000)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        open_document(path)
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    "main",
    [
        "",
        "không phải xml",
        "<a/>",
        f"<w:document {XMLNS}/>",
        document_xml("<w:p><w:r><w:t>a</w:t></w:p>"),
        document_xml("<w:p>&nbsp;</w:p>"),
    ],
)
def test_broken_main_parts(tmp_path: Path, main: str) -> None:
    with pytest.raises(ReadError) as caught:
        open_document(make_docx(tmp_path / "a.docx", document=main))
    assert caught.value.code in ("damaged", "xml-entities")


def test_broken_side_parts_do_not_matter(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", p("còn nguyên"), styles="<w:style>", numbering="<")
    document = read_docx(path)
    assert [x.text for x in document.paragraphs()] == ["còn nguyên"]
    assert [w.code for w in document.warnings] == ["damaged-part"] * 2


def test_nothing_outside_the_package_is_followed(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", p("x"), styles="")
    secret = tmp_path / "bi-mat.xml"
    secret.write_text("<w/>", "utf-8")
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    rels = parts["word/_rels/document.xml.rels"].decode()
    for target in (f"file://{secret}", "../../../../../../etc/passwd", "http://127.0.0.1:9/a.xml"):
        for mode in ("", ' TargetMode="External"'):
            changed = rels.replace('Target="styles.xml"', f'Target="{target}"{mode}')
            with zipfile.ZipFile(path, "w") as package:
                for name, data in parts.items():
                    package.writestr(name, changed if name.endswith("document.xml.rels") else data)
            assert [x.text for x in read_docx(path).paragraphs()] == ["x"]


# --- bytes flipped and files cut --------------------------------------------------------------


@pytest.fixture(scope="module", params=[zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def good(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound file, its parts stored or packed."""
    numbered = p("Mục", props='<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = numbered + tbl(tr("TT", "Việc", "Ai"), tr("1", "Mua sách", "Thư viện"), widths=(1, 2, 3))
    path = tmp_path_factory.mktemp("tot") / "tot.docx"
    make_docx(path, body * 3, numbering=numbering, styles='<w:style w:styleId="a"/>')
    again = tmp_path_factory.mktemp("tho") / "tho.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(again, "w", request.param) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return again.read_bytes()


def survives(path: Path, data: bytes) -> None:
    """Reading ends well: with a document whose every text can be asked for, or a ReadError."""
    path.write_bytes(data)
    with contextlib.suppress(ReadError):
        for paragraph in open_document(path).paragraphs():
            assert isinstance(paragraph.full_text, str)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=8))
def test_flipped_bytes(tmp_path: Path, good: bytes, flips: list[tuple[int, int]]) -> None:
    data = bytearray(good)
    for at, value in flips:
        data[at % len(data)] = value
    survives(tmp_path / "a.docx", bytes(data))


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0), st.integers(0, 64))
def test_cut_files(tmp_path: Path, good: bytes, at: int, hole: int) -> None:
    at %= len(good)
    survives(tmp_path / "a.docx", good[:at])
    survives(tmp_path / "b.docx", good[:at] + good[at + hole :])


TAGS = ("p", "r", "t", "tbl", "tr", "tc", "pPr", "numPr", "sdt", "txbxContent", "ins", "del")
WORDS = st.sampled_from(
    [f"<w:{tag}>" for tag in TAGS]
    + ['<w:gridSpan w:val="-3"/>', '<w:gridSpan w:val="x"/>', "<w:vMerge/>", "chữ", "<m:oMath>"]
    + ['<w:numId w:val="٣"/>', "<w:lastRenderedPageBreak/>", '<w:fldChar w:fldCharType="end"/>']
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(WORDS, max_size=30))
def test_odd_but_well_formed_trees(tmp_path: Path, words: list[str]) -> None:
    opened: list[str] = []
    out: list[str] = []
    for word in words:
        out.append(word)
        if word.startswith("<") and not word.endswith("/>"):
            opened.append(word.replace("<", "</"))
        if len(opened) > 6:
            out.append(opened.pop())
    out += reversed(opened)
    read_docx(make_docx(tmp_path / "a.docx", "".join(out)))
