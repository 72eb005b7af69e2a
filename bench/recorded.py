"""The recordings of the measured actions, to be handed to another process."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from bench.stub import Reply, Sent


class Step(NamedTuple):
    """One request."""

    action: str
    """The name under which it is measured; empty for one that only prepares others."""
    method: str
    path: str
    body: Any = None
    key: str = ""
    status: int = 200
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
    """One action: its event, the calls that it makes, with their replies, and what they cost."""

    step: Step
    event: dict[str, Any]
    calls: list[Sent]
    cost: Cost

    @property
    def replies(self) -> list[Reply]:
        return [call.reply for call in self.calls if call.reply is not None]


@dataclass
class Recording:
    """Each action by its name."""

    refresh: list[Reply]
    """The replies by which a container gets its definitions."""
    actions: dict[str, Recorded]
