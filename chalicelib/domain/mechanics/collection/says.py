"""Says collections in sentences: what a full set is, what it gives, and how fragments change hands."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.saying.own import Own, OwnOf
from chalicelib.domain.saying.speaker import Speaker


def _collection(speaker: Speaker, placed: Placed) -> Iterator[str]:
    collection: Collection = placed.block

    def listed(names: tuple[str, ...]) -> str:
        return speaker.language.listed(speaker.names.of(f"{placed.key}/{name}") for name in names)

    yield speaker.say("collection.set", fragments=listed(tuple(collection.fragments)))
    yield speaker.say("collection.gives", bag=speaker.bag(collection.gives))
    if collection.wildcard:
        yield speaker.say("collection.wildcard", fragment=listed((collection.wildcard,)))
    if price := collection.exchange:
        yield speaker.say(f"collection.exchange.{price.kind}", n=price.count)
    if collection.cannot_send:
        yield speaker.say("collection.cannot_send", fragments=listed(collection.cannot_send))


SAYS: OwnOf = {
    Collection: Own(_collection, frozenset({"fragments", "gives", "wildcards", "exchange", "cannot_send"})),
}
