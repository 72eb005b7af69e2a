"""The choices of simulated members in forms: a part of them send each form, once, with options as they come."""

from collections.abc import Iterator
from functools import partial

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.choice import Choice, Luck
from chalicelib.domain.mechanics.form.block import Form
from chalicelib.domain.mechanics.form.play import Fill
from chalicelib.domain.mechanics.form.view import FormAskView, view
from chalicelib.domain.play.buttons import UNASKED
from chalicelib.domain.play.turn import Player


def choices(campaign: Campaign) -> Iterator[Choice]:
    """A sending of each form."""
    for name, form in campaign.blocks(Form).items():
        yield Choice(f"fill {name}", free=True, asked=partial(_fill, name=name, form=form))


def _fill(player: Player, luck: Luck, name: str, form: Form) -> Fill | None:
    shown = view(player, name, form, UNASKED)
    if shown.sent or not shown.open or not shown.for_me or not luck.happens("fills"):
        return None
    answers = {one: _answer(ask, luck) for one, ask in shown.asks.items() if ask.needed}
    return Fill(player.published.id, name, answers)


def _answer(ask: FormAskView, luck: Luck) -> str | tuple[str, ...]:
    if not ask.options:
        return "-"
    left, taken = list(ask.options), list[str]()
    for _ in range(int(luck.one_of([str(n) for n in range(ask.least, ask.most + 1)]))):
        taken.append(luck.one_of(left))
        left.remove(taken[-1])
    return tuple(taken)
