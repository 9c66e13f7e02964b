"""One file through the steps, with what is already known taken from the store."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, TypeVar

import msgspec

from audit.batch.archive import load_member
from audit.batch.bucket import load
from audit.batch.store import Store
from audit.batch.work import Done, Limits, Postponed, Receipt, Refusal, Source, Steps, StoreFull

DOCUMENTS, RESULTS, PRESENTED, SHARES, PREPARED = "documents", "results", "presented", "shares", "prepared"
_TRIES = 4
_PAUSE = 0.3
"""Seconds between two tries to read a file that is just being written."""


Kept = TypeVar("Kept")


class Presented(msgspec.Struct, frozen=True):
    """What was written for one report alone: the stamp of all that it was made from, its files (below the folder
    that holds the caches) with their sizes, the names of what was looked up for them, and the key of the result."""

    report: str
    name: str
    stamp: str
    files: dict[str, int]
    names: tuple[str, ...] = ()
    result: str = ""


class Refused(msgspec.Struct, frozen=True):
    """A refusal as it is kept: the same bytes will be refused again."""

    reason: str
    message: str


_RESULT, _REFUSAL = b"=", b"!"
"""With what an entry of the results begins."""


class OneFile:
    """Does the steps to files, one after another."""

    def __init__(self, steps: Steps, store: Store, limits: Limits, patient: bool = False) -> None:
        """`patient`: what had better be prepared with others comes back as postponed."""
        self._steps, self._store, self._limits, self._patient = steps, store, limits, patient
        self._document = msgspec.msgpack.Decoder(steps.document_type)
        self._result = msgspec.msgpack.Decoder(steps.result_type)
        self._spent: dict[str, int] = {}

    def audit(self, source: Source) -> Receipt:
        """Do one source; what can't be done comes back as a receipt with a reason. Raises MemoryError and StoreFull,
        which are not the file's own affair."""
        self._spent = {}
        sha256: str | None = None
        try:
            data = self._timed("load", load_file, source, self._limits.largest)
            sha256 = hashlib.sha256(data).hexdigest()
            key, share = self._done(source, data, sha256)
        except Refusal as refusal:
            return Receipt(sha256, reason=refusal.reason, message=refusal.message, spent=self._spent)
        except Postponed:
            return Receipt(sha256, spent=self._spent, postponed=True)
        except (MemoryError, StoreFull):
            raise
        except Exception as error:
            said = f"{type(error).__name__}: {error}"[:200]
            message = f"程序处理该文件时出错（{said}），其余文件不受影响。请把该文件和这条提示交给维护人员。"
            return Receipt(sha256, reason="internal_error", message=message, spent=self._spent)
        return Receipt(sha256, key, share, spent=self._spent)

    def _done(self, source: Source, data: bytes, sha256: str) -> tuple[str, str]:
        """The keys under which the result and the share stand in the store when this returns."""
        ending = _ending(source)
        beside = hashlib.sha256(source.beside).hexdigest() if source.beside else ""
        key = self._store.key(sha256, ending, f"{self._steps.result_stamp} {beside}".rstrip())
        share = self._store.key(sha256, source.report, f"{key} {self._steps.share_stamp}")
        kept = self._store.get(RESULTS, key)
        if kept is not None and kept.startswith(_REFUSAL):
            refused = msgspec.msgpack.decode(kept[1:], type=Refused)
            raise Refusal(refused.reason, refused.message)
        is_shared = self._steps.share is None or self._store.get(SHARES, share) is not None
        is_presented = self._is_presented(source, key)
        if kept is not None and is_shared and is_presented:
            return key, share
        if kept is None:
            result, packed = self._examined(data, sha256, source, key)
        else:
            packed = kept[1:]
            result = self._result.decode(packed)
        shown = self._timed("share", self._steps.shown, result, packed)
        if self._steps.share is not None and not is_shared:
            made = self._timed("share", self._steps.share, source, shown)
            self._store.put(SHARES, share, msgspec.msgpack.encode(made))
        if not is_presented:
            self._timed("present", self._present, source, key, (result, shown), data)
        return key, share

    def _examined(self, data: bytes, sha256: str, source: Source, key: str) -> tuple[Any, bytes]:
        """The result, and as it is kept."""
        try:
            document = self._read(data, sha256, _ending(source))
        except Refusal as refusal:
            if refusal.lasting:
                refused = msgspec.msgpack.encode(Refused(refusal.reason, refusal.message))
                self._store.put(RESULTS, key, _REFUSAL + refused)
            raise
        result = self._timed("examine", self._steps.examine, document, sha256, source.beside)
        packed = msgspec.msgpack.encode(result)
        self._store.put(RESULTS, key, _RESULT + packed)
        return result, packed

    def _read(self, data: bytes, sha256: str, ending: str) -> Any:
        """The document; of the file's name only the ending is told, so that nothing else of it can matter."""
        key = self._document_key(sha256, ending)
        raw = self._store.get(DOCUMENTS, key)
        if raw is not None:
            return self._document.decode(raw)
        prepared = None if self._patient else self._store.get(PREPARED, key)
        try:
            document = self._timed("read", self._steps.read, data, ending, prepared)
        except Postponed:
            if self._patient or self._steps.prepare is None:
                raise
            made = self._timed("read", self._steps.prepare, [data])[0] or b""
            document = self._timed("read", self._steps.read, data, ending, made)
        self._store.put(DOCUMENTS, key, msgspec.msgpack.encode(document))
        if prepared is not None:
            self._store.drop(PREPARED, key)
        return document

    def prepare(self, sources: Sequence[Source]) -> None:
        """Have sources prepared in one go for their reading; what that fails at is left to their own turn."""
        if self._steps.prepare is None:
            return
        waiting: dict[str, bytes] = {}
        for source in sources:
            with contextlib.suppress(Refusal):  # told when its turn comes
                data = load_file(source, self._limits.largest)
                key = self._document_key(hashlib.sha256(data).hexdigest(), _ending(source))
                if self._store.get(PREPARED, key) is None:
                    waiting[key] = data
        for key, made in zip(waiting, self._steps.prepare(list(waiting.values())), strict=True):
            if made is not None:
                self._store.put(PREPARED, key, made)

    def _document_key(self, sha256: str, ending: str) -> str:
        return self._store.key(sha256, ending, self._steps.document_stamp)

    def _is_presented(self, source: Source, key: str) -> bool:
        if self._steps.present is None:
            return True
        known = presented(self._store, source.report)
        return (
            known is not None
            and (known.name, known.stamp) == (source.name, self._stamp(key, known.names))
            and all(self._store.size(file) == size for file, size in known.files.items())
        )

    def _stamp(self, key: str, names: tuple[str, ...]) -> str:
        return f"{key} {self._steps.present_stamp} {self._steps.looked_up(names)}"

    def _present(self, source: Source, key: str, results: tuple[Any, Any], data: bytes) -> None:
        """Have the report's own files made beside and put in place; those that it has no more are removed. `results`:
        the result, and as it may be shown."""
        if self._steps.present is None:
            return
        before = presented(self._store, source.report)
        try:
            with self._store.staging() as staged:
                names = self._steps.present(source, *results, data, staged)
                files = [path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()]
                for line in self._store.place(staged, synced=False):
                    print(line, file=sys.stderr)  # noqa: T201 - a worker has no other way to tell a person
            for file in before.files if before is not None and before.name == source.name else ():
                if file not in files:
                    self._store.remove(file)
        except OSError as error:
            raise StoreFull(f"结果文件夹写不进去（{error.strerror or error}）") from error
        sizes = {file: self._store.size(file) for file in sorted(files)}
        made = Presented(source.report, source.name, self._stamp(key, names), sizes, names, key)
        self._store.put(PRESENTED, presented_key(source.report), msgspec.msgpack.encode(made))

    def _timed(self, stage: str, step: Any, *given: Any) -> Any:
        begun = time.process_time_ns()
        try:
            return step(*given)
        finally:
            self._spent[stage] = self._spent.get(stage, 0) + time.process_time_ns() - begun


