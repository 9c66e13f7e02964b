"""Number formats: stored number and code to displayed text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.decimals import plain
from extract.readers.cell_format import display, number

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
GRADES = '[>=90]"优"0.0;[>=80]"良"0.0;0.0'


@pytest.mark.parametrize(
    "stored, code, shown",
    [
        ("0.9379", "0.00%", "93.79%"),
        ("10570600", '0!.0,"万元"', "1057.1万元"),
        ("1057.06", "#,##0.00", "1,057.06"),
        ("95", "[DBNum1][$-804]", "九十五"),
        ("95", "[Red]", "95"),
        ("95", '""', ""),
        ("1057.06", '0.00"万元"', "1057.06万元"),
        ("12345.678", '#,##0.00"元"', "12,345.68元"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("-1234.5", "0.0", "-1234.5"),
        ("0", "#,##0;-#,##0;-", "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("0", ACCOUNTING, "-"),
        ("123456", "#,##0.0,", "123.5"),
        ("1234567", "0.00,,", "1.23"),
        ("1.005", "0.00", "1.01"),
        ("0.0049", "0.00%", "0.49%"),
        ("7", "000", "007"),
        ("13888888888", "000-0000-0000", "138-8888-8888"),
        ("0.5", "0.##", "0.5"),
        ("0.5", "#.00", ".50"),
        ("98.5", GRADES, "优98.5"),
        ("85", GRADES, "良85.0"),
        ("70", GRADES, "70.0"),
        ("0.5", "# ?/?", "1/2"),
        ("1.25", "# ?/?", "1 1/4"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("1057.06", "[$¥-804]#,##0.00", "¥1,057.06"),
        ("1057", "[DBNum1]General", "一千〇五十七"),
        ("1057.06", "[DBNum2]General", "壹仟零伍拾柒.零陆"),
        ("100500002", "[DBNum2]General", "壹亿零伍拾万零贰"),
        ("5", "@", "5"),
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.1000000000000001", "General", "1.1"),
        ("123456789012", "General", "1.23457E+11"),
        ("1234.5678901234", "General", "1234.56789"),
        ("0.000012345", "General", "1.2345E-05"),
        ("-0", "General", "0"),
    ],
)
def test_numbers(stored: str, code: str, shown: str) -> None:
    value = number(stored)
    assert value is not None
    assert display(value, code).strip() == shown


@pytest.mark.parametrize(
    "stored, code, shown",
    [
        ("44196", 'yyyy"年"m"月"', "2020年12月"),
        ("44196", "yyyy-mm-dd", "2020-12-31"),
        ("44196", "m/d/yy", "12/31/20"),
        ("44196", "aaaa", "星期四"),
        ("44196.5", "yyyy/m/d h:mm", "2020/12/31 12:00"),
        ("44196.75", "h:mm AM/PM", "6:00 PM"),
        ("44196.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("44196.999999", "yyyy-mm-dd", "2020-12-31"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0006944444", "mm:ss", "01:00"),
        ("44196", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二〇年十二月三十一日"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("-1", "yyyy-mm-dd", "-1"),
    ],
)
def test_dates(stored: str, code: str, shown: str) -> None:
    value = number(stored)
    assert value is not None
    assert display(value, code) == shown


def test_dates_of_the_1904_calendar() -> None:
    assert display(Decimal(42734), "yyyy-mm-dd", epoch_1904=True) == "2020-12-31"


@pytest.mark.parametrize("text", ["", "abc", "NaN", "Infinity", "1E+999999999", "1057,06"])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_two_decimals_are_within_half_of_the_last_place(value: Decimal) -> None:
    shown = Decimal(display(value, "#,##0.00").replace(",", ""))
    assert abs(shown - value) <= Decimal("0.005")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14), st.text(max_size=12))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_format_shows_something_without_failing(value: Decimal, code: str) -> None:
    kept = number(str(value))
    if kept is not None:
        assert isinstance(display(kept, code), str)
        assert Decimal(plain(kept)) == kept
