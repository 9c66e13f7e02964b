"""How far a run is, for a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from audit.batch.work import Outcome


def shown(outcomes: Iterator[Outcome], total: int, quiet: bool, visible: Callable[[str], str]) -> Iterator[Outcome]:
    """The outcomes as they come, with a bar, rate and time left where a person is watching. `visible` makes a file's
    name fit to be shown; what is written to `sys.stderr` meanwhile stands above the bar."""
    if quiet or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("审核"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("已用"),
        TimeElapsedColumn(),
        TextColumn("约剩"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, name="", rate="")
        for outcome in outcomes:
            speed = bar.tasks[0].speed
            rate = f"每分钟{speed * 60:.0f}份" if speed else ""
            bar.update(task, advance=1, name=visible(outcome.source.report[-40:]), rate=rate)
            yield outcome
