"""The caches: what can't be read counts as missing, and is made again."""

import zlib
from hashlib import blake2b
from pathlib import Path

import pytest

from audit.batch.store import Store

KIND, CONTENT = "results", "勾稽".encode() * 100


def entry(store: Store) -> Path:
    store.put(KIND, "key", CONTENT)
    (path,) = (p for p in store.folder.rglob("*") if p.is_file())
    return path


def test_an_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    entry(store)
    assert store.get(KIND, "key") == CONTENT


def test_a_torn_entry_counts_as_missing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = entry(store)
    path.write_bytes(path.read_bytes()[:-1])
    assert store.get(KIND, "key") is None


def test_an_entry_that_another_version_packed_otherwise_counts_as_missing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = entry(store)
    path.write_bytes(blake2b(CONTENT, digest_size=16).digest() + CONTENT)
    assert store.get(KIND, "key") is None


@pytest.mark.parametrize("library", ["isal.isal_zlib", "zlib"])
def test_machines_with_and_without_isal_read_each_others_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setattr("audit.batch.store.zlib", pytest.importorskip(library))
    store = Store(tmp_path)
    path = entry(store)
    assert zlib.decompress(path.read_bytes()[16:]) == CONTENT
    packed = zlib.compress(CONTENT)
    path.write_bytes(blake2b(packed, digest_size=16).digest() + packed)
    assert store.get(KIND, "key") == CONTENT
