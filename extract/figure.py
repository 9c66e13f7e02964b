"""A printed figure: the exact text, the value, how precisely it is known, and where it stands."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from extract.document import Place


class Figure(msgspec.Struct, frozen=True):
    """A number as printed, with its unit.

    `value` is in the base unit (`unit`: 元 % 百分点 倍 分 天, counts in their counting word, "" for a bare
    number); `step` is one unit of the last printed place, in the base unit (3,482.75万元 -> 100 元), 0 for a
    whole count, which stands for itself. `written` is the unit as printed.
    `hedge` is 约/近/超过/不低于 … where the wording leaves the value open, "" otherwise; `span` is "from" or
    "to" for the two ends of a range.
    """

    text: str
    value: Decimal
    unit: str
    step: Decimal
    written: str
    place: Place
    hedge: str = ""
    span: str = ""

    @property
    def lower(self) -> Decimal:
        """Lower end of the closed interval that rounds to the printed digits."""
        return self.value - self.step / 2

    @property
    def upper(self) -> Decimal:
        return self.value + self.step / 2

    @property
    def lowest(self) -> Decimal:
        """Lower end of what the digits may stand for, be they rounded or cut off (towards 0)."""
        return self.lower if self.value > 0 else self.value - self.step

    @property
    def highest(self) -> Decimal:
        return self.upper if self.value < 0 else self.value + self.step


class Malformed(msgspec.Struct, frozen=True):
    """A token that looks like a number but can't be one (12..3, 1,2345, 9.,5): reported, never read."""

    text: str
    why: str
    place: Place


class Fact(msgspec.Struct, frozen=True):
    """What a figure is of. `label` is the subject as worded, `measure` the field's measure if one is named
    (a key of terms.toml such as budget_initial, budget_revised, final, received, paid, carried_over …),
    `period` a year or date text, `scope` 部门/单位/项目/全区 …, `fund` the kind of money."""

    figure: int
    label: str = ""
    measure: str = ""
    period: str = ""
    scope: str = ""
    fund: str = ""
