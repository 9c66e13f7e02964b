"""`gouji serve`: the page on which auditors work through the findings of a run, in a browser, from this machine.

Nothing is fetched from elsewhere and nothing leaves the folder. Whoever comes needs the token that was printed at the
start, and a name for the ledger; forms are taken only from pages of our own.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from audit.decision import VERDICT_WORDS, Decision
from audit.report.annotated import annotated_values, decided
from audit.report.discrepancy_list import write_findings
from audit.report.list_rows import list_rows
from audit.report.masking import masked_result
from audit.report.pages import part, render
from audit.report.wording import SEVERITY, spot
from audit.workbench.desk import Desk, Sieve, is_settled
from audit.workbench.ledger import STATES, LedgerFault

ON_A_PAGE = 50
_LARGEST_FORM = 1 << 20
_COOKIE = "gouji"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
Answer = Callable[[Request], Awaitable[Response]]
Form = Mapping[str, Sequence[str]]


def application(desk: Desk, token: str, hosts: Sequence[str], who: str = "") -> Starlette:
    """The web application over a desk. `token` lets in, `hosts` are the names under which it may be called; `who` is
    the auditor's name where all who come are the same person, "" where each gives one."""
    pages = _Pages(desk, _Sessions(token, who))
    routes = [
        Route("/", pages.guarded(pages.listed)),
        Route("/reports", pages.guarded(pages.reports)),
        Route("/report/{name:path}", pages.guarded(pages.report)),
        Route("/export.xlsx", pages.guarded(pages.export)),
        Route("/decide", pages.guarded(pages.decide), methods=["POST"]),
        Route("/undo", pages.guarded(pages.decide), methods=["POST"]),
        Route("/decide-many", pages.guarded(pages.decide_many), methods=["POST"]),
        Route("/state", pages.guarded(pages.put), methods=["POST"]),
        Route("/login", pages.login, methods=["GET", "POST"]),
    ]
    doors = [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
        Middleware(BaseHTTPMiddleware, dispatch=_door),
    ]
    return Starlette(routes=routes, middleware=doors, exception_handlers={LedgerFault: _faulty, OSError: _faulty})


