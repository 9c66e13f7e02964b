"""Other programs that convert: many files by one process, and what one of them does to it is its own affair.

LibreOffice is played by a script that notes what it is called with; `tests/readers/test_doc_oracles.py` asks the real one.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.readers import office, read
from pipeline import main
from tests.readers.doc_samples import FILES, SAMPLES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the script is one for a POSIX shell")

_WHERE_PIECES_ARE = 0x1A2
"""Offset of fcClx in the header ([MS-DOC] 2.5.6)."""
_SCRIPT = """#!/bin/sh
echo "$@" >> {folder}/calls
while [ "$1" != --outdir ]; do shift; done
out=$2
shift 2
for file do
    grep -q REFUSED "$file" && continue
    grep -q STUCK "$file" && sleep 600
    grep -q CRASHING "$file" && exit 77
    cp {folder}/made.docx "$out/${{file%.*}}.docx"
done
"""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a line for each time that the script is called, the script being what is found as LibreOffice."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "made.docx").write_bytes(b"made")
    (folder / "soffice").write_text(_SCRIPT.format(folder=folder))
    (folder / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    office.libreoffice.cache_clear()
    yield folder / "calls"
    office.libreoffice.cache_clear()


def _calls(log: Path) -> list[list[str]]:
    return [[word for word in line.split() if word.endswith((".doc", ".rtf"))] for line in log.read_text().splitlines()]


def test_stuck_program_is_killed_with_its_children(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    started = time.monotonic()
    assert not office.run(["sh", "-c", f"sleep 60 & echo $! > {note}; wait"], str(tmp_path), 0.5)
    assert time.monotonic() - started < 10
    child = int(note.read_text())
    for _ in range(50):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            return
        time.sleep(0.1)
    pytest.fail("the child lives on")


def test_one_process_converts_all_files(calls: Path) -> None:
    assert office.by_libreoffice([b"one", b"REFUSED", b"three"]) == [b"made", None, b"made"]
    assert _calls(calls) == [["0.doc", "1.doc", "2.doc"]]


def test_after_a_crash_the_others_are_converted(calls: Path) -> None:
    assert office.by_libreoffice([b"one", b"CRASHING", b"three", b"CRASHING"]) == [b"made", None, b"made", None]
    assert _calls(calls) == [["0.doc", "1.doc", "2.doc", "3.doc"], ["2.doc", "3.doc"]]


def test_a_stuck_process_is_killed_and_the_others_are_converted(calls: Path) -> None:
    begun = time.monotonic()
    assert office.by_libreoffice([b"one", b"STUCK", b"three"], seconds=0.5) == [b"made", None, b"made"]
    assert _calls(calls) == [["0.doc", "1.doc", "2.doc"], ["2.doc"]]
    assert time.monotonic() - begun < 30


def _without_pieces(note: bytes) -> bytes:
    """A Word file whose header no longer tells where the table of its text is; a note is left in the header."""
    whole = (FILES / "numbers.doc").read_bytes()
    at = whole.index(b"\xec\xa5") + _WHERE_PIECES_ARE
    return whole[:at] + b"\xff\xff\xff\x7f" + note + whole[at + 4 + len(note) :]


def test_a_batch_has_its_files_converted_by_one_process(calls: Path, tmp_path: Path) -> None:
    """Those that no other reader can follow, however many workers there are; each is told of as if it were alone."""
    (calls.parent / "made.docx").write_bytes(SAMPLES["numbers"])
    given = tmp_path / "in"
    given.mkdir()
    for name, note in (("damaged", b"1"), ("hopeless", b"REFUSED")):
        (given / f"{name}.doc").write_bytes(_without_pieces(note))
    (given / "rich.rtf").write_bytes(b"{\\rtf1 x}")
    (given / "sound.doc").write_bytes((FILES / "numbers.doc").read_bytes())
    command = ["audit", str(given), "--format", "jsonl", "--workers", "2", "--quiet", "--out"]
    CliRunner().invoke(main, [*command, str(tmp_path / "out")])
    assert _told(tmp_path / "out" / "reports.jsonl", "report") == ["damaged.doc", "rich.rtf", "sound.doc"]
    assert _told(tmp_path / "out" / "failures.jsonl", "report", "reason") == ["hopeless.doc", "damaged"]
    together, again = _calls(calls)
    assert sorted(name[-3:] for name in together) == ["doc", "doc", "rtf"]
    assert again == ["0.doc"]  # the hopeless one once more alone


def test_msdoc2docx_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It had failed before LibreOffice was asked for what it made."""
    monkeypatch.setattr(office, "by_msdoc2docx", lambda source: pytest.fail("asked again"))
    document = read(_without_pieces(b"1"), "a.doc", converted=SAMPLES["numbers"])
    assert document.format == "doc" and "LibreOffice" in document.remarks[-1]


def _told(path: Path, *fields: str) -> list[str]:
    lines = map(json.loads, path.read_text().splitlines())
    return [line[field] for line in lines for field in fields]
