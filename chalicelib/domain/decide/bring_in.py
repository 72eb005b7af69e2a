"""Members of another system, with what they held there: each is born with it, or gets it beside what is there already.

Nothing is earned by it: no task counts it, and no tier that is brought in is told as reached.
"""

from typing import Any, Final

from msgspec.structs import replace

from chalicelib.domain.decide.membership import update
from chalicelib.domain.decide.purchases import note_before
from chalicelib.domain.file.phrases import PhraseError, money
from chalicelib.domain.play.tiers import add_stars, settle_in
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.play.wallet import lot_of_month, over_from, receive, require_exact, wide
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.actions import Import, Update
from chalicelib.domain.record.journal import IMPORTED, POINTS, STARS
from chalicelib.domain.record.purse import first_of_month, month_of_text
from chalicelib.domain.words.errors import BadEvent, Full

MOST_LINKED: Final = 10
"""Ids of other systems that lead to one member: with each, three items are written where the record is absorbed."""


def bring_in(turn: Turn, action: Import) -> None:
    """Give a member what another system says that is held. Raises BadEvent (`bad_event_field`) and Full."""
    link(turn, len(action.ids))
    words: dict[str, Any] = {"tier": action.tier, "tags": action.tags, "born": action.born, "guardian": action.guardian}
    told = {name: value for name, value in words.items() if value}
    if told:
        update(turn, Update(**told, until=action.until))
    elif action.until is not None:
        raise BadEvent("until: say the tier too.", "bad_event_field")
    for month, n in action.points.items():
        _points(turn, _month(turn, month), n)
    for month, n in action.stars.items():
        require_exact(wide(turn.member, STARS) + n)
        add_stars(turn, n, _month(turn, month))
        turn.use(PROGRAMME, IMPORTED)
        turn.post(PROGRAMME, STARS, n, IMPORTED)
    settle_in(turn)
    for month, said in action.orders.items():
        _orders(turn, _month(turn, month), said.count, said.amount)


def link(turn: Turn, n: int) -> None:
    """Count so many more ids that lead to the member. Raises Full."""
    ids = turn.member.ids
    if ids.linked + n > MOST_LINKED:
        raise Full(f"At most {MOST_LINKED} ids of other systems lead to a member.")
    if n:
        turn.member.ids = replace(ids, linked=ids.linked + n)


def _points(turn: Turn, month: int, n: int) -> None:
    lot = lot_of_month(turn, month, n)
    over = over_from(turn, lot)
    if over is not None and over <= turn.now:
        raise BadEvent(f"points: those of {lot.name[:7]} ended with {lot.last_day}: leave them out.", "bad_event_field")
    require_exact(wide(turn.member, POINTS) + n)
    turn.use(PROGRAMME, IMPORTED)
    receive(turn, [lot], IMPORTED)


def _orders(turn: Turn, month: int, count: int, amount: str) -> None:
    try:
        paid = money(amount)
    except PhraseError as error:
        raise BadEvent(f"orders: {error}.", "bad_event_field") from None
    note_before(turn, month, count, paid.minor, paid.currency)


def _month(turn: Turn, text: str) -> int:
    """The number of a month that is not ahead."""
    try:
        month = month_of_text(text)
        first_of_month(month)
    except ValueError as error:
        raise BadEvent(f"{error}.", "bad_event_field") from None
    if month > turn.month_of(turn.now):
        raise BadEvent(f"{text} lies in the future.", "bad_event_field")
    return month


HANDLERS: Handlers = {Import: bring_in}