async def _door(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Forms from pages that are not ours are refused; every answer says what a browser may do with it."""
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if request.method == "POST" and origin not in (None, own):
        return HTMLResponse(_noted("这张表单不是从工作台的页面上提交的，没有接受。"), 403, _HEADERS)
    answer = await go_on(request)
    answer.headers.update(_HEADERS)
    return answer


async def _faulty(_: Request, fault: Exception) -> Response:
    return HTMLResponse(_noted(f"没有做成：{fault}"), 500)


def _noted(message: str) -> str:
    return _page("desk_note.html", title="提示", who="", message=message)


def _page(template: str, **values: Any) -> str:
    return render(template, "desk.css", "desk.js", served=True, **values)


class _Sessions:
    """Who is at the page, by the cookie given to her browser."""

    def __init__(self, token: str, who: str) -> None:
        self._token, self.who = token, who
        self._names: dict[str, str] = {}

    def known(self, request: Request) -> str:
        """Her name, "" where she has not come in."""
        return self._names.get(request.cookies.get(_COOKIE, ""), "")

    def admits(self, token: str) -> bool:
        """Whether this is the token, compared in constant time."""
        return secrets.compare_digest(token.encode(), self._token.encode())

    def enter(self, who: str, back: str) -> Response:
        """Let her in, and on to where she wanted to go."""
        key = secrets.token_urlsafe(24)
        self._names[key] = who
        answer = RedirectResponse(_own(back), 303)
        answer.set_cookie(_COOKIE, key, httponly=True, samesite="strict")
        return answer


class _Pages:
    """The pages over a desk."""

    def __init__(self, desk: Desk, sessions: _Sessions) -> None:
        self._desk, self._sessions = desk, sessions

    def guarded(self, page: Callable[[Request, str, Form], Response]) -> Answer:
        """A page for those who have come in: it is given their name and the form they sent."""

        async def answer(request: Request) -> Response:
            who = self._sessions.known(request)
            if not who:
                return self._turned_away(request)
            form = await _form(request)
            if form is None:
                return HTMLResponse(_noted("提交的内容过长，没有接受。"), 413)
            return await run_in_threadpool(page, request, who, form)

        return answer

    def _turned_away(self, request: Request) -> Response:
        here = _here(request) if request.method == "GET" else "/"
        token = request.query_params.get("token", "")
        if token and self._sessions.admits(token) and self._sessions.who:
            return self._sessions.enter(self._sessions.who, here)
        return RedirectResponse("/login?" + urlencode({"back": here, "token": token}), 303)

    async def login(self, request: Request) -> Response:
        """Give a name and the token."""
        form = await _form(request) or {}
        asked = {key: values[0] for key, values in form.items()} if form else dict(request.query_params)
        token, back, who = asked.get("token", ""), asked.get("back", "/"), asked.get("who", "").strip()[:40]
        admitted = self._sessions.admits(token)
        if form and admitted and who:
            return self._sessions.enter(who, back)
        message = "口令不对，请用启动工作台时屏幕上显示的口令或网址。" if token and not admitted else ""
        values = {"message": message, "back": _own(back), "token": token if admitted else ""}
        return HTMLResponse(_page("desk_login.html", title="登录", who="", **values), 403 if message else 200)

    def listed(self, request: Request, who: str, _: Form) -> Response:
        """The findings that pass the sieve, one leaf of them."""
        sieve, decisions = _sieve(request), self._desk.decisions()
        rows = self._desk.sifted(sieve, decisions)
        leaf = _leaf(request, len(rows))
        shown = rows[(leaf.page - 1) * ON_A_PAGE : leaf.page * ON_A_PAGE]
        lines = [
            {"quote": line.quote, "message": line.message, "spot": spot(line.place)} for line in self._desk.told(shown)
        ]
        told = [decided(decisions.get(row.fingerprint, Decision("")), row.amounts) for row in shown]
        values = {
            "sieve": sieve,
            "severities": SEVERITY,
            "rules": self._desk.rules,
            "verdicts": VERDICT_WORDS,
            "rows": list(zip(shown, lines, told, strict=True)),
            "total": len(rows),
            "settled": sum(is_settled(row, decisions) for row in rows),
            "query": urlencode(msgspec.structs.asdict(sieve)),
            "here": _here(request),
            "pages": self._links(),
            "said": _said(request),
            **leaf.told,
        }
        return HTMLResponse(_page("desk_list.html", title="疑点", who=who, **values))

    def _links(self) -> dict[str, str]:
        return {report: f"/report/{quote(name)}" for report, name in self._desk.reports.items()}

    def reports(self, request: Request, who: str, _: Form) -> Response:
        """Every report with the progress of the work on it."""
        links, found = self._links(), self._desk.standings(self._desk.decisions())
        leaf = _leaf(request, len(found))
        shown = found[(leaf.page - 1) * ON_A_PAGE : leaf.page * ON_A_PAGE]
        standings = [(one, links[one.report]) for one in shown]
        values = {"standings": standings, "total": len(found), **leaf.told}
        return HTMLResponse(_page("desk_reports.html", title="报告", who=who, **values))

    def report(self, request: Request, who: str, _: Form) -> Response:
        """A report's text with its figures marked, and its findings beside it to be decided."""
        wanted = request.path_params["name"]
        report = next((report for report, name in self._desk.reports.items() if name == wanted), None)
        if report is None:
            return HTMLResponse(_noted("本批次中没有这份报告。"), 404)
        result = self._desk.result_of(report)
        if result is None:
            message = "这份报告的原文标注没有保留（.cache 已删除，或由另一版本写成）。再运行一次 gouji audit 即可恢复。"
            return HTMLResponse(_noted(message), 404)
        values = annotated_values(report, masked_result(result), self._desk.decisions())
        values |= {"who": who, "here": _here(request), "back": _own(request.query_params.get("back", "/"))}
        values |= {"state": self._desk.state(report), "report_states": STATES, "decided": True}
        assets = ("annotated.css", "desk.css", "annotated.js", "desk.js")
        return HTMLResponse(render("desk_report.html", *assets, served=True, **values))

    def decide(self, request: Request, who: str, form: Form) -> Response:
        """Enter a decision, or take the latest one back; the piece of the page that shows it comes back."""
        fingerprint, basis = _one(form, "fingerprint"), _number(_one(form, "basis"))
        if request.url.path == "/undo":
            outcome, message = self._desk.undo(fingerprint, basis, who)
        else:
            outcome, message = self._desk.decide(fingerprint, _one(form, "verdict"), _one(form, "reason"), basis, who)
        back = _own(_one(form, "back"))
        if "x-part" not in request.headers:
            return RedirectResponse(_saying(back, {outcome: 1}), 303)
        told = decided(*self._desk.decision(fingerprint))
        return HTMLResponse(part("decision_part.html", fingerprint=fingerprint, d=told, back=back, message=message))

    def decide_many(self, _: Request, who: str, form: Form) -> Response:
        """The same decision on every finding picked."""
        verdict, reason = _one(form, "verdict"), _one(form, "reason")
        outcomes: dict[str, int] = {}
        for pick in form.get("pick", ()):
            fingerprint, _colon, basis = pick.partition(":")
            outcome, _message = self._desk.decide(fingerprint, verdict, reason, _number(basis), who)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
        return RedirectResponse(_saying(_own(_one(form, "back")), outcomes), 303)

    def put(self, _: Request, who: str, form: Form) -> Response:
        """Put a report into another state."""
        self._desk.put(_one(form, "report"), _one(form, "state"), who)
        return RedirectResponse(_own(_one(form, "back")), 303)

    def export(self, request: Request, _who: str, _: Form) -> Response:
        """What the screen's sieve shows, as a workbook that `gouji import` reads back."""
        decisions = self._desk.decisions()
        rows = self._desk.sifted(_sieve(request), decisions)
        wanted = {row.fingerprint for row in rows}
        with TemporaryDirectory(prefix="gouji-") as folder:
            path = Path(folder) / "list.xlsx"
            found = (
                (report, row)
                for report in dict.fromkeys(row.report for row in rows)
                if (result := self._desk.result_of(report)) is not None
                for row in list_rows(report, masked_result(result)).findings
                if row.prints[0] in wanted
            )
            write_findings(path, found, decisions)
            headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote('疑点清单（筛选）.xlsx')}"}
            return Response(path.read_bytes(), media_type=_XLSX, headers=headers)


