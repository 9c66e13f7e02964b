"""The page that people read: the table with bars, the comparisons, the growth of time with size."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from corpus.measure.growth import drawn
from corpus.measure.plots import Series, plot
from corpus.measure.stages import STAGES
from corpus.measure.summary import STAGE_NAMES, Results
from corpus.measure.tallies import Share
from corpus.measure.terminal import rows

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;width:100%;margin:.5em 0 2em}td,th{border-bottom:1px solid #ddd;padding:.25em .6em;text-align:left}
td.n{text-align:right;font-variant-numeric:tabular-nums}h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}
"""


def _bar(value: Decimal) -> str:
    width = max(Decimal(0), min(value, Decimal(100))) * 2
    return (
        f'<svg width="202" height="14" role="img" aria-label="{value}%"><rect x="1" y="2" width="200" height="10" '
        f'fill="#eee"/><rect x="1" y="2" width="{width}" height="10" fill="#3a6ea5"/></svg>'
    )


def _table(results: Results) -> str:
    """The rows of the terminal's table, with a bar beside each percentage."""
    lines = ["<table><tr><th>项目</th><th>比例、用时</th><th>数目</th><th></th></tr>"]
    for name, value, count in rows(results):
        bar = _bar(Decimal(value.removesuffix("%"))) if value.endswith("%") else ""
        lines.append(
            f'<tr><td>{escape(name)}</td><td class="n">{value}</td><td class="n">{count}</td><td>{bar}</td></tr>'
        )
    return "".join([*lines, "</table>"])


def _lists(results: Results) -> str:
    """What was missed and what was accused falsely, to be opened."""
    missed = [(one.file, one.label.slip or "", one.label.near, one.label.note) for one in results.tally.missed]
    false = [(one.file, one.finding.rule, one.finding.quote, one.finding.message) for one in results.tally.false]
    return _list("漏查", missed) + _list("误报", false)


def _list(title: str, lines: Sequence[tuple[str, ...]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<details><summary>{title}：{len(lines)} 处</summary><table>{body}</table></details>"


def _plot(results: Results) -> str:
    """Milliseconds a report by format."""
    most = max((ms for _, ms in results.by_format.values()), default=Decimal(1)) or Decimal(1)
    lines = []
    for row, (name, (count, ms)) in enumerate(sorted(results.by_format.items())):
        y = 20 * row
        lines.append(
            f'<text x="0" y="{y + 14}" font-size="13">{escape(name)}（{count}份）</text>'
            f'<rect x="140" y="{y + 3}" width="{(ms / most * 400).quantize(Decimal(1))}" height="13" fill="#3a6ea5"/>'
            f'<text x="{(ms / most * 400).quantize(Decimal(1)) + 146}" y="{y + 14}" font-size="12">{ms} 毫秒</text>'
        )
    return f'<svg width="680" height="{20 * len(lines) + 4}">{"".join(lines)}</svg>'


def _growth(results: Results) -> str:
    """Time against the length of a report, and of a batch against the number of its reports, where measured."""
    line = tuple((Decimal(figures), ms) for figures, ms in results.speed.growth)
    charts = plot([((Series("一份报告的用时（毫秒）", line),), "报告中的数字（个）")])
    points = results.batch.growth
    return charts + (drawn(points) if points else "<p>成批用时随份数的增长：快测不测。</p>")


def _stages(results: Results) -> str:
    """Each stage by format, in milliseconds and as a multiple of the floor."""
    lines = [
        "<table><tr><th>格式</th>",
        *(f"<th>{STAGE_NAMES[name]}</th>" for name in STAGES),
        "<th>每秒份数</th></tr>",
    ]
    for kind, stages in results.stages.items():
        cells = [f"<td class='n'>{getattr(stages, name)} 毫秒（×{stages.ratio(name)}）</td>" for name in STAGES]
        lines += [f"<tr><td>{escape(kind)}</td>", *cells, f"<td class='n'>{stages.a_second}</td></tr>"]
    return "".join([*lines, "</table>"])


def _share(share: Share) -> str:
    return f"{share.percent}（{share.hits}/{share.of}）"


def page(results: Results) -> str:
    """A self-contained page."""
    rivals = "".join(
        f"<tr><td>{escape(row.name)}</td><td>{row.skipped or _share(row.found)}</td>"
        f"<td class='n'>{'—' if row.skipped else row.false}</td></tr>"
        for row in results.baselines
    )
    repairs = "".join(
        f"<tr><td>{escape(row.name)}</td><td>{_share(row.answered)}</td><td>{_share(row.right)}</td>"
        f"<td class='n'>{row.wrong}</td></tr>"
        for row in results.repairs
    )
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>勾稽基准</title><style>{_STYLE}</style>'
        f"<h1>勾稽基准：{results.reports} 份报告</h1><h2>查全、查准、用时</h2>{_table(results)}"
        f"{_lists(results)}"
        f"<h2>分项之和：与其他判法比较（同一批报告）</h2><table><tr><th>判法</th><th>查出</th><th>误报</th></tr>{rivals}</table>"
        f"<h2>更正：与已知方法比较</h2><table><tr><th>方法</th><th>给出</th><th>正确</th><th>错误更正</th></tr>{repairs}</table>"
        f"<h2>各阶段用时（括号内为与解压解析同一份 docx 之比；输出为 jsonl 和 xlsx）</h2>{_stages(results)}"
        f"<h2>用时的增长</h2>{_growth(results)}<h2>各格式一批的用时（每份，含启动）</h2>{_plot(results)}</html>\n"
    )
