"""All results of a run as one flat table of names and numbers, for machines and for the floors."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from corpus.measure.baselines import Row
from corpus.measure.batch import Batch
from corpus.measure.editing import Repairs
from corpus.measure.printed import Count
from corpus.measure.readers import Pace
from corpus.measure.speed import Speed
from corpus.measure.stages import STAGES, Stages
from corpus.measure.tallies import Share, Tallies
from corpus.measure.units import Unit, parity

FLOORS = Path(__file__).parent.parent / "floors.toml"


STAGE_NAMES = {
    "reading": "读取", "understanding": "理解", "examining": "核对", "presenting": "输出", "whole": "合计",
}  # fmt: skip


class Results(msgspec.Struct):
    """One run: what was counted, how it compares, how fast it was."""

    reports: int
    seconds: Decimal
    tally: Tallies
    speed: Speed
    readers: dict[str, Pace]
    drawings: dict[str, Count]
    stages: dict[str, Stages]
    batch: Batch
    stability: dict[str, Share]
    units: dict[str, Unit]
    baselines: list[Row]
    repairs: list[Repairs]
    by_format: dict[str, tuple[int, Decimal]]
    memory_mb: int


def _percent(share: Share) -> Decimal | None:
    ratio = share.ratio
    if ratio is None:
        return None
    hundred = Fraction(100) * ratio
    return (Decimal(hundred.numerator) / Decimal(hundred.denominator)).quantize(Decimal("0.01"))


def flat(results: Results) -> dict[str, Decimal | None]:
    """Names and numbers; percentages of 100, counts and milliseconds as they are."""
    return {name: _percent(share) for name, share in _shares(results).items()} | _counts(results) | _times(results)


def _shares(results: Results) -> dict[str, Share]:
    """What was right, of what."""
    tally = results.tally
    shares = {
        "figures_recall": tally.figures_recall,
        "figures_exact": tally.figures_exact,
        "figures_precision": tally.figures_precision,
        "claims_recall": tally.claims_recall,
        "documents_right": tally.documents_right,
        "repairs_listed": tally.listed,
        "repairs_answered": tally.answered,
        "repairs_answered_ties": tally.answered_ties,
        "repairs_right_first": tally.right_first,
        "repairs_wrongly_asserted": tally.wrongly_asserted,
        "score_rows_read": tally.rows_read,
        "score_rules_decided": tally.parsed,
        "overstated_found": tally.overstated_found,
        "overstated_falsely": tally.overstated_falsely,
        "verdicts_unsupported_where_printed": tally.unsupported,
        "verdicts_overstated_wrongly": tally.called_overstated,
    }
    shares |= {f"verdicts_{name or 'right'}": share for name, share in tally.verdicts.items()}
    shares |= {f"recall_{name}": share for name, share in tally.recall.items()}
    shares |= {f"recall_unit_{name}": share for name, share in tally.recall_by_unit.items()}
    shares |= {f"recall_slip_{name}": share for name, share in tally.recall_by_slip.items()}
    shares |= {f"recall_format_{name}": share for name, share in tally.recall_by_format.items()}
    shares |= {f"precision_{name}": share for name, share in tally.precision.items()}
    shares |= {f"recall_family_{name}": share for name, share in tally.recall_by_family.items()}
    shares |= {f"precision_family_{name}": share for name, share in tally.precision_by_family.items()}
    shares |= {f"claims_{name}": share for name, share in tally.claims_by_family.items()}
    shares |= {f"fingerprints_{name}": share for name, share in results.stability.items()}
    shares |= {f"units_{name}_found": unit.found for name, unit in results.units.items()}
    for printer, printed in results.drawings.items():
        shares[f"drawn_{printer}_cells"] = Share(printed.placed, printed.cells)
        shares[f"drawn_{printer}_figures"] = Share(printed.right, printed.figures)
        shares[f"drawn_{printer}_wrong"] = Share(printed.wrong, printed.figures)
    shares["units_alike"] = parity(results.units)
    return shares


def _counts(results: Results) -> dict[str, Decimal | None]:
    tally = results.tally
    counts: dict[str, Decimal | None] = {
        "false_errors_on_clean": Decimal(tally.false_on_clean),
        "warnings_on_clean": Decimal(tally.warnings_on_clean),
        "clean_reports": Decimal(tally.clean_reports),
        "unread": Decimal(tally.unread),
        "invisible": Decimal(tally.invisible),
        "reports": Decimal(results.reports),
    }
    for name, unit in results.units.items():
        counts |= {f"units_{name}_hidden": Decimal(unit.hidden), f"units_{name}_false": Decimal(unit.false)}
    return counts


def _times(results: Results) -> dict[str, Decimal | None]:
    """What it took: time, memory, and both against what they are compared with."""
    times: dict[str, Decimal | None] = {
        "seconds": results.seconds,
        "speed_ratio": results.speed.ratio,
        "speed_ms": results.speed.audit_ms,
        "speed_floor_ms": results.speed.floor_ms,
        "reports_a_second": results.speed.a_second,
        "memory_mb": Decimal(results.memory_mb),
        "start_help_ms": results.batch.help_ms,
        "start_first_report_ms": results.batch.first_ms,
        "letter_ms": results.batch.letters_ms,
        "two_cores_faster": results.batch.two_cores,
    }
    for form, pace in results.readers.items():
        times |= {f"reader_{form}": pace.ratio, f"reader_{form}_ms": pace.reader}
        compared = {"first": pace.first_ratio, "times_faster": pace.times_faster}
        times |= {f"reader_{form}_{name}": value for name, value in compared.items() if value is not None}
    times |= {f"batch_overhead_{formats}": share for formats, share in results.batch.overhead.items()}
    for kind, stages in results.stages.items():
        times |= {f"{kind}_{stage}_ratio": stages.ratio(stage) for stage in STAGES}
        times |= {f"{kind}_{stage}_ms": getattr(stages, stage) for stage in STAGES}
        times[f"{kind}_reports_a_second"] = stages.a_second
    return times


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bound that must not be broken."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None


def broken(table: dict[str, Decimal | None], version: int) -> list[str]:
    """What lies beyond its floor, in words. A floor that names nothing measured is broken too."""
    raw: dict[str, Any] = tomllib.loads(FLOORS.read_text("utf-8"), parse_float=Decimal)
    floors = msgspec.convert(raw.get(f"v{version}", {}), dict[str, Floor])
    faults = []
    for name, floor in floors.items():
        value = table.get(name)
        if value is None:
            faults.append(f"{name}：没有测得")
        elif floor.at_least is not None and value < floor.at_least:
            faults.append(f"{name}：{value}，低于下限 {floor.at_least}")
        elif floor.at_most is not None and value > floor.at_most:
            faults.append(f"{name}：{value}，高于上限 {floor.at_most}")
    return faults


def as_json(results: Results) -> bytes:
    """The table, the comparisons and every miss and false finding, for machines."""
    tally = results.tally
    record = {
        "table": flat(results),
        "baselines": [
            {"name": row.name, "found": _percent(row.found), "false": row.false, "skipped": row.skipped or None}
            for row in results.baselines
        ],
        "repairs": [
            {"name": row.name, "answered": _percent(row.answered), "right": _percent(row.right), "wrong": row.wrong}
            for row in results.repairs
        ],
        "growth_by_figures": [{"figures": figures, "ms": ms} for figures, ms in results.speed.growth],
        "growth_by_reports": results.batch.growth,
        "formats": {name: {"reports": count, "ms": ms} for name, (count, ms) in results.by_format.items()},
        "missed": tally.missed,
        "missed_by_unit": {name: unit.missed for name, unit in results.units.items()},
        "false": tally.false,
        "missed_claims": tally.missed_claims,
        "missed_figures": dict(tally.missed_figures),
    }
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
