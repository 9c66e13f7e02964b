"""The corridor: one report through the rooms, many reports through many workers, the command line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from audit import VERSION, Failure, ReportResult, Settings, catalogue, examine
from audit.batch.listing import Source, sources
from audit.report import write
from extract import Document, Unreadable, read, understand

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
@click.option("--year", default="", help="报告未写明年度时的财政年度")
@click.option("--format", "formats", default="xlsx,html,jsonl", help="输出种类：xlsx,html,jsonl,sarif")
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="never", help="发现此级别即返回 1")
@click.option("--quiet", is_flag=True, help="只在出错时显示")
def audit_command(
    paths: tuple[Path, ...], out: Path, only: str, ignore: str, year: str, formats: str, fail_on: str, quiet: bool
) -> None:
    """审核报告文件或文件夹，把结果写入 --out 文件夹。"""
    settings = Settings(only=_listed(only), ignore=_listed(ignore), year=year)
    unknown = [r for r in (*settings.only, *settings.ignore) if r not in catalogue()]
    if unknown:
        raise click.UsageError(f"没有这些规则：{'、'.join(unknown)}。用 gouji explain 查看全部规则。")
    results: list[tuple[str, ReportResult]] = []
    failures: list[tuple[str, Failure]] = []
    for source in sources(paths, [out]):
        outcome = audit_source(source, settings)
        if isinstance(outcome, Failure):
            failures.append((source.report, outcome))
            click.echo(f"未能读取 {source.report}：{outcome.message}", err=True)
        else:
            results.append((source.report, outcome))
    write(lambda: iter(results), failures, out, frozenset(_listed(formats)), {})
    if not quiet:
        found = [f for _, r in results for f in r.findings]
        counts = {s: sum(f.severity == s for f in found) for s in ("error", "warning", "info")}
        click.echo(
            f"审核 {len(results)} 份报告：错误 {counts['error']} 条，疑点 {counts['warning']} 条，提示 {counts['info']} 条；"
            f"未能读取 {len(failures)} 份。结果在 {out}"
        )
    if failures or any(r.crashed for _, r in results):
        raise SystemExit(3)
    levels = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[fail_on]
    if any(f.severity in levels for _, r in results for f in r.findings):
        raise SystemExit(1)


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


def _listed(words: str) -> tuple[str, ...]:
    return tuple(w for w in (p.strip() for p in words.replace("，", ",").split(",")) if w)


if __name__ == "__main__":
    main()
