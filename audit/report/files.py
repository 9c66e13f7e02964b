"""What all files have in common: put under their name at once or not at all, and without a time of their own."""

from __future__ import annotations

import datetime
from pathlib import Path

MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
"""When every office file says it was made: a file of its own time would not be equal byte for byte."""


class NotWritable(Exception):
    """A result that can't be put under its name; the message says in Chinese what to do."""


def part_of(path: Path) -> Path:
    """Where a file is written before it is finished."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(path.name + ".part")


def publish(path: Path) -> None:
    """Put the finished part of a file under the file's name, over an older one."""
    part = part_of(path)
    try:
        part.replace(path)
    except PermissionError as error:
        part.unlink(missing_ok=True)
        raise NotWritable(f"“{path.name}”不能写入，可能正被 Excel、WPS 等程序打开；请关闭后重新运行") from error
