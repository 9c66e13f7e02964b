"""Formats that only an office program writes: pdf and doc, through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

CONVERTED = ("pdf", "doc")


def convert(files: Sequence[Path], kind: str, out: Path) -> bool:
    """Writes each docx as pdf or doc into `out`, under the same stem; False where LibreOffice is not there or fails."""
    office = shutil.which("soffice")
    if office is None or not files:
        return False
    with tempfile.TemporaryDirectory() as profile:
        command = [office, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind]
        names = [str(path) for path in files]
        done = subprocess.run([*command, "--outdir", str(out), *names], capture_output=True, check=False)
    return done.returncode == 0 and all((out / f"{path.stem}.{kind}").exists() for path in files)
