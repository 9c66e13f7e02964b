"""Reports as departments lay them out by hand in Word and WPS, with what no generator of ours writes: automatic numbers,
text boxes, notes, tracked changes, controls, forms of one column, tables in tables, several forms a file. Some of their figures contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

from tests.readers.conftest import make_docx
from tests.readers.doc_samples import STYLES, cell, deleted, field, inserted, line, styled
from tests.readers.doc_samples import table as plain_table
from tests.readers.test_docx import NUMBERING, listed, para, run

_BEGUN, _GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_BOX = (
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:300pt;height:60pt"><v:textbox>'
    "<w:txbxContent>{}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
)


_LARGE = '<w:sz w:val="36"/>'
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(widths: list[int], rows: list[str]) -> str:
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in _EDGES)
    made = plain_table(widths, rows)
    return made.replace("</w:tblPr>", f"<w:tblBorders>{edges}</w:tblBorders></w:tblPr>", 1)


def _wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def _row(widths: list[int], texts: list[str]) -> str:
    return "".join(cell(text, width) for text, width in zip(texts, widths, strict=True))


def numbered() -> bytes:
    """A report whose headings have automatic numbers, with a note and a text box."""
    body = [
        para("某县水务局2023年度部门整体支出绩效自评报告", styled("Heading1")),
        para("部门概况", listed(1, 0)),
        para("机构设置", listed(1, 1)),
        line(run("全局内设股室6个，年末在职人员48人，其中：行政人员15人，事业人员34人。")),
        para("预算执行情况", listed(1, 1)),
        line(run("全年预算数1,286.40万元"), _NOTE, run("，全年执行数1,221.73万元，预算执行率94.79%。")),
        para("绩效目标完成情况", listed(1, 0)),
        line(run("见下框。"), _BOX.format(para("农村供水保证率98.5%，较目标值高1.5个百分点。"))),
        para("存在问题", listed(1, 0)),
        para("个别项目前期工作滞后，资金支付进度偏慢。"),
    ]
    note = f'<w:footnote w:id="2">{para("含上年结转86.40万元。")}</w:footnote>'
    return make_docx("".join(body), numbering=NUMBERING, styles=STYLES, footnotes=note)


def revised() -> bytes:
    """A report that went round with its changes tracked, its sums computed by fields."""
    widths = [3000, 2000, 2000]
    total = f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>{line(field('=SUM(ABOVE)', '412.60'))}</w:tc>"
    body = [
        para("一、项目基本情况"),
        line(
            run("项目总投资"),
            deleted("390.00"),
            inserted("412.60"),
            run("万元，其中：中央资金250.00万元，县级资金162.60万元。"),
        ),
        para("二、资金使用情况"),
        table(
            widths,
            [
                _row(widths, ["资金来源", "预算数", "执行数"]),
                _row(widths, ["中央资金", "250.00", "250.00"]),
                _row(widths, ["县级资金", "162.60", "152.60"]),
                cell("合计", 3000) + cell("412.60", 2000) + total,
            ],
        ),
        para("三、产出情况"),
        line(run("建成渠道12.5公里"), inserted("，完成率100%"), run("。")),
    ]
    return make_docx("".join(body), styles=STYLES)


def one_column() -> bytes:
    """A form of one label and one value a line, with the table of amounts inside a cell."""
    widths = [1500, 1500, 1500]
    amounts = table(
        widths,
        [
            _row(widths, ["预算数", "执行数", "执行率"]),
            _row(widths, ["80.00", "76.32", "94.50%"]),
        ],
    )
    lines = [
        ("项目名称", "学前教育资助"),
        ("主管部门", "某县教育局"),
        ("项目类型", "☑经常性 □一次性"),
        ("自评得分", "96.5分"),
    ]
    rows = [cell(label, 2500) + cell(value, 6000) for label, value in lines]
    rows.insert(3, cell("资金情况（万元）", 2500) + cell("单位：万元", 6000, more=amounts + para("")))
    return make_docx(para("项目支出绩效自评表") + table([2500, 6000], rows) + para("填表人：张某"), styles=STYLES)


def score_card() -> bytes:
    """A score card with merged levels, an indented row and edges that were pulled by hand."""
    widths = [1200, 1400, 2600, 8, 1000, 1000]
    head = "".join(cell(text, 1000) for text in ("一级指标", "二级指标"))
    head += cell("三级指标", 2600) + cell("分值", 1008, _wide(2)) + cell("得分", 1000)
    rows = [head]
    levels = [
        ("产出指标", "数量指标", "培训人次", "20", "20"),
        ("", "质量指标", "培训合格率", "20", "19"),
        ("", "时效指标", "按期完成率", "20", "20"),
        ("效益指标", "社会效益", "就业率", "30", "28"),
        ("满意度指标", "服务对象满意度", "学员满意度", "10", "10"),
    ]
    for number, (first, second, third, weight, score) in enumerate(levels):
        merge = _BEGUN if number == 0 else _GOES_ON if number < 3 else ""
        odd = number % 2
        rows.append(
            cell(first, 1200, merge)
            + cell(second, 1400)
            + cell(third, 2608 if odd else 2600, _wide(2) if odd else "")
            + cell(weight, 1000 if odd else 1008, "" if odd else _wide(2))
            + cell(score, 1000)
        )
    rows.append(cell("合计", 5200, _wide(3)) + cell("100", 1008, _wide(2)) + cell("98", 1000))
    return make_docx(
        para("职业技能培训项目绩效自评表") + table(widths, rows) + para("注：得分为自评得分。"), styles=STYLES
    )


def forms() -> bytes:
    """Three forms in one file, each with its title."""
    widths = [2600, 1800, 1800, 1800]
    body = []
    for name, planned, done, rate in (
        ("河道清淤", "120.00", "118.20", "89.50%"),
        ("路灯维护", "45.00", "45.00", "100.00%"),
        ("校车补贴", "63.50", "60.96", "96.00%"),
    ):
        rows = [
            cell("项目名称", 2600) + cell(name, 5400, _wide(3)),
            _row(widths, ["资金（万元）", "全年预算数", "全年执行数", "执行率"]),
            _row(widths, ["年度资金总额", planned, done, rate]),
        ]
        body += [
            line(run("项目支出绩效自评表", _LARGE)),
            para("（2023年度）"),
            table(widths, rows),
            _BREAK,
        ]
    return make_docx("".join(body) + para("（完）"), styles=STYLES)


def marks() -> bytes:
    """Marks above and below the line, boxes, symbols, a field and line breaks inside paragraphs."""
    up = '<w:position w:val="8"/><w:sz w:val="16"/>'
    body = [
        para("一、自评结论"),
        line(run("年度支出3482.75万元"), run("1", up), run("，完成预算的97.6%"), run("2", '<w:vertAlign w:val="superscript"/>'), run("。")),
        line(run("PM"), run("2.5", '<w:vertAlign w:val="subscript"/>'), run("年均浓度下降6.2%，绿化面积12.8平方米。")),
        line(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("优 "),
            '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', run("良"),
        ),
        line(run("第一项：完成率"), '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run("95%")),
        line(run("（一）收入决算1,057.06万元；"), "<w:r><w:br/></w:r>", run("（二）支出决算991.42万元。")),
        line("<w:sdt><w:sdtContent>", run("综合得分93.8分，等级为优。"), "</w:sdtContent></w:sdt>"),
    ]  # fmt: skip
    return make_docx("".join(body), styles=STYLES)


REPORTS: Mapping[str, bytes] = {
    made.__name__: made() for made in (numbered, revised, one_column, score_card, forms, marks)
}
