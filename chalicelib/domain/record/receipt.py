"""The receipt: the one durable record of one action, and at the same time its answer.

What the API answers is the receipt as it was stored, so a replay is equal by construction, and the ledger that an
auditor sums is the very text that the member was shown.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from copy import copy
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct, field

from chalicelib.domain.record import journal
from chalicelib.domain.record.bill_sum import BillSum
from chalicelib.domain.record.cash import CashDue
from chalicelib.domain.record.content import ContentSeen
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.record.journal import Changes, Journal, Leg, Posting
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.quiz_answer import QuizAnswer
from chalicelib.domain.record.sales import Sales
from chalicelib.domain.record.scores import Scored
from chalicelib.domain.record.told import Tell
from chalicelib.domain.record.touched import Followed, Touched
from chalicelib.domain.record.used_up import UsedUp
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import Refused
from chalicelib.domain.words.values import Bag

WAITING: Final = "waiting"
NOT_MATCHING: Final = "order_not_matching"
"""The verdicts on a claim that counted nothing: its order has not come yet, or what was said of it is not so."""

CountsByCampaign = dict[str, dict[str, int]]
"""Numbers by campaign and path."""


class Draws(Struct, frozen=True, omit_defaults=True):
    """Draws of one block in one action: enough for anyone to recompute them once the seed is out."""

    campaign: str
    """The campaign of the block."""
    of: str
    """The block: `blind_boxes/BOX` or `collections/NAME`."""
    n: int
    """The number of the first of these draws; the member's first draw in this block is 1."""
    rows: tuple[str, ...]
    """Where each draw landed, guarantees applied."""
    got: tuple[str, ...]
    """The prize that each draw gave: another prize where the row's own was out of stock."""
    memory: tuple[int, ...] = ()
    """The counters of the block's guarantees before the first of these draws."""
    at_most: dict[str, int] = {}
    """Units left of a stock that was known to be running out, as the decision saw it."""


class Later(Struct, frozen=True, omit_defaults=True):
    """A reward that was earned and is to be given later: after some days, once a pause is over, or once it fits."""

    campaign: str
    """The campaign of the block."""
    why: str
    """The block, as in `Posting.why`."""
    times: int
    """How often it is to be given; of an order that comes back, negative: how often it is not, after all."""
    bag: Bag
    """The bag each time."""
    due: int = 0
    """When it is to be given, epoch ms; 0: as soon as nothing stands in its way."""
    more: int = 0
    """Points that a boost adds to all of it together."""
    boost: str = ""
    """How many times as many points, `1.5`, where a boost counted."""


class TierMove(Struct, frozen=True, omit_defaults=True):
    """A change of the member's tier that stars brought about."""

    before: str
    """The tier before; empty: none."""
    tier: str
    """The tier from then on; empty: none."""
    until: int = 0
    """How long it is sure, epoch ms; 0: for ever."""


