"""Collections: fragments that are composed into a reward, exchanged against duplicates, and sent to other members."""

from chalicelib.domain.mechanics.collection import play, view
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.mechanic import Example, Judged, Mechanic, Play
from chalicelib.domain.saying.own import OwnOf
from chalicelib.domain.words.errors import Full, LimitReached, NotEligible, NotEnough, NotOffered, SoldOut, Unknown


def _judged() -> Judged:
    from chalicelib.domain.mechanics.collection import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


def _says() -> OwnOf:
    from chalicelib.domain.mechanics.collection import says

    return says.SAYS


COMPOSE = Play(
    action=play.Compose,
    handler=play.compose,
    path="collections/{collection}/compose",
    summary="Turn a full set into its reward.",
    refused={
        Unknown: ("unknown_collection",),
        LimitReached: ("limit_reached",),
        NotEnough: ("not_enough",),
        SoldOut: ("sold_out",),
    },
    words={"compose {collection}": {}},
    kept=("campaign", "collection"),
    example=Example(
        asked={},
        moved={"fragments/outfit/collar": -1, "fragments/outfit/hem": -1, "draws/atelier": 3},
        why="collections/outfit",
    ),
)
EXCHANGE = Play(
    action=play.Exchange,
    handler=play.exchange,
    path="collections/{collection}/exchange",
    summary="Turn duplicates into one fragment of choice.",
    refused={
        Unknown: ("unknown_collection", "unknown_fragment"),
        NotOffered: ("not_offered",),
        NotEnough: ("not_enough",),
    },
    words={"exchange {collection} for {fragment}": {}},
    kept=("campaign", "collection", "fragment"),
    example=Example(
        asked={"fragment": "hem"},
        moved={"fragments/outfit/collar": -3, "fragments/outfit/hem": 1},
        why="collections/outfit:exchange",
    ),
)
SEND = Play(
    action=play.Send,
    handler=play.send,
    path="collections/{collection}/send",
    summary="Give a fragment to another member.",
    refused={
        Unknown: ("unknown_collection", "unknown_fragment"),
        NotEligible: ("recipient_not_eligible",),
        NotOffered: ("not_offered", "gift_to_self"),
        LimitReached: ("limit_reached", "recipient_limit_reached"),
        NotEnough: ("not_enough",),
        Full: ("recipient_full",),
    },
    words={"send {collection}/{fragment} to {to}": {}},
    kept=("campaign", "collection", "fragment"),
    example=Example(
        asked={"fragment": "collar", "to": "m-7Qk2v9fLx0aB"},
        moved={"fragments/outfit/collar": -1},
        why="collections/outfit:send",
    ),
)

MECHANIC = Mechanic(
    key="collections",
    plural="collections",
    word="collection",
    offers="fragments to collect, composed into a reward",
    described="Sets of fragments, each under a name of your choice. Without it there are none.",
    block=Collection,
    plays=(COMPOSE, EXCHANGE, SEND),
    view=view.view,
    shown=view.CollectionView,
    seen={},
    odds="The chances of a collection's random fragments.",
    counts=None,
    falls_due=None,
    releases=None,
    undoes=None,
    settles=None,
    waits=None,
    absorbs=None,
    judged=_judged,
    says=_says,
)
