"""The score card: the indicator tree with weights, claimed scores, definitions and rule texts."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from extract.document import Place
from extract.kept import kept


class Score(msgspec.Struct, frozen=True):
    """A printed number of points (weight or score) and where it stands."""

    value: Decimal
    text: str
    place: Place


class Indicator(msgspec.Struct, frozen=True):
    """An indicator. `path` holds the names from the first level down to its own; `code` is A11, B2 … or "".
    Level sums are stated by indicators that have children (`leaf` false). `rate` is the printed 得分率 in percent;
    `weight_again` the weight printed a second time (in the name and in a column)."""

    level: int
    code: str
    name: str
    path: tuple[str, ...]
    place: Place
    leaf: bool
    weight: Score | None = None
    claimed: Score | None = None
    definition: str = ""
    rule: str = ""
    rule_place: Place | None = None
    source: str = ""
    target: str = ""
    target_place: Place | None = None
    actual: str = ""
    actual_place: Place | None = None
    reason: str = ""
    nature: str = ""
    unit: str = ""
    rate: Score | None = None
    weight_again: Score | None = None


class BudgetRow(msgspec.Struct, frozen=True):
    """A row of a form's money block: figures by column (initial, budget, spent, weight, rate, score), as
    printed, each with its place; None where the cell is blank or a dash."""

    label: str
    place: Place
    cells: dict[str, Score | None]


class Scorecard(msgspec.Struct, frozen=True, dict=True):
    """One card. `kind` says which layout it is (indicator_table, project_form, department_form, summary);
    `total_weight`, `total_claimed` are its total row; `grades` the grades stated in it; `money` the budget block,
    `money_missed` is true where it has points that could not be read."""

    kind: str
    indicators: tuple[Indicator, ...]
    place: Place
    total_weight: Score | None = None
    total_claimed: Score | None = None
    grade: str = ""
    grade_place: Place | None = None
    money: tuple[BudgetRow, ...] = ()
    money_missed: bool = False

    @kept
    def leaves(self) -> tuple[Indicator, ...]:
        return tuple(i for i in self.indicators if i.leaf)
