"""The sheet 概览: what was audited, what was found, how to read the other sheets."""

from __future__ import annotations

from typing import Any

from audit.report.sheets import SEVERITY_COLOURS, Book, height, room_in
from audit.report.wording import REASON, SEVERITY, SEVERITY_MEANING, family_word
from audit.standing import Tally
from extract.decimals import plain

_TOP = 15
WIDTHS = (22, 84, 11, 12)
_GUIDE = (
    (
        "疑点清单",
        "逐条列出疑点。先看“级别”，再看“原文摘录”和“计算过程”；点“文件”可打开标注好的报告。在“处理状态”“核实意见”中填写结论。",
    ),
    ("得分重算", "逐个指标按报告自己的评分细则测算，列出最低与最高可得分、用到的数据和缺少的数据。"),
    ("勾稽核对表", "系统核对过的全部关系，相符的也在内。"),
    ("单位情况汇总", "每份自评一行：自评得分、系统测算最高得分、依据不足的得分、各级疑点数。"),
    ("细则缺陷", "评分表和细则本身的缺陷，每项只列一次并写明使用的单位，由制表单位更正。"),
    ("抽查建议", "按疑点轻重排出的复核顺序，供参考。"),
    ("未能读取", "没有读到或没有核对的内容，请补交或人工查看。"),
)


class _Page:
    """Writes the page row by row: constant memory wants each row whole, in order."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet, self.row = book, sheet, 0

    def line(self, *cells: tuple[str | int, Any]) -> None:
        if self.row > 1:
            self.sheet.set_row(self.row, height([str(value) for value, _ in cells], map(room_in, WIDTHS)))
        for column, (value, style) in enumerate(cells):
            if isinstance(value, int):
                self.sheet.write_number(self.row, column, value, style)
            else:
                self.sheet.write_string(self.row, column, value, style)
        self.row += 1

    def heading(self, text: str) -> None:
        self.row += 1
        self.sheet.set_row(self.row, 22)
        style = self.book.style(bold=True, font_size=12, font_color="#1F4E79", text_wrap=False, valign="vcenter")
        self.sheet.write_string(self.row, 0, text, style)
        self.row += 1


def write(book: Book, sheet: Any, tally: Tally, volumes: int) -> None:
    """Fill the sheet; it carries no date of its own, so that equal runs give equal files."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    page = _Page(book, sheet)
    sheet.set_row(0, 34)
    page.line(("绩效自评报告审核疑点清单", book.style(bold=True, font_size=18, text_wrap=False, valign="vcenter")))
    note = "疑点由系统按报告自身的文字和数字列出，须经人工核实后方可作为问题；系统测算得分不是复核得分。"
    page.line((note, book.style(font_color="#9C0006", text_wrap=False)))
    _totals(page, tally, volumes)
    _severities(page, tally)
    _rules(page, tally)
    _failures(page, tally)
    page.heading("各表用途")
    for name, text in _GUIDE:
        link = book.style(border=1, font_color="#0563C1", underline=1)
        sheet.set_row(page.row, height([text], [room_in(WIDTHS[1])]))
        sheet.write_url(page.row, 0, f"internal:'{name}'!A1", link, name)
        sheet.write_string(page.row, 1, text, book.style(border=1))
        page.row += 1


def _totals(page: _Page, tally: Tally, volumes: int) -> None:
    page.heading("审核范围")
    name, text = page.book.style(border=1, bold=True), page.book.style(border=1, align="left")
    funnel = tally.funnel
    rows: list[tuple[str, str]] = [
        ("已审核报告", f"{tally.reports}份，其中自评{tally.items}项"),
        ("未能读取", f"{sum(tally.failures.values())}份；另有{tally.unread}份有部分内容未读"),
        ("没有错误和疑点", f"{tally.clean}份"),
        (
            "核对覆盖",
            f"识别数字{funnel.figures}个，其中{funnel.checked}个参与核对；"
            f"核对关系：相符{funnel.holds}、不符{funnel.violated}、未定{funnel.undecided}",
        ),
        ("可证自评偏高", f"{tally.inflated}项，合计{plain(tally.inflation)}分（已扣除细则缺陷的影响）"),
        ("细则缺陷", f"{len(tally.flaws)}项，由制表单位更正，不计入单位的疑点"),
        ("依据不足", f"合计{plain(tally.unsupported)}分：细则需要的数据报告未提供"),
    ]
    if volumes > 1:
        rows.append(("续表", f"行数超过10万行的部分接在疑点清单-2.xlsx至疑点清单-{volumes}.xlsx"))
    for title, content in rows:
        page.line((title, name), (content, text))


def _severities(page: _Page, tally: Tally) -> None:
    page.heading("疑点级别")
    for severity, word in SEVERITY.items():
        ink, ground = SEVERITY_COLOURS[word]
        page.line(
            (word, page.book.style(border=1, bold=True, font_color=ink, bg_color=ground, align="center")),
            (SEVERITY_MEANING[severity], page.book.style(border=1)),
            (tally.severities[severity], page.book.style(border=1, align="right", num_format='0"项"')),
        )


def _rules(page: _Page, tally: Tally) -> None:
    page.heading("主要问题类型")
    head = page.book.style(border=1, bold=True, bg_color="#1F4E79", font_color="#FFFFFF", align="center")
    page.line(("核对事项", head), ("检查项", head), ("疑点数", head), ("涉及报告数", head))
    cell, number = page.book.style(border=1), page.book.style(border=1, align="right")
    for line in tally.top_rules()[:_TOP]:
        page.line(
            (family_word(line.family), cell),
            (f"{line.title}（{line.rule}，{SEVERITY[line.severity]}）", cell),
            (line.findings, number),
            (line.reports, number),
        )


def _failures(page: _Page, tally: Tally) -> None:
    if not tally.failures:
        return
    page.heading("未能读取的原因")
    cell, number = page.book.style(border=1), page.book.style(border=1, align="right")
    for reason, count in sorted(tally.failures.items(), key=lambda f: (-f[1], f[0])):
        page.line((REASON.get(reason, reason), cell), ("见“未能读取”表", cell), (count, number))
