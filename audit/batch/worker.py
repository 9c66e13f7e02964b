"""The process that works on files: takes one source at a time from a pipe, hands a receipt back, ends when the pipe
closes. It holds itself to the limits, so that a file can't outlive the one who scheduled it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from audit.batch.bucket import store_at
from audit.batch.one_file import OneFile
from audit.batch.work import Limits, Source, StoreFull, Work

OUT_OF_MEMORY, STORE_FULL = 86, 87
"""Exit codes by which a worker says why it ended."""
READY, FULL = b"ready", b"full "
"""What a worker says besides receipts."""
_YOUNG = 50_000
"""Objects made before the youngest are looked through for garbage: one report's, so that it is done once a report."""
TOGETHER = 20
"""Files that are prepared in one go: enough to forget the time it takes to start a program, and no more bytes at once
than a worker may hold."""
_GRACE = 5
"""Seconds after the deadline at which a worker ends itself, should nobody be left to end it."""


def serve(pipe: Connection, work: Work) -> None:
    """Run until the pipe closes."""
    _restrain(work.limits)
    store = store_at(work.store)
    with store.attended():
        _serve(pipe, OneFile(work.load(), store, work.limits, work.patient), work.limits)


def _serve(pipe: Connection, one: OneFile, limits: Limits) -> None:
    # What stands now stays to the end, and a report makes objects by the ten thousand, few of them in cycles.
    gc.freeze()
    gc.set_threshold(_YOUNG)
    pipe.send_bytes(READY)
    while True:
        try:
            source = msgspec.msgpack.decode(pipe.recv_bytes(), type=Sent).source()
        except EOFError:
            return
        _deadline(limits.seconds + _GRACE)
        try:
            receipt = one.audit(source)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except StoreFull as fault:
            pipe.send_bytes(FULL + str(fault).encode())
            os._exit(STORE_FULL)
        _deadline(0)
        try:
            pipe.send_bytes(msgspec.msgpack.encode(receipt))
        except OSError:
            return


def prepare(sources: bytes, work: Work) -> None:
    """What a process does that prepares files for those who read them, so many at once."""
    _restrain(work.limits)
    store = store_at(work.store)
    one = OneFile(work.load(), store, work.limits)
    waiting = [sent.source() for sent in msgspec.msgpack.decode(sources, type=list[Sent])]
    with store.attended():
        for at in range(0, len(waiting), TOGETHER):
            one.prepare(waiting[at : at + TOGETHER])


class Sent(msgspec.Struct, frozen=True):
    """A source as it goes through the pipe: its path in the bytes of the file system, which need be no text."""

    report: str
    path: bytes | None
    name: str
    url: str
    beside: bytes
    member: str

    @classmethod
    def of(cls, source: Source) -> Sent:
        path = None if source.path is None else os.fsencode(source.path)
        return cls(source.report, path, source.name, source.url, source.beside, source.member)

    def source(self) -> Source:
        path = None if self.path is None else Path(os.fsdecode(self.path))
        return Source(self.report, path, self.name, self.url, self.beside, self.member)


def _restrain(limits: Limits) -> None:
    """Set the limits on this process; an interrupt at the keyboard is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One thread for the matrix library under pandas: each further one reserves address space, and cores are ours.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if not limit_address_space(limits.megabytes << 20):
        watch_memory(limits.megabytes << 20)


def _deadline(seconds: int) -> None:
    """End this process by a signal that no library can hold up; 0 takes the deadline back. The one who schedules
    keeps the exact deadline; this serves where it was killed, or where the system has no such signal not at all."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)


def limit_address_space(size: int) -> bool:
    """Let allocations beyond `size` bytes fail. False where the system can't: Windows has no such limit, macOS has
    it and does not keep it."""
    if sys.platform in ("win32", "darwin"):
        return False
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
    return True


def watch_memory(size: int, measure: Callable[[], int] | None = None, pause: float = 0.1) -> threading.Thread:
    """End this process when it holds more than `size` bytes, looking every `pause` seconds."""
    from audit.batch.memory import resident

    held = measure or resident

    def watch() -> None:
        while held() <= size:
            time.sleep(pause)
        os._exit(OUT_OF_MEMORY)

    thread = threading.Thread(target=watch, name="memory", daemon=True)
    thread.start()
    return thread
