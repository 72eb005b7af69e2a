"""Containers side by side whose clocks differ, and releases side by side whose documents do."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import msgspec
import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Exchange, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Update
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Answered
from chalicelib.store import commit, members
from chalicelib.store.table import Item, member_key
from tests.proof.conftest import Proof
from tests.proof.observer import stored
from tests.proof.play import Play, visit
from tests.proof.world import SHOP, Container, asking, campaign_tree, moment

EDGES = (
    "2026-06-18 12:00",
    "2026-06-18 13:00",
    "2026-06-18 18:00",
    "2026-06-18 22:00",
    "2026-06-19 00:00",
    "2026-06-19 10:00",
    "2026-07-01 00:00",
)
AROUND = (-2_500, -2_000, -1_001, -500, -1, 0, 1, 1_000, 2_500)


@pytest.mark.parametrize("edge", EDGES)
def test_containers_two_seconds_apart_keep_every_limit_at_an_edge(play: Play, proof: Proof, edge: str) -> None:
    """Members go back and forth between the two, from before the edge is near to after both have passed it."""
    at = moment(edge)
    fast, slow = play.world.container(ahead=2_000), play.world.container()
    tried: list[Action] = [
        Draw("bazaar", "plain"),
        Draw("flash", "rush"),
        Redeem("bazaar", "noon", "tea"),
        Redeem("bazaar", "noon", "bowl"),
    ]
    for step, around in enumerate(AROUND if proof.long else AROUND[1::3]):
        play.world.now = at + around
        for n, container in enumerate((fast, slow) if step % 2 else (slow, fast)):
            for who in (play.ann, play.bo):
                for action in tried:
                    play.send(container, who, asking(action, f"{step}.{n}.{action}"))
                play.send(container, who, visit(container.clock(), f"{step}.{n}"))


def test_a_day_that_has_begun_does_not_end_again(play: Play) -> None:
    """Three a day: what the fast clock has counted for the new day, the slow one does not count for the old."""
    play.world.now = moment("2026-06-19 00:00") - 10_000
    fast, slow = play.world.container(ahead=2_000), play.world.container()

    def draws(container: Container, name: str, n: int) -> list[bool]:
        answers = [play.send(container, play.ann, asking(Draw("bazaar", "plain"), f"{name}{i}"))[0] for i in range(n)]
        return [isinstance(answer, Answered) for answer in answers]

    play.send(fast, play.ann, asking(Update(tier="gold"), "u", SHOP))
    assert draws(slow, "evening", 4) == [True, True, True, False]
    play.world.now = moment("2026-06-19 00:00") - 1_000
    assert draws(fast, "ahead", 1) == [True]
    assert draws(slow, "behind", 3) == [True, True, False]
    play.world.now += 2_000
    assert draws(slow, "later", 1) == [False]


def test_a_version_takes_effect_at_one_moment_for_all(play: Play) -> None:
    """Receipts of one moment name one version, whichever container wrote them, while a stock is topped up."""
    fast, slow = play.world.container(ahead=2_000), play.world.container()
    vase = Redeem("bazaar", "noon", "vase")
    revised = msgspec.json.decode(msgspec.json.encode(campaign_tree("bazaar")))
    revised["redemptions"]["noon"]["offers"]["vase"]["stock"] = "9"
    revised["redemptions"]["noon"]["limit"] = "9 a window"
    play.send(slow, play.ann, asking(vase, "before"))
    play.world.republish(fast, "bazaar", revised)
    effect = play.model.published["bazaar"][-1][0]
    for step in range(-20, 8):
        play.world.now = effect + 500 * step if step > -8 else effect + 4_000 * (step + 5)
        for n, container in enumerate((fast, slow)):
            play.send(container, (play.ann, play.bo, play.cid)[step % 3], asking(vase, f"{step}.{n}"))
    assert play.model.granted["bazaar", "redemptions/noon/vase", "2026-06-18"] == 0
    assert play.model.granted["bazaar", "redemptions/noon/vase", ""] == 9


# --- two releases side by side


@contextmanager
def release(shape: int) -> Iterator[None]:
    """The release that writes documents of this shape."""
    with patch.object(commit, "SHAPE", shape), patch.object(members, "SHAPE", shape):
        yield


def test_two_releases_side_by_side_lose_nothing(play: Play) -> None:
    """N and N + 1 take turns with one member; what only N + 1 fills (the epoch of tokens), N hands on."""
    old, new = play.world.container(), play.world.container()
    shape = members.SHAPE
    with release(shape + 1):
        play.send(new, play.ann, asking(Redeem("bazaar", "noon", "bowl"), "first"))
    record = Item.get(*member_key(play.ann))
    assert record.s == shape + 1
    record.body = msgspec.json.encode(msgspec.json.decode(record.body) | {"e": 3})
    record.save()
    turns = [
        Draw("flash", "rush"),
        Send("flash", "pair", "x", play.bo),
        Draw("bazaar", "plain"),
        Exchange("bazaar", "set", "c"),
    ]
    for n, action in enumerate(turns):
        with release(shape + n % 2):
            play.send((old, new)[n % 2], play.ann, asking(action, f"turn {n}"))
            assert Item.get(*member_key(play.ann)).s == shape + n % 2
        assert msgspec.json.decode(Item.get(*member_key(play.ann)).body)["e"] == 3


@pytest.mark.parametrize("who", ["ann", "bo"], ids=["the member", "a gift's recipient"])
def test_a_newer_shape_is_never_rewritten(play: Play, who: str) -> None:
    record = Item.get(*member_key(getattr(play, who)))
    record.s = members.SHAPE + 2
    record.save()
    before = stored()
    answer = play.world.container().one(play.ann, asking(Send("flash", "pair", "x", play.bo), "k"))
    assert isinstance(answer, Unavailable)
    assert answer.code == "newer_shape"
    assert stored() == before
