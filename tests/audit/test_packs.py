"""Rule packs: loading, errors that name the place, choosing, and what they change."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from audit.pack import Cap, Material, Over, Pack, PackError
from audit.pack_toml import load
from audit.packs import builtin, from_folder
from audit.recount.counting import pack_of
from audit.settings import Settings
from extract.understand import understand
from pipeline import audit_document
from tests.documents import document

HEAD = 'id = "x"\ntitle = "t"\nsource = "s"\nverified = true\n'
EXAMPLE = Path(__file__).parent.parent.parent / "docs" / "examples"
FORM = """
| 项目名称 | 某项目 | < | < | < | < | < |
| 项目资金（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 500.00 | 500.00 | 350.00 | 10 | 70.00% | 7 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 90 | 87 |
| 总分 | < | < | < | < | 100 | 94 |
自评得分94分，等级为“优”。
"""


def test_the_programs_own_packs_are_valid_and_the_national_one_comes_first() -> None:
    packs = builtin()
    assert packs[0].id == "national"
    assert [packs[0].grade(Decimal(points)) for points in ("100", "90", "89.99", "60", "59")] == [
        "优",
        "优",
        "良",
        "中",
        "差",
    ]
    assert len({pack.id for pack in packs}) == len(packs)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + '[[grades]]\nname = "优"\nlow = "九十"\n', ["my.toml", "第7行", "grades[0].low", "应填数字"]),
        (HEAD + "[execution]\nweigth = 10\nexplain_below = 90\n", ["my.toml", "第5行", "weigth"]),
        (HEAD + "[[caps]]\nbelow = 80\n", ["my.toml", "第5行", "caps[0]", "缺少字段 most"]),
        (HEAD + '[[degrees]]\ndegree = "met"\nlow = 0.9\nhigh = 0.8\n', ["my.toml", "第7行", "degrees"]),
        (HEAD + '[[deadlines]]\nname = "自评"\ndate = "四月"\n', ["my.toml", "第7行", "deadlines[0].date", "日期"]),
        (
            HEAD + '[[layouts]]\nname = "甲"\nweights = { "投入" = 10 }\n',
            ["my.toml", "第7行", "layouts[0]", "预算执行率"],
        ),
        (HEAD + '[[materials]]\nname = "甲"\nkind = "学校"\n', ["my.toml", "第7行", "materials[0].kind"]),
        (HEAD + "[[grades]\n", ["my.toml", "不是有效的 TOML"]),
    ],
)
def test_errors_name_file_line_and_field(text: str, told: list[str]) -> None:
    with pytest.raises(PackError) as error:
        load(text, "my.toml")
    for words in told:
        assert words in str(error.value)


def workbook(folder: Path, low: object = 95) -> None:
    book = Workbook()
    about = book.active
    assert about is not None
    about.title = "说明"
    for row in (("编号", "city"), ("名称", "某市规则"), ("依据", "某市通知"), ("已核对", "是")):
        about.append(row)
    grades = book.create_sheet("等级")
    for line in (("等级", "下限"), ("优", low), ("良", 85), ("中", 70)):
        grades.append(line)
    caps = book.create_sheet("总分上限")
    for cap in (("执行率低于", "总分不超过"), (80, 89)):
        caps.append(cap)
    book.save(folder / "city.xlsx")


def test_a_pack_kept_as_a_workbook(tmp_path: Path) -> None:
    workbook(tmp_path)
    (pack,) = from_folder(tmp_path)
    assert (pack.id, pack.verified, pack.grade(Decimal(90)), pack.caps[0].most) == ("city", True, "良", Decimal(89))


def test_errors_of_a_workbook_name_sheet_and_cell(tmp_path: Path) -> None:
    workbook(tmp_path, low="九十五")
    with pytest.raises(PackError, match="工作表“等级”单元格 B2"):
        from_folder(tmp_path)


def documented() -> Workbook:
    """The workbook that the manual tells officers to copy."""
    text = (EXAMPLE.parent / "rule-packs.md").read_text("utf-8").partition("## xlsx 规则包")[2].partition("\n## ")[0]
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, table in re.findall(r"(?<=\n\n)([一-鿿]+)\n\n((?:\|.*\n)+)", text):
        sheet = book.create_sheet(title)
        for line in table.splitlines():
            if not re.fullmatch(r"[|-]+", line):
                sheet.append([cell.strip() or None for cell in line.strip("|").split("|")])
    return book


def test_the_workbook_of_the_manual_works_as_it_stands(tmp_path: Path) -> None:
    book = documented()
    book.save(tmp_path / "city.xlsx")
    (pack,) = from_folder(tmp_path)
    assert (pack.id, pack.grade(Decimal(90)), pack.over, pack.caps) == (
        "city-2024",
        "良",
        Over(Decimal("1.3")),
        (Cap(Decimal(80), Decimal(89)),),
    )
    assert [entry.weight for entry in pack.indicators] == [10, 5] and "每低1个百分点" in pack.indicators[1].rule
    assert pack.layouts[1].weights["成本"] == 20 and "成本" not in pack.layouts[0].weights
    assert pack.materials[0] == Material("部门整体支出绩效自评表", ("部门整体绩效自评表",), "部门")
    assert pack.forms[0].columns[-1] == "偏差原因" and pack.deadlines[0].date == datetime.date(2025, 4, 30)
    assert [band.degree for band in pack.degrees] == ["met", "partly", "undone"]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("分值", "D2", "五十", "工作表“分值”单元格 D2：应填数字"),
        ("等级", "B3", "九十", "工作表“等级”单元格 B3：应填数字"),
        ("等级", "B3", 99, "工作表“等级”单元格 B2：等级的下限"),
        ("等级", "C1", "备注", "工作表“等级”单元格 C1：不认识列“备注”"),
        ("档次", "A3", "一般", "工作表“档次”单元格 A3：档次应为"),
        ("档次", "B3", 0.9, "工作表“档次”单元格 B3：low、high"),
        ("阈值", "A4", "超额倍数", "工作表“阈值”单元格 A4：不认识“超额倍数”"),
        ("阈值", "B2", "十分", "工作表“阈值”单元格 B2：应填数字"),
        ("总分上限", "A2", None, "工作表“总分上限”单元格 A2：不能为空"),
        ("指标", "E3", "五", "工作表“指标”单元格 E3：应填数字"),
        ("必报材料", "C2", "全部", "工作表“必报材料”单元格 C2：适用应为"),
        ("表样", "B2", None, "工作表“表样”单元格 B2：应填该表必有的栏目"),
        ("时限", "B2", "四月底", "工作表“时限”单元格 B2：应填日期"),
        ("时限", "B2", "2025-02-30", "工作表“时限”单元格 B2：应填日期"),
        ("说明", "A5", "区域", "工作表“说明”单元格 A5：不认识“区域”"),
    ],
)
def test_every_error_of_a_workbook_names_sheet_and_cell(
    tmp_path: Path, sheet: str, cell: str, value: object, told: str
) -> None:
    book = documented()
    book[sheet][cell] = value
    book.save(tmp_path / "city.xlsx")
    with pytest.raises(PackError) as error:
        from_folder(tmp_path)
    assert told in str(error.value)


def test_a_sheet_that_is_not_known_is_named(tmp_path: Path) -> None:
    book = documented()
    book["时限"].title = "期限"
    book.save(tmp_path / "city.xlsx")
    with pytest.raises(PackError, match="不认识工作表“期限”"):
        from_folder(tmp_path)


def test_a_date_cell_is_a_date(tmp_path: Path) -> None:
    book = documented()
    book["时限"]["B2"] = datetime.date(2025, 4, 30)  # Excel keeps it as a time
    book.save(tmp_path / "city.xlsx")
    assert from_folder(tmp_path)[0].deadlines[0].date == datetime.date(2025, 4, 30)


def test_the_rule_of_a_pack_serves_a_card_that_prints_none(tmp_path: Path) -> None:
    documented().save(tmp_path / "city.xlsx")
    text = (
        "计划投入资金500.00万元，实际到位资金480.00万元。\n"
        "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n| 过程 | 资金 | 资金到位率 | 5 | 5 |"
    )
    line = audit_document(document(text), settings=Settings(packs=from_folder(tmp_path))).recounts[0].lines[0]
    assert (line.verdict, line.highest) == ("overstated", Decimal(3))
    assert audit_document(document(text)).recounts[0].lines[0].verdict == "discretionary"


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="--templates"):
        from_folder(tmp_path)


def rules(packs: tuple[Pack, ...]) -> set[str]:
    return {f.rule for f in audit_document(document(FORM), settings=Settings(packs=packs)).findings}


def test_the_example_of_the_manual_changes_grades_and_caps() -> None:
    own = from_folder(EXAMPLE)
    assert not rules(()) & {"K301", "K207"}
    assert rules(own) >= {"K301", "K207"}


SHEET = """
| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 实际完成值 | 分值 | 得分 |
| 项目资金 | 当年财政拨款 | 补助人数 | ≥ | 20 | 人 | 20 | 100 | 100 |
"""


def chosen(text: str) -> Pack:
    report = understand(document(text))
    return pack_of(report, report.items[0], report.scorecards[0])


@pytest.mark.parametrize(
    ("opening", "pack"),
    [
        ("云南省某局2022年度自评情况\n", "yunnan"),
        ("大理州某局2022年度自评情况\n", "yunnan"),
        ("某市某局2022年度自评情况\n", "national"),
    ],
)
def test_a_pack_of_a_region_is_for_reports_from_there(opening: str, pack: str) -> None:
    assert chosen(opening + "自评说明。\n" * 6 + SHEET).id == pack


def test_what_a_pack_leaves_open_is_the_nations() -> None:
    execution = chosen("云南省某局2022年度自评情况\n" + SHEET).execution
    assert execution and (execution.weight, execution.explain_below) == (10, 90)


@pytest.mark.parametrize("pack", builtin(), ids=lambda pack: pack.id)
def test_every_pack_names_its_source_and_owns_up_to_what_nobody_checked(pack: Pack) -> None:
    assert pack.source and (not pack.verified or pack.id == "three-grades-50")
