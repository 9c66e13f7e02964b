"""The short cut past a form's schemas: what it lets through must hold against them."""

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from audit import forms

CASES = ((forms._PLAIN_POINTS, forms._points_schema), (forms._PLAIN_AMOUNT, forms._money_schema))


@pytest.mark.parametrize("plain, schema", CASES, ids=["points", "amounts"])
def test_what_is_plainly_right_holds_against_its_schema(plain, schema):
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.from_regex(plain, fullmatch=True), min_size=1, max_size=20))
    def holds(texts):
        schema().validate(pandas.Series(texts, dtype=object), lazy=True)

    holds()


@pytest.mark.parametrize("text, schema", [("满分", CASES[0][1]), ("101", CASES[0][1]), ("-5万元", CASES[1][1])])
def test_what_is_wrong_is_refused(text, schema):
    with pytest.raises(SchemaErrors):
        schema().validate(pandas.Series([text], dtype=object), lazy=True)
