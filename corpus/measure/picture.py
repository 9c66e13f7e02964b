"""The page that people read: the table with bars, the comparisons, the growth of time with size."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from corpus.measure.summary import Results, flat
from corpus.measure.tallies import Share

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


def _table(rows: list[tuple[str, Decimal | None]]) -> str:
    lines = ["<table><tr><th>项目</th><th>%</th><th></th></tr>"]
    for name, value in rows:
        shown = "—" if value is None else f"{value}"
        lines.append(
            f'<tr><td>{escape(name)}</td><td class="n">{shown}</td><td>{"" if value is None else _bar(value)}</td></tr>'
        )
    return "".join([*lines, "</table>"])


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


def growth(points: tuple[tuple[int, Decimal], ...]) -> str:
    """Milliseconds against the number of figures, as an svg; the grey line is n log n through the first point."""
    if not points:
        return ""
    wide, high = 640, 320
    most_x = max(figures for figures, _ in points)
    first_x, first_y = points[0]
    curve = [(n, first_y * n * n.bit_length() / (first_x * first_x.bit_length())) for n, _ in points]
    most_y = max(ms for _, ms in (*points, *curve)) or Decimal(1)

    def spot(figures: int, ms: Decimal) -> str:
        x = 60 + Decimal(figures) / most_x * (wide - 80)
        return f"{x.quantize(Decimal('0.1'))},{(high - 40 - ms / most_y * (high - 60)).quantize(Decimal('0.1'))}"

    dots = "".join(
        f'<circle cx="{spot(n, ms).partition(",")[0]}" cy="{spot(n, ms).partition(",")[2]}" r="4" fill="#3a6ea5">'
        f"<title>{n} 个数字，{ms} 毫秒</title></circle>"
        for n, ms in points
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" font-family="sans-serif" font-size="12">'
        f'<rect width="{wide}" height="{high}" fill="#fff"/>'
        f'<polyline points="{" ".join(spot(n, ms) for n, ms in curve)}" fill="none" stroke="#bbb"/>'
        f'<polyline points="{" ".join(spot(n, ms) for n, ms in points)}" fill="none" stroke="#3a6ea5" stroke-width="2"/>'
        f'{dots}<text x="60" y="16">一份报告的用时（毫秒，最高 {most_y.quantize(Decimal(1))}）；灰线为 n·log n</text>'
        f'<text x="{wide - 160}" y="{high - 12}">数字个数（至 {most_x}）</text></svg>'
    )


def _share(share: Share) -> str:
    return f"{share.percent}（{share.hits}/{share.of}）"


def page(results: Results) -> str:
    """A self-contained page."""
    table = flat(results)
    percents = [
        (name, value)
        for name, value in table.items()
        if name.startswith(
            ("figures", "claims", "recall", "precision", "repairs", "score", "over", "documents", "finger")
        )
    ]
    others = [(name, value) for name, value in table.items() if (name, value) not in percents]
    rest = "".join(f'<tr><td>{escape(name)}</td><td class="n">{value}</td></tr>' for name, value in others)
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
        f"<h1>勾稽基准：{results.reports} 份报告</h1><h2>查全、查准</h2>{_table(percents)}"
        f"<h2>分项之和：与其他判法比较（同一批报告）</h2><table><tr><th>判法</th><th>查出</th><th>误报</th></tr>{rivals}</table>"
        f"<h2>更正：与已知方法比较</h2><table><tr><th>方法</th><th>给出</th><th>正确</th><th>错误更正</th></tr>{repairs}</table>"
        f"<h2>用时随数字个数的增长</h2>{growth(results.speed.growth)}<h2>各格式用时</h2>{_plot(results)}<h2>其他</h2><table>{rest}</table></html>\n"
    )
