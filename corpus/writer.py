"""Prints facts: the wordings ask it for figures and tell it what they assert of them."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import msgspec

from corpus.decimals import plain
from corpus.ink import SCALES, Fig, Relation, Style, rounded

Money = int
"""An amount in 分, so that every account of the truth model is exact."""


class Scored(msgspec.Struct):
    """A row of a score card: what it may get, what it gets, and the figures printed for it.

    `deserved`: the points that its rule and the report's figures give (None where a person decides); `sums`: figures
    of the totals above it; `reason` is where the text says why points were lost; `admission`: a sentence that would
    admit the defect this row scores; `shortfall`: the target was missed; `supported`: the report has the figures that
    the rule needs; `sign`: the ≥ before a percentage to be reached.
    """

    name: str
    weight: Decimal
    claimed: Fig
    deserved: Decimal | None
    sums: list[Fig]
    reason: Fig | None = None
    admission: str = ""
    shortfall: bool = False
    supported: bool = False
    sign: Fig | None = None


class Writer:
    """Collects figures and relations of one report. `rng` makes the choices of wording."""

    def __init__(self, style: Style, rng: random.Random) -> None:
        self.style = style
        self.rng = rng
        self.figs: dict[int, Fig] = {}
        self.relations: list[Relation] = []
        self.rows: list[Scored] = []
        self._first: dict[str, Fig] = {}

    def pick(self, *choices: str) -> str:
        """One of several ways to say it."""
        return self.rng.choice(choices)

    def _new(self, plain: str, unit: str, shown: str, **more: object) -> Fig:
        fig = Fig(len(self.figs), plain, plain, unit, shown, self.style, **more)  # type: ignore[arg-type]
        self.figs[fig.uid] = fig
        return fig

    def _amount(self, fen: Money, unit: str, places: int) -> str:
        text = rounded(Fraction(fen, 100 * SCALES[unit]), places)
        if self.style.trimmed and "." in text:
            text = text.rstrip("0").rstrip(".")
        return text

    def money(
        self, fen: Money, key: str = "", last: Money | None = None, unit: str = "", places: int | None = None
    ) -> Fig:
        """An amount in running text; `key` names the fact if the report may state it again."""
        shown, digits = unit or self.style.money, self.style.places if places is None else places
        if self.style.small and not unit and abs(fen) < 10 * SCALES[self.style.money]:  # in 分: a tenth of the unit
            shown, digits = self.style.small, 2
        before = "" if last is None else self._amount(last, shown, digits)
        fig = self._new(self._amount(fen, shown, digits), shown, shown, last=before, key=key)
        self._again(fig, "restate")
        return fig

    def cell(self, fen: Money, key: str = "", last: Money | None = None) -> Fig:
        """An amount in a table whose heading names the unit."""
        unit, places = self.style.table_money, self.style.table_places
        before = "" if last is None else self._amount(last, unit, places)
        fig = self._new(self._amount(fen, unit, places), unit, "", last=before, key=key, cell=True)
        self._again(fig, "text_table")
        return fig

    def _again(self, fig: Fig, family: str) -> None:
        if not fig.key:
            return
        first = self._first.setdefault(fig.key, fig)
        if first is not fig:
            self.relations.append(Relation(family, "same", (fig.uid, first.uid)))

    def percent(self, part: Fraction | int, whole: int, places: int | None = None, shown: str = "%") -> Fig:
        """A percentage as printed in running text (`shown` empty for a cell); asserts nothing yet."""
        digits = self.style.percent_places if places is None else places
        return self._new(rounded(Fraction(part) / whole * 100, digits), "%", shown, cell=not shown)

    def count(self, number: int, unit: str, cell: bool = False, key: str = "") -> Fig:
        """A whole number with its counting word."""
        fig = self._new(str(number), unit, "" if cell else unit, cell=cell, key=key)
        self._again(fig, "text_table" if cell else "restate")
        return fig

    def number(self, plain: str, unit: str, shown: str | None = None, key: str = "", cell: bool = False) -> Fig:
        """Any other figure, its digits given."""
        fig = self._new(plain, unit, unit if shown is None else shown, cell=cell or shown == "", key=key)
        self._again(fig, "text_table" if fig.cell else "restate")
        return fig

    def text(self, words: str) -> Fig:
        """Words in a place of their own, so that a slip can put others there; no figure."""
        return self._new(words, "", "", cell=True)

    def points(self, score: Decimal, shown: str = "", key: str = "") -> Fig:
        """Points of a score card: no more decimals than they need."""
        text = plain(score)
        fig = self._new(text, "分", shown, cell=not shown, key=key)
        self._again(fig, "restate" if shown else "text_table")
        return fig

    def tell(self, family: str, kind: str, *figures: Fig, signs: tuple[int, ...] = (), listed: int = 0) -> None:
        """Notes what the text asserts of these figures."""
        self.relations.append(Relation(family, kind, tuple(fig.uid for fig in figures), signs, listed))

    def share(self, part: Fig, whole: Fig, numerator: int, denominator: int, family: str = "share") -> Fig:
        """A percentage of a whole, and the assertion that goes with it."""
        fig = self.percent(numerator, denominator)
        self.tell(family, "ratio", fig, part, whole)
        return fig
