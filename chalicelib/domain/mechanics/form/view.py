"""A form as one member sees it: what it asks, and how often it was sent."""

from msgspec import Struct

from chalicelib.domain.mechanics.form.block import Form, FormAsk
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.member import FormSent
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Title


class FormAskView(Struct, frozen=True):
    """One question of a form."""

    ask: Title
    """The text to show, or one by locale."""
    options: dict[str, Title]
    """The texts of the options by their names, in the order to show them; empty: a text is asked for."""
    least: int
    """How many options are chosen at least."""
    most: int
    """How many options may be chosen."""
    text: int | None
    """How many characters the text may have; null where there are options."""
    needed: bool
    """Whether it has to be answered."""


class FormView(Struct, frozen=True):
    """A form as the member sees it."""

    for_me: bool
    """Whether the member belongs to those whom it is for."""
    open: Window | None
    """The window that is open now; null while it is closed."""
    next_opens: int | None
    """When its next window opens, epoch ms; null where none comes."""
    sent: int
    """How often the member sent it; the last answers hold."""
    asks: dict[str, FormAskView]
    """The questions by their names, in the order to show them."""


def view(player: Player, name: str, form: Form) -> FormView:
    """The form as it stands now."""
    coming = player.published.next_opening(player.turn.moment, form)
    return FormView(
        for_me=in_audience(player, form.who),
        open=player.published.opening(player.turn.moment, form),
        next_opens=coming.opens if coming else None,
        sent=(player.played.forms.get(name) or FormSent()).times,
        asks={one: _ask(ask) for one, ask in form.asks.items()},
    )


def _ask(ask: FormAsk) -> FormAskView:
    number = (ask.number.least, ask.number.most) if ask.options else (0, 0)
    return FormAskView(ask.title, ask.options, *number, ask.longest, ask.needed)
