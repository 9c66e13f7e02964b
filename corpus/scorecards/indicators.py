"""Indicators of a 项目支出绩效自评表: targets, what was reached, and the points that follow from the form's own notes."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import msgspec

from corpus.decimals import plain
from corpus.ink import rounded

_COUNTS = (
    ("培训人次", "人次", 200, 5000), ("补助发放人数", "人", 80, 9000), ("检查次数", "次", 12, 300), ("建设项目数", "个", 2, 60),
    ("巡查覆盖村居数", "个", 10, 240), ("设备购置数量", "台", 4, 300), ("养护里程", "公里", 20, 1500), ("监测样品数", "批次", 40, 2400),
    ("宣传活动场次", "场", 4, 80), ("受益户数", "户", 100, 9000), ("维修改造面积", "平方米", 200, 12000), ("发放资料份数", "份", 500, 20000),
)  # fmt: skip
_QUALITY = ("验收合格率", "资金使用合规率", "对象认定准确率", "设备完好率", "数据准确率")
_TIME = ("任务按时完成率", "资金及时拨付率")
_COSTS = (("单位成本", "元"), ("人均补助标准", "元"), ("项目总成本", "万元"))
_SOCIAL = ("服务能力提升", "群众生活改善", "安全形势稳定", "政策知晓面扩大", "行业管理水平提高")
_LASTING = ("长效机制建设", "可持续影响", "生态环境改善")
_LIKED = ("服务对象满意度", "受益群众满意度", "参训人员满意度")
_REASONS = ("受天气影响部分任务延后", "年中任务核减，实际需求少于预期", "部分对象动态退出", "招标流标重新组织")


class Mark(msgspec.Struct, frozen=True):
    """One row. `sign` ≥, ≤, = or 定性; figures as printed, without unit; `claimed` is what it deserves."""

    first: str
    second: str
    name: str
    sign: str
    target: str
    actual: str
    unit: str
    weight: Decimal
    claimed: Decimal
    exact: bool
    reason: str = ""


def _points(weight: Decimal, got: Fraction, aim: Fraction, lower_is_better: bool) -> Decimal:
    reached = got <= aim if lower_is_better else got >= aim
    if reached:
        return weight
    part = Fraction(weight) * (aim / got if lower_is_better else got / aim)
    return Decimal(rounded(part, 2)).normalize()


def _count(rng: random.Random, weight: Decimal) -> Mark:
    name, unit, low, high = rng.choice(_COUNTS)
    aim = rng.randint(low, high)
    missed = rng.random() < 0.25
    got = (
        int(aim * rng.uniform(0.85, 0.995))
        if missed
        else aim + rng.choice((0, 0, 0, rng.randint(0, max(1, aim // 12))))
    )
    if rng.random() < 0.04:  # done on demand, whatever was planned
        got = aim * rng.randint(15, 32) // 10
    claimed = _points(weight, Fraction(got), Fraction(aim), False)
    reason = rng.choice(_REASONS) if claimed < weight else ""
    return Mark("产出指标", "数量指标", name, "≥", str(aim), str(got), unit, weight, claimed, True, reason)


def _rate(rng: random.Random, first: str, second: str, name: str, weight: Decimal) -> Mark:
    aim = rng.choice((90, 95, 95, 98, 100))
    missed = rng.random() < 0.2
    got = Decimal(aim) - Decimal(rng.randint(3, 80)) / 10 if missed else Decimal(rng.randint(aim * 10, 1000)) / 10
    shown = plain(got)
    claimed = _points(weight, Fraction(got), Fraction(aim), False)
    reason = rng.choice(_REASONS) if claimed < weight else ""
    return Mark(first, second, name, "=" if aim == 100 else "≥", str(aim), shown, "%", weight, claimed, True, reason)


def _cost(rng: random.Random, weight: Decimal, spent: int) -> Mark:
    name, unit = rng.choice(_COSTS)
    if unit == "万元":
        aim = Decimal(spent) / 1_000_000 * Decimal(rng.randint(100, 112)) / 100
        target = str(aim.to_integral_value(rounding="ROUND_CEILING"))
        return Mark(
            "产出指标", "成本指标", name, "≤", target, rounded(Fraction(spent, 1_000_000), 2), unit, weight, weight, True
        )  # fmt: skip
    target_value = rng.randint(4, 400) * 10
    missed = rng.random() < 0.15
    got = (
        target_value + rng.randint(1, target_value // 8 + 1)
        if missed
        else target_value - rng.choice((0, 0, rng.randint(0, target_value // 10)))
    )
    claimed = _points(weight, Fraction(got), Fraction(target_value), True)
    reason = "物价上涨导致成本增加" if claimed < weight else ""
    return Mark("产出指标", "成本指标", name, "≤", str(target_value), str(got), unit, weight, claimed, True, reason)


def _words(rng: random.Random, second: str, name: str, weight: Decimal) -> Mark:
    full = rng.random() < 0.6
    claimed = weight if full else (weight * Decimal(rng.randint(82, 96)) / 100).quantize(Decimal("0.1")).normalize()
    target = rng.choice(("效果明显", "有所提升", "长期有效", "显著"))
    reason = "" if full else "覆盖面有限，持续影响尚需时间"
    return Mark("效益指标", second, name, "定性", target, "达成预期指标", "", weight, claimed, False, reason)


def marks(rng: random.Random, spent: int) -> list[Mark]:
    """The rows of one form: 50 points output, 30 benefit, 10 satisfaction."""
    counts = rng.randint(1, 3)
    pieces = {1: ("20",), 2: ("10", "10"), 3: ("8", "6", "6")}[counts]
    rows = [_count(rng, Decimal(piece)) for piece in pieces]
    if len({row.name for row in rows}) < len(rows):
        return marks(rng, spent)
    rows.append(_rate(rng, "产出指标", "质量指标", rng.choice(_QUALITY), Decimal(10)))
    rows.append(_rate(rng, "产出指标", "时效指标", rng.choice(_TIME), Decimal(10)))
    rows.append(_cost(rng, Decimal(10), spent))
    rows.append(_words(rng, "社会效益指标", rng.choice(_SOCIAL), Decimal(15)))
    rows.append(_words(rng, "可持续影响指标", rng.choice(_LASTING), Decimal(15)))
    rows.append(_rate(rng, "满意度指标", "服务对象满意度指标", rng.choice(_LIKED), Decimal(10)))
    return rows


def doubled(rows: list[Mark]) -> list[Mark]:
    """The same rows for a form where execution counts 20 points: 80 are left, by ratio 8/9 in whole points."""
    weights = _to_eighty([row.weight for row in rows])
    out = []
    for row, weight in zip(rows, weights, strict=True):
        share = Fraction(row.claimed) / Fraction(row.weight)
        if row.exact and row.claimed < row.weight:
            aim, got = Fraction(Decimal(row.target)), Fraction(Decimal(row.actual))
            claimed = _points(weight, got, aim, row.sign == "≤")
        else:
            claimed = Decimal(rounded(Fraction(weight) * share, 1)).normalize()
        out.append(msgspec.structs.replace(row, weight=weight, claimed=claimed))
    return out


def _to_eighty(weights: list[Decimal]) -> list[Decimal]:
    whole = [Decimal(int(weight * 8 / 9)) for weight in weights]
    number = 0
    while sum(whole) < 80:
        whole[number % len(whole)] += 1
        number += 1
    return whole
