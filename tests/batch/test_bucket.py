"""Reports and results in an object store: the same results as in a folder, byte for byte."""

from __future__ import annotations

import json
import logging
import urllib.request
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.batch.bucket import store_at
from audit.batch.listing import sources
from audit.batch.local import run_local
from audit.batch.one_file import RESULTS, result_bytes
from audit.batch.running import run
from audit.batch.store import Store
from audit.batch.work import EngineFault, Refusal, StoreFull
from pipeline import main
from tests.batch.playthings import folder, work

fsspec = pytest.importorskip("fsspec", reason="object stores are an extra: gouji[storage]")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server():
    """A server that speaks S3, on this machine."""
    pytest.importorskip("s3fs", reason="object stores are an extra: gouji[storage]")
    moto = pytest.importorskip("moto.server", reason="the S3 server of this test comes with the extra dev")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    served = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        settings = {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_DEFAULT_REGION": "us-east-1"}
        keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
        for name, value in {**settings, **keys}.items():
            patch.setenv(name, value)
        patch.delenv("HTTP_PROXY", raising=False)
        patch.delenv("http_proxy", raising=False)
        yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def bucket(server, request) -> str:
    name = "b" + str(abs(hash(request.node.name)))
    urllib.request.urlopen(urllib.request.Request(f"{server}/{name}", method="PUT")).close()
    return f"s3://{name}"


@pytest.fixture
def memory() -> str:
    fsspec.filesystem("memory").store.clear()
    return "memory://place"


def _upload(files: dict[str, bytes], url: str) -> None:
    fs, path = fsspec.core.url_to_fs(url)
    for name, content in files.items():
        fs.pipe_file(f"{path}/{name}", content)


def test_objects_are_listed_as_files_are(memory):
    names = ["b.txt", "a/c.txt", ".hidden", ".cache/x/y", "~$lock.docx", "a/Thumbs.db", "out/list.xlsx"]
    _upload(dict.fromkeys(names, b"x"), f"{memory}/in")
    listed = sources([f"{memory}/in"], [f"{memory}/in/out"])
    assert [source.report for source in listed] == ["a/c.txt", "b.txt"]
    assert [source.report for source in sources([f"{memory}/in/a/c.txt"])] == ["c.txt"]
    (empty,) = sources([f"{memory}/none"])
    assert (empty.report, empty.path, empty.url) == ("none", None, "")


def test_a_store_keeps_what_it_is_given(memory, tmp_path):
    for store in (store_at(f"{memory}/out"), Store(tmp_path / "out")):
        store.put(RESULTS, "ab-1", b"one")
        store.put(RESULTS, "ab-1", b"two")
        assert (store.get(RESULTS, "ab-1"), store.get(RESULTS, "ab-2")) == (b"two", None)
        assert list(store.keys(RESULTS)) == ["ab-1"]
        store.drop(RESULTS, "ab-1")
        store.drop(RESULTS, "ab-1")
        assert list(store.keys(RESULTS)) == []
        with store.staging() as staged:
            for name in ("list", "page"):
                (staged / name).write_text(name)
            assert store.place(staged) == []
        with store.staging() as staged:
            (staged / "list").write_text("the new one")
            assert store.place(staged, ["p*"]) == []
        assert (store.size("list"), store.size("page")) == (11, -1)
        store.remove("list")
        store.remove("list")
        assert store.size("list") == -1
        store.log(b"one\n")
        store.log(b"two\n")


def test_an_entry_that_is_damaged_counts_as_missing(memory):
    store = store_at(memory)
    store.put(RESULTS, "ab-1", b"content")
    fs, path = fsspec.core.url_to_fs(memory)
    (entry,) = fs.find(f"{path}/.cache/{RESULTS}")
    fs.pipe_file(entry, fs.cat_file(entry)[:-1])
    assert store.get(RESULTS, "ab-1") is None


def test_what_cannot_be_read_is_a_refusal_of_that_object(memory):
    from audit.batch.bucket import load

    _upload({"large": b"x" * 2000}, memory)
    assert load(f"{memory}/large", 2000) == b"x" * 2000
    for name, largest, reason in (("large", 1999, "too_large"), ("gone", 1999, "not_readable_by_os")):
        with pytest.raises(Refusal) as told:
            load(f"{memory}/{name}", largest)
        assert (told.value.reason, told.value.lasting) == (reason, False)


def test_a_kind_of_store_that_is_not_known_is_said(tmp_path):
    with pytest.raises(EngineFault, match=r"gouji\[storage\]"):
        store_at("nosuchstore://x")
    done = CliRunner().invoke(main, ["audit", "nosuchstore://x", "--out", str(tmp_path / "out")])
    assert (done.exit_code, "gouji[storage]" in done.output) == (2, True)


def test_workers_take_from_s3_and_put_there(bucket, tmp_path):
    texts = {"a.txt": "one", "b.txt": "refuse", "c/d.txt": "two"}
    _upload({name: text.encode() for name, text in texts.items()}, f"{bucket}/in")
    job = work(tmp_path / "unused", tmp_path / "log")
    there = type(job)(job.steps, job.setup, f"{bucket}/out", job.limits)
    batch = run(sources([f"{bucket}/in"]), there, partial(run_local, workers=2), lambda _: None)
    assert [one.report for one in batch.done] == ["a.txt", "c/d.txt"]
    assert [(f.report, f.reason) for f in batch.failed] == [("b.txt", "damaged")]
    here = work(tmp_path / "here", tmp_path / "log")
    local = folder(tmp_path / "in", **{"a.txt": "one", "b.txt": "refuse"})
    same = run(local, here, partial(run_local, workers=1), lambda _: None)
    assert same.done[0] == batch.done[0]
    kept = [result_bytes(store, batch.done[0].key) for store in (store_at(f"{bucket}/out"), Store(tmp_path / "here"))]
    assert kept[0] == kept[1] is not None


def test_a_bucket_that_is_not_there_stops_the_run_with_a_word(server, tmp_path):
    job = work(tmp_path / "unused", tmp_path / "log")
    there = type(job)(job.steps, job.setup, "s3://no-such-bucket/out", job.limits)
    with pytest.raises(StoreFull):
        run(folder(tmp_path / "in", a="one"), there, partial(run_local, workers=1), lambda _: None)


@pytest.mark.slow
def test_an_audit_from_s3_to_s3_gives_the_files_of_an_audit_on_disk(bucket, tmp_path):
    pytest.importorskip("duckdb", reason="DuckDB is an extra: gouji[parquet]")
    reports = {p.name: p.read_bytes() for p in sorted((ROOT / "corpus" / "reports").glob("[bl]*.html"))}
    reports |= {"坏.docx": b"PK\x03\x04", "甲/乙 丙.txt": (ROOT / "corpus/reports/mianhe-audit-2020.txt").read_bytes()}
    _upload(reports, f"{bucket}/in")
    for name, content in reports.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    options = ["--format", "html,jsonl,parquet,xlsx", "--workers", "1", "--quiet"]
    for given, out in ((f"{bucket}/in", f"{bucket}/out"), (str(tmp_path / "in"), str(tmp_path / "out"))):
        done = CliRunner().invoke(main, ["audit", given, "--out", out, *options])
        assert done.exit_code == 3, done.output
    fs, path = fsspec.core.url_to_fs(f"{bucket}/out", use_listings_cache=False)
    there = {name[len(path) + 1 :]: fs.cat_file(name) for name in fs.find(path) if "/.cache/" not in name}
    here = {
        p.relative_to(tmp_path / "out").as_posix(): p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()
    }
    assert there == {n: c for n, c in here.items() if not n.startswith((".cache/", "gouji.db"))}
    assert {"findings.jsonl", "parquet/figures/00000.parquet", "疑点清单.xlsx"} <= there.keys()
    before = {name: info["LastModified"] for name, info in fs.find(f"{path}/.cache/results", detail=True).items()}
    again = CliRunner().invoke(main, ["audit", f"{bucket}/in", "--out", f"{bucket}/out", *options])
    assert again.exit_code == 3
    assert {n: i["LastModified"] for n, i in fs.find(f"{path}/.cache/results", detail=True).items()} == before
    runs = [json.loads(line) for line in fs.cat_file(f"{path}/.cache/runs.jsonl").splitlines()]
    assert [set(line["stages"]) for line in runs][1] == {"load"}


def test_duckdb_asks_the_shards_where_they_lie(bucket):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is an extra: gouji[parquet]")
    _upload({"mianhe.txt": (ROOT / "corpus/reports/mianhe-audit-2020.txt").read_bytes()}, f"{bucket}/in")
    options = ["--format", "jsonl,parquet", "--workers", "1", "--quiet"]
    assert CliRunner().invoke(main, ["audit", f"{bucket}/in", "--out", f"{bucket}/out", *options]).exit_code == 0
    fs, path = fsspec.core.url_to_fs(f"{bucket}/out", use_listings_cache=False)
    lines = [json.loads(line) for line in fs.cat_file(f"{path}/figures.jsonl").splitlines()]
    with duckdb.connect() as base:
        base.register_filesystem(fs)
        found = base.execute(
            f"SELECT unit, count(*), max(CAST(value AS DECIMAL(38, 6))) FROM '{bucket}/out/parquet/figures/*.parquet' "
            "GROUP BY unit ORDER BY unit"
        ).fetchall()
    units = sorted({line["unit"] for line in lines})
    assert [row[:2] for row in found] == [(u, sum(line["unit"] == u for line in lines)) for u in units]
