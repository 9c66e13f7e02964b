"""The reports are written by code that shares nothing with the code that reads them: else both could be wrong alike."""

import ast
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PRODUCT = {"extract", "audit", "pipeline"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_no_module_of_the_generator_imports_the_product() -> None:
    writers = [path for path in CORPUS.rglob("*.py") if path.relative_to(CORPUS).parts[0] != "measure"]
    assert len(writers) > 20
    assert {path.name: PRODUCT & set(imported(path)) for path in writers if PRODUCT & set(imported(path))} == {}


def test_the_product_imports_nothing_of_the_corpus_but_its_benchmark_on_request() -> None:
    root = CORPUS.parent
    paths = [path for name in ("extract", "audit") for path in (root / name).rglob("*.py")]
    assert not [path for path in paths if "corpus" in set(imported(path))]
