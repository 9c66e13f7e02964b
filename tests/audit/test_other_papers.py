"""Reports held against each other and against the bureau's own records."""

from __future__ import annotations

import itertools
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from audit.across import Papers, from_paper
from audit.baseline import RecordFault, Records, records
from audit.comparable import Told, told
from extract import read, understand
from pipeline import audit_document, main
from tests.documents import document

TITLE = "# {unit}{year}年度部门整体支出绩效自评报告\n"


def _records(text: str) -> Records:
    return records("记录.csv", read(text.encode(), "记录.csv"))


def _tells(text: str, unit: str = "云溪县水利局", year: int = 2021) -> tuple[Told, ...]:
    return told(understand(document(TITLE.format(unit=unit, year=year) + text)))


def _asked(**papers: tuple[Told, ...]) -> list[str]:
    """The reports that other papers contradict, whatever the order in which they come: names that begin with `_` are
    records."""
    answers = set()
    for order in itertools.permutations(papers):
        with Papers() as index:
            for name in order:
                index.add(papers[name] if name.startswith("_") else from_paper(papers[name], name))
            answers.add(tuple(index.compared().contradicted.items()))
    assert len(answers) == 1
    return [report for report, _ in answers.pop()]


def test_a_row_names_an_indicator():
    found = _records(
        '单位,年度,指标,金额,单位\n云溪县水利局,2021年,年初预算数,"1,842.36",万元\n云溪县水利局,2021,满意度,95,万元\n'
    )
    (one,) = found.told
    assert (one.key.unit, one.key.year, one.key.measure, one.value) == (
        "云溪县水利局",
        "2021",
        "budget_initial",
        Decimal("18423600"),
    )
    assert one.source == "记录.csv 第2行"
    assert found.unknown == ("满意度",)


def test_a_column_holds_an_indicator():
    book = Workbook()
    sheet = book.active
    sheet.title = "决算"
    sheet.append(["2021年部门决算", None, None, None])
    sheet.append(["单位：万元", None, None, None])
    sheet.append(["预算单位", "年度", "年初预算数", "支出决算数（元）"])
    sheet.append(["云溪县水利局", 2021, 1842.36, 20105432.1])
    sheet.append(["云溪县林业局", 2021, None, 10])
    raw = BytesIO()
    book.save(raw)
    found = records("决算.xlsx", read(raw.getvalue(), "决算.xlsx")).told
    assert [(t.name, t.key.measure, t.value) for t in found] == [
        ("云溪县水利局", "budget_initial", Decimal("18423600")),
        ("云溪县水利局", "final", Decimal("20105432.1")),
        ("云溪县林业局", "final", Decimal(10)),
    ]
    assert found[0].source == "决算.xlsx 决算 第4行"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("甲,乙\n1,2\n", "没有认出表头"),
        ("单位,年度,指标,金额\n云溪县水利局,2021,年初预算数,12\n", "计量单位"),
        ("单位,年度,指标,金额,单位\n云溪县水利局,21,年初预算数,12,万元\n", "四位数字"),
        ("单位,年度,指标,金额,单位\n云溪县水利局,2021,年初预算数,待定,万元\n", "不是数字"),
        ("单位,年度,指标,金额,单位\n云溪县水利局,2021,年初预算数,12,人\n", "计量单位"),
    ],
)
def test_a_record_that_cannot_be_used_is_told_with_its_place(text: str, why: str):
    with pytest.raises(RecordFault, match=why):
        _records(text)


@pytest.mark.parametrize(
    "text",
    [
        "2021年年初预算约1,842万元。",
        "其中：年末结转和结余12.00万元。",
        "河道治理专项资金，年初预算300.00万元。",
        "比上年支出决算数300.00万元减少。",
        "截至2021年6月底，实际支出300.00万元。",
        "全县年末结转和结余300.00万元。",
        "专用材料支出数300.00万元。",
        "年初预算300.00万元。年初预算320.00万元。",
        "三公经费控制较好，决算8.37万元。",
        "办公楼维修，年初预算120.00万元，实际支出118.00万元。",
    ],
)
def test_what_is_not_certain_is_not_told(text: str):
    assert _tells(text) == ()


def test_what_is_certain_is_told():
    found = _tells(
        "1.资金来源：2021年县水利局收入年初预算825.19万元，年中追加231.87万元，调整预算数1,057.06万元。公务接待费决算数1.20万元。"
    )
    assert [(one.key.subject, one.key.measure, one.text) for one in found] == [
        ("", "budget_initial", "825.19万元"),
        ("", "budget_revised", "1,057.06万元"),
        ("公务接待费", "final", "1.20万元"),
    ]


def test_a_report_without_unit_or_year_tells_nothing():
    assert told(understand(document("# 部门整体支出绩效自评报告\n年初预算300.00万元。"))) == ()