class Receipt(Struct, frozen=True, omit_defaults=True):
    """One action of one member: what was asked, every movement with its reason, and what is needed to undo it."""

    id: str
    """The hash of the scope and the key of the request, 16 characters."""
    number: int
    """The member's first receipt is 1; numbers have no gap."""
    at: int
    """When the action was decided, in epoch milliseconds."""
    does: str
    """The name of the action: `draw`, `redeem`, `event`, …"""
    asked: dict[str, Any] = {}
    """The fields of the request; of a gift received, `from`; of an event with more data than is kept, the names of the
    fields that are not in `data` as `left_out`."""
    postings: tuple[Posting, ...] = ()
    """The things each block gave and took, and how often it was used; those with `at` fell due before the action."""
    counted: CountsByCampaign = {}
    """By campaign, what an event added to tasks: `CHALLENGE/TASK@ROUND`, in the units of the task's target."""
    draws: tuple[Draws, ...] = ()
    """Draws that were made on the way."""
    coupons: tuple[Coupon, ...] = ()
    """Coupons that were given, with their codes."""
    window: Window | None = None
    """Of a redemption: the window in which it counts."""
    versions: dict[str, str] = {}
    """By campaign, the definition that took part, as `VERSION:HASH`."""
    archived: tuple[str, ...] = ()
    """Campaigns that were closed for good and left the member's record."""
    first: tuple[str, ...] = ()
    """Campaigns in which the member had taken no part before."""
    started: tuple[str, ...] = ()
    """Tasks that were begun in their round, as `CAMPAIGN/CHALLENGE/TASK`."""
    done: tuple[str, ...] = ()
    """Tasks that reached their target in their round, and `CAMPAIGN/CHALLENGE` once all of its tasks did."""
    tasks: tuple[CountedTask, ...] = ()
    """Of an order, the tasks for which it counted, as they were then: what comes back is taken back by them."""
    kept: CountsByCampaign = {}
    """By campaign and asset, what could not be taken back and stays: used coupons, and what chance gave."""
    later: tuple[Later, ...] = ()
    """Rewards that were earned and are to be given later; and those that an order took along before they were."""
    tier: TierMove | None = None
    """Another tier that stars brought, or their lack."""
    scores: tuple[Scored, ...] = ()
    """Scores of boards that changed."""
    claims: tuple[tuple[str, str], ...] = ()
    """Of an event: the kind and the value that count once over all members, as they are compared."""
    order: str = ""
    """Of a claim, a refund or a bill: the order that it is about, `KIND/VALUE`, as it is compared."""
    paid: int = 0
    """Of an order that is claimed, or was waited for: when it was paid, in epoch milliseconds. It is judged by that
    moment, and counts in the rounds and limits of `at`."""
    verdict: str = ""
    """Of a claim that counted nothing: `waiting` for an order that has not come yet, or `order_not_matching`."""
    bill: BillSum | None = None
    """Of a bill that was held or paid: what it comes to."""
    cash: CashDue | None = None
    """Of a redemption for points and cash: the cash that it waits for, or that was paid."""
    used_up: UsedUp | None = None
    """Of a redemption: the stock and the limits that it used up; negative where it is undone, and they come back."""
    touched: Touched | None = None
    """The touch for which the member was chosen: what is sent, or what whoever is held out is not sent."""
    followed: tuple[Followed, ...] = ()
    """Of an order, the touches of the two weeks before it."""
    dropped: tuple[str, ...] = ()
    """Touches that fell due and waited too long for their turn."""
    both: tuple[str, ...] = ()
    """Of two records that were merged: the campaigns in which both had taken part."""
    sent: int = 0
    """Of a form: how often the member has sent it, this time included."""
    answered: QuizAnswer | None = None
    """Of an answer to a question: whether it was right, and what was once no try is left."""
    sales: Sales | None = None
    """Of an order that became the member's, came back, or is the guest's no more, of two records that became one, and
    of what another system knew: how much more that is bought."""

    tells: tuple[Tell, ...] = ()
    """Events for other members that follow from it."""
    content: ContentSeen | None = None
    """The content that was opened or read."""

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Every movement of one asset."""
        return tuple(leg for one in self.postings for leg in one.legs())

    @property
    def own(self) -> tuple[Leg, ...]:
        """The legs of the action itself."""
        return tuple(leg for leg in self.legs if not leg.at)

    @property
    def settled(self) -> tuple[Leg, ...]:
        """The legs that had fallen due before the action."""
        return tuple(leg for leg in self.legs if leg.at)

    def moved(self) -> Changes:
        """All movements together by campaign and asset: the ledger line."""
        return journal.changes(self.legs)


class Draft(Struct):
    """A receipt that is being written: a turn fills it in, and `receipt` makes it final."""

    journal: Journal = field(default_factory=Journal)
    """The movements and uses so far; `receipt` makes the postings of it."""
    counted: CountsByCampaign = field(default_factory=dict)
    """By campaign, what an event added to tasks so far: `CHALLENGE/TASK@ROUND`, in the units of the task's target."""
    draws: list[Draws] = field(default_factory=list)
    """The draws that were made so far, as anyone may recompute them."""
    coupons: list[Coupon] = field(default_factory=list)
    """The coupons that were given so far, with their codes."""
    window: Window | None = None
    """Of a redemption: the window in which it counts; None of anything else."""
    versions: dict[str, str] = field(default_factory=dict)
    """By campaign, the definition that took part, as `VERSION:HASH`."""
    archived: list[str] = field(default_factory=list)
    """Campaigns that were closed for good and leave the member's record."""
    first: list[str] = field(default_factory=list)
    """Campaigns in which the member had taken no part before."""
    started: list[str] = field(default_factory=list)
    """Tasks that were begun in their round, as `CAMPAIGN/CHALLENGE/TASK`."""
    done: list[str] = field(default_factory=list)
    """Tasks that reached their target in their round, and `CAMPAIGN/CHALLENGE` once all of its tasks did."""
    tasks: list[CountedTask] = field(default_factory=list)
    """Of an order, the tasks for which it counted, as they were then."""
    kept: CountsByCampaign = field(default_factory=dict)
    """By campaign and asset, what could not be taken back and stays with the member."""
    later: list[Later] = field(default_factory=list)
    """Rewards that were earned and are to be given later; of an order that comes back, those that are not, after all.
    """
    tier: TierMove | None = None
    """Another tier that stars brought, or their lack; None: the tier stays."""
    scores: list[Scored] = field(default_factory=list)
    """Scores of boards that changed, as they are from then on."""
    claims: list[tuple[str, str]] = field(default_factory=list)
    """Of an event: the kind and the value that count once over all members, as they are compared."""
    order: str = ""
    """Of a claim, a refund or a bill: the order that it is about, `KIND/VALUE`; empty of anything else."""
    paid: int = 0
    """Of an order that is claimed, or was waited for: when it was paid, epoch ms; 0 of anything else."""
    verdict: str = ""
    """Of a claim that counted nothing: `waiting` or `order_not_matching`; empty of anything else."""
    bill: BillSum | None = None
    """Of a bill that is held or paid: what it comes to; None of anything else."""
    cash: CashDue | None = None
    """Of a redemption for points and cash: the cash that it waits for, or that was paid; None of anything else."""
    used_up: UsedUp | None = None
    """Of a redemption: the stock and the limits that it uses up, or gives back; None of anything else."""
    touched: Touched | None = None
    """The touch for which the member was chosen, held out or not; None: none."""
    followed: list[Followed] = field(default_factory=list)
    """Of an order, the touches of the two weeks before it."""
    dropped: list[str] = field(default_factory=list)
    """Touches that fell due and waited too long for their turn."""
    both: list[str] = field(default_factory=list)
    """Of two records that become one: the campaigns in which both had taken part."""
    sent: int = 0
    """Of a form: how often the member has sent it, this time included; 0 of anything else."""
    answered: QuizAnswer | None = None
    """Of an answer to a question: whether it was right, and what is left; None of anything else."""
    sales: Sales | None = None
    """How much more, or less, is bought by it; None: what is bought stays as it is."""
    tells: list[Tell] = field(default_factory=list)
    """Events for other members that follow from it."""
    content: ContentSeen | None = None
    """The content that was opened or read; None: none."""

    def receipt(self, id: str, number: int, at: int, does: str, asked: dict[str, Any]) -> Receipt:
        """The receipt with everything that was written."""
        said = {name: getattr(self, name) for name in WRITTEN}
        written: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
        }
        return Receipt(id, number, at, does, asked, self.journal.postings(), **written)

    def copy(self) -> Draft:
        """A draft of its own that begins with the same. What is empty in one is empty in a new one."""
        written = {name: copy(value) for name in WRITTEN if (value := getattr(self, name))}
        return Draft(self.journal.copy(), **written)

    def count(self, campaign: str, progress: str, n: int) -> None:
        """Note what an event added to a task's progress in its round."""
        numbers = self.counted.get(campaign, {})  # made anew, because drafts that began alike share the inner dict
        self.counted[campaign] = numbers | {progress: numbers.get(progress, 0) + n}

    @property
    def is_new(self) -> bool:
        """Whether nothing at all was written."""
        return not self.journal.postings() and not any(getattr(self, name) for name in WRITTEN)

    @property
    def is_blank(self) -> bool:
        """Whether nothing worth a receipt was written: versions alone are not."""
        told = (
            self.journal.postings(),
            self.counted,
            self.draws,
            self.coupons,
            self.archived,
            self.started,
            self.done,
            self.tier,
            self.scores,
        )
        return not any(told)


