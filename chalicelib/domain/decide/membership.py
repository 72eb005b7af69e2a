"""Being a member: born at the first sign-in, known by what the brand reports, joined to a campaign that asks for it."""

from datetime import date

import msgspec

from chalicelib.domain.decide.happened import settle_already
from chalicelib.domain.play.audience import approach
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.record.actions import Enrol, Join, Update
from chalicelib.domain.words.errors import BadEvent, NotEligible, NotOffered

MOST_TAGS = 50


def enrol(turn: Turn, action: Enrol) -> None:
    """A member is born with what is known at that moment."""
    turn.member.profile = action.profile


def update(turn: Turn, action: Update) -> None:
    """Each given field replaces what is there; a tier that the programme lacks or a date that is none is refused."""
    if action.tier is not None and action.tier and action.tier not in turn.definitions.programme.tiers:
        raise BadEvent(f"There is no tier {action.tier!r} in the programme.", "bad_event_field")
    if action.born is not None:
        _check_born(action.born)
    if action.tags is not None and len(action.tags) > MOST_TAGS:
        raise BadEvent(f"A member has at most {MOST_TAGS} tags.", "bad_event_field")
    given = {name: value for name, value in msgspec.structs.asdict(action).items() if value is not None}
    turn.member.profile = msgspec.structs.replace(turn.member.profile, **given)


def join(turn: Turn, action: Join) -> None:
    """Opt in to a campaign that asks for it, once, while it is open; what counts from before is paid at once."""
    player = approach(turn, action.campaign)
    if not player.published.campaign.opt_in:
        raise NotOffered(f"The campaign {action.campaign!r} needs no joining.")
    if player.played.joined:
        raise NotEligible("You joined this campaign already.", "already_joined")
    player.keep().joined = turn.now
    settle_already(turn, turn.now)


def _check_born(born: str) -> None:
    try:
        good = date.fromisoformat(born).isoformat() == born and int(born[:4]) >= 1900
    except ValueError:
        good = False
    if not good:
        raise BadEvent(f"{born!r} is not a date of birth like 1990-05-17.", "bad_event_field")


HANDLERS: Handlers = {Enrol: enrol, Update: update, Join: join}
