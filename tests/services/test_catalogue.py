"""What a container plays by: switching by the clock, renewing its copy, and stopping when it can't."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest

from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.publishing.live import LEAD, Settling, without
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.publish import Publish
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.reader import Reader
from chalicelib.store.table import LIVE, Item, version_key
from tests.closing import closing

MASTER = b"the master secret of these tests"
NOW = 1_780_000_000_000


class Shop:
    """A table with a publisher, and one container's catalogue with a clock of its own."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.reader = Reader(lambda _: None, Random(1))
        self.campaigns = Campaigns(self.reader)
        self.publisher = Publish(self.campaigns, MASTER, lambda: bytes(32))
        self.catalogue = Catalogue(self.campaigns, MASTER, lambda: self.seconds)

    def publish(self, *trees: tuple[str, dict[str, Any]], now: int = NOW, takes_effect: int | None = None) -> None:
        self.publisher.publish(trees, now, takes_effect)

    def definitions(self, now: int = NOW) -> Definitions:
        return self.catalogue.definitions(now)

    def titles(self, now: int = NOW) -> dict[str, object]:
        return {name: one.campaign.title for name, one in self.definitions(now).campaigns.items()}


@pytest.fixture
def shop(table: None) -> Shop:
    return Shop()


def campaign(name: str, title: str = "") -> tuple[str, dict[str, Any]]:
    window = {"timezone": "Asia/Shanghai", "opens": "2026-06-01 00:00", "closes": "end of 2026-06-30"}
    return name, {"campaign": name, "title": title or name, **window}


def challenge(name: str) -> tuple[str, dict[str, Any]]:
    name, tree = campaign(name)
    task = {"when": "shop.visited", "gives": {"points": "10"}}
    return name, tree | {"challenges": {"days": {"tasks": {"visit": task}}}}


def programme(*tiers: str) -> tuple[str, dict[str, Any]]:
    return "programme", {"tiers": {tier: {} for tier in tiers}, "events": {"shop.visited": {"from": "client"}}}


def test_serves_what_is_in_force(shop: Shop) -> None:
    shop.publish(programme("silver", "gold"), challenge("spa"), challenge("gala"), takes_effect=0)
    shop.catalogue.refresh()

    definitions = shop.definitions()

    assert list(definitions.campaigns) == ["spa", "gala"]
    assert list(definitions.programme.tiers) == ["silver", "gold"]
    assert [one.published.id for one in definitions.listeners["shop.visited"]] == ["spa", "gala"]


def test_serves_no_campaign_where_none_was_published(shop: Shop) -> None:
    shop.catalogue.take(None)

    assert shop.titles() == {}


def test_switches_by_the_clock_without_reading(shop: Shop) -> None:
    shop.publish(programme("silver"), campaign("spa", "one"), takes_effect=0)
    shop.publish(programme("gold"), campaign("spa", "two"), campaign("gala"), now=NOW)
    shop.catalogue.refresh()
    for item in Item.scan():
        item.delete()

    assert shop.titles(NOW + LEAD - 1) == {"spa": "one"}
    assert list(shop.definitions(NOW + LEAD - 1).programme.tiers) == ["silver"]
    assert shop.titles(NOW + LEAD) == {"spa": "two", "gala": "gala"}
    assert list(shop.definitions(NOW + LEAD).programme.tiers) == ["gold"]


def test_what_was_replaced_lately_is_at_hand_to_settle_by_it(shop: Shop) -> None:
    for n, title in enumerate(("first", "second", "third")):
        shop.publish(programme("gold"), campaign("spa", title), now=NOW + n * LEAD)
    shop.catalogue.refresh()

    for n, before in enumerate(([], ["first"], ["first", "second"]), 1):
        replaced = shop.definitions(NOW + n * LEAD).replaced
        assert [one.published.campaign.title for one in replaced["spa"]] == before
        assert [one.since for one in replaced["spa"]] == [NOW + LEAD, NOW + 2 * LEAD][: len(before)]
        assert "programme" not in replaced


def test_the_programme_of_an_earlier_moment_is_at_hand(shop: Shop) -> None:
    for n, tier in enumerate(("silver", "gold", "black")):
        shop.publish(programme(tier), now=NOW + n * LEAD)
    shop.catalogue.refresh()

    definitions = shop.definitions(NOW + 3 * LEAD)
    moments = [0, NOW + LEAD, NOW + 2 * LEAD - 1, NOW + 2 * LEAD, NOW + 3 * LEAD - 1, NOW + 3 * LEAD, NOW + 9 * LEAD]
    found = [[*definitions.programme_at(moment).tiers] for moment in moments]
    assert found == [["silver"], ["silver"], ["silver"], ["gold"], ["gold"], ["black"], ["black"]]
    assert [*shop.definitions(NOW + LEAD).programme_at(0).tiers] == ["silver"]


def test_assembles_once_for_the_same_versions(shop: Shop) -> None:
    shop.publish(campaign("spa"), takes_effect=0)
    shop.catalogue.refresh()
    before = shop.definitions()
    shop.publish(campaign("gala"))
    shop.catalogue.refresh()

    assert shop.definitions(NOW + LEAD - 1) is before
    assert shop.definitions(NOW + LEAD) is shop.definitions(NOW + 2 * LEAD)
    assert shop.definitions(NOW + LEAD).campaigns["spa"] is before.campaigns["spa"]


