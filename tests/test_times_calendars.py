"""Calendar arithmetic, over every weekday, leap years and year ends."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.timex import calendars as cal

Date = datetime.date
DATES = st.dates(min_value=Date(2, 1, 1), max_value=Date(9998, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "days"),
    [(2019, 1, 31), (2019, 2, 28), (2020, 2, 29), (1900, 2, 28), (2000, 2, 29), (2019, 4, 30), (2019, 12, 31)],
)
def test_month_days(year: int, month: int, days: int) -> None:
    assert cal.month_days(year, month) == days


@pytest.mark.parametrize(("year", "month"), [(2019, 0), (2019, 13), (0, 1), (10000, 1)])
def test_no_such_month(year: int, month: int) -> None:
    with pytest.raises(ValueError):
        cal.month_days(year, month)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_the_day_after_the_last_is_the_first(year: int, month: int) -> None:
    last = Date(year, month, cal.month_days(year, month))
    if last != Date.max:
        assert (last + datetime.timedelta(days=1)).day == 1


@given(DATES, st.integers(0, 6))
def test_weekdays_around_a_day(day: Date, weekday: int) -> None:
    before, after = cal.weekday_before(day, weekday), cal.weekday_after(day, weekday)
    assert before.weekday() == after.weekday() == weekday
    assert 0 <= (day - before).days <= 6 and 0 <= (after - day).days <= 6
    strict_before = cal.weekday_before(day, weekday, strictly=True)
    strict_after = cal.weekday_after(day, weekday, strictly=True)
    assert strict_before.weekday() == strict_after.weekday() == weekday
    assert 1 <= (day - strict_before).days <= 7 and 1 <= (strict_after - day).days <= 7
    same_week = cal.weekday_in_week(day, weekday)
    assert same_week.weekday() == weekday and same_week.isocalendar()[:2] == day.isocalendar()[:2]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (Date(2018, 12, 30), "2018-W52"),
        (Date(2018, 12, 31), "2019-W01"),
        (Date(2021, 1, 3), "2020-W53"),
        (Date(2019, 3, 13), "2019-W11"),
    ],
)
def test_week_value_at_year_ends(day: Date, value: str) -> None:
    assert cal.week_value(day) == value


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (Date(2019, 1, 31), 1, Date(2019, 2, 28)),
        (Date(2020, 1, 31), 1, Date(2020, 2, 29)),
        (Date(2019, 1, 15), -1, Date(2018, 12, 15)),
        (Date(2019, 12, 31), 2, Date(2020, 2, 29)),
        (Date(2020, 2, 29), -12, Date(2019, 2, 28)),
    ],
)
def test_shift_months(day: Date, months: int, result: Date) -> None:
    assert cal.shift_months(day, months) == result


@given(st.dates(), st.integers(-(10**7), 10**7))
def test_shifts_stop_at_the_ends_of_the_calendar(day: Date, count: int) -> None:
    assert Date.min <= cal.shift_days(day, count) <= Date.max
    assert Date.min <= cal.shift_months(day, count) <= Date.max


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2019, 4, 21), (2020, 4, 12), (2024, 3, 31), (1999, 4, 4), (2011, 4, 24)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert cal.easter(year) == Date(year, month, day)


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2019-03-12", Date(2019, 3, 12), Date(2019, 3, 12), "day"),
        ("2019-03-12TNI", Date(2019, 3, 12), Date(2019, 3, 12), "day"),
        ("2019-W11", Date(2019, 3, 11), Date(2019, 3, 17), "week"),
        ("2019-W11-WE", Date(2019, 3, 16), Date(2019, 3, 17), "week"),
        ("2020-02", Date(2020, 2, 1), Date(2020, 2, 29), "month"),
        ("2019-Q4", Date(2019, 10, 1), Date(2019, 12, 31), "season"),
        ("2019-H1", Date(2019, 1, 1), Date(2019, 6, 30), "season"),
        ("2019-WI", Date(2019, 12, 1), Date(2020, 2, 29), "season"),
        ("2019", Date(2019, 1, 1), Date(2019, 12, 31), "year"),
        ("199", Date(1990, 1, 1), Date(1999, 12, 31), "decade"),
        ("19", Date(1900, 1, 1), Date(1999, 12, 31), "none"),
    ],
)
def test_days_of_values(value: str, first: Date, last: Date, precision: str) -> None:
    assert cal.days_of(value) == (first, last, precision)


@pytest.mark.parametrize(
    "value", ["PRESENT_REF", "XXXX-WXX-2", "P3D", "FY2019", "2019-02-30", "2019-W60", "T14:30", "", "0"]
)
def test_values_without_days(value: str) -> None:
    assert cal.days_of(value) is None


@given(st.dates(min_value=Date(1000, 1, 1), max_value=Date(9000, 1, 1)))
def test_a_day_lies_in_its_week_month_quarter_and_season(day: Date) -> None:
    year, season = cal.season_of(day)
    for value in (cal.week_value(day), cal.month_value(day), cal.quarter_value(day), f"{year:04d}-{season}"):
        covered = cal.days_of(value)
        assert covered is not None and covered[0] <= day <= covered[1]


@given(DATES, st.integers(2, 400))
def test_thirds_cover_the_whole(first: Date, size: int) -> None:
    last = cal.shift_days(first, size)
    early, middle, late = (cal.third(first, last, which) for which in range(3))
    assert early[0] == first and late[1] == last
    assert (middle[0] - early[1]).days == 1 and (late[0] - middle[1]).days == 1
