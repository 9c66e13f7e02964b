"""Text set in two columns: the gutter between them, and what stands on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.readers.page.runs import Run

# In shares of the width of the page: where the right column may begin, and how wide a line of a column is at least.
_FIRST = 0.4
_LAST = 0.68
_LONG = 0.22
# So many long lines on both sides make columns; the cells of a table are shorter.
_LINES = 5
_CHARACTERS = 9
_CROSSING = 0.2


def find_gutter(runs: Sequence[Run], width: float) -> float | None:
    """Where the right column of a page `width` points wide begins, if it is set in two columns."""
    long = [run for run in runs if run.x1 - run.x0 >= _LONG * width and len(run.text) >= _CHARACTERS]
    starts = Counter(round(run.x0) for run in long if _FIRST * width <= run.x0 <= _LAST * width)
    if not starts:
        return None
    start = max(starts, key=lambda x: (starts[x], -x))
    right = [run for run in long if abs(run.x0 - start) <= 3]
    gutter = min(run.x0 for run in right) - 1
    left = [run for run in long if run.x1 <= gutter + 1]
    if min(len(left), len(right)) < _LINES:
        return None
    top, bottom = min(run.top for run in right), max(run.bottom for run in right)
    crossing = sum(crosses(run, gutter) for run in runs if top <= run.middle <= bottom)
    return gutter if crossing <= _CROSSING * len(right) else None


def crosses(run: Run, gutter: float) -> bool:
    """Whether a run stands on both sides of the gutter."""
    return run.x0 < gutter - 2 and run.x1 > gutter + 2