def test_the_later_report_is_asked_whatever_comes_first():
    last, this = _tells("年末结转和结余88.72万元。", year=2020), _tells("年初结转和结余87.82万元。")
    assert _asked(a=last, b=this) == ["b"]
    assert _asked(b=last, a=this) == ["a"]


def test_papers_that_disagree_among_themselves_accuse_nobody():
    one, other = _tells("年末结转和结余88.72万元。", year=2020), _tells("年末结转和结余86.72万元。", year=2020)
    this = _tells("年初结转和结余87.82万元。")
    assert _asked(a=one, b=other, c=this) == []
    table = "单位,年度,指标,金额,单位\n云溪县水利局,2021,年初预算数,{},万元\n"
    mine = _tells("年初预算1,800.00万元。")
    assert _asked(_a=_records(table.format(1842)).told, b=mine) == ["b"]
    assert _asked(_a=_records(table.format(1842)).told, _c=_records(table.format(1942)).told, b=mine) == []


def test_units_of_one_name_in_two_cities_are_two_units():
    table = "单位,年度,指标,金额,单位\n{},2021,年初预算数,1842.36,万元\n"
    changchun = _tells("年初预算1,800.00万元。", unit="长春市朝阳区教育局")
    assert _asked(_a=_records(table.format("朝阳区教育局")).told, b=changchun) == ["b"]
    assert _asked(_a=_records(table.format("北京市朝阳区教育局")).told, b=changchun) == []


@pytest.mark.parametrize(
    ("last", "this", "severity"),
    [
        ("年末结转和结余88.72万元。", "年初结转和结余87.82万元。", "warning"),  # one slip of the pen
        ("年末结转和结余88.72万元。", "年初结转和结余15.30万元。", "info"),  # it may be another body of that name
        (
            "支出决算数1,935.40万元。\n年末结转和结余88.72万元。",
            "2020年支出决算数1,935.40万元。\n年初结转和结余15.30万元。",
            "warning",
        ),
    ],
)
def test_a_report_is_asked_where_the_other_is_surely_its_own(last: str, this: str, severity: str):
    with Papers() as papers:
        papers.add(from_paper(_tells(last, year=2020), "last"))
        papers.add(from_paper(_tells(this), "this"))
        packed = papers.compared().contradicted["this"]
    beside = msgspec.msgpack.decode(packed, type=tuple[Told, ...])
    result = audit_document(document(TITLE.format(unit="云溪县水利局", year=2021) + this), beside=beside)
    assert [f.severity for f in result.findings if f.rule == "X201"] == [severity]


def test_hundreds_of_reports_of_one_unit_are_compared_on_the_disk():
    with Papers() as papers:
        for number in range(300):
            papers.add(from_paper(_tells("年末结转和结余88.72万元。", year=2020), f"{number:03d}"))
        papers.add(from_paper(_tells("年初结转和结余87.82万元。"), "this"))
        assert list(papers.compared().contradicted) == ["this"]


@pytest.mark.slow
def test_an_audit_asks_about_what_other_papers_tell_otherwise(tmp_path: Path):
    reports, baseline = tmp_path / "reports", tmp_path / "baseline"
    for folder in (reports, baseline):
        folder.mkdir()
    title = "云溪县水利局{}年度部门整体支出绩效自评报告\n\n一、基本情况\n"
    (reports / "2020.txt").write_text(title.format(2020) + "2020年年末结转和结余88.72万元。\n")
    (reports / "2021.txt").write_text(title.format(2021) + "年初结转和结余87.82万元。2021年年初预算1,824.36万元。\n")
    (baseline / "预算.csv").write_text("单位,年度,指标,金额,单位\n云溪县水利局,2021,年初预算数,1842.36,万元\n")
    command = ["audit", str(reports), "--workers", "1", "--format", "jsonl,xlsx,html"]

    def audited(out: str, *more: str) -> dict[str, bytes]:
        done = CliRunner().invoke(main, [*command, "--out", str(tmp_path / out), *more])
        assert done.exit_code == 0, done.output
        files = (path for path in (tmp_path / out).rglob("*") if path.is_file() and ".cache" not in path.parts)
        return {path.name: path.read_bytes() for path in files if not path.name.startswith("gouji.db")}

    with_records = audited("out", "--baseline", str(baseline))
    found = with_records["findings.jsonl"].decode().splitlines()
    assert [line for line in found if '"X201"' in line and "87.82万元" in line and "2020.txt" in line]
    assert [line for line in found if '"X101"' in line and "1,824.36万元" in line and "预算.csv 第2行" in line]
    assert "财政记录" in with_records["2021.txt.html"].decode(), "the annotated page shows it as well"
    assert audited("out", "--baseline", str(baseline)) == with_records
    without = audited("out")
    assert b"X101" not in without["findings.jsonl"] and b"X201" in without["findings.jsonl"]
    assert audited("fresh") == without, "what other papers told once leaves no trace"
    assert b"X201" not in audited("out", "--ignore", "X201")["findings.jsonl"]
