"""Takes in what other systems report: events of many members, each decided and answered on its own.

The events of one member are decided together, up to eight in one transaction and in their order; those of different
members are independent. The same events may come again: each counts once.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from hmac import digest
from math import inf
from typing import Any, Final, NamedTuple

from chalicelib.domain.record.actions import TESSERA, Enrol, Happened
from chalicelib.domain.record.receipt import BIRTH
from chalicelib.domain.record.sharing import Sharing
from chalicelib.domain.record.told import Tell, scope_of
from chalicelib.domain.wire.cloud_event import action_of, event_of, without_extensions
from chalicelib.domain.wire.ijson import fingerprint, require_sound, typed
from chalicelib.domain.wire.meaning import meaning_of
from chalicelib.domain.words.errors import TesseraError, Unavailable, Unknown, Unreadable
from chalicelib.services.act import FOLD, Act, Answered, Request
from chalicelib.services.unclaimed import Unclaimed
from chalicelib.store.identities import Identities, Identity

Result = Answered | Exception
"""The result of an event: the answer of `act`, or a fault of ours, which stays with its event."""

SecondsLeft = Callable[[], float]
"""Tells the seconds that are left until the caller is cut off."""

RESERVE_SECONDS: Final = 6.0
"""The time that must be left before an event is tried: an action takes five seconds at the most."""

log = logging.getLogger(__name__)


def until_cut(context: Any) -> SecondsLeft:
    """The seconds that are left by the context that Lambda hands over; without one, there is time for all."""
    if context is None:
        return lambda: inf
    return lambda: float(context.get_remaining_time_in_millis()) / 1000


class Reported(NamedTuple):
    """An event that can be read."""

    member: str
    """The member whom it is about, by the id of Tessera or by a linked one, `crm:4711`; empty where it names none."""
    request: Request
    """The action that it asks for."""


class _Batch(NamedTuple):
    """Events by how they are decided, each under its place."""

    unreadable: dict[int, Result]
    """The errors of those that can't be read."""
    members: dict[str, dict[int, Request]]
    """By member, as they are named, in their order."""
    known_as: dict[str, str]
    """The ids of the members who are named by linked ones, those that lead to somebody."""
    found: dict[int, Request]
    """Those of whom the order tells."""


def read(tree: Any) -> Reported:
    """Read the event in a JSON value. Raises Unreadable where that is no CloudEvent of ours, or has a flaw."""
    require_sound(tree)
    event = event_of(tree)
    action = action_of(event)
    asked = fingerprint("event", meaning_of(event, action))
    as_before = fingerprint("event", without_extensions(tree))
    return Reported(event.subject or "", Request(f"event:{event.source}", event.id, asked, action, as_before))


def is_final(error: Exception) -> bool:
    """Tell whether the event never counts as it is; otherwise it is undecided, and may come again."""
    return isinstance(error, TesseraError) and not isinstance(error, Unavailable)