WRITTEN = tuple(name for name in Draft.__struct_fields__ if name != "journal")
"""The part of a receipt that a draft writes, the journal aside."""


def counted_by(receipt: Receipt) -> tuple[str, ...]:
    """The campaigns for which the order counted that a receipt is about: it was counted then, or comes back."""
    told = [*(task.campaign for task in receipt.tasks), *(score.campaign for score in receipt.scores)]
    back = receipt.sales.campaigns if receipt.sales else ()
    return back or tuple(dict.fromkeys(told))


def answer_of(receipt: Receipt) -> Receipt | Refused:
    """The answer to the action: the receipt, or the refusal where it only counts a try."""
    return not_matching() if receipt.verdict == NOT_MATCHING else receipt


def not_matching() -> Refused:
    """The refusal of a claim that says of an order what is not so."""
    return Refused("This does not match the order: look at it again.", NOT_MATCHING)


BIRTH: Final = "member"
"""The scope of a member's first receipt; its key is the member's id."""


def receipt_id(scope: str, key: str) -> str:
    """The id of the receipt of a key within its scope (a member's keys, a source's events): 16 characters, 96 bits.

    Ids are compared only within one member, where 96 bits leave an accidental collision out of the question. None
    begins with a dash: a command would take it for an option.
    """
    digest = sha256(f"{len(scope)}:{scope}{key}".encode()).digest()
    text = urlsafe_b64encode(digest[:12]).decode()
    return f"_{text[1:]}" if text.startswith("-") else text
