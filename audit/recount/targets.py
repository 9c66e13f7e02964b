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

Degree = Literal["met", "partly", "undone", ""]

_OPS = {
    "≥": "≥", ">=": "≥", "≧": "≥", "⩾": "≥", "≤": "≤", "<=": "≤", "≦": "≤", "⩽": "≤", ">": ">", "<": "<", "=": "=", "﹦": "=",
    "＞": ">", "﹥": ">", "＜": "<", "﹤": "<", "═": "=", "〓": "=", "≮": "≥", "≯": "≤",
    "大于等于": "≥", "大于或等于": "≥", "小于等于": "≤", "小于或等于": "≤", "不低于": "≥", "不少于": "≥", "不小于": "≥",
    "不得低于": "≥", "不得少于": "≥", "至少": "≥", "最少": "≥", "达到": "≥", "达": "≥", "完成": "≥", "不高于": "≤", "不超过": "≤",
    "不大于": "≤", "不多于": "≤", "不得超过": "≤", "不得高于": "≤", "未超过": "≤", "最多": "≤", "至多": "≤", "控制在": "≤",
    "大于": ">", "高于": ">", "超过": ">", "小于": "<", "低于": "<", "少于": "<", "等于": "=", "正向": "≥", "反向": "≤",
}  # fmt: skip
_OPERATOR = re.compile(rf"^(?P<op>{'|'.join(sorted(map(re.escape, _OPS), key=len, reverse=True))})?")
_EQUATION = re.compile(r"^[^=]*\d[^=]*[/÷][^=]*\d[^=]*=")
# 82台（套）: the unit and another name of it
_OR_SET = re.compile(r"(?<=[台套件个])\([台套件个]\)$")
_AFTER = re.compile(r"(?:\(含\))?及?(?P<side>以[上下内]|之内)(?:\(含\))?$")
# Where a target prints no sign: what is the better the less, what may be either, and what is the better the more.
_LESS_IS_BETTER = re.compile(
    r"成本|费用|经费|投诉|事故|违规|违纪|违法|违约|死亡|伤亡|差错|失误|流失|欠|下降|降低|减少|控制|排放|能耗|耗|辍学|发病|患病|时限|时长"
    r"|等待|次品|误|亏损|逾期|价格|单价|标准|造价|亩均投资|调整|变动|结转|结余|偏差|偏离|闲置|空置|复发|返贫|失业|退|缺陷|故障|浓度"
    r"|超标|纠纷|上访|信访|发案|案发|犯罪|火灾|受害|损失|漏|病|天数|期限|周期|工期|时间|响应|办理|不良|负债|债务|占比|比重|剩余|安全事件|一审"
)
_MORE_IS_BETTER = re.compile(
    r"合格|达标|完成|完工|竣工|按期|按时|覆盖|满意|及时|准确|到位|通过|优良|优秀|成活|验收|就业|入学|巩固|普及|签约|参保|执行|发放|兑现|办结|利用|使用率|知晓"
    r"|参与|回收|处置|增|提高|提升|带动|受益|惠及|数量|人数|人次|户数|个数|次数|场次|面积|里程|数$|量$|培训|宣传|建设|新建|购置"
)
# 投诉回复率, 人员经费执行率: how much of it was dealt with is the better the more, whatever it is a rate of.
_DEALT_WITH = re.compile(r"(?:办结|回复|答复|处理|处置|整改|化解|清偿|偿还|执行|支付|拨付|到位|完成|兑现|追回|回收)率$")
_DATE = re.compile(
    r"^(?:(?P<year>20\d\d)(?:年|(?P<mark>[./-])))?(?:(?P<month>\d{1,2})(?(mark)(?:[./-](?P<day2>\d{1,2})日?)?"
    r"|月(?:(?P<day>\d{1,2})[日号]|底|末|份)?)|年?(?P<close>底))"
    r"(?:之?前|底前|以前|内)?(?:全部|全面)?(?P<act>[一-鿿]{0,8})$"
)
_UNDONE = re.compile(
    r"^(?:未完成|未实施|未开展|未启动|尚未[一-鿿]{2,6}|没有完成|未达成[一-鿿、，,]{0,16}|未达到预期[一-鿿]{0,4}|未达标|未验收)$"
)
_PARTLY = re.compile(r"^部分(?:达成|完成|实现)[一-鿿]{0,20}$")
_MET = re.compile(r"^(?:已|全部|全面|按期|如期|按时|基本)?(?:达成|完成|实现)(?:年度|预期|既定)?(?:指标|目标|任务)?$")
_GRADES = (("优秀", "优"), ("良好", "良"), ("中等", "中", "合格", "一般"), ("较差", "差", "不合格"))


