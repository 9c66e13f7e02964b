"""The findings of a run as auditors work through them: listed, sifted, decided. The page is `audit.workbench.web`."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from audit.catalogue import of_form
from audit.decision import Decision
from audit.finding import ReportResult, Severity
from audit.report.concluded import NoRun
from audit.report.lines import FindingLine, ReportLine
from audit.report.naming import file_names
from audit.report.wording import SEVERITY_ORDER
from audit.workbench.deciding import Entry, Outcome, decide, undo
from audit.workbench.ledger import FILE, STATES, Event, Ledger

FINDINGS, REPORTS = "findings.jsonl", "reports.jsonl"


class Row(msgspec.Struct, frozen=True):
    """What the list sifts a finding by; the whole of it stands `at` this offset of findings.jsonl."""

    fingerprint: str
    amounts: str
    report: str
    unit: str
    year: str
    rule: str
    severity: Severity
    title: str
    at: int


class Sieve(msgspec.Struct, frozen=True):
    """What somebody wants to see; "" lets everything through. `unit` is part of a unit's name; each of `words` is looked
    for in unit, file and title."""

    severity: str = ""
    rule: str = ""
    unit: str = ""
    verdict: str = ""
    words: str = ""


class Standing(msgspec.Struct, frozen=True):
    """How far the work on a report is: its findings by severity, how many are decided, the state it was put in."""

    report: str
    unit: str
    year: str
    severities: Mapping[str, int]
    decided: int
    total: int
    state: str


class _Listed(msgspec.Struct, frozen=True):
    stamp: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]
    reports: Mapping[str, tuple[str, str]]


class Desk:
    """The desk over the folder `out` of a run. `result_of` gives the whole result of a report by its name, None where
    the run kept none; `clock` the time now (ISO 8601). Many threads may ask at once."""

    def __init__(
        self,
        out: Path,
        result_of: Callable[[str], ReportResult | None],
        clock: Callable[[], str] = lambda: datetime.now().astimezone().isoformat(timespec="seconds"),
    ) -> None:
        if not (out / REPORTS).exists() or not (out / FINDINGS).exists():
            raise NoRun(f"“{out}”中没有审核结果，请先运行 gouji audit … --out {out}（输出种类须含 jsonl）")
        self.out, self.result_of, self._clock = out, result_of, clock
        self._lock = threading.Lock()
        self._listed: _Listed | None = None

    def _now(self) -> _Listed:
        """The run as it lies in the folder now; a newer run is read anew."""
        with self._lock:
            stamp = tuple((s.st_mtime_ns, s.st_size) for s in ((self.out / n).stat() for n in (FINDINGS, REPORTS)))
            if self._listed is None or self._listed.stamp != stamp:
                self._listed = _read(self.out, stamp)
            return self._listed

    @property
    def reports(self) -> Mapping[str, str]:
        """The file name of each report's page, by report."""
        return file_names(self._now().reports)

    @property
    def rules(self) -> Mapping[str, str]:
        """Title by id of the rules that told something."""
        return {row.rule: row.title for row in sorted(self._now().rows, key=lambda row: row.rule)}

    def decisions(self) -> Mapping[str, Decision]:
        """The latest decision on each finding, by fingerprint."""
        with Ledger(self.out / FILE) as ledger:
            return ledger.decisions()

    def sifted(self, sieve: Sieve, decisions: Mapping[str, Decision]) -> list[Row]:
        """The findings that pass, in the order of the list: by report, the gravest first."""
        return [row for row in self._now().rows if _passes(row, sieve, decisions)]

    def told(self, rows: Sequence[Row]) -> list[FindingLine]:
        """The whole of these findings."""
        decoder = msgspec.json.Decoder(FindingLine)
        with (self.out / FINDINGS).open("rb") as file:
            return [decoder.decode(line) for line in _lines_at(file, rows)]

    def standings(self, decisions: Mapping[str, Decision]) -> list[Standing]:
        """Every report of the run with the progress of the work on it, sorted by name."""
        listed = self._now()
        found: dict[str, list[Row]] = {report: [] for report in listed.reports}
        for row in listed.rows:
            found[row.report].append(row)
        with Ledger(self.out / FILE) as ledger:
            states = ledger.states()
        return [
            Standing(
                report,
                *listed.reports[report],
                Counter(row.severity for row in rows),
                sum(is_settled(row, decisions) for row in rows),
                len(rows),
                states.get(report, STATES[0]),
            )
            for report, rows in found.items()
        ]

    def decide(self, fingerprint: str, verdict: str, reason: str, basis: int, who: str) -> tuple[Outcome, str]:
        """Enter a decision; `basis` is the number of the decision that was shown."""
        with Ledger(self.out / FILE) as ledger:
            return decide(ledger, Entry(fingerprint, verdict, reason.strip(), basis, who, self._clock()))

    def undo(self, fingerprint: str, basis: int, who: str) -> tuple[Outcome, str]:
        """Take the latest decision back."""
        with Ledger(self.out / FILE) as ledger:
            return undo(ledger, fingerprint, basis, who, self._clock())

    def decision(self, fingerprint: str) -> tuple[Decision, str]:
        """The decision on a finding, and the amounts fingerprint it has now."""
        with Ledger(self.out / FILE) as ledger:
            return ledger.decision(fingerprint), ledger.amounts(fingerprint)

    def state(self, report: str) -> str:
        """Which of STATES a report is in."""
        with Ledger(self.out / FILE) as ledger:
            return ledger.state(report)

    def put(self, report: str, state: str, who: str) -> None:
        """Put a report into one of STATES. Raises LedgerFault for other words."""
        with Ledger(self.out / FILE) as ledger:
            if ledger.state(report) != state:
                ledger.add(Event("state", self._clock(), who, report=report, verdict=state))


