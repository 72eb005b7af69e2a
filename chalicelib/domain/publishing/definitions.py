"""Definitions in force: published campaigns ready to be played, and the indexes that find what an event concerns.

Built once for a set of versions and then only read, so that an action's cost does not grow with the number of live
campaigns: an event meets the tasks that listen to its type, and nothing else is walked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from chalicelib.domain.chance import drawing, odds
from chalicelib.domain.file.blocks import Placed, having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import Drawable, chain, drawables
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.calendar import Calendar, calendar_of
from chalicelib.domain.record.sharing import SEALED_BY_NOBODY, Sharing
from chalicelib.domain.time.localtime import add
from chalicelib.domain.words.errors import Unknown
from chalicelib.domain.words.findings import Checks
from chalicelib.domain.words.values import Already, Audience, Bag, Condition, EventName, Stock

BY_PURCHASES: Final = frozenset(("last_order", "joined", "orders", "spent"))
"""The facts of members that change with purchases, and as days pass since."""

PROGRAMME = "programme"
"""The reserved id under which tiers and event types are published, versioned like a campaign."""


class Version(msgspec.Struct, frozen=True, omit_defaults=True):
    """One immutable version, as stored: the file's tree of texts, who handed it in, and what that fixed for good."""

    id: str
    """The campaign's id, or `programme`."""
    number: int
    """The first version of an id is 1."""
    tree: dict[str, Any]
    """The file as maps, lists and texts: no scalar of it is typed yet."""
    published: int
    """When it was handed in, epoch ms."""
    shards: dict[str, int] = {}
    """Over how many items each limited stock is spread, by `prizes/NAME` or `redemptions/NAME/OFFER`."""
    epoch: int = 0
    """A random number that the seeds are derived by, too; all versions of an id have the same."""
    commitments: dict[str, str] = {}
    """The SHA-256 in hex of the seed of each block that draws, by `blind_boxes/NAME` or `collections/NAME`."""
    scenarios: dict[str, Any] | None = None
    """The tree of its scenarios' file; None: it came without one."""
    author: str = ""
    """The name of the manager who handed it in."""
    note: str = ""
    """The reason, for readers of the audit trail; empty: none was given."""
    checks: Checks = Checks()
    """The findings that it was taken with, and how many scenarios were played."""
    restores: int | None = None
    """The number of the older version that it repeats; None: it is a new text."""

    @property
    def hash(self) -> str:
        """That of its JSON, whose order counts (odds, tiers)."""
        return version_hash(msgspec.json.encode(self))

    @property
    def label(self) -> str:
        """`NUMBER:HASH`, as receipts and the audit trail name it."""
        return f"{self.number}:{self.hash}"


