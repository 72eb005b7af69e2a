"""Periods: their edges to the millisecond, and ids that are short and tell when the period ends."""

from datetime import datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.time.periods import began, opening_id, period, period_closes
from chalicelib.domain.time.windows import Window

NEW_YORK = ZoneInfo("America/New_York")
SHANGHAI = ZoneInfo("Asia/Shanghai")
CAIRO = ZoneInfo("Africa/Cairo")  # DST starts at midnight: 2026-04-24 begins at 01:00
ZONES = st.sampled_from([NEW_YORK, SHANGHAI, CAIRO, ZoneInfo("America/Havana"), ZoneInfo("America/Scoresbysund")])
MOMENTS = st.integers(1_735_689_600_000, 1_924_992_000_000)  # 2025 to 2030
Per = Literal["day", "week", "month", "year"]
PERS = st.sampled_from(get_args(Per))
WEEKDAYS = st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])


def ms(text: str) -> int:
    return (datetime.fromisoformat(text) - datetime.fromisoformat("1970-01-01T00:00Z")) // timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("zone", "per", "starts", "id", "opens", "closes"),
    [
        (SHANGHAI, "day", "Mon", "d260603", "2026-06-03T00:00+08:00", "2026-06-04T00:00+08:00"),
        (SHANGHAI, "day", "Mon", "d280229", "2028-02-29T00:00+08:00", "2028-03-01T00:00+08:00"),
        (NEW_YORK, "day", "Mon", "d260308", "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00"),
        (NEW_YORK, "day", "Mon", "d261101", "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00"),
        (CAIRO, "day", "Mon", "d260423", "2026-04-23T00:00+02:00", "2026-04-24T01:00+03:00"),
        (CAIRO, "day", "Mon", "d260424", "2026-04-24T01:00+03:00", "2026-04-25T00:00+03:00"),
        (SHANGHAI, "week", "Mon", "w260601", "2026-06-01T00:00+08:00", "2026-06-08T00:00+08:00"),
        (SHANGHAI, "week", "Sun", "w260531", "2026-05-31T00:00+08:00", "2026-06-07T00:00+08:00"),
        (SHANGHAI, "week", "Wed", "w261230", "2026-12-30T00:00+08:00", "2027-01-06T00:00+08:00"),
        (NEW_YORK, "week", "Mon", "w260302", "2026-03-02T00:00-05:00", "2026-03-09T00:00-04:00"),
        (SHANGHAI, "month", "Mon", "m2602", "2026-02-01T00:00+08:00", "2026-03-01T00:00+08:00"),
        (SHANGHAI, "month", "Mon", "m2802", "2028-02-01T00:00+08:00", "2028-03-01T00:00+08:00"),
        (SHANGHAI, "month", "Mon", "m2612", "2026-12-01T00:00+08:00", "2027-01-01T00:00+08:00"),
        (NEW_YORK, "month", "Mon", "m2611", "2026-11-01T00:00-04:00", "2026-12-01T00:00-05:00"),
        (SHANGHAI, "year", "Mon", "y26", "2026-01-01T00:00+08:00", "2027-01-01T00:00+08:00"),
        (NEW_YORK, "year", "Mon", "y28", "2028-01-01T00:00-05:00", "2029-01-01T00:00-05:00"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.key,
)
def test_a_period_holds_its_first_to_its_last_millisecond(
    zone: ZoneInfo, per: Per, starts: str, id: str, opens: str, closes: str
) -> None:
    window = Window(ms(opens), ms(closes))
    for inside in (window.opens, window.closes - 1):
        assert (period(per, zone, inside, starts).id, period(per, zone, inside, starts).window) == (id, window)
    assert period(per, zone, window.opens - 1, starts).window.closes == window.opens
    assert period(per, zone, window.closes, starts).window.opens == window.closes
    assert period_closes(id, zone) == window.closes


@given(per=PERS, zone=ZONES, starts=WEEKDAYS, at=MOMENTS)
def test_periods_tile_time_and_their_ids_tell_their_end(per: Per, zone: ZoneInfo, starts: str, at: int) -> None:
    here = period(per, zone, at, starts)
    following = period(per, zone, here.window.closes, starts)
    assert at in here.window
    assert following.window.opens == here.window.closes
    assert following.id != here.id
    assert period_closes(here.id, zone) == here.window.closes


def test_the_id_of_an_opening_is_the_minute_in_which_it_began() -> None:
    window = Window(0x1C_0000 * 60_000, 0x1C_0010 * 60_000)
    assert opening_id(window) == opening_id(Window(window.opens + 59_999, window.closes)) == "o1c0000"
    assert opening_id(Window(window.opens + 60_000, window.closes)) == "o1c0001"
    assert began("o1c0001") == window.opens + 60_000


@given(opens=MOMENTS, length=st.integers(1, 10**10), later=st.integers(1, 10**10))
def test_an_opening_stays_the_same_wherever_its_end_is_moved(opens: int, length: int, later: int) -> None:
    named = opening_id(Window(opens, opens + length))
    assert named == opening_id(Window(opens, opens + length + later))
    assert period_closes(named, SHANGHAI) is None
    assert 0 <= opens - (began(named) or 0) < 60_000


def test_the_campaign_never_ends_by_itself() -> None:
    assert period_closes("c", SHANGHAI) is began("c") is None


@pytest.mark.parametrize("id", ["", "x260601", "d2606", "d260631", "m", "m2613", "campaign", "o", "o1c0000-1c0010"])
def test_what_is_no_period_is_an_error(id: str) -> None:
    with pytest.raises(ValueError):
        period_closes(id, SHANGHAI)
