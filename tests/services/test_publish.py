"""Publishing: what becomes a version, what is fixed for good, and what is refused."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from chalicelib.domain.chance import drawing
from chalicelib.domain.publishing.definitions import Version
from chalicelib.domain.publishing.live import LEAD, Listed
from chalicelib.domain.words.errors import Conflict, Rejected
from chalicelib.services.publish import Publish
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.reader import Reader
from tests.closing import closing
from tests.services.steering import PROGRAMME as OF_THE_OFFICE
from tests.services.steering import Office
from tests.services.steering import spa as of_the_office

MASTER = b"the master secret of these tests"
NOW = 1_780_000_000_000
PROGRAMME = {"tiers": {"silver": {}, "gold": {}}, "events": {"shop.visited": {"from": "client"}}}


@pytest.fixture
def campaigns(table: None) -> Campaigns:
    return Campaigns(Reader(sleep=lambda _: None, rng=Random(1)))


@pytest.fixture
def publish(campaigns: Campaigns, entropy: Callable[[], bytes]) -> Publish:
    return Publish(campaigns, MASTER, entropy)


@pytest.fixture
def entropy() -> Callable[[], bytes]:
    """Other bytes with each call."""
    calls = iter(range(1, 100))
    return lambda: bytes([next(calls)] * 32)


def spa(title: str = "Spa", odds: dict[str, str] | None = None, **blocks: Any) -> dict[str, Any]:
    prizes = {"soap": {"gift": "soap-1"}, "rose": {"gift": "rose-1", "stock": "5000", "when_out": "soap"}}
    return {
        "campaign": "spa",
        "title": title,
        "timezone": "Asia/Shanghai",
        "opens": "2026-06-01 00:00",
        "closes": "end of 2026-06-30",
        "blind_boxes": {"care": {"odds": odds or {"rose": "1%", "soap": "rest"}}},
        "prizes": prizes,
        **blocks,
    }


def newest(campaigns: Campaigns, name: str) -> Version:
    live = campaigns.live()
    key = (name, live.newest[name])
    return campaigns.versions({key})[key]


def test_publishes_campaigns_and_programme_together(publish: Publish, campaigns: Campaigns) -> None:
    published = publish.publish([("programme", PROGRAMME), ("spa", spa())], NOW)

    assert [(one.id, one.number, one.published) for one in published] == [("programme", 1, NOW), ("spa", 1, NOW)]
    assert campaigns.versions({("programme", 1), ("spa", 1)}) == {(one.id, 1): one for one in published}
    assert campaigns.live().versions == {"programme": (Listed(1, NOW + LEAD),), "spa": (Listed(1, NOW + LEAD),)}


def test_publishing_the_same_again_publishes_nothing(publish: Publish, campaigns: Campaigns) -> None:
    publish.publish([("programme", PROGRAMME), ("spa", spa())], NOW)
    before = campaigns.live()

    assert publish.publish([("programme", PROGRAMME), ("spa", spa())], NOW + 1) == []
    assert campaigns.live() == before


def test_only_what_changed_is_a_new_version(publish: Publish, campaigns: Campaigns) -> None:
    publish.publish([("programme", PROGRAMME), ("spa", spa())], NOW)

    published = publish.publish([("programme", PROGRAMME), ("spa", spa("Spa again"))], NOW + 1)

    assert [(one.id, one.number) for one in published] == [("spa", 2)]
    assert campaigns.live().newest == {"programme": 1, "spa": 2}


IN_JULY = 1_783_000_000_000


def test_what_is_over_is_left_out_and_keeps_its_name(
    publish: Publish, campaigns: Campaigns, caplog: pytest.LogCaptureFixture
) -> None:
    gala = spa() | {"campaign": "gala", "closes": "end of 2026-09-30"}
    publish.publish([("programme", PROGRAMME)], NOW)

    assert [one.id for one in publish.publish([("spa", spa()), ("gala", gala)], IN_JULY)] == ["gala"]
    assert caplog.messages == [
        "spa is not published: it is over since 2026-07-01 00:00 Asia/Shanghai: is the year right?"
    ]
    closing(campaigns, Reader(sleep=lambda _: None, rng=Random(1)), MASTER).due(IN_JULY + 3_600_000)
    [later] = publish.publish([("spa", spa() | {"closes": "end of 2026-09-30"})], IN_JULY + 3_600_000)
    assert (later.id, later.number) == ("spa", 1)


def test_into_an_empty_table_all_is_published_whatever_the_day(publish: Publish) -> None:
    """On a laptop, any day may be pretended afterwards."""
    both = [("programme", PROGRAMME), ("spa", spa())]
    assert [one.id for one in publish.publish(both, IN_JULY, takes_effect=0)] == ["programme", "spa"]


def test_what_is_played_may_be_changed_after_its_end(publish: Publish) -> None:
    """It may be prolonged until it is closed, and what is late still counts."""
    publish.publish([("programme", PROGRAMME), ("spa", spa())], NOW)
    assert [one.number for one in publish.publish([("spa", spa("Another title"))], IN_JULY)] == [2]


def test_another_order_of_odds_is_another_version(publish: Publish) -> None:
    publish.publish([("spa", spa(odds={"rose": "1%", "soap": "rest"}))], NOW)

    assert publish.publish([("spa", spa(odds={"soap": "rest", "rose": "1%"}))], NOW) != []


@pytest.mark.parametrize(
    ("steps", "brought", "expected"),
    [
        pytest.param("install A", "A", None, id="brought again"),
        pytest.param("install A", "B", 2, id="changed"),
        pytest.param("install A, release B", "A", None, id="managers went on"),
        pytest.param("install A, release B", "B", None, id="what managers published, fetched into the folder"),
        pytest.param("install A, release B", "C", 3, id="changed, beside what managers did"),
        pytest.param("install A, submit B", "A", None, id="managers are about to go on"),
        pytest.param("install A, submit B", "B", None, id="handed in, which no restart approves"),
        pytest.param("install A, submit B", "C", 3, id="changed, beside what waits for approval"),
        pytest.param("install A, release B, release C", "A", None, id="managers went on twice"),
        pytest.param("install A, release B, release C", "B", None, id="fetched before the last of managers' versions"),
        pytest.param("install A, release B, rollback 1", "B", None, id="what managers have taken back"),
        pytest.param("install A, release B, rollback 1", "A", None, id="gone back to what was brought"),
        pytest.param("install A, install B", "A", 3, id="the folder itself went back"),
        pytest.param("install A, install B, release C", "A", 4, id="the folder went back, beside managers"),
        pytest.param("install A, install B, release C", "B", None, id="the folder's second text"),
        pytest.param("release A", "A", None, id="made by managers alone"),
        pytest.param("release A, release B", "A", None, id="made by managers alone, who went on"),
        pytest.param("release A, release B", "C", 3, id="first brought, otherwise than managers have it"),
        pytest.param("install A, pause, resume", "A", None, id="stopped for a while"),
    ],
)
def test_a_restart_publishes_only_a_text_that_is_new(
    table: None, steps: str, brought: str, expected: int | None
) -> None:
    """A, B and C are texts of the campaign. expected: the number of the version that the restart makes, if any."""
    office, texts = Office(), {name: of_the_office(title=f"Spa {name}") for name in "ABC"}
    office.installing.publish([("programme", OF_THE_OFFICE)], office.now, takes_effect=0)
    for step in steps.split(", "):
        office.now += 2 * LEAD
        does, _, on = step.partition(" ")
        if does == "install":
            office.installing.publish([("spa", texts[on])], office.now)
        elif does == "rollback":
            office.rollback(int(on))
        elif does in ("pause", "resume"):
            getattr(office.steer, does)("spa", office.order())
        else:
            (office.release if does == "release" else office.submit)(texts[on])
    before, office.now = office.campaigns.live(), office.now + 2 * LEAD

    made = office.installing.publish([("programme", OF_THE_OFFICE), ("spa", texts[brought])], office.now)

    assert [(one.id, one.number) for one in made] == ([("spa", expected)] if expected else [])
    assert office.campaigns.live() == before or expected
    office.done()  # with an audit trail that holds


@pytest.mark.parametrize(
    ("first", "takes_effect", "expected"),
    [
        pytest.param(True, None, NOW + LEAD, id="as soon as it may"),
        pytest.param(True, 0, 0, id="the very first at any moment"),
        pytest.param(False, None, NOW + LEAD, id="a later one as soon as it may"),
        pytest.param(False, NOW + LEAD, NOW + LEAD, id="a later one after the lead"),
        pytest.param(False, NOW + LEAD - 1, "takes_effect_too_soon", id="a later one within the lead"),
    ],
)
def test_a_version_takes_effect_only_when_every_container_knows_it(
    publish: Publish, campaigns: Campaigns, first: bool, takes_effect: int | None, expected: int | str
) -> None:
    if not first:
        publish.publish([("programme", PROGRAMME)], NOW - 1, takes_effect=0)
    if isinstance(expected, str):
        with pytest.raises(Conflict) as refused:
            publish.publish([("spa", spa())], NOW, takes_effect)
        assert refused.value.code == expected
        assert "spa" not in campaigns.live().versions
    else:
        publish.publish([("spa", spa())], NOW, takes_effect)
        assert campaigns.live().versions["spa"] == (Listed(1, expected),)


def test_commits_to_seeds_that_no_later_version_changes(publish: Publish, campaigns: Campaigns) -> None:
    [first] = publish.publish([("spa", spa())], NOW)
    second_box = {"care": {"odds": {"soap": "100%"}}, "more": {"odds": {"soap": "100%"}}}
    [second] = publish.publish([("spa", spa(blind_boxes=second_box))], NOW)

    seed = drawing.secret_seed(MASTER, "spa", "blind_boxes/care", first.epoch)
    assert first.commitments == {"blind_boxes/care": drawing.commitment(seed)}
    assert second.epoch == first.epoch
    assert second.commitments["blind_boxes/care"] == first.commitments["blind_boxes/care"]
    assert second.commitments.keys() == {"blind_boxes/care", "blind_boxes/more"}


def test_a_box_that_was_taken_out_keeps_its_commitment(publish: Publish) -> None:
    [first] = publish.publish([("spa", spa())], NOW)
    [second] = publish.publish([("spa", spa(blind_boxes={}))], NOW)

    assert second.commitments == first.commitments


def test_two_campaigns_have_epochs_of_their_own(publish: Publish) -> None:
    one, other = publish.publish([("spa", spa()), ("gala", spa() | {"campaign": "gala"})], NOW)

    assert one.epoch != other.epoch


def test_shards_are_fixed_by_the_first_version_that_has_the_stock(publish: Publish) -> None:
    prizes = {"soap": {"gift": "soap-1"}, "rose": {"gift": "rose-1", "stock": "5000", "when_out": "soap"}}
    topped_up = {**prizes, "rose": prizes["rose"] | {"stock": "9"}, "oil": prizes["rose"] | {"stock": "9"}}

    [first] = publish.publish([("spa", spa(prizes=prizes))], NOW)
    [second] = publish.publish([("spa", spa(prizes=topped_up, crowd="4000 a second"))], NOW)
    [third] = publish.publish([("spa", spa(blind_boxes={}, prizes={"soap": {"gift": "soap-1"}}))], NOW)

    assert first.shards == {"prizes/rose": 20}
    assert second.shards == {"prizes/rose": 20, "prizes/oil": 9}
    assert third.shards == second.shards


@pytest.mark.parametrize(
    ("name", "tree", "code"),
    [
        pytest.param("spa", spa(titel="Spa"), "unknown-key", id="a typo in a key"),
        pytest.param("spa", spa() | {"campaign": "gala"}, "wrong-id", id="another campaign's file"),
        pytest.param("spa", spa(odds={"rose": "1%", "soap": "98%"}), "chances", id="odds that don't sum up"),
        pytest.param("spa", spa(timezone="Mars/Olympus"), None, id="a timezone that is none"),
        pytest.param("programme", spa(), "unknown-key", id="a campaign in the programme's place"),
    ],
)
def test_errors_refuse_the_whole_publication(
    publish: Publish, campaigns: Campaigns, name: str, tree: dict[str, Any], code: str | None
) -> None:
    good = ("gala", spa() | {"campaign": "gala"})
    with pytest.raises(Rejected) as rejected:
        publish.publish([good, (name, tree)], NOW)

    assert list(rejected.value.findings) == [name]
    assert code in {None, *(finding.code for finding in rejected.value.findings[name])}
    assert campaigns.live().revision == 0


def test_a_closed_campaigns_name_is_refused(publish: Publish, campaigns: Campaigns) -> None:
    publish.publish([("spa", spa())], NOW, takes_effect=0)
    closing(campaigns, Reader(lambda _: None, Random(1)), MASTER).due(NOW + 365 * 86_400_000)

    with pytest.raises(Conflict) as refused:
        publish.publish([("spa", spa("Another"))], NOW)
    assert refused.value.code == "campaign_closed"


def test_a_programme_can_t_take_away_what_a_live_campaign_plays_with(publish: Publish) -> None:
    visited = {"shop.visited": {"from": "client"}}
    task = {"when": "shop.visited", "gives": {"points": "1"}}
    play = spa() | {"challenges": {"days": {"tasks": {"visit": task}}}}
    publish.publish([("programme", {"tiers": {}, "events": visited}), ("spa", play)], NOW)

    with pytest.raises(Rejected) as rejected:
        publish.publish([("programme", {"tiers": {}, "events": {}})], NOW)

    assert list(rejected.value.findings) == ["spa"]
    assert publish.publish([("programme", {"tiers": {"gold": {}}, "events": visited})], NOW)[0].number == 2
