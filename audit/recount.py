"""The recount: receipts are added one by one, each rule says what it checked, and the sums are compared at the end.

It decides nothing; it only knows what may not be. Receipts come as JSON, campaigns as trees of texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from audit.account import Account, Key, Redeemed
from audit.calendar import Tree
from audit.file_rules import Limit, blocks
from audit.result import Result, result
from audit.sameness import Unique

Receipt = dict[str, Any]
"""A receipt as it is answered."""

VersionsOf = Sequence[tuple[int, int, Tree]]
"""The versions of a file as (takes effect, number, tree), in the order they were published."""

Versions = Mapping[str, VersionsOf]
"""By campaign, its versions."""

PROGRAMME = "programme"
"""In place of a campaign: what belongs to none, as points that end."""

COME_ABOUT = ("tier.reached", "tier.lost", "member.birthday", "segment.entered", "touch.sent")
"""The events that nobody reports."""

GUEST = re.compile(r"g[0-9a-f]{20}")
"""The ids of who bought and is no member: their receipts give nothing, and an order of theirs still counts for one."""

WIDE = ("points", "stars")
"""The assets that a member holds over all campaigns."""

Said = Iterator[str]
"""The answers of a rule: for each thing that it checked, the breach, or "" where it holds."""


class Posting:
    """The movements of one receipt for one reason."""

    def __init__(self, said: Mapping[str, Any], moment: int, counted_at: int = 0) -> None:
        self.campaign: str = said["campaign"]
        """The campaign of the block."""
        self.why: str = said["why"]
        """The block that was used, with `:LABEL`; or `prizes/PRIZE` for a prize's contents, `expired`, `closed`."""
        self.path: str = self.why.partition(":")[0]
        """The same without the label."""
        self.times: int = said.get("times", 1)
        """How often it was used."""
        self.due: int = said.get("at", 0)
        """When it fell due, where that was before the action; else 0."""
        self.at = self.due or moment
        """When it counts, in epoch ms."""
        self.counted_at = self.due or counted_at or moment
        """When its limits count it: an order that is claimed later counts then."""
        self.gave = Counter(said.get("gave", {}))
        """The amount that the member got, by asset."""
        self.took = Counter(said.get("took", {}))
        """The amount that was taken from the member, by asset."""
        self.lots: dict[str, int] = said.get("lots", {})
        """How many points went into each lot, or (negative) came from it."""
        self.owed = Counter(said.get("owed", {}))
        """How much is owed from now on, by asset; negative: how much paid what was owed."""
        self.tags: dict[str, int] = said.get("tags", {})
        """Tags that were given, 1, or taken, -1, each with its last month."""
        self.undoes = self.why.endswith(":undone")
        """Whether a redemption was undone by it."""
        self.boost = Fraction(said.get("boost", "1"))
        """How many times as many points it gave."""


