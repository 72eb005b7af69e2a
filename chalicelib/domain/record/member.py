"""A member: the whole of what one person holds and has done, as one small document.

The document is stored with each action, so every byte is paid for twice over: names on the wire are short, defaults are
omitted, and what a closed campaign leaves moves out to the archive. Counters and rounds are keyed by the id of their
period (`windows.Period.id`), so that a late event meets its own, and are dropped after that period's end plus grace.
"""

from __future__ import annotations

from msgspec import Struct, field

from chalicelib.domain.record.journal import Assets


class Coupon(Struct, frozen=True, omit_defaults=True):
    """A coupon held: its unguessable code, which prize of which campaign, and when it ends (epoch ms; 0: never)."""

    code: str
    campaign: str
    prize: str
    expires: int = 0


class Progress(Struct, omit_defaults=True):
    """One task in one round.

    amount: counted so far, in the units of the task's target · days: runs of days as [first day's number, length, …] ·
    seen: short hashes of the different values · counted: events counted a period, for `at most` · paid: how often each
    threshold was earned (its label; "" is `gives`), so that none is paid twice.
    """

    amount: int = field(default=0, name="n")
    days: list[int] = field(default_factory=list, name="d")
    seen: list[str] = field(default_factory=list, name="s")
    counted: dict[str, int] = field(default_factory=dict, name="c")
    paid: dict[str, int] = field(default_factory=dict, name="p")


class Round(Struct, omit_defaults=True):
    """One repetition of a challenge: its tasks, and which milestones (by tasks done; 0 is `gives`) were paid."""

    tasks: dict[str, Progress] = field(default_factory=dict, name="t")
    paid: list[int] = field(default_factory=list, name="p")


class Played(Struct, omit_defaults=True):
    """A member's part in one campaign.

    joined: when the member opted in (epoch ms, 0: not) · has: holdings by asset, without points · counts: what limits
    count, by `path@period` · rounds: by `challenge@period` · chance: by block (`blind_boxes/BOX`, `collections/NAME`),
    [draws ever committed, then for each guarantee: draws since its last hit, 1 if the featured prize is owed] · due:
    rewards earned while the campaign was paused, [where they stand in the definition, how often].
    """

    joined: int = field(default=0, name="j")
    has: Assets = field(default_factory=dict, name="h")
    counts: dict[str, int] = field(default_factory=dict, name="l")
    rounds: dict[str, Round] = field(default_factory=dict, name="r")
    chance: dict[str, list[int]] = field(default_factory=dict, name="c")
    due: list[tuple[str, int]] = field(default_factory=list, name="d")


class Profile(Struct, frozen=True, omit_defaults=True):
    """What the brand knows of a member. born: ISO date; guardian: a guardian has consented."""

    tier: str = ""
    tags: tuple[str, ...] = ()
    born: str = ""
    guardian: bool = False


class Member(Struct, omit_defaults=True):
    """The member's document. kept: first time (epoch ms) of each event type that is declared `kept`.

    epoch: tokens of an older epoch are void · erased: when the person behind it was forgotten (epoch ms, 0: not).
    """

    profile: Profile = field(default_factory=Profile, name="p")
    epoch: int = field(default=0, name="e")
    points: int = field(default=0, name="b")
    coupons: list[Coupon] = field(default_factory=list, name="c")
    kept: dict[str, int] = field(default_factory=dict, name="k")
    played: dict[str, Played] = field(default_factory=dict, name="g")
    erased: int = field(default=0, name="x")


class Snapshot(Struct, frozen=True):
    """A member as read: id, version (0: not born yet), the last moment anything happened to it (epoch ms), document."""

    id: str
    version: int
    at: int
    document: Member

    @property
    def here(self) -> bool:
        """Whether there is somebody: born, and not erased."""
        return self.version > 0 and not self.document.erased
