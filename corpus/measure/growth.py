"""Processor time and memory of a whole batch against the number of its reports: the second plot of docs/benchmark.md.

`python -m corpus.measure.growth docs/pictures/batch-growth.svg 10 100 1000` writes so many generated reports, all
different (no cache can help), audits each number of them afresh with jsonl and xlsx, draws, and prints the table.
Some 0.2 s of a processor a report; 10,000 and 20,000 are for a machine with nothing else to do. Linux only: memory is
read from /proc.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path

import msgspec

from corpus.build import RENDERERS
from corpus.generate import generate
from corpus.measure.material import CACHE, stamp
from corpus.measure.plots import Series, plot
from corpus.measure.product import audit_command, run

_PAUSE = 0.25


class Point(msgspec.Struct, frozen=True):
    """A batch: reports, failures, processor seconds of all processes, seconds of the clock, and megabytes: of the
    parent, of the largest worker, and of all that lived at one moment (pages they share counted for each)."""

    reports: int
    failures: int
    processor: Decimal
    seconds: Decimal
    parent: int
    worker: int
    together: int

    @property
    def each(self) -> Decimal:
        """Milliseconds of processor time a report."""
        return (self.processor * 1000 / self.reports).quantize(Decimal("0.1"))


class Memory(threading.Thread):
    """Looks at the processes below this one, from time to time, for the most that each has held."""

    def __init__(self) -> None:
        super().__init__(name="memory", daemon=True)
        self.parent = self.worker = self.together = 0
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(_PAUSE):
            self._look()

    def stop(self) -> None:
        self._done.set()
        self.join()

    def _look(self) -> None:
        living = _processes()
        direct = {pid for pid, (parent, _) in living.items() if parent == os.getpid()}
        below = {pid for pid, (parent, _) in living.items() if parent in direct}
        parents, workers = [living[pid][1] for pid in direct], [living[pid][1] for pid in below]
        self.parent = max([self.parent, *parents])
        self.worker = max([self.worker, *workers])
        self.together = max(self.together, sum(parents) + sum(workers))


def _processes() -> dict[int, tuple[int, int]]:
    """Parent and most megabytes held of each process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            lines = dict(line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line)
        except OSError:  # it has just ended
            continue
        if "VmHWM" in lines:
            found[int(folder.name)] = (int(lines["PPid"]), int(lines["VmHWM"].split()[0]) // 1024)
    return found


def _write(folder: Path, seed: int) -> str:
    """The file of a seed, written unless it stands there."""
    report = generate(seed)
    ending, render = RENDERERS[report.form]
    file = folder / f"{report.name}.{ending}"
    file.write_bytes(render(report.page))
    return file.name


def reports(most: int) -> list[Path]:
    """The files of the first seeds, from the cache where they have been written before."""
    folder = CACHE / f"growth-{stamp()}"
    folder.mkdir(parents=True, exist_ok=True)
    have = {int(path.name[:5]): path for path in folder.iterdir()}
    missing = [seed for seed in range(most) if seed not in have]
    with ProcessPoolExecutor() as pool:
        for seed, name in zip(missing, pool.map(partial(_write, folder), missing, chunksize=20), strict=True):
            have[seed] = folder / name
    return [have[seed] for seed in range(most)]


def measured(files: Sequence[Path], counts: Sequence[int], work: Path) -> list[Point]:
    """A batch of each size, audited afresh."""
    points = []
    for count in counts:
        folder, out = work / f"growth-{count}", work / f"growth-{count}-out"
        folder.mkdir()
        for file in files[:count]:
            shutil.copyfile(file, folder / file.name)
        memory = Memory()
        memory.start()
        spent = run(audit_command(folder, out, "jsonl,xlsx"))
        memory.stop()
        failures = len((out / "failures.jsonl").read_bytes().splitlines())
        held = (memory.parent, memory.worker, memory.together)
        points.append(Point(count, failures, spent.processor, spent.seconds, *held))
        shutil.rmtree(folder)
        shutil.rmtree(out)
    return points


def drawn(points: Sequence[Point]) -> str:
    """Two plots in one svg: processor time, and memory."""

    def line(value: Callable[[Point], int | Decimal]) -> tuple[tuple[Decimal, Decimal], ...]:
        return tuple((Decimal(point.reports), Decimal(value(point))) for point in points)

    each = points[-1].processor / points[-1].reports
    even = tuple((Decimal(point.reports), point.reports * each) for point in points)
    times = (Series("处理器秒数", line(lambda p: p.processor)), Series("与份数成正比", even, "#999", dashed=True))
    held = (
        Series("全部进程合计（MB）", line(lambda p: p.together)),
        Series("最大的工作进程（MB）", line(lambda p: p.worker), "#7aa6d6"),
        Series("主进程（MB）", line(lambda p: p.parent), "#b5651d"),
    )
    return plot([(times, "报告（份）"), (held, "报告（份）")])


def table(points: Sequence[Point]) -> str:
    """The measurements as a Markdown table."""
    rows = [
        "| reports | failures | processor, s | clock, s | ms a report | parent, MB | largest worker, MB | together, MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for p in points:
        cells = (f"{p.reports:,}", p.failures, p.processor, p.seconds, p.each, p.parent, p.worker, p.together)
        rows.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "\n".join(rows)


def main(target: Path, counts: Sequence[int]) -> None:
    """Measure, draw into `target`, print the table."""
    files = reports(max(counts))
    with tempfile.TemporaryDirectory() as folder:
        points = measured(files, counts, Path(folder))
    target.write_text(drawn(points), "utf-8")
    sys.stdout.write(table(points) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(count) for count in sys.argv[2:]])
