"""Who may: a campaign's audience, opt-in, age and consent. Checked before anything is counted, paid or drawn."""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol, TypeVar

from chalicelib.domain.play.limits import Timed
from chalicelib.domain.play.members import AsOf, meets_all
from chalicelib.domain.play.segment_days import first_change
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import BY_PURCHASES
from chalicelib.domain.time.localtime import age, aged, local, midnight
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import NotEligible, Paused, Unknown, WindowClosed
from chalicelib.domain.words.values import Conditions

T = TypeVar("T")

BY_DAYS: Final = BY_PURCHASES | {"age", "birthday", "segment"}
"""The facts of members that are others when days have passed."""
MOST_CHANGES: Final = 100
"""Days that are looked at for one with which a member is among those whom a block is for."""


def enter(turn: Turn, campaign: str) -> Player:
    """The member as a player of an open campaign that is for them and that they joined, where it asks for that."""
    player = approach(turn, campaign)
    require_joined(player)
    return player


def approach(turn: Turn, campaign: str) -> Player:
    """The member before an open campaign that is for them and not paused, joined or not."""
    published = turn.definitions.campaign(campaign)
    if turn.moment not in published.window:
        opens = published.window.opens if turn.moment < published.window.opens else None
        raise WindowClosed(f"The campaign {campaign!r} is not open now.", opens)
    player = turn.player(published)
    if player.paused:
        raise Paused(f"The campaign {campaign!r} is paused: try again later.")
    require_who(player, published.campaign.who)
    return player


def block(blocks: Mapping[str, T], what: str, name: str) -> T:
    """The named block of a campaign, or Unknown (`unknown_box`, …)."""
    found = blocks.get(name)
    if found is None:
        raise Unknown(what, name)
    return found


def require_open(player: Player, *blocks: Timed) -> Window:
    """The window in which all the blocks are open at the turn's moment; WindowClosed names the next opening."""
    window = player.published.opening(player.turn.moment, *blocks)
    if window is None:
        coming = player.published.next_opening(player.turn.moment, *blocks)
        raise WindowClosed("This is not open now.", coming.opens if coming else None)
    return window


def require_who(player: Player, who: Conditions) -> None:
    """NotEligible unless the member is in the audience."""
    if not in_audience(player, who):
        unmet = {name: one.spelled for name, one in who.items() if not in_audience(player, {name: one})}
        raise NotEligible("This is for other members.", params=unmet, changes=_met_from(player, who, unmet))


def _met_from(player: Player, who: Conditions, unmet: Iterable[str]) -> int | None:
    """The first moment of the campaign (epoch ms) with which every condition is met because days have passed; None: it
    takes more than that. unmet: the fields of those that are not met now.
    """
    turn, published = player.turn, player.published
    if not BY_DAYS.issuperset(unmet):
        return None
    segments = turn.definitions.programme.segments
    named = (segments.get(name, {}) for name in who["segment"].values) if "segment" in who else ()
    pairs = {pair for one in (who, *named) for pair in one.items()}
    at = first_change(turn, turn.now, pairs)
    for _ in range(MOST_CHANGES):
        if at is None or at >= published.window.closes:
            return None
        day = local(at, turn.definitions.programme.zone).date()
        for begins in sorted((at, midnight(day, published.zone))):  # an age is one by the campaign's calendar
            if begins > turn.now and meets_all(turn, who, AsOf(begins, published.zone, published.campaign.week_starts)):
                return begins
        at = first_change(turn, at, pairs)
    return None


def in_audience(player: Player, who: Conditions) -> bool:
    """Whether the member meets every condition; no condition is everybody.

    An event is judged by the tier, the brand's tags and the age of its own time, and by how long ago from then things
    were; by the tags of rules, the points and the purchases as they are.
    """
    if not who:
        return True
    at = min(player.turn.moment, player.turn.now)
    return meets_all(player.turn, who, AsOf(at, player.published.zone, player.published.campaign.week_starts))


def is_for(turn: Turn, who: Conditions) -> bool:
    """Whether the member meets every condition of the programme now: its calendar counts, and no campaign's."""
    return meets_all(turn, who, AsOf(turn.now, turn.definitions.programme.zone, "Mon", as_known=True))


def has_joined(player: Player) -> bool:
    """Whether the campaign asks for no opt-in, or the member opted in."""
    return not player.published.campaign.opt_in or player.played.joined > 0


def require_joined(player: Player) -> None:
    """NotEligible (`not_joined`) where the campaign asks for an opt-in that the member has not given."""
    if not has_joined(player):
        raise NotEligible("Join this campaign first.", "not_joined")


def belongs(player: Player, *audiences: Conditions) -> bool:
    """Whether the member has joined, and is in the audience of the campaign and in each of others: of its blocks."""
    return has_joined(player) and all(in_audience(player, who) for who in (player.published.campaign.who, *audiences))


def belonged(player: Player, *audiences: Conditions) -> bool:
    """The same of the turn's moment: what was done before the opt-in does not count."""
    if player.published.campaign.opt_in and player.turn.moment < player.played.joined:
        return False
    return belongs(player, *audiences)


class Aged(Protocol):
    """A block that is for members of an age."""

    @property
    def min_age(self) -> int | None: ...
    @property
    def guardian_under(self) -> int | None: ...


def require_age(player: Player, box: Aged) -> None:
    """The box's minimum age and a guardian's consent below its age; unknown age counts as too young to know.

    Source: China, SAMR guidance on blind boxes of June 2023: none under 8, a guardian's consent to 18.
    """
    if box.min_age is None and box.guardian_under is None:
        return
    profile = player.turn.member.profile
    if not profile.born:
        raise NotEligible("Add your date of birth to your profile first.", "age_unknown")
    zone = player.published.zone
    years = age(profile.born, zone, player.turn.now)
    if box.min_age is not None and years < box.min_age:
        message, old = f"This is for members of {box.min_age} years and older.", aged(profile.born, box.min_age, zone)
        raise NotEligible(message, "too_young", {"min_age": box.min_age}, old)
    if box.guardian_under is not None and years < box.guardian_under and not profile.guardian:
        params, of_age = {"guardian_under": box.guardian_under}, aged(profile.born, box.guardian_under, zone)
        raise NotEligible("This needs a guardian's consent.", "guardian_needed", params, of_age)
