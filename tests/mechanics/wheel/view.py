"""A wheel as a member sees it."""

from chalicelib.domain.mechanics.wheel.block import Wheel
from chalicelib.domain.mechanics.wheel.play import Spin
from msgspec import Struct

from chalicelib.domain.play.allowance import left_of
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.buttons import Button, Buttons
from chalicelib.domain.play.limits import Scope, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Price, Title


class WheelView(Struct, frozen=True):
    """A wheel as it stands now."""

    title: Title | None
    """Its title, in each language."""
    for_me: bool
    """Whether the member is one of those that it is for."""
    open: Window | None
    """The window in which it is open now; null: it is closed."""
    costs: Price
    """The price of a spin."""
    left: int | None
    """How often the member may still spin it; null: there is no limit."""
    buttons: dict[str, Button]
    """The button of each action: `spin`."""


def view(player: Player, name: str, wheel: Wheel, buttons: Buttons) -> WheelView:
    """The wheel as it stands now."""
    window = player.published.opening(player.turn.moment, wheel)
    left = left_of(remaining(player, f"wheels/{name}", wheel.limit, Scope(window)))
    pressed = {"spin": buttons.button(Spin(player.published.id, name))}
    return WheelView(wheel.title, in_audience(player, wheel.who), window, wheel.costs, left, pressed)
