"""Is a slip found as well in a report printed in 元 or 亿元 as in the same report in 万元?

Every slip is counted that each of the three must show; what rounding hides in one of them is counted apart.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from corpus.measure.material import Known, written
from corpus.measure.product import Answer, audit
from corpus.measure.tallies import Miss, Share, count
from corpus.renderings import renderings

QUICK, FULL = 24, 120
"""Reports in each unit; every sixth has no slip."""


class Unit(msgspec.Struct, frozen=True):
    """Reports in one unit. `found`: of the slips that show in each of the units; `hidden`: slips that rounding makes
    invisible in this one; `false`: errors and doubts that no slip explains; `missed`: slips not found."""

    found: Share
    hidden: int
    false: int
    missed: tuple[Miss, ...]


def measure(work: Path, quick: bool) -> dict[str, Unit]:
    """The same reports with the same slips, by the unit that they are printed in."""
    known: dict[str, list[Known]] = {}
    for number in range(QUICK if quick else FULL):
        for report in renderings(2 * number, clean=number % 6 == 0):
            folder = work / f"in-{report.unit}"
            folder.mkdir(exist_ok=True)
            known.setdefault(report.unit, []).append(written(folder, report))
    return {unit: _unit(tuple(ones), audit(work / f"in-{unit}", work / f"out-{unit}")) for unit, ones in known.items()}


def _unit(known: tuple[Known, ...], answer: Answer) -> Unit:
    tally = count(known, answer)
    return Unit(
        found=tally.recall.get("error", Share()),
        hidden=tally.invisible,
        false=len(tally.false),
        missed=tuple(tally.missed),
    )


def parity(units: dict[str, Unit]) -> Share:
    """Of the slips found in any of the units, those found in all."""
    missed = [{(one.file, one.label.id) for one in unit.missed} for unit in units.values()]
    everywhere, somewhere = set.intersection(*missed), set.union(*missed)
    slips = next(iter(units.values())).found.of
    return Share(slips - len(somewhere), slips - len(everywhere))