class MemberReceipt:
    """One receipt of one member, as the rules look at it."""

    def __init__(self, member: str, account: Account, receipt: Receipt, tree: Callable[[str], Tree]) -> None:
        self.member = member
        """Whose receipt it is."""
        self.account = account
        """The member's account before it."""
        self.receipt = receipt
        """The receipt itself."""
        self.tree = tree
        """The file of a campaign, as it was in force at the receipt's moment."""
        own = receipt["asked"]["time"] if receipt["does"] == "event" else receipt["at"]
        self.moment = int(receipt.get("paid", own))
        """When it counts: an event has its own time, and a claim that of its order."""
        self.redemption: str = receipt.get("asked", {}).get("receipt", "")
        """Where the cash of a redemption was paid, or one was undone: the id of its receipt."""
        began = (
            account.waits.get(self.redemption, (self.moment, 0))[0] if receipt["does"] == "pay_cash" else self.moment
        )
        self.is_claimed = "paid" in receipt or bool(receipt.get("asked", {}).get("by_member"))
        """Whether it counts for what was before it: an order that is claimed later, or what a friend brought about."""
        self.counted_at = int(receipt["at"]) if self.is_claimed else began
        """When rounds and limits count it: what is claimed counts then, a redemption when it began."""
        self.uses_made: list[tuple[tuple[str, Limit, str], int]] = []
        """The uses that limits count of it, as far as they are its own."""
        self.units_made: list[tuple[Key, int]] = []
        """Units of limited stocks that it hands out."""
        guest = GUEST.fullmatch(member) is not None
        friend_sends = self.type == "friend.refunded"
        is_about = receipt["does"] == "event" and ("order" in receipt or _sends_back(receipt) or friend_sends)
        self.takes_back = is_about and not guest and not {"paid", "verdict"} & receipt.keys()
        """Whether an order comes back with it, or a part of one; of a guest's order nothing was given."""
        postings = [Posting(one, self.moment, self.counted_at) for one in receipt.get("postings", [])]
        self.postings = [one for one in postings if one.why != "merged"]
        """Everything that moved."""
        self.moved_over = [one for one in postings if one.why == "merged"]
        """Everything that came from another record of the same person, or went there."""
        self._owed = {id(posting) for posting in self.postings if posting.due and self._promised(posting)}
        tasks = {
            (campaign, f"challenges/{key.rpartition('@')[0]}")
            for campaign, progress in receipt.get("counted", {}).items()
            for key in progress
        }
        self.counted = tasks | {(campaign, task.rpartition("/")[0]) for campaign, task in tasks}
        """Campaign and path of the challenges and tasks that it counted something for."""
        self.gave_way: list[tuple[Posting, str]] = []
        """The prizes in whose place another was given, each with where."""

    @property
    def uses(self) -> Iterator[tuple[Posting, list[Tree]]]:
        """The blocks that paid or were used, each with the blocks on the way to it, from outside in."""
        for posting in self.postings:
            on = blocks(self.tree(posting.campaign), posting.path) if posting.campaign != PROGRAMME else []
            if on and not posting.why.startswith("prizes/"):
                yield posting, on

    @property
    def later(self) -> list[Mapping[str, Any]]:
        """The rewards that it earned and that are to be given later."""
        found: list[Mapping[str, Any]] = self.receipt.get("later", [])
        return found

    @property
    def settles(self) -> bool:
        """Whether what fell due before came about with it: a gift that arrives leaves it alone, and an erasure leaves
        all as it is.
        """
        return self.receipt["does"] not in ("receive", "erase")

    @property
    def type(self) -> str:
        """The type of the event that counts with it: of a claim, that of its order; empty: it is of none."""
        if "paid" in self.receipt:
            return str(self.receipt.get("order", "")).partition("/")[0].rpartition(".")[0]
        return str(self.receipt.get("asked", {}).get("type", ""))

    def is_undone(self, posting: Posting) -> bool:
        """Whether it takes back what an order gave."""
        return self.takes_back and not posting.due and posting.why != "bill"

    def is_owed(self, posting: Posting) -> bool:
        """Whether it was promised before, and counted then: because of a pause, or as it comes after some days.

        What else falls due is counted then: a task with `already`, or one that listens to what comes about by itself.
        """
        return id(posting) in self._owed

    def is_by_new_terms(self, posting: Posting) -> bool:
        """Whether a newer version gives it for what was counted before: nothing promised it, and nothing counts then.

        A task that members' own events count for may count one now, beside it.
        """
        if posting.due <= 0 or self.is_owed(posting):
            return False
        on = blocks(self.tree(posting.campaign), posting.path)
        is_reported = bool(on) and "when" in on[-1] and not (on[-1].get("already") or on[-1]["when"] in COME_ABOUT)
        return is_reported or (posting.campaign, posting.path) not in self.counted

    def _promised(self, posting: Posting) -> bool:
        of = (posting.campaign, posting.why)
        own = [one for one in self.later if (one["campaign"], one["why"]) == of]
        return bool(self.account.promised.get(of) or any(0 < one.get("due", 0) <= posting.due for one in own))

    def said(self, holds: object, breach: str) -> str:
        """The answer of a rule to one thing that it checked."""
        return "" if holds else f"{self.member}, receipt {self.receipt['number']}: {breach}"


@dataclass(frozen=True)
class Rule:
    """The rules that hold for each receipt, by itself and beside those before it."""

    title: str
    """The rule, for people."""
    unit: str
    """The counts of a check."""
    check: Callable[[Recount, MemberReceipt], Said]
    """Checks one receipt, before it is added, and notes what later receipts are compared with."""


