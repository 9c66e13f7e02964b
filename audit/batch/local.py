"""The engine of one machine: worker processes that are watched, replaced and recycled.

A worker is told one source at a time, so that it is always known which file ended it. What a file did to its worker
counts only when it does it again, alone, in a fresh process: a neighbour may have taken the memory. Files that another
program has to prepare come last, together, since starting it costs more than a file; each is then read in a process that
is watched as for any other.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from types import TracebackType
from typing import Protocol

import msgspec

from audit.batch.work import EngineFault, Fault, Outcome, Receipt, Source, StoreFull, Work
from audit.batch.worker import FULL, OUT_OF_MEMORY, READY, STORE_FULL, Sent, prepare, serve


class _Pipe(Protocol):
    """What a pipe can do on every system."""

    def poll(self) -> bool: ...

    def recv_bytes(self) -> bytes: ...


RECYCLED_AFTER = 500
"""Files after which a worker is replaced, against what libraries leak."""
_FALSE_STARTS = 5
_STARTED_WITHIN = 120
_SECOND = 10**9


def run_local(sources: Sequence[Source], work: Work, workers: int) -> Iterator[Outcome]:
    """What becomes of each source, as it comes; every source exactly once. Raises EngineFault where workers can't
    start and StoreFull where results can't be written."""
    suspects: list[Source] = []
    postponed: list[Source] = []
    later = msgspec.structs.replace(work, patient=False)
    yield from _first_try(sources, work, workers, suspects, postponed)
    if postponed:
        _prepare(postponed, work)
        yield from _first_try(postponed, later, workers, suspects, [])
    for source in suspects:
        with Crew(later, 1) as alone:
            yield from alone.work_through([source])


def _first_try(
    sources: Sequence[Source], work: Work, workers: int, suspects: list[Source], postponed: list[Source]
) -> Iterator[Outcome]:
    """What becomes of the sources, but for those that ended their worker and those that had better wait."""
    with Crew(work, min(workers, len(sources))) as crew:
        for outcome in crew.work_through(sources):
            if outcome.receipt is None:
                suspects.append(outcome.source)
            elif outcome.receipt.postponed:
                postponed.append(outcome.source)
            else:
                yield outcome


def _prepare(sources: Sequence[Source], work: Work) -> None:
    """Have files prepared in a process of its own. Whatever happens to it, files that it did not come to are prepared
    one by one when they are read."""
    context = multiprocessing.get_context("spawn")
    packed = msgspec.msgpack.encode([Sent.of(source) for source in sources])
    process = context.Process(target=prepare, args=(packed, work), daemon=True)
    process.start()
    process.join(work.limits.seconds * len(sources))
    process.kill()
    process.join()


class _Worker:
    """One process and what it is busy with."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.source: Source | None = None
        self.since = time.monotonic_ns()
        self.ready = False
        self.done = 0

    def give(self, source: Source) -> bool:
        """Send the next source; False where the process has gone meanwhile."""
        try:
            self.pipe.send_bytes(msgspec.msgpack.encode(Sent.of(source)))
        except OSError:
            return False
        self.source, self.since = source, time.monotonic_ns()
        return True

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Crew:
    """Up to `size` workers for one job. Use as a context: no process is left behind."""

    def __init__(self, work: Work, size: int) -> None:
        self._work, self._size = work, size
        self._workers: list[_Worker] = []
        self._queue: deque[Source] = deque()
        self._false_starts = 0

    def __enter__(self) -> Crew:
        self._fill(self._size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def work_through(self, sources: Sequence[Source]) -> Iterator[Outcome]:
        """Give out the sources and yield what becomes of them; of one whose worker ended, the fault."""
        self._queue.extend(sources)
        while self._queue or any(worker.source for worker in self._workers):
            self._fill(min(self._size, len(self._queue)))
            for worker in [w for w in self._workers if w.ready and w.source is None]:
                self._hand_out(worker)
            yield from self._collect()

    def _fill(self, wanted: int) -> None:
        while sum(worker.source is None for worker in self._workers) < wanted and len(self._workers) < self._size:
            self._workers.append(_Worker(self._work))

    def _hand_out(self, worker: _Worker) -> None:
        if not self._queue:
            return
        if worker.done >= RECYCLED_AFTER:
            self._dismiss(worker)
        elif worker.give(self._queue[0]):
            self._queue.popleft()
        else:
            self._dismiss(worker)

    def _dismiss(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)

    def _collect(self) -> Iterator[Outcome]:
        """Wait until a worker has something to say, has ended, or is over its time."""
        limit = self._work.limits.seconds * _SECOND
        due = [
            w.since + (limit if w.source else _STARTED_WITHIN * _SECOND)
            for w in self._workers
            if w.source or not w.ready
        ]
        if not due:
            return
        left = max(min(due) - time.monotonic_ns(), 0) / _SECOND
        speaking = {pipe: worker for worker in self._workers for pipe in (worker.pipe, worker.process.sentinel)}
        told = {id(speaking[pipe]) for pipe in wait(list(speaking), timeout=left)}  # type: ignore[index]
        for worker in list(self._workers):
            if id(worker) in told:
                yield from self._hear(worker)
            elif worker.source and time.monotonic_ns() - worker.since >= limit:
                yield self._lost(worker, "timeout")
            elif not worker.ready and time.monotonic_ns() - worker.since >= _STARTED_WITHIN * _SECOND:
                self._false_start(worker)

    def _hear(self, worker: _Worker) -> Iterator[Outcome]:
        message = _message(worker.pipe)
        if message == READY:
            worker.ready, self._false_starts = True, 0
        elif message is None:
            yield from self._ended(worker)
        elif worker.source is not None:
            yield self._receipt(worker, message)

    def _receipt(self, worker: _Worker, message: bytes) -> Outcome:
        if message.startswith(FULL):
            raise StoreFull(message.removeprefix(FULL).decode())
        receipt = msgspec.msgpack.decode(message, type=Receipt)
        assert worker.source is not None
        outcome = Outcome(worker.source, receipt)
        worker.source, worker.done = None, worker.done + 1
        return outcome

    def _ended(self, worker: _Worker) -> Iterator[Outcome]:
        worker.process.join()
        code = worker.process.exitcode
        if code == STORE_FULL:
            raise StoreFull("结果文件夹写不进去")
        if worker.source is not None:
            yield self._lost(worker, "too_large" if code == OUT_OF_MEMORY else "crashed")
        elif worker.ready:
            self._dismiss(worker)
        else:
            self._false_start(worker)

    def _lost(self, worker: _Worker, fault: Fault) -> Outcome:
        assert worker.source is not None
        outcome = Outcome(worker.source, fault=fault)
        self._dismiss(worker)
        return outcome

    def _false_start(self, worker: _Worker) -> None:
        self._dismiss(worker)
        self._false_starts += 1
        if self._false_starts >= _FALSE_STARTS:
            raise EngineFault(
                "工作进程无法启动。请检查程序是否安装完整、内存是否够用（设置中的 megabytes 不宜小于 512），"
                "再用 gouji audit --workers 1 试一次。"
            )


def _message(pipe: _Pipe) -> bytes | None:
    """What the worker said, None where it has ended."""
    try:
        return pipe.recv_bytes() if pipe.poll() else None
    except (EOFError, OSError):
        return None
