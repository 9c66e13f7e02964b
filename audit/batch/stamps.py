"""Stamps of code: what a cached value was made by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_KINDS = frozenset({".py", ".toml", ".html", ".css", ".js", ".docx"})


def code_stamp(paths: Iterable[Path], libraries: Iterable[str] = (), left_out: Iterable[Path] = ()) -> str:
    """A hash over the files of a program below `paths` (without those below `left_out`) and over the versions of
    libraries: whatever is changed in them, even while a program is being developed, is not taken for the same."""
    skipped = tuple(left_out)
    found = hashlib.blake2b(digest_size=10)
    for root in paths:
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.suffix in _KINDS and not any(path.is_relative_to(folder) for folder in skipped):
                found.update(path.relative_to(root.parent).as_posix().encode() + b"\0" + path.read_bytes())
    for library in sorted(libraries):
        found.update(f"{library} {_version(library)}\0".encode())
    return found.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
