"""A figure of the year before where the report must tell the year's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.spot import Spot, found, quoted, spots

_KEY = (
    r"政府采购|“?三公”?经费|基本支出|项目支出|支出(?:合计|总额|决算|总计)|收入(?:合计|总额|决算|总计)|本年支出|本年收入|"
    r"年末结转和?结余|机关运行经费|年初预算|初结转和?结余|调整后?预算|实际支出|直达资金|总支出|总收入"
)
_TOLD = re.compile(r"(?<![^。；;])\s*(?P<year>20\d{2})\s*年度?(?P<words>(?![末底])[^。；;，,\d]{0,24})(?=\d)")
_COMPARED = re.compile(r"上年|去年|同期|同比|前一年|往年|以前年度|历年|持平|[较比]20\d\d年")
_LEAST_DIGITS = 4
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
        bad(_TITLE + "2022年度支出决算1,842.36万元，较上年增加12万元。\n本年支出1,842.36万元。", "1,842.36万元"),
        bad(_TITLE + "2022年度收入、支出总计均为14,398.44万元。", "14,398.44万元"),
        bad(_TITLE + "2022年部门年初预算为2,912.40万元，较年初预算增加120万元。", "2,912.40万元"),
        bad(
            _TITLE + "2022年实际支出998.40万元，占调整后预算1,205.31万元的82.8%。\n调整预算数1,205.31万元。",
            "998.40万元",
        ),
        bad(
            _TITLE
            + "2022年“三公”经费支出5.34万元，较上年减少0.82万元。\n三公经费控制率72.2%（预算7.40万元，实际5.34万元）。",
            "5.34万元",
        ),
        good(_TITLE + "2022年项目支出812.40万元，总投资5,205.31万元。\n2023年项目支出900万元，总投资5,205.31万元。"),
        good(_TITLE + "2022年度支出决算1,842.36万元，2023年支出1,900万元。\n上年支出1,842.36万元。"),
        good(
            _TITLE
            + "2022年末结转资金112.63万元。\n本年使用资金112.63万元。\n2022年下达补助500.25万元。\n到位资金500.25万元。"
        ),
        good(_TITLE + "2022年政府采购支出4,100.63万元，2023年政府采购支出3,900万元。"),
        good(_TITLE + "2022年“三公”经费支出18万元。\n2023年“三公”经费支出15万元，减少3万元。"),
        good(_TITLE + "2023年政府采购支出4,100.63万元。2022年末结转和结余12万元。"),
        good(_TITLE + "2022年基本支出100万元，本年较上年增长5%。"),
        good("部门整体支出绩效自评报告\n2022年政府采购支出4,100.63万元。"),
    ],
    aliases=("PER-03",),
)
def other_year_told(case: Case) -> Iterator[Finding]:
    """采购、三公、收支决算等关键数据，应当是评价年度的；写成上一年的，可能是沿用旧稿未改。

    句首写明上一年时，两种情形报：一是句中没有比较字样，而且报告别处没有本年的同类数据；二是句首的金额在别处
    又作为本年（或未写年份）的数出现，说明只是年份没有改；同句的预算数、支出数也这样核对。
    """
    if not case.item.year.isdigit():
        return
    year = int(case.item.year)
    for spot, match in spots(case, _TOLD, given=("20",)):
        if int(match.group("year")) != year - 1:
            continue
        told = Spot(spot.passage, match.start("year"), max(spot.sentence()[1], match.end()))
        figures = quoted(case, told)
        key = re.search(_KEY, match.group("words"))
        if f"{year}年" in told.ink or not figures or figures[0].unit != "元" or figures[0].place.start != match.end():
            continue
        again = _stands_again(case, figures, told, match.group("year"), key.group() if key else "")
        alone = key is not None and not _COMPARED.search(told.ink) and not _is_told_too(case, key.group(), told)
        if again or alone:
            why = f"同一金额别处是{year}年（或未写年份）的数" if again else f"别处也没有{year}年的同类数"
            yield found(
                other_year_told,
                case,
                [Spot(spot.passage, match.start("year"), match.end())],
                f"报告评价{year}年，此处列的却是{match.group('year')}年的数据，{why}。可能沿用了上年文稿，也可能只是年份写错。",
                labels=(key.group() if key else match.group("words"), "上年"),
                figures=figures,
                advice=f"请补列{year}年数据，或更正年份。",
            )


def _stands_again(case: Case, figures: Sequence[Quoted], told: Spot, year: str, key: str) -> bool:
    """Whether the amount told first, or a budget or a spending beside it, stands in another sentence of running text that
    does not speak of that year. It must have enough digits to be no accident (fewer where that sentence is of the same
    `key`); without a key that sentence must name the year reported."""
    wanted = {(f.value, f.unit) for at, f in enumerate(figures) if at == 0 or (key and _is_of_a_year(case, f))}
    passages = {p.block: p for p in case.passages() if p.row is None}
    for _, other, _ in case.figures():
        passage = passages.get(other.place.block) if other.place.row is None else None
        if passage is None or (other.value, other.unit) not in wanted:
            continue
        if passage == told.passage and told.start <= other.place.start < told.end:
            continue
        left, right = Spot(passage, other.place.start, other.place.end).sentence()
        sentence = passage.text[left:right]
        same = bool(key) and _plain(key) in _plain(sentence)
        if sum(char.isdigit() for char in other.text.lstrip("0.")) < _LEAST_DIGITS - same:
            continue
        fits = bool(key) or f"{case.item.year}年" in sentence
        if fits and not re.search(rf"{year}|上年|去年|年初|期初|结转|以前年度", sentence):
            return True
    return False


def _is_of_a_year(case: Case, figure: Quoted) -> bool:
    """Whether a figure is an amount that each year has its own of."""
    measure = "" if figure.index is None else case.report.facts[figure.index].measure
    return figure.unit == "元" and (measure == "final" or measure.startswith("budget"))


def _plain(words: str) -> str:
    return re.sub("[“”]", "", words)


def _is_told_too(case: Case, key: str, told: Spot) -> bool:
    """Whether another sentence gives the same measure for the year itself, or without a year; what follows in the
    same paragraph without a year goes on with the year named before."""
    plain = _plain(key)
    for passage in case.passages():
        for sentence in re.finditer(r"[^。；;\n]+", passage.text):
            words = _plain(sentence.group())
            if plain not in words or not re.search(r"\d[\d.,]*\s*(?:万|亿)?元|[%％]|^[\d.,]+$", words):
                continue
            if passage != told.passage or f"{case.item.year}年" in words:
                return True
    return False
