"""The recordings of the measured actions, to be handed to another process."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from bench.stub import Reply, Sent


class Step(NamedTuple):
    """One request."""

    action: str
    """The name under which it is measured; empty for one that only prepares others."""
    method: str
    """GET or POST."""
    path: str
    """The path, from `/v1/` on."""
    body: Any = None
    """The body, to be sent as JSON; None: there is none."""
    key: str = ""
    """The Idempotency-Key of a POST; empty: a new one. The same one twice is a replay."""
    status: int = 200
    """The HTTP status that must answer it."""
    fresh: bool = False
    """Whether the container has seen no shard yet."""


@dataclass
class Cost:
    """The cost of one action at DynamoDB."""

    trips: int
    """Round trips."""
    reads: float
    """Read units."""
    writes: int
    """Write units."""
    member: int
    """Bytes of the member's item."""


@dataclass
class Recorded:
    """One measured action, as it was recorded."""

    step: Step
    """The request, as the script has it."""
    event: dict[str, Any]
    """The same as API Gateway hands it over to Lambda."""
    calls: list[Sent]
    """The calls of DynamoDB that it makes, in their order, with their replies."""
    cost: Cost
    """The cost of these."""

    @property
    def replies(self) -> list[Reply]:
        return [call.reply for call in self.calls if call.reply is not None]


@dataclass
class Recording:
    """The measured actions of one script."""

    refresh: list[Reply]
    """The replies by which a container gets its definitions."""
    actions: dict[str, Recorded]
    """By the name under which each is measured."""
