"""Whether each answer is a right one: what a key was ever answered it is answered for good; every no has its reason."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from audit import calendar, file_rules, lots
from audit.account import Account
from audit.calendar import Tree
from audit.reasons import AHEAD
from audit.recount import key_of
from audit.sameness import known_by
from chalicelib.domain.decide.attempts import MOST_BYTES
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.record.actions import Happened, Join, name_of
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.domain.words.errors import Conflict, Refused
from chalicelib.services.act import ActionAnswer, Answered, Request
from tests.proof.asked import is_over, no_day, questions_so_far
from tests.proof.model import Model
from tests.proof.observer import partition, plain

BY_PROFILE = {"not_eligible", "too_young", "age_unknown", "guardian_needed"}
"""Refusals for who the member is, which the proofs don't count."""
AS_WRITTEN = {"not_offered", "gift_to_self", "event_not_from_client", "bad_event_field", "unknown_member"}
"""Refusals of what no state of the world would allow."""
UNHEARD = 8_000
"""How long (ms) a container may not have heard of new codes, and how far its clock may be ahead."""

STALE = 5_000
"""How long (ms) a container may not have found a unit that came back, and how far its clock may be behind another."""

GROWS = 1_000
"""Bytes by which one action, and what falls due before it, lets a record grow at most."""


