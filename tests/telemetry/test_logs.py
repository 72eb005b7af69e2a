"""The lines that are logged: what each says, and what none ever does."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app import app
from chalicelib import settings
from chalicelib.telemetry import Telemetry
from chalicelib.telemetry.faults import Lines
from tests.api.caller import Api
from tests.faults import cancelled, failed, instead
from tests.telemetry.told import SECRET, STAGE, Context, Told, telling

SPA = "/v1/campaigns/spa"
REDEEM = f"{SPA}/redemptions/monthly/serum/redeem"


def test_a_request_is_one_line_with_all_that_finds_it(
    api: Api, ana: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-abc-def;Parent=77;Sampled=1")
    with telling() as told:
        api.act(REDEEM, ana[1])

    [line] = told.lines
    ids = {name: line.pop(name) for name in ("request", "ms")}
    assert all(ids.values())
    assert {name: value for name, value in line.items() if name[0].islower()} == {
        "level": "INFO",
        "stage": STAGE,
        "function": "app",
        "trace": "1-abc-def",
        "route": "redeem",
        "status": 200,
        "members": [line["members"][0]],
        "campaigns": ["spa"],
        "campaign": "spa",
    }


def test_a_request_is_found_by_the_id_that_api_gateway_gave_it(api: Api, told: Told) -> None:
    """The one that the caller sees in its response's headers."""
    context = {"resourcePath": "/v1/health", "httpMethod": "GET", "path": "/v1/health", "requestId": "of-the-gateway"}
    event = {"requestContext": context, "multiValueQueryStringParameters": None, "headers": {}, "pathParameters": {}}
    own = Context()

    app(event | {"stageVariables": None, "body": None, "isBase64Encoded": False}, own)

    assert (told.lines[0]["request"], told.lines[0]["gateway"]) == (own.aws_request_id, "of-the-gateway")


@pytest.mark.parametrize(
    ("body", "token", "status", "code"),
    [(b"{", True, 400, "malformed_json"), (b"{}", False, 401, "unauthenticated"), (b"{}", True, 400, None)],
)
def test_a_problem_is_told_by_its_code(
    api: Api, ana: tuple[str, str], told: Told, body: bytes, token: bool, status: int, code: str | None
) -> None:
    headers = {"Content-Type": "application/json", **({"Idempotency-Key": "k"} if code else {})}
    api.send("POST", REDEEM, body, ana[1] if token else None, headers)

    assert (told.lines[0]["status"], told.lines[0]["code"]) == (status, code or "idempotency_key_missing")


def test_what_chalice_itself_refuses_is_told_too(api: Api, told: Told) -> None:
    api.http.request("POST", "/v1/me")

    assert (told.lines[0]["status"], told.lines[0]["code"]) == (405, "method_not_allowed")


