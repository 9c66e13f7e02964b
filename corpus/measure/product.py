"""Runs the program as a user would, and reads the files that it promises."""

from __future__ import annotations

import subprocess
import sys
import time
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


class Answer(msgspec.Struct, frozen=True):
    """All that one run of the program gave, by report, and how long it took."""

    findings: dict[str, list[Finding]]
    figures: dict[str, list[FigureLine]]
    claims: dict[str, list[ClaimLine]]
    scores: dict[str, list[ScoreLine]]
    failures: dict[str, str]
    seconds: float


def _lines(path: Path, kind: type[T]) -> dict[str, list[T]]:
    decoder = msgspec.json.Decoder(kind)
    found: dict[str, list[T]] = {}
    if path.exists():
        for line in path.read_bytes().splitlines():
            record = decoder.decode(line)
            found.setdefault(record.report, []).append(record)  # type: ignore[attr-defined]
    return found


def audit(folder: Path, out: Path) -> Answer:
    """Audits a folder in a process of its own. Raises RuntimeError if the command itself breaks."""
    begun = time.perf_counter()
    command = [sys.executable, "pipeline.py", "audit", str(folder), "--out", str(out), "--format", "jsonl", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"gouji audit ended with {done.returncode}:\n{done.stderr[-2000:]}")
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
        seconds=seconds,
    )
