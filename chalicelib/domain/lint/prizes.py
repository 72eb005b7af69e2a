"""Prizes: one thing each, replacements that lead somewhere, coupons that make sense."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.campaign import KINDS
from chalicelib.domain.file.flow import chain, given
from chalicelib.domain.lint.reach import periods
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared, warning
from chalicelib.domain.time.windows import Moment, first_moment
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Bag, CouponTerms, Duration, Earned, PrizeOdds, Stock, money_text

_NO_GOODS = {
    **dict.fromkeys(("shipping", "delivery", "postage", "freight"), "what that costs, such as 10.00 CNY off"),
    **dict.fromkeys(
        ("gift", "sample", "item", "product", "present", "something"), "which it is, such as free TOWEL-01"
    ),
}
"""Words that are written for goods, and what to write instead."""

_MOST_OFF = Fraction(1, 2)


def _one_thing(subject: Subject) -> Iterator[Finding]:
    for name, prize in subject.campaign.prizes.items():
        kinds = [kind for kind in KINDS if getattr(prize, kind)]
        if len(kinds) != 1:
            said = f"it says {' and '.join(kinds)}" if kinds else "it says none"
            yield error(("prizes", name), "one-of", f"a prize is one of {', '.join(KINDS)}; {said}")


def _nothing(subject: Subject) -> Iterator[Finding]:
    """No prize is a row of odds and no more: members read its title, and nobody is promised it."""
    campaign = subject.campaign
    blanks = {name for name, prize in campaign.prizes.items() if prize.nothing}
    for name in sorted(blanks):
        prize = campaign.prizes[name]
        for key in ("value", "stock", "limit", "from", "when_out", "valid"):
            if getattr(prize, {"from": "first_draw"}.get(key, key)):
                message = f"it is no prize, so it has no {key}: leave it out"
                yield error(("prizes", name, key), "nothing-has-terms", message)
        if prize.title is None:
            message = "members read it among the odds: give it a title, such as No prize this time"
            yield error(("prizes", name), "nothing-without-title", message)
    for bag in given(campaign):
        for name in bag.value.prizes:
            if found := blanks & {*chain(campaign.prizes, name)}:
                message = f"{name} may be nothing ({', '.join(found)}), which only a draw may give: give a prize"
                yield error((*bag.path, "prizes"), "nothing-given", message)


def _replacements(subject: Subject) -> Iterator[Finding]:
    prizes = subject.campaign.prizes
    for name, prize in prizes.items():
        at = ("prizes", name, "when_out")
        if prize.when_out is None:
            continue
        if prize.when_out not in prizes:
            yield undeclared(at, "prize", prize.when_out, prizes)
        elif (last := prizes.get((names := chain(prizes, name))[-1])) is not None and last.when_out == name:
            circle = " -> ".join((*names, name))
            yield error(at, "when-out-circle", f"{circle} is a circle: end it in a prize without when_out")
        if not prize.runs_out and not prize.limit and not prize.first_draw:
            message = "without stock, limit and from it is never out: add one of them, or leave out when_out"
            yield warning(at, "never-out", message)


def _limits(subject: Subject) -> Iterator[Finding]:
    """A draw, or what was earned, can't be refused to who has had enough of a prize, so another takes its place; and so
    it is with a draw that comes too early for it."""
    drawn = {row for odds in having(subject.campaign, PrizeOdds) for row in odds.value}
    drawn = {link for row in drawn for link in chain(subject.campaign.prizes, row)}
    for name, prize in subject.campaign.prizes.items():
        at = ("prizes", name, "from")
        if prize.first_draw and prize.when_out is None:
            message = "who draws it before must be given something else: add when_out"
            yield error(at, "from-without-when-out", message)
        elif prize.first_draw and name not in drawn:
            yield warning(at, "from-without-draws", "it counts draws, and no draw gives this prize: leave it out")
        if prize.limit and prize.when_out is None:
            message = "who has reached it must be given something else: add when_out"
            yield error(("prizes", name, "limit"), "limit-without-when-out", message)


def _limited_rewards(subject: Subject) -> Iterator[Finding]:
    """A reward of a task, a challenge or a set can't be refused, so its chain ends in a prize without stock."""
    prizes = subject.campaign.prizes
    for bag in having(subject.campaign, Earned):
        for name in bag.value.prizes:
            last = chain(prizes, name)[-1]
            prize = prizes.get(last)
            if prize and prize.runs_out and not prize.when_out:
                message = (
                    f"prizes.{last} can be out, and what has been earned can't be refused: give it a when_out "
                    "that ends in a prize without stock"
                )
                yield error((*bag.path, "prizes"), "needs-when-out", message)


def _pools(subject: Subject) -> Iterator[Finding]:
    """The codes of a pool are its stock, for as long as there are any: which one is out, a number would only hide."""
    for name, prize in subject.campaign.prizes.items():
        if prize.pool is not None and prize.stock is not None:
            message = f"its stock is the codes that are uploaded to {prize.pool}: leave out stock"
            yield error(("prizes", name, "stock"), "pool-with-stock", message)


def _validity(subject: Subject) -> Iterator[Finding]:
    for name, prize in subject.campaign.prizes.items():
        at = ("prizes", name, "valid")
        if prize.valid is not None and not prize.coded and not prize.points:
            yield warning(at, "valid-without-coupon", "only coupons, codes and points end: leave out valid")
        elif isinstance(prize.valid, Duration) and not prize.valid.count:
            what = "the points end as they are given" if prize.points else "it ends as it is given"
            message = f"{what}: write how long it is good, or leave valid out"
            yield error(at, "valid-for-nothing", message)
        elif isinstance(prize.valid, Moment) and _ends_inside(prize.valid, subject):
            message = "it ends before the campaign does, so those of its last days end at once: write a later date"
            yield warning(at, "valid-ends-early", message)


