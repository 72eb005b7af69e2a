"""Plays all that each function does, its unusual paths too, on an AWS inside the process and in its own environment.

The campaigns are those that the tests of the API play.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import boto3
import msgspec
from chalice.test import Client
from moto.awslambda.models import LambdaBackend

import app
from chalicelib import settings, wiring
from chalicelib.domain.publishing.live import LEAD
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.told import Tell
from chalicelib.services import sweep
from chalicelib.store import dynamo
from chalicelib.store.due_index import part_of
from chalicelib.store.table import Item, cursor_key, member_key
from local.embedded_aws import REGION
from tests.api.caller import Api
from tests.api.games import ENDS, finished, open_games
from tests.api.test_manage import SPAS, Managers, revised
from tests.api.test_routes_cost import TABLE, Cast, note_of, order
from tests.api.world import DAY, OPENING, opened
from tests.infra.calls import Ears, Right
from tests.infra.whole import functions, name_of, template
from tests.queues import queues, record
from tests.services.receipts import record as record_of

PLAYED_OUT = {"ten draws on ten shards", "sold out, known"}
"""Rows of the routes' costs for which the others leave no stock; what they do, the others do."""

STAGE = "dev"  # where the `dev` identity provider signs members in; the policies are those of all stages
TABLE_NAME = "tessera-test"
FUNCTION = f"arn:aws:lambda:{REGION}:123456789012:function:tessera-dev-rotate_secrets"
EVENT: dict[str, Any] = {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}, "resources": []}
EVENT |= {"version": "0", "id": "e", "account": "123456789012", "time": "2026-06-20T00:00:00Z", "region": REGION}


FAIR = {
    "campaign": "fair",
    "title": "Fair",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "challenges": {"orders": {"tasks": {"buy": {"when": "order.paid", "reach": "1 time", "gives": {"prizes": "pin"}}}}},
    "prizes": {"pin": {"badge": "pin-1", "stock": "40", "when_out": "tea"}, "tea": {"gift": "tea-1"}},
}

BUY_LATER = {"when": "order.paid", "reach": "1 time", "after": "1 day", "gives": {"prizes": "pin"}}
LATER = FAIR | {"challenges": {"orders": {"tasks": {"buy": BUY_LATER}}}}


class Context:
    """The part of an invocation that our functions read."""

    aws_request_id = "00000000-0000-0000-0000-000000000000"
    function_name = "tessera"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


class World:
    """The stage's resources. named: their names in the embedded AWS, by logical id."""

    def __init__(self, api: Api, named: Mapping[str, str]) -> None:
        self.api = api
        self.named = named
        self.ears = Ears()

    def rights_used(self, function: str) -> set[Right]:
        """The rights that a function needs from its start to the end of its play."""
        with patch.dict("os.environ", self._environ(function)), self.ears.listening():
            if function != "rotate_secrets":
                self.start()
            PLAYS[function](self)
        ids = {name: logical for logical, name in self.named.items()}
        parts = [(right.action, *right.on.partition("/index")) for right in self.ears.used]
        return {Right(action, ids.get(on, on) + slash + index) for action, on, slash, index in parts}

    def start(self, **changes: Any) -> None:
        """A container with the environment's parts, at the campaigns' time."""
        wiring.use(None)
        parts = wiring.parts()
        own = msgspec.structs.replace(parts.settings, **changes)
        wiring.use(msgspec.structs.replace(parts, settings=own, clock=lambda: self.api.now))
        self.api.settings = own

    @contextmanager
    def elsewhere(self) -> Iterator[wiring.Parts]:
        """Let others act meanwhile, with all rights."""
        own = settings.read({"TESSERA_STAGE": "local"})
        before, told = wiring.parts(), self.api.settings
        with self.ears.closed():
            others = wiring.build(own, clock=lambda: self.api.now)
            wiring.use(others)
            self.api.settings = own
            yield others
        wiring.use(before)
        self.api.settings = told

    def _environ(self, function: str) -> dict[str, str]:
        """The function's environment, as CloudFormation would fill it in."""
        [properties] = [one["Properties"] for one in functions(STAGE).values() if name_of(one) == function]
        told = (
            template(STAGE)["Globals"]["Function"]["Environment"]["Variables"] | properties["Environment"]["Variables"]
        )
        return {name: value for name, given in told.items() if (value := self._resolved(given)) is not None}

    def _resolved(self, given: Any) -> str | None:
        if isinstance(given, str):
            return given
        if "Fn::If" in given:
            condition, one, other = given["Fn::If"]
            return self._resolved(other if condition == "Restored" else one)
        name = given["Ref"] if "Ref" in given else given["Fn::GetAtt"][0]
        parameters = template(STAGE)["Parameters"]
        return str(parameters[name]["Default"]) if name in parameters and name not in self.named else self.named[name]


