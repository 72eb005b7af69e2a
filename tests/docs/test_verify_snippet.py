"""The guide's way to verify a draw: it recomputes what was drawn, and what could be, and believes no other row."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from urllib.request import Request, urlopen

import pytest

from chalicelib.domain.chance import drawing
from chalicelib.domain.chance.odds import table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.views import odds
from chalicelib.domain.words.values import Chance, Ramp
from tests.docs.pages import blocks, page

GUIDE: dict[str, Any] = {}
exec(blocks(page("docs/mini-program.md"), "python")[0], GUIDE)  # noqa: S102 - our own guide


CHANCES = {"a": Fraction(1, 144), "b": Fraction(1, 10), "c": Fraction(3, 10), "d": Fraction(427, 720)}
TABLE = table({row: Chance(share) for row, share in CHANCES.items()})
SEED = drawing.secret_seed(b"a master".ljust(32, b"\0"), "spa", "blind_boxes/care", 1)
RAMP = Ramp(3, Fraction(1, 50))

GUARANTEES: dict[str, tuple[Guarantee, ...]] = {
    "published odds alone": (),
    "a hard guarantee": (Guarantee(of=("a", "b"), within=5),),
    "a ramp": (Guarantee(of=("a",), ramp=RAMP),),
    "a featured prize": (Guarantee(of=("a", "b"), within=4, featured="a"),),
    "a ramp inside of what is due": (
        Guarantee(of=("a", "d"), ramp=Ramp(1, Fraction(1, 5))),
        Guarantee(of=("a", "b"), within=1),
    ),
    "several at once": (
        Guarantee(of=("a", "b"), within=4, ramp=RAMP, featured="b"),
        Guarantee(of=("b", "c"), within=2, ramp=RAMP),
        Guarantee(of=("a",), within=9),
    ),
    "two classes": (
        Guarantee(of=("a",), within=20, ramp=RAMP),
        Guarantee(of=("a", "b"), within=4, unchanged=("a",)),
    ),
    "two classes, the lower one first, with a ramp and a featured prize": (
        Guarantee(of=("b", "c"), within=5, ramp=RAMP, featured="b", unchanged=("a",)),
        Guarantee(of=("a", "d"), within=3),
        Guarantee(of=("a",), ramp=RAMP),
    ),
}


@pytest.mark.parametrize("guarantees", GUARANTEES.values(), ids=GUARANTEES)
def test_agrees_with_the_draw(guarantees: tuple[Guarantee, ...]) -> None:
    memory = drawing.fresh(guarantees)
    for n in range(1, 401, 10):
        before, drawn = memory, []
        for i in range(10):
            row, memory = drawing.draw(SEED, "ana", n + i, TABLE, guarantees, memory)
            drawn.append(row)

        assert verified(n, drawn, [terms(one) for one in guarantees], before)


def test_believes_no_other_row() -> None:
    landed, _ = drawing.draw(SEED, "ana", 7, TABLE, (), ())

    assert [row for row in CHANCES if verified(7, [row])] == [landed]


def test_believes_no_other_seed() -> None:
    with pytest.raises(AssertionError):
        GUIDE["verified"](SEED, drawing.commitment(b"another"), "ana", {"n": 1, "rows": []}, CHANCES, [])


def verified(n: int, rows: list[str], guarantees: Sequence[Any] = (), memory: Sequence[int] = ()) -> bool:
    draws = {"n": n, "rows": rows, "memory": memory}
    return bool(GUIDE["verified"](SEED, drawing.commitment(SEED), "ana", draws, CHANCES, guarantees))


def terms(one: Guarantee) -> dict[str, Any]:
    """A guarantee as the odds page has it."""
    ramp = {"ramp_from": one.ramp.start, "ramp_step": odds.percent(one.ramp.step)} if one.ramp else {}
    known = {"of": list(one.of), "within": one.within, "featured": one.featured, **ramp}
    known["unchanged"] = list(one.unchanged) or None
    return {name: value for name, value in known.items() if value is not None}


def test_verifies_the_receipts_of_a_member_by_the_revealed_seeds(url: str) -> None:
    call(url, "/local/clock", {"now": "2026-06-20T12:00:00+08:00"})
    session = call(url, "/v1/session", {"provider": "dev", "code": "ana"})
    play(url, session["member"], session["token"])
    receipts = call(url, "/v1/me/receipts", token=session["token"])["receipts"]
    before = {of: call(url, odds_path(*of)) for of in drawn_from(receipts)}
    call(url, "/local/clock", {"now": "2027-03-01T00:00:00+08:00"})

    assert len(before) == 3
    for receipt in receipts:
        for draws in receipt.get("draws", []):
            of = draws["campaign"], draws["of"]
            after = call(url, odds_path(*of))["odds"]
            assert GUIDE["verified"](
                bytes.fromhex(after["seed"]),
                before[of]["odds"]["commitment"],
                session["member"],
                draws,
                {name: Fraction(row["exact"]) for name, row in after["rows"].items()},
                after["guarantees"],
            )


def play(url: str, member: str, token: str) -> None:
    """Two orders, three care boxes, and ten of the tea house's at once and then one."""
    for time in ("2026-06-19T23:00:00+08:00", "2026-06-20T11:00:00+08:00"):
        order = {"order": time, "amount": "1200.00 CNY"}
        call(url, "/local/events", {"type": "order.paid", "subject": member, "time": time, "data": order})
    call(url, "/local/events", {"type": "member.updated", "subject": member, "data": {"born": "1990-05-17"}})
    draws = [("care-box/boxes/care", 1)] * 3 + [("tea-shop/boxes/shop", 10), ("tea-shop/boxes/shop", 1)]
    for n, (box, times) in enumerate(draws):
        call(url, f"/v1/campaigns/{box}/draw", {"times": times}, token, f"draw-{n}")


def call(url: str, path: str, body: Any = None, token: str = "", key: str = "") -> Any:
    """GET, or POST where there is a body; any answer but 200 is an error."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": key}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url + path, data, headers)) as response:
        return json.load(response)


def drawn_from(receipts: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(draws["campaign"], draws["of"]) for receipt in receipts for draws in receipt.get("draws", [])}


def odds_path(campaign: str, of: str) -> str:
    return f"/v1/campaigns/{campaign}/{of.removeprefix('blind_')}/odds"
