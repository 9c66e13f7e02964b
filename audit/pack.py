"""A rule pack: what a template of the state, a province or a bureau prescribes, as a value.

Every number carries its source and whether somebody checked it against the official text. Packs are kept as TOML
(`pack_toml`) or as workbooks (`pack_workbook`), and validated when they are loaded; `packs` tells which one applies.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec

PARTS = ("预算执行率", "成本", "产出", "效益", "满意度")
"""The parts of a project form that points are distributed over."""


class PackError(Exception):
    """A pack that can't be used; the message (Chinese) names file, line and field."""


class GradeBand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A grade and the least points for it."""

    name: str
    low: Decimal


def grade_of(points: Decimal, bands: Sequence[GradeBand]) -> str:
    """The grade that a number of points reaches, "" where it reaches none."""
    reached = [band for band in bands if points >= band.low]
    return max(reached, key=lambda band: band.low).name if reached else ""


class DegreeBand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares of an indicator's points for a degree of a qualitative target (met, partly, undone)."""

    degree: str
    low: Decimal
    high: Decimal


class Execution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The budget execution indicator: its points, and the rate in percent below which a reason is due (None: as the
    national pack has it)."""

    weight: Decimal
    explain_below: Decimal | None = None


class Over(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Over-fulfilment: beyond `ratio` of the target a reason is due (1.3: 30 percent more than the target)."""

    ratio: Decimal


class Cap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most points in all for an execution rate below `below` percent."""

    below: Decimal
    most: Decimal


class PackIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator as prescribed: its usual formula and its scoring rule, for cards that print none, and its points."""

    name: str
    formula: str = ""
    aliases: tuple[str, ...] = ()
    benchmark: str = ""
    weight: Decimal | None = None
    rule: str = ""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A usual distribution of a hundred points of a project form over 预算执行率, 成本, 产出, 效益 and 满意度; what is left
    out may have any."""

    name: str
    weights: dict[str, Decimal]


class Material(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be handed in (必报材料): a section, table or annex by one of its names. `kind` is 部门 or 项目 where only
    these submissions must have it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form (表样) by its name, with the columns that it must have."""

    name: str
    columns: tuple[str, ...]


class Deadline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last day for handing something in (时限)."""

    name: str
    date: datetime.date


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pack. `marks` are words that the card or the text around it must all hold for the pack to apply, `places`
    names of which the report must tell one; no marks: it applies where nothing more special does. Lists left out are
    those of the national pack; its indicators stand behind those of every other."""

    id: str
    title: str
    source: str
    verified: bool
    region: str = ""
    marks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    grades: tuple[GradeBand, ...] = ()
    degrees: tuple[DegreeBand, ...] = ()
    execution: Execution | None = None
    over: Over | None = None
    caps: tuple[Cap, ...] = ()
    indicators: tuple[PackIndicator, ...] = ()
    layouts: tuple[Layout, ...] = ()
    materials: tuple[Material, ...] = ()
    forms: tuple[Form, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def grade(self, points: Decimal) -> str:
        """The grade for a number of points of a hundred, "" where the pack has no grades."""
        return grade_of(points, self.grades)

    def indicator(self, name: str) -> PackIndicator | None:
        """What the pack says of an indicator of this name, None where it does not know it."""
        plain = _unquoted(name)
        return next((e for e in self.indicators if plain in map(_unquoted, (e.name, *e.aliases))), None)

    def degree(self, name: str) -> DegreeBand | None:
        """The band of a degree, None where the pack has none."""
        return next((band for band in self.degrees if band.degree == name), None)


@lru_cache(maxsize=4096)
def _unquoted(name: str) -> str:
    return re.sub(r"[“”\"\s]", "", name)


def check(pack: Pack, where: Callable[[str], str], name: str) -> None:
    """What types can't say: bands in order, shares between 0 and 1. `where` tells where a field stands."""
    lows = [band.low for band in pack.grades]
    if lows != sorted(lows, reverse=True) or len(set(lows)) != len(lows):
        raise PackError(f"规则包 {name} {where('grades')}：等级的下限应从高到低排列且不重复。")
    for number, layout in enumerate(pack.layouts):
        if not layout.weights.keys() <= set(PARTS):
            raise PackError(f"规则包 {name} {where(f'layouts[{number}].weights')}：可写的部分为{'、'.join(PARTS)}。")
    for number, material in enumerate(pack.materials):
        if material.kind not in ("", "部门", "项目"):
            raise PackError(f"规则包 {name} {where(f'materials[{number}].kind')}：适用应为部门、项目，或留空。")
    for number, band in enumerate(pack.degrees):
        if band.degree not in ("met", "partly", "undone"):
            raise PackError(f"规则包 {name} {where(f'degrees[{number}].degree')}：档次应为 met、partly、undone 之一。")
        if not 0 <= band.low <= band.high <= 1:
            raise PackError(
                f"规则包 {name} {where(f'degrees[{number}].low')}：low、high 应为 0 到 1 之间的比例，且 low 不大于 high。"
            )