@contextmanager
def world() -> Iterator[World]:
    """The resources of a stage, and two campaigns in force."""
    events, vault = boto3.client("events", REGION), boto3.client("secretsmanager", REGION)
    events.create_event_bus(Name="bus")
    secrets = {name: vault.create_secret(Name=name, SecretString=text)["ARN"] for name, text in SECRETS.items()}
    with queues() as both, opened() as api:
        named = {"TesseraTable": TABLE_NAME, "TesseraBus": "bus", "SweepPart": "helper", **secrets}
        yield World(api, {**named, "TesseraQueue": both.queue, "TesseraParked": both.parked})
    events.delete_event_bus(Name="bus")
    for arn in secrets.values():
        vault.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)


SECRETS = {
    "TesseraTokenKeys": json.dumps({"k1": "k" * 64}),
    "TesseraWebhookSecrets": json.dumps({"k1": "w" * 64}),
    "TesseraMasterSeed": json.dumps({"seed": "5e" * 32}),
    "ProvidersSecretArn": json.dumps({"wechat": {"kind": "wechat", "appid": "wx1", "secret": "s"}}),
}


def _answer(world: World) -> None:
    """All routes: members, shops by either way of ingest, managers."""
    api = world.api
    api.http = Client(app.app).http
    _manage(world)
    _, token = api.member("ana")
    api.now = OPENING
    ana = api.get("/v1/me", token).json_body["me"]["member"]
    cast = Cast(api, ana, token, api.member("ben")[0], note_of(api, token))
    api.report([order(cast, "draws", data={"order": "draws", "amount": "3000.00 CNY"})])
    for row in (row for name, row in TABLE.items() if name not in PLAYED_OUT):
        row.before(cast)
        assert row.does(cast).status_code < 500
    _give_rights(world, ana)
    world.start(ingest="queue")
    assert api.report([order(cast, "later")]).status_code == 202


def _manage(world: World) -> None:
    managers = Managers(world.api)
    number = managers.release(revised())
    for path in (SPAS, f"{SPAS}/versions/{number}", f"{SPAS}/audit", f"{SPAS}/report", f"{SPAS}/grants"):
        assert managers.get(path).status_code == 200, path
    for path in ("pause", "resume"):
        assert managers.post(f"{SPAS}/{path}").status_code == 200, path
    assert managers.post("/v1/manage/pools/cinema/codes", {"upload": "u", "codes": ["C-1"]}).status_code == 200
    assert managers.get("/v1/manage/pools/cinema").status_code == 200
    assert managers.post("/v1/manage/report/rebuild").json_body["step"]["done"]
    adverse = managers.post(f"{SPAS}/rollback", {"version": 1}).json_body
    assert adverse["code"] == "adverse_change"


def _give_rights(world: World, member: str) -> None:
    """A member's data is taken out, and erased."""
    managers, path = Managers(world.api), f"/v1/manage/members/{member}"
    for look in ("export", "receipts"):
        assert managers.get(f"{path}/{look}").status_code == 200
    assert managers.post(f"{path}/erase").json_body["erased"]["rewritten"] > 0


def _take_events(world: World) -> None:
    """An order that is unique and wins what is limited, and what can never count, which is parked."""
    with world.elsewhere() as others:
        ana, _ = world.api.member("ana")
        _open_fair(world, others)
    good = [
        _event(world, "o1", ana),
        _event(world, "o1", ana, id="again"),
        _event(world, "v", ana, type="shop.visited"),
    ]
    bodies = [*map(json.dumps, good), "no JSON", json.dumps(_event(world, "x", "nobody"))]
    records = [record(body, "g", number) for number, body in enumerate(bodies)]
    assert app.take_events({"Records": records}, Context()) == {"batchItemFailures": []}


def _forward_events(world: World) -> None:
    app.forward_events({"id": "e-1", "detail": _event(world, "o1", "m-1")}, Context())


def _open_fair(world: World, others: wiring.Parts) -> None:
    """A campaign in which an order wins a pin, of which there are a few."""
    others.operations.publish.publish([("fair", FAIR)], world.api.now)
    world.api.now += LEAD


def _event(world: World, number: str, member: str, **changes: Any) -> dict[str, Any]:
    data = {"shop": "east"} if changes.get("type") == "shop.visited" else {"order": number, "amount": "100.00 CNY"}
    event = {"specversion": "1.0", "id": number, "source": "shop", "type": "order.paid", "subject": member}
    return {**event, "data": data, "time": world.api.time(), **changes}


def _played(world: World) -> list[dict[str, Any]]:
    """Ana plays, at the opening she redeems; the stream's records of her receipts."""
    api = world.api
    with world.elsewhere():
        ana, token = api.member("ana")
        api.report([order(Cast(api, ana, token, ""), "draws", data={"order": "draws", "amount": "3000.00 CNY"})])
        for _ in range(3):
            api.act("/v1/events", token, {"type": "shop.visited"})
        api.now = OPENING
        for path in ("redemptions/monthly/serum/redeem", "boxes/care/draw", "boxes/free/draw"):
            assert api.act(f"/v1/campaigns/spa/{path}", token).status_code == 200
        items = dynamo.client().scan(TableName=Item.Meta.table_name)["Items"]
    written = [item for item in items if item["sk"]["S"].startswith("R#")]
    return [record_of(ana, item["b"]["B"], item["sk"]["S"][2:]) for item in written]


