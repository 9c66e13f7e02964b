"""Placeholders of a template that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, spots

_AFTER = (
    r"(?=年|月|日|省|市|县|区|州|旗|乡|镇|村|局|厅|委|办|院|校|部门|单位|项目|公司|中心|街道|社区|学校|工程|号|"
    r"五(?!十)|万元|亿元|元|人次|人|户|个|家|名|台|%|％|政府|规划|专项|资金)"
)
_BEFORE = r"(?<=[省市县区州局厅委十第共为达约至于])"
_CROSS = r"[XＸx×＊]"
_PLACEHOLDER = re.compile(
    rf"(?<![0-9A-Za-zＸ×＊])(?:20)?{_CROSS}{{2,4}}{_AFTER}(?!年?[+＋])"
    rf"|{_BEFORE}{_CROSS}{{2,4}}(?![0-9A-Za-z+＋])"
    rf"|十{_CROSS}{{2}}五"
    r"|(?<![二二〇○])[○〇]{2,4}(?=年度|省|市|县|区|局|单位|部门|项目|公司)"
    r"|(?<![0-9A-Za-z.])[XＸN](?=万元|亿元)"
    r"|[_＿]{2,}\s*(?=年度|万元|亿元|元[，。；、]|个[，。；、]|[%％])"
    r"|\$?\{\{?[^{}\n]{0,20}[一-鿿][^{}\n]{0,20}\}?\}"
    r"|[（(【\[](?:此处)?(?:待填|待补充|待补|待录入|请填写|填写)[^（）()【】\[\]]{0,20}[）)】\]]"
)
_MARKS = "XＸx×＊○〇N_＿{填待"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_MASKED_NAME = re.compile(rf"(?:^|[^一-鿿]|[户民工员者生人等象名])[{_SURNAMES}]$")
_QUOTED_MODEL = re.compile(r"[+＋]\s*$")


@rule(
    "F101",
    "占位符未填写",
    family="residue",
    severity="warning",
    basis="财预〔2020〕10号（自评内容应当完整、真实）",
    wrongly="为保护隐私而隐去的姓名、证件号（李××、5301××××）；口号中的“党建+××”。这两类不报。",
    examples=[
        bad("建设任务与《临水区“十XX五”水利发展规划》衔接。", "十XX五"),
        bad("根据《XX县部门预算管理办法》，制定本单位制度。", "XX"),
        bad("|数据来源|\n|××局年度工作总结|", "××"),
        bad("20xx年，我镇收入XX万元，比上年增长XX%。20xx年，支出XX万元。", "20xx", "XX", "XX"),
        bad("20XX年，我单位认真履行职责。", "20XX"),
        bad("{单位名称}2022年度工作完成情况良好。", "{单位名称}"),
        bad("项目支出____万元，用于日常工作。", "____"),
        bad("项目成效（待补充）。", "（待补充）"),
        good("救助困难群众李××、王XX等12人，发放救助金3.6万元。"),
        good("慰问困难户王××家、李××户，表彰先进个人：张××同志；脱贫户陈XX个人发展产业。"),
        good("推进“党建+XX”工作模式，打造“互联网+××”服务平台。"),
        good("预算执行率=支出数/预算数×100%。二〇二二年完成率100%。"),
        good("联系电话：138××××1234。购置XXL号工作服20套。"),
        good("填报人（签字）：________ 联系电话：________"),
        good("采购GX×200型水泵3台。"),
    ],
    aliases=("TPL-02",),
)
def placeholder_left_unfilled(case: Case) -> Iterator[Finding]:
    """模板中的占位符（XX、××、十XX五、{单位}、____万元、待补充）应在填报时替换为实际内容。

    只在占位符紧挨地名、机构、年份、金额等应填内容时报；隐去的姓名、号码和“党建+××”一类提法不报。
    出现在评分细则、指标解释里的占位符，多为下发表格时遗留，属制表问题，不归责于填报单位。
    同一占位符多处出现的，合并为一条。
    """
    groups: dict[tuple[str, str], list[Spot]] = {}
    for spot, _ in spots(case, _PLACEHOLDER, given=_MARKS):
        text = spot.passage.text
        if _QUOTED_MODEL.search(text[: spot.start]) or _MASKED_NAME.search(text[: spot.start]):
            continue
        groups.setdefault((spot.ink, text[spot.end : spot.end + 1]), []).append(spot)
    for (ink, _), marked in groups.items():
        yield found(
            placeholder_left_unfilled,
            case,
            marked,
            f"此处仍是占位符“{ink}”，未填写实际内容，可能是套用模板后遗漏。"
            "如属下发表格或评分细则自带，则为制表问题，由财政部门统一更正；如为隐私处理，请说明。",
            labels=(ink,),
            fault=f"占位符“{ink}”未填写",
            advice="请补填实际内容后重报；细则自带的，请向制表单位反映。",
        )
