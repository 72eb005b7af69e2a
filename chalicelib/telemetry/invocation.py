"""One invocation of a function, from its beginning to its line.

Services know nothing of this: the wiring hands what they did to `observe`. The API and the triggers open the invocation
and note what they know of the request. Calls outside an invocation are dropped; local runs emit nothing.
"""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable
from contextvars import ContextVar, Token
from hashlib import blake2b
from types import TracebackType
from typing import Any, Self

import msgspec

from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.journal import grants
from chalicelib.domain.words.errors import Refused, TesseraError, Unavailable
from chalicelib.services.case import Request
from chalicelib.services.seen import Seen
from chalicelib.telemetry.emf import STAGE, Sample, documents

NO_CAMPAIGN = "none"
"""The campaign of what concerns none: an event that was refused, or a campaign that does not exist. (A name that anyone
may make up is no dimension: each new one would be a metric to pay for.)"""

MOST_NAMED = 10
"""Members and campaigns that one line names: a batch may concern a hundred."""

LARGE_RECORD = 8 * 1024
"""Bytes of a member's document from which on its size is told: no member of an example programme comes near it."""

_PSEUDONYMS = b"tessera: members in logs"
log = logging.getLogger(__name__)

_encoder = msgspec.json.Encoder()
_current: ContextVar[Invocation | None] = ContextVar("invocation", default=None)


class Telemetry:
    """The telemetry of one container."""

    def __init__(
        self, stage: str, function: str, write: Callable[[str], object], secret: Callable[[], bytes | None]
    ) -> None:
        """function: its name in `app.py`. write: takes lines of JSON. secret: the key of the pseudonyms derives from
        it; None where this function is not given it, and then members are not named at all.
        """
        self.stage = stage
        self.function = function
        self.write = write
        self._secret = secret
        self._key: bytes | None = None
        self.cold = True

    def invocation(self, **ids: str) -> Invocation:
        """Make an invocation, to be entered when it begins. ids: `request`, `trace` and such; empty ones are left
        out.
        """
        return Invocation(self, {name: value for name, value in ids.items() if value})

    def pseudonym(self, member: str) -> str | None:
        """Make a member's pseudonym: always the same, and without the key of no use to learn who it is.

        The key is derived from the master seed by HMAC, which can't be reversed: who had the key could check a guess at
        a member's id, and learn nothing about a draw.
        """
        if self._key is None:
            secret = self._secret()
            if secret is None:
                return None
            self._key = hmac.digest(secret, _PSEUDONYMS, "sha256")
        return blake2b(member.encode(), key=self._key, digest_size=9).hexdigest()


