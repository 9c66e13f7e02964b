"""C309: a reason for not reaching a target that was reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.recount.targets import compare, degree, number
from audit.scores import called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_SHORT = re.compile(
    r"(?:未|没有?|没能|未能|尚未)(?:按[期时]|如期|全部|全面|完全)?(?:完成|达到|达成|达标|实现)"
    r"(?!的?[^，,。；;]{0,6}(?:除外|无|为0))(?:年初|年度|预期|既定|设定|全年|绩效|预定|的)*(?:指标|目标|任务|计划|值)?|低于(?:年度|年初|预期|设定)?(?:指标|目标|计划)值?"
)
_OTHER = re.compile(
    r"个别|部分|有的|少数|其中|除|上年|去年|往年|避免|防止|无|不存在|项目|工程|资金|上限|最高|红线|预警"
)
_HEAD = "|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|\n"


@rule(
    "C309",
    "偏差原因与完成值相反",
    family="missing",
    severity="warning",
    basis="财预〔2020〕10号（自评结果应当真实、前后一致）",
    wrongly="原因一栏说的是别的指标、别的年度的。",
    examples=[
        bad(
            _HEAD + "|培训人数|≥500人|600人|20|20|因讲师临时变动未完成年度目标|\n|合格率|=100%|100%|20|20|无|",
            "600人",
        ),
        good(_HEAD + "|培训人数|≥500人|460人|20|18|因讲师临时变动未完成年度目标|\n|合格率|=100%|100%|20|20|无|"),
        good(_HEAD + "|培训人数|≥500人|600人|20|20|增加了线上培训，超额完成|\n|合格率|=100%|100%|20|20|无|"),
        good(_HEAD + "|投诉件数|≤10件|6件|20|20|没有达到设定的限值|\n|合格率|=100%|100%|20|20|无|"),
        good(
            _HEAD + "|培训人数|≥500人|600人|20|20|个别乡镇未完成培训任务，其他乡镇超额|\n|合格率|=100%|100%|20|20|无|"
        ),
    ],
    aliases=("TXT-10",),
)
def reason_contradicts_result(case: Case) -> Iterator[Finding]:
    """完成值达到了指标值，原因一栏却说没有完成、没有达到：完成值或原因有一处不对。

    指标值、完成值都能读成同一单位的数才比较；指标值为上限的、原因里说的是个别、部分、其他年度、工程或资金的不报。
    """
    for card in cards(case):
        for leaf in card.leaves:
            if leaf.actual_place is None or not _is_contrary(leaf):
                continue
            yield told(
                reason_contradicts_result,
                case,
                leaf.place,
                f"“{called(leaf)}”指标值{leaf.target.strip()}，完成值{leaf.actual.strip()}，已经达到，原因一栏却写“{leaf.reason.strip()}”。"
                "完成值或原因有一处与实际不符，也可能填错了行。",
                labels=(leaf.code, leaf.name),
                figures=[Quoted(leaf.actual, None, "", "actual", leaf.actual_place)],
                advice="请核对完成值和原因。",
            )


def _is_contrary(leaf: Indicator) -> bool:
    reason = fold(leaf.reason)
    if not _SHORT.search(reason) or _OTHER.search(reason) or degree(leaf.actual):
        return False
    aim = number(leaf.target, leaf.unit)
    if aim is None or aim.op in ("≤", "<"):
        return False  # 未达到 is what such a target asks for
    met = compare(leaf)
    return met is not None and met.reached and met.nominal >= 1
