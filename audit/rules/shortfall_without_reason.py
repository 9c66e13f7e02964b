"""A missed target or lost points, and the column for the reason left empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.recount.targets import misses
from audit.spot import found, spot_at
from extract.document import Table
from extract.scorecard import Indicator, Score, Scorecard

_REASON_HEADING = re.compile(r"(?:偏差|未完成|扣分|偏离|差异|未达标)[^。]{0,6}原因")
_HEADING = re.compile(r"三级指标|指标名称|.{0,4}完成值|得分|年度指标值")
_REASON = re.compile(r"原因|由于|受.{1,12}影响|因[^此为而]")
_NOTHING = re.compile(r"^[\s无暂没有/／\-—－]*$")
_HEAD = "|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|\n"
_ROWS = "|合格率|=100%|100%|20|20|无|\n|办结率|=100%|100%|20|20|无|\n"


@rule(
    "C303",
    "未完成或扣分未说明原因",
    family="missing",
    severity="warning",
    basis="财预〔2020〕10号（未完成绩效目标的，应当分析说明原因）",
    wrongly="原因写在报告正文或另附说明中；表格把数字识别错位。",
    examples=[
        bad("部门整体支出绩效自评表\n" + _HEAD + "|受益人数|≥6,800人|6,460人|20|19|无|\n" + _ROWS, "19"),
        bad("部门整体支出绩效自评表\n" + _HEAD + "|受益人数|≥6,800人|6,900人|20|18| |\n" + _ROWS, "18"),
        bad("部门整体支出绩效自评表\n" + _HEAD + "|工程完工率|100%|92%|20|18.4|无|\n" + _ROWS, "18.4"),
        good("部门整体支出绩效自评表\n" + _HEAD + "|受益人数|≥6,800人|6,460人|20|19|部分学生转学|\n" + _ROWS),
        bad(
            "部门整体支出绩效自评表\n|三级指标|年度指标值|实际完成值|分值|得分|\n|受益人数|≥6,800人|6,460人|20|19|\n|合格率|=100%|98%|20|18|\n"
            "|偏差大或目标未完成原因分析|受益人数：；合格率：个别批次退换|<|<|<|",
            "19",
        ),
        good("部门整体支出绩效自评表\n" + _HEAD + "|受益人数|≥6,800人|6,460人|20|20|无|\n" + _ROWS),
        good(
            "部门整体支出绩效自评表\n"
            + _HEAD
            + "|受益人数|≥6,800人|6,460人|20|19|无|\n"
            + _ROWS
            + "受益人数比计划少340人，原因是部分学生转学，下一步将及时调整台账。"
        ),
        good(
            "部门整体支出绩效自评表\n"
            + _HEAD
            + "|受益人数|≥6,800人|6,800人|20|20|无|\n|投诉件数|≤5件|3件|20|20|无|\n"
            + _ROWS
        ),
        good(
            "部门整体支出绩效自评表\n|三级指标|年度指标值|实际完成值|分值|得分|\n|受益人数|≥6,800人|6,460人|20|19|\n|合格率|=100%|100%|20|20|\n"
            "|偏差大或目标未完成原因分析|受益人数：部分学生转学|<|<|<|"
        ),
        good(
            "部门整体支出绩效自评表\n|三级指标|年度指标值|实际完成值|分值|得分|\n|受益人数|≥6,800人|6,460人|20|19|\n|合格率|=100%|100%|20|20|"
        ),
    ],
    aliases=("CMP-06", "SCR-06"),
)
def shortfall_without_reason(case: Case) -> Iterator[Finding]:
    """自评表设有“偏差原因”一栏（或合并填写的一行）的，扣了分的指标应当写明原因；空白、写“无”的报。

    未达到指标值的为疑点；只是得分低于分值的为提示；未达标却得满分的，由得分类规则处理，这里不重复报。
    指标值、完成值都能读成同一单位的数、写全的日期或评价档次时才比较。
    """
    for card in case.scorecards:
        joint = _joint_reasons(case, card)
        if joint is None and not _has_reason_column(case, card):
            continue
        for leaf in card.leaves:
            if not leaf.claimed or not leaf.weight or leaf.claimed.value >= leaf.weight.value:
                continue
            silent = _NOTHING.match(leaf.reason) if joint is None else _is_silent(joint, leaf)
            if silent and not _told_elsewhere(case, leaf):
                yield from _findings(case, leaf, leaf.claimed)


def _joint_reasons(case: Case, card: Scorecard) -> str | None:
    """What stands beside a row label that asks for all reasons together; None where the card has no such row."""
    block = case.report.document.blocks[card.place.block]
    if not isinstance(block, Table):
        return None
    for row in block.grid:
        cells = [cell for n, cell in enumerate(row) if cell is not None and (n == 0 or cell is not row[n - 1])]
        if len(cells) == 2 and len(cells[0].text) <= 30 and _REASON_HEADING.search(cells[0].text):
            return cells[1].text
    return None


def _is_silent(joint: str, leaf: Indicator) -> bool:
    """Whether a joint text says nothing at all, or names the indicator and leaves the place after it blank."""
    name = re.escape(re.sub(r"[（(].*", "", leaf.name))
    return bool(_NOTHING.match(joint) or re.search(rf"{name}\s*[：:]\s*(?:[；;。]|无[；;。]|无?$)", joint))


def _has_reason_column(case: Case, card: Scorecard) -> bool:
    """Whether the card's heading row has a column for reasons; a row that explains all of them together is none."""
    block = case.report.document.blocks[card.place.block]
    if not isinstance(block, Table):
        return False
    rows = {c.row for c in block.cells if len(c.text) <= 30 and _REASON_HEADING.search(c.text)}
    return any(c.row in rows and _HEADING.match(re.sub(r"\s", "", c.text)) for c in block.cells)


def _told_elsewhere(case: Case, leaf: Indicator) -> bool:
    """Whether a text outside the table gives a reason and speaks of this indicator."""
    name = re.sub(r"[（(].*", "", leaf.name)[:4]
    return any(
        name in passage.text and _REASON.search(passage.text)
        for passage in case.passages()
        if len(passage.text) > 20 and passage.block != leaf.place.block
    )


def _findings(case: Case, leaf: Indicator, claimed: Score) -> Iterator[Finding]:
    spot = spot_at(case, claimed.place)
    if spot is None:
        return
    missed = misses(leaf)
    figures = [Quoted.of_score(claimed, "claimed")]
    if missed and leaf.actual_place is not None:
        figures.append(Quoted(leaf.actual, None, "", "actual", leaf.actual_place))
    short = f"指标值{leaf.target}，完成值{leaf.actual}，没有达到，" if missed else ""
    weight = leaf.weight.text if leaf.weight else ""
    yield found(
        shortfall_without_reason,
        case,
        [spot],
        f"指标“{leaf.name}”{short}分值{weight}，得分{claimed.text}，原因一栏却空白或写“无”。原因可能写在别处，也可能漏填。",
        severity=None if missed else "info",
        labels=(leaf.name, "未达指标值" if missed else "扣分"),
        figures=figures,
        advice="请补充原因和改进措施。",
    )
