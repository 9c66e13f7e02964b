"""Steps for the tests of scheduling: what a file does to its worker stands in it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from audit.batch.work import Limits, Postponed, Refusal, Source, Steps, Work

NAME = "tests.batch.playthings:steps"


class Play(msgspec.Struct, frozen=True):
    """`log` is a folder in which every reading and examining leaves a file; `stamp` stands for the rule set."""

    log: str
    stamp: str = "1"


def work(store: Path, log: Path, stamp: str = "1", **limits: int) -> Work:
    log.mkdir(exist_ok=True)
    return Work(NAME, msgspec.msgpack.encode(Play(str(log), stamp)), str(store), Limits(**limits))


def steps(setup: bytes) -> Steps:
    play = msgspec.msgpack.decode(setup, type=Play)

    def note(stage: str) -> None:
        Path(play.log, f"{stage}-{time.monotonic_ns()}-{os.getpid()}").touch()

    def read(data: bytes, ending: str, prepared: bytes | None) -> str:
        note("read")
        text = data.decode()
        if text.startswith("old "):
            if prepared is None:
                raise Postponed
            text = prepared.decode() or text
        if text == "refuse":
            raise Refusal("damaged", "请重报")
        if text.startswith("once "):
            marker = Path(text.removeprefix("once "))
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        deeds = {"crash": _crash, "hang": _hang, "memory": _fill, "raise": _fail, "slow": _dawdle}
        if text in deeds:
            deeds[text]()
        return text + ending

    def examine(document: str, sha256: str, beside: bytes) -> dict[str, str]:
        note("examine")
        return {"said": document.upper() + beside.decode(), "sha256": sha256}

    def prepare(files: Sequence[bytes]) -> list[bytes | None]:
        note(f"prepare-{len(files)}")
        if b"old killing" in files and len(files) > 1:
            _crash()
        return [None if data == b"old stubborn" and len(files) > 1 else data.removeprefix(b"old ") for data in files]

    return Steps(read, examine, str, dict[str, str], "documents", play.stamp, prepare=prepare)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang() -> None:
    time.sleep(600)


def _dawdle() -> None:
    time.sleep(1.5)


def _fill() -> list[Any]:
    return [bytearray(1 << 30) for _ in range(64)]


def _fail() -> None:
    raise ZeroDivisionError("an error of the program")


def folder(path: Path, **files: str) -> list[Source]:
    """Write files and list them."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text)
    return [Source(name, path / name) for name in files]
