"""Golden files: what an output looked like when somebody last looked. GOUJI_UPDATE_GOLDEN=1 renews them."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
UPDATE = "GOUJI_UPDATE_GOLDEN"


def check(name: str, text: str) -> None:
    """Compare a text with its golden file, or write it where the flag is set."""
    path = FOLDER / name
    if os.environ.get(UPDATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"no golden file {name}; look at the output, then run with {UPDATE}=1"
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; if it should, run with {UPDATE}=1"
