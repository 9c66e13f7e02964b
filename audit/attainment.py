"""Whether an indicator's printed result reaches its printed target, where both are plain numbers of one unit."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.scorecard import Indicator

_NUMBER = re.compile(
    r"^(?P<sign>≥|>=|＞=|>|＞|=|＝|不低于|不少于|大于等于|≤|<=|＜=|<|＜|不超过|不高于|小于等于)?\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d]*)$"
)
_AT_LEAST = ("≥", ">=", "＞=", ">", "＞", "=", "＝", "不低于", "不少于", "大于等于")
_AT_MOST = ("≤", "<=", "＜=", "<", "＜", "不超过", "不高于", "小于等于")


def misses_target(leaf: Indicator) -> bool:
    """Whether a number that should be reached was not, or one that should be kept to was passed."""
    target = _NUMBER.match(re.sub(r"\s", "", leaf.target))
    actual = _NUMBER.match(re.sub(r"\s", "", leaf.actual))
    if target is None or actual is None or actual.group("sign"):
        return False
    sign = target.group("sign") or leaf.nature.strip()
    units = {target.group("unit") or leaf.unit, actual.group("unit") or leaf.unit}
    if len(units - {""}) > 1:
        return False
    wanted, got = _value(target.group("digits")), _value(actual.group("digits"))
    return (sign in _AT_LEAST and got < wanted) or (sign in _AT_MOST and got > wanted)


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
