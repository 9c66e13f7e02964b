"""A report before its figures are filled in, and where in it a figure stands."""

from __future__ import annotations

import re

import msgspec

from corpus.ink import Relation, filled, marks
from corpus.labels import Label
from corpus.page import LEFT, UP, Block, Grid
from corpus.writer import Scored, Writer


class Spot(msgspec.Struct, frozen=True):
    """Where a figure is printed: block, and row and column in tables."""

    block: int
    row: int | None = None
    col: int | None = None


class Draft:
    """Blocks with markers, the figures printed in them and what is asserted of those."""

    def __init__(self, w: Writer, blocks: list[Block], year: int, items: dict[int, str]) -> None:
        self.w = w
        self.blocks = blocks
        self.year = year
        self.items = items
        self.spots: dict[int, Spot] = {}
        self._find_spots()
        self.relations: list[Relation] = [
            relation for relation in w.relations if all(uid in self.spots for uid in relation.figures)
        ]
        self.rows: list[Scored] = [row for row in w.rows if row.claimed.uid in self.spots]
        self.touched: set[int] = set()
        self.labels: list[Label] = []
        self.marked: dict[str, int] = {}

    def _find_spots(self) -> None:
        for number, block in enumerate(self.blocks):
            if not isinstance(block, Grid):
                for uid in marks(block.text):
                    self.spots.setdefault(uid, Spot(number))
                continue
            for row, cells in enumerate(block.rows):
                for col, cell in enumerate(cells):
                    for uid in marks(cell):
                        self.spots.setdefault(uid, Spot(number, row, col))

    def of(self, uid: int) -> list[Relation]:
        """Relations that a figure takes part in."""
        return [relation for relation in self.relations if uid in relation.figures]

    def free(self, uid: int) -> bool:
        """Whether no slip has touched the figure or one it is compared with; two slips then tell two stories."""
        return not any(other in self.touched for relation in self.of(uid) for other in relation.figures)

    def touch(self, uid: int) -> None:
        """Keeps further slips away from the figure and its relations."""
        self.touched.update(other for relation in self.of(uid) for other in relation.figures)
        self.touched.add(uid)

    def near(self, uid: int) -> str:
        """Words that stand with the figure and nowhere else: what leads up to it, or the name of its row."""
        spot = self.spots[uid]
        block = self.blocks[spot.block]
        if not isinstance(block, Grid) or spot.row is None or spot.col is None:
            text = block.text  # type: ignore[union-attr]
            before, _, after = text.partition(str(self.w.figs[uid]))
            lead = re.split("[。；]", filled(before, self.w.figs))[-1][-12:]
            return lead + self.w.figs[uid].printed + filled(after, self.w.figs)[:2]
        cells = block.rows[spot.row][: spot.col]
        named = [cell for cell in cells if cell not in (UP, LEFT, "") and not marks(cell) and len(cell) > 2]
        name = named[-1] if named else ""
        return name if name and self._times(name) == 1 else ""

    def settled(self) -> tuple[Label, ...]:
        """The labels with the words beside their figures as finally printed, after every other slip."""
        return tuple(
            msgspec.structs.replace(label, near=self.near(self.marked[label.id])) if label.id in self.marked else label
            for label in self.labels
        )

    def words(self, uid: int) -> str:
        """The sentence or the row that a figure stands in, at most 100 characters."""
        spot = self.spots[uid]
        block = self.blocks[spot.block]
        if isinstance(block, Grid):
            cells = block.rows[spot.row or 0]
            return filled(" | ".join(cell for cell in cells if cell not in (UP, LEFT, "")), self.w.figs)[:100]
        before, mark, after = block.text.partition(str(self.w.figs[uid]))
        text = before.rpartition("。")[2] + mark + after.partition("。")[0]
        return filled(text, self.w.figs)[:100]

    def row_name(self, uid: int, name: str) -> str:
        """The name of a figure's row, told apart from others or not; empty where the table calls it otherwise."""
        return self.near(uid) or (name if self._times(name) else "")

    def _times(self, name: str) -> int:
        count = 0
        for block in self.blocks:
            texts = [block.text] if not isinstance(block, Grid) else [cell for row in block.rows for cell in row]
            count += sum(name in text for text in texts)
        return count

    def item(self, uid: int) -> str | None:
        """Number of the form that the figure stands in, where the file holds several."""
        return self.items.get(self.spots[uid].block) if len(set(self.items.values())) > 1 else None
