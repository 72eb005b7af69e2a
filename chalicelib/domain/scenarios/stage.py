"""The stage on which scenarios are played: one campaign published in memory, and the members that a scenario names."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from chalicelib.domain.chance.drawing import SHORTEST_MASTER
from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.decide.quotes import Quote
from chalicelib.domain.file.blocks import has, having
from chalicelib.domain.file.campaign import Opens
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.file.reading import read
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.definition import CampaignFile, prepare
from chalicelib.domain.play.orders import bill_key
from chalicelib.domain.play.stocks import stock_window
from chalicelib.domain.play.tags import end_of
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.play.wallet import coupon_of, ends
from chalicelib.domain.publishing.definitions import (
    PROGRAMME,
    Definitions,
    Published,
    Version,
    assemble,
    limited_stocks,
    shards_for,
)
from chalicelib.domain.record.actions import Action, Ask
from chalicelib.domain.record.arrival import Arrival
from chalicelib.domain.record.bill_actions import Deduct, Release
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.journal import Assets
from chalicelib.domain.record.journal import total as of_asset
from chalicelib.domain.record.member import Coupon, Member, Played, Profile, Snapshot
from chalicelib.domain.record.order import Order
from chalicelib.domain.record.outcome import POOL_SHARDS, POOLS, StockKey, Take, pool_key
from chalicelib.domain.record.purse import Lot, Lots, folded, month_number, month_of_text
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.domain.record.sharing import sharing_of
from chalicelib.domain.record.stars import moved, total
from chalicelib.domain.scenarios.file import NOBODY, Given
from chalicelib.domain.scenarios.redeemed import OfRedemption, answer_to
from chalicelib.domain.scenarios.tills import AtTill, asked, quoted
from chalicelib.domain.time.localtime import local, midnight, nearest_day
from chalicelib.domain.words.errors import TesseraError
from chalicelib.domain.words.values import Money, Stock

MASTER = b"the master secret of scenarios".ljust(SHORTEST_MASTER, b"\0")


def publish(tree: dict[str, Any], programme: Programme) -> Definitions:
    """A campaign's tree as version 1 and alone under the programme; ValueError where it does not read."""
    campaign, findings = read(tree, CampaignFile)
    if campaign is None:
        raise ValueError(f"the campaign does not read: {findings[:3]}")
    shards = {path: shards_for(quota, campaign.crowd) for path, quota in limited_stocks(campaign).items()}
    version = Version(id=campaign.campaign, number=1, tree=tree, published=0, shards=shards)
    return assemble(programme, [prepare(version, MASTER)], sharing=sharing_of(MASTER))


def publish_programme(programme: Programme) -> Definitions:
    """The programme alone, under a campaign of its name that counts every event and gives nothing.

    So its events are taken in, and their unique fields claimed, as under campaigns that listen to them. A programme
    without a timezone is played in UTC.
    """
    counting = {f"event-{i}": {"when": name, "reach": f"{10**9} times"} for i, name in enumerate(programme.events)}
    tree = {
        "campaign": PROGRAMME,
        "title": PROGRAMME,
        "timezone": programme.timezone or "UTC",
        "opens": "2000-01-01 00:00",
        "closes": "2100-01-01 00:00",
        "challenges": {"events": {"tasks": counting}} if counting else {},
    }
    return publish(tree, programme)


