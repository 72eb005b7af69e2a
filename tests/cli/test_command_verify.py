"""`tessera verify`: what a member drew is drawn again from the revealed seed, and nothing else is believed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from click.testing import Result

from local.backend import backend
from tests.cli.conftest import Run

ORDER = {"order": "1", "amount": "2400.00 CNY"}


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """A backend, a member, the page of her receipts, and the odds before the seed was out; then all is over."""
    with backend() as running:
        url = running.url
        call(url, "/local/clock", {"now": "2026-06-20T12:00:00+08:00"})
        session = call(url, "/v1/session", {"provider": "dev", "code": "ana"})
        for event in (
            {"type": "order.paid", "data": ORDER},
            {"type": "member.updated", "data": {"born": "1990-05-17"}},
        ):
            call(url, "/local/events", {"subject": session["member"], **event})
        for n in range(3):
            call(url, "/v1/campaigns/care-box/boxes/care/draw", {}, session["token"], f"draw-{n}")
        receipts = call(url, "/v1/me/receipts", token=session["token"])
        early = call(url, "/v1/campaigns/care-box/boxes/care/odds")
        call(url, "/local/clock", {"now": "2027-03-01T00:00:00+08:00"})
        yield url, session["member"], receipts, early


@pytest.fixture
def verify(run: Run, played: Any) -> Any:
    """Verifies what is written into a file, as the member's."""
    url, member, _, _ = played

    def command(found: Any, *more: str) -> Result:
        Path("receipt.json").write_text(json.dumps(found))
        return run("verify", "receipt.json", "--member", member, "--url", url, *more)

    return command


def box_draw(played: Any) -> Any:
    """The newest receipt of the care box, to be changed."""
    found = [one for one in played[2]["receipts"] if one.get("draws", [{}])[0].get("of") == "blind_boxes/care"]
    return json.loads(json.dumps(found[0]))


def test_the_draws_of_a_page_of_receipts_are_as_they_should_be(verify: Any, played: Any) -> None:
    ended = verify(played[2])
    assert ended.exit_code == 0, ended.output
    assert ended.output.count("care-box blind_boxes/care draw ") == 3
    assert ended.output.count("as it should be") == len(ended.output.splitlines()) > 3


def test_a_commitment_noted_before_is_held_against_the_seed(verify: Any, played: Any) -> None:
    ended = verify(box_draw(played), "--commitment", played[3]["odds"]["commitment"])
    assert ended.exit_code == 0, ended.output
    assert verify(played[2], "--commitment", played[3]["odds"]["commitment"]).exit_code == 2


def test_one_receipt_will_do(verify: Any, played: Any) -> None:
    drawn = box_draw(played)
    assert verify(drawn).exit_code == verify({"receipt": drawn}).exit_code == 0


def test_the_id_of_a_receipt_will_do(run: Run, played: Any) -> None:
    url, member, _, _ = played
    drawn = box_draw(played)
    ended = run("verify", drawn["id"], "--member", member, "--url", url)
    assert ended.exit_code == 0, ended.output
    assert f"care-box blind_boxes/care draw {drawn['draws'][0]['n']}: " in ended.output
    unknown = run("verify", "x" * 16, "--member", member, "--url", url)
    assert unknown.exit_code == 3
    assert "unknown_receipt" in unknown.output


def test_a_row_that_was_never_drawn_is_not_believed(verify: Any, played: Any) -> None:
    drawn = box_draw(played)
    (draws,) = drawn["draws"]
    landed, draws["rows"], draws["got"] = draws["rows"][0], ["hidden"], ["hidden"]
    ended = verify(drawn)
    assert ended.exit_code == 1
    assert f"hidden: it lands on {landed}" in ended.output


def test_a_prize_that_replaces_nothing_is_not_believed(verify: Any, played: Any) -> None:
    drawn = box_draw(played)
    (draws,) = drawn["draws"]
    draws["got"] = ["voucher" if draws["rows"] != ["voucher"] else "rose"]
    ended = verify(drawn)
    assert ended.exit_code == 1
    assert "does not replace" in ended.output


def test_another_commitment_is_not_believed(verify: Any, played: Any) -> None:
    ended = verify(box_draw(played), "--commitment", "0" * 64)
    assert ended.exit_code == 1
    assert "not the one that was committed to" in ended.output


def test_before_the_seed_is_out_it_says_when(verify: Any, played: Any) -> None:
    Path("odds.json").write_text(json.dumps(played[3]))
    ended = verify(box_draw(played), "--odds", "odds.json")
    assert ended.exit_code == 1
    assert "an hour after care-box is over for good" in ended.output


def test_odds_of_another_version_do_not_do(verify: Any, played: Any) -> None:
    later = json.loads(json.dumps(played[3]))
    later["odds"]["version"] = "2:00000000000000000000000000000000"
    Path("odds.json").write_text(json.dumps(later))
    ended = verify(box_draw(played), "--odds", "odds.json")
    assert ended.exit_code == 1
    assert "save the page of that one" in ended.output


@pytest.mark.parametrize(
    ("text", "says"),
    [("{}", "holds no draws"), ("[", "is not JSON"), (None, "can't be opened")],
    ids=["no draws", "no JSON", "no file"],
)
def test_a_file_that_is_no_receipt_ends_with_one(run: Run, text: str | None, says: str) -> None:
    if text is not None:
        Path("receipt.json").write_text(text)
    ended = run("verify", "receipt.json", "--member", "ana")
    assert ended.exit_code == 1
    assert says in ended.output


def call(url: str, path: str, body: Any = None, token: str = "", key: str = "") -> Any:
    """GET, or POST where there is a body; any answer but 200 is an error."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": key}
    with urlopen(Request(url + path, None if body is None else json.dumps(body).encode(), headers)) as response:
        return json.load(response)
