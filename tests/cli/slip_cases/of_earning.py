"""Slips of what members earn, pay and are: boosts, waits, ages of points, coupons, audiences."""

from tests.cli.slip_cases.slips import slip

COUPON, PRICE, GIVES = "coupon: 20.00 CNY off 148.00 CNY", "costs: {points: 100}", "gives: {points: 30}"
WHO, WHEN, GRACE = "who: {age: at least 18, tier: at least bronze}", "when: run.finished", "grace: 2 days"
MARKET, WEEK, ROUNDS = "market: CN", "week_starts: Mon", "repeats: weekly"
BY_SKU = "named by the number that the till knows it by"


def boosted(boosts: str, *says: str, level: str = "error") -> object:
    """A slip in the boosts of a task, which stand in a line of their own."""
    return slip("reach: 3 days", f"boosts: {boosts}", *says, level=level)


COUPONS = [
    slip(COUPON, "coupon: free 毛巾", BY_SKU, "write free TOWEL-01, and the words in the prize's title"),
    slip(COUPON, "coupon: 免费毛巾", BY_SKU),
    slip(COUPON, "coupon: 送毛巾一条", BY_SKU),
    slip(COUPON, "coupon: free mug and tee", BY_SKU),
    slip(COUPON, "coupon: towel free", "write free towel"),
    slip(COUPON, "coupon: buy 1 get 1", "a coupon knows no second piece", "TOWEL-01 for 9.90 CNY"),
    slip(COUPON, "coupon: 买一送一", "a coupon knows no second piece"),
    slip(COUPON, "coupon: 2 for 1", "a coupon knows no second piece"),
    slip(COUPON, "coupon: BOGO", "a coupon knows no second piece"),
    slip(COUPON, "coupon: 包邮", "write what shipping costs, such as 10.00 CNY off"),
    slip(COUPON, "coupon: free shipping over 99", "write what shipping costs, such as 10.00 CNY off"),
    slip(COUPON, "coupon: free shipping", "the number shipping: write what that costs", level="warning"),
    slip(COUPON, "coupon: free Delivery", "the number Delivery: write what that costs", level="warning"),
    slip(COUPON, "coupon: free gift", "write which it is, such as free TOWEL-01", level="warning"),
    slip(COUPON, "coupon: gift for 9.90 CNY", "write which it is, such as free TOWEL-01", level="warning"),
]

MEMBERS = [
    slip(WHO, "who: all", "for everybody, leave the line out"),
    slip(WHO, "who: Everyone", "for everybody, leave the line out"),
    slip(WHO, "who: 所有会员", "for everybody, leave the line out"),
    slip(WHO, "who: gold", "write {tier: gold} or {tag: gold}"),
    slip(WHO, "who: [gold, silver]", "write {tier: [gold, silver]} or {tag: [gold, silver]}"),
    slip(WHO, "who: {tier: all}", "for members of all tiers, leave it out"),
    slip(WHO, "who: {birthday: true}", "a birthday is today, this week or this month"),
    slip(WHEN, "when: birthday", "write member.birthday"),
    slip(WHEN, "when: tier.reached gold", "write tier.reached, and below it where: {tier: gold}"),
    slip(WHEN, "when: tier.up", "did you mean tier.reached?"),
    slip(WHEN, "when: member.upgraded", "did you mean tier.reached?"),
    slip(WHEN, "when: tier.downgrade", "did you mean tier.lost?"),
]

HEAD = [
    slip(GRACE, "grace: none", "is it none at all? Write 0 days"),
    slip(GRACE, "grace: no", "is it none at all? Write 0 days"),
    slip(GRACE, "grace: 没有", "is it none at all? Write 0 days"),
    slip(GRACE, "grace: -2 days", "it is never below 0: is it without the minus? Write 2 days"),
    slip(GRACE, "grace: [2 days]", "one is wanted, without the brackets: write 2 days"),
    slip(WEEK, "week_starts: 1", "write the day by its name"),
    slip(WEEK, "week_starts: 7", "write the day by its name"),
    slip(WEEK, "week_starts: 周一", "write Mon"),
    slip(MARKET, "market: [CN, JP]", "one is wanted, without the brackets: write CN or JP"),
    slip(ROUNDS, "after: 15 days", '"after" is not known here; it stands in a task'),
    slip(ROUNDS, "boosts: [{points: x2}]", '"boosts" is not known here; it stands in a task'),
]

EARNED = [
    boosted("[{points: 2}]", "write x2"),
    boosted("[{points: 2x}]", "write x2"),
    boosted("[{points: 1.5 times}]", "write x1.5"),
    boosted("[{points: double}]", "write x2"),
    boosted("[{points: 双倍}]", "write x2"),
    boosted("[{points: 150%}]", "write x1.5"),
    boosted("[{points: +20%}]", "write x1.2"),
    boosted("[{points: 50%}]", "a boost never gives less"),
    boosted("[{points: x0.5}]", "a boost never gives less"),
    boosted("[{points: x100}]", "it is below x100"),
    boosted("[{points: +20}]", "it multiplies the points of the task"),
    boosted("{points: x2}", "a list is wanted: put [ and ] around it"),
    boosted("x2", "a list is wanted: [{points: …}]"),
    boosted("[x2]", "write {points: x2}"),
    boosted("[{who: gold, points: x2}]", "write {tier: gold} or {tag: gold}"),
    boosted("[{factor: x2}]", '"factor" is not known here; did you mean points?'),
    slip(GIVES, "gives: {points: x2}", "write boosts: [{points: x2}]"),
    slip(GIVES, "gives: {points: 30, star: 1}", "did you mean stars?"),
    slip(GIVES, "gives: 30 points", "write {points: 30}"),
    slip("reach: 3 days", "after: 15", "write 15 days or 15 hours"),
    slip("reach: 3 days", "after: two weeks", "write 2 weeks"),
    slip("reach: 3 days", "delay: 15 days", "did you mean after?"),
]

PAID = [
    slip(PRICE, "costs: {points: 100 older than a year}", "write 100 older than 1 year"),
    slip(PRICE, "costs: {points: 100 older then 1 year}", "write 100 older than 1 year"),
    slip(PRICE, "costs: {points: 100 > 1 year}", "write 100 older than 1 year"),
    slip(PRICE, "costs: {points: 100 over 1 year old}", "write 100 older than 1 year"),
    slip(PRICE, "costs: {points: 100 older than 90 days}", "whole months or years. Write 100 older than 3 months"),
    slip(PRICE, "costs: {points: 100 older than 12}", "of what? Write 100 older than 12 months or 100 older than 12"),
    slip(PRICE, "costs: {points: older than 1 year}", "say how many points: write, for example, 100 older than 1"),
    slip(PRICE, "costs: {points: 100, older than: 1 year}", "it stands behind the number of points"),
    slip(PRICE, "costs: free", "of what costs nothing, leave the line out"),
]

SLIPS_OF_EARNING = (*COUPONS, *MEMBERS, *HEAD, *EARNED, *PAID)
"""Every row."""