def version_hash(stored: bytes) -> str:
    """The hash of a version by its stored bytes: 32 hex digits of their SHA-256."""
    return sha256(stored).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Calendar):
    """A version ready to be played."""

    campaign: Campaign
    """The campaign, as its file says it."""
    number: int
    """The number of the version."""
    hash: str
    """The hash of the version, by which receipts name it."""
    shards: Mapping[str, int]
    """Over how many items each limited stock is spread, by its path."""
    commitments: Mapping[str, str]
    """The SHA-256 in hex of the seed of each block that draws, by its path."""
    master: bytes = field(repr=False)
    """The secret that seeds derive from; empty for who never draws."""
    epoch: int
    """A random number that the seeds are derived by, too."""
    drawables: Mapping[str, Drawable]
    """The means by which each block that draws is drawn, by its path."""
    tables: Mapping[str, odds.Table]
    """The odds by which each block that draws is drawn, as a table, by its path."""
    returning: frozenset[str]
    """The stocks into which units may come back, by their paths: of offers, and of prizes that these give."""
    endless: frozenset[str]
    """The prizes of which, or of what replaces them, everybody may have any number at any time."""
    modest: bool
    """Whether its file has no number of more than six digits in a row."""
    ends: int
    """The last moment at which a late event still counts: closes plus grace, epoch ms."""
    id: str = field(init=False)
    """The campaign's id."""
    label: str = field(init=False)
    """`VERSION:HASH`, as receipts name it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.campaign.campaign)
        object.__setattr__(self, "label", f"{self.number}:{self.hash}")

    def seed(self, of: str) -> bytes:
        """The seed of a block that draws, secret until the campaign's final close. (2 µs: not worth keeping.) Raises
        ValueError where there is no master seed.
        """
        return drawing.secret_seed(self.master, self.id, of, self.epoch)


class PublishedProgramme(Struct, frozen=True):
    """A version of the programme ready to be played by."""

    programme: Programme
    """The programme, as its files say it."""
    hash: str
    """The hash of its version."""


class Listener(Struct, frozen=True):
    """A block that listens to a type of event."""

    published: Published
    """The campaign of the block."""
    placed: Placed
    """The block, and its place in the campaign."""


class Replaced(NamedTuple):
    """A version and when it took effect: of those that are not in force any more, and the one that replaced them."""

    since: int
    """When it took effect, epoch ms."""
    published: Published
    """The version, ready to be played."""


class EarlierProgramme(NamedTuple):
    """A version of the programme that is not in force any more."""

    since: int
    """When it took effect, epoch ms."""
    programme: Programme
    """The programme, as that version says it."""


class Definitions(Struct, frozen=True):
    """Everything in force at one moment, and the indexes that find what an event concerns."""

    programme: Programme
    """The programme in force."""
    campaigns: Mapping[str, Published]
    """The campaigns in force by their ids, those that are paused included."""
    listeners: Mapping[str, tuple[Listener, ...]]
    """The blocks of campaigns in force by the type of event that they listen to."""
    already: Mapping[str, tuple[Listener, ...]]
    """Of those, the blocks that count earlier events; also those of closed campaigns that are still settled."""
    paused: Mapping[str, int] = {}
    """The campaigns that count and grant nothing, and since when (epoch ms): what fell due before is still paid."""
    since: Mapping[str, int] = {}
    """When each campaign's version in force took effect (epoch ms), where that is known."""
    settling: Mapping[str, Published] = {}
    """Campaigns that were closed for good, whose members are still to get what they earned."""
    leaving: frozenset[str] = frozenset()
    """Those of which every copy of the live list knows: a member's part moves out where nothing of it is due."""
    replaced: Mapping[str, tuple[Replaced, ...]] = {}
    """Versions of campaigns in force that were replaced lately, the newest last."""
    earlier: tuple[EarlierProgramme, ...] = ()
    """Versions of the programme that were replaced lately, the newest last."""
    holdout: bytes | None = None
    """The secret by which it is chosen who is held out from touches; None: nobody is."""
    programme_hash: str = ""
    """The hash of the programme's version in force; empty: none is published."""
    programme_since: int = 0
    """When the programme's version in force took effect, epoch ms; 0: it is the only one."""
    by_birthday: frozenset[str] = frozenset()
    """The campaigns, closed ones too, that are for members of an age, or on their birthdays: whom they are for is
    another thing at another time."""
    by_purchases: Mapping[str, frozenset[tuple[str, Condition]]] = {}
    """Of such that ask for purchases, or for how long somebody is a member, these conditions, each with its field."""
    sharing: Sharing = SEALED_BY_NOBODY
    """Seals members into the tokens of the links that they share."""

    def programme_at(self, moment: int) -> Programme:
        """The programme in force at a moment (epoch ms); the first that is known of, before that."""
        if not self.earlier or moment >= self.programme_since:
            return self.programme
        return next((one.programme for one in reversed(self.earlier) if one.since <= moment), self.earlier[0].programme)

    def versions(self, published: Published) -> tuple[Replaced, ...]:
        """The versions by which a campaign was played lately, the newest last: that is the one in force."""
        name = published.id
        return (*self.replaced.get(name, ()), Replaced(self.since.get(name, 0), published))

    def campaign(self, name: str) -> Published:
        """The published campaign, or Unknown (`unknown_campaign`)."""
        found = self.campaigns.get(name)
        if found is None:
            raise Unknown("campaign", name)
        return found

    @property
    def listed(self) -> Iterator[Published]:
        """The campaigns in force, and those that were closed a moment ago, of which members still hold everything."""
        yield from self.campaigns.values()
        yield from (one for name, one in self.settling.items() if name not in self.leaving)

    def owing(self, name: str) -> Published | None:
        """The campaign that may still owe its members something, closed or not; None where there is none any more."""
        return self.campaigns.get(name) or self.settling.get(name)


def drawing_blocks(campaign: Campaign) -> dict[str, Drawable]:
    """The blocks that draw, by path: blind boxes, and collections with odds."""
    return {one.by.key: one for one in drawables(campaign)}


