"""Being a member: born at the first sign-in, known by what the brand reports, joined to a campaign that asks for it."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain.decide.happened import require_happened, settle_already
from chalicelib.domain.play.audience import approach
from chalicelib.domain.play.birthdays import learn
from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.record.actions import Enrol, Join, TellBorn, Update
from chalicelib.domain.record.arrival import Arrival
from chalicelib.domain.record.member import OtherIds, Profile, TierHeld, Word
from chalicelib.domain.record.said import say
from chalicelib.domain.time.localtime import local
from chalicelib.domain.words.errors import BadEvent, NotEligible, NotOffered, Refused

MOST_TAGS = 50
FIRST_ZONE: Final = "Etc/GMT-14"
"""The timezone in which each day begins first."""
PROFILE_FIELDS: Final = Profile.__struct_fields__


def enrol(turn: Turn, action: Enrol) -> None:
    """A member is born with what is known at that moment, and with what led there: no later sign-in changes that."""
    turn.member.profile = action.profile
    turn.member.joined = local(turn.now, turn.definitions.programme.zone).date().toordinal()
    if len(action.ids) > 1:
        turn.member.ids = OtherIds(linked=len(action.ids) - 1)
    if action.invited_by or action.code:
        turn.member.arrival = Arrival(turn.now, action.invited_by or "", action.code or "")


def update(turn: Turn, action: Update) -> None:
    """Each given field holds from the word's own time on, unless a later word on it is known; an empty one takes it
    back. A tier that the programme lacks, a date that is none, a birth or a word in the future is refused.
    """
    time = turn.now if action.time is None else action.time
    require_happened(turn, time)
    if action.tier and action.tier not in turn.definitions.programme.tiers:
        raise BadEvent(f"There is no tier {action.tier!r} in the programme.", "bad_event_field")
    if action.until is not None and (not action.tier or action.until <= time):
        raise BadEvent("until: say the tier too, and a moment after the word's own time.", "bad_event_field")
    if action.born:
        _check_born(action.born, _today(turn))
    if action.tags is not None and len(action.tags) > MOST_TAGS:
        raise BadEvent(f"A member has at most {MOST_TAGS} tags.", "bad_event_field")
    words = {name: value for name in PROFILE_FIELDS if (value := getattr(action, name)) is not None}
    before, known = turn.member.profile, _last_word(turn, "tier")
    say(turn.member, words, time, turn.now)
    if action.tier is not None and known != _last_word(turn, "tier") == Word(time, action.tier):
        # the brand's word, and the last one: stars take nothing away from it before its time is over
        turn.member.standing = None if action.until is None else TierHeld(action.tier, time, action.until)
    if turn.member.profile.born != before.born:
        learn(turn, before.born)


def tell_born(turn: Turn, action: TellBorn) -> None:
    """The member's own word on the date of birth, once. The brand may set it right later, and a word of the brand that
    is known already stays.
    """
    if "born" not in turn.definitions.programme.members.may_tell:
        raise NotOffered("The date of birth is the shop's to tell: ask there.")
    if turn.member.profile.born:
        raise Refused("A date of birth is known already: the shop can set it right.", "born_known")
    update(turn, Update(born=action.born))


def join(turn: Turn, action: Join) -> None:
    """Opt in to a campaign that asks for it, once, while it is open; what counts from before is paid at once."""
    player = approach(turn, action.campaign)
    if not player.published.campaign.opt_in:
        raise NotOffered(f"The campaign {action.campaign!r} needs no joining.")
    if player.played.joined:
        raise NotEligible("You joined this campaign already.", "already_joined")
    player.keep().joined = turn.now
    settle_already(turn, turn.now)


def _last_word(turn: Turn, field: str) -> Word | None:
    said = turn.member.said.get(field)
    return said[-1] if said else None


def _today(turn: Turn) -> date:
    """The day in the programme's timezone; without one, the day in the zone where it begins first."""
    return local(turn.now, ZoneInfo(turn.definitions.programme.timezone or FIRST_ZONE)).date()


def _check_born(born: str, today: date) -> None:
    try:
        day = date.fromisoformat(born)
        good = day.isoformat() == born and day.year >= 1900
    except ValueError:
        good = False
    if not good:
        raise BadEvent(f"{born!r} is not a date of birth like 1990-05-17.", "bad_event_field")
    if day > today:
        raise BadEvent(f"{born} lies in the future: send the day on which the member was born.", "bad_event_field")


HANDLERS: Handlers = {Enrol: enrol, Update: update, TellBorn: tell_born, Join: join}
