"""Windows: both edges of every recurrence to the millisecond, over short months, leap days and clock changes.

Expected instants are written with their UTC offset, so that no timezone rule is needed to read or to check them.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from chalicelib.domain.time.windows import (
    Every,
    Moment,
    Window,
    first_moment,
    last_window,
    next_window,
    skipped_within,
    window_at,
    windows_within,
)

NEW_YORK = ZoneInfo("America/New_York")
SHANGHAI = ZoneInfo("Asia/Shanghai")
CAIRO = ZoneInfo("Africa/Cairo")  # DST starts at midnight: 2026-04-24 begins at 01:00
GREENLAND = ZoneInfo("America/Scoresbysund")  # DST starts at 23:00: the last hour of 2026-03-28 is skipped

LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # DST starts at 02:00 by half an hour, on 2026-10-04
APIA = ZoneInfo("Pacific/Apia")  # 2011-12-30 was skipped

MON, WED, FRI, SAT, SUN = 0, 2, 4, 5, 6
END = "end of"
HOUR = 3_600_000
DAY = 24 * HOUR


def ms(text: str) -> int:
    return (datetime.fromisoformat(text) - datetime.fromisoformat("1970-01-01T00:00Z")) // timedelta(milliseconds=1)


def window(opens: str, closes: str) -> Window:
    return Window(ms(opens), ms(closes))


def moment(every: Every, clock: str = "00:00", **day: int) -> Moment:
    """A moment as the file says it: at `clock` (HH:MM[:SS[.mmm]]) of a day, or END of it."""
    whole = Moment(every, end=True) if clock == END else Moment(every, clock=ms(f"1970-01-01T{clock}Z"))
    return structs.replace(whole, **day)


def dated(date: str, clock: str = "00:00") -> Moment:
    year, month, day = map(int, date.split("-"))
    return moment("once", clock, year=year, month=month, day=day)


def daily(clock: str) -> Moment:
    return moment("day", clock)


def weekly(weekday: int, clock: str = "00:00") -> Moment:
    return moment("week", clock, weekday=weekday)


def monthly(day: int, clock: str = "00:00") -> Moment:
    return moment("month", clock, day=day)


def yearly(month: int, day: int, clock: str = "00:00") -> Moment:
    return moment("year", clock, month=month, day=day)


CASES = [
    # once
    ("dated", SHANGHAI, dated("2026-06-01", "10:00"), dated("2026-06-30", END),
     "2026-06-01T10:00+08:00", "2026-07-01T00:00+08:00"),
    ("dated to the ms", SHANGHAI, dated("2026-06-01", "10:00:00.001"), dated("2026-06-01", "10:00:00.003"),
     "2026-06-01T10:00:00.001+08:00", "2026-06-01T10:00:00.003+08:00"),
    ("dated, end of the leap day", SHANGHAI, dated("2028-02-29"), dated("2028-02-29", END),
     "2028-02-29T00:00+08:00", "2028-03-01T00:00+08:00"),
    ("dated, end of a year", SHANGHAI, dated("2026-12-31"), dated("2026-12-31", END),
     "2026-12-31T00:00+08:00", "2027-01-01T00:00+08:00"),
    ("dated, end of a day before a skipped midnight", CAIRO, dated("2026-04-23"), dated("2026-04-23", END),
     "2026-04-23T00:00+02:00", "2026-04-24T01:00+03:00"),
    # daily
    ("daily", SHANGHAI, daily("10:00"), daily("22:00"), "2026-06-03T10:00+08:00", "2026-06-03T22:00+08:00"),
    ("daily to its end", SHANGHAI, daily("20:00"), daily(END), "2026-06-30T20:00+08:00", "2026-07-01T00:00+08:00"),
    ("daily over midnight", SHANGHAI, daily("22:00"), daily("06:00"),
     "2026-12-31T22:00+08:00", "2027-01-01T06:00+08:00"),
    ("daily, same moment", SHANGHAI, daily("05:00"), daily("05:00"),
     "2026-06-03T05:00+08:00", "2026-06-04T05:00+08:00"),
    ("daily, end of day to midnight", SHANGHAI, daily(END), daily("00:00"),
     "2026-06-03T00:00+08:00", "2026-06-04T00:00+08:00"),
    ("daily over the gap", NEW_YORK, daily("01:00"), daily("04:00"),
     "2026-03-08T01:00-05:00", "2026-03-08T04:00-04:00"),
    ("daily, opens in the gap", NEW_YORK, daily("02:30"), daily("04:00"),
     "2026-03-08T03:30-04:00", "2026-03-08T04:00-04:00"),
    ("daily, closes in the gap", NEW_YORK, daily("01:00"), daily("02:30"),
     "2026-03-08T01:00-05:00", "2026-03-08T03:30-04:00"),
    ("daily, all of it in the gap", NEW_YORK, daily("02:00"), daily("03:00"),
     "2026-03-08T03:00-04:00", "2026-03-08T04:00-04:00"),
    ("daily, closes with the gap", NEW_YORK, daily("02:30"), daily("03:00"),
     "2026-03-08T03:00-04:00", "2026-03-08T03:30-04:00"),
    ("daily, moved past its close", NEW_YORK, daily("02:30"), daily("03:15"),
     "2026-03-08T03:00-04:00", "2026-03-08T03:45-04:00"),
    ("daily, the gap's last millisecond", NEW_YORK, daily("02:59:59.998"), daily("03:00"),
     "2026-03-08T03:00-04:00", "2026-03-08T03:00:00.002-04:00"),
    ("daily, inside of the gap", NEW_YORK, daily("02:15"), daily("02:45"),
     "2026-03-08T03:15-04:00", "2026-03-08T03:45-04:00"),
    ("daily, the hour that midnight skips", CAIRO, daily("00:00"), daily("01:00"),
     "2026-04-24T01:00+03:00", "2026-04-24T02:00+03:00"),
    ("daily, a gap of half an hour", LORD_HOWE, daily("02:00"), daily("02:30"),
     "2026-10-04T02:30+11:00", "2026-10-04T03:00+11:00"),
    ("weekly, all of it in the gap", NEW_YORK, weekly(SUN, "02:00"), weekly(SUN, "03:00"),
     "2026-03-08T03:00-04:00", "2026-03-08T04:00-04:00"),
    ("monthly, all of it in the gap", NEW_YORK, monthly(8, "02:00"), monthly(8, "03:00"),
     "2026-03-08T03:00-04:00", "2026-03-08T04:00-04:00"),
    ("daily over the fold", NEW_YORK, daily("00:00"), daily("04:00"),
     "2026-11-01T00:00-04:00", "2026-11-01T04:00-05:00"),
    ("daily, opens in the fold", NEW_YORK, daily("01:30"), daily("04:00"),
     "2026-11-01T01:30-04:00", "2026-11-01T04:00-05:00"),
    ("daily, closes in the fold", NEW_YORK, daily("00:00"), daily("01:30"),
     "2026-11-01T00:00-04:00", "2026-11-01T01:30-04:00"),
    ("daily, wraps into the gap", NEW_YORK, daily("22:00"), daily("02:30"),
     "2026-03-07T22:00-05:00", "2026-03-08T03:30-04:00"),
    ("daily, midnight skipped", CAIRO, daily("00:00"), daily(END), "2026-04-24T01:00+03:00", "2026-04-25T00:00+03:00"),
    ("daily, same moment, skipped into the next day", GREENLAND, daily("23:30"), daily("23:30"),
     "2026-03-27T23:30-02:00", "2026-03-29T00:30-01:00"),
    # weekly: 2026-06-03 is a Wednesday
    ("weekly, one day", SHANGHAI, weekly(WED), weekly(WED, END), "2026-06-03T00:00+08:00", "2026-06-04T00:00+08:00"),
    ("weekly, to the week's end", SHANGHAI, weekly(FRI, "18:00"), weekly(SUN, END),
     "2026-06-05T18:00+08:00", "2026-06-08T00:00+08:00"),
    ("weekly over the week's end", SHANGHAI, weekly(SAT), weekly(MON),
     "2026-06-06T00:00+08:00", "2026-06-08T00:00+08:00"),
    ("weekly over the year's end", SHANGHAI, weekly(WED), weekly(SAT, END),
     "2026-12-30T00:00+08:00", "2027-01-03T00:00+08:00"),
    ("weekly, same moment", SHANGHAI, weekly(WED, "10:00"), weekly(WED, "10:00"),
     "2026-06-03T10:00+08:00", "2026-06-10T10:00+08:00"),
    ("weekly, earlier the same day", SHANGHAI, weekly(WED, "10:00"), weekly(WED, "09:00"),
     "2026-06-03T10:00+08:00", "2026-06-10T09:00+08:00"),
    ("weekly, end of Sun to Mon", SHANGHAI, weekly(SUN, END), weekly(MON),
     "2026-06-01T00:00+08:00", "2026-06-08T00:00+08:00"),
    ("weekly, gap inside", NEW_YORK, weekly(SAT), weekly(SUN, END), "2026-03-07T00:00-05:00", "2026-03-09T00:00-04:00"),
    ("weekly, fold inside", NEW_YORK, weekly(SAT), weekly(SUN, END),
     "2026-10-31T00:00-04:00", "2026-11-02T00:00-05:00"),
    # monthly
    ("monthly in February", SHANGHAI, monthly(20, "10:00"), monthly(31, END),
     "2026-02-20T10:00+08:00", "2026-03-01T00:00+08:00"),
    ("monthly in a leap February", SHANGHAI, monthly(20, "10:00"), monthly(31, END),
     "2028-02-20T10:00+08:00", "2028-03-01T00:00+08:00"),
    ("monthly in December", SHANGHAI, monthly(20, "10:00"), monthly(31, END),
     "2026-12-20T10:00+08:00", "2027-01-01T00:00+08:00"),
    ("monthly, 31st of a month of 30 days", SHANGHAI, monthly(31), monthly(31, END),
     "2026-04-30T00:00+08:00", "2026-05-01T00:00+08:00"),
    ("monthly, 31st of a month of 31 days", SHANGHAI, monthly(31), monthly(31, END),
     "2026-05-31T00:00+08:00", "2026-06-01T00:00+08:00"),
    ("monthly, 29th of February", SHANGHAI, monthly(29), monthly(30, END),
     "2026-02-28T00:00+08:00", "2026-03-01T00:00+08:00"),
    ("monthly, wraps", SHANGHAI, monthly(25), monthly(5), "2026-12-25T00:00+08:00", "2027-01-05T00:00+08:00"),
    ("monthly, wraps out of February", SHANGHAI, monthly(31), monthly(5),
     "2028-02-29T00:00+08:00", "2028-03-05T00:00+08:00"),
    ("monthly, end of month to 5th", SHANGHAI, monthly(31, END), monthly(5),
     "2026-03-01T00:00+08:00", "2026-03-05T00:00+08:00"),
    ("monthly, same moment, into a short month", SHANGHAI, monthly(30), monthly(30),
     "2026-01-30T00:00+08:00", "2026-02-28T00:00+08:00"),
    ("monthly, end of month to 1st", SHANGHAI, monthly(31, END), monthly(1),
     "2026-02-01T00:00+08:00", "2026-03-01T00:00+08:00"),
    ("monthly, would run into itself", SHANGHAI, monthly(31, "10:00"), monthly(30, "12:00"),
     "2026-01-31T10:00+08:00", "2026-02-28T10:00+08:00"),
    ("monthly, gap inside", NEW_YORK, monthly(8), monthly(8, END), "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00"),
    ("monthly, fold inside", NEW_YORK, monthly(1), monthly(1, END), "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00"),
    # yearly
    ("yearly, a month", SHANGHAI, yearly(12, 1), yearly(12, 31, END),
     "2026-12-01T00:00+08:00", "2027-01-01T00:00+08:00"),
    ("yearly, wraps", SHANGHAI, yearly(12, 20), yearly(1, 5), "2026-12-20T00:00+08:00", "2027-01-05T00:00+08:00"),
    ("yearly, end of Feb", SHANGHAI, yearly(2, 10), yearly(2, 31, END),
     "2026-02-10T00:00+08:00", "2026-03-01T00:00+08:00"),
    ("yearly, the leap day", SHANGHAI, yearly(2, 29), yearly(2, 29, END),
     "2028-02-29T00:00+08:00", "2028-03-01T00:00+08:00"),
    ("yearly, the leap day of an ordinary year", SHANGHAI, yearly(2, 29), yearly(2, 29, END),
     "2026-02-28T00:00+08:00", "2026-03-01T00:00+08:00"),
    ("yearly, only where there is a leap day", SHANGHAI, yearly(2, 28), yearly(2, 29),
     "2028-02-28T00:00+08:00", "2028-02-29T00:00+08:00"),
    ("yearly, same moment", SHANGHAI, yearly(2, 29), yearly(2, 29), "2028-02-29T00:00+08:00", "2029-02-28T00:00+08:00"),
    ("yearly, both DST changes inside", NEW_YORK, yearly(3, 1), yearly(11, 30, END),
     "2026-03-01T00:00-05:00", "2026-12-01T00:00-05:00"),
]  # fmt: skip

EVERY_CASE = pytest.mark.parametrize(
    ("zone", "opens", "closes", "expected"), [pytest.param(*row[1:4], window(*row[4:]), id=row[0]) for row in CASES]
)


@EVERY_CASE
def test_a_window_holds_its_first_to_its_last_millisecond(
    zone: ZoneInfo, opens: Moment, closes: Moment, expected: Window
) -> None:
    assert window_at(opens, closes, zone, expected.opens) == expected
    assert window_at(opens, closes, zone, expected.closes - 1) == expected
    assert window_at(opens, closes, zone, expected.opens - 1) != expected
    assert window_at(opens, closes, zone, expected.closes) != expected


@EVERY_CASE
def test_the_next_window_opens_later_than_now(zone: ZoneInfo, opens: Moment, closes: Moment, expected: Window) -> None:
    assert next_window(opens, closes, zone, expected.opens - 1) == expected
    following = next_window(opens, closes, zone, expected.opens)
    assert (following is None) == (opens.every == "once")
    assert following is None or following.opens >= expected.closes


@EVERY_CASE
def test_an_outer_window_cuts_what_it_overlaps(zone: ZoneInfo, opens: Moment, closes: Moment, expected: Window) -> None:
    less, more = Window(expected.opens + 1, expected.closes), Window(expected.opens - 1, expected.closes + 1)
    assert list(windows_within(opens, closes, zone, expected)) == [expected]
    assert list(windows_within(opens, closes, zone, less)) == [less]
    assert expected in windows_within(opens, closes, zone, more)


@pytest.mark.parametrize(
    ("zone", "opens", "closes", "at"),
    [
        pytest.param(
            SHANGHAI, dated("2026-06-02"), dated("2026-06-01"), "2026-06-01T12:00+08:00", id="dated backwards"
        ),
        pytest.param(SHANGHAI, monthly(30), monthly(31), "2026-02-28T00:00+08:00", id="30th to 31st of February"),
        pytest.param(SHANGHAI, monthly(30, "10:00"), monthly(31, "09:00"), "2026-04-30T09:30+08:00", id="of April"),
        pytest.param(SHANGHAI, yearly(2, 28), yearly(2, 29), "2026-02-28T00:00+08:00", id="Feb 28 to 29, no leap year"),
        pytest.param(NEW_YORK, daily("02:00"), daily("03:00"), "2026-03-08T01:59:59.999-05:00", id="before the gap"),
        pytest.param(NEW_YORK, daily("02:00"), daily("03:00"), "2026-03-08T04:00-04:00", id="an hour after the gap"),
        pytest.param(APIA, daily("10:00"), daily("12:00"), "2011-12-31T00:00+14:00", id="a day that was skipped"),
        pytest.param(NEW_YORK, daily("01:00"), daily("01:30"), "2026-11-01T01:15-05:00", id="the second of a fold"),
    ],
)
def test_a_window_with_nothing_left_of_it_does_not_exist(
    zone: ZoneInfo, opens: Moment, closes: Moment, at: str
) -> None:
    assert window_at(opens, closes, zone, ms(at)) is None


@pytest.mark.parametrize(
    ("opens", "closes", "after", "expected"),
    [
        pytest.param(
            monthly(30), monthly(31), "2026-01-30T00:00+08:00",
            window("2026-03-30T00:00+08:00", "2026-03-31T00:00+08:00"), id="February has none",
        ),
        pytest.param(
            yearly(2, 28), yearly(2, 29), "2096-02-28T00:00+08:00",
            window("2104-02-28T00:00+08:00", "2104-02-29T00:00+08:00"), id="2100 is no leap year",
        ),
        pytest.param(yearly(11, 30, END), yearly(12, 1), "2026-01-01T00:00+08:00", None, id="never: nothing between"),
        pytest.param(dated("2026-06-02"), dated("2026-06-01"), "2026-01-01T00:00+08:00", None, id="dated backwards"),
    ],
)  # fmt: skip
def test_the_next_window_is_one_that_exists(opens: Moment, closes: Moment, after: str, expected: Window | None) -> None:
    assert next_window(opens, closes, SHANGHAI, ms(after)) == expected


@pytest.mark.parametrize(
    ("zone", "opens", "closes", "outer", "expected"),
    [
        pytest.param(
            NEW_YORK, daily("02:00"), daily("03:00"), window("2026-01-01T00:00-05:00", "2027-12-31T00:00-05:00"),
            ["2026-03-08T03:00-04:00", "2027-03-14T03:00-04:00"], id="each spring",
        ),
        pytest.param(
            NEW_YORK, daily("02:00"), daily("03:00"), window("2026-03-08T03:00:00.001-04:00", "2026-12-31T00:00-05:00"),
            [], id="not before the campaign",
        ),
        pytest.param(
            NEW_YORK, daily("02:00"), daily("03:00"), window("2026-03-01T00:00-05:00", "2026-03-08T03:00-04:00"),
            [], id="nor after it",
        ),
        pytest.param(
            NEW_YORK, daily("02:30"), daily("04:00"), window("2026-01-01T00:00-05:00", "2026-12-31T00:00-05:00"),
            [], id="something is left of it",
        ),
        pytest.param(
            SHANGHAI, daily("02:00"), daily("03:00"), window("2026-01-01T00:00+08:00", "2027-12-31T00:00+08:00"),
            [], id="no summer time",
        ),
        pytest.param(
            SHANGHAI, monthly(30), monthly(31), window("2026-01-01T00:00+08:00", "2026-12-31T00:00+08:00"),
            [], id="a day that a month lacks is another matter",
        ),
        pytest.param(
            NEW_YORK, dated("2026-03-08", "02:00"), dated("2026-03-08", "03:00"),
            window("2026-01-01T00:00-05:00", "2026-12-31T00:00-05:00"), [], id="a date is the lint's own matter",
        ),
    ],
)  # fmt: skip
def test_windows_that_the_clock_skips_are_told(
    zone: ZoneInfo, opens: Moment, closes: Moment, outer: Window, expected: list[str]
) -> None:
    assert [one.opens for one in skipped_within(opens, closes, zone, outer)] == [ms(at) for at in expected]


def test_the_windows_of_a_campaign_come_in_order_and_cut_at_both_ends() -> None:
    campaign = window("2026-06-03T12:00+08:00", "2026-06-20T00:00+08:00")
    assert list(windows_within(weekly(WED), weekly(WED, END), SHANGHAI, campaign)) == [
        window("2026-06-03T12:00+08:00", "2026-06-04T00:00+08:00"),
        window("2026-06-10T00:00+08:00", "2026-06-11T00:00+08:00"),
        window("2026-06-17T00:00+08:00", "2026-06-18T00:00+08:00"),
    ]


@pytest.mark.parametrize(
    "outer",
    [
        pytest.param(window("2026-06-04T00:00+08:00", "2026-06-10T00:00+08:00"), id="touching at both ends"),
        pytest.param(window("2026-06-10T12:00+08:00", "2026-06-10T12:00+08:00"), id="an empty outer window"),
    ],
)
def test_what_does_not_overlap_is_left_out(outer: Window) -> None:
    assert list(windows_within(weekly(WED), weekly(WED, END), SHANGHAI, outer)) == []


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        pytest.param(SHANGHAI, dated("2026-06-01"), "2026-06-01T00:00+08:00", id="a bare date is its midnight"),
        pytest.param(SHANGHAI, dated("2026-06-30", END), "2026-07-01T00:00+08:00", id="end of a day"),
        pytest.param(NEW_YORK, dated("2026-03-08", "02:30"), "2026-03-08T03:30-04:00", id="skipped by DST"),
        pytest.param(NEW_YORK, dated("2026-11-01", "01:30"), "2026-11-01T01:30-04:00", id="doubled by DST"),
    ],
)
def test_a_dated_moment_is_one_instant(zone: ZoneInfo, moment: Moment, expected: str) -> None:
    assert first_moment(moment, zone) == ms(expected)


@pytest.mark.parametrize("moment", [daily("10:00"), weekly(WED), monthly(20), yearly(12, 1), dated("2026-02-29")])
def test_what_has_no_date_has_no_instant(moment: Moment) -> None:
    with pytest.raises(ValueError, match=r"has no date|day is out of range"):
        first_moment(moment, SHANGHAI)


# --- properties -------------------------------------------------------------------------------------------------------

ZONES = st.sampled_from([NEW_YORK, SHANGHAI, CAIRO, GREENLAND, ZoneInfo("Australia/Lord_Howe")])
NEAR_CLOCK_CHANGES = [
    ms(f"{day}T00:00Z") for day in ("2026-03-08", "2026-11-01", "2026-04-24", "2026-03-29", "2028-02-29")
]
MOMENTS = st.one_of(
    st.integers(ms("2025-01-01T00:00Z"), ms("2031-01-01T00:00Z")),
    st.builds(lambda day, by: day + by, st.sampled_from(NEAR_CLOCK_CHANGES), st.integers(-2 * DAY, 2 * DAY)),
)
CLOCKS = st.one_of(st.integers(0, 47).map(lambda halves: halves * HOUR // 2), st.integers(0, DAY - 1))
Recurrence = tuple[Moment, Moment, ZoneInfo]
DAYS: dict[Every, st.SearchStrategy[dict[str, int]]] = {
    "day": st.fixed_dictionaries({}),
    "week": st.fixed_dictionaries({"weekday": st.integers(0, 6)}),
    "month": st.fixed_dictionaries({"day": st.integers(1, 31)}),
    "year": st.fixed_dictionaries({"month": st.sampled_from([1, 2, 3, 11, 12]), "day": st.integers(1, 31)}),
}


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    every = draw(st.sampled_from(sorted(DAYS)))
    opens, closes = (
        structs.replace(Moment(every, clock=draw(CLOCKS), end=draw(st.booleans())), **draw(DAYS[every]))
        for _ in range(2)
    )
    return opens, closes, draw(ZONES)


@given(recurrences(), MOMENTS)
def test_the_window_at_a_moment_contains_it(recurrence: Recurrence, at: int) -> None:
    here = window_at(*recurrence, at)
    assert here is None or here.opens <= at < here.closes


@given(recurrences(), MOMENTS)
def test_no_window_opens_between_now_and_the_next_one(recurrence: Recurrence, after: int) -> None:
    following = next_window(*recurrence, after)
    if following is None:
        return
    assert following.opens > after
    between = windows_within(*recurrence, Window(after + 1, following.opens))
    assert [w for w in between if w.opens > after + 1] == []
    assert window_at(*recurrence, following.opens) == following
    assert window_at(*recurrence, following.opens - 1) != following


@given(recurrences(), MOMENTS)
def test_the_last_window_is_open_or_the_last_before(recurrence: Recurrence, at: int) -> None:
    last = last_window(*recurrence, at)
    here = window_at(*recurrence, at)
    assert here is None or here == last
    assert last is None or last.opens <= at
    following = next_window(*recurrence, last.opens if last else at)
    assert following is None or following.opens > at


@given(recurrences(), MOMENTS, st.integers(1, 400 * DAY))
def test_windows_within_agree_with_the_window_at_each_edge_and_never_overlap(
    recurrence: Recurrence, start: int, length: int
) -> None:
    outer = Window(start, start + length)
    found = list(windows_within(*recurrence, outer))
    assert all(a.closes <= b.opens for a, b in pairwise(found))
    for cut in found:
        whole = window_at(*recurrence, cut.opens)
        assert whole is not None
        assert cut == Window(max(whole.opens, outer.opens), min(whole.closes, outer.closes))
    gaps = [outer.opens, *(w.closes for w in found)]
    assert all(window_at(*recurrence, at) is None for at in gaps if at in outer and not any(at in w for w in found))
