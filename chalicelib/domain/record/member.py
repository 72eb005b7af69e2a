"""A member: the whole of what one person holds and has done, as one small document.

The document is stored with each action, so every byte is paid for twice over: names on the wire are short, defaults are
omitted, and what a closed campaign leaves moves out to the archive. Counters and rounds are keyed by the id of their
period (`windows.Period.id`), so that a late event meets its own, and are dropped after that period's end plus grace.
"""

from typing import Final

from msgspec import Struct, field

from chalicelib.domain.record import purse
from chalicelib.domain.record.arrival import Arrival
from chalicelib.domain.record.bill import HoldKept, PassTaken
from chalicelib.domain.record.bought import Bought
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.journal import Assets
from chalicelib.domain.record.purse import Lots
from chalicelib.domain.record.scores import BoardScore
from chalicelib.domain.record.touched import TouchRecord
from chalicelib.domain.words.values import Bag


class Coupon(Struct, frozen=True, omit_defaults=True):
    """A coupon that a member holds."""

    code: str
    """Unguessable: what the till takes."""
    campaign: str
    """The id of the campaign that gave it."""
    prize: str
    """The prize's name."""
    expires: int = 0
    """When it ends, epoch ms; 0 (left out): never."""
    terms: str = ""
    """The terms that it was given with, as the file had them: `20.00 CNY off 148.00 CNY`. Empty: it was given by a
    release that kept none, so that its campaign tells them."""
    together: tuple[str, ...] = ()
    """The prizes of its campaign whose coupons may share a bill with it, where they name it too."""
    bill: str = ""
    """The bill for which it is kept (`bill.HoldKept.bill`); empty: none."""
    returned: bool = False
    """Whether it came back: its bill was cancelled, or the order was sent back."""
    pool: str = ""
    """The pool that its partner's code is of: `code` is then only what it is known by. Empty: tills take `code`."""
    number: str = ""
    """The code in the pool, `SHARD-NUMBER`; empty: of none, or whose it is was forgotten."""


class PastCoupon(Coupon, frozen=True):
    """A coupon that a member held: tills ask for it yet, and hear why not, or report its use late."""

    used: bool = False
    """Whether it was used; else it ended."""
    until: int = 0
    """Until when it is remembered, epoch ms."""


class Payment(Struct, frozen=True, array_like=True):
    """A bag that a milestone gave."""

    at: int
    """Where the milestone stood then: in tasks done, or in the units of the task."""
    bag: Bag
    """The bag."""
    times: int
    """How often it was given."""


class Progress(Struct, omit_defaults=True):
    """One task in one round."""

    amount: int = field(default=0, name="n")
    """Counted so far, in the units of the task's target."""
    best: list[int] = field(default_factory=list, name="b")
    """The amounts of the best single orders, the best first, where one of them is what counts and may come back."""
    days: list[int] = field(default_factory=list, name="d")
    """Runs of days, as [first day's number, length, …]."""
    seen: list[str] = field(default_factory=list, name="s")
    """Short hashes of the different values."""
    counted: dict[str, int] = field(default_factory=dict, name="c")
    """Events counted in each period, for `at most`."""
    paid: dict[str, int] = field(default_factory=dict, name="p")
    """How often each threshold was earned, by its label ("" is `gives`), so that none is paid twice; 0 where it was
    reached while it gave nothing."""
    gave: int = field(default=0, name="v")
    """How often its target gave something, where several limits tell only what was given in each period."""
    given: list[Payment] = field(default_factory=list, name="g")
    """The bags that its milestones gave, so that none is paid twice when it comes to stand elsewhere; empty in a record
    that has `paid` of them alone."""


class Round(Struct, omit_defaults=True):
    """One repetition of a challenge."""

    tasks: dict[str, Progress] = field(default_factory=dict, name="t")
    """The tasks that were begun, by their names."""
    paid: list[int] = field(default_factory=list, name="p")
    """The milestones that were paid, by tasks done; 0 is `gives`, and -1 that all tasks are done."""
    given: list[Payment] = field(default_factory=list, name="g")
    """The bags that its milestones gave, as in `Progress`."""


