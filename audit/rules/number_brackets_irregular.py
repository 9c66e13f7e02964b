"""Document numbers whose year does not stand in 〔〕."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import NUMBER
from audit.finding import Finding
from audit.spot import Spot, found, spots


@rule(
    "F208",
    "发文字号未用六角括号",
    family="citation",
    severity="info",
    basis="GB/T 9704—2012《党政机关公文格式》",
    wrongly="转换格式时六角括号被替换。仅属格式，不影响内容。",
    examples=[
        bad("根据《安和县预算绩效管理办法》（安政发[2015]104号）、安财（2021）4号文件要求。", "[2015]104号"),
        bad("按照安财绩【2022】第8号文件。", "【2022】第8号"),
        good("根据《安和县预算绩效管理办法》（安政发〔2015〕104号）、安财﹝2021﹞4号文件要求。"),
        good("2022年（2022）完成4号楼维修；财政部令第87号。"),
    ],
    aliases=("REF-07",),
)
def number_brackets_irregular(case: Case) -> Iterator[Finding]:
    """发文字号由机关代字、年份、序号组成，年份用六角括号“〔〕”括入，序号不加“第”字。

    全文各处合并为一条提示。
    """
    marked = [
        Spot(spot.passage, match.start("open"), match.end())
        for spot, match in spots(case, NUMBER, given="号")
        if match.group("open") not in "〔﹝" or match.group("close") not in "〕﹞"
    ]
    if marked:
        yield found(
            number_brackets_irregular,
            case,
            marked,
            f"发文字号的年份应当用六角括号“〔〕”，此处写作“{marked[0].ink}”"
            + (f"（另有{len(marked) - 1}处）" if len(marked) > 1 else "")
            + "。属格式问题，不影响数据。",
            labels=("六角括号",),
            advice="请按公文格式更正。",
        )
