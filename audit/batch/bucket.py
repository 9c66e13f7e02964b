"""Reports and results in an object store (S3 and what speaks like it), by fsspec: extra `gouji[storage]`.

An object is there as a whole or not at all, so an entry needs no second name while it is written. Where the store is
and who may use it is said as its library wants it (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID` …), never on our command
line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from audit.batch.store import CACHES, LOG, Store, entry_path
from audit.batch.work import EngineFault, Refusal, StoreFull

Answer = TypeVar("Answer")


def is_url(path: str) -> bool:
    """Whether a path on the command line is a place in an object store."""
    return "://" in path


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path on it. Nothing is remembered of what a folder holds: others write too."""
    try:
        import fsspec

        fs, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise EngineFault(
            f"不能读写“{url}”（{error}）。对象存储需要另装组件：pip install 'gouji[storage]'。"
        ) from error
    return fs, path.rstrip("/")


def objects(url: str, passed_over: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """The name below `url` and the URL of every object there, sorted, but for what lies below the URLs `passed_over`;
    the last part of the name where `url` itself is an object. Raises EngineFault where the store can't be asked."""
    fs, path = _opened(url)
    found = _asked(url, lambda: sorted(fs.find(path)))
    skipped = tuple(f"{_opened(other)[1]}/" for other in passed_over)
    for each in found:
        if each.startswith(skipped):
            continue
        name = each[len(path) :].strip("/") or each.rpartition("/")[2]
        yield name, fs.unstrip_protocol(each)


def load(url: str, largest: int) -> bytes:
    """The bytes of an object. Raises Refusal where it is too large or can't be had."""
    try:
        fs, path = _opened(url)
        size = fs.info(path)["size"]
        data: bytes = fs.cat_file(path) if size <= largest else b""
    except Exception as error:  # the libraries below fsspec agree on no kind of error
        message = f"对象存储中的该文件读不到（{_said(error)}），请检查网络和权限后再审核。"
        raise Refusal("not_readable_by_os", message, lasting=False) from error
    if size > largest:
        message = f"文件为{size >> 20}MB，超过{largest >> 20}MB，未读取。请压缩文中图片或拆分后再报送。"
        raise Refusal("too_large", message, lasting=False)
    if len(data) != size:
        raise Refusal("not_readable_by_os", "文件正在被其他程序改写，请稍后再审核。", lasting=False)
    return data


class Bucket(Store):
    """The caches and results below a URL. Nobody holds a lock there: that only one run at a time writes to a URL is
    for those to see to who start runs."""

    def __init__(self, url: str) -> None:
        self._fs, self._out = _opened(url)
        self._url = url

    def drop(self, kind: str, key: str) -> None:
        self._delete(f"{CACHES}/{entry_path(kind, key)}")

    def keys(self, kind: str) -> Iterator[str]:
        yield from sorted(path.rpartition("/")[2] for path in self._fs.find(f"{self._out}/{CACHES}/{kind}"))

    def sweep(self) -> None:
        """Nothing is ever half written."""

    @contextmanager
    def lock(self, waits: Callable[[], object] = lambda: None) -> Iterator[None]:
        yield

    def attended(self) -> AbstractContextManager[None]:
        return nullcontext()

    def desk(self) -> AbstractContextManager[Path]:
        """At a URL nobody writes but runs; what a run notes for itself goes with it."""
        return self.staging()

    @contextmanager
    def staging(self) -> Iterator[Path]:
        with TemporaryDirectory(prefix="gouji-") as name:
            yield Path(name)

    def place(self, staged: Path, replaced: Iterable[str] = (), *, synced: bool = True) -> list[str]:
        """Put all files of a staging folder in place, one after another."""
        files = sorted(path for path in staged.rglob("*") if path.is_file())
        made = {f"{self._out}/{path.relative_to(staged).as_posix()}": path for path in files}
        for to, path in made.items():
            self._tried(partial(self._fs.put_file, str(path), to))
        for pattern in replaced:
            for old in self._fs.glob(f"{self._out}/{pattern}"):
                if old not in made:
                    self._fs.rm_file(old)
        return []

    def size(self, file: str) -> int:
        try:
            return int(self._fs.info(f"{self._out}/{file}")["size"])
        except FileNotFoundError:
            return -1

    def remove(self, file: str) -> None:
        self._delete(file)

    def log(self, line: bytes) -> None:
        self._write(LOG, (self._read(LOG) or b"") + line)

    def _delete(self, file: str) -> None:
        if self.size(file) >= 0:
            self._fs.rm_file(f"{self._out}/{file}")

    def _read(self, name: str) -> bytes | None:
        try:
            raw: bytes = self._fs.cat_file(f"{self._out}/{CACHES}/{name}")
        except FileNotFoundError:
            return None
        return raw

    def _write(self, name: str, raw: bytes) -> None:
        self._tried(partial(self._fs.pipe_file, f"{self._out}/{CACHES}/{name}", raw))

    def _tried(self, write: Callable[[], object]) -> None:
        try:
            write()
        except Exception as error:  # the libraries below fsspec agree on no kind of error
            raise StoreFull(f"“{self._url}”写不进去（{_said(error)}）") from error


def _asked(url: str, ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except Exception as error:  # the libraries below fsspec agree on no kind of error
        raise EngineFault(f"“{url}”读不到（{_said(error)}），请检查网址、网络和权限。") from error


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def store_at(out: str) -> Store:
    """The store of a folder of results, or of a place in an object store (a URL)."""
    return Bucket(out) if is_url(out) else Store(out)
