"""A model of touches that shares no code with the rest: it reads receipts as JSON, and has a calendar of its own.

It follows what members report, allow and consent to, and knows the programme of `tests.domain.reach` by heart. Of each
message it says whether it might be sent; and of each request by which nothing was sent, whether something had to be.
"""

import hmac
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = 86_400_000

ALL = {"day": 1, "week": 3}
CHANNELS = {"mini": ({}, "grant"), "work": ({"day": 1, "month": 4}, ""), "sms": ({"month": 2}, "consent")}
TOUCHES = {
    "points-end": (["mini", "sms"], {}, 1),
    "tier-ends": (["work"], {}, 1),
    "coupon": (["work"], {}, 1),
    "gold": (["work", "mini"], {"month": 1}, 7),
    "again": (["mini"], {"month": 2}, 3),
    "birthday": (["work", "mini"], {}, 1),
    "thanks": (["sms", "work"], {}, 2),
}
"""By touch, in the order of the plan: its channels, its limits, and the days it waits."""
OF_EVENTS = {"order.paid": "again", "shop.visited": "thanks"}


def wall(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, SHANGHAI).replace(tzinfo=None)


def periods(at: int) -> dict[str, str]:
    """The names of the day, the week and the month of a moment."""
    day = wall(at).date()
    return {"day": f"{day}", "week": f"{day - timedelta(days=day.weekday())}", "month": f"{day:%Y-%m}"}


def quiet(at: int) -> bool:
    return not 9 <= wall(at).hour < 21


@dataclass
class ModelMember:
    """All that the model knows of one member."""

    born: str = ""
    grants: Counter[str] = field(default_factory=Counter)
    consents: set[str] = field(default_factory=set)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    waits: dict[str, int] = field(default_factory=dict)
    """Touches of events that fell due, and when last."""
    erased: bool = False
    sent: int = 0
    granted: int = 0


class TouchModel:
    """What members may be sent."""

    def __init__(self, master: bytes) -> None:
        part = b"touches"
        self._key = hmac.digest(master, len(part).to_bytes(4, "big") + part, "sha256")
        self.members: dict[str, ModelMember] = {}
        self.messages = 0
        self.held_out = 0

    def happened(self, who: str, type: str, time: int, now: int) -> None:
        """An event of its own time was reported."""
        if name := OF_EVENTS.get(type):
            waits = self.members[who].waits
            if now < time + TOUCHES[name][2] * DAY:  # Shanghai changes no clock: a day is a day
                waits[name] = max(time, waits.get(name, 0))

    def allowed(self, who: str, channel: str) -> None:
        member = self.members[who]
        member.granted += member.grants[channel] < 99
        member.grants[channel] = min(99, member.grants[channel] + 1)

    def consented(self, who: str, channel: str, given: bool) -> None:
        (self.members[who].consents.add if given else self.members[who].consents.discard)(channel)

    def erase(self, who: str) -> None:
        self.members[who] = ModelMember(erased=True)

    def asked(self, who: str, now: int, receipt: dict[str, Any] | None) -> None:
        """A touch was asked for, and this came of it."""
        touched = (receipt or {}).get("touched")
        if touched is None:
            self._nothing_had_to_be_sent(who, now)
        else:
            self._might_be_sent(who, now, touched)

    def _might_be_sent(self, who: str, now: int, touched: dict[str, Any]) -> None:
        member, name, channel = self.members[who], touched["touch"], touched["channel"]
        _, limits, waits = TOUCHES[name]
        assert not member.erased, "nothing is sent to an erased member"
        assert not quiet(now), f"{wall(now)} is quiet"
        assert touched["due"] <= now < touched["due"] + waits * DAY, "it waits no longer"
        assert self._stopped(member, name, channel, now) == "", (name, channel, wall(now))
        if name in OF_EVENTS.values():
            assert member.waits.pop(name, 0) == touched["due"], "it fell due with the last event, and is told once"
        if name == "birthday":
            assert member.born[5:] == f"{wall(now):%m-%d}"
        held_out = touched.get("held_out", False)
        assert held_out == self._is_held_out(name, who)
        self._count(member, name, limits, now)
        if held_out:
            self.held_out += 1
            return
        self.messages += 1
        member.sent += 1
        if CHANNELS[channel][1] == "grant":
            member.grants[channel] -= 1
        self._count(member, f"by {channel}", CHANNELS[channel][0], now)
        self._count(member, "all", ALL, now)

    def _nothing_had_to_be_sent(self, who: str, now: int) -> None:
        member = self.members[who]
        if member.erased or quiet(now):
            return
        for name in OF_EVENTS.values():
            at = member.waits.get(name)
            if at is not None and now < at + TOUCHES[name][2] * DAY:
                able = [channel for channel in TOUCHES[name][0] if not self._stopped(member, name, channel, now)]
                assert not able, f"{name} might have been sent by {able} at {wall(now)}"

    def _stopped(self, member: ModelMember, name: str, channel: str, now: int) -> str:
        limits, needs = CHANNELS[channel]
        if needs == "grant" and member.grants[channel] <= 0:
            return "no grant"
        if needs == "consent" and channel not in member.consents:
            return "no consent"
        wanted = {"all": ALL, f"by {channel}": limits, name: TOUCHES[name][1]}
        of = periods(now)
        full = [
            path for path, caps in wanted.items() for per, n in caps.items() if member.counts[path, per, of[per]] >= n
        ]
        return ", ".join(full)

    def _count(self, member: ModelMember, path: str, limits: dict[str, int], now: int) -> None:
        of = periods(now)
        for per in limits:
            member.counts[path, per, of[per]] += 1

    def _is_held_out(self, name: str, who: str) -> bool:
        if name != "thanks":
            return False
        parts = b"".join(len(part).to_bytes(4, "big") + part for part in (name.encode(), who.encode()))
        return hmac.new(self._key, parts, sha256).digest()[0] < 128  # half of all
