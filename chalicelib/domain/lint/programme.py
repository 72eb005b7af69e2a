"""The programme: a clock that exists, and event types whose reporters and fields fit what they are for."""

from collections.abc import Callable, Iterable, Iterator

from chalicelib.domain.file.blocks import blocks
from chalicelib.domain.file.phrases.numbers import currency_meant
from chalicelib.domain.file.programme import OWN_EVENTS, PointsTerms, Programme
from chalicelib.domain.lint import durations, friends, orders, segments, tags, tiers, touches, words
from chalicelib.domain.lint.subject import error, of_timezone, undeclared, warning
from chalicelib.domain.lint.titles import locales
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import DECIMALS, SENDER, SUBJECT

_ONE_VALUE = ("text", "number")
_ATTRIBUTES = (SUBJECT, SENDER)


def lint_programme(programme: Programme) -> list[Finding]:
    """Everything that is wrong or doubtful in a programme; paths are the files', with event types under `events`."""
    return [finding for rule in RULES for finding in rule(programme)]


def _timezone(programme: Programme) -> Iterator[Finding]:
    if programme.timezone is None:
        message = "no timezone says when its days, months and years begin: write one like Asia/Shanghai"
        yield warning(("timezone",), "no-timezone", message)
    else:
        yield from of_timezone(programme.timezone)


def _unique_fields(programme: Programme) -> Iterator[Finding]:
    for name, event in programme.events.items():
        at = ("events", name, "unique")
        names = [key.field for key in event.unique]
        for field in dict.fromkeys(names):
            kind = event.fields.get(field)
            if kind is None and field not in _ATTRIBUTES:
                yield undeclared(at, "field", field, event.fields)
            elif kind is not None and kind not in _ONE_VALUE:
                message = f"{field} is of kind {kind}, which names no one thing: let a text or a number be unique"
                yield error(at, "unique-misfit", message)
            if names.count(field) > 1:
                yield error(at, "unique-misfit", f"{field} stands here twice: keep one")
        if names and all(key.or_none for key in event.unique):
            message = "all of it may be missing, so nothing would be known by it: let one field be needed"
            yield error(at, "unique-misfit", message)


def _trusted_reporters(programme: Programme) -> Iterator[Finding]:
    """A phone's report can be forged: what only one member may ever claim must not come from there."""
    for name, event in programme.events.items():
        if event.source != "client":
            continue
        if event.unique and SUBJECT not in [key.field for key in event.unique]:
            claimed = " and ".join(key.field for key in event.unique)
            message = f"a phone reports {name}, so anybody could claim every {claimed}: let a server report it"
            yield error(("events", name, "unique"), "client-claims", message)
        if money := [field for field, kind in event.fields.items() if kind == "money"]:
            message = f"a phone reports {name}, so {money[0]} can be forged: let a server report amounts"
            yield warning(("events", name, "fields", money[0]), "client-money", message)


def _titles(programme: Programme) -> Iterator[Finding]:
    yield from locales(blocks(programme))


def _clock(programme: Programme) -> Iterator[Finding]:
    """A rule that counts months or money needs to know whose."""
    if programme.points != PointsTerms() and programme.timezone is None:
        yield error(("points",), "no-clock", "points end with months: say by `timezone: Asia/Shanghai` whose months")
    for name, tier in programme.tiers.items() if programme.timezone is None else ():
        if tier.stars is not None:
            message = "stars count by months: say by `timezone: Asia/Shanghai` whose"
            yield error(("tiers", name, "from"), "no-clock", message)
    if programme.points.pays is not None and programme.currency is None:
        right = programme.points.pays.money.currency
        yield error(("points", "pays"), "no-clock", f"points are worth money: say by `currency: {right}` which")
    elif programme.points.pays is not None and programme.points.pays.money.currency != programme.currency:
        yield error(("points", "pays"), "another-currency", f"the programme's currency is {programme.currency}")
    if programme.points.pays is not None and not programme.points.pays.money.minor:
        yield error(("points", "pays"), "worth-nothing", "points are worth nothing so: say how much, or leave it out")
    if programme.points.at_most is not None and programme.points.pays is None:
        message = "points pay no part of a bill: say what they are worth, by `pays: 100 points for 1.00 CNY`"
        yield error(("points", "at_most"), "share-of-nothing", message)
    if programme.currency is not None and programme.currency not in DECIMALS:
        known = ", ".join(sorted(DECIMALS))
        near = currency_meant(programme.currency)
        right = f"; write {near}" if near else f": {known}"
        yield error(("currency",), "no-currency", f"{programme.currency} is no currency known here{right}")


def _own_events(programme: Programme) -> Iterator[Finding]:
    """Events of Tessera's own are known: a file may repeat them, and can't change them or add to them."""
    for name, event in programme.events.items():
        if name in OWN_EVENTS and event != OWN_EVENTS[name]:
            yield error(("events", name), "own-event", f"{name} is Tessera's own, and is known: leave it out")
        elif name not in OWN_EVENTS and event.source == "tessera":
            known = ", ".join(own for own, one in OWN_EVENTS.items() if one.source == "tessera")
            message = f"only {known} come about by themselves: let a server or a client report {name}"
            yield error(("events", name, "from"), "own-event", message)


RULES: tuple[Callable[[Programme], Iterable[Finding]], ...] = (
    _timezone,
    _clock,
    durations.of_programme,
    _titles,
    words.of_programme,
    _unique_fields,
    _trusted_reporters,
    orders.spends,
    orders.buyer,
    orders.takes_back,
    orders.claims,
    _own_events,
    *tiers.RULES,
    friends.of_content,
    *tags.OF_PROGRAMME,
    *segments.OF_PROGRAMME,
    *touches.RULES,
)
