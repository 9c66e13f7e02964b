"""Giving the workbench out on a port of this machine until it is stopped."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from audit.workbench.desk import Desk
from audit.workbench.web import application

_LOCAL = ("127.0.0.1", "localhost")


class NotServed(Exception):
    """An address that can't be listened on; the message says in Chinese what to do."""


def serve(desk: Desk, host: str, port: int, who: str, tell: Callable[[str], None]) -> None:
    """Serve until interrupted. `tell` gets the address to open."""
    server, listening, address = opened(desk, host, port, who)
    with listening:
        tell(address)
        with suppress(KeyboardInterrupt):  # the usual way to end it
            server.run(sockets=[listening])


def opened(desk: Desk, host: str, port: int, who: str) -> tuple[uvicorn.Server, socket.socket, str]:
    """A server that does not run yet, what it is to listen on, and the address to open, with the token that lets in.
    On an address that other machines reach everyone gives a name of her own, so that the ledger knows who decided."""
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotServed(f"不能在 {host}:{port} 上打开工作台（{reason}），请换一个 --port 或核对 --host。") from error
    token = secrets.token_urlsafe(18)
    shown = "127.0.0.1" if host == "0.0.0.0" else host
    hosts = ["*"] if host == "0.0.0.0" else [host, *_LOCAL]
    web = application(desk, token, hosts, who if host in _LOCAL else "")
    server = uvicorn.Server(uvicorn.Config(web, log_level="warning", access_log=False, server_header=False))
    return server, listening, f"http://{shown}:{listening.getsockname()[1]}/?token={token}"
