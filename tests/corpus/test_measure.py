"""The measuring itself: what counts as found, what as false, and whether the known repair methods are right."""

from decimal import Decimal

import msgspec
import pytest

from corpus.generate import VERSION, Truth
from corpus.labels import Label, Labels
from corpus.measure.baselines import Row, calculations
from corpus.measure.batch import Batch
from corpus.measure.editing import Equation, System, fellegi_holt, typing_errors
from corpus.measure.growth import Point
from corpus.measure.matching import answers
from corpus.measure.material import Known
from corpus.measure.numbers import number
from corpus.measure.picture import page
from corpus.measure.printed import Count
from corpus.measure.product import Answer, Edit, Figure, FigureLine, Finding, Repair, Spent
from corpus.measure.readers import Pace
from corpus.measure.speed import Speed
from corpus.measure.stages import Stages
from corpus.measure.summary import Results, as_json, broken
from corpus.measure.tallies import Share, count
from corpus.measure.terminal import rows
from corpus.measure.units import Unit
from corpus.measure.xbrl import Sum, Term, inconsistent

SUM = Label(
    family="sum",
    figures=("90.52万元",),
    near="社会保障和就业支出90.52",
    expected="9.05万元",
    slip="added",
    also=("share",),
)


def _finding(family: str = "sum", text: str = "90.52万元", severity: str = "error", **more: object) -> Finding:
    return Finding("a.docx", "1", "f", "T101", family, severity, figures=(Figure(text),), **more)  # type: ignore[arg-type]


def test_a_label_is_answered_by_its_figure_or_its_words() -> None:
    assert answers(_finding(), SUM)
    assert answers(_finding(family="table_sum"), SUM)
    assert answers(_finding(text="1,138.53万元", quote="其中社会保障和就业支出 90.52万元"), SUM)
    assert not answers(_finding(text="1,138.53万元", quote="另一句话"), SUM)
    assert not answers(_finding(family="period"), SUM)


def test_a_short_number_alone_does_not_tell_places_apart() -> None:
    label = Label(family="score_recompute", figures=("10",), near="受益学生人数")
    assert not answers(_finding(family="score_recompute", text="10", quote="供餐学校数 10"), label)
    assert answers(_finding(family="score_recompute", text="10", quote="受益学生人数 10"), label)


def _known(*errors: Label) -> Known:
    truth = Truth("90.52万元", "905200", "元", True)
    return Known(
        "a.docx", Labels(id="a", title="", errors=errors), complete=True, figures=(truth,), prose=("支出90.52万元。",)
    )


def _answer(*findings: Finding) -> Answer:
    line = FigureLine("a.docx", "1", "90.52万元", "905200", "元", "支出90.52万元。", {"row": None})
    return Answer({"a.docx": list(findings)}, {"a.docx": [line]}, {}, {}, {}, Spent(Decimal(1), Decimal(1), 50))


def test_found_missed_and_false_are_counted() -> None:
    found = count((_known(SUM),), _answer(_finding()))
    assert (found.recall["error"].hits, found.precision["error"].hits, found.documents_right.hits) == (1, 1, 1)
    assert (found.figures_exact.hits, found.figures_precision.hits) == (1, 1)
    missed = count((_known(SUM),), _answer())
    assert (missed.recall["error"].hits, len(missed.missed), missed.documents_right.hits) == (0, 1, 0)
    false = count((_known(),), _answer(_finding()))
    assert (false.false_on_clean, false.precision["error"].hits, false.documents_right.hits) == (1, 0, 0)


def test_a_hidden_slip_is_no_miss() -> None:
    label = Label(family="sum", figures=("90.52万元",), invisible=True)
    tally = count((_known(label),), _answer())
    assert (tally.invisible, tally.missed) == (1, [])


def test_repairs_right_and_wrongly_asserted() -> None:
    right = Repair((Edit(0, "90.52", "9.05"),), established=True)
    wrong = Repair((Edit(1, "7.85", "89.32"),), established=True)
    tally = count((_known(SUM),), _answer(_finding(repairs=(right,))))
    assert (tally.answered.hits, tally.right_first.hits, tally.wrongly_asserted.hits) == (1, 1, 0)
    tally = count((_known(SUM),), _answer(_finding(repairs=(wrong,))))
    assert (tally.right_first.hits, tally.wrongly_asserted.hits) == (0, 1)


