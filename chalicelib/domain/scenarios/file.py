"""A file of scenarios as people write it; what only a scenario knows to read is still text here."""

from msgspec import Struct, field

from chalicelib.domain.words.values import Duration, Money, Name, TagName

ME = "me"
"""The member whom a scenario is about; the others have names."""

NOBODY = "nobody"
"""Nobody who is known: the shop reports an order, or a refund, without a member."""


NO_TIER = "none"
"""How a step says that the member has no tier."""

NO_SEGMENT = "none"
"""How a step says that no segment holds of the member."""


class GivenOrders(Struct, frozen=True, kw_only=True):
    """Orders from before the first step, all of one month."""

    last: str
    """The day of the last one, by the programme's calendar: 2026-01-10."""
    count: int = 1
    """How many there were. Without it, one."""
    spent: Money | None = None
    """The amount of all of them together. Without it, nothing."""


class Given(Struct, frozen=True, kw_only=True):
    """A member before the first step."""

    tier: Name = ""
    """The member's tier. Without it, none."""
    tags: tuple[TagName, ...] = ()
    """The labels that the brand has put on the member; and tags that rules gave, as GROUP/NAME. Without it, none."""
    invited_by: Name = ""
    """The member by whose link this one came: one of the `others`, or `me`. Without it, nobody."""
    code: Name = ""
    """The channel code with which the member came: douyin-live-7. Without it, none."""
    stars: int | dict[str, int] = 0
    """The stars that the member has, or by the month in which they came: {2026-01: 299}."""
    joined: str = ""
    """The day on which the member joined: 2026-01-10. Without it, long ago."""
    orders: GivenOrders | None = None
    """The orders that the member has made: {last: 2026-01-10, count: 3, spent: 300.00 CNY}. Without it, none."""
    born: str = ""
    """The date of birth: 1990-05-17. Without it, what `age` says."""
    age: int | None = None
    """Full years at the moment of the first step. Without it the age is not known."""
    guardian: bool = False
    """true: a guardian has consented. Without it, none has."""
    points: int | dict[str, int] = 0
    """The points that the member holds, or by the month in which they were earned: {2025-11: 300}."""
    draws: dict[str, int] = {}
    """The draws of boxes that the member holds: {care: 2}."""
    fragments: dict[str, int] = {}
    """The fragments that the member holds, as COLLECTION/NAME: {outfit/hem: 2}."""
    prizes: dict[str, int] = {}
    """The prizes that the member holds: {mug: 1}."""
    grants: dict[Name, int] = {}
    """Messages that the member has allowed, by channel: {mini: 2}."""
    consents: tuple[Name, ...] = ()
    """The channels by which the member wants to be reached: [sms]."""


class GivenAtFirst(Given, frozen=True, kw_only=True):
    """How a scenario begins: the member whom it is about, other members, and stocks that are short."""

    stock: dict[str, str] = {}
    """Units left of a prize or an offer, or codes of a pool's prize: {bike: 1, monthly/serum: 2}. Without it, all of
    them; of codes, any number."""
    others: dict[Name, Given] = {}
    """More members, by a name of your choice: {bo: {points: 5}}. Without it there is nobody else."""


