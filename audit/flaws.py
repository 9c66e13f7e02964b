"""Defects of scoring forms over a batch: each told once, with the units whose reports use the same text."""

from __future__ import annotations

import msgspec

from audit.finding import Finding, Flaw, Severity

_MOST_FLAWS = 2_000
_MOST_NAMES = 300
_MOST_INDICATORS = 10


class SharedFlaw(msgspec.Struct):
    """One defect: the text at fault as first met, the indicators it stands at, the units that use it (by the report's
    name where a unit is not known). `submissions` counts all self-evaluations with it, `cut` is true where not all of their units are named."""

    rule: str
    title: str
    severity: Severity
    basis: str
    advice: str
    text: str
    fault: str
    submissions: int = 0
    indicators: dict[str, None] = {}
    users: dict[str, None] = {}
    cut: bool = False
    last: tuple[str, str] = ("", "")


class FlawRegister:
    """Adds up the defects of one finding after the other, sorted by report; holds no report. What goes beyond 2,000
    different defects is only counted, in `left_out`."""

    def __init__(self) -> None:
        self._shared: dict[tuple[str, str, str], SharedFlaw] = {}
        self.left_out = 0

    def __len__(self) -> int:
        return len(self._shared)

    def add(self, report: str, unit: str, finding: Finding) -> None:
        """Note the defects that a finding of this unit's report tells."""
        for flaw in finding.flaws:
            key = (finding.rule, "".join(flaw.text.split()), flaw.fault)
            if key not in self._shared and len(self._shared) == _MOST_FLAWS:
                self.left_out += 1
                continue
            shared = self._shared.setdefault(key, _first(finding, flaw))
            if shared.last != (report, finding.item):
                shared.last = (report, finding.item)
                shared.submissions += 1
            shared.cut |= not _note(shared.users, unit or report, _MOST_NAMES)
            _note(shared.indicators, flaw.indicator, _MOST_INDICATORS)

    def told(self) -> list[SharedFlaw]:
        """All defects, the most widespread first."""
        return sorted(self._shared.values(), key=lambda f: (-f.submissions, f.rule, f.text, f.fault))


def _first(finding: Finding, flaw: Flaw) -> SharedFlaw:
    return SharedFlaw(
        finding.rule, finding.title, finding.severity, finding.basis, finding.advice, flaw.text, flaw.fault
    )


def _note(names: dict[str, None], name: str, most: int) -> bool:
    """Add a name while there is room; False where it could not be."""
    if len(names) < most:
        names[name] = None
    return name in names
