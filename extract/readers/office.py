"""Other programs that turn a binary Word file, or rich text, into a docx: msdoc2docx, which is part of the installation, and
LibreOffice where the machine has it.

Only to docx: LibreOffice's PDF, text and HTML show deleted revisions as if they were live text. Each program runs
in a process of its own with a time limit and is killed with all its children when it is stuck.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

MSDOC2DOCX_SECONDS = 30.0
"""The slowest of 171 real files took 4.3 s."""
LIBREOFFICE_SECONDS = 60.0
"""For one file, start included (2.3 s with a new profile)."""
_RICH = b"{\\rtf"
_SILENT = ("--headless", "--norestore", "--nolockcheck")

_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
NOISE = re.compile("[\x00\x7f-\x9f\ud800-\udfff\ue000-\uf01f\uf100-\uf8ff\ufff0-\uffff]")
_FOREIGN = re.compile("[\u00a1-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
"""Letters with accents and other signs as which Chinese text shows when it is taken for western."""
JUDGED_FROM = 20
_PARTS_LEFT_OUT = {
    "MAIN_TEXTBOX_TABLE_MALFORMED": "文本框",
    "GROUPED_MAIN_TEXTBOXES_DEFERRED": "文本框",
    "HEADER_FOOTER_TABLE_MALFORMED": "页眉页脚",
    "NUMBERING_TABLE_MALFORMED": "自动编号",
    "TABLE_MARKER_DEFERRED": "表格",
    "NOTE_REFERENCE_DEFERRED": "脚注",
    "OLE_OBJECT_OMITTED": "嵌入对象",
    "MACRO_STORY_OMITTED": "附属文字",
}


def is_noise(texts: Iterable[str]) -> bool:
    """Whether another program took a damaged file's bytes for letters: it tells nobody when it guesses."""
    text = "".join(texts)
    return len(text) >= JUDGED_FROM and 20 * (len(NOISE.findall(text)) + len(_FOREIGN.findall(text))) > len(text)


class Converted(msgspec.Struct, frozen=True):
    """A file made from another one, and which parts the program says it left out."""

    content: bytes
    left_out: tuple[str, ...] = ()


class _Diagnostic(msgspec.Struct, frozen=True):
    code: str


class _Report(msgspec.Struct, frozen=True):
    diagnostics: tuple[_Diagnostic, ...] = ()


def by_msdoc2docx(source: bytes, seconds: float = MSDOC2DOCX_SECONDS) -> Converted | None:
    """The .doc as a docx by msdoc2docx; None where it refuses the file or does not finish in time."""
    with tempfile.TemporaryDirectory(prefix="gouji-doc-") as folder:
        given, made, report = (Path(folder, name) for name in ("given.doc", "made.docx", "report.json"))
        given.write_bytes(source)
        command = [sys.executable, "-P", "-m", "doc2docx", str(given), "-o", str(made), "--report", str(report)]
        if not run(command, folder, seconds) or not made.exists():
            return None
        told = msgspec.json.decode(report.read_bytes(), type=_Report) if report.exists() else _Report()
        left_out = dict.fromkeys(_PARTS_LEFT_OUT[d.code] for d in told.diagnostics if d.code in _PARTS_LEFT_OUT)
        return Converted(made.read_bytes(), tuple(left_out))


def by_libreoffice(
    sources: Sequence[bytes], seconds: float = LIBREOFFICE_SECONDS, given: str = "doc", wanted: str = "docx"
) -> list[bytes | None]:
    """Each file, of the kind `given` (or rich text), as one of the kind `wanted`; None for those that were not converted, all of them
    where LibreOffice is not installed. One process with a profile of its own and no network takes them all. Where it
    is stuck for `seconds`, or has crashed, a new one goes on after the file that it was at."""
    program = libreoffice()
    if program is None:
        return [None] * len(sources)
    with tempfile.TemporaryDirectory(prefix="gouji-office-", ignore_cleanup_errors=True) as folder:
        made = Path(folder, "made")
        made.mkdir()
        wishes = ["--convert-to", wanted, "--outdir", str(made)]
        command = [*_apart(), program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", *_SILENT, *wishes]
        results = [made / f"{number}.{wanted.partition(':')[0]}" for number in range(len(sources))]
        waiting = list(range(len(sources)))
        names = [f"{number}.{'rtf' if source.startswith(_RICH) else given}" for number, source in enumerate(sources)]
        for name, source in zip(names, sources, strict=True):
            Path(folder, name).write_bytes(source)
        while waiting:
            ended_well = run([*command, *(names[number] for number in waiting)], folder, seconds, made)
            waiting = [] if ended_well else [number for number in waiting if not results[number].exists()][1:]
        return [path.read_bytes() if path.exists() else None for path in results]


def one_by_libreoffice(source: bytes) -> bytes | None:
    """One Word or rich text file as a docx, by a process of its own."""
    return by_libreoffice([source])[0]


@functools.cache
def libreoffice() -> str | None:
    """The path of LibreOffice's program, None where there is none."""
    for name in ("soffice", "libreoffice"):
        if path := shutil.which(name):
            return path
    return next((place for place in _PLACES if Path(place).is_file()), None)


@functools.cache
def _apart() -> tuple[str, ...]:
    """A prefix that cuts a command off from the network, since a document may name remote pictures and templates, and
    ends it with this process, however that ends: as far as the system lets an ordinary user do that."""
    alone, bound = ("unshare", "-rn"), ("setpriv", "--pdeathsig", "KILL")
    for prefix in ((*bound, *alone, "-p", "--fork", "--kill-child"), alone, bound):
        if shutil.which(prefix[0]) and run([*prefix, "true"], os.curdir, 10):
            return prefix
    return ()


def run(command: list[str], folder: str, seconds: float, growing: Path | None = None) -> bool:
    """Run a program without input or output; whether it ended well within the limit. A stuck one is killed. With a
    folder that is `growing` it has as much time again whenever a file has come into that."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    count = -1
    try:
        while count < (count := sum(1 for _ in growing.iterdir()) if growing else 0):
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=seconds) == 0
        return False
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and, where the system has process groups, every child that it left behind."""
    if sys.platform != "win32":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    elif process.poll() is None:
        process.kill()
    process.wait()
