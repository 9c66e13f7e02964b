"""The corridor: one report through the rooms, many reports through many workers, the command line."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import msgspec

import extract
from audit import VERSION, Failure, ReportResult, Settings, catalogue, examine, ruleset
from audit.across import RULES as ACROSS
from audit.across import Compared, Papers, from_paper
from audit.baseline import RecordFault, Records, records
from audit.batch.bucket import is_url, store_at
from audit.batch.engines import engine_named
from audit.batch.listing import sources
from audit.batch.lock import Busy
from audit.batch.one_file import restored, restored_shares, result_shown, withdraw
from audit.batch.progress import shown as watched
from audit.batch.running import Batch, Engine, Failed, RunLine, log_line, note_run, renewed, run
from audit.batch.stamps import code_stamp
from audit.batch.store import Store
from audit.batch.watching import watch
from audit.batch.work import EngineFault, Limits, Postponed, Refusal, Source, Steps, StoreFull, Work
from audit.comparable import Told
from audit.decision import Decision
from audit.finding import Severity
from audit.report import (
    FORMATS,
    NotWritable,
    Share,
    Tells,
    covers,
    share_of,
    summary_lines,
    write,
    write_report_files,
)
from audit.report.commands import Commands
from audit.report.concluded import NoRun
from audit.report.fingerprint import fingerprints
from audit.report.letter_paper import TemplateFault
from audit.report.manual import rule_text
from audit.report.masking import masked_result
from audit.report.naming import file_names
from audit.report.parquet import lacking
from audit.report.told import findings_told, shown
from audit.report.wording import SEVERITY, visible
from audit.settings import SettingsFault, load
from audit.standing import Tally
from audit.workbench.concluding import write_papers
from audit.workbench.intake import IntakeFault, absorb, take_in
from audit.workbench.ledger import FILE as LEDGER
from audit.workbench.ledger import Ledger, LedgerFault
from audit.workbench.recording import record_run
from extract import Document, Unreadable, read, understand
from extract.page_images import page_images
from extract.readers import MAX_FILE
from extract.readers.office import by_libreoffice, libreoffice

__all__ = ["audit_bytes", "audit_document", "audit_file", "main", "steps"]

READING = ("readers", "document.py", "errors.py", "folding.py", "secrecy.py")
"""What of extract makes a document of a file's bytes."""
READING_LIBRARIES = (
    "charset-normalizer", "lxml", "msdoc2docx", "olefile", "openpyxl", "pdfplumber", "pypdfium2", "python-calamine", "xlrd",
)  # fmt: skip


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


def audit_document(
    document: Document, sha256: str = "", settings: Settings | None = None, beside: tuple[Told, ...] = ()
) -> ReportResult:
    """The same for a document that has been read; `beside` is what other papers tell otherwise (`audit.across`)."""
    return examine(understand(document), sha256, settings or Settings(), beside)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="gouji")
def main() -> None:
    """勾稽：核对绩效自评报告中的数字和得分，列出需要核实的疑点。"""


def _say(line: str, *, err: bool = False) -> None:
    """A line for a person, with marks that turn the direction of text shown as such. `sys.stderr` is looked up when the
    line is written: while a bar is shown, it is what keeps lines and bar apart."""
    click.echo(visible(line), file=sys.stderr if err else sys.stdout)


