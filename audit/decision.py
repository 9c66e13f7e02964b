"""What a person decided about a finding, and what became of a report since; kept by the ledger, shown by outputs."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

VerdictWord = Literal["待核实", "属实", "误报", "已说明"]
VERDICT_WORDS: tuple[VerdictWord, ...] = get_args(VerdictWord)


class Decision(msgspec.Struct, frozen=True):
    """The latest word on one finding. `number` counts the ledger's events (0: none yet), `amounts` is the
    amounts fingerprint the person had before her; `statement` is what the unit replied."""

    fingerprint: str
    verdict: VerdictWord = "待核实"
    reason: str = ""
    who: str = ""
    when: str = ""
    amounts: str = ""
    statement: str = ""
    number: int = 0

    def stale(self, amounts: str) -> bool:
        """Whether the figures have changed since: `amounts` is the finding's amounts fingerprint now."""
        return bool(self.amounts) and self.amounts != amounts

    def settles(self, amounts: str) -> bool:
        """Whether a person has decided, of the figures as they stand now."""
        return self.verdict != "待核实" and not self.stale(amounts)


class Changes(msgspec.Struct, frozen=True):
    """A report against its earlier audit: fingerprints no longer found (已修改), still found (未修改), 新增."""

    cured: tuple[str, ...]
    kept: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def again(self) -> bool:
        """Whether there was an earlier audit to compare with, as far as findings tell."""
        return bool(self.cured or self.kept)
