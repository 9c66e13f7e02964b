"""Results made by hand: what an audit gives for two small reports, with everything that outputs must survive."""

from __future__ import annotations

from decimal import Decimal

from audit.finding import (
    Also,
    Amount,
    Edit,
    Failure,
    FigureLine,
    Finding,
    Funnel,
    JudgedClaim,
    Needs,
    Quoted,
    Recount,
    Repair,
    ReportResult,
    ScoreLine,
)
from audit.report import share_of, write, write_report_files
from audit.report.masking import masked_result
from audit.report.naming import file_names
from audit.standing import Tally
from extract.document import Cell, Document, Paragraph, Place, Table, Unread
from extract.item import Item

D = Decimal
NASTY = '<script>alert("x")</script> =HYPERLINK("http://a") \u202eabc'
SUM_TEXT = "全年收入合计1,250.00万元，其中：财政拨款1,100.00万元、事业收入105.00万元。"
HOLDS_TEXT = "支出合计800.00万元，其中：基本支出500.00万元、项目支出300.00万元。"
CONTACT_TEXT = "联系人张三，手机13812345678，身份证号11010119900307765X。"
OPEN_TEXT = "共有下属单位12个。"

DOCUMENT = Document(
    "docx",
    (
        Paragraph("二〇二三年度部门整体支出绩效自评报告", level=1),
        Paragraph("一、部门概况", level=2),
        Paragraph(SUM_TEXT),
        Paragraph(HOLDS_TEXT),
        Paragraph("二、自评结论", level=2),
        Paragraph("=本部门自评得分98分，等级为优。" + NASTY),
        Table(
            3,
            4,
            (
                Cell(0, 0, "指标"),
                Cell(0, 1, "分值"),
                Cell(0, 2, "得分"),
                Cell(0, 3, "评分细则"),
                Cell(1, 0, "预算执行率"),
                Cell(1, 1, "10"),
                Cell(1, 2, "10"),
                Cell(1, 3, "执行率每低1个百分点扣0.5分", rowspan=2),
                Cell(2, 0, "群众满意度"),
                Cell(2, 1, "5"),
                Cell(2, 2, "5"),
            ),
        ),
        Paragraph(CONTACT_TEXT),
        Paragraph(OPEN_TEXT),
    ),
    unread=(Unread("第3页为图片，其中的文字未读", None),),
)
SECTIONS = DOCUMENT.sections


def place(block: int, ink: str, text: str, row: int | None = None, col: int | None = None) -> Place:
    start = text.index(ink)
    return Place(block, row, col, start, start + len(ink), section=SECTIONS[block])


def cell(row: int, col: int) -> Place:
    table = DOCUMENT.blocks[6]
    assert isinstance(table, Table)
    text = next(c.text for c in table.cells if (c.row, c.col) == (row, col))
    return Place(6, row, col, 0, len(text), section=SECTIONS[6])


def figure(block: int, ink: str, value: str, state: str, half: str = "50") -> FigureLine:
    exact, text = D(value), DOCUMENT.text_at(Place(block, None, None, 0, 0))
    unit = ink.lstrip("0123456789.,万")
    return FigureLine(
        "1",
        ink,
        exact,
        unit,
        exact - D(half),
        exact + D(half),
        place(block, ink, text),
        text,
        "全年收入",
        "received",
        "2023年",
        "部门",
        "",
        state,
    )


FIGURES = (
    figure(2, "1,250.00万元", "12500000", "violated"),
    figure(2, "1,100.00万元", "11000000", "violated"),
    figure(2, "105.00万元", "1050000", "violated"),
    figure(3, "800.00万元", "8000000", "holds"),
    figure(3, "500.00万元", "5000000", "holds"),
    figure(3, "300.00万元", "3000000", "holds"),
    figure(8, "12个", "12", "unused", "0"),
)


def quoted(index: int, role: str) -> Quoted:
    line = FIGURES[index]
    return Quoted(line.text, line.value, line.unit, role, line.place, index)


SUM = JudgedClaim(
    "1",
    "sum",
    "violated",
    (quoted(0, "total"), quoted(1, "part"), quoted(2, "part")),
    "1,100.00 + 105.00 = 1,205.00 ≠ 1,250.00（万元）",
    "1,205.00万元",
    "“其中”后两项为合计的全部分项",
    1,
    "0.99",
    "0.000001",
    SUM_TEXT,
    place(2, SUM_TEXT, SUM_TEXT),
    0,
    ("1,204.99～1,205.01万元", "1,249.995～1,250.005万元"),
)
HOLDS = JudgedClaim(
    "1",
    "sum",
    "holds",
    (quoted(3, "total"), quoted(4, "part"), quoted(5, "part")),
    "500.00 + 300.00 = 800.00（万元）",
    "800.00万元",
    "“其中”后两项为合计的全部分项",
    1,
    "0.99",
    "0.000001",
    HOLDS_TEXT,
    place(3, HOLDS_TEXT, HOLDS_TEXT),
)

