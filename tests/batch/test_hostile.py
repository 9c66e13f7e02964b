"""Folders as they come: nothing ends a batch, and the summary is right."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from audit.batch.listing import sources
from audit.batch.local import run_local
from audit.batch.one_file import OneFile, load_file
from audit.batch.running import run
from audit.batch.store import Store
from audit.batch.work import Limits, Refusal
from tests.batch.playthings import steps, work

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and pipes are made as POSIX has them")


def _one(tmp_path, **limits: int) -> OneFile:
    job = work(tmp_path / "store", tmp_path / "log")
    return OneFile(steps(job.setup), Store(tmp_path / "store"), Limits(**limits))


def test_a_hostile_folder_ends_with_a_right_summary(tmp_path):
    top = tmp_path / "in"
    top.mkdir()
    for number in range(19):
        (top / f"{number:02d}.txt").write_text(f"report {number}")
    (top / "damaged.txt").write_text("refuse")
    (top / "copy.txt").write_text("report 3")
    with (top / "huge.bin").open("wb") as file:
        file.truncate(2 << 30)
    (top / "loop").symlink_to(top)
    (top / "self").symlink_to(top / "self")
    os.mkfifo(top / "pipe")
    long_name = "长" * 82 + ".txt"
    (top / long_name).write_text("long")
    (top / os.fsdecode("决算".encode("gb18030"))).write_text("old name")
    (top / "~$lock.docx").write_text("lock")
    listed = sources([top])
    begun = time.monotonic()
    batch = run(listed, work(tmp_path / "out", tmp_path / "log"), partial(run_local, workers=2), lambda _: None)
    assert time.monotonic() - begun < 20
    assert {f.report: f.reason for f in batch.failed} == {
        "damaged.txt": "damaged",
        "huge.bin": "too_large",
        "pipe": "unsupported",
        "self": "not_readable_by_os",
    }
    done = {one.report: one.key for one in batch.done}
    assert len(done) == 19 + 3
    assert done["copy.txt"] == done["03.txt"]
    assert {long_name, "决算"} <= done.keys()


def _unprivileged(deed: Callable[[], str]) -> str:
    """What `deed` says in a process that may not read everything: root may, so another user stands in."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, deed().encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as said:
        return said.read()


def test_a_file_without_permission():
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for file, mode in (("open.txt", 0o644), ("shut.txt", 0)):
            (folder / file).write_text("x")
            (folder / file).chmod(mode)

        def deed() -> str:
            said = []
            for source in sources([folder]):
                try:
                    said.append(load_file(source, 100).decode())
                except Refusal as refusal:
                    said.append(refusal.reason)
            return " ".join(said)

        assert _unprivileged(deed) == "x not_readable_by_os"


def test_a_folder_without_permission_is_one_line():
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "open.txt").write_text("x")
        (folder / "shut").mkdir(mode=0)

        def deed() -> str:
            said = []
            for source in sources([folder]):
                try:
                    said.append(load_file(source, 100).decode())
                except Refusal as refusal:
                    said.append(f"{source.report} {refusal.reason}")
            return ", ".join(said)

        assert _unprivileged(deed) == "x, shut not_readable_by_os"


def test_three_names_that_look_alike_are_three_reports(tmp_path):
    for name in ("\u00c5.txt", "\u212b.txt", "A\u030a.txt"):
        (tmp_path / name).write_text("x")
    assert [source.report for source in sources([tmp_path])] == ["1:1:\u00c5.txt", "1:\u00c5.txt", "\u00c5.txt"]


def test_an_empty_directory_is_one_line(tmp_path):
    (tmp_path / "empty").mkdir()
    listed = sources([tmp_path / "empty"])
    receipt = _one(tmp_path).audit(listed[0])
    assert (len(listed), receipt.reason, receipt.sha256) == (1, "empty", None)


def test_a_file_that_is_being_written_is_read_when_it_stands(tmp_path):
    path = tmp_path / "a"
    path.write_text("begun")
    stop = threading.Event()

    def write_on() -> None:
        count = 0
        while not stop.wait(0.002):
            count += 1
            path.write_text("begun" * (count % 50 + 1))

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        receipts = [_one(tmp_path).audit(sources([path])[0]) for _ in range(2)]
    finally:
        stop.set()
        writer.join()
    assert all(r.key or (r.reason == "not_readable_by_os" and "改写" in r.message) for r in receipts)
    path.write_text("finished")
    assert _one(tmp_path).audit(sources([path])[0]).key


def test_a_path_given_twice_keeps_both(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)
    assert [s.report for s in sources([tmp_path / "one", tmp_path / "two"])] == ["2:a.txt", "a.txt"]
