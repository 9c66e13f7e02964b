"""The corridor: one report through the rooms, many reports through many workers, the command line."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from audit import VERSION, Failure, ReportResult, Settings, catalogue, examine, ruleset
from audit.batch.listing import Source, sources
from audit.packs import PackError, from_folder
from audit.report import FORMATS, NotWritable, Summary, covers, summary_lines, write
from audit.report.concluded import NoRun
from audit.report.letter_paper import TemplateFault
from audit.report.manual import rule_text
from audit.report.told import findings_told, shown
from audit.report.wording import SEVERITY
from audit.workbench.concluding import write_papers
from audit.workbench.intake import IntakeFault, absorb, take_in
from audit.workbench.ledger import FILE as LEDGER
from audit.workbench.ledger import Ledger, LedgerFault
from audit.workbench.recording import record_run
from extract import Document, Unreadable, read, understand
from extract.page_images import PageImage, page_images

__all__ = ["audit_bytes", "audit_document", "audit_file", "main"]


def audit_file(path: Path | str, settings: Settings | None = None) -> ReportResult:
    """Audit one report file. A pure function of its bytes, the settings and the version.

    Raises `extract.Unreadable`, with a reason and advice in Chinese, for a file that can't be read.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            "not_readable_by_os", f"系统无法打开该文件（{error.strerror}），请检查权限或重新复制。"
        ) from error
    return audit_bytes(data, path.name, settings)


def audit_bytes(data: bytes, name: str = "", settings: Settings | None = None) -> ReportResult:
    """The same for a file's bytes; `name` only serves to note a misleading ending."""
    if not data:
        raise Unreadable("empty", "文件为空（0 字节），请重新报送。")
    return audit_document(read(data, name), hashlib.sha256(data).hexdigest(), settings)


def audit_document(document: Document, sha256: str = "", settings: Settings | None = None) -> ReportResult:
    """The same for a document that has been read."""
    return examine(understand(document), sha256, settings or Settings())


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="gouji")
def main() -> None:
    """勾稽：核对绩效自评报告中的数字和得分，列出需要核实的疑点。"""


@main.command("audit")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="结果文件夹")
@click.option("--only", default="", help="只用这些规则（编号用逗号隔开）")
@click.option("--ignore", default="", help="不用这些规则")
@click.option("--settings", "settings_file", type=click.Path(path_type=Path), help="设置文件（TOML）")
@click.option("--templates", type=click.Path(path_type=Path), help="本单位规则包文件夹（TOML 或 xlsx）")
@click.option("--year", default="", help="报告未写明年度时的财政年度")
@click.option("--format", "formats", default="xlsx,html,jsonl", help="输出种类：xlsx,html,jsonl,sarif")
@click.option("--pages", is_flag=True, help="标注的报告中附 PDF 的页面图像")
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="never", help="发现此级别即返回 1")
@click.option("--quiet", is_flag=True, help="只在出错时显示")
def audit_command(
    paths: tuple[Path, ...],
    out: Path,
    only: str,
    ignore: str,
    settings_file: Path | None,
    templates: Path | None,
    year: str,
    formats: str,
    pages: bool,
    fail_on: str,
    quiet: bool,
) -> None:
    """审核报告文件或文件夹，把结果写入 --out 文件夹。"""
    settings = _with_packs(_settings(settings_file, only, ignore, year), templates)
    wanted = frozenset(_listed(formats))
    if not wanted <= FORMATS:
        raise click.UsageError(
            f"没有这种输出：{'、'.join(sorted(wanted - FORMATS))}。可选：{'、'.join(sorted(FORMATS))}。"
        )
    listed = _sources(paths, out)
    results, failures = _audited(listed, settings, quiet)
    try:
        summary = _written(results, failures, out, wanted, _pages(listed) if pages else None)
    except (LedgerFault, NotWritable) as error:
        raise click.ClickException(str(error)) from error
    if not quiet:
        for line in summary_lines(summary.tally, failures, out, wanted):
            click.echo(line)
    raise SystemExit(_status(results, failures, fail_on))


