"""What there is to audit under the paths that were given, and what each report is called."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from audit.batch import archive
from audit.batch.bucket import is_url, objects
from audit.batch.work import Source

_PASSED_OVER = {"thumbs.db", "desktop.ini", ".ds_store"}


def sources(paths: Sequence[Path | str], passed_over: Sequence[Path | str] = ()) -> list[Source]:
    """All files under `paths` (folders recursively, links to folders not followed; what lies in a zip archive), sorted
    by report name. A path that is a URL names an object or a folder in an object store.

    Hidden files, Office's lock files (~$…) and `passed_over` folders (the output) are left out. Where two PATH
    arguments give one name, the later one is prefixed by its number: `2:name`.
    """
    found: dict[str, Source] = {}
    skip = {Path(p).resolve() for p in passed_over if not is_url(str(p))}
    skipped = [str(p) for p in passed_over if is_url(str(p))]
    for number, path in enumerate(paths, start=1):
        for source in _in_bucket(str(path), skipped) if is_url(str(path)) else _under(Path(path), skip):
            name = unicodedata.normalize("NFC", archive.as_text(os.fsencode(source.report)))
            while name in found:
                name = f"{number}:{name}"
            found[name] = msgspec.structs.replace(source, report=name)
    return sorted(found.values(), key=lambda s: s.report)


def _under(path: Path, skip: set[Path]) -> Iterator[Source]:
    if not path.is_dir():
        yield from _file(path.name, path)
        return
    empty = True
    closed: list[OSError] = []
    for folder, subfolders, files in os.walk(path, onerror=closed.append, followlinks=False):
        here = Path(folder)
        subfolders[:] = sorted(d for d in subfolders if not d.startswith(".") and (here / d).resolve() not in skip)
        for name in sorted(files):
            if _is_hidden(name):
                continue
            empty = False
            yield from _file((here / name).relative_to(path).as_posix(), here / name)
    for shut in [Path(error.filename) for error in closed]:
        empty = False
        yield Source(path.name if shut == path else shut.relative_to(path).as_posix(), shut)
    if empty:
        yield Source(path.name, None)


def _file(report: str, path: Path) -> Iterator[Source]:
    """A file, or the files of an archive. Of other files nothing but the name is looked at here: opening each of a million
    takes its time."""
    packed = archive.members(path) if path.suffix.lower() == archive.ENDING and path.is_file() else {}
    told = {name: entry for name, entry in packed.items() if not any(map(_is_hidden, name.split("/")))}
    for name, entry in told.items():
        yield Source(f"{report}{archive.WITHIN}{name}", path, member=entry)
    if not told:
        yield Source(report, path)


def _in_bucket(url: str, skipped: Sequence[str]) -> Iterator[Source]:
    empty = True
    for name, where in objects(url, skipped):
        if any(map(_is_hidden, name.split("/"))):
            continue
        empty = False
        yield Source(name, None, url=where)
    if empty:
        yield Source(url.rstrip("/").rpartition("/")[2], None)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$", "__MACOSX")) or name.lower() in _PASSED_OVER
