"""Persons, households and the like printed with decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import found, quoted, spots

_WHOLE = re.compile(
    r"(?<![\d.．,，])(?!(?:19|20)\d\d[.．])\d{1,3}(?:[,，]?\d{3})*[.．]\d+\s*"
    r"(?:人次|人(?![员才民大社力事工群])|户次|户(?![籍口型主政外])|家(?![庭长属校用装具])|名(?![词称单录义胜额])|辆|场次|批次|"
    r"例(?![行如会外])|所(?![属有在需得谓以]))(?![均/／年月天日工时公份])"
)
_MEAN = re.compile(r"均|每|折算|折合|标准|户型|比例|生师比|比为|概算|约合|系数|密度")


@rule(
    "U102",
    "人数、户数等出现小数",
    family="unit",
    severity="warning",
    basis="财预〔2020〕10号（自评数据应当真实、准确）",
    wrongly="平均数、折算数（户均人口、全时当量）。句中有“均”“每”“折算”的不报。",
    examples=[
        bad("救助困难群众35.5户，发放救助金20万元。", "35.5户"),
        bad("|完成值|\n|培训120.5人次|", "120.5人次"),
        good("2.1名词解释。1.2家庭情况。2022.5人员调整；截至2022.6户籍改革完成。"),
        good("户均3.5人，每万人拥有医师2.5人，累计惠及1.5万人，培训1,250人。"),
        good("平均每班45.6人，按全时当量折算12.5人，建设3.5公里。"),
    ],
    aliases=("UNI-06",),
)
def whole_measure_with_decimals(case: Case) -> Iterator[Finding]:
    """人、户、家、辆、所等只能是整数；出现小数多为单位漏写“万”，或者把平均数、比率填进了数量。

    同句有“均”“每”“折算”等字样的属平均数、折算数，不报。
    """
    for spot, _ in spots(case, _WHOLE, given=".．"):
        left, right = spot.sentence()
        heading = not spot.passage.text[left : spot.start].strip() and spot.end < len(spot.passage.text)
        if heading or _MEAN.search(spot.passage.text[left:right]):
            continue
        yield found(
            whole_measure_with_decimals,
            case,
            [spot],
            f"“{spot.ink}”带有小数，而人数、户数等应为整数。可能漏写“万”字，也可能填成了平均数或折算数。",
            labels=(re.sub(r"[\d.．,，\s]", "", spot.ink),),
            figures=quoted(case, spot),
            advice="请核对数量和计量单位。",
        )
