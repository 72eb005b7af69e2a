"""Chooses what somebody does on a visit in the year: buys, sends back, claims, plays, answers, pays at a till.

What can only follow later, such as a refund or the payment of a bill that was held, is noted for a later slice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from local.demo.moments import DAY, HOUR, MINUTE, rfc3339
from local.demo.moves import Act, Event, Move, Person, Till

SHOP = "tea/orders"
AMOUNTS = (18, 36, 59, 88, 128, 199, 260, 420)
SKUS = ("green-tea", "black-tea", "peach-tea", "lime-tea", "mug")
CLUB = "/v1/campaigns/club"

Wanted = Move | Event
"""Something to do; the year puts events into batches."""


@dataclass
class Order:
    """An order of the plan."""

    channel: str
    """The channel in which it was placed: `app`, `taobao`, `pos`."""
    number: str
    """Its number, unique in all channels of the plan."""
    by: Person
    """Who bought, even where the shop does not say so."""
    yuan: int
    """Its amount, in whole yuan."""
    left: int
    """The part that was not sent back yet, yuan."""
    refunds: int = 0
    """How many refunds it has so far, which number them; one of more than there is left is none of them."""


@dataclass
class Visits:
    """The visits of the year as they go by."""

    rng: Random
    """The chance of the whole plan: the same seed gives the same visits."""
    orders: list[Order] = field(default_factory=list)
    """All that may be sent back."""
    soon: list[Wanted] = field(default_factory=list)
    """For some minutes after the slice."""
    later: list[tuple[int, Wanted]] = field(default_factory=list)
    """For the first slice from a moment on (epoch ms)."""
    numbered: int = 0
    """The last number that was given to an event, a key, an order or a payment."""

    def of(self, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
        """One visit at a moment: one to three things."""
        for deed in self.rng.choices([one for one, _ in DEEDS], [n for _, n in DEEDS], k=self.rng.choice((1, 2, 2, 3))):
            yield from deed(self, someone, people, at)

    def event(self, kind: str, subject: str, time: int, **data: Any) -> Event:
        """An event of the shop's server."""
        return Event(self.number("e"), SHOP, kind, subject, time, data)

    def act(self, someone: Person, path: str, **body: Any) -> Act:
        """A request of a member's phone."""
        return Act(someone.name, path, self.number("k"), body)

    def number(self, letter: str) -> str:
        """A number that nothing else has."""
        self.numbered += 1
        return f"{letter}-{self.numbered:06}"

    def order(self, someone: Person, channel: str) -> Order:
        """An order that somebody places."""
        yuan = self.rng.choice(AMOUNTS) + self.rng.randint(0, 9)
        self.orders.append(Order(channel, self.number("o"), someone, yuan, yuan))
        return self.orders[-1]

    def refund(self, order: Order, yuan: int, at: int, number: int = 0) -> Event:
        """So much of an order comes back. number: of an earlier refund that is told again."""
        if not number:
            order.refunds += 1
            order.left -= yuan
        refund, amount = f"r{number or order.refunds}", f"{yuan}.00 CNY"
        data = {"channel": order.channel, "order": order.number, "refund": refund, "amount": amount}
        return Event(self.number("e"), SHOP, "order.refunded", "", at, data)


