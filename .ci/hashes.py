"""The requirements of a folder of wheels: each pinned, with its SHA-256. Run as `python hashes.py FOLDER`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path


def requirements(folder: Path) -> Iterator[str]:
    """A line a wheel, sorted by name."""
    for path in sorted(folder.glob("*.whl")):
        name, version, *_ = path.name.split("-")
        yield f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in requirements(Path(sys.argv[1])))
