"""The workbench as a program outside meets it: what is shown, what is entered, who is let in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import openpyxl
import pytest
from click.testing import CliRunner

from audit.finding import Flaw
from audit.report.concluded import NoRun
from audit.report.fingerprint import fingerprints
from audit.workbench.desk import Desk, Sieve
from audit.workbench.intake import take_in
from audit.workbench.ledger import FILE, Ledger, LedgerFault
from audit.workbench.serving import NotServed, serve
from pipeline import main
from tests.report.samples import RESULT, RESULTS
from tests.workbench.served import CLOCK, Caller, desk_over, run_folder, workbench

REPORT = RESULTS[0][0]
PAGE = "/report/%E5%8C%BA%E7%BA%A7_%E6%B0%B4%E5%8A%A1%E5%B1%80.docx"
FIRST, SECOND = (prints[0] for prints in fingerprints(RESULT, REPORT)[:2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return run_folder(tmp_path / "审核 结果")


@pytest.fixture
def caller(folder: Path) -> Iterator[Caller]:
    with workbench(folder) as address:
        inside = Caller(address)
        assert inside.come_in().status == 200
        yield inside


def decision(folder: Path, fingerprint: str) -> tuple[str, str, str, str]:
    with Ledger(folder / FILE) as ledger:
        found = ledger.decision(fingerprint)
    return found.verdict, found.reason, found.who, found.when


def entry(fingerprint: str, verdict: str, basis: int = 0, reason: str = "") -> dict[str, str]:
    return {"fingerprint": fingerprint, "basis": str(basis), "verdict": verdict, "reason": reason, "back": "/?page=1"}


def test_a_decision_is_in_the_ledger_at_once_with_who_when_and_why(folder: Path, caller: Caller) -> None:
    answer = caller.post("/decide", entry(FIRST, "属实", reason=" 已核对账簿 "), X_Part="1")
    assert "属实" in answer.text and "王五" in answer.text and "<html" not in answer.text
    assert decision(folder, FIRST) == ("属实", "已核对账簿", "王五", CLOCK)
    assert "属实" in caller.get("/?verdict=%E5%B1%9E%E5%AE%9E").text
    assert "已核对账簿" in caller.get(PAGE).text


def test_without_script_the_form_leads_back_to_where_it_was_sent(folder: Path, caller: Caller) -> None:
    answer = caller.post("/decide", entry(FIRST, "误报"))
    assert answer.address == f"{caller.root}/?page=1&taken=1" and "已记录 1 条" in answer.text
    assert decision(folder, FIRST)[0] == "误报"


def test_what_another_decided_meanwhile_is_not_overwritten(folder: Path, caller: Caller) -> None:
    desk_over(folder).decide(FIRST, "误报", "口径不同", 0, "李四")
    answer = caller.post("/decide", entry(FIRST, "属实"), X_Part="1")
    assert "李四" in answer.text and "未改动台账" in answer.text
    assert decision(folder, FIRST)[:3] == ("误报", "口径不同", "李四")


def test_undoing_restores_what_was_before_and_keeps_every_entry(folder: Path) -> None:
    desk = desk_over(folder)
    desk.decide(FIRST, "属实", "甲", 0, "王五")
    desk.decide(FIRST, "误报", "乙", desk.decision(FIRST)[0].number, "王五")
    desk.undo(FIRST, desk.decision(FIRST)[0].number, "王五")
    assert decision(folder, FIRST)[:2] == ("属实", "甲")
    with Ledger(folder / FILE) as ledger:
        assert [event.verdict for event in ledger.events(FIRST)] == ["属实", "误报", "属实"]


def test_the_first_decision_is_undone_to_undecided(folder: Path, caller: Caller) -> None:
    caller.post("/decide", entry(FIRST, "属实"), X_Part="1")
    number = desk_over(folder).decision(FIRST)[0].number
    caller.post("/undo", {"fingerprint": FIRST, "basis": str(number), "back": "/"}, X_Part="1")
    assert decision(folder, FIRST)[0] == "待核实"


def test_words_that_are_no_decision_and_unknown_findings_are_refused(folder: Path, caller: Caller) -> None:
    assert "不在待核实" in caller.post("/decide", entry(FIRST, "造假"), X_Part="1").text
    assert "没有这条疑点" in caller.post("/decide", entry("f" * 16, "属实"), X_Part="1").text
    assert decision(folder, FIRST)[0] == "待核实"


def test_many_are_decided_at_once_and_conflicts_are_counted_apart(folder: Path, caller: Caller) -> None:
    desk_over(folder).decide(FIRST, "误报", "", 0, "李四")
    form = [("pick", f"{FIRST}:0"), ("pick", f"{SECOND}:0"), ("verdict", "已说明"), ("reason", "见来函"), ("back", "/")]
    answer = caller.post("/decide-many", form)
    assert "已记录 1 条；1 条与台账中他人的结论冲突，未改动" in answer.text
    assert decision(folder, FIRST)[0] == "误报" and decision(folder, SECOND)[:2] == ("已说明", "见来函")


def test_the_sieve_shows_what_it_names(folder: Path) -> None:
    desk = desk_over(folder)
    desk.decide(FIRST, "属实", "", 0, "王五")
    decisions = desk.decisions()
    everything = desk.sifted(Sieve(), decisions)
    assert [row.severity for row in everything] == sorted(
        (r.severity for r in everything), key=["error", "warning", "info"].index
    )
    assert [r.fingerprint for r in desk.sifted(Sieve(verdict="属实"), decisions)] == [FIRST]
    assert {r.severity for r in desk.sifted(Sieve(severity="warning"), decisions)} == {"warning"}
    assert {r.rule for r in desk.sifted(Sieve(rule=everything[0].rule), decisions)} == {everything[0].rule}
    assert desk.sifted(Sieve(words="没有 这种"), decisions) == []
    assert [one.decided for one in desk.standings(decisions)] == [1, 0]


def test_defects_of_the_form_are_nothing_a_unit_is_asked(tmp_path: Path) -> None:
    flawed = msgspec.structs.replace(RESULT.findings[0], rule="K103", flaws=(Flaw("甲", "乙", "丙"),))
    result = msgspec.structs.replace(RESULT, findings=(flawed, *RESULT.findings[1:]))
    desk = desk_over(run_folder(tmp_path, ((REPORT, result),)), ((REPORT, result),))
    assert len(desk.sifted(Sieve(), {})) == len(RESULT.findings) - 1


def test_what_is_exported_is_what_is_shown_and_comes_back(folder: Path, caller: Caller, tmp_path: Path) -> None:
    severity = RESULT.findings[0].severity
    path = tmp_path / "筛选.xlsx"
    path.write_bytes(caller.get(f"/export.xlsx?severity={severity}").raw)
    book = openpyxl.load_workbook(path)
    sheet = book["疑点清单"]
    assert sheet.max_row - 2 == sum(f.severity == severity for f in RESULT.findings)
    sheet["P3"], sheet["Q3"] = "已说明", "单位来函说明"
    book.save(path)
    with Ledger(folder / FILE) as ledger:
        assert take_in(ledger, path, "赵六", CLOCK)[0].outcome == "taken"


def test_a_report_is_put_into_a_state(folder: Path, caller: Caller) -> None:
    caller.post("/state", {"report": REPORT, "state": "退回修改", "back": PAGE})
    assert [one.state for one in desk_over(folder).standings({})] == ["退回修改", "已接收"]
    assert caller.post("/state", {"report": REPORT, "state": "乱写", "back": "/"}).status == 500
    with pytest.raises(LedgerFault, match="不是可用的状态"):
        desk_over(folder).put(REPORT, "乱写", "王五")


def test_a_newer_run_is_read_anew(folder: Path) -> None:
    desk = desk_over(folder)
    before = len(desk.sifted(Sieve(), {}))
    fewer = msgspec.structs.replace(RESULT, findings=RESULT.findings[:1])
    run_folder(folder, ((REPORT, fewer),))
    assert (before, len(desk.sifted(Sieve(), {}))) == (len(RESULT.findings), 1)


def test_a_stranger_sees_nothing_and_enters_nothing(folder: Path) -> None:
    with workbench(folder) as address:
        stranger = Caller(address)
        for path in ("/", "/reports", PAGE, "/export.xlsx"):
            answer = stranger.get(path)
            assert "/login" in answer.address and "水务局" not in answer.text.replace("%", "")
        assert "/login" in stranger.post("/decide", entry(FIRST, "属实"), X_Part="1").address
        assert stranger.get("/login?token=wrong").status == 403
        assert stranger.post("/login", {"who": "某人", "token": "wrong"}).status == 403
    assert decision(folder, FIRST)[0] == "待核实"


def test_where_several_come_each_gives_a_name(folder: Path) -> None:
    with workbench(folder, who="") as address:
        caller = Caller(address)
        page = caller.come_in()
        assert "姓名" in page.text and "/login" in page.address
        token = address.partition("token=")[2]
        assert "疑点" in caller.post("/login", {"who": " 李四 ", "token": token, "back": "//evil.example/"}).text
        caller.post("/decide", entry(FIRST, "属实"))
    assert decision(folder, FIRST)[2] == "李四"


def test_forms_of_other_pages_other_names_and_floods_are_refused(folder: Path, caller: Caller) -> None:
    assert caller.post("/decide", entry(FIRST, "属实"), Origin="http://evil.example").status == 403
    assert caller.get("/", Host="evil.example").status == 400
    assert caller.post("/decide", b"reason=" + b"x" * (1 << 21)).status == 413
    assert caller.post("/decide", b"\xff\xfe=%00&basis=-1&fingerprint=", X_Part="1").status == 200
    assert decision(folder, FIRST)[0] == "待核实"
    headers = caller.get("/").headers
    assert headers["x-frame-options"] == "DENY" and headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/report/none", "/report/..%2F..%2Fetc%2Fpasswd", "/?page=99999999999", "/?page=-1"])
def test_addresses_that_lead_nowhere_are_answered(caller: Caller, path: str) -> None:
    assert caller.get(path).status in (200, 404)


def test_a_report_whose_result_was_not_kept_says_what_to_do(folder: Path) -> None:
    with workbench(folder, desk=Desk(folder, lambda _: None)) as address:
        caller = Caller(address)
        assert "水务局" in caller.come_in().text
        answer = caller.get(PAGE)
        assert answer.status == 404 and "再运行一次 gouji audit" in answer.text


def test_a_folder_without_a_run_and_a_port_in_use_are_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(NoRun, match="没有审核结果"):
        Desk(tmp_path, lambda _: None)
    with workbench(folder) as address, pytest.raises(NotServed, match="换一个 --port"):
        port = int(address.split(":")[2].split("/")[0])
        serve(desk_over(folder), "127.0.0.1", port, "", print)
    told = CliRunner().invoke(main, ["serve", str(tmp_path)])
    assert told.exit_code == 1 and "没有审核结果" in told.output


def test_many_at_once_lose_no_decision_and_overwrite_none(folder: Path, caller: Caller) -> None:
    def decides(number: int) -> str:
        verdict = ("属实", "误报")[number % 2]
        answer = caller.post("/decide", entry(FIRST, verdict, reason=f"第{number}位"), X_Part="1")
        return "conflict" if "未改动台账" in answer.text else "taken"

    with ThreadPoolExecutor(8) as people:
        outcomes = list(people.map(decides, range(16)))
    assert sorted(outcomes) == ["conflict"] * 15 + ["taken"]
    with Ledger(folder / FILE) as ledger:
        assert len(ledger.events(FIRST)) == 1
