"""Routes that only the laptop has: a clock that pretends, a shop's server to play by hand, tokens for whoever wants to
be a manager, both ends of the event bus, the stock as stored.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LocalGateway
from msgspec import UNSET, Meta, Struct, UnsetType
from standardwebhooks.webhooks import Webhook

from chalicelib.api.auth import issue_managers_token
from chalicelib.api.problem import problem_of
from chalicelib.domain.file.phrases import PhraseError, duration
from chalicelib.domain.time.localtime import MOST_YEARS, add, is_too_long
from chalicelib.domain.wire.ijson import parse, typed
from chalicelib.domain.words.errors import InvalidBody, TesseraError, Unavailable
from chalicelib.domain.words.values import END
from chalicelib.settings import Settings
from chalicelib.wiring import Parts
from local.bus import Bus
from local.clock import PretendClock
from local.gateway import Extra
from local.schedule import Schedule
from local.stocks import Stocks
from local.stream import Stream

log = logging.getLogger(__name__)

GREENWICH: Final = ZoneInfo("UTC")


class Hire(Struct, frozen=True, forbid_unknown_fields=True):
    """A request for a manager's token."""

    name: Annotated[str, Meta(pattern="^[A-Za-z0-9.@_-]{1,64}" + END)]
    """The manager's name; two names are two managers."""


class Move(Struct, frozen=True, forbid_unknown_fields=True):
    """A move of the clock: one of the two."""

    now: str | UnsetType | None = UNSET
    """The moment to pretend, RFC 3339; null goes back to the world's time."""
    forward: str | UnsetType = UNSET
    """A duration, as campaigns write it."""


def local_routes(
    app: Chalice,
    parts: Parts,
    clock: PretendClock,
    schedule: Schedule,
    bus: Bus | None,
    stream: Stream,
    stocks: Stocks,
    catch_up: Callable[[], None],
) -> Mapping[tuple[str, str], Extra]:
    """The routes by method and path; like the app's, they answer bad input by a problem.

    catch_up: lets all be heard of that was written, before the time jumps.
    """

    def tell_time(body: bytes) -> tuple[int, dict[str, Any]]:
        return 200, _told(clock)

    def move_time(body: bytes) -> tuple[int, dict[str, Any]]:
        move = typed(parse(body), Move)
        catch_up()
        _move(clock, move)
        return 200, {**_told(clock), "closed": schedule.run()["close_campaigns"] or []}

    def sweep(body: bytes) -> tuple[int, dict[str, Any]]:
        swept = schedule.run_one("sweep_expired")
        if swept is None:
            raise Unavailable("The sweep did not come through: the log tells why.")
        return 200, swept

    def hire_manager(body: bytes) -> tuple[int, dict[str, Any]]:
        token, expires = issue_managers_token(parts.settings, typed(parse(body), Hire).name, parts.wall())
        return 200, {"token": token, "expires": expires}

    def report_events(body: bytes) -> tuple[int, dict[str, Any]]:
        return report_by_hand(app, parts.settings, parse(body), clock())

    def put_on_bus(body: bytes) -> tuple[int, dict[str, Any]]:
        return 202, {"put": _there(bus).put(_events(parse(body), clock()))}

    def read_notices(body: bytes) -> tuple[int, dict[str, Any]]:
        return 200, {"notices": _there(bus).heard()}

    def count_stocks(body: bytes) -> tuple[int, dict[str, Any]]:
        if not stream.there:
            raise Unavailable("The table of this backend has no stream, which tells of its stocks.")
        stream.run()
        return 200, {"stocks": stocks.rows()}

    return {
        ("POST", "/local/bus"): with_problems(put_on_bus, clock),
        ("GET", "/local/clock"): with_problems(tell_time, clock),
        ("POST", "/local/clock"): with_problems(move_time, clock),
        ("POST", "/local/events"): with_problems(report_events, clock),
        ("POST", "/local/manager"): with_problems(hire_manager, clock),
        ("GET", "/local/notices"): with_problems(read_notices, clock),
        ("POST", "/local/sweep"): with_problems(sweep, clock),
        ("GET", "/local/stocks"): with_problems(count_stocks, clock),
    }


def with_problems(route: Extra, clock: Callable[[], int]) -> Extra:
    """A route that answers bad input by a problem, as the app's do."""

    def answer(body: bytes) -> tuple[int, dict[str, Any]]:
        try:
            return route(body)
        except TesseraError as error:
            told = error
        except (BotoCoreError, ClientError) as error:
            log.warning("The AWS of this backend does not do what is asked: %s", error)
            told = Unavailable("The AWS that this backend works with does not answer: its log tells why.")
        problem = problem_of(told, clock())
        return problem.status, msgspec.to_builtins(problem)

    return answer


def _told(clock: PretendClock) -> dict[str, Any]:
    now = clock()
    return {"now": _rfc3339(now), "server_time": now, "pretends": clock.pretends}


def _move(clock: PretendClock, move: Move) -> None:
    if (move.now is UNSET) == (move.forward is UNSET):
        raise InvalidBody('Say either `now`, like "2026-06-20T10:00:00+08:00" or null, or `forward`, like "2 hours".')
    try:
        if not isinstance(move.forward, UnsetType):
            ahead = duration(move.forward)
            if is_too_long(ahead.count, ahead.unit):
                raise ValueError(f"{move.forward!r} is more than {MOST_YEARS} years")
            clock.pretend(add(ahead.count, ahead.unit, GREENWICH, clock()))
        else:
            clock.pretend(_epoch_ms(str(move.now)) if move.now is not None else None)
    except (ValueError, OverflowError, PhraseError) as error:
        raise InvalidBody(f"The clock can't be moved so: {error}.") from None


def _epoch_ms(text: str) -> int:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} needs an offset, as in 2026-06-20T10:00:00+08:00")
    return int(moment.timestamp() * 1000)


def _rfc3339(now: int) -> str:
    return datetime.fromtimestamp(now / 1000, UTC).isoformat(timespec="milliseconds")


def report_by_hand(app: Chalice, settings: Settings, tree: Any, now: int) -> tuple[int, dict[str, Any]]:
    """Report an event or a list as a shop's server would, and give the app's answer."""
    return _ingest(app, settings, json.dumps(_events(tree, now)))


def _events(tree: Any, now: int) -> list[Any]:
    """One event or a list, with what whoever writes by hand may leave out."""
    left_out = {"specversion": "1.0", "source": "laptop/by-hand", "time": _rfc3339(now)}
    return [
        {"id": str(uuid4()), **left_out, **event} if isinstance(event, dict) else event
        for event in (tree if isinstance(tree, list) else [tree])
    ]


def _there(bus: Bus | None) -> Bus:
    if bus is None:
        raise Unavailable("The AWS that this backend works with has no queue and no bus.")
    return bus


def _ingest(app: Chalice, settings: Settings, body: str) -> tuple[int, dict[str, Any]]:
    """The app's answer to a signed call of a shop's server."""
    message, sent = f"msg_{uuid4().hex}", datetime.now(UTC)
    headers = {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(int(sent.timestamp())),
        "webhook-signature": Webhook(settings.webhook_secrets[0]).sign(message, sent, body),
    }
    answer = LocalGateway(app, Config()).handle_request("POST", "/v1/ingest", headers, body.encode())
    return answer["statusCode"], json.loads(answer["body"])
