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
    for_me: bool
    open: Window | None
    costs: Price
    left: int | None
    buttons: dict[str, Button]


def view(player: Player, name: str, wheel: Wheel, buttons: Buttons) -> WheelView:
    """The wheel as it stands now."""
    window = player.published.opening(player.turn.moment, wheel)
    left = left_of(remaining(player, f"wheels/{name}", wheel.limit, Scope(window)))
    pressed = {"spin": buttons.button(Spin(player.published.id, name))}
    return WheelView(wheel.title, in_audience(player, wheel.who), window, wheel.costs, left, pressed)
