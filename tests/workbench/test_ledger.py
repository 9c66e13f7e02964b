"""The ledger keeps what people decided, over runs, edits and imports."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import openpyxl
import pytest

from audit.finding import ReportResult
from audit.report.fingerprint import fingerprints
from audit.workbench import ledger as ledgers
from audit.workbench.intake import IntakeFault, absorb, take_in
from audit.workbench.ledger import Event, Ledger, LedgerFault
from audit.workbench.recording import record_run
from tests.report.samples import FAILURES, RESULT, RESULTS, write_all

REPORT = RESULTS[0][0]
PRINT = fingerprints(RESULT, REPORT)[0][0]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "gouji.db") as opened:
        record_run(opened, RESULTS, "2024-05-01T09:00", "0.1.0", "r1")
        yield opened


def exported(ledger: Ledger, folder: Path) -> Path:
    write_all(RESULTS, FAILURES, folder, {"xlsx"}, ledger.decisions())
    return folder / "疑点清单.xlsx"


def edit(path: Path, sheet: str, cells: dict[str, str]) -> Path:
    book = openpyxl.load_workbook(path)
    for address, value in cells.items():
        book[sheet][address] = value
    book.save(path)
    return path


def test_what_an_officer_writes_comes_back_and_stays(ledger: Ledger, tmp_path: Path) -> None:
    path = edit(exported(ledger, tmp_path / "a"), "疑点清单", {"P3": "属实", "Q3": "已核对账簿"})
    taken = take_in(ledger, path, "王", "2024-05-02")
    assert [t.outcome for t in taken] == ["taken", "unchanged", "unchanged"]
    decision = ledger.decisions()[PRINT]
    assert (decision.verdict, decision.reason, decision.who, decision.when) == (
        "属实",
        "已核对账簿",
        "王",
        "2024-05-02",
    )
    assert [t.outcome for t in take_in(ledger, path, "王", "2024-05-03")] == ["unchanged"] * 3
    again = openpyxl.load_workbook(exported(ledger, tmp_path / "b"))["疑点清单"]
    assert (again["P3"].value, again["Q3"].value) == ("属实", "已核对账簿")


def test_two_officers_who_disagree_are_shown_and_nothing_is_overwritten(ledger: Ledger, tmp_path: Path) -> None:
    first = edit(exported(ledger, tmp_path / "a"), "疑点清单", {"P3": "属实"})
    second = edit(exported(ledger, tmp_path / "b"), "疑点清单", {"P3": "误报", "Q4": "另一条"})
    take_in(ledger, first, "王", "2024-05-02")
    taken = take_in(ledger, second, "李", "2024-05-02")
    assert [t.outcome for t in taken] == ["conflict", "taken", "unchanged"]
    assert "王" in taken[0].message and "属实" in taken[0].message and "误报" in taken[0].message
    assert ledger.decision(PRINT).verdict == "属实"


def test_an_old_export_that_nobody_edited_is_no_conflict(ledger: Ledger, tmp_path: Path) -> None:
    path = exported(ledger, tmp_path)
    ledger.add(Event("decision", "2024-05-02", "王", PRINT, verdict="误报", reason="口径不同"))
    assert [t.outcome for t in take_in(ledger, path, "李", "2024-05-03")] == ["unchanged"] * 3


def test_a_word_that_is_no_status_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    path = edit(exported(ledger, tmp_path), "疑点清单", {"P3": "大概属实"})
    taken = take_in(ledger, path, "王", "2024-05-02")[0]
    assert taken.outcome == "refused" and "待核实、属实、误报、已说明" in taken.message


def test_a_unit_replies_and_the_next_list_shows_it(ledger: Ledger, tmp_path: Path) -> None:
    exported(ledger, tmp_path)
    form = next((tmp_path / "letters").glob("*.核实回复表.xlsx"))
    edit(form, "核实回复表", {"C3": "笔误", "D3": "1,205.00万元", "E3": "决算表", "F3": "赵"})
    assert [t.outcome for t in take_in(ledger, form, "王", "2024-05-02")] == ["taken", "unchanged"]
    assert ledger.decisions()[PRINT].statement == "笔误；更正为1,205.00万元；决算表"
    assert ledger.decisions()[PRINT].verdict == "待核实"
    edit(form, "核实回复表", {"C3": "不是笔误"})
    assert [t.outcome for t in take_in(ledger, form, "王", "2024-05-03")] == ["conflict", "unchanged"]
    sheet = openpyxl.load_workbook(exported(ledger, tmp_path / "b"))["疑点清单"]
    assert sheet["Q3"].value == "单位说明：笔误；更正为1,205.00万元；决算表"
    taken = take_in(ledger, tmp_path / "b" / "疑点清单.xlsx", "王", "2024-05-04")
    assert [t.outcome for t in taken] == ["unchanged"] * 3


def test_a_new_run_takes_in_first_what_it_would_write_over(ledger: Ledger, tmp_path: Path) -> None:
    path = edit(exported(ledger, tmp_path), "疑点清单", {"P3": "属实", "Q3": "已核对", "P4": "也许"})
    form = next((tmp_path / "letters").glob("*.核实回复表.xlsx"))
    edit(form, "核实回复表", {"C4": "已说明过"})
    outcomes = [taken.outcome for taken in absorb(ledger, tmp_path, "王", "2024-05-02")]
    assert outcomes == ["taken", "refused", "unchanged", "unchanged", "taken"]
    kept = openpyxl.load_workbook(tmp_path / "疑点清单.未收回.xlsx")["疑点清单"]
    assert kept["P4"].value == "也许"
    exported(ledger, tmp_path)
    sheet = openpyxl.load_workbook(path)["疑点清单"]
    assert (sheet["P3"].value, sheet["Q3"].value, sheet["Q4"].value) == ("属实", "已核对", "单位说明：已说明过")
    assert [t.outcome for t in absorb(ledger, tmp_path, "王", "2024-05-03")] == ["unchanged"] * 4


def test_a_file_that_is_neither_table_is_refused_with_what_to_do(ledger: Ledger, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(IntakeFault, match="由本系统生成"):
        take_in(ledger, tmp_path / "别的.xlsx", "王", "2024-05-02")
    (tmp_path / "坏.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(IntakeFault, match="另存为"):
        take_in(ledger, tmp_path / "坏.xlsx", "王", "2024-05-02")
    path = exported(ledger, tmp_path)
    changed = openpyxl.load_workbook(path)
    changed["疑点清单"].delete_cols(18)
    changed.save(path)
    with pytest.raises(IntakeFault, match="指纹"):
        take_in(ledger, path, "王", "2024-05-02")


def test_events_can_be_neither_changed_nor_deleted(ledger: Ledger) -> None:
    ledger.add(Event("decision", "2024-05-02", "王", PRINT, verdict="属实"))
    base = sqlite3.connect(ledger.path)
    for statement in ("UPDATE events SET verdict = '误报'", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="events are never"):
            base.execute(statement)
    base.close()


def test_a_corrected_report_shows_what_is_gone_and_what_is_new(ledger: Ledger) -> None:
    new = msgspec.structs.replace(RESULT.findings[1], labels=("别的",))
    corrected: ReportResult = msgspec.structs.replace(
        RESULT, sha256="99" * 32, findings=(*RESULT.findings[1:], new), claims=RESULT.claims[1:]
    )
    record_run(ledger, [(REPORT, corrected)], "2024-06-01", "0.1.0", "r1")
    changes = ledger.changes(REPORT)
    assert changes.cured == (PRINT,)
    assert len(changes.kept) == 2 and len(changes.added) == 1
    record_run(ledger, [(REPORT, corrected)], "2024-06-02", "0.1.0", "r1")
    assert ledger.changes(REPORT) == changes


def test_the_same_content_again_changes_nothing(ledger: Ledger) -> None:
    record_run(ledger, RESULTS, "2024-05-02", "0.1.0", "r1")
    assert not ledger.changes(REPORT).again


def test_a_resubmission_shows_in_the_list(ledger: Ledger, tmp_path: Path) -> None:
    corrected = msgspec.structs.replace(RESULT, sha256="99" * 32, findings=RESULT.findings[1:], claims=())
    results = [(REPORT, corrected)]
    record_run(ledger, results, "2024-06-01", "0.1.0", "r1")
    write_all(results, [], tmp_path, {"xlsx"}, ledger.decisions(), changes=ledger.changes)
    sheet = openpyxl.load_workbook(tmp_path / "疑点清单.xlsx")["单位情况汇总"]
    row = {head.value: cell.value for head, cell in zip(sheet[2], sheet[3], strict=True)}
    assert (row["已修改"], row["未修改"], row["新增"]) == (1, 2, 0)


def test_states_follow_the_trade(ledger: Ledger) -> None:
    assert ledger.state(REPORT) == "已接收"
    ledger.add(Event("state", "2024-05-02", "王", report=REPORT, verdict="退回修改"))
    assert ledger.state(REPORT) == "退回修改"
    with pytest.raises(LedgerFault, match="不是可用的状态"):
        ledger.add(Event("state", "2024-05-02", "王", report=REPORT, verdict="完结"))


def test_a_newer_version_backs_up_and_keeps_everything(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add(Event("decision", "2024-05-02", "王", PRINT, verdict="属实"))
    ledger.close()
    monkeypatch.setattr(ledgers, "_MIGRATIONS", (*ledgers._MIGRATIONS, "ALTER TABLE runs ADD COLUMN note TEXT"))
    newer = ledgers.VERSION + 1
    monkeypatch.setattr(ledgers, "VERSION", newer)
    with Ledger(ledger.path) as migrated:
        assert migrated.decision(PRINT).verdict == "属实"
    assert ledger.path.with_name(f"gouji.db.v{newer - 1}.bak").exists()
    monkeypatch.setattr(ledgers, "VERSION", newer - 1)
    with pytest.raises(LedgerFault, match="更新的版本"):
        Ledger(ledger.path)


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "gouji.db").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(LedgerFault, match="备份"):
        Ledger(tmp_path / "gouji.db")
