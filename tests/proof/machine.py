"""The state machine's steps: what members, shops, managers and clocks may do next, in no order at all."""

import copy
import json
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from math import inf
from typing import Any, ClassVar
from unittest.mock import patch

import msgspec
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.strategies import booleans, integers, lists, sampled_from, tuples

from audit.calendar import Tree, latest, wall
from chalicelib.api.redemptions import UNDONE
from chalicelib.domain.decide.attempts import MOST_BYTES
from chalicelib.domain.file.phrases import money as money_of
from chalicelib.domain.file.reading import read
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.challenge.make_up import MakeUpDay
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.form.play import Fill
from chalicelib.domain.mechanics.quiz.play import Answer
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Happened, Join, Update, name_of
from chalicelib.domain.record.bill import HOLD_MS
from chalicelib.domain.record.cash import PAID_CASH
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.services.act import Request
from chalicelib.services.steer import Instruction
from cli.simulation.choices import choices
from tests.proof.answers import Answers
from tests.proof.due import sweep
from tests.proof.model import Model, Pause
from tests.proof.observer import partition, plain
from tests.proof.order_table import assert_as_if
from tests.proof.shown import Shown
from tests.proof.world import MEMBER, SETTINGS, SHOP, Container, World, asking, event, moment, opened, programme_tree

KINDS = tuple(one.key for one in MECHANICS)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
CONTAINERS = (0, 2_000, 700)
"""How far each container's clock is ahead, in ms."""

STARTS = (
    *[(("bazaar", "flash", "kiosk", "new-year-cards"), start) for start in ("2026-06-18 09:59", "2026-06-18 11:58")],
    *[
        (("bazaar", "club", "kiosk", "tea-shop"), start)
        for start in ("2026-06-21 12:00", "2026-06-30 21:59", "2026-10-24 22:00")
    ],
    *[(("bazaar", "flash", "kiosk", "monthly-gifts"), start) for start in ("2026-06-18 11:00", "2026-06-20 09:59")],
    *[(("festival-weeks", "kids-atelier", "kiosk"), start) for start in ("2026-06-07 23:58", "2026-06-21 23:59")],
    *[(("ledger",), start) for start in ("2026-01-29 23:59", "2026-03-31 22:00", "2026-12-20 12:00")],
    (("cinema", "flash", "kiosk"), "2026-06-18 10:00"),
    *[(("store",), start) for start in ("2026-02-05 10:00", "2026-03-31 22:00")],
    *[
        (("bazaar", "kiosk", "sweet-wednesday", "care-box"), start)
        for start in ("2026-06-17 09:59", "2026-05-31 23:59")
    ],
)
"""Which campaigns run together, and from when."""
RECORDS = (*[MOST_BYTES] * 3, 1_500)
"""Bytes of which a record is full: of most scenes as it is, of some so few that members come to it."""
PAUSES = (0, 1, 1, 499, 500, 999, 1_001, 5_000, 5_000, 30_000, 61_000, 61_000, 3 * MINUTE, HOUR, 26 * HOUR)
ZONES = ("Asia/Shanghai", "Europe/Berlin")
CLOCKS = ("00:00", "02:00", "09:00", "10:00", "12:00", "13:00", "14:00", "18:00", "22:00")
AROUND = (-2_001, -1_000, -1, 0, 1, 500)
LATE = (
    *[0] * 12,
    1,
    500,
    30 * MINUTE,
    HOUR - 1,
    HOUR,
    2 * HOUR - 1,
    2 * HOUR,
    20 * HOUR,
    DAY - 1,
    DAY,
    30 * HOUR,
    -4 * MINUTE,
    -5 * MINUTE,
    -5 * MINUTE - 1,
)
"""How long after its time an event arrives."""
EVENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("shop.visited", {"shop": "north"}),
    ("shop.visited", {"shop": "south"}),
    ("shop.visited", {"shop": "west"}),
    ("shop.visited", {"shop": "west"}),
    ("order.paid", {"amount": "400.00 CNY"}),
    ("order.paid", {"amount": "300.00 CNY"}),
    ("member.checked_in", {}),
    ("member.joined", {}),
    ("shop.followed", {}),
    ("gift.taken", {}),
    ("article.read", {"article": "tea"}),
    ("article.read", {"article": "ink"}),
    ("live.watched", {"minutes": 7}),
    ("run.finished", {"km": 5}),
    ("game.finished", {"points": 35}),
    ("cart.added", {"sku": "hat"}),
    ("cart.added", {"sku": "bag"}),
    ("cart.added", {"sku": "tie"}),
    ("order.paid", {"amount": "100.00 CNY"}),
    ("order.paid", {"amount": "250.00 CNY", "channel": "app", "skus": ["sandwich"]}),
    ("order.paid", {"amount": "1000.00 CNY", "channel": "app", "first": True}),
)
SEEN = tuple(kind for kind in EVENTS if programme_tree()["events"][kind[0]]["from"] == "client")
"""Those that a member's own client may report."""
PROFILES = (
    Update(tier="gold", born="1990-05-17"),
    Update(tier="silver", born="1991-05-17"),
    Update(tier="bronze", born="2012-05-17", guardian=True),
)
WORDS = (*PROFILES, Update(tier=""), Update(born=""), Update(tags=("tea",)), Update(tags=(), guardian=False))

