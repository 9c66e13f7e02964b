"""A claim: a relation that wording or layout asserts between figures, with every reading it licenses.

A `Reading` is one equation or inequality over printed figures. The figures are referred to by their number in
`Report.figures`. What the equation is, is said by `relation`:

- `sum`:     (constant +) Σ factor·addends = total                       roles: part…, total
- `ratio`:   100 · Σ numerator / Σ denominator = percent (× `unit_scale` for ‰, 倍)  roles: part…, whole…, percent
- `growth`:  100 · (new − old) / old = percent                          roles: new, old, percent
- `growth_by`: 100 · change / (new − change) = percent (sign in factor) roles: change, new, percent
- `growth_from`: 100 · change / old = percent                           roles: change, old, percent
- `product`: Π factors = product                roles: factor…, price (exact as printed), product
- `equal`:   all figures state one value                                roles: stated…
- `order`:   smaller ≤ larger                                           roles: smaller…, larger
- `count`:   figure = number of items listed                            roles: announced (+ constant `listed`)
- `whole_number`: percent of n is a whole number                        roles: percent, n
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from extract.document import Place

Relation = Literal[
    "sum",
    "ratio",
    "growth",
    "growth_by",
    "growth_from",
    "product",
    "equal",
    "order",
    "count",
    "whole_number",
]
GROWTHS = ("growth", "growth_by", "growth_from")
RATES = ("ratio", *GROWTHS)
Licence = Literal["strong", "firm", "plain", "weak"]


class Term(msgspec.Struct, frozen=True):
    """One figure's part in a reading. `factor` is +1 or −1 (a subtracted part, a decrease worded in words); `exact` where
    the figure stands for itself and is not rounded: a weight that a form lays down."""

    figure: int
    role: str
    factor: int = 1
    exact: bool = False


class Reading(msgspec.Struct, frozen=True):
    """One binding that the wording licenses. `note` says in Chinese how the words were taken, for the
    message. `licence` is how readily a careful reader would take the words so. `constant` stands for a number
    that is not printed: the items counted (relation `count`), the 100% that shares come to (relation `sum`)."""

    relation: Relation
    terms: tuple[Term, ...]
    note: str
    licence: Licence = "plain"
    constant: Decimal | None = None


class Claim(msgspec.Struct, frozen=True):
    """A relation that the report asserts. `family` is one of contract.md; `asserted` how strongly the wording
    asserts that one of the readings holds: "strong" (合计, 分别为 with an announced number, a total row),
    "firm" (the words leave little doubt, but something unsaid may come in), "plain" (其中 with parts), "weak" (mere neighbourhood: only coincidence odds can make it an accusation).
    `group` ties parallel sentences, rows of one table or copies of a passage: members lend each other their
    reading. `missing` names the figure the report does not give, whose value could cure the claim
    (年初结转和结余); `names` are the items listed, for counts. `table` is true where layout, not prose, asserts it."""

    family: str
    readings: tuple[Reading, ...]
    asserted: Licence
    place: Place
    quote: str
    group: str = ""
    missing: str = ""
    names: tuple[str, ...] = ()
    table: bool = False
    pattern: str = ""
