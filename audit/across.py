"""Papers held against each other: what the reports of a batch tell of one thing, and what the bureau's records say.

All that is told goes into a database on the disk, so that memory does not grow with the batch; it is read back by what it
is of, so that the order in which reports came changes nothing.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType

import msgspec

from audit.comparable import RECORD, Key, Told, same_unit

RULES = frozenset(("X101", "X201", "X202"))
"""The rules that ask for other papers."""
_DECODER = msgspec.msgpack.Decoder(Told)


class Compared(msgspec.Struct, frozen=True):
    """By report, what other papers tell otherwise, packed (`tuple[Told, ...]`): the report has to be examined with it.
    `records_met` counts the bureau's records that some report tells too."""

    contradicted: Mapping[str, bytes]
    records_met: int


class Papers:
    """What papers tell, kept on the disk until it is compared. Use as a context."""

    def __init__(self) -> None:
        # the empty name is a database of this connection's own, in a file that goes with it
        self._base = sqlite3.connect("")

    def __enter__(self) -> Papers:
        self._base.execute("CREATE TABLE told (of TEXT, paper TEXT, item TEXT, number INTEGER, content BLOB)")
        self._base.execute("CREATE INDEX papers ON told (paper)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def add(self, told: Iterable[Told]) -> None:
        """Take in what a paper tells; each names its paper."""
        rows = ((_of(t.key), t.source, t.item, t.number, msgspec.msgpack.encode(t)) for t in told)
        self._base.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?)", rows)

    def compared(self) -> Compared:
        """What does not agree. Only papers that are of one mind bear witness, and of two reports the later is asked."""
        found: dict[str, list[Told]] = {}
        met = 0
        rows = self._base.execute("SELECT of, content FROM told ORDER BY of, paper, item, number, content")
        for _, contents in itertools.groupby(rows, key=lambda row: row[0]):
            group = [_DECODER.decode(content) for _, content in contents]
            if len(group) < 2 or not same_unit([one.name for one in group]):
                continue
            records = [one for one in group if one.kind == RECORD]
            met += len(records) if len(records) < len(group) else 0
            for accused, witness in _contradictions(records, [one for one in group if one.kind != RECORD]):
                agreed = self._agree_elsewhere(accused, witness)
                found.setdefault(accused.source, []).append(msgspec.structs.replace(witness, agreed=agreed))
        return Compared({report: _packed(witnesses) for report, witnesses in sorted(found.items())}, met)

    def _agree_elsewhere(self, one: Told, other: Told) -> bool:
        """Whether two papers tell one amount of something else: that they are of one unit is then no chance of names."""
        shared = self._base.execute(
            "SELECT a.content, b.content FROM told a JOIN told b ON a.of = b.of"
            " WHERE a.paper = ? AND b.paper = ? AND a.of != ?",
            (one.source, other.source, _of(one.key)),
        )
        return any(_DECODER.decode(mine).agrees(_DECODER.decode(theirs)) for mine, theirs in shared)


def _packed(witnesses: Iterable[Told]) -> bytes:
    return msgspec.msgpack.encode(tuple(dict.fromkeys(witnesses)))


def from_paper(told: Iterable[Told], name: str) -> Iterator[Told]:
    """What a report tells, with its name."""
    return (msgspec.structs.replace(one, source=name) for one in told)


def _of(key: Key) -> str:
    return "\x1f".join(msgspec.structs.astuple(key))


def _contradictions(records: Sequence[Told], reports: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """(what a report tells, what is told otherwise) of one thing."""
    if records and _of_one_mind(records):
        yield from (
            (one, records[0]) for one in reports if not one.agrees(records[0]) and _same_project(one, records[0])
        )
    if len(reports) < 2:
        return
    *_, accused = sorted(reports, key=lambda one: (one.year, one.source, one.item))
    # two papers of one kind and year are two versions of it: which of them holds is not known here
    others = [one for one in reports if (one.year, one.kind) != (accused.year, accused.kind)]
    versions = [one for one in reports if (one.year, one.kind) == (accused.year, accused.kind)]
    if not others or not _of_one_mind(others) or not _of_one_mind(versions):
        return
    if not any(accused.agrees(other) or not _same_project(accused, other) for other in others):
        yield from ((version, others[0]) for version in versions)


def _of_one_mind(group: Sequence[Told]) -> bool:
    return all(one.agrees(other) for one, other in itertools.combinations(group, 2))


def _same_project(one: Told, other: Told) -> bool:
    return not (one.code and other.code) or one.code == other.code
