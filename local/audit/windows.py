"""Windows: nothing is granted while the campaign or the block that grants it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.localtime import add
from local.audit.books import Books
from local.audit.calendar import is_open, moment_of
from local.audit.verdict import Verdict, verdict

AHEAD = 5 * 60_000
"""How far in the future an event may claim to have happened, in ms."""


def granted_inside_windows(books: Books) -> Verdict:
    """By the time of the event itself where there is one, within its grace, in the campaign's timezone."""
    breaches = []
    checked = 0
    for account in books.accounts:
        for receipt in account.receipts:
            for name in _granting(receipt):
                checked += 1
                if not _was_open(books.campaigns[name], receipt):
                    breaches.append(f"{account.member}: {name} gave by receipt {receipt.number} while it was closed")
    return verdict("Nothing is granted outside its window", f"{checked:,} grants", breaches)


def _granting(receipt: Receipt) -> Iterator[str]:
    return (name for name, assets in receipt.changes.items() if any(n > 0 for n in assets.values()))


def _was_open(campaign: Campaign, receipt: Receipt) -> bool:
    at, asked = moment_of(receipt), receipt.asked
    match receipt.does:
        case "event":
            grace = add(campaign.grace.count, campaign.grace.unit, ZoneInfo(campaign.timezone), at)
            return at <= receipt.at + AHEAD and receipt.at < grace and _task_was_open(campaign, asked["type"], at)
        case "draw":
            return is_open(campaign, at, campaign.blind_boxes[asked["box"]])
        case "redeem":
            redemption = campaign.redemptions[asked["redemption"]]
            inside = receipt.window is not None and at in receipt.window
            return inside and is_open(campaign, at, redemption, redemption.offers[asked["offer"]])
        case _:
            return is_open(campaign, at)


def _task_was_open(campaign: Campaign, event_type: str, at: int) -> bool:
    return any(
        task.when == event_type and is_open(campaign, at, challenge, task)
        for challenge in campaign.challenges.values()
        for task in challenge.tasks.values()
    )
