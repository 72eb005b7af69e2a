"""Whatever is sent, the answer is one that the OpenAPI document states, and the receipts stay in order.

Schemathesis makes the requests from the document alone: its examples, every boundary of every field, random ones that
keep to the schema and that break it, and chains in which an answer feeds the next request; all of its checks are made
of each answer. So that some of it also reaches the rules behind the schema, half of the valid requests get names that
are published, and shops report events of types that exist.
"""

import hmac
import json
import time
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, NamedTuple
from zlib import crc32

import pytest
import requests
import schemathesis
from schemathesis.config import HealthCheck, SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import events, from_schema
from schemathesis.generation.modes import GenerationMode

from audit import Statement, read_statement
from audit.recount import Recount
from audit.wallets import RULES, compare_wallet
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.redemption.block import Redemption
from cli.campaign_file import load
from local.backend import CAMPAIGNS, local_settings
from local.demo.diary import Diary
from local.demo.moves import Batch, Event, Person, Slice
from local.demo.player import Player
from local.demo.wire import Wire
from tests.proof.conftest import Proof
from tests.proof.server import server
from tests.proof.world import campaign_tree


class Form(NamedTuple):
    """At least so many cases, in runs of so many examples a route; boundaries: whether every one of every field."""

    cases: int
    examples: int
    boundaries: bool


LONG = Form(20_000, 190, boundaries=True)
SHORT = Form(150, 9, boundaries=False)

NOW = int(datetime(2026, 6, 24, 4, tzinfo=UTC).timestamp() * 1000)  # a Wednesday noon in Shanghai: much is open
ANA, BEN = "person-0", "person-1"

BEYOND_THE_SCHEMA = {
    "bad_event_field",
    "event_not_from_client",
    "event_too_late",
    "event_in_future",
    "idempotency_key_reused",
}
"""Codes of a 422 that depends on what is published or was sent before."""

BY_THE_RULES = {"not_enough", "not_offered", "limit_reached", "sold_out", "window_closed"}
"""Codes of requests that came all the way."""

Places = Mapping[frozenset[str], Sequence[dict[str, str]]]


@dataclass
class Found:
    """cases: answered requests by phase · codes: problems by code · wrong: what no answer should be."""

    cases: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture
def url() -> Iterator[str]:
    with server() as one:
        yield one


@pytest.fixture
def player(url: str) -> Player:
    """Ana, who may do everything and has something to do it with, and Ben, to whom she can send."""
    player = Player(Wire(url, Diary()), local_settings(), Diary(), 2)
    player.set_clock(NOW)
    player.sign_in([Person(name, "", (), "", False, 1.0) for name in (ANA, BEN)])
    known = {"tier": "gold", "born": "1990-05-17", "guardian": True}
    paid: list[tuple[str, dict[str, Any]]] = [
        ("order.paid", {"order": f"o{i}", "amount": "4000.00 CNY"}) for i in range(4)
    ]
    report = [("member.updated", known), *paid, ("shop.followed", {}), ("gift.taken", {})]
    reported = (Event(f"e{i}", "shop", kind, ANA, NOW, data) for i, (kind, data) in enumerate(report))
    player.play(Slice(NOW, (Batch(tuple(reported)),)))
    return player


def test_every_answer_is_as_documented_and_the_receipts_stay_in_order(url: str, player: Player, proof: Proof) -> None:
    began = time.perf_counter()
    found = Found()
    form = LONG if proof.long else SHORT
    for seed in count(proof.seed):
        bombard(url, player, seed, form, found)
        if found.cases.total() >= form.cases or found.wrong:
            break
    assert not found.wrong, "\n".join(found.wrong)
    assert found.cases.keys() >= {"examples", "fuzzing", "stateful"}
    assert {"invalid_body", "unauthenticated"} <= found.codes.keys()
    assert found.codes.keys() & BY_THE_RULES
    statements = player.everybody(read_statement)
    assert_in_order(statements)
    seconds = time.perf_counter() - began
    phases = ", ".join(f"{n:,} {phase}" for phase, n in found.cases.items())
    proof.tell(
        "hostile input",
        f"{found.cases.total():,} cases in {seconds:.0f} s ({phases}), {len(found.codes)} codes, "
        f"{sum(len(one.receipts) for one in statements)} receipts",
    )


def bombard(url: str, player: Player, seed: int, form: Form, found: Found) -> None:
    """One run of schemathesis over all phases."""
    config = SchemathesisConfig(seed=seed, suppress_health_check=[HealthCheck.all])
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json", config=config)
    schema.config.generation.max_examples = form.examples
    schema.config.phases.coverage.enabled = form.boundaries
    schema.config.generation.no_shrink = True
    schema.config.generation.database = "none"
    schema.config.generation.with_security_parameters = False  # they come from `Signed`; that they count is a check
    schema.config.continue_on_failure = True
    schema.auth.set_from_requests(Signed(local_settings().webhook_secrets[0])).apply_to(path="/v1/ingest")
    schema.auth.set_from_requests(SignedIn(player.tokens[ANA])).skip_for(path="/v1/ingest")
    here = places()

    @schema.hook("map_case")
    def to_published_names(context: Any, case: Any) -> Any:
        if case.meta is None or case.meta.generation.mode is GenerationMode.POSITIVE:
            lifelike(case, here, player)
        return case

    @schema.hook("filter_failure")
    def is_wrong(context: Any, failure: Failure, case: Any, response: Any) -> bool:
        return not is_as_documented(failure, case.path, response)

    for event in from_schema(schema).execute():
        note(event, found)


