"""Whether the wheels of a folder run where they are meant for. Run as `python fits.py FOLDER PLATFORM`.

A wheel's name says which system it was built for; what its libraries ask of the C and C++ runtimes stands in them. Kylin V10 has
glibc 2.28 and the libstdc++ of GCC 7 (GLIBCXX 3.4.24).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

_NEWEST = {b"GLIBC_": (2, 28), b"GLIBCXX_": (3, 4, 24)}
_ASKED = re.compile(rb"(GLIBC_|GLIBCXX_)(\d+(?:\.\d+)+)")
_MACHINES = {"linux-x86_64": 62, "linux-aarch64": 183}
"""How an ELF library names the processor it is for."""


def misfits(wheel: Path, platform: str) -> Iterator[str]:
    """What keeps a wheel from running on a platform."""
    with ZipFile(wheel) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            is_elf, is_windows = content[:4] == b"\x7fELF", content[:2] == b"MZ" and name.endswith((".pyd", ".dll"))
            if is_elf and int.from_bytes(content[18:20], "little") != _MACHINES.get(platform):
                yield f"{wheel.name}: {name} is for another processor or system"
            if is_windows and not platform.startswith("windows"):
                yield f"{wheel.name}: {name} is for Windows"
            if is_elf:
                asked = {(kind, tuple(map(int, version.split(b".")))) for kind, version in _ASKED.findall(content)}
                yield from (
                    f"{wheel.name}: {name} asks for {kind.decode()}{'.'.join(map(str, version))}"
                    for kind, version in sorted(asked)
                    if version > _NEWEST[kind]
                )


if __name__ == "__main__":
    folder, platform = Path(sys.argv[1]), sys.argv[2]
    wrong = [line for wheel in sorted(folder.glob("*.whl")) for line in misfits(wheel, platform)]
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    sys.exit(bool(wrong))