class TakeIn:
    """Decides reported events. Safe to use from several threads."""

    def __init__(
        self,
        act: Act,
        unclaimed: Unclaimed,
        identities: Identities,
        sharing: Sharing,
        master: bytes,
    ) -> None:
        """sharing: opens the tokens by which receipts name other members. master: the secret that nobody could tell a
        member's id without, of whom only a customer number is known.
        """
        self._act = act
        self._unclaimed = unclaimed
        self._identities = identities
        self._sharing = sharing
        self._master = master

    def each(self, trees: Sequence[Any], now: int, left: SecondsLeft) -> list[Result]:
        """Decide each event, and give the results in their order. One that is undecided does not hold up what follows
        it; what can't be decided in the time that is left is undecided.

        trees: plain JSON values. now: epoch ms.
        """
        batch = self._sorted(trees, now)
        results = batch.unreadable
        for member, places in batch.members.items():
            requests = list(places.values())
            results |= zip(places, self._results(member, batch.known_as, requests, now, left), strict=True)
        results |= {place: self._found(request, now, left) for place, request in batch.found.items()}
        return [results[place] for place in range(len(trees))]

    def in_order(self, trees: Sequence[Any], now: int, left: SecondsLeft) -> list[Result]:
        """Decide as `each` does, but hold up a member's later events behind one that is undecided: these are as
        undecided, and come again after it.
        """
        batch = self._sorted(trees, now)
        results = batch.unreadable
        for member, places in batch.members.items():
            held_up: Exception | None = None
            tried = self._results(member, batch.known_as, list(places.values()), now, left)
            for place in places:
                results[place] = held_up or next(tried)
                held_up = held_up or _undecided(results[place])
        results |= {place: self._found(request, now, left) for place, request in batch.found.items()}
        return [results[place] for place in range(len(trees))]

    def told(self, tree: Any, now: int, left: SecondsLeft) -> Result:
        """Decide what one member's action brought about for another (`record.told.Tell`, as a plain JSON value), alone:
        a friend's order and its refund know of each other by their receipts.

        Whose member is gone is Unknown.
        """
        if left() < RESERVE_SECONDS:
            return _no_time()
        try:
            one = typed(tree, Tell)
            member = self._sharing.open(one.to)
            event = Happened(one.id, TESSERA, one.type, one.time, dict(one.data), by_member=True)
            asked = Request(scope_of(one.type), one.id, fingerprint("told", one.id), event)
            return self._act.act(member, [asked], now)[0] if member else Unknown("member", "")
        except Exception as error:
            if not isinstance(error, TesseraError):
                log.exception("An event for another member failed")
            return error

    def _sorted(self, trees: Sequence[Any], now: int) -> _Batch:
        batch = _Batch({}, {}, {}, {})
        for place, tree in enumerate(trees):
            try:
                member, request = read(tree)
                if self._unclaimed.looks_for(member, request.action, now):
                    batch.found[place] = request
                else:
                    batch.members.setdefault(member, {})[place] = request
            except (Unreadable, Unavailable) as error:
                batch.unreadable[place] = error
            except Exception as error:
                log.exception("An event failed before it was read")
                batch.unreadable[place] = error
        self._look_up(batch)
        return batch

    def _look_up(self, batch: _Batch) -> None:
        """Find the members who are named by linked ids, all in one read; where it fails, their events are undecided."""
        named = {one: Identity(*one.split(":", 1)) for one in batch.members if ":" in one}
        try:
            found = self._identities.members_of(named.values()) if named else {}
        except Unavailable as error:
            for one in named:
                batch.unreadable.update(dict.fromkeys(batch.members.pop(one), error))
            return
        batch.known_as.update({one: found[identity] for one, identity in named.items() if identity in found})

    def _found(self, request: Request, now: int, left: SecondsLeft) -> Result:
        """Decide what is found by its order, alone."""
        if left() < RESERVE_SECONDS:
            return _no_time()
        try:
            return self._unclaimed.take(request, now)
        except Exception as error:
            log.exception("An event failed: the one whose receipt is %s", request.id)
            return error

    def _results(
        self, named: str, known_as: Mapping[str, str], requests: Sequence[Request], now: int, left: SecondsLeft
    ) -> Iterator[Result]:
        """One member's results, as far as they are asked for: what is not asked for is not tried."""
        member = known_as.get(named, named)
        if ":" in member:
            yield from self._unborn(named, requests, now, left)
            return
        for start in range(0, len(requests), FOLD):
            yield from self._together(member, named != member, requests[start : start + FOLD], now, left)

    def _unborn(self, named: str, requests: Sequence[Request], now: int, left: SecondsLeft) -> Iterator[Result]:
        """The results for who is named by an id that leads nowhere yet: where the programme lets events of such persons
        count, the first that counts makes the member, whom the sign-in finds by that id.

        The member's id follows from the one that is known, so that events which come at once are of one member.
        """
        provider, _, subject = named.partition(":")
        try:
            let_in = provider in self._unclaimed.definitions(now).programme.members.before_sign_in
        except Unavailable as error:
            yield from [error] * len(requests)
            return
        if not let_in:
            yield from [Unknown("member", named)] * len(requests)
            return
        own = f"m{digest(self._master, f'{BIRTH}/{named}'.encode(), sha256).hex()[:20]}"
        birth = Request(BIRTH, own, b"", Enrol(ids=((provider, subject),)))
        for place, one in enumerate(requests):
            born, answer = self._together(own, False, [birth, one], now, left)
            yield born if isinstance(born, Unavailable) else answer  # a sign-in was a moment sooner: send it again
            if isinstance(born, Answered) and born.receipt is not None:
                yield from self._results(own, {}, requests[place + 1 :], now, left)
                return

    def _together(
        self, member: str, known_as: bool, requests: Sequence[Request], now: int, left: SecondsLeft
    ) -> Iterator[Result]:
        """Decide the events of one transaction. After a fault of ours each is tried alone."""
        if left() < RESERVE_SECONDS:
            yield from [_no_time()] * len(requests)
            return
        try:
            answers: Sequence[Result] = self._act.act(member, requests, now, known_as=known_as)
        except Exception as error:
            if len(requests) > 1:
                for one in requests:
                    yield from self._together(member, known_as, [one], now, left)
                return
            log.exception("An event failed: the one whose receipt is %s", requests[0].id)
            answers = [error]
        yield from answers


def _no_time() -> Unavailable:
    return Unavailable("No time was left for this event: send it again.")


def _undecided(result: Result) -> Exception | None:
    return result if isinstance(result, Exception) and not is_final(result) else None