class Unpaid(Struct, frozen=True, array_like=True):
    """A reward that was earned and is still to be given."""

    source: str
    """Where it stood in the definition: `CHALLENGE/TASK/LABEL`, or `CHALLENGE//MILESTONE`."""
    times: int
    """How often it is to be given."""
    at: int
    """When it was earned, epoch ms."""
    bag: Bag | None = None
    """The bag that it gave then; None in a record that has only where it stood."""
    due: int = 0
    """The moment at which it is to be given, epoch ms; 0: as soon as nothing stands in its way."""
    more: int = 0
    """Points that a boost adds to all of it together."""


class FormSent(Struct, frozen=True, array_like=True):
    """A form that a member sent, as far as it is remembered."""

    times: int = 0
    """How often."""
    tags: tuple[str, ...] = ()
    """The tags that the last answers gave, but for those that another rule had given before."""


class Played(Struct, omit_defaults=True):
    """A member's part in one campaign."""

    joined: int = field(default=0, name="j")
    """When the member opted in, epoch ms; 0: not."""
    has: Assets = field(default_factory=dict, name="h")
    """Holdings by asset, without points."""
    owed: Assets = field(default_factory=dict, name="o")
    """Draws and fragments that were taken back and were not there any more, by asset: the next ones pay them."""
    counts: dict[str, int] = field(default_factory=dict, name="l")
    """Uses that limits count, by `path@period`."""
    rounds: dict[str, Round] = field(default_factory=dict, name="r")
    """By `challenge@period`."""
    chance: dict[str, list[int]] = field(default_factory=dict, name="c")
    """By block (`blind_boxes/BOX`, `collections/NAME`): [draws ever committed, then for each guarantee: draws since its
    last hit, 1 if the featured prize is owed].
    """
    due: list[Unpaid] = field(default_factory=list, name="d")
    """Rewards that are still to be given, because of a pause or because they did not fit."""
    scores: dict[str, BoardScore] = field(default_factory=dict, name="s")
    """Scores of boards, by `BOARD@window`."""
    forms: dict[str, FormSent] = field(default_factory=dict, name="f")
    """Forms that were sent, by their names."""
    contents: list[str] = field(default_factory=list, name="k")
    """The contents that were opened or read, of those that the campaign follows."""


class Profile(Struct, frozen=True, omit_defaults=True):
    """The facts that the brand knows of a member."""

    tier: str = ""
    """The member's tier; empty: none."""
    tags: tuple[str, ...] = ()
    """Labels that the brand has put on the member."""
    born: str = ""
    """The date of birth, as an ISO date; empty: not known."""
    guardian: bool = False
    """Whether a guardian has consented."""


UNKNOWN: Final = Profile()
"""The profile of whom the brand knows nothing: this very one is left out of the document."""


class Word(Struct, frozen=True, array_like=True):
    """One thing that the brand said of one field of a member's profile."""

    since: int
    """The word's own time, epoch ms; 0: what was known before anything was said."""
    value: str | bool | tuple[str, ...]
    """The value of the field from then on."""


class TierHeld(Struct, frozen=True, omit_defaults=True):
    """How a member came to the present tier, and how long it is sure."""

    tier: str = field(name="t")
    """The tier."""
    since: int = field(name="s")
    """Since when, epoch ms."""
    until: int = field(default=0, name="u")
    """When the time it is kept for ends, epoch ms: it is looked at then, after its grace. 0: never."""
    risen: bool = field(default=False, name="r")
    """Whether stars brought it, and it was not looked at since: stars that are taken back take the tier too."""
    tasks: tuple[CountedTask, ...] = field(default=(), name="g")
    """The tasks for which reaching it counted, while it goes with its stars: what they gave goes too."""
    below: "TierHeld | None" = field(default=None, name="b")
    """How the member came to the tier before it, while it goes with its stars."""


class OtherIds(Struct, frozen=True, omit_defaults=True):
    """The other ids by which a person is known: records that were merged, and ids that lead here."""

    into: str = field(default="", name="t")
    """The id of the member who stays: this record is but a signpost to that one. Empty: this one stays."""
    absorbed: tuple[str, ...] = field(default=(), name="f")
    """The ids of the records that this one absorbed: their receipts, and what they claimed, are this member's."""
    linked: int = field(default=0, name="n")
    """How many ids of other systems were linked to the member."""


NO_OTHER: Final = OtherIds()
"""No other id but that by which the member signs in: this very one is left out of the document."""


