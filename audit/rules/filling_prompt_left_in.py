"""Filling prompts of a form that stand where the unit's own words should."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found

_VERB = r"(?:请|需|应)?(?:说明|对照|结合|针对|简述|简要|概述|描述|填写|填报|列明|分析|反映|阐述|总结)"
_PROMPT = re.compile(
    rf"^\s*{_VERB}[^\d]{{4,120}}[（(]\s*(?:不超过|限)?\d{{2,4}}\s*字(?:以内|之内|左右|以下)?\s*[）)]。?\s*$"
)
_BRACKETED = re.compile(
    rf"^\s*[（(【\[]\s*(?:请|此处|简要)*{_VERB}[^\d（）()]{{4,120}}?(?:不超过|限|不少于)?\d{{2,4}}\s*字(?:以内|之内|左右|以下)?\s*[）)】\]]\s*$"
)
_FILL_HERE = re.compile(
    r"[（(【\[]\s*(?:请)?(?:在此|此处|在此处)(?:填写|填报|填入|插入|说明|描述)[^（）()【】\[\]]{0,30}[）)】\]]"
)
_SPECIMEN = re.compile(
    r"(?:报告|自评表|情况表)\s*([（(](?:参考)?(?:模板|范本|样本|样式|提纲|参考提纲|参考格式|格式|示例)[）)])\s*$"
)
_WORDS = ("字", "此处", "在此", "模板", "范本", "样本", "样式", "提纲", "格式", "示例")
"""Every prompt holds one of them."""


@rule(
    "F102",
    "填写提示未替换为实际内容",
    family="residue",
    severity="warning",
    basis="财预〔2020〕10号（自评内容应当完整、真实）",
    wrongly="表格自身印好的填表说明、注释。因此只在整格、整段都是提示语时报。",
    examples=[
        bad(
            "|存在问题|（请简要描述项目存在的主要问题，不超过300字）|",
            "（请简要描述项目存在的主要问题，不超过300字）",
        ),
        bad(
            "|存在问题|结合自评情况，分析存在的问题及原因。（200字以内）|",
            "结合自评情况，分析存在的问题及原因。（200字以内）",
        ),
        bad(
            "对照年度目标，说明相关任务目标的完成情况(100字以内)", "对照年度目标，说明相关任务目标的完成情况(100字以内)"
        ),
        bad("项目效益（此处填写社会效益情况）较好。", "（此处填写社会效益情况）"),
        bad("安和县水利局2022年度部门整体支出绩效自评报告（参考模板）", "（参考模板）"),
        good("|存在问题|部分项目前期准备不充分，支付进度偏慢。（详见报告第五部分）|"),
        good("注：预算执行率未达到90%的需说明原因（100字以内）。"),
        good("（一）项目概况（500字以内）"),
        good("说明：本单位2022年完成宣传稿件（800字以内）120篇。"),
    ],
    aliases=("TPL-02",),
)
def filling_prompt_left_in(case: Case) -> Iterator[Finding]:
    """整格或整段只有“结合自评情况，说明……（200字以内）”一类提示语，说明该处没有填写。

    表头、注释、填表说明中的字数要求属表格自带，不报；标题保留“（参考模板）”“（示例）”字样的仅作提示。
    """
    for passage in case.passages_with(_WORDS):
        specimen = [Spot(passage, m.start(1), m.end(1)) for m in _SPECIMEN.finditer(passage.text)]
        marks = specimen + [Spot(passage, m.start(), m.end()) for m in _FILL_HERE.finditer(passage.text)]
        if _PROMPT.match(passage.text) or _BRACKETED.match(passage.text):
            lead = len(passage.text) - len(passage.text.lstrip())
            marks.append(Spot(passage, lead, lead + len(passage.text.strip())))
        for spot in marks:
            yield found(
                filling_prompt_left_in,
                case,
                [spot],
                f"此处仍是填写提示“{spot.ink[:60]}”，没有填报单位自己的内容。可能是漏填，也可能是误用了模板文件。",
                severity="info" if spot in specimen else None,
                labels=(spot.ink[:40],),
                advice="请按提示补填后重报；确无内容的，请写“无”并说明理由。",
            )
