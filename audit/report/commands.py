"""A command line whose faults are told in Chinese, as everything else is."""

from __future__ import annotations

import sys
from typing import Any

import click

from audit.report.wording import visible


class Commands(click.Group):
    """A group of commands; what the person at the terminal did wrong is told in Chinese, with where to look it up."""

    def main(self, *args: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        try:
            return super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
            click.echo(visible(f"出错：{told(error)}" + (f"\n用法见：{path} --help" if path else "")), err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("已中断。", err=True)
            sys.exit(1)


def told(error: click.ClickException) -> str:
    """What was wrong, in Chinese; messages of our own are so already."""
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少 {_name(param)}。"
        case click.NoSuchOption(option_name=name):
            return f"没有 {name} 这个选项。"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_name(param)} 的值不对：{_wanted(param.type)}。"
        case click.BadOptionUsage(option_name=name):
            return f"{name} 后面缺少值，或不应有值。"
        case click.UsageError(message=message) if message.isascii():
            return "没有这个命令，或参数过多。"
    return error.format_message()


def _name(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(click.Context(click.Command("")))


def _wanted(kind: Any) -> str:
    match kind:
        case click.Choice(choices=choices):
            return f"可选 {'、'.join(map(str, choices))}"
        case click.IntRange(min=least):
            return f"应为不小于 {least} 的整数"
        case click.Path(file_okay=False):
            return "找不到这个文件夹"
        case click.Path():
            return "找不到这个文件"
    return "请核对写法"
