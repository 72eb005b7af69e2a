"""Tells what a member may do, and why not: each action is decided as if it were asked now, and thrown away.

So a button and a refusal can't differ: the same handler says both. It is decided on top of what has fallen due, as the
action would be, even where a home screen does not show yet how that comes.
"""

from collections.abc import Callable, Collection, Mapping

import msgspec
from msgspec.structs import replace

from chalicelib.domain.decide.attempts import DOCUMENT, Attempts
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.play.asked import is_plain
from chalicelib.domain.play.buttons import MAY, SOMEBODY, Button, refused
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, Ask
from chalicelib.domain.record.member import Member, Played, Snapshot
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.words.errors import Conflict, Refused

KnownLeft = Callable[[Collection[Take]], Mapping[StockKey, int]]
"""Gives the units left of stocks of which something is known, without asking anybody; the others are absent."""


def nothing_known(takes: Collection[Take]) -> Mapping[StockKey, int]:
    """Nothing is known of any stock: there may be enough."""
    return {}


class Pressing:
    """Tells what one member may do at one moment. It is as `play.buttons.Buttons` says."""

    def __init__(self, situation: Situation, shown: Turn, known: KnownLeft = nothing_known) -> None:
        """shown: the same member at the same moment, settled to be shown."""
        self._known = known
        # what is only shown leaves out what could still come otherwise: an action meets it
        self._attempts = Attempts(replace(situation, short=self._short), None if shown.withheld else shown)
        self._settled = msgspec.json.encode(self._attempts.last.member)
        self._asked = is_plain(situation.definitions, self._settled)
        self._spare: Member | None = None

    def button(self, action: Action) -> Button:
        """The button of an action."""
        try:
            self._attempt(action)
        except (Refused, Conflict) as refusal:
            return refused(refusal, refusal.changes if isinstance(refusal, Refused) else None)
        return MAY

    def left(self, take: Take) -> int | None:
        """Units left of a stock for everybody, as far as is known; None: not known."""
        return self._known((take,)).get(take.key)

    def _attempt(self, action: Action) -> None:
        document, self._spare = self._spare or DOCUMENT.decode(self._settled), None
        other = self._somebody(action) if action.involves else None
        try:
            self._attempts.attempt(Ask("", action), document, other, self._asked)
        finally:
            if self._is_unmoved(document):  # most are told by their checks alone: the next one needs no copy of its own
                self._spare = document

    def _is_unmoved(self, document: Member) -> bool:
        """Whether the last attempt left its copy as it was: whoever changes it notes a version (`Player.keep`)."""
        if self._attempts.tried.member is not document:
            return False  # it was tried once more, on another copy
        if self._attempts.pending.versions:
            return document == self._attempts.last.member
        return not self._attempts.tried.draft.versions

    def _short(self, takes: Collection[Take]) -> dict[StockKey, int]:
        """Units left of the stocks that are known to hold less than is taken."""
        known = self._known(takes) if takes else {}
        return {take.key: known[take.key] for take in takes if known.get(take.key, take.n) < take.n}

    def _somebody(self, action: Action) -> Snapshot:
        """Another member who may get whatever this one could get, if it is the first time."""
        settled, campaign = self._attempts.last.member, getattr(action, "campaign", "")
        part = settled.played.get(campaign)
        played = {} if part is None else {campaign: Played(joined=part.joined)}
        return Snapshot(SOMEBODY, 1, self._attempts.situation.now, replace(settled, played=played))
