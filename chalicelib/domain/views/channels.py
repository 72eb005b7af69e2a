"""The channels by which a member may be reached, as a settings screen shows them."""

from typing import Literal

from msgspec import Struct

from chalicelib.domain.play.turn import Turn


class ChannelView(Struct, frozen=True):
    """A way to reach the member."""

    needs: Literal["grant", "consent"] | None
    """The leave that the member gives: `grant` is for one message, `consent` until it is withdrawn; null: none."""
    grants: int = 0
    """Messages that the member has allowed and that were not sent yet."""
    since: int | None = None
    """Since when the member has consented, epoch ms; null: not."""


def channels_of(turn: Turn) -> dict[str, ChannelView]:
    """The programme's channels by their names, each as the member sees it."""
    member = turn.member
    return {
        name: ChannelView(one.needs, member.grants.get(name, 0), member.consents.get(name))
        for name, one in turn.definitions.programme.channels.items()
    }
