"""The door: kind by content, mismatching names, and files that can't be read."""

from __future__ import annotations

import struct

import pytest

from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import make_docx, unzipped, zipped

DOCX = make_docx("<w:p><w:r><w:t>正文</w:t></w:r></w:p>")


def reason_of(source: bytes, name: str = "") -> str:
    with pytest.raises(Unreadable) as caught:
        read(source, name)
    assert any("一" <= c <= "鿿" for c in caught.value.message)
    return caught.value.reason


@pytest.mark.parametrize(
    "source", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\0" * 600, "　\n".encode().replace("　".encode(), b"")]
)
def test_empty(source: bytes) -> None:
    assert reason_of(source, "报告.docx") == "empty"


def test_a_document_without_any_text_is_empty() -> None:
    assert reason_of(make_docx("<w:p/><w:tbl/>")) == "empty"
    assert reason_of(b"<html><body><p> </p></body></html>") == "empty"


@pytest.mark.parametrize(
    "source, advice",
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (zipped({"a.docx": DOCX}), "压缩包"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<a/>"}), "演示文稿"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<a/>"}), "不能识别"),
    ],
)
def test_unsupported_kinds_come_with_advice(source: bytes, advice: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(source, "报告.docx")
    assert caught.value.reason == "unsupported"
    assert advice in caught.value.message


def test_content_wins_over_the_name_and_the_mismatch_is_noted() -> None:
    document = read(DOCX, "报告.doc")
    assert document.format == "docx"
    assert "“.doc”" in document.remarks[-1]
    assert read(DOCX, "报告.DOCX").remarks == ()
    assert read(DOCX).remarks == ()


def test_the_main_part_is_found_by_its_relation_not_by_its_name() -> None:
    moved = {
        name.replace("document.xml", "正文2.xml"): content.replace(b"document.xml", "正文2.xml".encode())
        for name, content in unzipped(DOCX).items()
    }
    assert "word/document.xml" not in moved
    assert read(zipped(moved)).blocks == read(DOCX).blocks


@pytest.mark.parametrize("twentieth", range(1, 20))
def test_truncated_package(twentieth: int) -> None:
    assert reason_of(DOCX[: len(DOCX) * twentieth // 20], "报告.docx") == "damaged"


def test_decompression_bomb() -> None:
    bomb = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * (20 << 20)})
    assert len(bomb) < 100_000
    assert reason_of(bomb) == "too_large"


def test_too_many_entries() -> None:
    assert (
        reason_of(zipped({"[Content_Types].xml": "<Types/>", **{f"word/{n}": "" for n in range(5_100)}})) == "too_large"
    )


def test_entity_bomb_and_external_entities() -> None:
    for internal in ('<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/hostname">'):
        hostile = f"<!DOCTYPE w [{internal}]>"
        source = make_docx("<w:p/>")
        assert reason_of(_with_document(source, hostile)) == "damaged"


def _with_document(source: bytes, prolog: str) -> bytes:
    parts = unzipped(source)
    return zipped({**parts, "word/document.xml": prolog.encode() + parts["word/document.xml"]})


def test_deep_nesting() -> None:
    table = "<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000
    assert reason_of(make_docx(table)) == "damaged"


def test_too_big_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.readers.MAX_FILE", 10)
    assert reason_of(b"x" * 11) == "too_large"


def test_encrypted_files_say_so() -> None:
    """An encrypted docx or xlsx is a compound file with an EncryptedPackage; BIFF has a FILEPASS record."""
    assert reason_of(compound("EncryptedPackage"), "报告.docx") == "encrypted"
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    assert reason_of(begin + struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2) + b"\x0a\0\0\0", "表.xls") == "encrypted"
    locked = bytearray(DOCX)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + offset] |= 1
    assert reason_of(bytes(locked), "报告.docx") == "encrypted"


def test_compound_files_of_other_programs() -> None:
    assert reason_of(compound("PowerPoint Document")) == "unsupported"
    assert reason_of(compound("__properties_version1.0")) == "unsupported"


def compound(stream: str) -> bytes:
    """A compound file of one FAT sector, one directory sector and one empty stream of this name ([MS-CFB])."""
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    ) + struct.pack("<I", 0xFFFFFFFF) * 108  # fmt: skip
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + struct.pack("<I", 0xFFFFFFFF) * 126
    return header + fat + _entry("Root Entry", 5, 1) + _entry(stream, 2, 0xFFFFFFFF) + bytes(256)


def _entry(name: str, kind: int, child: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xIQQIQ", encoded, len(encoded) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, 0, 0, 0, 0xFFFFFFFE, 0
    )
