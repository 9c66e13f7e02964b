"""Putting finished files in place: all of them made beforehand beside, then moved in a moment."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def place(staged: Path, out: Path, replaced: Iterable[str] = (), *, synced: bool = True) -> list[str]:
    """Move all that lies in `staged` to the same names below `out`; files there that match the patterns `replaced`
    and were not made anew are removed. A file that another program holds open (Windows) stays as it is, the new one
    is laid beside it under another name. Lines about that come back, in Chinese. `synced` has the system write them
    to the disk before they are moved, so that a power failure leaves the old or the new file."""
    told = []
    files = sorted(path for path in staged.rglob("*") if path.is_file())
    for path in files if synced else ():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    for path in files:
        to = out / path.relative_to(staged)
        to.parent.mkdir(parents=True, exist_ok=True)
        landed = _move(path, to)
        if landed != to:
            told.append(f"“{to.name}”正被其他程序打开，新的结果写在“{landed.name}”。")
    made = {path.relative_to(staged) for path in files}
    for pattern in replaced:
        for old in out.glob(pattern):
            if old.relative_to(out) not in made:
                with suppress(PermissionError):
                    old.unlink()
    return told


def _move(path: Path, to: Path) -> Path:
    try:
        return path.replace(to)
    except PermissionError:
        if to.is_dir() or not os.access(to.parent, os.W_OK):
            raise
    for number in range(1, 100):
        beside = to.with_name(f"{to.stem}（新{number}）{to.suffix}")
        with suppress(PermissionError):
            return path.replace(beside)
    raise PermissionError(errno.EACCES, "文件被占用", str(to))
