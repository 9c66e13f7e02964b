"""A page as a sheet seen upright: how its coordinates turn, and the line that is drawn on it."""

from __future__ import annotations

import msgspec

BoxSides = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point (x, y) under `matrix`."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def applied(matrix: Matrix, bounds: BoxSides) -> BoxSides:
    """The box around (left, bottom, right, top) under `matrix`."""
    if matrix == IDENTITY:
        return bounds
    left, bottom, right, top = bounds
    corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


class View(msgspec.Struct, frozen=True):
    """How a page is looked at: its box in PDF units and the quarter turns clockwise that set its text upright."""

    x0: float
    y0: float
    x1: float
    y1: float
    turns: int

    @property
    def width(self) -> float:
        return self.y1 - self.y0 if self.turns % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.x1 - self.x0 if self.turns % 2 else self.y1 - self.y0

    def box(self, left: float, bottom: float, right: float, top: float) -> BoxSides:
        """A box of PDF coordinates as (x0, top, x1, bottom), origin top left."""
        if self.turns == 0:
            return left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom
        if self.turns == 1:
            return bottom - self.y0, left - self.x0, top - self.y0, right - self.x0
        if self.turns == 2:
            return self.x1 - right, bottom - self.y0, self.x1 - left, top - self.y0
        return self.y1 - top, self.x1 - right, self.y1 - bottom, self.x1 - left


class Ruling(msgspec.Struct, frozen=True, gc=False):
    """A line across at height `at` from `start` to `end`, or down at `at`. Points, origin top left."""

    at: float
    start: float
    end: float
