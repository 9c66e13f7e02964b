"""V106: 称各项指标全部完成，而自评表有未达指标值的."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.targets import misses
from audit.spot import found, spots

_ALL_MET = re.compile(
    r"(?:各项|全部|所有)(?:年度|绩效|三级|产出|效益|考核|预期|设定的?|既定的?){0,4}(?:指标|目标)(?:任务|值)?(?:均|全部|都|已|按期|如期|圆满|全面|顺利){0,4}(?:完成|达成|实现|达标|达到(?:预期|目标|指标值))"
)
_NOT_ALL = re.compile(r"除|基本|大部分|多数|未|不|力争|确保|计划|将|争取|努力")
_MOST_NAMED = 3


@rule(
    "V106",
    "称指标全部完成与自评表不符",
    family="evidence",
    severity="warning",
    basis="财预〔2020〕10号（自评结果应当真实、准确）",
    wrongly="所称指标只是自评表中的一部分、完成值按另一口径认定为达标时并非错误。",
    examples=[
        bad(
            "各项绩效指标均已完成。\n|三级指标|年度指标值|实际完成值|分值|得分|\n|培训人数|≥500人|487人|60|58|\n|合格率|≥95%|96%|40|40|",
            "各项绩效指标均已完成",
        ),
        bad(
            "各项绩效目标全部实现。\n|三级指标|年度指标值|实际完成值|分值|得分|\n|系统上线时间|2022年6月底前|2022年9月20日|60|50|\n|合格率|100%|100%|40|40|",
            "各项绩效目标全部实现",
        ),
        good(
            "各项绩效指标均已完成。\n|三级指标|年度指标值|实际完成值|分值|得分|\n|培训人数|≥500人|512人|60|60|\n|合格率|≥95%|96%|40|40|"
        ),
        good(
            "除培训人数外，各项绩效指标均已完成。\n|三级指标|年度指标值|实际完成值|分值|得分|\n|培训人数|≥500人|487人|60|58|\n|合格率|≥95%|96%|40|40|"
        ),
    ],
    aliases=("XSE-07",),
)
def claims_all_targets_met(case: Case) -> Iterator[Finding]:
    """正文称各项绩效指标、目标全部完成的，自评表中不应有未达到指标值的指标。

    指标值、完成值都能读成同一单位的数、写全的日期或评价档次时才比较；说了“基本”“除……外”等的不报。
    """
    missed = [leaf for card in case.scorecards for leaf in card.leaves if misses(leaf)]
    if not missed:
        return
    for spot, _ in spots(case, _ALL_MET, given=("指标", "目标")):
        left, right = spot.sentence()
        if spot.passage.row is not None or _NOT_ALL.search(spot.passage.text[left:right]):
            continue
        told = "；".join(f"“{leaf.name}”指标值{leaf.target}，完成值{leaf.actual}" for leaf in missed[:_MOST_NAMED])
        more = f"等{len(missed)}项" if len(missed) > _MOST_NAMED else ""
        yield found(
            claims_all_targets_met,
            case,
            [spot],
            f"正文称“{spot.ink}”，而自评表中{told}{more}，没有达到。",
            labels=tuple(leaf.name for leaf in missed[:_MOST_NAMED]),
            advice="请核对完成值，或如实说明未完成的指标及原因。",
        )
        return