class WrittenStep(Struct, frozen=True, kw_only=True):
    """One step: when somebody does something, and what must come of it."""

    at: str | None = None
    """When: `2026-06-20 10:00`, `opens`, `closes - 1 ms`, `+ 2 days`. Without it, the moment of the step before."""
    by: Name = ME
    """One of the `others`, or `nobody` for an order or a refund that names no member. Without it, the member whom the
    scenario is about."""
    does: str | None = None
    """The type of an event, `join`, `draw BOX`, `redeem REDEMPTION/OFFER`, `answer QUIZ OPTION`, `fill FORM`,
    `make up CHALLENGE/TASK DATE`, `touch`, `award BOARD`, `strike MEMBER off BOARD`, `again` and the like; at a till
    `quote`, `hold`, `pay` or `cancel CHANNEL/ORDER`. Without it the step only looks."""
    fields: dict[str, tuple[str, ...]] = field(name="with", default={})
    """The fields of an event: {amount: 399.00 CNY}; `via` of a link may name the member who shared it. Answers of a
    form: {likes: [s, n]}. Of a bill, its amount, coupons by their prizes, and points: {amount: 178.00 CNY, coupons:
    [off-30], points: 500}. Of unique fields that it leaves out the last has a value of its own, and the others are
    always the same."""
    times: int = 1
    """How often it is done."""
    every: Duration = Duration(0, "ms")
    """The time between two times: `1 day`. Without it all happen at the same moment."""
    arrives: str | None = None
    """How long after its own time an event arrives: `26 hours`; `-6 minutes` is before it. Without it, at once."""
    lands: tuple[str, ...] = ()
    """The row on which each draw of the step lands, or a list with a row for each. Without it, by a fixed chance."""
    gets: dict[str, str] | None = None
    """All that moves, each time: {points: -200, prizes: serum}; {} is nothing. Without it, anything may."""
    settled: dict[str, str] | None = None
    """Of all that moves, what had fallen due before: {prizes: cake}. It is not in `gets` then, where it else is."""
    lots: dict[str, str] = {}
    """How many points went into the lots of months, or (negative) came from them: {2026-01: -90}."""
    pending: dict[str, str] | None = None
    """All that was earned in the campaign and waits for its day afterwards: {points: 199}."""
    owes: dict[str, str] | None = None
    """All that the member owes afterwards, because it was taken back and not there any more: {points: 40}."""
    tier: Name | None = None
    """The tier that the member has afterwards; `none` where there is none. Without it, any."""
    segment: Name | None = None
    """One of the segments that hold of the member afterwards; `none` where none does. Without it, any."""
    tags: tuple[TagName, ...] | None = None
    """All the tags that rules gave and that hold afterwards: [skin/dry, likes/tea]; [] is none. Without it, any."""
    has: dict[str, str] = {}
    """The things that the member holds afterwards, of those named here: {points: 5, draws: {care: 2}}."""
    left: dict[str, str] = {}
    """Units left of a stock afterwards: {bike: 0}."""
    progress: dict[str, str] = {}
    """How far tasks are in this round, by CHALLENGE/TASK: {spend/buy: 398.99 CNY}."""
    ranks: dict[str, tuple[str, ...]] = {}
    """All who are on a board afterwards, the best first, in the ranking of that moment: {stars: [bo, me]}."""
    waits: str | None = None
    """The order that the member waits for, as its unique fields say it: `taobao/5`. Without it, any or none will do."""
    sends: tuple[str, ...] | None = None
    """The touch that is sent by `does: touch`, as TOUCH by CHANNEL: [birthday by sms]; [] is none. Without it, any."""
    usable: dict[str, str] | None = None
    """The coupons that a quote offers, [off-20, off-30], and how many points: {points: 10000}. Without it, any."""
    pays: str | None = None
    """The amount that is left to pay of a bill, or of a redemption for cash: `148.00 CNY`. Without it, any."""
    right: bool | None = None
    """Whether the answer to a question was right: true or false. Without it, either."""
    refused: str | None = None
    """The code of the refusal: `sold_out`. Without it the step must not be refused."""


class WrittenScenario(Struct, frozen=True, kw_only=True):
    """One scenario: how it begins, and its steps."""

    given: GivenAtFirst = GivenAtFirst()
    """How it begins. Without it a member of no tier holds nothing."""
    steps: tuple[WrittenStep, ...]
    """The steps, in the order in which they arrive."""


class ScenariosFile(Struct, frozen=True, kw_only=True):
    """scenarios.yaml: the tests of a campaign, or of the programme."""

    scenarios: dict[str, WrittenScenario]
    """By a name that says what holds: `the box is closed a millisecond after its end`."""
