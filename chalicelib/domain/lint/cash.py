"""Cash beside points: in the programme's currency, for an offer, and with nothing else that would have to be kept."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import having
from chalicelib.domain.lint.subject import Rule, Subject, error
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Costs


def _cash(subject: Subject) -> Iterator[Finding]:
    currency = subject.programme.currency
    for price in having(subject.campaign, Costs):
        cash, path = price.value.cash, (*price.path, "cash")
        if cash is None:
            continue
        if price.path[0] != "redemptions":
            yield error(path, "cash-elsewhere", "only an offer of a redemption can cost cash: let this cost points")
        if cash.minor <= 0:
            yield error(path, "no-cash", "no cash is written by leaving it out: write how much, or leave cash out")
        if currency is None:
            message = f"cash is in the programme's currency: let programme.yaml say `currency: {cash.currency}`"
            yield error(path, "cash-currency", message)
        elif cash.currency != currency:
            yield error(path, "cash-currency", f"the programme's currency is {currency}: write the cash in {currency}")
        if beside := sorted(asset for asset in price.value.assets if asset != "points"):
            message = f"beside cash an offer costs points and nothing else: leave {', '.join(beside)} out"
            yield error(path, "cash-beside", message)


RULES: tuple[Rule, ...] = (_cash,)