class Stage:
    """One campaign and those who play in it: the store in memory, in the words of scenarios."""

    def __init__(self, definitions: Definitions, campaign: str, short: Mapping[str, int]) -> None:
        """short: units left from the start, of stocks that are short."""
        self.definitions = definitions
        self.published = definitions.campaign(campaign)
        self._short = {self._path(name): units for name, units in short.items()}
        self._store = InMemoryStore(definitions, self._units)

    def enter(self, member: str, given: Given, now: int) -> None:
        """A member comes on stage just before `now`, with what is given, aged as it says then."""
        self._store.members[member] = Snapshot(
            member, 1, now - 1, _document(given, self.definitions, self.published, now)
        )

    def via(self, text: str) -> str:
        """The token of a link: that of the member whom a scenario names, or the text itself, of a stranger."""
        return self.definitions.sharing.seal(text) if text in self._store.members else text

    def act(self, member: str, ask: Ask, now: int, lands: tuple[str, ...] = ()) -> AskResult:
        """Decide and commit one ask: its receipt (the same ever after), its refusal, or None where nothing changes."""
        entropy = sha256(f"{member} {ask.id}".encode()).digest()
        return self._store.act(member, [ask], now, entropy, lands).results[0]

    def report(self, ask: Ask, now: int) -> AskResult:
        """Decide and commit an order, or a refund, that names no member."""
        return self._store.report(ask, now, sha256(f"{NOBODY} {ask.id}".encode()).digest())

    def at_till(self, member: str, at: AtTill, time: int) -> Action:
        """The action of a till on a member's bill."""
        document = self._store.members[member].document
        key = bill_key(self.definitions.programme, Release(at.channel, at.order))
        order = self._store.orders[key].order if key in self._store.orders else Order()
        here = [one for one in (*document.coupons, *document.past) if one.campaign == self.published.id]
        return asked(at, time, here, order, member)

    def of_redemption(self, member: str, of: OfRedemption) -> Ask:
        """The answer of the shop's server to a member's last redemption of an offer."""
        return answer_to(of, self._store.members[member].document, self._store.receipts_of(member))

    def quoted(self, member: str, action: Action, now: int) -> Quote | TesseraError:
        """A quote of a bill, or its refusal."""
        if not isinstance(action, Deduct):
            raise TypeError(f"{action} is no quote")
        return quoted(self.settled(member, now), action, self._store.orders)

    def player(self, member: str, now: int) -> Player:
        """A look at a member in the campaign."""
        document = self._store.members[member].document
        return Turn(self.definitions, member, document, now, now).player(self.published)

    def wallet(self, member: str, now: int) -> Assets:
        """The assets of a member as a home screen shows them: of this campaign, points and stars."""
        turn, campaign = self.settled(member, now), self.published.id
        document = turn.member
        holds = dict(turn.player(self.published).played.has)
        for coupon in document.coupons:
            if coupon.campaign == campaign:
                holds[f"prizes/{coupon.prize}"] = holds.get(f"prizes/{coupon.prize}", 0) + 1
        stars = total(document.stars)
        return {"points": document.points} | ({"stars": stars} if stars else {}) | holds

    def settled(self, member: str, now: int) -> Turn:
        """A look at a member with all that has fallen due."""
        return self._store.settled(member, now)

    def pending(self, turn: Turn) -> Assets:
        """All that was earned in the campaign and waits for its day."""
        legs = (leg for mechanic in MECHANICS if mechanic.waits is not None for leg in mechanic.waits(turn))
        return of_asset(legs, lambda leg: leg.asset if leg.at and leg.campaign == self.published.id else None)

    def owed(self, turn: Turn) -> Assets:
        """All that a member owes: points, and what is of this campaign."""
        return {"points": turn.member.owed} | turn.player(self.published).played.owed

    def scores(self, board: str, window: str) -> dict[str, BoardEntry]:
        """The scores of a board's ranking, by member."""
        return self._store.entries.get((self.published.id, board, window), {})

    def is_limited(self, name: str) -> bool:
        """Whether the prize (`bike`) or offer (`monthly/serum`) of that name has a limited stock, or so many codes."""
        path = self._path(name)
        return path in self.published.shards or (path.startswith(POOLS) and path in self._short)

    def left(self, name: str, member: str, now: int) -> int | None:
        """Units left now of a prize (`bike`) or an offer (`monthly/serum`); None where that has no limited stock, and
        of a pool's prize where nobody says how many codes there are.
        """
        path = self._path(name)
        if path.startswith(POOLS) and path in self._short:
            return self._store.stocks.left(Take(StockKey("", path), 0, self._short[path], POOL_SHARDS))
        found = next((one for one in having(self.published.campaign, Stock) if one.by.key == path), None)
        if found is None:
            return None
        timed = [block for block in (*found.by.around, found.by.block) if has(block, Opens)]
        window = self.published.opening(now, *timed[:1]) or self.published.window
        key = StockKey(self.published.id, path, stock_window(self.published, found.value, now, window))
        return self._store.stocks.left(Take(key, 0, found.value.count, self.published.shards[path]), now)

    def _path(self, name: str) -> str:
        """The path of a stock as a scenario names it: `bike` is a prize, `monthly/serum` an offer, else a path."""
        if name in self.published.shards:
            return name
        prize = self.published.campaign.prizes.get(name.removeprefix("prizes/"))
        if prize is not None and prize.pool is not None:
            return pool_key(prize.pool).stock
        return f"redemptions/{name}" if "/" in name else f"prizes/{name}"

    def _units(self, take: Take) -> int:
        """The quota of a stock, or what a scenario gives where that is short."""
        return min(take.quota, self._short.get(take.key.stock, take.quota))


