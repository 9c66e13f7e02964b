"""C310: more problems than measures against them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found
from extract.document import Block, Paragraph

_PROBLEMS = re.compile(r"存在(?:的)?(?:主要)?(?:问题|不足)(?:及原因(?:分析)?|和不足|与不足)?$")
_MEASURES = re.compile(
    r"(?:改进|整改|解决)(?:的)?(?:措施|办法|建议|意见)$|(?:下一步|今后)(?:的)?(?:工作)?(?:改进)?(?:措施|打算|建议|计划|安排|思路)$|改进工作的?(?:意见|建议|措施)$"
)
_MIXED = re.compile(r"问题.*(?:措施|建议|打算)")
_LEVELS = (
    re.compile(r"^\s*[（(][一二三四五六七八九十]{1,2}[）)]"),
    re.compile(r"^\s*\d{1,2}[.．、](?!\d)"),
    re.compile(r"^\s*[（(]\d{1,2}[）)]"),
    re.compile(r"^\s*[①-⑳]"),
)
_ORDINAL = re.compile(r"(?<![之统唯不])(?P<n>[一二三四五六七八九])是")
_DIGITS = "一二三四五六七八九"


@rule(
    "C310",
    "问题与改进措施不对应",
    family="missing",
    severity="info",
    basis="财预〔2020〕10号（自评应当分析存在的问题和改进措施）",
    wrongly="一条措施针对几个问题的。仅作提示。",
    examples=[
        bad(
            "# 五、存在的问题\n（一）预算编制不够细化。\n（二）资金支付进度偏慢。\n（三）档案管理薄弱。\n"
            "# 六、改进措施\n（一）细化预算编制。\n（二）加强业务培训。\n# 七、其他\n无。",
            "改进措施",
        ),
        good(
            "# 五、存在的问题\n（一）预算编制不够细化。\n（二）资金支付进度偏慢。\n"
            "# 六、改进措施\n（一）细化预算编制。\n（二）加快支付。\n# 七、其他\n无。"
        ),
        good(
            "# 五、存在的问题\n（一）预算编制不够细化。\n（二）资金支付进度偏慢。\n（三）档案管理薄弱。\n"
            "# 六、改进措施\n针对上述问题，我局将细化预算、加快支付、规范档案。\n# 七、其他\n无。"
        ),
        good(
            "# 五、存在的问题\n一是预算编制不够细化；二是支付进度偏慢。\n# 六、下一步工作打算\n一是细化预算；二是加快支付；三是加强培训。"
        ),
    ],
    aliases=("XSE-08",),
)
def problems_without_measures(case: Case) -> Iterator[Finding]:
    """“存在的问题”与“改进措施”分节逐条列出，而措施的条数少于问题的条数，可能有问题没有提出措施。

    两节都有明确的条目编号（（一）、1.、一是）才点数；没有编号、问题与措施合写的不报。
    """
    blocks = case.report.document.blocks
    own = range(case.item.first, case.item.last + 1)
    heads = [(n, block) for n in own if isinstance(block := blocks[n], Paragraph) and block.level]
    problems = next((n for n, head in heads if _PROBLEMS.search(head.text.rstrip("：: "))), None)
    measures = next(
        (n for n, h in heads if _MEASURES.search(h.text.rstrip("：: ")) and not _MIXED.search(h.text)), None
    )
    if problems is None or measures is None or measures < problems:
        return
    listed, answered = _entries(blocks, problems, own.stop), _entries(blocks, measures, own.stop)
    if not 2 <= answered < listed:
        return
    head = next((p for p in case.texts if p.block == measures), None)
    title = _MEASURES.search(head.text.rstrip("：: ")) if head is not None else None
    if head is None or title is None:
        return
    yield found(
        problems_without_measures,
        case,
        [Spot(head, title.start(), title.end())],
        f"存在的问题列了{listed}条，改进措施只列了{answered}条，可能有问题没有对应的措施。",
        labels=("问题与措施",),
        advice="请逐条核对问题与措施，缺的补写。",
    )


def _entries(blocks: Sequence[Block], head: int, end: int) -> int:
    """How many numbered entries of the highest level stand below a heading; 0 where none are numbered."""
    heading = blocks[head]
    level = heading.level if isinstance(heading, Paragraph) else 0
    lines = []
    for block in blocks[head + 1 : end]:
        if not isinstance(block, Paragraph) or (block.level and block.level <= level):
            break
        lines.append(block.text)
    for numbered in _LEVELS:
        if count := sum(bool(numbered.match(line)) for line in lines):
            return count
    said = [_DIGITS.index(m["n"]) + 1 for line in lines for m in _ORDINAL.finditer(line)]
    return len(said) if said == list(range(1, len(said) + 1)) else 0