def _discounts(subject: Subject) -> Iterator[Finding]:
    """More than half off is more often a slip than meant: 100 off 150, or the 10% that are left to pay."""
    for name, prize in subject.campaign.prizes.items():
        if prize.coupon and prize.coupon.kind == "money_off" and prize.coupon.amount and not prize.coupon.amount.minor:
            yield error(("prizes", name, "coupon"), "nothing-off", "it takes nothing off: write how much it takes")
        share = _off(prize.coupon) if prize.coupon else Fraction()
        if share >= 1:
            message = f"it takes {float(share):.0%} off, so nothing is left to pay: {_less_off(prize.coupon)}"
            yield error(("prizes", name, "coupon"), "nothing-to-pay", message)
        elif share > _MOST_OFF:
            # rounded down, so that 99.9% is not told to be all
            message = f"it takes {int(share * 100)}% off: check that this is meant (10% off leaves 90% to pay)"
            yield warning(("prizes", name, "coupon"), "steep-discount", message)


def _together(subject: Subject) -> Iterator[Finding]:
    """Two coupons share a bill where each names the other."""
    prizes = subject.campaign.prizes
    for name, prize in prizes.items():
        at = ("prizes", name, "with")
        for other in prize.together:
            if other not in prizes:
                yield undeclared(at, "prize", other, prizes)
            elif prize.coupon is None or prizes[other].coupon is None:
                which = name if prize.coupon is None else other
                yield error(at, "no-coupon", f"{which} is no coupon, and only coupons share a bill: leave it out")
            elif name not in prizes[other].together:
                message = f"{other} does not name {name}, so they share no bill: write `with: [{name}]` there too"
                yield warning(at, "one-sided", message)


def _skus(subject: Subject) -> Iterator[Finding]:
    """A till knows goods by their numbers, and a word that is none is taken for one."""
    for name, prize in subject.campaign.prizes.items():
        sku = prize.coupon.sku if prize.coupon else None
        if sku and sku.lower() in _NO_GOODS:
            message = f"the till would look for goods with the number {sku}: write {_NO_GOODS[sku.lower()]}"
            yield warning(("prizes", name, "coupon"), "sku-is-a-word", message)


def _budget(subject: Subject) -> Iterator[Finding]:
    """A budget below the value of what is in stock will be exceeded, or the stock is too high."""
    budget = subject.campaign.budget
    if budget is None:
        return
    worth = list(_limited_worth(subject, budget.currency))
    if (whole := sum(minor for _, minor in worth)) > budget.minor:
        dearest = max(worth, key=lambda one: one[1])[0]
        message = (
            f"what is in stock is worth {money_text(int(whole), budget.currency)} in all, most of it {dearest}, and "
            f"the budget is {money_text(budget.minor, budget.currency)}: raise it, or lower the stock"
        )
        yield warning(("budget",), "budget-too-small", message)


def _limited_worth(subject: Subject, currency: str) -> Iterator[tuple[str, float]]:
    """Give what each thing in stock is worth in all, in minor units; a stock a day counts for each day."""
    prizes = subject.campaign.prizes
    for stock in having(subject.campaign, Stock):
        times = periods(subject, stock.by, stock.value.per or "campaign")
        own = stock.by.path[0] == "prizes"
        bags = [{stock.by.name: 1}] if own else [bag.value.prizes for bag in stated(stock.by, Bag)]
        for name, n in (item for bag in bags for item in bag.items()):
            value = prizes[name].value if name in prizes else None
            counted_already = not own and name in prizes and prizes[name].stock is not None
            if value and value.currency == currency and times < inf and not counted_already:
                yield name, n * stock.value.count * times * value.minor


def _never_given(subject: Subject) -> Iterator[Finding]:
    campaign = subject.campaign
    used = {name for bag in given(campaign) for name in bag.value.prizes}
    used |= {row for odds in having(campaign, PrizeOdds) for row in odds.value}
    reached = {one for name in used for one in chain(campaign.prizes, name)}
    for name in campaign.prizes:
        if name not in reached:
            yield warning(("prizes", name), "never-given", "nothing gives this prize: give it, or leave it out")


def _ends_inside(valid: Moment, subject: Subject) -> bool:
    if valid.every != "once" or subject.zone is None or subject.window is None:
        return False
    return first_moment(valid, subject.zone) < subject.window.closes


def _less_off(terms: CouponTerms | None) -> str:
    """The amounts the other way round, where more is taken off than is paid."""
    taken, least = (terms.amount, terms.minimum) if terms else (None, None)
    if taken and least and taken.minor > least.minor > 0:
        return f"write {money_text(least.minor, least.currency)} off {money_text(taken.minor, taken.currency)}"
    return "write less off, or free SKU"


def _off(terms: CouponTerms) -> Fraction:
    """The share that a coupon takes off, at its minimum; nothing where that is not known."""
    if terms.percent:
        return terms.percent
    if terms.kind == "money_off" and terms.amount and terms.minimum:
        return Fraction(terms.amount.minor, terms.minimum.minor) if terms.minimum.minor else Fraction(1)
    return Fraction()


RULES: tuple[Rule, ...] = (
    _one_thing,
    _nothing,
    _replacements,
    _limits,
    _limited_rewards,
    _pools,
    _validity,
    _discounts,
    _together,
    _skus,
    _budget,
    _never_given,
)