def _count_receipts(world: World) -> None:
    """A batch that comes twice."""
    records = _played(world)
    for _ in range(2):
        app.count_receipts({"Records": records}, Context())


def _send_notices(world: World) -> None:
    """Receipts, and one that tells another member."""
    told = Tell("friend.bought", "a token", "x", world.api.now, {"friend": "x"})
    telling = msgspec.json.encode(Receipt("x", 1, world.api.now, "event", tells=(told,)))
    app.send_notices({"Records": [*_played(world), record_of("ben", telling, "x")]}, Context())


def _close_campaigns(world: World) -> None:
    world.api.now += 14 * DAY
    assert sorted(app.close_campaigns(EVENT, Context())) == ["club", "spa"]
    assert app.close_campaigns(EVENT, Context()) == []


def _announce_windows(world: World) -> None:
    """Windows that open and close, and a campaign that was closed meanwhile."""
    app.announce_windows(EVENT, Context())
    world.api.now = OPENING + 1
    assert app.announce_windows(EVENT, Context())
    world.api.now += 14 * DAY
    with world.elsewhere() as others:
        others.operations.close.due(world.api.now)
    assert app.announce_windows(EVENT, Context())


def _sweep_expired(world: World) -> None:
    """A prize that comes a day after its order, of somebody who did not come; then more is due than one run does."""
    with world.elsewhere() as others:
        _owe_a_pin(world, others)
        Item(*cursor_key("register")).delete()  # as if an earlier release had been here
    with patch.object(LambdaBackend, "invoke", return_value=b"") as asked:
        assert app.sweep_expired(EVENT, Context())["swept"]["settled"] == 1
        assert not asked.called
        with world.elsewhere() as others:
            bo, _ = world.api.member("bo")
            Item(*member_key(bo)).update(actions=[Item.due.set(1)])
        with patch.object(sweep, "PAGE", 1):  # one who is due is many already
            assert app.sweep_expired(EVENT, Context())["asked"] == asked.call_count == 1


def _sweep_part(world: World) -> None:
    """The same prize, by the helper, who finds another member who came too early."""
    with world.elsewhere() as others:
        ana = _owe_a_pin(world, others)
        many = (world.api.member(f"bo-{n}")[0] for n in range(99))
        bo = next(one for one in many if part_of(one) != part_of(ana))  # else the first sweep meets both
        Item(*member_key(bo)).update(actions=[Item.due.set(1)])
    assert app.sweep_part({"part": part_of(ana)}, Context())["settled"] == 1
    assert app.sweep_part({"part": part_of(bo)}, Context())["moved"] == 1


def _owe_a_pin(world: World, others: wiring.Parts) -> str:
    """Everybody was looked at, and then a member came to be due."""
    others.operations.publish.publish([("fair", LATER)], world.api.now)
    world.api.now += LEAD
    others.operations.sweep.run(lambda: world.api.now, 900)
    ana, token = world.api.member("ana")
    world.api.report([order(Cast(world.api, ana, token, ""), "o1")])
    world.api.now += 2 * DAY
    return ana


def _rank_boards(world: World) -> None:
    """A ranking while it counts, and once it is over and reviewed: of its places one takes stock."""
    with world.elsewhere():
        open_games(world.api)
        for number, points in enumerate((7, 9)):
            finished(world.api, world.api.member(f"player-{number}")[0], points, f"game-{number}")
    world.api.now += 3 * LEAD
    assert app.rank_boards(EVENT, Context())["pictures"] == 2
    world.api.now = ENDS + DAY
    assert app.rank_boards(EVENT, Context()) == {"pictures": 0, "frozen": 2, "paid": 2}


def _watch(world: World) -> None:
    app.watch(EVENT, Context())


def _rotate_secrets(world: World) -> None:
    """The four steps for both secrets, each of which comes twice."""
    for name in ("TesseraTokenKeys", "TesseraWebhookSecrets"):
        version = str(uuid4())
        with world.ears.closed(), patch.object(LambdaBackend, "get_function"), patch.object(LambdaBackend, "invoke"):
            manager = boto3.client("secretsmanager", REGION)
            manager.rotate_secret(SecretId=world.named[name], RotationLambdaARN=FUNCTION, ClientRequestToken=version)
        for step in ("createSecret", "setSecret", "testSecret", "finishSecret"):
            event = {"SecretId": world.named[name], "ClientRequestToken": version, "Step": step}
            for _ in range(2):
                app.rotate_secrets(event, Context())


PLAYS: Mapping[str, Callable[[World], None]] = {
    "api_handler": _answer,
    "take_events": _take_events,
    "forward_events": _forward_events,
    "count_receipts": _count_receipts,
    "send_notices": _send_notices,
    "close_campaigns": _close_campaigns,
    "announce_windows": _announce_windows,
    "sweep_expired": _sweep_expired,
    "sweep_part": _sweep_part,
    "rank_boards": _rank_boards,
    "watch": _watch,
    "rotate_secrets": _rotate_secrets,
}