members = integers(0, 2)
containers = integers(0, len(CONTAINERS) - 1)
some = integers(0, 2**16)


ENDS = ("8899", "1234")
REFUSED = {
    "order.paid": {"", "already_claimed", "record_full"},
    "order.claimed": {"", "already_claimed", "order_not_matching", "limit_reached", "event_too_late", "record_full"},
    "order.refunded": {"", "already_claimed", "more_than_paid"},
}
"""For which reasons reports of orders may be refused."""


class Play(RuleBasedStateMachine):
    """made, answered: over all runs, steps and answers."""

    made: ClassVar[int] = 0
    answered: ClassVar[Counter[str]] = Counter()

    @initialize(scene=sampled_from(STARTS), record=sampled_from(RECORDS))
    def open(self, scene: tuple[tuple[str, ...], str], record: int = MOST_BYTES) -> None:
        """record: the bytes of a member's record, of which it is full."""
        names, start = scene
        self.stack = ExitStack()
        self.stack.enter_context(patch("chalicelib.domain.decide.attempts.MOST_BYTES", record))
        self.stack.enter_context(patch("chalicelib.domain.play.capacity.ROOM_FOR_COUPONS", record * 3 // 4))
        self.world: World = self.stack.enter_context(opened(names, start))
        self.containers = [self.world.container(ahead) for ahead in CONTAINERS]
        self.model = Model(self.world.published, SETTINGS.master_seed, self.world.programme)
        self.answers = Answers(self.model, record)
        self.keys = 0
        self.asked: list[tuple[str, Request]] = []
        self.members = [self.containers[0].sign_in(f"member-{i}") for i in range(len(PROFILES))]
        self.known = dict(enumerate(self.members))
        self.words: dict[str, dict[str, tuple[int, Any]]] = {member: {} for member in self.members}
        self.shown = Shown(self.model)
        self.observer = self.world.container()
        self.model.catch_up()
        for member, profile in zip(self.members, PROFILES, strict=True):
            word = msgspec.structs.replace(profile, time=self.containers[0].clock())
            self.send(self.containers[0], member, [self.fresh(word, SHOP)])

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            lapsed = sum(
                until <= self.world.now for one in self.model.accounts.values() for _, until in one.waits.values()
            )
            type(self).answered.update(self.answers.codes, lapsed=lapsed)
            self.stack.close()

    # --- members

    @rule(who=members, where=containers, what=some, times=sampled_from((1, 1, 2, 5)))
    def draw_or_redeem(self, who: int, where: int, what: int, times: int) -> None:
        """The same thing several times: within few steps a limit is met in no other way."""
        menu = [action for name in self.model.published for action in wins(self.newest(name))]
        for _ in range(times):
            self.send(self.containers[where], self.members[who], [self.fresh(menu[what % len(menu)])])

    @rule(
        who=members,
        where=containers,
        what=some,
        ms=sampled_from((0, MINUTE, 10 * MINUTE, HOLD_MS - 1, HOLD_MS)),
        then=sampled_from(("pay", "pay", "undo", "")),
    )
    def redeem_for_cash(self, who: int, where: int, what: int, ms: int, then: str) -> None:
        """The shop's server hears of it some minutes later, or at the very end of its time, or not in this step."""
        menu = [action for name in self.model.published for action in for_cash(self.newest(name))]
        if menu:
            redeemed = self.fresh(menu[what % len(menu)])
            self.send(self.containers[where], self.members[who], [redeemed])
            if then:
                self.world.now += ms
                self.tell_of(where, self.members[who], redeemed, undone=then == "undo")

    @rule(who=members, where=containers, what=some, to=members)
    def join_or_collect(self, who: int, where: int, what: int, to: int) -> None:
        to_member, now = self.members[to], self.world.now
        menu = [one for name in self.model.published for one in others(self.newest(name), to_member, now)]
        if menu:
            self.send(self.containers[where], self.members[who], [self.fresh(menu[what % len(menu)])])

    @rule(who=members, where=containers, kind=sampled_from(SEEN))
    def report_what_the_client_saw(self, who: int, where: int, kind: tuple[str, dict[str, Any]]) -> None:
        container = self.containers[where]
        seen = Happened(f"e{self.keys}", MEMBER, kind[0], container.clock(), kind[1], by_client=True)
        self.send(container, self.members[who], [self.fresh(seen)])

    @rule(where=containers, which=some, tampered=booleans())
    def ask_again(self, where: int, which: int, tampered: bool) -> None:
        """An old key, perhaps for something else."""
        if self.asked:
            member, request = self.asked[-1 - which % min(len(self.asked), 40)]
            again = asking(Join("elsewhere"), request.key, request.scope) if tampered else request
            self.send(self.containers[where], member, [again])

    @rule(where=containers, which=some, times=integers(2, 5))
    def want_more(self, where: int, which: int, times: int) -> None:
        """One of the last actions under new keys: limits and stocks end for those who insist."""
        wanted = [(whose, one) for whose, one in self.asked[-40:] if isinstance(one.action, Draw | Redeem | Send)]
        if wanted:
            member, request = wanted[which % len(wanted)]
            for _ in range(times):
                self.send(self.containers[where], member, [self.fresh(request.action)])

    @rule(who=integers(0, 5), where=containers)
    def sign_in(self, who: int, where: int) -> None:
        known = len(self.known)
        member = self.containers[where].sign_in(f"member-{who}")
        assert self.known.setdefault(who, member) == member
        assert len(set(self.known.values())) == len(self.known)
        assert self.model.catch_up() == (len(self.known) > known)

    # --- shops

    @rule(where=containers, which=some, otherwise=integers(0, 9), undone=booleans())
    def pay_or_undo(self, where: int, which: int, otherwise: int, undone: bool) -> None:
        """One of the last redemptions was paid, perhaps by other cash, or once more; or is undone, whatever it cost."""
        last = [(whose, one) for whose, one in self.asked if isinstance(one.action, Redeem)]
        given = [(whose, one) for whose, one in last if (whose, one.id) in self.answers.given][-6:]
        if some_of := given or last[-1:]:
            self.tell_of(where, *some_of[which % len(some_of)], undone, otherwise)

    def tell_of(self, where: int, member: str, redeemed: Request, undone: bool, otherwise: int = 0) -> None:
        """Tell that the cash of a redemption was paid, or that it is undone. otherwise: 9 is other cash, 8 another
        payment."""
        cash = {
            action: amount for name in self.model.published for action, amount in for_cash(self.newest(name)).items()
        }
        if undone:
            asked = asking(Undo(redeemed.id), redeemed.id, UNDONE)
        else:
            amount = money_of("8.00 CNY" if otherwise == 9 else cash.get(redeemed.action, "1.00 CNY"))
            asked = asking(PayCash(redeemed.id, amount, f"p{otherwise == 8}"), redeemed.id, PAID_CASH)
        self.send(self.containers[where], member, [asked])

    @rule(
        who=members,
        where=containers,
        batch=lists(tuples(sampled_from(EVENTS), sampled_from(LATE), integers(0, 9)), min_size=1, max_size=8),
    )
    def report_events(self, who: int, where: int, batch: list[tuple[Any, int, int]]) -> None:
        """Late ones, and among them some that were reported before, of this member or with another's order number.

        Of one key no two different ones: of these the second is refused, whatever became of the first.
        """
        container, member = self.containers[where], self.members[who]
        old = [request for whose, request in self.asked if whose == member and request.scope == SHOP]
        requests: list[Request] = []
        for kind, late, twice in batch:
            again = old[late % len(old)] if twice == 9 and old else None
            if again and all(one.id != again.id or one.fingerprint == again.fingerprint for one in requests):
                requests.append(again)
            else:
                requests.append(
                    self.fresh(event(kind[0], container.clock() - late, **self.numbered(kind, twice)), SHOP)
                )
        self.send(container, member, requests)

    @rule(who=members, where=containers, word=sampled_from(WORDS), late=sampled_from(LATE))
    def update(self, who: int, where: int, word: Update, late: int) -> None:
        """A word of the brand, which may arrive after a later one."""
        container = self.containers[where]
        said = msgspec.structs.replace(word, time=container.clock() - max(0, late))
        self.send(container, self.members[who], [self.fresh(said, SHOP)])

    # --- orders of a shop, where one is played

    @rule(
        who=integers(0, 3),
        where=containers,
        number=integers(0, 9),
        amount=sampled_from((999, 1000, 2500, 6000, 12_345)),
        late=sampled_from((0, 0, 1, 500, DAY, 20 * DAY)),
    )
    def pay_an_order(self, who: int, where: int, number: int, amount: int, late: int) -> None:
        """An order of a member, or of nobody: perhaps one that is known, waited for, or came back before."""
        data = {"amount": money(amount), "phone-end": ENDS[number % 2]}
        data |= {"buyer": f"u{number % 3}"} if number % 4 else {}
        self.order("order.paid", where, number, data, by=who, late=late)

    @rule(who=members, where=containers, number=integers(0, 9), right=integers(0, 3))
    def claim_an_order(self, who: int, where: int, number: int, right: int) -> None:
        self.order("order.claimed", where, number, {"phone-end": ENDS[(number + (right == 0)) % 2]}, by=who)

    @rule(where=containers, number=integers(0, 9), refund=integers(0, 3), part=sampled_from((1, 1, 2, 3)))
    def send_an_order_back(self, where: int, number: int, refund: int, part: int) -> None:
        """Whole or in part: perhaps before it comes, once more, or more than there was."""
        data = {"refund": f"r{refund}", "amount": money((1000, 2500, 6000)[refund % 3] // part)}
        self.order("order.refunded", where, number, data)

    def order(self, type: str, where: int, number: int, data: dict[str, Any], by: int = 3, late: int = 0) -> None:
        """Report something of one of the last ten orders; by the fourth member, of nobody. A receipt is all it writes,
        and it is refused for none but these reasons."""
        if "store" not in self.model.published:
            return
        container, self.keys = self.containers[where], self.keys + 1
        told = Happened(
            f"e{self.keys}",
            "shop",
            type,
            container.clock() - late,
            data | {"channel": "jd", "order": f"{self.keys // 60}.{number}"},
            by_client=type == "order.claimed",
        )
        answer: object
        if by < len(self.members):
            request = asking(told, f"k{self.keys}", MEMBER if told.by_client else SHOP)
            answer = container.one(self.members[by], request)
        else:
            time = datetime.fromtimestamp(told.time / 1000, UTC).isoformat(timespec="milliseconds")
            tree = {"id": told.id, "source": "shop", "type": type, "time": time, "data": dict(told.data)}
            [answer] = container.parts.take_in.each([tree], container.clock(), lambda: inf)
        new, code = self.model.catch_up(), getattr(answer, "code", "")
        assert code in REFUSED[type], f"{told} was answered {answer}"
        assert new == int(code == "order_not_matching" or getattr(answer, "receipt", None) is not None)
        self.answers.codes[code or type] += 1

    @invariant()
    def smaller_orders_alone(self) -> None:
        """Invariants 6 to 8: each task without a limit has given what the orders give with what is left of them."""
        if "store" in self.model.published:
            assert_as_if(self.model, self.members)

    # --- managers

    @rule(where=containers, which=some, more=integers(1, 3))
    def republish(self, where: int, which: int, more: int) -> None:
        """A new version, while members play on by the one in force: with more of a stock, that closes later, or that
        asks for less."""
        changes = (self.top_up, self.close_later, self.ask_less)
        changes[which % 3](where, which // 3, more)

    @rule(where=containers, codes=integers(1, 9))
    def upload_codes(self, where: int, codes: int) -> None:
        """A partner's codes, into a pool that was dry, or is not."""
        if "cinema" in self.model.published:
            self.keys += 1
            file = f"file-{self.keys}"
            named = [f"{file}-{n}" for n in range(codes)]
            taken = self.containers[where].parts.operations.codes.upload("cinema", named, file, "mia", self.world.now)
            assert taken.added == codes
            self.answers.uploads.append((self.world.now, "cinema", codes))

    def top_up(self, where: int, which: int, more: int) -> None:
        limited = [(name, path) for name in sorted(self.model.published) for path in stocks(self.newest(name))]
        if not limited:
            return
        name, path = limited[which % len(limited)]
        if name in self.model.closed or len(self.model.published[name]) > 6:
            return
        revised = copy.deepcopy(self.newest(name))
        block = stocks(revised)[path]
        count, *per = block["stock"].split(" ", 1)
        block["stock"] = " ".join([str(int(count) + more), *per])
        self.world.republish(self.containers[where], name, revised)

    def close_later(self, where: int, which: int, more: int) -> None:
        ends = [(name, place) for name in sorted(self.model.published) for place in closes(self.newest(name))]
        name, place = ends[which % len(ends)]
        if name in self.model.closed or len(self.model.published[name]) > 6:
            return
        revised = copy.deepcopy(self.newest(name))
        block = closes(revised)[place]
        block["closes"] = later(block["closes"])
        self.world.republish(self.containers[where], name, revised)

    def ask_less(self, where: int, which: int, less: int) -> None:
        goals = [(name, place) for name in sorted(self.model.published) for place in targets(self.newest(name))]
        if not goals:
            return
        name, place = goals[which % len(goals)]
        if name in self.model.closed or len(self.model.published[name]) > 6:
            return
        revised = copy.deepcopy(self.newest(name))
        task = targets(revised)[place]
        count, _, unit = task["reach"].partition(" ")
        if count == "1":
            return
        task["reach"] = f"{max(1, int(count) - less)} {unit}"
        self.world.republish(self.containers[where], name, revised)

    @rule(where=containers, which=integers(0, 15))
    def steer(self, where: int, which: int) -> None:
        """Stop a campaign or let it go on; close what is over, and settle who does not come."""
        container = self.containers[where]
        if which < 5:
            self.pause_or_resume(container, resume=which > 0)
        elif which < 7:
            self.model.closed.update(container.parts.operations.close.due(container.clock()))
        elif which < 9:
            sweep(container)
            self.model.catch_up()

    def pause_or_resume(self, container: Container, resume: bool) -> None:
        names = sorted(self.model.published.keys() - self.model.closed)
        stopped = [one for one in self.model.pauses if one.until is None]
        order = Instruction("bo", container.clock())
        if resume and stopped:
            assert container.parts.operations.steer.resume(stopped[0].campaign, order).changed
            stopped[0].until = order.now
        elif not resume and names and not stopped:
            name = names[self.keys % len(names)]
            assert container.parts.operations.steer.pause(name, order).changed
            self.model.pauses.append(Pause(name, order.now))

    # --- home screens

    @rule()
    def look(self) -> None:
        for member in self.members:
            self.shown.look(self.observer, member)

    # --- clocks and containers

    @rule(ms=sampled_from(PAUSES))
    def wait(self, ms: int) -> None:
        self.world.now += ms

    @rule(which=integers(0, 3), days=sampled_from((1, 3, 10, 16, 29, 31, 62)), around=sampled_from(AROUND))
    def wait_for_days(self, which: int, days: int, around: int) -> None:
        """To about a midnight, weeks on, where months are played: points end, tiers are looked at, birthdays come."""
        if which == 0 and "ledger" in self.model.published:
            day = wall("Asia/Shanghai", self.world.now).date() + timedelta(days=days)
            self.world.now = moment(f"{day} 00:00") + around

    @rule(which=integers(0, 7), clock=sampled_from(CLOCKS), zone=sampled_from(ZONES), around=sampled_from(AROUND))
    def wait_until(self, which: int, clock: str, zone: str, around: int) -> None:
        """To about an edge; seldom, because most of what happens, happens between two of them."""
        today = wall(zone, self.world.now).date()
        edges = [moment(f"{today + timedelta(days=n)} {clock}", zone) + around for n in range(3)]
        if which == 1:  # an end of a campaign that is near, or some hours later, when it may be closed for good
            ends = [campaign_ends(self.newest(name)) for name in sorted(self.model.published)]
            edges = [end + around + late for end in ends for late in (0, 3 * HOUR) if end < self.world.now + 3 * DAY]
        if which < 2:
            self.world.now = next((edge for edge in edges if edge >= self.world.now), self.world.now)

    @rule(where=containers, which=integers(0, 7))
    def replace_container(self, where: int, which: int) -> None:
        if which == 0:
            self.containers[where] = self.world.container(CONTAINERS[where])

    # --- after each step

    @invariant()
    def everything_adds_up(self) -> None:
        type(self).made += 1
        assert self.model.catch_up() == 0, "something was written that nobody was told of"
        for member, words in self.words.items():
            profile = json.loads(plain(partition(f"M#{member}")["M"])["b"]).get("p", {})
            last = {name: value for name, (_, value) in words.items() if value}
            if any("from" in tier for tier in self.world.programme["tiers"].values()):  # stars say it too
                profile, last = (
                    {name: one for name, one in said.items() if name != "tier"} for said in (profile, last)
                )
            assert profile == last, f"the last words on {member} are {last}, and the record has {profile}"

    def send(self, container: Container, member: str, requests: list[Request]) -> None:
        """Ask, and judge every answer; what is new in the table is what was answered, and a gift's other side."""
        now = container.clock()
        given = container.act(member, *requests)
        new = self.model.catch_up()
        granted = {}
        for request, answer in zip(requests, given, strict=True):
            if self.answers.judge(member, request, answer, now):
                granted[request.id] = request
                if isinstance(request.action, Update):
                    self.note_words(member, request.action)
                elif isinstance(request.action, PayCash | Undo):
                    self.answers.codes[name_of(request.action)] += 1
        assert new == len(granted) + sum(isinstance(one.action, Send) for one in granted.values())
        self.asked += [(member, request) for request in requests]

    def note_words(self, member: str, said: Update) -> None:
        """Keep the word of the latest time on each field."""
        assert said.time is not None
        for name, value in msgspec.to_builtins(said).items():
            if name in Profile.__struct_fields__ and value is not None:
                last, _ = self.words[member].get(name, (0, None))
                if said.time >= last:
                    self.words[member][name] = (said.time, list(value) if name == "tags" else value)

    def fresh(self, action: Action, scope: str = MEMBER) -> Request:
        self.keys += 1
        return asking(action, f"k{self.keys}", scope)

    def numbered(self, kind: tuple[str, dict[str, Any]], twice: int = 0) -> dict[str, Any]:
        """The event's fields; an order has a number, which is sometimes one that was used before."""
        if kind[0] != "order.paid":
            return kind[1]
        return kind[1] | {"order": f"o{self.keys // 40 if twice in (7, 8) else f'{self.keys}.{twice}'}"}

    def newest(self, name: str) -> Tree:
        return self.model.published[name][-1][2]


def money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02} CNY"


def wins(tree: Tree) -> list[Action]:
    """Everything that members may want of a campaign, as its mechanics say, but for what costs cash; tens of every box,
    offered or not.
    """
    campaign, findings = read(tree, CampaignFile)
    assert campaign is not None, findings
    kinds = {"draws": tree.get("blind_boxes", {}), "prizes": tree["prizes"]}
    kinds |= {f"fragments/{name}": block["fragments"] for name, block in tree.get("collections", {}).items()}
    rich = {f"{kind}/{name}": 10**9 for kind, names in kinds.items() for name in names}
    wanted = [one.wanted(10**9, rich) for one in choices(campaign)]
    tens = [Draw(tree["campaign"], box, 10) for box in tree.get("blind_boxes", {})]
    cash = for_cash(tree)
    return [one for one in (*wanted, *tens) if one is not None and one not in cash]


def for_cash(tree: Tree) -> dict[Action, str]:
    """The redemptions of a campaign that cost cash, and how much."""
    return {
        Redeem(tree["campaign"], name, offer_name): offer["costs"]["cash"]
        for name, redemption in tree.get("redemptions", {}).items()
        for offer_name, offer in redemption["offers"].items()
        if "cash" in offer.get("costs", {})
    }


def others(tree: Tree, to: str, now: int = 0) -> list[Action]:
    """Everything else that a campaign offers. now: epoch ms, for the days that may be made up."""
    today = datetime.fromtimestamp(now / 1000, UTC).date()
    name = tree["campaign"]
    menu: list[Action] = [Join(name)] if "opt_in" in tree else []
    for challenge, block in tree.get("challenges", {}).items():
        menu += [
            MakeUpDay(name, challenge, task, (today - timedelta(days=n)).isoformat())
            for task, one in block["tasks"].items()
            if "make_up" in one
            for n in range(3)
        ]
    for form, block in tree.get("forms", {}).items():
        menu += [Fill(name, form, {"a": one, "b": "more"}) for one in (*block["asks"]["a"]["options"], "z")]
    for quiz, block in tree.get("quizzes", {}).items():
        menu += [
            Answer(name, quiz, option, question)
            for question, one in block["questions"].items()
            for option in one["options"]
        ]
    for collection, block in tree.get("collections", {}).items():
        menu += [Compose(name, collection)]
        for fragment in block["fragments"]:
            menu += [Exchange(name, collection, fragment)] if "exchange" in block else []
            menu += [Send(name, collection, fragment, to)] if "send" in block else []
    return menu


def closes(tree: Tree) -> dict[str, Tree]:
    """The blocks whose end can be moved to be later, the campaign itself among them, by where they stand."""
    timed = {f"{key}/{name}": one for key in KINDS for name, one in tree.get(key, {}).items() if "closes" in one}
    return {place: one for place, one in {"": tree, **timed}.items() if later(one["closes"]) != one["closes"]}


def later(said: str) -> str:
    """A later moment than a phrase says: some minutes on the same day, or a day; the same where it has no clock."""
    name, _, clock = said.rpartition(" ")
    if said.startswith("end of 20"):
        return f"end of {date.fromisoformat(clock) + timedelta(days=1)}"
    if not clock[:2].isdigit() or clock >= "23:00":
        return said
    return f"{name} {int(clock[:2]) + 1:02}:{clock[3:]}"


def campaign_ends(tree: Tree) -> int:
    return latest(tree["closes"], tree["timezone"], 2**42)


def targets(tree: Tree) -> dict[str, Tree]:
    """The tasks that ask for a whole number of something, and pay nothing on the way, by path."""
    return {
        f"{name}/{task_name}": task
        for name, challenge in tree.get("challenges", {}).items()
        for task_name, task in challenge["tasks"].items()
        if task.get("reach", "").partition(" ")[0].isdecimal() and "milestones" not in task
    }


def stocks(tree: Tree) -> dict[str, Tree]:
    """The blocks with a stock, by path."""
    prizes = {f"prizes/{name}": prize for name, prize in tree["prizes"].items() if "stock" in prize}
    offers = {
        f"{name}/{offer_name}": offer
        for name, redemption in tree.get("redemptions", {}).items()
        for offer_name, offer in redemption["offers"].items()
        if "stock" in offer
    }
    return prizes | offers
