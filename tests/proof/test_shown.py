"""What home screens showed as held is never gone without a receipt: a story over the end, and looks that notice."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.publishing.live import LEAD
from chalicelib.domain.record.actions import Update
from chalicelib.domain.record.member import Coupon
from chalicelib.services.steer import Instruction
from tests.domain.game import tree
from tests.proof.model import Model
from tests.proof.play import visit
from tests.proof.shown import Shown
from tests.proof.world import SETTINGS, SHOP, World, asking, moment, opened

DAY = 86_400_000
VISIT = {"draws/rush": 1, "fragments/pair/x": 1}


class Story:
    """Ann and Bo, who visit a shop before a pause and in it; a model and looks at what they see."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.one, self.ahead, self.observer = world.container(), world.container(2_000), world.container()
        self.members = [self.one.sign_in(name) for name in ("ann", "bo")]
        self.model = Model(world.published, SETTINGS.master_seed)
        self.shown = Shown(self.model)

    def visit(self, id: str) -> None:
        for who in self.members:
            self.ahead.one(who, visit(self.world.now, f"{id} of {who}"))

    def look(self) -> list[int]:
        """The draws that both are shown."""
        self.model.catch_up()
        for who in self.members:
            self.shown.look(self.observer, who)
        return [self.shown.seen[who].holds["flash/draws/rush"] for who in self.members]

    def order(self, ahead: bool = False) -> Instruction:
        return Instruction("bo", (self.ahead if ahead else self.one).clock())


@pytest.fixture
def story(aws: None) -> Iterator[Story]:
    with opened(["flash"], "2026-06-18 10:30") as world:
        yield Story(world)


def test_what_a_pause_over_the_end_held_back_is_shown_until_it_is_paid(story: Story) -> None:
    story.visit("first")
    assert story.look() == [1, 1]
    story.one.parts.operations.steer.pause("flash", story.order())
    story.world.now += 30_000
    story.visit("second")
    assert story.look() == [1, 1]
    story.world.now = moment("2026-06-18 14:00")
    assert story.one.parts.operations.close.due(story.one.clock()) == []
    story.ahead.parts.operations.steer.resume("flash", story.order(ahead=True))
    assert story.look() == [2, 2]
    story.world.now += LEAD
    assert story.one.parts.operations.close.due(story.one.clock()) == [], "a clock that runs ahead wrote the resume"
    story.world.now += 2_000
    assert story.one.parts.operations.close.due(story.one.clock()) == ["flash"]

    story.model.catch_up()
    seen = [story.observer.parts.show.home(who, story.world.now).settled for who in story.members]
    assert seen == [{"flash": VISIT}] * 2, "both still see what is due"
    story.one.one(story.members[0], asking(Update(tier="gold"), "gold", SHOP))
    story.world.now += DAY
    story.one.parts.operations.sweep.run(story.one.clock, 900.0)  # who does not come is paid by the sweep

    story.look()
    for who in story.members:
        *postings, closed = [posting for one in story.model.receipts[who] for posting in one.get("postings", ())]
        assert [posting["gave"] for posting in postings] == [VISIT] * 2
        assert [bool(posting.get("at")) for posting in postings] == [False, True]
        assert (closed["why"], closed["took"]) == ("closed", {asset: 2 * n for asset, n in VISIT.items()})


def test_what_a_closed_campaign_left_is_shown_until_a_receipt_says_that_it_is_gone(story: Story) -> None:
    story.visit("first")
    assert story.look() == [1, 1]
    story.world.now = moment("2026-06-18 14:00")
    assert story.one.parts.operations.close.due(story.one.clock()) == ["flash"]
    closed = story.world.now
    for since in (0, 20_000, LEAD - 1):
        story.world.now = closed + since
        assert story.look() == [1, 1]
    story.world.now = closed + LEAD
    assert story.look() == [0, 0]
    story.observer.parts.catalogue.refresh()
    seen = [story.observer.parts.show.home(who, story.world.now).settled for who in story.members]
    assert seen == [{"flash": {asset: -n for asset, n in VISIT.items()}}] * 2, "and the home screen says so"
    story.world.now += DAY
    story.one.parts.operations.sweep.run(story.one.clock, 900.0)
    assert story.look() == [0, 0]


LAST = """
campaign: last
title: The last bike
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges: {visits: {tasks: {visit: {when: shop.visited, gives: {prizes: bike}}}}}
prizes:
  bike: {gift: bike-1, stock: 1, when_out: pin}
  pin:  {badge: pin-1}
"""


def test_the_last_bike_is_shown_as_held_only_to_who_has_it(aws: None) -> None:
    with opened([], "2026-06-18 10:00") as world:
        one = world.container()
        one.parts.operations.publish.publish([("last", tree(LAST))], world.now)
        world.now += LEAD
        shown = Shown(Model({"last": [(0, 1, tree(LAST))]}, SETTINGS.master_seed))
        members = [one.sign_in(name) for name in ("ann", "bo")]
        one.parts.operations.steer.pause("last", Instruction("bo", one.clock()))
        world.now += 30_000
        for who in members:
            one.one(who, visit(world.now, f"of {who}"))
        one.parts.operations.steer.resume("last", Instruction("bo", one.clock()))
        world.now += 30_000

        for acts in (None, *members):
            if acts is not None:
                one.one(acts, asking(Update(tier="gold"), "gold", SHOP))
            shown.model.catch_up()
            for who in members:
                shown.look(one, who)
            if acts is None:
                assert [shown.seen[who].waits for who in members] == [{"last/prizes/bike": 1}] * 2
    assert [shown.seen[who].holds["last/prizes/bike"] for who in members] == [1, 0]
    assert [shown.seen[who].holds["last/prizes/pin"] for who in members] == [0, 1]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"holds": {"points": 1}}, id="points"),
        pytest.param({"holds": {"flash/draws/rush": 2}}, id="draws"),
        pytest.param({"holds": {"flash/fragments/pair/y": 1}}, id="another fragment of the same set"),
        pytest.param({"coupons": (Coupon("CODE", "flash", "pen"),)}, id="a coupon"),
        pytest.param({"waits": {"flash/prizes/pen": 1}}, id="a coupon to come"),
        pytest.param({"coupons": (Coupon("CODE", "elsewhere", "pen", 2**42),)}, id="a coupon of a closed campaign"),
    ],
)
def test_a_look_notices_what_is_gone(story: Story, more: dict[str, Any]) -> None:
    story.visit("first")
    story.look()
    ann = story.members[0]
    story.shown.seen[ann] = replace(story.shown.seen[ann], **more)

    with pytest.raises(AssertionError, match="was shown"):
        story.look()


def test_a_look_does_not_miss_what_has_ended(story: Story) -> None:
    story.visit("first")
    story.look()
    ann = story.members[0]
    ended = (Coupon("CODE", "flash", "pen", story.world.now),)
    story.shown.seen[ann] = replace(story.shown.seen[ann], coupons=ended)

    story.look()
