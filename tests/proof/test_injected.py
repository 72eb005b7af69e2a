"""Conflicts, throttles, server errors and lost replies at 1, 10 and 50%: each ends in its right answer or a 503.

The right answers are those of an undisturbed world that is asked the same things in the same order. A client that is
told to come back does so with the same key, so that both worlds must end alike.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from moto.core.models import botocore_stubber

from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import ActionAnswer, Answered, Request
from chalicelib.store.dynamo import client_events
from chalicelib.store.table import READ_SECONDS, RESENDS
from local.dynamo_calls import DynamoCalls
from tests.faults import Reply, actions_of, cancelled, failed, instead, unsent
from tests.proof.answers import Answers
from tests.proof.conftest import Proof
from tests.proof.machine import EVENTS, others, wins
from tests.proof.model import Model
from tests.proof.observer import stored
from tests.proof.world import SETTINGS, SHOP, World, asking, campaign_tree, event, moment, opened

START = "2026-06-18 10:30"
WHO = ("ann", "bo", "cid")
COMMIT = "TransactWriteItems"
MOST_COMMITS, MOST_SECONDS = 6, 4
"""What a request may take: promised, so that the code's own numbers are not asked."""
PATIENCE = 200
"""How often a client comes back."""

Asked = list[tuple[str, list[Request]]]


