"""Random tables with merged cells, for the readers that must bring them back."""

from __future__ import annotations

from hypothesis import strategies as st

Layout = list[tuple[int, int, int, int]]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A rectangle cut into cells at random: (row, col, rowspan, colspan), every column begun by some cell."""
    rows, cols = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = {(r, c) for r in range(rows) for c in range(cols)}
    cells = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) not in free:
                continue
            colspan = draw(st.integers(1, 3))
            while any((row, col + k) not in free for k in range(colspan)):
                colspan -= 1
            rowspan = draw(st.integers(1, 3))
            while any((row + i, col + k) not in free for i in range(rowspan) for k in range(colspan)):
                rowspan -= 1
            free -= {(row + i, col + k) for i in range(rowspan) for k in range(colspan)}
            cells.append((row, col, rowspan, colspan))
    return cells


def squeezed(cells: Layout) -> list[tuple[int, int, int, int, str]]:
    """The cells as a reader gives them: columns in which nothing begins are gone."""
    starts = sorted({c for _, c, _, _ in cells})
    place = {c: n for n, c in enumerate(starts)}
    return sorted((r, place[c], rs, sum(c <= s < c + cs for s in starts), f"{r},{c}") for r, c, rs, cs in cells)
