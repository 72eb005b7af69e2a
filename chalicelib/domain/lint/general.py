"""The whole file: its name, the market whose legal rules apply, and one currency throughout."""

from collections import Counter
from collections.abc import Iterator

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.lint import markets
from chalicelib.domain.lint.subject import Rule, Subject, error, spelled
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Amount, Conditions, Costs, CouponTerms, EventName, Money, Threshold


def _name(subject: Subject) -> Iterator[Finding]:
    if subject.campaign.campaign == PROGRAMME:
        message = f'"{PROGRAMME}" is the name of the tiers and events that all campaigns share: choose another'
        yield error(("campaign",), "reserved-name", message)


def _market(subject: Subject) -> Iterator[Finding]:
    name = subject.campaign.market
    if name is None:
        message = f"no legal rules are applied: name a market, where it is one of {', '.join(markets.KNOWN)}"
        yield Finding(("market",), "note", "no-market", message)
    elif rules := markets.rules(name):
        yield from rules(subject.campaign, subject.programme)
    else:
        yield error(("market",), "unknown-market", f'there is no market "{name}"; {markets.advice(name)}')


def _one_currency(subject: Subject) -> Iterator[Finding]:
    """A campaign pays and counts in one currency: a second one is a slip, and its amounts compare with nothing."""
    found = list(_currencies(subject))
    if not found:
        return
    usual = Counter(currency for _, currency in found).most_common(1)[0][0]
    where = next(path for path, currency in found if currency == usual)
    for path, currency in found:
        if currency != usual:
            message = f"{currency} stands here, and {usual} at {spelled(where)}: write all amounts in one currency"
            yield error(path, "mixed-currencies", message)


def _currencies(subject: Subject) -> Iterator[tuple[Path, str]]:
    """Every amount of money of the file: where it stands, and its currency."""
    for one in having(subject.campaign, Money, Amount, Threshold):
        if one.value.currency:
            yield one.path, one.value.currency
    for price in having(subject.campaign, Costs):
        if price.value.cash is not None:
            yield (*price.path, "cash"), price.value.cash.currency
    for when in having(subject.campaign, EventName):
        event = subject.programme.events.get(when.value)
        for where in stated(when.by, Conditions):
            for name, condition in where.value.items():
                if event and event.fields.get(name) == "money":
                    units = [text.rpartition(" ")[2] for text in condition.values if " " in text]
                    yield from (((*where.path, name), currency) for currency in units[:1])
    for coupon in having(subject.campaign, CouponTerms):
        if money := coupon.value.amount or coupon.value.minimum:
            yield coupon.path, money.currency


RULES: tuple[Rule, ...] = (_name, _market, _one_currency)
