"""Watching a folder: what is dropped in is audited once it stands still."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from audit.batch.work import Source

Standing = tuple[str, int, int]
"""Report name, size in bytes, time of the last change in nanoseconds."""


def watch(
    listing: Callable[[], Sequence[Source]],
    audit: Callable[[Sequence[Source]], None],
    pause: int,
    *,
    once: bool = False,
    sleep: Callable[[int], None] = time.sleep,
) -> None:
    """Look every `pause` seconds; when the files that did not change between two looks are others than last time,
    hand them all to `audit` (what is known costs it little). `once` ends after the first audit that left no file
    behind; otherwise only an interrupt ends it."""
    before: set[Standing] = set()
    audited: set[Standing] = set()
    while True:
        found = {standing: source for source in listing() for standing in [_standing(source)] if standing is not None}
        still = before & found.keys()
        if still and still != audited:
            audit([found[standing] for standing in sorted(still)])
            audited = still
        if once and audited == found.keys():
            return
        before = set(found)
        sleep(pause)


def _standing(source: Source) -> Standing | None:
    """How a file stands now, None for one that is gone."""
    try:
        seen = source.path.lstat() if source.path is not None else None
    except OSError:
        return None
    return None if seen is None else (source.report, seen.st_size, seen.st_mtime_ns)
