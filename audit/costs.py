"""Adds up the value of the prizes that receipts granted, by the files, and holds it against the report."""

from collections import Counter
from collections.abc import Iterable, Mapping

from audit.recount import Receipt, Recount, Versions

COSTS = ("What the prizes cost is what the report says", "campaigns with prizes of a value")

Costs = Mapping[str, Mapping[str, int]]
"""By campaign, the value of all prizes that it granted: minor units by currency."""

HANDED_OUT_BEFORE = ("bill", "merged")
"""Why something moves that was handed out before: it comes back from a till, or from another record."""

_DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "KWD": 3}
"""Decimals of a currency, where they are not two (ISO 4217)."""


def costs(receipts: Iterable[Receipt], versions: Versions) -> Costs:
    """Add up the value of every prize that was handed out, also of one that turned into points at once.

    Those that were taken back, because their order came back or their redemption was undone, cost nothing: of itself a
    challenge takes nothing but the price of a day that is made up.
    """
    found: dict[str, Counter[str]] = {}
    postings = (posting for receipt in receipts for posting in receipt.get("postings", []))
    for posting in (one for one in postings if one["why"] not in HANDED_OUT_BEFORE):
        versions_of = versions.get(posting["campaign"])  # what belongs to the programme costs no campaign anything
        prizes = versions_of[-1][2].get("prizes", {}) if versions_of else {}
        undone = posting["why"].endswith(":undone")
        reward = posting["why"].startswith("challenges/") and not posting["why"].endswith(":make_up")
        back = posting.get("took", {}) if undone or reward else {}
        gave = {} if undone else posting.get("gave", {})
        moved = [*gave.items(), *((asset, -n) for asset, n in back.items())]
        for asset, n in moved:
            if value := prizes.get(asset.removeprefix("prizes/"), {}).get("value") if "prizes/" in asset else None:
                currency, minor = _minor(value)
                found.setdefault(posting["campaign"], Counter())[currency] += n * minor
    return found


def compare_costs(recount: Recount, counted: Costs, reported: Costs) -> None:
    """Hold them against the reports, of the campaigns whose report was read. A currency of which nothing was spent may
    be told of, or not.
    """
    spent = {one: {currency: minor for currency, minor in told.items() if minor} for one, told in reported.items()}
    said = (
        ""
        if counted.get(one, {}) == told
        else f"{one}: the report says {told}, and the receipts {dict(counted.get(one, {}))}"
        for one, told in spent.items()
        if reported[one] or one in counted
    )
    recount.note(*COSTS, said)


def _minor(value: str) -> tuple[str, int]:
    """`50.00 CNY` as its currency and minor units."""
    amount, _, currency = value.partition(" ")
    whole, _, part = amount.partition(".")
    decimals = _DECIMALS.get(currency, 2)
    return currency, int(whole + part.ljust(decimals, "0"))
