"""A watched folder: files are audited when they stand still."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audit.batch.listing import sources
from audit.batch.watching import watch

ROOT = Path(__file__).parents[2]


class _Enough(Exception):
    """Ends the endless watch of a test."""


def test_a_file_is_audited_when_it_stands_still(tmp_path):
    steps = [
        lambda: (tmp_path / "a").write_text("part"),
        lambda: (tmp_path / "a").write_text("part and more"),
        lambda: None,
        lambda: None,
        lambda: (tmp_path / "b").write_text("new"),
        lambda: None,
        lambda: (tmp_path / "a").write_text("corrected later"),
        lambda: None,
    ]
    told: list[list[str]] = []

    def sleep(_: int) -> None:
        if not steps:
            raise _Enough
        steps.pop(0)()

    def audit(listed) -> None:
        told.append([source.path.read_text() for source in listed])

    with pytest.raises(_Enough):
        watch(lambda: sources([tmp_path]), audit, 1, sleep=sleep)
    assert told == [["part and more"], ["part and more", "new"], ["new"], ["corrected later", "new"]]


def test_watch_once_logs_what_it_did(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    shutil.copy(ROOT / "corpus" / "reports" / "mianhe-audit-2020.txt", folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    command = [
        sys.executable,
        str(ROOT / "pipeline.py"),
        "watch",
        str(folder),
        "--out",
        str(out),
        "--once",
        "--every",
        "1",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    failed, audited = (json.loads(line) for line in done.stdout.splitlines())
    assert (failed["event"], failed["report"]) == ("failed", "broken.pdf")
    assert (audited["event"], audited["files"], sum(audited["failures"].values())) == ("audited", 2, 1)
    assert audited["counts"]["figures"] > 0
    assert (out / "疑点清单.xlsx").exists()
