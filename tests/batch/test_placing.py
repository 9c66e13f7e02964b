"""Finished files are moved in place; one that is held open keeps its name and the new one lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.batch.lock import Busy, held
from audit.batch.placing import place


def _staged(tmp_path: Path, **files: str) -> Path:
    staged = tmp_path / "staging"
    for name, text in files.items():
        path = staged / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return staged


def test_files_replace_older_ones_and_leftovers_go(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name in ("list", "list-2", "other"):
        (out / name).write_text("old")
    assert place(_staged(tmp_path, list="new", sub__page="new"), out, ["list-*"]) == []
    found = {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*") if path.is_file()}
    assert found == {"list": "new", "other": "old", "sub/page": "new"}


def test_a_file_held_open_is_left_and_said(tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    (out / "list.xlsx").write_text("open in WPS")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == "list.xlsx":
            raise PermissionError(13, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    told = place(_staged(tmp_path, **{"list.xlsx": "new"}), out)
    assert told == ["“list.xlsx”正被其他程序打开，新的结果写在“list（新1）.xlsx”。"]
    assert (out / "list.xlsx").read_text() == "open in WPS"
    assert (out / "list（新1）.xlsx").read_text() == "new"


def test_one_run_at_a_time(tmp_path):
    with held(tmp_path / "lock"), pytest.raises(Busy), held(tmp_path / "lock"):
        pass
    with held(tmp_path / "lock"):
        pass
