"""What each route costs: round trips to DynamoDB, and units by the sizes of the items that it reads and writes."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from chalice.test import HTTPResponse

from chalicelib import wiring
from chalicelib.api.plays import SCOPE
from chalicelib.api.readers import READERS
from chalicelib.api.routes import ROUTES
from chalicelib.domain.record.outcome import POOL_SHARDS, pool_key
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.store import dynamo, writes
from chalicelib.store.table import shard_key
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.api.door import ANSWER, FILL, GIVING, YES, open_door
from tests.api.games import GAMES, open_games

SPA = "/v1/campaigns/spa"
CUP = f"{SPA}/redemptions/counter/cup/redeem"
SHARDS = 20
TO_SEND = "/v1/me/prizes/spa/soap/address"
HOME = {"name": "Lin An", "phone": "13800000000", "lines": ["Wukang Rd 376"], "city": "Shanghai", "country": "CN"}
PAID = {"amount": "29.00 CNY", "payment": "p"}


TICKET = f"{SPA}/redemptions/counter/ticket/redeem"


class Cast(NamedTuple):
    """Ana plays, Ben gets gifts. Ana holds draws, points and two sets of fragments."""

    api: Api
    ana: str
    token: str
    ben: str
    note: str = ""
    """The code of Ana's coupon of 20.00 off 148.00."""
    coupons: list[str] = []
    """The coupons with a partner's code that Ana was given."""


class Cost(NamedTuple):
    trips: int
    reads: float
    writes: int


class Row(NamedTuple):
    route: str
    does: Callable[[Cast], HTTPResponse]
    cost: Cost
    status: int = 200
    before: Callable[[Cast], Any] = lambda cast: None


def act(path: str, body: Any = None, key: str | None = None) -> Callable[[Cast], HTTPResponse]:
    return lambda cast: cast.api.act(path, cast.token, body, key)


def get(path: str) -> Callable[[Cast], HTTPResponse]:
    return lambda cast: cast.api.get(path, cast.token)


def orders(n: int) -> Callable[[Cast], HTTPResponse]:
    return lambda cast: cast.api.report([order(cast, f"n{i}") for i in range(n)])


def visits(n: int) -> Callable[[Cast], HTTPResponse]:
    return lambda cast: cast.api.report(
        [order(cast, f"v{i}", type="shop.visited", data={"shop": "east"}) for i in range(n)]
    )


def order(cast: Cast, name: str, **changes: Any) -> dict[str, Any]:
    event = {
        "id": name,
        "source": "shop",
        "type": "order.paid",
        "subject": cast.ana,
        "time": cast.api.time(),
        "data": {"order": name, "amount": "100.00 CNY"},
    }
    return event | changes


def seventeen_receipts(cast: Cast) -> None:
    for _ in range(17):
        cast.api.act(f"{SPA}/boxes/care/draw", cast.token)


def note_of(api: Api, token: str) -> str:
    """The code of a coupon of 20.00 off 148.00, which is given here."""
    given = api.act(f"{SPA}/redemptions/counter/note/redeem", token)
    return str(given.json_body["receipt"]["coupons"][0]["code"])


def till(does: str, key: str = "p-1") -> Callable[[Cast], HTTPResponse]:
    """What a till asks for on one bill."""

    def ask(cast: Cast) -> HTTPResponse:
        deducts = {} if does == "cancel" else {"amount": "200.00 CNY", "coupons": [cast.note], "points": 100}
        return cast.api.at_till(
            "pos/1", does, {"member": cast.ana, **deducts, **({} if does == "quote" else {"payment": key})}
        )

    return ask


def link(cast: Cast) -> HTTPResponse:
    """An id of the shop's is linked to Ana."""
    return cast.api.tell("/v1/ids", {"member": cast.ana, "provider": "crm", "subject": "4711"})


def kit(cast: Cast, offer: str = "kit") -> str:
    """A redemption, which waits for cash; the id of its receipt."""
    done = cast.api.act(f"{SPA}/redemptions/counter/{offer}/redeem", cast.token, key=f"the-{offer}")
    return str(done.json_body["receipt"]["id"])


def vase(cast: Cast) -> str:
    """A redemption of a gift; the id of its receipt."""
    return kit(cast, "vase")


def of_redemption(path: str, offer: str = "kit", **said: str) -> Callable[[Cast], HTTPResponse]:
    """What a shop's server says of a redemption that was made before."""
    return lambda cast: cast.api.tell(path, {"member": cast.ana, "receipt": receipt_id(SCOPE, f"the-{offer}"), **said})