def _document(given: Given, definitions: Definitions, published: Published, now: int) -> Member:
    today = local(now, published.zone).date()
    born = given.born if given.age is None else nearest_day(today.year - given.age, today.month, today.day).isoformat()
    bags = {"draws": given.draws, "fragments": given.fragments, "prizes": given.prizes}
    coupons = _coupons(given, definitions, published, now)
    has = {
        f"{kind}/{name}": n
        for kind, bag in bags.items()
        for name, n in bag.items()
        if kind != "prizes" or not any(one.prize == name for one in coupons)
    }
    return Member(
        profile=Profile(given.tier, tuple(tag for tag in given.tags if "/" not in tag), born, given.guardian),
        arrival=_arrival(given, definitions, now),
        joined=date.fromisoformat(given.joined).toordinal() if given.joined else 0,
        bought=_bought(given, definitions.programme),
        given_tags=_tags(given, definitions.programme, now),
        lots=_lots(given, definitions.programme, now),
        grants=dict(given.grants),
        consents=dict.fromkeys(given.consents, now - 1),
        stars=_stars(given, definitions.programme, now),
        coupons=coupons,
        played={published.id: Played(has=has)} if has else {},
    )


def _arrival(given: Given, definitions: Definitions, now: int) -> Arrival | None:
    """How the member came, just before the first step."""
    if not given.invited_by and not given.code:
        return None
    token = definitions.sharing.seal(given.invited_by) if given.invited_by else ""
    return Arrival(now - 1, token, given.code)


def _coupons(given: Given, definitions: Definitions, published: Published, now: int) -> list[Coupon]:
    """The coupons among the prizes that are given: new ones, by the terms of their campaign."""
    player = Turn(definitions, "", Member(), now, now).player(published)
    prizes = published.campaign.prizes
    return [
        coupon_of(published.id, name, prize, f"GIVEN-{name}-{i}", ends(player, prize.valid))
        for name, n in given.prizes.items()
        if (prize := prizes.get(name)) is not None and prize.coded
        for i in range(n)
    ]


def _stars(given: Given, programme: Programme, now: int) -> list[int]:
    this_month = month_number(local(now, programme.zone).date())
    by_month = {this_month: given.stars} if isinstance(given.stars, int) else _by_number(given.stars)
    kept: list[int] = []
    for month, n in sorted(by_month.items()):
        kept = moved(kept, month, n) if n else kept
    return kept


def _tags(given: Given, programme: Programme, now: int) -> dict[str, int]:
    """Tags as if rules had given them in the present month."""
    month = month_number(local(now, programme.zone).date())
    return {tag: end_of(programme.tags[tag.partition("/")[0]], month) for tag in given.tags if "/" in tag}


def _bought(given: Given, programme: Programme) -> Bought | None:
    """The orders that are given, all of them of the month of the last."""
    if given.orders is None:
        return None
    day, spent = date.fromisoformat(given.orders.last), given.orders.spent or Money(0, programme.currency or "CNY")
    month, last, count = month_number(day), midnight(day, programme.zone), given.orders.count
    return Bought(last, last, {spent.currency: [count, spent.minor, month, count, spent.minor]})


def _by_number(given: Mapping[str, int]) -> dict[int, int]:
    return {month_of_text(month): n for month, n in given.items()}


def _lots(given: Given, programme: Programme, now: int) -> Lots:
    """Points as given: of the present month, or of each month that is named, under the programme's rule."""
    kind, this_month = programme.points.valid.kind, month_number(local(now, programme.zone).date())
    if isinstance(given.points, int):
        return folded([Lot(kind, this_month, given.points)])
    return folded(Lot(kind, month, n) for month, n in _by_number(given.points).items())
