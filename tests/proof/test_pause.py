"""A pause holds in every container within a minute, whatever copy of the list it holds, and loses no event.

Two containers play by one table, each with a catalogue of its own. One writes the pause; the other learns of it as soon
as its copy is 20 seconds old, along with a member's own read. How long that takes at most is what is measured here.
"""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.publishing.live import LEAD
from chalicelib.domain.record.journal import changes
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Paused, TesseraError
from chalicelib.services.act import ActionAnswer, Answered
from chalicelib.services.steer import Instruction
from tests.domain.game import tree
from tests.proof.conftest import Proof
from tests.proof.model import Model
from tests.proof.world import SETTINGS, SHOP, Container, World, asking, event, opened

STALL = """
campaign: stall
title: Stall
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges:
  visits:
    tasks:
      visit: {when: shop.visited, each: 1 time, gives: {points: 10}}
blind_boxes:
  free: {odds: {pin: rest}}
prizes:
  pin: {badge: pin-1}
"""
STEP = 250
"""How often the member comes, in ms."""

MINUTE = 60_000


@pytest.fixture
def world(aws: None) -> Iterator[World]:
    with opened([], "2026-06-18 10:00") as world:
        world.container().parts.operations.publish.publish([("stall", tree(STALL))], world.now)
        world.now += LEAD
        yield world


def steer(container: Container, paused: bool) -> None:
    command = container.parts.operations.steer.pause if paused else container.parts.operations.steer.resume
    assert command("stall", Instruction("bo", container.clock())).changed


def granted(answer: ActionAnswer) -> bool:
    """Whether something was granted; what is not granted is refused as paused."""
    assert isinstance(answer, Answered | Paused), answer
    return isinstance(answer, Answered)


def draw(container: Container, member: str, key: object) -> ActionAnswer:
    return container.one(member, asking(Draw("stall", "free"), f"draw-{key}"))


def visit(container: Container, member: str, key: object) -> dict[str, int]:
    """What a visit brings at once."""
    answer = container.one(member, asking(event("shop.visited", container.clock(), f"visit-{key}"), f"v-{key}", SHOP))
    assert not isinstance(answer, TesseraError), answer
    return changes(msgspec.json.decode(answer.receipt or b"", type=Receipt).own).get("stall", {})


def last_grant(world: World, container: Container, member: str) -> int:
    """Let a member draw four times a second for a minute; how long after now the last draw was granted, in ms."""
    began, last = world.now, -STEP
    for n in range(MINUTE // STEP):
        if granted(draw(container, member, n)):
            last = world.now - began
        world.now += STEP
    return last


@pytest.mark.parametrize("age", [0, 5_000, 19_999, 20_001, 45_000])
def test_a_pause_holds_everywhere_within_a_minute(world: World, proof: Proof, age: int) -> None:
    one, other = world.container(), world.container()
    member = other.sign_in("ana")
    other.parts.catalogue.refresh()
    world.now += age

    steer(one, paused=True)
    took = last_grant(world, other, member)

    proof.tell(f"a pause met by a copy of {age / 1000:g} s", f"the last grant came {max(took, 0) / 1000:g} s after it")
    assert took <= max(20_000 - age, -STEP)
    assert not granted(draw(other, member, "after"))


def test_what_members_did_meanwhile_counts_after_the_resume(world: World) -> None:
    one, other = world.container(), world.container()
    member = other.sign_in("ana")
    assert visit(other, member, "before") == {"points": 10}
    steer(one, paused=True)
    world.now += 20_001

    assert visit(other, member, "meanwhile") == {}
    assert visit(one, member, "again") == {}
    assert not granted(draw(other, member, "meanwhile"))
    steer(other, paused=False)
    world.now += 20_001

    assert visit(one, member, "after")["points"] == 10
    assert one.parts.show.home(member, world.now).points == 40
    assert granted(draw(other, member, "meanwhile")), "a refusal is not remembered"
    assert Model({"stall": [(0, 1, tree(STALL))]}, SETTINGS.master_seed).catch_up() == 6