def _system(total: str, *parts: str) -> System:
    values = {("t",): Decimal(total), **{(str(n),): Decimal(part) for n, part in enumerate(parts)}}
    half = Decimal("0.005")
    equation = Equation(("t",), tuple((str(n),) for n in range(len(parts))))
    return System([equation], values, {spot: str(value) for spot, value in values.items()}, dict.fromkeys(values, half))


def test_typing_error_is_mended_where_only_one_figure_can_be_it() -> None:
    assert typing_errors(_system("90.52", "7.85", "1.20")) == {("t",): Decimal("9.05")}
    assert typing_errors(_system("9.05", "7.85", "1.20")) == {}


def test_ties_abstain() -> None:
    tie = _system("28544.85", "12163.76", "1176.48", "7660.56", "7594.05")
    assert typing_errors(tie) == {}
    assert fellegi_holt(tie) == {}


def test_numbers_are_read_whatever_their_dress() -> None:
    assert number("１，２３４．５０万元") == Decimal("1234.50")
    assert number("2 358 104万元") == Decimal(2358104)
    assert number("无") is None


def test_floors_are_bounds_and_name_what_is_measured() -> None:
    assert broken({"figures_recall": Decimal(100), "false_errors_on_clean": Decimal(0)}, 0) == []
    assert any("没有测得" in fault for fault in broken({}, VERSION))
    assert broken({"false_errors_on_clean": Decimal(3), "figures_recall": Decimal(1)}, VERSION)


def _term(printed: str, scale: int = 1) -> Term:
    return Term(Decimal(printed) * scale, Figure(printed, str(Decimal(printed) * scale)).step)


def test_arelle_accuses_a_sum_that_rounding_does_not_explain() -> None:
    pytest.importorskip("arelle", reason="the bench extra is not installed")
    right = Sum(_term("9.05", 10_000), (_term("7.85", 10_000), _term("1.20", 10_000)))
    rounded = Sum(_term("9.04", 10_000), (_term("7.85", 10_000), _term("1.20", 10_000)))
    wrong = Sum(_term("90.52", 10_000), (_term("7.85", 10_000), _term("1.20", 10_000)))
    in_yuan = Sum(_term("90400"), (_term("78500"), _term("12000")))
    assert inconsistent([right, wrong, rounded, in_yuan]) == {1, 3}
    assert inconsistent([]) == frozenset()


def test_a_baseline_that_is_not_installed_is_named_and_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.measure.baselines.arelle", lambda: None)
    row = calculations((_known(SUM),), _answer())
    assert "没有安装" in row.skipped
    assert row.found.of == 0


def _results() -> Results:
    tally = count((_known(SUM), _known()), _answer(_finding()))
    ms = Decimal("2.00")
    points = tuple(Point(n, 0, Decimal(n) / 5, Decimal(n) / 9, 60, 150, 360) for n in (10, 100))
    return Results(
        reports=2,
        seconds=Decimal(1),
        tally=tally,
        speed=Speed(Decimal(1), ms, ms, Decimal(500), 20_000, ((100, ms), (200, 2 * ms))),
        readers={"docx": Pace(Decimal(1), ms)},
        drawings={"canvas": Count(2, 2, 40, 39, 39, 20, 18, 1)},
        stages={"docx": Stages(Decimal(1), ms, ms, ms, ms)},
        batch=Batch(120, ms, ms, {"jsonl": Decimal("9.5")}, ms, Decimal("1.91"), points),
        stability={"文首加一段": tally.recall["error"]},
        units={"元": Unit(tally.recall["error"], 0, 0, tuple(tally.missed))},
        baselines=[Row("勾稽", tally.recall["error"]), Row("别的判法", Share(), skipped="没有安装")],
        repairs=[],
        by_format={"docx": (2, ms)},
        memory_mb=150,
    )


def test_the_page_shows_every_row_of_the_table_and_both_growths() -> None:
    results = _results()
    shown = page(results)
    assert [name for name, _, _ in rows(results) if name not in shown] == []
    assert "没有安装" in shown
    assert shown.count("<svg xmlns") == 2
    assert "处理器秒数" in shown


def test_json_has_the_stages_the_growth_and_the_misses() -> None:
    record = msgspec.json.decode(as_json(_results()))
    assert record["table"]["docx_whole_ratio"] == "8.0"
    assert record["table"]["batch_overhead_jsonl"] == "9.5"
    assert record["table"]["recall_slip_added"] == "100.00"
    assert record["table"]["drawn_canvas_cells"] == "97.50"
    assert [point["reports"] for point in record["growth_by_reports"]] == [10, 100]
    assert record["baselines"][1]["skipped"] == "没有安装"
    assert len(record["false"]) == 1