class Weather:
    """Faults by chance: of each sending, so many in a hundred. met: how often each was."""

    def __init__(self, world: World, percent: int, chance: Random) -> None:
        self.world = world
        self.percent = percent
        self.chance = chance
        self.met: Counter[str] = Counter()

    def __call__(self, request: Any, **_: Any) -> Any:
        if self.chance.uniform(0, 100) >= self.percent:
            return None
        writes = request.headers["X-Amz-Target"].endswith(COMMIT.encode())
        name, reply = self.chance.choice([*self._always(), *(self._to_a_commit(request) if writes else ())])
        self.met[name] += 1
        return reply(request) if reply else None

    def _always(self) -> list[tuple[str, Reply]]:
        throttled = ("ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded")
        return [
            *((name, failed(400, name)) for name in throttled),
            ("InternalServerError", failed(500, "InternalServerError")),
            ("lost reply", self._lost),
            ("broken connection", unsent),
        ]

    def _to_a_commit(self, request: Any) -> list[tuple[str, Reply]]:
        """A transaction is cancelled by some of its items."""
        kinds = sorted({(one.get("Key") or one["Item"])["sk"]["S"][0] for one in actions_of(request)})
        hit = self.chance.sample(kinds, self.chance.randint(1, len(kinds)))
        codes = ("TransactionConflict", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded")
        return [(code, cancelled(**dict.fromkeys(hit, code))) for code in codes]

    def _lost(self, request: Any) -> None:
        botocore_stubber("before-send", request)
        self.world.now += 1000 * READ_SECONDS
        raise ReadTimeoutError(endpoint_url=request.url)


@contextmanager
def under(weather: Weather, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The SDK's own pauses pass on the world's clock too."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", weather.world.sleep)
    client_events().register_first("before-send.dynamodb", weather, unique_id="weather")
    try:
        yield
    finally:
        client_events().unregister("before-send.dynamodb", weather, unique_id="weather")


def asked(members: Sequence[str], n: int) -> Asked:
    """What members and shops ask for, in their order; now and then something is asked a second time."""
    chance, at = Random(11), moment(START)
    requests: Asked = []
    tree = campaign_tree("bazaar")
    for i in range(n):
        who = chance.choice(members)
        menu: list[Action] = [*wins(tree), *others(tree, chance.choice(members))]
        menu = [one for one in menu if not (isinstance(one, Redeem) and one.offer == "tea")]  # it opens meanwhile
        kinds = [kind for kind in EVENTS if kind[0] in ("shop.visited", "order.paid", "member.joined")]
        batch = [
            asking(_event(chance.choice(kinds), at, f"e{i}.{k}"), f"e{i}.{k}", SHOP)
            for k in range(chance.randint(1, 4))
        ]
        fresh = [asking(chance.choice(menu), f"k{i}")] if i % 3 else batch
        requests.append(chance.choice(requests) if requests and i % 10 == 9 else (who, fresh))
    return requests


def _event(kind: tuple[str, dict[str, Any]], at: int, id: str) -> Action:
    return event(kind[0], at, id, **kind[1], **({"order": id} if kind[0] == "order.paid" else {}))


def undisturbed(n: int) -> list[list[Any]]:
    """The right answers."""
    with opened(["bazaar"], START) as world:
        container = world.container()
        members = [container.sign_in(who) for who in WHO]
        return [[_told(one) for one in container.act(member, *requests)] for member, requests in asked(members, n)]


@pytest.mark.parametrize("percent", [1, 10, 50])
def test_every_request_ends_in_its_right_answer(
    aws: None, proof: Proof, percent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = 600 if proof.long else 60
    right = undisturbed(n)
    told, busy, most = Counter[str](), 0, 0
    with opened(["bazaar"], START) as world:
        container = world.container()
        members = [container.sign_in(who) for who in WHO]
        model = Model(world.published, SETTINGS.master_seed)
        answers = Answers(model)
        model.catch_up()
        weather = Weather(world, percent, Random(proof.seed + percent))
        containers = [container, world.container(), world.container()]
        with under(weather, monkeypatch):
            for i, (member, requests) in enumerate(asked(members, n)):
                given, tries, commits = _until_answered(world, containers[i % 3], member, requests)
                busy, most = busy + tries - 1, max(most, commits)
                model.catch_up()
                assert [_told(one) for one in given] == right[i], f"request {i}: {requests}"
                for request, answer in zip(requests, given, strict=True):
                    _judge(answers, member, request, answer, world.now, tries)
                told.update(type(one).__name__ for one in given)
    assert percent < 50 or busy
    figures = ", ".join(f"{count} {name}" for name, count in weather.met.most_common())
    proof.tell(f"faults at {percent}%", f"{n} requests, {busy} told to come back, at most {most} commits: {figures}")


def _judge(answers: Answers, member: str, request: Request, answer: ActionAnswer, now: int, tries: int) -> None:
    """A grant whose reply was lost comes back as a replay, which the table holds and the client does not know."""
    if isinstance(answer, Answered) and answer.receipt and (member, request.id) not in answers.given:
        assert answers.model.texts[member, request.id] == answer.receipt
        answers.given[member, request.id] = (request.fingerprint, answer.receipt)
    else:
        answers.judge(member, request, answer, now)


def _until_answered(
    world: World, container: Any, member: str, requests: list[Request]
) -> tuple[list[ActionAnswer], int, int]:
    """The answers, after how many tries, and the most commits that one of these took."""
    most = 0
    for tries in range(1, PATIENCE):
        began = world.now
        late: list[int] = []

        def note(began: int = began, late: list[int] = late, **_: Any) -> None:
            late.append(world.now - began)

        client_events().register_first(f"before-call.dynamodb.{COMMIT}", note, unique_id="note")
        with DynamoCalls() as calls:
            given = container.act(member, *requests)
        client_events().unregister(f"before-call.dynamodb.{COMMIT}", note, unique_id="note")
        commits = [call for call in calls.calls if call.operation == COMMIT]
        most = max(most, len(commits))
        assert len(commits) <= MOST_COMMITS
        assert all(call.trips <= 1 + RESENDS for call in calls.calls)
        assert all(after < 1000 * MOST_SECONDS for after in late), "a commit was begun when time was up"
        busy = [one for one in given if isinstance(one, Unavailable)]
        assert all(one.retry_after >= 1 for one in busy)
        if not busy:
            return given, tries, most
        world.now += 1000
    raise AssertionError(f"busy for ever: {requests}")


MOMENTS = {"at", "time", "code", "at_most", "expires"}
"""What a receipt says that may differ: when, the codes of coupons, and what its container had heard of a stock."""


def _told(answer: ActionAnswer) -> Any:
    if isinstance(answer, Answered):
        return None if answer.receipt is None else _without(json.loads(answer.receipt))
    return answer.code if not isinstance(answer, Unavailable) else "busy"


def _without(of: Any) -> Any:
    if isinstance(of, dict):
        return {name: _without(value) for name, value in of.items() if name not in MOMENTS}
    return [_without(one) for one in of] if isinstance(of, list) else of


def test_patience_ends_after_six_commits_and_never_in_sold_out(aws: None) -> None:
    with opened(["bazaar"], START) as world:
        ann, before = world.container().sign_in("ann"), stored()
        for part, code in product(("M", "R", "S", "MRS"), ("TransactionConflict", "ThrottlingError")):
            began, never = world.now, cancelled(**dict.fromkeys(part, code))
            with DynamoCalls() as calls, instead(COMMIT, *[never] * 100):
                answer = world.container().one(ann, asking(Redeem("bazaar", "noon", "vase"), "k"))
            assert isinstance(answer, Unavailable)
            assert answer.retry_after >= 1
            assert calls.operations.count(COMMIT) == MOST_COMMITS
            assert world.now - began <= 1000 * MOST_SECONDS
            assert stored() == before


def test_a_gift_is_whole_or_not_at_all_however_many_conflicts(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two members send each other pieces while every second transaction is cancelled."""
    with opened(["bazaar"], START) as world:
        container = world.container()
        ann, bo = (container.sign_in(who) for who in WHO[:2])
        for who in (ann, bo):
            container.act(
                who, *(asking(event("shop.visited", world.now, f"{n}", shop="x"), f"{n}", SHOP) for n in range(4))
            )
        model = Model(world.published, SETTINGS.master_seed)
        model.catch_up()
        before = model.accounts[ann].holds + model.accounts[bo].holds
        with under(Weather(world, 50, Random(3)), monkeypatch):
            for n, fragment in enumerate("abcabc"):
                sender, to = (ann, bo) if n % 2 else (bo, ann)
                _until_answered(world, container, sender, [asking(Send("bazaar", "set", fragment, to), f"g{n}")])
                model.catch_up()
        assert model.accounts[ann].holds + model.accounts[bo].holds == before
