"""What a reader does not need it does not import: most files of a batch are of one or two formats."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.build import REPORTS

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = {
    "docx", "lxml", "pypdfium2", "pdfplumber", "xlrd", "python_calamine", "openpyxl", "xlsxwriter", "olefile",
    "msdoc2docx", "doc2docx", "charset_normalizer", "jinja2", "flask", "numpy", "pandas",
}  # fmt: skip
NEEDED = {
    "docx": {"lxml", "olefile"},
    "doc": {"lxml", "olefile"},
    "pdf": {"lxml", "olefile", "pypdfium2"},
    "xlsx": {"lxml", "olefile"},
    "html": {"lxml", "olefile"},
    "txt": {"lxml", "olefile"},
}
"""The door itself brings lxml and olefile: what a container holds tells what a file is."""
_READ = """
import pathlib, sys
from extract.readers import read
source = pathlib.Path(sys.argv[1])
assert read(source.read_bytes(), source.name).blocks
print(*sys.modules)
"""
_HELP = """
import sys
import pipeline
try:
    pipeline.main(["--help"])
finally:
    print(*sys.modules)
"""


def imported(*arguments: str) -> set[str]:
    """The packages that a fresh interpreter holds after it has run the code."""
    command = [sys.executable, "-c", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("form", NEEDED)
def test_a_reader_imports_what_it_needs_alone(form: str) -> None:
    held = imported(_READ, str(next(REPORTS.glob(f"*.{form}"))))
    assert held & LIBRARIES <= NEEDED[form]
    others = {"docx", "doc", "pdf", "ofd", "odt", "ods", "rtf", "mht", "xlsx", "xls", "html", "text"} - {
        {"txt": "text"}.get(form, form)
    }
    assert not {f"extract.readers.{other}" for other in others} & held


def test_help_imports_no_library_of_a_format() -> None:
    held = imported(_HELP)
    assert "pipeline" in held and held & LIBRARIES <= NEEDED["txt"]
    assert not {f"extract.readers.{form}" for form in (*NEEDED, "xls", "text")} & held
