"""File names of what is written for a report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from audit.report.wording import visible

_REFUSED = frozenset('/\\:*?"<>|\t\r\n')  # Windows takes none of them in a name
_LONGEST = 200  # bytes: file systems allow 255, and `.核实回复表.xlsx` has to fit after it


def file_names(reports: Iterable[str]) -> dict[str, str]:
    """NAME of each report: `/`, what Windows takes in no name, what can't be seen and what turns the direction of the
    text as `_`; names that collide, also by letter case only, get 8 digits of the hash.

    A name too long for a file system is cut and gets the digits too.
    """
    wanted = {report: _flat(report) for report in reports}
    taken = Counter(name.casefold() for name in wanted.values())
    names: dict[str, str] = {}
    for report, name in wanted.items():
        crowded = taken[name.casefold()] > 1
        short = name.encode()[:_LONGEST].decode(errors="ignore")
        if crowded or short != name:
            short = f"{short}_{hashlib.sha256(report.encode()).hexdigest()[:8]}"
        names[report] = short
    return names


def _flat(report: str) -> str:
    return "".join("_" if char in _REFUSED or visible(char) != char else char for char in report)
