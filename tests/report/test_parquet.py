"""Parquet holds what the jsonl files hold, and can be asked."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import pytest
from click.testing import CliRunner

from audit.report import parquet
from audit.report.parquet import TABLES
from pipeline import main
from tests.report.samples import FAILURES, RESULTS, write_all


@pytest.fixture
def duckdb():
    return pytest.importorskip("duckdb", reason="DuckDB is an extra: gouji[parquet]")


def _lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _rows(duckdb, folder):
    with duckdb.connect() as base:
        found = base.execute(f"FROM '{folder}/*.parquet'")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_every_table_holds_the_lines_of_its_jsonl_file(duckdb, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "SHARD", 1)
    write_all(RESULTS, FAILURES, tmp_path, {"jsonl", "parquet"}, {})
    for table in TABLES:
        wanted = _lines(tmp_path / f"{table}.jsonl")
        found = _rows(duckdb, tmp_path / "parquet" / table)
        every = {name for line in wanted for name in line}
        assert wanted
        assert [{k: v for k, v in row.items() if k in every} for row in found] == [
            {name: line.get(name) for name in every} for line in wanted
        ], table
    assert len(list((tmp_path / "parquet" / "reports").iterdir())) == len(RESULTS)


def test_duckdb_answers_as_the_lines_do(duckdb, tmp_path):
    write_all(RESULTS, FAILURES, tmp_path, {"jsonl", "parquet"}, {})
    lines = _lines(tmp_path / "figures.jsonl")
    wanted = Counter()
    for line in lines:
        wanted[line["report"], line["unit"]] += Decimal(line["value"])
    with duckdb.connect() as base:
        found = base.execute(
            f"SELECT report, unit, sum(CAST(value AS DECIMAL(38, 10))) FROM '{tmp_path}/parquet/figures/*.parquet' "
            "WHERE place.block >= 0 GROUP BY ALL"
        ).fetchall()
    assert {(report, unit): total for report, unit, total in found} == wanted


def test_equal_runs_give_equal_files(duckdb, tmp_path):
    for name in ("one", "two"):
        write_all(RESULTS, FAILURES, tmp_path / name, {"parquet"}, {})
    files = [
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*.parquet")} for f in (tmp_path / "one", tmp_path / "two")
    ]
    assert files[0] == files[1] != {}


def test_without_duckdb_it_is_said_what_to_install_before_anything_is_done(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.report.parquet.find_spec", lambda _: None)
    (tmp_path / "a.txt").write_text("x")
    done = CliRunner().invoke(
        main, ["audit", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--format", "parquet"]
    )
    assert (done.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert "gouji[parquet]" in done.output