class Invocation:
    """Collects what happens in it, and writes it at its end. An exception that leaves it is a fault."""

    def __init__(self, telemetry: Telemetry, ids: dict[str, str]) -> None:
        self._telemetry = telemetry
        self.identity: dict[str, Any] = {STAGE: telemetry.stage, "function": telemetry.function, **ids}
        self._noted: dict[str, Any] = {}
        self._members: dict[str, None] = {}
        self._campaigns: dict[str, None] = {}
        self._counts: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
        self._gauges: list[Sample] = []

    def __enter__(self) -> Self:
        self._began = time.perf_counter()
        self._before: Token[Invocation | None] = _current.set(self)
        if self._telemetry.cold:
            self._telemetry.cold = False
            self.count("ColdStarts", by=(("function", self._telemetry.function),))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._failed(error)
        _current.reset(self._before)
        self._telemetry.write(b"\n".join(map(_encoder.encode, self._lines())).decode())

    def count(self, name: str, n: float = 1, by: tuple[tuple[str, str], ...] = ()) -> None:
        self._counts[name, by] = self._counts.get((name, by), 0) + n

    def gauge(self, sample: Sample) -> None:
        self._gauges.append(sample)

    def note(self, member: str = "", campaign: str = "", **what: Any) -> None:
        """Add these to the line; members by their pseudonyms."""
        if member:
            self._members[member] = None
        if campaign:
            self._campaigns[campaign] = None
        self._noted |= what

    def answered(self, status: int) -> None:
        """Note the status of an HTTP response. Busy and Faults that `observe` did not see are counted here."""
        self._noted["status"] = status
        name = {500: "Faults", 503: "Busy"}.get(status)
        if name and (name, ()) not in self._counts:
            self.count(name)

    def _failed(self, error: BaseException) -> None:
        self._noted["error"] = type(error).__name__
        name = "Busy" if isinstance(error, Unavailable) else "Faults"
        if name == "Faults":
            log.error("%s failed", self._telemetry.function, exc_info=error)
        if (name, ()) not in self._counts:
            self.count(name)

    def _lines(self) -> list[Any]:
        took = round((time.perf_counter() - self._began) * 1000, 1)
        named = (self._telemetry.pseudonym(member) for member in list(self._members)[:MOST_NAMED])
        members = [one for one in named if one]
        campaigns = list(self._campaigns)[:MOST_NAMED]
        level = "ERROR" if ("Faults", ()) in self._counts else "WARNING" if ("Busy", ()) in self._counts else "INFO"
        line = {"level": level, **self.identity, **self._noted, "ms": took}
        if members:
            line["members"] = members
        if campaigns:
            line["campaigns"] = campaigns
        counted = [Sample(name, n, by) for (name, by), n in self._counts.items()]
        return documents(line, self.identity, time.time_ns() // 1_000_000, [*counted, *self._gauges])


def identity() -> dict[str, Any]:
    """Give the ids of this invocation, for the lines beside its own; empty outside of one."""
    invocation = _current.get()
    return invocation.identity if invocation else {}


def note(**what: Any) -> None:
    """Add to the line of this invocation: `route`, `code`, `member` (by its pseudonym), `campaign`."""
    if invocation := _current.get():
        invocation.note(**what)


def observe(seen: Seen) -> None:
    """Count what a call of `act` did: commits, grants, refusals, and what it could not do."""
    invocation = _current.get()
    if invocation is None:
        return
    if not is_guest(seen.member):
        invocation.note(member=seen.member)
    if seen.commits:
        invocation.count("Commits", seen.commits)
        invocation.count("Retries", seen.commits - 1)
    for receipt in seen.written:
        for campaign in receipt.versions:
            invocation.note(campaign=campaign)
        for grant in grants(receipt.legs):
            invocation.count("Grants", grant.n, (("campaign", grant.campaign),))
    if seen.largest > LARGE_RECORD:
        invocation.gauge(Sample("RecordBytes", seen.largest, (), whole=True, unit="Bytes"))
    if not seen.answers:
        invocation.count("Faults")
    for request, answer in zip(seen.requests, seen.answers, strict=False):
        if isinstance(answer, Unavailable):
            invocation.count("Busy")
        elif isinstance(answer, TesseraError):
            invocation.count("Refusals", 1, (("campaign", _campaign(request, answer)), ("code", answer.code)))


def _campaign(request: Request, answer: TesseraError) -> str:
    """Name the campaign that refused. A request that a campaign refused has named one that exists."""
    if not isinstance(answer, Refused) or answer.code in ("unknown_campaign", "unknown_member"):
        return NO_CAMPAIGN
    return getattr(request.action, "campaign", NO_CAMPAIGN)


def gauge(name: str, value: float, unit: str = "Count", whole: bool = True, **by: str) -> None:
    """Write a measurement that is no count. by: its dimensions beside the stage. whole: write it without them, too."""
    if invocation := _current.get():
        invocation.gauge(Sample(name, value, tuple(by.items()), whole, unit))


def parked(reason: str) -> None:
    """Count a message that was set aside for an operator. reason: the code of the problem."""
    if invocation := _current.get():
        invocation.count("Parked")
        invocation.note(parked=reason)
