"""What was recorded of each measured action, to be handed to another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from bench.stub import Reply, Sent


class Step(NamedTuple):
    """One request. action: what it is measured as; "": it only prepares. fresh: the container has seen no shard yet."""

    action: str
    method: str
    path: str
    body: Any = None
    key: str = ""
    status: int = 200
    fresh: bool = False


@dataclass
class Cost:
    """trips: round trips to DynamoDB · reads, writes: its units · member: bytes of the member's item."""

    trips: int
    reads: float
    writes: int
    member: int


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
    """refresh: the replies by which a container gets its definitions · actions: by name."""

    refresh: list[Reply]
    actions: dict[str, Recorded]