def _run_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of all commands that audit into a folder."""
    options = (
        click.option("--out", required=True, help="结果文件夹，或对象存储的网址"),
        click.option("--only", default="", help="只用这些规则（编号用逗号隔开）"),
        click.option("--ignore", default="", help="不用这些规则"),
        click.option("--settings", "settings_file", type=click.Path(path_type=Path), help="设置文件（TOML）"),
        click.option("--templates", type=click.Path(path_type=Path), help="本单位规则包文件夹（TOML 或 xlsx）"),
        click.option(
            "--baseline",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="财政部门自己的记录（csv、xlsx 等表格）所在文件夹，与报告核对",
        ),
        click.option("--year", default="", help="报告未写明年度时的财政年度"),
        click.option("--format", "formats", default="xlsx,html,jsonl", help="输出种类：xlsx,html,jsonl,sarif,parquet"),
        click.option("--sarif", is_flag=True, help="另写 SARIF 文件，同在 --format 中加 sarif"),
        click.option("--pages", is_flag=True, help="标注的报告中附 PDF 的页面图像"),
        click.option("--workers", type=click.IntRange(1), help="同时处理的进程数（默认为处理器核数）"),
        click.option("--engine", default="local", help="local，或 ray、ray:地址"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command("audit")
@click.argument("paths", nargs=-1, required=True)
@_run_options
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="never", help="发现此级别即返回 1")
@click.option("--quiet", is_flag=True, help="只在出错时显示")
def audit_command(paths: tuple[str, ...], out: str, fail_on: str, quiet: bool, **options: Any) -> None:
    """审核报告文件或文件夹，把结果写入 --out 文件夹。"""
    job, engine = _job(out, **options), _chosen(options["engine"], options["workers"])
    listed, known = _sources(paths, out), _records(options["baseline"])
    tally, failures, noted = _run(
        listed,
        job,
        known,
        lambda sources, work: watched(engine(sources, work), len(sources), quiet, visible),
        lambda failed: _say(f"未能读取 {failed.report}：{failed.message}", err=True),
    )
    if not quiet:
        for line in summary_lines(tally, failures, out, frozenset(job.formats)):
            click.echo(line)
        if known.told:
            click.echo(f"财政记录 {len(known.told)} 项，其中 {noted.counts['records_met']} 项能与报告所列的数核对。")
    raise SystemExit(_status(tally, failures, fail_on))


@main.command("watch")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_run_options
@click.option("--every", type=click.IntRange(1), default=5, help="每隔几秒查看一次")
@click.option("--once", is_flag=True, help="现有文件审核完即结束")
def watch_command(folder: Path, out: str, every: int, once: bool, **options: Any) -> None:
    """看守文件夹：放入的报告停止变化后自动审核，日志每行一个 JSON 对象。"""
    job, engine = _job(out, **options), _chosen(options["engine"], options["workers"])
    known, told = _records(options["baseline"]), set[Failed]()

    def tell(failed: Failed) -> None:
        if failed not in told:
            told.add(failed)
            click.echo(log_line("failed", failed))

    def audit(listed: Sequence[Source]) -> None:
        click.echo(log_line("audited", _run(listed, job, known, engine, tell)[2]))

    watch(lambda: sources([folder], [out]), audit, every, once=once)


def _chosen(name: str, workers: int | None) -> Engine:
    try:
        return engine_named(name, workers)
    except EngineFault as error:
        raise click.UsageError(str(error)) from error


def _job(out: str, formats: str, sarif: bool, pages: bool, settings_file: Path | None, **options: Any) -> Job:
    """The job of a command line."""
    rules = (_listed(options["only"]), _listed(options["ignore"]))
    try:
        settings = load(settings_file, *rules, options["year"], options["templates"], catalogue())
    except SettingsFault as error:
        raise click.UsageError(str(error)) from error
    wanted = frozenset((*_listed(formats), *(("sarif",) if sarif else ())))
    if unknown := wanted - FORMATS:
        raise click.UsageError(f"没有这种输出：{'、'.join(sorted(unknown))}。可选：{'、'.join(sorted(FORMATS))}。")
    if "parquet" in wanted and (lack := lacking()):
        raise click.UsageError(lack)
    return Job(settings, out if is_url(out) else str(Path(out).absolute()), tuple(sorted(wanted)), pages)


class Stopped(click.ClickException):
    """A run that could not go on."""

    exit_code = 3


Ran = tuple[Tally, list[tuple[str, Failure]], RunLine]


Tell = Callable[[Failed], None]


def _run(listed: Sequence[Source], job: Job, known: Records, engine: Engine, tell: Tell) -> Ran:
    """A run; what stops it is told in Chinese."""
    try:
        with store_at(job.out).lock(lambda: _say("上一次运行留下的工作进程正在收尾，等它们结束……", err=True)):
            return _audited(listed, job, known, engine, tell)
    except Busy as error:
        raise click.UsageError(f"另一个 gouji 正在写入“{job.out}”，请等它结束，或换一个 --out。") from error
    except (LedgerFault, NotWritable, EngineFault) as error:
        raise Stopped(str(error)) from error
    except (StoreFull, OSError, sqlite3.OperationalError) as error:
        raise Stopped(
            f"写入结果时出错：{error}。已完成的部分没有损坏；请腾出磁盘空间或检查权限，再运行同样的命令，会接着做。"
        ) from error
    except KeyboardInterrupt as error:
        raise Stopped("已中断。再运行同样的命令，会接着做。") from error


def _audited(listed: Sequence[Source], job: Job, known: Records, engine: Engine, tell: Tell) -> Ran:
    """All files through the engine, then the outputs, with what people wrote into those of the last run taken in."""
    told = set[str]()
    names = file_names(source.report for source in listed)
    named = [msgspec.structs.replace(source, name=names[source.report]) for source in listed]
    with store_at(job.out).desk() as out:
        with Ledger(out / LEDGER) as ledger:
            decided = msgspec.structs.replace(job, decisions=_taken_in(ledger, out, told))
        store, batch = _worked(named, decided, engine, tell)
        compared = _compared(store, batch, job.settings, known)
        if beside := compared.contradicted:
            asked = [msgspec.structs.replace(s, beside=beside[s.report]) for s in named if s.report in beside]
            batch = renewed(batch, _worked(asked, decided, engine, tell)[1])
        failures = [(f.report, Failure(f.reason, f.message, f.sha256)) for f in batch.failed]
        shares = partial(restored_shares, store, batch.done, Share)
        with Ledger(out / LEDGER) as ledger, store.staging() as staged:
            decisions = _taken_in(ledger, out, told)  # also what was written while the run was under way
            record_run(ledger, ((report, share.result) for report, share in shares()), _now(), VERSION, ruleset())
            tally = write(shares(), failures, staged, frozenset(job.formats), decisions, names, ledger.changes)
            for said in store.place(staged, ["疑点清单-*.xlsx", "parquet/*/*.parquet"]):
                _say(said, err=True)
    withdraw(store, {one.report: names[one.report] for one in batch.done})
    counts = {
        "figures": tally.funnel.figures,
        "claims": tally.funnel.checked,
        "findings": tally.severities.total() + tally.of_form.total(),
        "records_met": compared.records_met,
    }
    return tally, failures, note_run(store, batch, **counts)


def _records(folder: Path | None) -> Records:
    """The bureau's own records in the files of a folder; indicators that are not understood are said."""
    told: list[Told] = []
    unknown: dict[str, None] = {}
    for path in sorted(folder.rglob("*")) if folder is not None else ():
        if not path.is_file() or path.name.startswith((".", "~$")):
            continue
        try:
            found = records(path.name, read(path.read_bytes(), path.name))
        except (RecordFault, Unreadable) as error:
            raise click.UsageError(f"{path.name}：{getattr(error, 'message', error)}") from error
        told += found.told
        unknown.update(dict.fromkeys(found.unknown))
    if unknown:
        _say(f"财政记录中没有认出的指标，未核对：{'、'.join(unknown)}", err=True)
    return Records(tuple(told), tuple(unknown))


