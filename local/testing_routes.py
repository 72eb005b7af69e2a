"""Routes for testers: draws, holdings, events to report, all as at the start, and what was asked so far."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from chalice.app import Chalice
from msgspec import UNSET, Meta, Struct, UnsetType, to_builtins

from chalicelib.domain.wire.ijson import parse, typed
from chalicelib.domain.words.errors import InvalidBody, Unavailable
from chalicelib.wiring import Parts
from local.chance import Chance
from local.clock import PretendClock
from local.gateway import Extra
from local.given import GivenBody, give, read_member
from local.publishing import Unpublishable
from local.request_log import RequestLog
from local.routes import report_by_hand, with_problems
from local.samples import samples

Seed = Annotated[str, Meta(min_length=1, max_length=100)]


class ChanceBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Where draws land: by a seed, all of them; or on these rows, the next ones of a member."""

    seed: Seed | int | UnsetType | None = UNSET
    """Any member's nth draw of a block lands as this says; null: by chance again."""
    member: str = ""
    """The id of the member whose next draws land on `lands`."""
    campaign: str = ""
    """The campaign's name."""
    of: str = ""
    """The block, as receipts name it: `blind_boxes/BOX` or `collections/NAME`."""
    lands: Annotated[tuple[str, ...], Meta(max_length=1000)] = ()
    """The rows, for one draw after the other."""


Reset = Callable[[], tuple[str, ...]]
"""Empties the table and publishes the folder again; gives the versions."""


def testing_routes(
    app: Chalice,
    parts: Callable[[], Parts],
    clock: PretendClock,
    chance: Chance,
    requests: RequestLog,
    reset: Reset | None,
) -> Mapping[tuple[str, str], Extra]:
    """The routes by method and path. reset: None where the table is not this backend's own."""

    def set_chance(body: bytes) -> tuple[int, dict[str, Any]]:
        asked = typed(parse(body), ChanceBody)
        if isinstance(asked.seed, UnsetType) != bool(asked.lands):
            raise InvalidBody("Say either `seed`, or `lands` with `member`, `campaign` and `of`.")
        if not isinstance(asked.seed, UnsetType):
            chance.follow(None if asked.seed is None else str(asked.seed))
            return 200, {"seed": asked.seed}
        first = chance.land(parts(), clock(), asked.member, asked.campaign, asked.of, asked.lands)
        return 200, {"campaign": asked.campaign, "of": asked.of, "first": first, "lands": asked.lands}

    def set_holdings(body: bytes) -> tuple[int, dict[str, Any]]:
        given = typed(parse(body), GivenBody)
        if given.member:
            read_member(given.member)
        held = give(parts(), clock(), given)
        if given.profile:
            said = {"type": "member.updated", "subject": given.member, "data": given.profile}
            answered = report_by_hand(app, parts().settings, said, clock())[1]["events"][0]
            if answered["status"] == "refused":
                raise InvalidBody(f"The profile is refused: {answered['problem']['detail']}")
        return 200, held

    def start_again(body: bytes) -> tuple[int, dict[str, Any]]:
        if reset is None:
            raise Unavailable("Only a backend with a database of its own is reset: start it without another AWS.")
        try:
            published = reset()
        except Unpublishable as errors:
            raise InvalidBody(f"The campaigns can't be published, and nothing was reset:\n{errors}") from None
        chance.clear()
        requests.clear()
        return 200, {"published": published}

    def tell_events(body: bytes) -> tuple[int, dict[str, Any]]:
        found = samples(parts().catalogue.definitions(clock()), clock())
        return 200, {"events": to_builtins(found)}

    def tell_requests(body: bytes) -> tuple[int, dict[str, Any]]:
        return 200, {"requests": requests.last()}

    return {
        ("POST", "/local/chance"): with_problems(set_chance, clock),
        ("POST", "/local/given"): with_problems(set_holdings, clock),
        ("POST", "/local/reset"): with_problems(start_again, clock),
        ("GET", "/local/events"): with_problems(tell_events, clock),
        ("GET", "/local/requests"): with_problems(tell_requests, clock),
    }
