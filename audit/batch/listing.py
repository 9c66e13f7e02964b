"""What there is to audit under the paths that were given, and what each report is called."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

_PASSED_OVER = {"thumbs.db", "desktop.ini", ".ds_store"}


class Source(msgspec.Struct, frozen=True):
    """A file to audit: its report name (below the PATH argument it came from) and where it is; `path` is None
    for a directory that holds no file."""

    report: str
    path: Path | None


def sources(paths: Sequence[Path], passed_over: Sequence[Path] = ()) -> list[Source]:
    """All files under `paths` (folders recursively, links to folders not followed), sorted by report name.

    Hidden files, Office's lock files (~$…) and `passed_over` folders (the output) are left out. Where two PATH
    arguments give one name, the later one is prefixed by its number: `2:name`.
    """
    found: dict[str, Source] = {}
    skip = {p.resolve() for p in passed_over}
    for number, path in enumerate(paths, start=1):
        for source in _under(path, skip):
            name = unicodedata.normalize("NFC", source.report)
            if name in found:
                name = f"{number}:{name}"
            found[name] = Source(name, source.path)
    return sorted(found.values(), key=lambda s: s.report)


def _under(path: Path, skip: set[Path]) -> Iterator[Source]:
    if not path.is_dir():
        yield Source(path.name, path)
        return
    empty = True
    for folder, subfolders, files in os.walk(path, followlinks=False):
        here = Path(folder)
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and (here / d).resolve() not in skip)
        for name in sorted(files):
            if name.startswith((".", "~$")) or name.lower() in _PASSED_OVER:
                continue
            empty = False
            yield Source((here / name).relative_to(path).as_posix(), here / name)
    if empty:
        yield Source(path.name, None)