class Answers:
    """Every answer so far. Ask `judge` once the model has caught up with what the answer wrote."""

    def __init__(self, model: Model, record: int = MOST_BYTES) -> None:
        """record: the bytes of a member's record, of which it is full."""
        self.model = model
        self.record = record
        self.given: dict[tuple[str, str], tuple[bytes, bytes]] = {}
        """By member and receipt id: the fingerprint that it was granted to, and the answer."""
        self.codes: Counter[str] = Counter()
        self.uploads: list[tuple[int, str, int]] = []
        """Codes that were uploaded: when (epoch ms), to which pool, and how many."""

    def judge(self, member: str, request: Request, answer: ActionAnswer, now: int) -> bool:
        """Fails unless the answer is a right one; whether it granted anything new. now: the container's clock."""
        before = self.given.get((member, request.id))
        if isinstance(answer, Answered):
            self.codes["replayed" if answer.replayed else "granted" if answer.receipt else "ignored"] += 1
            return self._granted(member, request, answer, before)
        self.codes[answer.code] += 1
        if before is not None:
            assert isinstance(answer, Conflict), f"{request} was granted, and is now answered {answer.code}"
            assert answer.code == "idempotency_key_reused"
            assert before[0] != request.fingerprint
        elif isinstance(answer, Conflict):
            assert answer.code == "already_claimed"
            event: Any = request.action
            asked = {"type": event.type, "source": event.source, "data": event.data}
            assert (event.type, *known_by(self.model.unique, member, asked)) in self.model.claims
        else:
            assert isinstance(answer, Refused), f"{request}: {answer!r}"
            self._justify(member, request, answer, now)
        return False

    def _granted(self, member: str, request: Request, answer: Answered, before: tuple[bytes, bytes] | None) -> bool:
        if answer.receipt is None:
            assert before is None
            assert (member, request.id) not in self.model.texts
            return False
        assert self.model.texts[member, request.id] == answer.receipt, "the answer is not the receipt"
        assert before in (None, (request.fingerprint, answer.receipt))
        assert answer.replayed or before is None
        self.given[member, request.id] = (request.fingerprint, answer.receipt)
        return not answer.replayed

    def _justify(self, member: str, request: Request, refusal: Refused, now: int) -> None:
        action, code = request.action, refusal.code
        if code in BY_PROFILE | AS_WRITTEN:
            return
        asked = msgspec.to_builtins(action)
        if code in ("record_full", "recipient_full"):
            size = record_size(asked["to"] if code == "recipient_full" else member)
            assert size > self.record - GROWS, f"{member}: {action} at {now} refused as {code} of {size} bytes"
            return
        account = self.model.accounts[member]
        other = self.model.accounts.get(asked.get("to", ""), account)
        at = max(now, account.at, other.at)
        if isinstance(action, Happened):
            assert self._bad_event(action, code, at), f"{action} at {at} refused as {code}"
            return
        if isinstance(action, PayCash | Undo):
            assert self._of_redemption(member, action, code, now), f"{member}: {action} at {at} refused as {code}"
            return
        if code == "unknown_campaign":
            assert asked["campaign"] in self.model.closed or asked["campaign"] not in self.model.published
            return
        tree = self.model.tree(asked["campaign"], at)
        reasons: dict[str, Callable[[], bool]] = {
            "campaign_paused": lambda: self.model.may_be_paused(tree["campaign"], now),
            "window_closed": lambda: not calendar.is_open(tree, at, *file_rules.blocks(tree, _path(asked))),
            "not_joined": lambda: "opt_in" in tree and tree["campaign"] not in account.opted,
            "recipient_not_eligible": lambda: "opt_in" in tree and tree["campaign"] not in other.opted,
            "already_joined": lambda: isinstance(action, Join) and tree["campaign"] in account.opted,
            "limit_reached": lambda: (
                is_over(tree, asked, account, asked["question"])
                if "quiz" in asked
                else _used_up(tree, _of(asked, name_of(action)), asked, account, at, self._kept(member, asked, at))
            ),
            "recipient_limit_reached": lambda: _used_up(tree, _of(asked, "receive"), asked, other, at),
            "not_enough": lambda: self._lacks(tree, name_of(action), asked, member, at),
            "unknown_question": lambda: asked["question"] not in questions_so_far(tree, asked, account),
            "bad_answer": lambda: "z" in asked["answers"].values(),
            "day_not_open": lambda: no_day(tree, asked, account, self.model.receipts[member], at),
            "sold_out": lambda: any(self._short(tree, asked, at)),
        }
        assert reasons[code](), f"{member}: {action} at {at} refused as {code}, without reason"

    def _bad_event(self, event: Happened, code: str, at: int) -> bool:
        if code == "event_in_future":
            return event.time > at + AHEAD
        late = [calendar.is_late(self.model.tree(name, at), event.time, at) for name in self.model.published]
        return code == "event_too_late" and any(late)

    def _of_redemption(self, member: str, action: PayCash | Undo, code: str, now: int) -> bool:
        """Whether a redemption is in no state to be paid, or undone."""
        account, redeemed = self.model.accounts[member], self.model.redeemed(member, action.receipt)
        at = max(now, account.at)
        if redeemed is None:
            return code == ("not_waiting" if isinstance(action, PayCash) else "unknown_redemption")
        name, waits = redeemed["asked"]["campaign"], redeemed in self.model.waiting(member, at)
        if code == "unknown_campaign":
            return name in self.model.closed
        if isinstance(action, Undo):
            gave = [one for one in self.model.receipts[member] if one.get("asked", {}).get("receipt") == action.receipt]
            ends = [one["expires"] for of in (redeemed, *gave) for one in of.get("coupons", []) if one.get("expires")]
            return code == "coupon_ended" and any(end <= at for end in ends)
        minor = redeemed.get("cash", {}).get("amount", {}).get("minor")
        return {
            "not_waiting": not waits,
            "other_amount": waits and minor != action.amount.minor,
            "campaign_paused": waits and self.model.may_be_paused(name, now),
        }.get(code, False)

    def _kept(self, member: str, asked: Any, at: int) -> int:
        """How many uses are kept for cash of the redemption that is asked for, all its offers together."""
        names = [(one["asked"]["campaign"], one["asked"]["redemption"]) for one in self.model.waiting(member, at)]
        return names.count((asked["campaign"], asked.get("redemption")))

    def _lacks(self, tree: Tree, does: str, asked: Any, member: str, at: int) -> bool:
        """Whether the wallet, as the receipts sum it up, does not hold what the action takes, or keeps it for cash."""
        account = self.model.accounts[member]

        def held(asset: str) -> int:
            return account.holds[key_of(tree["campaign"], asset)]

        if "collection" not in asked:
            block = file_rules.blocks(tree, _path(asked))[-1]
            block = block["make_up"] if does == "make_up" else block
            price = block.get("ten_costs" if asked.get("times") == 10 else "costs", {})
            points = lots.spendable(account.lots, str(price.get("points", "")), self.model.zone(at), at)
            points -= sum(one["cash"].get("points", 0) for one in self.model.waiting(member, at))
            return any((points if asset == "points" else held(asset)) < n for asset, n in file_rules.bag(price).items())
        collection = tree["collections"][asked["collection"]]
        path = f"fragments/{asked['collection']}"
        of_each = [held(f"{path}/{one}") for one in collection["fragments"]]
        if does == "compose":
            return of_each.count(0) > held(f"{path}/{collection.get('wildcard')}")
        if does == "exchange":
            count, _, kind = collection["exchange"].partition(" ")
            return (sum(max(0, n - 1) for n in of_each) if kind == "spares" else max(of_each)) < int(count)
        return held(f"{path}/{asked['fragment']}") < 1

    def _short(self, tree: Tree, asked: Any, at: int) -> Iterator[bool]:
        """Of each stock on the way, whether less is left than the action may take."""
        name, granted = tree["campaign"], self.model.granted
        for path in [
            _path(asked),
            *(f"prizes/{prize}" for prize in tree["prizes"] if "when_out" not in tree["prizes"][prize]),
        ]:
            if limited := file_rules.stock(tree, path, at):
                kept = sum(self._had(one, name, path, at - STALE) for one in self.model.receipts)
                yield granted[name, path, limited[1]] + kept + asked.get("times", 1) > limited[0]
        for prize in tree["prizes"].values():
            if "pool" in prize and "when_out" not in prize:
                known = sum(n for moment, pool, n in self.uploads if pool == prize["pool"] and moment < at - UNHEARD)
                yield granted["", f"pools/{prize['pool']}", ""] + 1 > known

    def _had(self, member: str, campaign: str, path: str, since: int) -> int:
        """How many units of an offer a member kept for cash, or gave back, since a moment: of what comes back a
        container may not have heard."""
        kept = self.model.waiting(member, since)
        undone = [one for one in self.model.receipts[member] if one["does"] == "undo" and one["at"] > since]
        kept += [found for one in undone if (found := self.model.redeemed(member, one["asked"]["receipt"]))]
        return [(one["asked"]["campaign"], _path(one["asked"])) for one in kept].count((campaign, path))


def record_size(member: str) -> int:
    """The bytes of a member's record, as it is stored."""
    return len(plain(partition(f"M#{member}")["M"])["b"])


def _used_up(tree: Tree, path: str, asked: Any, account: Account, at: int, kept: int = 0) -> bool:
    """Whether a limit leaves a member fewer uses of a path than the action is. kept: uses that wait for cash."""
    return any(
        account.uses[f"{tree['campaign']}/{whose}", limit, period] + kept + asked.get("times", 1) > limit[0]
        for whose, limit, period in file_rules.limits(tree, path, at)
    )


def _of(asked: Any, does: str) -> str:
    """The path that a limit stands on: sending, receiving and making up have theirs beside that of the block."""
    return f"{_path(asked)}:{does}" if does in ("send", "receive", "make_up") else _path(asked)


def _path(asked: Any) -> str:
    """The path of the block that an action is about; "" where it is about none."""
    for mechanic in MECHANICS:
        if mechanic.word in asked:
            names = [asked[one] for one in (mechanic.word, "offer", "task") if one in asked]
            return "/".join((mechanic.key, *names))
    return ""