class Recount:
    """All receipts that were added, and what each rule said of it."""

    def __init__(
        self,
        rules: Sequence[Rule],
        versions: Versions,
        unique: Unique,
        seed: Callable[[str, str], bytes | None] = lambda campaign, of: None,
        programme: VersionsOf = (),
    ) -> None:
        """unique: by type of event, the fields that count once over all members. seed: of a campaign's block, where it
        is known. programme: the versions of the programme, where it says anything of points and tiers.
        """
        self.programme = programme
        self.rules = rules
        self.published = versions
        self.unique = unique
        self.seed = seed
        self.accounts: dict[str, Account] = defaultdict(Account)
        self.granted: Counter[Key] = Counter()
        """Units of limited stocks that receipts handed out."""
        self.codes: set[tuple[str, str | None]] = set()
        """Codes of pools that receipts handed out, by pool and number."""
        self.awards: dict[tuple[str, str, str], dict[int, str]] = {}
        """By campaign, board and window of a ranking, who was paid which place."""
        self.replaced: dict[Key, int] = {}
        """Stocks that must be gone, as something else was given in their place, and how many units they had then."""
        self.claims: dict[tuple[str, ...], str] = {}
        """By type of event, unique fields and their values, the member and receipt that it counted for."""
        self.lines: dict[tuple[str, int], str] = {}
        """By batch and number, the member as whom a line of an import was brought in."""
        self.gone: dict[str, int] = {}
        """When members were erased, in epoch ms."""
        self.bills: dict[str, tuple[str, str]] = {}
        """By order, who has paid a bill that was not reversed, and by which payment."""
        self.sent: Counter[tuple[str, str]] = Counter()
        """By campaign and asset, what left members for others and has not arrived."""
        self.merging: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        """By who stays and who is absorbed, what came to the one and has not left the other."""
        self.merged: Counter[tuple[str, str]] = Counter()
        """How many of the two receipts were added."""
        self.checked: Counter[tuple[str, str]] = Counter({(rule.title, rule.unit): 0 for rule in rules})
        self.breaches: dict[str, list[str]] = defaultdict(list)

    def tree(self, campaign: str, at: int) -> Tree:
        """The version in force at a moment."""
        return [tree for effect, _, tree in self.published[campaign] if effect <= at][-1]

    def terms(self, at: int) -> Tree:
        """The programme in force at a moment; empty: it says nothing of points and tiers."""
        return next((tree for effect, _, tree in reversed(self.programme) if effect <= at), {})

    @property
    def first_terms(self) -> Tree:
        """The programme that was in force first."""
        return self.programme[0][2] if self.programme else {}

    def zone(self, at: int) -> str:
        """The timezone of the programme's months, years and birthdays."""
        return str(self.terms(at).get("timezone", "UTC"))

    def add(self, member: str, receipt: Receipt) -> None:
        """Check the next receipt of a member, and add it to the account."""
        account = self.accounts[member]
        one = MemberReceipt(member, account, receipt, lambda campaign: self.tree(campaign, receipt["at"]))
        for rule in self.rules:
            self.note(rule.title, rule.unit, rule.check(self, one))
        account.n, account.at = receipt["number"], receipt["at"]
        account.ids.add(receipt["id"])
        account.counted |= one.counted
        account.orders |= {f"{kind}/{value}": one.counted_at for kind, value in receipt.get("claims", [])}
        _note_redemption(account, one)

    def note(self, title: str, unit: str, said: Iterable[str]) -> None:
        """Keep what a rule says."""
        self.checked[title, unit] += 0
        for breach in said:
            self.checked[title, unit] += 1
            if breach:
                self.breaches[title].append(breach)

    def results(self) -> list[Result]:
        """One for each rule, in their order."""
        return [result(title, f"{n:,} {unit}", self.breaches[title]) for (title, unit), n in self.checked.items()]


def _sends_back(receipt: Receipt) -> bool:
    """Whether less is bought after it: of who was erased it is not told of which order."""
    months = receipt.get("sales", {}).get("months", {}).values()
    return receipt["does"] == "event" and any(
        n < 0 for numbers in months for name, n in numbers.items() if name.startswith("amount/")
    )


def _note_redemption(account: Account, one: MemberReceipt) -> None:
    """Note a redemption that waits, that gave its goods, or that is undone."""
    receipt, cash = one.receipt, one.receipt.get("cash", {})
    if receipt["does"] == "redeem" and cash:
        account.waits[receipt["id"]] = (receipt["at"], cash["until"])
    elif receipt["does"] in ("redeem", "pay_cash"):
        own = [posting for posting in one.postings if not posting.due]
        took = Counter({(each.campaign, asset): n for each in own for asset, n in each.took.items()})
        account.redeemed[one.redemption or receipt["id"]] = Redeemed(one.uses_made, one.units_made, took)
    if receipt["does"] in ("pay_cash", "undo"):
        account.waits.pop(one.redemption, None)
    if receipt["does"] == "undo":
        account.redeemed.pop(one.redemption, None)


def key_of(campaign: str, asset: str) -> str:
    """An asset as accounts name it: over all campaigns, or of one."""
    return asset if asset in WIDE else f"{campaign}/{asset}"
