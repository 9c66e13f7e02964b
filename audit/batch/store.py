"""The caches of a run: one file an entry, written under another name and renamed, so that what exists is whole.

An entry is found by what it was made from (hash of the bytes, ending of the name, stamp of the code and settings);
no path is in it. A checksum stands before the content: an entry that a power failure has torn counts as missing.
Content is deflated: it is text that repeats itself, and half a millisecond makes an eighth of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.batch.lock import attended, held, vacated
from audit.batch.placing import place
from audit.batch.work import StoreFull
from audit.deflating import QUICKLY, zlib

_CHECK = 16
_PART = ".part"
CACHES = ".cache"
LOG = "runs.jsonl"
STAGING = "staging-"
"""How folders of files begin that are not yet put in place."""


class Store:
    """The caches of a folder of results, and the reports' own files in that folder."""

    def __init__(self, out: str | Path) -> None:
        self.out = Path(out)
        self.folder = self.out / CACHES

    def key(self, sha256: str, ending: str, stamp: str) -> str:
        """The name of the entry that these give; it begins with the hash of the bytes, for people who look."""
        rest = hashlib.blake2b("\x1f".join((sha256, ending, stamp)).encode(), digest_size=12).hexdigest()
        return f"{sha256[:16]}-{rest}"

    def get(self, kind: str, key: str) -> bytes | None:
        """The content of an entry, None where there is none, it is damaged, or another version packed it otherwise."""
        raw = self._read(entry_path(kind, key)) or b""
        packed = raw[_CHECK:]
        if not packed or raw[:_CHECK] != _checksum(packed):
            return None
        try:
            content: bytes = zlib.decompress(packed)
        except zlib.error:
            return None
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Write an entry at once or not at all. Raises StoreFull where it can't be written."""
        packed = zlib.compress(content, QUICKLY)
        self._write(entry_path(kind, key), _checksum(packed) + packed)

    def drop(self, kind: str, key: str) -> None:
        """Forget an entry."""
        (self.folder / entry_path(kind, key)).unlink(missing_ok=True)

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

    @contextmanager
    def lock(self, waits: Callable[[], object] = lambda: None) -> Iterator[None]:
        """Hold the folder for one run, once the workers of a run that was killed have finished the file each is at:
        they must not put in place what the next run has made anew. `waits` is called where that takes a while. Raises
        Busy."""
        with held(self.folder / "lock"):
            vacated(self.folder / "workers", waits)
            yield

    def attended(self) -> AbstractContextManager[None]:
        """Be at work in the folder, so that the next run waits."""
        return attended(self.folder / "workers")

    def desk(self) -> AbstractContextManager[Path]:
        """The folder where the ledger lies and people write: that of the results."""
        return nullcontext(self.out)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder in which files are made that are then put in place."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=STAGING, dir=self.folder) as name:
            yield Path(name)

    def place(self, staged: Path, replaced: Iterable[str] = (), *, synced: bool = True) -> list[str]:
        """Put all files of a staging folder in place, as `placing.place` does."""
        return place(staged, self.out, replaced, synced=synced)

    def size(self, file: str) -> int:
        """The size of one of the results, by its name below the folder of results; -1 where it is not there."""
        try:
            return (self.out / file).stat().st_size
        except OSError:
            return -1

    def remove(self, file: str) -> None:
        """Remove one of the results."""
        (self.out / file).unlink(missing_ok=True)

    def log(self, line: bytes) -> None:
        """Add a line to the log of runs."""
        with (self.folder / LOG).open("ab") as log:
            log.write(line)

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def _write(self, name: str, raw: bytes) -> None:
        path = self.folder / name
        part = path.with_name(f"{path.name}.{os.getpid()}{_PART}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(raw)
            part.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise StoreFull(f"结果文件夹写不进去（{error.strerror}）") from error


def entry_path(kind: str, key: str) -> str:
    """Where an entry lies below the caches."""
    return f"{kind}/{key[:2]}/{key}"


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK).digest()
