"""Another body's name where the report must name its own unit."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.identity import identity
from audit.spot import Spot, found, spots

_BODY = (
    r"(?:[一-鿿]{2,6}?[省市州县区旗镇乡])?(?:[省市州县区旗镇乡]|(?<=[省市州县区旗镇乡]))"
    r"(?:委办公室|委办|政府办公室|政府办|委(?:组织部|宣传部|统战部|政法委|巡察办|编办|党校)|委|纪委监委|纪委|监委|"
    r"人大常委会|人大|政协|人民法院|法院|人民检察院|检察院|团委|妇联|残联|文联|科协|工商联|总工会|"
    r"[一-鿿]{2,10}?(?:局|厅|委员会))"
)
_SATISFIED = re.compile(
    rf"(?<![针面])对(?P<body>{_BODY})(?:(?:的)?(?:各项|本职|整体|总体|履职|服务|业务|政务|机关|日常){{0,2}}"
    r"(?:工作|服务|履职|成效|情况)?)?(?:是否)?(?:的|表示|感到)?(?:总体|综合|基本|比较|非常)?满意(?!的服务对象)"
)
_OWN_REPORT = re.compile(
    r"现将(?P<body>[一-鿿]{4,25}?(?:局|委员会|办公室|厅))(?:关于)?(?:20\d{2}年|部门整体|整体支出|单位整体)"
    r"[^。]{0,40}?(?:绩效|自评)[^。]{0,30}报告如下"
)
_SELF = re.compile(
    r"(?:我|本)(?:单位|局|委|办|中心|部|厅|院|校|部门)[（(](?P<body>[一-鿿]{4,25}?(?:局|委员会|办公室|厅|中心|学校|医院|法院|检察院))[)）]"
)
_CALLED = re.compile(
    r"(?:^|[。；;，,、\s])(?P<body>[一-鿿]{4,25}?(?:局|委员会|办公室|厅|中心|学校|医院|法院|检察院))"
    r"[（(]以?下?简?称[：:]?[“\"]?(?:我|本)(?:单位|局|委|办|中心|部|厅|院|校|部门)[”\"]?[)）]"
)
_TOLD = ((_SATISFIED, ("满意",)), (_OWN_REPORT, ("如下",)), (_SELF, ("我", "本")), (_CALLED, ("称",)))
"""Where a report speaks of its own unit, with words of which each such passage holds one."""
_FIELD = re.compile(r"\s*(?:项目)?(?:主管部门|实施单位|单位名称|预算单位|填报单位|承担单位)")
_NOT_A_RIVAL = re.compile(
    r"^(?:原|含|包括|下属|下辖|加挂|更名|所属)|(?:居民|村民|业主|工会|家长)委员会$|(?:领导小组|委员会|指挥部)办公室$"
)
_ORGANS = re.compile(r"(?:局|委员会|委|办公室|办|厅|部|中心|法院|检察院|会|政府|街道|镇|乡|队|站|所)$")


@rule(
    "F103",
    "自述处出现其他单位名称",
    family="residue",
    severity="warning",
    basis="财预〔2020〕10号（自评内容应当真实、与本单位相符）",
    wrongly="受其他单位委托实施的项目、合署办公或加挂牌子的机构；统一下发的指标表写死了某一单位名称。",
    examples=[
        bad(
            "安和县财政局2022年度部门整体支出绩效自评报告\n|指标|\n|C24群众对县委工作的满意度（4分）|\n|县委办工作的满意情况|",
            "县委",
        ),
        bad("安和县水利局2022年度部门整体支出绩效自评报告\n|社会公众对县教育局工作的满意度≥90%|", "县教育局"),
        bad(
            "安和县水利局2022年度部门整体支出绩效自评报告\n"
            "现将临水县农业农村局2022年度部门整体支出绩效自评情况报告如下：",
            "临水县农业农村局",
        ),
        good(
            "安和县财政局2022年度部门整体支出绩效自评报告\n社会公众对县财政局工作的满意度95%，对安和县财政局服务满意。"
        ),
        good("中共安和县委办公室2022年度部门整体支出绩效自评报告\n群众对县委工作的满意度为95%。"),
        good(
            "安和县水利局2022年度部门整体支出绩效自评报告\n我局（原安和县水务局）下设站所5个，本单位（机关服务中心）1个。"
        ),
        good(
            "项目支出绩效自评表（2022年度）\n|项目名称|河道管护|<|<|\n|主管部门|安和县水利局|实施单位|安和县河道管理所|\n"
            "|三级指标|年度指标值|实际完成值|得分|\n|群众对县水利局工作满意度|≥90%|95%|10|"
        ),
        good("安和县教育局2022年度部门整体支出绩效自评报告\n家长对学校工作的满意度95%，服务对象满意度96%。"),
        good("安和县卫生健康局2022年度部门整体支出绩效自评报告\n群众对县医院服务满意度较高，对部门工作满意度95%。"),
        good("安和县机关事务服务中心2022年度部门整体支出绩效自评报告\n县委办、县政府办对后勤服务的满意度98%。"),
        good(
            "安和县水利局2022年度部门整体支出绩效自评报告\n加挂安和县防汛抗旱指挥部办公室、安和县移民局牌子。\n"
            "群众对县移民局工作满意度95%。"
        ),
        good("2022年度部门整体支出绩效自评报告\n群众对县委工作的满意度95%。"),
    ],
    aliases=("TPL-01", "RUB-10"),
)
def names_another_body(case: Case) -> Iterator[Finding]:
    """“对××工作的满意度”“我单位（××局）”“现将××局20××年度绩效自评情况报告如下”等自述处，写的应当是填报单位自己。

    写成另一个有明确机关名称的单位的，多为套用他人模板的残留。全称、简称、“县（区）＋局名”、报告中
    自己列明的下属单位和加挂牌子都算本单位；党委工作机关写“对县委工作”不报；医院、学校、村居等服务机构不报。
    """
    own = identity(case.item.unit)
    if not case.item.unit or not _ORGANS.search(own.name):
        return
    groups: dict[str, list[Spot]] = {}
    for pattern, given in _TOLD:
        for spot, match in spots(case, pattern, "body", given=given):
            placed = pattern is _SATISFIED or identity(match.group("body")).county
            if placed and not is_own(case, match.group("body")):
                groups.setdefault(_stem(match.group("body")), []).append(spot)
    for stem, marked in groups.items():
        ink = marked[0].ink
        yield found(
            names_another_body,
            case,
            marked,
            f"填报单位是“{case.item.unit}”，此处自述的对象却是“{ink}”，疑为套用其他单位模板后未改。"
            "也可能是受托项目或统一下发的指标表写死了单位名称，请核实。",
            labels=(stem,),
            fault=f"写死了“{ink}”，各单位套用时与本单位不符",
            advice="请核对指标名称、解释和评分细则中的单位名称；统一制表造成的，由财政部门更正。",
        )


def _stem(body: str) -> str:
    """县委, 县委办 and 县委办公室 are one body for this purpose."""
    return re.sub(r"(?<=委)办(?:公室)?$", "", body)


def is_own(case: Case, body: str) -> bool:
    own = identity(case.item.unit)
    if own.is_called(body) or _NOT_A_RIVAL.search(body):
        return True
    if own.party and re.search(r"[省市州县区旗]委", body):
        return True
    if any(identity(name).is_called(body) for name in _named_in_form(case)):
        return True
    core = identity(body).core
    kin = re.compile(rf"(?:加挂|挂牌|合署|下属|所属|下设|直属|二级单位|归口)[^。]{{0,120}}{re.escape(core)}")
    return len(core) > 2 and any(kin.search(passage.text) for passage in case.passages())


def _named_in_form(case: Case) -> Iterator[str]:
    """The bodies that a form names as the project's department or unit: it may speak of these as its own."""
    texts = list(case.passages())
    for label, value in itertools.pairwise(texts):
        if label.row is not None and (label.block, label.row) == (value.block, value.row) and _FIELD.match(label.text):
            yield re.sub(r"\s", "", value.text)