FINDINGS = (
    Finding(
        "T901",
        "sum",
        "error",
        "分项之和与合计不符",
        "合计1,250.00万元，分项之和1,205.00万元，相差45.00万元；按“其中”后两项为全部分项的读法。",
        SUM_TEXT,
        place(2, "1,250.00万元", SUM_TEXT),
        (quoted(0, "total"), quoted(1, "part"), quoted(2, "part")),
        Amount("1,205.00万元", D("12050000"), "元"),
        None,
        (
            Repair((Edit(0, "1,250.00", "1,205.00", "swapped"),), 1, 0, False),
            Repair((Edit(2, "105.00", "150.00", "swapped"),), 1, 0, False),
        ),
        None,
        (Also(place(3, "800.00万元", HOLDS_TEXT), HOLDS_TEXT),),
        "报告自身的合计与分项应当一致",
        "请核对原始账表后更正",
        ("全年收入", "财政拨款", "事业收入"),
        (0,),
    ),
    Finding(
        "V901",
        "evidence",
        "warning",
        "=满分与自认不足并存",
        "@自评满分，" + NASTY,
        NASTY,
        place(5, "98分", DOCUMENT.text_at(Place(5, None, None, 0, 1))),
        basis="+依据",
        advice="-请说明",
        labels=("自评得分",),
        needs=Needs("年初结转和结余", D("1643200.50"), "元"),
    ),
    Finding(
        "C901",
        "wording",
        "info",
        "表述不完整",
        "联系人手机13812345678",
        CONTACT_TEXT,
        place(7, "联系人", CONTACT_TEXT),
        labels=("联系人",),
    ),
)

SCORES = (
    ScoreLine(
        "1",
        "A11",
        "预算执行率",
        ("投入", "预算执行", "预算执行率"),
        D(10),
        D(10),
        D("8.5"),
        D("8.5"),
        "overstated",
        "执行率每低1个百分点扣0.5分",
        (quoted(3, "决算数"),),
        (),
        "执行率97%，扣1.5分",
        cell(1, 2),
        target="≥100",
        measure="%",
        actual="97",
    ),
    ScoreLine(
        "1",
        "",
        "群众满意度",
        ("效益", "满意度", "群众满意度"),
        D(5),
        D(5),
        D(0),
        D(5),
        "unsupported",
        "满意度≥90%得满分",
        (),
        ("满意度调查结果",),
        "报告没有给出满意度",
        cell(2, 2),
    ),
)
RECOUNT = Recount(
    "1",
    SCORES,
    D(15),
    D(15),
    D("8.5"),
    D("13.50"),
    D("8.5"),
    D(5),
    D("1.5"),
    D(0),
    "overstated",
    "优",
    "良",
    "一项自评偏高，一项依据不足",
    Place(6, None, None, 0, 0, section=SECTIONS[6]),
)

RESULT = ReportResult(
    "ab" * 32,
    "docx",
    "0.1.0",
    "r1",
    DOCUMENT,
    (Item("1", "department_report", 0, 8, "某某区水务局", "2023"),),
    FIGURES,
    (SUM, HOLDS),
    FINDINGS,
    (RECOUNT,),
    Funnel(7, 6, 6, 6, 1, 1, 0),
    DOCUMENT.unread,
)

PLAIN = ReportResult(
    "cd" * 32,
    "txt",
    "0.1.0",
    "r1",
    Document("txt", (Paragraph("本单位无可核对的数字。"),)),
    (Item("1", "report", 0, 0),),
    (),
    (),
    (),
    (),
    Funnel(0, 0, 0, 0, 0, 0, 0),
)

RESULTS = (("区级/水务局.docx", RESULT), ("说明.txt", PLAIN))
FAILURES = (("坏文件.docx", Failure("damaged", "文件不完整，请用原软件重新另存后再报送", "ef" * 32)),)


def write_all(results, failures, out, formats, decisions, changes=None) -> Tally:
    """Every output of a run over these results, as the pipeline has them made: the reports' own and the batch's."""
    names = file_names(report for report, _ in results)
    shown = [(report, masked_result(result)) for report, result in results]
    for report, result in shown:
        write_report_files(report, result, out, names[report], formats, decisions)
    shares = [(report, share_of(report, result, formats)) for report, result in shown]
    return write(shares, failures, out, formats, decisions, names, changes)
