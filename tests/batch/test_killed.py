"""Killed at any moment, started again: the same files, byte for byte."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from audit.batch.lock import Busy
from audit.batch.store import Store

resource = pytest.importorskip("resource", reason="a full disk is played by a limit of POSIX")
ROOT = Path(__file__).parents[2]
SEEDS, MOMENTS = 5, 10
"""Fifty moments in all: runs of chance, and kills in each."""
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="workers are found through /proc")


def _command(reports: Path, out: Path) -> list[str]:
    return [
        sys.executable,
        str(ROOT / "pipeline.py"),
        "audit",
        str(reports),
        "--out",
        str(out),
        "--quiet",
        "--workers",
        "2",
    ]


def _audit(reports: Path, out: Path, limit: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(reports, out), capture_output=True, text=True, check=False, preexec_fn=limit)


def _files(out: Path) -> dict[str, str]:
    """The results by name; the ledger, which tells when it was run, and the caches aside."""
    found = (path for path in sorted(out.rglob("*")) if path.is_file() and ".cache" not in path.parts)
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
        if not path.name.startswith("gouji.db")
    }


def _workers(parent: int) -> list[int]:
    try:
        children = [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
        return [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _disturbed(reports: Path, out: Path, chance: random.Random, longest: float) -> bool:
    """Start a run and kill the parent or a worker after a random time; whether something was killed."""
    process = subprocess.Popen(_command(reports, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    moment = chance.uniform(0, longest)
    with suppress(subprocess.TimeoutExpired):  # a run that ended before is not waited for
        process.wait(moment)
    workers = _workers(process.pid)
    victim = chance.choice(workers) if workers and chance.random() < 0.4 else process.pid
    killed = process.poll() is None
    if killed:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            killed = False
    process.wait()
    return killed


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for path in sorted((ROOT / "corpus" / "reports").iterdir()):
        if path.suffix == ".html" or path.name in ("lanxi-water-2021.pdf", "mianhe-audit-2020.txt"):
            shutil.copy(path, folder)
    (folder / "damaged.docx").write_bytes(b"PK\x03\x04 no more")
    # two reports that contradict each other: the later one is examined twice
    for year, told in ((2020, "年末结转和结余88.72万元。"), (2021, "年初结转和结余87.82万元。")):
        title = f"云溪县水利局{year}年度部门整体支出绩效自评报告\n\n一、基本情况\n"
        (folder / f"yunxi-{year}.txt").write_text(title + told, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(reports, tmp_path_factory) -> tuple[dict[str, str], float]:
    out = tmp_path_factory.mktemp("undisturbed")
    begun = time.monotonic()
    done = _audit(reports, out)
    assert done.returncode == 3, done.stderr
    assert b'"X201"' in (out / "findings.jsonl").read_bytes()
    return _files(out), time.monotonic() - begun


def test_killed_twice_and_run_again(reports, undisturbed, tmp_path):
    wanted, seconds = undisturbed
    chance = random.Random(8)
    for _ in range(2):
        _disturbed(reports, tmp_path / "out", chance, seconds)
    again = _audit(reports, tmp_path / "out")
    assert again.returncode == 3, again.stderr
    assert _files(tmp_path / "out") == wanted
    assert not list((tmp_path / "out").rglob("*.part"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_killed_at_many_moments(reports, undisturbed, tmp_path, seed):
    wanted, seconds = undisturbed
    chance = random.Random(seed)
    kills = rounds = 0
    while kills < MOMENTS:
        rounds += 1
        out = tmp_path / str(rounds)
        for _ in range(5):
            kills += _disturbed(reports, out, chance, seconds)
        assert _audit(reports, out).returncode == 3
        assert _files(out) == wanted, f"round {rounds}, {kills} kills"


def test_a_full_disk_is_said_and_leaves_no_damage(reports, undisturbed, tmp_path):
    """Writing beyond a size fails as on a full disk."""
    wanted, _ = undisturbed

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    out = tmp_path / "out"
    full = _audit(reports, out, small)
    assert full.returncode == 3
    assert "腾出磁盘空间" in full.stderr
    assert "Traceback" not in full.stderr
    assert _audit(reports, out).returncode == 3
    assert _files(out) == wanted


@pytest.mark.slow
def test_pages_of_reports_that_are_gone_are_withdrawn(reports, tmp_path):
    some = tmp_path / "in"
    some.mkdir()
    for path in sorted(reports.glob("*.html")):
        shutil.copy(path, some)
    first, *_ = sorted(some.iterdir())
    out = tmp_path / "out"
    assert _audit(some, out).returncode == 0
    assert (out / "reports" / f"{first.name}.html").exists()
    first.unlink()
    (out / "reports" / "mine.html").write_text("written by somebody else")
    assert _audit(some, out).returncode == 0
    assert not (out / "reports" / f"{first.name}.html").exists()
    assert (out / "reports" / "mine.html").exists()


@pytest.mark.slow
def test_pages_and_order_do_not_depend_on_the_number_of_workers(reports, undisturbed, tmp_path):
    wanted, _ = undisturbed
    command = _command(reports, tmp_path / "out")
    subprocess.run([*command[:-1], "1"], capture_output=True, check=False)
    assert _files(tmp_path / "out") == wanted


_RUN = """
import sys
from pathlib import Path
from audit.batch.work import Source
from audit.batch.local import run_local
from tests.batch import playthings
if __name__ == "__main__":
    out, log, file = map(Path, sys.argv[1:])
    list(run_local([Source(file.name, file)], playthings.work(out, log), 1))
"""


def test_the_next_run_begins_when_workers_of_the_killed_one_have_ended(tmp_path):
    out, log, file = tmp_path / "out", tmp_path / "log", tmp_path / "slow.txt"
    file.write_text("slow")
    (tmp_path / "run.py").write_text(_RUN)
    command = [sys.executable, str(tmp_path / "run.py"), str(out), str(log), str(file)]
    run = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    while not list(log.glob("read-*")):
        assert run.poll() is None
        time.sleep(0.01)
    run.kill()
    run.wait()
    assert not list(log.glob("examine-*"))
    with Store(out).lock():
        assert list(log.glob("examine-*"))
        assert list(Store(out).keys("results"))


def test_somebody_is_told_of_a_long_wait(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.batch.lock._PATIENCE", 0.1)
    told: list[str] = []
    with ExitStack() as at_work:
        at_work.enter_context(Store(tmp_path).attended())

        def waits() -> None:
            told.append("waits")
            at_work.close()

        with Store(tmp_path).lock(waits):
            assert told == ["waits"]
        with Store(tmp_path).lock(waits), pytest.raises(Busy), Store(tmp_path).lock(waits):
            pass
        assert told == ["waits"]


def test_work_goes_on_where_the_file_system_knows_no_locks(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.batch.lock._PATIENCE", 0.1)
    monkeypatch.setattr("audit.batch.lock._taken", lambda file, shared: False)
    with Store(tmp_path).attended():
        pass