class Value(msgspec.Struct, frozen=True):
    """A target or an actual value as a number: `op` as printed, "" where none is; `scale` is what the unit's
    万 or 亿 multiplies by; `own` tells that the unit stands in the cell itself, not in a column of units."""

    op: str
    value: Decimal
    interval: Interval
    unit: str
    scale: Decimal
    text: str
    own: bool


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
    """A cell that holds one number with at most an operator and a unit, or a quotient and what it comes to; None for
    anything else."""
    words = _EQUATION.sub("", fold(text).replace("百分比", "%").strip("。;；,，"))
    words = _OR_SET.sub("", words)
    match = _OPERATOR.match(words)
    assert match is not None
    rest, op = words[match.end() :], _OPS.get(match["op"] or "", "")
    after = _AFTER.search(rest)
    if after is not None:
        rest = rest[: after.start()]
        op = op or ("≥" if after["side"] == "以上" else "≤")
    found = list(scan_figures(rest)) or _bare(rest)
    if len(found) != 1:
        return None
    token, value, base, step = found[0]
    tail = rest.removeprefix(fold(token))
    if fold(token) != rest and not re.fullmatch(r"(?![未不没余约])[一-鿿/㎡]{0,6}", tail):
        return None
    plain_value = re.match(r"-?[\d,]+(?:\.\d+)?", rest)
    digits = Decimal(plain_value[0].replace(",", "")) if plain_value else value
    scale = value / digits if digits else Decimal(1)
    own = bool(base or tail)
    return Value(op, value, printed(value, step, "either"), base or tail or fold(unit), scale, text.strip(), own)


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
    actual = number(indicator.actual, indicator.unit)
    if actual is None:
        return None
    arithmetic = f"目标值{indicator.target.strip()}，实际值{actual.text}"
    target = number(indicator.target, indicator.unit)
    if target is None or actual.op:
        whole = Fraction(1)
        same = _same(target, actual) if target is not None else _in_range(indicator, actual)
        return Met(True, whole, whole, whole, None, arithmetic) if same else None
    if _garbled(target) or points_wrong_way(indicator, target.op):
        return None
    op = target.op or next((_OPS[word] for word in fold(indicator.nature).split("/") if word in _OPS), "")
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
    if not reached and 0 < nominal <= _SLIP:
        return None
    over = None if limit == 0 or op in ("≤", "<") else max(exact.high for _, exact in actuals) / limit
    return Met(reached, min(low, Fraction(1)), min(high, Fraction(1)), min(nominal, Fraction(1)), over, arithmetic)


_PASS = 60
"""Points asked of a survey are points out of a hundred from here on: 0.92 may be 92分."""
_SLIP = Fraction(1, 1000)
"""A target missed a thousandfold is no result but a slip of the unit (元 for 万元)."""
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?P<unit>[^\d.]{0,3}?)(?:[-—~～至]|——)(?P<high>\d+(?:\.\d+)?)(?P<unit2>[^\d.]{0,3})"
)


def _in_range(indicator: Indicator, actual: Value) -> bool:
    """Whether the target is a range (5-8次, 30—35天) in which the actual value lies; outside nobody can say what is due."""
    match = _RANGE.fullmatch(fold(indicator.target))
    if match is None:
        return False
    edge = number(match["high"] + match["unit2"], indicator.unit)
    low = number(match["low"] + match["unit2"], indicator.unit)
    if edge is None or low is None or (edge.unit != actual.unit and actual.own and edge.unit):
        return False
    return low.value <= actual.value <= edge.value


def _same(target: Value, actual: Value) -> bool:
    """Whether the actual cell repeats the target with its sign (≥266米, ≥266米)."""
    return (target.op, target.value, target.unit) == (actual.op, actual.value, actual.unit)


_RATE_OF_SUCCESS = re.compile(
    r"(?:合格|达标|完成|覆盖|满意|及时|准时|准确|正确|到位|拨付|通过|优良|优秀|完好|合规|规范|办结|知晓|参与|参保|入学|巩固|成活|利用|偿还|上缴|整改|化解|兑现|兑付|发放|回收|处置|落实|公开|到岗)(?:度|率)$"
)


