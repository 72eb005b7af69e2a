"""Segments, judged anew by all orders so far: a task for some of them counts for these, and nobody enters one twice.

It knows what somebody bought by receipts alone, by the month in which it was paid.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from audit.account import Account
from audit.calendar import Tree, day_starts, wall
from audit.recount import MemberReceipt, Recount, Rule, Said

JUDGED = frozenset({"joined", "orders", "spent", "last_order"})
"""The conditions that follow from orders and days."""
ALL = 10**6


def seen(recount: Recount, one: MemberReceipt) -> Said:
    """An order counts for the tasks of those segments, and only these, in which the member is before it.

    Who redeems what is for a segment is in it; and a segment is entered on the first day on which it holds.
    """
    yield from _of_an_order(recount, one)
    for posting, on in one.uses:
        who = [block["who"] for block in on if "who" in block]
        if one.receipt["does"] in ("redeem", "draw") and any("segment" in each for each in who) and not posting.due:
            yield one.said(all(_meets(recount, one, each, one.moment) for each in who), f"{posting.why} is not for it")
        if on[-1].get("when") == "segment.entered" and posting.due:
            named, terms = on[-1]["where"]["segment"], recount.terms(one.receipt["at"])
            holds = _holds(terms, one.account, terms["segments"][named], posting.due)
            held = _holds(terms, one.account, terms["segments"][named], posting.due - 1)
            yield one.said(holds and not held, f"{named} is entered at {posting.due}: {holds}, and before {held}")
    _note(recount, one)


def _of_an_order(recount: Recount, one: MemberReceipt) -> Iterator[str]:
    """Of the tasks that take every order of somebody, those that counted it."""
    if one.type != "order.paid" or "sales" not in one.receipt or one.receipt["does"] != "event" or one.takes_back:
        return
    for campaign in one.receipt.get("counted", {}):
        for challenge, block in one.tree(campaign).get("challenges", {}).items():
            for task, said in block["tasks"].items():
                who = said.get("who", {})
                if said["when"] != one.type or not who or "where" in said or who.keys() - JUDGED - {"segment"}:
                    continue
                counts = f"challenges/{challenge}/{task}" in {path for _, path in one.counted}
                is_one = _meets(recount, one, who, one.moment)
                told = "counted" if counts else "did not count"
                yield one.said(counts == is_one, f"{campaign}/{challenge}/{task} {told} at {one.moment}")


def _meets(recount: Recount, one: MemberReceipt, who: Mapping[str, object], at: int) -> bool:
    terms = recount.terms(one.receipt["at"])
    for name, said in who.items():
        if name == "segment":
            named = said if isinstance(said, list) else [said]
            if not any(_holds(terms, one.account, terms["segments"][each], at) for each in named):
                return False
        elif name in JUDGED and not _holds(terms, one.account, {name: str(said)}, at):
            return False
    return True


def _holds(terms: Tree, account: Account, conditions: Mapping[str, str], at: int) -> bool:
    """Whether every condition holds at a moment, by all orders that are known."""
    today = wall(terms["timezone"], at).date()
    return all(_one_holds(terms["timezone"], account, name, said, today) for name, said in conditions.items())


def _one_holds(zone: str, account: Account, name: str, said: str, today: date) -> bool:
    measure, _, span = said.partition(" in ")
    if name == "joined":
        return bool(account.joined) and _in_days(measure, _days(zone, account.joined, today))
    if name == "last_order":
        return bool(account.bought.last) and _in_days(measure, _days(zone, account.bought.last, today))
    months = int(span.partition(" ")[0]) if span else ALL
    counted = account.bought.orders if name == "orders" else account.bought.minor
    n = sum(each for month, each in counted.items() if 0 <= _months(today, month) < months or not span)
    _, least, number, *_ = measure.split(" ")
    wanted = int(number.replace(".", "")) if name == "spent" else int(number)
    return n >= wanted if least == "least" else n <= wanted


def _in_days(said: str, ago: int) -> bool:
    """`within 30 days`, `31 to 60 days ago`, `more than 60 days ago`."""
    words = said.split(" ")
    if words[0] == "within":
        return ago <= int(words[1])
    if words[0] == "more":
        return ago > int(words[2])
    return int(words[0]) <= ago <= int(words[2])


def _days(zone: str, at: int, today: date) -> int:
    return max(0, (today - wall(zone, at).date()).days)


def _months(today: date, month: str) -> int:
    return (today.year - int(month[:4])) * 12 + today.month - int(month[5:7])


def _note(recount: Recount, one: MemberReceipt) -> None:
    """Add what the receipt says of purchases, and of when the member joined."""
    account, receipt = one.account, one.receipt
    if receipt["does"] == "enrol":
        account.joined = receipt["at"]
    n = 0
    for month, numbers in receipt.get("sales", {}).get("months", {}).items():
        for name, each in numbers.items():
            counted = {"orders": account.bought.orders, "amount": account.bought.minor}.get(name.partition("/")[0])
            if counted is not None:
                counted[month] += each
                n += each if name.startswith("orders") else 0
        if receipt["does"] == "import" and numbers.get("buyers"):
            account.bought.last = max(account.bought.last, min(_end(recount, one, month), receipt["at"]))
    if n > 0 and receipt["does"] == "event":
        account.bought.last = max(account.bought.last, one.moment)


def _end(recount: Recount, one: MemberReceipt, month: str) -> int:
    """The first moment of the last day of a month."""
    year, number = int(month[:4]), int(month[5:7])
    return day_starts(
        date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1), recount.zone(one.receipt["at"])
    )


RULES = (Rule("A segment is seen as all orders so far make it", "tasks and entries", seen),)