def test_a_campaign_that_was_closed_is_not_in_force_and_stays_at_hand(shop: Shop) -> None:
    shop.publish(campaign("spa"), campaign("gala"), takes_effect=0)
    shop.catalogue.refresh()
    assert len(shop.definitions().campaigns) == 2
    closing(shop.campaigns, shop.reader, MASTER).due(NOW + 365 * 86_400_000)
    shop.catalogue.refresh()

    assert shop.titles() == {}
    assert shop.definitions().settling.keys() == {"spa", "gala"}
    assert shop.definitions().owing("spa") is not None


def test_a_closed_campaign_leaves_by_the_clock(shop: Shop) -> None:
    """Lists show it to its last moment, so that what members hold of it is nowhere missing without a receipt."""
    shop.publish(campaign("spa"), campaign("gala"), takes_effect=0)
    live = shop.campaigns.live()
    shop.campaigns.revise(live, without(live, "spa", Settling(1, NOW)))
    shop.catalogue.refresh()

    assert [one.id for one in shop.definitions(NOW + LEAD - 1).listed] == ["gala", "spa"]
    assert [one.id for one in shop.definitions(NOW + LEAD).listed] == ["gala"]
    assert shop.definitions(NOW + LEAD - 1).settling.keys() == {"spa"}
    assert shop.definitions(NOW + LEAD - 1).leaving == set()
    assert shop.definitions(NOW + LEAD).leaving == {"spa"}
    assert shop.definitions(NOW + LEAD).owing("spa") is not None, "for whom it owes something to"


@pytest.mark.parametrize(
    ("age", "stale", "serves"),
    [
        pytest.param(0.0, False, True, id="fresh"),
        pytest.param(20.0, False, True, id="just good"),
        pytest.param(20.1, True, True, id="to be renewed"),
        pytest.param(40.0, True, True, id="just served"),
        pytest.param(40.1, True, False, id="too old to be played by"),
    ],
)
def test_a_copy_ages_by_the_containers_own_clock(shop: Shop, age: float, stale: bool, serves: bool) -> None:
    shop.publish(campaign("spa"), takes_effect=0)
    shop.catalogue.refresh()
    shop.seconds += age

    assert shop.catalogue.stale() is stale
    if serves:
        assert shop.titles() == {"spa": "spa"}
    else:
        with pytest.raises(Unavailable) as refused:
            shop.definitions()
        assert refused.value.code == "definitions_stale"


def test_a_container_that_has_read_nothing_yet_serves_nothing(shop: Shop) -> None:
    assert shop.catalogue.stale()
    with pytest.raises(Unavailable) as refused:
        shop.definitions()
    assert refused.value.code == "definitions_stale"


def test_a_list_that_rode_along_renews_the_copy(shop: Shop) -> None:
    shop.publish(campaign("spa"), takes_effect=0)
    shop.catalogue.refresh()
    shop.seconds += 41

    shop.catalogue.take(shop.reader.read([LIVE])[LIVE])

    assert not shop.catalogue.stale()
    assert shop.titles() == {"spa": "spa"}


def test_an_unchanged_list_reads_no_version_again(shop: Shop) -> None:
    shop.publish(campaign("spa"), takes_effect=0)
    shop.catalogue.refresh()
    Item(*version_key("spa", 1)).delete()

    shop.catalogue.refresh()
    shop.publish(campaign("gala"))
    shop.catalogue.refresh()

    assert shop.titles() == {"spa": "spa"}


def test_an_older_list_that_comes_late_changes_nothing(shop: Shop) -> None:
    shop.publish(campaign("spa"), takes_effect=0)
    late = shop.reader.read([LIVE])[LIVE]
    shop.publish(campaign("gala"))
    shop.catalogue.refresh()
    shop.seconds += 30

    shop.catalogue.take(late)

    assert shop.catalogue.stale()
    assert shop.titles(NOW + LEAD) == {"spa": "spa", "gala": "gala"}


def test_a_version_that_this_release_can_not_read_leaves_the_copy_as_it_is(shop: Shop) -> None:
    shop.publish(campaign("spa"), takes_effect=0)
    shop.catalogue.refresh()
    name, tree = campaign("gala")
    shop.publish((name, tree))
    newer = Item.get(*version_key("gala", 1))
    newer.update([Item.body.set(newer.body.replace(b'"title"', b'"novel"'))])

    with pytest.raises(Unavailable) as refused:
        shop.catalogue.refresh()

    assert refused.value.code == "definitions_unreadable"
    assert shop.titles(NOW + LEAD) == {"spa": "spa"}


def test_threads_get_the_same_definitions(shop: Shop) -> None:
    shop.publish(programme("silver"), campaign("spa"), takes_effect=0)

    def request(_: int) -> Definitions:
        if shop.catalogue.stale():
            shop.catalogue.refresh()
        return shop.definitions()

    with ThreadPoolExecutor(8) as threads:
        served = list(threads.map(request, range(64)))

    assert len({id(one) for one in served}) == 1