def ready(version: Version, campaign: Campaign, master: bytes) -> Published:
    """A stored version and what its tree says, ready to be played."""
    calendar = calendar_of(campaign)
    zone, window = calendar.zone, calendar.window
    drawn = drawing_blocks(campaign)
    return Published(
        campaign=campaign,
        number=version.number,
        hash=version.hash,
        shards=version.shards,
        commitments=version.commitments,
        master=master,
        epoch=version.epoch,
        drawables=drawn,
        tables={of: odds.table(one.odds) for of, one in drawn.items()},
        returning=_returning(campaign),
        endless=_endless(campaign),
        modest=re.search(rb"\d{7}", msgspec.json.encode(version.tree)) is None,
        zone=zone,
        window=window,
        ends=add(campaign.grace.count, campaign.grace.unit, zone, window.closes),
    )


def _endless(campaign: Campaign) -> frozenset[str]:
    prizes = campaign.prizes
    last = {name: prizes.get(chain(prizes, name)[-1]) for name in prizes}
    return frozenset(
        name
        for name, one in last.items()
        if one is not None and one.stock is None and one.pool is None and not one.limit and one.first_draw is None
    )


def _returning(campaign: Campaign) -> frozenset[str]:
    """The stocks of what is redeemed: a redemption may be undone, or wait for cash in vain."""
    bags = [one.value for one in having(campaign, Bag) if one.path[0] == "redemptions"]
    prizes = {f"prizes/{link}" for bag in bags for name in bag.prizes for link in chain(campaign.prizes, name)}
    stocks = limited_stocks(campaign)
    return frozenset(path for path in stocks if path.startswith("redemptions/") or path in prizes)


def assemble(
    programme: Programme,
    published: Iterable[Published],
    paused: Mapping[str, int] | None = None,
    settling: Iterable[Published] = (),
    since: Mapping[str, int] | None = None,
    replaced: Mapping[str, tuple[Replaced, ...]] | None = None,
    earlier: tuple[EarlierProgramme, ...] = (),
    leaving: frozenset[str] = frozenset(),
    holdout: bytes | None = None,
    sharing: Sharing = SEALED_BY_NOBODY,
    programme_hash: str = "",
) -> Definitions:
    """Definitions in force, with their indexes. The other arguments are as in `Definitions`."""
    campaigns = {one.id: one for one in published}
    closed = {one.id: one for one in settling}
    known = (*campaigns.values(), *closed.values())
    listeners = _listeners(campaigns.values())
    owing = _listeners(known) if closed else listeners
    return Definitions(
        programme=programme,
        campaigns=campaigns,
        listeners=listeners,
        already={kind: kept for kind, found in owing.items() if (kept := tuple(filter(_counts_earlier, found)))},
        paused=paused or {},
        since=since or {},
        settling=closed,
        leaving=leaving,
        replaced=replaced or {},
        earlier=earlier,
        holdout=holdout,
        programme_hash=programme_hash,
        programme_since=(since or {}).get(PROGRAMME, 0),
        by_birthday=frozenset(one.id for one in known if _asks_for_birthdays(one)),
        by_purchases={one.id: asked for one in known if (asked := _of_purchases(one))},
        sharing=sharing,
    )


def _asks_for_birthdays(published: Published) -> bool:
    return any(one.value.keys() & {"age", "birthday"} for one in having(published.campaign, Audience))


def _of_purchases(published: Published) -> frozenset[tuple[str, Condition]]:
    audiences = having(published.campaign, Audience)
    return frozenset(pair for who in audiences for pair in who.value.items() if pair[0] in BY_PURCHASES)


def _listeners(published: Iterable[Published]) -> dict[str, tuple[Listener, ...]]:
    listeners: dict[str, list[Listener]] = {}
    for one in published:
        for when in having(one.campaign, EventName):
            listeners.setdefault(when.value, []).append(Listener(one, when.by))
    return {kind: tuple(found) for kind, found in listeners.items()}


def _counts_earlier(listener: Listener) -> bool:
    return any(already.value for already in stated(listener.placed, Already))


def shards_for(quota: int, crowd: int) -> int:
    """Over how many items a stock is spread: one for each ten takes a second, never more than units or 1,000."""
    return max(1, min(quota, -(-crowd // 10), 1000))


def limited_stocks(campaign: Campaign) -> dict[str, int]:
    """Each limited stock by its path, with its quota: what publishing fixes shards for. Those of prizes stand first."""
    quotas = {one.by.key: one.value.count for one in having(campaign, Stock)}
    return dict(sorted(quotas.items(), key=lambda stock: not stock[0].startswith("prizes/")))