def is_rate_of_success(indicator: Indicator) -> bool:
    """Whether the indicator is a rate that can't be too high (到位率, 合格率)."""
    name = re.sub(r"\(.*\)$", "", fold(indicator.name))
    return bool(_RATE_OF_SUCCESS.search(name)) and not _LESS_IS_BETTER.search(name)


def points_wrong_way(indicator: Indicator, op: str) -> bool:
    """Whether a bound from above stands before a rate that can't be too high (合格率≤95%): a sign misread or mistyped."""
    return op in ("≤", "<") and is_rate_of_success(indicator)


def _garbled(target: Value) -> bool:
    """A scan makes 2 of ≥: 280% without operator may be ≥80%."""
    return not target.op and target.unit == "%" and 200 <= target.value < 300


def _readings(target: Value, actual: Value) -> list[tuple[Interval, Interval]]:
    """What the actual value may mean in the target's unit, as all that its digits allow and as printed; nothing
    where the units disagree."""
    own = (actual.interval, point(actual.value))
    if target.unit == actual.unit and actual.own:
        return [own]
    if actual.own and actual.unit and target.unit:
        return []
    factors = [Decimal(1)]
    if not actual.own and target.scale != 1:
        factors.append(target.scale)
    of_hundred = target.unit == "%" or (target.unit == "分" and target.value >= _PASS)
    if not actual.own and of_hundred and actual.interval.high <= 1:
        factors.append(Decimal(100))
    return [(own[0].scaled(factor), own[1].scaled(factor)) for factor in factors]


def less_is_better(indicator: Indicator) -> bool:
    """Whether an indicator's name, or a group above it, speaks of what is the better the less, or may be."""
    words = fold("".join((*indicator.path, indicator.name)))
    if _DEALT_WITH.search(fold(indicator.name)) and "成本" not in words:
        return False
    return _LESS_IS_BETTER.search(words) is not None


def _direction(indicator: Indicator, target: Value, actuals: list[Interval]) -> str:
    """The side on which a target without operator is reached; "" where that is not plain."""
    less = less_is_better(indicator)
    if any(a.contains(target.value) for a in actuals):
        return "≤" if less else "≥"
    groups = fold("".join(indicator.path[:-1]))
    more = _MORE_IS_BETTER.search(fold(indicator.name)) or re.search(r"数量|质量|满意", groups)
    return "≥" if more and not less else ""


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


def grade(target: str, actual: str) -> bool | None:
    """Whether a grade in words (良好) is at least the one aimed at; None where either cell states none."""
    aim, got = (
        next((rank for rank, names in enumerate(_GRADES) if fold(text) in names), None) for text in (target, actual)
    )
    return None if aim is None or got is None else got <= aim


def misses(indicator: Indicator) -> bool:
    """Whether the printed result plainly falls short of the printed target: as a number, as a date, as a grade, or in
    words (部分达成, 未完成). What can't be compared beyond doubt misses nothing."""
    met = compare(indicator)
    return (
        (met is not None and not met.reached)
        or late(indicator.target, indicator.actual) is True
        or grade(indicator.target, indicator.actual) is False
        or degree(indicator.actual) in ("partly", "undone")
    )


def late(target: str, actual: str, year: str = "") -> bool | None:
    """Whether an actual date lies after the target's; None where either is no date, only one of them names the
    year and the `year` evaluated is not known, or they date different things (开工, 竣工)."""
    due, done = _DATE.match(fold(target)), _DATE.match(fold(actual))
    if due is None or done is None or (bool(due["year"]) != bool(done["year"]) and not year.isdigit()):
        return None
    if due["act"] and done["act"] and due["act"] != done["act"]:
        return None
    usual = int(year) if year.isdigit() and (due["year"] or done["year"]) else 0
    return _day(done, usual, first=True) > _day(due, usual, first=False)


def _day(match: re.Match[str], year: int, *, first: bool) -> tuple[int, int, int]:
    """The first or the last day that a date of day, month or year can mean; `year` is meant where none is printed."""
    month = int(match["month"] or 12)
    day = match["day"] or match["day2"]
    if day is None and match["close"]:
        day = "31"
    return int(match["year"] or year), month, int(day) if day else (1 if first else 31)
