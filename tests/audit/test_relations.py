"""What the other figures of a sum leave one of them is just what makes the sum hold."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from audit.interval import printed
from audit.relations import can_hold, rooms
from extract.claims.claim import Reading, Term
from extract.document import Place
from extract.figure import Figure

PLACE = Place(0, None, None, 0, 1)
figures = st.builds(
    lambda value, places, exact: Figure(
        "", Decimal(value).scaleb(-places), "", Decimal(0) if exact else Decimal(1).scaleb(-places), "", PLACE
    ),
    st.integers(-30, 30),
    st.integers(0, 1),
    st.booleans(),
)
signs = st.sampled_from([1, -1])


@given(
    st.lists(st.tuples(figures, signs, st.booleans()), min_size=2, max_size=4),
    st.one_of(st.none(), st.just(Decimal(10))),
    figures,
    st.data(),
)
def test_a_sum_holds_with_the_values_that_its_other_figures_leave(
    terms: list[tuple[Figure, int, bool]], constant: Decimal | None, changed: Figure, data: st.DataObject
) -> None:
    *_, last = range(len(terms))
    known = [figure for figure, _, _ in terms]
    reading = Reading(
        "sum",
        tuple(Term(n, "total" if n == last else "part", sign, exact) for n, (_, sign, exact) in enumerate(terms)),
        "",
        constant=constant,
    )
    index = data.draw(st.sampled_from(range(len(terms))))
    left = any(
        printed(changed.value, changed.step, mode).meets(room)
        for mode, room in rooms(reading, index, known.__getitem__)
    )
    known[index] = changed
    assert left == can_hold(reading, known.__getitem__)
