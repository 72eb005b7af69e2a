"""Collections: fragments are composed into a reward, exchanged against duplicates, and sent to other members."""

from collections.abc import Collection as Names
from collections.abc import Iterable

from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.play.audience import block, enter
from chalicelib.domain.play.limits import Scope, count, remaining, use
from chalicelib.domain.play.rewards import give
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.play.wallet import held, move
from chalicelib.domain.record.actions import Action, MemberId, NameText
from chalicelib.domain.words.errors import LimitReached, NotEligible, NotEnough, NotOffered, Unknown
from chalicelib.domain.words.values import ExchangePrice, Limits


class Compose(Action, frozen=True, tag="compose"):
    """Turn a full set into its reward."""

    campaign: NameText
    """The campaign's id."""
    collection: NameText
    """The collection's name."""


class Exchange(Action, frozen=True, tag="exchange"):
    """Turn duplicates into one fragment of choice."""

    campaign: NameText
    """The campaign's id."""
    collection: NameText
    """The collection's name."""
    fragment: NameText
    """The name of the fragment that the member gets."""


class Send(Action, frozen=True, tag="send"):
    """Give one fragment to another member."""

    campaign: NameText
    """The campaign's id."""
    collection: NameText
    """The collection's name."""
    fragment: NameText
    """The name of the fragment that is sent."""
    to: MemberId
    """The id of the member who gets it."""

    @property
    def involves(self) -> tuple[str, ...]:
        """The member who gets it."""
        return (self.to,)


def compose(turn: Turn, action: Compose) -> None:
    """One of each fragment is used up; a wildcard stands in for each that is missing."""
    player = enter(turn, action.campaign)
    collection = block(player.published.campaign.blocks(Collection), "collection", action.collection)
    use(player, f"set/{action.collection}", collection.limit, Scope())
    player = player.on(f"collections/{action.collection}")
    missing = [name for name in collection.fragments if not _held(player, action.collection, name)]
    wildcards = _held(player, action.collection, collection.wildcard) if collection.wildcard else 0
    if len(missing) > wildcards:
        raise NotEnough(f"Still missing: {', '.join(missing)}.")
    for name in collection.fragments:
        if name not in missing:
            move(player, f"fragments/{action.collection}/{name}", -1)
    move(player, f"fragments/{action.collection}/{collection.wildcard}", -len(missing))
    give(player, collection.gives)


def exchange(turn: Turn, action: Exchange) -> None:
    """The duplicates are chosen for the member: always from the fragment that is held most."""
    player = enter(turn, action.campaign)
    collection = block(player.published.campaign.blocks(Collection), "collection", action.collection)
    if collection.exchange is None:
        raise NotOffered("This collection does not exchange duplicates.")
    _require_fragment(collection.fragments, action.fragment)
    player = player.on(f"collections/{action.collection}:exchange")
    for name, n in _duplicates(player, action.collection, collection.fragments, collection.exchange).items():
        move(player, f"fragments/{action.collection}/{name}", -n)
    move(player, f"fragments/{action.collection}/{action.fragment}", 1)


def send(turn: Turn, action: Send) -> None:
    """Both wallets move in one transaction; the sender's limit and the recipient's are two, with a code each."""
    sender = enter(turn, action.campaign)
    collection = block(sender.published.campaign.blocks(Collection), "collection", action.collection)
    if not collection.send:
        raise NotOffered("Fragments of this collection can't be sent.")
    _require_fragment(collection.held, action.fragment)
    if action.fragment in collection.cannot_send:
        raise NotOffered(f"The fragment {action.fragment!r} can't be sent.")
    if action.to == turn.member_id:
        raise NotOffered("A gift needs another member.", "gift_to_self")
    if turn.recipient is None:
        raise Unknown("member", action.to)
    recipient = _recipient(turn.recipient, action.campaign)
    use(sender, f"sent/{action.collection}", collection.send, Scope())
    _receive(recipient, f"got/{action.collection}", collection.receive)
    fragment, gift = f"fragments/{action.collection}/{action.fragment}", f"collections/{action.collection}:send"
    move(sender.on(gift), fragment, -1)
    move(recipient.on(gift), fragment, 1)


def _recipient(turn: Turn, campaign: str) -> Player:
    """The recipient as a player of the campaign; what keeps them out is not told as if it were about the sender."""
    try:
        return enter(turn, campaign)
    except NotEligible as refusal:
        message = "The other member can't take part in this campaign, or has not joined it: send to somebody else."
        raise NotEligible(message, "recipient_not_eligible") from refusal


def _receive(recipient: Player, path: str, limits: Limits) -> None:
    """Count a gift under the recipient's own limit, or refuse it with a code of its own."""
    if remaining(recipient, path, limits, Scope()) < 1:
        message = "The other member has got as many as one may for now: try again later, or send to somebody else."
        raise LimitReached(message, "recipient_limit_reached")
    count(recipient, path, limits, Scope())


def _held(player: Player, collection: str, fragment: str | None) -> int:
    return held(player, f"fragments/{collection}/{fragment}")


def _require_fragment(fragments: Names[str], fragment: str) -> None:
    if fragment not in fragments:
        raise Unknown("fragment", fragment)


def _duplicates(player: Player, name: str, fragments: Iterable[str], price: ExchangePrice) -> dict[str, int]:
    """Choose what the exchange takes: `spares` any beyond the first of each, `alike` so many of one fragment."""
    wanted, kind = price.count, price.kind
    spares = {one: _held(player, name, one) - 1 for one in fragments if _held(player, name, one) > 1}
    if kind == "alike":
        best = max(spares, key=lambda one: spares[one], default=None)
        if best is None or spares[best] + 1 < wanted:
            raise NotEnough(f"This takes {wanted} of one fragment.")
        return {best: wanted}
    if sum(spares.values()) < wanted:
        raise NotEnough(f"This takes {wanted} spares; you hold {sum(spares.values())}.")
    taken: dict[str, int] = {}
    for _ in range(wanted):
        most = max(spares, key=lambda one: spares[one] - taken.get(one, 0))
        taken[most] = taken.get(most, 0) + 1
    return taken