class _Leaf(msgspec.Struct, frozen=True):
    page: int
    told: Mapping[str, Any]


def _leaf(request: Request, total: int) -> _Leaf:
    """The leaf asked for, and what a template needs to lead to its neighbours."""
    count = max(1, -(-total // ON_A_PAGE))
    page = min(max(_number(request.query_params.get("page", "1")), 1), count)

    def link(to: int) -> str:
        return request.url.path + "?" + urlencode({**_asked(request), "page": to}) if 1 <= to <= count else ""

    return _Leaf(page, {"page": page, "page_count": count, "earlier": link(page - 1), "later": link(page + 1)})


def _asked(request: Request) -> dict[str, str]:
    """What the address asks for, without what is said once."""
    return {key: value for key, value in request.query_params.items() if key not in ("token", *_SAID)}


def _here(request: Request) -> str:
    query = urlencode(_asked(request))
    return quote(request.url.path) + (f"?{query}" if query else "")


def _own(address: str) -> str:
    """An address of our own: what would lead elsewhere leads to the start."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"


_SAID = {
    "taken": "已记录 {} 条",
    "unchanged": "{} 条没有变化",
    "conflict": "{} 条与台账中他人的结论冲突，未改动",
    "refused": "{} 条未能记录",
}


def _saying(back: str, outcomes: Mapping[str, int]) -> str:
    return back + ("&" if "?" in back else "?") + urlencode(outcomes) if outcomes else back


def _said(request: Request) -> str:
    told = [
        words.format(_number(request.query_params[key])) for key, words in _SAID.items() if key in request.query_params
    ]
    return "；".join(told) + "。" if told else ""


def _sieve(request: Request) -> Sieve:
    return Sieve(**{name: request.query_params.get(name, "").strip() for name in Sieve.__struct_fields__})


async def _form(request: Request) -> Form | None:
    """The form sent, None where it is too long to be one of ours."""
    if request.method != "POST":
        return {}
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_FORM:
            return None
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10_000)


def _one(form: Form, name: str) -> str:
    return form.get(name, ("",))[0]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
