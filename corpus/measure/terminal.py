"""The table that people read in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from corpus.measure.printed import Count
from corpus.measure.readers import USUAL, Pace
from corpus.measure.stages import STAGES
from corpus.measure.summary import STAGE_NAMES, Results
from corpus.measure.tallies import Share, Tallies
from corpus.measure.units import Unit, parity

_Row = tuple[str, str, str]
_UNMEASURED = "快测不测"
_OUTPUTS = {"jsonl": "jsonl ", "jsonl,xlsx": "jsonl、xlsx、征询函"}


def _row(name: str, share: Share) -> _Row:
    return name, share.percent, f"{share.hits}/{share.of}"


def _group(title: str, shares: dict[str, Share]) -> list[_Row]:
    return [_row(f"{title}{name}", share) for name, share in sorted(shares.items())]


def _pace(form: str, pace: Pace) -> list[_Row]:
    rows = [(f"读取 {form}（与下限之比）", f"{pace.reader} 毫秒", f"×{pace.ratio}")]
    if pace.first is not None:
        rows.append((f"　{form} 首次（样式未缓存）", f"{pace.first} 毫秒", f"×{pace.first_ratio}"))
    if pace.usual is not None:
        rows.append((f"　{USUAL[form]} 读同样的文件", f"{pace.usual} 毫秒", f"慢 {pace.times_faster} 倍"))
    return rows


def _drawn(printer: str, printed: Count) -> list[_Row]:
    return [
        _row(f"pdf 中框线不全的表格（{printer}）：单元格", Share(printed.placed, printed.cells)),
        _row("　数字在自己的行和表头下", Share(printed.right, printed.figures)),
        _row("　数字在别的行或表头下", Share(printed.wrong, printed.figures)),
    ]


def _findings(tally: Tallies) -> list[_Row]:
    return [
        *_group("差错查全：", tally.recall),
        *_group("　", tally.recall_by_family),
        *_group("　笔误 ", tally.recall_by_slip),
        *_group("　金额单位 ", tally.recall_by_unit),
        *_group("　格式 ", tally.recall_by_format),
        *_group("发现查准：", tally.precision),
        *_group("　", tally.precision_by_family),
        _row("整份报告全对", tally.documents_right),
        ("无误报告上的错误误报", str(tally.false_on_clean), f"{tally.clean_reports} 份"),
        ("无误报告上的疑点误报", str(tally.warnings_on_clean), f"{tally.clean_reports} 份"),
        ("舍入后看不出的差错", str(tally.invisible), "不计"),
    ]


def rows(results: Results) -> list[_Row]:
    """Everything counted and timed in a run: name, share or time, and how many."""
    tally, speed = results.tally, results.speed
    return [
        _row("数字：查全", tally.figures_recall),
        _row("数字：值完全正确", tally.figures_exact),
        _row("数字：正文查准", tally.figures_precision),
        _row("关系：查全", tally.claims_recall),
        *_group("　", tally.claims_by_family),
        *_findings(tally),
        _row("更正：备选中有正确的", tally.listed),
        _row("更正：点明一处", tally.answered),
        _row("　另有别处同样说得通的（不计）", tally.answered_ties),
        _row("更正：点明的首位正确", tally.right_first),
        _row("更正：断言有误", tally.wrongly_asserted),
        _row("评分表：指标读出", tally.rows_read),
        _row("评分表：细则可判", tally.parsed),
        _row("评分表：偏高查出", tally.overstated_found),
        _row("评分表：偏高误判", tally.overstated_falsely),
        *(
            (_row(f"　结论 {name}" if name else "评分表：结论正确", share))
            for name, share in sorted(tally.verdicts.items())
        ),
        _row("评分表：有数据而判依据不足", tally.unsupported),
        _row("评分表：错判为偏高", tally.called_overstated),
        *_units(results.units),
        *_group("指纹保留：", results.stability),
        ("速度：一份（与解压解析之比）", f"{speed.audit_ms} 毫秒", f"×{speed.ratio}"),
        ("速度：每秒份数（单核）", f"{speed.a_second}", f"{speed.characters} 字"),
        *((f"　{name}（含启动）", f"{ms} 毫秒", f"{count} 份") for name, (count, ms) in results.by_format.items()),
        *((f"　{figures} 个数字的报告", f"{ms} 毫秒", "") for figures, ms in speed.growth),
        *(row for form, pace in results.readers.items() for row in _pace(form, pace)),
        *(row for printer, printed in results.drawings.items() for row in _drawn(printer, printed)),
        *_batch(results),
        ("内存峰值", f"{results.memory_mb} MB", ""),
    ]


def _units(units: dict[str, Unit]) -> list[_Row]:
    found = [_row(f"同一批报告印成{name}：查全", unit.found) for name, unit in units.items()]
    apart = [
        (f"　印成{name}：误报", str(unit.false), f"舍入后看不出 {unit.hidden} 处，不计") for name, unit in units.items()
    ]
    return [*found, _row("　各单位都查出的，占任一单位查出的", parity(units)), *apart]


def _batch(results: Results) -> list[_Row]:
    batch = results.batch
    cores = _UNMEASURED if batch.two_cores is None else f"×{batch.two_cores}"
    growth = [
        (f"　一批 {p.reports} 份：每份", f"{p.each} 毫秒", f"共 {p.together} MB，主进程 {p.parent} MB")
        for p in batch.growth
    ]
    return [
        ("启动：gouji --help", f"{batch.help_ms} 毫秒", ""),
        ("启动：到审完第一份", f"{batch.first_ms} 毫秒", ""),
        *(
            (f"调度、缓存、{_OUTPUTS[formats]}的额外用时", f"{share}%", f"{batch.reports} 份")
            for formats, share in batch.overhead.items()
        ),
        *([] if batch.letters_ms is None else [("每份函件", f"{batch.letters_ms} 毫秒", "由工作进程写出，不计入上项")]),
        ("两核比一核快", cores, f"{batch.reports} 份"),
        *(growth or [("成批的额外用时、随份数的增长", _UNMEASURED, "")]),
    ]


def _stages(results: Results) -> Table:
    missing = "、".join(sorted({"doc", "pdf"} - set(results.stages)))
    table = Table(
        "格式", *(STAGE_NAMES[name] for name in STAGES), "份/秒",
        title=f"各阶段毫秒，与解压解析同一份 docx 之比（{results.speed.characters} 字）",
        caption=f"{missing}：{_UNMEASURED}，或没有 LibreOffice" if missing else None,
    )  # fmt: skip
    for kind, stages in results.stages.items():
        cells = [f"{getattr(stages, name)} ×{stages.ratio(name)}" for name in STAGES]
        table.add_row(kind, *cells, str(stages.a_second))
    return table


def show(results: Results) -> None:
    """Prints the counts of a run and the comparisons."""
    head = f"勾稽基准：{results.reports} 份报告，{results.seconds} 秒，未能读取 {results.tally.unread} 份"
    table = Table("项目", "比例", "数目", title=head)
    for cells in rows(results):
        table.add_row(*cells)
    rivals = Table("分项之和的判法（同一批报告）", "查出", "误报", title="与其他判法比较")
    for row in results.baselines:
        found = f"{row.found.percent}（{row.found.hits}/{row.found.of}）"
        rivals.add_row(row.name, row.skipped or found, "—" if row.skipped else str(row.false))
    methods = Table("更正方法", "给出", "正确", "错误更正", title="与已知更正方法比较")
    for method in results.repairs:
        methods.add_row(method.name, method.answered.percent, method.right.percent, str(method.wrong))
    console = Console()
    for one in (table, _stages(results), rivals, methods):
        console.print(one)


def tell(faults: list[str], version: int) -> None:
    """Says which floors were broken."""
    console = Console()
    for fault in faults:
        console.print(f"[red]低于底线（语料版本 {version}）：{fault}")
    if not faults:
        console.print(f"底线（语料版本 {version}）全部保持。")
