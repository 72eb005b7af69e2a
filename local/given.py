"""Gives a member holdings and leaves units of a stock as a tester says, past the rules and without a receipt.

It is a scenario's `given` on a running backend. The sums of the receipts are no longer the wallet then.
"""

import random
import time
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from chalicelib.domain.file.flow import assets_of
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.play.stocks import open_stocks
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.member import Member, Played, Snapshot
from chalicelib.domain.record.outcome import Take
from chalicelib.domain.record.purse import Lot, folded, month_number
from chalicelib.domain.scenarios.names import CALLED
from chalicelib.domain.time.localtime import local
from chalicelib.domain.words.errors import InvalidBody, Unknown
from chalicelib.store.members import Members
from chalicelib.store.reader import Reader
from chalicelib.store.stock import quota_of
from chalicelib.store.table import Item, member_key, shard_key
from chalicelib.wiring import Parts

Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Units = dict[str, Count]


class GivenBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Holdings that a member shall have, and units that shall be left; what is not named stays as it is."""

    member: str = ""
    """The member's id."""
    campaign: str = ""
    """The campaign that draws, fragments, prizes and stock are of."""
    profile: dict[str, Any] = {}
    """Facts that the brand knows of the member, reported as a shop does: `tier`, `tags`, `born`, `guardian`."""
    points: Count | None = None
    """The balance of points."""
    draws: Units = {}
    """Draws by box."""
    fragments: Units = {}
    """Fragments by `COLLECTION/FRAGMENT`."""
    prizes: Units = {}
    """Prizes that are no coupons, by name."""
    stock: Units = {}
    """Units left of a prize (`PRIZE`) or an offer (`REDEMPTION/OFFER`) in its present window; never more than now."""


def read_member(member: str) -> Snapshot:
    """A member as the table has it. Raises Unknown (`unknown_member`)."""
    found = Members(Reader(time.sleep, random.Random())).load(member).snapshot
    if not found.here:
        raise Unknown("member", member)
    return found


def give(parts: Parts, now: int, given: GivenBody) -> dict[str, Any]:
    """Write what is given, and tell what the member holds then and what is left. Raises InvalidBody, Unknown."""
    holdings = _holdings(given)
    of_campaign = bool(given.campaign or holdings or given.stock)
    published = parts.catalogue.definitions(now).campaign(given.campaign) if of_campaign else None
    if published:
        _require_holdable(published, given)
    takes = _takes(published, now, given.stock) if published else {}
    if not given.member and (holdings or given.points is not None):
        raise InvalidBody("Say by `member` who shall hold it: the id that a session tells.")
    shards = [one for name, take in takes.items() for one in _leaving(take, given.stock[name], f"stock of {name}")]
    for shard in shards:
        shard.save()
    if not given.member:
        return {"stock": given.stock}
    document = _hold(given, holdings, parts.catalogue.definitions(now).programme, now)
    return {"points": document.points, "has": document.played.get(given.campaign, Played()).has, "stock": given.stock}


def _holdings(given: GivenBody) -> dict[str, int]:
    return {f"{kind}/{name}": n for kind, bag in _bags(given).items() for name, n in bag.items()}


def _bags(given: GivenBody) -> Mapping[str, Units]:
    return {"draws": given.draws, "fragments": given.fragments, "prizes": given.prizes}


def _require_holdable(published: Published, given: GivenBody) -> None:
    """Raise InvalidBody for the first name that is not the campaign's, and for a coupon."""
    known = assets_of(published.campaign)
    for kind, bag in _bags(given).items():
        for name in bag:
            if name not in known[kind]:
                names = ", ".join(known[kind]) or "none"
                raise InvalidBody(f"{published.id} has no {CALLED[kind]} {name!r} that is held: there is {names}.")
    for name in given.prizes:
        if published.campaign.prizes[name].coded:
            raise InvalidBody(f"The prize {name!r} has a code of its own: let the member earn it.")


def _hold(given: GivenBody, holdings: Mapping[str, int], programme: Programme, now: int) -> Member:
    """Write the member's document with other holdings, if nothing has happened to the member since it was read."""
    before = read_member(given.member)
    item = Item.get(*member_key(given.member), consistent_read=True)
    document = before.document
    if holdings:
        part = document.played.setdefault(given.campaign, Played())
        part.has = {asset: n for asset, n in {**part.has, **holdings}.items() if n}
    if given.points is not None:
        month = month_number(local(now, programme.zone).date())
        document.lots = folded([Lot(programme.points.valid.kind, month, given.points)])
    item.body = msgspec.json.encode(document)
    item.save(condition=Item.v == before.version)
    return document


def _takes(published: Published, now: int, stock: Units) -> dict[str, Take]:
    """The stocks that are named, in their present windows."""
    known = {take.key.stock: take for take in open_stocks(published, now)}
    found = {name: known.get(name) or known.get(_path(name)) for name in stock}
    if missing := [name for name, take in found.items() if take is None]:
        names = ", ".join(sorted(known)) or "none"
        raise InvalidBody(f"{published.id} has no limited stock {missing[0]!r} that is open now: there is {names}.")
    return {name: take for name, take in found.items() if take}


def _path(name: str) -> str:
    return f"redemptions/{name}" if "/" in name else f"prizes/{name}"


def _leaving(take: Take, left: int, what: str) -> list[Item]:
    """The shards as they are when so many units are left. What was taken only grows, so that nothing that a container
    remembers is wrong.
    """
    keys = [shard_key(take.key, index) for index in range(take.shards)]
    taken = {item.pk: item.taken or 0 for item in Item.batch_get([tuple(key) for key in keys])}
    free = [quota_of(take, index) - taken.get(key.pk, 0) for index, key in enumerate(keys)]
    if left > sum(free):
        raise InvalidBody(f"The {what} has {sum(free)} units left, and can only become less.")
    shards = []
    for index, key in enumerate(keys):
        stays = min(free[index], left)
        left -= stays
        if stays < free[index]:
            shards.append(Item(*key, taken=quota_of(take, index) - stays))
    return shards