def note(event: events.EngineEvent, found: Found) -> None:
    match event:
        case events.ScenarioFinished():
            found.cases[event.phase.value] += len(event.recorder.interactions)
            for sent in event.recorder.interactions.values():
                if sent.response is not None and sent.response.status_code >= 400:
                    found.codes[json.loads(sent.response.content or b"{}").get("code", "none")] += 1
            found.wrong += [
                f"{event.recorder.label}: {check.name}: {check.failure_info.failure.message}: "
                f"{check.failure_info.code_sample}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info is not None
            ]
        case events.NonFatalError() | events.FatalError():
            found.wrong.append(repr(getattr(event, "value", None) or getattr(event, "exception", None)))


def is_as_documented(failure: Failure, path: str, response: Any) -> bool:
    """Where the document says more than a schema can, which is all that schemathesis knows."""
    kind = type(failure).__name__
    answer = response.json()
    if kind == "RejectedPositiveData":
        return answer["code"] in BEYOND_THE_SCHEMA
    if kind == "AcceptedNegativeData" and response.status_code == 413:  # what breaks the schema may be too large, too
        return True
    if kind == "AcceptedNegativeData" and path == "/v1/ingest":  # each event of a batch is answered on its own
        return any(event["status"] == "refused" for event in answer["events"])
    return False


class SignedIn(requests.auth.AuthBase):
    """A member's token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Signed(requests.auth.AuthBase):
    """A shop's signature of whatever bytes the body turns out to be, made by hand: libraries sign text only."""

    def __init__(self, secret: str) -> None:
        self._key = b64decode(secret.removeprefix("whsec_"))

    def __call__(self, request: Any) -> Any:
        body = request.body or b""
        body = body if isinstance(body, bytes) else body.encode()
        sent = str(int(time.time()))
        signature = b64encode(hmac.digest(self._key, f"msg_1.{sent}.".encode() + body, "sha256")).decode()
        signed = {"webhook-id": "msg_1", "webhook-timestamp": sent, "webhook-signature": f"v1,{signature}"}
        request.headers.update(signed)
        return request


def places() -> Places:
    """What is published, by the names of the path's ids."""
    found: dict[frozenset[str], list[dict[str, str]]] = {}
    for file in sorted(CAMPAIGNS.glob("*/campaign.yaml")):
        campaign = load(file).value
        assert campaign is not None
        one = {"campaign": campaign.campaign}
        boxes = [one | {"box": box} for box in campaign.blocks(BlindBox)]
        collections = [one | {"collection": name} for name in campaign.blocks(Collection)]
        offers = [
            one | {"redemption": name, "offer": offer}
            for name, redemption in campaign.blocks(Redemption).items()
            for offer in redemption.offers
        ]
        for place in ([one], boxes, collections, offers):
            for ids in place:
                found.setdefault(frozenset(ids), []).append(ids)
    return found


def lifelike(case: Any, here: Places, player: Player) -> None:
    """Half of the cases get what exists; which of it, the case itself decides, so that it can be made again."""
    pick = crc32(repr((case.path_parameters, case.body)).encode("utf-8", "surrogatepass"))
    if pick % 2:
        return
    pick //= 2
    known = here.get(frozenset(case.path_parameters or ()))
    if known:
        case.path_parameters = dict(known[pick % len(known)])
    if isinstance(case.body, dict):
        _fill(case.body, pick, player)
        for event in case.body.get("events", ()):
            _fill(event, pick, player)


def _fill(body: dict[str, Any], pick: int, player: Player) -> None:
    reports = [
        ("order.paid", {"order": f"order-{pick % 50}", "amount": "399.00 CNY"}),
        ("shop.visited", {"shop": f"shop-{pick % 5}"}),
        ("member.checked_in", {}),
        ("article.read", {"article": f"article-{pick % 9}"}),
    ]
    kind, data = reports[pick % len(reports)]
    real = {
        "provider": "dev",
        "fragment": ("collar", "hem", "health", "wealth")[pick % 4],
        "to": player.ids[BEN],
        "subject": player.ids[ANA],
        "type": kind,
        "data": data,
        "time": datetime.fromtimestamp(NOW / 1000, UTC).isoformat(),
    }
    body.update({name: value for name, value in real.items() if name in body})


def assert_in_order(statements: Iterable[Statement]) -> None:
    """The receipts of each member add up; whether what was granted is right, other proofs tell."""
    names = [path.parent.name for path in CAMPAIGNS.glob("*/campaign.yaml")]
    recount = Recount(RULES, {name: [(0, 1, campaign_tree(name))] for name in names}, {"order.paid": "order"})
    for one in statements:
        for receipt in one.receipts:
            recount.add(one.member, receipt)
        compare_wallet(recount, one.member, one.version, one.holds)
    assert [one.breaches for one in recount.results() if not one.holds] == []
