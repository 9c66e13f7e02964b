"""A passage on another body's money and work, where the report tells its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.identity import identity
from audit.rules.names_another_body import is_own
from audit.spot import Spot, found, quoted, spots

_WHEN = r"(?:(?:20\d{2}年度?|一年来|全年|今年|本年度?|当年|年内|过去一年|上半年|目前|截至[^，。；]{2,14})[，,]?\s*(?:以?来[，,])?)*"
_BODY = r"[一-鿿]{1,6}?[市州县区旗盟](?!委|政府|人大|政协|直|域|级|内|外|属|管|里|长)[一-鿿]{2,16}?(?:局|厅|委员会|委办公室|办公室|总工会|联合会|研究院|党校)"
# what a report says of its own unit, and hardly ever of another
_OF_ITSELF = (
    r"(?:严格(?:执行|落实|遵守|按照|控制)|(?:扎实|积极|稳步|有序|持续|全力|大力|深入|统筹|加快)(?:推进|开展|实施|落实|履行|做好|贯彻)"
    r"|(?:深入|全面|认真|坚决|切实)(?:学习)?(?:贯彻|落实|履行|执行)|坚持|紧紧?(?:围绕|扣)|围绕|聚焦|立足|牢牢|始终|主动|狠抓|着力|不断|克服"
    r"|(?:圆满|全面|较好地?|顺利|超额|按时|如期)(?:完成|实现)|(?:总体|整体|各项工作)?(?:运行|工作)?(?:总体|整体|基本)?(?:平稳|良好|有序)"
    r"|运行|各项(?:重点)?(?:工作|任务|经费|支出)|在(?:[市州县区旗]委|上级|[一-鿿]{2,10}领导下)"
    r"|(?:内设|下设|核定|现有|共有|在职|年末实有|编制|人员编制)|(?:20\d{2}年度?|本年|全年|当年|年初)?(?:部门|单位|整体|财政拨款)*(?:预算|收入|支出|决算|收支|资产)"
    r"|(?:20\d{2}年度?)?(?:“?三公”?经费|机关运行经费|部门整体|绩效自评)|主要(?:职责|职能)|职责)"
)
_SUBJECT = re.compile(rf"(?<![^。；;！!\n])\s*{_WHEN}(?P<body>{_BODY})(?={_WHEN}{_OF_ITSELF})")
# what follows is of somebody's own, or of the whole place
_OTHERS_PART = re.compile(
    r"^(?:[^。；，]{0,20})(?:对口|协作|帮扶|支援|作为(?:牵头|实施|主管|责任|承办|建设)|负责|牵头|配合|协助|委托|代建|主办|承办|联合|会同)"
)
_NOT_ONE = re.compile(r"^(?:各|全|本|我|该|原|由|经|对|为|向|从|与|和|同|及|以|在|按|据|除|让|使|给)|各[市县区]|等")
_MOST = 6
_TITLE = "安和县水利局2022年度部门整体支出绩效自评报告\n"


@rule(
    "F108",
    "写的是其他单位的情况",
    family="residue",
    severity="warning",
    basis="财预〔2020〕10号（自评内容应当真实、与本单位相符）",
    wrongly="主管部门汇总写到所属、合署单位；由其他单位实施的项目。报告中写明了这种关系的不报，未写明的由本单位说明。",
    examples=[
        bad(
            _TITLE + "严格落实过紧日子要求。安和县教育局严格执行各项财务制度，2022年支出合计4,135.60万元。",
            "4,135.60万元",
        ),
        bad(_TITLE + "2022年临水县林业局运行总体平稳，我单位编制数103人，实有97人。", "103人"),
        bad(_TITLE + "安和县卫生健康局内设股室8个，核定编制40人，年末实有38人。", "8个"),
        bad(
            "安和区市场监督管理局2022年度部门整体支出绩效自评报告\n一年来，安和区市政管理局扎实推进各项重点工作，完成项目11项。",
            "11项",
        ),
        good(_TITLE + "安和县水利局严格执行各项财务制度，2022年支出合计4,135.60万元。"),
        good(_TITLE + "安和县财政局下达资金500万元。安和县审计局对项目开展了审计，核减12万元。"),
        good(_TITLE + "下属单位有安和县水务局。安和县水务局严格执行各项财务制度，支出合计135.60万元。"),
        good(_TITLE + "安和县教育局积极配合，提供场地3处。安和县农业农村局扎实推进高标准农田建设。"),
        good(_TITLE + "临水县水利局积极开展对口帮扶，支援设备12台。"),
        good(_TITLE + "纳入安和县教育局2022年部门预算编制范围的单位共3个。"),
        good("2022年度部门整体支出绩效自评报告\n安和县教育局严格执行各项财务制度，支出合计4,135.60万元。"),
    ],
    aliases=("TPL-02",),
)
def passage_of_another_body(case: Case) -> Iterator[Finding]:
    """报告写自己的预算、人员和工作。以另一个同级单位的全称为主语、自述式地写预算、人员、工作并列出数据的，多是从该单位的
    报告带入的段落，所列各数都不能作为本单位的数据。

    只看句首写着带地名的单位全称、谓语是“严格执行”“扎实推进”“运行平稳”“内设”“支出合计”等自述用语、其后有数据的句子；写到
    该单位负责、牵头、配合、帮扶的，以及报告中列明的所属、合署单位不报。
    """
    own = identity(case.item.unit)
    if not own.county:
        return
    groups: dict[str, list[tuple[Spot, tuple[Quoted, ...]]]] = {}
    for spot, match in spots(case, _SUBJECT, "body", given=("局", "厅", "委", "办公室", "会", "院", "党校")):
        body = match.group("body")
        rest = spot.passage.text[spot.end :]
        if spot.passage.row is not None or _NOT_ONE.search(body) or _OTHERS_PART.match(rest):
            continue
        if _is_of_this_rank(body, own.county) and not is_own(case, body):
            told = _told_of(case, spot)
            if told:
                groups.setdefault(body, []).append((spot, told))
    for body, marked in groups.items():
        told = tuple(figure for _, figures in marked for figure in figures)
        amounts = "、".join(dict.fromkeys(figure.text for figure in told[:_MOST]))
        more = "等" if len(told) > _MOST else ""
        yield found(
            passage_of_another_body,
            case,
            [spot for spot, _ in marked],
            f"填报单位是“{case.item.unit}”，此处写的却是“{body}”的情况，所列{amounts}{more}可能不是本单位的数据，疑从其他单位的报告"
            "带入。如确与本单位有关（所属、合署单位，或由其实施的项目），请说明。",
            labels=(body,),
            figures=told,
            advice="请删去或改写这一段，并核对其中各数是否属于本单位。",
        )


def _is_of_this_rank(body: str, county: str) -> bool:
    """Whether a body belongs to a place of the same rank as the unit's: a county's report may tell of its province. Words
    before the unit's own place (纳入安和县财政局) are no place."""
    place = identity(body).county
    return place == county or (2 < len(place) < 6 and place[-1] == county[-1] and county not in place)


def _told_of(case: Case, spot: Spot) -> tuple[Quoted, ...]:
    """The figures of the sentences that the body is the subject of: its own, and those that follow in the paragraph."""
    text = spot.passage.text
    until = next((m.start() for m in _SUBJECT.finditer(text, spot.end) if m["body"] != spot.ink), len(text))
    unit = text.find(case.item.unit, spot.end)
    until = min(until, unit if unit >= 0 else until)
    return quoted(case, Spot(spot.passage, spot.start, until), "amount")
