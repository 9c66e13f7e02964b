"""The office files opened by LibreOffice, as an officer's machine would."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from audit.report.letter_paper import Letter
from audit.workbench.concluding import write_papers
from audit.workbench.intake import take_in
from audit.workbench.ledger import Event, Ledger
from audit.workbench.recording import record_run
from tests.report.samples import FAILURES, RESULTS, write_all

pytestmark = pytest.mark.slow


def pdf_text(source: Path, folder: Path, *, joined: bool = True) -> str:
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    (made,) = folder.glob("*.pdf")
    read = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True)
    made.unlink()
    return "".join(read.stdout.decode().split()) if joined else read.stdout.decode()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for program in ("soffice", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed (Debian: libreoffice, poppler-utils)")
    folder = tmp_path_factory.mktemp("out")
    write_all(RESULTS, FAILURES, folder, {"xlsx", "jsonl"}, {})
    with Ledger(folder / "gouji.db") as ledger:
        record_run(ledger, RESULTS, "2024-05-01", "0.1.0", "r1")
        for fingerprint in ledger.changes(RESULTS[0][0]).added:
            ledger.add(Event("decision", "2024-05-02", "王", fingerprint, verdict="属实"))
    write_papers(folder)
    return folder


@pytest.mark.parametrize(
    "name, words",
    [
        ("疑点清单.xlsx", ["绩效自评报告审核疑点清单", "1,205.00万元", "+45万元", "待核实", '=HYPERLINK("http://a")']),
        ("letters/区级_水务局.docx.docx", ["某某区水务局：", "请核实：分项之和与合计不符", "—1—"]),
        ("letters/区级_水务局.docx.核实回复表.xlsx", ["单位说明", "责任人"]),
        ("letters/区级_水务局.docx.退回修改通知.docx", ["经确认存在", "依据："]),
        ("letters/区级_水务局.docx.复核底稿.xlsx", ["A11预算执行率", "自评偏高"]),
        ("letters/整改台账.xlsx", ["0001", "尚未改正"]),
        ("letters/通报.docx", ["各部门、各单位："]),
    ],
)
def test_libreoffice_opens_and_prints_it(out: Path, tmp_path: Path, name: str, words: list[str]) -> None:
    text = pdf_text(out / name, tmp_path)
    for word in words:
        assert word in text


def test_a_letter_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("soffice or pdftotext is not installed (Debian: libreoffice, poppler-utils)")
    letter = Letter()
    letter.add("审核" * 28 * 30)
    letter.fill({"标题": "关于核实有关事项的函", "主送": "某某局"})
    letter.save(tmp_path / "a.docx", "函")
    first, second, *_ = pdf_text(tmp_path / "a.docx", tmp_path, joined=False).split("\f")
    full = "审核" * 14
    assert [line.strip() for line in second.splitlines() if line.strip()] == [full] * 22 + ["—2—"]
    assert sum(line.strip() == full for line in first.splitlines()) == 22 - 4


def test_a_list_saved_by_another_office_is_read_back(out: Path, tmp_path: Path) -> None:
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx"]
    source = out / "疑点清单.xlsx"
    subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
    with Ledger(out / "gouji.db") as ledger:
        decided = ledger.decisions()
        taken = take_in(ledger, tmp_path / "疑点清单.xlsx", "王", "2024-05-03")
    assert {row.fingerprint for row in taken} == set(decided)
    assert {row.outcome for row in taken} == {"unchanged"}
