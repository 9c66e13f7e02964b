"""A section whose heading promises figures and that gives none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Severity
from audit.spot import Spot, found
from extract.document import Document, Paragraph, Table

_MONEY = re.compile(r"\d\s*(?:万|亿)?元|[〇零一二三四五六七八九十百千]+(?:万|亿)?元|[%％]")
_PERSONS = re.compile(r"\d\s*(?:人|名|个?编制)|编制\s*\d|[一二三四五六七八九十]+[人名]")
_NONE = re.compile(
    r"无[，。；、]|无[^，。；]{0,14}(?:收入|支出|收支|采购|预算|经费|资金|安排|业务|数据)|^\s*无\s*$|未(?:发生|安排|编制|实施|开展|进行|涉及|列支|使用)|没有|不涉及|不存在|为零|为0|0元|涉密|保密|详见|见附|见[^。]{0,8}表"
)


class _Topic(msgspec.Struct, frozen=True):
    """What a heading may promise, and what keeps the promise."""

    name: str
    heading: re.Pattern[str]
    needs: re.Pattern[str]
    severity: Severity


_TOPICS = (
    _Topic("政府采购金额", re.compile(r"政府采购(?:支出|预算|执行)*(?:情况|金额)(?:说明)?$"), _MONEY, "warning"),
    _Topic(
        "“三公”经费金额",
        re.compile(r"[“\"]?三公[”\"]?经费(?:支出|使用|预算|决算|管理|控制|执行|和|及)*情况(?:说明)?$"),
        _MONEY,
        "warning",
    ),
    _Topic(
        "收支金额",
        re.compile(r"(?:预算执行|资金收支|收入支出|预算收支|资金来源及使用|财政资金使用)(?:总体)?情况$"),
        _MONEY,
        "warning",
    ),
    _Topic(
        "编制、在职人数",
        re.compile(r"人员(?:编制|构成|基本)?情况$|编制及?人员(?:情况)?$|机构设置、编制$"),
        _PERSONS,
        "info",
    ),
)
_NUMBERING = re.compile(r"^\s*(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)\s*")


@rule(
    "C301",
    "章节应有数据而未列",
    family="missing",
    severity="warning",
    basis="财预〔2020〕10号（自评内容应当完整）",
    wrongly="数据写在别的章节、附表或另文；涉密单位不公开。正文写明“无”“未发生”“详见附表”的不报。",
    examples=[
        bad(
            "# （六）政府采购情况\n我单位根据《中华人民共和国政府采购法》等规定开展并完成了相关项目的采购工作。\n# （七）资产情况\n固定资产原值100万元。",
            "政府采购情况",
        ),
        bad(
            "# 四、“三公”经费使用情况\n严格执行中央八项规定，“三公”经费控制得当。\n# 五、问题\n无。",
            "“三公”经费使用情况",
        ),
        good("# （六）政府采购情况\n2022年政府采购支出120.5万元，其中货物支出20.5万元。\n# （七）资产情况\n无。"),
        good("# （六）政府采购情况\n本年度未发生政府采购支出。\n# （七）资产情况\n无。"),
        good("# 三、国有资本经营预算收支情况\n全年无国有资本经营预算收入，无相应支出。\n# 四、其他\n无。"),
        good("# （六）政府采购情况\n（单位：万元）\n|项目|预算|执行|\n|货物|20|18|\n# （七）资产情况"),
        good("# （六）政府采购规范性\n采购程序规范。"),
        good("# 三、预算执行情况\n# （一）基本支出\n基本支出200万元。\n# 四、问题"),
    ],
    aliases=("CMP-02", "CMP-03"),
)
def section_gives_no_figures(case: Case) -> Iterator[Finding]:
    """标题写明“政府采购情况”“三公经费使用情况”“预算执行情况”的章节，应当给出相应的金额。

    章节（含下级标题和表格）内一个金额、比率都没有，也没有写明“无”“未发生”“涉密”“详见附表”时报；
    机构编制一节没有人数的仅作提示。
    """
    document = case.report.document
    for passage in case.passages():
        block = document.blocks[passage.block]
        if passage.row is not None or not isinstance(block, Paragraph) or not block.level:
            continue
        title = _NUMBERING.sub("", passage.text.strip())
        topic = next((t for t in _TOPICS if t.heading.search(title)), None)
        if topic is None or len(title) > 30:
            continue
        body, tabled = _body(document, passage.block, block.level, case.item.last)
        if not body or tabled or topic.needs.search(body) or _NONE.search(body):
            continue
        start = passage.text.rindex(title)
        yield found(
            section_gives_no_figures,
            case,
            [Spot(passage, start, start + len(title.rstrip()))],
            f"“{title}”一节没有给出{topic.name}，无法核对相关指标的得分。数据可能写在其他章节或附表，也可能漏填。",
            severity=topic.severity,
            labels=(topic.name,),
            advice="请补充数据，或注明所在附表；确未发生的，请写明“无”。",
        )


def _body(document: Document, heading: int, level: int, last: int) -> tuple[str, bool]:
    """The text below a heading up to the next one of its level or above, and whether a table stands in it."""
    lines: list[str] = []
    for block in document.blocks[heading + 1 : last + 1]:
        if isinstance(block, Table):
            return "\n".join(lines), True
        if block.level and block.level <= level:
            break
        lines.append(block.text)
    return "\n".join(lines), False
