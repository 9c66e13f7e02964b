"""The words around a figure that say what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeGuard

from extract.document import Cell, Place, Table, TextId
from extract.figure import Fact, Figure
from extract.glossary import fold
from extract.report import Report

_MARK = re.compile(r"[，,。；;：:、\n]")
_CLAUSE = re.compile(r"[，,。；;\n]")
_STOPS = "。；;\n"
_WORDS = re.compile(r"[^\d]*[一-鿿]")


class Surroundings:
    """Words around the figures of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._told: dict[TextId, str] = {}

    def words(self, figure: Figure, fact: Fact) -> Iterator[str]:
        """The words that say what a figure is of: its fact, and in tables the heads of its row and column."""
        place = figure.place
        if place.row is not None:
            heads = self._heads(place)
            if heads:
                yield heads
            return
        if fact.label:
            yield fact.label
        text = self.report.document.text_at(place)
        before = _MARK.split(text[max(0, place.start - 40) : place.start])[-1]
        if before.strip() and fold(before) != fold(fact.label):
            yield before

    def sentence(self, figure: Figure) -> str:
        """The words of the sentence before a figure; in a table the heads of its row and column."""
        place = figure.place
        if place.row is not None:
            return fold(self._heads(place))
        text = self.report.document.text_at(place)
        return fold(text[max(text.rfind(stop, 0, place.start) for stop in _STOPS) + 1 : place.start])

    def after(self, figure: Figure) -> str:
        """The words from a figure to the next comma or stop; "" in tables."""
        place = figure.place
        if place.row is not None:
            return ""
        text = self.report.document.text_at(place)
        return fold(_CLAUSE.split(text[place.end : place.end + 40])[0])

    def _heads(self, place: Place) -> str:
        """The heads of a cell's row and column, "" where one of them is lacking."""
        known = self._told.get(place.text_id)
        if known is None:
            table, row, col = self.report.document.blocks[place.block], place.row or 0, place.col or 0
            grid = table.grid if isinstance(table, Table) else []
            left = next((c.text for c in grid[row][:col] if _is_head(c)), "")
            above = (
                next((grid[r][col] for r in range(row - 1, -1, -1) if _is_head(grid[r][col])), None) if left else None
            )
            known = self._told[place.text_id] = f"{left}{above.text}" if above is not None else ""
        return known


def _is_head(cell: Cell | None) -> TypeGuard[Cell]:
    return cell is not None and bool(_WORDS.match(cell.text.strip()))
