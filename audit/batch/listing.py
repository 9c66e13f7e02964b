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
    for a directory that holds no file. `name` is the file name for what is written for it alone, once known."""

    report: str
    path: Path | None
    name: str = ""


def sources(paths: Sequence[Path], passed_over: Sequence[Path] = ()) -> list[Source]:
    """All files under `paths` (folders recursively, links to folders not followed), sorted by report name.

    Hidden files, Office's lock files (~$…) and `passed_over` folders (the output) are left out. Where two PATH
    arguments give one name, the later one is prefixed by its number: `2:name`.
    """
    found: dict[str, Source] = {}
    skip = {p.resolve() for p in passed_over}
    for number, path in enumerate(paths, start=1):
        for source in _under(path, skip):
            name = unicodedata.normalize("NFC", _text(source.report))
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


def _text(name: str) -> str:
    """A name as text: where its bytes are no UTF-8, they are GB 18030, as archives from Windows leave them behind."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
