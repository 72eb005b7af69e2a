"""China: what may be given for sharing, and for a friend who comes or buys.

A share, a visit and a registration of a friend may be counted, and may put a tag on a member; what is worth anything is
for a friend's purchase alone, of one level, and not by chance.
"""

from collections.abc import Iterator
from typing import Final

from chalicelib.domain.file.blocks import Placed, Stated, blocks, having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, assets, earned_by, leads_to
from chalicelib.domain.record.told import BOUGHT, JOINED, REACHED
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Audience, Bag, Duration, EventName, Limits

SHARING: Final = ("shared", "forwarded", "reposted", "invited")
"""Last words of the event types that are sharing: `page.shared`, `friend.invited`."""

_RULES: Final = "WeChat's operating rules"


def rewards_of_sharing(campaign: Campaign) -> Iterator[Finding]:
    """Source: WeChat's operating rules for mini programs: no reward that induces members to share; nor one for a
    friend's mere visit or registration, which "deep interaction" would have to follow (2020).
    """
    for when in having(campaign, EventName):
        if when.value.rpartition(".")[2] not in SHARING and when.value not in (REACHED, JOINED):
            continue
        for bag in _given(when.by):
            if assets(bag.value):
                message = (
                    f"{when.value} is sharing, or follows from it, and must not be rewarded ({_RULES}): give tags "
                    "alone, or reward a friend's purchase, by friend.bought"
                )
                yield Finding(bag.path, "error", "cn-sharing", message)


def referral(campaign: Campaign) -> Iterator[Finding]:
    """Source: WeChat's operating rules (2020): no chance as the reward of an invitation. That what comes back takes the
    reward along, and that there is an end to it, keeps a referral apart from what the Regulation on Prohibition of
    Pyramid Selling (State Council, 2005, article 7) forbids: a living made of bringing in others.
    """
    for when in having(campaign, EventName):
        if when.value != BOUGHT:
            continue
        for bag in _given(when.by):
            if chance := sorted(one for one in leads_to(campaign, *assets(bag.value)) if _is_chance(one)):
                message = f"no chance may be the reward of an invitation ({_RULES}), and this leads to {chance[0]}"
                yield Finding(bag.path, "error", "cn-referral-chance", message)
        if any(assets(bag.value) for bag in _given(when.by)):
            yield from _bounded(when)


def levels(campaign: Campaign) -> Iterator[Finding]:
    """Source: WeChat's rules on distribution: two levels at most, the inviter included (said in 2016); the Supreme
    People's Court and others, opinion on pyramid selling (2013): a crime from three levels and thirty people.

    A reward for a friend of those alone who were invited themselves is the second level.
    """
    everybody = next(blocks(campaign))
    for when in having(campaign, EventName):
        if when.value not in (BOUGHT, JOINED, REACHED):
            continue
        for placed in (everybody, *_around(when.by), when.by, *_inside(campaign, when.by)):
            for who in stated(placed, Audience):
                if "invited" in who.value:
                    message = (
                        f"{when.value} for those alone who were invited themselves is a second level (WeChat's rules "
                        "on distribution, and the law on pyramid selling): leave invited out"
                    )
                    yield Finding((*who.path, "invited"), "error", "cn-second-level", message)


def _bounded(when: Stated) -> Iterator[Finding]:
    if not any(limit.value for limit in stated(when.by, Limits)):
        message = "without a limit inviting becomes a trade (the law on pyramid selling): write limit: 10 a month"
        yield Finding(when.path, "error", "cn-referral-limit", message)
    if not any(wait.path[-1] == "after" for wait in stated(when.by, Duration)):
        message = "the friend's order can come back still, and then nothing was bought: write after: 15 days"
        yield Finding(when.path, "error", "cn-referral-after", message)


def _given(placed: Placed) -> Iterator[Stated]:
    """The bags that a block gives for its event, and what the blocks around it give for it; of a board, its places."""
    found = {one.path: one for one in (*earned_by(placed), *stated(placed, Bag))}
    yield from found.values()


def _around(placed: Placed) -> Iterator[Placed]:
    for depth, block in enumerate(placed.around):
        yield Placed(placed.path[: 2 * depth + 2], block, placed.around[:depth])


def _inside(campaign: Campaign, placed: Placed) -> Iterator[Placed]:
    """The blocks inside of one: boosts."""
    length = len(placed.path)
    yield from (one for one in blocks(campaign) if one.path[:length] == placed.path and len(one.path) > length)


def _is_chance(asset: str) -> bool:
    return asset.startswith("draws/") or asset.endswith(f"/{RANDOM}")
