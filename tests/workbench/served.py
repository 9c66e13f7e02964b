"""A workbench given out on a port of this machine, over a small run, for tests that come to it from outside."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from audit.finding import ReportResult
from audit.workbench.desk import Desk
from audit.workbench.ledger import FILE, Ledger
from audit.workbench.recording import record_run
from audit.workbench.serving import opened
from tests.report.samples import FAILURES, RESULTS, write_all

CLOCK = "2024-05-02T09:05:00+08:00"


def run_folder(folder: Path, results: tuple[tuple[str, ReportResult], ...] = RESULTS) -> Path:
    """What an audit leaves."""
    write_all(results, FAILURES, folder, {"jsonl"}, {})
    with Ledger(folder / FILE) as ledger:
        record_run(ledger, results, "2024-05-01T09:00", "0.1.0", "r1")
    return folder


def desk_over(folder: Path, results: tuple[tuple[str, ReportResult], ...] = RESULTS) -> Desk:
    return Desk(folder, dict(results).get, lambda: CLOCK)


@contextmanager
def workbench(folder: Path, who: str = "王五", desk: Desk | None = None) -> Iterator[str]:
    """The address to open, as it is printed."""
    server, listening, address = opened(desk or desk_over(folder), "127.0.0.1", 0, who)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    yield address
    server.should_exit = True
    running.join(10)
    listening.close()
    assert not running.is_alive()


class Answer(msgspec.Struct, frozen=True):
    status: int
    address: str
    text: str
    raw: bytes
    headers: dict[str, str]


class Caller:
    """A program that calls the workbench as a browser would, with its own cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.root = address.split("/?", maxsplit=1)[0]
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(self.root + path, headers=headers))

    def post(self, path: str, form: dict[str, str] | list[tuple[str, str]] | bytes, **headers: str) -> Answer:
        body = form if isinstance(form, bytes) else urlencode(form).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._ask(urllib.request.Request(self.root + path, data=body, headers=named))

    def come_in(self) -> Answer:
        return self._ask(urllib.request.Request(self.address))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=20) as answer:
                raw = answer.read()
                return Answer(answer.status, answer.geturl(), raw.decode("utf-8", "replace"), raw, dict(answer.headers))
        except urllib.error.HTTPError as error:
            raw = error.read()
            return Answer(error.code, error.geturl(), raw.decode("utf-8", "replace"), raw, dict(error.headers))
