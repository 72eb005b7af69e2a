"""A campaign's managers at work: ana hands in, bo approves, and a clock that they move."""

from copy import deepcopy
from random import Random
from typing import Any

from chalicelib.domain.publishing.lifecycle import State
from chalicelib.services.drafting import Submission
from chalicelib.services.overview import Overview
from chalicelib.services.publish import Publish
from chalicelib.services.steer import CommandResult, Instruction, Steer
from chalicelib.store.campaigns import Campaigns
from chalicelib.store.reader import Reader
from tests.closing import closing

MASTER = b"the master secret of these tests"
OPENS = 1_780_243_200_000  # 2026-06-01 00:00 in Shanghai
DAY = 86_400_000
CLOSES = OPENS + 30 * DAY
PROGRAMME: dict[str, Any] = {"tiers": {"silver": {}, "gold": {}}, "events": {"shop.visited": {"from": "client"}}}
SPA: dict[str, Any] = {
    "campaign": "spa",
    "title": "Spa",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "challenges": {"days": {"tasks": {"visit": {"when": "shop.visited", "gives": {"points": "10"}}}}},
    "blind_boxes": {"care": {"odds": {"rose": "1%", "soap": "rest"}}},
    "prizes": {"soap": {"gift": "soap-1"}, "rose": {"gift": "rose-1", "stock": "5", "when_out": "soap"}},
}
SCENARIOS = {
    "scenarios": {"a visit pays": {"steps": [{"at": "opens", "does": "shop.visited", "gets": {"points": "10"}}]}}
}


def spa(points: str = "10", stock: str = "5", chance: str = "1%", **blocks: Any) -> dict[str, Any]:
    """The campaign, with what a visit gives, how many roses there are, and how likely one is."""
    tree = deepcopy(SPA)
    tree["challenges"]["days"]["tasks"]["visit"]["gives"]["points"] = points
    tree["prizes"]["rose"]["stock"] = stock
    tree["blind_boxes"]["care"]["odds"]["rose"] = chance
    return {**tree, **blocks}


class Office:
    """now: epoch ms, at first a day before the opening."""

    def __init__(self, approve_own: bool = False) -> None:
        self.now = OPENS - DAY
        reader = Reader(sleep=lambda _: None, rng=Random(1))
        self.campaigns = Campaigns(reader)
        self.installing = Publish(self.campaigns, MASTER, lambda: b"\x07" * 32)
        self.closing = closing(self.campaigns, reader, MASTER)
        self.steer = Steer(self.campaigns, MASTER, lambda: b"\x08" * 32, approve_own)
        self.overview = Overview(self.campaigns)

    def order(self, by: str = "ana", note: str = "") -> Instruction:
        return Instruction(by, self.now, note)

    def submit(
        self, tree: dict[str, Any] | None = None, by: str = "ana", scenarios: Any = None, id: str = "spa"
    ) -> CommandResult:
        return self.steer.submit(id, Submission(tree or spa(), scenarios, by, "a note"), self.now)

    def approve(self, number: int = 1, by: str = "bo") -> CommandResult:
        return self.steer.approve("spa", number, self.order(by))

    def publish(self, number: int = 1, at: int | None = None) -> CommandResult:
        return self.steer.publish("spa", number, self.order(), at)

    def rollback(self, number: int, at: int | None = None) -> CommandResult:
        return self.steer.rollback("spa", number, self.order("bo"), at)

    def release(self, tree: dict[str, Any] | None = None, at: int | None = None) -> int:
        """Hand in, approve and publish a version; gives its number."""
        number = self.submit(tree).version or 0
        self.approve(number)
        self.publish(number, at)
        return number

    def states(self) -> list[State]:
        """Of all versions, the oldest first."""
        return [one.state for one in reversed(self.overview.campaign("spa", self.now).versions)]

    def done(self) -> list[str]:
        """Check the audit trail, and give a line for each entry: who did what."""
        trail = self.overview.audit("spa")
        assert trail.flaws == ()
        return [f"{one.actor} {one.does} {one.about or ''}".strip() for one in trail.entries]
