"""A county's report that rests on another county's measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import citations
from audit.finding import Finding
from audit.identity import identity
from audit.spot import Spot, found

_COUNTY = re.compile(
    r"^(?:中共)?(?:[一-鿿]{2,7}?(?:省|自治区))?(?:[一-鿿]{1,5}?(?:市|州|盟))?(?P<county>[一-鿿]{1,4}?(?:县|区|旗))(?=[一-鿿])"
)
_NO_COUNTY = re.compile(
    r"开发区|自治区|景区|园区|社区|高新区|新区|地区|灾区|辖区|市区|城区|林区|库区|矿区|山区|老区|牧区|边区|港区|校区|院区|"
    r"全[县区旗]|各[县区旗]|本[县区旗]|该[县区旗]|我[县区旗]|[贫困示范试点大强各全重口乡]县|级|国家|片区|专区|特区|行政区|保护区|功能区|乡镇|小区|郊区|湾区|库区"
)
_SHARED = re.compile(r"对口|协作|帮扶|合作|协议|跨|共建|联合|案例|经验|改革方案")
_OWN_WORK = re.compile(r"办法|制度|规定|细则|方案|通知|意见|标准|规划")
_TITLE = "平州市安和县水利局2022年度部门整体支出绩效自评报告\n"


@rule(
    "F104",
    "依据中出现外地文件",
    family="residue",
    severity="warning",
    basis="财预〔2020〕10号（自评内容应当真实、与本单位相符）",
    wrongly="对口协作、学习借鉴的外地文件；区划调整前的旧名。",
    examples=[
        bad(_TITLE + "2.《临水县预算绩效管理办法》（临政发〔2020〕4号）；", "《临水县预算绩效管理办法》"),
        good(_TITLE + "2.《安和县预算绩效管理办法》；3.《平州市市级机关会议费管理办法》；4.《中华人民共和国会计法》；"),
        good(_TITLE + "签订《临水县、安和县对口协作框架协议》，执行《国家级开发区考核办法》《贫困县资金整合方案》。"),
        good(_TITLE + "《风景名胜区管理办法》（国发〔2006〕4号）、《大型灌区管理办法》《产粮大县奖励办法》。"),
        good(
            "安和市水利局2022年度部门整体支出绩效自评报告\n2.《安和县预算绩效管理办法》；3.《临水县预算管理办法》（临政发〔2020〕4号）"
        ),
        good(_TITLE + "2.《安和区水利局会议费管理办法》；《社区矫正实施办法》《灾区重建规划》《山区综合开发规划》"),
    ],
    aliases=("TPL-03",),
)
def names_another_place(case: Case) -> Iterator[Finding]:
    """县（区、旗）级单位的依据文件，应当是本县（区、旗）或上级的；写着另一个县（区、旗）的，多为套用外地模板。

    只看书名号内以县（区、旗）名开头的办法、制度、方案、通知等，配有文号的还要求机关代字与该县（区、旗）名相合；对口协作一类文件、区划调整前后同名的
    （××县与××区）不报；市级及以上单位的报告不报。
    """
    own = identity(case.item.unit)
    if not re.search(r"(?:县|区|旗)$", own.county):
        return
    groups: dict[str, list[Spot]] = {}
    for cited in citations(case):
        named = _COUNTY.match(cited.title)
        if named is None or cited.title_spot is None or not _OWN_WORK.search(cited.title):
            continue
        county = named.group("county")
        issuer = cited.issuer[:1]
        if (issuer and issuer not in county) or (not issuer and not re.search(r"[县旗]$", county)):
            continue
        if _NO_COUNTY.search(county) or _SHARED.search(cited.title) or len(county) < 3:
            continue
        if county[:-1] in own.name or own.county[:-1] in cited.title:
            continue
        groups.setdefault(county, []).append(cited.title_spot)
    for county, marked in groups.items():
        yield found(
            names_another_place,
            case,
            marked,
            f"填报单位属于{own.county}，此处引用的却是“{county}”的文件，疑为套用外地模板后未改；"
            "如确系外地文件，请说明适用原因。",
            labels=(county,),
            advice="请改引本地或上级文件。",
        )
