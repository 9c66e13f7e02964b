"""Zip archives: their files are reports like those of a folder."""

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.batch.archive import load_member, members
from audit.batch.listing import sources
from audit.batch.one_file import load_file
from audit.batch.work import Refusal
from pipeline import main

LARGEST = 1 << 20


def packed(path: Path, **files: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_files_are_named_below_their_archive(tmp_path: Path) -> None:
    files = {
        "b.txt": "b",
        "甲 局/a.txt": "a",
        ".hidden": "",
        "__MACOSX/._b.txt": "",
        "甲 局/~$a.docx": "",
        "甲 局/": "",
    }
    packed(tmp_path / "报送.ZIP", **files)
    (tmp_path / "z.txt").write_text("z")
    listed = sources([tmp_path])
    assert [one.report for one in listed] == ["z.txt", "报送.ZIP!/b.txt", "报送.ZIP!/甲 局/a.txt"]
    assert [load_file(one, LARGEST) for one in listed] == [b"z", b"b", b"a"]


def test_names_of_windows(tmp_path: Path) -> None:
    """Entries whose bytes are GB 18030, without the mark of UTF-8."""
    path = packed(tmp_path / "a.zip", **{"x" * len("自评.txt".encode("gb18030")): "content"})
    raw = path.read_bytes().replace(b"x" * len("自评.txt".encode("gb18030")), "自评.txt".encode("gb18030"))
    path.write_bytes(raw)
    (one,) = sources([path])
    assert one.report == "a.zip!/自评.txt"
    assert load_file(one, LARGEST) == b"content"


@pytest.mark.parametrize("name", ["[Content_Types].xml", "OFD.xml", "mimetype"])
def test_a_document_under_the_name_of_an_archive_is_a_document(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "a.zip", **{name: "x", "word/document.xml": "x"})
    assert [(one.report, one.member) for one in sources([path])] == [("a.zip", "")]


def test_what_is_no_archive_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    whole = packed(tmp_path / "whole.zip", a="a" * 1000).read_bytes()
    (tmp_path / "whole.zip").unlink()
    for name, content in {
        "cut": whole[:40],
        "text": b"no archive",
        "empty": b"",
        "bare": b"PK\5\6" + b"\0" * 18,
    }.items():
        (tmp_path / f"{name}.zip").write_bytes(content)
    (tmp_path / "folder.zip").mkdir()
    assert [one.report for one in sources([tmp_path])] == ["bare.zip", "cut.zip", "empty.zip", "text.zip"]


def test_a_directory_of_millions_is_not_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", a="a")
    raw = bytearray(path.read_bytes())
    struct.pack_into("<HH", raw, raw.rfind(b"PK\5\6") + 8, 0xFFFF, 0xFFFF)
    struct.pack_into("<I", raw, raw.rfind(b"PK\5\6") + 12, 0xFFFFFFF0)
    path.write_bytes(raw)
    assert members(path) == {}


def _refused(path: Path, largest: int = LARGEST) -> str:
    (member,) = members(path).values()
    with pytest.raises(Refusal) as refusal:
        load_member(path, member, largest)
    return refusal.value.reason


def test_members_that_cannot_be_had(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.zip", a=b"\0" * (2 << 20))
    assert _refused(bomb) == "too_large"
    torn = packed(tmp_path / "torn.zip", a=bytes(range(256)) * 4)
    raw = bytearray(torn.read_bytes())
    raw[60] ^= 0xFF
    torn.write_bytes(raw)
    assert _refused(torn) == "damaged"
    locked = packed(tmp_path / "locked.zip", a="a")
    raw = bytearray(locked.read_bytes())
    raw[raw.find(b"PK\1\2") + 8] |= 1
    locked.write_bytes(raw)
    assert _refused(locked) == "encrypted"


def test_an_archive_that_lost_the_file_meanwhile(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", a="a")
    (one,) = sources([path])
    packed(path, b="b")
    with pytest.raises(Refusal) as refusal:
        load_file(one, LARGEST)
    assert refusal.value.reason == "not_readable_by_os"


def test_an_archive_is_audited_like_a_folder(tmp_path: Path) -> None:
    text = (
        "某县水利局2023年度部门整体支出绩效自评报告\n基本支出500.36万元，其中人员经费400.12万元、公用经费104.24万元。"
    )
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", text)
    packed(tmp_path / "批次.zip", **{"水利/自评.txt": text, "内层.zip": inner.getvalue()})
    out = tmp_path / "out"
    ran = CliRunner().invoke(
        main, ["audit", str(tmp_path / "批次.zip"), "--out", str(out), "--quiet", "--workers", "1"]
    )
    assert ran.exit_code == 3, ran.output
    found = [json.loads(line) for line in (out / "findings.jsonl").read_text().splitlines()]
    assert [(f["report"], f["rule"]) for f in found if f["severity"] == "error"] == [
        ("批次.zip!/水利/自评.txt", "T101")
    ]
    (failed,) = [json.loads(line) for line in (out / "failures.jsonl").read_text().splitlines()]
    assert (failed["report"], failed["reason"]) == ("批次.zip!/内层.zip", "unsupported")
    assert len(list((out / "reports").glob("*.html"))) == 1