def _buy(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    """An order, mostly told at once; now and then a refund of it comes first."""
    order = all.order(someone, all.rng.choice(("app", "shop")))
    if all.rng.random() < 0.04:
        yield all.refund(order, all.rng.choice((order.yuan, order.yuan // 3)), at - MINUTE)
        all.later.append((at + HOUR, _paid(all, order, at - HOUR)))
    else:
        late = all.rng.choice((0, 0, 0, 0, 20, 70)) * HOUR
        yield _paid(all, order, at - all.rng.randint(1, 60) * MINUTE - late)


def _buy_elsewhere(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    """An order on a platform that knows a buyer at most; mostly the member claims it, before it comes or later."""
    order = all.order(someone, all.rng.choice(("douyin", "taobao")))
    paid = _paid(all, order, at - HOUR, buyer=f"u-{someone.name[7:]}" if all.rng.random() < 0.7 else "")
    claimed = _claim(all, someone, order)
    match all.rng.randrange(6):
        case 0:  # nobody ever claims it
            yield paid
        case 1:  # the member is quicker
            yield claimed
            all.later.append((at + DAY, paid))
        case 2:  # others guess its number
            yield paid
            all.later += [(at + DAY, _claim(all, all.rng.choice(people), order, "0000")), (at + 2 * DAY, claimed)]
        case _:
            yield paid
            all.later.append((at + all.rng.randint(1, 12) * DAY, claimed))
            if all.rng.random() < 0.3:
                all.later.append((at + 13 * DAY, _claim(all, all.rng.choice(people), order)))


def _paid(all: Visits, order: Order, time: int, buyer: str | None = None) -> Event:
    """The report of an order. buyer: None: of the member; else nobody is named but this buyer, if one is."""
    data = {"channel": order.channel, "order": order.number, "amount": f"{order.yuan}.00 CNY"}
    data |= {"skus": all.rng.sample(SKUS, 2)}  # type: ignore[dict-item]
    if buyer is None:
        return all.event("order.paid", order.by.name, time, **data)
    return all.event(
        "order.paid", "", time, **data, **{"phone-end": _phone(order.by)}, **({"buyer": buyer} if buyer else {})
    )


def _claim(all: Visits, someone: Person, order: Order, phone: str = "") -> Act:
    data = {"channel": order.channel, "order": order.number, "phone-end": phone or _phone(someone)}
    return all.act(someone, "/v1/orders/claim", type="order.claimed", data=data)


def _phone(someone: Person) -> str:
    return f"{1000 + int(someone.name[7:])}"


def _send_back(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    """A part of an order comes back, or all of it, perhaps told twice; or more than there is."""
    mine = [one for one in all.orders if one.by is someone and one.left]
    if not mine:
        return
    order = all.rng.choice(mine[-6:])
    yuan = order.left if all.rng.random() < 0.5 or order.left < 4 else order.left // all.rng.choice((2, 3))
    if all.rng.random() < 0.08:
        yield all.refund(order, order.yuan + 1, at, number=99)
        return
    yield all.refund(order, yuan, at)
    if all.rng.random() < 0.2:
        all.later.append((at + DAY, all.refund(order, yuan, at, number=order.refunds)))


def _play(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    """Draw, redeem, answer, fill in a form, make up a day."""
    offers = ("latte", "latte", "off-10", "ticket", "kettle", "kettle", "tin", "letter")
    day = rfc3339(at - all.rng.randint(0, 4) * DAY + 8 * HOUR)[:10]
    tries: list[tuple[str, dict[str, Any]]] = [
        ("boxes/thanks/draw", {}),
        (f"redemptions/bar/{all.rng.choice(offers)}/redeem", {}),
        (f"redemptions/bar/{all.rng.choice(offers)}/redeem", {}),
        ("quizzes/tea/answer", {"question": all.rng.choice(("leaf", "water")), "option": all.rng.choice("abc")}),
        ("forms/tastes", {"answers": _answers(all.rng)}),
        ("challenges/month/tasks/streak/make-up", {"date": day}),
        ("challenges/month/tasks/streak/make-up", {"date": day}),
    ]
    path, body = all.rng.choice(tries)
    yield all.act(someone, f"{CLUB}/{path}", **body)


def _answers(rng: Random) -> dict[str, Any]:
    likes = rng.sample(("s", "c"), rng.choice((0, 1, 2)))
    return {"tea": rng.choice("gbf"), "likes": likes, "words": "<script>alert('tea')</script>"}


def _check_in(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    yield all.act(someone, "/v1/events", type="member.checked_in")


def _read(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    """A story, by the link of another one or by oneself; or some words with the shop."""
    friend = all.rng.choice(people)
    opened = {"content": "spring-tea", "via": f"link of {friend.name}"}
    yield all.act(someone, "/v1/events", type="content.opened", data=opened)
    read = {"content": "spring-tea", "seconds": all.rng.choice((20, 60, 130))}
    all.soon.append(all.act(someone, "/v1/events", type="content.read", data=read))
    if all.rng.random() < 0.4:
        yield all.event("chat.said", someone.name, at - MINUTE, text="Have you got cold brew?")


def _like(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    for _ in range(all.rng.choice((1, 2, 4))):
        yield all.event(
            "design.liked", someone.name, at - all.rng.randint(1, 50) * MINUTE, by=f"friend-{all.rng.randint(1, 40)}"
        )


def _allow(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    """One message, or all of a channel from now on."""
    if all.rng.random() < 0.7:
        yield all.act(someone, "/v1/events", type="message.allowed", data={"channel": "mini"})
    else:
        yield all.act(someone, "/v1/me/consents", channel="sms", given=all.rng.random() < 0.7)


def _pay_at_till(all: Visits, someone: Person, people: list[Person], at: int) -> Iterator[Wanted]:
    """A bill with coupons and points: asked about, held, paid, cancelled; or two tills want the same at once."""
    order, rng = all.order(someone, "pos"), all.rng
    coupons = rng.choice(((), ("off-10",), ("off-30",), ("off-10", "second-cup"), ("small",)))
    body = {"amount": f"{order.yuan}.00 CNY", "points": rng.choice((0, 0, 50, 300, 5000))}
    bill, payment = f"pos/{order.number}", all.number("p")
    pay = Till(someone.name, f"{bill}/pay", payment, body, coupons)
    cancel = Till(someone.name, f"{bill}/cancel", payment)
    paid = _paid(all, order, at + 2 * MINUTE)
    match rng.randrange(7):
        case 0:
            yield Till(someone.name, f"{bill}/quote", payment, body, coupons)
            all.soon += [pay, pay]
        case 1:
            yield Till(someone.name, f"{bill}/hold", payment, body, coupons)
            all.soon.append(rng.choice((pay, cancel)))
        case 2:  # the hold is over by then
            yield Till(someone.name, f"{bill}/hold", payment, body, coupons)
            all.later.append((at + DAY, pay))
        case 3:
            yield pay
            all.soon.append(cancel)
        case 4:
            yield from (pay, Till(someone.name, f"pos/{all.number('o')}/pay", all.number("p"), body, coupons))
        case _:
            yield pay
            all.later.append((at + HOUR, paid))


DEEDS: tuple[tuple[Callable[[Visits, Person, list[Person], int], Iterator[Wanted]], int], ...] = (
    (_buy, 26),
    (_buy_elsewhere, 10),
    (_send_back, 12),
    (_play, 26),
    (_check_in, 20),
    (_read, 6),
    (_like, 6),
    (_allow, 8),
    (_pay_at_till, 12),
)
