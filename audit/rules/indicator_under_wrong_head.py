"""K115: a third-level indicator that its second-level head does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.scores import also_rows, called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_HEAD_OF = re.compile(r"^(?:产出)?(数量|质量|时效|成本)(?:指标)?$")
_BELONGS = (
    (re.compile(r"(?:合格|(?<!标准)达标|优良|优质|完好|准确|正确|差错)率$"), "质量", ("数量", "时效", "成本")),
    (re.compile(r"(?:完成|完工|竣工|开工|上线|交付)(?:时间|时限|期限)$"), "时效", ("数量", "质量", "成本")),
    (re.compile(r"(?:及时|按时|准时)(?:完成|完工|发放|拨付)?率$"), "时效", ("数量", "成本")),
    (re.compile(r"(?:支付|拨付|支出|执行)率$"), "预算执行或时效", ("数量",)),
    (re.compile(r"满意[度率]$"), "满意度", ("数量", "质量", "时效", "成本")),
)
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"


@rule(
    "K115",
    "三级指标与所属二级指标不对应",
    family="rubric",
    severity="info",
    basis="财预〔2021〕101号（数量、质量、时效、成本指标的含义）",
    wrongly="主管部门下发的指标体系另有归类的。仅作提示。",
    examples=[
        bad(
            _HEAD + "| 产出指标 | 数量指标 | 资金支付率 | ≥95% | 96% | 20 | 20 |\n"
            "| 产出指标 | 质量指标 | 验收合格率 | 100% | 100% | 20 | 20 |",
            "资金支付率",
        ),
        bad(
            _HEAD + "| 产出指标 | 数量指标 | 培训人次 | ≥500人次 | 520人次 | 20 | 20 |\n"
            "| 产出指标 | 时效指标 | 设备完好率 | ≥95% | 97% | 20 | 20 |",
            "设备完好率",
        ),
        good(
            _HEAD + "| 产出指标 | 数量指标 | 任务完成率 | 100% | 100% | 20 | 20 |\n"
            "| 产出指标 | 质量指标 | 补助发放及时率 | 100% | 100% | 10 | 10 |\n"
            "| 产出指标 | 成本指标 | 生均补助标准达标率 | 100% | 100% | 10 | 10 |\n"
            "| 产出指标 | 时效指标 | 工程完工时间 | 2022年12月底前 | 2022年11月 | 10 | 10 |"
        ),
        good(
            _HEAD + "| 效益指标 | 社会效益 | 医保覆盖率 | ≥95% | 96% | 20 | 20 |\n"
            "| 满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 95% | 10 | 10 |"
        ),
    ],
    aliases=("IND-07",),
)
def indicator_under_wrong_head(case: Case) -> Iterator[Finding]:
    """合格率应列在质量指标下，完成时间应列在时效指标下，资金支付率、满意度不属数量指标。

    只看名称末尾写得明确的几类；一个名称两处都说得通的（如及时率列在质量指标下）不报。每张表合为一条提示。
    """
    for card in cards(case):
        strays = [(leaf, fit) for leaf in card.leaves if (fit := _stray(leaf))]
        if not strays:
            continue
        words = "；".join(f"“{called(leaf)}”列在{head}指标下，按名称属{due}" for leaf, (head, due) in strays)
        yield told(
            indicator_under_wrong_head,
            case,
            strays[0][0].place,
            f"{words}。",
            labels=("under_wrong_head",),
            also=also_rows(case, [leaf for leaf, _ in strays[1:]]),
            advice="请核对指标归类；主管部门统一设置的无须修改。",
        )


def _stray(leaf: Indicator) -> tuple[str, str] | None:
    """The second-level head that the indicator stands under and where it belongs, by its name; None where it fits."""
    heads = [m[1] for name in leaf.path[:-1] if (m := _HEAD_OF.match(re.sub(r"\(.*\)$", "", fold(name))))]
    name = re.sub(r"\(.*\)$", "", fold(leaf.name))
    if len(heads) != 1:
        return None
    return next(((heads[0], due) for words, due, wrong in _BELONGS if heads[0] in wrong and words.search(name)), None)
