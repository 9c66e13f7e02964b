"""The words in which results are shown to people, the same in every output."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from audit.finding import Finding, JudgedClaim, Quoted, Repair, ReportResult, Severity, Status, Verdict
from audit.flaws import SharedFlaw
from audit.gap import needed
from audit.message import SLIP_WORDS
from extract.decimals import plain
from extract.document import Document, Place, Table
from extract.item import Item

SEVERITY: Mapping[Severity, str] = {"error": "错误", "warning": "疑点", "info": "提示"}
SEVERITY_MEANING: Mapping[Severity, str] = {
    "error": "报告自相矛盾，或与自己的评分细则矛盾；任何一种读法、任何一个未披露的数都不能使其成立",
    "warning": "需要向单位核问：有条件的矛盾、尾差、自认不足与满分不一致、得分依据不足、评分细则本身的缺陷",
    "info": "值得知道，不是指摘",
}
SEVERITY_ORDER: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}

STATUS: Mapping[Status, str] = {"holds": "相符", "violated": "不符", "undecided": "未定"}
STATE: Mapping[str, str] = {
    "holds": "已核对，相符",
    "violated": "已核对，不符",
    "undecided": "已核对，未定",
    "unused": "已识别，未参与核对",
}

VERDICT: Mapping[Verdict, str] = {
    "verified": "可核实",
    "overstated": "自评偏高",
    "understated": "自评偏低",
    "unsupported": "依据不足",
    "contradicted": "与报告所述不一致",
    "broken_rule": "细则缺陷",
    "discretionary": "酌情评分",
    "unparsed": "细则未能识读",
}

FAMILY: Mapping[str, str] = {
    "sum": "合计与分项",
    "table_sum": "表内合计",
    "score_sum": "分值、得分合计",
    "share": "占比",
    "ratio": "执行率、完成率",
    "overrun": "预算控制",
    "change": "增减变动",
    "balance": "结转结余与资产平衡",
    "restate": "前后重述",
    "text_table": "文表一致",
    "count": "个数与清单",
    "product": "单价与数量",
    "granularity": "人数、个数取整",
    "order": "大小关系",
    "rubric": "评分细则",
    "score_recompute": "得分测算",
    "grade": "得分与等级",
    "evidence": "自评与所述情况",
    "unit": "计量单位",
    "malformed": "数字书写",
    "period": "年度与日期",
    "residue": "模板残留",
    "citation": "依据文件",
    "classification": "科目与分类",
    "missing": "要素缺失",
    "wording": "表述规范",
    "unread": "未读部分",
    "across": "报告之间",
    "baseline": "与财政记录核对",
}

KIND: Mapping[str, str] = {
    "department_report": "部门整体支出绩效自评报告",
    "department_form": "部门整体支出绩效自评表",
    "project_form": "项目支出绩效自评表",
    "project_report": "项目支出绩效自评报告",
    "summary": "绩效自评汇总表",
    "report": "绩效自评报告",
}

ROLE: Mapping[str, str] = {
    "total": "合计",
    "part": "分项",
    "whole": "基数",
    "percent": "比率",
    "new": "本期数",
    "old": "上期数",
    "change": "增减额",
    "factor": "因数",
    "product": "乘积",
    "stated": "所述数",
    "smaller": "较小数",
    "larger": "较大数",
    "announced": "所称个数",
    "n": "总数",
    "amount": "金额",
    "claimed": "自评得分",
    "weight": "分值",
    "score": "得分",
    "actual": "实际完成",
    "target": "指标值",
    "rate": "比率",
    "admission": "报告自述",
}

REASON: Mapping[str, str] = {
    "classified": "标有密级，未读取",
    "encrypted": "文件加密",
    "damaged": "文件损坏",
    "empty": "没有内容",
    "unsupported": "格式不支持",
    "too_large": "文件过大",
    "timeout": "处理超时",
    "crashed": "处理中断",
    "missing_component": "缺少组件",
    "not_readable_by_os": "系统无法打开",
    "internal_error": "本程序出错",
}

_NO_RANGES = ("order", "overrun", "granularity", "count")
"""Families in which no interval is to meet another: bounds and whole numbers."""
_MOST_CAUSES = 4  # in a cell; the annotated report gives them all
INVISIBLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Control characters and marks that turn the direction of a text, as a class of a pattern."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def visible(text: str) -> str:
    """The text with control characters and marks that turn its direction shown as □; of equal length."""
    return _INVISIBLE.sub("□", text)


def chinese(number: int) -> str:
    """A number from 1 to 99 as headings write it: 一, 十, 十二, 二十三."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "")


def family_word(family: str) -> str:
    return FAMILY.get(family, family)


def role_word(role: str) -> str:
    return ROLE.get(role, role)


def score_range(lowest: Decimal | None, highest: Decimal | None) -> str:
    """A recounted score: 8.5～10, or 10 where it is one; "" where it could not be recounted."""
    if lowest is None or highest is None:
        return ""
    return plain(highest) if lowest == highest else f"{plain(lowest)}～{plain(highest)}"


