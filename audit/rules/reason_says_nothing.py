"""C308: a reason for a shortfall that names no reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.targets import misses
from audit.scores import also_rows, called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_EMPTY = re.compile(
    r"^(?:原因[:是为]?|因|由于|受|主要|系|属)*(?:疫情|新冠疫情|新冠肺炎疫情|客观|政策|政策性|不可抗力|其他|实际|历史|特殊|外部|客观条件|工作需要)?"
    r"(?:等)?(?:因素|原因|影响|情况|调整)*(?:导致|造成|所致|未完成|未达标|下一步加强管理|今后加强管理|继续努力|加强管理)?$"
)
_SOMETHING = re.compile(r"疫情|客观|政策|不可抗力|其他|实际|历史|特殊|外部|影响|原因|努力|加强")
_HEAD = "|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|\n"


@rule(
    "C308",
    "偏差原因过于笼统",
    family="missing",
    severity="info",
    basis="财预〔2020〕10号（未完成绩效目标的，应当分析说明原因）",
    wrongly="具体情况写在正文其他处的。仅作提示。",
    examples=[
        bad(_HEAD + "|受益人数|≥6,800人|6,460人|20|19|疫情影响|\n|合格率|=100%|100%|20|20|无|", "受益人数"),
        bad(_HEAD + "|受益人数|≥6,800人|6,460人|20|19|客观原因造成。|\n|合格率|=100%|100%|20|20|无|", "受益人数"),
        good(_HEAD + "|受益人数|≥6,800人|6,460人|20|19|受疫情影响，两所学校延期开学|\n|合格率|=100%|100%|20|20|无|"),
        good(_HEAD + "|受益人数|≥6,800人|6,900人|20|20|政策调整|\n|合格率|=100%|100%|20|20|无|"),
        good(_HEAD + "|受益人数|≥6,800人|6,460人|20|19|部分学生转学|\n|合格率|=100%|100%|20|20|无|"),
    ],
    aliases=("CMP-07",),
)
def reason_says_nothing(case: Case) -> Iterator[Finding]:
    """没有达到指标值的指标，原因一栏只写“疫情影响”“客观原因”一类的话，看不出怎样影响、差在哪里，也没有改进措施。

    写了任何具体情形的不报；达到指标值的不看。每张表合为一条提示。
    """
    for card in cards(case):
        vague = [leaf for leaf in card.leaves if _is_vague(leaf) and misses(leaf)]
        if not vague:
            continue
        words = "；".join(f"“{called(leaf)}”的原因只写“{leaf.reason.strip()}”" for leaf in vague)
        yield told(
            reason_says_nothing,
            case,
            vague[0].place,
            f"{words}，没有写明具体情形和改进措施。",
            labels=("vague_reason",),
            also=also_rows(case, vague[1:]),
            advice="请写明影响的具体环节、数量和改进措施。",
        )


def _is_vague(leaf: Indicator) -> bool:
    words = re.sub(r"[，,。；;、\s]", "", fold(leaf.reason))
    return bool(_SOMETHING.search(words) and _EMPTY.match(words))
