"""Announcing windows and closings: each is told, in order and under one id, however the schedule fires."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

import app
from chalicelib import settings, wiring
from chalicelib.domain.publishing import live
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.announce import LONGEST, Announce
from chalicelib.store.bus import Bus
from chalicelib.store.cursors import Cursors
from chalicelib.store.reader import Reader
from local.embedded_aws import REGION
from tests.faults import instead
from tests.services.listener import NAME, Listener, bus, listening
from tests.services.scheduled import EVENT
from tests.services.steering import DAY, MASTER, OPENS, PROGRAMME, Office, spa

HOUR, MINUTE = 3_600_000, 60_000
SHOP = {"opens": "daily 09:00", "closes": "daily 21:00", "offers": {"soap": {"gives": {"prizes": "soap"}}}}
NINE = OPENS + 9 * DAY + 9 * HOUR  # 2026-06-10 09:00 in Shanghai
CLOSES = OPENS + 30 * DAY


@pytest.fixture
def crm(table: None) -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture
def office(crm: Listener) -> Office:
    """With the spa in force, and a shop in it that is open from 9 to 21."""
    office = Office()
    office.installing.publish([("programme", PROGRAMME), ("spa", spa(redemptions={"shop": SHOP}))], 0, takes_effect=0)
    return office


@pytest.fixture
def announce(office: Office) -> Announce:
    return container(office)


def container(office: Office, told: Bus | None = None) -> Announce:
    """Another container of the schedule."""
    return Announce(office.campaigns, Cursors(Reader(lambda _: None, Random(1))), told or bus())


def brief(crm: Listener) -> list[str]:
    """What was heard, in short."""
    return [f"{one['type'].removeprefix('tessera.')} {one['id']}" for one in crm.notices()]


def test_the_first_run_begins_at_now(announce: Announce, crm: Listener) -> None:
    assert announce.run(NINE + HOUR) == []
    assert announce.run(NINE + 2 * HOUR) == []
    assert crm.heard() == []


def test_a_window_that_opens_is_told_as_a_cloudevent(announce: Announce, crm: Listener) -> None:
    announce.run(NINE - 1)
    announce.run(NINE + MINUTE)

    [event] = crm.heard()
    assert (event["source"], event["detail-type"]) == ("tessera", "tessera.window.opened")
    assert event["detail"] == {
        "specversion": "1.0",
        "id": f"spa/redemptions/shop/opened/{NINE}",
        "source": "tessera/campaigns/spa",
        "type": "tessera.window.opened",
        "subject": "spa",
        "time": "2026-06-10T01:00:00.000+00:00",
        "datacontenttype": "application/json",
        "data": {"campaign": "spa", "redemption": "shop", "opens": NINE, "closes": NINE + 12 * HOUR},
    }


def test_minute_by_minute_each_is_told_once(announce: Announce, crm: Listener) -> None:
    for now in range(NINE - 2 * MINUTE, NINE + 3 * MINUTE, MINUTE):
        announce.run(now)

    assert brief(crm) == [f"window.opened spa/redemptions/shop/opened/{NINE}"]


def test_what_fires_twice_at_once_tells_the_same_ids(announce: Announce, office: Office, crm: Listener) -> None:
    announce.run(NINE - 1)
    told: list[list[str]] = []

    def meanwhile(request: Any) -> None:
        told.append(container(office).run(NINE + MINUTE))

    with instead("PutItem", meanwhile):
        told.append(announce.run(NINE + MINUTE))

    assert told[0] == told[1] == [f"spa/redemptions/shop/opened/{NINE}"]
    assert len(set(brief(crm))) == 1
    assert announce.run(NINE + 2 * MINUTE) == []


def test_what_was_silent_catches_up_all_in_order(announce: Announce, office: Office, crm: Listener) -> None:
    announce.run(OPENS - 1)
    assert len(container(office).run(OPENS + DAY + 10 * HOUR)) == 4

    assert brief(crm) == [
        f"window.opened spa/opened/{OPENS}",
        f"window.opened spa/redemptions/shop/opened/{OPENS + 9 * HOUR}",
        f"window.closed spa/redemptions/shop/closed/{OPENS + 21 * HOUR}",
        f"window.opened spa/redemptions/shop/opened/{OPENS + DAY + 9 * HOUR}",
    ]


def test_a_long_silence_tells_the_last_days_only(
    announce: Announce, crm: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    announce.run(OPENS - 1)
    told = announce.run(NINE)

    assert [int(one.rpartition("/")[2]) for one in told] == [
        NINE - 2 * DAY - 12 * HOUR,
        NINE - 2 * DAY,
        NINE - DAY - 12 * HOUR,
        NINE - DAY,
        NINE - 12 * HOUR,
        NINE,
    ]
    assert LONGEST == 3 * DAY
    assert [line.levelname for line in caplog.records] == ["WARNING"]


def test_a_bus_that_fails_is_told_all_the_next_time(
    announce: Announce, office: Office, crm: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce.run(NINE - 1)
    with monkeypatch.context() as patched:
        patched.setattr(Bus, "_send", lambda _, entries: entries)
        with pytest.raises(Unavailable):
            announce.run(NINE + MINUTE)

    assert announce.run(NINE + 2 * MINUTE) == [f"spa/redemptions/shop/opened/{NINE}"]


def test_a_clock_that_jumped_ahead_is_followed_back(announce: Announce, crm: Listener) -> None:
    announce.run(NINE - 1)
    announce.run(NINE + 400 * DAY)
    crm.heard()

    assert announce.run(NINE + MINUTE) == []
    assert announce.run(NINE + 12 * HOUR) == [f"spa/redemptions/shop/closed/{NINE + 12 * HOUR}"]


def test_a_campaign_that_was_closed_for_good_is_told_once(announce: Announce, office: Office, crm: Listener) -> None:
    closed = CLOSES + DAY + HOUR
    announce.run(CLOSES + HOUR)
    assert office.closing.due(closed) == ["spa"]

    assert announce.run(closed + MINUTE) == ["spa/closed-for-good"]
    assert announce.run(closed + 2 * MINUTE) == []

    [notice] = crm.notices()
    assert (notice["type"], notice["subject"], notice["time"][:19]) == (
        "tessera.campaign.closed",
        "spa",
        "2026-07-01T17:00:00",
    )
    assert notice["data"] == {"campaign": "spa", "version": 1}


def test_what_closed_during_the_silence_tells_its_windows_too(
    announce: Announce, office: Office, crm: Listener
) -> None:
    announce.run(CLOSES - HOUR)
    office.closing.due(CLOSES + DAY + HOUR)

    assert announce.run(CLOSES + 2 * DAY) == [f"spa/closed/{CLOSES}", "spa/closed-for-good"]


def test_a_closing_is_told_also_after_a_clock_that_jumped(announce: Announce, office: Office, crm: Listener) -> None:
    closed = CLOSES + DAY + HOUR
    announce.run(closed)
    office.closing.due(closed)
    announce.run(closed - MINUTE)

    assert announce.run(closed + MINUTE) == ["spa/closed-for-good"]


def test_versions_that_replaced_each_other_in_the_silence_open_nothing_anew(
    announce: Announce, office: Office, crm: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "KEPT", live.LEAD)  # as if the silence were longer than what was replaced stays listed
    now = NINE + HOUR
    announce.run(now)
    for n in range(3):
        office.installing.publish([("spa", spa(title=f"Spa {n}", redemptions={"shop": SHOP}))], now + n * 10 * MINUTE)

    assert 1 not in {one.number for one in office.campaigns.live().versions["spa"]}
    assert announce.run(now + HOUR) == []


def test_a_paused_campaign_is_told_as_paused(announce: Announce, office: Office, crm: Listener) -> None:
    announce.run(NINE - 1)
    office.now = NINE - 1
    office.steer.pause("spa", office.order())
    announce.run(NINE + MINUTE)

    [notice] = crm.notices()
    assert notice["data"]["paused"] is True


def test_a_stage_without_a_bus_keeps_no_cursor(office: Office) -> None:
    quiet = container(office, Bus("", REGION, lambda _: None, Random(1)))

    assert quiet.run(NINE) == quiet.run(NINE + DAY) == []
    assert Cursors(Reader(lambda _: None, Random(1))).read("announce").moved == 0


def test_the_app_has_it_on_a_schedule(office: Office, crm: Listener) -> None:
    now = NINE - 1
    environment = {"TESSERA_STAGE": "local", "TESSERA_BUS": NAME, "TESSERA_MASTER_SEED": MASTER.hex()}
    wiring.use(wiring.build(settings.read(environment), clock=lambda: now))
    try:
        assert app.announce_windows(EVENT, None) == []
        now = NINE
        assert app.announce_windows(EVENT, None) == [f"spa/redemptions/shop/opened/{NINE}"]
    finally:
        wiring.use(None)
    assert len(crm.heard()) == 1