def words(cast: Cast, campaign: str) -> HTTPResponse:
    """The words of the version in force of a campaign, or of the programme."""
    definitions = wiring.parts().catalogue.definitions(cast.api.now)
    if campaign:
        return cast.api.get(f"/v1/campaigns/{campaign}/words/{definitions.campaigns[campaign].hash}")
    return cast.api.get(f"/v1/programme/words/{definitions.programme_hash}")


def of_gift(path: str, **said: str) -> Callable[[Cast], HTTPResponse]:
    """What a shop's server asks or says of the vase that was won before."""
    return lambda cast: cast.api.tell(path, {"member": cast.ana, "campaign": "spa", "prize": "soap", **said})


def addressed(cast: Cast) -> HTTPResponse:
    """The vase, and where it goes."""
    vase(cast)
    return act(TO_SEND, {"address": HOME})(cast)


def send(cast: Cast) -> HTTPResponse:
    return cast.api.act(f"{SPA}/collections/set/send", cast.token, {"fragment": "a", "to": cast.ben})


def sell_out(cast: Cast) -> None:
    """Another container sells what there is: this one has not seen the shards."""
    wiring.use(wiring.build(cast.api.settings, clock=lambda: cast.api.now))
    for n in range(SHARDS):
        assert cast.api.act(CUP, cast.api.member(f"buyer-{n}")[1]).status_code == 200
    wiring.use(wiring.build(cast.api.settings, clock=lambda: cast.api.now))
    cast.api.get("/v1/campaigns", cast.token)


def sold_out_and_told(cast: Cast) -> None:
    sell_out(cast)
    act(CUP)(cast)


def game(cast: Cast, name: str, points: int) -> dict[str, Any]:
    return order(cast, name, type="game.finished", data={"points": points})


def filled(cast: Cast) -> None:
    """A pool with four codes in each of its shards, which this container has not seen."""
    wiring.parts().operations.codes.upload(
        "cinema", [f"CINE-{n}" for n in range(4 * POOL_SHARDS)], "june", "mia", cast.api.now
    )


def known(cast: Cast) -> None:
    """One of its codes was handed out here."""
    filled(cast)
    given = act(TICKET)(cast).json_body["receipt"]["coupons"]
    cast.coupons[:] = [one["code"] for one in given]


def taken_elsewhere(cast: Cast) -> None:
    """Other containers took a code from each shard meanwhile."""
    known(cast)
    keys = [shard_key(pool_key("cinema"), number) for number in range(POOL_SHARDS)]
    dynamo.transact(updates=[writes.update(key, "ADD taken :one", values={":one": 1}) for key in keys])


def read_partners_code(cast: Cast) -> HTTPResponse:
    [coupon] = cast.coupons
    return cast.api.get(f"/v1/me/coupons/{coupon}/code", cast.token)


def opened(cast: Cast) -> None:
    """A campaign with a board on which Ana has a score."""
    tree = {**GAMES, "boards": {"speed": GAMES["boards"]["speed"]}}
    open_games(cast.api, tree)
    cast.api.report([game(cast, "g1", 7)])


def at_the_door(cast: Cast) -> None:
    """A campaign with a quiz."""
    open_door(cast.api)


A_DAY = 86_400_000


def a_day_after(cast: Cast) -> None:
    """A campaign in which a day was missed."""
    open_door(cast.api)
    cast.api.now += A_DAY


def make_up_yesterday(cast: Cast) -> HTTPResponse:
    date = cast.api.time(-A_DAY)[:10]
    return cast.api.act("/v1/campaigns/door/challenges/door/tasks/row/make-up", cast.token, {"date": date})


def ranked(cast: Cast) -> None:
    """A picture of it was taken."""
    opened(cast)
    wiring.parts().operations.boards.run(lambda: cast.api.now, 60)


def looked_at(cast: Cast) -> None:
    """A picture of it was taken, and this container has read it."""
    ranked(cast)
    get("/v1/campaigns/games/boards/speed")(cast)


