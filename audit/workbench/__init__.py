"""What the auditor decides: the ledger of findings and decisions, and the page on which they are worked through.

A run goes: open the `Ledger`; `absorb` what people wrote into the tables of the last run; `audit.report.write` with
`ledger.decisions()`; `record_run`. `gouji import` is `take_in`, `gouji letter` is `write_papers`.
"""

from audit.decision import Changes
from audit.workbench.concluding import write_papers
from audit.workbench.intake import IntakeFault, Taken, absorb, take_in
from audit.workbench.ledger import FILE, Event, Ledger, LedgerFault, Seen
from audit.workbench.recording import record_run, seen

__all__ = [
    "FILE",
    "Changes",
    "Event",
    "IntakeFault",
    "Ledger",
    "LedgerFault",
    "Seen",
    "Taken",
    "absorb",
    "record_run",
    "seen",
    "take_in",
    "write_papers",
]
