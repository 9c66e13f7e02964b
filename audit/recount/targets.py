"""Targets against actual values on the rows of a form (财预〔2020〕10号 第十六条 for the points of a missed target)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import msgspec

from audit.interval import Interval, point, printed
from extract.figures import scan_figures
from extract.fraction import Fraction
from extract.glossary import fold
from extract.scorecard import Indicator

Degree = Literal["met", "partly", "missed", "undone", ""]

_OPERATOR = re.compile(
    r"^(?P<op>≥|>=|≤|<=|≧|≦|⩾|⩽|>|<|=|大于等于|大于或等于|小于等于|小于或等于|不低于|不少于|不小于|不高于|不超过|不大于|达到|控制在|大于|小于|高于|低于)?"
)
_OPS = {
    "≥": "≥", ">=": "≥", "≧": "≥", "⩾": "≥", "≤": "≤", "<=": "≤", "≦": "≤", "⩽": "≤", ">": ">", "<": "<", "=": "=",
    "大于等于": "≥", "大于或等于": "≥", "小于等于": "≤", "小于或等于": "≤", "不低于": "≥", "不少于": "≥", "不小于": "≥",
    "不高于": "≤", "不超过": "≤", "不大于": "≤", "达到": "≥", "控制在": "≤", "大于": ">", "小于": "<", "高于": ">", "低于": "<",
}  # fmt: skip
_LESS_IS_BETTER = re.compile(
    r"成本|费用|投诉|事故|违规|违纪|死亡|伤亡|差错|失误|流失|欠|下降|降低|减少|控制|排放|能耗|辍学|发病|时限|时长|等待|次品|误|亏损|逾期|价格|单价|标准|造价|亩均投资"
)
_DATE = re.compile(
    r"^(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末|份))?(?:之?前|底前|以前|内)?(?:完成|竣工|前完成)?$"
)
_UNDONE = re.compile(
    r"^(?:未完成|未实施|未开展|未启动|尚未[一-鿿]{2,6}|没有完成|未达成(?:[一-鿿]{0,6})|未达到预期[一-鿿]{0,4}|未达标|未验收)$"
)
_PARTLY = re.compile(r"^部分(?:达成|完成|实现)[一-鿿]{0,16}$")
_MET = re.compile(r"^(?:已|全部|全面|按期|如期|按时|基本)?(?:达成|完成|实现)(?:年度|预期|既定)?(?:指标|目标|任务)?$")


class Value(msgspec.Struct, frozen=True):
    """A target or an actual value as a number: `op` as printed, "" where none is; `scale` is what the unit's
    万 or 亿 multiplies by."""

    op: str
    value: Decimal
    interval: Interval
    unit: str
    scale: Decimal
    text: str


class Met(msgspec.Struct, frozen=True):
    """How far a numeric target was reached: `ratio` is the share of the points that 10号 gives (an interval,
    1 where reached), `nominal` what the digits give as they stand; `over` how far beyond the target, as a ratio, where that is known."""

    reached: bool
    low: Fraction
    high: Fraction
    nominal: Fraction
    over: Fraction | None
    arithmetic: str


def number(text: str, unit: str = "") -> Value | None:
    """A cell that holds one number with at most an operator and a unit; None for anything else."""
    words = fold(text).replace("百分比", "%").strip("。;；")
    match = _OPERATOR.match(words)
    assert match is not None
    rest = words[match.end() :].removesuffix("以上").removesuffix("以内").removesuffix("以下")
    op = _OPS.get(match["op"] or "", "")
    if rest != words[match.end() :] and not op:
        op = "≥" if words.endswith("以上") else "≤"
    found = list(scan_figures(rest)) or _bare(rest)
    if len(found) != 1:
        return None
    token, value, base, step = found[0]
    if fold(token) != rest and not re.fullmatch(re.escape(fold(token)) + r"[一-鿿/]{0,6}", rest):
        return None
    tail = rest.removeprefix(fold(token))
    plain_value = re.match(r"-?[\d,]+(?:\.\d+)?", rest)
    digits = Decimal(plain_value[0].replace(",", "")) if plain_value else value
    scale = value / digits if digits else Decimal(1)
    return Value(op, value, printed(value, step, "either"), base or tail or fold(unit), scale, text.strip())


def _bare(rest: str) -> list[tuple[str, Decimal, str, Decimal]]:
    match = re.match(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?", rest)
    if match is None:
        return []
    digits = match[0].replace(",", "")
    step = Decimal(1).scaleb(-len(digits.partition(".")[2])) if "." in digits else Decimal(0)
    return [(match[0], Decimal(digits), "", step)]


def compare(indicator: Indicator) -> Met | None:
    """How far an indicator's target was reached; None where the two cells can't be compared beyond doubt
    (texts, different units, no direction, signs that a scan may have garbled)."""
    target, actual = number(indicator.target, indicator.unit), number(indicator.actual, indicator.unit)
    if target is None or actual is None or actual.op or _garbled(target):
        return None
    op = target.op or _OPS.get(fold(indicator.nature), "")
    actuals = _readings(target, actual)
    if not actuals:
        return None
    op = op or _direction(indicator, target, [wide for wide, _ in actuals])
    if not op or (op == "=" and target.value == 0):
        return None
    limit = Fraction(target.value)
    wide = [_ratio(op, limit, interval) for interval, _ in actuals]
    as_printed = [_ratio(op, limit, exact) for _, exact in actuals]
    ratios = [ratio for ratio in wide if ratio is not None]
    if len(ratios) < len(wide):
        return None
    reached = any(ratio is not None and ratio[0] >= 1 for ratio in as_printed)
    low, high = min(r[0] for r in ratios), max(r[1] for r in ratios)
    nominal = max((ratio[0] for ratio in as_printed if ratio is not None), default=high)
    over = None if limit == 0 or op in ("≤", "<") else max(exact.high for _, exact in actuals) / limit
    arithmetic = f"目标值{target.text}，实际值{actual.text}"
    return Met(reached, min(low, Fraction(1)), min(high, Fraction(1)), min(nominal, Fraction(1)), over, arithmetic)


def _garbled(target: Value) -> bool:
    """A scan makes 2 of ≥: 280% without operator may be ≥80%."""
    return not target.op and target.unit == "%" and 200 <= target.value < 300


def _readings(target: Value, actual: Value) -> list[tuple[Interval, Interval]]:
    """What the actual value may mean in the target's unit, as all that its digits allow and as printed; nothing
    where the units disagree."""
    own = (actual.interval, point(actual.value))
    if target.unit == actual.unit:
        return [own]
    if actual.unit and target.unit:
        return []
    factors = [Decimal(1)]
    if not actual.unit and target.scale != 1:
        factors.append(target.scale)
    if not actual.unit and target.unit == "%" and actual.interval.high <= 1:
        factors.append(Decimal(100))
    return [(own[0].scaled(factor), own[1].scaled(factor)) for factor in factors]


def _direction(indicator: Indicator, target: Value, actuals: list[Interval]) -> str:
    """A target without operator is a floor, unless less is better or may be."""
    words = " ".join((*indicator.path, indicator.name))
    if any(a.contains(target.value) for a in actuals):
        return "≥" if not _LESS_IS_BETTER.search(words) else "≤"
    return "" if _LESS_IS_BETTER.search(words) else "≥"


def _ratio(op: str, limit: Fraction, actual: Interval) -> tuple[Fraction, Fraction] | None:
    if op in ("≥", ">") or (op == "=" and actual.high < limit):
        return (actual.low / limit, actual.high / limit) if limit > 0 else None
    if op == "=":
        return Fraction(1), Fraction(1)
    if limit <= 0:
        return (Fraction(1), Fraction(1)) if actual.low <= limit else None
    if actual.low <= limit:
        return Fraction(1), Fraction(1)
    return limit / actual.high, limit / actual.low


def degree(text: str) -> Degree:
    """The grade that an actual value in words states, "" where it states none."""
    words = fold(text).strip("。;；")
    if _UNDONE.match(words):
        return "undone"
    if _PARTLY.match(words):
        return "partly"
    return "met" if _MET.match(words) else ""


def late(target: str, actual: str) -> bool | None:
    """Whether an actual date lies after the target's; None where either is no date or no year tells."""
    due, done = _DATE.match(fold(target)), _DATE.match(fold(actual))
    if due is None or done is None or (due["year"] or "") != (done["year"] or ""):
        return None
    last = (int(due["month"]), int(due["day"]) if due["day"] else 31)
    first = (int(done["month"]), int(done["day"]) if done["day"] else 1)
    return first > last
