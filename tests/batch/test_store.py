"""The caches: what can't be read counts as missing, and is made again."""

from hashlib import blake2b
from pathlib import Path

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