def _ending(source: Source) -> str:
    return PurePosixPath(source.report).suffix.lower()


def presented_key(report: str) -> str:
    """The key under which it is noted what was written for a report."""
    return hashlib.sha256(report.encode()).hexdigest()[:32]


def presented(store: Store, report: str) -> Presented | None:
    """What was last written for a report."""
    raw = store.get(PRESENTED, presented_key(report))
    return None if raw is None else msgspec.msgpack.decode(raw, type=Presented)


def withdraw(store: Store, current: Mapping[str, str]) -> None:
    """Remove the files that earlier runs wrote for reports that are gone or bear another file name now; `current`
    gives the file name of each report of this run."""
    for key in list(store.keys(PRESENTED)):
        raw = store.get(PRESENTED, key)
        known = None if raw is None else msgspec.msgpack.decode(raw, type=Presented)
        if known is None or current.get(known.report) == known.name:
            continue
        if known.name not in current.values():
            for file in known.files:
                store.remove(file)
        store.drop(PRESENTED, key)


def result_bytes(store: Store, key: str) -> bytes | None:
    """The encoded result that a receipt's key names; None where it has vanished."""
    kept = store.get(RESULTS, key)
    return kept[1:] if kept is not None and kept.startswith(_RESULT) else None


def result_shown(store: Store, report: str, kind: type[Kept]) -> Kept | None:
    """The result that a report's own files were last made from; None where it is gone or another version's."""
    known = presented(store, report)
    raw = None if known is None else result_bytes(store, known.result)
    if raw is None:
        return None
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except msgspec.DecodeError:
        return None


