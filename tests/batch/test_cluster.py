"""On a Ray cluster of several processes, with one killed in the middle: the same results as on one machine."""

from __future__ import annotations

import importlib.util
import os
import signal
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from audit.batch import cluster
from audit.batch.cluster import audit_shard, run_on_ray
from audit.batch.local import run_local
from audit.batch.running import run
from audit.batch.work import EngineFault
from tests.batch.playthings import folder, work

needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is an extra: gouji[cluster]")


def _entries(store: Path) -> dict[str, bytes]:
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.glob(".cache/*/*/*")}


def _ray_workers(mark: str) -> list[int]:
    """Workers of the cluster that this test started: the mark stands in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            busy = (path / "cmdline").read_bytes().startswith(b"ray::audit_shard")
            if busy and mark.encode() in (path / "environ").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found


def _kill_one(mark: str, killed: list[int]) -> None:
    """Kill a worker of Ray in the middle of a shard."""
    for _ in range(600):
        workers = _ray_workers(mark)
        if workers:
            time.sleep(0.5)
            os.kill(workers[0], signal.SIGKILL)
            killed.append(workers[0])
            return
        time.sleep(0.05)


@needs_ray
@pytest.mark.slow
def test_results_equal_the_local_ones_also_when_a_worker_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "SHARD", 10)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("GOUJI_TEST", str(tmp_path))
    texts = {f"f{n:03d}": f"report {n}" for n in range(60)} | {"bad": "refuse", "crash": "crash"}
    sources = folder(tmp_path / "in", **texts)
    here = run(sources, work(tmp_path / "here", tmp_path / "log1"), partial(run_local, workers=2), lambda _: None)
    killed: list[int] = []
    killer = threading.Thread(target=_kill_one, args=(str(tmp_path), killed))
    killer.start()
    there = run(sources, work(tmp_path / "there", tmp_path / "log2"), run_on_ray, lambda _: None)
    killer.join()
    assert killed
    assert (there.done, there.failed) == (here.done, here.failed)
    assert _entries(tmp_path / "there") == _entries(tmp_path / "here")


def test_a_shard_is_worked_through_as_on_one_machine(tmp_path):
    import msgspec

    from audit.batch.worker import Sent

    sources = folder(tmp_path / "in", a="one", b="refuse")
    job = msgspec.msgpack.encode(work(tmp_path / "out", tmp_path / "log"))
    answer = audit_shard(msgspec.msgpack.encode([Sent.of(source) for source in sources]), job)
    reasons = {o.source.report: o.receipt and o.receipt.reason for o in cluster.opened(answer)}
    assert reasons == {"a": "", "b": "damaged"}


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed here")
def test_without_ray_it_is_said_what_to_install(tmp_path):
    sources = folder(tmp_path / "in", a="one")
    with pytest.raises(EngineFault, match=r"gouji\[cluster\]"):
        list(run_on_ray(sources, work(tmp_path / "out", tmp_path / "log")))
