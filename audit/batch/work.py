"""What passes between the one who schedules and those who work: jobs, limits, receipts. Small plain values."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

Fault = Literal["crashed", "timeout", "too_large"]


class Source(msgspec.Struct, frozen=True):
    """A file to audit: its report name (below the PATH argument it came from) and where it is, a path or a URL; for a
    directory that holds no file it is neither, for one that can't be looked into its path is the directory; for a file in
    an archive the path is that of the archive and `member` the name of its entry. `name` is
    the file name for what is written for it alone, once known; `beside` is what other files tell of it, once known, for
    the step that examines it."""

    report: str
    path: Path | None
    name: str = ""
    url: str = ""
    beside: bytes = b""
    member: str = ""


class Limits(msgspec.Struct, frozen=True):
    """What one file may cost: seconds from its start, megabytes of memory of the process that works on it, bytes
    of the file (a larger one is not read)."""

    seconds: int = 300
    megabytes: int = 2048
    largest: int = 300 << 20


class Refusal(Exception):
    """Raised by a step for a file that can't be done: a code, and advice for the user. `lasting` where the same
    bytes will always be refused, so that the refusal may be kept."""

    def __init__(self, reason: str, message: str, *, lasting: bool = True) -> None:
        super().__init__(reason, message)
        self.reason, self.message, self.lasting = reason, message, lasting


class Postponed(Exception):
    """Raised by the reading of a file that another program has to prepare, which is asked for many files at once."""


class Steps(msgspec.Struct, frozen=True):
    """What is done to each file, handed in by the caller.

    `read(bytes, ending, prepared)` gives a document or raises `Refusal`, `ending` being that of the file's name; it
    may raise `Postponed` while `prepared` is None, and is then given what `prepare` made of the file ("" if nothing);
    `prepare(files)`, where given, does that for several files in one go, None for those it failed at, which are then
    handed to it one by one;
    `examine(document, sha256, beside)` gives a result, `beside` being what its source brings of other files;
    `shown(result, packed)` is the result as outputs may show it, `packed` being the result in msgpack;
    `present(source, result, shown, bytes, folder)`, where given, writes what belongs to this file alone into the folder, whence
    it is put below the folder that holds the caches, and gives back the names of what it looked up besides;
    `looked_up(names)` changes whenever one of these does;
    `share(source, shown)`, where given, is what the outputs of the whole batch need of this file. Each step has a
    stamp that changes whenever it could answer differently; the types are what msgpack restores.
    """

    read: Callable[[bytes, str, bytes | None], Any]
    examine: Callable[[Any, str, bytes], Any]
    document_type: Any
    result_type: Any
    document_stamp: str
    result_stamp: str
    shown: Callable[[Any, bytes], Any] = lambda result, _: result
    present: Callable[[Source, Any, Any, bytes, Path], tuple[str, ...]] | None = None
    present_stamp: str = ""
    looked_up: Callable[[Sequence[str]], str] = lambda _: ""
    share: Callable[[Source, Any], Any] | None = None
    share_stamp: str = ""
    prepare: Callable[[Sequence[bytes]], Sequence[bytes | None]] | None = None


class Work(msgspec.Struct, frozen=True):
    """A job as it is sent to another process: `steps` is the importable name (`module:function`) of what makes
    `Steps` from `setup`; `store` is the folder of results, or its URL, that also holds the caches. A worker that is
    `patient` hands files back that had better be prepared with others."""

    steps: str
    setup: bytes
    store: str
    limits: Limits = Limits()
    patient: bool = True

    def load(self) -> Steps:
        """Import the function and let it make the steps."""
        module, _, name = self.steps.partition(":")
        made: Steps = getattr(importlib.import_module(module), name)(self.setup)
        return made


class Receipt(msgspec.Struct, frozen=True):
    """What a worker hands back for a file. `key` finds the result in the store, `share` its share; a file that was
    refused has a `reason` and a `message` instead, one that waits for others only `postponed`. `spent` is nanoseconds
    of processor time by stage; a stage that was in the cache is missing."""

    sha256: str | None = None
    key: str = ""
    share: str = ""
    reason: str = ""
    message: str = ""
    spent: Mapping[str, int] = {}
    postponed: bool = False


class Done(msgspec.Struct, frozen=True, order=True):
    """A report that was audited, with the keys of its result and its share in the store."""

    report: str
    key: str
    share: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What became of a source: a receipt, or the fault that ended its worker twice."""

    source: Source
    receipt: Receipt | None = None
    fault: Fault | None = None


class EngineFault(Exception):
    """The workers themselves can't run, whatever the file; the message says in Chinese what to do."""


class StoreFull(Exception):
    """Results can't be written: the disk is full or the folder may not be written to."""
