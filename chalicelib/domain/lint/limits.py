"""Limits: each counts by a period that its block has."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.lint.subject import Rule, Subject, error, tasks, warning
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Limits

_CALENDAR = ("day", "week", "month", "year", "campaign")


def _periods(subject: Subject) -> Iterator[Finding]:
    """`round` is a repetition of a challenge, `window` an opening of a redemption or of a box that has its own."""
    for path, limits, allowed in _limited(subject.campaign):
        for limit in limits:
            if limit.per not in allowed:
                why = "rounds are a challenge's" if limit.per == "round" else "it has no window of its own"
                message = f"{limit.count} a {limit.per} means nothing here, {why}: write a {', a '.join(allowed)}"
                yield error(path, "no-such-period", message)


def _stock_of_a_prize(subject: Subject) -> Iterator[Finding]:
    for name, prize in subject.campaign.prizes.items():
        if prize.stock and prize.stock.per == "window":
            message = "a prize has no window, so this is the stock of the whole campaign: write it on the offer instead"
            yield warning(("prizes", name, "stock"), "prize-stock-a-window", message)


def _limited(campaign: Campaign) -> Iterator[tuple[Path, Limits, tuple[str, ...]]]:
    """Every limit: where it stands, and the periods that it may count by."""
    for path, _, task in tasks(campaign):
        yield (*path, "limit"), task.limit, (*_CALENDAR, "round")
        for key, amount in ("reach", task.reach), ("each", task.each):
            if amount and amount.at_most:
                yield (*path, key), (amount.at_most,), (*_CALENDAR, "round")
    for name, collection in campaign.collections.items():
        yield ("collections", name, "limit"), collection.limit, _CALENDAR
        yield ("collections", name, "send"), collection.send, _CALENDAR
    for name, box in campaign.blind_boxes.items():
        yield ("blind_boxes", name, "limit"), box.limit, (*_CALENDAR, "window") if box.opens else _CALENDAR
    for name, redemption in campaign.redemptions.items():
        yield ("redemptions", name, "limit"), redemption.limit, (*_CALENDAR, "window")
        for offer_name, offer in redemption.offers.items():
            yield ("redemptions", name, "offers", offer_name, "limit"), offer.limit, (*_CALENDAR, "window")


RULES: tuple[Rule, ...] = (_periods, _stock_of_a_prize)
