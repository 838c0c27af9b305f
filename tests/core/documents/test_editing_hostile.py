"""Files that must not be changed, or cannot be: one kind Vietnamese line, nothing written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from caitien.core.documents.editing import Edit, apply_edits
from caitien.core.documents.model import Place, ReadError
from tests.core.documents.docx_maker import XMLNS, make_docx, p

EDIT = Edit(Place(paragraph=1), 0, 3, "mới")
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_part(tmp_path: Path, name: str, data: str) -> Path:
    """A small .docx with one more part."""
    path = make_docx(tmp_path / "goc.docx", p("chữ"))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, data)
    return path


def refused(source: Path, tmp_path: Path) -> ReadError:
    """The error of an edit; the target must not be there."""
    target = tmp_path / "sua.docx"
    with pytest.raises(ReadError) as caught:
        apply_edits(source, target, [EDIT])
    assert not target.exists()
    assert sorted(tmp_path.iterdir()) == [source]
    message = str(caught.value)
    assert "\n" not in message
    assert source.name in message
    return caught.value


def settings(inner: str) -> str:
    return f"<w:settings {XMLNS}>{inner}</w:settings>"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("_xmlsignatures/sig1.xml", "<Signature/>", "signed"),
        ("word/settings.xml", settings('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), "protected"),  # noqa: E501
        ("word/settings.xml", settings('<w:writeProtection w:recommended="1"/>'), "read-only"),
        (
            "docProps/custom.xml",
            '<Properties xmlns="a" xmlns:vt="b"><property name="_MarkAsFinal">'
            "<vt:bool>true</vt:bool></property></Properties>",
            "final",
        ),
        (
            "docProps/core.xml",
            '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties"><c:contentStatus>Final</c:contentStatus></c:coreProperties>',
            "final",
        ),
    ],
)  # fmt: skip
def test_closed_files(tmp_path: Path, name: str, data: str, code: str) -> None:
    assert refused(with_part(tmp_path, name, data), tmp_path).code == code


def test_signature_told_by_a_relation(tmp_path: Path) -> None:
    path = tmp_path / "goc.docx"
    make_docx(tmp_path / "a.docx", p("chữ"))
    with zipfile.ZipFile(tmp_path / "a.docx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "_rels/.rels":
                kind = f"{RELS}/digital-signature/origin"
                more = f'<Relationship Id="s" Type="{kind}" Target="ky/origin.sigs"/>'
                data = data.replace(b"</Relationships>", f"{more}</Relationships>".encode())
            new.writestr(name, data)
    (tmp_path / "a.docx").unlink()
    assert refused(path, tmp_path).code == "signed"


def test_open_settings_forbid_nothing(tmp_path: Path) -> None:
    inner = '<w:documentProtection w:edit="readOnly" w:enforcement="0"/>'
    source = with_part(tmp_path, "word/settings.xml", settings(inner))
    assert apply_edits(source, tmp_path / "sua.docx", [EDIT]).applied
    source = with_part(tmp_path, "docProps/core.xml", "<hỏng")
    assert apply_edits(source, tmp_path / "sua.docx", [EDIT]).applied


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"PK\x03\x04 cut", "damaged"),
        ("a.docx", b"", "empty"),
        ("a.docx", b"%PDF-1.7 x", "not-docx"),
        ("a.txt", "Kế hoạch".encode(), "not-docx"),
        ("a.docx", b"\x89PNG\r\n\x1a\n\x00\x01\x02\x03" * 9, "other-kind"),
    ],
)
def test_other_kinds_and_damage(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path, tmp_path).code == code


def test_damaged_inside(tmp_path: Path) -> None:
    good = make_docx(tmp_path / "goc.docx", p("chữ " * 3000)).read_bytes()
    (tmp_path / "goc.docx").write_bytes(good[:400] + b"\xff" * 40 + good[440:])
    assert refused(tmp_path / "goc.docx", tmp_path).code == "damaged"
    make_docx(tmp_path / "goc.docx", document="<w:document><w:body>")
    assert refused(tmp_path / "goc.docx", tmp_path).code == "damaged"
    entity = '<!DOCTYPE a [<!ENTITY b "c">]><w:document/>'
    make_docx(tmp_path / "goc.docx", document=entity)
    assert refused(tmp_path / "goc.docx", tmp_path).code == "xml-entities"


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        apply_edits(tmp_path / "khong-co.docx", tmp_path / "sua.docx", [EDIT])
    assert caught.value.code == "missing"


def test_never_over_the_source(tmp_path: Path) -> None:
    source = make_docx(tmp_path / "goc.docx", p("chữ"))
    before = source.read_bytes()
    link = tmp_path / "lien-ket.docx"
    link.hardlink_to(source)
    for target in (source, tmp_path / "." / "goc.docx", link):
        with pytest.raises(ReadError) as caught:
            apply_edits(source, target, [EDIT])
        assert caught.value.code == "same-file"
    assert source.read_bytes() == before


def test_target_that_cannot_be_written(tmp_path: Path) -> None:
    source = make_docx(tmp_path / "goc.docx", p("chữ"))
    (tmp_path / "tep").write_text("x")
    with pytest.raises(ReadError) as caught:
        apply_edits(source, tmp_path / "tep" / "sua.docx", [EDIT])
    assert caught.value.code == "unwritable"
    (tmp_path / "thu-muc").mkdir()
    with pytest.raises(ReadError) as caught:
        apply_edits(source, tmp_path / "thu-muc", [EDIT])
    assert caught.value.code == "unwritable"
    assert not list(tmp_path.glob(".*"))


def test_zips_written_as_a_stream_with_comments_and_twice_the_same_name(tmp_path: Path) -> None:
    make_docx(tmp_path / "a.docx", p("chữ"))
    source = tmp_path / "goc.docx"
    with zipfile.ZipFile(tmp_path / "a.docx") as old, source.open("wb") as raw:
        raw.write(b"dau tep")  # something before the zip

        class Stream:
            """A file that cannot be sought in: zipfile then writes sizes after the data."""

            def write(self, data: bytes) -> int:
                return raw.write(data)

            def flush(self) -> None:
                raw.flush()

        with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_STORED) as new:  # type: ignore[arg-type]
            for name in old.namelist():
                with new.open(name, "w", force_zip64=True) as entry:
                    entry.write(old.read(name))
            new.comment = b"loi nhan"
    raw_bytes = source.read_bytes()
    source.write_bytes(raw_bytes[7:])
    report = apply_edits(source, tmp_path / "sua.docx", [EDIT])
    assert report.applied
    with zipfile.ZipFile(tmp_path / "sua.docx") as made:
        assert made.testzip() is None
        assert made.comment == b"loi nhan"
        assert "mới".encode() in made.read("word/document.xml")
