"""What happens, and which metrics it moves, with which dimensions: read from the lines that are written."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from chalice.test import Client

import app
from chalicelib import telemetry, wiring
from chalicelib.api import watched
from tests.api.caller import Api
from tests.faults import cancelled, failed, instead
from tests.telemetry.told import Context, Metric, Told, of, telling

SPA = "/v1/campaigns/spa"
REDEEM = f"{SPA}/redemptions/monthly/serum/redeem"
Moved = dict[Metric, list[int | float]]
"""The values that were written of each metric."""

ONE_COMMIT: Moved = {of("Commits"): [1], of("Retries"): [0]}


class Cast(NamedTuple):
    api: Api
    member: str
    token: str

    def act(self, path: str, body: Any = None, key: str | None = None) -> int:
        return self.api.act(path, self.token, body, key).status_code

    def order(self, number: str, **changes: Any) -> dict[str, Any]:
        event = {"id": number, "source": "shop", "type": "order.paid", "subject": self.member, "time": self.api.time()}
        return event | {"data": {"order": number, "amount": "100.00 CNY"}} | changes


@pytest.fixture
def cast(api: Api, ana: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    return Cast(api, *ana)


def granted(campaign: str, n: int) -> Moved:
    return {of("Grants"): [n], of("Grants", campaign=campaign): [n]}


def refused(code: str, campaign: str = "spa") -> Moved:
    return {of("Refusals"): [1], of("Refusals", campaign=campaign, code=code): [1]}


def once(cast: Cast) -> None:
    cast.act(f"{SPA}/boxes/plain/draw", key="once")


def twice(cast: Cast) -> None:
    once(cast)
    once(cast)


def the_same_key_for_another(cast: Cast) -> None:
    once(cast)
    cast.act(REDEEM, key="once")


def in_conflict(cast: Cast) -> None:
    with instead("TransactWriteItems", cancelled(M="TransactionConflict"), cancelled(M="TransactionConflict")):
        assert cast.act(f"{SPA}/boxes/plain/draw") == 200


def table_is_away(path: str | None) -> Callable[[Cast], None]:
    def do(cast: Cast) -> None:
        with instead("BatchGetItem", *[failed(500, "InternalServerError")] * 9):
            status = cast.act(path) if path else cast.api.get("/v1/me", cast.token).status_code
        assert status == 503

    return do


def broken(cast: Cast) -> None:
    with instead("TransactWriteItems", cancelled(M="ValidationError")):
        assert cast.act(f"{SPA}/boxes/plain/draw") == 500


def batch(cast: Cast) -> None:
    good, late = cast.order("1"), cast.order("2", time="2026-06-01T00:00:00Z")
    cast.api.report([good, late, cast.order("3", type="no.such"), cast.order("4", subject="m-nobody")])


def broken_batch(cast: Cast) -> None:
    with instead("TransactWriteItems", cancelled(M="ValidationError")):
        assert cast.api.report([cast.order("1")]).json_body["events"][0]["status"] == "undecided"


TABLE: dict[str, tuple[Callable[[Cast], Any], Moved]] = {
    "a prize": (lambda cast: cast.act(f"{SPA}/boxes/plain/draw"), ONE_COMMIT | granted("spa", 1)),
    "a coupon": (lambda cast: cast.act(REDEEM), ONE_COMMIT | granted("spa", 1)),
    "points and fragments": (lambda cast: cast.act("/v1/events", {"type": "shop.visited"}), ONE_COMMIT),
    "nothing that counts": (lambda cast: cast.act("/v1/events", {"type": "page.seen"}), {}),
    "a look": (lambda cast: cast.api.get("/v1/me", cast.token), {}),
    "a refusal": (lambda cast: cast.act(f"{SPA}/boxes/care/draw"), refused("not_enough")),
    "a foreign campaign": (
        lambda cast: cast.act("/v1/campaigns/made-up/boxes/care/draw"),
        refused("unknown_campaign", "none"),
    ),
    "a key used for something else": (
        the_same_key_for_another,
        ONE_COMMIT | granted("spa", 1) | refused("idempotency_key_reused", "none"),
    ),
    "a replay": (twice, ONE_COMMIT | granted("spa", 1)),
    "a conflict, twice": (in_conflict, granted("spa", 1) | {of("Commits"): [3], of("Retries"): [2]}),
    "a table that is away": (table_is_away(REDEEM), {of("Busy"): [1]}),
    "a table that is away from a look": (table_is_away(None), {of("Busy"): [1]}),
    "a fault": (broken, {of("Commits"): [1], of("Retries"): [0], of("Faults"): [1]}),
    "no token": (lambda cast: cast.api.get("/v1/me"), {}),
    "a batch of events": (
        batch,
        ONE_COMMIT
        | {
            of("Refusals"): [1, 1, 1],
            of("Refusals", campaign="none", code="event_too_late"): [1],
            of("Refusals", campaign="none", code="unknown_event_type"): [1],
            of("Refusals", campaign="none", code="unknown_member"): [1],
        },
    ),
    "a batch with a fault": (broken_batch, {of("Commits"): [1], of("Retries"): [0], of("Faults"): [1]}),
}


@pytest.mark.parametrize(("does", "metrics"), TABLE.values(), ids=TABLE)
def test_moves_these_metrics_and_no_others(
    cast: Cast, told: Told, does: Callable[[Cast], Any], metrics: dict[Metric, list[float]]
) -> None:
    does(cast)

    assert told.metrics() == metrics


def test_what_one_line_can_carry_is_in_one_line(cast: Cast, told: Told) -> None:
    cast.act(REDEEM)
    cast.act(f"{SPA}/boxes/care/draw")

    assert len(told.lines) == 2


def test_a_container_starts_cold_once(cast: Cast) -> None:
    with telling(warm=False) as told:
        cast.api.get("/v1/health")
        cast.api.get("/v1/health")

    assert told.metrics() == {of("ColdStarts"): [1], of("ColdStarts", function="app"): [1]}


def test_an_event_is_told_like_a_request(cast: Cast) -> None:
    event = Client(app.app).events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    with telling("close_campaigns", warm=False) as told:
        context = Context()
        app.close_campaigns(event, context)

    [line] = told.lines
    assert (line["function"], line["request"], line["level"]) == (
        "close_campaigns",
        context.aws_request_id,
        "INFO",
    )
    assert of("ColdStarts", function="close_campaigns") in told.metrics()


def test_a_failed_event_is_a_fault_and_fails_by_a_name_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.triggers.stream.count_receipts", lambda *_: dict[str, int]()["the code is nX7q"])
    with telling("count_receipts") as told, pytest.raises(Exception, match="KeyError: see the line") as raised:
        app.count_receipts({"Records": []}, Context())

    assert "nX7q" not in "".join(told.text) + repr(raised.value) + repr(raised.value.__cause__)
    assert raised.value.__suppress_context__
    assert told.metrics() == {of("Faults"): [1]}
    assert [line["level"] for line in told.lines] == ["ERROR", "ERROR"]


def test_a_container_without_its_settings_says_so(monkeypatch: pytest.MonkeyPatch, api: Api) -> None:
    parts = wiring.parts()
    wiring.use(None)
    monkeypatch.delenv("TESSERA_STAGE", raising=False)
    with telling() as told:
        status = api.get("/v1/campaigns").status_code
    wiring.use(parts)

    assert status == 500
    assert told.metrics() == {of("Faults"): [1]}
    assert told.lines[0]["error"] == "SettingsError (TESSERA_STAGE is not set.)"


def test_a_parked_message_and_a_gauge_are_metrics() -> None:
    with telling() as told, watched.telemetry().invocation():  # type: ignore[union-attr]
        telemetry.parked("unknown_event_type")
        telemetry.parked("invalid_body")
        telemetry.gauge("StockLeftPercent", 12.5, "Percent", whole=False, campaign="spa", stock="prizes/rose")
        telemetry.gauge("StockLeftPercent", 12.5, "Percent")

    assert told.metrics() == {
        of("Parked"): [2],
        of("StockLeftPercent"): [12.5],
        of("StockLeftPercent", campaign="spa", stock="prizes/rose"): [12.5],
    }


def test_a_laptop_is_quiet(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert watched.telemetry() is None

    cast.act(REDEEM)
    telemetry.parked("nobody listens")

    assert capsys.readouterr() == ("", "")
