"""The caches of a run: one file an entry, written under another name and renamed, so that what exists is whole.

An entry is found by what it was made from (hash of the bytes, ending of the name, stamp of the code and settings);
no path is in it. A checksum stands before the content: an entry that a power failure has torn counts as missing.
Content is deflated: it is text that repeats itself, and less than a millisecond makes a tenth of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

from audit.batch.work import StoreFull

_CHECK = 16
_PART = ".part"
_QUICKLY = 1
STAGING = "staging-"
"""How folders of files begin that are not yet put in place."""


class Store:
    """The caches below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def key(self, sha256: str, ending: str, stamp: str) -> str:
        """The name of the entry that these give; it begins with the hash of the bytes, for people who look."""
        rest = hashlib.blake2b("\x1f".join((sha256, ending, stamp)).encode(), digest_size=12).hexdigest()
        return f"{sha256[:16]}-{rest}"

    def get(self, kind: str, key: str) -> bytes | None:
        """The content of an entry, None where there is none or it is damaged."""
        try:
            raw = self._path(kind, key).read_bytes()
        except FileNotFoundError:
            return None
        packed = raw[_CHECK:]
        return zlib.decompress(packed) if raw[:_CHECK] == _checksum(packed) else None

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Write an entry at once or not at all. Raises StoreFull where it can't be written."""
        path = self._path(kind, key)
        part = path.with_name(f"{key}.{os.getpid()}{_PART}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            packed = zlib.compress(content, _QUICKLY)
            part.write_bytes(_checksum(packed) + packed)
            part.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise StoreFull(f"结果文件夹写不进去（{error.strerror}）") from error

    def drop(self, kind: str, key: str) -> None:
        """Forget an entry."""
        self._path(kind, key).unlink(missing_ok=True)

    def keys(self, kind: str) -> Iterator[str]:
        """All entries of a kind, sorted."""
        for path in sorted((self.folder / kind).glob("*/*")):
            if path.suffix != _PART:
                yield path.name

    def sweep(self) -> None:
        """Remove what killed runs left half written. Only for the one run that holds the folder's lock."""
        for path in self.folder.glob(f"*/*/*{_PART}"):
            path.unlink(missing_ok=True)
        for path in self.folder.glob(f"{STAGING}*"):
            shutil.rmtree(path, ignore_errors=True)

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK).digest()
