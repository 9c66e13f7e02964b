"""Workers that files kill, hang or fill are replaced; caches hold what is done."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path

import pytest

from audit.batch import local
from audit.batch.local import run_local
from audit.batch.one_file import RESULTS, result_bytes
from audit.batch.running import Batch, Failed, run
from audit.batch.store import CACHES, Store
from audit.batch.work import EngineFault, Limits, Work
from tests.batch.playthings import folder, work

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the playthings send POSIX signals")


def _run(sources, job, workers=2) -> tuple[Batch, list[Failed]]:
    told: list[Failed] = []
    return run(sources, job, partial(run_local, workers=workers), told.append), told


def _stages(log: Path, stage: str) -> int:
    return sum(path.name.startswith(stage) for path in log.iterdir())


def test_what_files_do_to_workers_is_a_failure_of_the_file_alone(tmp_path):
    kinds = {"a": "fine", "b": "crash", "c": "hang", "d": "memory", "e": "raise", "f": "refuse", "g": "also fine"}
    sources = folder(tmp_path / "in", **kinds)
    batch, told = _run(sources, work(tmp_path / "out", tmp_path / "log", seconds=2, megabytes=1024))
    assert [one.report for one in batch.done] == ["a", "g"]
    reasons = {failed.report: failed.reason for failed in batch.failed}
    assert reasons == {"b": "crashed", "c": "timeout", "d": "too_large", "e": "internal_error", "f": "damaged"}
    assert sorted(f.report for f in told) == sorted(reasons)
    hashes = {failed.report: failed.sha256 for failed in batch.failed}
    assert hashes == {name: hashlib.sha256(kinds[name].encode()).hexdigest() for name in reasons}
    assert all("请" in failed.message for failed in batch.failed)


def test_a_file_whose_worker_ended_is_tried_again_alone(tmp_path):
    sources = folder(tmp_path / "in", a=f"once {tmp_path / 'marker'}", b="fine")
    batch, _ = _run(sources, work(tmp_path / "out", tmp_path / "log"))
    assert [one.report for one in batch.done] == ["a", "b"]
    assert batch.failed == []


def test_files_that_another_program_prepares_are_prepared_together(tmp_path):
    log = tmp_path / "log"
    sources = folder(tmp_path / "in", a="old one", b="new", c="old two", d="old crash", e="old hang")
    batch, told = _run(sources, work(tmp_path / "out", log, seconds=3))
    assert [one.report for one in batch.done] == ["a", "b", "c"]
    assert {f.report: f.reason for f in batch.failed} == {"d": "crashed", "e": "timeout"}
    assert len(told) == 2
    assert (_stages(log, "prepare-4"), _stages(log, "prepare")) == (1, 1)
    assert b"ONE" in (result_bytes(Store(tmp_path / "out"), batch.done[0].key) or b"")
    _run(sources[:3], work(tmp_path / "out", log))
    assert _stages(log, "prepare") == 1
    assert len(list(Store(tmp_path / "out").keys("prepared"))) == 2  # kept only for those that are still to be read


def test_what_was_not_prepared_together_is_prepared_alone(tmp_path):
    """Where one file takes the process down with it, or defeats it among others, none of them is the worse for it."""
    for number, bad in enumerate(("old killing", "old stubborn")):
        log = tmp_path / f"log{number}"
        sources = folder(tmp_path / f"in{number}", a="old one", b=bad, c="old two")
        batch, told = _run(sources, work(tmp_path / f"out{number}", log))
        assert [one.report for one in batch.done] == ["a", "b", "c"]
        assert not told
        assert _stages(log, "prepare-3") == 1
        assert _stages(log, "prepare-1") == (3 if bad == "old killing" else 1)


def test_second_run_does_only_what_is_new(tmp_path):
    log = tmp_path / "log"
    sources = folder(tmp_path / "in", a="one", b="two", c="refuse")
    first, _ = _run(sources, work(tmp_path / "out", log))
    assert (_stages(log, "read"), _stages(log, "examine")) == (3, 2)
    again, _ = _run([*sources, *folder(tmp_path / "in", d="new")], work(tmp_path / "out", log))
    assert (_stages(log, "read"), _stages(log, "examine")) == (4, 3)
    assert again.done[:2] == first.done
    assert again.failed == first.failed


def test_new_rules_examine_the_documents_that_are_known(tmp_path):
    log = tmp_path / "log"
    sources = folder(tmp_path / "in", a="one", b="two")
    _run(sources, work(tmp_path / "out", log, stamp="1"))
    _run(sources, work(tmp_path / "out", log, stamp="2"))
    assert (_stages(log, "read"), _stages(log, "examine")) == (2, 4)


def test_copies_under_other_names_are_reports_of_their_own(tmp_path):
    sources = folder(tmp_path / "in", a="same", b="same")
    batch, _ = _run(sources, work(tmp_path / "out", tmp_path / "log"), workers=1)
    assert [one.report for one in batch.done] == ["a", "b"]
    assert _stages(tmp_path / "log", "read") == 1
    assert b"SAME" in (result_bytes(Store(tmp_path / "out"), batch.done[0].key) or b"")


def test_an_entry_that_was_torn_is_made_again(tmp_path):
    sources = folder(tmp_path / "in", a="one")
    job = work(tmp_path / "out", tmp_path / "log")
    first, _ = _run(sources, job)
    entry = next((tmp_path / "out" / CACHES / RESULTS).glob("*/*"))
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-3])
    assert result_bytes(Store(tmp_path / "out"), first.done[0].key) is None
    again, _ = _run(sources, job)
    assert entry.read_bytes() == whole
    assert again.done == first.done


def test_workers_are_recycled(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "RECYCLED_AFTER", 2)
    sources = folder(tmp_path / "in", **{f"f{n}": str(n) for n in range(5)})
    batch, _ = _run(sources, work(tmp_path / "out", tmp_path / "log"), workers=1)
    assert len(batch.done) == 5
    assert len({path.name.rsplit("-", 1)[1] for path in (tmp_path / "log").iterdir()}) == 3


def test_workers_that_cannot_start_are_told_once(tmp_path):
    sources = folder(tmp_path / "in", a="one")
    broken = Work("no.such.module:steps", b"", str(tmp_path / "out"), Limits())
    with pytest.raises(EngineFault, match="工作进程无法启动"):
        list(run_local(sources, broken, 1))
