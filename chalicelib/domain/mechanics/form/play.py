"""Forms: a member sends answers; what was chosen becomes tags, and texts stay in the receipt alone."""

from typing import Annotated, Final

from msgspec import Meta

from chalicelib.domain.mechanics.form.answers import LONGEST, chosen
from chalicelib.domain.mechanics.form.block import Form
from chalicelib.domain.play.audience import block, enter, require_open, require_who
from chalicelib.domain.play.tags import give_tags, take_tags
from chalicelib.domain.play.turn import Raised, Turn
from chalicelib.domain.record.actions import Action, NameText
from chalicelib.domain.record.member import FormSent

KEY: Final = "forms"
SENT: Final = "form.sent"

AnswerText = Annotated[str, Meta(max_length=LONGEST)]


class Fill(Action, frozen=True, tag="fill"):
    """Send a form: an answer to each question, the name of an option, a list of names, or a text."""

    campaign: NameText
    """The campaign's id."""
    form: NameText
    """The form's name."""
    answers: dict[NameText, AnswerText | Annotated[tuple[NameText, ...], Meta(max_length=100)]]
    """The answers by question: {"skin": "a", "likes": ["s", "n"], "words": "Nothing more"}."""


def fill(turn: Turn, action: Fill) -> None:
    """Window, audience and answers are checked first, in this order.

    The tags that the form gave before go, and those of the new answers come: the last ones hold. One that another rule
    had given is not the form's, and stays. A task may listen to
    `form.sent`, which comes about with the first sending alone.
    """
    player = enter(turn, action.campaign)
    form = block(player.published.campaign.blocks(Form), "form", action.form)
    require_open(player, form)
    require_who(player, form.who)
    options = chosen(form, action.answers)
    tags = [form.asks[ask].tags[one] for ask, names in options.items() for one in names if one in form.asks[ask].tags]
    before = player.played.forms.get(action.form) or FormSent()
    player = player.on(f"{KEY}/{action.form}")
    take_tags(player, [tag for tag in before.tags if tag not in tags])
    others = {tag for tag in turn.member.given_tags if tag not in before.tags}
    give_tags(player, tags)
    own = tuple(tag for tag in dict.fromkeys(tags) if tag not in others)
    player.keep().forms[action.form] = FormSent(before.times + 1, own)
    turn.draft.sent = before.times + 1
    if not before.times:
        turn.raised.append(Raised(SENT, {"campaign": action.campaign, "form": action.form}, turn.now))
