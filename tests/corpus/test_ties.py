"""An error whose culprit nothing in the report tells apart from another figure is a tie."""

import random

import pytest

from corpus.ink import Fig, Style
from corpus.page import Para
from corpus.slips.draft import Draft
from corpus.slips.ties import tied
from corpus.writer import Writer


def drafted(total: str, *parts: str, checked: bool = False) -> tuple[Draft, list[Fig]]:
    """A sum in one sentence; `checked`: every part is stated a second time."""
    w = Writer(Style(), random.Random(1))
    figs = [w.number(plain, "万元") for plain in (total, *parts)]
    w.tell("sum", "sum", *figs)
    if checked:
        for part in list(figs[1:]):
            figs.append(w.number(part.plain, "万元"))
            w.tell("restate", "same", part, figs[-1])
    text = "、".join(str(fig) for fig in figs)
    return Draft(w, [Para(text)], 2023, {}), figs


@pytest.mark.parametrize(
    ("printed", "parts", "checked", "slip", "tie"),
    [
        ("40.00", ("10.00", "20.00"), False, "digit", True),  # 10 may have been 20
        ("40.00", ("10.00", "20.00"), True, "digit", False),  # both parts are stated twice
        ("31.20", ("16.41", "23.79"), False, "digit", False),  # neither 7.41 nor 14.79 is one digit away
        ("4.20", ("16.41", "23.79"), False, "omitted", False),  # no digit or lost digit of a part makes up 36.00
        ("55.55", ("16.41", "23.79"), False, "stale", True),  # any of the three may be anything
        ("55.55", ("16.41", "23.79"), True, "stale", False),
    ],
)
def test_who_may_be_to_blame(printed: str, parts: tuple[str, ...], checked: bool, slip: str, tie: bool) -> None:
    draft, figs = drafted(printed, *parts, checked=checked)
    assert tied(draft, figs[0], slip) is tie
    assert [fig.plain for fig in figs[:3]] == [printed, *parts]
