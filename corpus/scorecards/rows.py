"""The rows of a departmental score card: rules, and the points that the report's own figures give."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import msgspec

from corpus.decimals import plain
from corpus.ink import rounded
from corpus.ledger import Ledger


class Row(msgspec.Struct, frozen=True):
    """One indicator. `deserved` None: a person decides, `claimed` says how. `fact`: the wording that must be in the
    report for the rule to be worked out."""

    group: str
    subgroup: str
    name: str
    weight: Decimal
    rule: str
    claimed: Decimal
    deserved: Decimal | None
    reason: str = ""
    fact: str = ""
    admission: str = ""


def _tidy(points: Fraction | Decimal) -> Decimal:
    return Decimal(rounded(points, 2)).normalize()


def _lost(row_weight: Decimal, points: Decimal, why: str) -> str:
    return f"{why}，扣{plain(row_weight - points)}分" if points < row_weight else ""


def staff_control(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rule = rng.choice(
        (
            "在职人员控制率=在职人员数/编制数×100%，小于或等于100%得满分，超出不得分。",
            "以100%为标准。在职人员控制率≤100%，得满分；每超过1个百分点扣0.5分，扣完为止。",
        )
    )
    return Row("投入", "预算配置", "在职人员控制率", weight, rule, weight, weight, fact="staff")


def goals(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    half = weight / 2
    rule = f"①目标符合部门职责和规划，得{plain(half)}分；②指标清晰、细化、可衡量，得{plain(half)}分。"
    return Row(
        "投入", "目标设定", "绩效目标明确性", weight, rule, weight, None,
        admission="部分绩效指标设置不够明确，未能细化量化，绩效目标明确性不足",
    )  # fmt: skip


def execution(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rate = Fraction(book.now.spending * 100, book.budget)
    if rng.random() < 0.5:
        points = _tidy(Fraction(weight) * rate / 100)
        rule = f"预算执行率=全年执行数/全年预算数×100%，得分=预算执行率×{plain(weight)}分。"
    else:
        points = weight if rate >= 95 else max(Decimal(0), weight - Decimal(int(95 - rate)) / 2)
        rule = "执行率达到95%（含）以上得满分；低于95%的，每低1个百分点扣0.5分，不足1个百分点不扣，扣完为止。"
    return Row(
        "过程", "预算执行", "预算执行率", weight, rule, points, points,
        _lost(weight, points, "预算执行率未达100%"), "execution",
    )  # fmt: skip


def hospitality(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rule = rng.choice(
        (
            "“三公”经费控制率=实际支出数/预算安排数×100%，≤100%得满分，每超1个百分点扣1分，扣完为止。",
            "控制率不超过100%的得满分，超过的不得分。",
            "控制率在100%以内（含）得满分；大于100%且小于120%的，在满分与0分之间按线性插值法计分；达到120%不得分。",
        )
    )
    return Row("过程", "预算执行", "“三公”经费控制率", weight, rule, weight, weight, fact="hospitality_control")


def running(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rule = "公用经费控制率=实际支出公用经费/预算安排公用经费×100%，≤100%得满分，每超出1%扣1分，扣完为止。"
    return Row("过程", "预算执行", "公用经费控制率", weight, rule, weight, weight, fact="running_control")


def procurement(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rate = Fraction((book.goods + book.works + book.services) * 100, book.procurement_budget)
    short = 100 - rate
    if rng.random() < 0.5:
        steps = -(-short // 5) if short > 0 else 0
        points = max(Decimal(0), weight - steps)
        rule = "政府采购执行率达到100%得满分，每低5个百分点扣1分，不足5个百分点的按5个百分点计算，扣完为止。"
    else:
        points = weight if rate >= 90 else weight / 2 if rate >= 80 else Decimal(0)
        rule = f"执行率≥90%得{plain(weight)}分；80%（含）—90%得{plain(weight / 2)}分；低于80%不得分。"
    return Row(
        "过程", "预算管理", "政府采购执行率", weight, rule, points, points,
        _lost(weight, points, "采购计划编制偏大"), "procurement_rate",
    )  # fmt: skip


def systems(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    third = (weight / 4).quantize(Decimal("0.01"))
    rule = (
        f"①已制定财务、资产等管理制度，{plain(third)}分；②制度合法、合规、完整，{plain(third)}分；"
        f"③相关制度得到有效执行，{plain(weight - 2 * third)}分。"
    )
    return Row(
        "过程", "预算管理", "管理制度健全性", weight, rule, weight, None,
        admission="内部管理制度尚不健全，部分制度执行不到位",
    )  # fmt: skip


def compliance(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rule = (
        f"支出符合财经法规和预算批复用途，得{plain(weight)}分；存在截留、挤占、挪用、虚列支出等情况的，该指标不得分。"
    )
    return Row("过程", "预算管理", "资金使用合规性", weight, rule, weight, None)


def disclosure(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    half = weight / 2
    rule = f"①按规定内容公开预决算信息，{plain(half)}分；②按规定时限公开预决算信息，{plain(half)}分。"
    return Row(
        "过程", "预算管理", "预决算信息公开性", weight, rule, weight, None,
        admission="预决算信息公开不够及时，公开内容不够完整",
    )  # fmt: skip


def in_use(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rate = Fraction(book.in_use * 100, book.assets)
    short = max(Fraction(0), 95 - rate)
    points = weight if not short else max(Decimal(0), weight - weight * Decimal(int(short)) / 20)
    rule = (
        "固定资产在用率=实际在用固定资产原值/固定资产原值×100%，达到95%以上得满分，每降低1%扣权重分的5%，不足1%不扣。"
    )
    return Row(
        "过程", "资产管理", "固定资产在用率", weight, rule, points, points,
        _lost(weight, points, "部分资产闲置"), "assets",
    )  # fmt: skip


def finished(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    if rng.random() < 0.5:
        points = _tidy(Fraction(weight) * book.tasks_done / book.tasks)
        rule = f"重点工作完成率=实际完成数/计划数×100%，得分=完成率×{plain(weight)}分。"
    else:
        points = max(Decimal(0), weight - (book.tasks - book.tasks_done))
        rule = "全部完成得满分，每有一项重点工作未完成扣1分，扣完为止。"
    return Row(
        "产出", "职责履行", "重点工作完成率", weight, rule, points, points,
        _lost(weight, points, f"{book.tasks - book.tasks_done}项重点工作未完成"), "tasks",
    )  # fmt: skip


def timely(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    points = max(Decimal(0), weight - book.tasks_late)
    deserved = points if book.tasks_late else None  # a report that tells of no delay gives nothing to recount
    rule = "各项工作均按时完成得满分，每有一项未按时完成扣1分，扣完为止。"
    return Row(
        "产出", "职责履行", "工作完成及时性", weight, rule, points, deserved,
        _lost(weight, points, f"{book.tasks_late}项工作未按时完成"), "tasks" if book.tasks_late else "",
        admission="工作完成及时性还有待加强，个别工作存在拖延",
    )  # fmt: skip


def quality(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    return Row(
        "产出",
        "职责履行",
        "质量达标情况",
        weight,
        rng.choice(
            (
                "各项工作达到规定质量标准得满分，每有一项不达标扣1分。",
                f"从工程质量、数据质量、资料归档、后期管护四个方面评价，每个方面{plain(weight / 4)}分，达不到要求的不得该项分。",
            )
        ),
        weight,
        None,
    )


def benefit(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    points = weight - Decimal(rng.choice(("0", "0", "0.5", "1")))
    rule = f"根据履职对经济社会发展的促进作用，酌情得0-{plain(weight)}分。"
    return Row("效果", "履职效益", "社会效益", weight, rule, points, None, _lost(weight, points, "部分区域覆盖不足"))


def satisfaction(rng: random.Random, book: Ledger, weight: Decimal) -> Row:
    rate = Fraction(book.survey[2] * 100, book.survey[1])
    if rng.random() < 0.5:
        points = weight if rate >= 90 else max(Decimal(0), weight - Decimal(int(90 - rate)) / 2)
        rule = "满意度达到90%得满分，每低1个百分点扣0.5分，不足1个百分点不扣，扣完为止。"
    else:
        points = weight if rate >= 95 else weight - 1 if rate >= 90 else weight - 2 if rate >= 85 else Decimal(0)
        rule = (
            f"满意度≥95%得{plain(weight)}分；90%（含）—95%得{plain(weight - 1)}分；85%（含）—90%得{plain(weight - 2)}分；"
            "低于85%不得分。"
        )
    return Row(
        "效果", "满意度", "服务对象满意度", weight, rule, points, points,
        _lost(weight, points, "服务对象满意度未达目标"), "survey",
        admission="服务对象满意度与目标还有一定差距",
    )  # fmt: skip


MAKERS = (
    goals, staff_control, execution, hospitality, running, procurement, systems, compliance, disclosure, in_use,
    finished, timely, quality, benefit, satisfaction,
)  # fmt: skip
_WEIGHTS = (6, 5, 10, 6, 6, 6, 6, 8, 5, 5, 10, 6, 6, 7, 8)


def rows(rng: random.Random, book: Ledger) -> list[Row]:
    """All rows of a card; the weights add up to 100."""
    weights = [Decimal(weight) for weight in _WEIGHTS]
    for _ in range(rng.randint(2, 8)):
        give, take = rng.sample(range(len(weights)), 2)
        if weights[give] > 4:
            weights[give] -= 1
            weights[take] += 1
    return [make(rng, book, weight) for make, weight in zip(MAKERS, weights, strict=True)]
