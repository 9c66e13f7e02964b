"""A run: all sources through an engine, and what came of it, without holding any result."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from audit.batch.store import Store
from audit.batch.work import Done, Fault, Limits, Outcome, Source, Work

Engine = Callable[[Sequence[Source], Work], Iterator[Outcome]]
"""Gives every source to the steps once and yields what becomes of it, in any order."""


class Failed(msgspec.Struct, frozen=True):
    """A source without a result: a code, what to do about it, and the file's hash where it could be read."""

    report: str
    reason: str
    message: str
    sha256: str | None = None


class Batch(msgspec.Struct):
    """What a run came to, sorted by report: `done` are reports with their keys in the store. `spent` is
    nanoseconds of processor time by stage, `files` how many files a stage was done to: those that the cache knew are
    missing in both."""

    done: list[Done] = []
    failed: list[Failed] = []
    spent: Counter[str] = Counter()
    files: Counter[str] = Counter()
    elapsed: int = 0


def run(sources: Sequence[Source], work: Work, engine: Engine, on_failure: Callable[[Failed], None]) -> Batch:
    """Put all sources through the engine; `on_failure` is told at once of each that fails."""
    batch = Batch([], [], Counter(), Counter())
    begun = time.monotonic_ns()
    for outcome in engine(sources, work):
        receipt = outcome.receipt
        if receipt is not None:
            batch.spent.update(receipt.spent)
            batch.files.update(receipt.spent.keys())
        if receipt is not None and receipt.key:
            batch.done.append(Done(outcome.source.report, receipt.key, receipt.share))
            continue
        failed = _failed(outcome, work.limits)
        batch.failed.append(failed)
        on_failure(failed)
    batch.done.sort()
    batch.failed.sort(key=lambda failed: failed.report)
    batch.elapsed = time.monotonic_ns() - begun
    return batch


def renewed(batch: Batch, later: Batch) -> Batch:
    """The batch with what became of some of its reports when they were done again."""
    again = {one.report for one in later.done} | {failed.report for failed in later.failed}
    return Batch(
        sorted([*(one for one in batch.done if one.report not in again), *later.done]),
        sorted([*batch.failed, *later.failed], key=lambda failed: failed.report),
        batch.spent + later.spent,
        batch.files + later.files,
        batch.elapsed + later.elapsed,
    )


def _failed(outcome: Outcome, limits: Limits) -> Failed:
    report = outcome.source.report
    if outcome.receipt is not None:
        receipt = outcome.receipt
        return Failed(report, receipt.reason, receipt.message, receipt.sha256)
    fault = outcome.fault or "crashed"
    return Failed(report, fault, _advice(fault, limits), _digest(outcome.source))


def _advice(fault: Fault, limits: Limits) -> str:
    if fault == "timeout":
        return (
            f"处理该文件超过{limits.seconds}秒，已停止。请用原软件打开检查，另存或拆分后再报送；"
            "确需更长时间的，在设置文件中调大 seconds。"
        )
    if fault == "too_large":
        return (
            f"处理该文件所需内存超过{limits.megabytes}MB，已停止。请压缩文中图片、删去多余的空白行列或拆分后再报送；"
            "确需更多内存的，在设置文件中调大 megabytes。"
        )
    return "处理该文件时程序两次异常退出，文件可能已损坏。请用原软件打开检查，另存为新文件后再报送。"


def _digest(source: Source) -> str | None:
    if source.path is None or source.member:
        return None
    try:
        with source.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


class RunLine(msgspec.Struct, frozen=True):
    """The summary of a run for logs. `stages` are, by stage, the files it was done to and the milliseconds of
    processor time it took in all workers together; `elapsed_ms` is by the clock."""

    at: str
    files: int
    failures: dict[str, int]
    stages: dict[str, tuple[int, int]]
    elapsed_ms: int
    counts: dict[str, int]


def note_run(store: Store, batch: Batch, **counts: int) -> RunLine:
    """Add the summary of a run, with what the caller counted, to the log of runs."""
    line = RunLine(
        datetime.now(UTC).isoformat(timespec="seconds"),
        len(batch.done) + len(batch.failed),
        dict(sorted(Counter(failed.reason for failed in batch.failed).items())),
        {stage: (batch.files[stage], spent // 10**6) for stage, spent in sorted(batch.spent.items())},
        batch.elapsed // 10**6,
        counts,
    )
    store.log(msgspec.json.encode(line) + b"\n")
    return line


def log_line(event: str, record: msgspec.Struct) -> str:
    """A record as a line of a structured log."""
    return msgspec.json.encode({"event": event} | msgspec.structs.asdict(record)).decode()
