"""F210: one document stands twice in the list of bases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import Citation, citations, plain_title
from audit.finding import Finding
from audit.spot import found
from extract.claims.context import Passage

_ENTRY = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?|[①-⑳]|[-—·●])?\s*(?:[一-鿿]{0,20})《"
)
_LONGEST = 120


@rule(
    "F210",
    "依据清单中同一文件列了两次",
    family="citation",
    severity="info",
    basis="财预〔2020〕10号（自评内容应当准确、完整）",
    wrongly="同名文件先后有两个版本、文号不同的不报。仅作提示。",
    examples=[
        bad(
            "# 二、评价依据\n1.《中华人民共和国预算法》；\n2.《安和县预算绩效管理办法》（安财〔2021〕4号）；\n"
            "3.《中华人民共和国会计法》；\n4.《安和县预算绩效管理办法》（安财〔2021〕4号）。\n# 三、评价结论",
            "《安和县预算绩效管理办法》",
        ),
        good(
            "# 二、评价依据\n1.《中华人民共和国预算法》；\n2.《安和县预算绩效管理办法》（安财〔2021〕4号）；\n"
            "3.《安和县预算绩效管理办法》（安财〔2023〕9号）。\n# 三、评价结论"
        ),
        good(
            "# 二、评价依据\n1.《中华人民共和国预算法》；\n2.《安和县预算绩效管理办法》（安财〔2021〕4号）。\n# 三、评价过程\n"
            "我局依照《中华人民共和国预算法》和《安和县预算绩效管理办法》（安财〔2021〕4号）组织自评。"
        ),
    ],
    aliases=("REF-10",),
)
def basis_listed_twice(case: Case) -> Iterator[Finding]:
    """同一份依据清单里，同一文件（文件名、文号都相同）列了两次，多为合并稿件时未清理。

    只比较同一标题下逐条列出的文件；正文中再次引用的不报。
    """
    entries: dict[tuple[str, str, str], Citation] = {}
    for cited in citations(case):
        spot = cited.title_spot
        if spot is None or not _is_entry(spot.passage, spot.start):
            continue
        key = (spot.passage.section, plain_title(cited.title), cited.number)
        first = entries.setdefault(key, cited)
        if first is cited or first.spot.passage.block == spot.passage.block:
            continue
        yield found(
            basis_listed_twice,
            case,
            [spot],
            f"“{cited.title}”在同一份清单中已经列过，此处重复。",
            labels=(plain_title(cited.title),),
            advice="请删去重复的一条；如系另一文件，请改正文件名或文号。",
        )


def _is_entry(passage: Passage, start: int) -> bool:
    """Whether a title is the one that a line of a list is about."""
    entry = _ENTRY.match(passage.text)
    return passage.row is None and len(passage.text) <= _LONGEST and entry is not None and entry.end() - 1 == start
