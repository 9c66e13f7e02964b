"""One run at a time in a folder of results, and none while workers of a run that was killed are still busy there."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PAUSE, _PATIENCE = 0.05, 2
"""Seconds between two tries, and after which trying is given up, or somebody is told of the waiting."""
_ALL = 2**31 - 1
"""Bytes of a lock file of which every worker holds its own (Windows)."""


class Busy(Exception):
    """Another run holds the folder."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; the system lets go of it when the process ends, however it ends. Raises Busy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not _taken(file, shared=False):
            raise Busy(str(path))
        yield


@contextmanager
def attended(path: Path) -> Iterator[None]:
    """Be one of those at work that `vacated` waits for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with path.open("a+b") as file:
        # It can't be had while somebody looks whether all have gone, or never, where the file system knows no locks.
        while not _taken(file, shared=True) and time.monotonic() - begun < _PATIENCE:
            time.sleep(_PAUSE)
        yield


def vacated(path: Path, tell: Callable[[], object]) -> None:
    """Return when nobody is at work any more; `tell` is called once where that takes a while."""
    begun, told = time.monotonic(), False
    with path.open("a+b") as file:
        while not _taken(file, shared=False):
            time.sleep(_PAUSE)
            if not told and time.monotonic() - begun > _PATIENCE:
                told = True
                tell()


def _taken(file: IO[bytes], *, shared: bool) -> bool:
    """Whether the lock could be had at once: with others who share it, or alone."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(os.getpid() if shared else 0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1 if shared else _ALL)
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
