"""A section on problems that names none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found
from extract.document import Paragraph

_HEADING = re.compile(r"存在(?:的)?(?:主要)?问题(?:及|和)?(?:原因(?:分析)?|改进措施|建议|不足)?$")
_NONE = re.compile(r"^\s*(?:无|暂无|没有|不存在(?:问题)?|无问题|未发现问题)[。.]?\s*$")


@rule(
    "C304",
    "“存在问题”写“无”",
    family="missing",
    severity="info",
    basis="财预〔2020〕10号（自评应当分析存在的问题和改进措施）",
    wrongly="规模小、内容单一的项目可能确无突出问题。仅作提示。",
    examples=[
        bad("# 六、存在的问题\n无\n# 七、改进措施\n加强管理。", "存在的问题"),
        bad("|存在问题|暂无|\n|改进措施|暂无|", "暂无"),
        good("# 六、存在的问题\n无专职绩效管理人员，业务不够精通。\n# 七、改进措施"),
        good("# 六、存在的问题\n（一）预算编制不够细化。"),
    ],
    aliases=("CMP-08",),
)
def problems_section_empty(case: Case) -> Iterator[Finding]:
    """“存在问题”一节（栏）只写“无”“暂无”，起不到自评改进的作用；仅作提示，可结合得分是否全满一并了解。"""
    blocks = case.report.document.blocks
    passages = list(case.passages())
    for passage, after in itertools.pairwise(passages):
        title = passage.text.strip().rstrip(":： ")
        if len(title) > 20 or not _HEADING.search(title) or not _NONE.match(after.text):
            continue
        if passage.row is None:
            following = blocks[after.block + 1] if after.block + 1 < len(blocks) else None
            if after.row is not None or (isinstance(following, Paragraph) and not following.level):
                continue
            start = re.search(r"存在", passage.text)
            spot = Spot(passage, start.start() if start else 0, len(passage.text.rstrip()))
        elif (after.block, after.row) == (passage.block, passage.row):
            spot = Spot(after, len(after.text) - len(after.text.lstrip()), len(after.text.rstrip()))
        else:
            continue
        yield found(
            problems_section_empty,
            case,
            [spot],
            "“存在问题”写“无”，没有分析不足和改进方向。确无突出问题的，建议简要说明自查情况。",
            labels=("存在问题",),
            advice="请结合扣分项、未完成项补充问题和措施。",
        )
