"""No cap is ever exceeded, and nothing is sent in quiet hours, without leave, to an erased or held-out member.

Random members act around the edges of days, weeks and months and of the quiet hours, to the millisecond; a model that
shares no code says of each message whether it might be sent, and whether one had to be.
"""

from random import Random
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.domain.decide.falls_due import falls_due
from chalicelib.domain.derived.erasure import anonymous
from chalicelib.domain.play.holdout import holdout_key
from chalicelib.domain.record.actions import Action, Ask, Enrol, GiveConsent, Happened, TouchMember
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt, receipt_id
from tests.domain.reach import Reach
from tests.proof.conftest import Proof
from tests.proof.touch_model import DAY, ModelMember, TouchModel
from tests.proof.world import moment

MASTER = bytes(range(32))
SHORT, LONG = 6_000, 200_000
PARTS = 4
STEPS = 150
"""Steps of one member."""
BEGAN = moment("2026-05-25 09:00")
HOUR = DAY // 24
ASKED = (*["touch"] * 9, *["visit"] * 4, *["order"] * 4, *["allow"] * 2, "consent", "withdraw")


class Lives:
    """Members in memory beside the model."""

    def __init__(self, chance: Random) -> None:
        self.shop = Reach()
        self.shop.store.definitions = _with_key(self.shop.store.definitions)
        self.model = TouchModel(MASTER)
        self.chance = chance
        self.asked = 0
        self.due = 0
        """When the member has to be looked at next, by what is known since the last action, epoch ms."""

    def live(self, who: str) -> None:
        """Somebody's whole life."""
        born = f"1990-{self.chance.randrange(5, 8):02}-{self.chance.randrange(1, 29):02}"
        self.model.members[who] = ModelMember(born=born)
        self.act(who, Enrol(Profile(born=born)), BEGAN)
        now = BEGAN
        for _ in range(STEPS):
            now = max(now, self._next(now))
            self.step(who, self.chance.choice(ASKED), now)
        if self.chance.random() < 0.3:
            self.erase(who, now)
            for _ in range(5):
                now = self._next(now)
                self.step(who, "touch", now)
        self._adds_up(who)

    def step(self, who: str, kind: str, now: int) -> None:
        late = self.chance.choice((0, 0, 0, 1, HOUR, 2 * DAY - 1, 2 * DAY, 4 * DAY))
        match kind:
            case "touch":
                due = self.due
                receipt = self.act(who, TouchMember(), now)
                self.model.asked(who, now, receipt)
                assert now >= due or receipt is None or "touched" not in receipt, "the index would have found it late"
            case "visit":
                self.event(who, "shop.visited", now - late, now)
            case "order":
                amount = f"{self.chance.choice((1, 1, 30))}.00 CNY"
                self.event(who, "order.paid", now - late, now, order=f"{who} {self.asked}", amount=amount)
            case "allow":
                self.event(who, "message.allowed", now, now, channel="mini")
                self.model.allowed(who, "mini")
            case _:
                self.act(who, GiveConsent("sms", kind == "consent"), now)
                self.model.consented(who, "sms", kind == "consent")

    def event(self, who: str, type: str, time: int, now: int, **data: str) -> None:
        self.act(who, Happened(f"e{self.asked}", "shop", type, time, data), now)
        self.model.happened(who, type, time, now)

    def act(self, who: str, action: Action, now: int) -> dict[str, Any] | None:
        self.asked += 1
        ask = Ask(receipt_id("lives", str(self.asked)), action)
        result = self.shop.store.act(who, [ask], now, b"entropy").results[0]
        assert result is None or isinstance(result, Receipt), result
        self.due = falls_due(self.shop.store.definitions, self.shop.store.members[who], now)
        told: dict[str, Any] | None = msgspec.json.decode(msgspec.json.encode(result))
        return told

    def erase(self, who: str, now: int) -> None:
        member = self.shop.store.members[who]
        self.shop.store.members[who] = replace(member, document=anonymous(member.document, now))
        self.model.erase(who)

    def _next(self, now: int) -> int:
        """A later moment, often at the edge of a day, of a week or of the quiet hours, or a millisecond beside it."""
        if self.chance.random() < 0.3:
            return now + self.chance.randrange(3 * HOUR)
        midnight = (now + 8 * HOUR) // DAY * DAY - 8 * HOUR
        day = midnight + self.chance.choice((0, 1, 1, 2)) * DAY
        edge = day + self.chance.choice((0, 9, 9, 9, 10, 21, 24)) * HOUR + self.chance.choice((-1, 0, 1))
        return max(now, edge)

    def _adds_up(self, who: str) -> None:
        """One grant, one message; and bounds of what the document keeps."""
        document, member = self.shop.document(who), self.model.members[who]
        assert document.grants == {name: n for name, n in member.grants.items() if n}
        record = document.touches
        if record is not None:
            assert len(record.fell_due) <= 7
            assert len(record.counts) <= 40


def _with_key(definitions: Any) -> Any:
    return replace(definitions, holdout=holdout_key(MASTER))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_message_is_sent_that_might_not_be_and_none_is_missed(part: int, proof: Proof) -> None:
    lives = Lives(Random(proof.seed * 100 + part))
    for n in range((LONG if proof.long else SHORT) // PARTS // STEPS):
        lives.live(f"m{part}-{n}")
    assert lives.model.messages > 30
    assert lives.model.held_out > 3
    proof.tell(
        f"touches {part}", f"{lives.asked} steps, {lives.model.messages} messages, {lives.model.held_out} held out"
    )
