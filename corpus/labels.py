"""What is known of a report: its errors, and the places that look wrong but hold.

Written by hand as TOML beside the source, kept with the report as JSON. A label's `check` lines are small equations
over the printed figures; a test works them all out, so a label cannot claim what arithmetic denies.
"""

from __future__ import annotations

import ast
import operator
import tomllib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec


class Label(msgspec.Struct, frozen=True, omit_defaults=True):
    """One error or one place that holds.

    `family` as in the findings; `also`: families that tell the same story; `figures`: as printed, the culprit first
    where one is known; `near`: words of the sentence, cell or row; `expected`: the right value as printed where one
    is established; `slip`: what happened; `must` is false where a person may argue; `invisible`: rounding hides it;
    `item`: number of the form it stands in, where the file holds several; `broken`: figures of the relations it breaks;
    `tied`: another figure explains the error as well, so that nobody can name the culprit (see `corpus.slips.ties`).
    """

    family: str
    id: str = ""
    severity: str = "error"
    figures: tuple[str, ...] = ()
    near: str = ""
    expected: str | None = None
    note: str = ""
    also: tuple[str, ...] = ()
    slip: str | None = None
    must: bool = True
    invisible: bool = False
    check: tuple[str, ...] = ()
    item: str | None = None
    broken: tuple[tuple[str, ...], ...] = ()
    tied: bool = False


class Scores(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of the score card; points as printed."""

    indicators: int | None = None
    claimed_total: str | None = None
    inflation_proven: str | None = None
    verdicts: dict[str, str] = {}


class Labels(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything known of one report."""

    id: str
    title: str
    errors: tuple[Label, ...] = ()
    holds: tuple[Label, ...] = ()
    scores: Scores | None = None


def from_toml(text: str, name: str) -> Labels:
    """Labels as written by hand; `name` becomes their id."""
    return msgspec.convert({"id": name, **tomllib.loads(text)}, Labels)


def to_json(labels: Labels) -> bytes:
    """Indented JSON with a line end."""
    return msgspec.json.format(msgspec.json.encode(labels), indent=1) + b"\n"


def from_json(content: bytes) -> Labels:
    """Labels as kept with a report."""
    return msgspec.json.decode(content, type=Labels)


_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ORDER: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
}


def _value(node: ast.expr, source: str) -> Decimal:
    if isinstance(node, ast.Constant):
        return Decimal(ast.get_source_segment(source, node) or "")
    if isinstance(node, ast.BinOp):
        return _ARITHMETIC[type(node.op)](_value(node.left, source), _value(node.right, source))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
        places = int(_value(node.args[1], source))
        return _value(node.args[0], source).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    raise ValueError(f"a check may only add, subtract, multiply, divide and round: {source}")


def works_out(check: str) -> bool:
    """Whether an equation such as `round(25.79/3482.75*100,2)==0.74` is true, in exact decimals, rounding half up."""
    tree = ast.parse(check, mode="eval").body
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise ValueError(f"a check is one comparison: {check}")
    return _ORDER[type(tree.ops[0])](_value(tree.left, check), _value(tree.comparators[0], check))
