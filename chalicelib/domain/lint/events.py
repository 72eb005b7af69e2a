"""Events: each that a block listens to is declared, fills what the block measures, and is reported by the trusted."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.flow import assets, earned_by, leads_to
from chalicelib.domain.file.phrases.meant_words import own_event
from chalicelib.domain.file.programme import EventType
from chalicelib.domain.lint.subject import Rule, Subject, error, spelled, undeclared, warning
from chalicelib.domain.record.told import REACHED
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Amount, EventName

_WORTH = ("coupon", "gift")


def _are_declared(subject: Subject) -> Iterator[Finding]:
    events = subject.programme.events
    for when in having(subject.campaign, EventName):
        if when.value not in events and (own := own_event(when.value)):
            yield error(when.path, "unknown-event", f'there is no event "{when.value}"; did you mean {own}?')
        elif when.value not in events:
            yield undeclared(when.path, "event", when.value, events)


def _measured_field(subject: Subject) -> Iterator[Finding]:
    for when in having(subject.campaign, EventName):
        event = subject.programme.events.get(when.value)
        for amount in stated(when.by, Amount):
            if event and amount.value.field:
                yield from _fills(amount.path, amount.value, amount.value.field, event)


def _reported_by_a_phone(subject: Subject) -> Iterator[Finding]:
    """A phone's report can be forged, so it should not lead to what is worth money: a coupon or a gift."""
    campaign = subject.campaign
    for when in having(campaign, EventName):
        event = subject.programme.events.get(when.value)
        if event is None or (event.source != "client" and when.value != REACHED):
            continue
        for bag in earned_by(when.by):
            ahead = leads_to(campaign, *assets(bag.value))
            worth = [n for n, prize in campaign.prizes.items() if f"prizes/{n}" in ahead and prize.kind in _WORTH]
            if worth:
                message = (
                    f"a phone reports {when.value}, so it can be forged, and {spelled(bag.path)} leads to "
                    f"{', '.join(worth)}: let a server report it, or give only points and badges"
                )
                yield warning(when.path, "client-event-pays", message)
                break


def _fills(path: Path, amount: Amount, name: str, event: EventType) -> Iterator[Finding]:
    kind = event.fields.get(name)
    if kind is None:
        yield undeclared(path, "field", name, event.fields)
    elif kind == "unkept":
        yield error(path, "unkept-field", f"{name} is never stored, so that nothing can be counted by it")
    elif amount.measure == "sum":
        wanted = "money" if amount.currency else "number"
        if kind != wanted:
            right = "399.00 CNY of FIELD" if kind == "money" else "60 of FIELD"
            message = f"{name} is of kind {kind}, and only money and numbers add up" + (
                f": write, for example, {right.replace('FIELD', name)}" if kind in ("money", "number") else ""
            )
            yield error(path, "measure-misfit", message)


RULES: tuple[Rule, ...] = (_are_declared, _measured_field, _reported_by_a_phone)
