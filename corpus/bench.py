"""The benchmark: generates reports (cached), audits them, and compares the answers with the truth."""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

from corpus.generate import VERSION
from corpus.measure import baselines, batch, editing, readers, speed, stability, stages, units
from corpus.measure.material import Material, material
from corpus.measure.picture import page
from corpus.measure.printed import Count
from corpus.measure.product import Answer, audit
from corpus.measure.summary import Results, as_json, broken, flat
from corpus.measure.tallies import count
from corpus.measure.terminal import show, tell

QUICK, FULL = 90, 600
_SAMPLE = 12


def _by_format(stuff: Material, work: Path) -> dict[str, tuple[int, Decimal]]:
    """Milliseconds of processor time a report, the start of the program included, over a sample of each format."""
    times: dict[str, tuple[int, Decimal]] = {}
    for form in sorted({one.format for one in stuff.known}):
        folder = work / f"only-{form}"
        folder.mkdir()
        files = [one.file for one in stuff.known if one.format == form][:_SAMPLE]
        for file in files:
            shutil.copyfile(stuff.folder / file, folder / file)
        answer = audit(folder, work / f"only-{form}-out")
        times[form] = (len(files), (answer.spent.processor * 1000 / len(files)).quantize(Decimal("0.1")))
    return times


def _drawings(quick: bool) -> dict[str, Count]:
    """What comes back of tables with few rulings, where the library that draws them is installed."""
    if find_spec("reportlab") is None:
        return {}
    from corpus.measure import drawings

    return drawings.measure(quick)


def _measure(stuff: Material, answer: Answer, work: Path, quick: bool) -> Results:
    tally = count(stuff.known, answer)
    known = stuff.known
    return Results(
        reports=len(known),
        seconds=answer.spent.seconds,
        tally=tally,
        speed=speed.measure(work, quick),
        readers=readers.measure(work, quick),
        drawings=_drawings(quick),
        stages=stages.measure(work, quick),
        batch=batch.measure(stuff, work, quick),
        stability=stability.measure(work, quick),
        units=units.measure(work, quick),
        baselines=[
            baselines.ours(known, answer),
            baselines.naive(known),
            *baselines.tolerances(known, answer),
            baselines.calculations(known, answer),
        ],
        repairs=editing.compare(known, answer),
        by_format=_by_format(stuff, work),
        memory_mb=answer.spent.megabytes,
    )


def run(quick: bool, json: Path | None, html: Path | None) -> int:
    """Measures and prints; 0 if no floor of this corpus version was broken, else 1.

    `quick` takes a quarter of the reports and leaves LibreOffice out; only its floors are kept.
    """
    stuff = material(QUICK) if quick else material(FULL, converted=30)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        answer = audit(stuff.folder, work / "out")
        results = _measure(stuff, answer, work, quick)
    show(results)
    if json is not None:
        json.write_bytes(as_json(results))
    if html is not None:
        html.write_text(page(results), "utf-8")
    faults = broken(flat(results), VERSION) if quick else []
    tell(faults, VERSION)
    return 1 if faults else 0