def restored(store: Store, done: Iterable[Done], kind: type[Kept]) -> Iterator[tuple[str, Kept]]:
    """The results of reports by their receipts, one by one. Raises StoreFull where one has vanished."""
    return _decoded(((one.report, result_bytes(store, one.key)) for one in done), kind)


def restored_shares(store: Store, done: Iterable[Done], kind: type[Kept]) -> Iterator[tuple[str, Kept]]:
    """The same of their shares."""
    return _decoded(((one.report, store.get(SHARES, one.share)) for one in done), kind)


def _decoded(found: Iterable[tuple[str, bytes | None]], kind: type[Kept]) -> Iterator[tuple[str, Kept]]:
    decoder = msgspec.msgpack.Decoder(kind)
    for report, raw in found:
        if raw is None:
            raise StoreFull(f"“{report}”的结果在写出前被删除或损坏")
        yield report, decoder.decode(raw)


def load_file(source: Source, largest: int) -> bytes:
    """The bytes of a file as it stood at one moment; a file larger than allowed is not opened."""
    if source.url:
        return load(source.url, largest)
    path = source.path
    if path is None:
        raise Refusal("empty", "文件夹中没有可审核的文件。", lasting=False)
    try:
        for attempt in range(_TRIES):
            time.sleep(_PAUSE * bool(attempt))
            before = path.stat()
            if stat.S_ISDIR(before.st_mode):
                message = "系统无法打开该文件夹，其中的文件都没有审核，请检查权限。"
                raise Refusal("not_readable_by_os", message, lasting=False)
            if not stat.S_ISREG(before.st_mode):
                raise Refusal("unsupported", "不是普通文件（设备、管道等），未读取。", lasting=False)
            if before.st_size > largest and not source.member:
                limit = largest >> 20
                message = f"文件为{before.st_size >> 20}MB，超过{limit}MB，未读取。请压缩文中图片或拆分后再报送。"
                raise Refusal("too_large", message, lasting=False)
            data = load_member(path, source.member, largest) if source.member else path.read_bytes()
            if _same(before, path.stat()) and (source.member or len(data) == before.st_size):
                return data
    except OSError as error:
        message = f"系统无法打开该文件（{error.strerror}），请检查权限或重新复制。"
        raise Refusal("not_readable_by_os", message, lasting=False) from error
    raise Refusal("not_readable_by_os", "文件正在被其他程序改写，请关闭该程序后再审核。", lasting=False)


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