def _compared(store: Store, batch: Batch, settings: Settings, known: Records) -> Compared:
    """What the reports tell, held against each other and against the records."""
    with Papers() as papers:
        if any((not settings.only or rule in settings.only) and rule not in settings.ignore for rule in ACROSS):
            papers.add(known.told)
            for report, tells in restored_shares(store, batch.done, Tells):
                papers.add(from_paper(tells.told, report))
        return papers.compared()


def _taken_in(ledger: Ledger, out: Path, told: set[str]) -> dict[str, Decision]:
    """All decisions, with what people wrote into the tables of the last run; what can't be taken is told once."""
    for row in absorb(ledger, out, "", _now()):
        line = f"{row.file} 第 {row.number} 条未收回：{row.message}"
        if row.message and line not in told:
            told.add(line)
            _say(line, err=True)
    return ledger.decisions()


def _now() -> str:
    """The time as the clock of this place shows it, with its distance from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _worked(listed: Sequence[Source], job: Job, engine: Engine, tell: Callable[[Failed], None]) -> tuple[Store, Batch]:
    """Every listed file through the rooms, by the workers of an engine."""
    store = store_at(job.out)
    store.sweep()
    limits = Limits(job.settings.seconds, job.settings.megabytes, MAX_FILE)
    work = Work("pipeline:steps", msgspec.msgpack.encode(job), job.out, limits)
    return store, run(listed, work, engine, tell)


class Job(msgspec.Struct, frozen=True):
    """What workers are told of a run: the folder for the results, the formats wanted, pictures of pages or not, and
    what people decided so far, by fingerprint."""

    settings: Settings
    out: str
    formats: tuple[str, ...]
    pages: bool = False
    decisions: dict[str, Decision] = {}


def steps(setup: bytes) -> Steps:
    """What is done to each file of a job, for the workers of `audit.batch`."""
    job = msgspec.msgpack.decode(setup, type=Job)
    room, house = Path(extract.__file__).parent, Path(__file__).parent / "audit"
    reading = code_stamp([room / name for name in READING], READING_LIBRARIES)
    judging = code_stamp([room, house], left_out=[house / name for name in ("batch", "report", "workbench")])
    showing = code_stamp([house / "report"])
    own_files = {"html", "xlsx"} & set(job.formats)
    return Steps(
        read=_read,
        examine=partial(_examine, job),
        document_type=Document,
        result_type=ReportResult,
        document_stamp=reading,
        result_stamp=f"{reading} {judging} {job.settings.digest()}",
        shown=masked_result,
        present=partial(_present, job) if own_files else None,
        present_stamp=f"{showing} {sorted(own_files)} {job.pages}",
        looked_up=partial(_decided, job),
        share=(lambda source, result: share_of(source.report, result, set(job.formats))) if job.formats else None,
        share_stamp=f"{showing} {job.formats}",
        prepare=by_libreoffice,
    )


def _read(data: bytes, ending: str, prepared: bytes | None) -> Document:
    def convert(_: bytes) -> bytes | None:
        if prepared is None and libreoffice() is not None:
            raise Postponed
        return None

    if not data:
        raise Refusal("empty", "文件为空（0 字节），请重新报送。")
    try:
        return read(data, ending, convert, prepared)
    except Unreadable as error:
        lasting = error.reason not in ("missing_component", "not_readable_by_os", "internal_error", "timeout")
        raise Refusal(error.reason, error.message, lasting=lasting) from error


def _examine(job: Job, document: Document, sha256: str, beside: bytes) -> ReportResult:
    others = msgspec.msgpack.decode(beside, type=tuple[Told, ...]) if beside else ()
    return audit_document(document, sha256, job.settings, others)


def _present(
    job: Job, source: Source, result: ReportResult, masked: ReportResult, data: bytes, folder: Path
) -> tuple[str, ...]:
    """Write the page and the letter of one result, `masked` being the same masked; the fingerprints whose decisions they
    show come back."""
    images = page_images(data, covers(result)) if job.pages and result.format == "pdf" else ()
    formats = frozenset(job.formats)
    write_report_files(source.report, masked, folder, source.name, formats, job.decisions, images=images)
    return tuple(fingerprint for fingerprint, _ in fingerprints(masked, source.report))


def _decided(job: Job, prints: Sequence[str]) -> str:
    """What changes with the decisions on these findings."""
    decided = [job.decisions[fingerprint] for fingerprint in prints if fingerprint in job.decisions]
    return hashlib.sha256(msgspec.json.encode(decided)).hexdigest() if decided else ""


def _status(tally: Tally, failures: Sequence[object], fail_on: str) -> int:
    """The exit status of contract: 3 unread or crashed, 1 findings at the level asked for, 0 else."""
    if failures or tally.crashed:
        return 3
    levels: dict[str, tuple[Severity, ...]] = {"error": ("error",), "warning": ("error", "warning")}
    return int(any(tally.severities[level] or tally.of_form[level] for level in levels.get(fail_on, ())))


def _sources(paths: Sequence[str], out: str) -> list[Source]:
    missing = [path for path in paths if not is_url(path) and not Path(path).exists()]
    if missing:
        raise click.UsageError(f"找不到：{'、'.join(missing)}")
    try:
        return sources(paths, [out])
    except EngineFault as error:
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
        _say(line)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="结果文件夹")
@click.option("--by", default="", help="填写人")
def import_command(files: tuple[Path, ...], out: Path, by: str) -> None:
    """读回填好的《疑点清单》和《核实回复表》。"""
    now, open_rows = _now(), 0
    try:
        with Ledger(out / LEDGER) as ledger:
            for file in files:
                taken = take_in(ledger, file, by, now)
                _say(f"{file.name}：收回 {sum(r.outcome == 'taken' for r in taken)} 条，共 {len(taken)} 条")
                for row in taken:
                    if row.message:
                        open_rows += 1
                        _say(f"  第 {row.number} 条未收回：{row.message}")
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
        _say(str(path))


@main.command("serve")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--host", default="127.0.0.1", help="在哪个地址上提供；默认只有本机能打开")
@click.option("--port", type=click.IntRange(0, 65535), default=8617, help="端口；0 为任选一个空闲的")
@click.option("--by", default="", help="核实人姓名；不写则进入时填写")
def serve_command(folder: Path, host: str, port: int, by: str) -> None:
    """打开工作台：在浏览器中对照原文逐条核实一次审核的疑点。"""
    from audit.workbench.desk import Desk
    from audit.workbench.serving import NotServed, serve

    store = store_at(str(folder.absolute()))
    try:
        desk = Desk(folder, lambda report: result_shown(store, report, ReportResult))
        serve(
            desk, host, port, by, lambda address: _say(f"工作台已打开，请用浏览器访问（按 Ctrl+C 结束）：\n{address}")
        )
    except (NoRun, NotServed, LedgerFault) as error:
        raise click.ClickException(str(error)) from error


@main.command("selfcheck")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def selfcheck_command(file: Path) -> None:
    """报送前自查一份报告，把发现列在屏幕上。"""
    with TemporaryDirectory(prefix="gouji-") as folder:
        job = Job(Settings(), folder, ())
        store, batch = _worked([Source(file.name, file)], job, engine_named("local", 1), lambda _: None)
        for failed in batch.failed:
            raise click.ClickException(failed.message)
        for _, result in restored(store, batch.done, ReportResult):
            for line in findings_told(result):
                _say(line)


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
