"""Events: each counts for every block that listens to it, by its own time."""

from collections.abc import Iterator

from chalicelib.domain.decide import contents, friends, orders
from chalicelib.domain.decide.listening import count, count_for
from chalicelib.domain.decide.touches import allow
from chalicelib.domain.file.blocks import has
from chalicelib.domain.file.campaign import Opens, Repeats
from chalicelib.domain.file.programme import MESSAGE_ALLOWED
from chalicelib.domain.play.claims import claim_of
from chalicelib.domain.play.events import AHEAD, require_short, typed_fields
from chalicelib.domain.play.tiers import REACHED, rise, with_tasks
from chalicelib.domain.play.touches import note
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.publishing.definitions import Listener
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.time.localtime import local, midnight
from chalicelib.domain.words.errors import BadEvent, Unknown
from chalicelib.domain.words.values import SENDER, SUBJECT


def happened(turn: Turn, event: Happened) -> None:
    """Count an event for every block that listens; one that comes too late for all of them is refused.

    What makes it the same as another is claimed with the receipt, so that an order pays one member once. What takes an
    order back, or claims one, does that first.
    """
    declared = turn.definitions.programme.events.get(event.type)
    if declared is None:
        raise Unknown("event_type", event.type)
    if declared.source == "tessera" and not event.by_member:
        raise BadEvent(f"{event.type} comes about by itself: nobody reports it.", "event_from_tessera")
    if event.by_client and declared.source != "client":
        raise BadEvent(f"Only a shop's server may report {event.type}.", "event_not_from_client")
    if event.by_member:
        friends.heard(turn, event, typed_fields(declared, event.data))
        return
    require_happened(turn, event.time)
    if event.by_client:
        require_short(event.data)
    values = typed_fields(declared, event.data)
    friends.joined(turn, event, values)
    contents.seen(turn, event, values)
    claim = claim_of(declared, event.type, {SUBJECT: turn.member_id, SENDER: event.source}, event.data)
    if declared.takes_back is not None:
        orders.refund(turn, event)
        return
    if declared.claims is not None:
        orders.claim(turn, event, declared)
        if turn.draft.verdict:
            return
    if event.type == MESSAGE_ALLOWED:
        allow(turn, str(values.get("channel", "")))
    counts = declared.spends is None or orders.pay(turn, event, values)
    fates = count(turn, event.type, values) if counts else set()
    if "late" in fates and "counted" not in fates and not declared.kept:
        raise BadEvent("The event comes too late to count.", "event_too_late")
    if claim[0]:
        turn.draft.claims.append(claim)


def come_about(turn: Turn) -> None:
    """Count the events that came about by what just moved: tiers that stars reached, and what follows from them.

    They count as of their own moment, after the event that brought them about: that was judged by the tier before it.
    With what an earlier moment brought late, there may be stars enough as of now that were not enough then.
    """
    _come_about(turn)
    if turn.moment < turn.now and not turn.due:
        moment, turn.moment = turn.moment, turn.now
        _come_about(turn)
        turn.moment = moment


def _come_about(turn: Turn) -> None:
    rise(turn)
    while turn.raised:
        raised, moment = turn.raised.pop(0), turn.moment
        turn.moment = raised.at
        traces, turn.traces = turn.traces, [] if raised.type == REACHED else None
        note(turn, raised.type, raised.data)
        for listener in turn.definitions.listeners.get(raised.type, ()):
            count_for(turn, listener, raised.data)
        if turn.traces:
            turn.member.standing = with_tasks(turn.member.standing, str(raised.data["tier"]), turn.traces)
        turn.traces = traces
        turn.moment = moment
        rise(turn)


def require_happened(turn: Turn, time: int) -> None:
    """BadEvent (`event_in_future`) for a time (epoch ms) further ahead than clocks differ."""
    if time > turn.now + AHEAD:
        raise BadEvent("The event's time lies in the future.", "event_in_future")


def settle_already(turn: Turn, last: int) -> None:
    """Blocks that count what the member did before: due as soon as the campaign is open to them.

    It stays due when they close, or the campaign is paused: home screens have shown it from the last receipt (`last`,
    epoch ms) on. So it counts as of the last moment at which it could be seen.
    """
    moment, due = turn.moment, turn.due
    for kind, kept in turn.member.kept.items():
        for listener in turn.definitions.already.get(kind, ()):
            for at in _seen_at(turn, listener, max(kept, last)):
                turn.moment, turn.due = at, due and at
                count_for(turn, listener, {})
    turn.moment, turn.due = moment, due


def _seen_at(turn: Turn, listener: Listener, after: int) -> Iterator[int]:
    """The last moments, from a moment on, at which a block was open: before its campaign was paused, and until now; of
    one that repeats, on each day, because rounds are made of days.
    """
    placed, published = listener.placed, listener.published
    paused = turn.definitions.paused.get(published.id)
    timed = [block for block in (*placed.around, placed.block) if has(block, Opens)]
    repeats = any(has(block, Repeats) and block.repeats for block in placed.around)
    for until in (turn.now,) if paused is None else (min(paused - 1, turn.now), turn.now):
        at = published.last_open(after, until, *timed)
        while at is not None:
            yield at
            day = local(at, published.zone).date()
            at = published.last_open(after, midnight(day, published.zone) - 1, *timed) if repeats else None


HANDLERS: Handlers = {Happened: happened}
