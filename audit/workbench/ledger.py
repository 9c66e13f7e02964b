"""gouji.db: runs, reports, findings, and everything people decided, as events that are only ever added.

The ledger never reads the clock: times come in as text (ISO 8601) from whoever calls it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from audit.catalogue import of_form
from audit.decision import VERDICT_WORDS, Changes, Decision, VerdictWord

FILE = "gouji.db"
STATES = ("已接收", "审核中", "退回修改", "已重报", "审核通过", "已归档")
EventKind = Literal["decision", "reply", "state"]

_MIGRATIONS = (
    """
    CREATE TABLE runs (id INTEGER PRIMARY KEY, started TEXT NOT NULL, version TEXT NOT NULL, ruleset TEXT NOT NULL);
    CREATE TABLE reports (
        report TEXT PRIMARY KEY, sha256 TEXT NOT NULL, unit TEXT NOT NULL, year TEXT NOT NULL,
        first_run INTEGER NOT NULL, last_run INTEGER NOT NULL);
    CREATE TABLE findings (
        fingerprint TEXT NOT NULL, report TEXT NOT NULL, amounts TEXT NOT NULL, item TEXT NOT NULL,
        rule TEXT NOT NULL, severity TEXT NOT NULL, title TEXT NOT NULL, quote TEXT NOT NULL,
        first_run INTEGER NOT NULL, last_run INTEGER NOT NULL, PRIMARY KEY (report, fingerprint));
    CREATE INDEX findings_by_fingerprint ON findings (fingerprint);
    CREATE TABLE events (
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
        fingerprint TEXT NOT NULL, report TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
        correction TEXT NOT NULL, evidence TEXT NOT NULL, amounts TEXT NOT NULL, source TEXT NOT NULL);
    CREATE INDEX events_by_fingerprint ON events (fingerprint, kind, number);
    CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
    CREATE TRIGGER events_stand BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    """,
    """
    ALTER TABLE reports ADD COLUMN changed_run INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE reports ADD COLUMN previous_run INTEGER NOT NULL DEFAULT 0;
    UPDATE reports SET changed_run = first_run;
    """,
    "ALTER TABLE reports ADD COLUMN printed TEXT NOT NULL DEFAULT '[]'",
)
VERSION = len(_MIGRATIONS)


class LedgerFault(Exception):
    """A ledger that can't be used, or an entry it can't take; the message says in Chinese what to do."""


class Event(msgspec.Struct, frozen=True):
    """One entry. Of a `decision`, `verdict` is one of VERDICT_WORDS; of a `state`, one of STATES; a `reply` is what
    the unit wrote: `reason` its statement, `correction` the corrected figure, `evidence` the papers it names, `who`
    the person responsible. `source` is the file it came from, "" for the workbench."""

    kind: EventKind
    at: str
    who: str
    fingerprint: str = ""
    report: str = ""
    verdict: str = ""
    reason: str = ""
    correction: str = ""
    evidence: str = ""
    amounts: str = ""
    source: str = ""
    number: int = 0


class Seen(msgspec.Struct, frozen=True):
    """A finding as one run saw it."""

    fingerprint: str
    amounts: str
    item: str
    rule: str
    severity: str
    title: str
    quote: str


class Ledger:
    """One ledger file. Use as a context, or `close` it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA foreign_keys=ON")
            self._migrate()
        except sqlite3.OperationalError as error:
            self._base.close()
            raise LedgerFault(
                f"台账“{path.name}”打不开或写不进去（{error}）。请腾出磁盘空间、检查权限，或关闭占用它的程序，再运行同样的命令。"
            ) from error
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise LedgerFault(f"“{path.name}”不是可用的台账文件或已损坏，请从备份恢复后再试（{error}）") from error

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._base.close()

    def _migrate(self) -> None:
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise LedgerFault(f"台账由更新的版本写成（{version}），本程序只认识到{VERSION}；请升级后再打开")
        if 0 < version < VERSION:
            self.back_up(self.path.with_name(f"{self.path.name}.v{version}.bak"))
        for number in range(version, VERSION):
            script = f"BEGIN;{_MIGRATIONS[number]};PRAGMA user_version={number + 1};COMMIT;"
            self._base.executescript(script)

    def back_up(self, to: Path) -> None:
        """A whole copy of the ledger as it is now."""
        with closing(sqlite3.connect(to)) as copy:
            self._base.backup(copy)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; inside another one, part of that."""
        if self._base.in_transaction:
            yield self._base
            return
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield self._base
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def together(self) -> AbstractContextManager[object]:
        """What is added inside is there as a whole or, should the program end meanwhile, not at all."""
        return self._transaction()

    # runs

    def begin_run(self, started: str, version: str, ruleset: str) -> int:
        """Note a run; its number comes back."""
        with self._transaction() as base:
            row = base.execute(
                "INSERT INTO runs (started, version, ruleset) VALUES (?, ?, ?)", (started, version, ruleset)
            )
            return int(row.lastrowid or 0)

    def record(
        self, run: int, report: str, owner: tuple[str, str, str], seen: Iterable[Seen], printed: str = "[]"
    ) -> None:
        """Note what a run found in a report; `owner` is (sha256, unit, year), `printed` what `printed` gives back.
        Recording twice changes nothing."""
        with self._transaction() as base:
            base.execute(
                "INSERT INTO reports (report, sha256, unit, year, first_run, last_run, changed_run, printed) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (report) DO UPDATE SET "
                "previous_run = CASE sha256 WHEN excluded.sha256 THEN previous_run ELSE last_run END, "
                "changed_run = CASE sha256 WHEN excluded.sha256 THEN changed_run ELSE excluded.last_run END, "
                "sha256=excluded.sha256, unit=excluded.unit, year=excluded.year, last_run=excluded.last_run, "
                "printed=excluded.printed",
                (report, *owner, run, run, run, printed),
            )
            base.executemany(
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (report, fingerprint) DO UPDATE "
                "SET amounts=excluded.amounts, item=excluded.item, rule=excluded.rule, severity=excluded.severity, "
                "title=excluded.title, quote=excluded.quote, last_run=excluded.last_run",
                [
                    (s.fingerprint, report, s.amounts, s.item, s.rule, s.severity, s.title, s.quote, run, run)
                    for s in seen
                ],
            )

    def changes(self, report: str, earlier: str | None = None) -> Changes:
        """What became of a report's findings since the last audit of its earlier content, or since another report
        that it replaces, those about the form aside. Auditing the same content again changes nothing."""
        now = self._present(report)
        before = self._present(earlier) if earlier else self._before(report)
        return Changes(tuple(sorted(before - now)), tuple(sorted(before & now)), tuple(sorted(now - before)))

    def _present(self, report: str) -> set[str]:
        rows = self._base.execute(
            "SELECT f.fingerprint, f.rule FROM findings f JOIN reports r ON r.report = f.report "
            "WHERE f.report = ? AND f.last_run = r.last_run",
            (report,),
        )
        return {fingerprint for fingerprint, rule in rows if not of_form(rule)}

    def _before(self, report: str) -> set[str]:
        rows = self._base.execute(
            "SELECT f.fingerprint, f.rule FROM findings f JOIN reports r ON r.report = f.report "
            "WHERE f.report = ? AND f.first_run <= r.previous_run AND f.last_run >= r.previous_run",
            (report,),
        )
        return {fingerprint for fingerprint, rule in rows if not of_form(rule)}

    def sightings(self) -> Iterator[tuple[Seen, str, str, str, bool]]:
        """Every finding ever seen, sorted: (finding, report, unit, year, whether the report's last audit still had it)."""
        rows = self._base.execute(
            "SELECT f.fingerprint, f.amounts, f.item, f.rule, f.severity, f.title, f.quote, f.report, r.unit, r.year, "
            "f.last_run = r.last_run FROM findings f JOIN reports r ON r.report = f.report "
            "ORDER BY r.unit, r.year, f.report, f.first_run, f.fingerprint"
        )
        for row in rows:
            yield Seen(*row[:7]), row[7], row[8], row[9], bool(row[10])

    def printed(self, report: str) -> str:
        """What the last run noted of the score cards of a report, as it was given to `record`."""
        row = self._base.execute("SELECT printed FROM reports WHERE report = ?", (report,)).fetchone()
        return "[]" if row is None else str(row[0])

    def known(self, fingerprint: str) -> bool:
        """Whether any run found this."""
        row = self._base.execute("SELECT 1 FROM findings WHERE fingerprint = ? LIMIT 1", (fingerprint,)).fetchone()
        return row is not None

    def amounts(self, fingerprint: str) -> str:
        """The amounts fingerprint of a finding as last seen."""
        row = self._base.execute(
            "SELECT amounts FROM findings WHERE fingerprint = ? ORDER BY last_run DESC, report LIMIT 1", (fingerprint,)
        ).fetchone()
        return "" if row is None else str(row[0])

    # events

    def add(self, event: Event) -> int:
        """Add an entry; its number comes back. Words that are no verdict or state are refused."""
        words: Mapping[EventKind, tuple[str, ...]] = {"decision": VERDICT_WORDS, "state": STATES, "reply": ("",)}
        if event.verdict not in words[event.kind]:
            raise LedgerFault(f"“{event.verdict}”不是可用的状态，请用：{'、'.join(words[event.kind])}")
        values = [getattr(event, name) for name in Event.__struct_fields__ if name != "number"]
        names = [name for name in Event.__struct_fields__ if name != "number"]
        with self._transaction() as base:
            row = base.execute(
                f"INSERT INTO events ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", values
            )
            return int(row.lastrowid or 0)

    def events(self, fingerprint: str | None = None, report: str | None = None) -> list[Event]:
        """Entries in the order they were made, of one finding or one report if asked."""
        query = f"SELECT {', '.join(Event.__struct_fields__)} FROM events"
        wanted = [
            (name, value) for name, value in (("fingerprint", fingerprint), ("report", report)) if value is not None
        ]
        if wanted:
            query += " WHERE " + " AND ".join(f"{name} = ?" for name, _ in wanted)
        rows = self._base.execute(query + " ORDER BY number", [value for _, value in wanted])
        return [Event(*row) for row in rows]

    def decisions(self) -> dict[str, Decision]:
        """The latest decision on each finding by fingerprint, with the unit's latest reply."""
        found: dict[str, Decision] = {}
        for event in self.events():
            if event.fingerprint and event.kind != "state":
                found[event.fingerprint] = _after(found.get(event.fingerprint, Decision(event.fingerprint)), event)
        return found

    def decision(self, fingerprint: str, number: int | None = None) -> Decision:
        """The decision on a finding, as it stood after entry `number` if given."""
        decision = Decision(fingerprint)
        for event in self.events(fingerprint):
            if event.kind != "state" and (number is None or event.number <= number):
                decision = _after(decision, event)
        return decision

    def state(self, report: str) -> str:
        """Where a report stands: the last of its states, 已接收 before any."""
        states = [event.verdict for event in self.events(report=report) if event.kind == "state"]
        return states[-1] if states else STATES[0]

    def states(self) -> dict[str, str]:
        """The same of every report that was ever put in one."""
        rows = self._base.execute("SELECT report, verdict FROM events WHERE kind = 'state' ORDER BY number")
        return dict(rows)


def _after(decision: Decision, event: Event) -> Decision:
    if event.kind == "reply":
        parts = (event.reason, f"更正为{event.correction}" if event.correction else "", event.evidence)
        return msgspec.structs.replace(decision, statement="；".join(part for part in parts if part))
    verdict: VerdictWord = msgspec.convert(event.verdict, VerdictWord)
    return Decision(
        decision.fingerprint,
        verdict,
        event.reason,
        event.who,
        event.at,
        event.amounts,
        decision.statement,
        event.number,
    )
