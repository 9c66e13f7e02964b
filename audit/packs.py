"""The rule packs there are, under `audit/templates/` and in a bureau's own folder, and the one that applies to a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from audit.pack import Execution, Pack, PackError
from audit.pack_toml import load
from audit.pack_workbook import from_workbook


@cache
def builtin() -> tuple[Pack, ...]:
    """The packs that come with the program, by id; the national one first."""
    folder = files("audit").joinpath("templates")
    packs = [load(entry.read_text("utf-8"), entry.name) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(packs, key=lambda pack: (bool(pack.marks or pack.region), pack.id)))


def from_folder(folder: Path) -> tuple[Pack, ...]:
    """A bureau's own packs (.toml, .xlsx), by file name. Raises PackError for the first that is not valid."""
    paths = sorted(p for p in folder.glob("*") if p.suffix in (".toml", ".xlsx") and not p.name.startswith("~$"))
    if not paths:
        raise PackError(f"规则包文件夹 {folder} 中没有 .toml 或 .xlsx 文件，请检查 --templates 的路径。")
    return tuple(from_workbook(p) if p.suffix == ".xlsx" else load(p.read_text("utf-8"), p.name) for p in paths)


def choose(packs: Sequence[Pack], words: Iterable[str], opening: Iterable[str] = ()) -> Pack:
    """The pack for a card: a bureau's own pack without marks wins, else the one with the most marks of which all
    stand in `words` (texts of the card and around it) and one of whose places is told there or in the report's
    `opening`, else the national pack."""
    text = "".join("".join(words).split())
    told = text + "".join("".join(opening).split())
    national = builtin()[0]
    fitting = [
        pack
        for pack in packs
        if pack.marks
        and all(mark in text for mark in pack.marks)
        and (not pack.places or any(place in told for place in pack.places))
    ]
    own = [pack for pack in packs if not pack.marks and pack not in builtin()]
    best = own[0] if own else max(fitting, key=lambda pack: len(pack.marks), default=national)
    return msgspec.structs.replace(
        best,
        grades=best.grades or national.grades,
        degrees=best.degrees or national.degrees,
        execution=_execution(best, national),
        over=best.over or national.over,
        layouts=best.layouts or national.layouts,
        indicators=(*best.indicators, *(e for e in national.indicators if best.indicator(e.name) is None)),
    )


def _execution(pack: Pack, national: Pack) -> Execution | None:
    """The execution indicator of a pack, with the national limit where it sets none."""
    if pack.execution is None or pack.execution.explain_below is not None or national.execution is None:
        return pack.execution or national.execution
    return msgspec.structs.replace(pack.execution, explain_below=national.execution.explain_below)