def _read(out: Path, stamp: tuple[tuple[int, int], ...]) -> _Listed:
    owners: dict[tuple[str, str], tuple[str, str]] = {}
    reports: dict[str, tuple[str, str]] = {}
    with (out / REPORTS).open("rb") as file:
        for line in map(msgspec.json.Decoder(ReportLine).decode, file):
            owners |= {(line.report, item.id): (item.unit or "", item.year or "") for item in line.items}
            reports[line.report] = owners[line.report, line.items[0].id] if line.items else ("", "")
    rows = sorted(_rows(out / FINDINGS, owners), key=lambda row: (row.report, SEVERITY_ORDER[row.severity], row.at))
    return _Listed(stamp, tuple(rows), reports)


class _Head(msgspec.Struct, frozen=True):
    """What the list needs of a line of findings.jsonl."""

    report: str
    item: str
    fingerprint: str
    amounts_fingerprint: str
    rule: str
    severity: Severity
    title: str


def _rows(path: Path, owners: Mapping[tuple[str, str], tuple[str, str]]) -> Iterator[Row]:
    """The units' findings; what is wrong with the form itself is told once for the batch, and not here."""
    decoder, at = msgspec.json.Decoder(_Head), 0
    with path.open("rb") as file:
        for line in file:
            head = decoder.decode(line)
            if not of_form(head.rule):
                prints = (head.fingerprint, head.amounts_fingerprint)
                unit, year = owners.get((head.report, head.item), ("", ""))
                yield Row(*prints, head.report, unit, year, head.rule, head.severity, head.title, at)
            at += len(line)


def _lines_at(file: BinaryIO, rows: Sequence[Row]) -> Iterator[bytes]:
    for row in rows:
        file.seek(row.at)
        yield file.readline()


def _passes(row: Row, sieve: Sieve, decisions: Mapping[str, Decision]) -> bool:
    if (sieve.severity and row.severity != sieve.severity) or (sieve.rule and row.rule != sieve.rule):
        return False
    if sieve.unit not in row.unit:
        return False
    verdict = decisions.get(row.fingerprint, Decision("")).verdict
    if sieve.verdict and verdict != sieve.verdict:
        return False
    return all(word in f"{row.unit} {row.report} {row.title}" for word in sieve.words.split())


def is_settled(row: Row, decisions: Mapping[str, Decision]) -> bool:
    """Whether a person has decided on a finding, of its figures as they stand now."""
    return decisions.get(row.fingerprint, Decision("")).settles(row.amounts)
