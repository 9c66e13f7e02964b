"""Giving the workbench out on a port of this machine until it is stopped."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from audit.workbench.desk import Desk
from audit.workbench.web import application

_LOCAL = ("127.0.0.1", "localhost")


class NotServed(Exception):
    """An address that can't be listened on; the message says in Chinese what to do."""


def serve(
    desk: Desk, host: str, port: int, who: str, tell: Callable[[str], None], stop: threading.Event | None = None
) -> None:
    """Serve until interrupted, or until `stop` is set. `tell` gets the address to open, with the token that lets in; on an address that other
    machines reach everyone gives a name of her own, so that the ledger knows who decided."""
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotServed(f"不能在 {host}:{port} 上打开工作台（{reason}），请换一个 --port 或核对 --host。") from error
    with listening:
        number = listening.getsockname()[1]
        token = secrets.token_urlsafe(18)
        shown = "127.0.0.1" if host == "0.0.0.0" else host
        hosts = ["*"] if host == "0.0.0.0" else [host, *_LOCAL]
        web = application(desk, token, hosts, who if host in _LOCAL else "")
        server = uvicorn.Server(uvicorn.Config(web, log_level="warning", access_log=False, server_header=False))
        if stop is not None:
            threading.Thread(target=_stopping, args=(server, stop), daemon=True).start()
        tell(f"http://{shown}:{number}/?token={token}")
        with suppress(KeyboardInterrupt):  # the usual way to end it
            server.run(sockets=[listening])


def _stopping(server: uvicorn.Server, stop: threading.Event) -> None:
    stop.wait()
    server.should_exit = True