def _written(
    results: list[tuple[str, ReportResult]],
    failures: list[tuple[str, Failure]],
    out: Path,
    wanted: frozenset[str],
    images: Callable[[str, ReportResult], Iterator[PageImage]] | None,
) -> Summary:
    """The outputs of a run, with what people wrote into those of the last one taken in first."""
    with Ledger(out / LEDGER) as ledger:
        started = datetime.now(UTC).isoformat(timespec="seconds")
        for row in absorb(ledger, out, "", started):
            if row.message:
                click.echo(f"{row.file} 第 {row.number} 条未收回：{row.message}", err=True)
        record_run(ledger, results, started, VERSION, ruleset())
        return write(
            lambda: iter(results), failures, out, wanted, ledger.decisions(), images=images, changes=ledger.changes
        )


def _pages(listed: Sequence[Source]) -> Callable[[str, ReportResult], Iterator[PageImage]]:
    """The pictures of a report's pages, with personal numbers painted over; none for files that are no PDF."""
    paths = {source.report: source.path for source in listed}

    def images(report: str, result: ReportResult) -> Iterator[PageImage]:
        path = paths.get(report)
        if path is not None and result.format == "pdf":
            yield from page_images(path.read_bytes(), covers(result))

    return images


def _audited(
    listed: Sequence[Source], settings: Settings, quiet: bool
) -> tuple[list[tuple[str, ReportResult]], list[tuple[str, Failure]]]:
    """Every listed file audited, with a progress bar on a terminal and failures told as they happen."""
    results: list[tuple[str, ReportResult]] = []
    failures: list[tuple[str, Failure]] = []
    for source in progress(listed, quiet):
        outcome = audit_source(source, settings)
        if isinstance(outcome, Failure):
            failures.append((source.report, outcome))
            click.echo(f"未能读取 {source.report}：{outcome.message}", err=True)
        else:
            results.append((source.report, outcome))
    return results, failures


def progress(listed: Sequence[Source], quiet: bool) -> Iterator[Source]:
    """The sources one by one, with a bar where a person is watching."""
    if quiet or not sys.stderr.isatty():
        yield from listed
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("审核"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(listed), name="")
        for source in listed:
            bar.update(task, name=source.report[-40:])
            yield source
            bar.advance(task)


def audit_source(source: Source, settings: Settings) -> ReportResult | Failure:
    """Audit one listed file; what can't be read comes back as a failure, never as an exception."""
    if source.path is None:
        return Failure("empty", "文件夹中没有可审核的文件。")
    try:
        return audit_file(source.path, settings)
    except Unreadable as error:
        return Failure(error.reason, error.message, _digest(source.path))


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _status(results: Sequence[tuple[str, ReportResult]], failures: Sequence[object], fail_on: str) -> int:
    """The exit status of contract: 3 unread or crashed, 1 findings at the level asked for, 0 else."""
    if failures or any(r.crashed for _, r in results):
        return 3
    levels = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[fail_on]
    return int(any(f.severity in levels for _, r in results for f in r.findings))


def _sources(paths: Sequence[Path], out: Path) -> list[Source]:
    missing = [str(p) for p in paths if not p.exists()]
    if missing:
        raise click.UsageError(f"找不到：{'、'.join(missing)}")
    return sources(paths, [out])


def _settings(file: Path | None, only: str, ignore: str, year: str) -> Settings:
    settings = Settings()
    if file is not None:
        try:
            settings = msgspec.toml.decode(file.read_bytes(), type=Settings)
        except (OSError, msgspec.MsgspecError) as error:
            raise click.UsageError(f"设置文件“{file}”有误：{error}") from error
    settings = msgspec.structs.replace(
        settings,
        only=_listed(only) or settings.only,
        ignore=_listed(ignore) or settings.ignore,
        year=year or settings.year,
    )
    unknown = [r for r in (*settings.only, *settings.ignore, *settings.severity) if r not in catalogue()]
    if unknown:
        raise click.UsageError(f"没有这些规则：{'、'.join(unknown)}。用 gouji explain 查看全部规则。")
    return settings


