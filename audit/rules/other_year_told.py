"""A figure of the year before where the report must tell the year's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, quoted, spots

_KEY = (
    r"政府采购|“?三公”?经费|基本支出|项目支出|支出(?:合计|总额|决算|总计)|收入(?:合计|总额|决算|总计)|本年支出|本年收入|"
    r"年末结转和?结余|机关运行经费"
)
_TOLD = re.compile(
    rf"(?:^|(?<=[。；;]))\s*(?P<year>20\d{{2}})\s*年度?(?:全年|部门|单位|我局|本单位|财政拨款)?(?P<key>{_KEY})[^。；;，,\d]{{0,12}}\d"
)
_COMPARED = re.compile(r"较|比|同期|上年|增长|增加|下降|减少|变动|以前年度|历年|持平")
_TITLE = "安和县水利局2023年度部门整体支出绩效自评报告\n"


@rule(
    "P103",
    "列的是其他年度的数据",
    family="period",
    severity="warning",
    basis="财预〔2020〕10号（单位自评针对评价年度）",
    wrongly="为对比而列的上年数；跨年项目的历年数。因此要求报告中没有本年的同类数，句中也没有比较。",
    examples=[
        bad(_TITLE + "2022年政府采购支出4,100.63万元，其中：货物支出1,500.90万元。", "4,100.63万元"),
        good(_TITLE + "2022年政府采购支出4,100.63万元，2023年政府采购支出3,900万元。"),
        good(_TITLE + "2022年“三公”经费支出18万元。\n2023年“三公”经费支出15万元，减少3万元。"),
        good(_TITLE + "2023年政府采购支出4,100.63万元。2022年末结转和结余12万元。"),
        good(_TITLE + "2022年基本支出100万元，本年较上年增长5%。"),
        good("部门整体支出绩效自评报告\n2022年政府采购支出4,100.63万元。"),
    ],
    aliases=("PER-03",),
)
def other_year_told(case: Case) -> Iterator[Finding]:
    """采购、三公、收支决算等关键数据，应当是评价年度的；只列了上一年的，可能是沿用旧稿未改。

    句首写明上一年、句中没有比较字样，而且报告别处没有本年的同类数据时才报。
    """
    if not case.item.year.isdigit():
        return
    year = int(case.item.year)
    for spot, match in spots(case, _TOLD):
        left, right = match.start("year"), spot.sentence()[1]
        told = Spot(spot.passage, left, max(right, match.end()))
        if (
            int(match.group("year")) != year - 1
            or f"{year}年" in told.ink
            or _COMPARED.search(told.ink)
            or _is_told_too(case, match.group("key"), told)
        ):
            continue
        figures = quoted(case, told)
        yield found(
            other_year_told,
            case,
            [Spot(spot.passage, match.start("year"), match.end("key"))],
            f"报告评价{year}年，此处“{match.group('key')}”列的是{match.group('year')}年的数据，别处也没有{year}年的数。"
            "可能沿用了上年文稿，也可能只是年份写错。",
            labels=(match.group("key"), "上年"),
            figures=figures,
            advice=f"补列{year}年数据，或更正年份。",
        )


def _is_told_too(case: Case, key: str, told: Spot) -> bool:
    """Whether another sentence gives the same measure for the year itself, or without a year."""
    plain = key.strip("“”")
    for passage in case.passages():
        for sentence in re.finditer(r"[^。；;\n]+", passage.text):
            if passage == told.passage and told.start <= sentence.start() + 2 and sentence.end() <= told.end:
                continue
            words = sentence.group().replace("”", "").replace("“", "")
            if plain.replace("”", "") in words and re.search(r"\d[\d.,]*\s*(?:万|亿)?元|[%％]|^[\d.,]+$", words):
                return True
    return False
