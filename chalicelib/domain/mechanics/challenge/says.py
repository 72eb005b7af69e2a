"""Says challenges and their tasks in sentences: what counts, how much of it, and what it gives."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.mechanics.challenge.block import Boost, Challenge, MakeUp, Task
from chalicelib.domain.saying import values
from chalicelib.domain.saying.own import Own, OwnOf
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.words.values import Amount, Money, Threshold

_ONCE = Amount("times", 1)


def _challenge(speaker: Speaker, placed: Placed) -> Iterator[str]:
    challenge: Challenge = placed.block
    if challenge.repeats:
        yield speaker.say(f"challenge.{challenge.repeats}")
    once = speaker.say(f"once.{challenge.repeats or 'campaign'}")
    for n, bag in challenge.milestones.items():
        yield speaker.say("challenge.milestone", n=n, bag=speaker.bag(bag), once=once)
    if challenge.gives:
        yield speaker.say("challenge.gives", bag=speaker.bag(challenge.gives), once=once)


def _task(speaker: Speaker, placed: Placed) -> Iterator[str]:
    task, (challenge,) = placed.block, placed.around
    amount = task.reach or task.each or _ONCE
    once = speaker.say(f"once.{challenge.repeats or 'campaign'}")
    event = speaker.event(task.when, task.where, speaker.names.heading(placed))
    yield speaker.say("task.counts", event=event)
    if amount.at_most:
        yield speaker.say("task.at_most", limit=values.limits(speaker.language, [amount.at_most]))
    if task.gives:
        yield _reward(speaker, task, amount, once)
    elif amount != _ONCE:
        yield speaker.say("task.target", amount=_amount(speaker, "reach", amount))
    for threshold, bag in task.milestones.items():
        reached = _threshold(speaker, amount, threshold)
        often = speaker.say("once.each") if task.each else once
        yield speaker.say("task.milestone", reached=reached, bag=speaker.bag(bag), once=often)
    if task.each and amount.measure != "streak" and (amount.measure, amount.target) != ("times", 1):
        yield speaker.say("task.rest.one" if amount.in_one_event else f"task.rest.{challenge.repeats or 'campaign'}")
    if amount.measure == "streak":
        yield speaker.say("task.break")
    if task.after:
        yield speaker.say("task.after", duration=values.duration(speaker.language, task.after))
    if task.already:
        yield speaker.say("task.already")


def _reward(speaker: Speaker, task: Task, amount: Amount, once: str) -> str:
    bag = speaker.bag(task.gives)
    if task.each:
        return speaker.say("task.each", amount=_amount(speaker, "each", amount), bag=bag)
    if amount == _ONCE:
        return speaker.say("task.first", bag=bag, once=once)
    return speaker.say("task.reach", amount=_amount(speaker, "reach", amount), bag=bag, once=once)


def _amount(speaker: Speaker, base: str, amount: Amount) -> str:
    """`CNY 399.00 of the amount paid`; of one event where that is meant."""
    alone = ".once" if amount.measure == "times" and amount.target == 1 else ".one" * amount.in_one_event
    key = f"{base}.{amount.measure}{alone}"
    nth = speaker.language.ordinal(amount.target)
    return speaker.say(key, n=_units(speaker, amount, amount.target), nth=nth, field=speaker.field(amount.field))


def _threshold(speaker: Speaker, amount: Amount, threshold: Threshold) -> str:
    """How far a milestone is."""
    n = _units(speaker, amount, threshold.amount)
    nth = speaker.language.ordinal(threshold.amount)
    return speaker.say(f"milestone.{amount.measure}", n=n, nth=nth, field=speaker.field(amount.field))


def _units(speaker: Speaker, amount: Amount, units: int) -> str:
    """So many units of an amount: money, a plain number in thousandths, or a count."""
    if amount.currency:
        return values.money(speaker.language, Money(units, amount.currency))
    return values.plain_number(units) if amount.measure == "sum" else str(units)


def _boost(speaker: Speaker, placed: Placed) -> Iterator[str]:
    yield speaker.say("boost", times=values.factor(placed.block.points))


def _make_up(speaker: Speaker, placed: Placed) -> Iterator[str]:
    yield speaker.say("make_up", duration=values.duration(speaker.language, placed.block.within))


SAYS: OwnOf = {
    Challenge: Own(_challenge, frozenset({"repeats", "milestones", "gives"})),
    Task: Own(
        _task,
        frozenset({"when", "where", "reach", "each", "gives", "after", "milestones", "already"}),
    ),
    Boost: Own(_boost, frozenset({"points"})),
    MakeUp: Own(_make_up, frozenset({"within"})),
}
