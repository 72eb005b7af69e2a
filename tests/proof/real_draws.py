"""Draws of a shipped box or collection through the real API, until its campaign is closed and its seeds are out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

import msgspec
from chalice.test import Client

from app import app
from chalicelib import settings, wiring
from chalicelib.domain.file import flow
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.publishing.definitions import PROGRAMME, Published
from chalicelib.domain.record.member import Member, Played
from chalicelib.domain.record.purse import NEVER
from chalicelib.domain.record.receipt import Draws, Receipt
from chalicelib.domain.words.values import Bag
from chalicelib.services.close import REVEAL_AFTER
from chalicelib.store.table import Item, member_key
from cli.campaign_file import load, load_programme
from tests.api.caller import Api
from tests.proof.shipped import CAMPAIGNS, Shipped

DAY = 86_400_000
DAYS, A_DAY = 10, 3
"""For so many days so many tries a day, as far as window and limit allow."""

SETTINGS = settings.read({"TESSERA_STAGE": "local"})
_numbers = count(1)


@dataclass(frozen=True)
class Drawn:
    """A member's draws in their order, and the odds page before the first and after the campaign's final close."""

    member: str
    draws: list[Draws]
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@cache
def drawn_by_a_member(one: Shipped) -> Drawn:
    """Let a grown-up member of the highest tier draw, one who has joined and can pay."""
    published = one.published
    with _opened(published) as api:
        page = f"/v1/campaigns/{published.id}/{one.of.replace('blind_boxes', 'boxes')}/odds"
        before = api.get(page).json_body["odds"]
        member, token = api.member("ana")
        tier = list(wiring.parts().catalogue.definitions(api.now).programme.tiers)[-1]
        _report(api, member, "member.updated", {"tier": tier, "born": "1990-05-17", "guardian": True})
        if published.campaign.opt_in:
            api.act(f"/v1/campaigns/{published.id}/join", token)
        draws = _draws(api, member, token, one)
        api.now = published.ends
        for _ in range(2):  # rankings are frozen, and then paid: a campaign stays open until they are
            wiring.parts().operations.boards.run(lambda: api.now, 60)
        api.now = published.ends + REVEAL_AFTER
        assert wiring.parts().operations.close.due(api.now) == [published.id]
        return Drawn(member, draws, before, api.get(page).json_body["odds"])


@contextmanager
def _opened(published: Published) -> Iterator[Api]:
    """The API with one campaign, at its beginning."""
    api = Api(Client(app).http, SETTINGS, published.window.opens)
    parts = wiring.build(SETTINGS, clock=lambda: api.now, monotonic=lambda: api.now / 1000)
    file = CAMPAIGNS / published.id / "campaign.yaml"
    trees: Any = [(PROGRAMME, load_programme(CAMPAIGNS).tree), (published.id, load(file).tree)]
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    try:
        parts.operations.publish.publish(trees, api.now, takes_effect=0)
        wiring.use(parts)
        yield api
    finally:
        wiring.use(None)
        Item.delete_table()


def _draws(api: Api, member: str, token: str, one: Shipped) -> list[Draws]:
    """What the receipts say of draws from the block, day after day."""
    published, block, name = one.published, one.block, one.of.partition("/")[2]
    opening = published.opening(api.now, block) if isinstance(block, BlindBox) else published.window
    first = opening or published.next_opening(api.now, block)
    assert first is not None
    receipts: list[dict[str, Any] | None] = []
    for day in range(DAYS):
        api.now = first.opens + day * DAY
        if isinstance(block, BlindBox):
            _fund(member, published.id, block)
            path = f"/v1/campaigns/{published.id}/boxes/{name}/draw"
            times = [1] * A_DAY + ([10] if block.ten_costs else [])
            receipts += [api.act(path, token, {"times": n}).json_body.get("receipt") for n in times]
        else:
            event = _event_that_draws(published.campaign, name)
            receipts += [_report(api, member, event, {}) for _ in range(A_DAY)]
    all_draws = [draws for receipt in receipts if receipt for draws in msgspec.convert(receipt, Receipt).draws]
    found = [draws for draws in all_draws if draws.of == one.of]
    assert len(found) >= A_DAY, f"too few draws from {one.name} to tell anything"
    return found


def _fund(member: str, campaign: str, box: BlindBox) -> None:
    """Put what the box costs into the member's document: how it is earned is not what is proved here."""
    item = Item.get(*member_key(member))
    document = msgspec.json.decode(item.body, type=Member)
    for asset in flow.assets(box.costs) | flow.assets(box.ten_costs or Bag()):
        if asset == "points":
            document.lots = {NEVER: [0, 1_000_000]}
        else:
            document.played.setdefault(campaign, Played()).has[asset] = 1000
    item.body = msgspec.json.encode(document)
    item.save()


def _event_that_draws(campaign: Campaign, collection: str) -> str:
    """The type of an event that gives a random fragment of the collection, whatever its fields."""
    return next(
        task.when
        for challenge in campaign.blocks(Challenge).values()
        for task in challenge.tasks.values()
        if f"{collection}/random" in task.gives.fragments and not task.where and not task.reach
    )


def _report(api: Api, member: str, type: str, data: dict[str, Any]) -> dict[str, Any] | None:
    """The receipt of what a shop's server reports."""
    seen = {"id": f"{type} {next(_numbers)}", "source": "shop", "type": type, "subject": member, "time": api.time()}
    [answer] = api.report([{**seen, "data": data}]).json_body["events"]
    receipt: dict[str, Any] | None = answer.get("receipt")
    return receipt
