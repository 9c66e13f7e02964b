"""Runs the program as a user would, and reads the files that it promises."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from corpus.measure.numbers import number

T = TypeVar("T")
ROOT = Path(__file__).parent.parent.parent


class Figure(msgspec.Struct, frozen=True):
    """A figure of a line, as printed and in the base unit."""

    text: str
    value: str | None = None
    unit: str | None = None
    role: str = ""
    place: dict[str, Any] = {}

    @property
    def spot(self) -> tuple[Any, ...]:
        """Tells printed figures apart."""
        return tuple(self.place.get(name) for name in ("block", "row", "col", "start"))

    @property
    def plain(self) -> Decimal | None:
        return number(self.text)

    @property
    def step(self) -> Decimal:
        """One unit of the last printed place, in the base unit; a nought does not tell its unit and counts as exact."""
        plain = self.plain
        if plain is None:
            return Decimal(1)
        scale = Decimal(self.value or 0) / plain if plain else Decimal(1)
        return abs(scale).scaleb(int(plain.as_tuple().exponent))


class Edit(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """One change of a repair."""

    figure: int
    from_: str
    to: str
    slip: str = ""


class Repair(msgspec.Struct, frozen=True):
    """A set of changes that would cure a finding."""

    edits: tuple[Edit, ...]
    established: bool = False


class Also(msgspec.Struct, frozen=True):
    """Another place of the same finding."""

    quote: str = ""


class Finding(msgspec.Struct, frozen=True):
    """A line of findings.jsonl, as far as it is measured."""

    report: str
    item: str
    fingerprint: str
    rule: str
    family: str
    severity: str
    message: str = ""
    figures: tuple[Figure, ...] = ()
    expected: Figure | None = None
    repairs: tuple[Repair, ...] = ()
    quote: str = ""
    also: tuple[Also, ...] = ()


class FigureLine(msgspec.Struct, frozen=True):
    """A line of figures.jsonl."""

    report: str
    item: str
    text: str
    value: str
    unit: str
    quote: str = ""
    place: dict[str, Any] = {}


class ClaimLine(msgspec.Struct, frozen=True):
    """A line of claims.jsonl."""

    report: str
    item: str
    family: str
    status: str
    figures: tuple[Figure, ...]
    finding: str | None = None
    quote: str = ""


class ScoreLine(msgspec.Struct, frozen=True):
    """A line of scores.jsonl."""

    report: str
    item: str
    indicator: dict[str, Any] | None
    claimed: str | None = None
    verdict: str | None = None


class Spent(msgspec.Struct, frozen=True):
    """What a process took together with those it started: seconds of the clock, seconds of processors, and the
    megabytes of the largest of them."""

    seconds: Decimal
    processor: Decimal
    megabytes: int


class Answer(msgspec.Struct, frozen=True):
    """All that one run of the program gave, by report, and what it took."""

    findings: dict[str, list[Finding]]
    figures: dict[str, list[FigureLine]]
    claims: dict[str, list[ClaimLine]]
    scores: dict[str, list[ScoreLine]]
    failures: dict[str, str]
    spent: Spent


def _lines(path: Path, kind: type[T]) -> dict[str, list[T]]:
    decoder = msgspec.json.Decoder(kind)
    found: dict[str, list[T]] = {}
    if path.exists():
        for line in path.read_bytes().splitlines():
            record = decoder.decode(line)
            found.setdefault(record.report, []).append(record)  # type: ignore[attr-defined]
    return found


def run(arguments: Sequence[str]) -> Spent:
    """Runs `gouji` in a process of its own. Raises RuntimeError if the command itself breaks."""
    begun = time.perf_counter_ns()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "pipeline.py", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1, 3):
            said.seek(0)
            raise RuntimeError(f"gouji ended with {process.returncode}:\n{said.read().decode()[-2000:]}")
    passed = Decimal(time.perf_counter_ns() - begun) / 10**9
    processor = Decimal(round((used.ru_utime + used.ru_stime) * 1000)) / 1000
    return Spent(passed.quantize(Decimal("0.01")), processor, used.ru_maxrss // 1024)


def audit_command(folder: Path, out: Path, formats: str = "jsonl") -> list[str]:
    """The arguments that audit a folder."""
    return ["audit", str(folder), "--out", str(out), "--format", formats, "--quiet"]


def audit(folder: Path, out: Path) -> Answer:
    """Audits a folder and reads what the program writes. Every generated report stands for itself, under one of a few
    names: what two of them tell of one name has no truth, so they are not held against each other."""
    spent = run([*audit_command(folder, out), "--ignore", "X201,X202"])
    failed = {
        line["report"]: f"{line['reason']}: {line['message']}"
        for raw in (out / "failures.jsonl").read_bytes().splitlines()
        for line in (msgspec.json.decode(raw),)
    }
    return Answer(
        findings=_lines(out / "findings.jsonl", Finding),
        figures=_lines(out / "figures.jsonl", FigureLine),
        claims=_lines(out / "claims.jsonl", ClaimLine),
        scores=_lines(out / "scores.jsonl", ScoreLine),
        failures=failed,
        spent=spent,
    )
