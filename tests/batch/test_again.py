"""The same command again: only what is new, changed or judged otherwise is done, and the log of runs says what."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline import main

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


def _audited(folder: Path, out: Path, *more: str) -> dict[str, Any]:
    command = ["audit", str(folder), "--out", str(out), "--workers", "1", "--format", "jsonl", "--quiet", *more]
    done = CliRunner().invoke(main, command)
    assert done.exit_code in (0, 3), done.output
    line: dict[str, Any] = json.loads((out / ".cache" / "runs.jsonl").read_bytes().splitlines()[-1])
    return line


@pytest.mark.slow
def test_each_run_says_what_it_did(tmp_path: Path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("mianhe-audit-2020.txt", "luoyuan-meals-2023.txt"):
        shutil.copy(REPORTS / name, folder)
    (folder / "damaged.docx").write_bytes(b"PK\x03\x04 no more")

    first = _audited(folder, out)
    assert (first["files"], first["failures"]) == (3, {"damaged": 1})
    assert {stage: files for stage, (files, _) in first["stages"].items()} == {
        "load": 3,
        "read": 3,
        "examine": 2,
        "share": 2,
    }
    assert all(first["counts"][name] > 0 for name in ("figures", "claims", "findings"))

    again = _audited(folder, out)
    assert again["stages"].keys() == {"load"}, "what is known is not done again"
    assert (again["failures"], again["counts"]) == (first["failures"], first["counts"])

    other_rules = _audited(folder, out, "--ignore", "T101")
    assert other_rules["stages"]["examine"][0] == 2
    assert other_rules["stages"]["read"][0] == 1, "only the damaged file, of which nothing was kept, is read again"

    (folder / "mianhe-audit-2020.txt").rename(folder / "renamed.txt")
    renamed = _audited(folder, out)
    assert "examine" not in renamed["stages"], "a result belongs to the bytes, not to the name"
