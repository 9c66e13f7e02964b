"""The reports that a run is measured on: written once for a corpus version, with what is known of each."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import msgspec

from corpus.build import LABELS, RENDERERS, REPORTS
from corpus.generate import VERSION, Points, Report, Told, Truth, generate
from corpus.labels import Labels, from_json
from corpus.office import convert

CACHE = Path(__file__).parent.parent / ".cache"
_READY = "ready"


class Known(msgspec.Struct, frozen=True):
    """One file and its truth; `complete` where every figure and relation is known, as in generated reports."""

    file: str
    labels: Labels
    complete: bool
    layout: str = "hand-written"
    figures: tuple[Truth, ...] = ()
    relations: tuple[Told, ...] = ()
    prose: tuple[str, ...] = ()
    points: tuple[Points, ...] = ()
    unit: str = ""

    @property
    def clean(self) -> bool:
        return not self.labels.errors

    @property
    def format(self) -> str:
        return self.file.rpartition(".")[2]


class Material(msgspec.Struct, frozen=True):
    """A folder of reports and what is known of each file in it."""

    folder: Path
    known: tuple[Known, ...]


def written(folder: Path, report: Report) -> Known:
    """What is known of a report that is now a file in a folder."""
    ending, render = RENDERERS[report.form]
    file = f"{report.name}.{ending}"
    (folder / file).write_bytes(render(report.page))
    return Known(
        file=file,
        labels=report.labels,
        complete=True,
        layout=report.layout,
        figures=report.figures,
        relations=report.relations,
        prose=report.prose,
        points=report.points,
        unit=report.unit,
    )


def _hand_written(folder: Path) -> list[Known]:
    known = []
    for path in sorted(REPORTS.iterdir()):
        labels = from_json((LABELS / f"{path.name.partition('.')[0]}.json").read_bytes())
        shutil.copyfile(path, folder / path.name)
        known.append(Known(path.name, labels, complete=False))
    return known


def _converted(folder: Path, known: list[Known], each: int) -> list[Known]:
    """Some of the docx files as pdf and doc as well, where LibreOffice is installed; boxes and pages differ, not text."""
    more: list[Known] = []
    files = [one for one in known if one.complete and one.format == "docx"][:each]
    for kind in ("pdf", "doc"):
        if convert([folder / one.file for one in files], kind, folder):
            more.extend(msgspec.structs.replace(one, file=f"{Path(one.file).stem}.{kind}") for one in files)
    return more


def stamp() -> str:
    """Changes when any file of the generator does, so that a stale cache is never measured."""
    here = Path(__file__).parent.parent
    files = sorted(path for path in here.rglob("*.py") if "measure" not in path.parts)
    content = b"".join(path.read_bytes() for path in (*files, *sorted(REPORTS.glob("*")), *sorted(LABELS.glob("*"))))
    return hashlib.sha256(content).hexdigest()[:12]


def material(count: int, converted: int = 0) -> Material:
    """The hand-written reports and those of the seeds below `count`, from the cache where it is fresh; `converted`:
    how many of them to have as pdf and doc as well."""
    folder = CACHE / f"v{VERSION}-{count}-{converted}-{stamp()}"
    reports, truth = folder / "reports", folder / "truth.json"
    if not (folder / _READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        reports.mkdir(parents=True)
        known = [*_hand_written(reports), *(written(reports, generate(seed)) for seed in range(count))]
        known += _converted(reports, known, converted)
        truth.write_bytes(msgspec.json.encode(known))
        (folder / _READY).touch()
    return Material(reports, msgspec.json.decode(truth.read_bytes(), type=tuple[Known, ...]))
