"""A random play of all shipped campaigns together: members who do what members do, well or badly, at odd moments."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from msgspec import UNSET

from chalicelib.domain.decide.in_memory import InMemoryStore, Performed
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.redemption.block import Redemption
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import Definitions, assemble
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, Join
from chalicelib.domain.record.member import Profile
from chalicelib.domain.scenarios import publish
from cli.campaign_file import load, load_programme

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
JUNE = 1_780_243_200_000  # 2026-06-01 00:00 in Shanghai: all of them are open
DAY = 86_400_000
OPENING = JUNE + 19 * DAY + 10 * 3_600_000  # of the gifts of the month

MOST_TIERS = ("", "green", "bronze", "silver", "gold")


class Move(NamedTuple):
    """One thing that was done."""

    action: Action
    at: int
    acted: Performed


@cache
def shipped() -> Definitions:
    """All shipped campaigns in force together."""
    programme = load_programme(CAMPAIGNS).value
    assert programme is not None
    trees = [load(folder / "campaign.yaml").tree for folder in sorted(CAMPAIGNS.iterdir()) if folder.is_dir()]
    alone = [publish(tree, programme) for tree in trees if isinstance(tree, dict)]
    return assemble(programme, [one for each in alone for one in each.campaigns.values()], sharing=alone[0].sharing)


def play(seed: int, moves: int) -> Iterator[Move]:
    """A play by two members, the first of whom is looked at: each of the first one's actions that was decided."""
    chance, store = Random(seed), InMemoryStore(shipped())
    now = chance.choice((JUNE, OPENING)) + chance.randrange(DAY)
    for who in ("ann", "ben"):
        profile = Profile(
            tier=chance.choice(MOST_TIERS), born=chance.choice(("1990-06-17", "1990-06-17", "", "2020-06-20"))
        )
        store.act(who, [Ask(f"born-{who}", Enrol(profile))], now)
    for number in range(moves):
        now += chance.choice((1, 60_000, 600_000, 3_600_000, DAY // 4))
        action = _action(chance, store.definitions, now, number)
        yield Move(action, now, store.act("ann", [Ask(f"{number}", action)], now, chance.randbytes(32)))


def _action(chance: Random, definitions: Definitions, now: int, number: int) -> Action:
    published = chance.choice(list(definitions.campaigns.values()))
    name, campaign = published.id, published.campaign
    does: list[Action] = [Join(name)]
    does += [Draw(name, box, times) for box in campaign.blocks(BlindBox) for times in (1, 10)]
    does += [Compose(name, one) for one in campaign.blocks(Collection)]
    for one, collection in campaign.blocks(Collection).items():
        fragment = chance.choice(list(collection.fragments))
        does += [Exchange(name, one, fragment), Send(name, one, fragment, "ben")]
    does += [Redeem(name, one, offer) for one, of in campaign.blocks(Redemption).items() for offer in of.offers]
    events = [_event(chance, definitions, now, number) for _ in range(2 + len(does))]
    return chance.choice([*does, *events])


def _event(chance: Random, definitions: Definitions, now: int, number: int) -> Happened:
    kinds = {name: one for name, one in definitions.programme.events.items() if one.source != "tessera"}
    kind = chance.choice(["order.paid", *kinds])
    values: dict[str, Any] = {
        "text": f"x{number}",
        "money": f"{chance.choice((20, 199, 399, 1200))}.00 CNY",
        "number": chance.randrange(1, 90),
        "flag": chance.random() < 0.5,
        "texts": ["tee", "cap"],
        "date": "2026-06-20",
    }
    data = {field: values.get(of, UNSET) for field, of in kinds[kind].fields.items()}
    return Happened(f"{number}", "shop", kind, now, {name: one for name, one in data.items() if one is not UNSET})
