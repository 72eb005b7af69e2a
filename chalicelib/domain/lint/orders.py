"""Orders: an event type that spends, what takes it back, and what claims it, each found by what is unique of it."""

from collections.abc import Iterator

from chalicelib.domain.file.programme import EventType, Programme
from chalicelib.domain.lint.subject import error, undeclared, warning
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import SENDER, SUBJECT, EventBy

_COMPARED = ("text", "number", "unkept")
_PERIODS = ("day", "week", "month", "year")


def spends(programme: Programme) -> Iterator[Finding]:
    """An order is of money, and known by fields of its own."""
    for name, event in programme.orders.items():
        at: Path = ("events", name, "spends")
        field = str(event.spends)
        if field not in event.fields:
            yield undeclared(at, "field", field, event.fields)
        elif event.fields[field] != "money":
            yield error(at, "spends-misfit", f"{field} is of kind {event.fields[field]}: let it be money")
        attributes = [key.field for key in event.unique if key.field in (SUBJECT, SENDER)]
        if not event.unique:
            yield error(at, "spends-misfit", "nothing says which orders are the same: say it by `unique: order`")
        elif attributes:
            message = f"an order is found by its own fields, and {attributes[0]} is none: leave it out of `unique`"
            yield error((*at[:2], "unique"), "spends-misfit", message)
        if event.takes_back is not None or event.claims is not None:
            yield error(at, "order-misfit", "an order takes back and claims no other one: let another event do it")


def buyer(programme: Programme) -> Iterator[Finding]:
    """Who bought is told of an order alone, by a text that can be compared with those of other orders."""
    for name, event in programme.events.items():
        if event.buyer is None:
            continue
        at: Path = ("events", name, "buyer")
        if event.spends is None:
            yield error(at, "buyer-misfit", "who bought is told of an order: say what it `spends`, or leave buyer out")
        if event.buyer not in event.fields:
            yield undeclared(at, "field", event.buyer, event.fields)
        elif (kind := event.fields[event.buyer]) != "text":
            yield error(at, "buyer-misfit", f"{event.buyer} is of kind {kind}: let it be text")


def takes_back(programme: Programme) -> Iterator[Finding]:
    """A refund finds its order, says how much of it, and is known by an id of its own."""
    for name, event in programme.events.items():
        if event.takes_back is None:
            continue
        at: Path = ("events", name, "takes_back")
        yield from _finds(programme, at, event, event.takes_back)
        order = programme.orders.get(event.takes_back.event)
        field = order.spends if order else None
        if order and field in order.fields and event.fields.get(field) != "money":
            yield error(at, "takes-back-misfit", f"it has no money in a field {field}, which says how much comes back")
        if event.source == "client":
            yield error(at, "client-takes-back", f"a phone reports {name}, so that it can be forged: from: server")
        own = {key.field for key in event.unique} - set(event.takes_back.by)
        if not own:
            message = "two refunds of one order are told apart by nothing: let `unique` name the refund's number too"
            yield warning(at, "refunds-alike", message)
        if event.claims is not None:
            yield error(at, "order-misfit", "one event can't take an order back and claim it: let two types do it")


def claims(programme: Programme) -> Iterator[Finding]:
    """Who claims an order knows more of it than a number that can be guessed, and can't try for ever."""
    for name, event in programme.events.items():
        if event.claims is None:
            yield from _without_claims(name, event)
            continue
        at: Path = ("events", name, "claims")
        yield from _finds(programme, at, event, event.claims)
        yield from _matching(programme, at, event)
        if not event.limit:
            yield warning(at, "claims-without-limit", "numbers may be tried without end: write `limit: 5 a day`")
        for limit in event.limit:
            if limit.per not in _PERIODS:
                message = f"the programme has no {limit.per}: count tries by the day, the week, the month or the year"
                yield error((*at[:2], "limit"), "limit-misfit", message)


def _finds(programme: Programme, at: Path, event: EventType, wanted: EventBy) -> Iterator[Finding]:
    """An order is found by all that is unique of it, in fields of the same name and kind."""
    order = programme.events.get(wanted.event)
    if order is None:
        yield undeclared(at, "event", wanted.event, programme.events)
        return
    if order.spends is None:
        yield error(at, "no-order", f"{wanted.event} is no order: say what it `spends`")
        return
    unique = [key.field for key in order.unique if key.field in order.fields]
    if len(unique) == len(order.unique) and sorted(unique) != sorted(wanted.by):
        right = unique[0] if len(unique) == 1 else f"[{', '.join(unique)}]"
        yield error(at, "by-misfit", f"{wanted.event} is known by other fields: write {wanted.event} by {right}")
    for field in wanted.by:
        if field not in event.fields:
            yield undeclared(at, "field", field, event.fields)
        elif field in order.fields and event.fields[field] != order.fields[field]:
            message = f"{field} is of kind {event.fields[field]} here, and {order.fields[field]} in {wanted.event}"
            yield error(at, "by-misfit", message)


def _matching(programme: Programme, at: Path, event: EventType) -> Iterator[Finding]:
    field = event.claims.matching if event.claims else None
    if field is None:
        message = "an order's number can be guessed: ask for more, `…, matching phone-end`, which the order has too"
        yield warning(at, "claims-guessable", message)
        return
    order = programme.events.get(event.claims.event) if event.claims else None
    for side in (event, order):
        if side is None:
            continue
        if field not in side.fields:
            yield undeclared(at, "field", field, side.fields)
        elif side.fields[field] not in _COMPARED:
            message = f"{field} is of kind {side.fields[field]}: let a text or a number match, or an `unkept` text"
            yield error(at, "matching-misfit", message)


def _without_claims(name: str, event: EventType) -> Iterator[Finding]:
    unset = EventType(source=event.source)
    for key in ("within", "limit"):
        if getattr(event, key) != getattr(unset, key):
            yield error(("events", name, key), "without-claims", f"{key} is for what `claims` an order: leave it out")
