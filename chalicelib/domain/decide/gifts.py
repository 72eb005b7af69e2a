"""Gifts that were sent: what a member holds stays, and it is known how many of it have left the shop."""

from typing import Final

from chalicelib.domain.play.turn import Handlers, Turn
from chalicelib.domain.record.gift_actions import GiftSent, gift_name
from chalicelib.domain.record.journal import PRIZES
from chalicelib.domain.words.errors import NotEnough

MOST_SENT: Final = 200
"""Gifts that a record remembers as sent: the oldest leave it first."""


def send(turn: Turn, action: GiftSent) -> None:
    """Note that gifts were sent. Raises NotEnough for more than the member has and was not sent.

    Of a campaign that was closed the part has left the record: there the shop's word is taken.
    """
    name = gift_name(action.campaign, action.prize)
    sent = turn.member.sent.pop(name, 0)  # what was sent last stands last
    played = turn.member.played.get(action.campaign)
    if played is not None or action.campaign in turn.definitions.campaigns:
        waits = (played.has.get(f"{PRIZES}{action.prize}", 0) if played else 0) - sent
        if action.count > waits:
            raise NotEnough(f"This sends {action.count}; {max(waits, 0)} of it wait for being sent.")
    turn.member.sent[name] = sent + action.count
    for oldest in list(turn.member.sent)[:-MOST_SENT]:
        del turn.member.sent[oldest]


HANDLERS: Handlers = {GiftSent: send}