def _with_packs(settings: Settings, templates: Path | None) -> Settings:
    """The settings with the bureau's own rule packs of a folder."""
    if templates is None:
        return settings
    try:
        return msgspec.structs.replace(settings, packs=(*settings.packs, *from_folder(templates)))
    except PackError as error:
        raise click.UsageError(str(error)) from error


def _listed(words: str) -> tuple[str, ...]:
    return tuple(w for w in (p.strip() for p in words.replace("，", ",").split(",")) if w)


@main.command("explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> None:
    """查看规则的含义、依据、例子和可能误报的情形；不写编号则列出全部规则。"""
    if rule is None:
        for known in catalogue().values():
            click.echo(f"{known.id}  {SEVERITY[known.severity]}  {known.title}")
        return
    wanted = rule.upper()
    found = catalogue().get(wanted) or next((r for r in catalogue().values() if wanted in r.aliases), None)
    if found is None:
        raise click.UsageError(f"没有编号为 {rule} 的规则。用 gouji explain 查看全部规则。")
    click.echo(rule_text(found))


@main.command("show")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show_command(file: Path) -> None:
    """查看从一个文件中读到了什么：各份自评、提纲、表格、数字、关系和评分表。"""
    try:
        report = understand(read(file.read_bytes(), file.name))
    except Unreadable as error:
        raise click.ClickException(error.message) from error
    for line in shown(report):
        click.echo(line)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="结果文件夹")
@click.option("--by", default="", help="填写人")
def import_command(files: tuple[Path, ...], out: Path, by: str) -> None:
    """读回填好的《疑点清单》和《核实回复表》。"""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    open_rows = 0
    try:
        with Ledger(out / LEDGER) as ledger:
            for file in files:
                taken = take_in(ledger, file, by, now)
                click.echo(f"{file.name}：收回 {sum(r.outcome == 'taken' for r in taken)} 条，共 {len(taken)} 条")
                for row in taken:
                    if row.message:
                        open_rows += 1
                        click.echo(f"  第 {row.number} 条未收回：{row.message}")
    except (IntakeFault, LedgerFault) as error:
        raise click.ClickException(str(error)) from error
    if open_rows:
        click.echo(f"有 {open_rows} 条需要处理，原有记录没有被覆盖。")


@main.command("letter")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--letter-template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="本单位的公文模板"
)
@click.option("--named", is_flag=True, help="通报中写明单位名称")
def letter_command(folder: Path, letter_template: Path | None, named: bool) -> None:
    """按已有的核实结论写退回修改通知、复核底稿、对照表和有关报告。"""
    try:
        written = write_papers(folder, letter_template, named=named)
    except (NoRun, TemplateFault, LedgerFault) as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(str(path))


@main.command("selfcheck")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def selfcheck_command(file: Path) -> None:
    """报送前自查一份报告，把发现列在屏幕上。"""
    outcome = audit_source(Source(file.name, file), Settings())
    if isinstance(outcome, Failure):
        raise click.ClickException(outcome.message)
    for line in findings_told(outcome):
        click.echo(line)


@main.command("bench")
@click.option("--quick", is_flag=True, help="只跑小样本，并与最低要求比较")
@click.option("--json", "json_file", type=click.Path(path_type=Path))
@click.option("--html", "html_file", type=click.Path(path_type=Path))
def bench_command(quick: bool, json_file: Path | None, html_file: Path | None) -> None:
    """在带标注的语料上测准确率、召回率和速度（只在源码目录中可用）。"""
    try:
        from corpus.bench import run
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "bench 需要源码目录中的 corpus/，请在源码目录中运行 python pipeline.py bench。"
        ) from error
    raise SystemExit(run(quick, json_file, html_file))


if __name__ == "__main__":
    main()