TABLE = {
    "home screen": Row("me", get("/v1/me"), Cost(1, 1, 0)),
    "a campaign": Row("campaign", get(SPA), Cost(1, 1, 0)),
    "live campaigns": Row("campaigns", get("/v1/campaigns"), Cost(1, 1, 0)),
    "a board": Row("board", get("/v1/campaigns/games/boards/speed"), Cost(1, 4, 0), before=ranked),
    "a board, again": Row(
        "board",
        get("/v1/campaigns/games/boards/speed"),
        Cost(1, 2, 0),
        before=looked_at,
    ),
    "a scoring event": Row("ingest", lambda cast: cast.api.report([game(cast, "g2", 9)]), Cost(2, 2, 6), before=opened),
    "health": Row("health", get("/v1/health"), Cost(0, 0, 0)),
    "OpenAPI": Row("openapi", get("/openapi.json"), Cost(0, 0, 0)),
    **{
        f"OpenAPI of a {reader}": Row(f"openapi_{reader}", get(f"/openapi/{reader}.json"), Cost(0, 0, 0))
        for reader in READERS
    },
    "event": Row("report_event", act("/v1/events", {"type": "shop.visited"}), Cost(2, 2, 4)),
    "join": Row("join", act("/v1/campaigns/club/join"), Cost(2, 2, 4)),
    "consent": Row("consent", act("/v1/me/consents", {"channel": "sms", "given": True}), Cost(2, 2, 4)),
    "an allowed message": Row(
        "report_event", act("/v1/events", {"type": "message.allowed", "data": {"channel": "mini"}}), Cost(2, 2, 4)
    ),
    "a form": Row("fill", act(FILL, YES), Cost(2, 2, 4), before=at_the_door),
    "a form with a limited gift": Row("fill", act(GIVING, YES), Cost(2, 2, 6), before=at_the_door),
    "a day is made up": Row("make_up", make_up_yesterday, Cost(2, 2, 4), before=a_day_after),
    "an answer to a quiz": Row("answer", act(ANSWER, {"option": "no"}), Cost(2, 2, 4), before=at_the_door),
    "compose": Row("compose", act(f"{SPA}/collections/set/compose"), Cost(2, 2, 4)),
    "exchange": Row("exchange", act(f"{SPA}/collections/set/exchange", {"fragment": "b"}), Cost(2, 2, 4)),
    "draw without stock": Row("draw", act(f"{SPA}/boxes/plain/draw"), Cost(2, 2, 4)),
    "draw with stock": Row("draw", act(f"{SPA}/boxes/free/draw"), Cost(2, 2, 6)),
    "ten draws on one shard": Row("draw", act(f"{SPA}/boxes/ten/draw", {"times": 10}), Cost(2, 2, 6)),
    "ten draws on ten shards": Row("draw", act(f"{SPA}/boxes/rush/draw", {"times": 10}), Cost(2, 2, 4 + 2 * 10)),
    "redeem": Row("redeem", act(f"{SPA}/redemptions/monthly/serum/redeem"), Cost(2, 2, 6)),
    "gift": Row("send", send, Cost(2, 3, 8)),
    "a claim of an order": Row(
        "claim_order",
        act("/v1/orders/claim", {"type": "parcel.claimed", "data": {"parcel": "7", "end": "8899"}}),
        Cost(2, 3, 6),
    ),
    "a pass": Row("my_pass", get("/v1/me/pass"), Cost(1, 1, 0)),
    "a quote of a bill": Row("quote_bill", till("quote"), Cost(1, 2, 0)),
    "a hold for a bill": Row("hold_bill", till("hold"), Cost(2, 3, 4)),
    "a bill": Row("pay_bill", till("pay"), Cost(2, 3, 6)),
    "a bill that was held": Row("pay_bill", till("pay"), Cost(2, 3, 6), before=till("hold")),
    "a hold that is cancelled": Row("cancel_bill", till("cancel"), Cost(2, 5, 4), before=till("hold")),
    "a bill that is cancelled": Row("cancel_bill", till("cancel"), Cost(2, 5, 6), before=till("pay")),
    "a partner's code": Row("redeem", act(TICKET), Cost(2, 3, 6), before=known),
    "a partner's code, others taken elsewhere": Row("redeem", act(TICKET), Cost(2, 3, 6), before=taken_elsewhere),
    "a partner's code, of a pool not seen yet": Row(
        "redeem", act(TICKET), Cost(3, 2 + POOL_SHARDS / 2, 6), before=filled
    ),
    "reading a partner's code": Row("coupon_code", read_partners_code, Cost(2, 2, 0), before=known),
    "a unique order": Row("ingest", orders(1), Cost(2, 2, 6)),
    "three events of one member": Row("ingest", visits(3), Cost(2, 4, 8)),
    "eight events of one member": Row("ingest", visits(8), Cost(2, 9, 18)),
    "replay": Row(
        "join",
        act("/v1/campaigns/club/join", key="once"),
        Cost(1, 2, 0),
        before=act("/v1/campaigns/club/join", key="once"),
    ),
    "a refusal by the rules": Row("draw", act("/v1/campaigns/club/boxes/hello/draw"), Cost(1, 2, 0), 403),
    "sold out, first seen": Row("redeem", act(CUP), Cost(4, 2 + SHARDS / 2, 6), 409, before=sell_out),
    "sold out, known": Row(
        "redeem",
        act(CUP),
        Cost(1, 2, 0),
        409,
        before=sold_out_and_told,
    ),
    "a redemption that waits for cash": Row("redeem", act(f"{SPA}/redemptions/counter/kit/redeem"), Cost(2, 2, 8)),
    "its cash": Row("pay_redemption", of_redemption("/v1/redemptions/pay", **PAID), Cost(2, 2, 6), before=kit),
    "a redemption that waited is undone": Row("undo_redemption", of_redemption("/v1/undo"), Cost(2, 4, 8), before=kit),
    "a redemption is undone": Row("undo_redemption", of_redemption("/v1/undo", "vase"), Cost(2, 4, 6), before=vase),
    "an id is linked": Row("link_by_shop", link, Cost(2, 2, 8)),
    "an event that names a linked id": Row(
        "ingest",
        lambda cast: cast.api.report([order(cast, "linked", subject="crm:4711")]),
        Cost(3, 3, 6),
        before=link,
    ),
    "what was won": Row("my_prizes", get("/v1/me/prizes"), Cost(2, 2, 0), before=vase),
    "where a gift goes": Row("send_prize_to", act(TO_SEND, {"address": HOME}), Cost(3, 2, 4), before=vase),
    "reading where it goes": Row("gift_address", of_gift("/v1/gifts/address"), Cost(2, 2, 0), before=addressed),
    "it was sent": Row("gift_sent", of_gift("/v1/gifts/sent", parcel="SF-1"), Cost(2, 2, 4), before=vase),
    "history page of 16": Row("my_receipts", get("/v1/me/receipts"), Cost(2, 17, 0), before=seventeen_receipts),
    "own data, a page": Row("my_export", get("/v1/me/export"), Cost(4, 4, 0)),
    "signing in": Row("sign_in", lambda cast: _sign_in(cast, "ana"), Cost(2, 2, 0)),
    "the first sign-in": Row("sign_in", lambda cast: _sign_in(cast, "new"), Cost(2, 1, 8)),
    "words of the version in force": Row("campaign_words", lambda cast: words(cast, "spa"), Cost(0, 0, 0)),
    "words of the programme": Row("programme_words", lambda cast: words(cast, ""), Cost(0, 0, 0)),
    "a session for a customer": Row("vouch", lambda cast: _vouched(cast, "new"), Cost(2, 1, 8)),
    "an event before the first sign-in": Row(
        "ingest",
        lambda cast: cast.api.report([order(cast, "early", subject="card:new")]),
        Cost(3, 4, 12),
    ),
    "the sign-in after it": Row(
        "vouch",
        lambda cast: _vouched(cast, "new"),
        Cost(2, 2, 0),
        before=lambda cast: cast.api.report([order(cast, "early", subject="card:new")]),
    ),
    "another way in": Row("add_id", act("/v1/me/ids", {"provider": "dev", "code": "ana-too"}), Cost(2, 2, 8)),
    "a date of birth": Row("tell_born", act("/v1/me/born", {"born": "1990-05-17"}), Cost(2, 2, 4)),
    "odds without stock": Row("collection_odds", get(f"{SPA}/collections/set/odds"), Cost(0, 0, 0)),
    "odds of an earlier version": Row("box_odds", get(f"{SPA}/boxes/plain/odds?version=1"), Cost(3, 4, 0)),
    "rules": Row("rules", get(f"{SPA}/rules"), Cost(3, 5, 0)),
    "odds of a pool": Row("box_odds", get(f"{SPA}/boxes/show/odds"), Cost(1, POOL_SHARDS / 2, 0), before=filled),
    "odds of a stock": Row("box_odds", get(f"{SPA}/boxes/rush/odds"), Cost(1, SHARDS / 2, 0)),
}


@pytest.fixture
def cast(api: Api, token: str) -> Cast:
    ana = api.get("/v1/me", token).json_body["me"]["member"]
    cast = Cast(api, ana, token, api.member("ben")[0], note_of(api, token), [])
    api.report([order(cast, "draws", data={"order": "draws", "amount": "3000.00 CNY"})])
    for _ in range(2):
        api.act("/v1/events", token, {"type": "shop.visited"})
    return cast


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_costs_what_the_table_says(cast: Cast, row: Row) -> None:
    row.before(cast)

    with DynamoCalls() as calls:
        answer = row.does(cast)

    assert answer.status_code == row.status, answer.body
    assert Cost(calls.trips, calls.read_units, calls.write_units) == row.cost


def test_the_table_holds_every_route_but_the_managers() -> None:
    assert {row.route for row in TABLE.values()} == {route.name for route in ROUTES if route.auth != "manager"}


def _vouched(cast: Cast, subject: str) -> HTTPResponse:
    return cast.api.tell("/v1/sessions", {"provider": "card", "subject": subject})


def _sign_in(cast: Cast, code: str) -> HTTPResponse:
    return cast.api.act("/v1/session", None, {"provider": "dev", "code": code})
