"""What a person sees at a terminal of 80 columns, and a program in a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest
from click.testing import CliRunner

from pipeline import main

ROOT = Path(__file__).resolve().parents[2]


def command(folder: Path, *words: str) -> list[str]:
    return [
        sys.executable,
        str(ROOT / "pipeline.py"),
        "audit",
        str(folder / "in"),
        "--out",
        str(folder / "out"),
        *words,
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲局.txt").write_text("甲局2023年度部门整体支出绩效自评报告\n支出100万元。\n", encoding="utf-8")
    (tmp_path / "in" / "空\u202e.docx").touch()
    return tmp_path


def at_terminal(words: list[str]) -> str:
    """What a command writes to a terminal of 80 columns."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, b"\x18\x00\x50\x00\x00\x00\x00\x00")
    running = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux tells the end of a terminal so
            break
        if not part:
            break
        said += part
    os.close(ours)
    assert running.wait() == 3
    return said.decode()


def test_failures_stand_above_the_bar_and_nothing_is_wider_than_the_terminal(folder: Path) -> None:
    said = at_terminal(command(folder))
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said))
    shown = [line.rstrip() for line in lines if str(folder) not in line]
    assert all(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) <= 80 for line in shown)
    assert any(line.startswith("未能读取 空□.docx：") for line in shown) and any("2/2" in line for line in shown)
    assert "\u202e" not in said and "已审核 1 份报告" in said


def test_in_a_pipe_there_is_neither_colour_nor_a_bar(folder: Path) -> None:
    ran = subprocess.run(command(folder), capture_output=True, check=False, encoding="utf-8")
    assert "\x1b" not in ran.stdout + ran.stderr and "━" not in ran.stderr
    assert ran.stderr.startswith("未能读取 空□.docx：") and ran.stdout.startswith("已审核 1 份报告")
    quiet = subprocess.run(command(folder, "--quiet"), capture_output=True, check=False, encoding="utf-8")
    assert quiet.stdout == "" and quiet.stderr == ran.stderr


@pytest.mark.parametrize(
    "command, said",
    [
        ("audit", "缺少 PATHS...。\n用法见：main audit --help"),
        ("audit x", "缺少 --out。"),
        ("audit x --out y", "找不到：x"),
        ("audit x --out y --foo", "没有 --foo 这个选项。"),
        ("audit x --out y --workers 0", "--workers 的值不对：应为不小于 1 的整数。"),
        ("audit x --out y --fail-on z", "--fail-on 的值不对：可选 error、warning、never。"),
        ("audit x --out", "--out 后面缺少值，或不应有值。"),
        ("letter nowhere", "FOLDER 的值不对：找不到这个文件夹。"),
        ("show nowhere", "FILE 的值不对：找不到这个文件。"),
        ("show a b", "没有这个命令，或参数过多。"),
        ("audi", "没有这个命令，或参数过多。"),
        ("explain Z999", "没有编号为 Z999 的规则。"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(command: str, said: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").touch()
    done = CliRunner().invoke(main, command.split())
    assert done.exit_code == 2
    assert done.stderr.startswith(f"出错：{said}")
    assert "Error" not in done.stderr and "Usage" not in done.stderr
