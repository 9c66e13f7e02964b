"""Figures that end before the year reported does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, quoted, spots
from extract.document import TextId

_DASH = r"\s*[-—–－~～至到]{1,2}\s*"
_YEAR = r"(?:(?P<year{0}>20\d{{2}})\s*年\s*|本年|当年|今年)?"
_CLAUSE = r"(?:(?<=[。；;，,、：:）)\n\s])|^)"
_ENDS = re.compile(
    r"(?=[截12一本当今前])"  # what an end can begin with, looked at first
    rf"(?:(?:截至|截止到|截止至|截止){_YEAR.format(1)}(?P<month1>\d{{1,2}})\s*月\s*(?:(?P<day1>\d{{1,2}})\s*日|底|末|份|[上中下]旬)?"
    rf"|{_CLAUSE}{_YEAR.format(2)}1\s*月?{_DASH}(?P<month2>\d{{1,2}})\s*月份?(?!\s*\d)"
    rf"|{_CLAUSE}{_YEAR.format(3)}1\s*月\s*1\s*日{_DASH}(?:20\d{{2}}\s*年)?(?P<month3>\d{{1,2}})\s*月\s*(?P<day3>\d{{1,2}})\s*日"
    rf"|{_CLAUSE}{_YEAR.format(4)}(?P<quarters>前三季度|[1一]{_DASH}[3三]季度))"
)
_NOT_A_CUT = re.compile(
    r"^\s*[底末]?\s*[之以]?前|^的?(?:工资|津贴|补贴|社保|保险|房租|租金|物业|水电|奖金|绩效奖|监控)"
)
_COMPARED = re.compile(r"(?:报名|申报|投标|受理|征集|公示|报送|较|比|上年|去年|同期|上一年度?|往年)[^，,。；;]{0,6}$")
_FINISHED = re.compile(
    r"完工|竣工|验收|收官|办结|建成|完毕|(?:全部|全面|均已|已全|顺利)[^，。；]{0,4}(?:完成|结束|拨付|支付|到位|发放|兑付|实施)"
)
_WATCHED = re.compile(r"监控|中期评估|半年报|调度会")
_GOES_ON = re.compile(
    r"(?:全年|年底|年末|12\s*月|[7-9]\s*[-—~～至]\s*12\s*月|1[01]\s*[-—~～至]\s*12\s*月|下半年|四季度)[^。]{0,60}\d"
)
_BASELINE = re.compile(
    r"(?:评价|自评|数据)(?:的)?(?:时段|期间|基准日|期限|时间范围|截止日期?|统计口径)[^。]{0,40}?(?:至|到|为|是|[:：])"
    r"\s*(?:20\d{2}年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末)(?!\s*(?:至|到|[-—]))"
)
_TITLE = "安和县财政局2022年度部门整体支出绩效自评报告\n"


@rule(
    "P101",
    "数据截止日早于评价年度终了",
    family="period",
    severity="warning",
    basis="财预〔2020〕10号（单位自评针对全年预算执行情况）",
    wrongly="当时已经结束的工作；有意列示的阶段数据；评价时段本来就不是全年的项目。",
    examples=[
        bad(
            _TITLE + "截止11月9日，累计收到直达资金34,000.78万元。\n分析：截止11月9日，累计收到直达资金34,000.78万元。",
            "34,000.78万元",
        ),
        bad(_TITLE + "6.统筹财力惠民生。1—10月，民生支出248,500万元，占支出的80.5%。", "248,500万元"),
        bad(_TITLE + "前三季度，完成一般公共预算收入3.2亿元，增长5%。", "3.2亿元"),
        bad(_TITLE + "截至2022年10月底，预算执行率为82.5%。", "82.5%"),
        bad(_TITLE + "截至2022年10月31日，全年项目资金累计支付526.30万元。", "526.30万元"),
        good(_TITLE + "截至2022年12月31日，累计支出1,200万元；截至2023年3月底，资金已结清120万元。"),
        good(_TITLE + "截至2021年10月底，累计支出1,200万元。较1-10月增长3%。"),
        good(_TITLE + "截至9月30日，工程全部完工，支付工程款500万元。"),
        good(_TITLE + "发放1-10月临时工工资30万元。3月至10月，开展培训12场次。"),
        good(_TITLE + "1-6月，开展检查20次；7-12月，开展检查25次。"),
        good(_TITLE + "截至9月底，执行率75%，全年执行率98%。"),
        good(_TITLE + "截至10月底前完成120公里道路建设任务。"),
        good(
            _TITLE
            + "|三级指标|年度指标值|实际完成值|分值|得分|\n|支付进度|截至10月底，支付率≥80%|95%|20|20|\n|合格率|=100%|100%|20|20|"
        ),
        good(_TITLE + "评价基准日为2022年10月31日。截至2022年10月31日，支出500万元。"),
        good("部门整体支出绩效自评报告\n截止11月9日，累计收到直达资金34,000.78万元。"),
    ],
    aliases=("PER-01",),
)
def ends_before_year_end(case: Case) -> Iterator[Finding]:
    """评价全年的报告，成效和收支数据应当到12月31日；“截至11月9日”“1—10月”“前三季度”的数据不能代表全年。

    只在同句有金额、比率或数量时报；写明当时已完工、已验收、已全部拨付的，同段接着给出全年数的，用于同比的，
    属于运行监控内容的，以及报告自己写明评价时段不到年底的，不报。同一截止日的各处合并为一条；
    句中没有金额、比率，只有人数、个数的，降为提示。
    """
    if not case.item.year.isdigit() or _ends_early(case):
        return
    groups: dict[str, list[Spot]] = {}
    wanted = _targets(case)
    for spot, match in spots(case, _ENDS, given=("月", "季度")):
        if spot.passage.text_id not in wanted and _is_cut(case, spot, match):
            groups.setdefault(_end(match), []).append(spot)
    for end, marked in groups.items():
        told = quoted(case, _told(marked[0]))
        yield found(
            ends_before_year_end,
            case,
            marked,
            f"报告评价{case.item.year}年全年，此处数据只到{end}（“{marked[0].ink}”），不能反映全年情况"
            + (f"；同一截止日另有{len(marked) - 1}处" if len(marked) > 1 else "")
            + "。也可能该项工作当时已经结束，或者有意列示阶段数据。",
            severity=None if any(q.unit in ("元", "%") for q in told) else "info",
            labels=(end,),
            figures=told,
            advice="请补充截至12月31日的数据，或者说明为何只列到此日。",
        )


def _targets(case: Case) -> set[TextId]:
    """The cells that say what is to be reached, or how points are given: no data end there."""
    leaves = [leaf for card in case.scorecards for leaf in card.indicators]
    places = [place for leaf in leaves for place in (leaf.place, leaf.target_place, leaf.rule_place) if place]
    return {place.text_id for place in places}


def _told(spot: Spot) -> Spot:
    """From the date to the full stop: what is dated by it."""
    text = spot.passage.text
    stop = re.search(r"[。！!？?\n]", text[spot.end :])
    return Spot(spot.passage, spot.start, spot.end + stop.start() if stop else len(text))


def _is_cut(case: Case, spot: Spot, match: re.Match[str]) -> bool:
    year = next((match.group(f"year{n}") for n in range(1, 5) if match.group(f"year{n}")), case.item.year)
    months = [match.group(f"month{n}") for n in range(1, 4) if match.group(f"month{n}")]
    if year != case.item.year or (months and not 1 <= int(months[0]) <= 11):
        return False
    text, told = spot.passage.text, _told(spot)
    if _NOT_A_CUT.match(text[spot.end :]) or _COMPARED.search(text[: spot.start]):
        return False
    if _FINISHED.search(told.ink) or _WATCHED.search(text[spot.sentence()[0] : told.end]):
        return False
    figures = quoted(case, told)
    # 截至10月底，全年累计支付…: what is told of the whole year stands behind the first figure up to that day
    goes_on = _GOES_ON.search(text, figures[0].place.end if figures else spot.end)
    return goes_on is None and any(figure.unit for figure in figures)


def _end(match: re.Match[str]) -> str:
    if match.group("quarters"):
        return "第三季度末"
    month = match.group("month1") or match.group("month2") or match.group("month3")
    day = match.group("day1") or match.group("day3")
    return f"{int(month)}月{int(day)}日" if day else f"{int(month)}月"


def _ends_early(case: Case) -> bool:
    """Whether the report itself says that what it evaluates ends before December."""
    for passage in case.passages():
        stated = _BASELINE.search(passage.text)
        if stated and int(stated.group("month")) != 12:
            return True
    return False
