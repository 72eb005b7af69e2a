"""What the minute's look sees: the stocks that may be taken from now, by what their shards hold, and what is paused."""

from collections.abc import Iterator
from typing import Any

import pytest
from chalice.test import Client

import app
from chalicelib import wiring
from chalicelib.domain.record.outcome import POOL_SHARDS, StockKey, pool_key
from chalicelib.services.steer import Instruction
from chalicelib.services.watch import StockLeft
from chalicelib.store.table import Item, shard_key
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.api.world import OPENING, opened
from tests.telemetry.told import Context, of, telling

PRIZES = {"prizes/rose", "prizes/many", "prizes/few", "prizes/only"}
SERUM = "redemptions/monthly/serum"
COUNTER = {f"redemptions/counter/{offer}" for offer in ("cup", "kit", "vase")}
SPA = "/v1/campaigns/spa"
DAY = 86_400_000


@pytest.fixture
def api(aws: None) -> Iterator[Api]:
    with opened() as caller:
        yield caller


def seen(now: int) -> dict[str, float]:
    return {one.key.stock: one.percent for one in wiring.parts().operations.watch.look(now).stocks}


def test_a_prize_is_seen_while_its_campaign_is_open_and_an_offer_while_it_is(api: Api) -> None:
    opens = OPENING - 19 * DAY - 10 * 3_600_000  # 1 June, midnight in Shanghai

    assert set(seen(OPENING - 1)) == PRIZES | COUNTER
    assert set(seen(OPENING)) == PRIZES | COUNTER | {SERUM}
    assert set(seen(OPENING + 11 * DAY)) == set()
    assert set(seen(opens - 1)) == set()


def test_what_was_taken_is_missing(api: Api) -> None:
    _, token = api.member("ana")
    api.now = OPENING
    api.act("/v1/events", token, {"type": "shop.visited"})

    assert api.act(f"{SPA}/redemptions/monthly/serum/redeem", token).status_code == 200
    assert api.act(f"{SPA}/boxes/rush/draw", token, {"times": 10}).status_code in (200, 409)
    assert api.act(f"{SPA}/boxes/free/draw", token).status_code == 200

    left = seen(OPENING)
    assert (left[SERUM], left["prizes/only"], left["prizes/many"]) == (80, 0, 100)


def test_of_a_thousand_shards_a_hundred_are_read(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    published = wiring.parts()
    published.catalogue.refresh()
    spa = published.catalogue.definitions(OPENING).campaigns["spa"]
    monkeypatch.setitem(spa.shards, "prizes/many", 1000)
    key = StockKey("spa", "prizes/many", "")
    for shard in range(0, 1000, 10):
        Item(*shard_key(key, shard), taken=1 if shard < 500 else 0).save()

    with DynamoCalls() as calls:
        look = wiring.parts().operations.watch.look(OPENING - 1)

    assert StockLeft(key, 50) in look.stocks
    assert calls.read_units == 1 + 0.5 * (100 + 2 + 20 + 1 + 20 + 20 + 1 + POOL_SHARDS)


def test_a_pool_is_seen_once_it_was_filled(api: Api) -> None:
    assert "pools/cinema" not in seen(OPENING)
    wiring.parts().operations.codes.upload("cinema", ["C-1", "C-2", "C-3", "C-4"], "june", "mia", OPENING)
    _, token = api.member("ana")
    api.now = OPENING
    assert api.act(f"{SPA}/redemptions/counter/ticket/redeem", token).status_code == 200
    assert StockLeft(pool_key("cinema"), 75) in wiring.parts().operations.watch.look(OPENING).stocks


def test_the_look_is_told_as_gauges(api: Api) -> None:
    api.now = OPENING
    event: Any = Client(app.app).events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    _, token = api.member("ana")
    api.act(f"{SPA}/boxes/free/draw", token)
    parts = wiring.parts()

    with telling("watch") as told:
        app.watch(event, Context())
        parts.operations.steer.pause("spa", Instruction("mei", api.now))
        app.watch(event, Context())

    metrics = told.metrics()
    assert metrics[of("PausedCampaigns")] == [0, 1]
    assert metrics[of("StockLeftPercent")] == [0, 0]
    assert metrics[of("StockLeftPercent", campaign="spa", stock="prizes/many")] == [100, 100]
    assert metrics[of("StockLeftPercent", campaign="spa", stock="prizes/only")] == [0, 0]
