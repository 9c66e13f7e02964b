"""C311: a table of money without a single amount, and no word on why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found
from extract.claims.context import Passage
from extract.document import Table

_TITLE = re.compile(
    r"(?P<subject>政府性基金|国有资本经营|[“\"]?三公[”\"]?经费|财政拨款|政府采购|收入支出|收支|项目支出|基本支出)[^。；，]{0,16}表(?:[（(][^（）()]*[）)])?$"
)
_FORM = re.compile(r"自评|评分|指标|打分|样表|填报")
_AMOUNT = re.compile(r"[1-9]|\d*\.\d*[1-9]")
_NOTE = re.compile(r"无|没有|未安排|未发生|不涉及|空表|为零|为0|涉密")
_UNIT_LINE = re.compile(r"^\s*[（(]?(?:单位|金额|编制)|^\s*[（(].*[）)]\s*$")
_BLANK = re.compile(r"^[\s0０.,，—－\-–/／无]*$")


@rule(
    "C311",
    "空表未作说明",
    family="missing",
    severity="info",
    basis="预算法第十四条（公开应当说明）；部门预决算公开要求（没有数据的表应当注明）",
    wrongly="说明写在封面、目录或另一文件里的。仅作提示。",
    examples=[
        bad(
            "政府性基金预算财政拨款支出决算表\n|项目|年初结转|本年收入|本年支出|年末结转|\n|合计| | | | |\n|城乡社区支出| | | | |",
            "政府性基金预算财政拨款支出决算表",
        ),
        good(
            "政府性基金预算财政拨款支出决算表\n|项目|年初结转|本年收入|本年支出|年末结转|\n|合计| | | | |\n|城乡社区支出| | | | |\n"
            "注：本部门2022年没有政府性基金收支，本表为空表。"
        ),
        good(
            "政府性基金预算财政拨款支出决算表\n|项目|年初结转|本年收入|本年支出|年末结转|\n|合计|0|20.5|20.5|0|\n|城乡社区支出|0|20.5|20.5|0|"
        ),
    ],
    aliases=("TXT-07",),
)
def empty_table_unexplained(case: Case) -> Iterator[Finding]:
    """预算、决算类表格只有表头、没有一个金额（空白或全为0）的，应当注明“本单位没有该项收支”，以区别于漏填。

    表中或表旁写有“无”“没有”“未发生”“空表”等说明的不报；自评表、指标表不看。
    """
    cards = {card.place.block for card in case.scorecards}
    for title, table in _titled_tables(case):
        words = _TITLE.search(title.text.strip())
        if words is None or table in cards or _FORM.search(title.text) or not _is_empty(case, table):
            continue
        about = [
            p for p in case.texts if table <= p.block <= table + 2 or (words["subject"] in p.text and p is not title)
        ]
        if any(_NOTE.search(p.text) for p in about):
            continue
        start = title.text.index(words[0])
        yield found(
            empty_table_unexplained,
            case,
            [Spot(title, start, start + len(words[0]))],
            f"“{words[0]}”没有填列任何金额，也没有说明是没有该项收支还是漏填。",
            labels=(words["subject"],),
            advice="确无该项收支的，请在表下注明；漏填的请补填。",
        )


def _titled_tables(case: Case) -> Iterator[tuple[Passage, int]]:
    """Each table's block with the paragraph that stands above it, lines that tell a unit passed over."""
    title: Passage | None = None
    for passage in case.texts:
        if passage.row is None:
            title = title if _UNIT_LINE.match(passage.text) else passage
        elif title is not None:
            yield title, passage.block
            title = None


def _is_empty(case: Case, block: int) -> bool:
    """Whether a table has rows for amounts and none in them."""
    table = case.report.document.blocks[block]
    if not isinstance(table, Table):
        return False
    body = [cell for cell in table.cells if cell.row > 0 and cell.col > 0 and not cell.hidden]
    blanks = [cell for cell in body if _BLANK.match(cell.text)]
    return table.cols >= 3 and len(blanks) >= 3 and not any(_AMOUNT.search(cell.text) for cell in body)