class Member(Struct, omit_defaults=True):
    """The member's document."""

    profile: Profile = field(default=UNKNOWN, name="p")
    """The profile by the last word on each field."""
    said: dict[str, list[Word]] = field(default_factory=dict, name="w")
    """The words on each field of the profile, in the order of their own times (see `said`); none: it was born so."""
    epoch: int = field(default=0, name="e")
    """Tokens of an older epoch are void."""
    lots: Lots = field(default_factory=dict, name="l")
    """The points held, by class and month (see `purse`)."""
    owed: int = field(default=0, name="o")
    """Points that were taken back and were not there any more: the next ones pay them. Never while any are held."""
    stars: list[int] = field(default_factory=list, name="r")
    """Stars: those of earlier months together, the number of the first month, then how many of it and of each after."""
    standing: TierHeld | None = field(default=None, name="t")
    """How the present tier was reached; None: the brand set it, or there is none."""
    born_counts: int = field(default=0, name="y")
    """The first year whose birthday counts, after the date of birth was changed; 0: all."""
    born_before: str = field(default="", name="f")
    """The date of birth whose birthdays count until that year, as an ISO date; empty: none."""
    coupons: list[Coupon] = field(default_factory=list, name="c")
    """The coupons held, with their codes; those that were used or ended are in `past`."""
    kept: dict[str, int] = field(default_factory=dict, name="k")
    """First time (epoch ms) of each event type that is declared `kept`."""
    played: dict[str, Played] = field(default_factory=dict, name="g")
    """By campaign."""
    tries: dict[str, int] = field(default_factory=dict, name="a")
    """Tries to claim an order, by `TYPE@period` of the programme's calendar."""
    bought: Bought | None = field(default=None, name="h")
    """Purchases; None: none. Of a guest, whose document has nothing else, they are what nobody claimed."""
    joined: int = field(default=0, name="jo")
    """The day on which the member was born, by the programme's calendar, as a number (1 is January 1 of year 1); 0: not
    known, which is long ago."""
    sent: dict[str, int] = field(default_factory=dict, name="gs")
    """Gifts that were sent or handed over, by `CAMPAIGN/PRIZE`, the last one last."""
    given_tags: dict[str, int] = field(default_factory=dict, name="u")
    """Tags that rules gave, as GROUP/NAME, each with the number of the last month in which it holds; 0: it never ends.
    """
    holds: list[HoldKept] = field(default_factory=list, name="i")
    """The bills for which coupons and points are kept."""
    past: list[PastCoupon] = field(default_factory=list, name="z")
    """Coupons that were used or ended lately."""
    grants: dict[str, int] = field(default_factory=dict, name="n")
    """Messages that the member has allowed, by channel."""
    consents: dict[str, int] = field(default_factory=dict, name="m")
    """The channels by which the member wants to be reached, each with since when, epoch ms."""
    touches: TouchRecord | None = field(default=None, name="d")
    """The things that are to be told, and that were; None: nothing."""
    passes: list[PassTaken] = field(default_factory=list, name="q")
    """Passes that tills have taken lately."""
    arrival: Arrival | None = field(default=None, name="v")
    """How the member came, where a link or a channel code led there; None: neither did."""
    settled: int = field(default=0, name="s")
    """When what was due was settled last, epoch ms, where only gifts have come since; 0: with the last receipt."""
    erased: int = field(default=0, name="x")
    """When the person behind it was forgotten, epoch ms; 0: not."""
    ids: OtherIds = field(default=NO_OTHER, name="j")
    """The other ids of the person."""

    @property
    def points(self) -> int:
        """The points held."""
        return purse.held(self.lots)

    @property
    def invited(self) -> bool:
        """Whether another member's link led the member here."""
        return self.arrival is not None and bool(self.arrival.invited_by)


def signpost(into: str) -> Member:
    """The document of a record that was merged into another one, and leads to it."""
    return Member(ids=OtherIds(into=into))


class Snapshot(Struct, frozen=True):
    """A member as it was read."""

    id: str
    """The member's id, or the guest's."""
    version: int
    """0: not born yet."""
    at: int
    """The last moment at which anything happened to it, epoch ms."""
    document: Member
    """The document as it was read, to be decided on; an empty one of who is not born yet."""

    @property
    def here(self) -> bool:
        """Whether there is a member: born, not erased, no guest, and not merged into another one."""
        document = self.document
        return self.version > 0 and not document.erased and not document.ids.into and not is_guest(self.id)
