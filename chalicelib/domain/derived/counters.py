"""Counters: what each receipt adds to the numbers of the campaigns that took part in it.

A receipt adds to named counters of each campaign that took part in it; counters only ever add up, so the order in which
receipts are counted does not matter. A refusal leaves no receipt and is not counted here.

| counter | counts |
| --- | --- |
| `actions` | receipts |
| `members` | members who took part for the first time: the reach |
| `joined` | opt-ins |
| `started/CHALLENGE/TASK` | rounds in which a member began the task |
| `done/CHALLENGE/TASK`, `done/CHALLENGE` | rounds in which a member finished the task, or all tasks |
| `points/earned`, `points/spent` | points that came or went, the balance of each action |
| `prizes/PRIZE` | prizes handed out |
| `expired/PRIZE` | coupons that ended, on the day of their own end, whenever that was settled |
| `offers/REDEMPTION/OFFER` | offers redeemed |
| `draws/BOX` | draws |
| `fragments/COLLECTION/NAME` | fragments that came into being: a gift between members is none |
| `sets/COLLECTION` | sets composed |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.record.member import Assets
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.localtime import local

Counts = Mapping[str, int]
"""Counters by name."""

Page = tuple[str, str]
"""What is counted together: a campaign, and an ISO date in its timezone."""

OWN_NAME = ("gift", "badge")
"""Prizes that stand in the wallet under their own name."""

TURNED = ("points", "draws", "fragments")
"""Prizes that turn into something else as they are handed out: only the draw that gave one names it."""


def counted(receipt: Receipt, campaigns: Mapping[str, Campaign]) -> dict[Page, Counts]:
    """What a receipt adds. campaigns: the definitions that it names in `versions`, by campaign, and a definition of
    each campaign of which a coupon ended: that may be long over.
    """
    pages = {_page(campaigns[name], receipt.at): _of(receipt, campaigns[name]) for name in receipt.versions}
    for one in receipt.expired:
        if one.campaign in campaigns:
            last_moment = one.at - 1
            pages.setdefault(_page(campaigns[one.campaign], last_moment), Counter())[f"expired/{one.prize}"] += 1
    return dict(pages)


def _page(campaign: Campaign, at: int) -> Page:
    return campaign.campaign, local(at, ZoneInfo(campaign.timezone)).date().isoformat()


def _of(receipt: Receipt, campaign: Campaign) -> Counter[str]:
    """What a receipt adds to one campaign's counters. Changes and what was settled are apart: none hides the other."""
    name = campaign.campaign
    counts = Counter({"actions": 1, "members": receipt.first.count(name)})
    for word, paths in (("started", receipt.started), ("done", receipt.done)):
        counts.update(f"{word}/{path.removeprefix(f'{name}/')}" for path in paths if path.startswith(f"{name}/"))
    for part in (receipt.changes, receipt.settled):
        for counter, n in _moved(part.get(name, {}), campaign, receipt.does):
            counts[counter] += n
    counts.update(f"prizes/{coupon.prize}" for coupon in receipt.coupons if coupon.campaign == name)
    for draws in receipt.draws:
        kind, _, box = draws.of.partition("/")
        if draws.campaign == name and kind == "blind_boxes":
            counts[f"draws/{box}"] += len(draws.rows)
            counts.update(f"prizes/{one}" for one in draws.got if campaign.prizes[one].kind in TURNED)
    counts.update(_asked(receipt, name))
    return +counts


def _moved(assets: Assets, campaign: Campaign, does: str) -> Iterator[tuple[str, int]]:
    """What movements tell: points both ways, and what came of prizes and fragments."""
    for asset, n in assets.items():
        kind, _, name = asset.partition("/")
        if asset == "points":
            yield ("points/earned", n) if n > 0 else ("points/spent", -n)
        elif n > 0 and (
            (kind == "prizes" and campaign.prizes[name].kind in OWN_NAME) or (kind == "fragments" and does != "receive")
        ):
            yield asset, n


def _asked(receipt: Receipt, campaign: str) -> Iterator[str]:
    """What only the action itself tells."""
    asked = receipt.asked
    if asked.get("campaign") != campaign:
        return
    if receipt.does == "join":
        yield "joined"
    elif receipt.does == "compose":
        yield f"sets/{asked['collection']}"
    elif receipt.does == "redeem":
        yield f"offers/{asked['redemption']}/{asked['offer']}"