def ranges_words(claim: JudgedClaim) -> str:
    """The two intervals of a claim, and whether they meet."""
    if claim.ranges is None or claim.family in _NO_RANGES:
        return ""
    computed, stated = claim.ranges
    meeting = {"holds": "两者有重合", "violated": "两者没有重合"}.get(claim.status, "")
    return "；".join(filter(None, (f"核算范围{computed}", f"报告数范围{stated}", meeting)))


def users_words(flaw: SharedFlaw, most: int) -> str:
    """The units that use the text of a defect; where there are more than `most`, the first of them."""
    names = list(flaw.users)
    return "、".join(names[:most]) + ("等" if len(names) > most or flaw.cut else "")


def inputs_words(inputs: Iterable[Quoted]) -> str:
    """The figures a score was recounted from, each with its role."""
    return "；".join("：".join(filter(None, (role_word(q.role), q.text))) for q in inputs)


def moment(when: str) -> str:
    """A time of the ledger (ISO 8601, as the clock of the place showed it) as people write it: 2024年5月2日9:30."""
    try:
        told = datetime.datetime.fromisoformat(when)
    except ValueError:
        return when
    clock = f"{told.hour}:{told.minute:02}" if "T" in when else ""
    return f"{told.year}年{told.month}月{told.day}日{clock}"


def kind_word(kind: str) -> str:
    return KIND.get(kind, kind)


def item_of(result: ReportResult, item: str) -> Item | None:
    """The item with this id."""
    return next((known for known in result.items if known.id == item), None)


def where(place: Place, document: Document) -> str:
    """A place in words: the nearest heading, then paragraph, or table with row and column, then page."""
    parts = [place.section.rsplit(" / ", 1)[-1]] if place.section else []
    block = document.blocks[place.block] if place.block < len(document.blocks) else None
    if isinstance(block, Table):
        spot = f"工作表“{block.sheet}”" if block.sheet else f"表{document.tables_until[place.block]}"
        if block.sheet and parts == [block.sheet]:
            parts.clear()
        if place.row is not None and place.col is not None:
            spot += f"第{place.row + 1}行第{place.col + 1}列"
        parts.append(spot)
    else:
        parts.append(f"第{place.block + 1}段")
    if place.page is not None:
        parts.append(f"第{place.page}页")
    return "，".join(parts)


def spot(place: Place) -> str:
    """The same of a place in a jsonl line, where the document is not at hand."""
    parts = [place.section.rsplit(" / ", 1)[-1]] if place.section else []
    cell = place.row is not None and place.col is not None
    parts.append(f"表格第{(place.row or 0) + 1}行第{(place.col or 0) + 1}列" if cell else f"第{place.block + 1}段")
    if place.page is not None:
        parts.append(f"第{place.page}页")
    return "，".join(parts)


def in_sentence(quote: str) -> str:
    """A quotation as it can stand in a sentence: the cells of a row parted by ；."""
    return quote.replace(" | ", "；")


def brief(quote: str, culprit: str = "", longest: int = 120) -> str:
    """A quotation short enough for a letter, with the culprit in it; …… where something was left out."""
    quote = in_sentence(quote)
    if len(quote) <= longest:
        return quote
    at = max(quote.find(culprit), 0) if culprit else 0
    start = max(0, min(at - longest // 3, len(quote) - longest))
    end = start + longest
    return ("……" if start else "") + quote[start:end] + ("……" if end < len(quote) else "")


def causes(finding: Finding) -> str:
    """The possible causes of a finding, one a line: each minimal repair, and the figure that would cure it."""
    several = len(finding.repairs) > 1
    lines = [
        (f"{number}. " if several else "") + repair_words(repair)
        for number, repair in enumerate(finding.repairs[:_MOST_CAUSES], 1)
    ]
    if len(finding.repairs) > _MOST_CAUSES:
        lines.append(f"另有{len(finding.repairs) - _MOST_CAUSES}种")
    if finding.needs is not None:
        lines.append(f"若{needs_words(finding)}（报告未列），则可以成立")
    return "\n".join(lines)


def needs_words(finding: Finding) -> str:
    """The figure that would cure a finding, in words; "" where there is none."""
    amount = needed(finding)
    return "" if amount is None or finding.needs is None else f"“{finding.needs.what}”为{amount.text}"


def repair_words(repair: Repair) -> str:
    """One repair in words: what is changed to what, the slip, and how many relations it restores."""
    edits = "；".join(f"{e.before or '（无）'}→{e.after or '（删去）'}（{SLIP_WORDS[e.slip]}）" for e in repair.edits)
    effect = f"，可使{repair.restores}处关系成立" if repair.restores > 1 else ""
    return edits + effect


def arithmetic(finding: Finding, result: ReportResult) -> str:
    """How a finding was reached: the arithmetic of each claim it explains with the reading taken, one a line;
    where it rests on no arithmetic, its message."""
    claims = [result.claims[number] for number in finding.claims]
    lines = (f"{c.formula}，核算口径：{c.reading}" if c.reading else c.formula for c in claims if c.formula)
    return "\n".join(dict.fromkeys(lines)) or finding.message