def test_a_fault_is_told_by_its_type_and_its_places_with_the_ids_of_the_request(
    api: Api, ana: tuple[str, str], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        try:
            raise KeyError(ana[0])
        except KeyError as error:
            raise RuntimeError(f"no such coupon: {ana[1]}") from error

    monkeypatch.setattr("chalicelib.services.act.Act.act", fail)

    api.act(REDEEM, ana[1])

    fault, line = told.lines
    assert (fault["message"], fault["error"]) == ("redeem failed", "RuntimeError from KeyError")
    assert re.search(r"test_logs\.py:\d+ fail$", fault["places"][-1])
    assert fault["request"] == line["request"]
    assert (line["level"], line["status"], line["code"]) == ("ERROR", 500, "internal_error")


def test_an_error_of_aws_is_told_by_its_code(
    api: Api, ana: tuple[str, str], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    with instead("BatchGetItem", failed(400, "ResourceNotFoundException")):
        assert api.get("/v1/me", ana[1]).status_code == 500

    assert "(ResourceNotFoundException)" in told.lines[0]["error"]


def test_an_error_that_was_raised_from_itself_is_told_once(told: Told) -> None:
    try:
        error = ValueError("s3cr3t")
        raise error from error
    except ValueError:
        logging.getLogger("tessera").exception("It failed")

    assert told.lines[0]["error"] == "ValueError"


def test_a_line_that_can_not_be_made_fails_nothing_and_quotes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    written: list[str] = []

    Lines(written.append).handle(logging.makeLogRecord({"name": "tessera", "msg": "%d", "args": ("s3cr3t",)}))

    assert written == ['{"level":"ERROR","message":"A line of tessera could not be written"}']
    assert capsys.readouterr() == ("", "")


def test_what_chalice_logs_is_a_line_too(told: Told) -> None:
    """Its own handler would print the text of any fault."""
    logging.getLogger(app.app_name).error("Caught exception")

    assert [line["message"] for line in told.lines] == ["Caught exception"]


def test_a_pseudonym_is_the_same_in_each_container_of_a_stage_and_another_elsewhere() -> None:
    def pseudonym(secret: bytes | None) -> str | None:
        return Telemetry("prod", "app", print, lambda: secret).pseudonym("m-ana")

    assert pseudonym(SECRET) == pseudonym(SECRET)
    assert pseudonym(SECRET) != pseudonym(SECRET[::-1])
    assert pseudonym(None) is None


def test_a_batch_of_many_members_names_some(api: Api, told: Told) -> None:
    event = {"source": "shop", "type": "page.seen", "time": api.time()}
    api.report([event | {"id": str(n), "subject": f"m-{n}"} for n in range(30)])

    assert len(told.lines[0]["members"]) == 10


@contextmanager
def at_debug() -> Iterator[list[str]]:
    """All that anyone logs at all, as text: also what a handler of another would write."""
    seen: list[str] = []

    class All(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record.getMessage())

    root = logging.getLogger()
    level, catcher = root.level, All()
    root.addHandler(catcher)
    root.setLevel(logging.DEBUG)
    try:
        yield seen
    finally:
        root.removeHandler(catcher)
        root.setLevel(level)


def test_secrets_tokens_codes_members_and_bodies_are_never_told(
    api: Api, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    own = settings.read({"TESSERA_STAGE": "local"})
    never = {
        "the master seed": own.master_seed.hex(),
        "a token's key": next(iter(own.token_keys.values())),
        "a shop's secret": own.webhook_secrets[0].removeprefix("whsec_"),
        "the pseudonyms' secret": SECRET.decode(),
        "an openid": "openid-of-ana",
        "a body": "what-was-sent",
        "an order": "order-9001",
        "a key": "key-of-the-app",
    }
    with telling(warm=False) as told, at_debug() as logged:
        for name in ("openid-of-ana", "openid-of-ben"):
            member, token = api.member(name)
            never |= {f"the member of {name}": member, f"the token of {name}": token}
        api.now += 86_400_000
        codes = played(api, never["the member of openid-of-ana"], never["the token of openid-of-ana"])
        failing(api, never["the token of openid-of-ana"])
        quoting = RuntimeError(" ".join([*never.values(), *codes]))
        monkeypatch.setattr("chalicelib.services.act.Act.act", lambda *_: (_ for _ in ()).throw(quoting))
        api.act(REDEEM, never["the token of openid-of-ana"])
        api.report([{"id": "order-9001", "source": "shop", "type": "page.seen", "subject": "m", "time": api.time()}])
    never |= {f"coupon {n}": code for n, code in enumerate(codes)}

    out, err = capfd.readouterr()
    everything = "\n".join([*told.text, *logged, out, err])
    assert len(codes) == 2
    assert len(told.lines) > 15
    assert {what for what, text in never.items() if text in everything} == set()


def played(api: Api, member: str, token: str) -> list[str]:
    """What goes well, or is refused. Gives the coupons' codes."""
    ben, _ = api.member("openid-of-ben")
    order = {"id": "order-9001", "source": "shop", "type": "order.paid", "subject": member, "time": api.time()}
    paid = order | {"data": {"order": "order-9001", "amount": "300.00 CNY"}}
    for _ in range(3):
        api.act("/v1/events", token, {"type": "shop.visited", "data": {"shop": "what-was-sent"}})
    redeemed = [api.act(REDEEM, token, key=f"key-of-the-app-{n}").json_body["receipt"] for n in range(2)]
    api.report([paid, paid, paid | {"id": "x", "data": {"order": "what-was-sent"}}, "what-was-sent"])
    api.report([paid], secret="whsec_" + "d3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmcgd3I=")
    api.act(f"{SPA}/boxes/care/draw", token)
    api.act(f"{SPA}/collections/set/send", token, {"fragment": "a", "to": ben})
    api.act(f"{SPA}/boxes/care/draw", token, {"what-was-sent": 1})
    for path in ("/v1/me", SPA, "/v1/me/receipts"):
        api.get(path, token)
    return [coupon["code"] for receipt in redeemed for coupon in receipt["coupons"]]


def failing(api: Api, token: str) -> None:
    """Bad tokens, a table that fails in each way, and a fault whose text quotes everything."""
    api.get("/v1/me", token[:-2])
    api.get("/v1/me", "what-was-sent")
    api.act(REDEEM, token, b"what-was-sent".decode())
    for reply in (failed(500, "InternalServerError"), failed(400, "ValidationException")):
        with instead("BatchGetItem", *[reply] * 3):
            api.get("/v1/me", token)
    with instead("TransactWriteItems", cancelled(M="ValidationError")):
        api.act(f"{SPA}/boxes/plain/draw", token, key="key-of-the-app")


def test_the_lines_of_a_day_are_json(api: Api, told: Told) -> None:
    failing(api, api.member("cy")[1])

    assert all(isinstance(json.loads(line), dict) for text in told.text for line in text.splitlines())
