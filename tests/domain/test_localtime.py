"""Wall clocks: conversion in both directions at every kind of clock change, and what people count in days and longer.

Expected instants are written with their UTC offset, so that no timezone rule is needed to read or to check them.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.time.localtime import (
    add,
    age,
    birthday,
    coupon_end,
    day_index,
    instant,
    is_too_long,
    local,
    midnight,
    months_on,
)
from chalicelib.domain.time.periods import Period, period
from chalicelib.domain.time.windows import Moment, next_window

NEW_YORK = ZoneInfo("America/New_York")
SHANGHAI = ZoneInfo("Asia/Shanghai")
CAIRO = ZoneInfo("Africa/Cairo")  # DST starts at midnight: 2026-04-24 begins at 01:00
HAVANA = ZoneInfo("America/Havana")  # DST ends at 01:00: the first hour of 2026-11-01 comes twice
ZONES = st.sampled_from([NEW_YORK, SHANGHAI, CAIRO, HAVANA, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])
MOMENTS = st.integers(1_735_689_600_000, 1_924_992_000_000)  # 2025 to 2030


def ms(text: str) -> int:
    return (datetime.fromisoformat(text) - datetime.fromisoformat("1970-01-01T00:00Z")) // timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [
        pytest.param(SHANGHAI, "2026-06-01T00:00", "2026-06-01T00:00+08:00", id="no DST"),
        pytest.param(SHANGHAI, "2026-06-01T23:59:59.999", "2026-06-01T23:59:59.999+08:00", id="a millisecond is kept"),
        pytest.param(NEW_YORK, "2026-03-08T01:59:59.999", "2026-03-08T01:59:59.999-05:00", id="last before the gap"),
        pytest.param(NEW_YORK, "2026-03-08T02:00", "2026-03-08T03:00-04:00", id="start of the gap"),
        pytest.param(NEW_YORK, "2026-03-08T02:30", "2026-03-08T03:30-04:00", id="inside the gap: an hour on"),
        pytest.param(NEW_YORK, "2026-03-08T03:00", "2026-03-08T03:00-04:00", id="first after the gap"),
        pytest.param(NEW_YORK, "2026-11-01T00:59:59.999", "2026-11-01T00:59:59.999-04:00", id="last before the fold"),
        pytest.param(NEW_YORK, "2026-11-01T01:30", "2026-11-01T01:30-04:00", id="doubled: the first"),
        pytest.param(NEW_YORK, "2026-11-01T02:00", "2026-11-01T02:00-05:00", id="first after the fold"),
        pytest.param(CAIRO, "2026-04-24T00:00", "2026-04-24T01:00+03:00", id="skipped midnight"),
        pytest.param(HAVANA, "2026-11-01T00:00", "2026-11-01T00:00-04:00", id="doubled midnight: the first"),
    ],
)
def test_a_wall_clock_time_happens_at_one_instant(zone: ZoneInfo, wall: str, expected: str) -> None:
    assert instant(datetime.fromisoformat(wall), zone) == ms(expected)


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        pytest.param(SHANGHAI, "2026-05-31T16:00Z", "2026-06-01T00:00", id="Shanghai is 8 hours ahead"),
        pytest.param(NEW_YORK, "2026-03-08T06:59:59.999Z", "2026-03-08T01:59:59.999", id="last before the gap"),
        pytest.param(NEW_YORK, "2026-03-08T07:00Z", "2026-03-08T03:00", id="first after the gap"),
        pytest.param(NEW_YORK, "2026-11-01T05:30Z", "2026-11-01T01:30", id="first of the doubled"),
        pytest.param(NEW_YORK, "2026-11-01T06:30Z", "2026-11-01T01:30", id="second of the doubled"),
        pytest.param(SHANGHAI, "1969-12-31T23:59:59.999Z", "1970-01-01T07:59:59.999", id="before the epoch"),
    ],
)
def test_an_instant_shows_one_wall_clock_time(zone: ZoneInfo, at: str, expected: str) -> None:
    assert local(ms(at), zone) == datetime.fromisoformat(expected)


@given(zone=ZONES, at=MOMENTS)
def test_local_and_instant_are_inverse_but_for_the_second_of_doubled_times(zone: ZoneInfo, at: int) -> None:
    there_and_back = instant(local(at, zone), zone)
    assert local(there_and_back, zone) == local(at, zone)
    assert at - there_and_back in (0, 1_800_000, 3_600_000)


@given(zone=ZONES, at=MOMENTS)
def test_midnight_is_the_first_moment_of_its_day(zone: ZoneInfo, at: int) -> None:
    day = local(at, zone).date()
    first = midnight(day, zone)
    assert local(first, zone).date() == day
    assert local(first - 1, zone).date() == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "at", "count", "unit", "expected"),
    [
        pytest.param(SHANGHAI, "2026-06-01T10:00+08:00", 1, "ms", "2026-06-01T10:00:00.001+08:00", id="1 ms"),
        pytest.param(SHANGHAI, "2026-06-01T10:00+08:00", 90, "seconds", "2026-06-01T10:01:30+08:00", id="90 seconds"),
        pytest.param(
            SHANGHAI, "2026-06-01T10:00+08:00", -5, "minutes", "2026-06-01T09:55+08:00", id="5 minutes before"
        ),
        pytest.param(
            NEW_YORK, "2026-03-07T10:00-05:00", 24, "hours", "2026-03-08T11:00-04:00", id="24 hours are exact"
        ),
        pytest.param(NEW_YORK, "2026-03-07T10:00-05:00", 1, "days", "2026-03-08T10:00-04:00", id="a day of 23 hours"),
        pytest.param(NEW_YORK, "2026-10-31T10:00-04:00", 1, "days", "2026-11-01T10:00-05:00", id="a day of 25 hours"),
        pytest.param(NEW_YORK, "2026-03-07T02:30-05:00", 1, "days", "2026-03-08T03:30-04:00", id="a day into the gap"),
        pytest.param(
            NEW_YORK, "2026-10-25T01:30-04:00", 1, "weeks", "2026-11-01T01:30-04:00", id="a week into the fold"
        ),
        pytest.param(SHANGHAI, "2026-03-01T00:00+08:00", -1, "days", "2026-02-28T00:00+08:00", id="a day before March"),
        pytest.param(SHANGHAI, "2026-01-31T10:00+08:00", 1, "months", "2026-02-28T10:00+08:00", id="to a short month"),
        pytest.param(
            SHANGHAI, "2028-01-31T10:00+08:00", 1, "months", "2028-02-29T10:00+08:00", id="to a leap February"
        ),
        pytest.param(
            SHANGHAI, "2026-12-31T10:00+08:00", 2, "months", "2027-02-28T10:00+08:00", id="over the year's end"
        ),
        pytest.param(SHANGHAI, "2026-03-31T10:00+08:00", -1, "months", "2026-02-28T10:00+08:00", id="a month before"),
        pytest.param(SHANGHAI, "2028-02-29T10:00+08:00", 1, "years", "2029-02-28T10:00+08:00", id="a year from Feb 29"),
        pytest.param(SHANGHAI, "2028-02-29T10:00+08:00", 4, "years", "2032-02-29T10:00+08:00", id="to the next Feb 29"),
    ],
)
def test_durations_of_days_and_longer_keep_the_wall_clock(
    zone: ZoneInfo, at: str, count: int, unit: str, expected: str
) -> None:
    assert add(count, unit, zone, ms(at)) == ms(expected)


@pytest.mark.parametrize(
    ("zone", "at", "count", "unit", "expected"),
    [
        pytest.param(SHANGHAI, "2026-06-01T00:00+08:00", 7, "days", "2026-06-09T00:00+08:00", id="at a day's first ms"),
        pytest.param(
            SHANGHAI, "2026-06-01T23:59:59.999+08:00", 7, "days", "2026-06-09T00:00+08:00", id="at its last ms"
        ),
        pytest.param(SHANGHAI, "2026-06-01T10:00+08:00", 2, "weeks", "2026-06-16T00:00+08:00", id="weeks"),
        pytest.param(SHANGHAI, "2026-01-31T10:00+08:00", 1, "months", "2026-03-01T00:00+08:00", id="a short month"),
        pytest.param(SHANGHAI, "2028-02-29T10:00+08:00", 1, "years", "2029-03-01T00:00+08:00", id="a leap day's year"),
        pytest.param(
            NEW_YORK, "2026-03-07T12:00-05:00", 1, "days", "2026-03-09T00:00-04:00", id="through a DST change"
        ),
        pytest.param(CAIRO, "2026-04-22T12:00+02:00", 1, "days", "2026-04-24T01:00+03:00", id="at a skipped midnight"),
        pytest.param(SHANGHAI, "2026-06-01T10:00+08:00", 48, "hours", "2026-06-03T10:00+08:00", id="hours are exact"),
    ],
)
def test_a_coupon_ends_with_the_nth_day_after_receipt(
    zone: ZoneInfo, at: str, count: int, unit: str, expected: str
) -> None:
    assert coupon_end(count, unit, zone, ms(at)) == ms(expected)


@pytest.mark.parametrize(
    ("zone", "origin", "at", "expected"),
    [
        pytest.param(SHANGHAI, "2026-06-01T00:00+08:00", "2026-06-01T23:59:59.999+08:00", 0, id="the same day"),
        pytest.param(SHANGHAI, "2026-06-01T23:59:59.999+08:00", "2026-06-02T00:00+08:00", 1, id="1 ms is a day later"),
        pytest.param(SHANGHAI, "2026-06-02T00:00+08:00", "2026-06-01T23:59:59.999+08:00", -1, id="a day before"),
        pytest.param(SHANGHAI, "2028-02-28T12:00+08:00", "2028-03-01T12:00+08:00", 2, id="over a leap day"),
        pytest.param(NEW_YORK, "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00", 1, id="a day of 23 hours"),
        pytest.param(NEW_YORK, "2026-11-01T00:00-04:00", "2026-11-01T23:59:59.999-05:00", 0, id="a day of 25 hours"),
    ],
)
def test_days_are_counted_by_local_dates(zone: ZoneInfo, origin: str, at: str, expected: int) -> None:
    assert day_index(zone, ms(origin), ms(at)) == expected


@pytest.mark.parametrize(
    ("born", "at", "expected"),
    [
        pytest.param("2018-06-01", "2026-05-31T23:59:59.999+08:00", 7, id="the day before"),
        pytest.param("2018-06-01", "2026-06-01T00:00+08:00", 8, id="the birthday begins by local time"),
        pytest.param("2008-02-29", "2026-02-28T23:59:59.999+08:00", 17, id="a leap day's child on Feb 28"),
        pytest.param("2008-02-29", "2026-03-01T00:00+08:00", 18, id="and on Mar 1 of an ordinary year"),
        pytest.param("2008-02-29", "2028-02-29T00:00+08:00", 20, id="on Feb 29 of a leap year"),
    ],
)
def test_age_is_full_years_on_the_local_date(born: str, at: str, expected: int) -> None:
    assert age(born, SHANGHAI, ms(at)) == expected


@pytest.mark.parametrize(("year", "expected"), [(2026, "2026-02-28"), (2028, "2028-02-29"), (2100, "2100-02-28")])
def test_who_was_born_on_a_leap_day_has_a_birthday_each_year(year: int, expected: str) -> None:
    """A day before the age is reached in an ordinary year: both are the careful answer."""
    assert birthday("2008-02-29", year) == date.fromisoformat(expected)


JUNE = ms("2026-06-01T10:00+08:00")
FOREVER = [ms("9999-12-31T23:59:59Z"), ms("9999-12-31T00:00+14:00"), 2**63, 10**30]
LONG_AGO = [ms("0001-01-01T00:00Z"), -(2**63)]


@pytest.mark.parametrize("unit", ["ms", "seconds", "minutes", "hours", "days", "weeks", "months", "years"])
@pytest.mark.parametrize("zone", [SHANGHAI, NEW_YORK, ZoneInfo("Pacific/Kiritimati")], ids=str)
def test_a_time_that_nobody_lives_to_see_ends_with_the_calendar(zone: ZoneInfo, unit: str) -> None:
    for end in (add, coupon_end):
        for far in (end(10**18, unit, zone, JUNE), end(0, "days", zone, FOREVER[0]), end(1, unit, zone, FOREVER[-1])):
            assert ms("9899-12-30T00:00Z") < far < ms("9900-01-04T00:00Z")
    assert ms("0099-12-30T00:00Z") < add(-(10**18), unit, zone, JUNE) < ms("0100-01-03T00:00Z")


@pytest.mark.parametrize("at", [*FOREVER, *LONG_AGO])
def test_what_lies_beyond_the_calendar_has_a_day_and_a_period(at: int) -> None:
    for zone in (SHANGHAI, NEW_YORK):
        assert local(at, zone).year in (99, 100, 9899, 9900)
        for per in ("day", "week", "month", "year"):
            assert isinstance(period(per, zone, at), Period)
        for every in ("day", "week", "month", "year"):
            moment = Moment(every, month=2, day=29)
            assert not (found := next_window(moment, moment, zone, at)) or found.opens > at


@pytest.mark.parametrize("months", [10**12, 12 * 9000, -(10**12)])
def test_so_many_months_on_is_a_day_of_the_calendar(months: int) -> None:
    assert months_on(date(2026, 1, 31), months) in (date(100, 1, 1), date(9900, 1, 1))


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (100, "years", False), (101, "years", True), (1200, "months", False), (1201, "months", True),
        (36600, "days", False), (36601, "days", True), (5228, "weeks", False), (5229, "weeks", True),
        (878_400, "hours", False), (878_401, "hours", True), (999_999_999_999, "ms", False),
        (999_999_999_999, "seconds", True), (0, "years", False),
    ],
)  # fmt: skip
def test_a_hundred_years_are_the_longest_that_is_meant(count: int, unit: str, expected: bool) -> None:
    assert is_too_long(count, unit) == expected
