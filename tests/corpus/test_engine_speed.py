"""Growth of the engine's time: the fit and the plot on known points, and, slowly, the engine itself."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from corpus.measure.engine import Point, drawn, measured, slope, table


def _points(power: int) -> list[Point]:
    return [Point(n, n // 3, Decimal(n**power) / 10, Decimal(n**power) / 20) for n in (100, 200, 400, 800, 1600, 3200)]


@pytest.mark.parametrize("power", [1, 2])
def test_the_exponent_of_known_growth(power: int) -> None:
    assert slope(_points(power), lambda p: p.whole) == power


def test_plot_and_table_show_every_point() -> None:
    points = _points(1)
    tree = ElementTree.fromstring(drawn(points))
    assert len(tree.findall(".//{*}circle")) == 2 * len(points)
    assert len(tree.findall(".//{*}polyline")) == 3
    assert table(points).count("\n") == len(points) + 1


@pytest.mark.slow
def test_the_engine_grows_no_worse_than_n_log_n() -> None:
    points = measured(times=2)
    # n log n is n to the power of 1.13 between 1,000 and 3,000 figures; the rest is the noise of a shared machine
    assert slope(points, lambda p: p.whole) < Decimal("1.30")
