"""What a person decided about a finding; kept by the ledger, shown by every output."""

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
